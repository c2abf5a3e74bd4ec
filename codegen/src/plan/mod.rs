//! The plan: what Rust will be written, with every name, type and shape decided. Rendering only spells it out.
//!
//! [`plan`] goes through its passes in this order: select the closure of the roots, as far as what the options keep as raw
//! XML or have elsewhere; count uses, so that an element and the type that serves it alone become one item; name the
//! items; plan each item's content; tie operations and ports to their items; find the default values, and the cycles that
//! need a box; decide what is borrowed, the derives and the vacant values. All policy ends here, and every option but those
//! that say where documents are and how broken rules are taken. Nothing here is XML.

mod anonymous;
mod attributes;
mod borrowed;
mod boxing;
mod build;
mod compared;
mod complex;
mod content;
mod context;
mod declared;
mod defaults;
mod derives;
mod docs;
mod document;
mod enumeration;
mod externs;
mod globals;
mod groups;
mod identity;
mod item_names;
mod items;
mod keys;
mod lexical;
mod list;
mod mixed;
mod modules;
mod naming;
mod nillable;
mod offers;
mod opaque;
mod operations;
mod particles;
mod parts;
mod passing;
mod patterns;
mod polymorphic;
mod renames;
mod service;
mod simple;
mod traits;
mod unused;
mod usage;
mod vacancy;
pub(crate) mod words;

pub use attributes::Attributes;
pub use borrowed::Borrowing;
pub use build::plan;
pub use defaults::{DefaultValue, Fallback};
pub use document::{Document, DocumentVariant};
pub use enumeration::{Enumeration, Variant};
pub use externs::ExternCrate;
pub use globals::{Assessment, Check as GlobalCheck, Global, Globals};
pub use identity::{AttributeRow, Constraint, Declaration, Definition, Identity, Kind as ValueKind};
pub(crate) use keys::Key;
pub use list::{Listed, ListedOperation, ListedPort};
pub use offers::Component;
pub use polymorphic::Polymorphic;
pub use service::{Fault, FaultVariant, Operation, Port};
pub use simple::{Check, Fold, Names, Newtype, Union};
pub(crate) use simple::{holds_qname, is_text};
pub use traits::{Trait, TraitImpl};
pub use vacancy::Vacancy;

pub use crate::components::model::Compositor;
use crate::options::Emit;

/// What one generated file holds.
#[derive(Debug)]
pub struct Plan {
    /// The file's name without `.rs`.
    pub file: String,
    /// Names of the schema documents, for the header.
    pub sources: Vec<String>,
    /// Path of the runtime crate.
    pub runtime: String,
    /// Which direction to emit.
    pub emit: Emit,
    /// The namespaces that tables and tags name.
    pub namespaces: Vec<Namespace>,
    /// The items.
    pub items: Vec<Item>,
    /// The items in reading order: that of their components.
    pub order: Vec<ItemId>,
    /// WSDL operations: those of one port type together.
    pub operations: Vec<Operation>,
    /// The ports where their services are.
    pub ports: Vec<Port>,
    /// The enum for documents whose root is not known in advance.
    pub document: Option<Document>,
    /// What strict reading checks beyond the content of each element.
    pub identity: Option<identity::Identity>,
    /// What strict reading checks wildcards by.
    pub globals: Option<Globals>,
    /// The components that have a Rust type, and that type.
    pub served: Vec<(Component, Type)>,
    /// What each item can do.
    abilities: Vec<derives::Can>,
    /// What is known of the types that exist elsewhere.
    externs: std::collections::BTreeMap<String, externs::Known>,
    /// Whether items implement the traits of serde.
    pub serde: bool,
    /// How many global components the items stand for, built-in ones aside.
    pub n_components: usize,
}

/// A namespace as the generated file knows it.
#[derive(Debug, Clone)]
pub struct Namespace {
    /// The prefix that the writer uses.
    pub prefix: String,
    /// The namespace name.
    pub uri: String,
    /// What a lenient reader takes for it.
    pub aliases: Vec<String>,
    /// The constant that holds its number.
    pub constant: String,
    /// The module of its items; `None` for the top of the file.
    pub module: Option<String>,
}

/// Index of an [`Item`] in [`Plan::items`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub usize);

/// One Rust item with its implementations.
#[derive(Debug)]
pub struct Item {
    /// The Rust name.
    pub name: String,
    /// The module it stands in; `None` for the top of the file.
    pub module: Option<String>,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Derived traits.
    pub derives: Vec<String>,
    /// The attributes that the options put on it and on its members.
    pub attributes: Attributes,
    /// The global element that it is, if it is one.
    pub root: Option<Element>,
    /// What it is.
    pub kind: Kind,
    /// The component, as `t:ItemIdType`, and where it stands.
    pub origin: Origin,
    /// How its reader begins; `None` where it has no vacant value or nobody needs one.
    pub vacancy: Option<Vacancy>,
    /// What it borrows from the document.
    pub borrowing: Borrowing,
}

