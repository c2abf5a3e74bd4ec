//! The facets that a type has, its own and those of its bases.

use std::rc::Rc;

use super::bounds;
use crate::components::check::values::{Value, Values};
use crate::components::model::{SimpleType, TypeId, TypeKind, WhiteSpace};
use crate::components::resolve::Resolved;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::xsd::FacetKind;

/// A facet, given by some step.
#[derive(Debug, Clone)]
pub(super) struct Given<T> {
    pub(super) value: T,
    /// Where; nowhere for a facet of a built-in type.
    pub(super) span: Option<Span>,
    /// Whether derived types have to keep it.
    pub(super) is_fixed: bool,
}

/// A bound with its text.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) kind: FacetKind,
    pub(super) text: Rc<str>,
    pub(super) given: Given<Rc<Value>>,
}

/// The single-valued facets of a type.
#[derive(Debug, Clone, Default)]
pub(super) struct Inherited {
    pub(super) length: Option<Given<u64>>,
    pub(super) min_length: Option<Given<u64>>,
    pub(super) max_length: Option<Given<u64>>,
    /// What `minLength` and `maxLength` were before `length` came.
    pub(super) before_length: (Option<u64>, Option<u64>),
    pub(super) total_digits: Option<Given<u64>>,
    pub(super) fraction_digits: Option<Given<u64>>,
    pub(super) white_space: Option<Given<WhiteSpace>>,
    pub(super) bounds: Vec<Bound>,
    pub(super) has_enumeration: bool,
}

impl<T> Given<T> {
    /// Adds where it is given to a problem.
    pub(super) fn place_in(&self, diagnostic: Diagnostic) -> Diagnostic {
        match &self.span {
            Some(span) => diagnostic.note_at("the base type has it from here", span),
            None => diagnostic,
        }
    }
}

/// The facets of the types that have been asked for.
pub(super) struct Known<'a> {
    resolved: &'a Resolved,
    list: Vec<Option<Rc<Inherited>>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(resolved: &'a Resolved) -> Known<'a> {
        Known { resolved, list: vec![None; resolved.components.types.len()] }
    }

    /// The facets of a type. Bases come first, by a list of their own, as chains may be long.
    pub(super) fn of(&mut self, id: TypeId, values: &mut Values<'_>) -> Rc<Inherited> {
        let mut chain = Vec::new();
        let mut next = Some(id);
        let mut found = None;
        while let Some(id) = next {
            if let Some(Some(known)) = self.list.get(id.0 as usize) {
                found = Some(Rc::clone(known));
                break;
            }
            let Some(simple) = self.simple(id) else { break };
            chain.push((id, simple));
            next = simple.base;
        }
        let mut found = found.unwrap_or_default();
        for (id, simple) in chain.into_iter().rev() {
            if !is_empty(simple) {
                found = Rc::new(self.add(id, simple, &found, values));
            }
            if let Some(place) = self.list.get_mut(id.0 as usize) {
                *place = Some(Rc::clone(&found));
            }
        }
        found
    }

    fn add(&self, id: TypeId, simple: &SimpleType, base: &Inherited, values: &mut Values<'_>) -> Inherited {
        let facets = &simple.facets;
        let place = |kind| self.resolved.facets.get(id.0 as usize).and_then(|it| it.get(kind));
        fn given<T: Clone>(
            own: Option<T>,
            base: Option<&Given<T>>,
            place: Option<&crate::components::resolve::FacetPlace>,
        ) -> Option<Given<T>> {
            let Some(value) = own else { return base.cloned() };
            let is_fixed = place.is_some_and(|it| it.is_fixed) || base.is_some_and(|it| it.is_fixed);
            Some(Given { value, span: place.map(|it| it.span.clone()), is_fixed })
        }
        let mut bounds_of_all = base.bounds.clone();
        for (kind, text) in bounds(facets) {
            let Some(text) = text else { continue };
            // What is no value is reported where it stands.
            let Ok(value) = values.bound(id, text) else { continue };
            let was_fixed = bounds_of_all.iter().any(|it| it.kind == kind && it.given.is_fixed);
            let is_fixed = was_fixed || place(kind).is_some_and(|it| it.is_fixed);
            let given = Given { value: Rc::new(value), span: place(kind).map(|it| it.span.clone()), is_fixed };
            bounds_of_all.retain(|it| it.kind != kind);
            bounds_of_all.push(Bound { kind, text: text.into(), given });
        }
        let value_of = |it: &Option<Given<u64>>| it.as_ref().map(|it| it.value);
        let before_length = match (&base.length, facets.length) {
            (None, Some(_)) => (value_of(&base.min_length), value_of(&base.max_length)),
            _ => base.before_length,
        };
        Inherited {
            length: given(facets.length, base.length.as_ref(), place(FacetKind::Length)),
            min_length: given(facets.min_length, base.min_length.as_ref(), place(FacetKind::MinLength)),
            max_length: given(facets.max_length, base.max_length.as_ref(), place(FacetKind::MaxLength)),
            before_length,
            total_digits: given(facets.total_digits, base.total_digits.as_ref(), place(FacetKind::TotalDigits)),
            fraction_digits: given(
                facets.fraction_digits,
                base.fraction_digits.as_ref(),
                place(FacetKind::FractionDigits),
            ),
            white_space: given(facets.white_space, base.white_space.as_ref(), place(FacetKind::WhiteSpace)),
            bounds: bounds_of_all,
            has_enumeration: base.has_enumeration || !facets.enumeration.is_empty(),
        }
    }

    pub(super) fn simple(&self, id: TypeId) -> Option<&'a SimpleType> {
        match &self.resolved.components.types.get(id.0 as usize)?.kind {
            TypeKind::Simple(simple) => Some(simple),
            TypeKind::Complex(_) => None,
        }
    }
}

/// Whether a step adds nothing that is kept here.
fn is_empty(simple: &SimpleType) -> bool {
    let facets = &simple.facets;
    facets.length.is_none()
        && facets.min_length.is_none()
        && facets.max_length.is_none()
        && facets.total_digits.is_none()
        && facets.fraction_digits.is_none()
        && facets.white_space.is_none()
        && facets.enumeration.is_empty()
        && bounds(facets).iter().all(|(_, bound)| bound.is_none())
}
