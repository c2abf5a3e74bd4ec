//! The type of an element derives from that of the head of its substitution group (Part 1, 3.3.6).

use crate::components::built_in::ANY_TYPE;
use crate::components::model::{Components, TypeId, TypeKind, Variety};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(components: &Components, diagnostics: &mut Diagnostics) {
    for element in &components.elements {
        let head = element.substitution_group.and_then(|id| components.elements.get(id.0 as usize));
        let Some(head) = head else { continue };
        if !derives(components, element.ty, head.ty) {
            let message = format!("element `{}` cannot substitute `{}`", element.name.local, head.name.local);
            let diagnostic = Diagnostic::error("bad-substitution", message).at(&element.span);
            let label = "its type is not derived from that of the head";
            diagnostics.push(diagnostic.label(label).note_at("the head is declared here", &head.span));
        }
    }
}

/// Whether a type is another one or derives from it, directly or through others. Being a member of a union counts.
fn derives(components: &Components, ty: TypeId, from: TypeId) -> bool {
    let members = match components.types.get(from.0 as usize).map(|it| &it.kind) {
        Some(TypeKind::Simple(simple)) => match &simple.variety {
            Variety::Union(members) => members.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let mut ty = ty;
    // No chain of base types is longer than there are types.
    for _ in 0..components.types.len() {
        if ty == from || from == ANY_TYPE || members.contains(&ty) {
            return true;
        }
        let base = match components.types.get(ty.0 as usize).map(|it| &it.kind) {
            Some(TypeKind::Simple(simple)) => simple.base,
            Some(TypeKind::Complex(complex)) => Some(complex.base),
            None => None,
        };
        match base {
            Some(base) if base != ty => ty = base,
            _ => return false,
        }
    }
    false
}
