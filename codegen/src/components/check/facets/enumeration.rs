//! The values that an enumeration lists are values of the base type (Part 2, 4.3.5.4).

use std::collections::HashMap;

use super::Ctx;
use crate::components::check::values::{Fault, Value};
use crate::components::model::Variety;
use crate::diag::Diagnostic;
use crate::xsd::FacetKind;

/// How many values that are none get their reason.
const MAX_REASONS: usize = 20;

impl Ctx<'_, '_> {
    pub(super) fn check_enumeration(&mut self) {
        let mut seen = HashMap::new();
        for value in &self.simple.facets.enumeration {
            if let Some(first) = seen.insert(value.value.as_str(), &value.span) {
                let message = format!("the value `{}` is listed twice", value.value);
                let diagnostic = Diagnostic::warning("duplicate-value", message).at(&value.span);
                self.diagnostics.push(diagnostic.note_at("it is first listed here", first));
            }
        }
        // The reason that this type has no facets is reported.
        let Some(base) = self.simple.base.filter(|_| self.simple.variety != Variety::Any) else { return };
        let places: Vec<_> = self.places.all(FacetKind::Enumeration).cloned().collect();
        let mut n_reasons = 0;
        for (value, place) in self.simple.facets.enumeration.iter().zip(&places) {
            match self.values.value(base, &value.value, &place.bindings) {
                Ok(Value::Notation(name)) if !self.resolved.notations.contains(&name) => {
                    let message = format!("notation `{}` is not declared (enumeration-valid-restriction)", value.value);
                    self.diagnostics.push(Diagnostic::error("unresolved-notation", message).at(&place.span));
                }
                Ok(_) => {}
                Err(Fault::Invalid(why)) => {
                    let message =
                        format!("`{}` is no value of the base type (enumeration-valid-restriction)", value.value);
                    let diagnostic = Diagnostic::error("bad-enumeration", message).at(&place.span);
                    n_reasons += 1;
                    self.diagnostics.push(if n_reasons <= MAX_REASONS { diagnostic.note(why) } else { diagnostic });
                }
                Err(Fault::TooMuch) => {
                    self.values.report_too_much(&place.span, self.diagnostics);
                    return;
                }
            }
        }
    }
}
