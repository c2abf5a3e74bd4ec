//! Errors, by who is at fault.

use std::fmt;

use ews_im_types::ResponseCode;

use crate::{AnyResponse, Fault, FaultExt, MessageDetails, ResponseHeaders, ResponseMessageExt};

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call gave no result.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request cannot be written: a text holds a character that XML cannot represent.
    Encode(xsd_runtime::Error),
    /// The answer cannot be read.
    #[non_exhaustive]
    Decode {
        /// What is wrong with it, and where.
        error: xsd_runtime::Error,
        /// The answer, as far as it is text.
        body: String,
    },
    /// The server refused the request as a whole.
    Fault(Box<Fault>),
    /// The server carried out the request and reports an error.
    Response(Box<ResponseError>),
}

/// A response with the class `Error`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResponseError {
    /// The error, as a name that a program can test; servers always give one.
    pub code: Option<ResponseCode>,
    /// The error for people; may be absent.
    pub text: Option<String>,
    /// The header that came with the response.
    pub headers: ResponseHeaders,
    /// The whole response.
    pub response: AnyResponse,
}

impl ResponseError {
    pub(crate) fn new(headers: ResponseHeaders, response: AnyResponse) -> Self {
        let message = response.message();
        let (code, text) = (message.response_code().cloned(), message.message_text().map(str::to_owned));
        Self { code, text, headers, response }
    }
}

impl Error {
    pub(crate) fn decode(error: xsd_runtime::Error, body: &str) -> Self {
        Self::Decode { error, body: body.to_owned() }
    }

    /// Exchange's name for the problem, whether it came in a fault or in a response.
    pub fn response_code(&self) -> Option<ResponseCode> {
        match self {
            Self::Encode(_) | Self::Decode { .. } => None,
            Self::Fault(fault) => fault.response_code(),
            Self::Response(error) => error.code.clone(),
        }
    }

    /// What `MessageXml` says of the problem, whether it came in a fault or in a response.
    pub fn details(&self) -> MessageDetails {
        match self {
            Self::Encode(_) | Self::Decode { .. } => MessageDetails::default(),
            Self::Fault(fault) => fault.details(),
            Self::Response(error) => error.response.message().details(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encode(error) => write!(f, "the request cannot be written: {error}"),
            Self::Decode { error, .. } => write!(f, "the answer cannot be read: {error}"),
            Self::Fault(fault) => write!(f, "the server refused the request: {}", fault.summary()),
            Self::Response(error) => write!(f, "{} failed: {error}", error.response.operation()),
        }
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, &self.text) {
            (Some(code), Some(text)) => write!(f, "{code}: {text}"),
            (Some(code), None) => write!(f, "{code}"),
            (None, Some(text)) => f.write_str(text),
            (None, None) => f.write_str("the server gives no reason"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Encode(error) | Self::Decode { error, .. } => Some(error),
            Self::Fault(_) | Self::Response(_) => None,
        }
    }
}

impl std::error::Error for ResponseError {}
