//! Element declarations.

use super::context::Ctx;
use super::{element_id, identity, values};
use crate::components::built_in::ANY_TYPE;
use crate::components::model::{DerivationSet, ElementDeclaration, ElementId, ElementUse, QName, TypeId};
use crate::components::order::order;
use crate::diag::Diagnostic;
use crate::xsd::{Element, ElementReference, Form, TypeUse};

/// Declares the global elements.
pub(super) fn declare(ctx: &mut Ctx<'_>) {
    let globals: Vec<_> = ctx.slots.elements.iter().map(|it| (it.schema, it.name.clone(), it.node)).collect();
    let mut heads = Vec::with_capacity(globals.len());
    for (schema, name, node) in globals {
        let head = node.substitution_group.as_ref().and_then(|it| ctx.find_element(Some(schema), it));
        heads.push(head);
        let ty = type_of(ctx, schema, node.ty.as_ref());
        let constraints = identity::ids(ctx, schema, node);
        ctx.elements.push(ElementDeclaration {
            name,
            ty: ty.unwrap_or(ANY_TYPE),
            nillable: node.nillable,
            is_abstract: node.is_abstract,
            substitution_group: head,
            members: Vec::new(),
            block: block(ctx, schema, node),
            exclusions: exclusions(ctx, schema, node),
            value: node.value.clone(),
            constraints,
            documentation: node.documentation.clone(),
            span: node.span.clone(),
        });
    }
    inherit_types(ctx, &heads);
    declare_values(ctx);
    list_members(&mut ctx.elements);
}

/// Notes what the checks of values look at. Needs the types inherited.
fn declare_values(ctx: &mut Ctx<'_>) {
    for idx in 0..ctx.slots.elements.len() {
        let (Some(global), Some(element)) = (ctx.slots.elements.get(idx), ctx.elements.get(idx)) else { continue };
        let (node, name, ty) = (global.node, global.name.clone(), element.ty);
        values::declare(ctx, true, (&name, ty), node.value.as_ref().zip(node.value_place.as_ref()), &node.span);
    }
}

/// Tells each head who its members are. Needs the circles cut.
fn list_members(elements: &mut [ElementDeclaration]) {
    for idx in 0..elements.len() {
        let head = elements.get(idx).and_then(|it| it.substitution_group);
        if let Some(head) = head.and_then(|head| elements.get_mut(head.0 as usize)) {
            head.members.push(element_id(idx));
        }
    }
}

/// A member of a substitution group that names no type has that of the head.
fn inherit_types(ctx: &mut Ctx<'_>, heads: &[Option<ElementId>]) {
    let dependencies: Vec<Vec<usize>> = heads.iter().map(|it| it.iter().map(|it| it.0 as usize).collect()).collect();
    let order = order(&dependencies);
    for idx in &order.sequence {
        let Some((global, Some(head))) = ctx.slots.elements.get(*idx).zip(heads.get(*idx).copied()) else { continue };
        let node = global.node;
        if order.is_cut(*idx, head.0 as usize) {
            let written = node.substitution_group.as_ref();
            let message = format!("element `{}` substitutes itself (e-props-correct)", ctx.show(&global.name));
            let span = written.map_or(&node.span, |it| &it.span);
            let diagnostic = Diagnostic::error("circular-definition", message).at(span);
            ctx.report(diagnostic.label("this substitution group leads back to it"));
            if let Some(element) = ctx.elements.get_mut(*idx) {
                element.substitution_group = None;
            }
            continue;
        }
        if node.ty.is_some() {
            continue;
        }
        let ty = ctx.elements.get(head.0 as usize).map(|it| it.ty);
        if let (Some(ty), Some(element)) = (ty, ctx.elements.get_mut(*idx)) {
            element.ty = ty;
        }
    }
}

/// A local element declaration as its content model uses it.
pub(super) fn local(ctx: &mut Ctx<'_>, schema: usize, node: &Element) -> ElementUse {
    let ty = type_of(ctx, schema, node.ty.as_ref()).unwrap_or(ANY_TYPE);
    let is_qualified = ctx.schemas.get(schema).is_some_and(|it| it.element_form(node.form) == Form::Qualified);
    let namespace = ctx.schemas.get(schema).filter(|_| is_qualified).and_then(|it| it.target_namespace.clone());
    let name = QName { namespace, local: node.name.value.clone() };
    values::declare(ctx, true, (&name, ty), node.value.as_ref().zip(node.value_place.as_ref()), &node.span);
    ElementUse {
        name,
        ty,
        global: None,
        nillable: node.nillable,
        value: node.value.clone(),
        block: block(ctx, schema, node),
        constraints: identity::ids(ctx, schema, node),
        documentation: node.documentation.clone(),
    }
}

/// A reference to a global element as its content model uses it.
pub(super) fn reference(ctx: &mut Ctx<'_>, schema: usize, node: &ElementReference) -> Option<ElementUse> {
    let id = ctx.find_element(Some(schema), &node.name)?;
    let element = ctx.elements.get(id.0 as usize)?;
    Some(ElementUse {
        name: element.name.clone(),
        ty: element.ty,
        global: Some(id),
        nillable: element.nillable,
        value: element.value.clone(),
        block: element.block,
        constraints: element.constraints.clone(),
        documentation: node.documentation.clone().or_else(|| element.documentation.clone()),
    })
}

/// What must not stand in the place of an element: `block`, or else the default of the document (Part 1, 3.3.2).
fn block(ctx: &Ctx<'_>, schema: usize, node: &Element) -> DerivationSet {
    let set = node.block.or(ctx.schemas.get(schema).map(|it| it.block_default)).unwrap_or_default();
    DerivationSet { list: false, union: false, ..set }
}

/// Which derivations are closed to the types of an element's substitutes: `final`, or else the default.
fn exclusions(ctx: &Ctx<'_>, schema: usize, node: &Element) -> DerivationSet {
    let set = node.final_.or(ctx.schemas.get(schema).map(|it| it.final_default)).unwrap_or_default();
    DerivationSet { extension: set.extension, restriction: set.restriction, ..DerivationSet::default() }
}

/// The type that a declaration names or contains; `None` if it does neither, or it cannot be found.
fn type_of(ctx: &mut Ctx<'_>, schema: usize, ty: Option<&TypeUse>) -> Option<TypeId> {
    match ty? {
        TypeUse::Named(name) => ctx.find_type(schema, name),
        TypeUse::Simple(node) => Some(ctx.id_of(schema, node.index)),
        TypeUse::Complex(node) => Some(ctx.id_of(schema, node.index)),
    }
}
