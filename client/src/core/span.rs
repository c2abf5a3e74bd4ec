//! What a call tells `tracing`; nothing without that feature.

use std::time::Duration;

use crate::{CallInfo, Error, Replacement};

#[cfg(feature = "tracing")]
use std::sync::Arc;
#[cfg(feature = "tracing")]
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(feature = "tracing")]
use std::time::Instant;
#[cfg(feature = "tracing")]
use tracing::{Span, field::Empty};

/// What came of a call, for its span.
#[cfg_attr(not(feature = "tracing"), allow(dead_code))]
pub(crate) struct Outcome<'a> {
    pub(crate) info: &'a CallInfo,
    /// How long the last request was.
    pub(crate) request_bytes: Option<usize>,
    /// How long the last answer was, decompressed.
    pub(crate) response_bytes: Option<usize>,
}

/// The span of a call, and the events in it. Their target is `ews_im`.
#[cfg(feature = "tracing")]
#[derive(Clone)]
pub(crate) struct CallSpan {
    span: Span,
    started: Instant,
    has_ended: Arc<AtomicBool>,
}

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(crate) fn none() -> Self {
        Self::of(Span::none())
    }

    pub(crate) fn new(operation: &str, client_request_id: &str) -> Self {
        let span = tracing::info_span!(
            target: "ews_im",
            "call",
            operation,
            client_request_id,
            attempts = Empty,
            status = Empty,
            request_id = Empty,
            request_bytes = Empty,
            response_bytes = Empty,
            duration_ms = Empty,
            error = Empty,
        );
        Self::of(span)
    }

    fn of(span: Span) -> Self {
        Self { span, started: Instant::now(), has_ended: Arc::default() }
    }

    pub(crate) fn body(&self, what: &str, body: &str) {
        let xml = super::redact::redacted(body);
        tracing::debug!(target: "ews_im", parent: &self.span, what, body = xml, "body");
    }

    pub(crate) fn falls_back(&self, version: &str) {
        tracing::info!(target: "ews_im", parent: &self.span, version, "the server does not take the version asked for");
    }

    pub(crate) fn tries_again(&self, error: &Error, wait: Duration) {
        let wait_ms = millis(wait);
        tracing::warn!(target: "ews_im", parent: &self.span, error = summary(error), wait_ms, "trying again");
    }

    pub(crate) fn succeeded(&self, outcome: &Outcome<'_>, replaced: &[Replacement]) {
        self.ends(outcome);
        if !replaced.is_empty() {
            let n = replaced.len();
            tracing::warn!(target: "ews_im", parent: &self.span, n, "replaced characters that XML does not admit");
        }
        tracing::debug!(target: "ews_im", parent: &self.span, "done");
    }

    pub(crate) fn failed(&self, outcome: &Outcome<'_>, error: &Error) {
        if self.ends(outcome) {
            self.span.record("error", summary(error));
        }
        tracing::debug!(target: "ews_im", parent: &self.span, error = summary(error), "failed");
    }

    /// Notes what came of the call, once: some subscribers list what is noted twice twice. Says whether it is the first time.
    fn ends(&self, outcome: &Outcome<'_>) -> bool {
        if self.has_ended.swap(true, Ordering::Relaxed) {
            return false;
        }
        let Outcome { info, request_bytes, response_bytes } = *outcome;
        self.span
            .record("attempts", (info.attempts > 0).then_some(info.attempts))
            .record("status", info.status)
            .record("request_id", info.request_id.as_deref())
            .record("request_bytes", request_bytes)
            .record("response_bytes", response_bytes)
            .record("duration_ms", millis(self.started.elapsed()));
        true
    }
}

#[cfg(feature = "tracing")]
fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// An error without texts of the server's, which may name people.
#[cfg(feature = "tracing")]
fn summary(error: &Error) -> String {
    if let Some(code) = error.response_code() {
        return code.as_str().to_owned();
    }
    match error {
        Error::Encode(_) => "the request cannot be written".to_owned(),
        Error::Authentication(_) => "not authenticated".to_owned(),
        Error::Transport(error) => error.error.kind().to_string(),
        Error::Http(error) => format!("HTTP status {}", error.status),
        Error::Fault(_) => "fault".to_owned(),
        Error::Response(_) => "error without a code".to_owned(),
        Error::Decode(_) => "the answer cannot be read".to_owned(),
    }
}

/// Runs a future in the span of a call, so that what it causes elsewhere is told as part of the call.
#[cfg(all(feature = "tracing", feature = "async"))]
pub(crate) fn within<F: Future>(span: &CallSpan, future: F) -> impl Future<Output = F::Output> {
    tracing::Instrument::instrument(future, span.span.clone())
}

#[cfg(all(not(feature = "tracing"), feature = "async"))]
pub(crate) fn within<F: Future>(_: &CallSpan, future: F) -> F {
    future
}

/// Does something in the span of a call, for the same reason.
#[cfg(all(feature = "tracing", feature = "blocking"))]
pub(crate) fn inside<T>(span: &CallSpan, action: impl FnOnce() -> T) -> T {
    span.span.in_scope(action)
}

#[cfg(all(not(feature = "tracing"), feature = "blocking"))]
pub(crate) fn inside<T>(_: &CallSpan, action: impl FnOnce() -> T) -> T {
    action()
}

/// Nothing is told.
#[cfg(not(feature = "tracing"))]
#[derive(Clone)]
pub(crate) struct CallSpan;

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    pub(crate) fn none() -> Self {
        Self
    }

    pub(crate) fn new(_: &str, _: &str) -> Self {
        Self
    }

    pub(crate) fn body(&self, _: &str, _: &str) {}

    pub(crate) fn falls_back(&self, _: &str) {}

    pub(crate) fn tries_again(&self, _: &Error, _: Duration) {}

    pub(crate) fn succeeded(&self, _: &Outcome<'_>, _: &[Replacement]) {}

    pub(crate) fn failed(&self, _: &Outcome<'_>, _: &Error) {}
}
