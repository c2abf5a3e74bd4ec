//! What WSDL documents declare: operations with what they put into SOAP messages, and ports.

use super::{ElementId, QName};
use crate::span::Span;
pub use crate::wsdl::SoapVersion;

/// A WSDL 1.1 port type with a binding to SOAP.
#[derive(Debug, Clone)]
pub struct PortType {
    /// Its name.
    pub name: QName,
    /// The start tag.
    pub span: Span,
}

/// A WSDL 1.1 operation with its literal SOAP binding. In style `rpc` the wrappers of the parts are elements like any
/// other; that no document declares them does not show here.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The operation's name in the port type.
    pub name: String,
    /// The name of its input, where the port type has several operations of this name (WSDL 1.1, 2.4.5).
    pub overload: Option<String>,
    /// Its port type, by index in [`super::Components::port_types`].
    pub port_type: usize,
    /// The version of SOAP of the first binding.
    pub soap_version: SoapVersion,
    /// The `soapAction` of the first binding, as written.
    pub soap_action: Option<String>,
    /// Further bindings with the same messages: the version of SOAP and the action.
    pub other_bindings: Vec<(SoapVersion, Option<String>)>,
    /// The body of the request.
    pub input: Body,
    /// The body of the response; `None` for a one-way operation.
    pub output: Option<Body>,
    /// The header elements of the request, in binding order.
    pub input_headers: Vec<ElementId>,
    /// The header elements of the response, in binding order.
    pub output_headers: Vec<ElementId>,
    /// The header elements that tell of errors in headers, in binding order.
    pub header_faults: Vec<ElementId>,
    /// What typed faults carry in their detail.
    pub faults: Vec<Fault>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag of the operation in the port type.
    pub span: Span,
}

impl Operation {
    /// The elements that it puts into messages.
    pub fn elements(&self) -> impl Iterator<Item = ElementId> {
        let bodies = std::iter::once(self.input).chain(self.output).filter_map(Body::element);
        let headers = self.input_headers.iter().chain(&self.output_headers).chain(&self.header_faults);
        bodies.chain(headers.copied()).chain(self.faults.iter().map(|it| it.element))
    }
}

/// What the body of a message holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Nothing: the message has no parts.
    Empty,
    /// One element.
    Element(ElementId),
}

impl Body {
    /// The element, if there is one.
    pub fn element(self) -> Option<ElementId> {
        match self {
            Body::Empty => None,
            Body::Element(id) => Some(id),
        }
    }
}

/// A typed fault of an operation.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Its name in the port type.
    pub name: Option<String>,
    /// The element in the fault's detail.
    pub element: ElementId,
    /// Its documentation.
    pub documentation: Option<String>,
}

/// A port of a service with a SOAP binding.
#[derive(Debug, Clone)]
pub struct Port {
    /// The service.
    pub service: String,
    /// The port.
    pub name: String,
    /// Where it is, if the document says so.
    pub address: Option<String>,
    /// The version of SOAP of its binding.
    pub soap_version: SoapVersion,
    /// The port type, by index in [`super::Components::port_types`].
    pub port_type: usize,
    /// The start tag.
    pub span: Span,
}
