//! The resolved schema components: what XSD 1.0 Part 1 section 2.2 calls the schema component graph.
//!
//! Everything here is resolved: a reference is an id into [`Components`], never a name to look up. Documents, prefixes
//! and include order are gone; spans remain, for messages, and prefixes with values, which may be qualified names. Nothing
//! here knows Rust.

use std::sync::Arc;

use crate::span::Span;
use crate::xsd::Bindings;

mod identity;
mod wsdl;

pub use identity::*;
pub use wsdl::*;

/// An expanded name: namespace name and local part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QName {
    /// The namespace name; `None` for no namespace.
    pub namespace: Option<String>,
    /// The local part.
    pub local: String,
}

/// Index of a [`TypeDefinition`] in [`Components::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// Index of a global [`ElementDeclaration`] in [`Components::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// The schema: all components reachable from the loaded documents, in document order per document, documents in the
/// order in which they were first reached.
#[derive(Debug, Default)]
pub struct Components {
    /// Type definitions: built-in ones first, then global and anonymous ones.
    pub types: Vec<TypeDefinition>,
    /// Global element declarations.
    pub elements: Vec<ElementDeclaration>,
    /// Global attribute declarations, as uses that are optional.
    pub attributes: Vec<AttributeUse>,
    /// Identity constraints, in document order.
    pub constraints: Vec<IdentityConstraint>,
    /// Target namespaces in the order in which their first document was reached, with the prefix that the documents
    /// bind to them (the first one found).
    pub namespaces: Vec<Namespace>,
    /// WSDL port types that are bound to SOAP, in document order; empty without a WSDL.
    pub port_types: Vec<PortType>,
    /// Their operations: those of one port type together, in document order.
    pub operations: Vec<Operation>,
    /// The ports of WSDL services, in document order.
    pub ports: Vec<Port>,
}

/// A target namespace of the schema.
#[derive(Debug, Clone)]
pub struct Namespace {
    /// The namespace name; `None` for no namespace.
    pub uri: Option<String>,
    /// A prefix that the schema documents use for it.
    pub prefix: Option<String>,
}

/// A type definition (Part 1, 2.2.1).
#[derive(Debug)]
pub struct TypeDefinition {
    /// The name of a global or built-in type.
    pub name: Option<QName>,
    /// The `id` of a simple type definition: no part of the component, but what an anonymous one can be called.
    pub id: Option<String>,
    /// Where an anonymous type stands, outermost first: `["ResponseMessageType", "MessageXml"]`. Each entry is the
    /// name of a component or of a local declaration. Empty for named types.
    pub owner: Vec<QName>,
    /// The text of `xs:documentation`, paragraphs as written, common indentation removed.
    pub documentation: Option<String>,
    /// The start tag of the definition; `None` for built-in types.
    pub span: Option<Span>,
    /// Simple or complex.
    pub kind: TypeKind,
}

/// Simple or complex.
#[derive(Debug)]
pub enum TypeKind {
    /// A simple type definition (Part 1, 3.14).
    Simple(SimpleType),
    /// A complex type definition (Part 1, 3.4).
    Complex(ComplexType),
}

/// A simple type definition (Part 1, 3.14.1).
#[derive(Debug)]
pub struct SimpleType {
    /// The base type; `None` for `xs:anySimpleType` alone.
    pub base: Option<TypeId>,
    /// Atomic, list or union.
    pub variety: Variety,
    /// The facets of this very derivation step, not those of its base. One `xs:pattern` step is one entry whose
    /// alternatives are or-ed; the patterns of different steps are and-ed (Part 2, 4.3.4.3).
    pub facets: Facets,
}

/// The variety of a simple type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variety {
    /// `xs:anySimpleType`: no constraint at all.
    Any,
    /// Atomic, with the nearest built-in type it derives from, as a built-in local name: `"string"`, `"int"`.
    Atomic(&'static str),
    /// A list of items.
    List(TypeId),
    /// A union of member types, in order.
    Union(Vec<TypeId>),
}

