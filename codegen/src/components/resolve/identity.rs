//! Identity constraints (Part 1, 3.11).

use super::context::Ctx;
use super::symbols::Table;
use crate::components::model::{ConstraintId, ConstraintKind, IdentityConstraint, QName};
use crate::diag::Diagnostic;
use crate::xsd::{self, Element, IdentityConstraintKind, Name};

/// Declares all identity constraints, those of local elements among them. One that is broken is left out.
pub(super) fn define(ctx: &mut Ctx<'_>) {
    let mut table = Table::of_schema("identity constraint", "unresolved-key");
    let all: Vec<_> = ctx.slots.constraints.iter().map(|it| (it.schema, it.name.clone(), it.node)).collect();
    for (idx, (_, name, node)) in all.iter().enumerate() {
        table.declare(name.clone(), idx, Some(&node.name.span), &ctx.names.prefixes, ctx.diagnostics);
    }
    // What a reference refers to, by the numbers of both; `None` where there is no reference or it is wrong.
    let mut targets = vec![None; all.len()];
    let mut is_usable: Vec<bool> = all.iter().map(|(.., node)| is_whole(node)).collect();
    for (idx, (schema, _, node)) in all.iter().enumerate() {
        let IdentityConstraintKind::KeyRef(refer) = &node.kind else { continue };
        let target = ctx.find_constraint(&table, *schema, refer);
        let found = target.and_then(|target| Some((target, all.get(target)?.2)));
        targets[idx] = found.filter(|(_, target)| fits(ctx, node, refer, target)).map(|(target, _)| target);
        is_usable[idx] &= targets[idx].is_some();
    }
    let usable = |idx: usize| is_usable.get(idx).copied().unwrap_or(false);
    let is_kept = |idx: usize| usable(idx) && targets.get(idx).copied().flatten().is_none_or(usable);
    // Numbers are given before anything is kept: a reference may stand before what it refers to.
    let mut ids = vec![None; all.len()];
    let mut n_kept = 0;
    for (idx, (_, name, _)) in all.iter().enumerate() {
        if table.get(name) == Some(idx) && is_kept(idx) {
            ids[idx] = Some(ConstraintId(n_kept));
            n_kept += 1;
        }
    }
    for (idx, (_, name, node)) in all.iter().enumerate() {
        let (Some(id), Some(selector)) = (ids[idx], &node.selector) else { continue };
        let kind = match (&node.kind, targets[idx].and_then(|target| ids.get(target).copied().flatten())) {
            (IdentityConstraintKind::Unique, _) => ConstraintKind::Unique,
            (IdentityConstraintKind::Key, _) => ConstraintKind::Key,
            (IdentityConstraintKind::KeyRef(_), Some(target)) => ConstraintKind::KeyRef(target),
            (IdentityConstraintKind::KeyRef(_), None) => continue,
        };
        ctx.constraint_ids.insert(name.clone(), id);
        ctx.constraints.push(IdentityConstraint {
            name: name.clone(),
            kind,
            selector: selector.clone(),
            fields: node.fields.clone(),
            span: node.span.clone(),
        });
    }
}

/// The constraints of an element declaration.
pub(super) fn ids(ctx: &Ctx<'_>, schema: usize, node: &Element) -> Vec<ConstraintId> {
    let namespace = ctx.schemas.get(schema).and_then(|it| it.target_namespace.as_ref());
    let name = |local: &str| QName { namespace: namespace.cloned(), local: local.to_owned() };
    node.constraints.iter().filter_map(|it| ctx.constraint_ids.get(&name(&it.name.value)).copied()).collect()
}

/// Whether nothing is missing.
fn is_whole(node: &xsd::IdentityConstraint) -> bool {
    node.selector.is_some() && !node.is_broken && !node.fields.is_empty()
}

/// Whether a reference refers to what it may refer to.
fn fits(ctx: &mut Ctx<'_>, node: &xsd::IdentityConstraint, refer: &Name, target: &xsd::IdentityConstraint) -> bool {
    let diagnostic = if matches!(target.kind, IdentityConstraintKind::KeyRef(_)) {
        let message = format!("`{}` is an `xs:keyref` itself (c-props-correct)", refer.written);
        Diagnostic::error("bad-keyref", message).label("refer to an `xs:key` or `xs:unique`")
    } else if node.fields.len() != target.fields.len() && is_whole(node) && is_whole(target) {
        let count = |n: usize| if n == 1 { "1 field".to_owned() } else { format!("{n} fields") };
        let (own, its) = (count(node.fields.len()), count(target.fields.len()));
        let message = format!("`{}` has {own}, but what it refers to has {its} (c-props-correct)", node.name.value);
        Diagnostic::error("bad-keyref", message)
    } else {
        return true;
    };
    ctx.report(diagnostic.at(&refer.span).note_at("it is declared here", &target.name.span));
    false
}
