//! `xs:all` is the whole content model or nothing of it (Part 1, 3.8.6: All Group Limited).

use crate::components::model::{Compositor, Content, Derivation, Particle, Term, TypeKind};
use crate::components::resolve::Resolved;
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;

pub(super) fn check(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    // What no type refers to has to be right as well.
    for group in &resolved.groups {
        if let Term::Group(_, particles) = &group.term {
            particles.iter().for_each(|it| check_inner(it, None, diagnostics));
        }
    }
    for definition in &resolved.components.types {
        let TypeKind::Complex(complex) = &definition.kind else { continue };
        let (Content::ElementOnly(particle) | Content::Mixed(Some(particle))) = &complex.content else { continue };
        match &particle.term {
            Term::Group(Compositor::All, _) if particle.max.is_none_or(|it| 1 < it) => {
                let message = "a group that is an `xs:all` may occur once at most (cos-all-limited)";
                diagnostics.push(Diagnostic::error("misplaced-all", message).at(&particle.span));
            }
            Term::Group(_, particles) => {
                // The content of a base is right by itself; what is wrong is to extend it.
                let extension = definition.span.as_ref().filter(|_| complex.derivation == Derivation::Extension);
                particles.iter().for_each(|it| check_inner(it, extension, diagnostics));
            }
            Term::Element(_) | Term::Wildcard(_) => {}
        }
    }
}

/// Recurses as deep as the content model is nested.
fn check_inner(particle: &Particle, extension: Option<&Span>, diagnostics: &mut Diagnostics) {
    let Term::Group(compositor, particles) = &particle.term else { return };
    if *compositor == Compositor::All {
        let message = "`xs:all` can only be the whole content of a type (cos-all-limited)";
        let diagnostic = Diagnostic::error("misplaced-all", message).at(&particle.span);
        let diagnostic = diagnostic.label("part of a larger content model");
        diagnostics.push(match extension {
            Some(extension) => diagnostic.note_at("the type whose content it is part of is declared here", extension),
            None => diagnostic,
        });
    }
    particles.iter().for_each(|it| check_inner(it, extension, diagnostics));
}