/// Constraining facets (Part 2, 4.3) of one derivation step. Values are lexical and already whitespace-normalised.
#[derive(Debug, Default, Clone)]
pub struct Facets {
    /// Enumeration values in document order.
    pub enumeration: Vec<EnumerationValue>,
    /// Pattern alternatives (XSD regular expressions).
    pub patterns: Vec<String>,
    /// `length`.
    pub length: Option<u64>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `whiteSpace`.
    pub white_space: Option<WhiteSpace>,
    /// `minInclusive`.
    pub min_inclusive: Option<String>,
    /// `maxInclusive`.
    pub max_inclusive: Option<String>,
    /// `minExclusive`.
    pub min_exclusive: Option<String>,
    /// `maxExclusive`.
    pub max_exclusive: Option<String>,
    /// `totalDigits`.
    pub total_digits: Option<u64>,
    /// `fractionDigits`.
    pub fraction_digits: Option<u64>,
}

/// The `whiteSpace` facet (Part 2, 4.3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhiteSpace {
    /// Kept as written.
    Preserve,
    /// Tab, line feed and carriage return become blanks.
    Replace,
    /// Replaced, runs folded to one blank, ends trimmed.
    Collapse,
}

/// One `xs:enumeration`.
#[derive(Debug, Clone)]
pub struct EnumerationValue {
    /// The value.
    pub value: String,
    /// What the prefixes of qualified names in it mean.
    pub bindings: Arc<Bindings>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// Its start tag.
    pub span: Span,
}

/// A complex type definition (Part 1, 3.4.1).
#[derive(Debug)]
pub struct ComplexType {
    /// The base type; `xs:anyType` where nothing is said.
    pub base: TypeId,
    /// How it derives from the base.
    pub derivation: Derivation,
    /// `abstract="true"`.
    pub is_abstract: bool,
    /// The prohibited substitutions: derivations that `block`, or its default, keeps from standing in its place.
    pub block: DerivationSet,
    /// The effective content: for an extension, the base's content and then its own, in one sequence.
    pub content: Content,
    /// The effective attribute uses, inherited ones first, prohibited ones removed.
    pub attributes: Vec<AttributeUse>,
    /// The effective attribute wildcard.
    pub any_attribute: Option<Wildcard>,
}

/// Derivation method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// `xs:extension`.
    Extension,
    /// `xs:restriction`, also where a type names no base.
    Restriction,
}

/// The derivations that `block`, `final` and their defaults name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct DerivationSet {
    /// `extension`.
    pub extension: bool,
    /// `restriction`.
    pub restriction: bool,
    /// `substitution`.
    pub substitution: bool,
    /// `list`.
    pub list: bool,
    /// `union`.
    pub union: bool,
}

/// The content type of a complex type.
#[derive(Debug)]
pub enum Content {
    /// No children, no text.
    Empty,
    /// Text of a simple type.
    Simple(TypeId),
    /// Child elements.
    ElementOnly(Particle),
    /// Child elements and text between them.
    Mixed(Option<Particle>),
}

/// A particle (Part 1, 3.9). References to model groups are replaced by what they refer to.
#[derive(Debug, Clone)]
pub struct Particle {
    /// `minOccurs`.
    pub min: u32,
    /// `maxOccurs`; `None` for unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: Term,
    /// The model group definition that the term was taken from by a reference.
    pub definition: Option<GroupDefinition>,
    /// The start tag.
    pub span: Span,
}

/// A model group definition (Part 1, 3.7), as far as its name goes: its content is in the particles that refer to it.
#[derive(Debug, Clone)]
pub struct GroupDefinition {
    /// Its name.
    pub name: QName,
    /// Its start tag.
    pub span: Span,
}

/// The term of a particle.
#[derive(Debug, Clone)]
pub enum Term {
    /// An element, local or by reference.
    Element(ElementUse),
    /// A model group.
    Group(Compositor, Vec<Particle>),
    /// `xs:any`.
    Wildcard(Wildcard),
}

/// The compositor of a model group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compositor {
    /// `xs:sequence`.
    Sequence,
    /// `xs:choice`.
    Choice,
    /// `xs:all`.
    All,
}

