//! Mixed content: elements with text between them (XSD 1.0 Part 1, 3.4.2). It becomes one list of values of an enum, which
//! has a variant for each element that can come and one for text. Where no element can come, the content is a text.
//!
//! Elements alone become such a list where a reader cannot tell the occurrences of their groups apart.

use std::collections::{BTreeMap, BTreeSet};

use super::complex::{self, ChoiceKey, Fields, Owner};
use super::content::{Leaf, Slot};
use super::context::Ctx;
use super::particles::{self, Tree};
use super::renames::Given;
use super::{Alternative, Child, Choice, Field, Item, ItemId, Kind, ListModel, Origin, Shape, Type, Wire, words};
use crate::components;
use crate::components::model::{
    ComplexType, Components, Content, Derivation, NamespaceConstraint, Particle as Source, QName, TypeId, TypeKind,
};

/// The content of an owner with mixed content.
pub(super) struct Mixed {
    /// The one field.
    pub(super) field: Field,
    pub(super) table: Vec<Child>,
    /// `None` for text without elements.
    pub(super) model: Option<ListModel>,
}

/// The content of a type that stands in one list.
pub(super) enum Listed<'a> {
    /// Elements and text.
    Mixed(Option<&'a Source>),
    /// Elements whose groups cannot be told apart.
    Elements(&'a Source),
}

impl<'a> Listed<'a> {
    fn particle(&self) -> Option<&'a Source> {
        match self {
            Listed::Mixed(particle) => *particle,
            Listed::Elements(particle) => Some(particle),
        }
    }
}

/// The content of a type, if it stands in one list.
pub(super) fn listed<'a>(components: &Components, complex: &'a ComplexType) -> Option<Listed<'a>> {
    match &complex.content {
        Content::Mixed(particle) => Some(Listed::Mixed(particle.as_ref())),
        Content::ElementOnly(particle) if particles::is_divisible(components, particle) => {
            Some(Listed::Elements(particle))
        }
        Content::ElementOnly(_) | Content::Empty | Content::Simple(_) => None,
    }
}

/// The types that are extended by one whose children stand in one list although their own need not.
pub(super) fn bases_of_lists(components: &Components) -> BTreeSet<TypeId> {
    let mut bases = BTreeSet::new();
    for ty in &components.types {
        let TypeKind::Complex(complex) = &ty.kind else { continue };
        let mut derived = complex;
        if !matches!(listed(components, complex), Some(Listed::Elements(_))) {
            continue;
        }
        while derived.derivation == Derivation::Extension
            && bases.insert(derived.base)
            && let TypeKind::Complex(base) = &components.ty(derived.base).kind
        {
            derived = base;
        }
    }
    bases
}

/// Plans the content of an owner by that of its type. The attributes are planned already.
pub(super) fn content(ctx: &mut Ctx<'_>, owner: &Owner, content: &Listed<'_>, fields: &mut Fields) -> Mixed {
    let has_text = matches!(content, Listed::Mixed(_));
    let tree = content.particle().and_then(|particle| Some((particle, particles::tree(ctx.components, particle)?)));
    match tree {
        None => {
            let name = complex::member_name(ctx, owner, "text()", "text");
            let field = Field {
                name: ctx.claim_member(&mut fields.taken, &owner.component, "text()", name),
                docs: ctx.docs(Some("The text.")),
                ty: TEXT,
                shape: Shape::Required,
                boxed: false,
                required: true,
                valid_only: false,
                wire: Wire::Text,
                default: complex::own_default(ctx, owner),
            };
            Mixed { field, table: Vec::new(), model: None }
        }
        Some((particle, tree)) => list(ctx, owner, (particle, &tree, has_text), fields),
    }
}

const TEXT: Type = Type::Builtin("String");

impl Alternative {
    /// Whether it is a text between elements.
    pub(crate) fn is_text(&self) -> bool {
        self.element.is_none() && self.ty == TEXT
    }
}

/// Whether a type has mixed content that may be empty, so that it may have a default.
pub(super) fn may_be_text(kind: &TypeKind) -> bool {
    let TypeKind::Complex(complex) = kind else { return false };
    match &complex.content {
        Content::Mixed(particle) => particle.as_ref().is_none_or(components::is_emptiable),
        Content::Empty | Content::Simple(_) | Content::ElementOnly(_) => false,
    }
}

/// Elements, and with them text, in one list.
fn list(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    (particle, tree, has_text): (&Source, &Tree, bool),
    fields: &mut Fields,
) -> Mixed {
    let mut pieces = Pieces::default();
    for (leaf, head) in tree.leaves() {
        let (span, definition) = (particle.span.clone(), None);
        let slot = Slot { min: 0, max: None, leaves: Vec::new(), span, head, definition };
        pieces.add(ctx, owner, &slot, leaf);
    }
    if has_text {
        pieces.add_text(ctx, owner);
    }
    let Pieces { alternatives, wildcards, table, elements, .. } = pieces;
    let line = |leaf: &Leaf| match leaf {
        Leaf::Element(element) => elements.get(&element.name).map_or(0, |known| known.line),
        Leaf::Any(wildcard) => known_wildcard(&wildcards, &wildcard.namespaces).unwrap_or(0),
        Leaf::Group(_) => 0,
    };
    let model = ListModel { particles: tree.list(&line), has_text };
    let given = complex::member_name(ctx, owner, "content()", "content");
    let name = ctx.claim_member(&mut fields.taken, &owner.component, "content()", given);
    let key = ChoiceKey::Place(particle.span.file.0, particle.span.range.start);
    let known = ctx.choices.get(&key).copied().filter(|&item| complex::is_same_choice(ctx, item, &alternatives));
    let item = match known {
        Some(item) => item,
        None => item(ctx, owner, &name, key, &alternatives),
    };
    let field = Field {
        docs: docs(ctx, &alternatives),
        name,
        ty: Type::Item(item),
        shape: Shape::Many,
        boxed: false,
        required: false,
        valid_only: false,
        wire: Wire::Choice(alternatives),
        default: complex::own_default(ctx, owner),
    };
    Mixed { field, table, model: Some(model) }
}

