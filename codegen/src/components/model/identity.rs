//! Identity constraints: what must be unique within an element, and what refers to it (XSD 1.0 Part 1, 3.11).

use super::QName;
use crate::span::Span;

/// Index of an [`IdentityConstraint`] in [`Components::constraints`](super::Components::constraints).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConstraintId(pub u32);

/// An identity-constraint definition (Part 1, 3.11.1).
#[derive(Debug)]
pub struct IdentityConstraint {
    /// Its name, in the target namespace.
    pub name: QName,
    /// Which of the three.
    pub kind: ConstraintKind,
    /// Which elements it is about, as seen from the element that has the constraint.
    pub selector: XPath,
    /// What makes up the value of each of them, as seen from it.
    pub fields: Vec<XPath>,
    /// The start tag.
    pub span: Span,
}

/// The kinds of identity constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstraintKind {
    /// `xs:unique`: where the fields are all there, no two elements have the same.
    Unique,
    /// `xs:key`: the same, and the fields are all there.
    Key,
    /// `xs:keyref`: what the fields say is there among those of a key.
    KeyRef(ConstraintId),
}

/// A path of the subset of XPath that selectors and fields are written in (Part 1, 3.11.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XPath {
    /// As the document has it.
    pub written: String,
    /// The paths of which any may lead to a node.
    pub paths: Vec<Path>,
}

/// One way to a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Whether it begins with `.//`, so that its first step may be taken at any depth.
    pub is_anywhere: bool,
    /// The elements on the way; steps that go nowhere (`.`) are left out.
    pub steps: Vec<NameTest>,
    /// The attribute at the end of it; only of a field.
    pub attribute: Option<NameTest>,
}

/// What the name of a node must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameTest {
    /// `*`.
    Any,
    /// `p:*`: a name of this namespace.
    Namespace(String),
    /// This name.
    Name(QName),
}

impl NameTest {
    /// Whether a name passes.
    pub fn admits(&self, name: &QName) -> bool {
        match self {
            NameTest::Any => true,
            NameTest::Namespace(uri) => name.namespace.as_ref() == Some(uri),
            NameTest::Name(wanted) => wanted == name,
        }
    }
}
