//! Model groups and what stands in them.

use roxmltree::Node;

use super::annotation::documentation;
use super::context::Ctx;
use super::structure::{check, rules};
use super::{element, wildcard};
use crate::diag::Diagnostic;
use crate::xsd::ast::{Compositor, Group, ModelGroup, Particle, Term};

/// A global `xs:group`.
pub(super) fn global_group(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Group> {
    let children = check(ctx, node, &rules::GROUP);
    let particle = children.first().and_then(|child| {
        let compositor = compositor(*child)?;
        let rule = match compositor {
            Compositor::All => &rules::ALL_IN_GROUP,
            _ => &rules::SEQUENCE_OR_CHOICE_IN_GROUP,
        };
        let children = check(ctx, *child, rule);
        let term = model_group(ctx, compositor, &children);
        Some(Particle { min: 1, max: Some(1), term, span: ctx.span(*child) })
    });
    Some(Group { name: ctx.name(node)?, particle, documentation: documentation(node), span: ctx.span(node) })
}

/// The content model of a complex type, if it has one.
pub(super) fn content_model(ctx: &mut Ctx<'_>, children: &[Node<'_, '_>]) -> Option<Particle> {
    let is_model = |node: &&Node<'_, '_>| matches!(node.tag_name().name(), "group" | "all" | "choice" | "sequence");
    children.iter().find(is_model).and_then(|child| particle(ctx, *child))
}

fn particle(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Particle> {
    let term = match node.tag_name().name() {
        "element" => element::local(ctx, node)?,
        "group" => {
            check(ctx, node, &rules::GROUP_REFERENCE);
            Term::GroupReference(ctx.qname(node, "ref")?)
        }
        "any" => {
            check(ctx, node, &rules::ANY);
            Term::Any(wildcard::wildcard(ctx, node))
        }
        _ => {
            let compositor = compositor(node)?;
            let rule = match compositor {
                Compositor::All => &rules::ALL,
                _ => &rules::SEQUENCE_OR_CHOICE,
            };
            let children = check(ctx, node, rule);
            model_group(ctx, compositor, &children)
        }
    };
    let (min, max) = ctx.occurs(node);
    check_all(ctx, node, &term, min, max);
    Some(Particle { min, max, term, span: ctx.span(node) })
}

fn model_group(ctx: &mut Ctx<'_>, compositor: Compositor, children: &[Node<'_, '_>]) -> Term {
    let particles: Vec<_> = children.iter().filter_map(|child| particle(ctx, *child)).collect();
    if compositor == Compositor::All {
        for particle in particles.iter().filter(|it| it.max.is_none_or(|max| 1 < max)) {
            let message = "an element in `xs:all` may occur once at most (cos-all-limited)";
            ctx.report(Diagnostic::error("bad-occurrence", message).at(&particle.span).note("XSD 1.1 allows more"));
        }
    }
    Term::ModelGroup(ModelGroup { compositor, particles })
}

fn check_all(ctx: &mut Ctx<'_>, node: Node<'_, '_>, term: &Term, min: u32, max: Option<u32>) {
    let is_all = matches!(term, Term::ModelGroup(group) if group.compositor == Compositor::All);
    if is_all && (1 < min || max != Some(1)) {
        let name = if max == Some(1) { "minOccurs" } else { "maxOccurs" };
        let span = ctx.text(node, name).map_or_else(|| ctx.span(node), |it| it.span);
        let message = "`xs:all` may occur once at most (cos-all-limited)";
        ctx.report(Diagnostic::error("bad-occurrence", message).at(&span));
    }
}

fn compositor(node: Node<'_, '_>) -> Option<Compositor> {
    match node.tag_name().name() {
        "sequence" => Some(Compositor::Sequence),
        "choice" => Some(Compositor::Choice),
        "all" => Some(Compositor::All),
        _ => None,
    }
}
