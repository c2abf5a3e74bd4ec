//! Simple type definitions.

use super::context::Ctx;
use super::facets::facets;
use super::slots::TypeNode;
use super::type_id;
use crate::components::built_in::{ANY_SIMPLE_TYPE, N_BUILT_IN};
use crate::components::model::{SimpleType, TypeId, TypeKind, Variety, WhiteSpace};
use crate::components::order::order;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::xsd::{self, Facet, SimpleTypeBody, SimpleTypeUse};

/// A definition with its references resolved.
enum Body<'a> {
    Restriction(Use, &'a [Facet]),
    List(Use),
    Union(Vec<Use>),
    Broken,
}

/// A type that a definition refers to, and where.
struct Use {
    id: TypeId,
    span: Span,
}

/// Defines the simple types, each after those it is made of. Those that `simpleContent` makes come with the complex
/// types.
pub(super) fn define(ctx: &mut Ctx<'_>) {
    for idx in 0..N_BUILT_IN as usize {
        let inherited = ctx.simple(type_id(idx)).and_then(|it| it.base).and_then(|it| white_space(ctx, it));
        let own = ctx.simple(type_id(idx)).and_then(|it| it.facets.white_space);
        set_white_space(ctx, type_id(idx), own.or(inherited).unwrap_or(WhiteSpace::Preserve));
    }

    let n_types = ctx.slots.types.len();
    let mut bodies = Vec::with_capacity(n_types);
    for idx in 0..n_types {
        bodies.push(match ctx.node(id(idx)) {
            Some((schema, TypeNode::Simple(node))) => body(ctx, schema, node),
            _ => Body::Broken,
        });
    }
    let to_slot = |it: &Use| it.id.0.checked_sub(N_BUILT_IN).map(|it| it as usize);
    let dependencies: Vec<Vec<usize>> = bodies.iter().map(|it| it.uses().filter_map(to_slot).collect()).collect();
    let order = order(&dependencies);
    for idx in order.sequence.iter().copied() {
        let Some(body) = bodies.get_mut(idx) else { continue };
        if !matches!(ctx.node(id(idx)), Some((_, TypeNode::Simple(_)))) {
            continue;
        }
        let circle = body.uses().find(|it| to_slot(it).is_some_and(|to| order.is_cut(idx, to)));
        if let Some(circle) = circle {
            let message = format!("{} is made of itself (st-props-correct)", ctx.show_type(id(idx)));
            let diagnostic = Diagnostic::error("circular-definition", message).at(&circle.span);
            ctx.report(diagnostic.label("this reference leads back to it"));
            *body = Body::Broken;
        }
        define_one(ctx, id(idx), body);
    }
}

/// Gives a type its definition as a restriction of another one.
pub(super) fn restrict(ctx: &mut Ctx<'_>, id: TypeId, base: TypeId, nodes: &[Facet]) {
    let inherited = white_space(ctx, base).unwrap_or(WhiteSpace::Preserve);
    let (facets, places, white_space) = facets(ctx, nodes, inherited);
    let variety = ctx.simple(base).map_or(Variety::Any, |it| it.variety.clone());
    set_white_space(ctx, id, white_space);
    if let Some(place) = ctx.facet_places.get_mut(id.0 as usize) {
        *place = places;
    }
    ctx.set_kind(id, TypeKind::Simple(SimpleType { base: Some(base), variety, facets }));
}

fn define_one(ctx: &mut Ctx<'_>, id: TypeId, body: &Body<'_>) {
    let variety = match body {
        Body::Restriction(base, facets) => return restrict(ctx, id, base.id, facets),
        Body::List(item) => Variety::List(item.id),
        Body::Union(members) => Variety::Union(members.iter().map(|it| it.id).collect()),
        Body::Broken => Variety::Any,
    };
    // What a union normalises is up to its members.
    let white_space = if matches!(variety, Variety::List(_)) { WhiteSpace::Collapse } else { WhiteSpace::Preserve };
    set_white_space(ctx, id, white_space);
    let facets = Default::default();
    ctx.set_kind(id, TypeKind::Simple(SimpleType { base: Some(ANY_SIMPLE_TYPE), variety, facets }));
}

fn body<'a>(ctx: &mut Ctx<'_>, schema: usize, node: &'a xsd::SimpleType) -> Body<'a> {
    match &node.body {
        SimpleTypeBody::Restriction { base, facets } => match resolve(ctx, schema, base) {
            Some(base) => {
                check_final(ctx, &base, "restriction", |it| it.restriction);
                if base.id == ANY_SIMPLE_TYPE {
                    let message = "`xs:anySimpleType` is no base for restrictions (cos-st-restricts)";
                    let diagnostic = Diagnostic::error("invalid-restriction", message).at(&base.span);
                    ctx.report(diagnostic.help("restrict `xs:string`, or use the type as it is"));
                }
                Body::Restriction(base, facets)
            }
            None => Body::Broken,
        },
        SimpleTypeBody::List(item) => match resolve(ctx, schema, item) {
            Some(item) => {
                check_final(ctx, &item, "list", |it| it.list);
                Body::List(item)
            }
            None => Body::Broken,
        },
        SimpleTypeBody::Union(members) => {
            let members: Vec<_> = members.iter().filter_map(|it| resolve(ctx, schema, it)).collect();
            for member in &members {
                check_final(ctx, member, "union", |it| it.union);
            }
            Body::Union(members)
        }
        SimpleTypeBody::Broken => Body::Broken,
    }
}

fn resolve(ctx: &mut Ctx<'_>, schema: usize, ty: &SimpleTypeUse) -> Option<Use> {
    match ty {
        SimpleTypeUse::Named(name) => {
            let id = ctx.find_simple_type(schema, name)?;
            Some(Use { id, span: name.span.clone() })
        }
        SimpleTypeUse::Inline(node) => Some(Use { id: ctx.id_of(schema, node.index), span: node.span.clone() }),
    }
}

fn check_final(ctx: &mut Ctx<'_>, ty: &Use, derivation: &str, is_final: fn(&xsd::DerivationSet) -> bool) {
    if is_final(&ctx.final_of(ty.id)) {
        let message = format!("{} is final for `{derivation}` (cos-st-restricts)", ctx.show_type(ty.id));
        ctx.report(Diagnostic::error("final-type", message).at(&ty.span));
    }
}

fn white_space(ctx: &Ctx<'_>, id: TypeId) -> Option<WhiteSpace> {
    ctx.white_space.get(id.0 as usize).copied()
}

fn set_white_space(ctx: &mut Ctx<'_>, id: TypeId, white_space: WhiteSpace) {
    if let Some(place) = ctx.white_space.get_mut(id.0 as usize) {
        *place = white_space;
    }
}

fn id(slot: usize) -> TypeId {
    type_id(N_BUILT_IN as usize + slot)
}

impl Body<'_> {
    fn uses(&self) -> impl Iterator<Item = &Use> {
        let (one, many): (Option<&Use>, &[Use]) = match self {
            Body::Restriction(it, _) | Body::List(it) => (Some(it), &[]),
            Body::Union(members) => (None, members),
            Body::Broken => (None, &[]),
        };
        one.into_iter().chain(many)
    }
}
