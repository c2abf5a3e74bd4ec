//! What a schema declares globally: what strict reading checks the elements and attributes of wildcards by.

use crate::error::Result;
use crate::namespace::{NamespaceId, Namespaces};
use crate::{Context, Read, Reader, Simple, ValueError};

/// The global components of a schema (XSD 1.0 Part 1, 2.2), as far as generated code can read them. What a wildcard
/// admits is kept as raw XML; strict reading looks it up here and checks it as `processContents` asks (3.10.1).
#[derive(Debug)]
pub struct Globals {
    pub(crate) namespaces: &'static Namespaces,
    elements: &'static [Global],
    types: &'static [Global],
    attributes: &'static [GlobalAttribute],
}

impl Globals {
    /// Without components.
    pub const fn new(namespaces: &'static Namespaces) -> Self {
        Self { namespaces, elements: &[], types: &[], attributes: &[] }
    }

    /// With elements, in the order of their namespaces and names.
    pub const fn elements(mut self, elements: &'static [Global]) -> Self {
        self.elements = elements;
        self
    }

    /// With types, in the order of their namespaces and names.
    pub const fn types(mut self, types: &'static [Global]) -> Self {
        self.types = types;
        self
    }

    /// With attributes, in the order of their namespaces and names.
    pub const fn attributes(mut self, attributes: &'static [GlobalAttribute]) -> Self {
        self.attributes = attributes;
        self
    }

    pub(crate) fn element(&self, namespace: NamespaceId, name: &str) -> Option<&'static Global> {
        find(self.elements, namespace, name)
    }

    pub(crate) fn ty(&self, uri: &str, name: &str) -> Option<&'static Global> {
        find(self.types, self.namespaces.id(uri, true), name)
    }

    pub(crate) fn attribute(&self, uri: &str, name: &str) -> Option<&'static GlobalAttribute> {
        let key = (self.namespaces.id(uri, true), name);
        let index = self.attributes.binary_search_by(|it| (it.namespace, it.name).cmp(&key)).ok()?;
        self.attributes.get(index)
    }
}

fn find(list: &'static [Global], namespace: NamespaceId, name: &str) -> Option<&'static Global> {
    let index = list.binary_search_by(|it| (it.namespace, it.name).cmp(&(namespace, name))).ok()?;
    list.get(index)
}

/// A global element, or a named type.
#[derive(Debug)]
pub struct Global {
    namespace: NamespaceId,
    name: &'static str,
    /// Reads the element whose start tag was read last.
    pub(crate) assess: fn(&mut Reader<'_>) -> Result<()>,
    /// Of a type: how it derives from `xs:anyType`.
    pub(crate) extends: bool,
    pub(crate) restricts: bool,
}

impl Global {
    /// A component by the number of its namespace and its local name, and what reads an element of it: mostly
    /// [`assess`].
    pub const fn new(namespace: NamespaceId, name: &'static str, assess: fn(&mut Reader<'_>) -> Result<()>) -> Self {
        Self { namespace, name, assess, extends: false, restricts: true }
    }

    /// A type that derives from `xs:anyType` by extension too.
    pub const fn extending(mut self) -> Self {
        self.extends = true;
        self
    }

    /// A type that derives from `xs:anyType` by extension alone.
    pub const fn only_extending(mut self) -> Self {
        self.extends = true;
        self.restricts = false;
        self
    }
}

/// A global attribute.
#[derive(Debug)]
pub struct GlobalAttribute {
    namespace: NamespaceId,
    name: &'static str,
    pub(crate) assess: fn(&str, &Context<'_>) -> std::result::Result<(), ValueError>,
}

impl GlobalAttribute {
    /// An attribute by the number of its namespace and its local name, and what checks its value: [`assess_text`].
    pub const fn new(
        namespace: NamespaceId,
        name: &'static str,
        assess: fn(&str, &Context<'_>) -> std::result::Result<(), ValueError>,
    ) -> Self {
        Self { namespace, name, assess }
    }
}

/// Reads the element whose start tag was read last, for its validity alone.
///
/// # Errors
/// If it does not fit the type.
pub fn assess<T: Read>(reader: &mut Reader<'_>) -> Result<()> {
    reader.no_nil::<T>()?;
    T::read(reader).map(drop)
}

/// Refuses the element whose start tag was read last, whose declaration or type is abstract.
///
/// # Errors
/// Always.
pub fn assess_abstract(reader: &mut Reader<'_>) -> Result<()> {
    Err(reader.is_abstract())
}

/// Takes the element whose start tag was read last without looking into it.
///
/// # Errors
/// If it is not well-formed.
pub fn assess_nothing(reader: &mut Reader<'_>) -> Result<()> {
    reader.skip()
}

/// Parses the value of an attribute, for its validity alone.
///
/// # Errors
/// If it is no value of the type.
pub fn assess_text<T: Simple>(text: &str, context: &Context<'_>) -> std::result::Result<(), ValueError> {
    T::parse(text, context).map(drop)
}
