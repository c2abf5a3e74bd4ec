//! The parser: from the XML of a WSDL document to its syntax tree.

use roxmltree::Node;

use super::ast::{
    Binding, BindingMessage, BindingOperation, Definitions, Header, Import, Message, Part, PortType, PortTypeOperation,
    Service, Style,
};
use super::{SOAP_NAMESPACES, WSDL_NAMESPACE};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::{FileId, Span};
use crate::xsd::{
    self, BadQName, Name, Schema, Text, XSD_NAMESPACE, attribute, attribute_text, documentation_text, resolve_qname,
    start_tag,
};

/// Parses a `wsdl:definitions` element. The second result are the schemas inside `wsdl:types`.
pub fn parse(node: Node<'_, '_>, file: FileId, diagnostics: &mut Diagnostics) -> (Definitions, Vec<Schema>) {
    let mut ctx = Ctx { file, diagnostics };
    let mut definitions = Definitions {
        file,
        span: start_tag(node, file),
        target_namespace: attribute(node, "targetNamespace").map(|it| it.value().to_owned()),
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
            "binding" => match soap_children(child, "binding").next() {
                Some(soap) => definitions.bindings.extend(binding(&mut ctx, child, soap)),
                None => definitions.other_bindings.extend(attribute_text(child, "name", file)),
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
    let mut parts = Vec::new();
    for child in ctx.children(node, &["part"]) {
        parts.extend(part(ctx, child));
    }
    Some(Message { name: ctx.required(node, "name")?, parts, span: start_tag(node, ctx.file) })
}

fn part(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Part> {
    let span = start_tag(node, ctx.file);
    if attribute(node, "element").is_none() && attribute(node, "type").is_none() {
        let message = "`wsdl:part` has neither `element` nor `type`";
        ctx.diagnostics.push(Diagnostic::error("missing-attribute", message).at(&span));
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
        faults: Vec::new(),
        documentation: documentation(node),
        span: start_tag(node, ctx.file),
    };
    for child in ctx.children(node, &["input", "output", "fault"]) {
        let Some(message) = ctx.required_qname(child, "message") else { continue };
        match child.tag_name().name() {
            "input" => operation.input = Some(message),
            "output" => operation.output = Some(message),
            _ => operation.faults.push((attribute_text(child, "name", ctx.file), message)),
        }
    }
    Some(operation)
}

/// A binding to SOAP, whose `soap:binding` is `soap`.
fn binding(ctx: &mut Ctx<'_>, node: Node<'_, '_>, soap: Node<'_, '_>) -> Option<Binding> {
    let mut operations = Vec::new();
    for child in ctx.children(node, &["operation"]) {
        operations.extend(binding_operation(ctx, child));
    }
    Some(Binding {
        name: ctx.required(node, "name")?,
        port_type: ctx.required_qname(node, "type")?,
        style: ctx.style(soap).unwrap_or(Style::Document),
        transport: attribute(soap, "transport").map(|it| it.value().to_owned()),
        operations,
        span: start_tag(node, ctx.file),
    })
}

fn binding_operation(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<BindingOperation> {
    let soap = soap_children(node, "operation").next();
    let mut operation = BindingOperation {
        name: ctx.required(node, "name")?,
        soap_action: soap.and_then(|it| attribute(it, "soapAction")).map(|it| it.value().to_owned()),
        style: soap.and_then(|it| ctx.style(it)),
        input: None,
        output: None,
        span: start_tag(node, ctx.file),
    };
    for child in ctx.children(node, &["input", "output", "fault"]) {
        match child.tag_name().name() {
            "input" => operation.input = Some(binding_message(ctx, child)),
            "output" => operation.output = Some(binding_message(ctx, child)),
            _ => {}
        }
    }
    Some(operation)
}

fn binding_message(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> BindingMessage {
    let mut message =
        BindingMessage { parts: None, encoded: None, headers: Vec::new(), span: start_tag(node, ctx.file) };
    for body in soap_children(node, "body") {
        message.encoded = message.encoded.or_else(|| ctx.encoded(body));
        if let Some(parts) = attribute_text(body, "parts", ctx.file) {
            let names = parts.value.split_ascii_whitespace();
            message.parts = Some(names.map(|it| Text { value: it.to_owned(), span: parts.span.clone() }).collect());
        }
    }
    for header in soap_children(node, "header") {
        message.encoded = message.encoded.or_else(|| ctx.encoded(header));
        let name = ctx.required_qname(header, "message");
        let part = ctx.required(header, "part");
        let Some((name, part)) = name.zip(part) else { continue };
        message.headers.push(Header { message: name, part, span: start_tag(header, ctx.file) });
    }
    message
}

fn service(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Service> {
    let mut ports = Vec::new();
    for child in ctx.children(node, &["port"]) {
        let name = ctx.required(child, "name");
        let binding = ctx.required_qname(child, "binding");
        ports.extend(name.zip(binding));
    }
    Some(Service { name: ctx.required(node, "name")?, ports, span: start_tag(node, ctx.file) })
}

fn soap_children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |it| {
        it.tag_name().name() == name && it.tag_name().namespace().is_some_and(|it| SOAP_NAMESPACES.contains(&it))
    })
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
        let diagnostic = match resolve_qname(node, &text.value) {
            Ok(name) => return Some(Name { name, written: text.value, span: text.span }),
            Err(BadQName::Form) => Diagnostic::error("bad-value", format!("`{}` is no value for `{name}`", text.value))
                .label("expected a name, with or without a prefix"),
            Err(BadQName::Prefix(prefix)) => {
                Diagnostic::error("undeclared-prefix", format!("the prefix `{prefix}` is not declared"))
                    .label(format!("no `xmlns:{prefix}` in scope"))
            }
        };
        self.diagnostics.push(diagnostic.at(&text.span));
        None
    }

    fn style(&mut self, node: Node<'_, '_>) -> Option<Style> {
        let text = attribute_text(node, "style", self.file)?;
        match text.value.as_str() {
            "document" => Some(Style::Document),
            "rpc" => Some(Style::Rpc(text.span)),
            _ => {
                let message = format!("`{}` is no value for `style`", text.value);
                let label = "expected `document` or `rpc`";
                self.diagnostics.push(Diagnostic::error("bad-value", message).at(&text.span).label(label));
                None
            }
        }
    }

    fn encoded(&self, node: Node<'_, '_>) -> Option<Span> {
        attribute_text(node, "use", self.file).filter(|it| it.value == "encoded").map(|it| it.span)
    }
}
