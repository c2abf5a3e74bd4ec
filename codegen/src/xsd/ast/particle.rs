//! The syntax of content models.

use super::{Compositor, Element, Name, Text, Wildcard};
use crate::span::Span;

/// A model group or something in it, with its occurrence.
#[derive(Debug)]
pub struct Particle {
    /// `minOccurs`.
    pub min: u32,
    /// `maxOccurs`; `None` for unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: Term,
    /// The start tag.
    pub span: Span,
}

/// What a particle stands for.
#[derive(Debug)]
pub enum Term {
    /// A local element.
    Element(Box<Element>),
    /// A reference to a global element.
    ElementReference(ElementReference),
    /// `xs:sequence`, `xs:choice` or `xs:all`.
    ModelGroup(ModelGroup),
    /// A reference to a global group.
    GroupReference(Name),
    /// `xs:any`.
    Any(Wildcard),
}

/// A reference to a global element.
#[derive(Debug)]
pub struct ElementReference {
    /// The element.
    pub name: Name,
    /// Its documentation.
    pub documentation: Option<String>,
}

/// `xs:sequence`, `xs:choice` or `xs:all`.
#[derive(Debug)]
pub struct ModelGroup {
    /// Which of the three.
    pub compositor: Compositor,
    /// What it contains.
    pub particles: Vec<Particle>,
}

/// A global `xs:group`.
#[derive(Debug)]
pub struct Group {
    /// Its local name.
    pub name: Text,
    /// Its model group; `None` if there is none, which has been reported.
    pub particle: Option<Particle>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}
