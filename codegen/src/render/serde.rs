//! What the derives of serde need to be told, and what stands in their place.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use crate::plan::{Field, Item, Nil, Shape, Type};

/// The attribute of a field: what is not there is left out, and may be.
pub(super) fn field(scope: &Scope<'_>, field: &Field) -> TokenStream {
    if !scope.plan.serde {
        return TokenStream::new();
    }
    let skip = match field.shape {
        Shape::Required => return one(scope, &field.ty),
        Shape::Optional => "Option::is_none",
        Shape::Many => "Vec::is_empty",
    };
    let has_float = holds_float(scope, &field.ty);
    // What is nil is there, though both are `null`.
    let is_nillable = field.shape == Shape::Optional && matches!(field.ty, Type::Nillable(_, Nil::Bare));
    let how = match (has_float, is_nillable) {
        (true, true) => {
            quote!(, serialize_with = "rt::serde::float::serialize", deserialize_with = "rt::serde::float::present")
        }
        (true, false) => quote!(, with = "rt::serde::float"),
        (false, true) => quote!(, deserialize_with = "rt::serde::present"),
        (false, false) => TokenStream::new(),
    };
    quote!(#[serde(default, skip_serializing_if = #skip #how)])
}

/// The attribute of a field that is no part of the value.
pub(super) fn skip(scope: &Scope<'_>) -> TokenStream {
    if scope.plan.serde { quote!(#[serde(skip)]) } else { TokenStream::new() }
}

/// The attribute of what holds one value.
pub(super) fn one(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    if scope.plan.serde && holds_float(scope, ty) {
        quote!(#[serde(with = "rt::serde::float")])
    } else {
        TokenStream::new()
    }
}

/// The implementation for a text.
pub(super) fn text(scope: &Scope<'_>, item: &Item) -> TokenStream {
    let name = ident(&item.name);
    if scope.plan.serde { quote!(rt::serde_text!(#name);) } else { TokenStream::new() }
}

/// The implementation for a checked value.
pub(super) fn value(scope: &Scope<'_>, item: &Item, inner: &Type) -> TokenStream {
    if !scope.plan.serde {
        return TokenStream::new();
    }
    let (name, path) = (ident(&item.name), scope.ty(inner));
    if holds_float(scope, inner) {
        quote!(rt::serde_value!(#name, #path, rt::serde::float);)
    } else {
        quote!(rt::serde_value!(#name, #path);)
    }
}

/// Whether a value may be a number that JSON has no digits for.
fn holds_float(scope: &Scope<'_>, ty: &Type) -> bool {
    match scope.resolve(ty) {
        Type::Builtin(name) => matches!(*name, "f32" | "f64"),
        Type::List(inner) | Type::Nillable(inner, _) => holds_float(scope, inner),
        Type::Item(_) | Type::Extern(_) => false,
    }
}
