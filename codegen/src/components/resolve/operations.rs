//! WSDL operations with their SOAP bindings.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::symbols::Table;
use crate::components::model::{ElementId, Operation, QName};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::wsdl::{
    Binding, BindingMessage, BindingOperation, Definitions, Message, Part, PortType, PortTypeOperation, Style,
};
use crate::xsd::{Name, Text};

/// The names of the WSDL documents.
struct Wsdl<'a> {
    messages: Vec<&'a Message>,
    port_types: Vec<&'a PortType>,
    bindings: Vec<&'a Binding>,
    message_names: Table<usize>,
    port_type_names: Table<usize>,
    binding_names: Table<usize>,
    /// Whether a WSDL document could not be loaded, so that unknown names mean nothing.
    is_incomplete: bool,
}

/// Defines the operations: for each SOAP binding those of its port type. Of several bindings to one port type the first
/// counts.
pub(super) fn define(ctx: &mut Ctx<'_>, definitions: &[Definitions]) {
    let wsdl = declare(ctx, definitions);
    for service in definitions.iter().flat_map(|it| &it.services) {
        for (_, binding) in &service.ports {
            // Ports of other protocols are bound elsewhere; a binding that exists nowhere is a mistake.
            if !is_known_binding(definitions, &wsdl, binding) {
                unresolved(ctx, &wsdl, &wsdl.binding_names, binding);
            }
        }
    }
    let mut bound = BTreeSet::new();
    for binding in &wsdl.bindings {
        let Some(port_type_idx) = wsdl.port_type_names.get(&binding.port_type.name) else {
            unresolved(ctx, &wsdl, &wsdl.port_type_names, &binding.port_type);
            continue;
        };
        let Some(port_type) = wsdl.port_types.get(port_type_idx) else { continue };
        if bound.insert(port_type_idx) {
            bind(ctx, &wsdl, binding, port_type);
        }
    }
}

fn declare<'a>(ctx: &mut Ctx<'_>, definitions: &'a [Definitions]) -> Wsdl<'a> {
    let mut wsdl = Wsdl {
        messages: Vec::new(),
        port_types: Vec::new(),
        bindings: Vec::new(),
        message_names: Table::new("message", "unresolved-message"),
        port_type_names: Table::new("port type", "unresolved-port-type"),
        binding_names: Table::new("binding", "unresolved-binding"),
        is_incomplete: false,
    };
    let prefixes = &ctx.names.prefixes;
    for document in definitions {
        let name = |local: &Text| QName { namespace: document.target_namespace.clone(), local: local.value.clone() };
        wsdl.is_incomplete |= document.imports.iter().any(|it| it.is_missing);
        for it in &document.messages {
            let idx = wsdl.messages.len();
            wsdl.message_names.declare(name(&it.name), idx, Some(&it.name.span), prefixes, ctx.diagnostics);
            wsdl.messages.push(it);
        }
        for it in &document.port_types {
            let idx = wsdl.port_types.len();
            wsdl.port_type_names.declare(name(&it.name), idx, Some(&it.name.span), prefixes, ctx.diagnostics);
            wsdl.port_types.push(it);
        }
        for it in &document.bindings {
            let idx = wsdl.bindings.len();
            wsdl.binding_names.declare(name(&it.name), idx, Some(&it.name.span), prefixes, ctx.diagnostics);
            wsdl.bindings.push(it);
        }
    }
    wsdl
}

fn is_known_binding(definitions: &[Definitions], wsdl: &Wsdl<'_>, name: &Name) -> bool {
    let is_other = |it: &Definitions| {
        let is_here = it.target_namespace == name.name.namespace;
        is_here && it.other_bindings.iter().any(|it| it.value == name.name.local)
    };
    wsdl.binding_names.get(&name.name).is_some() || definitions.iter().any(is_other)
}

fn bind(ctx: &mut Ctx<'_>, wsdl: &Wsdl<'_>, binding: &Binding, port_type: &PortType) {
    let mut by_name: BTreeMap<&str, &BindingOperation> = BTreeMap::new();
    for operation in &binding.operations {
        by_name.entry(&operation.name.value).or_insert(operation);
        if !port_type.operations.iter().any(|it| it.name.value == operation.name.value) {
            let message =
                format!("operation `{}` is not in port type `{}`", operation.name.value, port_type.name.value);
            let diagnostic = Diagnostic::error("unknown-operation", message).at(&operation.name.span);
            ctx.report(diagnostic.note_at("the port type is declared here", &port_type.name.span));
        }
    }
    let mut seen: BTreeMap<&str, &Span> = BTreeMap::new();
    for abstract_operation in &port_type.operations {
        let name = &abstract_operation.name;
        if let Some(first) = seen.insert(&name.value, &name.span) {
            let message = format!("operation `{}` is overloaded, which is not supported", name.value);
            let diagnostic = Diagnostic::error("unsupported-binding", message).at(&name.span);
            ctx.report(diagnostic.note_at("it is first declared here", first));
            continue;
        }
        let Some(bound) = by_name.get(name.value.as_str()) else {
            let message = format!("operation `{}` is not bound by `{}`", name.value, binding.name.value);
            let diagnostic = Diagnostic::warning("unbound-operation", message).at(&name.span);
            ctx.report(diagnostic.note_at("the binding is here", &binding.name.span));
            continue;
        };
        let operation = operation(ctx, wsdl, binding, bound, abstract_operation);
        ctx.operations.extend(operation);
    }
}

