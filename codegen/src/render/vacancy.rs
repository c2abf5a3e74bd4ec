//! The vacant values that readers begin with.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use crate::plan::{Item, Kind, Shape, Type, Vacancy};

/// The vacant value of an item, seen from inside the item.
pub(super) fn of_item(item: &Item) -> Option<TokenStream> {
    match item.vacancy? {
        Vacancy::Default => Some(quote!(Self::default())),
        Vacancy::Function | Vacancy::Variant(_) => Some(quote!(Self::vacant())),
    }
}

/// The function that makes the vacant value.
pub(super) fn function(scope: &Scope<'_>, item: &Item) -> Option<TokenStream> {
    let value = match (&item.kind, item.vacancy?) {
        (_, Vacancy::Default) => return None,
        (Kind::Struct(of), _) => {
            let fields = of.fields().map(|field| {
                let name = ident(&field.name);
                match (field.shape, field.boxed) {
                    (Shape::Optional, _) => quote!(#name: None),
                    (Shape::Many, _) => quote!(#name: Vec::new()),
                    (Shape::Required, boxed) => {
                        let value = of_type(scope, item, &field.ty, boxed);
                        quote!(#name: #value)
                    }
                }
            });
            let order = of.kept_order.as_ref().map(|(order, _)| {
                let order = ident(order);
                quote!(#order: Default::default(),)
            });
            quote!(Self { #(#fields,)* #order })
        }
        (Kind::Newtype(of), _) => {
            let inner = of_type(scope, item, &of.inner, false);
            quote!(Self(#inner))
        }
        (Kind::Enumeration(of), Vacancy::Variant(variant)) => {
            let variant = ident(&of.variants.get(variant)?.name);
            quote!(Self::#variant)
        }
        (Kind::Union(of), Vacancy::Variant(variant)) => {
            let (variant, ty) = of.members.get(variant)?;
            let (variant, value) = (ident(variant), of_type(scope, item, ty, false));
            quote!(Self::#variant(#value))
        }
        (kind, Vacancy::Variant(variant)) => {
            let alternative = kind.alternatives()?.get(variant)?;
            let value = of_type(scope, item, &alternative.ty, alternative.boxed);
            let variant = ident(&alternative.variant);
            quote!(Self::#variant(#value))
        }
        _ => return None,
    };
    let name = scope.any(item);
    // Seen in the whole generated file and nowhere else.
    let visibility = if scope.module.is_some() { quote!(pub(super)) } else { TokenStream::new() };
    Some(quote!(impl #name { #visibility fn vacant() -> Self { #value } }))
}

fn of_type(scope: &Scope<'_>, item: &Item, ty: &Type, boxed: bool) -> TokenStream {
    let value = match scope.resolve(ty) {
        Type::Item(id) if scope.plan.item(*id).vacancy != Some(Vacancy::Default) => {
            let path = scope.path(scope.plan.item(*id));
            quote!(#path::vacant())
        }
        Type::Builtin("String") if !scope.plan.borrows(item, ty) => quote!(String::new()),
        _ => quote!(Default::default()),
    };
    if boxed { quote!(Box::new(#value)) } else { value }
}
