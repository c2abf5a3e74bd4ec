//! What is left of facets that no value can be compared with: rules that the options relax leave them behind.

use xsd_runtime::pattern::Pattern;

use super::check::is_applicable;
use super::model::{Components, Facets, TypeKind, Variety};
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
