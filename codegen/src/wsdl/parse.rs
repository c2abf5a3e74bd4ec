//! The parser: from the XML of a WSDL document to its syntax tree.

use roxmltree::Node;

use super::WSDL_NAMESPACE;
use super::ast::{Definitions, Import, Message, Part, Port, PortType, PortTypeMessage, PortTypeOperation, Service};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::FileId;
use crate::xsd::{
    self, BadQName, Name, Schema, Text, XSD_NAMESPACE, attribute, attribute_text, documentation_text, resolve_qname,
    start_tag,
};
use binding::soap_child;

mod binding;

/// Parses a `wsdl:definitions` element. The second result are the schemas inside `wsdl:types`.
pub fn parse(node: Node<'_, '_>, file: FileId, diagnostics: &mut Diagnostics) -> (Definitions, Vec<Schema>) {
    let mut ctx = Ctx { file, diagnostics };
    let mut definitions = Definitions {
        file,
        span: start_tag(node, file),
        target_namespace: attribute(node, "targetNamespace").map(|it| it.value().to_owned()),
        prefixes: xsd::prefixes(node),
        imports: Vec::new(),
        messages: Vec::new(),
        port_types: Vec::new(),
        bindings: Vec::new(),
        other_bindings: Vec::new(),
        services: Vec::new(),
    };
    let mut schemas = Vec::new();
    for child in node.children().filter(Node::is_element) {
        if child.tag_name().namespace() != Some(WSDL_NAMESPACE) {
            continue;
        }
        match child.tag_name().name() {
            "import" => definitions.imports.push(import(&ctx, child)),
            "types" => {
                for schema in child.children().filter(|it| it.has_tag_name((XSD_NAMESPACE, "schema"))) {
                    schemas.push(xsd::parse(schema, file, None, ctx.diagnostics));
                }
            }
            "message" => definitions.messages.extend(message(&mut ctx, child)),
            "portType" => definitions.port_types.extend(port_type(&mut ctx, child)),
            "binding" => match soap_child(child, "binding") {
                Some(soap) => definitions.bindings.extend(binding::binding(&mut ctx, child, soap)),
                None => {
                    binding::check_other(&mut ctx, child);
                    definitions.other_bindings.extend(attribute_text(child, "name", file));
                }
            },
            "service" => definitions.services.extend(service(&mut ctx, child)),
            "documentation" => {}
            _ => ctx.unexpected(child),
        }
    }
    (definitions, schemas)
}

/// The state of parsing one document.
struct Ctx<'a> {
    file: FileId,
    diagnostics: &'a mut Diagnostics,
}

fn import(ctx: &Ctx<'_>, node: Node<'_, '_>) -> Import {
    Import {
        namespace: attribute_text(node, "namespace", ctx.file),
        location: attribute_text(node, "location", ctx.file),
        span: start_tag(node, ctx.file),
        is_missing: false,
    }
}

