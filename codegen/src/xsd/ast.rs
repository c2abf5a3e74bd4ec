//! The syntax tree of a schema document. Names follow XSD 1.0 Part 1.

pub use crate::components::{Compositor, Derivation, ProcessContents, QName, ValueConstraint, WhiteSpace};
use crate::span::{FileId, Span};

/// A schema document, or a schema inside a WSDL document.
#[derive(Debug)]
pub struct Schema {
    /// The document.
    pub file: FileId,
    /// The start tag of `xs:schema`.
    pub span: Span,
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
    /// Whether the document could not be loaded, which has been reported.
    pub is_missing: bool,
}

/// How a document refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `xs:include`.
    Include,
    /// `xs:import`.
    Import,
    /// `xs:redefine`, which is not supported.
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

/// The derivations that `block`, `final` and their defaults name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

/// An attribute declaration, global or local.
#[derive(Debug)]
pub struct Attribute {
    /// Its local name.
    pub name: Text,
    /// Its simple type, where it names or contains one.
    pub ty: Option<TypeUse>,
    /// `default` or `fixed`.
    pub value: Option<ValueConstraint>,
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

/// A simple type definition, global or anonymous.
#[derive(Debug)]
pub struct SimpleType {
    /// Its number in the document.
    pub index: TypeIndex,
    /// Its local name, of a global definition.
    pub name: Option<Text>,
    /// `final`, of a global definition.
    pub final_: Option<DerivationSet>,
    /// How it is derived.
    pub body: SimpleTypeBody,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The ways to derive a simple type.
#[derive(Debug)]
pub enum SimpleTypeBody {
    /// `xs:restriction`.
    Restriction {
        /// The base type.
        base: SimpleTypeUse,
        /// Facets.
        facets: Vec<Facet>,
    },
    /// `xs:list`.
    List(SimpleTypeUse),
    /// `xs:union`: the types that `memberTypes` names, then those in place.
    Union(Vec<SimpleTypeUse>),
    /// What is written there is no derivation; that has been reported.
    Broken,
}

/// A simple type by name or in place.
#[derive(Debug)]
pub enum SimpleTypeUse {
    /// By name.
    Named(Name),
    /// In place.
    Inline(Box<SimpleType>),
}

/// A constraining facet.
#[derive(Debug)]
pub struct Facet {
    /// Which facet.
    pub kind: FacetKind,
    /// `value`, as written.
    pub value: Text,
    /// `fixed`.
    pub fixed: bool,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The constraining facets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacetKind {
    /// `length`.
    Length,
    /// `minLength`.
    MinLength,
    /// `maxLength`.
    MaxLength,
    /// `pattern`.
    Pattern,
    /// `enumeration`.
    Enumeration,
    /// `whiteSpace`.
    WhiteSpace,
    /// `minInclusive`.
    MinInclusive,
    /// `maxInclusive`.
    MaxInclusive,
    /// `minExclusive`.
    MinExclusive,
    /// `maxExclusive`.
    MaxExclusive,
    /// `totalDigits`.
    TotalDigits,
    /// `fractionDigits`.
    FractionDigits,
}

/// An `xs:unique`, `xs:key` or `xs:keyref`.
#[derive(Debug)]
pub struct IdentityConstraint {
    /// Which of the three, and what a `keyref` refers to.
    pub kind: IdentityConstraintKind,
    /// Its local name.
    pub name: Text,
    /// The XPath of the selector.
    pub selector: Option<Text>,
    /// The XPaths of the fields.
    pub fields: Vec<Text>,
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

impl FacetKind {
    /// The facet that an element name stands for.
    pub fn from_name(name: &str) -> Option<FacetKind> {
        FacetKind::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The element name.
    pub fn name(self) -> &'static str {
        match self {
            FacetKind::Length => "length",
            FacetKind::MinLength => "minLength",
            FacetKind::MaxLength => "maxLength",
            FacetKind::Pattern => "pattern",
            FacetKind::Enumeration => "enumeration",
            FacetKind::WhiteSpace => "whiteSpace",
            FacetKind::MinInclusive => "minInclusive",
            FacetKind::MaxInclusive => "maxInclusive",
            FacetKind::MinExclusive => "minExclusive",
            FacetKind::MaxExclusive => "maxExclusive",
            FacetKind::TotalDigits => "totalDigits",
            FacetKind::FractionDigits => "fractionDigits",
        }
    }

    /// All facets.
    pub const ALL: [FacetKind; 12] = [
        FacetKind::Enumeration,
        FacetKind::Pattern,
        FacetKind::Length,
        FacetKind::MinLength,
        FacetKind::MaxLength,
        FacetKind::WhiteSpace,
        FacetKind::MinInclusive,
        FacetKind::MaxInclusive,
        FacetKind::MinExclusive,
        FacetKind::MaxExclusive,
        FacetKind::TotalDigits,
        FacetKind::FractionDigits,
    ];
}
