//! What a WSDL operation ties together.

use crate::{Name, Root};

/// A WSDL 1.1 operation with a document/literal SOAP binding: its messages, headers and action.
pub trait Operation {
    /// The element in the body of the request.
    type Request: Root;
    /// The element in the body of the response.
    type Response: Root;

    /// The operation's name in its port type.
    const NAME: &'static str;
    /// The value of the `SOAPAction` header, without quotes.
    const SOAP_ACTION: &'static str;
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
