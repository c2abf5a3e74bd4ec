//! Either of the two clients: what edits are written on, so that they are written once.

use std::future::Future;

use crate::{ImRequest, Result};

/// Either of the two clients.
///
/// Edits are written once, as futures that make their calls through this trait. The calls of the client without async are
/// over as soon as they are made, so that a future of nothing but such calls can be run to its end on the spot.
pub trait AnyClient: sealed::Sealed + Sync {
    /// What a method gives that calls the server: a future of its result, or the result itself.
    type Outcome<'a, T: Send + 'a>;

    /// Calls an operation.
    #[doc(hidden)]
    fn ask<R: ImRequest>(&self, request: &R) -> impl Future<Output = Result<R::Response>> + Send;

    /// Turns a future of nothing but calls into what this client gives.
    #[doc(hidden)]
    fn outcome<'a, T: Send + 'a>(future: impl Future<Output = T> + Send + 'a) -> Self::Outcome<'a, T>;
}

mod sealed {
    pub trait Sealed {}
}

#[cfg(feature = "async")]
impl sealed::Sealed for crate::Client {}

#[cfg(feature = "async")]
impl AnyClient for crate::Client {
    type Outcome<'a, T: Send + 'a> = crate::BoxFuture<'a, T>;

    async fn ask<R: ImRequest>(&self, request: &R) -> Result<R::Response> {
        self.call(request).await
    }

    fn outcome<'a, T: Send + 'a>(future: impl Future<Output = T> + Send + 'a) -> Self::Outcome<'a, T> {
        Box::pin(future)
    }
}

#[cfg(feature = "blocking")]
impl sealed::Sealed for crate::blocking::Client {}

#[cfg(feature = "blocking")]
impl AnyClient for crate::blocking::Client {
    type Outcome<'a, T: Send + 'a> = T;

    async fn ask<R: ImRequest>(&self, request: &R) -> Result<R::Response> {
        self.call(request)
    }

    fn outcome<'a, T: Send + 'a>(future: impl Future<Output = T> + Send + 'a) -> T {
        use std::task::{Context, Poll, Waker};

        let mut future = std::pin::pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            // Nothing in the future ever waits, so that this is the only turn.
            if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return value;
            }
        }
    }
}
