//! The type of an element derives from that of the head of its substitution group, in a way that the head does not
//! exclude (Part 1, 3.3.6: Element Declaration Properties Correct, clause 4).

use super::Ctx;
use crate::components::model::DerivationSet;
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(ctx: &Ctx<'_>, diagnostics: &mut Diagnostics) {
    for element in &ctx.components.elements {
        let head = element.substitution_group.and_then(|id| ctx.components.elements.get(id.0 as usize));
        let Some(head) = head else { continue };
        if ctx.derivations.is_derived(element.ty, head.ty, head.exclusions) {
            continue;
        }
        let (own, of_head) = (&element.name.local, &head.name.local);
        let message = format!("element `{own}` cannot substitute `{of_head}` (e-props-correct)");
        let diagnostic = Diagnostic::error("bad-substitution", message).at(&element.span);
        let label = match ctx.derivations.is_derived(element.ty, head.ty, DerivationSet::default()) {
            true => "its type is derived in a way that the head excludes by `final`",
            false => "its type is not derived from that of the head",
        };
        diagnostics.push(diagnostic.label(label).note_at("the head is declared here", &head.span));
    }
}
