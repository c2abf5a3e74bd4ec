//! Facets apply to their type and do not contradict one another (Part 2, 4.1.5 and 4.3).

use std::cmp::Ordering;
use std::collections::HashMap;

use xsd_runtime::pattern::Pattern;

use super::numbers::{compare_decimals, compare_floats};
use crate::components::built_in::{is_integer, primitive_of};
use crate::components::model::{Components, Facets, SimpleType, TypeId, TypeKind, Variety, WhiteSpace};
use crate::components::resolve::{FacetPlaces, Resolved};
use crate::diag::{Diagnostic, Diagnostics};
use crate::xsd::FacetKind;

pub(super) fn check(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    for (definition, places) in resolved.components.types.iter().zip(&resolved.facets) {
        let TypeKind::Simple(simple) = &definition.kind else { continue };
        if places.list.is_empty() {
            continue;
        }
        let ctx = Ctx { components: &resolved.components, simple, places };
        ctx.check_applicable(diagnostics);
        ctx.check_lengths(diagnostics);
        ctx.check_digits(diagnostics);
        ctx.check_bounds(diagnostics);
        ctx.check_white_space(diagnostics);
        ctx.check_enumeration(diagnostics);
        ctx.check_patterns(diagnostics);
    }
}

/// A type with facets.
struct Ctx<'a> {
    components: &'a Components,
    simple: &'a SimpleType,
    places: &'a FacetPlaces,
}

