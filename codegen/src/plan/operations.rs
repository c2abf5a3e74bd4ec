//! Roots and WSDL operations.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::patterns::{self, Pattern, Prefixes};
use super::{Fault, FaultVariant, Operation, Port, Type, naming, words};
use crate::components::Root;
use crate::components::model::{self, Body, Components, ElementId, TypeId};
use crate::diag::{Diagnostic, Diagnostics};
use crate::options::{Emit, Options};
use crate::suggest;
use names::Names;

mod names;

/// What the closure starts from.
pub(super) struct Roots {
    pub(super) components: Vec<Root>,
    /// Indexes of the chosen operations.
    pub(super) operations: Vec<usize>,
}

/// The components that the options ask for; everything where they ask for nothing.
pub(super) fn roots(
    components: &Components,
    options: &Options,
    prefixes: &Prefixes,
    diagnostics: &mut Diagnostics,
) -> Option<Roots> {
    let mut roots = Roots { components: Vec::new(), operations: Vec::new() };
    let everything = options.operations.is_empty() && options.roots.is_empty();
    let mut found = true;
    let mut chosen = BTreeSet::new();
    for pattern in &options.operations {
        let matching = (0..components.operations.len()).filter(|&index| is_meant(components, pattern, index));
        if matching.map(|index| chosen.insert(index)).count() == 0 {
            found = false;
            let names: Vec<String> = components.operations.iter().map(|it| full_name(components, it)).collect();
            let names = names.iter().map(String::as_str).collect();
            diagnostics.push(nothing("operation", pattern, Pattern::new(pattern), names));
        }
    }
    if everything {
        chosen = (0..components.operations.len()).collect();
    }
    roots.operations = chosen.into_iter().collect();
    roots.components.extend(roots.operations.iter().map(|&index| Root::Operation(index)));
    let elements = || (0..).map(ElementId).zip(&components.elements);
    let types = || (0..).map(TypeId).zip(&components.types).filter(|(_, ty)| ty.span.is_some() && ty.name.is_some());
    if everything {
        roots.components.extend(elements().map(|(id, _)| Root::Element(id)));
        roots.components.extend(types().map(|(id, _)| Root::Type(id)));
    }
    for text in &options.roots {
        let pattern = Pattern::new(text);
        let n_before = roots.components.len();
        let fits = |name: &model::QName| pattern.fits(&prefixes.show(name));
        let fitting = elements().filter(|(_, element)| pattern.elements && fits(&element.name));
        roots.components.extend(fitting.map(|(id, _)| Root::Element(id)));
        let fitting = types().filter(|(_, ty)| pattern.types && ty.name.as_ref().is_some_and(fits));
        roots.components.extend(fitting.map(|(id, _)| Root::Type(id)));
        if roots.components.len() == n_before {
            found = false;
            let of_elements = elements().filter(|_| pattern.elements).map(|(_, element)| &element.name);
            let of_types = types().filter(|_| pattern.types).filter_map(|(_, ty)| ty.name.as_ref());
            let names: Vec<String> = of_elements.chain(of_types).map(|name| prefixes.show(name)).collect();
            diagnostics.push(nothing("root", text, pattern, names.iter().map(String::as_str).collect()));
        }
    }
    found.then_some(roots)
}

/// Whether a pattern means an operation: by its name, or by its port type's and its own.
fn is_meant(components: &Components, pattern: &str, index: usize) -> bool {
    let Some(operation) = components.operations.get(index) else { return false };
    let Some((port_type_pattern, pattern)) = pattern.split_once('/') else {
        return patterns::matches(pattern, &operation.name);
    };
    let port_type = components.port_types.get(operation.port_type);
    port_type.is_some_and(|it| patterns::matches(port_type_pattern, &it.name.local))
        && patterns::matches(pattern, &operation.name)
}

/// An operation as options name it: with its port type, where there are several.
fn full_name(components: &Components, operation: &model::Operation) -> String {
    let is_alone = components.port_types.len() == 1;
    match components.port_types.get(operation.port_type).filter(|_| !is_alone) {
        Some(port_type) => format!("{}/{}", port_type.name.local, operation.name),
        None => operation.name.clone(),
    }
}

/// An error for a pattern that matches nothing: it lists what there is, the most similar names first.
fn nothing(what: &str, text: &str, pattern: Pattern<'_>, names: Vec<&str>) -> Diagnostic {
    let mut names: Vec<&str> = suggest::by_likeness(&pattern.name.replace('*', ""), names.into_iter());
    let n_more = names.len().saturating_sub(12);
    names.truncate(12);
    let mut list = names.join(", ");
    if n_more > 0 {
        list.push_str(&format!(" and {n_more} more"));
    }
    let diagnostic = Diagnostic::error("nothing-selected", format!("the {what} `{text}` matches nothing"));
    let diagnostic = if list.is_empty() {
        diagnostic.help("the documents declare none")
    } else {
        diagnostic.help(format!("there are {list}"))
    };
    if what == "root" && pattern.name.contains(['(', ')', '/']) {
        return diagnostic.help("a root is written `prefix:Name`, `element(prefix:Name)` or `type(prefix:Name)`");
    }
    diagnostic
}

