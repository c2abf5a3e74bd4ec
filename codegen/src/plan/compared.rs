//! Which unions have values that are compared or shown: those in checked values, and those that a fixed value is of.

use super::{Item, ItemId, Kind, Type, defaults};

/// Marks them. Needs the kinds of all items and the types of the fixed values.
pub(super) fn decide(items: &mut [Item]) {
    let mut stack = Vec::new();
    for item in items.iter() {
        match &item.kind {
            Kind::Newtype(of) => stack.extend(std::iter::once(&of.inner).chain(&of.value).filter_map(item_of)),
            Kind::Enumeration(of) => stack.extend(of.value.as_ref().and_then(item_of)),
            Kind::Union(of) => {
                let members = of.members.iter().zip(&of.apart).filter(|(_, is_apart)| **is_apart);
                stack.extend(members.filter_map(|((_, ty), _)| item_of(ty)));
            }
            kind => defaults::for_each(kind, &mut |_, _, default| {
                stack.extend(default.compared.as_ref().and_then(item_of));
            }),
        }
    }
    let mut is_known = vec![false; items.len()];
    while let Some(ItemId(index)) = stack.pop() {
        let Some(item) = items.get_mut(index) else { continue };
        if std::mem::replace(&mut is_known[index], true) {
            continue;
        }
        match &mut item.kind {
            Kind::Union(of) => {
                of.is_compared = true;
                stack.extend(of.members.iter().filter_map(|(_, ty)| item_of(ty)));
            }
            Kind::Alias(ty) => stack.extend(item_of(ty)),
            _ => {}
        }
    }
}

fn item_of(ty: &Type) -> Option<ItemId> {
    match ty {
        Type::Item(id) => Some(*id),
        Type::List(inner) | Type::Nillable(inner, _) => item_of(inner),
        Type::Builtin(_) | Type::Extern(_) => None,
    }
}
