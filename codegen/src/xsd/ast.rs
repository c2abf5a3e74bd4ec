//! The syntax tree of a schema document. Names follow XSD 1.0 Part 1.

pub use crate::components::{
    Compositor, Derivation, DerivationSet, NameTest, Path, ProcessContents, QName, ValueConstraint, ValueText,
    WhiteSpace, XPath,
};
use crate::diag::Diagnostic;
use crate::span::{FileId, Span};

mod complex_type;
mod particle;
mod place;
mod simple_type;

pub use complex_type::*;
pub use particle::*;
pub use place::*;
pub use simple_type::*;

/// A schema document, or a schema inside a WSDL document.
#[derive(Debug)]
pub struct Schema {
    /// The document.
    pub file: FileId,
    /// The start tag of `xs:schema`.
    pub span: Span,
    /// Whether it stands in a WSDL document.
    pub is_embedded: bool,
    /// The namespace of its components: its own, or for a document without one that of the including document.
    pub target_namespace: Option<String>,
    /// Whether `target_namespace` comes from the including document ("chameleon include").
    pub is_chameleon: bool,
    /// The namespaces that are bound to prefixes at `xs:schema`: prefix and namespace.
    pub prefixes: Vec<(String, String)>,
    /// Whether local attributes are qualified unless they say otherwise.
    pub attribute_form_default: Form,
    /// Whether local elements are qualified unless they say otherwise.
    pub element_form_default: Form,
    /// `blockDefault`.
    pub block_default: DerivationSet,
    /// `finalDefault`.
    pub final_default: DerivationSet,
    /// The includes, imports and redefinitions, in document order.
    pub references: Vec<Reference>,
    /// The components, in document order.
    pub components: Vec<Component>,
    /// How many types the document has: one more than the greatest [`TypeIndex`].
    pub n_types: u32,
}

/// The number of a type within its document: in document order, named and anonymous ones alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeIndex(pub u32);

/// An `xs:include`, `xs:import` or `xs:redefine`.
#[derive(Debug)]
pub struct Reference {
    /// Which of the three.
    pub kind: ReferenceKind,
    /// The namespace that an import names.
    pub namespace: Option<Text>,
    /// `schemaLocation`.
    pub location: Option<Text>,
    /// The start tag.
    pub span: Span,
    /// Whether the document could not be loaded, which has been reported unless `absence` holds what there is to say.
    pub is_missing: bool,
    /// That there is no document. This is an error if something turns out to need it (Part 1, 4.2.1 and 4.2.3).
    pub absence: Option<Box<Diagnostic>>,
    /// The schema that it leads to, by its number among those that were loaded.
    pub target: Option<usize>,
    /// What an `xs:redefine` contains: types, groups and attribute groups.
    pub redefinitions: Vec<Component>,
}

/// How a document refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `xs:include`.
    Include,
    /// `xs:import`.
    Import,
    /// `xs:redefine`.
    Redefine,
}

/// The value of an attribute and where it stands.
#[derive(Debug, Clone)]
pub struct Text {
    /// The value.
    pub value: String,
    /// The value without its quotes.
    pub span: Span,
}

/// A reference by name: a prefixed name with its namespace.
#[derive(Debug, Clone)]
pub struct Name {
    /// The expanded name.
    pub name: QName,
    /// The name as the document has it, prefix and all.
    pub written: String,
    /// The attribute value, or its part, that holds the name.
    pub span: Span,
}

/// A global component.
#[derive(Debug)]
pub enum Component {
    /// A global `xs:element`.
    Element(Element),
    /// A global `xs:attribute`.
    Attribute(Attribute),
    /// A global `xs:simpleType`.
    SimpleType(SimpleType),
    /// A global `xs:complexType`.
    ComplexType(ComplexType),
    /// A global `xs:group`.
    Group(Group),
    /// A global `xs:attributeGroup`.
    AttributeGroup(AttributeGroup),
    /// An `xs:notation`.
    Notation(Notation),
}

