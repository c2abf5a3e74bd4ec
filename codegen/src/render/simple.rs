//! Newtypes and unions.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::paths::{Scope, ident};
use super::{derives, docs, serde};
use crate::components::model::WhiteSpace;
use crate::plan::{Check, Fold, Item, Kind, Names, Newtype, Type, Union, holds_qname};

pub(super) fn newtype(scope: &Scope<'_>, item: &Item, of: &Newtype) -> Vec<TokenStream> {
    let (item_docs, derives, name, inner) = (docs(&item.docs), derives(item), ident(&item.name), scope.ty(&of.inner));
    let lines = ["Checks a value.", "", "# Errors", "If it breaks a facet of the type."].map(str::to_owned);
    let new_docs = if item.docs.is_empty() { TokenStream::new() } else { docs(&lines) };
    let parse = of.value.as_ref().map(|ty| {
        let ty = scope.ty(ty);
        let is_used = of.checks.iter().any(|check| !matches!(check, Check::Pattern(_)));
        let parsed = if is_used { quote!(parsed) } else { quote!(_) };
        quote!(let #parsed: #ty = rt::check::parse(&value)?;)
    });
    let checks = of.checks.iter().map(|facet| match facet {
        Check::Pattern(_) => check(facet, &quote!(value)),
        _ if of.value.is_some() => check(facet, &quote!(parsed)),
        _ => check(facet, &quote!(value)),
    });
    let value = of.value.as_ref().map(|ty| scope.ty(ty));
    let fold = match of.fold {
        Some(Fold::WhiteSpace(WhiteSpace::Collapse)) => {
            quote!(let value = rt::datatypes::collapse(&value).into_owned();)
        }
        Some(Fold::WhiteSpace(WhiteSpace::Replace)) => {
            quote!(let value = rt::datatypes::replace(&value).into_owned();)
        }
        Some(Fold::Member) => quote!(let value = rt::check::fold::<#value>(value);),
        Some(Fold::WhiteSpace(WhiteSpace::Preserve)) | None => TokenStream::new(),
    };
    let patterns = of.document_patterns.iter().filter_map(|it| match it {
        Check::Pattern(alternatives) => Some(pattern(alternatives, &quote!(text))),
        _ => None,
    });
    let patterns: Vec<TokenStream> = patterns.collect();
    let check_text = (!patterns.is_empty()).then(|| {
        quote!(
            fn check_text(text: &str) -> Result<(), rt::ValueError> {
                #(#patterns)*
                Ok(())
            }
        )
    });
    let argument = check_text.as_ref().map(|_| quote!(, check_text)).or_else(|| value.map(|value| quote!(, #value)));
    let (parameter, take) = if of.is_text && inner.to_string() == "String" {
        (quote!(impl Into<String>), quote!(let value = value.into();))
    } else {
        (quote!(#inner), TokenStream::new())
    };
    let kind = if of.is_text { quote!(text_newtype) } else { quote!(value_newtype) };
    vec![
        quote!(#item_docs #derives pub struct #name(#inner);),
        quote!(
            impl #name {
                #new_docs
                pub fn new(value: #parameter) -> Result<Self, rt::ValueError> {
                    #take
                    #fold
                    #parse
                    #(#checks)*
                    Ok(Self(value))
                }

                #check_text
            }
        ),
        quote!(rt::#kind!(#name, #inner #argument);),
        if of.is_text { serde::text(scope, item) } else { serde::value(scope, item, &of.inner) },
    ]
}

/// A check of a variable.
fn check(check: &Check, value: &TokenStream) -> TokenStream {
    match check {
        Check::Length(limit) => limited("length", value, *limit),
        Check::MinLength(limit) => limited("min_length", value, *limit),
        Check::MaxLength(limit) => limited("max_length", value, *limit),
        Check::Bound(function, limit) => {
            let function = format_ident!("{function}");
            quote!(rt::check::#function(&#value, #limit)?;)
        }
        Check::Digits(function, limit) => limited(function, value, *limit),
        Check::OneOf(values) => quote!(rt::check::one_of(&#value, &[#(#values),*])?;),
        Check::OneOfNames(groups) => {
            let groups = groups.iter().map(|Names { prefixes, values }| {
                let prefixes = self::prefixes(prefixes);
                quote!((#prefixes, &[#(#values),*]))
            });
            quote!(rt::check::one_of_names(&#value, &[#(#groups),*])?;)
        }
        Check::Pattern(alternatives) => pattern(alternatives, &quote!(&#value)),
    }
}

/// A check of a text by the patterns of one step.
fn pattern(alternatives: &[String], text: &TokenStream) -> TokenStream {
    let pattern = match alternatives {
        [one] => one.clone(),
        several => several.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join("|"),
    };
    // One static for each pattern step; the block keeps their names apart.
    quote!({
        static PATTERN: rt::LazyPattern = rt::LazyPattern::new(#pattern);
        rt::check::pattern(#text, &PATTERN)?;
    })
}

/// Prefixes and namespace names.
pub(super) fn prefixes(prefixes: &[(String, String)]) -> TokenStream {
    let prefixes = prefixes.iter().map(|(prefix, uri)| quote!((#prefix, #uri)));
    quote!(&[#(#prefixes),*])
}

fn limited(function: &str, value: &TokenStream, limit: u64) -> TokenStream {
    let (function, limit) = (format_ident!("{function}"), Literal::u64_unsuffixed(limit));
    quote!(rt::check::#function(&#value, #limit)?;)
}

pub(super) fn union(scope: &Scope<'_>, item: &Item, of: &Union) -> Vec<TokenStream> {
    let (item_docs, derives, name) = (docs(&item.docs), derives(item), ident(&item.name));
    let mut variants = Vec::new();
    let mut attempts = Vec::new();
    let mut texts = Vec::new();
    let mut declarations = Vec::new();
    let mut has_qname = false;
    for (index, (variant, ty)) in of.members.iter().enumerate() {
        let (ident, path) = (ident(variant), scope.ty(ty));
        let docs = if item.docs.is_empty() {
            TokenStream::new()
        } else {
            docs(&[format!("A value of the member `{variant}`.")])
        };
        let serde = serde::one(scope, ty);
        variants.push(quote!(#docs #serde #ident(#path)));
        attempts.push(quote!(
            if let Ok(value) = <#path as rt::Simple>::parse(text, context) {
                return Ok(Self::#ident(value));
            }
        ));
        texts.push(if of.apart.get(index) == Some(&true) {
            quote!(Self::#ident(value) => rt::check::write_apart(value, text, |text| {
                matches!(<Self as rt::Simple>::parse(text, &rt::Context::STRICT), Ok(Self::#ident(_)))
            }))
        } else {
            quote!(Self::#ident(value) => rt::Simple::write_text(value, text))
        });
        declarations.push(quote!(Self::#ident(value) => rt::Simple::declare(value, w)));
        has_qname |= holds_qname(&scope.plan.items, ty);
    }
    let xsd_name = &of.xsd_name;
    let attempts = quote!(#(#attempts)*);
    // A member that keeps unknown values must not take what is a value of another member.
    let is_forgiving = of.members.iter().any(|(_, ty)| is_forgiving(scope, ty));
    let attempts =
        if is_forgiving { quote!(for context in [&context.strict(), context] { #attempts }) } else { attempts };
    let variants_alone = of.members.iter().map(|(variant, _)| ident(variant));
    let value = if of.is_compared { quote!(rt::union_value!(#name, [#(#variants_alone),*]);) } else { quote!() };
    let declare = has_qname.then(|| {
        quote!(
            fn declare(&self, w: &mut rt::Writer) {
                match self { #(#declarations),* }
            }
        )
    });
    vec![
        quote!(#item_docs #derives pub enum #name { #(#variants),* }),
        quote!(
            impl rt::Simple for #name {
                fn parse(text: &str, context: &rt::Context<'_>) -> Result<Self, rt::ValueError> {
                    #attempts
                    Err(rt::ValueError::no_member(#xsd_name, text))
                }

                fn write_text(&self, text: &mut rt::Text<'_>) {
                    match self { #(#texts),* }
                }

                #declare
            }
        ),
        quote!(rt::simple!(#name);),
        value,
    ]
}

/// Whether a lenient reader takes more texts for values of a type than a strict one.
fn is_forgiving(scope: &Scope<'_>, ty: &Type) -> bool {
    match scope.resolve(ty) {
        Type::Item(id) => matches!(scope.plan.item(*id).kind, Kind::Enumeration(_) | Kind::Union(_)),
        Type::List(item) => is_forgiving(scope, item),
        Type::Extern(_) => true,
        Type::Builtin(_) | Type::Nillable(..) => false,
    }
}
