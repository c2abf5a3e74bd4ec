//! `xs:all` is the whole content model or nothing of it (Part 1, 3.8.6: All Group Limited).

use crate::components::model::{Components, Compositor, Content, Particle, Term, TypeKind};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(components: &Components, diagnostics: &mut Diagnostics) {
    for definition in &components.types {
        let TypeKind::Complex(complex) = &definition.kind else { continue };
        let (Content::ElementOnly(particle) | Content::Mixed(Some(particle))) = &complex.content else { continue };
        match &particle.term {
            Term::Group(Compositor::All, _) if particle.max.is_none_or(|it| 1 < it) => {
                let message = "a group that is an `xs:all` may occur once at most";
                diagnostics.push(Diagnostic::error("misplaced-all", message).at(&particle.span));
            }
            Term::Group(_, particles) => particles.iter().for_each(|it| check_inner(it, diagnostics)),
            Term::Element(_) | Term::Wildcard(_) => {}
        }
    }
}

/// Recurses as deep as the content model is nested.
fn check_inner(particle: &Particle, diagnostics: &mut Diagnostics) {
    let Term::Group(compositor, particles) = &particle.term else { return };
    if *compositor == Compositor::All {
        let message = "`xs:all` can only be the whole content of a type";
        let diagnostic = Diagnostic::error("misplaced-all", message).at(&particle.span);
        diagnostics.push(diagnostic.label("part of a larger content model"));
    }
    particles.iter().for_each(|it| check_inner(it, diagnostics));
}
