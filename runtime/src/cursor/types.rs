//! `xsi:type` (XSD 1.0 Part 1, 2.6.1): which type an element says that it has.

use crate::error::Result;
use crate::namespace::{NamespaceId, Namespaces, XSI};
use crate::reader::describe;
use crate::table::Table;
use crate::{ErrorKind, Reader};

/// The types that an element can have: the declared one first, then those derived from it.
#[derive(Debug)]
pub struct Types {
    namespaces: &'static Namespaces,
    names: &'static [(NamespaceId, &'static str)],
    is_abstract: bool,
}

impl Types {
    /// The declared type, and the types that derive from it.
    pub const fn new(namespaces: &'static Namespaces, names: &'static [(NamespaceId, &'static str)]) -> Self {
        Self { namespaces, names, is_abstract: false }
    }

    /// The same for an abstract type, which no element can have itself.
    pub const fn of_abstract(namespaces: &'static Namespaces, names: &'static [(NamespaceId, &'static str)]) -> Self {
        Self { namespaces, names, is_abstract: true }
    }
}

/// Why a type is not known. Where it stands is found out only if that is an error.
struct Problem {
    offset: usize,
    kind: ErrorKind,
    message: String,
}

/// What `xsi:type` says.
pub(crate) struct Named {
    pub(crate) offset: usize,
    pub(crate) uri: String,
    pub(crate) local: String,
}

impl Reader<'_> {
    /// The number of the type that the element whose start tag was read last has, by its `xsi:type`: 0 for the declared
    /// one. A lenient reader takes an unknown type for the declared one, unless that is abstract.
    ///
    /// # Errors
    /// If the declared type is abstract and no type is named, or if the named one is not among the types.
    pub fn derived(&mut self, types: &Types) -> Result<usize> {
        match self.known_type(types) {
            Ok(index) => Ok(index),
            Err(_) if !self.is_strict() && !types.is_abstract => Ok(0),
            Err(problem) => Err(self.error_at(problem.offset, problem.kind, problem.message)),
        }
    }

    /// The same, with `None` for what a lenient reader does not know.
    ///
    /// # Errors
    /// In strict mode, as [`derived`](Self::derived).
    pub fn derived_or_other(&mut self, types: &Types) -> Result<Option<usize>> {
        match self.known_type(types) {
            Ok(index) => Ok(Some(index)),
            Err(_) if !self.is_strict() => Ok(None),
            Err(problem) => Err(self.error_at(problem.offset, problem.kind, problem.message)),
        }
    }

    fn known_type(&mut self, types: &Types) -> std::result::Result<usize, Problem> {
        if !self.uses(types.namespaces) {
            self.switch(types.namespaces);
        }
        let show = |&(namespace, local): &(NamespaceId, &str)| {
            types.namespaces.get(namespace).map_or(format!("`{local}`"), |ns| format!("`{}:{local}`", ns.prefix))
        };
        let declared = || types.names.first().map(show).unwrap_or_default();
        let candidates = || {
            let mut names: Vec<_> = types.names.iter().skip(usize::from(types.is_abstract)).map(show).collect();
            let n_more = names.len().saturating_sub(6);
            names.truncate(6);
            let more = if n_more > 0 { format!(" or {n_more} more") } else { String::new() };
            names.join(", ") + &more
        };
        let Some(named) = self.named_type() else {
            if !types.is_abstract {
                return Ok(0);
            }
            let message =
                format!("`xsi:type` is missing; type {} is abstract, expected one of {}", declared(), candidates());
            return Err(Problem { offset: self.tag.start, kind: ErrorKind::MissingAttribute, message });
        };
        let id = types.namespaces.id(&named.uri, self.is_strict());
        let found = types.names.iter().position(|&(namespace, local)| namespace == id && local == named.local);
        let message = match found {
            Some(0) if types.is_abstract => {
                format!("`xsi:type` names {}, which is abstract; expected one of {}", declared(), candidates())
            }
            Some(index) => return Ok(index),
            None => {
                let names = describe(&named.local, &named.uri);
                format!("`xsi:type` names {names}; expected one of {}", candidates())
            }
        };
        Err(Problem { offset: named.offset, kind: ErrorKind::InvalidValue, message })
    }

    /// Checks `xsi:type` against the type that is about to be read.
    pub(super) fn check_type(&self, table: &Table) -> Result<()> {
        let Some(named) = self.named_type() else { return Ok(()) };
        let expected = table.namespaces.get(table.type_name.0).map_or("", |ns| ns.uri);
        if named.local == table.type_name.1 && named.uri == expected {
            return Ok(());
        }
        let names = describe(&named.local, &named.uri);
        let message = if table.type_name.1.is_empty() {
            format!("`xsi:type` names {names}; this element has a type without a name")
        } else {
            format!(
                "`xsi:type` names {names}; only {} is read here (the generator's option `polymorphic` makes an enum of derived types)",
                describe(table.type_name.1, expected)
            )
        };
        Err(self.error_at(named.offset, ErrorKind::UnexpectedAttribute, message))
    }

    pub(crate) fn named_type(&self) -> Option<Named> {
        let attribute = self.attributes.iter().find(|it| it.namespace == XSI && it.local == "type")?;
        let value = attribute.value.trim_matches([' ', '\t', '\n', '\r']);
        let (prefix, local) = value.split_once(':').unwrap_or(("", value));
        let uri = self.context().namespace(prefix).unwrap_or_default().to_owned();
        Some(Named { offset: attribute.start, uri, local: local.to_owned() })
    }
}
