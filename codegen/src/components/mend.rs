//! What is left to be done to components when all checks have seen them: facets that no value can be compared with,
//! which rules that the options relax leave behind, go; and so do types that have been redefined.

use std::collections::BTreeSet;

use xsd_runtime::pattern::Pattern;

use super::check::is_applicable;
use super::model::{Components, Derivation, Facets, TypeId, TypeKind, Variety};
use crate::xsd::FacetKind;

/// Takes out facets that do not apply to their type, and patterns that are no regular expressions. The checks have
/// reported them.
pub(super) fn mend(components: &mut Components) {
    for definition in components.types.iter_mut().filter(|it| it.span.is_some()) {
        let TypeKind::Simple(simple) = &mut definition.kind else { continue };
        keep_applicable(&simple.variety, &mut simple.facets);
        // Patterns of one step are alternatives: without the bad one the others would refuse what it was to admit.
        if simple.facets.patterns.iter().any(|it| Pattern::new(it).is_err()) {
            simple.facets.patterns.clear();
        }
    }
}

/// Takes complex types that have been redefined out of the chain of bases: a redefinition has the base of what it
/// redefines, which nothing else can name. Simple types stay, as their facets are not repeated.
pub(super) fn bypass(components: &mut Components, redefined: &[TypeId]) {
    let redefined: BTreeSet<TypeId> = redefined.iter().copied().collect();
    if redefined.is_empty() {
        return;
    }
    let of = |components: &Components, id: TypeId| match components.types.get(id.0 as usize).map(|it| &it.kind) {
        Some(TypeKind::Complex(complex)) => Some((complex.base, complex.derivation)),
        Some(TypeKind::Simple(_)) | None => None,
    };
    for idx in 0..components.types.len() {
        let Some((mut base, mut derivation)) = u32::try_from(idx).ok().and_then(|it| of(components, TypeId(it))) else {
            continue;
        };
        while let Some((next, by)) = Some(base).filter(|it| redefined.contains(it)).and_then(|it| of(components, it)) {
            base = next;
            if by == Derivation::Restriction {
                derivation = by;
            }
        }
        if let Some(TypeKind::Complex(complex)) = components.types.get_mut(idx).map(|it| &mut it.kind) {
            (complex.base, complex.derivation) = (base, derivation);
        }
    }
}

fn keep_applicable(variety: &Variety, facets: &mut Facets) {
    fn keep<T: Default>(variety: &Variety, kind: FacetKind, facet: &mut T) {
        if !is_applicable(variety, kind) {
            *facet = T::default();
        }
    }
    keep(variety, FacetKind::Length, &mut facets.length);
    keep(variety, FacetKind::MinLength, &mut facets.min_length);
    keep(variety, FacetKind::MaxLength, &mut facets.max_length);
    keep(variety, FacetKind::TotalDigits, &mut facets.total_digits);
    keep(variety, FacetKind::FractionDigits, &mut facets.fraction_digits);
    keep(variety, FacetKind::MinInclusive, &mut facets.min_inclusive);
    keep(variety, FacetKind::MinExclusive, &mut facets.min_exclusive);
    keep(variety, FacetKind::MaxInclusive, &mut facets.max_inclusive);
    keep(variety, FacetKind::MaxExclusive, &mut facets.max_exclusive);
    keep(variety, FacetKind::Enumeration, &mut facets.enumeration);
    keep(variety, FacetKind::Pattern, &mut facets.patterns);
    keep(variety, FacetKind::WhiteSpace, &mut facets.white_space);
}
