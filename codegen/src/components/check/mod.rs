//! Checks of resolved components: constraints of XSD 1.0 that no reference shows to be broken. One file a constraint.

use super::resolve::Resolved;
use crate::diag::Diagnostics;

mod all_groups;
mod ambiguous;
mod consistent;
mod defaults;
mod facets;
mod lists;
mod restriction;
mod substitution;
mod values;

pub(super) use facets::is_applicable;
pub(crate) use restriction::is_emptiable;

/// Runs all checks.
pub(super) fn check(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    let mut values = values::Values::new(resolved);
    facets::check(resolved, &mut values, diagnostics);
    defaults::check(resolved, &mut values, diagnostics);
    all_groups::check(&resolved.components, diagnostics);
    ambiguous::check(&resolved.components, diagnostics);
    consistent::check(&resolved.components, diagnostics);
    lists::check(&resolved.components, diagnostics);
    restriction::check(&resolved.components, diagnostics);
    substitution::check(&resolved.components, diagnostics);
}
