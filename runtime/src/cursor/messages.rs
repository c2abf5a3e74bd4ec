//! What the loop says of a document that does not fit a table.

use super::Cursor;
use crate::error::Result;
use crate::namespace::{NamespaceId, UNKNOWN, XML};
use crate::reader::describe;
use crate::table::{Child, Content};
use crate::{ErrorKind, Reader};

impl Cursor {
    #[cold]
    pub(super) fn missing(&self, reader: &Reader<'_>, member: usize) -> crate::Error {
        match self.table.attributes.get(member) {
            Some(attribute) => {
                let name = self.qualified(attribute.namespace, attribute.name);
                let message = format!("attribute {name} is missing; it is required");
                reader.error_at(self.mark, ErrorKind::MissingAttribute, message)
            }
            None => self.missing_child(reader, member - self.table.attributes.len(), false),
        }
    }

    #[cold]
    pub(super) fn missing_child(&self, reader: &Reader<'_>, child: usize, before: bool) -> crate::Error {
        let Some(missing) = self.table.children.get(child) else {
            return reader.error_at(self.mark, ErrorKind::MissingElement, "a required value is missing");
        };
        let names: Vec<_> = self
            .table
            .children
            .iter()
            .filter(|other| other.slot == missing.slot && (!other.alias || other.is_abstract))
            .map(|other| self.name(other))
            .collect();
        self.none_of(reader, &names, before)
    }

    /// One of some elements was required, and the end has come, or another element `before` them.
    #[cold]
    pub(super) fn none_of(&self, reader: &Reader<'_>, names: &[String], before: bool) -> crate::Error {
        let elements = match names {
            [one] if one.starts_with('`') => format!("element {one}"),
            [one] => one.clone(),
            _ => format!("one of {}", names.join(", ")),
        };
        if before {
            let message = format!("expected {elements} first; it is required");
            reader.error(ErrorKind::MissingElement, message)
        } else {
            let message = format!("{elements} is missing; it is required");
            reader.error_at(self.mark, ErrorKind::MissingElement, message)
        }
    }

    /// A name as the writer would write it.
    pub(super) fn name(&self, child: &Child) -> String {
        if child.any.is_some() {
            return "any other element".to_owned();
        }
        self.qualified(child.namespace, child.name)
    }

    pub(super) fn qualified(&self, namespace: NamespaceId, local: &str) -> String {
        match self.table.namespaces.get(namespace) {
            Some(ns) if !ns.prefix.is_empty() => format!("`{}:{local}`", ns.prefix),
            _ => format!("`{local}`"),
        }
    }

    #[cold]
    pub(super) fn unexpected(&self, reader: &Reader<'_>) -> crate::Error {
        let is_it = |child: &&Child| child.name == reader.tag.local && child.namespace == reader.tag.namespace;
        if let Some(child) = self.table.children.iter().filter(|child| child.is_abstract).find(is_it) {
            let message = format!(
                "element {} is not allowed here: it or its type is abstract, and nothing can stand in its place",
                self.name(child)
            );
            return reader.error(ErrorKind::UnexpectedElement, message);
        }
        let mut expected = Vec::new();
        let mut complete = true;
        let is_all = self.table.content == Content::All;
        for (index, child) in self.table.children.iter().enumerate().filter(|(_, child)| !child.alias) {
            if is_all {
                expected.extend(self.may_come(index).then(|| self.name(child)));
                continue;
            }
            let occurred = match child.slot.cmp(&self.slot) {
                _ if self.count == 0 => 0,
                std::cmp::Ordering::Less => continue,
                std::cmp::Ordering::Equal => self.count,
                std::cmp::Ordering::Greater => 0,
            };
            if !complete
                && self
                    .table
                    .children
                    .iter()
                    .any(|c| c.slot < child.slot && (self.count == 0 || c.slot > self.slot) && c.occurs.min > 0)
            {
                break;
            }
            if occurred < child.occurs.max {
                expected.push(self.name(child));
            }
            complete &= occurred >= child.occurs.min;
        }
        self.not_allowed(reader, expected)
    }