impl Item {
    /// An item of which the later passes have decided nothing yet.
    fn new(name: String, module: Option<String>, docs: Vec<String>, kind: Kind, origin: Origin) -> Item {
        let (derives, attributes, borrowing) = (Vec::new(), Attributes::default(), Borrowing::default());
        Item { name, module, docs, derives, attributes, root: None, kind, origin, vacancy: None, borrowing }
    }
}

/// Where an item comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The component or components, as `m:AddImGroup, m:AddImGroupType`.
    pub component: String,
    /// `file:line`.
    pub place: String,
    /// What was decided about the name.
    pub note: String,
}

impl Origin {
    /// The document, without folder and line.
    pub(crate) fn file(&self) -> &str {
        let path = self.place.rsplit_once(':').map_or("", |(path, _)| path);
        path.rsplit('/').next().unwrap_or(path)
    }
}

/// The wire name of a global element.
#[derive(Debug, Clone)]
pub struct Root {
    /// Index into [`Plan::namespaces`]; `None` for no namespace.
    pub namespace: Option<usize>,
    /// The local name.
    pub local: String,
}

/// A global element and what its documents must declare.
#[derive(Debug, Clone)]
pub struct Element {
    /// The wire name.
    pub name: Root,
    /// The namespaces that it is written with, as indices into [`Plan::namespaces`]; `None` for all.
    pub used: Option<Vec<usize>>,
    /// Whether strict reading checks identity constraints or identifiers in it.
    pub has_identity: bool,
}

/// What an item is.
#[derive(Debug)]
pub enum Kind {
    /// A struct for a complex type.
    Struct(Struct),
    /// An enum for a complex type that is one choice and nothing else.
    Choice(Choice),
    /// An enum for a choice inside another type; its owner reads and writes it.
    Alternatives(Choice),
    /// An enum of texts.
    Enumeration(Enumeration),
    /// A checked value of a simple type.
    Newtype(Newtype),
    /// An enum of a union's members.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
    /// A global element around a type that others use too.
    Wrapper(Wrapper),
    /// An enum of a type and those derived from it, told apart by `xsi:type`.
    Polymorphic(Polymorphic),
    /// An abstract base.
    Trait(Trait),
}

impl Kind {
    /// What stands for the kind of an item until its content is planned.
    const UNPLANNED: Kind = Kind::Alias(Type::Builtin("()"));

    /// The lines that map child elements to members.
    fn table(&self) -> &[Child] {
        match self {
            Kind::Struct(of) => of.body.table(),
            Kind::Choice(of) => &of.table,
            _ => &[],
        }
    }

    /// The variants of an enum of elements.
    pub(crate) fn alternatives(&self) -> Option<&[Alternative]> {
        match self {
            Kind::Choice(of) | Kind::Alternatives(of) => Some(&of.alternatives),
            Kind::Polymorphic(of) => Some(&of.alternatives),
            _ => None,
        }
    }
}

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A type of Rust or of the runtime, the latter as `rt::…`.
    Builtin(&'static str),
    /// A list of values.
    List(Box<Type>),
    /// A value or `xsi:nil`.
    Nillable(Box<Type>, Nil),
    /// An item of the plan.
    Item(ItemId),
    /// A type of another crate or module.
    Extern(String),
}

/// What is kept of an element with `xsi:nil="true"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nil {
    /// That it is nil: its type has no attributes.
    Bare,
    /// Its attributes, and the type that it says it has.
    Attributes,
}

impl Type {
    /// An element kept as raw XML, which brings its own tags.
    const RAW: Type = Type::Builtin("rt::RawElement");
}

/// How many values a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One.
    Required,
    /// At most one: `Option`.
    Optional,
    /// Any number: `Vec`.
    Many,
}

/// A struct for a complex type.
#[derive(Debug)]
pub struct Struct {
    /// The name of the type, for `xsi:type`.
    pub type_name: Option<Root>,
    /// Attributes in order, the wildcard last.
    pub attributes: Vec<Field>,
    /// What stands between the tags.
    pub body: Body,
    /// The traits it implements: the item, and the fields of its methods.
    pub traits: Vec<TraitImpl>,
    /// How its children come.
    pub order: Order,
    /// The field that keeps the order of children that come in any: its name and documentation.
    pub kept_order: Option<(String, Vec<String>)>,
    /// The content model of children that stand in one list.
    pub list: Option<ListModel>,
}

impl Struct {
    /// Whether its children come with text between them.
    pub(crate) fn is_mixed(&self) -> bool {
        self.list.as_ref().is_some_and(|list| list.has_text)
    }

    /// The fields: attributes first, then children or text.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> + Clone {
        self.attributes.iter().chain(self.body.fields())
    }
}

/// The content model of children that stand in one list.
#[derive(Debug)]
pub struct ListModel {
    /// The particles; empty if the children may come in any order and number.
    pub particles: Vec<Particle>,
    /// Whether texts stand in the list too.
    pub has_text: bool,
}

