//! Identity constraints (XSD 1.0 Part 1, 3.11) and identifiers (Part 2, 3.3.8 to 3.3.10): what of a document must be
//! unique, and what must refer to something in it.
//!
//! Both speak of a whole document and of the types of its parts, whatever became of these in Rust. So they are checked by
//! a walk of their own over the text, after it has been read strictly, along static tables that generated code has
//! where its schema has constraints or identifiers: [`Identity`]. Lenient reading never comes here.

mod constraints;
mod ids;
mod kind;
mod path;
mod walk;

pub use kind::{Fits, Kind, fits};

use crate::namespace::{NamespaceId, Namespaces};
use crate::table::AnyNamespace;

/// The constraints of a schema, and of its elements and types those that matter for them and for identifiers. What is
/// not listed holds nothing that does.
///
/// Elements and types refer to each other by their numbers in these lists.
#[derive(Debug)]
pub struct Identity {
    pub(crate) namespaces: &'static Namespaces,
    pub(crate) constraints: &'static [Constraint],
    pub(crate) elements: &'static [Element],
    pub(crate) types: &'static [Type],
    pub(crate) globals: &'static [usize],
    pub(crate) attributes: &'static [Attribute],
    pub(crate) named: &'static [(NamespaceId, &'static str, usize)],
}

impl Identity {
    /// Elements and types; `globals` are those elements that can stand at the root, or where a wildcard is.
    pub const fn new(
        namespaces: &'static Namespaces,
        globals: &'static [usize],
        elements: &'static [Element],
        types: &'static [Type],
    ) -> Self {
        Self { namespaces, constraints: &[], elements, types, globals, attributes: &[], named: &[] }
    }

    /// With identity constraints.
    pub const fn constraints(mut self, constraints: &'static [Constraint]) -> Self {
        self.constraints = constraints;
        self
    }

    /// With global attributes, for where an attribute wildcard is.
    pub const fn attributes(mut self, attributes: &'static [Attribute]) -> Self {
        self.attributes = attributes;
        self
    }

    /// With types that `xsi:type` may name.
    pub const fn named(mut self, named: &'static [(NamespaceId, &'static str, usize)]) -> Self {
        self.named = named;
        self
    }
}

/// An identity constraint.
///
/// Paths are those of the schema without what is optional in them: names have the prefixes of the namespaces of the
/// table, steps `.` are left out, and an empty path stands for `.`.
#[derive(Debug)]
pub struct Constraint {
    pub(crate) kind: ConstraintKind,
    pub(crate) name: &'static str,
    pub(crate) selector: &'static str,
    pub(crate) fields: &'static [&'static str],
}

/// The kinds of identity constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConstraintKind {
    Unique,
    Key,
    /// By the number of the constraint that it refers to.
    KeyRef(usize),
}

impl Constraint {
    /// `xs:unique`.
    pub const fn unique(name: &'static str, selector: &'static str, fields: &'static [&'static str]) -> Self {
        Self { kind: ConstraintKind::Unique, name, selector, fields }
    }

    /// `xs:key`.
    pub const fn key(name: &'static str, selector: &'static str, fields: &'static [&'static str]) -> Self {
        Self { kind: ConstraintKind::Key, name, selector, fields }
    }

    /// `xs:keyref`, with the number of the constraint that it refers to.
    pub const fn keyref(
        name: &'static str,
        refer: usize,
        selector: &'static str,
        fields: &'static [&'static str],
    ) -> Self {
        Self { kind: ConstraintKind::KeyRef(refer), name, selector, fields }
    }
}

/// An element declaration.
#[derive(Debug)]
pub struct Element {
    pub(crate) namespace: NamespaceId,
    pub(crate) name: &'static str,
    pub(crate) ty: Option<usize>,
    pub(crate) nillable: bool,
    pub(crate) default: Option<&'static str>,
    pub(crate) constraints: &'static [usize],
}

impl Element {
    /// An element with the number of its type.
    pub const fn new(namespace: NamespaceId, name: &'static str, ty: usize) -> Self {
        Self { ty: Some(ty), ..Self::plain(namespace, name) }
    }

    /// An element that matters only because its name is known.
    pub const fn plain(namespace: NamespaceId, name: &'static str) -> Self {
        Self { namespace, name, ty: None, nillable: false, default: None, constraints: &[] }
    }

    /// As one that may be nil.
    pub const fn nillable(mut self) -> Self {
        self.nillable = true;
        self
    }

    /// With the text that an empty one has.
    pub const fn default(mut self, text: &'static str) -> Self {
        self.default = Some(text);
        self
    }

    /// With the numbers of its identity constraints.
    pub const fn constraints(mut self, constraints: &'static [usize]) -> Self {
        self.constraints = constraints;
        self
    }
}

/// A type.
#[derive(Debug)]
pub struct Type {
    pub(crate) text: Option<Kind>,
    pub(crate) attributes: &'static [Attribute],
    pub(crate) children: &'static [usize],
    pub(crate) any: &'static [(AnyNamespace, Process)],
    pub(crate) any_attribute: Option<(AnyNamespace, Process)>,
}

impl Type {
    /// A type with the numbers of its child elements.
    pub const fn new(children: &'static [usize]) -> Self {
        Self { text: None, attributes: &[], children, any: &[], any_attribute: None }
    }

    /// A type with text alone.
    pub const fn text(kind: Kind) -> Self {
        Self { text: Some(kind), ..Self::new(&[]) }
    }

    /// With attributes.
    pub const fn attributes(mut self, attributes: &'static [Attribute]) -> Self {
        self.attributes = attributes;
        self
    }

    /// With element wildcards.
    pub const fn any(mut self, wildcards: &'static [(AnyNamespace, Process)]) -> Self {
        self.any = wildcards;
        self
    }

    /// With an attribute wildcard.
    pub const fn any_attribute(mut self, namespaces: AnyNamespace, process: Process) -> Self {
        self.any_attribute = Some((namespaces, process));
        self
    }
}

/// `xs:anyType`: anything, known by its declaration alone.
pub(crate) static ANY_TYPE: Type =
    Type::new(&[]).any(&[(AnyNamespace::Any, Process::Lax)]).any_attribute(AnyNamespace::Any, Process::Lax);

/// What becomes of that which a wildcard admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    /// It has a declaration.
    Strict,
    /// It may have one.
    Lax,
    /// It is not looked at.
    Skip,
}

/// An attribute.
#[derive(Debug)]
pub struct Attribute {
    pub(crate) namespace: NamespaceId,
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) default: Option<&'static str>,
}

impl Attribute {
    /// An attribute with what its text stands for.
    pub const fn new(namespace: NamespaceId, name: &'static str, kind: Kind) -> Self {
        Self { namespace, name, kind, default: None }
    }

    /// With the text that it counts as where it is left out.
    pub const fn default(mut self, text: &'static str) -> Self {
        self.default = Some(text);
        self
    }
}