/// An element declaration, global or local.
#[derive(Debug)]
pub struct Element {
    /// Its local name.
    pub name: Text,
    /// Its type, where it names or contains one.
    pub ty: Option<TypeUse>,
    /// `nillable`.
    pub nillable: bool,
    /// `abstract`.
    pub is_abstract: bool,
    /// `default` or `fixed`.
    pub value: Option<ValueConstraint>,
    /// Where that stands.
    pub value_place: Option<ValuePlace>,
    /// `form`, of a local declaration.
    pub form: Option<Form>,
    /// `block`.
    pub block: Option<DerivationSet>,
    /// `final`, of a global declaration.
    pub final_: Option<DerivationSet>,
    /// The head of its substitution group, of a global declaration.
    pub substitution_group: Option<Name>,
    /// `xs:unique`, `xs:key` and `xs:keyref`.
    pub constraints: Vec<IdentityConstraint>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// A type by name or in place.
#[derive(Debug)]
pub enum TypeUse {
    /// `type="…"`.
    Named(Name),
    /// An anonymous simple type.
    Simple(Box<SimpleType>),
    /// An anonymous complex type.
    Complex(Box<ComplexType>),
}

/// Whether a local name is in the target namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In the target namespace.
    Qualified,
    /// In no namespace.
    Unqualified,
}

/// An attribute declaration, global or local.
#[derive(Debug)]
pub struct Attribute {
    /// Its local name.
    pub name: Text,
    /// Its simple type, where it names or contains one.
    pub ty: Option<TypeUse>,
    /// `default` or `fixed`.
    pub value: Option<ValueConstraint>,
    /// Where that stands.
    pub value_place: Option<ValuePlace>,
    /// `form`, of a local declaration.
    pub form: Option<Form>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The attributes of a complex type or an attribute group.
#[derive(Debug, Default)]
pub struct Attributes {
    /// Attributes and attribute groups, in document order.
    pub items: Vec<AttributeItem>,
    /// `xs:anyAttribute`.
    pub any: Option<Wildcard>,
}

/// An `xs:attribute` in a complex type or attribute group, or a reference to an attribute group.
#[derive(Debug)]
pub enum AttributeItem {
    /// A local declaration.
    Local(Use, Box<Attribute>),
    /// A reference to a global declaration.
    Reference(Box<AttributeReference>),
    /// A reference to an attribute group.
    Group(Name),
}

/// A reference to a global attribute.
#[derive(Debug)]
pub struct AttributeReference {
    /// The attribute.
    pub name: Name,
    /// `use`.
    pub usage: Use,
    /// `default` or `fixed`.
    pub value: Option<ValueConstraint>,
    /// Where that stands.
    pub value_place: Option<ValuePlace>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The `use` of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It may be there.
    Optional,
    /// It must be there.
    Required,
    /// It must not be there.
    Prohibited,
}

/// A global `xs:attributeGroup`.
#[derive(Debug)]
pub struct AttributeGroup {
    /// Its local name.
    pub name: Text,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// `xs:any` or `xs:anyAttribute`.
#[derive(Debug, Clone)]
pub struct Wildcard {
    /// `namespace`, in its parts.
    pub namespaces: WildcardNamespaces,
    /// `processContents`.
    pub process: ProcessContents,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The `namespace` of a wildcard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WildcardNamespaces {
    /// `##any`.
    Any,
    /// `##other`.
    Other,
    /// A list.
    List(Vec<WildcardNamespace>),
}

/// One of the namespaces that a wildcard lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WildcardNamespace {
    /// `##targetNamespace`.
    Target,
    /// `##local`.
    Local,
    /// A namespace name.
    Name(String),
}

/// An `xs:unique`, `xs:key` or `xs:keyref`.
#[derive(Debug)]
pub struct IdentityConstraint {
    /// Which of the three, and what a `keyref` refers to.
    pub kind: IdentityConstraintKind,
    /// Its local name.
    pub name: Text,
    /// The path of the selector; `None` if it is missing or broken, which has been reported.
    pub selector: Option<XPath>,
    /// The paths of the fields.
    pub fields: Vec<XPath>,
    /// Whether a field is missing among them because it is broken.
    pub is_broken: bool,
    /// The start tag.
    pub span: Span,
}

/// The kinds of identity constraints.
#[derive(Debug)]
pub enum IdentityConstraintKind {
    /// `xs:unique`.
    Unique,
    /// `xs:key`.
    Key,
    /// `xs:keyref`.
    KeyRef(Name),
}

/// An `xs:notation`.
#[derive(Debug)]
pub struct Notation {
    /// Its local name.
    pub name: Text,
    /// The public identifier.
    pub public: Option<String>,
    /// The system identifier.
    pub system: Option<String>,
    /// The start tag.
    pub span: Span,
}
