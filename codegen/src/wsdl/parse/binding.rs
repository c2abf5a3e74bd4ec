//! Bindings to SOAP (WSDL 1.1, section 3).

use roxmltree::Node;

use super::Ctx;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::wsdl::ast::{Binding, BindingFault, BindingMessage, BindingOperation, Header, SoapVersion, Style};
use crate::wsdl::{MIME_NAMESPACE, SOAP_NAMESPACES, WSDL_NAMESPACE};
use crate::xsd::{Text, attribute, attribute_text, start_tag};

/// A binding to SOAP, whose `soap:binding` is `soap`.
pub(super) fn binding(ctx: &mut Ctx<'_>, node: Node<'_, '_>, soap: Node<'_, '_>) -> Option<Binding> {
    let mut operations = Vec::new();
    for child in ctx.children(node, &["operation"]) {
        operations.extend(operation(ctx, child));
    }
    Some(Binding {
        name: ctx.required(node, "name")?,
        port_type: ctx.required_qname(node, "type")?,
        version: version(soap)?,
        style: style(ctx, soap).unwrap_or(Style::Document),
        transport: attribute(soap, "transport").map(|it| it.value().to_owned()),
        operations,
        soap: start_tag(soap, ctx.file),
        span: start_tag(node, ctx.file),
    })
}

/// A binding without `soap:binding` is one to another protocol, and must not have the operations of SOAP (WSDL 1.1, 3.3).
pub(super) fn check_other(ctx: &mut Ctx<'_>, node: Node<'_, '_>) {
    let operations = node.children().filter(|it| it.has_tag_name((WSDL_NAMESPACE, "operation")));
    if let Some(soap) = operations.filter_map(|it| soap_child(it, "operation")).next() {
        let message = "`wsdl:binding` has operations of SOAP, but no `soap:binding`";
        let diagnostic = Diagnostic::error("missing-element", message).at(&start_tag(node, ctx.file));
        ctx.diagnostics.push(diagnostic.note_at("one operation is here", &start_tag(soap, ctx.file)));
    }
}

fn operation(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<BindingOperation> {
    let soap = soap_child(node, "operation");
    let mut operation = BindingOperation {
        name: ctx.required(node, "name")?,
        soap_action: soap.and_then(|it| attribute(it, "soapAction")).map(|it| it.value().to_owned()),
        style: soap.and_then(|it| style(ctx, it)),
        input: None,
        output: None,
        faults: Vec::new(),
        span: start_tag(node, ctx.file),
    };
    for child in ctx.children(node, &["input", "output", "fault"]) {
        match child.tag_name().name() {
            "input" => operation.input = Some(message(ctx, child)),
            "output" => operation.output = Some(message(ctx, child)),
            _ => operation.faults.extend(fault(ctx, child)),
        }
    }
    Some(operation)
}

fn message(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> BindingMessage {
    let mime = node.children().find(|it| it.tag_name().namespace() == Some(MIME_NAMESPACE));
    let mut message = BindingMessage {
        name: attribute_text(node, "name", ctx.file),
        parts: None,
        namespace: None,
        encoded: None,
        mime: mime.map(|it| start_tag(it, ctx.file)),
        headers: Vec::new(),
        span: start_tag(node, ctx.file),
    };
    if let Some(body) = soap_child(node, "body") {
        message.encoded = encoded(ctx, body);
        message.namespace = attribute_text(body, "namespace", ctx.file);
        message.span = start_tag(body, ctx.file);
        if let Some(parts) = attribute_text(body, "parts", ctx.file) {
            let names = parts.value.split_ascii_whitespace();
            message.parts = Some(names.map(|it| Text { value: it.to_owned(), span: parts.span.clone() }).collect());
        }
    }
    for child in soap_children(node, "header") {
        let mut encodings = vec![encoded(ctx, child)];
        let mut faults = Vec::new();
        for child in soap_children(child, "headerfault") {
            encodings.push(encoded(ctx, child));
            faults.extend(header(ctx, child, Vec::new()));
        }
        message.headers.extend(header(ctx, child, faults));
        message.encoded = message.encoded.or_else(|| encodings.into_iter().flatten().next());
    }
    message
}

fn header(ctx: &mut Ctx<'_>, node: Node<'_, '_>, faults: Vec<Header>) -> Option<Header> {
    let message = ctx.required_qname(node, "message");
    let part = ctx.required(node, "part");
    Some(Header { message: message?, part: part?, faults, span: start_tag(node, ctx.file) })
}

fn fault(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<BindingFault> {
    let soap = soap_child(node, "fault");
    Some(BindingFault {
        name: ctx.required(node, "name")?,
        soap_name: soap.and_then(|it| attribute_text(it, "name", ctx.file)),
        encoded: soap.and_then(|it| encoded(ctx, it)),
    })
}

fn style(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Style> {
    let text = attribute_text(node, "style", ctx.file)?;
    match text.value.as_str() {
        "document" => Some(Style::Document),
        "rpc" => Some(Style::Rpc(text.span)),
        _ => {
            ctx.bad_value("style", &text, "`document` or `rpc`");
            None
        }
    }
}

/// Where `use="encoded"` is said. Without `use`, a message is literal (WS-I Basic Profile 1.1, R2707).
fn encoded(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Span> {
    let text = attribute_text(node, "use", ctx.file)?;
    match text.value.as_str() {
        "literal" => None,
        "encoded" => Some(text.span),
        _ => {
            ctx.bad_value("use", &text, "`literal` or `encoded`");
            None
        }
    }
}

/// The version of SOAP that an extension element belongs to.
fn version(node: Node<'_, '_>) -> Option<SoapVersion> {
    let namespace = node.tag_name().namespace()?;
    SOAP_NAMESPACES.iter().find(|(it, _)| *it == namespace).map(|(_, version)| *version)
}

/// The first child of the SOAP binding with a name.
pub(super) fn soap_child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    soap_children(node, name).next()
}

fn soap_children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |it| it.tag_name().name() == name && version(*it).is_some())
}
