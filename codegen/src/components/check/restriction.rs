//! The content of a restriction is of a kind that its base admits (Part 1, 3.4.6: Derivation Valid, Restriction).
//! Whether its particles are a restriction of the base's is not checked.

use crate::components::built_in::ANY_TYPE;
use crate::components::model::{Components, Compositor, Content, Derivation, Particle, Term, TypeKind};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(components: &Components, diagnostics: &mut Diagnostics) {
    for definition in &components.types {
        let (TypeKind::Complex(complex), Some(span)) = (&definition.kind, &definition.span) else { continue };
        if complex.derivation != Derivation::Restriction || complex.base == ANY_TYPE {
            continue;
        }
        let base = components.types.get(complex.base.0 as usize);
        let Some((TypeKind::Complex(base_type), Some(base_span))) = base.map(|it| (&it.kind, &it.span)) else {
            continue;
        };
        let report = |what: &str, diagnostics: &mut Diagnostics| {
            let message = format!("a restriction cannot {what}");
            let diagnostic = Diagnostic::error("invalid-restriction", message).at(span);
            diagnostics.push(diagnostic.note_at("the base type is declared here", base_span));
        };
        match (&base_type.content, &complex.content) {
            (Content::Empty, Content::ElementOnly(_) | Content::Mixed(_)) => report("add content", diagnostics),
            (Content::ElementOnly(_), Content::Mixed(_)) => report("add text between elements", diagnostics),
            (Content::Simple(_), Content::Empty | Content::ElementOnly(_) | Content::Mixed(_)) => {
                report("replace text by elements", diagnostics);
            }
            (
                Content::ElementOnly(particle) | Content::Mixed(Some(particle)),
                Content::Empty | Content::Mixed(None),
            ) if !is_emptiable(particle) => {
                report("leave out content that the base type requires", diagnostics);
            }
            _ => {}
        }
        if let (Some(any), None) = (&complex.any_attribute, &base_type.any_attribute) {
            let message = "a restriction cannot add an attribute wildcard";
            let diagnostic = Diagnostic::error("invalid-restriction", message).at(&any.span);
            diagnostics.push(diagnostic.note_at("the base type is declared here", base_span));
        }
    }
}

/// Whether a particle admits the empty content (Part 1, 3.9.6). Recurses as deep as the content model is nested.
pub(crate) fn is_emptiable(particle: &Particle) -> bool {
    if particle.min == 0 {
        return true;
    }
    match &particle.term {
        Term::Element(_) | Term::Wildcard(_) => false,
        Term::Group(Compositor::Choice, particles) => particles.iter().any(is_emptiable),
        Term::Group(_, particles) => particles.iter().all(is_emptiable),
    }
}
