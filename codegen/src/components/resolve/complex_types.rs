//! Complex type definitions with their effective content and attributes.

use super::attributes::{self, AttributeSet};
use super::context::Ctx;
use super::groups::{self, GroupContent};
use super::simple_types;
use super::slots::TypeNode;
use super::type_id;
use crate::components::built_in::{ANY_SIMPLE_TYPE, ANY_TYPE, N_BUILT_IN};
use crate::components::check::is_emptiable;
use crate::components::model::{
    ComplexType, Compositor, Content, Derivation, DerivationSet, Particle, Term, TypeId, TypeKind,
};
use crate::components::order::order;
use crate::diag::Diagnostic;
use crate::xsd::{self, ComplexContent, ComplexTypeBody, Name, SimpleContentRestriction};

/// Defines the complex types, each after its base.
pub(super) fn define(ctx: &mut Ctx<'_>) {
    let n_types = ctx.slots.types.len();
    let mut bases: Vec<Option<TypeId>> = Vec::with_capacity(n_types);
    for idx in 0..n_types {
        bases.push(match ctx.node(id(idx)) {
            Some((schema, TypeNode::Complex(node))) => base(ctx, schema, node),
            _ => None,
        });
    }
    let to_slot = |it: &TypeId| it.0.checked_sub(N_BUILT_IN).map(|it| it as usize);
    let dependencies: Vec<Vec<usize>> = bases.iter().map(|it| it.iter().filter_map(to_slot).collect()).collect();
    let order = order(&dependencies);
    let mut sizes = vec![0; n_types];
    for idx in order.sequence.iter().copied() {
        let Some((schema, TypeNode::Complex(node))) = ctx.node(id(idx)) else { continue };
        let mut base = bases.get(idx).copied().flatten();
        if base.as_ref().and_then(to_slot).is_some_and(|to| order.is_cut(idx, to)) {
            if let Some(name) = node.body.base() {
                let message = format!("{} is derived from itself (ct-props-correct)", ctx.show_type(id(idx)));
                let diagnostic = Diagnostic::error("circular-definition", message).at(&name.span);
                ctx.report(diagnostic.label("this base type leads back to it"));
            }
            base = None;
        }
        let base_size = base.as_ref().and_then(to_slot).and_then(|it| sizes.get(it).copied()).unwrap_or(1);
        let (complex, size) = define_one(ctx, schema, node, base, base_size);
        if let Some(place) = sizes.get_mut(idx) {
            *place = size;
        }
        ctx.set_kind(id(idx), TypeKind::Complex(complex));
    }
}

/// Finds the base type, and reports one that cannot be.
fn base(ctx: &mut Ctx<'_>, schema: usize, node: &xsd::ComplexType) -> Option<TypeId> {
    let (name, derivation) = match &node.body {
        ComplexTypeBody::Short(_) => return Some(ANY_TYPE),
        ComplexTypeBody::Broken => return None,
        ComplexTypeBody::Complex { base, derivation, .. } => (base, *derivation),
        ComplexTypeBody::SimpleExtension { base, .. } => (base, Derivation::Extension),
        ComplexTypeBody::SimpleRestriction(restriction) => (&restriction.base, Derivation::Restriction),
    };
    let id = ctx.find_type(schema, name)?;
    let is_simple = ctx.is_simple(id);
    if is_simple && matches!(node.body, ComplexTypeBody::Complex { .. }) {
        let message = format!("type `{}` is simple and cannot be the base of complex content (src-ct)", name.written);
        let diagnostic = Diagnostic::error("base-is-simple", message).at(&name.span);
        ctx.report(diagnostic.help("text with attributes is an extension in `xs:simpleContent`"));
        return None;
    }
    if is_simple && derivation == Derivation::Restriction {
        let message =
            format!("type `{}` is simple and cannot be restricted by a complex type (ct-props-correct)", name.written);
        let diagnostic = Diagnostic::error("base-is-simple", message).at(&name.span);
        ctx.report(diagnostic.help("extend a restriction of it instead"));
        return None;
    }
    let finals = ctx.final_of(id);
    let (is_final, word, rule) = match derivation {
        Derivation::Extension => (finals.extension, "extension", "cos-ct-extends"),
        Derivation::Restriction => (finals.restriction && !is_simple, "restriction", "derivation-ok-restriction"),
    };
    if is_final {
        let message = format!("type `{}` is final for `{word}` ({rule})", name.written);
        ctx.report(Diagnostic::error("final-type", message).at(&name.span));
    }
    Some(id)
}

