//! How requests travel, for the client without async.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::auth::{AuthenticationError, TokenReason};
use crate::http::{HttpRequest, HttpResponse, TransportError};

/// How requests travel. The feature `ureq` has one.
///
/// A transport follows no redirects, takes every status for an answer, and gives the body decompressed.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, and gives the answer as soon as its head has come. Its time-out is also for reading the body. Errors of reading its body may be
    /// [`TransportError`]s inside those of `io`.
    ///
    /// # Errors
    /// If there is no answer.
    fn send(&self, request: HttpRequest) -> Result<HttpResponse<Box<dyn io::Read + Send>>, TransportError>;

    /// Waits.
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

    /// A transport like this one, of which all requests travel over one connection as long as it holds, if each waits for
    /// the answer before it. Authentication that is bound to connections needs it; `None` if there is none.
    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        None
    }
}

/// A transport that others have a hand on, too, such as a test that looks at what was sent.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse<Box<dyn io::Read + Send>>, TransportError> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) {
        (**self).sleep(duration);
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        (**self).dedicated()
    }
}

/// Who issues OAuth tokens: a function will do.
///
/// ```
/// use ews_im::auth::{AuthenticationError, SecretString, TokenReason};
///
/// let from_file = |_: TokenReason| -> Result<SecretString, AuthenticationError> {
///     std::fs::read_to_string("token").map(Into::into).map_err(AuthenticationError::new)
/// };
/// let client = ews_im::blocking::Client::builder("https://mail.contoso.com/EWS/Exchange.asmx").token_provider(from_file);
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A token. It is asked for at the beginning of each attempt, so that a provider keeps what it has got, and once more if
    /// the server refuses the token.
    ///
    /// # Errors
    /// If there is none to be had.
    fn token(&self, reason: TokenReason) -> Result<SecretString, AuthenticationError>;
}

impl<F> TokenProvider for F
where
    F: Fn(TokenReason) -> Result<SecretString, AuthenticationError> + Send + Sync + 'static,
{
    fn token(&self, reason: TokenReason) -> Result<SecretString, AuthenticationError> {
        self(reason)
    }
}