impl Ctx<'_> {
    fn check_applicable(&self, diagnostics: &mut Diagnostics) {
        for (kind, span) in &self.places.list {
            if is_applicable(&self.simple.variety, *kind) {
                continue;
            }
            let what = match &self.simple.variety {
                Variety::Any => "`xs:anySimpleType`".to_owned(),
                Variety::Atomic(name) => format!("types derived from `xs:{name}`"),
                Variety::List(_) => "list types".to_owned(),
                Variety::Union(_) => "union types".to_owned(),
            };
            let message = format!("facet `{}` does not apply to {what}", kind.name());
            diagnostics.push(Diagnostic::error("facet-not-applicable", message).at(span));
        }
    }

    /// Every pattern is a regular expression (Part 2, appendix F).
    fn check_patterns(&self, diagnostics: &mut Diagnostics) {
        let places = self.places.list.iter().filter(|(kind, _)| *kind == FacetKind::Pattern);
        for (pattern, (_, span)) in self.simple.facets.patterns.iter().zip(places) {
            if let Err(error) = Pattern::new(pattern) {
                let message = format!("the pattern `{pattern}` is no regular expression: {}", error.message());
                let note = format!("the fault is after {} characters of the pattern", error.position());
                diagnostics.push(Diagnostic::error("bad-pattern", message).at(span).note(note));
            }
        }
    }

    fn check_lengths(&self, diagnostics: &mut Diagnostics) {
        let Facets { length, min_length, max_length, .. } = self.simple.facets;
        let base = self.inherited();
        if let (Some(_), Some(_)) = (length, min_length.or(max_length)) {
            let other = if min_length.is_some() { FacetKind::MinLength } else { FacetKind::MaxLength };
            self.contradiction(FacetKind::Length, other, "`length` excludes `minLength` and `maxLength`", diagnostics);
        }
        if let (Some(min), Some(max)) = (min_length, max_length)
            && max < min
        {
            let message = format!("`minLength` {min} is greater than `maxLength` {max}");
            self.contradiction(FacetKind::MinLength, FacetKind::MaxLength, &message, diagnostics);
        }
        self.wider(FacetKind::Length, length, base.length, |own, base| own != base, diagnostics);
        self.wider(FacetKind::MinLength, min_length, base.min_length, |own, base| own < base, diagnostics);
        self.wider(FacetKind::MaxLength, max_length, base.max_length, |own, base| base < own, diagnostics);
    }

    fn check_digits(&self, diagnostics: &mut Diagnostics) {
        let Facets { total_digits, fraction_digits, .. } = self.simple.facets;
        let base = self.inherited();
        if let (Some(total), Some(fraction)) = (total_digits, fraction_digits)
            && total < fraction
        {
            let message = format!("`fractionDigits` {fraction} is greater than `totalDigits` {total}");
            self.contradiction(FacetKind::FractionDigits, FacetKind::TotalDigits, &message, diagnostics);
        }
        self.wider(FacetKind::TotalDigits, total_digits, base.total_digits, |own, base| base < own, diagnostics);
        self.wider(
            FacetKind::FractionDigits,
            fraction_digits,
            base.fraction_digits,
            |own, base| base < own,
            diagnostics,
        );
    }

    fn check_bounds(&self, diagnostics: &mut Diagnostics) {
        use FacetKind::{MaxExclusive, MaxInclusive, MinExclusive, MinInclusive};
        for (a, b) in [(MinInclusive, MinExclusive), (MaxInclusive, MaxExclusive)] {
            if self.places.get(a).is_some() && self.places.get(b).is_some() {
                let message = format!("`{}` and `{}` exclude each other", a.name(), b.name());
                self.contradiction(b, a, &message, diagnostics);
            }
        }
        let Variety::Atomic(name) = self.simple.variety else { return };
        let compare: fn(&str, &str) -> Option<Ordering> = match primitive_of(name) {
            "decimal" => compare_decimals,
            "float" | "double" => compare_floats,
            _ => return,
        };
        let is_whole = is_integer(name);
        let own = bounds(&self.simple.facets);
        let inherited = self.inherited();
        for (kind, value) in own {
            let Some((value, span)) = value.zip(self.places.get(kind)) else { continue };
            // What is no number does not even equal itself.
            let is_number = compare(value, value).is_some() || (value == "NaN" && primitive_of(name) != "decimal");
            if !is_number || (is_whole && value.contains('.')) {
                let message = format!("`{value}` is no value for `{}`", kind.name());
                let label = format!("expected a number, as of `xs:{name}`");
                diagnostics.push(Diagnostic::error("bad-value", message).at(span).label(label));
                continue;
            }
            for (base_kind, base) in bounds(&inherited) {
                let Some(base) = base else { continue };
                if compare(value, base).is_some_and(|order| is_outside(kind, base_kind, order)) {
                    let message = format!(
                        "`{}` {value} is outside of `{}` {base} of the base type",
                        kind.name(),
                        base_kind.name()
                    );
                    diagnostics.push(Diagnostic::error("wider-facet", message).at(span));
                    break;
                }
            }
        }
        for (min_kind, min) in own.into_iter().filter(|(kind, _)| matches!(kind, MinInclusive | MinExclusive)) {
            for (max_kind, max) in own.into_iter().filter(|(kind, _)| matches!(kind, MaxInclusive | MaxExclusive)) {
                let Some((min, max)) = min.zip(max) else { continue };
                let order = compare(min, max);
                let is_half_open = (min_kind == MinExclusive) != (max_kind == MaxExclusive);
                if order == Some(Ordering::Greater) || (order == Some(Ordering::Equal) && is_half_open) {
                    let message =
                        format!("`{}` {min} leaves nothing below `{}` {max}", min_kind.name(), max_kind.name());
                    self.contradiction(min_kind, max_kind, &message, diagnostics);
                }
            }
        }
    }

    fn check_white_space(&self, diagnostics: &mut Diagnostics) {
        let strength = |it: WhiteSpace| match it {
            WhiteSpace::Preserve => 0,
            WhiteSpace::Replace => 1,
            WhiteSpace::Collapse => 2,
        };
        let own = self.simple.facets.white_space.map(strength);
        let base = self.inherited().white_space.map(strength);
        if let (Some(own), Some(base), Some(span)) = (own, base, self.places.get(FacetKind::WhiteSpace))
            && own < base
        {
            let message = "`whiteSpace` keeps what the base type has normalised already";
            diagnostics.push(Diagnostic::error("wider-facet", message).at(span));
        }
    }

    fn check_enumeration(&self, diagnostics: &mut Diagnostics) {
        let mut seen = HashMap::new();
        for value in &self.simple.facets.enumeration {
            if let Some(first) = seen.insert(value.value.as_str(), &value.span) {
                let message = format!("the value `{}` is listed twice", value.value);
                let diagnostic = Diagnostic::warning("duplicate-value", message).at(&value.span);
                diagnostics.push(diagnostic.note_at("it is first listed here", first));
            }
        }
    }

    /// Reports a facet that widens what the base type allows.
    fn wider<T: Copy + std::fmt::Display>(
        &self,
        kind: FacetKind,
        own: Option<T>,
        base: Option<T>,
        is_wider: fn(T, T) -> bool,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(((own, base), span)) = own.zip(base).zip(self.places.get(kind)) else { return };
        if is_wider(own, base) {
            let message = format!("`{}` {own} is wider than {base} of the base type", kind.name());
            diagnostics.push(Diagnostic::error("wider-facet", message).at(span));
        }
    }

    fn contradiction(&self, kind: FacetKind, other: FacetKind, message: &str, diagnostics: &mut Diagnostics) {
        let Some(span) = self.places.get(kind) else { return };
        let diagnostic = Diagnostic::error("contradictory-facets", message).at(span);
        diagnostics.push(match self.places.get(other) {
            Some(other) => diagnostic.note_at("the other facet is here", other),
            None => diagnostic,
        });
    }

    /// The nearest value of each facet among the base types, as far as this check compares it.
    fn inherited(&self) -> Facets {
        let mut inherited = Facets::default();
        let mut base = self.simple.base;
        for _ in 0..self.components.types.len() {
            let Some(simple) = base.and_then(|it| self.simple_type(it)) else { break };
            let facets = &simple.facets;
            inherited.length = inherited.length.or(facets.length);
            inherited.min_length = inherited.min_length.or(facets.min_length);
            inherited.max_length = inherited.max_length.or(facets.max_length);
            inherited.total_digits = inherited.total_digits.or(facets.total_digits);
            inherited.fraction_digits = inherited.fraction_digits.or(facets.fraction_digits);
            inherited.white_space = inherited.white_space.or(facets.white_space);
            let or = |own: &mut Option<String>, base: &Option<String>| {
                if own.is_none() {
                    own.clone_from(base);
                }
            };
            or(&mut inherited.min_inclusive, &facets.min_inclusive);
            or(&mut inherited.min_exclusive, &facets.min_exclusive);
            or(&mut inherited.max_inclusive, &facets.max_inclusive);
            or(&mut inherited.max_exclusive, &facets.max_exclusive);
            base = simple.base;
        }
        inherited
    }

    fn simple_type(&self, id: TypeId) -> Option<&SimpleType> {
        match &self.components.types.get(id.0 as usize)?.kind {
            TypeKind::Simple(simple) => Some(simple),
            TypeKind::Complex(_) => None,
        }
    }
}

