//! The syntax tree of a WSDL document. Names follow WSDL 1.1.

use crate::span::{FileId, Span};
use crate::xsd::{Name, Text};

/// A WSDL document.
#[derive(Debug)]
pub struct Definitions {
    /// The document.
    pub file: FileId,
    /// The start tag of `wsdl:definitions`.
    pub span: Span,
    /// The namespace of its messages, port types, bindings and services.
    pub target_namespace: Option<String>,
    /// The documents it imports.
    pub imports: Vec<Import>,
    /// Its messages, in document order.
    pub messages: Vec<Message>,
    /// Its port types, in document order.
    pub port_types: Vec<PortType>,
    /// Its bindings to SOAP, in document order.
    pub bindings: Vec<Binding>,
    /// The names of its bindings to other protocols.
    pub other_bindings: Vec<Text>,
    /// Its services, in document order.
    pub services: Vec<Service>,
}

/// A `wsdl:import`.
#[derive(Debug)]
pub struct Import {
    /// `namespace`.
    pub namespace: Option<Text>,
    /// `location`.
    pub location: Option<Text>,
    /// The start tag.
    pub span: Span,
    /// Whether the document could not be loaded, which has been reported.
    pub is_missing: bool,
}

/// A `wsdl:message`.
#[derive(Debug)]
pub struct Message {
    /// Its local name.
    pub name: Text,
    /// Its parts.
    pub parts: Vec<Part>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:part`.
#[derive(Debug)]
pub struct Part {
    /// Its name.
    pub name: Text,
    /// `element`.
    pub element: Option<Name>,
    /// `type`, which document style does not know.
    pub ty: Option<Name>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:portType`.
#[derive(Debug)]
pub struct PortType {
    /// Its local name.
    pub name: Text,
    /// Its operations.
    pub operations: Vec<PortTypeOperation>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:operation` in a port type.
#[derive(Debug)]
pub struct PortTypeOperation {
    /// Its name.
    pub name: Text,
    /// The message of `wsdl:input`.
    pub input: Option<Name>,
    /// The message of `wsdl:output`.
    pub output: Option<Name>,
    /// The name and message of each `wsdl:fault`.
    pub faults: Vec<(Option<Text>, Name)>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:binding` to SOAP.
#[derive(Debug)]
pub struct Binding {
    /// Its local name.
    pub name: Text,
    /// The port type that it binds.
    pub port_type: Name,
    /// `style` of `soap:binding`.
    pub style: Style,
    /// `transport` of `soap:binding`.
    pub transport: Option<String>,
    /// Its operations.
    pub operations: Vec<BindingOperation>,
    /// The start tag.
    pub span: Span,
}

/// The style of a binding or an operation, and where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// `document`, also where nothing is said.
    Document,
    /// `rpc`.
    Rpc(Span),
}

/// A `wsdl:operation` in a binding.
#[derive(Debug)]
pub struct BindingOperation {
    /// Its name.
    pub name: Text,
    /// `soapAction`, as written.
    pub soap_action: Option<String>,
    /// `style` of `soap:operation`, where it says one.
    pub style: Option<Style>,
    /// `wsdl:input`.
    pub input: Option<BindingMessage>,
    /// `wsdl:output`.
    pub output: Option<BindingMessage>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:input` or `wsdl:output` in a binding.
#[derive(Debug)]
pub struct BindingMessage {
    /// The parts that `soap:body` names; `None` if it names none.
    pub parts: Option<Vec<Text>>,
    /// Where `use="encoded"` is said.
    pub encoded: Option<Span>,
    /// Each `soap:header`.
    pub headers: Vec<Header>,
    /// The start tag.
    pub span: Span,
}

/// A `soap:header`.
#[derive(Debug)]
pub struct Header {
    /// The message.
    pub message: Name,
    /// The part of the message.
    pub part: Text,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:service`.
#[derive(Debug)]
pub struct Service {
    /// Its local name.
    pub name: Text,
    /// The ports: name and binding of each.
    pub ports: Vec<(Text, Name)>,
    /// The start tag.
    pub span: Span,
}
