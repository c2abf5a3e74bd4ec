//! Start tags and end tags.

use std::borrow::Cow;

use super::{Memo, Open, ReadAttribute, Reader, Tag};
use crate::error::Result;
use crate::namespace::{Binding, UNKNOWN, XML_URI, XMLNS_URI, XSI};
use crate::table::Child;
use crate::{ErrorKind, NO_NAMESPACE, chars, scan};

/// How many attributes are compared each with each.
const FEW: usize = 16;
/// How long a namespace name may be: raw XML repeats it on each element it keeps.
const MAX_NAMESPACE_BYTES: usize = 1024;
/// How many namespace declarations may be in scope: a name is looked up among all of them.
const MAX_BINDINGS: usize = 1024;

impl<'a> Reader<'a> {
    /// Reads a start tag; `pos` is at its `<`.
    pub(super) fn start_tag(&mut self) -> Result<()> {
        let bytes = self.bytes();
        let start = self.pos;
        let name_end = scan::name(bytes, start + 1);
        let name = self.slice(start + 1, name_end);
        if self.open.len() >= self.options.max_depth {
            let message = format!("elements nest deeper than {}", self.options.max_depth);
            return Err(self.error_at(start, ErrorKind::Limit, message));
        }
        self.open.push(Open { name: (start + 1, name_end), bindings: self.bindings.len() });
        self.attributes.clear();
        self.pos = name_end;
        let mut nil = false;
        let empty = match bytes.get(name_end) {
            Some(b'>') => {
                self.pos += 1;
                false
            }
            Some(b'/') if bytes.get(name_end + 1) == Some(&b'>') => {
                self.pos += 2;
                true
            }
            Some(_) if name.is_empty() => return Err(self.bad_name(start, name)),
            _ => self.attributes(start, &mut nil)?,
        };
        let (prefix, local) = split(name);
        let namespace = if prefix.is_empty() {
            if local.is_empty() || local.len() != name.len() {
                return Err(self.bad_name(start, name));
            }
            self.default_namespace
        } else {
            match self.lookup(prefix) {
                Some(id) => id,
                None => return Err(self.unbound(start, name, prefix)),
            }
        };
        self.tag = Tag { prefix, local, namespace, start, empty, nil };
        let with_colon = self.slice(start + 1, name_end - local.len());
        self.memo = Memo { prefix: with_colon, namespace, is_valid: true };
        Ok(())
    }

    /// The fast way to a start tag: if a tag without attributes stands at `at` whose name is that of one of the first
    /// `children`, with the prefix of the tag before, reads it and tells which child it is. Otherwise reads nothing.
    #[inline]
    pub(crate) fn expected(&mut self, at: usize, children: &'static [Child]) -> Option<usize> {
        let Memo { prefix, namespace, is_valid } = self.memo;
        let bytes = self.bytes();
        let rest = bytes.get(at..)?;
        let is_start = rest.first() == Some(&b'<') && rest.get(1) != Some(&b'/');
        if !is_start || !is_valid || self.open.len() >= self.options.max_depth {
            return None;
        }
        let rest = rest.get(1..)?.strip_prefix(prefix.as_bytes())?;
        let word = u64::from_le_bytes(*rest.first_chunk::<8>()?);
        for (index, child) in children.iter().enumerate() {
            let differs = (word ^ child.head) & child.mask != 0 || child.namespace != namespace;
            if differs || (child.alias && self.options.strict) {
                continue;
            }
            let length = child.name.len();
            if !rest.get(..length).is_some_and(|name| scan::same(name, child.name.as_bytes())) {
                continue;
            }
            match rest.get(length) {
                Some(b'>') => {}
                Some(b' ' | b'/' | b'\t' | b'\n' | b'\r') => return None,
                _ => continue,
            }
            let name_end = at + 1 + prefix.len() + length;
            self.open.push(Open { name: (at + 1, name_end), bindings: self.bindings.len() });
            if !self.attributes.is_empty() {
                self.attributes.clear();
            }
            self.pos = name_end + 1;
            let prefix = prefix.strip_suffix(':').unwrap_or_default();
            self.tag = Tag { prefix, local: child.name, namespace, start: at, empty: false, nil: false };
            return Some(index);
        }
        None
    }

