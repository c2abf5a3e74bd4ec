//! Whether a text is a value of a simple type, and which (Part 1, 3.14.4: String Valid; Part 2, 4.1.4).

use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;

use xsd_runtime::datatypes::{collapse, replace};
use xsd_runtime::pattern::Pattern;

use super::facets::bounds;
use crate::components::built_in::primitive_of;
use crate::components::model::{Facets, SimpleType, TypeId, TypeKind, Variety, WhiteSpace};
use crate::components::resolve::Resolved;
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;
use crate::xsd::{Bindings, FacetKind};

mod value;

pub(in crate::components) use value::Value;

/// What all checks of values of a schema together may cost, in steps of a facet, or of a pattern over some characters.
const BUDGET: u64 = 20_000_000;

/// How deep lists and unions may nest.
const MAX_DEPTH: usize = 60;

/// How many states the patterns that are kept have together.
const MAX_KEPT_STATES: usize = 2_000_000;

/// Why there is no value.
#[derive(Debug)]
pub(in crate::components) enum Fault {
    /// The text is none of the type, for this reason.
    Invalid(String),
    /// It would take too long to tell.
    TooMuch,
}

/// Tells the values of texts.
pub(in crate::components) struct Values<'a> {
    resolved: &'a Resolved,
    steps: Vec<Option<Rc<Step>>>,
    budget: u64,
    n_kept_states: usize,
    /// Whether it has been said that not all is checked.
    is_reported: bool,
}

/// The facets of one derivation step that take time to prepare.
#[derive(Default)]
struct Step {
    /// Alternatives; none at all if there is no pattern, or one that is no regular expression.
    patterns: Vec<Pattern>,
    enumeration: Option<HashSet<Value>>,
    bounds: Vec<(FacetKind, Value)>,
}

/// A value and the text that patterns see.
struct Parsed {
    value: Value,
    text: String,
}

