//! What each kind of error knows.

use std::fmt;

use ews_im_types::{ResponseCode, ResponseMessage};

use crate::{AnyResponse, CallInfo, Fault, FaultExt, MessageDetails, ResponseHeaders, ResponseMessageExt};

/// The request cannot be written: a text holds a character that XML cannot represent. Nothing was sent.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EncodeError {
    /// What is wrong; its [path](xsd_runtime::Error::path) names the field.
    pub error: xsd_runtime::Error,
    /// The call.
    pub call: CallInfo,
}

/// The answer cannot be read.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong with it, and where: path, line and column.
    pub error: xsd_runtime::Error,
    /// The answer, as far as it is text; of one that is read [item by item](crate::ImItemFeed), the item, or what stands
    /// around the items. It holds what the mailbox holds: mind it before you log it.
    pub body: String,
    /// The call.
    pub call: CallInfo,
    /// Whether the answer is cut off, where the body does not tell.
    pub(crate) is_truncated: Option<bool>,
}

impl EncodeError {
    /// The element path of the field, such as `AddImGroup > DisplayName`.
    pub fn path(&self) -> &str {
        self.error.path()
    }

    /// What is wrong with it.
    pub fn message(&self) -> &str {
        self.error.message()
    }
}

impl DecodeError {
    /// The element path, such as `Envelope > Body > AddImGroupResponse > ImGroup`.
    pub fn path(&self) -> &str {
        self.error.path()
    }

    /// The line in the answer, counted from 1.
    pub fn line(&self) -> usize {
        self.error.line()
    }

    /// The column in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.error.column()
    }

    /// Whether the answer looks cut off: what is missing is its end.
    pub fn is_truncated(&self) -> bool {
        if let Some(is_truncated) = self.is_truncated {
            return is_truncated;
        }
        let body = self.body.trim_end();
        let ends_early = self.error.offset() >= body.len() || !body.ends_with('>');
        self.error.kind() == xsd_runtime::ErrorKind::NotWellFormed && ends_early
    }
}

/// The server refused the request as a whole.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FaultError {
    /// The fault; [`FaultExt`] finds what Exchange says in it.
    pub fault: Fault,
    /// The header that came with it.
    pub headers: ResponseHeaders,
    /// The call.
    pub call: CallInfo,
}

/// The server carried out the request and reports an error: a response with the class `Error`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResponseError {
    /// The error, as a name that a program can test; servers always give one.
    pub code: Option<ResponseCode>,
    /// The error for people; may be absent.
    pub text: Option<String>,
    /// What `MessageXml` says; empty if there is none.
    pub details: MessageDetails,
    /// The header that came with the response.
    pub headers: ResponseHeaders,
    /// The whole response.
    pub response: AnyResponse,
    /// The call.
    pub call: CallInfo,
}

impl ResponseError {
    pub(crate) fn new(headers: ResponseHeaders, response: AnyResponse) -> Self {
        let message: &dyn ResponseMessage = response.message();
        let (code, text) = (message.response_code().cloned(), message.message_text().map(str::to_owned));
        let details = message.details();
        Self { code, text, details, headers, response, call: CallInfo::default() }
    }
}

/// What the mailbox holds is not shown.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("error", &self.error)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("call", &self.call)
            .field("is_truncated", &self.is_truncated())
            .finish()
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request cannot be written: {}", self.error)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer cannot be read: {}", self.error)
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server refused the request: {}", self.fault.summary())
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failed: ", self.response.operation())?;
        match (&self.code, &self.text) {
            (Some(code), Some(text)) => write!(f, "{code}: {text}"),
            (Some(code), None) => write!(f, "{code}"),
            (None, Some(text)) => f.write_str(text),
            (None, None) => f.write_str("the server gives no reason"),
        }
    }
}

impl std::error::Error for EncodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl std::error::Error for FaultError {}

impl std::error::Error for ResponseError {}
