//! What items are made of.

use super::{Item, Kind, Type, Wrapper};

/// The types that an item is made of, those inside lists and nillable values too.
pub(super) fn for_each_type(item: &Item, visit: &mut dyn FnMut(&Type)) {
    let mut deep = |ty: &Type| {
        let mut ty = ty;
        while let Type::List(inner) | Type::Nillable(inner, _) = ty {
            ty = inner;
        }
        visit(ty);
    };
    match &item.kind {
        Kind::Struct(of) => of.fields().for_each(|field| deep(&field.ty)),
        Kind::Choice(_) | Kind::Alternatives(_) | Kind::Polymorphic(_) => {
            item.kind.alternatives().into_iter().flatten().for_each(|it| deep(&it.ty));
        }
        Kind::Newtype(of) => deep(&of.inner),
        Kind::Union(of) => of.members.iter().for_each(|(_, ty)| deep(ty)),
        Kind::Alias(ty) | Kind::Wrapper(Wrapper { ty, .. }) => deep(ty),
        Kind::Trait(of) => of.fields.iter().for_each(|field| deep(&field.ty)),
        Kind::Enumeration(_) => {}
    }
}

/// For each item those that are made of it: whatever is true of an item because of its parts goes to these. One that is
/// made of another in several ways is there as often.
pub(super) fn holders(items: &[Item]) -> Vec<Vec<usize>> {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (index, item) in items.iter().enumerate() {
        for_each_type(item, &mut |ty| {
            if let Type::Item(id) = ty {
                holders.get_mut(id.0).into_iter().for_each(|holders| holders.push(index));
            }
        });
    }
    holders
}