/// The items for the chosen operations, and the ports of their port types.
pub(super) fn plan(ctx: &mut Ctx<'_>, chosen: &[usize]) -> (Vec<Operation>, Vec<Port>) {
    let components = ctx.components;
    let names = Names::new(components);
    let mut n_uses: BTreeMap<ElementId, usize> = BTreeMap::new();
    let mut port_types = BTreeSet::new();
    for operation in chosen.iter().filter_map(|&index| components.operations.get(index)) {
        port_types.insert(operation.port_type);
        if let Body::Element(id) = operation.input {
            *n_uses.entry(id).or_default() += 1;
        }
    }
    let mut operations = Vec::new();
    for &index in chosen {
        let Some(node) = components.operations.get(index) else { continue };
        let Some(operation) = operation(ctx, &names, index, node) else { continue };
        // A trait can be implemented for another crate's type by that crate alone.
        let is_free = |id: &ElementId| n_uses.get(id) == Some(&1) && !ctx.externs.elements.contains_key(id);
        let is_only_use = node.input.element().as_ref().is_some_and(is_free);
        operations.push(Operation { is_only_use, ..operation });
    }
    let ports = components.ports.iter().zip(names.ports).filter(|(it, _)| port_types.contains(&it.port_type));
    let ports = ports.map(|(node, name)| Port {
        name,
        module: names.modules.get(node.port_type).cloned().flatten(),
        service: node.service.clone(),
        wsdl_name: node.name.clone(),
        address: node.address.clone(),
        soap_version: node.soap_version,
        place: ctx.place(&node.span),
    });
    let ports = ports.collect();
    (operations, ports)
}

fn operation(ctx: &mut Ctx<'_>, names: &Names, index: usize, node: &model::Operation) -> Option<Operation> {
    let request = body(ctx, node, node.input, "request");
    let response = match node.output {
        None => Some(Type::Builtin("rt::soap::NoReply")),
        Some(output) => body(ctx, node, output, "response"),
    };
    let headers =
        |ids: &[ElementId]| ids.iter().filter_map(|id| ctx.elements.get(id).copied().map(Type::Item)).collect();
    let (request_headers, response_headers) = (headers(&node.input_headers), headers(&node.output_headers));
    let module = names.modules.get(node.port_type).cloned().flatten();
    let mut full_name = full_name(ctx.components, node);
    if let Some(distinction) = &node.overload {
        full_name.push_str(&format!(" ({distinction})"));
    }
    Some(Operation {
        name: names.operations.get(index).cloned().unwrap_or_default(),
        module,
        port_type: ctx.components.port_types.get(node.port_type).map(|it| it.name.local.clone()).unwrap_or_default(),
        wsdl_name: node.name.clone(),
        full_name,
        soap_version: node.soap_version,
        soap_action: node.soap_action.clone().unwrap_or_default(),
        other_bindings: node
            .other_bindings
            .iter()
            .map(|(it, action)| (*it, action.clone().unwrap_or_default()))
            .collect(),
        docs: ctx.docs(node.documentation.as_deref()),
        request: request?,
        response: response?,
        fault: fault(ctx, names.faults.get(index).cloned().unwrap_or_default(), &node.faults),
        request_headers,
        response_headers,
        is_only_use: false,
        place: ctx.place(&node.span),
    })
}

/// What a body holds. An element that stays raw XML is no type of its own; then there can be no item.
fn body(ctx: &mut Ctx<'_>, operation: &model::Operation, body: Body, what: &str) -> Option<Type> {
    let Body::Element(id) = body else { return Some(Type::Builtin("rt::soap::Empty")) };
    let item = ctx.elements.get(&id).copied().map(Type::Item);
    if item.is_none() {
        let element = ctx.prefixes.show(&ctx.components.element(id).name);
        let name = &operation.name;
        let message = format!("operation `{name}` gets no item, since its {what} `{element}` has no Rust type");
        ctx.diagnostics.push(Diagnostic::warning("operation-without-item", message).at(&operation.span));
    }
    item
}

/// The enum of the faults, one variant for each element; there is nothing to read faults with in code that only writes.
fn fault(ctx: &Ctx<'_>, name: String, faults: &[model::Fault]) -> Option<Fault> {
    let mut taken = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut variants = Vec::new();
    for fault in faults.iter().filter(|_| ctx.options.emit != Emit::Writer) {
        let Some(&item) = ctx.elements.get(&fault.element).filter(|_| seen.insert(fault.element)) else { continue };
        variants.push(FaultVariant {
            name: naming::member(&mut taken, words::camel(&ctx.components.element(fault.element).name.local)),
            docs: ctx.docs(fault.documentation.as_deref()),
            ty: Type::Item(item),
        });
    }
    (!variants.is_empty()).then_some(Fault { name, variants })
}
