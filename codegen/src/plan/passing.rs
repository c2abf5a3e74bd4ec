//! Members whose values a lenient reader passes over where they are none: the option `lenient.values`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::complex::Owner;
use super::context::Ctx;
use super::keys::Key;
use super::{Shape, Type};
use crate::components::model::{Content, TypeId, TypeKind};
use crate::diag::Diagnostic;

/// What the patterns of the option have come to.
#[derive(Debug, Default)]
pub(super) struct Passing {
    /// Those that have had an effect.
    used: RefCell<BTreeSet<String>>,
    /// Those that speak of members which cannot be passed over, each with the reason.
    refused: RefCell<BTreeMap<String, Reason>>,
}

/// Why the value of a member cannot be passed over.
#[derive(Debug, Clone, Copy)]
enum Reason {
    Required,
    NotSimple,
    Mixed,
}

/// Whether a lenient reader passes over texts that are no value of a member's type. Patterns take the members that they
/// can; a member that is named by itself has to be one of them.
pub(super) fn is_passed_over(
    ctx: &Ctx<'_>,
    owner: &Owner,
    member: &str,
    (source, ty): (TypeId, &Type),
    shape: Shape,
) -> bool {
    // Nothing is read into a trait; the types behind it have members of their own.
    if ctx.options.lenient.values.is_empty() || ctx.usage.is_base_only(ctx.components, owner.ty) {
        return false;
    }
    let key = format!("{}/{member}", owner.component);
    let key = Key::new(&key);
    let patterns = ctx.options.lenient.values.iter().filter(|pattern| Key::new(pattern).captures(&key).is_some());
    let reason = reason(ctx, owner, member, (source, ty), shape);
    let mut is_named = false;
    for pattern in patterns {
        is_named = true;
        match reason {
            None => _ = ctx.passing.used.borrow_mut().insert(pattern.clone()),
            Some(reason) => _ = ctx.passing.refused.borrow_mut().entry(pattern.clone()).or_insert(reason),
        }
    }
    is_named && reason.is_none()
}

fn reason(ctx: &Ctx<'_>, owner: &Owner, member: &str, (source, ty): (TypeId, &Type), shape: Shape) -> Option<Reason> {
    let is_simple = matches!(ctx.components.ty(source).kind, TypeKind::Simple(_)) || ctx.simple_alias(source).is_some();
    let is_mixed = match &ctx.components.ty(owner.ty).kind {
        TypeKind::Complex(complex) => matches!(complex.content, Content::Mixed(_)),
        TypeKind::Simple(_) => false,
    };
    if !is_simple || *ty == Type::RAW {
        return Some(Reason::NotSimple);
    }
    if is_mixed && !member.starts_with('@') {
        return Some(Reason::Mixed);
    }
    (shape == Shape::Required).then_some(Reason::Required)
}

impl Passing {
    /// Whether a pattern has had an effect.
    pub(super) fn is_used(&self, pattern: &str) -> bool {
        self.used.borrow().contains(pattern)
    }

    /// What is wrong with a member that is named by itself and cannot be passed over.
    pub(super) fn problem(&self, key: &str) -> Option<Diagnostic> {
        let reason = *self.refused.borrow().get(key).filter(|_| !key.contains('*'))?;
        let (what, help) = match reason {
            Reason::Required => (
                "is required",
                "only what may be missing can be passed over; outside of choices `lenient.optional` makes it so",
            ),
            Reason::NotSimple => ("has no value of a simple type", "name the members of its type instead"),
            Reason::Mixed => ("stands in mixed content", "what stands between texts cannot be passed over"),
        };
        let message = format!("`lenient.values` names `{key}`, which {what}");
        Some(Diagnostic::error("bad-member", message).help(help))
    }
}
