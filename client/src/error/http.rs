//! Errors of calls that never became messages.

use std::fmt;

use crate::auth::AuthenticationError;
use crate::http::TransportError;
use crate::{CallInfo, Fault};

/// No answer came, or not the whole of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct NoAnswer {
    /// Why.
    pub error: TransportError,
    /// The call.
    pub call: CallInfo,
}

/// The answer is no message: HTTP says why, or the body is something else.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HttpError {
    /// The status, such as 401, 456 (the account is locked) or 503.
    pub status: u16,
    /// `Location`, where a redirect leads. Redirects are not followed.
    pub location: Option<String>,
    /// The schemes of authentication that the server offers with the status 401, such as `Negotiate`.
    pub schemes: Vec<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// The beginning of the body, 2 KiB at most, as far as it is text.
    pub excerpt: String,
    /// What the body says, if it is a fault all the same.
    pub fault: Option<Box<Fault>>,
    /// The call.
    pub call: CallInfo,
}

/// The caller could not be authenticated on this side: there is no token, or the scheme cannot go on. That the server
/// refuses the caller is an [`HttpError`] with the status 401.
#[derive(Debug)]
#[non_exhaustive]
pub struct NotAuthenticated {
    /// Why.
    pub error: AuthenticationError,
    /// The call.
    pub call: CallInfo,
}

impl HttpError {
    /// What the status means, as far as Exchange is known to use it.
    fn meaning(&self) -> Option<&'static str> {
        Some(match self.status {
            300..=399 if self.is_error_page() => "redirected to the page for errors; try again later",
            300..=399 => "redirected, which is not followed; use the address where it leads",
            401 => "not authenticated",
            403 => "not allowed",
            404 => "there is no such address on the server",
            429 => "too many requests",
            456 => "the account is locked",
            503 => "the server has too much to do",
            200..=299 => "the answer is not XML",
            _ => return None,
        })
    }

    /// Whether it is the redirect to `/ews/genericerrorpage.htm` by which servers say that something passing went wrong.
    pub(crate) fn is_error_page(&self) -> bool {
        self.location.as_ref().is_some_and(|location| location.to_ascii_lowercase().contains("genericerrorpage"))
    }
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no answer: {}", self.error)
    }
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP status {}", self.status)?;
        if let Some(meaning) = self.meaning() {
            write!(f, ": {meaning}")?;
        }
        if !self.schemes.is_empty() {
            write!(f, "; the server offers {}", self.schemes.join(", "))?;
        }
        match &self.location {
            Some(location) => write!(f, " (to {location})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for NotAuthenticated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not authenticated: {}", self.error)
    }
}

impl std::error::Error for NoAnswer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl std::error::Error for HttpError {}

impl std::error::Error for NotAuthenticated {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}
