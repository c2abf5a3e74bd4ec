//! What travels: the HTTP request and the answer, as every transport sees them.

#[cfg(any(feature = "reqwest", feature = "ureq"))]
mod certificate;
mod error;

use std::time::Duration;

pub use bytes::Bytes;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
pub(crate) use certificate::is_about_certificate;
pub use error::{TransportError, TransportErrorKind};
pub use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};

/// A request over HTTP. The method is always `POST`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// Where it goes.
    pub url: Uri,
    /// All headers but those that follow from address and body, `Host` and `Content-Length`. Values that are secret are
    /// [sensitive](http::HeaderValue::is_sensitive).
    pub headers: HeaderMap,
    /// The SOAP envelope, in UTF-8.
    pub body: Bytes,
    /// How long the exchange may take, from connecting to the end of the answer; without end if `None`.
    pub timeout: Option<Duration>,
}

impl HttpRequest {
    /// A request without headers, and without a limit of time.
    pub fn new(url: Uri, body: impl Into<Bytes>) -> Self {
        Self { url, headers: HeaderMap::new(), body: body.into(), timeout: None }
    }
}

/// What came back: head and body. A body that is still to be read has a type of its own in each client.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct HttpResponse<B> {
    /// The status. Redirects are answers like others: no transport follows them.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The server's certificate in DER, if the connection is by TLS and the transport knows it. Authentication that is
    /// bound to the channel (RFC 5929) needs it.
    pub peer_certificate: Option<Bytes>,
    /// Whether the connection was made for this request, where the transport has one connection (`Transport::dedicated`)
    /// and knows: what was said on another one before does not count then.
    pub is_new_connection: bool,
    /// The body, decompressed.
    pub body: B,
}

impl<B> HttpResponse<B> {
    /// An answer by a transport that knows no certificate.
    pub fn new(status: StatusCode, headers: HeaderMap, body: B) -> Self {
        Self { status, headers, peer_certificate: None, is_new_connection: false, body }
    }

    /// The same head with another body.
    pub fn map<C>(self, body: impl FnOnce(B) -> C) -> HttpResponse<C> {
        let Self { status, headers, peer_certificate, is_new_connection, body: old } = self;
        HttpResponse { status, headers, peer_certificate, is_new_connection, body: body(old) }
    }
}