/// The bounds that are given.
fn bounds(facets: &Facets) -> [(FacetKind, Option<&str>); 4] {
    [
        (FacetKind::MinInclusive, facets.min_inclusive.as_deref()),
        (FacetKind::MinExclusive, facets.min_exclusive.as_deref()),
        (FacetKind::MaxInclusive, facets.max_inclusive.as_deref()),
        (FacetKind::MaxExclusive, facets.max_exclusive.as_deref()),
    ]
}

/// Whether a bound lies outside of one of the base type, when the two compare like this (Part 2, 4.3.7 to 4.3.10).
fn is_outside(kind: FacetKind, base: FacetKind, order: Ordering) -> bool {
    use FacetKind::{MaxExclusive, MaxInclusive, MinExclusive, MinInclusive};
    match (kind, base) {
        (MaxExclusive, MinInclusive) => order != Ordering::Greater,
        (_, MinInclusive) | (MinExclusive, MinExclusive) => order == Ordering::Less,
        (_, MinExclusive) => order != Ordering::Greater,
        (_, MaxInclusive) | (MaxExclusive, MaxExclusive) => order == Ordering::Greater,
        (_, MaxExclusive) => order != Ordering::Less,
        _ => false,
    }
}

/// Whether a facet applies to types of a variety (Part 2, 4.1.5).
pub(in crate::components) fn is_applicable(variety: &Variety, kind: FacetKind) -> bool {
    use FacetKind::{Enumeration, FractionDigits, Length, MaxLength, MinLength, Pattern, TotalDigits};
    match variety {
        Variety::Any => false,
        Variety::Union(_) => matches!(kind, Pattern | Enumeration),
        Variety::List(_) => {
            matches!(kind, Length | MinLength | MaxLength | Pattern | Enumeration | FacetKind::WhiteSpace)
        }
        Variety::Atomic(name) => match (primitive_of(name), kind) {
            (_, Pattern | FacetKind::WhiteSpace) => true,
            ("boolean", _) => false,
            (_, Enumeration) => true,
            (
                "string" | "hexBinary" | "base64Binary" | "anyURI" | "QName" | "NOTATION",
                Length | MinLength | MaxLength,
            ) => true,
            ("string" | "hexBinary" | "base64Binary" | "anyURI" | "QName" | "NOTATION", _) => false,
            (_, Length | MinLength | MaxLength) => false,
            (primitive, TotalDigits | FractionDigits) => primitive == "decimal",
            (_, _) => true,
        },
    }
}
