//! Complex types: structs, and enums where the whole content is one choice.

use std::collections::BTreeSet;

use super::content::{self, Leaf, Model, Slot};
use super::context::Ctx;
use super::renames::Given;
use super::{
    Alternative, Body, Child, Choice, DefaultValue, Field, Item, ItemId, Kind, Match, Order, Origin, Shape, Struct,
    Trait, Type, Wire, defaults, docs, groups, mixed, particles, passing, traits, words,
};
use crate::components::model::{ComplexType, Components, Content, ElementId, ElementUse, QName, TypeId, TypeKind};

/// The item for a complex type.
pub(super) fn plan<'a>(ctx: &mut Ctx<'a>, item: ItemId, id: TypeId, complex: &'a ComplexType) -> Kind {
    if let Some(inner) = ctx.simple_alias(id) {
        return Kind::Alias(ctx.type_of(inner));
    }
    if ctx.usage.is_base_only(ctx.components, id) {
        return Kind::Trait(Trait { fields: traits::common(ctx, item, id, complex).to_vec() });
    }
    let model = model(ctx.components, complex);
    let owner = Owner { item, ty: id, component: ctx.show_type(id) };
    let type_name = ctx.components.ty(id).name.as_ref().map(|name| ctx.root(name));
    if let ([slot], true, true) =
        (model.slots.as_slice(), complex.attributes.is_empty(), complex.any_attribute.is_none())
        && slot.leaves.len() > 1
        && (slot.min, slot.max) == (1, Some(1))
    {
        let mut table = Vec::new();
        let alternatives = alternatives(ctx, &owner, slot, 0, &mut table);
        return Kind::Choice(Choice { type_name, alternatives, table });
    }
    let mut fields = fields(ctx, &owner, complex, &model.slots);
    let traits = traits::of(ctx, complex, &fields);
    let mut list = None;
    if let Some(content) = mixed::listed(ctx.components, complex) {
        let content = mixed::content(ctx, &owner, &content, &mut fields);
        match content.model {
            None => fields.text = Some(content.field),
            Some(_) => (fields.children, fields.table) = (vec![content.field], content.table),
        }
        list = content.model;
    }
    let body = match fields.text {
        Some(text) => Body::Text(Box::new(text)),
        None => Body::Children(fields.children, fields.table),
    };
    let order = if model.is_all { Order::Any } else { Order::Sequence };
    let kept_order = kept_order(ctx, &owner, &model, &mut fields.taken);
    Kind::Struct(Struct { type_name, attributes: fields.attributes, body, traits, order, kept_order, list })
}

/// The field for the order of children that come in any.
pub(super) fn kept_order(
    ctx: &Ctx<'_>,
    owner: &Owner,
    model: &Model,
    taken: &mut BTreeSet<String>,
) -> Option<(String, Vec<String>)> {
    if !model.is_all || model.slots.len() < 2 {
        return None;
    }
    let name = member_name(ctx, owner, "order()", "order");
    let name = ctx.claim_member(taken, &owner.component, "order()", name);
    Some((name, ctx.docs(Some("The order in which the elements came. It makes no difference to `==`."))))
}

/// The slots of a type's children; those that stand in one list are no members of their own.
pub(super) fn model(components: &Components, complex: &ComplexType) -> Model {
    match &complex.content {
        Content::Empty | Content::Simple(_) | Content::Mixed(_) => Model::default(),
        Content::ElementOnly(particle) if particles::is_divisible(components, particle) => Model::default(),
        Content::ElementOnly(particle) => content::model(components, particle),
    }
}

/// Whether a type is there to be derived from: an element of it says by `xsi:type` what it is.
pub(super) fn is_abstract(components: &Components, id: TypeId) -> bool {
    matches!(&components.ty(id).kind, TypeKind::Complex(complex) if complex.is_abstract)
}

/// What two choices must have in common to be one enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ChoiceKey {
    /// The place: a base's choice is that of all types which extend it.
    Place(u32, usize),
    /// The head of a substitution group.
    Head(ElementId),
    /// The place of a model group definition.
    Definition(u32, usize),
}

/// Whose members are planned.
pub(super) struct Owner {
    pub(super) item: ItemId,
    pub(super) ty: TypeId,
    /// As options write it.
    pub(super) component: String,
}

/// The fields of a complex type.
pub(super) struct Fields {
    pub(super) attributes: Vec<Field>,
    pub(super) text: Option<Field>,
    pub(super) children: Vec<Field>,
    table: Vec<Child>,
    /// The names that are taken.
    pub(super) taken: BTreeSet<String>,
}

