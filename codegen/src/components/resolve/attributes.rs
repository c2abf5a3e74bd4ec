//! Attribute declarations, attribute groups, and the attributes of complex types.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::values::{self, DeclaredValue};
use super::wildcard::{intersection, n_listed, union, wildcard};
use crate::components::built_in::ANY_SIMPLE_TYPE;
use crate::components::model::{AttributeUse, Derivation, QName, TypeId, Wildcard};
use crate::components::order::order;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::xsd::{self, Attribute, AttributeItem, AttributeReference, Form, Name, TypeUse, Use};

/// The rule that no two attributes of a type have one name.
const TYPE_RULE: &str = "ct-props-correct";

/// The attributes that a type or a group has of its own, groups expanded.
#[derive(Debug, Default, Clone)]
pub(super) struct AttributeSet {
    pub(super) uses: Vec<AttributeUse>,
    /// Those that a restriction takes away.
    pub(super) prohibited: Vec<QName>,
    pub(super) any: Option<Wildcard>,
}

/// Declares the global attributes.
pub(super) fn declare(ctx: &mut Ctx<'_>) {
    let globals: Vec<_> = ctx.slots.attributes.iter().map(|it| (it.schema, it.name.clone(), it.node)).collect();
    for (schema, name, node) in globals {
        let ty = type_of(ctx, schema, node.ty.as_ref());
        values::declare(ctx, false, (&name, ty), node.value.as_ref().zip(node.value_place.as_ref()), &node.span);
        let attribute = AttributeUse {
            name,
            ty,
            required: false,
            value: node.value.clone(),
            documentation: node.documentation.clone(),
            span: node.span.clone(),
        };
        ctx.attributes.push(attribute);
    }
}

/// Defines the attribute groups, each after those it refers to.
pub(super) fn define_groups(ctx: &mut Ctx<'_>) {
    let globals: Vec<_> = ctx.slots.attribute_groups.iter().map(|it| (it.schema, it.node)).collect();
    let mut references: Vec<Vec<(usize, &Name)>> = Vec::with_capacity(globals.len());
    for (schema, node) in &globals {
        let mut of_group = Vec::new();
        for item in &node.attributes.items {
            if let AttributeItem::Group(name) = item {
                of_group.extend(ctx.find_attribute_group(*schema, name).map(|idx| (idx, name)));
            }
        }
        references.push(of_group);
    }
    let dependencies: Vec<Vec<usize>> = references.iter().map(|it| it.iter().map(|(idx, _)| *idx).collect()).collect();
    let order = order(&dependencies);
    ctx.attribute_groups = vec![AttributeSet::default(); globals.len()];
    for idx in &order.sequence {
        for (to, name) in references.get(*idx).into_iter().flatten() {
            if order.is_cut(*idx, *to) {
                let message = format!("attribute group `{}` contains itself (src-attribute_group)", name.written);
                let diagnostic = Diagnostic::error("circular-definition", message).at(&name.span);
                ctx.report(diagnostic.label("this reference leads back to it"));
            }
        }
        let Some((schema, node)) = globals.get(*idx) else { continue };
        // A group that is not defined yet closes a circle and is still empty.
        let set = collect_for(ctx, *schema, &node.attributes, "ag-props-correct");
        if let Some(place) = ctx.attribute_groups.get_mut(*idx) {
            *place = set;
        }
    }
}

/// The attributes that stand in a type.
pub(super) fn collect(ctx: &mut Ctx<'_>, schema: usize, attributes: &xsd::Attributes) -> AttributeSet {
    collect_for(ctx, schema, attributes, TYPE_RULE)
}

