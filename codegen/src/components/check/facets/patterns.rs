//! Every pattern is a regular expression (Part 2, appendix F).

use xsd_runtime::pattern::Pattern;

use super::Ctx;
use crate::diag::Diagnostic;
use crate::xsd::FacetKind;

/// How many states the patterns of a schema have together at most.
const MAX_STATES: usize = 20_000_000;

/// Checks patterns, and counts their states.
#[derive(Default)]
pub(super) struct Checker {
    n_states: usize,
}

impl Checker {
    pub(super) fn check(&mut self, ctx: &mut Ctx<'_, '_>) {
        let places: Vec<_> = ctx.places.all(FacetKind::Pattern).map(|it| it.span.clone()).collect();
        for (pattern, span) in ctx.simple.facets.patterns.iter().zip(&places) {
            if MAX_STATES < self.n_states {
                let message = format!("the patterns of the schema have more than {MAX_STATES} states together");
                let label = "the limit is reached before this one";
                ctx.diagnostics.push(Diagnostic::error("values-too-large", message).at(span).label(label));
                return;
            }
            match Pattern::new(pattern) {
                Ok(compiled) => {
                    self.n_states += compiled.n_states();
                    if let Some(departure) = compiled.departure() {
                        let message = format!("the pattern `{pattern}` is not exact: {}", departure.message());
                        let note = format!("this is after {} characters of the pattern", departure.position());
                        ctx.diagnostics.push(Diagnostic::error("inexact-pattern", message).at(span).note(note));
                    }
                }
                Err(error) => {
                    let message = format!("the pattern `{pattern}` is no regular expression: {}", error.message());
                    let note = format!("the fault is after {} characters of the pattern", error.position());
                    ctx.diagnostics.push(Diagnostic::error("bad-pattern", message).at(span).note(note));
                }
            }
        }
    }
}
