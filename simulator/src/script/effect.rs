//! What a rule does to a call.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

/// What becomes of a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// The call waits, and then goes on.
    Delay(Duration),
    /// The call goes on, and then its answer waits.
    Hold(Duration),
    /// The connection is closed without an answer.
    Drop(Moment),
    /// Another answer comes in place of the service's.
    Answer {
        /// The answer.
        substitute: Substitute,
        /// Whether the operation is carried out all the same, before.
        is_carried_out: bool,
    },
    /// The operation is carried out, and its answer changed.
    Change(Change),
}

impl Effect {
    /// An answer in place of the operation, which is not carried out.
    pub fn instead(substitute: Substitute) -> Self {
        Self::Answer { substitute, is_carried_out: false }
    }

    /// An answer in place of the one of the operation, which is carried out.
    pub fn after(substitute: Substitute) -> Self {
        Self::Answer { substitute, is_carried_out: true }
    }
}

/// When a connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Moment {
    /// Before the body of the request is read. The operation is told by the header `SOAPAction`.
    Head,
    /// Before the operation would be carried out.
    Before,
    /// After the operation was carried out.
    After,
}

/// An answer that does not come from the service.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Substitute {
    /// An HTML page with a status: 401 with the challenges of authentication, 302 with the address of Exchange's page for
    /// errors.
    Status {
        /// The status.
        status: u16,
        /// The seconds in the header `Retry-After`.
        retry_after: Option<u32>,
    },
    /// `ErrorServerBusy`.
    Busy {
        /// How it is told.
        form: BusyForm,
        /// `BackOffMilliseconds`.
        back_off: Option<u32>,
    },
    /// A response with the class `Error`, in HTTP 200.
    Error {
        /// The response code.
        code: String,
        /// The text for people.
        text: String,
    },
    /// A SOAP fault.
    Fault {
        /// How it is laid out.
        layout: FaultLayout,
        /// The response code, in layouts that have one.
        code: String,
        /// The text for people.
        text: String,
        /// `BackOffMilliseconds`, in layouts that have a `MessageXml`.
        back_off: Option<u32>,
        /// The HTTP status, where it is not the usual one of the layout.
        status: Option<u16>,
    },
    /// Just this, without compression and without the headers of Exchange.
    Canned {
        /// The status.
        status: u16,
        /// The headers.
        headers: HeaderMap,
        /// The body.
        body: Bytes,
    },
}

/// How a server says that it is busy. Where it is to be in a response, but the operation is none that the server knows, a
/// fault comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BusyForm {
    /// By a fault in HTTP 500.
    Fault,
    /// By a response in HTTP 200, with elements of the payload behind `MessageXml`.
    Response,
    /// By `ErrorInternalServerError` in HTTP 200, which has it as `InnerErrorResponseCode`.
    Inner,
}

/// A layout of faults, as Exchange and its like have written them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultLayout {
    /// The code as `faultcode` and in the detail.
    Modern,
    /// Of Exchange 2007: the detail has line and position, the envelope has a header.
    Exchange2007,
    /// Of the out-of-office settings: `soap:Client`, with a number as `ErrorCode`.
    OutOfOffice,
    /// Of the server gromox: `SOAP:Server` without a detail, in HTTP 200.
    Gromox,
    /// SOAP 1.2.
    Soap12,
}

/// A change of an answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// The connection ends after a number of bytes; after half of them without a number. One byte at least is missing.
    Cut(Option<usize>),
    /// The body ends after a number of bytes, or after half of them; for HTTP it is complete.
    Truncate(Option<usize>),
    /// Characters that XML forbids, in texts.
    Illegal {
        /// The characters, by their numbers.
        characters: Vec<u32>,
        /// Whether the characters themselves come, not references to them.
        is_raw: bool,
    },
    /// Without SOAP header.
    NoHeader,
    /// With an empty SOAP header.
    EmptyHeader,
    /// A byte order mark at the start.
    ByteOrderMark,
    /// Attributes on the SOAP body.
    BodyAttributes,
    /// Elements that no schema has.
    UnknownElements,
    /// A response code, a server version, types of mailboxes and of extended properties that no schema has.
    UnknownCodes,
    /// Namespaces of EWS that begin with `https`.
    HttpsNamespaces,
    /// Values in other forms that their types admit: `1` and `0` for booleans, times with fractions and without a zone.
    LooseValues,
    /// Success becomes a warning.
    Warning {
        /// The response code.
        code: String,
        /// The text for people.
        text: String,
    },
    /// Another HTTP status.
    Status(u16),
    /// Another content type.
    ContentType(String),
    /// Another header, in place of those with the same name.
    Header(HeaderName, HeaderValue),
}
