//! Checks of resolved components: constraints of XSD 1.0 that no reference shows to be broken. One file a constraint.

use super::model::Components;
use super::resolve::Resolved;
use crate::diag::Diagnostics;
use derivation::Derivations;
use same_value::SameValue;
use substitutes::Substitutes;

mod all_groups;
mod ambiguous;
mod consistent;
mod defaults;
mod derivation;
mod facets;
mod lists;
mod restriction;
mod same_value;
mod substitutes;
mod substitution;
mod values;
mod wildcards;

pub(super) use facets::is_applicable;
pub(crate) use restriction::is_emptiable;

/// What the checks of complex types and elements ask.
struct Ctx<'a> {
    components: &'a Components,
    derivations: &'a Derivations<'a>,
    substitutes: &'a Substitutes<'a>,
    same_value: &'a SameValue<'a>,
}

/// Runs all checks.
pub(super) fn check(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    let components = &resolved.components;
    let mut values = values::Values::new(resolved);
    facets::check(resolved, &mut values, diagnostics);
    defaults::check(resolved, &mut values, diagnostics);
    let derivations = Derivations::new(components);
    let substitutes = Substitutes::new(components, &derivations);
    let same_value = SameValue::new(components, values);
    let ctx = Ctx { components, derivations: &derivations, substitutes: &substitutes, same_value: &same_value };
    all_groups::check(resolved, diagnostics);
    ambiguous::check(&ctx, diagnostics);
    consistent::check(&ctx, &resolved.groups, diagnostics);
    lists::check(components, diagnostics);
    restriction::check(&ctx, &resolved.replacements, diagnostics);
    substitution::check(&ctx, diagnostics);
}