impl Fields {
    pub(super) fn all(self) -> Vec<Field> {
        self.attributes.into_iter().chain(self.text).chain(self.children).collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Field> {
        self.attributes.iter().chain(&self.text).chain(&self.children)
    }
}

pub(super) fn fields(ctx: &mut Ctx<'_>, owner: &Owner, complex: &ComplexType, slots: &[Slot]) -> Fields {
    let mut taken = BTreeSet::new();
    let mut attributes = Vec::new();
    for attribute in &complex.attributes {
        let member = format!("@{}", attribute.name.local);
        let forgiven = attribute.required && is_forgiven(ctx, owner, &member);
        let name = member_name(ctx, owner, &member, &attribute.name.local);
        let default = defaults::of(attribute.value.as_ref());
        let shape = if attribute.required && !forgiven { Shape::Required } else { Shape::Optional };
        let ty = ctx.type_of(attribute.ty);
        attributes.push(Field {
            name: ctx.claim_member(&mut taken, &owner.component, &member, name),
            docs: default_docs(ctx, attribute.documentation.as_deref(), default.as_ref()),
            default,
            valid_only: passing::is_passed_over(ctx, owner, &member, (attribute.ty, &ty), shape),
            ty,
            shape,
            boxed: false,
            required: attribute.required,
            wire: Wire::Attribute(ctx.root(&attribute.name)),
        });
    }
    if let Some(wildcard) = &complex.any_attribute {
        let name = member_name(ctx, owner, "@*", "any_attributes");
        attributes.push(Field {
            name: ctx.claim_member(&mut taken, &owner.component, "@*", name),
            docs: ctx.docs(wildcard.documentation.as_deref()),
            ty: Type::Builtin("rt::RawAttribute"),
            shape: Shape::Many,
            boxed: false,
            required: false,
            valid_only: false,
            wire: Wire::AnyAttribute(ctx.any(&wildcard.namespaces), ctx.process(wildcard.process)),
            default: None,
        });
    }
    let text = match &complex.content {
        Content::Simple(inner) => Some(Field {
            name: ctx.claim_member(&mut taken, &owner.component, "text()", member_name(ctx, owner, "text()", "value")),
            docs: ctx.docs(Some("The text.")),
            ty: ctx.type_of(*inner),
            shape: Shape::Required,
            boxed: false,
            required: true,
            valid_only: false,
            wire: Wire::Text,
            default: own_default(ctx, owner),
        }),
        _ => None,
    };
    let (children, table) = children(ctx, owner, slots, &mut taken);
    Fields { attributes, text, children, table, taken }
}

/// The default of the element that is one item with the type.
pub(super) fn own_default(ctx: &Ctx<'_>, owner: &Owner) -> Option<DefaultValue> {
    let (&element, _) = ctx.elements.iter().find(|(_, item)| **item == owner.item)?;
    defaults::of_element(
        ctx.components,
        owner.ty,
        ctx.components.element(element).value.as_ref(),
        &Type::Item(owner.item),
    )
}

/// The fields of child elements, and the table that maps elements to them.
pub(super) fn children(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slots: &[Slot],
    taken: &mut BTreeSet<String>,
) -> (Vec<Field>, Vec<Child>) {
    let mut table = Vec::new();
    let mut children = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        let (member, mut field) = match slot.leaves.as_slice() {
            [Leaf::Element(it)] => (it.name.local.as_str(), child_field(ctx, owner, slot, it, index, &mut table)),
            [Leaf::Any(_)] => ("*", any_field(ctx, owner, slot, index, &mut table)),
            [Leaf::Group(model)] => ("group", groups::field(ctx, owner, slot, model, index, &mut table)),
            _ => ("choice", choice_field(ctx, owner, slot, index, &mut table)),
        };
        field.name = ctx.claim_member(taken, &owner.component, member, field.name);
        children.push(field);
    }
    (children, table)
}

pub(super) fn shape(slot: &Slot) -> Shape {
    match (slot.min, slot.max) {
        (0, Some(1)) => Shape::Optional,
        (1, Some(1)) => Shape::Required,
        _ => Shape::Many,
    }
}

