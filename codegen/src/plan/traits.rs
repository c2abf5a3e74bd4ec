//! Traits for bases: what all types that extend a base have in common.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::complex::{Fields, Owner};
use super::context::Ctx;
use super::{Field, ItemId, Root, Type, Wire, complex};
use crate::components::model::{ComplexType, Derivation, TypeId, TypeKind};
use crate::diag::Diagnostic;
use crate::span::Span;

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

/// How many methods the traits of all types may have together. Each base repeats them for each type behind it.
const MAX_METHODS: usize = 1_000_000;

/// The traits of a type's bases, nearest first.
pub(super) fn of<'a>(ctx: &mut Ctx<'a>, complex: &'a ComplexType, fields: &Fields) -> Vec<TraitImpl> {
    let mut traits = Vec::new();
    let components = ctx.components;
    let mut derived = complex;
    let mut own: BTreeMap<Place<'_>, Vec<&Field>> = BTreeMap::new();
    for field in fields.iter() {
        own.entry(place(&field.wire)).or_default().push(field);
    }
    // A restriction may leave out what its base has, so traits reach through extensions alone.
    while derived.derivation == Derivation::Extension {
        let base = derived.base;
        let TypeKind::Complex(of) = &components.ty(base).kind else { break };
        let Some(span) = &components.ty(base).span else { break };
        // A base that is nothing but the name of a simple type has no members, and is no trait.
        if ctx.usage.is_base_only(components, base)
            && ctx.simple_alias(base).is_none()
            && let Some(Type::Item(item)) = ctx.types.get(&base).cloned()
        {
            let common = common(ctx, item, base, of);
            if !afford(ctx, common.len(), span) {
                break;
            }
            let mut implemented = Vec::new();
            let mut ranks: BTreeMap<Place<'_>, usize> = BTreeMap::new();
            for field in common.iter() {
                // Of members that look alike on the wire the first is the first.
                let rank = ranks.entry(place(&field.wire)).or_default();
                let own = own.get(&place(&field.wire)).and_then(|own| own.get(*rank));
                *rank += 1;
                implemented
                    .extend(own.map(|&own| (field.name.clone(), Field { docs: field.docs.clone(), ..own.clone() })));
            }
            traits.push(TraitImpl { item, fields: implemented });
        }
        derived = of;
    }
    traits
}

/// The fields of a base that all types which extend it have in common.
pub(super) fn common(ctx: &mut Ctx<'_>, item: ItemId, base: TypeId, complex: &ComplexType) -> Rc<[Field]> {
    if let Some(common) = ctx.common.get(&base) {
        return Rc::clone(common);
    }
    let slots = complex::model(ctx.components, complex).slots;
    let owner = Owner { item, ty: base, component: ctx.show_type(base) };
    let mut fields = complex::fields(ctx, &owner, complex, &slots).all();
    fields.retain(|field| complex::is_common(ctx, base, field));
    let common: Rc<[Field]> = fields.into();
    ctx.common.insert(base, Rc::clone(&common));
    common
}

/// Accounts for methods about to be made. Once there are too many, that is reported, and the answer is `false`.
fn afford(ctx: &mut Ctx<'_>, n: usize, span: &Span) -> bool {
    let was_over = MAX_METHODS < ctx.n_methods;
    ctx.n_methods = ctx.n_methods.saturating_add(n);
    let is_over = MAX_METHODS < ctx.n_methods;
    if is_over && !was_over {
        let message = format!("the traits of all base types together get more than {MAX_METHODS} methods");
        let diagnostic = Diagnostic::error("content-too-large", message).at(span).label("the limit is reached here");
        ctx.diagnostics.push(diagnostic.note("each type implements the traits of all bases that it extends"));
    }
    !is_over
}

/// Where a value stands on the wire: the kind of place, a name, and the line of the table for what has none.
type Place<'a> = (u8, Option<(Option<usize>, &'a str)>, usize);

fn place(wire: &Wire) -> Place<'_> {
    fn name(root: &Root) -> Option<(Option<usize>, &str)> {
        Some((root.namespace, &root.local))
    }
    let first = |lines: &[usize]| lines.first().copied().unwrap_or(0);
    match wire {
        Wire::Attribute(root) => (0, name(root), 0),
        Wire::AnyAttribute(..) => (1, None, 0),
        Wire::Text => (2, None, 0),
        Wire::Element(root, _) => (3, name(root), 0),
        Wire::Raw(lines) => (4, None, first(lines)),
        Wire::Choice(alternatives) => (5, None, alternatives.first().map_or(0, |it| first(&it.lines))),
        Wire::Group(lines) => (6, None, first(lines)),
    }
}