/// The attributes that stand in a type or group, whose rule is that no two have one name.
fn collect_for(ctx: &mut Ctx<'_>, schema: usize, attributes: &xsd::Attributes, rule: &'static str) -> AttributeSet {
    let target_namespace = ctx.schemas.get(schema).and_then(|it| it.target_namespace.as_deref());
    let mut any = attributes.any.as_ref().map(|it| wildcard(it, target_namespace));
    let mut uses = Uses::new(rule);
    let mut prohibited = Vec::new();
    for item in &attributes.items {
        let (usage, found) = match item {
            AttributeItem::Local(usage, node) => (*usage, Some(local(ctx, schema, *usage, node))),
            AttributeItem::Reference(node) => (node.usage, reference(ctx, schema, node)),
            AttributeItem::Group(name) => {
                let Some(idx) = ctx.find_attribute_group(schema, name) else { continue };
                let n_uses =
                    ctx.attribute_groups.get(idx).map_or(0, |it| it.uses.len() + it.any.as_ref().map_or(0, n_listed));
                if !ctx.afford(n_uses, &name.span) {
                    continue;
                }
                let set = ctx.attribute_groups.get(idx).cloned().unwrap_or_default();
                for attribute in set.uses {
                    uses.add(ctx, attribute, &name.span);
                }
                any = match (any, set.any) {
                    (Some(own), Some(other)) => intersect(ctx, own, &other),
                    (own, other) => own.or(other),
                };
                continue;
            }
        };
        let Some(attribute) = found else { continue };
        if usage == Use::Prohibited {
            prohibited.push(attribute.name);
        } else if ctx.afford(1, &attribute.span) {
            let span = attribute.span.clone();
            uses.add(ctx, attribute, &span);
        }
    }
    AttributeSet { uses: uses.list, prohibited, any }
}

/// The effective attributes of a type: the base's, changed by its own.
pub(super) fn derive(
    ctx: &mut Ctx<'_>,
    base: Option<TypeId>,
    derivation: Derivation,
    own: AttributeSet,
    span: &Span,
) -> (Vec<AttributeUse>, Option<Wildcard>) {
    let Some(base) = base.filter(|it| ctx.complex(*it).is_some()) else { return (own.uses, own.any) };
    let n_uses = ctx.complex(base).map_or(0, |it| it.attributes.len() + it.any_attribute.as_ref().map_or(0, n_listed));
    if !ctx.afford(n_uses, span) {
        return (own.uses, own.any);
    }
    let Some(complex) = ctx.complex(base) else { return (own.uses, own.any) };
    let (inherited, inherited_any) = (complex.attributes.clone(), complex.any_attribute.clone());
    match derivation {
        Derivation::Extension => {
            let mut uses = Uses::new(TYPE_RULE);
            for attribute in inherited {
                uses.add(ctx, attribute, span);
            }
            for attribute in own.uses {
                let span = attribute.span.clone();
                uses.add(ctx, attribute, &span);
            }
            let any = match (own.any, inherited_any) {
                (Some(own), Some(inherited)) => unite(ctx, own, &inherited),
                (own, inherited) => own.or(inherited),
            };
            (uses.list, any)
        }
        Derivation::Restriction => (restrict(inherited, own.uses, &own.prohibited), own.any),
    }
}

/// The base's attributes, each replaced by the own one of its name, prohibited ones left out. Whether that is a
/// restriction is for the checks to say.
fn restrict(inherited: Vec<AttributeUse>, own: Vec<AttributeUse>, prohibited: &[QName]) -> Vec<AttributeUse> {
    let prohibited: BTreeSet<&QName> = prohibited.iter().collect();
    let mut own: BTreeMap<QName, (usize, AttributeUse)> =
        own.into_iter().enumerate().map(|(idx, it)| (it.name.clone(), (idx, it))).collect();
    let mut uses = Vec::new();
    for attribute in inherited {
        match own.remove(&attribute.name) {
            Some((_, replacement)) => {
                uses.push(replacement);
            }
            None if prohibited.contains(&attribute.name) => {}
            None => uses.push(attribute),
        }
    }
    let mut rest: Vec<_> = own.into_values().collect();
    rest.sort_by_key(|(idx, _)| *idx);
    uses.extend(rest.into_iter().map(|(_, it)| it));
    uses
}

fn intersect(ctx: &mut Ctx<'_>, own: Wildcard, other: &Wildcard) -> Option<Wildcard> {
    let Some(namespaces) = intersection(&own.namespaces, &other.namespaces) else {
        not_expressible(ctx, &own, other, ("intersection", "cos-aw-intersect"));
        return Some(own);
    };
    // `processContents` is that of the type's own wildcard, or else of the first group.
    Some(Wildcard { namespaces, ..own })
}

