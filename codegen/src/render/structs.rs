//! Structs and choices, with the constructors of structs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::paths::{Scope, ident};
use super::{derives, docs, member_attributes, serde};
use crate::plan::{Alternative, Fallback, Field, Item, Kind, Polymorphic, Shape, Struct, Type};

pub(super) fn structure(scope: &Scope<'_>, item: &Item, of: &Struct) -> Vec<TokenStream> {
    let (docs, derives, name) = (docs(&item.docs), derives(item), ident(&item.name));
    let fields = of.fields().enumerate().map(|(number, field)| {
        let (docs, name, ty) = (super::docs(&field.docs), ident(&field.name), scope.field(item, field));
        let (serde, attributes) = (serde::field(scope, field), member_attributes(item, number));
        quote!(#docs #serde #attributes pub #name: #ty)
    });
    let order = of.kept_order.as_ref().map(|(order, lines)| {
        let (docs, order, serde) = (super::docs(lines), ident(order), serde::skip(scope));
        quote!(#docs #serde pub #order: rt::Order,)
    });
    let lifetime = scope.lifetime(item);
    let mut items = vec![quote!(#docs #derives pub struct #name #lifetime { #(#fields,)* #order })];
    items.extend(constructor(scope, item, of));
    items.extend(defaults(scope, item, of));
    items
}

/// A method for each attribute with a default: its value, or the default where it is left out.
fn defaults(scope: &Scope<'_>, item: &Item, of: &Struct) -> Option<TokenStream> {
    let methods: Vec<TokenStream> = of.attributes.iter().filter_map(|field| default(scope, item, field)).collect();
    let name = scope.any(item);
    (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }))
}

fn default(scope: &Scope<'_>, item: &Item, field: &Field) -> Option<TokenStream> {
    let default = field.default.as_ref()?;
    let (name, text, plain) = (ident(&field.name), &default.text, field.name.trim_start_matches("r#"));
    let method = format_ident!("{plain}_or_default");
    let ty = scope.ty(&field.ty);
    let (ty, value) = match default.fallback.as_ref()? {
        Fallback::Literal(literal) => {
            let literal: TokenStream = literal.parse().ok()?;
            (ty, quote!(self.#name.unwrap_or(#literal)))
        }
        Fallback::Text => (quote!(&str), quote!(self.#name.as_deref().unwrap_or(#text))),
        Fallback::Variant(variant) => {
            let variant = ident(variant);
            (quote!(&#ty), quote!(self.#name.as_ref().unwrap_or(&#ty::#variant)))
        }
    };
    let lines = format!("[`{plain}`](field@Self::{plain}), or `{text}` where it is left out.");
    let docs = if item.docs.is_empty() { TokenStream::new() } else { docs(&[lines]) };
    Some(quote!(#docs pub fn #method(&self) -> #ty { #value }))
}

/// More parameters than this make a call unreadable; a struct literal then says more.
const MAX_PARAMETERS: usize = 7;

/// `new`, which takes what the schema requires.
fn constructor(scope: &Scope<'_>, item: &Item, of: &Struct) -> Option<TokenStream> {
    let is_asked = |field: &Field| field.required && field.shape != Shape::Many;
    let n_parameters = of.fields().filter(|field| is_asked(field)).count();
    if n_parameters == 0 || n_parameters > MAX_PARAMETERS {
        return None;
    }
    let rest = super::vacancy::of_item(item);
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    let (mut is_fallible, mut borrows) = (false, false);
    for field in of.fields() {
        let name = ident(&field.name);
        if !is_asked(field) {
            if rest.is_none() {
                values.push(match field.shape {
                    Shape::Many => quote!(#name: Vec::new()),
                    _ => quote!(#name: None),
                });
            }
            continue;
        }
        borrows |= scope.plan.borrows(item, &field.ty);
        let ty = scope.within(item, &field.ty);
        let (parameter, mut value) = match how(scope, &field.ty) {
            How::Plain => (quote!(#name: #ty), quote!(#name)),
            How::Into => (quote!(#name: impl Into<#ty>), quote!(#name.into())),
            How::TryInto => {
                is_fallible = true;
                let parameter = quote!(#name: impl TryInto<#ty, Error: Into<rt::ValueError>>);
                (parameter, quote!(#name.try_into().map_err(Into::into)?))
            }
        };
        if field.boxed {
            value = quote!(Box::new(#value));
        }
        if field.shape == Shape::Optional {
            value = quote!(Some(#value));
        }
        parameters.push(parameter);
        values.push(if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) });
    }
    if let (Some((order, _)), None) = (&of.kept_order, &rest) {
        let order = ident(order);
        values.push(quote!(#order: rt::Order::default()));
    }
    if let (Some(rest), true) = (rest, of.kept_order.is_some() || of.fields().any(|field| !is_asked(field))) {
        values.push(quote!(..#rest));
    }
    let (name, lifetime) = if borrows { (scope.own(item), scope.lifetime(item)) } else { (scope.any(item), quote!()) };
    let mut lines = vec!["A value with what the schema requires; the rest is empty.".to_owned()];
    if is_fallible {
        lines.extend([String::new(), "# Errors".to_owned(), "If a text is no value of its type.".to_owned()]);
    }
    let docs = if item.docs.is_empty() { TokenStream::new() } else { docs(&lines) };
    let body = quote!(Self { #(#values),* });
    Some(if is_fallible {
        quote!(
            impl #lifetime #name {
                #docs pub fn new(#(#parameters),*) -> Result<Self, rt::ValueError> { Ok(#body) }
            }
        )
    } else {
        quote!(impl #lifetime #name { #docs pub fn new(#(#parameters),*) -> Self { #body } })
    })
}

/// How a constructor takes a value.
enum How {
    Plain,
    Into,
    TryInto,
}

fn how(scope: &Scope<'_>, ty: &Type) -> How {
    match scope.resolve(ty) {
        Type::Builtin("String") => How::Into,
        Type::Builtin(name) if crate::plan::is_text(name) => How::TryInto,
        Type::Item(id) if matches!(scope.plan.item(*id).kind, Kind::Newtype(_)) => How::TryInto,
        Type::Extern(path) if scope.plan.is_checked_elsewhere(path) => How::TryInto,
        _ => How::Plain,
    }
}

/// An enum whose variants hold what child elements or derived types hold.
pub(super) fn alternatives(scope: &Scope<'_>, item: &Item, alternatives: &[Alternative]) -> TokenStream {
    let (docs, derives, name) = (docs(&item.docs), derives(item), ident(&item.name));
    let variants = alternatives.iter().enumerate().map(|(number, alternative)| {
        let (docs, variant, ty) =
            (super::docs(&alternative.docs), ident(&alternative.variant), held(scope, item, alternative));
        let (serde, attributes) = (serde::one(scope, &alternative.ty), member_attributes(item, number));
        quote!(#docs #serde #attributes #variant(#ty))
    });
    // An element with many optional members makes one variant large; its users build it rarely.
    let lints = lints(&item.name, alternatives);
    let lifetime = scope.lifetime(item);
    quote!(#docs #derives #lints pub enum #name #lifetime { #(#variants),* })
}

/// An enum of a type and those derived from it.
pub(super) fn polymorphic(scope: &Scope<'_>, item: &Item, of: &Polymorphic) -> TokenStream {
    let (item_docs, derives, name) = (docs(&item.docs), derives(item), ident(&item.name));
    let variants = of.alternatives.iter().map(|alternative| {
        let (variant, ty) = (ident(&alternative.variant), held(scope, item, alternative));
        let serde = serde::one(scope, &alternative.ty);
        quote!(#serde #variant(#ty))
    });
    let other = of.other.as_ref().map(|other| {
        let other = ident(other);
        let docs =
            if item.docs.is_empty() { TokenStream::new() } else { docs(&["An element of another type.".to_owned()]) };
        quote!(#docs #other(rt::RawElement),)
    });
    let lints = lints(&item.name, &of.alternatives);
    let lifetime = scope.lifetime(item);
    quote!(#item_docs #derives #lints pub enum #name #lifetime { #(#variants,)* #other })
}

/// The lints that an enum may break: one of its variants is large, or bears its name, as the schema has it.
fn lints(name: &str, alternatives: &[Alternative]) -> TokenStream {
    let is_repeated = alternatives.iter().any(|it| it.variant.starts_with(name));
    let names = is_repeated.then(|| quote!(, clippy::enum_variant_names));
    quote!(#[allow(clippy::large_enum_variant #names)])
}

/// What a variant holds.
fn held(scope: &Scope<'_>, item: &Item, alternative: &Alternative) -> TokenStream {
    let ty = scope.within(item, &alternative.ty);
    if alternative.boxed { quote!(Box<#ty>) } else { ty }
}

pub(super) fn wrapper(scope: &Scope<'_>, item: &Item, ty: &Type) -> Vec<TokenStream> {
    let serde = serde::one(scope, ty);
    let (docs, derives, name, ty) = (docs(&item.docs), derives(item), ident(&item.name), scope.within(item, ty));
    let lifetime = scope.lifetime(item);
    vec![
        quote!(#docs #derives pub struct #name #lifetime(#serde pub #ty);),
        quote!(impl #lifetime From<#ty> for #name #lifetime { fn from(value: #ty) -> Self { Self(value) } }),
    ]
}

pub(super) fn alias(scope: &Scope<'_>, item: &Item, ty: &Type) -> TokenStream {
    let (docs, derives, name, ty) = (docs(&item.docs), derives(item), ident(&item.name), scope.within(item, ty));
    let lifetime = scope.lifetime(item);
    quote!(#docs #derives pub type #name #lifetime = #ty;)
}