    /// Checks the name characters of the start tag read last: for names that no table knows.
    pub(crate) fn check_name(&self) -> Result<()> {
        let Some(&Open { name: (from, to), .. }) = self.open.last() else { return Ok(()) };
        let name = self.slice(from, to);
        if chars::is_qname(name) { Ok(()) } else { Err(self.bad_name(from - 1, name)) }
    }

    /// Reads attributes and the end of the start tag; tells whether it is an empty-element tag.
    fn attributes(&mut self, start: usize, nil: &mut bool) -> Result<bool> {
        let bytes = self.bytes();
        let first_binding = self.bindings.len();
        let empty = loop {
            let after_blanks = scan::blanks(bytes, self.pos);
            match bytes.get(after_blanks) {
                Some(b'>') => {
                    self.pos = after_blanks + 1;
                    break false;
                }
                Some(b'/') if bytes.get(after_blanks + 1) == Some(&b'>') => {
                    self.pos = after_blanks + 2;
                    break true;
                }
                None => return Err(self.malformed(bytes.len(), "the document ends inside a start tag")),
                Some(_) if after_blanks == self.pos => {
                    return Err(self.malformed(self.pos, self.stray(self.pos, "in a start tag")));
                }
                Some(_) => self.pos = after_blanks,
            }
            self.attribute()?;
            if self.attributes.len() + self.bindings.len() - first_binding > self.options.max_attributes {
                let message = format!("an element has more than {} attributes", self.options.max_attributes);
                return Err(self.error_at(start, ErrorKind::Limit, message));
            }
        };
        if self.bindings.len() > first_binding {
            self.check_bindings(first_binding, start)?;
            self.reset_default();
        }
        if !self.attributes.is_empty() {
            self.resolve_attributes(nil)?;
        }
        Ok(empty)
    }

    fn attribute(&mut self) -> Result<()> {
        let bytes = self.bytes();
        let start = self.pos;
        let name_end = scan::name(bytes, start);
        let name = self.slice(start, name_end);
        let equals = scan::blanks(bytes, name_end);
        if name.is_empty() || bytes.get(equals) != Some(&b'=') {
            return Err(self.malformed(equals, self.stray(equals, "in an attribute: expected `name=\"value\"`")));
        }
        let open_quote = scan::blanks(bytes, equals + 1);
        let quote = match bytes.get(open_quote) {
            Some(&quote @ (b'"' | b'\'')) => quote,
            _ => return Err(self.malformed(open_quote, self.stray(open_quote, "where a quoted value must begin"))),
        };
        let from = open_quote + 1;
        let to = scan::attribute(bytes, from, quote);
        let value = if bytes.get(to) == Some(&quote) && !self.census.any() {
            self.pos = to + 1;
            Cow::Borrowed(self.slice(from, to))
        } else {
            self.attribute_value(from, quote)?
        };
        if value.len() > self.options.max_text_bytes {
            return Err(self.text_limit(start));
        }
        if name == "xmlns" {
            self.bind("", value, start)
        } else if let Some(prefix) = name.strip_prefix("xmlns:").filter(|prefix| !prefix.is_empty()) {
            self.bind(prefix, value, start)
        } else {
            let (prefix, local) = split(name);
            if local.is_empty() || (prefix.is_empty() && local.len() != name.len()) {
                return Err(self.bad_name(start, name));
            }
            self.attributes.push(ReadAttribute { prefix, local, namespace: NO_NAMESPACE, value, start });
            Ok(())
        }
    }

