//! Writing: one call a member.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use super::polymorphic;
use crate::plan::{Alternative, Field, Item, Kind, Root, Shape, Struct, Wire};

pub(super) fn implementation(scope: &Scope<'_>, item: &Item) -> Option<TokenStream> {
    let body = match &item.kind {
        Kind::Struct(of) => structure(scope, of),
        Kind::Choice(of) | Kind::Alternatives(of) => alternatives(scope, &of.alternatives),
        Kind::Polymorphic(of) => polymorphic::write(scope, of),
        Kind::Wrapper(_) => quote!(rt::Write::write(&self.0, w);),
        _ => return None,
    };
    let name = scope.any(item);
    let w = if body.is_empty() { quote!(_) } else { quote!(w) };
    Some(quote!(
        impl rt::Write for #name {
            fn write(&self, #w: &mut rt::Writer) { #body }
        }
    ))
}

fn structure(scope: &Scope<'_>, of: &Struct) -> TokenStream {
    let attributes = of.attributes.iter().map(|field| member(scope, field));
    let children = of.body.fields().iter().map(|field| member(scope, field));
    let Some((order, _)) = &of.kept_order else { return quote!(#(#attributes;)* #(#children;)*) };
    let order = ident(order);
    quote!(#(#attributes;)* w.in_order(&self.#order, &[#(&|w| #children),*]);)
}

fn member(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match &field.wire {
        Wire::Attribute(root) => {
            let call = if field.shape == Shape::Required { quote!(attribute) } else { quote!(optional_attribute) };
            let before = attribute(scope, root);
            quote!(w.#call(#before, &self.#name))
        }
        Wire::AnyAttribute(..) => quote!(w.any_attributes(&self.#name)),
        Wire::Text => quote!(rt::Write::write(&self.#name, w)),
        Wire::Element(root, _) => {
            let tag = scope.tag(root);
            match field.shape {
                Shape::Required => quote!(w.element(#tag, &self.#name)),
                Shape::Optional => quote!(w.optional(#tag, &self.#name)),
                Shape::Many => quote!(w.each(#tag, &self.#name)),
            }
        }
        // Raw elements, groups and choices bring their own tags.
        Wire::Raw(_) | Wire::Group(_) | Wire::Choice(_) => match field.shape {
            Shape::Required => quote!(rt::Write::write(&self.#name, w)),
            Shape::Optional | Shape::Many => quote!(w.all(&self.#name)),
        },
    }
}

/// What stands before an attribute's value.
fn attribute(scope: &Scope<'_>, root: &Root) -> String {
    format!(" {}=\"", scope.prefixed(root))
}

fn alternatives(scope: &Scope<'_>, alternatives: &[Alternative]) -> TokenStream {
    let arms = alternatives.iter().map(|alternative| {
        let variant = ident(&alternative.variant);
        match &alternative.element {
            Some(root) => {
                let tag = scope.tag(root);
                quote!(Self::#variant(value) => w.element(#tag, value))
            }
            None => quote!(Self::#variant(value) => rt::Write::write(value, w)),
        }
    });
    quote!(match self { #(#arms),* })
}
