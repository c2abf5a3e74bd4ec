//! The table of identity constraints and identifiers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::paths::{Scope, ident};
use super::read::any;
use crate::components::{ConstraintKind, ProcessContents};
use crate::plan::{AttributeRow, Constraint, Declaration, Definition, Identity, ValueKind};

/// The static of the table.
pub(super) fn definition(scope: &Scope<'_>, of: &Identity) -> TokenStream {
    let globals = numbers(&of.globals);
    let elements = of.elements.iter().map(|it| element(scope, it));
    let types = of.types.iter().map(|it| ty(scope, it));
    let mut table = quote!(rt::Identity::new(&NAMESPACES, &[#(#globals),*], &[#(#elements),*], &[#(#types),*]));
    if !of.constraints.is_empty() {
        let constraints = of.constraints.iter().map(constraint);
        table.extend(quote!(.constraints(&[#(#constraints),*])));
    }
    if !of.attributes.is_empty() {
        let attributes = of.attributes.iter().map(|it| attribute(scope, it));
        table.extend(quote!(.attributes(&[#(#attributes),*])));
    }
    if !of.named.is_empty() {
        let named = of.named.iter().map(|(root, number)| {
            let (namespace, local, number) = (scope.namespace(root), &root.local, Literal::usize_unsuffixed(*number));
            quote!((#namespace, #local, #number))
        });
        table.extend(quote!(.named(&[#(#named),*])));
    }
    quote!(
        /// What must be unique in documents, and what must refer to something: strict reading checks it.
        static IDENTITY: rt::Identity = #table;
    )
}

fn numbers(numbers: &[usize]) -> impl Iterator<Item = Literal> {
    numbers.iter().map(|number| Literal::usize_unsuffixed(*number))
}

fn constraint(of: &Constraint) -> TokenStream {
    let Constraint { kind, name, selector, fields } = of;
    match kind {
        ConstraintKind::Unique => quote!(rt::identity::Constraint::unique(#name, #selector, &[#(#fields),*])),
        ConstraintKind::Key => quote!(rt::identity::Constraint::key(#name, #selector, &[#(#fields),*])),
        ConstraintKind::KeyRef(refer) => {
            let refer = Literal::u32_unsuffixed(refer.0);
            quote!(rt::identity::Constraint::keyref(#name, #refer, #selector, &[#(#fields),*]))
        }
    }
}

fn element(scope: &Scope<'_>, of: &Declaration) -> TokenStream {
    let (namespace, local) = (scope.namespace(&of.name), &of.name.local);
    let Some(ty) = of.ty.map(Literal::usize_unsuffixed) else {
        return quote!(rt::identity::Element::plain(#namespace, #local));
    };
    let nillable = of.nillable.then(|| quote!(.nillable()));
    let default = of.default.as_ref().map(|text| quote!(.default(#text)));
    let constraints = numbers(&of.constraints);
    let constraints = (!of.constraints.is_empty()).then(|| quote!(.constraints(&[#(#constraints),*])));
    quote!(rt::identity::Element::new(#namespace, #local, #ty) #nillable #default #constraints)
}

fn ty(scope: &Scope<'_>, of: &Definition) -> TokenStream {
    let mut row = match &of.text {
        Some(text) => {
            let kind = kind(scope, text);
            quote!(rt::identity::Type::text(#kind))
        }
        None => {
            let children = numbers(&of.children);
            quote!(rt::identity::Type::new(&[#(#children),*]))
        }
    };
    if !of.attributes.is_empty() {
        let attributes = of.attributes.iter().map(|it| attribute(scope, it));
        row.extend(quote!(.attributes(&[#(#attributes),*])));
    }
    if !of.any.is_empty() {
        let wildcards = of.any.iter().map(|(namespaces, process)| {
            let (namespaces, process) = (any(namespaces), self::process(*process));
            quote!((#namespaces, #process))
        });
        row.extend(quote!(.any(&[#(#wildcards),*])));
    }
    if let Some((namespaces, process)) = &of.any_attribute {
        let (namespaces, process) = (any(namespaces), self::process(*process));
        row.extend(quote!(.any_attribute(#namespaces, #process)));
    }
    row
}

fn process(process: ProcessContents) -> TokenStream {
    match process {
        ProcessContents::Strict => quote!(rt::identity::Process::Strict),
        ProcessContents::Lax => quote!(rt::identity::Process::Lax),
        ProcessContents::Skip => quote!(rt::identity::Process::Skip),
    }
}

fn attribute(scope: &Scope<'_>, of: &AttributeRow) -> TokenStream {
    let (namespace, local, kind) = (scope.namespace(&of.name), &of.name.local, kind(scope, &of.kind));
    let default = of.default.as_ref().map(|text| quote!(.default(#text)));
    quote!(rt::identity::Attribute::new(#namespace, #local, #kind) #default)
}

fn kind(scope: &Scope<'_>, of: &ValueKind) -> TokenStream {
    match of {
        ValueKind::Of(name) => {
            let name = ident(name);
            quote!(rt::identity::Kind::#name)
        }
        ValueKind::List(item) => {
            let item = kind(scope, item);
            quote!(rt::identity::Kind::List(&#item))
        }
        ValueKind::Union(members) => {
            let members = members.iter().map(|(member, ty)| {
                let (member, ty) = (kind(scope, member), scope.ty(ty));
                quote!((#member, rt::identity::fits::<#ty>))
            });
            quote!(rt::identity::Kind::Union(&[#(#members),*]))
        }
    }
}
