//! Enumerations of texts.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use super::{derives, docs, member_attributes, serde};
use crate::components::model::WhiteSpace;
use crate::plan::{Enumeration, Item};

pub(super) fn definition(scope: &Scope<'_>, item: &Item, of: &Enumeration) -> Vec<TokenStream> {
    let (item_docs, derives, name) = (docs(&item.docs), derives(item), ident(&item.name));
    let variants = of.variants.iter().enumerate().map(|(number, variant)| {
        let (docs, name, attributes) = (docs(&variant.docs), ident(&variant.name), member_attributes(item, number));
        quote!(#docs #attributes #name)
    });
    let other = of.other.as_ref().map(|other| {
        let docs = if item.docs.is_empty() {
            TokenStream::new()
        } else {
            docs(&["A value that the schema does not list.".to_owned()])
        };
        let other = ident(other);
        quote!(#docs #other(Box<str>),)
    });
    let definition = quote!(#item_docs #derives pub enum #name { #(#variants,)* #other });

    let texts = of.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), &variant.value);
        quote!(Self::#name => #value)
    });
    let other_text = of.other.as_ref().map(|other| {
        let other = ident(other);
        quote!(Self::#other(text) => text,)
    });
    let lifetime = if of.other.is_some() { quote!(&str) } else { quote!(&'static str) };
    let as_str_docs =
        if item.docs.is_empty() { TokenStream::new() } else { docs(&["The text on the wire.".to_owned()]) };
    let empty = of.variants.is_empty() && of.other.is_none();
    let body = if empty { quote!(match *self {}) } else { quote!(match self { #(#texts,)* #other_text }) };
    let as_str = quote!(impl #name { #as_str_docs pub fn as_str(&self) -> #lifetime { #body } });

    let mut sorted: Vec<_> = of.variants.iter().collect();
    sorted.sort_by(|a, b| a.value.cmp(&b.value));
    let values = sorted.into_iter().map(|variant| {
        let name = ident(&variant.name);
        quote!(Self::#name)
    });
    let other_fn = of.other.as_ref().map(|other| {
        let other = ident(other);
        quote!(
            fn other(text: &str) -> Option<Self> {
                Some(Self::#other(text.into()))
            }
        )
    });
    let xsd_name = &of.xsd_name;
    let white_space = match of.white_space {
        WhiteSpace::Preserve => TokenStream::new(),
        WhiteSpace::Replace => quote!(
            const REPLACE: bool = true;
        ),
        WhiteSpace::Collapse => quote!(
            const COLLAPSE: bool = true;
        ),
    };
    let is_open = of.other.is_some().then(|| {
        quote!(
            const IS_OPEN: bool = true;
        )
    });
    let implementation = quote!(
        impl rt::Enumeration for #name {
            const XSD_NAME: &'static str = #xsd_name;
            #white_space
            #is_open
            const VALUES: &'static [Self] = &[#(#values),*];
            #other_fn
            fn text(&self) -> &str {
                self.as_str()
            }
        }
    );
    let serde = serde::text(scope, item);
    let value = of.value.as_ref().map(|ty| scope.ty(ty)).map(|ty| quote!(, #ty));
    vec![definition, as_str, implementation, quote!(rt::enumeration!(#name #value);), serde]
}
