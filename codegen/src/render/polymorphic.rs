//! Reading and writing by `xsi:type`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::paths::{Scope, ident};
use super::read;
use crate::plan::{Item, Polymorphic, Root};

/// The body of `read`.
pub(super) fn read(scope: &Scope<'_>, item: &Item, of: &Polymorphic) -> TokenStream {
    let name = |root: &Root| {
        let (namespace, local) = (scope.namespace(root), &root.local);
        quote!((#namespace, #local))
    };
    let derived = of.alternatives.iter().skip(usize::from(!of.is_abstract)).filter_map(|it| it.element.as_ref());
    let names = std::iter::once(&of.declared).chain(derived).map(name);
    let make = if of.is_abstract { quote!(of_abstract) } else { quote!(new) };
    let first = usize::from(of.is_abstract);
    let n_arms = of.alternatives.len();
    let arms = of.alternatives.iter().enumerate().map(|(index, alternative)| {
        let variant = ident(&alternative.variant);
        let number = Literal::usize_unsuffixed(first + index);
        let pattern = match (index + 1 == n_arms, &of.other) {
            (true, None) => quote!(_),
            (true, Some(_)) => quote!(Some(_)),
            (false, None) => quote!(#number),
            (false, Some(_)) => quote!(Some(#number)),
        };
        let read = read::value_of(scope, item, &alternative.ty);
        quote!(#pattern => #read(r).map(Self::#variant))
    });
    let (call, other) = match &of.other {
        None => (quote!(derived), TokenStream::new()),
        Some(other) => {
            let other = ident(other);
            (quote!(derived_or_other), quote!(, None => r.raw().map(Self::#other)))
        }
    };
    let types = quote!(static TYPES: rt::Types = rt::Types::#make(&NAMESPACES, &[#(#names),*]););
    if let ([only], None) = (of.alternatives.as_slice(), &of.other) {
        let (variant, read) = (ident(&only.variant), read::value_of(scope, item, &only.ty));
        return quote!(#types r.derived(&TYPES)?; #read(r).map(Self::#variant));
    }
    quote!(
        #types
        match r.#call(&TYPES)? { #(#arms),* #other }
    )
}

/// The body of `write`: a derived type is named, the declared one is not.
pub(super) fn write(scope: &Scope<'_>, of: &Polymorphic) -> TokenStream {
    let arms = of.alternatives.iter().enumerate().map(|(index, alternative)| {
        let variant = ident(&alternative.variant);
        let say = alternative.element.as_ref().filter(|_| index > 0 || of.is_abstract).map(|root| {
            let name = scope.prefixed(root);
            quote!(w.xsi_type(#name);)
        });
        match say {
            Some(say) => quote!(Self::#variant(value) => { #say rt::Write::write(value, w) }),
            None => quote!(Self::#variant(value) => rt::Write::write(value, w)),
        }
    });
    let other = of.other.as_ref().map(|other| {
        let other = ident(other);
        quote!(Self::#other(value) => w.replace(value),)
    });
    quote!(match self { #(#arms,)* #other })
}
