//! The table of global components, and how readers are told to look things up there.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::Scope;
use crate::plan::{Assessment, Global, GlobalCheck, Globals};

/// The call on a reader that says how raw XML is to be checked.
pub(super) fn call(assessment: Assessment) -> TokenStream {
    match assessment {
        Assessment::Strict => quote!(strict(&GLOBALS)),
        Assessment::Lax => quote!(lax(&GLOBALS)),
        Assessment::AnyType { nillable, block } => {
            let nillable = nillable.then(|| quote!(.nillable()));
            let unextended = block.extension.then(|| quote!(.unextended()));
            let unrestricted = block.restriction.then(|| quote!(.unrestricted()));
            quote!(any_type(&GLOBALS) #nillable #unextended #unrestricted)
        }
    }
}

/// The table.
pub(super) fn table(scope: &Scope<'_>, of: &Globals) -> TokenStream {
    let element = |it: &Global| {
        let (namespace, local, check) = (scope.namespace(&it.name), &it.name.local, check(scope, &it.check));
        let ways = match it.ways {
            (true, true) => quote!(.extending()),
            (true, false) => quote!(.only_extending()),
            (false, _) => TokenStream::new(),
        };
        quote!(rt::Global::new(#namespace, #local, #check) #ways)
    };
    let part = |name: TokenStream, list: Vec<TokenStream>| {
        if list.is_empty() { TokenStream::new() } else { quote!(.#name(&[#(#list),*])) }
    };
    let elements = part(quote!(elements), of.elements.iter().map(element).collect());
    let types = part(quote!(types), of.types.iter().map(element).collect());
    let attribute = |(name, ty): &(_, _)| {
        let (namespace, ty) = (scope.namespace(name), scope.owned(ty));
        let local = &name.local;
        quote!(rt::GlobalAttribute::new(#namespace, #local, rt::assess_text::<#ty>))
    };
    let attributes = part(quote!(attributes), of.attributes.iter().map(attribute).collect());
    let docs = " What strict reading checks elements and attributes of wildcards by.";
    quote!(
        #[doc = #docs]
        static GLOBALS: rt::Globals = rt::Globals::new(&NAMESPACES) #elements #types #attributes;
    )
}

fn check(scope: &Scope<'_>, check: &GlobalCheck) -> TokenStream {
    match check {
        GlobalCheck::Read(ty) => {
            let ty = scope.owned(ty);
            quote!(rt::assess::<#ty>)
        }
        GlobalCheck::Raw(assessment) => {
            let call = call(*assessment);
            quote!(|r| rt::assess::<rt::RawElement>(r.#call))
        }
        GlobalCheck::Abstract => quote!(rt::assess_abstract),
        GlobalCheck::Nothing => quote!(rt::assess_nothing),
    }
}