fn child_field(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    element: &ElementUse,
    index: usize,
    table: &mut Vec<Child>,
) -> Field {
    let local = &element.name.local;
    let lines = lines(ctx, owner, slot, element, index, table);
    let required = slot.min > 0;
    let shape = match shape(slot) {
        Shape::Required if is_forgiven(ctx, owner, local) => Shape::Optional,
        shape => shape,
    };
    let ty = element_type(ctx, owner, slot, element);
    let wire = if ty == Type::RAW { Wire::Raw(lines) } else { Wire::Element(ctx.root(&element.name), lines) };
    let ty = if matches!(wire, Wire::Raw(_)) { Type::RAW } else { ty };
    let default = defaults::of_element(ctx.components, element.ty, element.value.as_ref(), &ty);
    Field {
        name: member_name(ctx, owner, local, local),
        docs: default_docs(ctx, element.documentation.as_deref(), default.as_ref()),
        default,
        valid_only: passing::is_passed_over(ctx, owner, local, (element.ty, &ty), shape),
        ty,
        shape,
        boxed: false,
        required,
        wire,
    }
}

fn any_field(ctx: &mut Ctx<'_>, owner: &Owner, slot: &Slot, index: usize, table: &mut Vec<Child>) -> Field {
    let documentation = slot.leaves.iter().find_map(|leaf| match leaf {
        Leaf::Any(wildcard) => wildcard.documentation.clone(),
        Leaf::Element(_) | Leaf::Group(_) => None,
    });
    let lines = leaf_lines(ctx, owner, slot, &slot.leaves[0], index, table);
    Field {
        name: member_name(ctx, owner, "*", "any"),
        docs: ctx.docs(documentation.as_deref()),
        ty: Type::RAW,
        shape: shape(slot),
        boxed: false,
        required: slot.min > 0,
        valid_only: false,
        wire: Wire::Raw(lines),
        default: None,
    }
}

fn choice_field(ctx: &mut Ctx<'_>, owner: &Owner, slot: &Slot, index: usize, table: &mut Vec<Child>) -> Field {
    let shape = shape(slot);
    let head = slot.head.map(|head| &ctx.components.element(head).name.local);
    let definition = slot.definition.as_ref().map(|definition| &definition.name.local);
    let default = match head.or(definition) {
        Some(name) => name.as_str(),
        None if shape == Shape::Many => "items",
        None => "choice",
    };
    let name = member_name(ctx, owner, "choice", default);
    let alternatives = alternatives(ctx, owner, slot, index, table);
    let key = match (slot.head, &slot.definition) {
        (Some(head), _) => ChoiceKey::Head(head),
        (None, Some(definition)) => ChoiceKey::Definition(definition.span.file.0, definition.span.range.start),
        (None, None) => ChoiceKey::Place(slot.span.file.0, slot.span.range.start),
    };
    let item = match ctx.choices.get(&key).copied().filter(|&item| is_same_choice(ctx, item, &alternatives)) {
        Some(item) => item,
        None => new_choice(ctx, owner, &name, (key, slot), &alternatives),
    };
    Field {
        name,
        docs: choice_docs(ctx, slot),
        ty: Type::Item(item),
        shape,
        boxed: false,
        required: slot.min > 0,
        valid_only: false,
        wire: Wire::Choice(alternatives),
        default: None,
    }
}

/// Whether an item is the enum of these alternatives: a document that serves two namespaces has its places twice.
pub(super) fn is_same_choice(ctx: &Ctx<'_>, item: ItemId, alternatives: &[Alternative]) -> bool {
    let key = |it: &Alternative| {
        let element = it.element.as_ref().map(|root| (root.namespace, root.local.clone()));
        (it.variant.clone(), it.ty.clone(), element)
    };
    match ctx.items.get(item.0).map(|item| &item.kind) {
        Some(Kind::Alternatives(of)) => of.alternatives.iter().map(key).eq(alternatives.iter().map(key)),
        _ => false,
    }
}

/// A choice has no documentation of its own in the components, so it is told by its elements.
fn choice_docs(ctx: &Ctx<'_>, slot: &Slot) -> Vec<String> {
    let mut names: Vec<String> = slot.leaves.iter().map(leaf_name).collect();
    let last = names.pop().unwrap_or_default();
    let what = if shape(slot) == Shape::Many { "Any number of" } else { "One of" };
    let conjunction = if shape(slot) == Shape::Many { "and" } else { "or" };
    ctx.docs(Some(&format!("{what} {} {conjunction} {last}.", names.join(", "))))
}

/// What a sentence calls a leaf.
pub(super) fn leaf_name(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Element(element) => format!("`{}`", element.name.local),
        Leaf::Any(_) => "any other element".to_owned(),
        Leaf::Group(model) => groups::names(model),
    }
}