/// How the children of a struct come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// In the order of their slots, between the tags of an element.
    Sequence,
    /// In any order, between the tags of an element.
    Any,
    /// In order, among the children of the type around the group.
    Group,
    /// In any order, among the children of the type around the group.
    AnyInGroup,
}

/// The content of a struct.
#[derive(Debug)]
pub enum Body {
    /// Child elements: the fields, and the table that maps elements to them.
    Children(Vec<Field>, Vec<Child>),
    /// Text.
    Text(Box<Field>),
}

impl Body {
    /// The fields of the children, or the one of the text.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Body::Children(fields, _) => fields,
            Body::Text(text) => std::slice::from_ref(&**text),
        }
    }

    /// The table of children, which text has none of.
    fn table(&self) -> &[Child] {
        match self {
            Body::Children(_, table) => table,
            Body::Text(_) => &[],
        }
    }
}

/// A line of the table of children.
#[derive(Debug, Clone)]
pub struct Child {
    /// What it matches.
    pub matches: Match,
    /// Its place in the sequence; alternatives of one choice share it.
    pub slot: usize,
    /// `minOccurs` of the slot.
    pub min: u32,
    /// `maxOccurs` of the slot; `None` for unbounded.
    pub max: Option<u32>,
    /// Whether it belongs to a group that is a value of its own.
    pub is_grouped: bool,
    /// How strict reading checks what is kept as raw XML.
    pub assessment: Option<Assessment>,
}

/// A particle of a content model; a group stands before what is inside it.
#[derive(Debug, Clone, Copy)]
pub struct Particle {
    /// `minOccurs`.
    pub min: u32,
    /// `maxOccurs`; `None` for unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: ModelTerm,
}

/// The term of a particle.
#[derive(Debug, Clone, Copy)]
pub enum ModelTerm {
    /// What a line of the table matches.
    Child(usize),
    /// A group, and how many particles are inside it.
    Group(Compositor, usize),
}

/// What a line of the table matches.
#[derive(Debug, Clone)]
pub enum Match {
    /// An element.
    Element(Root),
    /// Another name for the element of an earlier line.
    Alias(Root),
    /// An element that no valid document has: it or its type is abstract.
    Abstract(Root),
    /// Any element of some namespaces.
    Any(Any),
}

/// The namespace constraint of a wildcard; the empty string stands for no namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Any {
    /// Any namespace.
    Any,
    /// Neither this one nor none.
    Not(String),
    /// The listed ones.
    List(Vec<String>),
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// The Rust name.
    pub name: String,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The type of one value.
    pub ty: Type,
    /// How many values.
    pub shape: Shape,
    /// Whether a cycle of types goes through it.
    pub boxed: bool,
    /// Whether the schema requires it, though the shape may forgive.
    pub required: bool,
    /// Whether a lenient reader passes over a text that is no value; of a choice, its alternatives say so.
    pub valid_only: bool,
    /// Where its value stands on the wire.
    pub wire: Wire,
    /// What it counts as where it is left out (an attribute) or empty (an element).
    pub default: Option<DefaultValue>,
}

/// Where a value stands on the wire.
#[derive(Debug, Clone)]
pub enum Wire {
    /// In an attribute.
    Attribute(Root),
    /// In the attributes that a wildcard admits, and how strict reading checks those.
    AnyAttribute(Any, Option<Assessment>),
    /// In the text of the element.
    Text,
    /// In child elements of one name: the element, and its lines in the table.
    Element(Root, Vec<usize>),
    /// In child elements kept as raw XML: lines in the table.
    Raw(Vec<usize>),
    /// In the child elements of a group: lines in the table.
    Group(Vec<usize>),
    /// In one of several child elements.
    Choice(Vec<Alternative>),
}

/// A global element around a type.
#[derive(Debug)]
pub struct Wrapper {
    /// What it holds.
    pub ty: Type,
    /// What stands for its text where it has none.
    pub default: Option<DefaultValue>,
}

/// A variant of a choice.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The Rust name of the variant.
    pub variant: String,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// What the variant holds.
    pub ty: Type,
    /// Whether a cycle of types goes through it.
    pub boxed: bool,
    /// The element; `None` for raw XML.
    pub element: Option<Root>,
    /// Whether a lenient reader passes over a text that is no value.
    pub valid_only: bool,
    /// What stands for its text where it has none.
    pub default: Option<DefaultValue>,
    /// Its lines in the table.
    pub lines: Vec<usize>,
}

/// An enum of child elements.
#[derive(Debug)]
pub struct Choice {
    /// The name of the type, for `xsi:type`.
    pub type_name: Option<Root>,
    /// The variants.
    pub alternatives: Vec<Alternative>,
    /// The table; empty where the owner reads the choice.
    pub table: Vec<Child>,
}
