//! WSDL operations and ports.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Scope, ident};
use super::{braced, docs, layout};
use crate::components::model::SoapVersion;
use crate::plan::{Fault, Operation, Plan, Port, Type};

/// The name of the module.
const MODULE: &str = "operations";

/// The module of marker types, one an operation. Where there are several port types each has a module inside.
pub(super) fn module(plan: &Plan) -> String {
    let mut modules: Vec<(Option<&String>, &str)> = Vec::new();
    for operation in &plan.operations {
        let module = (operation.module.as_ref(), operation.port_type.as_str());
        if modules.last() != Some(&module) {
            modules.push(module);
        }
    }
    let mut text = String::new();
    for (module, port_type) in modules {
        let content = content(plan, module);
        match module {
            None => text.push_str(&content),
            Some(module) => {
                text.push_str(&braced(&format!("Port type `{port_type}`."), module, &content));
            }
        }
    }
    braced("The operations of the service: what each sends, what it gets, and its headers.", MODULE, &text)
}

/// The operations of one port type, and the ports.
fn content(plan: &Plan, module: Option<&String>) -> String {
    let path = match module {
        Some(module) => format!("{MODULE}::{module}"),
        None => MODULE.to_owned(),
    };
    let scope = Scope { plan, module: Some(&path) };
    let runtime: syn::Path = super::paths::parse(&plan.runtime);
    let imports = layout(vec![quote!(use #runtime as rt;)], false);
    let ports = plan.ports.iter().filter(|it| it.module.as_ref() == module).filter_map(port);
    let operations = plan.operations.iter().filter(|it| it.module.as_ref() == module);
    let items = layout(operations.flat_map(|operation| item(&scope, operation)), true);
    format!("{imports}{}{items}", layout(ports, true))
}

fn item(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut lines = operation.docs.clone();
    if lines.is_empty() {
        lines.push(format!("The operation `{}`.", operation.wsdl_name));
    }
    let docs = docs(&lines);
    let name = ident(&operation.name);
    let (wsdl_name, action) = (&operation.wsdl_name, &operation.soap_action);
    let (request, response) = (scope.owned(&operation.request), scope.owned(&operation.response));
    let fault = match &operation.fault {
        Some(fault) => {
            let name = ident(&fault.name);
            quote!(#name)
        }
        None => quote!(rt::soap::NoFault),
    };
    let version = (operation.soap_version != SoapVersion::Soap11).then(|| {
        let version = soap(operation.soap_version);
        quote!(const SOAP_VERSION: rt::soap::Version = #version;)
    });
    let others = operation.other_bindings.iter().map(|(it, action)| {
        let version = soap(*it);
        quote!((#version, #action))
    });
    let others = (!operation.other_bindings.is_empty())
        .then(|| quote!(const OTHER_BINDINGS: &'static [(rt::soap::Version, &'static str)] = &[#(#others),*];));
    let names = |types: &[Type]| -> Vec<TokenStream> {
        types.iter().map(|it| scope.owned(it)).map(|header| quote!(rt::Name::of::<#header>())).collect()
    };
    let (request_headers, response_headers) = (names(&operation.request_headers), names(&operation.response_headers));
    let mut items = vec![
        quote!(
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub struct #name;
        ),
        quote!(
            impl rt::Operation for #name {
                type Request = #request;
                type Response = #response;
                type Fault = #fault;
                const NAME: &'static str = #wsdl_name;
                #version
                const SOAP_ACTION: &'static str = #action;
                #others
                const REQUEST_HEADERS: &'static [rt::Name] = &[#(#request_headers),*];
                const RESPONSE_HEADERS: &'static [rt::Name] = &[#(#response_headers),*];
            }
        ),
    ];
    items.extend(operation.fault.iter().flat_map(|it| fault_items(scope, operation, it)));
    items
}

/// The enum of what the detail of a fault can hold.
fn fault_items(scope: &Scope<'_>, operation: &Operation, fault: &Fault) -> [TokenStream; 2] {
    let name = ident(&fault.name);
    let doc = docs(&[format!("What the detail of a fault of `{}` can hold.", operation.wsdl_name)]);
    let names: Vec<_> = fault.variants.iter().map(|it| ident(&it.name)).collect();
    let variants = fault.variants.iter().zip(&names).map(|(variant, name)| {
        let (docs, ty) = (docs(&variant.docs), scope.owned(&variant.ty));
        quote!(#docs #name(#ty))
    });
    [
        quote!(
            #doc
            #[derive(Debug, Clone, PartialEq)]
            pub enum #name {
                #(#variants),*
            }
        ),
        quote!(rt::typed_fault!(#name, #(#names),*);),
    ]
}

/// The constant of a port; `None` where the document does not say where it is.
fn port(port: &Port) -> Option<TokenStream> {
    let doc = docs(&[format!("The port `{}` of the service `{}`.", port.wsdl_name, port.service)]);
    let (name, version) = (ident(&port.name), soap(port.soap_version));
    let (service, wsdl_name, address) = (&port.service, &port.wsdl_name, port.address.as_ref()?);
    Some(quote!(#doc pub const #name: rt::soap::Port = rt::soap::Port::new(#service, #wsdl_name, #address, #version);))
}

fn soap(version: SoapVersion) -> TokenStream {
    match version {
        SoapVersion::Soap11 => quote!(rt::soap::Version::Soap11),
        SoapVersion::Soap12 => quote!(rt::soap::Version::Soap12),
    }
}

/// Which requests belong to one operation alone.
pub(super) fn requests(plan: &Plan) -> Vec<TokenStream> {
    let scope = Scope { plan, module: None };
    let unique = plan.operations.iter().filter(|operation| operation.is_only_use);
    let implement = |operation: &Operation| {
        let (request, name) = (scope.owned(&operation.request), ident(&operation.name));
        let module = operation.module.as_ref().map(|it| ident(it)).map(|it| quote!(#it::));
        quote!(impl rt::Request for #request { type Operation = operations::#module #name; })
    };
    unique.map(implement).collect()
}
