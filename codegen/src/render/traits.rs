//! Traits for abstract bases.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use super::{derives, docs};
use crate::plan::{Field, Item, Kind, Shape, Struct, Trait, Type};

pub(super) fn definition(scope: &Scope<'_>, item: &Item, of: &Trait) -> TokenStream {
    let (item_docs, derives, name) = (docs(&item.docs), derives(item), ident(&item.name));
    let methods = of.fields.iter().map(|field| {
        let (docs, name, ty) = (docs(&field.docs), ident(&field.name), shown(scope, item, field));
        quote!(#docs fn #name(&self) -> #ty;)
    });
    let lifetime = scope.lifetime(item);
    quote!(#item_docs #derives pub trait #name #lifetime { #(#methods)* })
}

/// The implementations of traits for a struct.
pub(super) fn implementations(scope: &Scope<'_>, item: &Item) -> Vec<TokenStream> {
    let Kind::Struct(Struct { traits, .. }) = &item.kind else { return Vec::new() };
    let implement = |of: &crate::plan::TraitImpl| {
        let target = scope.plan.item(of.item);
        let path = scope.path(target);
        let methods = of.fields.iter().map(|(method, field)| {
            let (method, ty, value) = (ident(method), shown(scope, target, field), borrowed(scope, field));
            quote!(fn #method(&self) -> #ty { #value })
        });
        let lifetime = scope.lifetime(target);
        let name = if target.has_lifetime() { scope.own(item) } else { scope.any(item) };
        quote!(impl #lifetime #path #lifetime for #name { #(#methods)* })
    };
    traits.iter().map(implement).collect()
}

/// The type that a method gives.
fn shown(scope: &Scope<'_>, item: &Item, field: &Field) -> TokenStream {
    let ty = scope.within(item, &field.ty);
    match (field.shape, is_copy(scope, &field.ty), is_string(scope, &field.ty)) {
        (Shape::Many, ..) => quote!(&[#ty]),
        (Shape::Required, true, _) => ty,
        (Shape::Required, _, true) => quote!(&str),
        (Shape::Required, ..) => quote!(&#ty),
        (Shape::Optional, true, _) => quote!(Option<#ty>),
        (Shape::Optional, _, true) => quote!(Option<&str>),
        (Shape::Optional, ..) => quote!(Option<&#ty>),
    }
}

fn borrowed(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match (field.shape, is_copy(scope, &field.ty), is_string(scope, &field.ty)) {
        (Shape::Many, ..) => quote!(&self.#name),
        (_, true, _) if !field.boxed => quote!(self.#name),
        (Shape::Required, ..) => quote!(&self.#name),
        (Shape::Optional, _, true) => quote!(self.#name.as_deref()),
        (Shape::Optional, ..) if field.boxed => quote!(self.#name.as_deref()),
        (Shape::Optional, ..) => quote!(self.#name.as_ref()),
    }
}

fn is_copy(scope: &Scope<'_>, ty: &Type) -> bool {
    matches!(
        scope.resolve(ty),
        Type::Builtin("bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "f32" | "f64")
    )
}

fn is_string(scope: &Scope<'_>, ty: &Type) -> bool {
    *scope.resolve(ty) == Type::Builtin("String")
}
