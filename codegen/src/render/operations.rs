//! WSDL operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use super::{braced, docs, layout};
use crate::plan::{ItemId, Operation, Plan};

/// The module of marker types, one an operation.
pub(super) fn module(plan: &Plan) -> String {
    let name = "operations".to_owned();
    let scope = Scope { plan, module: Some(&name) };
    let runtime: syn::Path = super::paths::parse(&plan.runtime);
    let imports = layout(vec![quote!(use #runtime as rt;)], false);
    let items = layout(plan.operations.iter().flat_map(|operation| item(&scope, operation)).collect(), true);
    let docs = "The operations of the service: what each sends, what it gets, and its headers.";
    braced(docs, &name, &format!("{imports}{items}"))
}

fn item(scope: &Scope<'_>, operation: &Operation) -> [TokenStream; 2] {
    let mut lines = operation.docs.clone();
    if lines.is_empty() {
        lines.push(format!("The operation `{}`.", operation.wsdl_name));
    }
    let docs = docs(&lines);
    let name = ident(&operation.name);
    let (wsdl_name, action) = (&operation.wsdl_name, &operation.soap_action);
    let path = |id: ItemId| scope.path(scope.plan.item(id));
    let (request, response) = (path(operation.request), path(operation.response));
    let names = |ids: &[ItemId]| -> Vec<TokenStream> {
        ids.iter().map(|&id| path(id)).map(|header| quote!(rt::Name::of::<#header>())).collect()
    };
    let (request_headers, response_headers) = (names(&operation.request_headers), names(&operation.response_headers));
    [
        quote!(
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub struct #name;
        ),
        quote!(
            impl rt::Operation for #name {
                type Request = #request;
                type Response = #response;
                type Fault = rt::soap::NoFault;
                const NAME: &'static str = #wsdl_name;
                const SOAP_ACTION: &'static str = #action;
                const REQUEST_HEADERS: &'static [rt::Name] = &[#(#request_headers),*];
                const RESPONSE_HEADERS: &'static [rt::Name] = &[#(#response_headers),*];
            }
        ),
    ]
}

/// Which requests belong to one operation alone.
pub(super) fn requests(plan: &Plan) -> Vec<TokenStream> {
    let scope = Scope { plan, module: None };
    let unique = plan.operations.iter().filter(|operation| operation.is_only_use);
    let implement = |operation: &Operation| {
        let (request, name) = (scope.path(plan.item(operation.request)), ident(&operation.name));
        quote!(impl rt::Request for #request { type Operation = operations::#name; })
    };
    unique.map(implement).collect()
}
