//! The items of a list are no lists (Part 2, 4.1.5).

use crate::components::model::{Components, SimpleType, TypeId, TypeKind, Variety};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(components: &Components, diagnostics: &mut Diagnostics) {
    let has_list = has_list(components);
    for definition in &components.types {
        let (TypeKind::Simple(simple), Some(span)) = (&definition.kind, &definition.span) else { continue };
        let Variety::List(item) = &simple.variety else { continue };
        if has_list.get(item.0 as usize).copied().unwrap_or(false) {
            let message = "the items of a list cannot be lists (cos-st-restricts)";
            diagnostics.push(Diagnostic::error("list-of-lists", message).at(span));
        }
    }
}

/// For each type whether its values can be lists: whether it is one, or a union with one. Members of unions may come
/// after them, so that this goes on until nothing changes; nested unions are rare and shallow.
fn has_list(components: &Components) -> Vec<bool> {
    const MAX_ROUNDS: usize = 20;
    let mut has_list: Vec<bool> = components.types.iter().map(|_| false).collect();
    for _ in 0..MAX_ROUNDS {
        let at = |id: &TypeId| has_list.get(id.0 as usize).copied().unwrap_or(false);
        let of_simple = |simple: &SimpleType| match &simple.variety {
            Variety::Any | Variety::Atomic(_) => false,
            Variety::List(_) => true,
            Variety::Union(members) => members.iter().any(at),
        };
        let next = components.types.iter().map(|it| match &it.kind {
            TypeKind::Simple(simple) => of_simple(simple),
            TypeKind::Complex(_) => false,
        });
        let next: Vec<bool> = next.collect();
        if next == has_list {
            break;
        }
        has_list = next;
    }
    has_list
}
