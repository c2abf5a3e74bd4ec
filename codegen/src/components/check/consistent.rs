//! Elements of one name in one content model have one type (Part 1, 3.8.6: Element Declarations Consistent).

use std::collections::HashMap;

use crate::components::model::{Components, Content, Particle, QName, Term, TypeId, TypeKind};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;

pub(super) fn check(components: &Components, diagnostics: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for definition in &components.types {
        let TypeKind::Complex(complex) = &definition.kind else { continue };
        let (Content::ElementOnly(particle) | Content::Mixed(Some(particle))) = &complex.content else { continue };
        seen.clear();
        check_particle(particle, &mut seen, diagnostics);
    }
}

/// Recurses as deep as the content model is nested.
fn check_particle<'a>(
    particle: &'a Particle,
    seen: &mut HashMap<&'a QName, (TypeId, &'a Span)>,
    diagnostics: &mut Diagnostics,
) {
    match &particle.term {
        Term::Wildcard(_) => {}
        Term::Group(_, particles) => particles.iter().for_each(|it| check_particle(it, seen, diagnostics)),
        Term::Element(element) => {
            let (first, span) = seen.entry(&element.name).or_insert((element.ty, &particle.span));
            if *first == element.ty {
                return;
            }
            let message = format!("element `{}` has two types in one content model", element.name.local);
            let diagnostic = Diagnostic::error("inconsistent-elements", message).at(&particle.span);
            diagnostics.push(diagnostic.note_at("it has another type here", span));
        }
    }
}