    fn bind(&mut self, prefix: &'a str, uri: Cow<'a, str>, start: usize) -> Result<()> {
        let reserved = match prefix {
            "xmlns" => Some("the prefix `xmlns` cannot be declared"),
            "xml" if uri != XML_URI => Some("the prefix `xml` cannot be bound to another namespace"),
            "xml" => None,
            _ if uri == XML_URI => Some("the XML namespace can be bound to the prefix `xml` alone"),
            _ if uri == XMLNS_URI => Some("the namespace of `xmlns` cannot be bound"),
            "" => None,
            _ if uri.is_empty() => Some("a prefix cannot be unbound in XML 1.0"),
            _ if !chars::is_ncname(prefix) => Some("a prefix must be a name without colon"),
            _ => None,
        };
        if let Some(message) = reserved {
            return Err(self.malformed(start, message));
        }
        if uri.len() > MAX_NAMESPACE_BYTES || self.bindings.len() >= MAX_BINDINGS {
            let message = if uri.len() > MAX_NAMESPACE_BYTES {
                format!("a namespace name is longer than {MAX_NAMESPACE_BYTES} bytes")
            } else {
                format!("more than {MAX_BINDINGS} namespace declarations are in scope")
            };
            return Err(self.error_at(start, ErrorKind::Limit, message));
        }
        let id = self.namespaces.id(&uri, self.options.strict);
        self.bindings.push(Binding { prefix, uri, id });
        Ok(())
    }

    /// No prefix may be declared twice in one tag.
    fn check_bindings(&self, first: usize, start: usize) -> Result<()> {
        let new = self.bindings.get(first..).unwrap_or_default();
        for (index, binding) in new.iter().enumerate() {
            if new.iter().take(index).any(|earlier| earlier.prefix == binding.prefix) {
                let what = if binding.prefix.is_empty() {
                    "the default namespace is declared twice in one tag".to_owned()
                } else {
                    format!("the prefix `{}` is declared twice in one tag", binding.prefix)
                };
                return Err(self.malformed(start, what));
            }
        }
        Ok(())
    }

    fn resolve_attributes(&mut self, nil: &mut bool) -> Result<()> {
        let mut attributes = std::mem::take(&mut self.attributes);
        let result = self.resolve_in(&mut attributes, nil);
        self.attributes = attributes;
        result
    }

