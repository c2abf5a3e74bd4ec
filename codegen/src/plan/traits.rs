//! Traits for bases: what all types that extend a base have in common.

use super::complex::{Fields, Owner};
use super::context::Ctx;
use super::{Field, ItemId, Root, Type, Wire, complex};
use crate::components::model::{ComplexType, Derivation, TypeKind};

/// A trait for an abstract base.
#[derive(Debug)]
pub struct Trait {
    /// The common fields.
    pub fields: Vec<Field>,
}

/// That a struct implements the trait of a base.
#[derive(Debug, Clone)]
pub struct TraitImpl {
    /// The trait.
    pub item: ItemId,
    /// Its methods, and the fields behind them.
    pub fields: Vec<(String, Field)>,
}

/// The traits of a type's bases, nearest first.
pub(super) fn of<'a>(ctx: &mut Ctx<'a>, complex: &'a ComplexType, fields: &Fields) -> Vec<TraitImpl> {
    let mut traits = Vec::new();
    let components = ctx.components;
    let mut derived = complex;
    // A restriction may leave out what its base has, so traits reach through extensions alone.
    while derived.derivation == Derivation::Extension {
        let base = derived.base;
        let TypeKind::Complex(of) = &components.ty(base).kind else { break };
        if components.ty(base).span.is_none() {
            break;
        }
        if ctx.usage.is_base_only(components, base)
            && let Some(Type::Item(item)) = ctx.types.get(&base).cloned()
        {
            let slots = complex::model(components, of).slots;
            let owner = Owner { item, ty: base, component: ctx.show_type(base) };
            let common = complex::fields(ctx, &owner, of, &slots);
            let common = common.iter().filter(|field| complex::is_common(ctx, base, field));
            let common = common.filter_map(|field| Some((field.name.clone(), same_wire(field, fields)?))).collect();
            traits.push(TraitImpl { item, fields: common });
        }
        derived = of;
    }
    traits
}

/// The field of a type that holds what a base's field holds.
fn same_wire(field: &Field, fields: &Fields) -> Option<Field> {
    let key = |wire: &Wire| -> (u8, Option<Root>, usize) {
        match wire {
            Wire::Attribute(root) => (0, Some(root.clone()), 0),
            Wire::AnyAttribute(_) => (1, None, 0),
            Wire::Text => (2, None, 0),
            Wire::Element(root, _) => (3, Some(root.clone()), 0),
            Wire::Raw(lines) => (4, None, lines.first().copied().unwrap_or(0)),
            Wire::Group(lines) => (6, None, lines.first().copied().unwrap_or(0)),
            Wire::Choice(alternatives) => {
                (5, None, alternatives.first().and_then(|a| a.lines.first().copied()).unwrap_or(0))
            }
        }
    };
    let (kind, root, line) = key(&field.wire);
    let found = fields.iter().find(|own| {
        let (own_kind, own_root, own_line) = key(&own.wire);
        own_kind == kind
            && own_line == line
            && own_root.map(|root| (root.namespace, root.local))
                == root.as_ref().map(|root| (root.namespace, root.local.clone()))
    })?;
    Some(Field { docs: field.docs.clone(), ..found.clone() })
}