/// The enum for a choice inside a type. That of a substitution group is called after its head, and is one for all places
/// that refer to it.
fn new_choice(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    field: &str,
    (key, slot): (ChoiceKey, &Slot),
    alternatives: &[Alternative],
) -> ItemId {
    let Some(of) = ctx.items.get(owner.item.0) else { return owner.item };
    let mut module = of.module.clone();
    let singular = if field == "items" { "item" } else { field };
    let mut names = vec![format!("{}{}", of.name, words::camel(singular))];
    let mut docs = ctx.part_docs("A choice", of, &owner.component);
    let component = format!("{}/choice", owner.component);
    let mut origin = Origin { component, note: "choice inside a type".to_owned(), ..of.origin.clone() };
    let named = match (slot.head.map(|head| ctx.components.element(head)), &slot.definition) {
        (Some(head), _) => Some((&head.name, &head.span, "substitution group", "What can stand in the place of")),
        (None, Some(group)) => Some((&group.name, &group.span, "model group", "One of the elements of the group")),
        (None, None) => None,
    };
    if let Some((name, span, note, about)) = named.filter(|_| !ctx.choices.contains_key(&key)) {
        let (camel, component) = (words::camel(&name.local), ctx.prefixes.show(name));
        names.splice(0..0, [camel.clone(), format!("{camel}Group")]);
        module = ctx.module_of(name.namespace.as_deref());
        let about = format!("{about} `{component}`.");
        docs = ctx.item_docs(&component, Some(&about), Some(span));
        origin = ctx.origin(component, Some(span), note);
    }
    let name = ctx.names.claim(&module, &names);
    let item = ItemId(ctx.items.len());
    let kind = Kind::Alternatives(Choice { type_name: None, alternatives: alternatives.to_vec(), table: Vec::new() });
    ctx.items.push(Item::new(name, module, docs, kind, origin));
    ctx.choices.entry(key).or_insert(item);
    ctx.owners.push((owner.item, item));
    item
}

fn alternatives(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    index: usize,
    table: &mut Vec<Child>,
) -> Vec<Alternative> {
    let mut taken = BTreeSet::new();
    let mut alternatives = Vec::new();
    for leaf in &slot.leaves {
        let lines = leaf_lines(ctx, owner, slot, leaf, index, table);
        alternatives.push(alternative(ctx, owner, slot, leaf, lines, &mut taken));
    }
    alternatives
}

/// The variant for one of the leaves of a slot.
pub(super) fn alternative(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    leaf: &Leaf,
    lines: Vec<usize>,
    taken: &mut BTreeSet<String>,
) -> Alternative {
    let mut valid_only = false;
    let (member, name, documentation, ty, element, default) = match leaf {
        Leaf::Group(model) => return groups::alternative(ctx, owner, slot, model, lines, taken),
        Leaf::Any(wildcard) => {
            let given = ctx.renamed_member(&owner.component, "/*", Given::camel);
            let name = given.unwrap_or_else(|| "Any".to_owned());
            ("*", name, wildcard.documentation.clone(), None, None, None)
        }
        Leaf::Element(element) => {
            let given = ctx.renamed_member(&owner.component, &format!("/{}", element.name.local), Given::camel);
            let name = given.unwrap_or_else(|| words::camel(&element.name.local));
            let ty = element_type(ctx, owner, slot, element);
            let default = defaults::of_element(ctx.components, element.ty, element.value.as_ref(), &ty);
            let local = &element.name.local;
            valid_only = passing::is_passed_over(ctx, owner, local, (element.ty, &ty), shape(slot));
            let ty = (ty != Type::RAW).then_some(ty);
            let root = Some(ctx.root(&element.name));
            (element.name.local.as_str(), name, element.documentation.clone(), ty, root, default)
        }
    };
    Alternative {
        variant: ctx.claim_member(taken, &owner.component, member, name),
        docs: default_docs(ctx, documentation.as_deref(), default.as_ref()),
        default,
        element: element.filter(|_| ty.is_some()),
        ty: ty.unwrap_or(Type::RAW),
        boxed: false,
        valid_only,
        lines,
    }
}

pub(super) fn leaf_lines(
    ctx: &mut Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    leaf: &Leaf,
    index: usize,
    table: &mut Vec<Child>,
) -> Vec<usize> {
    match leaf {
        Leaf::Element(element) => lines(ctx, owner, slot, element, index, table),
        Leaf::Any(wildcard) => {
            table.push(Child {
                matches: Match::Any(ctx.any(&wildcard.namespaces)),
                slot: index,
                min: slot.min,
                max: slot.max,
                is_grouped: false,
                assessment: ctx.process(wildcard.process),
            });
            vec![table.len() - 1]
        }
        Leaf::Group(model) => groups::lines(ctx, owner, slot, model, index, table),
    }
}

