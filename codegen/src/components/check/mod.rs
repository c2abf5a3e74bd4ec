//! Checks of resolved components: constraints of XSD 1.0 that no reference shows to be broken. One file a constraint.

use super::resolve::Resolved;
use crate::diag::Diagnostics;

mod all_groups;
mod ambiguous;
mod consistent;
mod facets;
mod lists;
mod numbers;
mod restriction;
mod substitution;

pub(super) use facets::is_applicable;
pub(super) use restriction::is_emptiable;

/// Runs all checks.
pub(super) fn check(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    facets::check(resolved, diagnostics);
    all_groups::check(&resolved.components, diagnostics);
    ambiguous::check(&resolved.components, diagnostics);
    consistent::check(&resolved.components, diagnostics);
    lists::check(&resolved.components, diagnostics);
    restriction::check(&resolved.components, diagnostics);
    substitution::check(&resolved.components, diagnostics);
}
