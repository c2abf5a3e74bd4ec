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
    /// The namespaces that are bound to prefixes at `wsdl:definitions`: prefix and namespace.
    pub prefixes: Vec<(String, String)>,
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
    /// `type`, which style `rpc` asks for.
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
    /// `wsdl:input`.
    pub input: Option<PortTypeMessage>,
    /// `wsdl:output`.
    pub output: Option<PortTypeMessage>,
    /// Whether the output stands before the input, so that the service asks and the client answers.
    pub is_output_first: bool,
    /// Each `wsdl:fault`.
    pub faults: Vec<PortTypeMessage>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:input`, `wsdl:output` or `wsdl:fault` in a port type.
#[derive(Debug)]
pub struct PortTypeMessage {
    /// Its name, which tells overloaded operations and faults apart.
    pub name: Option<Text>,
    /// The message; `None` if it is not named, which has been reported.
    pub message: Option<Name>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// A version of SOAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SoapVersion {
    /// SOAP 1.1.
    Soap11,
    /// SOAP 1.2.
    Soap12,
}

impl SoapVersion {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            SoapVersion::Soap11 => "SOAP 1.1",
            SoapVersion::Soap12 => "SOAP 1.2",
        }
    }
}

/// A `wsdl:binding` to SOAP.
#[derive(Debug)]
pub struct Binding {
    /// Its local name.
    pub name: Text,
    /// The port type that it binds.
    pub port_type: Name,
    /// The version of SOAP, by the namespace of `soap:binding`.
    pub version: SoapVersion,
    /// `style` of `soap:binding`.
    pub style: Style,
    /// `transport` of `soap:binding`.
    pub transport: Option<String>,
    /// Its operations.
    pub operations: Vec<BindingOperation>,
    /// The start tag of `soap:binding`.
    pub soap: Span,
    /// The start tag.
    pub span: Span,
}

/// The style of a binding or an operation, and where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// `document`, also where nothing is said (WSDL 1.1, 3.3).
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
    /// Each `wsdl:fault`.
    pub faults: Vec<BindingFault>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:input` or `wsdl:output` in a binding.
#[derive(Debug)]
pub struct BindingMessage {
    /// Its name, which tells overloaded operations apart.
    pub name: Option<Text>,
    /// The parts that `soap:body` names; `None` if it names none.
    pub parts: Option<Vec<Text>>,
    /// `namespace` of `soap:body`: that of the wrapper in style `rpc`.
    pub namespace: Option<Text>,
    /// Where `use="encoded"` is said.
    pub encoded: Option<Span>,
    /// Where the message is bound to MIME instead.
    pub mime: Option<Span>,
    /// Each `soap:header`.
    pub headers: Vec<Header>,
    /// The start tag of `soap:body`, if there is one, else the start tag.
    pub span: Span,
}

/// A `soap:header` or `soap:headerfault`.
#[derive(Debug)]
pub struct Header {
    /// The message.
    pub message: Name,
    /// The part of the message.
    pub part: Text,
    /// Each `soap:headerfault` in a `soap:header`.
    pub faults: Vec<Header>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:fault` in a binding.
#[derive(Debug)]
pub struct BindingFault {
    /// Its name, which is that of the fault in the port type.
    pub name: Text,
    /// The name that `soap:fault` says, if it says one.
    pub soap_name: Option<Text>,
    /// Where `use="encoded"` is said.
    pub encoded: Option<Span>,
}

/// A `wsdl:service`.
#[derive(Debug)]
pub struct Service {
    /// Its local name.
    pub name: Text,
    /// Its ports.
    pub ports: Vec<Port>,
    /// The start tag.
    pub span: Span,
}

/// A `wsdl:port`.
#[derive(Debug)]
pub struct Port {
    /// Its local name.
    pub name: Text,
    /// The binding.
    pub binding: Name,
    /// `location` of `soap:address`.
    pub address: Option<String>,
    /// The start tag.
    pub span: Span,
}