/// A complex type, and the number of particles in its content.
fn define_one(
    ctx: &mut Ctx<'_>,
    schema: usize,
    node: &xsd::ComplexType,
    base: Option<TypeId>,
    base_size: usize,
) -> (ComplexType, usize) {
    let mut size = 0;
    let (derivation, content, own) = match &node.body {
        ComplexTypeBody::Short(own)
        | ComplexTypeBody::Complex { derivation: Derivation::Restriction, content: own, .. } => {
            let (content, n_particles) = restricted(ctx, schema, node, own);
            size = n_particles;
            let attributes = attributes::collect(ctx, schema, &own.attributes);
            (Derivation::Restriction, content, attributes)
        }
        ComplexTypeBody::Complex { derivation: Derivation::Extension, content: own, base: name } => {
            let own_content = own_content(ctx, schema, own);
            // Nearly always both are sequences, which become one.
            size = (own_content.size + base_size).saturating_sub(1);
            let content = extended(ctx, node, base, base_size, name, own_content);
            let attributes = attributes::collect(ctx, schema, &own.attributes);
            (Derivation::Extension, content, attributes)
        }
        ComplexTypeBody::SimpleExtension { base: name, attributes } => {
            let content = base.and_then(|base| simple_content(ctx, base, name)).unwrap_or(ANY_SIMPLE_TYPE);
            let attributes = attributes::collect(ctx, schema, attributes);
            (Derivation::Extension, Content::Simple(content), attributes)
        }
        ComplexTypeBody::SimpleRestriction(restriction) => {
            let content = restricted_text(ctx, schema, base, restriction);
            let attributes = attributes::collect(ctx, schema, &restriction.attributes);
            (Derivation::Restriction, Content::Simple(content), attributes)
        }
        ComplexTypeBody::Broken => (Derivation::Restriction, Content::Empty, AttributeSet::default()),
    };
    // What a type without a base says is all it has, although it formally restricts `xs:anyType`.
    let inherits = base.filter(|it| *it != ANY_TYPE || derivation == Derivation::Extension);
    let (attributes, any_attribute) = attributes::derive(ctx, inherits, derivation, own, &node.span);
    let complex = ComplexType {
        base: base.unwrap_or(ANY_TYPE),
        derivation,
        is_abstract: node.is_abstract,
        block: block(ctx, schema, node),
        content,
        attributes,
        any_attribute,
    };
    (complex, size)
}

/// What must not stand in the place of a type: `block`, or else the default of the document (Part 1, 3.4.2).
fn block(ctx: &Ctx<'_>, schema: usize, node: &xsd::ComplexType) -> DerivationSet {
    let set = node.block.or(ctx.schemas.get(schema).map(|it| it.block_default)).unwrap_or_default();
    DerivationSet { extension: set.extension, restriction: set.restriction, ..DerivationSet::default() }
}

/// The content of a type that takes nothing over from its base.
fn restricted(ctx: &mut Ctx<'_>, schema: usize, node: &xsd::ComplexType, own: &ComplexContent) -> (Content, usize) {
    let own = own_content(ctx, schema, own);
    let content = match (own.particle, node.mixed) {
        (None, false) => Content::Empty,
        (Some(particle), false) => Content::ElementOnly(particle),
        (particle, true) => Content::Mixed(particle),
    };
    (content, own.size)
}

/// The content of an extension: the base's, then its own (Part 1, 3.4.2).
fn extended(
    ctx: &mut Ctx<'_>,
    node: &xsd::ComplexType,
    base: Option<TypeId>,
    base_size: usize,
    name: &Name,
    own: GroupContent,
) -> Content {
    let own_alone = |own: GroupContent| match (own.particle, node.mixed) {
        (None, false) => Content::Empty,
        (Some(particle), false) => Content::ElementOnly(particle),
        (particle, true) => Content::Mixed(particle),
    };
    let Some(base) = base.filter(|it| ctx.complex(*it).is_some()) else { return own_alone(own) };
    if !ctx.afford(base_size, &node.span) {
        return own_alone(own);
    }
    let adds_nothing = own.particle.is_none() && !node.mixed;
    match ctx.complex(base).map(|it| &it.content) {
        None | Some(Content::Empty) => own_alone(own),
        Some(Content::Simple(id)) => {
            let id = *id;
            if !adds_nothing {
                let message =
                    format!("type `{}` has text for content and cannot get elements (cos-ct-extends)", name.written);
                ctx.report(Diagnostic::error("content-mismatch", message).at(&name.span));
            }
            Content::Simple(id)
        }
        Some(Content::ElementOnly(particle)) => {
            let particle = particle.clone();
            if node.mixed {
                mixed_mismatch(ctx, name, "has no text between its elements, but the extension says `mixed`");
            }
            match join(Some(particle), own.particle, node) {
                Some(particle) => Content::ElementOnly(particle),
                None => Content::Empty,
            }
        }
        Some(Content::Mixed(particle)) => {
            let particle = particle.clone();
            if !adds_nothing && !node.mixed && base != ANY_TYPE {
                mixed_mismatch(ctx, name, "is mixed, but the extension does not say `mixed`");
            }
            Content::Mixed(join(particle, own.particle, node))
        }
    }
}

