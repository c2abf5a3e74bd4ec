//! The client without async: the same calls, which wait for their answers.
//!
//! ```no_run
//! use ews_im::auth::Basic;
//! use ews_im::types::AddImGroup;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = ews_im::blocking::Client::builder("https://mail.contoso.com/EWS/Exchange.asmx")
//!     .auth(Basic::new("sadie@contoso.com", "password"))
//!     .build()?;
//! let response = client.call(&AddImGroup::new("Friends")?)?;
//! # Ok(())
//! # }
//! ```

mod builder;
mod exchange;
mod items;
#[cfg(feature = "reqwest")]
mod reqwest;
mod transport;
mod turns;
#[cfg(feature = "ureq")]
mod ureq;

use std::fmt;
use std::sync::Arc;

use xsd_runtime::RawElement;

use crate::call::{self, Response};
use crate::core::{About, Core, Course, Verdict, inside, reading};
use crate::http::HttpResponse;
use crate::raw::{self, RawRequest};
use crate::{CallOptions, ImRequest, RequestHeaders, Result};
use exchange::Wire;
use turns::Turns;

#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
#[cfg(feature = "ureq")]
pub use self::ureq::Ureq;
pub use builder::ClientBuilder;
pub use items::ImItems;
pub use transport::{TokenProvider, Transport};

/// A client of Exchange Web Services. A clone shares connections, authentication and settings with the original.
///
/// Calls may be made from many threads at once, unless [`ClientBuilder::one_at_a_time`] is set.
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
    pub fn call<R: ImRequest>(&self, request: &R) -> Result<R::Response> {
        Ok(self.call_with(request, &CallOptions::new())?.message)
    }

    /// Calls an operation with options of its own. The response comes with its header, and with what is known of the call.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn call_with<R: ImRequest>(&self, request: &R, options: &CallOptions) -> Result<Response<R::Response>> {
        let write = |headers: &RequestHeaders| call::encode(request, headers);
        let decode = |answer: &str| call::decode::<R::Im>(answer, &reading());
        self.run(call::about::<R::Im>(), options, &write, decode)
    }

    /// Sends any other message, and gives what the body of the answer holds.
    ///
    /// # Errors
    /// As [`call`](Self::call), but what the answer means is up to the caller: only faults are errors.
    pub fn send_raw(&self, request: &RawRequest, options: &CallOptions) -> Result<Response<RawElement>> {
        let write = |headers: &RequestHeaders| request.encode(headers);
        self.run(request.about(), options, &write, raw::decode)
    }

    /// A client that shares all with this one, but asks for other things: what `options` leave open is as before.
    pub fn with_options(&self, options: &CallOptions) -> Self {
        Self { inner: self.inner.clone(), options: Arc::new(options.over(&self.options)) }
    }

    fn run<T>(
        &self,
        about: About<'_>,
        options: &CallOptions,
        write: &dyn Fn(&RequestHeaders) -> Result<String>,
        decode: impl Fn(&str) -> Result<Response<T>>,
    ) -> Result<Response<T>> {
        let Inner { core, wire, turns } = &*self.inner;
        let mut course = Course::new(core, about, options.over(&self.options));
        let _turn = match core.one_at_a_time {
            true => Some(turns.wait(course.options().mailbox())),
            false => None,
        };
        loop {
            let span = course.span.clone();
            let answer = inside(&span, || attempt(wire, &mut course, write));
            let outcome = answer.and_then(|answer| course.read(answer, &decode));
            match course.judge(outcome) {
                Verdict::Over(result) => return result,
                Verdict::Again(wait) => wire.transport.sleep(wait),
            }
        }
    }
}

/// One attempt: the whole answer.
fn attempt(
    wire: &Wire,
    course: &mut Course<'_>,
    write: &dyn Fn(&RequestHeaders) -> Result<String>,
) -> Result<HttpResponse<Vec<u8>>> {
    let request = course.request(write)?;
    let mut answer = wire.send(course, request)?;
    let body = answer.read_to_end(course)?;
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
