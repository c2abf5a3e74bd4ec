//! Facets apply to their type, do not contradict one another and restrict what the base type admits (Part 2, 4.1.5 and
//! 4.3).

use crate::components::built_in::primitive_of;
use crate::components::check::values::Values;
use crate::components::model::{Facets, SimpleType, TypeId, TypeKind, Variety};
use crate::components::resolve::{FacetPlaces, Resolved};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;
use crate::xsd::FacetKind;
use inherited::{Given, Inherited, Known};

mod bounds;
mod enumeration;
mod inherited;
mod notation;
mod numbers;
mod patterns;

pub(super) fn check(resolved: &Resolved, values: &mut Values<'_>, diagnostics: &mut Diagnostics) {
    let mut known = Known::new(resolved);
    let mut patterns = patterns::Checker::default();
    for (idx, (definition, places)) in resolved.components.types.iter().zip(&resolved.facets).enumerate() {
        let TypeKind::Simple(simple) = &definition.kind else { continue };
        if places.list.is_empty() {
            continue;
        }
        let base = simple.base.map(|it| known.of(it, values)).unwrap_or_default();
        let id = TypeId(u32::try_from(idx).unwrap_or(u32::MAX));
        let mut ctx = Ctx { resolved, values, id, simple, places, base: &base, diagnostics };
        ctx.check_applicable();
        ctx.check_lengths();
        ctx.check_digits();
        ctx.check_bounds();
        ctx.check_white_space();
        ctx.check_enumeration();
        patterns.check(&mut ctx);
    }
    notation::check(resolved, &mut known, values, diagnostics);
}

/// A type with facets.
struct Ctx<'a, 'v> {
    resolved: &'a Resolved,
    values: &'a mut Values<'v>,
    id: TypeId,
    simple: &'a SimpleType,
    places: &'a FacetPlaces,
    /// What the base type says.
    base: &'a Inherited,
    diagnostics: &'a mut Diagnostics,
}

impl Ctx<'_, '_> {
    fn check_applicable(&mut self) {
        for place in &self.places.list {
            if is_applicable(&self.simple.variety, place.kind) {
                continue;
            }
            let what = match &self.simple.variety {
                Variety::Any => "`xs:anySimpleType`".to_owned(),
                Variety::Atomic(name) => format!("types derived from `xs:{name}`"),
                Variety::List(_) => "list types".to_owned(),
                Variety::Union(_) => "union types".to_owned(),
            };
            let message = format!("facet `{}` does not apply to {what} (cos-applicable-facets)", place.kind.name());
            self.diagnostics.push(Diagnostic::error("facet-not-applicable", message).at(&place.span));
        }
    }

    /// Where the first facet of a kind stands.
    fn span(&self, kind: FacetKind) -> Option<&Span> {
        self.places.get(kind).map(|it| &it.span)
    }

    /// Reports two facets of one step that exclude each other.
    fn contradiction(&mut self, kind: FacetKind, other: FacetKind, message: &str) {
        let Some(span) = self.span(kind) else { return };
        let diagnostic = Diagnostic::error("contradictory-facets", message).at(span);
        let diagnostic = match self.span(other) {
            Some(other) => diagnostic.note_at("the other facet is here", other),
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }

    /// Reports a facet that contradicts one of the base type.
    fn contradicts_base<T>(&mut self, kind: FacetKind, base: &Given<T>, message: &str) {
        let Some(span) = self.span(kind) else { return };
        let diagnostic = Diagnostic::error("contradictory-facets", message).at(span);
        self.diagnostics.push(base.place_in(diagnostic));
    }

    /// Reports a facet that widens what the base type allows.
    fn wider<T>(&mut self, kind: FacetKind, base: &Given<T>, message: &str) {
        let Some(span) = self.span(kind) else { return };
        let message = format!("{message} ({}-valid-restriction)", kind.name());
        let diagnostic = Diagnostic::error("wider-facet", message).at(span);
        self.diagnostics.push(base.place_in(diagnostic));
    }

    /// Reports a facet that differs from one which the base type has fixed.
    fn check_fixed<T: PartialEq>(&mut self, kind: FacetKind, own: &T, base: Option<&Given<T>>) -> bool {
        let Some((base, span)) = base.filter(|it| it.is_fixed && it.value != *own).zip(self.span(kind)) else {
            return true;
        };
        let message = format!("`{}` is fixed to another value in the base type (st-restrict-facets)", kind.name());
        let diagnostic = Diagnostic::error("fixed-facet", message).at(span);
        self.diagnostics.push(base.place_in(diagnostic));
        false
    }
}

/// The bounds of a derivation step.
pub(super) fn bounds(facets: &Facets) -> [(FacetKind, Option<&str>); 4] {
    [
        (FacetKind::MinInclusive, facets.min_inclusive.as_deref()),
        (FacetKind::MinExclusive, facets.min_exclusive.as_deref()),
        (FacetKind::MaxInclusive, facets.max_inclusive.as_deref()),
        (FacetKind::MaxExclusive, facets.max_exclusive.as_deref()),
    ]
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
