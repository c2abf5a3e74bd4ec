//! How requests travel, for the client with async.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use secrecy::SecretString;

use crate::auth::{AuthenticationError, TokenReason};
use crate::http::{HttpRequest, HttpResponse, TransportError};

/// A future in a box.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How requests travel. The feature `reqwest` has one.
///
/// A transport follows no redirects, takes every status for an answer, and gives the body decompressed.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, and gives the answer as soon as its head has come. Its time-out is also for reading the body.
    ///
    /// # Errors
    /// If there is no answer.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>>;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// A transport like this one, of which all requests travel over one connection as long as it holds, if each waits for
    /// the answer before it. Authentication that is bound to connections needs it; `None` if there is none.
    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        None
    }
}

/// A transport that others have a hand on, too, such as a test that looks at what was sent.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        (**self).dedicated()
    }
}

/// The body of an answer, on its way.
pub trait Body: Send {
    /// The next part; `None` at the end.
    ///
    /// # Errors
    /// If the connection breaks, or the time-out passes.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// A body that is all there.
impl Body for Bytes {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let bytes = std::mem::take(self);
        Box::pin(std::future::ready(Ok((!bytes.is_empty()).then_some(bytes))))
    }
}

/// Who issues OAuth tokens.
///
/// ```
/// use ews_im::auth::{AuthenticationError, SecretString, TokenReason};
/// use ews_im::{BoxFuture, TokenProvider};
///
/// struct FromFile(std::path::PathBuf);
///
/// impl TokenProvider for FromFile {
///     fn token(&self, _: TokenReason) -> BoxFuture<'_, Result<SecretString, AuthenticationError>> {
///         Box::pin(async { std::fs::read_to_string(&self.0).map(Into::into).map_err(AuthenticationError::new) })
///     }
/// }
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A token. It is asked for at the beginning of each attempt, so that a provider keeps what it has got, and once more if
    /// the server refuses the token.
    ///
    /// # Errors
    /// If there is none to be had.
    fn token(&self, reason: TokenReason) -> BoxFuture<'_, Result<SecretString, AuthenticationError>>;
}

/// A function that gives a future is a provider.
impl<F, R> TokenProvider for F
where
    F: Fn(TokenReason) -> R + Send + Sync + 'static,
    R: Future<Output = Result<SecretString, AuthenticationError>> + Send + 'static,
{
    fn token(&self, reason: TokenReason) -> BoxFuture<'_, Result<SecretString, AuthenticationError>> {
        Box::pin(self(reason))
    }
}
