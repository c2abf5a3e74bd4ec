//! WSDL operations with their SOAP bindings, and the ports of services.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use crate::components::model::{Operation, Port, PortType};
use crate::diag::Diagnostic;
use crate::wsdl::{Binding, BindingOperation, Definitions};
use crate::wsdl::{PortType as PortTypeNode, PortTypeOperation};
use names::Wsdl;
use rpc::Wrappers;

mod faults;
mod messages;
mod names;
mod overloads;
mod rpc;

/// Defines the operations: those of each port type that is bound to SOAP. Of several bindings of one operation the first
/// counts; those that agree with it are further ways to the same messages.
pub(super) fn define(ctx: &mut Ctx<'_>, definitions: &[Definitions]) {
    let wsdl = Wsdl::declare(ctx, definitions);
    let mut bindings: BTreeMap<usize, Vec<&Binding>> = BTreeMap::new();
    for binding in &wsdl.bindings {
        match wsdl.port_type_names.get(&binding.port_type.name) {
            Some(idx) => bindings.entry(idx).or_default().push(binding),
            None => wsdl.unresolved(ctx, &wsdl.port_type_names, &binding.port_type),
        }
    }
    let mut pass = Pass { ctx, wsdl: &wsdl, wrappers: Wrappers::default() };
    let mut ids = BTreeMap::new();
    for (idx, bindings) in &bindings {
        let Some((name, node)) = wsdl.port_types.get(*idx) else { continue };
        let id = pass.ctx.port_types.len();
        pass.ctx.port_types.push(PortType { name: name.clone(), span: node.span.clone() });
        ids.insert(*idx, id);
        pass.port_type(id, node, bindings);
    }
    ports(ctx, &wsdl, definitions, &ids);
}

/// Defines the ports with SOAP bindings. Those of other protocols are bound elsewhere; a binding that exists nowhere is a
/// mistake.
fn ports(ctx: &mut Ctx<'_>, wsdl: &Wsdl<'_>, definitions: &[Definitions], port_types: &BTreeMap<usize, usize>) {
    for service in definitions.iter().flat_map(|it| &it.services) {
        for port in &service.ports {
            let Some(binding) = wsdl.binding_names.get(&port.binding.name).and_then(|it| wsdl.bindings.get(it)) else {
                if !wsdl.other_bindings.contains(&port.binding.name) {
                    wsdl.unresolved(ctx, &wsdl.binding_names, &port.binding);
                }
                continue;
            };
            let port_type = wsdl.port_type_names.get(&binding.port_type.name).and_then(|it| port_types.get(&it));
            ctx.ports.extend(port_type.map(|&port_type| Port {
                service: service.name.value.clone(),
                name: port.name.value.clone(),
                address: port.address.clone(),
                soap_version: binding.version,
                port_type,
                span: port.span.clone(),
            }));
        }
    }
}

/// What the pass over all operations has at hand.
struct Pass<'p, 'c, 'w> {
    ctx: &'p mut Ctx<'c>,
    wsdl: &'p Wsdl<'w>,
    wrappers: Wrappers,
}

/// An operation with one of its bindings.
#[derive(Clone, Copy)]
struct Bound<'w> {
    /// The operation in the port type.
    node: &'w PortTypeOperation,
    port_type: &'w PortTypeNode,
    binding: &'w Binding,
    /// The operation in the binding.
    bound: &'w BindingOperation,
    /// Whether an earlier binding has defined the operation, so that what is wrong with this one does no harm.
    is_further: bool,
}

