//! The bounds: values of the base type, within those of the base type, and some room between them (Part 2, 4.3.7 to
//! 4.3.10).

use std::cmp::Ordering;
use std::rc::Rc;

use super::inherited::Bound;
use super::{Ctx, bounds, is_applicable};
use crate::components::check::values::{Fault, Value};
use crate::components::model::Variety;
use crate::diag::Diagnostic;
use crate::xsd::Bindings;
use crate::xsd::FacetKind::{self, MaxExclusive, MaxInclusive, MinExclusive, MinInclusive};

impl Ctx<'_, '_> {
    pub(super) fn check_bounds(&mut self) {
        for (a, b) in [(MinInclusive, MinExclusive), (MaxInclusive, MaxExclusive)] {
            if self.places.get(a).is_some() && self.places.get(b).is_some() {
                let message = format!("`{0}` and `{1}` exclude each other ({0}-{1})", a.name(), b.name());
                self.contradiction(b, a, &message);
            }
        }
        let mut own = Vec::new();
        for (kind, text) in bounds(&self.simple.facets) {
            let Some(text) = text.filter(|_| is_applicable(&self.simple.variety, kind)) else { continue };
            if let Some(value) = self.check_bound(kind, text) {
                own.push((kind, text, value));
            }
        }
        for (min_kind, min_text, min) in own.iter().filter(|(kind, ..)| matches!(kind, MinInclusive | MinExclusive)) {
            for (max_kind, max_text, max) in own.iter().filter(|(kind, ..)| matches!(kind, MaxInclusive | MaxExclusive))
            {
                let order = min.partial_cmp(max);
                let is_half_open = (*min_kind == MinExclusive) != (*max_kind == MaxExclusive);
                if order == Some(Ordering::Greater) || (order == Some(Ordering::Equal) && is_half_open) {
                    let (min_name, max_name) = (min_kind.name(), max_kind.name());
                    let equal = if is_half_open { "" } else { "-equal-to" };
                    let message = format!(
                        "`{min_name}` {min_text} leaves nothing below `{max_name}` {max_text} ({min_name}-less-than{equal}-{max_name})"
                    );
                    self.contradiction(*min_kind, *max_kind, &message);
                }
            }
        }
    }

    /// Checks one bound; its value, if it has one.
    fn check_bound(&mut self, kind: FacetKind, text: &str) -> Option<Rc<Value>> {
        let name = kind.name();
        let value = match self.values.bound(self.id, text) {
            Ok(value) => Rc::new(value),
            Err(Fault::Invalid(why)) => {
                let Variety::Atomic(built_in) = self.simple.variety else { return None };
                let message = format!("`{text}` is no value for `{name}`");
                let diagnostic = Diagnostic::error("bad-value", message).at(self.span(kind)?);
                self.diagnostics.push(diagnostic.label(format!("expected a value of `xs:{built_in}`")).note(why));
                return None;
            }
            Err(Fault::TooMuch) => {
                self.too_much(kind);
                return None;
            }
        };
        let base = self.base;
        let of_kind = base.bounds.iter().find(|it| it.kind == kind);
        if !self.check_fixed(kind, &value, of_kind.map(|it| &it.given)) {
            return Some(value);
        }
        let is_out = |it: &&Bound| {
            let order = value.partial_cmp(&it.given.value);
            order.is_some_and(|order| is_outside(kind, it.kind, order))
        };
        if let Some(bound) = base.bounds.iter().find(is_out) {
            let message =
                format!("`{name}` {text} is outside of `{}` {} of the base type", bound.kind.name(), bound.text);
            self.wider(kind, &bound.given, &message);
            return Some(value);
        }
        // An exclusive bound may be said again, although it is no value of the base type.
        if of_kind.is_some_and(|it| it.given.value == value) {
            return Some(value);
        }
        match self.simple.base.map(|it| self.values.value(it, text, &Bindings::default())) {
            Some(Err(Fault::Invalid(why))) => {
                let message = format!("`{name}` {text} is no value of the base type ({name}-valid-restriction)");
                let diagnostic = Diagnostic::error("wider-facet", message).at(self.span(kind)?);
                self.diagnostics.push(diagnostic.note(why));
            }
            Some(Err(Fault::TooMuch)) => self.too_much(kind),
            Some(Ok(_)) | None => {}
        }
        Some(value)
    }

    fn too_much(&mut self, kind: FacetKind) {
        if let Some(place) = self.places.get(kind) {
            self.values.report_too_much(&place.span, self.diagnostics);
        }
    }
}

/// Whether a bound lies outside of one of the base type, when the two compare like this.
fn is_outside(kind: FacetKind, base: FacetKind, order: Ordering) -> bool {
    match (kind, base) {
        (MaxExclusive, MinInclusive) => order != Ordering::Greater,
        (_, MinInclusive) | (MinExclusive, MinExclusive) => order == Ordering::Less,
        (_, MinExclusive) => order != Ordering::Greater,
        (_, MaxInclusive) | (MaxExclusive, MaxExclusive) => order == Ordering::Greater,
        (_, MaxExclusive) => order != Ordering::Less,
        _ => false,
    }
}
