//! Resolution: from syntax trees to components, in passes.

use std::collections::BTreeSet;

use super::model::{Components, ElementId, Particle, QName, TypeId};
use super::{check, mend};
use crate::diag::Diagnostics;
use crate::wsdl::Definitions;
use crate::xsd::Schema;
use context::Ctx;
pub(super) use facets::{FacetPlace, FacetPlaces};
pub(super) use redefine::Replacement;
pub(super) use values::{DeclaredValue, TypedPlace};

mod attributes;
mod complex_types;
mod context;
mod elements;
mod facets;
mod groups;
mod identity;
mod ids;
mod operations;
mod redefine;
mod scope;
mod simple_types;
mod slots;
mod symbols;
mod values;
mod wildcard;

/// Looks up every name of the schemas and WSDL documents, in whatever order they stand. What cannot be resolved is
/// reported; where anything was, the result still has a type for everything, but must not be used for output.
pub fn resolve(schemas: &[Schema], definitions: &[Definitions], diagnostics: &mut Diagnostics) -> Components {
    // Everything that has a name gets an id first, so that all names can be looked up from here on.
    let mut ctx = Ctx::new(schemas, definitions, diagnostics);
    identity::define(&mut ctx);
    elements::declare(&mut ctx);
    attributes::declare(&mut ctx);
    simple_types::define(&mut ctx);
    attributes::define_groups(&mut ctx);
    groups::define(&mut ctx);
    complex_types::define(&mut ctx);
    ids::check(&mut ctx);
    operations::define(&mut ctx, definitions);

    let mut details = ctx.finish();
    check::check(&details, diagnostics);
    mend::mend(&mut details.components);
    mend::bypass(&mut details.components, &details.redefined);
    details.components
}

/// The components, and what the checks need to know beyond them.
pub(super) struct Resolved {
    /// The components.
    pub(super) components: Components,
    /// What is known of the facets of each type, by type id.
    pub(super) facets: Vec<FacetPlaces>,
    /// The types that have been redefined.
    pub(super) redefined: Vec<TypeId>,
    /// What redefinitions of groups and attribute groups put in the place of others.
    pub(super) replacements: Vec<Replacement>,
    /// All default and fixed values.
    pub(super) values: Vec<DeclaredValue>,
    /// The types of all elements and attributes.
    pub(super) typed: Vec<TypedPlace>,
    /// The names of the notations.
    pub(super) notations: BTreeSet<QName>,
    /// The content of the model group definitions, whether something refers to them or not.
    pub(super) groups: Vec<Particle>,
}

/// The id for an index.
fn type_id(idx: usize) -> TypeId {
    TypeId(u32::try_from(idx).unwrap_or(u32::MAX))
}

/// The id for an index.
fn element_id(idx: usize) -> ElementId {
    ElementId(u32::try_from(idx).unwrap_or(u32::MAX))
}
