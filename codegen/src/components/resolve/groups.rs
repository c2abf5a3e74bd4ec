//! Model groups: content models with all references to groups expanded.

use super::context::Ctx;
use super::elements;
use super::wildcard::{n_listed, wildcard};
use crate::components::model::{Compositor, GroupDefinition, Particle, Term, substitutes};
use crate::components::order::order;
use crate::diag::Diagnostic;
use crate::xsd::{self, Name};

/// How deep a content model may be nested once all groups are expanded. What walks over it recurses as deep.
const MAX_HEIGHT: usize = 256;

/// An expanded content model and its measures.
#[derive(Debug, Clone, Default)]
pub(super) struct GroupContent {
    /// `None` if the group admits nothing.
    pub(super) particle: Option<Particle>,
    /// The number of particles, with those that can stand in the place of heads of substitution groups, and the
    /// namespaces that wildcards list.
    pub(super) size: usize,
    /// How deep they are nested.
    pub(super) height: usize,
}

/// Defines the global groups, each after those it refers to.
pub(super) fn define(ctx: &mut Ctx<'_>) {
    let globals: Vec<_> = ctx.slots.groups.iter().map(|it| (it.schema, it.node)).collect();
    let mut references: Vec<Vec<(usize, &Name)>> = Vec::with_capacity(globals.len());
    for (schema, node) in &globals {
        let mut names = Vec::new();
        node.particle.iter().for_each(|it| references_in(it, &mut names));
        let found = names.into_iter().filter_map(|name| ctx.find_group(*schema, name).map(|idx| (idx, name)));
        references.push(found.collect());
    }
    let dependencies: Vec<Vec<usize>> = references.iter().map(|it| it.iter().map(|(idx, _)| *idx).collect()).collect();
    let order = order(&dependencies);
    ctx.groups = vec![GroupContent::default(); globals.len()];
    for idx in &order.sequence {
        for (to, name) in references.get(*idx).into_iter().flatten() {
            if order.is_cut(*idx, *to) {
                let message = format!("group `{}` contains itself (mg-props-correct)", name.written);
                let diagnostic = Diagnostic::error("circular-definition", message).at(&name.span);
                ctx.report(diagnostic.label("this reference leads back to it"));
            }
        }
        let Some((schema, node)) = globals.get(*idx) else { continue };
        let Some(particle) = &node.particle else { continue };
        // A group that is not defined yet closes a circle and is still empty.
        let content = expand(ctx, *schema, particle);
        if let Some(place) = ctx.groups.get_mut(*idx) {
            *place = content;
        }
    }
}

/// The content model with all its references resolved. Recurses as deep as the document is nested.
pub(super) fn expand(ctx: &mut Ctx<'_>, schema: usize, node: &xsd::Particle) -> GroupContent {
    // "Occurs never" is as if it were not there (Part 1, 3.9.2).
    if node.max == Some(0) || !ctx.afford(1, &node.span) {
        return GroupContent::default();
    }
    let mut min = node.min;
    let mut definition = None;
    let (term, size, height) = match &node.term {
        xsd::Term::Element(element) => (Term::Element(elements::local(ctx, schema, element)), 0, 0),
        xsd::Term::ElementReference(reference) => {
            let Some(element) = elements::reference(ctx, schema, reference) else { return GroupContent::default() };
            // Whatever is made of the head of a substitution group is made of each member.
            let n_members = element.global.map_or(0, |head| substitutes(&ctx.elements, head).len());
            if !ctx.afford(n_members, &node.span) {
                return GroupContent::default();
            }
            (Term::Element(element), n_members, 0)
        }
        xsd::Term::Any(any) => {
            let target_namespace = ctx.schemas.get(schema).and_then(|it| it.target_namespace.as_deref());
            let wildcard = wildcard(any, target_namespace);
            let n_listed = n_listed(&wildcard);
            (Term::Wildcard(wildcard), n_listed, 0)
        }
        xsd::Term::ModelGroup(group) => {
            let mut particles = Vec::with_capacity(group.particles.len());
            let (mut size, mut height) = (0, 0);
            for particle in &group.particles {
                let content = expand(ctx, schema, particle);
                // An alternative that is empty makes the whole choice optional.
                if group.compositor == Compositor::Choice && content.particle.is_none() && particle.max != Some(0) {
                    min = 0;
                }
                particles.extend(content.particle);
                size += content.size;
                height = height.max(content.height);
            }
            (Term::Group(group.compositor, particles), size, height)
        }
        xsd::Term::GroupReference(name) => {
            let Some(idx) = ctx.find_group(schema, name) else { return GroupContent::default() };
            let size = ctx.groups.get(idx).map_or(0, |it| it.size);
            if !ctx.afford(size, &name.span) {
                return GroupContent::default();
            }
            let Some(group) = ctx.groups.get(idx) else { return GroupContent::default() };
            let Some(particle) = group.particle.clone() else { return GroupContent::default() };
            // The particle of the reference takes the place of that of the group, which occurs once, or is a choice
            // with an empty alternative.
            if particle.min == 0 {
                min = 0;
            }
            definition = ctx
                .slots
                .groups
                .get(idx)
                .map(|it| GroupDefinition { name: it.name.clone(), span: it.node.span.clone() });
            (particle.term, group.size.saturating_sub(1), group.height.saturating_sub(1))
        }
    };
    if MAX_HEIGHT <= height {
        let message = format!("the content model is nested more than {MAX_HEIGHT} deep once groups are expanded");
        ctx.report(Diagnostic::error("content-too-deep", message).at(&node.span));
        return GroupContent::default();
    }
    let particle = Particle { min, max: node.max, term, definition, span: node.span.clone() };
    if is_void(&particle) {
        return GroupContent::default();
    }
    GroupContent { particle: Some(particle), size: size + 1, height: height + 1 }
}

/// Whether a particle admits nothing but the empty content by having no children.
fn is_void(particle: &Particle) -> bool {
    match &particle.term {
        Term::Group(Compositor::Sequence | Compositor::All, particles) => particles.is_empty(),
        Term::Group(Compositor::Choice, particles) => particles.is_empty() && particle.min == 0,
        Term::Element(_) | Term::Wildcard(_) => false,
    }
}

fn references_in<'a>(node: &'a xsd::Particle, names: &mut Vec<&'a Name>) {
    match &node.term {
        xsd::Term::GroupReference(name) => names.push(name),
        xsd::Term::ModelGroup(group) => group.particles.iter().for_each(|it| references_in(it, names)),
        xsd::Term::Element(_) | xsd::Term::ElementReference(_) | xsd::Term::Any(_) => {}
    }
}
