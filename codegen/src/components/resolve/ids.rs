//! No element has two attributes that are identifiers (Part 1, 3.4.6: ct-props-correct.5; 3.6.6: ag-props-correct.3).

use std::collections::BTreeSet;

use super::context::Ctx;
use crate::components::model::{AttributeUse, TypeKind, Variety};
use crate::diag::Diagnostic;

/// Checks attribute groups and complex types.
pub(super) fn check(ctx: &mut Ctx<'_>) {
    let mut found = Vec::new();
    // What an attribute group has wrong is wrong there alone.
    let mut seen = BTreeSet::new();
    let groups = ctx.attribute_groups.iter().map(|set| (set.uses.as_slice(), "ag-props-correct.3"));
    let types = ctx.types.iter().filter_map(|ty| match &ty.kind {
        TypeKind::Complex(complex) => Some((complex.attributes.as_slice(), "ct-props-correct.5")),
        TypeKind::Simple(_) => None,
    });
    for (uses, rule) in groups.chain(types) {
        let mut ids = uses.iter().filter(|it| is_id(ctx, it));
        let (Some(first), Some(second)) = (ids.next(), ids.next()) else { continue };
        if seen.insert((first.span.sort_key(), second.span.sort_key())) {
            let (name, other) = (&second.name.local, &first.name.local);
            let message = format!("the attributes `{other}` and `{name}` are both an `xs:ID` ({rule})");
            let diagnostic = Diagnostic::error("several-ids", message).at(&second.span);
            found.push(diagnostic.label("an element has one at most").note_at("this is the other one", &first.span));
        }
    }
    found.into_iter().for_each(|it| ctx.report(it));
}

fn is_id(ctx: &Ctx<'_>, attribute: &AttributeUse) -> bool {
    ctx.simple(attribute.ty).is_some_and(|ty| matches!(ty.variety, Variety::Atomic("ID")))
}
