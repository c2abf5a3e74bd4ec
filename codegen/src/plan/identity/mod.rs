//! What strict reading must know to check identity constraints and identifiers (Part 1, 3.11; Part 2, 3.3.8 to 3.3.10):
//! the constraints, and a table of the elements and types that lead to what they speak of.
//!
//! Documents are checked by their components, not by what these became in Rust: what is kept as raw XML, or has its type
//! in another crate, is in the table like everything else.

mod fields;
mod graph;
mod kinds;
mod table;

use super::context::Ctx;
use super::{Any, Namespace, Root, Type, naming, words};
use crate::components::Selection;
use crate::components::model::{
    ConstraintKind, IdentityConstraint, NameTest, Path, ProcessContents, ValueConstraint, XPath,
};

/// The table.
#[derive(Debug, Default)]
pub struct Identity {
    /// The identity constraints.
    pub constraints: Vec<Constraint>,
    /// Global elements, by their numbers among the elements.
    pub globals: Vec<usize>,
    /// Element declarations.
    pub elements: Vec<Declaration>,
    /// Types.
    pub types: Vec<Definition>,
    /// Global attributes.
    pub attributes: Vec<AttributeRow>,
    /// Types that `xsi:type` may name, by their numbers.
    pub named: Vec<(Root, usize)>,
}

/// An identity constraint; paths have the writer's prefixes.
#[derive(Debug)]
pub struct Constraint {
    /// Which of the three; a keyref by the number of what it refers to.
    pub kind: ConstraintKind,
    /// The name, with its prefix.
    pub name: String,
    /// The path of the selector.
    pub selector: String,
    /// The paths of the fields.
    pub fields: Vec<String>,
}

/// An element declaration.
#[derive(Debug)]
pub struct Declaration {
    /// Its name.
    pub name: Root,
    /// The number of its type; `None` if nothing in it matters.
    pub ty: Option<usize>,
    /// Whether it may be nil.
    pub nillable: bool,
    /// The text of an empty one.
    pub default: Option<String>,
    /// The numbers of its constraints.
    pub constraints: Vec<usize>,
}

/// A type.
#[derive(Debug, Default)]
pub struct Definition {
    /// What its text stands for, if it has text alone.
    pub text: Option<Kind>,
    /// Its attributes.
    pub attributes: Vec<AttributeRow>,
    /// Its child elements, by number.
    pub children: Vec<usize>,
    /// Its element wildcards.
    pub any: Vec<(Any, ProcessContents)>,
    /// Its attribute wildcard.
    pub any_attribute: Option<(Any, ProcessContents)>,
}

/// An attribute.
#[derive(Debug)]
pub struct AttributeRow {
    /// Its name.
    pub name: Root,
    /// What its text stands for.
    pub kind: Kind,
    /// What it counts as where it is left out.
    pub default: Option<String>,
}

/// What a text stands for, as far as equality goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A kind that the runtime has.
    Of(&'static str),
    /// A list.
    List(Box<Kind>),
    /// A union: its members, each with the type that tells whether a text is a value of it.
    Union(Vec<(Kind, Type)>),
}

impl Kind {
    /// Whether texts of this kind have identifiers or references to them.
    fn has_ids(&self) -> bool {
        match self {
            Kind::Of(name) => matches!(*name, "Id" | "IdRef"),
            Kind::List(item) => item.has_ids(),
            Kind::Union(members) => members.iter().any(|(member, _)| member.has_ids()),
        }
    }
}

/// The table for the selected elements, and a mark on each of these that needs it; `None` if nothing does.
pub(super) fn plan(ctx: &mut Ctx<'_>, selection: &Selection) -> Option<Identity> {
    let graph = graph::Graph::new(ctx, selection)?;
    // A document is worth a walk if there is a constraint or an identifier in it; fields alone are none.
    let checked = graph.relevant(&fields::Marks::default());
    let elements: Vec<_> = selection.elements.iter().copied().filter(|&id| graph.is_relevant(&checked, id)).collect();
    if elements.is_empty() {
        return None;
    }
    for id in &elements {
        let item = ctx.elements.get(id).and_then(|item| ctx.items.get_mut(item.0));
        if let Some(root) = item.and_then(|item| item.root.as_mut()) {
            root.has_identity = true;
        }
    }
    let marks = fields::mark(&graph);
    let relevant = graph.relevant(&marks);
    let tables = table::Tables::new(&graph, &marks, &relevant).build(&elements);
    Some(tables.finish(ctx))
}

/// The constraints as the table has them.
fn constraints(ctx: &mut Ctx<'_>, constraints: &[IdentityConstraint]) -> Vec<Constraint> {
    let mut found = Vec::new();
    for constraint in constraints {
        let name = ctx.prefixes.show(&constraint.name);
        let selector = written(ctx, &constraint.selector);
        let fields = constraint.fields.iter().map(|field| written(ctx, field)).collect();
        found.push(Constraint { kind: constraint.kind, name, selector, fields });
    }
    found
}

/// A path with the writer's prefixes, and without steps that go nowhere.
fn written(ctx: &mut Ctx<'_>, xpath: &XPath) -> String {
    let mut paths = Vec::new();
    for Path { is_anywhere, steps, attribute } in &xpath.paths {
        let mut steps: Vec<String> = steps.iter().map(|step| test(ctx, step)).collect();
        steps.extend(attribute.iter().map(|attribute| format!("@{}", test(ctx, attribute))));
        paths.push(format!("{}{}", if *is_anywhere { ".//" } else { "" }, steps.join("/")));
    }
    paths.join("|")
}

fn test(ctx: &mut Ctx<'_>, test: &NameTest) -> String {
    let (namespace, local) = match test {
        NameTest::Any => (None, "*"),
        NameTest::Namespace(uri) => (Some(uri), "*"),
        NameTest::Name(name) => (name.namespace.as_ref(), name.local.as_str()),
    };
    let index = namespace.map(|uri| known_namespace(&mut ctx.namespaces, uri));
    match index.and_then(|index| ctx.namespaces.get(index)) {
        Some(namespace) => format!("{}:{local}", namespace.prefix),
        None => local.to_owned(),
    }
}

/// The number of a namespace; one that nothing else in the file has is added.
fn known_namespace(namespaces: &mut Vec<Namespace>, uri: &str) -> usize {
    if let Some(index) = namespaces.iter().position(|it| it.uri == uri) {
        return index;
    }
    let mut prefixes = namespaces.iter().map(|it| it.prefix.clone()).collect();
    let prefix = naming::member(&mut prefixes, "ns".to_owned());
    let mut constants = namespaces.iter().map(|it| it.constant.clone()).collect();
    let constant = format!("NS_{}", words::snake(&prefix).trim_start_matches("r#").to_uppercase());
    let constant = naming::member(&mut constants, constant);
    namespaces.push(Namespace { prefix, uri: uri.to_owned(), aliases: Vec::new(), constant, module: None });
    namespaces.len() - 1
}

/// The text that a declaration gives to what has none.
fn default(value: Option<&ValueConstraint>) -> Option<String> {
    let (ValueConstraint::Default(text) | ValueConstraint::Fixed(text)) = value?;
    Some(text.text.clone())
}