/// An element as a content model sees it.
#[derive(Debug, Clone)]
pub struct ElementUse {
    /// Its name on the wire; the namespace is `None` for an unqualified local element.
    pub name: QName,
    /// Its type.
    pub ty: TypeId,
    /// The global declaration, if this is a reference.
    pub global: Option<ElementId>,
    /// `nillable="true"`.
    pub nillable: bool,
    /// Default or fixed value.
    pub value: Option<ValueConstraint>,
    /// The disallowed substitutions: those of its declaration.
    pub block: DerivationSet,
    /// Its identity constraints.
    pub constraints: Vec<ConstraintId>,
    /// Its documentation: that of the local declaration or of the reference, else that of the global declaration.
    pub documentation: Option<String>,
}

/// A default or fixed value.
#[derive(Debug, Clone)]
pub enum ValueConstraint {
    /// `default`.
    Default(ValueText),
    /// `fixed`.
    Fixed(ValueText),
}

/// The text of a default or fixed value.
#[derive(Debug, Clone)]
pub struct ValueText {
    /// The text.
    pub text: String,
    /// What the prefixes of qualified names in it mean.
    pub bindings: Arc<Bindings>,
}

impl std::ops::Deref for ValueText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// A global element declaration (Part 1, 3.3).
#[derive(Debug)]
pub struct ElementDeclaration {
    /// Its name.
    pub name: QName,
    /// Its type.
    pub ty: TypeId,
    /// `nillable="true"`.
    pub nillable: bool,
    /// `abstract="true"`.
    pub is_abstract: bool,
    /// The head of its substitution group.
    pub substitution_group: Option<ElementId>,
    /// The elements that name it as their head, in document order.
    pub members: Vec<ElementId>,
    /// The disallowed substitutions: what `block`, or its default, keeps from standing in its place.
    pub block: DerivationSet,
    /// The substitution group exclusions: derivations that `final`, or its default, forbids the types of members.
    pub exclusions: DerivationSet,
    /// Default or fixed value.
    pub value: Option<ValueConstraint>,
    /// Its identity constraints.
    pub constraints: Vec<ConstraintId>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// Its start tag.
    pub span: Span,
}

/// An attribute use (Part 1, 3.5) with its declaration.
#[derive(Debug, Clone)]
pub struct AttributeUse {
    /// Its name on the wire.
    pub name: QName,
    /// Its simple type.
    pub ty: TypeId,
    /// `use="required"`.
    pub required: bool,
    /// Default or fixed value.
    pub value: Option<ValueConstraint>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// Its start tag.
    pub span: Span,
}

/// A wildcard (Part 1, 3.10).
#[derive(Debug, Clone)]
pub struct Wildcard {
    /// Which namespaces it admits.
    pub namespaces: NamespaceConstraint,
    /// How what it admits is to be checked.
    pub process: ProcessContents,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The namespace constraint of a wildcard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamespaceConstraint {
    /// `##any`.
    Any,
    /// `##other`: any but this one and none.
    Not(Option<String>),
    /// A list; `None` stands for `##local`.
    List(Vec<Option<String>>),
}

/// `processContents`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcessContents {
    /// A declaration must be there, and the item valid.
    Strict,
    /// Valid if there is a declaration.
    Lax,
    /// Well-formed, no more.
    Skip,
}

impl Components {
    /// The type behind an id.
    pub fn ty(&self, id: TypeId) -> &TypeDefinition {
        &self.types[id.0 as usize]
    }

    /// The elements that can stand in the place of another (Part 1, 2.2.2.2), in document order, without itself and
    /// without those that are blocked.
    pub fn substitutes(&self, head: ElementId) -> Vec<ElementId> {
        let mut found = substitutes(&self.elements, head);
        let mut memo = std::collections::BTreeMap::new();
        found.retain(|&member| self.may_substitute(member, head, &mut memo));
        found
    }

    /// The global element declaration behind an id.
    pub fn element(&self, id: ElementId) -> &ElementDeclaration {
        &self.elements[id.0 as usize]
    }
}

/// [`Components::substitutes`] for elements that are no part of components yet. Substitution groups are trees: circles
/// are cut where the elements are declared.
pub(super) fn substitutes(elements: &[ElementDeclaration], head: ElementId) -> Vec<ElementId> {
    let mut found = Vec::new();
    let mut heads = vec![head];
    while let Some(head) = heads.pop() {
        let members = elements.get(head.0 as usize).map_or(&[][..], |it| &it.members);
        found.extend_from_slice(members);
        heads.extend_from_slice(members);
    }
    found.sort_unstable();
    found
}
