//! The enum for documents whose root is not known in advance.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use super::{docs, globals};
use crate::options::Emit;
use crate::plan::Document;

pub(super) fn definition(scope: &Scope<'_>, of: &Document) -> TokenStream {
    let (item_docs, name) = (docs(&of.docs), ident(&of.name));
    let variants = of.variants.iter().map(|variant| {
        let (docs, name, ty) = (docs(&variant.docs), ident(&variant.name), scope.owned(&variant.ty));
        quote!(#docs #name(Box<#ty>))
    });
    // The names are those of the elements, which may well have a part in common.
    let derives = quote!(#[derive(Debug, Clone, PartialEq)] #[allow(clippy::enum_variant_names)]);
    quote!(#item_docs #derives pub enum #name { #(#variants),* })
}

/// The implementations, by a macro of the runtime. A line for each element: formatting leaves the arguments of macros as
/// they are.
pub(super) fn implementations(scope: &Scope<'_>, of: &Document) -> String {
    let macro_name = match scope.plan.emit {
        Emit::Both => "document",
        Emit::Reader => "read_document",
        Emit::Writer => "write_document",
    };
    let namespaces = if scope.plan.emit == Emit::Writer { "" } else { "&NAMESPACES, " };
    let mut text = format!("rt::{macro_name}!({}, {namespaces}[\n", of.name);
    for variant in &of.variants {
        // Writing into a String cannot fail.
        let _ = match scope.plan.emit {
            Emit::Writer => writeln!(text, "    {},", variant.name),
            _ => {
                let namespace = scope.namespace(&variant.root).to_string().replace(' ', "");
                let how = variant.assessment.filter(|_| scope.plan.globals.is_some()).map(globals::call);
                let how = how.map(|it| format!(", {}", it.to_string().replace(' ', ""))).unwrap_or_default();
                writeln!(text, "    {}({namespace}, {:?}{how}),", variant.name, variant.root.local)
            }
        };
    }
    let has_identity = scope.plan.identity.is_some() && scope.plan.emit != Emit::Writer;
    text.push_str(if has_identity { "]; &IDENTITY);\n\n" } else { "]);\n\n" });
    text
}
