//! Enumerations: a variant a value, and one for the values that the schema does not list.

use std::collections::BTreeSet;

use super::context::Ctx;
use super::renames::Given;
use super::{naming, patterns, words};
use crate::components::model::{Facets, TypeId};

/// An enum of texts.
#[derive(Debug)]
pub struct Enumeration {
    /// The XSD name in messages.
    pub xsd_name: String,
    /// The variants: Rust name, text, documentation.
    pub variants: Vec<Variant>,
    /// The variant that keeps other texts.
    pub other: Option<String>,
    /// Whether blanks around and inside the text are folded before it is compared.
    pub collapse: bool,
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
            docs: ctx.docs(value.documentation.as_deref()),
        });
    }
    Enumeration { xsd_name, variants, other, collapse }
}
