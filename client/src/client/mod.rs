//! The client with async.

mod builder;
#[cfg(feature = "reqwest")]
mod connection;
mod exchange;
mod items;
#[cfg(feature = "reqwest")]
mod reqwest;
mod transport;
mod turns;

use std::fmt;
use std::sync::Arc;

use xsd_runtime::RawElement;

use crate::call::{self, Response};
use crate::core::{About, Core, Course, Verdict, reading, within};
use crate::http::HttpResponse;
use crate::raw::{self, RawRequest};
use crate::{CallOptions, ImRequest, RequestHeaders, Result};
use exchange::Wire;
use turns::Turns;

#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
pub use builder::ClientBuilder;
pub use items::ImItems;
pub use transport::{Body, BoxFuture, TokenProvider, Transport};

/// A client of Exchange Web Services. A clone shares connections, authentication and settings with the original.
///
/// Calls may be made at once, as many as you like, unless [`ClientBuilder::one_at_a_time`] is set. Dropping the future of a
/// call gives it up; whether the server carries it out all the same is then not known.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    options: Arc<CallOptions>,
}

struct Inner {
    core: Core,
    wire: Wire,
    turns: Turns,
}

impl Client {
    /// Sets up a client of the service at an address, such as `https://mail.contoso.com/EWS/Exchange.asmx`.
    pub fn builder(url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(url.into())
    }

    /// Calls an operation. A warning is a response like any other: its class, code and text tell.
    ///
    /// # Errors
    /// If there is no answer, or none that reports success or a warning.
    pub async fn call<R: ImRequest>(&self, request: &R) -> Result<R::Response> {
        Ok(self.call_with(request, &CallOptions::new()).await?.message)
    }

    /// Calls an operation with options of its own. The response comes with its header, and with what is known of the call.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn call_with<R: ImRequest>(&self, request: &R, options: &CallOptions) -> Result<Response<R::Response>> {
        let write = |headers: &RequestHeaders| call::encode(request, headers);
        let decode = |answer: &str| call::decode::<R::Im>(answer, &reading());
        self.run(call::about::<R::Im>(), options, &write, decode).await
    }

    /// Sends any other message, and gives what the body of the answer holds.
    ///
    /// # Errors
    /// As [`call`](Self::call), but what the answer means is up to the caller: only faults are errors.
    pub async fn send_raw(&self, request: &RawRequest, options: &CallOptions) -> Result<Response<RawElement>> {
        let write = |headers: &RequestHeaders| request.encode(headers);
        self.run(request.about(), options, &write, raw::decode).await
    }

    /// A client that shares all with this one, but asks for other things: what `options` leave open is as before.
    pub fn with_options(&self, options: &CallOptions) -> Self {
        Self { inner: self.inner.clone(), options: Arc::new(options.over(&self.options)) }
    }

    async fn run<T>(
        &self,
        about: About<'_>,
        options: &CallOptions,
        write: &(dyn Fn(&RequestHeaders) -> Result<String> + Sync),
        decode: impl Fn(&str) -> Result<Response<T>> + Sync,
    ) -> Result<Response<T>> {
        let Inner { core, wire, turns } = &*self.inner;
        let mut course = Course::new(core, about, options.over(&self.options));
        let _turn = match core.one_at_a_time {
            true => Some(turns.wait(&course.options().mailbox()).await),
            false => None,
        };
        loop {
            let span = course.span.clone();
            let answer = within(&span, attempt(wire, &mut course, write)).await;
            let outcome = answer.and_then(|answer| course.read(answer, &decode));
            match course.judge(outcome) {
                Verdict::Over(result) => return result,
                Verdict::Again(wait) => wire.transport.sleep(wait).await,
            }
        }
    }
}

/// One attempt: the whole answer.
async fn attempt(
    wire: &Wire,
    course: &mut Course<'_>,
    write: &(dyn Fn(&RequestHeaders) -> Result<String> + Sync),
) -> Result<HttpResponse<Vec<u8>>> {
    let request = course.request(write)?;
    let mut answer = wire.send(course, request).await?;
    let body = answer.read_to_end(course).await?;
    Ok(answer.head.map(|()| body))
}

/// How the client authenticates is not shown.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("url", &self.inner.core.url)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
