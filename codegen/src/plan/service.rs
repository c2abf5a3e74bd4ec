//! What the plan says of WSDL services: operations and ports.

use super::Type;
use crate::components::model::SoapVersion;

/// A WSDL operation.
#[derive(Debug)]
pub struct Operation {
    /// The Rust name of the marker type.
    pub name: String,
    /// The module of its port type, inside that of the operations; `None` where there is one port type alone.
    pub module: Option<String>,
    /// Its port type.
    pub port_type: String,
    /// The name in the port type.
    pub wsdl_name: String,
    /// The name in lists: with the port type, where there are several, and with what tells it from others of its name.
    pub full_name: String,
    /// The version of SOAP.
    pub soap_version: SoapVersion,
    /// The action.
    pub soap_action: String,
    /// Further bindings: version and action.
    pub other_bindings: Vec<(SoapVersion, String)>,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// What the body of the request holds.
    pub request: Type,
    /// What the body of the response holds, or that there is none.
    pub response: Type,
    /// What the detail of a fault can hold.
    pub fault: Option<Fault>,
    /// Header elements of the request.
    pub request_headers: Vec<Type>,
    /// Header elements of the response.
    pub response_headers: Vec<Type>,
    /// Whether the request belongs to this operation alone.
    pub is_only_use: bool,
    /// `file:line`.
    pub place: String,
}

/// The enum of an operation's faults.
#[derive(Debug)]
pub struct Fault {
    /// The Rust name.
    pub name: String,
    /// One variant for each element.
    pub variants: Vec<FaultVariant>,
}

/// A variant of the enum of an operation's faults.
#[derive(Debug)]
pub struct FaultVariant {
    /// The Rust name.
    pub name: String,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The element's type.
    pub ty: Type,
}

/// A port of a service.
#[derive(Debug)]
pub struct Port {
    /// The name of the constant.
    pub name: String,
    /// The module of its port type, inside that of the operations; `None` where there is one port type alone.
    pub module: Option<String>,
    /// The service.
    pub service: String,
    /// The port.
    pub wsdl_name: String,
    /// Where it is, if the document says so. Without, there is no constant.
    pub address: Option<String>,
    /// The version of SOAP.
    pub soap_version: SoapVersion,
    /// `file:line`.
    pub place: String,
}