fn docs(ctx: &Ctx<'_>, alternatives: &[Alternative]) -> Vec<String> {
    let Some(text) = alternatives.iter().find(|it| it.is_text()).map(|it| it.variant.as_str()) else {
        return ctx.docs(Some("Elements in their order."));
    };
    ctx.docs(Some(&format!(
        "Elements and the text between them, in their order. White space is text too; where one `{text}` follows \
         another, both are read again as one."
    )))
}

/// What has been found in a content model.
#[derive(Default)]
struct Pieces {
    alternatives: Vec<Alternative>,
    table: Vec<Child>,
    elements: BTreeMap<QName, Known>,
    /// The namespaces of the wildcards, each with its line in the table.
    wildcards: Vec<(NamespaceConstraint, usize)>,
    /// The variant for all wildcards.
    any: Option<usize>,
    taken: BTreeSet<String>,
}

/// An element that has come before.
struct Known {
    line: usize,
    variant: usize,
    ty: TypeId,
    is_nillable: bool,
}

impl Pieces {
    fn add(&mut self, ctx: &mut Ctx<'_>, owner: &Owner, slot: &Slot, leaf: &Leaf) {
        match leaf {
            Leaf::Element(element) => match self.elements.get(&element.name) {
                None => {
                    let lines = complex::leaf_lines(ctx, owner, slot, leaf, 0, &mut self.table);
                    let known = Known {
                        line: lines.first().copied().unwrap_or(0),
                        variant: self.alternatives.len(),
                        ty: element.ty,
                        is_nillable: element.nillable,
                    };
                    self.elements.insert(element.name.clone(), known);
                    self.alternatives.push(complex::alternative(ctx, owner, slot, leaf, lines, &mut self.taken));
                }
                // Elements of one name that are not one and the same are kept as they are.
                Some(known) if known.ty != element.ty || known.is_nillable != element.nillable => {
                    if let Some(variant) = self.alternatives.get_mut(known.variant) {
                        (variant.ty, variant.element, variant.default) = (Type::RAW, None, None);
                        variant.valid_only = false;
                    }
                }
                Some(_) => {}
            },
            Leaf::Any(wildcard) if known_wildcard(&self.wildcards, &wildcard.namespaces).is_none() => {
                let lines = complex::leaf_lines(ctx, owner, slot, leaf, 0, &mut self.table);
                self.wildcards.extend(lines.iter().map(|&line| (wildcard.namespaces.clone(), line)));
                match self.any.and_then(|any| self.alternatives.get_mut(any)) {
                    Some(any) => any.lines.extend(lines),
                    None => {
                        self.any = Some(self.alternatives.len());
                        self.alternatives.push(complex::alternative(ctx, owner, slot, leaf, lines, &mut self.taken));
                    }
                }
            }
            Leaf::Any(_) | Leaf::Group(_) => {}
        }
    }

    /// The variant for text comes last, so that elements have the names that the schema gives them.
    fn add_text(&mut self, ctx: &Ctx<'_>, owner: &Owner) {
        let given = ctx.renamed_member(&owner.component, "/text()", Given::camel);
        let wanted = given.unwrap_or_else(|| "Text".to_owned());
        self.alternatives.push(Alternative {
            variant: ctx.claim_member(&mut self.taken, &owner.component, "text()", wanted),
            docs: ctx.docs(Some("Text between elements.")),
            ty: TEXT,
            boxed: false,
            valid_only: false,
            element: None,
            default: None,
            lines: vec![self.table.len()],
        });
    }
}

fn known_wildcard(wildcards: &[(NamespaceConstraint, usize)], namespaces: &NamespaceConstraint) -> Option<usize> {
    wildcards.iter().find(|(known, _)| known == namespaces).map(|&(_, line)| line)
}

/// The enum for mixed content. Types that extend the owner by attributes alone have the same.
fn item(ctx: &mut Ctx<'_>, owner: &Owner, field: &str, key: ChoiceKey, alternatives: &[Alternative]) -> ItemId {
    let Some(of) = ctx.items.get(owner.item.0) else { return owner.item };
    let module = of.module.clone();
    let names = [format!("{}{}", of.name, words::camel(field))];
    let docs = ctx.part_docs("A piece of the content", of, &owner.component);
    let component = format!("{}/content()", owner.component);
    let origin = Origin { component, note: "content of a type in one list".to_owned(), ..of.origin.clone() };
    let name = ctx.names.claim(&module, &names);
    let item = ItemId(ctx.items.len());
    let kind = Kind::Alternatives(Choice { type_name: None, alternatives: alternatives.to_vec(), table: Vec::new() });
    ctx.items.push(Item::new(name, module, docs, kind, origin));
    ctx.choices.entry(key).or_insert(item);
    ctx.owners.push((owner.item, item));
    item
}
