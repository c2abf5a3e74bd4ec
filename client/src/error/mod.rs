//! Errors, by who is at fault.

#[cfg(feature = "client")]
mod http;
mod kinds;
mod predicates;

use std::fmt;

use ews_im_types::ResponseCode;

use crate::{CallInfo, Fault, FaultExt, MessageDetails, ResponseHeaders};

#[cfg(feature = "client")]
pub use http::{HttpError, NoAnswer, NotAuthenticated};
pub use kinds::{DecodeError, EncodeError, FaultError, ResponseError};

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call gave no result, by who is at fault.
///
/// What to do about it, whichever it is: [`is_transient`](Self::is_transient), [`retry_after`](Self::retry_after),
/// [`is_authentication`](Self::is_authentication), [`is_not_found`](Self::is_not_found). What to tell the
/// administrator of the server: [`call`](Self::call).
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The caller: the request cannot be written. Nothing was sent.
    Encode(Box<EncodeError>),
    /// The caller, or who issues tokens: there is nothing to authenticate by.
    #[cfg(feature = "client")]
    Authentication(Box<NotAuthenticated>),
    /// The network: no answer came, or not the whole of it.
    #[cfg(feature = "client")]
    Transport(Box<NoAnswer>),
    /// What stands before the service: the answer is no message.
    #[cfg(feature = "client")]
    Http(Box<HttpError>),
    /// The service: it refused the request as a whole.
    Fault(Box<FaultError>),
    /// The service: it carried out the request and reports an error.
    Response(Box<ResponseError>),
    /// The service, or something on the way: the answer cannot be read.
    Decode(Box<DecodeError>),
}

impl Error {
    pub(crate) fn encode(error: xsd_runtime::Error) -> Self {
        Self::Encode(Box::new(EncodeError { error, call: CallInfo::default() }))
    }

    pub(crate) fn decode(error: xsd_runtime::Error, body: impl Into<String>) -> Self {
        let (body, call) = (body.into(), CallInfo::default());
        Self::Decode(Box::new(DecodeError { error, body, call, is_truncated: None }))
    }

    /// An answer of which a part cannot be read.
    pub(crate) fn decode_part(error: xsd_runtime::Error, body: impl Into<String>, is_truncated: bool) -> Self {
        let (body, call) = (body.into(), CallInfo::default());
        Self::Decode(Box::new(DecodeError { error, body, call, is_truncated: Some(is_truncated) }))
    }

    pub(crate) fn fault(fault: Fault, headers: ResponseHeaders) -> Self {
        Self::Fault(Box::new(FaultError { fault, headers, call: CallInfo::default() }))
    }

    /// What is known of the call: identifiers for the server's logs, HTTP status, number of attempts.
    pub fn call(&self) -> &CallInfo {
        match self {
            Self::Encode(error) => &error.call,
            #[cfg(feature = "client")]
            Self::Authentication(error) => &error.call,
            #[cfg(feature = "client")]
            Self::Transport(error) => &error.call,
            #[cfg(feature = "client")]
            Self::Http(error) => &error.call,
            Self::Fault(error) => &error.call,
            Self::Response(error) => &error.call,
            Self::Decode(error) => &error.call,
        }
    }

    /// The same error of a call.
    #[cfg(feature = "client")]
    pub(crate) fn of_call(mut self, call: &CallInfo) -> Self {
        let own = match &mut self {
            Self::Encode(error) => &mut error.call,
            Self::Authentication(error) => &mut error.call,
            Self::Transport(error) => &mut error.call,
            Self::Http(error) => &mut error.call,
            Self::Fault(error) => &mut error.call,
            Self::Response(error) => &mut error.call,
            Self::Decode(error) => &mut error.call,
        };
        own.clone_from(call);
        self
    }

    /// Whether the answer is well-formed, but not what the schema admits.
    #[cfg(feature = "client")]
    pub(crate) fn is_unlike_schema(&self) -> bool {
        matches!(self, Self::Decode(error) if error.error.is_schema_violation())
    }

    /// Exchange's name for the problem, whether it came in a fault or in a response.
    pub fn response_code(&self) -> Option<ResponseCode> {
        match self {
            #[cfg(feature = "client")]
            Self::Authentication(_) | Self::Transport(_) => None,
            #[cfg(feature = "client")]
            Self::Http(error) => error.fault.as_ref()?.response_code(),
            Self::Encode(_) | Self::Decode(_) => None,
            Self::Fault(error) => error.fault.response_code(),
            Self::Response(error) => error.code.clone(),
        }
    }

    /// What `MessageXml` says of the problem, whether it came in a fault or in a response.
    pub fn details(&self) -> MessageDetails {
        match self {
            #[cfg(feature = "client")]
            Self::Authentication(_) | Self::Transport(_) => MessageDetails::default(),
            #[cfg(feature = "client")]
            Self::Http(error) => error.fault.as_ref().map(|fault| fault.details()).unwrap_or_default(),
            Self::Encode(_) | Self::Decode(_) => MessageDetails::default(),
            Self::Fault(error) => error.fault.details(),
            Self::Response(error) => error.details.clone(),
        }
    }

    fn kind(&self) -> &(dyn std::error::Error + 'static) {
        match self {
            #[cfg(feature = "client")]
            Self::Authentication(error) => &**error,
            #[cfg(feature = "client")]
            Self::Transport(error) => &**error,
            #[cfg(feature = "client")]
            Self::Http(error) => &**error,
            Self::Encode(error) => &**error,
            Self::Fault(error) => &**error,
            Self::Response(error) => &**error,
            Self::Decode(error) => &**error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.kind(), f)?;
        match &self.call().client_request_id {
            Some(id) => write!(f, " [client-request-id {id}]"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind().source()
    }
}
