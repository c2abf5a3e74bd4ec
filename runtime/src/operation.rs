//! What a WSDL operation ties together.

use crate::{Name, Root, soap};

/// A WSDL 1.1 operation with its SOAP binding: its messages, faults, headers and action.
pub trait Operation {
    /// What the body of the request holds.
    type Request: soap::Content;
    /// What the body of the response holds; [`soap::NoReply`] for a one-way operation.
    type Response: soap::Content;
    /// What the detail of a fault can hold; [`soap::NoFault`] where the operation declares no faults.
    type Fault: soap::TypedFault;

    /// The operation's name in its port type.
    const NAME: &'static str;
    /// The version of SOAP that the operation is bound to.
    const SOAP_VERSION: soap::Version = soap::Version::Soap11;
    /// The value of the `SOAPAction` header (in SOAP 1.2, of the content type's `action`), without quotes.
    const SOAP_ACTION: &'static str;
    /// Further bindings: the version of SOAP, and the action there.
    const OTHER_BINDINGS: &'static [(soap::Version, &'static str)] = &[];
    /// The header elements that the binding lists for the request.
    const REQUEST_HEADERS: &'static [Name];
    /// The header elements that the binding lists for the response.
    const RESPONSE_HEADERS: &'static [Name];
}

/// The request of exactly one operation.
pub trait Request: Root {
    /// That operation.
    type Operation: Operation<Request = Self>;
}