fn operation(
    ctx: &mut Ctx<'_>,
    wsdl: &Wsdl<'_>,
    binding: &Binding,
    bound: &BindingOperation,
    node: &PortTypeOperation,
) -> Option<Operation> {
    if let Style::Rpc(span) = bound.style.as_ref().unwrap_or(&binding.style) {
        unsupported(ctx, &node.name.value, "has style `rpc`", span);
        return None;
    }
    let Some(input) = &node.input else {
        unsupported(ctx, &node.name.value, "has no input", &node.span);
        return None;
    };
    let (input, input_headers) = exchange(ctx, wsdl, node, input, bound.input.as_ref(), &bound.span)?;
    let (output, output_headers) = match &node.output {
        None => (None, Vec::new()),
        Some(output) => {
            let (output, headers) = exchange(ctx, wsdl, node, output, bound.output.as_ref(), &bound.span)?;
            (Some(output), headers)
        }
    };
    let mut faults = Vec::new();
    for (_, name) in &node.faults {
        let Some(message) = find_message(ctx, wsdl, name) else { continue };
        match message.parts.as_slice() {
            [part] => faults.extend(element(ctx, node, part)),
            _ => unsupported(ctx, &node.name.value, "has a fault that is not one part", &name.span),
        }
    }
    Some(Operation {
        name: node.name.value.clone(),
        soap_action: bound.soap_action.clone(),
        input,
        output,
        input_headers,
        output_headers,
        faults,
        documentation: node.documentation.clone(),
        span: node.span.clone(),
    })
}

/// The body element and the header elements of a request or a response.
fn exchange(
    ctx: &mut Ctx<'_>,
    wsdl: &Wsdl<'_>,
    node: &PortTypeOperation,
    name: &Name,
    bound: Option<&BindingMessage>,
    span: &Span,
) -> Option<(ElementId, Vec<ElementId>)> {
    let message = find_message(ctx, wsdl, name)?;
    if let Some(span) = bound.and_then(|it| it.encoded.as_ref()) {
        unsupported(ctx, &node.name.value, "has `use=\"encoded\"`", span);
        return None;
    }
    let mut headers = Vec::new();
    // The parts of the message itself that travel as headers are none of its body.
    let mut header_parts = BTreeSet::new();
    for header in bound.iter().flat_map(|it| &it.headers) {
        let Some(header_message) = find_message(ctx, wsdl, &header.message) else { continue };
        if header.message.name == name.name {
            header_parts.insert(header.part.value.as_str());
        }
        let Some(part) = find_part(ctx, header_message, &header.part) else { continue };
        headers.extend(element(ctx, node, part));
    }
    let named = bound.and_then(|it| it.parts.as_ref());
    let body: Vec<&Part> = match named {
        Some(names) => names.iter().filter_map(|it| find_part(ctx, message, it)).collect(),
        None => message.parts.iter().filter(|it| !header_parts.contains(it.name.value.as_str())).collect(),
    };
    let [part] = body.as_slice() else {
        let is_broken = named.is_some_and(|it| it.len() != body.len());
        if !is_broken {
            let what = format!("has a body of {} parts, not one", body.len());
            unsupported(ctx, &node.name.value, &what, bound.map_or(span, |it| &it.span));
        }
        return None;
    };
    Some((element(ctx, node, part)?, headers))
}

/// The element that a part names.
fn element(ctx: &mut Ctx<'_>, node: &PortTypeOperation, part: &Part) -> Option<ElementId> {
    let Some(name) = &part.element else {
        if let Some(ty) = &part.ty {
            let what = format!("has the part `{}` with a type instead of an element", part.name.value);
            unsupported(ctx, &node.name.value, &what, &ty.span);
        }
        return None;
    };
    ctx.find_element(None, name)
}

fn find_message<'a>(ctx: &mut Ctx<'_>, wsdl: &Wsdl<'a>, name: &Name) -> Option<&'a Message> {
    match wsdl.message_names.get(&name.name) {
        Some(idx) => wsdl.messages.get(idx).copied(),
        None => {
            unresolved(ctx, wsdl, &wsdl.message_names, name);
            None
        }
    }
}

fn find_part<'a>(ctx: &mut Ctx<'_>, message: &'a Message, name: &Text) -> Option<&'a Part> {
    let found = message.parts.iter().find(|it| it.name.value == name.value);
    if found.is_none() {
        let text = format!("message `{}` has no part `{}`", message.name.value, name.value);
        let diagnostic = Diagnostic::error("unresolved-part", text).at(&name.span);
        ctx.report(diagnostic.note_at("the message is declared here", &message.name.span));
    }
    found
}

fn unresolved(ctx: &mut Ctx<'_>, wsdl: &Wsdl<'_>, table: &Table<usize>, name: &Name) {
    if !wsdl.is_incomplete {
        let diagnostic = table.unresolved(name, true, &ctx.names.prefixes);
        ctx.report(diagnostic);
    }
}

fn unsupported(ctx: &mut Ctx<'_>, operation: &str, what: &str, span: &Span) {
    let message = format!("operation `{operation}` {what}, which is not supported");
    let diagnostic = Diagnostic::error("unsupported-binding", message).at(span);
    ctx.report(diagnostic.help("document style with literal use and one element in the body is supported"));
}