    fn resolve_in(&self, attributes: &mut [ReadAttribute<'a>], nil: &mut bool) -> Result<()> {
        let mut prefixed = false;
        for attribute in attributes.iter_mut() {
            if attribute.prefix.is_empty() {
                continue;
            }
            prefixed = true;
            let Some(id) = self.lookup(attribute.prefix) else {
                return Err(self.unbound(attribute.start, attribute.local, attribute.prefix));
            };
            attribute.namespace = id;
            if id == XSI && attribute.local == "nil" {
                *nil = self.options.strict || parse_nil(&attribute.value) == Some(true);
            }
        }
        // Namespaces that the set does not list have one id; where they matter they are told apart by their names.
        let uris: Vec<&str> = if prefixed && attributes.iter().any(|attribute| attribute.namespace == UNKNOWN) {
            attributes.iter().map(|attribute| self.attribute_uri(attribute)).collect()
        } else {
            Vec::new()
        };
        if attributes.len() > FEW {
            return match twice_among_many(attributes, &uris) {
                Some(index) => Err(self.occurs_twice(attributes, index)),
                None => Ok(()),
            };
        }
        for (index, attribute) in attributes.iter().enumerate() {
            let twice = attributes.iter().take(index).enumerate().any(|(earlier_index, earlier)| {
                earlier.local == attribute.local
                    && earlier.namespace == attribute.namespace
                    && (attribute.namespace != UNKNOWN || uris.get(earlier_index) == uris.get(index))
            });
            if twice {
                return Err(self.occurs_twice(attributes, index));
            }
        }
        Ok(())
    }

    #[cold]
    fn occurs_twice(&self, attributes: &[ReadAttribute<'_>], index: usize) -> crate::Error {
        let (local, start) = attributes.get(index).map_or(("", 0), |attribute| (attribute.local, attribute.start));
        self.malformed(start, format!("attribute `{local}` occurs twice in one tag"))
    }

    fn attribute_uri(&self, attribute: &ReadAttribute<'_>) -> &str {
        if attribute.prefix.is_empty() { "" } else { self.uri(attribute.prefix) }
    }

    /// Reads the end tag of the innermost element; `pos` is at its `</`.
    #[inline]
    pub(crate) fn end_tag(&mut self) -> Result<()> {
        let bytes = self.bytes();
        if let Some(&Open { name: (from, to), .. }) = self.open.last() {
            let end = self.pos + 2 + (to - from);
            if let (Some(name), Some(open)) = (bytes.get(self.pos + 2..end), bytes.get(from..to))
                && scan::same(name, open)
            {
                if bytes.get(end) == Some(&b'>') {
                    self.pos = end + 1;
                    return Ok(());
                }
                let close = scan::blanks(bytes, end);
                if close > end && bytes.get(close) == Some(&b'>') {
                    self.pos = close + 1;
                    return Ok(());
                }
            }
        }
        Err(self.bad_end_tag())
    }

    #[cold]
    fn bad_end_tag(&self) -> crate::Error {
        let found = self.slice(self.pos + 2, scan::name(self.bytes(), self.pos + 2));
        let message = match self.open.last() {
            Some(&Open { name: (from, to), .. }) if self.slice(from, to) != found => {
                format!("end tag `</{found}>` does not match start tag `<{}>`", self.slice(from, to))
            }
            Some(_) => format!("end tag `</{found}` does not end with `>`"),
            None => format!("end tag `</{found}>` without a start tag"),
        };
        self.malformed(self.pos, message)
    }

    #[cold]
    fn bad_name(&self, offset: usize, name: &str) -> crate::Error {
        let message = if name.is_empty() {
            "expected a name after `<`".to_owned()
        } else {
            format!("`{name}` is no qualified name")
        };
        self.malformed(offset, message)
    }

    #[cold]
    fn unbound(&self, offset: usize, name: &str, prefix: &str) -> crate::Error {
        if !chars::is_ncname(prefix) {
            return self.bad_name(offset, prefix);
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        self.malformed(offset, format!("the prefix of `{prefix}:{local}` is not bound to a namespace"))
    }

    #[cold]
    fn stray(&self, offset: usize, place: &str) -> String {
        match self.slice(offset, self.text.len()).chars().next() {
            Some(c) => format!("unexpected {c:?} {place}"),
            None => format!("the document ends {place}"),
        }
    }
}

/// The first attribute whose expanded name has come before, where comparing each with each would cost too much. The names
/// of namespaces that the set does not list are beside.
#[cold]
fn twice_among_many(attributes: &[ReadAttribute<'_>], uris: &[&str]) -> Option<usize> {
    let key = |attribute: &ReadAttribute<'_>, index: usize| {
        let uri = if attribute.namespace == UNKNOWN { uris.get(index) } else { None };
        (attribute.namespace, uri.copied())
    };
    let mut sorted: Vec<_> =
        attributes.iter().enumerate().map(|(index, it)| (it.local, key(it, index), index)).collect();
    sorted.sort_unstable();
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs.filter(|(a, b)| (a.0, a.1) == (b.0, b.1)).map(|(_, later)| later.2).min()
}

/// Prefix and local part; a leading, trailing or second colon leaves an empty prefix and a shorter or empty local part.
#[inline]
fn split(name: &str) -> (&str, &str) {
    let bytes = name.as_bytes();
    match bytes.iter().position(|&byte| byte == b':') {
        None => ("", name),
        Some(colon) => {
            let prefix = name.get(..colon).unwrap_or_default();
            let local = name.get(colon + 1..).unwrap_or_default();
            if local.is_empty() || local.as_bytes().contains(&b':') { ("", "") } else { (prefix, local) }
        }
    }
}

/// The value of `xsi:nil`; `None` if it is no boolean.
pub(super) fn parse_nil(value: &str) -> Option<bool> {
    match value.trim_matches([' ', '\t', '\n', '\r']) {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
