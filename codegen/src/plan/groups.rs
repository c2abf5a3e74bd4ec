//! Groups that are values of their own: a sequence that is repeated or optional as a whole, or that is an alternative of a
//! choice. Each becomes a struct with the group's members, which the type around it holds like any other value.

use std::collections::BTreeSet;

use super::complex::{self, Owner};
use super::content::{Leaf, Model, Slot};
use super::context::Ctx;
use super::renames::Given;
use super::{
    Alternative, Body, Child, Field, Item, ItemId, Kind, Match, Order, Origin, Shape, Struct, Type, Wire, words,
};
use crate::components::model::GroupDefinition;

/// The field for a slot that one group fills.
pub(super) fn field(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    model: &Model,
    index: usize,
    table: &mut Vec<Child>,
) -> Field {
    let lines = lines(ctx, owner, slot, model, index, table);
    let default = match &slot.definition {
        Some(definition) => definition.name.local.clone(),
        None => format!("{}_group", words::snake(&first(model))),
    };
    let name = complex::member_name(ctx, owner, "group", &default);
    let item = item(ctx, owner, (slot, slot.definition.as_ref()), model, &name);
    let shape = complex::shape(slot);
    let how = match shape {
        Shape::Many => "in this order, any number of times",
        Shape::Required | Shape::Optional => "together",
    };
    Field {
        name,
        docs: ctx.docs(Some(&format!("{}, {how}.", capitalized(&names(model))))),
        ty: Type::Item(item),
        shape,
        boxed: false,
        required: slot.min > 0,
        valid_only: false,
        wire: Wire::Group(lines),
        default: None,
    }
}

/// The variant for a group that is an alternative of a choice.
pub(super) fn alternative(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    model: &Model,
    lines: Vec<usize>,
    taken: &mut BTreeSet<String>,
) -> Alternative {
    let first = first(model);
    let given = ctx.renamed_member(&owner.component, &format!("/{first}"), Given::camel);
    let variant = given.unwrap_or_else(|| words::camel(&first));
    let variant = ctx.claim_member(taken, &owner.component, &first, variant);
    let item = item(ctx, owner, (slot, None), model, &format!("{variant}_group"));
    let docs = ctx.docs(Some(&format!("{}.", capitalized(&names(model)))));
    let ty = Type::Item(item);
    Alternative { variant, docs, ty, boxed: false, valid_only: false, element: None, default: None, lines }
}

/// The lines of the table around a group: what the group can begin with, and as names that only a lenient reader takes
/// whatever else it holds.
pub(super) fn lines(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    model: &Model,
    index: usize,
    table: &mut Vec<Child>,
) -> Vec<usize> {
    let start = table.len();
    let mut leaves = model.leaves();
    // What the group begins with goes first, so that a lenient reader tries it first.
    leaves.sort_by_key(|(_, begins)| !begins);
    let mut known: BTreeSet<(Option<usize>, String)> = BTreeSet::new();
    for (leaf, begins) in leaves {
        let from = table.len();
        complex::leaf_lines(ctx, owner, slot, leaf, index, table);
        let mut at = from;
        while let Some(line) = table.get_mut(at) {
            line.is_grouped = true;
            let root = match &line.matches {
                Match::Element(root) | Match::Alias(root) | Match::Abstract(root) => Some(root.clone()),
                Match::Any(_) => None,
            };
            let is_new = match &root {
                Some(root) => known.insert((root.namespace, root.local.clone())),
                None => begins,
            };
            if let (Some(root), false) = (root, begins) {
                line.matches = Match::Alias(root);
            }
            if is_new {
                at += 1;
            } else {
                table.remove(at);
            }
        }
    }
    (start..table.len()).collect()
}

/// What a sentence calls a group: the list of its elements.
pub(super) fn names(model: &Model) -> String {
    let mut names: Vec<String> = model.slots.iter().flat_map(|slot| &slot.leaves).map(complex::leaf_name).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The name of the first element, which the group is called after.
fn first(model: &Model) -> String {
    let leaves = model.leaves();
    let element = leaves.iter().find_map(|(leaf, _)| match leaf {
        Leaf::Element(element) => Some(element.name.local.clone()),
        Leaf::Any(_) | Leaf::Group(_) => None,
    });
    element.unwrap_or_else(|| "any".to_owned())
}

/// The struct for a group. A base's group is one item for all types that extend it, and that of a definition for all
/// references to it.
fn item(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    (slot, definition): (&Slot, Option<&GroupDefinition>),
    model: &Model,
    name: &str,
) -> ItemId {
    let span = definition.map_or(&slot.span, |definition| &definition.span);
    let key = (span.file.0, span.range.start, model.signature());
    if let Some(&item) = ctx.groups.get(&key) {
        return item;
    }
    let Some(of) = ctx.items.get(owner.item.0) else { return owner.item };
    let (mut module, mut names) = (of.module.clone(), vec![format!("{}{}", of.name, words::camel(name))]);
    let mut docs = ctx.part_docs("A group of elements", of, &owner.component);
    let component = format!("{}/group", owner.component);
    let mut origin = Origin { component, note: "group of elements inside a type".to_owned(), ..of.origin.clone() };
    if let Some(GroupDefinition { name, span }) = definition {
        let (camel, component) = (words::camel(&name.local), ctx.prefixes.show(name));
        names.splice(0..0, [camel.clone(), format!("{camel}Group")]);
        module = ctx.module_of(name.namespace.as_deref());
        let about = format!("The elements of the group `{component}`.");
        docs = ctx.item_docs(&component, Some(&about), Some(span));
        origin = ctx.origin(component, Some(span), "model group");
    }
    let item_name = ctx.names.claim(&module, &names);
    let item = ItemId(ctx.items.len());
    ctx.items.push(Item::new(item_name, module, docs, Kind::UNPLANNED, origin));
    ctx.groups.insert(key, item);
    ctx.owners.push((owner.item, item));
    let inner = Owner { item, ty: owner.ty, component: owner.component.clone() };
    let mut taken = BTreeSet::new();
    let (fields, table) = complex::children(ctx, &inner, &model.slots, &mut taken);
    let kept_order = complex::kept_order(ctx, &inner, model, &mut taken);
    if let Some(of) = ctx.items.get_mut(item.0) {
        let order = if model.is_all { Order::AnyInGroup } else { Order::Group };
        of.kind = Kind::Struct(Struct {
            type_name: None,
            attributes: Vec::new(),
            body: Body::Children(fields, table),
            traits: Vec::new(),
            order,
            kept_order,
            list: None,
        });
    }
    item
}
