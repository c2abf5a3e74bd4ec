//! Elements of one name in one content model have one type (Part 1, 3.8.6: Element Declarations Consistent).

use std::collections::HashMap;

use super::Ctx;
use crate::components::model::{Content, Particle, QName, Term, TypeId, TypeKind};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;

pub(super) fn check<'a>(ctx: &Ctx<'a>, groups: &'a [Particle], diagnostics: &mut Diagnostics) {
    let mut seen = HashMap::new();
    // What no type refers to has to be right as well.
    for group in groups {
        seen.clear();
        check_particle(ctx, group, &mut seen, diagnostics);
    }
    for definition in &ctx.components.types {
        let TypeKind::Complex(complex) = &definition.kind else { continue };
        let (Content::ElementOnly(particle) | Content::Mixed(Some(particle))) = &complex.content else { continue };
        seen.clear();
        check_particle(ctx, particle, &mut seen, diagnostics);
    }
}

/// The type of each name, and where it comes from.
type Seen<'a> = HashMap<&'a QName, (TypeId, &'a Span)>;

/// Recurses as deep as the content model is nested.
fn check_particle<'a>(ctx: &Ctx<'a>, particle: &'a Particle, seen: &mut Seen<'a>, diagnostics: &mut Diagnostics) {
    match &particle.term {
        Term::Wildcard(_) => {}
        Term::Group(_, particles) => particles.iter().for_each(|it| check_particle(ctx, it, seen, diagnostics)),
        Term::Element(element) => {
            check_element(&element.name, element.ty, &particle.span, seen, diagnostics);
            // What can stand in its place is in the content model too.
            for id in ctx.substitutes.of(element).iter() {
                if let Some(member) = ctx.components.elements.get(id.0 as usize) {
                    check_element(&member.name, member.ty, &particle.span, seen, diagnostics);
                }
            }
        }
    }
}

fn check_element<'a>(name: &'a QName, ty: TypeId, place: &'a Span, seen: &mut Seen<'a>, diagnostics: &mut Diagnostics) {
    let (first, span) = seen.entry(name).or_insert((ty, place));
    if *first == ty {
        return;
    }
    let message = format!("element `{}` has two types in one content model (cos-element-consistent)", name.local);
    let diagnostic = Diagnostic::error("inconsistent-elements", message).at(place);
    diagnostics.push(diagnostic.note_at("it has another type here", span));
}
