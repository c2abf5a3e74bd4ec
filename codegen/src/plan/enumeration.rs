//! Enumerations: a variant a value, and one for the values that the schema does not list.

use std::collections::BTreeSet;

use super::build::Ctx;
use super::renames::Given;
use super::{Enumeration, Variant, docs, naming, patterns, words};
use crate::components::model::{Facets, TypeId};

pub(super) fn plan(ctx: &mut Ctx<'_>, id: TypeId, facets: &Facets, collapse: bool) -> Enumeration {
    let xsd_name = ctx.show_type(id);
    let is_open = ctx.options.enums.open.iter().any(|pattern| patterns::matches(pattern, &xsd_name));
    let mut taken = BTreeSet::new();
    // The place of the open variant goes first, so that a new value in the schema cannot rename it.
    let other = is_open.then(|| naming::member(&mut taken, "Other".to_owned()));
    let mut values = BTreeSet::new();
    let mut variants = Vec::new();
    for value in &facets.enumeration {
        if !values.insert(value.value.as_str()) {
            continue;
        }
        let given = ctx.renamed_member(&xsd_name, &format!("={}", value.value), Given::camel);
        let name = given.unwrap_or_else(|| words::camel(&value.value));
        variants.push(Variant {
            name: ctx.claim_member(&mut taken, &xsd_name, &value.value, name),
            value: value.value.clone(),
            docs: if ctx.options.documentation { docs::lines(value.documentation.as_deref()) } else { Vec::new() },
        });
    }
    Enumeration { xsd_name, variants, other, collapse }
}