fn mixed_mismatch(ctx: &mut Ctx<'_>, name: &Name, what: &str) {
    let message = format!("type `{}` {what} (cos-ct-extends)", name.written);
    ctx.report(Diagnostic::error("mixed-mismatch", message).at(&name.span));
}

/// Two content models one after the other, as one sequence.
fn join(first: Option<Particle>, second: Option<Particle>, node: &xsd::ComplexType) -> Option<Particle> {
    let (first, second) = match (first, second) {
        (first, None) => return first,
        (None, second) => return second,
        (Some(first), Some(second)) => (first, second),
    };
    let mut particles = Vec::new();
    let mut add = |particle: Particle| match particle.term {
        Term::Group(Compositor::Sequence, children) if particle.min == 1 && particle.max == Some(1) => {
            particles.extend(children);
        }
        _ => particles.push(particle),
    };
    add(first);
    add(second);
    let term = Term::Group(Compositor::Sequence, particles);
    Some(Particle { min: 1, max: Some(1), term, definition: None, span: node.span.clone() })
}

fn own_content(ctx: &mut Ctx<'_>, schema: usize, own: &ComplexContent) -> GroupContent {
    let mut content = match &own.particle {
        Some(particle) => groups::expand(ctx, schema, particle),
        None => GroupContent::default(),
    };
    // A content model is a model group, never an element alone, but groups may be gone for their errors.
    if !matches!(content.particle, Some(Particle { term: Term::Group(..), .. })) {
        content = GroupContent::default();
    }
    content
}

/// The type of the text of a base with simple content.
fn simple_content(ctx: &mut Ctx<'_>, base: TypeId, name: &Name) -> Option<TypeId> {
    if ctx.is_simple(base) {
        return Some(base);
    }
    if let Some(Content::Simple(id)) = ctx.complex(base).map(|it| &it.content) {
        return Some(*id);
    }
    let message = format!("type `{}` has no simple content (src-ct)", name.written);
    let diagnostic = Diagnostic::error("base-is-complex", message).at(&name.span);
    let declared = ctx.types.get(base.0 as usize).and_then(|it| it.span.clone());
    ctx.report(match declared {
        Some(span) => diagnostic.note_at("it is declared here", &span),
        None => diagnostic,
    });
    None
}

/// The type of the text that a `simpleContent` restriction leaves.
fn restricted_text(
    ctx: &mut Ctx<'_>,
    schema: usize,
    base: Option<TypeId>,
    restriction: &SimpleContentRestriction,
) -> TypeId {
    let inline = restriction.inline.as_ref().map(|it| ctx.id_of(schema, it.index));
    // A mixed type that may be empty can be restricted to text, which then needs a type.
    let is_mixed = base.and_then(|it| ctx.complex(it)).is_some_and(|it| match &it.content {
        Content::Mixed(particle) => particle.as_ref().is_none_or(is_emptiable),
        _ => false,
    });
    let from = match inline {
        Some(inline) if is_mixed => inline,
        _ => {
            let inherited = base.and_then(|base| simple_content(ctx, base, &restriction.base));
            inline.or(inherited).unwrap_or(ANY_SIMPLE_TYPE)
        }
    };
    match restriction.content_type {
        None => from,
        Some(index) => {
            let id = ctx.id_of(schema, index);
            simple_types::restrict(ctx, id, from, &restriction.facets);
            id
        }
    }
}

fn id(slot: usize) -> TypeId {
    type_id(N_BUILT_IN as usize + slot)
}