impl<'w> Pass<'_, '_, 'w> {
    fn port_type(&mut self, id: usize, port_type: &'w PortTypeNode, bindings: &[&'w Binding]) {
        let overloads = overloads::collect(self.ctx, port_type);
        let mut bound: Vec<Vec<(&Binding, &BindingOperation)>> = vec![Vec::new(); port_type.operations.len()];
        let mut not_found = BTreeSet::new();
        for binding in bindings {
            let mut first = BTreeMap::new();
            for operation in &binding.operations {
                let Some(idx) = overloads.find(self.ctx, port_type, operation) else {
                    not_found.insert(operation.name.value.as_str());
                    continue;
                };
                if let Some(first) = first.insert(idx, &operation.name.span) {
                    let message = format!("operation `{}` is bound twice", operation.name.value);
                    let diagnostic = Diagnostic::error("duplicate-name", message).at(&operation.name.span);
                    self.ctx.report(diagnostic.note_at("it is first bound here", first));
                } else if let Some(list) = bound.get_mut(idx) {
                    list.push((binding, operation));
                }
            }
        }
        for (idx, (node, bound)) in port_type.operations.iter().zip(bound).enumerate() {
            let is_reported = overloads.is_ambiguous(idx) || not_found.contains(node.name.value.as_str());
            if bound.is_empty() && !is_reported {
                self.unbound(node, bindings);
            }
            let mut first: Option<(Operation, &Binding)> = None;
            for (binding, operation) in bound {
                let bound = Bound { node, port_type, binding, bound: operation, is_further: first.is_some() };
                let Some(mut defined) = self.operation(id, bound) else { continue };
                match &mut first {
                    None => {
                        defined.overload = overloads.distinction(&node.name.value, idx);
                        first = Some((defined, binding));
                    }
                    Some((first, first_binding)) => self.join(first, first_binding, defined, bound),
                }
            }
            self.ctx.operations.extend(first.map(|it| it.0));
        }
    }

    fn unbound(&mut self, node: &PortTypeOperation, bindings: &[&Binding]) {
        let Some(binding) = bindings.first() else { return };
        let message = format!("operation `{}` is not bound by `{}`", node.name.value, binding.name.value);
        let diagnostic = Diagnostic::warning("unbound-operation", message).at(&node.name.span);
        self.ctx.report(diagnostic.note_at("the binding is here", &binding.name.span));
    }

    fn operation(&mut self, port_type: usize, bound: Bound<'w>) -> Option<Operation> {
        let node = bound.node;
        let input = match (&node.input, &node.output) {
            (Some(input), Some(_)) if !node.is_output_first => input,
            (Some(input), None) => input,
            (input, output) => {
                let what = match (input, output) {
                    (Some(_), _) => "has its output first (a solicit-response operation)",
                    (None, Some(_)) => "has an output and no input (a notification)",
                    (None, None) => "has neither input nor output",
                };
                let help = "operations whose client sends the input are supported, with an output or without one";
                self.unsupported(bound, what, &node.span, help);
                return None;
            }
        };
        if let (None, Some(output)) = (&node.output, &bound.bound.output) {
            let message = format!("operation `{}` is bound with an output that it does not have", node.name.value);
            let diagnostic = Diagnostic::error("unknown-output", message).at(&output.span);
            self.ctx.report(diagnostic.note_at("the operation is declared here", &node.name.span));
        }
        let request = self.message(bound, input, bound.bound.input.as_ref(), node.name.value.clone());
        let response = node.output.as_ref().map(|output| {
            self.message(bound, output, bound.bound.output.as_ref(), format!("{}Response", node.name.value))
        });
        let faults = self.faults(bound);
        let request = request?;
        let response = match response {
            None => None,
            Some(response) => Some(response?),
        };
        let mut header_faults = request.header_faults;
        let (output, output_headers) = match response {
            None => (None, Vec::new()),
            Some(response) => {
                header_faults.extend(response.header_faults);
                (Some(response.body), response.headers)
            }
        };
        let mut seen = BTreeSet::new();
        header_faults.retain(|&id| seen.insert(id));
        Some(Operation {
            name: node.name.value.clone(),
            overload: None,
            port_type,
            soap_version: bound.binding.version,
            soap_action: bound.bound.soap_action.clone(),
            other_bindings: Vec::new(),
            input: request.body,
            output,
            input_headers: request.headers,
            output_headers,
            header_faults,
            faults,
            documentation: node.documentation.clone(),
            span: node.span.clone(),
        })
    }

    /// Takes note of a further binding.
    fn join(&mut self, first: &mut Operation, first_binding: &Binding, other: Operation, bound: Bound<'_>) {
        let has_same_body = first.input == other.input && first.output == other.output;
        let has_same_headers = first.input_headers == other.input_headers
            && first.output_headers == other.output_headers
            && first.header_faults == other.header_faults;
        if has_same_body && has_same_headers {
            let binding = (other.soap_version, other.soap_action);
            if binding != (first.soap_version, first.soap_action.clone()) && !first.other_bindings.contains(&binding) {
                first.other_bindings.push(binding);
            }
            return;
        }
        let what = if has_same_body { "other headers" } else { "another body" };
        let (here, there) = (&bound.binding.name.value, &first_binding.name.value);
        let message =
            format!("operation `{}` has {what} in binding `{here}` than in `{there}`, which counts", first.name);
        let diagnostic = Diagnostic::warning("differing-binding", message).at(&bound.bound.name.span);
        self.ctx.report(diagnostic.note_at("the binding that counts is here", &first_binding.name.span));
    }
}