/// The lines of the table for an element and its aliases.
fn lines(
    ctx: &Ctx<'_>,
    owner: &Owner,
    slot: &Slot,
    element: &ElementUse,
    index: usize,
    table: &mut Vec<Child>,
) -> Vec<usize> {
    let name = &element.name;
    let root = ctx.root(name);
    let key = format!("{}/{}", owner.component, name.local);
    let aliases = ctx.options.lenient.elements.get(&key);
    ctx.note_use(&key);
    let aliases =
        aliases.into_iter().flatten().map(|alias| Match::Alias(super::Root { local: alias.clone(), ..root.clone() }));
    let mut lines = Vec::new();
    let is_opaque = ctx.opaque.has_member(ctx.components, owner.ty, slot, element);
    let is_barred = !is_opaque && is_barred(ctx, element);
    let assessment = ctx.assessment(element.ty, element.nillable, element.block).filter(|_| !is_opaque);
    let own = if is_barred { Match::Abstract(root.clone()) } else { Match::Element(root.clone()) };
    for matches in std::iter::once(own).chain(aliases) {
        lines.push(table.len());
        table.push(Child { matches, slot: index, min: slot.min, max: slot.max, is_grouped: false, assessment });
    }
    lines
}

/// Whether no valid document has the element: it is abstract and nothing can stand in its place, or its type is, and no
/// type in the place of that.
fn is_barred(ctx: &Ctx<'_>, element: &ElementUse) -> bool {
    let is_head = element.global.is_some_and(|global| ctx.components.element(global).is_abstract);
    let ty = element.ty;
    is_head || (ctx.is_vain(ty, element.block) && !ctx.is_extern(ty))
}

fn element_type(ctx: &mut Ctx<'_>, owner: &Owner, slot: &Slot, element: &ElementUse) -> Type {
    if ctx.opaque.has_member(ctx.components, owner.ty, slot, element) {
        return Type::RAW;
    }
    let ty = ctx.element_type(element.ty, element.block);
    let is_abstract = element.global.is_some_and(|global| ctx.components.element(global).is_abstract);
    if is_abstract {
        return Type::RAW;
    }
    if element.nillable { ctx.nillable(element.ty, element.block, ty) } else { ty }
}

/// Whether a field of a base is the same in all types that extend it: none of them keeps its elements raw, or in a list
/// with its own.
pub(super) fn is_common(ctx: &Ctx<'_>, base: TypeId, field: &Field) -> bool {
    let is_common = |root: &super::Root| {
        let namespace = root.namespace.and_then(|index| ctx.namespaces.get(index)).map(|it| it.uri.clone());
        !ctx.opaque.is_uncommon(base, &QName { namespace, local: root.local.clone() })
    };
    let is_attribute = matches!(&field.wire, Wire::Attribute(_) | Wire::AnyAttribute(..) | Wire::Text);
    if !is_attribute && ctx.bases_of_lists.contains(&base) {
        return false;
    }
    match &field.wire {
        Wire::Element(root, _) => is_common(root),
        Wire::Choice(alternatives) => alternatives.iter().filter_map(|it| it.element.as_ref()).all(is_common),
        Wire::Attribute(_) | Wire::AnyAttribute(..) | Wire::Text | Wire::Raw(_) | Wire::Group(_) => true,
    }
}

fn is_forgiven(ctx: &Ctx<'_>, owner: &Owner, member: &str) -> bool {
    let key = format!("{}/{member}", owner.component);
    ctx.note_use(&key);
    ctx.options.lenient.optional.contains(&key)
}

pub(super) fn member_name(ctx: &Ctx<'_>, owner: &Owner, member: &str, default: &str) -> String {
    let given = ctx.renamed_member(&owner.component, &format!("/{member}"), Given::snake);
    given.unwrap_or_else(|| words::snake(default))
}

/// The documentation of a member, and its default.
fn default_docs(ctx: &Ctx<'_>, documentation: Option<&str>, default: Option<&DefaultValue>) -> Vec<String> {
    let mut lines = ctx.docs(documentation);
    if let (Some(default), true) = (default, ctx.options.documentation) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(docs::lines(Some(&format!("Default: `{}`.", default.text))));
    }
    lines
}