impl<'a> Values<'a> {
    pub(in crate::components) fn new(resolved: &'a Resolved) -> Values<'a> {
        let steps = resolved.components.types.iter().map(|_| None).collect();
        Values { resolved, steps, budget: BUDGET, n_kept_states: 0, is_reported: false }
    }

    /// The value that a text has in a type, all facets held.
    pub(in crate::components) fn value(&mut self, ty: TypeId, text: &str, bindings: &Bindings) -> Result<Value, Fault> {
        self.valid(ty, text, bindings, 0).map(|it| it.value)
    }

    /// The value that a text would have in a type without the facets of its derivation steps.
    pub(in crate::components) fn unrestricted(
        &mut self,
        ty: TypeId,
        text: &str,
        bindings: &Bindings,
    ) -> Result<Value, Fault> {
        self.parse(ty, text, bindings, 0).map(|it| it.value)
    }

    /// The value of a bound of a type, which may lie outside of the built-in type that it derives from.
    pub(in crate::components) fn bound(&mut self, ty: TypeId, text: &str) -> Result<Value, Fault> {
        self.spend(1 + cost_of_length(text))?;
        match self.simple(ty).map(|(simple, _)| &simple.variety) {
            Some(Variety::Atomic(name)) => {
                let name = if *name != "decimal" && primitive_of(name) == "decimal" { "integer" } else { name };
                let found = Value::parse(name, &collapse(text), &Bindings::default());
                found.map_err(|error| Fault::Invalid(error.to_string()))
            }
            _ => Err(Fault::Invalid("types of this kind have no order".to_owned())),
        }
    }

    fn valid(&mut self, ty: TypeId, text: &str, bindings: &Bindings, depth: usize) -> Result<Parsed, Fault> {
        let parsed = self.parse(ty, text, bindings, depth)?;
        let mut next = Some(ty);
        while let Some(id) = next {
            let Some((simple, is_built_in)) = self.simple(id) else { break };
            if is_built_in {
                if simple.facets.min_length == Some(1) && parsed.value == Value::List(Vec::new()) {
                    return Err(Fault::Invalid("a list of at least one item is expected".to_owned()));
                }
                break;
            }
            self.spend(1)?;
            self.check_step(id, simple, &parsed)?;
            next = simple.base;
        }
        Ok(parsed)
    }

    /// Recurses as deep as lists and unions nest.
    fn parse(&mut self, ty: TypeId, text: &str, bindings: &Bindings, depth: usize) -> Result<Parsed, Fault> {
        if MAX_DEPTH < depth {
            return Err(Fault::TooMuch);
        }
        self.spend(1 + cost_of_length(text))?;
        let Some((simple, _)) = self.simple(ty) else {
            return Ok(Parsed { value: Value::Text(text.to_owned()), text: text.to_owned() });
        };
        match &simple.variety {
            Variety::Any => Ok(Parsed { value: Value::Text(text.to_owned()), text: text.to_owned() }),
            Variety::Atomic(name) => {
                let text = match self.white_space(ty)? {
                    WhiteSpace::Preserve => text.into(),
                    WhiteSpace::Replace => replace(text),
                    WhiteSpace::Collapse => collapse(text),
                };
                let value = Value::parse(name, &text, bindings).map_err(|error| Fault::Invalid(error.to_string()))?;
                Ok(Parsed { value, text: text.into_owned() })
            }
            Variety::List(item) => {
                let text = collapse(text).into_owned();
                let mut items = Vec::new();
                for part in text.split(' ').filter(|it| !it.is_empty()) {
                    items.push(self.valid(*item, part, bindings, depth + 1)?.value);
                }
                Ok(Parsed { value: Value::List(items), text })
            }
            Variety::Union(members) => {
                for member in members {
                    match self.valid(*member, text, bindings, depth + 1) {
                        Err(Fault::Invalid(_)) => {}
                        found => return found,
                    }
                }
                Err(Fault::Invalid(format!("{:?} is no value of any member of the union", shown(text))))
            }
        }
    }

    fn check_step(&mut self, id: TypeId, simple: &SimpleType, parsed: &Parsed) -> Result<(), Fault> {
        let facets = &simple.facets;
        let invalid = |message: String| Err(Fault::Invalid(format!("{:?} {message}", shown(&parsed.text))));
        if let Some((length, unit)) = parsed.value.length() {
            if facets.length.is_some_and(|it| it != length) {
                return invalid(format!("has {length} {unit} (length)"));
            }
            if facets.min_length.is_some_and(|it| length < it) {
                return invalid(format!("has {length} {unit} (minLength)"));
            }
            if facets.max_length.is_some_and(|it| it < length) {
                return invalid(format!("has {length} {unit} (maxLength)"));
            }
        }
        if let Some((total, fraction)) = parsed.value.digits() {
            if facets.total_digits.is_some_and(|it| it < total) {
                return invalid(format!("has {total} digits (totalDigits)"));
            }
            if facets.fraction_digits.is_some_and(|it| it < fraction) {
                return invalid(format!("has {fraction} digits after the point (fractionDigits)"));
            }
        }
        if !needs_step(facets) {
            return Ok(());
        }
        let step = self.step(id, simple)?;
        if !step.patterns.is_empty() {
            let mut is_match = false;
            for pattern in &step.patterns {
                let n_states = u64::try_from(pattern.n_states()).unwrap_or(u64::MAX);
                self.spend(cost_of_length(&parsed.text).saturating_mul(1 + n_states / 16))?;
                is_match = is_match || pattern.is_match(&parsed.text);
            }
            if !is_match {
                return invalid("does not match the pattern".to_owned());
            }
        }
        if step.enumeration.as_ref().is_some_and(|it| !it.contains(&parsed.value)) {
            return invalid("is none of the enumeration values".to_owned());
        }
        for (kind, bound) in &step.bounds {
            let order = parsed.value.partial_cmp(bound);
            let holds = match kind {
                FacetKind::MinInclusive => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
                FacetKind::MaxInclusive => matches!(order, Some(Ordering::Less | Ordering::Equal)),
                FacetKind::MinExclusive => order == Some(Ordering::Greater),
                _ => order == Some(Ordering::Less),
            };
            if !holds {
                return invalid(format!("is out of range ({})", kind.name()));
            }
        }
        Ok(())
    }

    /// The facets of a step, prepared.
    fn step(&mut self, id: TypeId, simple: &SimpleType) -> Result<Rc<Step>, Fault> {
        if let Some(Some(step)) = self.steps.get(id.0 as usize) {
            return Ok(Rc::clone(step));
        }
        let places = self.resolved.facets.get(id.0 as usize);
        let no_bindings = Bindings::default();
        let mut step = Step::default();
        let mut n_states = 0;
        for source in &simple.facets.patterns {
            let Ok(pattern) = Pattern::new(source) else {
                step.patterns.clear();
                break;
            };
            n_states += pattern.n_states();
            self.spend(u64::try_from(pattern.n_states() / 4).unwrap_or(u64::MAX))?;
            step.patterns.push(pattern);
        }
        if !simple.facets.enumeration.is_empty() {
            let mut values = HashSet::new();
            let mut bindings = places.into_iter().flat_map(|it| it.all(FacetKind::Enumeration));
            for value in &simple.facets.enumeration {
                let bindings = bindings.next().map_or(&no_bindings, |it| &*it.bindings);
                match self.unrestricted(id, &value.value, bindings) {
                    Ok(value) => values.extend([value]),
                    Err(Fault::Invalid(_)) => {}
                    Err(Fault::TooMuch) => return Err(Fault::TooMuch),
                }
            }
            step.enumeration = Some(values);
        }
        for (kind, bound) in bounds(&simple.facets) {
            let Some(bound) = bound else { continue };
            // What is no value has been reported.
            if let Ok(value) = self.bound(id, bound) {
                step.bounds.push((kind, value));
            }
        }
        let step = Rc::new(step);
        if self.n_kept_states + n_states <= MAX_KEPT_STATES
            && let Some(place) = self.steps.get_mut(id.0 as usize)
        {
            self.n_kept_states += n_states;
            *place = Some(Rc::clone(&step));
        }
        Ok(step)
    }

    /// How a type normalises white space.
    fn white_space(&mut self, ty: TypeId) -> Result<WhiteSpace, Fault> {
        let mut next = Some(ty);
        while let Some((simple, _)) = next.and_then(|it| self.simple(it)) {
            if let Some(white_space) = simple.facets.white_space {
                return Ok(white_space);
            }
            self.spend(1)?;
            next = simple.base;
        }
        Ok(WhiteSpace::Preserve)
    }

    /// A simple type, and whether it is built in.
    fn simple(&self, id: TypeId) -> Option<(&'a SimpleType, bool)> {
        let definition = self.resolved.components.types.get(id.0 as usize)?;
        match &definition.kind {
            TypeKind::Simple(simple) => Some((simple, definition.span.is_none())),
            TypeKind::Complex(_) => None,
        }
    }

    /// Reports the first value that is not checked any more.
    pub(in crate::components) fn report_too_much(&mut self, span: &Span, diagnostics: &mut Diagnostics) {
        if !self.is_reported {
            self.is_reported = true;
            let message = "the values of this schema take too long to check";
            let diagnostic = Diagnostic::error("values-too-large", message).at(span);
            diagnostics.push(diagnostic.label("this one and those after it are not checked"));
        }
    }

    fn spend(&mut self, cost: u64) -> Result<(), Fault> {
        match self.budget.checked_sub(cost) {
            Some(rest) => {
                self.budget = rest;
                Ok(())
            }
            None => {
                self.budget = 0;
                Err(Fault::TooMuch)
            }
        }
    }
}

fn cost_of_length(text: &str) -> u64 {
    u64::try_from(text.len() / 32).unwrap_or(u64::MAX).saturating_add(1)
}

fn needs_step(facets: &Facets) -> bool {
    !facets.patterns.is_empty()
        || !facets.enumeration.is_empty()
        || bounds(facets).into_iter().any(|(_, bound)| bound.is_some())
}

/// The start of a long text.
fn shown(text: &str) -> &str {
    text.char_indices().nth(60).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
