//! Why no answer came.

use std::error::Error as StdError;
use std::fmt;

/// Why no answer came, or not the whole of it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// What sort of problem a [`TransportError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the request has not been sent.
    Connect,
    /// The server's certificate is not trusted, or it is for another host: the request has not been sent.
    Untrusted,
    /// The time-out has passed.
    Timeout,
    /// The connection broke: whether the server has carried out the request is not known.
    Broken,
    /// The answer is longer than the client's limit.
    TooLong,
    /// Anything else, such as a request that the transport refuses to send.
    Other,
}

impl TransportError {
    /// An error with what caused it, or a message in its place.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// What sort of problem it is.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the same request may well succeed if it is sent again.
    pub fn is_transient(&self) -> bool {
        match self.kind {
            TransportErrorKind::Connect | TransportErrorKind::Timeout | TransportErrorKind::Broken => true,
            TransportErrorKind::Untrusted | TransportErrorKind::TooLong | TransportErrorKind::Other => false,
        }
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection",
            Self::Untrusted => "the server's certificate is not trusted",
            Self::Timeout => "no answer in time",
            Self::Broken => "the connection broke",
            Self::TooLong => "the answer is too long",
            Self::Other => "the exchange failed",
        })
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is between says less: "error sending request".
        let mut cause: &dyn StdError = &*self.source;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        write!(f, "{}: {cause}", self.kind)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
