//! The syntax of complex types.

use super::{Attributes, Derivation, DerivationSet, Facet, Name, Particle, SimpleType, Text, TypeIndex};
use crate::span::Span;

/// A complex type definition, global or anonymous.
#[derive(Debug)]
pub struct ComplexType {
    /// Its number in the document.
    pub index: TypeIndex,
    /// Its local name, of a global definition.
    pub name: Option<Text>,
    /// `abstract`.
    pub is_abstract: bool,
    /// `mixed`.
    pub mixed: bool,
    /// `block`.
    pub block: Option<DerivationSet>,
    /// `final`.
    pub final_: Option<DerivationSet>,
    /// What it contains.
    pub body: ComplexTypeBody,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The alternatives for what `xs:complexType` contains.
#[derive(Debug)]
pub enum ComplexTypeBody {
    /// A content model and attributes: short for a restriction of `xs:anyType`.
    Short(ComplexContent),
    /// `xs:complexContent`.
    Complex {
        /// The base type.
        base: Name,
        /// Extension or restriction.
        derivation: Derivation,
        /// The content model and attributes.
        content: ComplexContent,
    },
    /// `xs:simpleContent` with an extension.
    SimpleExtension {
        /// The base type.
        base: Name,
        /// The attributes.
        attributes: Attributes,
    },
    /// `xs:simpleContent` with a restriction.
    SimpleRestriction(Box<SimpleContentRestriction>),
    /// What is written there is no content; that has been reported.
    Broken,
}

/// A content model and attributes.
#[derive(Debug, Default)]
pub struct ComplexContent {
    /// The content model.
    pub particle: Option<Particle>,
    /// The attributes.
    pub attributes: Attributes,
}

/// An `xs:restriction` in `xs:simpleContent`.
#[derive(Debug)]
pub struct SimpleContentRestriction {
    /// The base type.
    pub base: Name,
    /// The type of the text, if it is given anew.
    pub inline: Option<SimpleType>,
    /// Facets.
    pub facets: Vec<Facet>,
    /// The number of the anonymous simple type that the facets make, if there are any.
    pub content_type: Option<TypeIndex>,
    /// The attributes.
    pub attributes: Attributes,
    /// The start tag.
    pub span: Span,
}