fn unite(ctx: &mut Ctx<'_>, own: Wildcard, inherited: &Wildcard) -> Option<Wildcard> {
    let Some(namespaces) = union(&own.namespaces, &inherited.namespaces) else {
        not_expressible(ctx, &own, inherited, ("union", "cos-aw-union"));
        return Some(own);
    };
    Some(Wildcard { namespaces, ..own })
}

fn not_expressible(ctx: &mut Ctx<'_>, a: &Wildcard, b: &Wildcard, (what, rule): (&str, &str)) {
    let message = format!("the {what} of two attribute wildcards cannot be expressed ({rule})");
    let diagnostic = Diagnostic::error("inexpressible-wildcard", message).at(&a.span);
    ctx.report(diagnostic.note_at("the other wildcard is here", &b.span));
}

/// A list of attribute uses that knows its names.
struct Uses {
    /// The rule that no two of them have one name.
    rule: &'static str,
    list: Vec<AttributeUse>,
    names: BTreeMap<QName, usize>,
}

impl Uses {
    fn new(rule: &'static str) -> Uses {
        Uses { rule, list: Vec::new(), names: BTreeMap::new() }
    }

    /// Adds an attribute; a second one of its name is reported.
    fn add(&mut self, ctx: &mut Ctx<'_>, attribute: AttributeUse, span: &Span) {
        let first = self.names.get(&attribute.name).and_then(|idx| self.list.get(*idx));
        if let Some(first) = first {
            let message = format!("attribute `{}` is declared twice ({})", ctx.show(&attribute.name), self.rule);
            let diagnostic = Diagnostic::error("duplicate-attribute", message).at(span);
            ctx.report(diagnostic.note_at("it is first declared here", &first.span));
            return;
        }
        self.names.insert(attribute.name.clone(), self.list.len());
        self.list.push(attribute);
    }
}

fn local(ctx: &mut Ctx<'_>, schema: usize, usage: Use, node: &Attribute) -> AttributeUse {
    let owner = ctx.schemas.get(schema);
    let is_qualified = owner.is_some_and(|it| it.attribute_form(node.form) == Form::Qualified);
    let namespace = owner.filter(|_| is_qualified).and_then(|it| it.target_namespace.clone());
    let name = QName { namespace, local: node.name.value.clone() };
    let ty = type_of(ctx, schema, node.ty.as_ref());
    values::declare(ctx, false, (&name, ty), node.value.as_ref().zip(node.value_place.as_ref()), &node.span);
    AttributeUse {
        name,
        ty,
        required: usage == Use::Required,
        value: node.value.clone(),
        documentation: node.documentation.clone(),
        span: node.span.clone(),
    }
}

fn reference(ctx: &mut Ctx<'_>, schema: usize, node: &AttributeReference) -> Option<AttributeUse> {
    let idx = ctx.find_attribute(schema, &node.name)?;
    let global = ctx.attributes.get(idx)?;
    if let (Some(value), Some(place)) = (&node.value, &node.value_place) {
        let declared = ctx.slots.attributes.get(idx).map(|it| it.node);
        let declared = declared.and_then(|it| it.value.clone().zip(it.value_place.clone()));
        ctx.values.push(DeclaredValue {
            is_element: false,
            name: global.name.clone(),
            ty: global.ty,
            value: value.clone(),
            place: place.clone(),
            global: declared,
        });
    }
    let global = ctx.attributes.get(idx)?;
    Some(AttributeUse {
        name: global.name.clone(),
        ty: global.ty,
        required: node.usage == Use::Required,
        value: node.value.clone().or_else(|| global.value.clone()),
        documentation: node.documentation.clone().or_else(|| global.documentation.clone()),
        span: node.span.clone(),
    })
}

fn type_of(ctx: &mut Ctx<'_>, schema: usize, ty: Option<&TypeUse>) -> TypeId {
    let found = match ty {
        Some(TypeUse::Named(name)) => ctx.find_simple_type(schema, name),
        Some(TypeUse::Simple(node)) => Some(ctx.id_of(schema, node.index)),
        Some(TypeUse::Complex(_)) | None => None,
    };
    found.unwrap_or(ANY_SIMPLE_TYPE)
}
