//! Enumerations: a variant a value, and one for the values that the schema does not list.

use std::collections::BTreeSet;

use super::context::Ctx;
use super::renames::Given;
use super::{Type, lexical, naming, patterns, simple, words};
use crate::components::model::{Facets, TypeId, WhiteSpace};

/// An enum of texts.
#[derive(Debug)]
pub struct Enumeration {
    /// The XSD name in messages.
    pub xsd_name: String,
    /// The variants: Rust name, text, documentation.
    pub variants: Vec<Variant>,
    /// The variant that keeps other texts.
    pub other: Option<String>,
    /// What is done with white space before the text is compared.
    pub white_space: WhiteSpace,
    /// The union whose values the texts stand for, where the texts do not tell which values are equal.
    pub value: Option<Type>,
}

/// A variant of an enumeration.
#[derive(Debug)]
pub struct Variant {
    /// The Rust name.
    pub name: String,
    /// The text.
    pub value: String,
    /// Lines of documentation.
    pub docs: Vec<String>,
}

/// An enumeration of the values that a step lists, as far as all `steps` admit them.
pub(super) fn plan(
    ctx: &mut Ctx<'_>,
    id: TypeId,
    facets: &Facets,
    steps: &[&Facets],
    value: Option<Type>,
) -> Enumeration {
    let xsd_name = ctx.show_type(id);
    let is_open = ctx.options.enums.open.iter().any(|pattern| patterns::matches(pattern, &xsd_name));
    let mut taken = BTreeSet::new();
    // The place of the open variant goes first, so that a new value in the schema cannot rename it.
    let other = is_open.then(|| naming::member(&mut taken, "Other".to_owned()));
    let mut values = BTreeSet::new();
    let mut variants = Vec::new();
    for value in &facets.enumeration {
        if !values.insert(value.value.as_str()) || !simple::admits(steps, &value.value) {
            continue;
        }
        let given = ctx.renamed_member(&xsd_name, &format!("={}", value.value), Given::camel);
        let name = given.unwrap_or_else(|| words::camel(&value.value));
        variants.push(Variant {
            name: ctx.claim_member(&mut taken, &xsd_name, &value.value, name),
            value: value.value.clone(),
            docs: ctx.docs(value.documentation.as_deref()),
        });
    }
    let white_space = lexical::of(ctx, id).white_space.unwrap_or(WhiteSpace::Preserve);
    Enumeration { xsd_name, variants, other, white_space, value }
}
