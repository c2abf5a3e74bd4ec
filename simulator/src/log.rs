//! What came in: the requests, and how many of everything.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

/// How many requests are remembered.
const MAX_REQUESTS: usize = 20_000;
/// How many bytes of their bodies are remembered in all.
const MAX_BYTES: usize = 64 << 20;

/// A request as it came. Of the headers that hold secrets, `Authorization` and `Proxy-Authorization`, the name of the
/// scheme alone is kept.
#[derive(Clone)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The connection that it came by; they are counted from 1.
    pub connection: u64,
    /// The method.
    pub method: Method,
    /// The path, with the query.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty until it has come in full.
    pub body: Bytes,
    /// The name of the element in the SOAP body, which is the name of the operation.
    pub operation: Option<String>,
    /// The user principal name of the account that sent it, if the server has let it in.
    pub account: Option<String>,
    /// Why it was refused with 401, which no answer tells.
    pub refusal: Option<String>,
    /// The status of the answer; `None` until there is one, and for good if the connection was dropped.
    pub status: Option<StatusCode>,
}

impl ReceivedRequest {
    /// The text of a header, if there is such a header and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Without the body, of which the size is told.
impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { connection, method, path, headers, body, operation, account, refusal, status } = self;
        f.debug_struct("ReceivedRequest")
            .field("connection", connection)
            .field("method", method)
            .field("path", path)
            .field("headers", headers)
            .field("body", &format_args!("{} bytes", body.len()))
            .field("operation", operation)
            .field("account", account)
            .field("refusal", refusal)
            .field("status", status)
            .finish()
    }
}

/// How much there has been since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counters {
    /// Connections that were accepted.
    pub connections: u64,
    /// Requests, whatever they were answered with; each step of a handshake is one.
    pub requests: u64,
    /// Requests that the mailboxes have dealt with, whether the operation succeeded or not.
    pub calls: u64,
}

/// Who wants to know of each request when it is done with.
pub(crate) type Observer = Arc<dyn Fn(&ReceivedRequest) + Send + Sync>;

/// The requests, oldest first, and the counters.
#[derive(Default)]
pub(crate) struct Log {
    observer: Option<Observer>,
    kept: Mutex<Kept>,
    connections: AtomicU64,
    requests: AtomicU64,
    calls: AtomicU64,
}

#[derive(Debug, Default)]
struct Kept {
    requests: VecDeque<ReceivedRequest>,
    /// The number of the first of them.
    first: u64,
    bytes: usize,
}

impl Log {
    pub(crate) fn new(observer: Option<Observer>) -> Self {
        Self { observer, ..Self::default() }
    }

    /// Counts a connection and gives its number.
    pub(crate) fn connection(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Counts a request that the mailboxes have dealt with.
    pub(crate) fn call(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes a request whose head has come, and gives its number.
    pub(crate) fn begin(&self, connection: u64, parts: &Parts) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let mut kept = self.kept();
        kept.requests.push_back(ReceivedRequest {
            connection,
            method: parts.method.clone(),
            path: parts.uri.path_and_query().map_or_else(|| parts.uri.to_string(), ToString::to_string),
            headers: without_secrets(&parts.headers),
            body: Bytes::new(),
            operation: None,
            account: None,
            refusal: None,
            status: None,
        });
        let number = kept.first + kept.requests.len() as u64 - 1;
        kept.shrink();
        number
    }

    /// Adds what has become known of a request, if it is still remembered.
    pub(crate) fn update(&self, number: u64, change: impl FnOnce(&mut ReceivedRequest)) {
        let mut kept = self.kept();
        let Some(index) = number.checked_sub(kept.first) else { return };
        let Some(request) = kept.requests.get_mut(usize::try_from(index).unwrap_or(usize::MAX)) else { return };
        let before = request.body.len();
        change(request);
        let after = request.body.len();
        kept.bytes = kept.bytes - before + after;
        kept.shrink();
    }

    /// Notes the status of the answer, or that there is none.
    pub(crate) fn end(&self, number: u64, status: Option<StatusCode>) {
        let mut done = None;
        self.update(number, |request| {
            request.status = status;
            done = self.observer.is_some().then(|| request.clone());
        });
        // Not while the log is locked: the observer may look into it.
        if let (Some(observer), Some(request)) = (&self.observer, &done) {
            observer(request);
        }
    }

    pub(crate) fn requests(&self) -> Vec<ReceivedRequest> {
        self.kept().requests.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        let mut kept = self.kept();
        kept.first += kept.requests.len() as u64;
        kept.requests.clear();
        kept.bytes = 0;
    }

    pub(crate) fn counters(&self) -> Counters {
        Counters {
            connections: self.connections.load(Ordering::Relaxed),
            requests: self.requests.load(Ordering::Relaxed),
            calls: self.calls.load(Ordering::Relaxed),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Forgets the oldest until the rest is within the limits.
    fn shrink(&mut self) {
        while MAX_REQUESTS < self.requests.len() || MAX_BYTES < self.bytes {
            let Some(oldest) = self.requests.pop_front() else { return };
            self.first += 1;
            self.bytes -= oldest.body.len();
        }
    }
}

fn without_secrets(headers: &HeaderMap) -> HeaderMap {
    let mut kept = headers.clone();
    for name in [header::AUTHORIZATION, header::PROXY_AUTHORIZATION] {
        let Some(value) = headers.get(&name) else { continue };
        let scheme = value.as_bytes().split(|byte| *byte == b' ').next().unwrap_or_default();
        kept.insert(name, HeaderValue::from_bytes(scheme).unwrap_or_else(|_| HeaderValue::from_static("")));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        let request = http::Request::post("/EWS/Exchange.asmx").header("Authorization", "Basic c2VjcmV0");
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn secrets_are_left_out() {
        let log = Log::default();
        log.begin(1, &parts());
        let requests = log.requests();
        assert_eq!(requests[0].header("authorization"), Some("Basic"));
        assert!(!format!("{requests:?}").contains("c2VjcmV0"));
    }

    #[test]
    fn old_requests_are_forgotten_first() {
        let log = Log::default();
        let old = log.begin(1, &parts());
        log.update(old, |request| request.body = Bytes::from(vec![0; MAX_BYTES]));
        let new = log.begin(2, &parts());
        log.update(new, |request| request.body = Bytes::from_static(b"x"));
        log.update(old, |request| request.account = Some("nobody".to_owned()));
        let requests = log.requests();
        assert_eq!((requests.len(), requests[0].connection, &*requests[0].body), (1, 2, &b"x"[..]));
        assert_eq!(log.counters().requests, 2);
    }
}