    /// An element has come where others, or none, were expected.
    #[cold]
    pub(super) fn not_allowed(&self, reader: &Reader<'_>, mut expected: Vec<String>) -> crate::Error {
        let more = expected.len().saturating_sub(6);
        expected.truncate(6);
        let mut list = expected.join(", ");
        if more > 0 {
            list.push_str(&format!(" or {more} more"));
        }
        let expected = if self.table.children.is_empty() {
            "it has no child elements".to_owned()
        } else if list.is_empty() {
            "expected the end of the element".to_owned()
        } else {
            format!("expected {list}")
        };
        let uri = reader.namespace();
        let local = reader.tag.local;
        let known = reader.tag.namespace;
        let element = match self.table.namespaces.get(known) {
            Some(ns) if known != UNKNOWN && known != XML && !ns.prefix.is_empty() => format!("`{}:{local}`", ns.prefix),
            _ => describe(local, uri),
        };
        reader.error(ErrorKind::UnexpectedElement, format!("element {element} is not allowed here; {expected}"))
    }

    #[cold]
    pub(super) fn too_many(&self, reader: &Reader<'_>, child: &Child) -> crate::Error {
        let alternatives: Vec<_> =
            self.table.children.iter().filter(|other| other.slot == child.slot && !other.alias).collect();
        let names = || alternatives.iter().map(|other| self.name(other)).collect::<Vec<_>>().join(", ");
        let message = match (child.occurs.max, alternatives.len()) {
            (1, 1) => format!("element {} may occur only once here", self.name(child)),
            (1, _) => format!("element {} is one too many; only one of {} may occur here", self.name(child), names()),
            (max, 1) => format!("element {} may occur at most {max} times", self.name(child)),
            (max, _) => {
                format!("element {} is one too many; at most {max} of {} may occur here", self.name(child), names())
            }
        };
        reader.error(ErrorKind::UnexpectedElement, message)
    }

    #[cold]
    pub(super) fn out_of_order(&self, reader: &Reader<'_>, child: &Child) -> crate::Error {
        let after = self.table.children.get(self.at).map(|last| self.name(last)).unwrap_or_default();
        let message = format!("element {} is out of order; it must come before {after}", self.name(child));
        reader.error(ErrorKind::UnexpectedElement, message)
    }

    #[cold]
    pub(super) fn again(&self, reader: &Reader<'_>) -> crate::Error {
        let message = format!("element `{}` may occur only once here", reader.tag.local);
        reader.error(ErrorKind::UnexpectedElement, message)
    }

    #[cold]
    pub(super) fn nil(&self, reader: &mut Reader<'_>) -> Result<()> {
        if reader.is_strict() {
            let message = format!("`xsi:nil` is not allowed on `{}`: it is not nillable", reader.tag.local);
            return Err(reader.error(ErrorKind::UnexpectedAttribute, message));
        }
        reader.skip()
    }

    #[cold]
    pub(super) fn unexpected_attribute(
        &self,
        reader: &Reader<'_>,
        start: usize,
        local: &str,
        uri: &str,
    ) -> crate::Error {
        let known: Vec<_> = self
            .table
            .attributes
            .iter()
            .filter(|known| known.any.is_none())
            .map(|known| self.qualified(known.namespace, known.name))
            .collect();
        let expected =
            if known.is_empty() { "the element has none".to_owned() } else { format!("expected {}", known.join(", ")) };
        let attribute = if uri.is_empty() { format!("`{local}`") } else { describe(local, uri) };
        let message = format!("attribute {attribute} is not allowed here; {expected}");
        reader.error_at(start, ErrorKind::UnexpectedAttribute, message)
    }

    #[cold]
    pub(super) fn bad_attribute(&self, reader: &Reader<'_>, start: usize, error: &crate::ValueError) -> crate::Error {
        let name = reader.attributes.iter().find(|a| a.start == start).map_or("", |a| a.local);
        reader.error_at(start, ErrorKind::InvalidValue, format!("attribute `{name}`: {error}"))
    }
}