fn message(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Message> {
    let mut parts: Vec<Part> = Vec::new();
    for child in ctx.children(node, &["part"]) {
        let Some(part) = part(ctx, child) else { continue };
        if let Some(first) = parts.iter().find(|it| it.name.value == part.name.value) {
            let message = format!("part `{}` is declared twice", part.name.value);
            let diagnostic = Diagnostic::error("duplicate-name", message).at(&part.name.span);
            ctx.diagnostics.push(diagnostic.note_at("it is first declared here", &first.name.span));
            continue;
        }
        parts.push(part);
    }
    Some(Message { name: ctx.required(node, "name")?, parts, span: start_tag(node, ctx.file) })
}

fn part(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Part> {
    let span = start_tag(node, ctx.file);
    match (attribute(node, "element"), attribute(node, "type")) {
        (None, None) => {
            let message = "`wsdl:part` has neither `element` nor `type`";
            ctx.diagnostics.push(Diagnostic::error("missing-attribute", message).at(&span));
        }
        (Some(_), Some(_)) => {
            let message = "`wsdl:part` has both `element` and `type`";
            let label = "a part is an element, or has a type";
            ctx.diagnostics.push(Diagnostic::error("conflicting-attributes", message).at(&span).label(label));
        }
        _ => {}
    }
    Some(Part {
        name: ctx.required(node, "name")?,
        element: ctx.qname(node, "element"),
        ty: ctx.qname(node, "type"),
        span,
    })
}

fn port_type(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<PortType> {
    let mut operations = Vec::new();
    for child in ctx.children(node, &["operation"]) {
        operations.extend(port_type_operation(ctx, child));
    }
    Some(PortType { name: ctx.required(node, "name")?, operations, span: start_tag(node, ctx.file) })
}

fn port_type_operation(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<PortTypeOperation> {
    let mut operation = PortTypeOperation {
        name: ctx.required(node, "name")?,
        input: None,
        output: None,
        is_output_first: false,
        faults: Vec::new(),
        documentation: documentation(node),
        span: start_tag(node, ctx.file),
    };
    for child in ctx.children(node, &["input", "output", "fault"]) {
        let message = PortTypeMessage {
            name: attribute_text(child, "name", ctx.file),
            message: ctx.required_qname(child, "message"),
            documentation: documentation(child),
            span: start_tag(child, ctx.file),
        };
        match child.tag_name().name() {
            "input" => operation.input = Some(message),
            "output" => {
                operation.is_output_first = operation.input.is_none();
                operation.output = Some(message);
            }
            _ => operation.faults.push(message),
        }
    }
    Some(operation)
}

fn service(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Service> {
    let mut ports = Vec::new();
    for child in ctx.children(node, &["port"]) {
        let name = ctx.required(child, "name");
        let binding = ctx.required_qname(child, "binding");
        let Some((name, binding)) = name.zip(binding) else { continue };
        let address = soap_child(child, "address").and_then(|it| attribute(it, "location"));
        let address = address.map(|it| it.value().trim().to_owned()).filter(|it| !it.is_empty());
        ports.push(Port { name, binding, address, span: start_tag(child, ctx.file) });
    }
    Some(Service { name: ctx.required(node, "name")?, ports, span: start_tag(node, ctx.file) })
}

fn documentation(node: Node<'_, '_>) -> Option<String> {
    node.children().find(|it| it.has_tag_name((WSDL_NAMESPACE, "documentation"))).and_then(documentation_text)
}

impl Ctx<'_> {
    /// The WSDL children of the given names; others but `wsdl:documentation` are reported.
    fn children<'a, 'i>(&mut self, node: Node<'a, 'i>, names: &[&str]) -> Vec<Node<'a, 'i>> {
        let mut children = Vec::new();
        for child in node.children().filter(|it| it.tag_name().namespace() == Some(WSDL_NAMESPACE)) {
            match child.tag_name().name() {
                "documentation" => {}
                name if names.contains(&name) => children.push(child),
                _ => self.unexpected(child),
            }
        }
        children
    }

    fn unexpected(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        let message = format!("`wsdl:{name}` is not allowed here");
        self.diagnostics.push(Diagnostic::error("misplaced-element", message).at(&start_tag(node, self.file)));
    }

    fn required(&mut self, node: Node<'_, '_>, name: &str) -> Option<Text> {
        let text = attribute_text(node, name, self.file);
        if text.is_none() {
            self.missing(node, name);
        }
        text
    }

    fn required_qname(&mut self, node: Node<'_, '_>, name: &str) -> Option<Name> {
        if attribute(node, name).is_none() {
            self.missing(node, name);
        }
        self.qname(node, name)
    }

    fn missing(&mut self, node: Node<'_, '_>, name: &str) {
        let prefix = if node.tag_name().namespace() == Some(WSDL_NAMESPACE) { "wsdl" } else { "soap" };
        let message = format!("`{prefix}:{}` needs the attribute `{name}`", node.tag_name().name());
        self.diagnostics.push(Diagnostic::error("missing-attribute", message).at(&start_tag(node, self.file)));
    }

    fn qname(&mut self, node: Node<'_, '_>, name: &str) -> Option<Name> {
        let text = attribute_text(node, name, self.file)?;
        match resolve_qname(node, &text.value) {
            Ok(name) => return Some(Name { name, written: text.value, span: text.span }),
            Err(BadQName::Form) => self.bad_value(name, &text, "a name, with or without a prefix"),
            Err(BadQName::Prefix(prefix)) => {
                let message = format!("the prefix `{prefix}` is not declared");
                let label = format!("no `xmlns:{prefix}` in scope");
                self.diagnostics.push(Diagnostic::error("undeclared-prefix", message).at(&text.span).label(label));
            }
        }
        None
    }

    fn bad_value(&mut self, attribute: &str, text: &Text, expected: &str) {
        let message = format!("`{}` is no value for `{attribute}`", text.value);
        let label = format!("expected {expected}");
        self.diagnostics.push(Diagnostic::error("bad-value", message).at(&text.span).label(label));
    }
}
