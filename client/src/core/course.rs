//! The course of one call: what to send, what to make of what comes back, whether to try again.

use std::time::{Duration, Instant};

use bytes::Bytes;
use ews_im_types::{ExchangeVersion, ResponseCode};
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT, WWW_AUTHENTICATE};
use http::{StatusCode, header};
use xsd_runtime::soap;

use super::span::{CallSpan, Outcome};
use super::{Core, answer, reading, versions};
use crate::auth::{AuthenticationError, Challenges};
use crate::details::number;
use crate::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind};
use crate::{CallInfo, CallOptions, Error, ImItemFeed, NoAnswer, NotAuthenticated, RequestHeaders, Response, Result};

/// What a call is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) operation: &'a str,
    pub(crate) soap_version: soap::Version,
    pub(crate) soap_action: &'a str,
    pub(crate) is_idempotent: bool,
}

/// One call, from the first attempt to the last.
pub(crate) struct Course<'a> {
    core: &'a Core,
    about: About<'a>,
    options: CallOptions,
    version: ExchangeVersion,
    info: CallInfo,
    /// How many attempts there have been with this version.
    tries: u32,
    /// When the first request of the attempt was sent.
    begun: Option<Instant>,
    /// How long the last request and its answer were.
    request_bytes: Option<usize>,
    response_bytes: Option<usize>,
    pub(crate) span: CallSpan,
}

/// What comes after an attempt.
pub(crate) enum Verdict<T> {
    /// The call is over.
    Over(Result<T>),
    /// There is another attempt, after a while.
    Again(Duration),
}

impl<'a> Course<'a> {
    /// A call with complete options.
    pub(crate) fn new(core: &'a Core, about: About<'a>, options: CallOptions) -> Self {
        let wanted = options.wanted_version();
        let version = if options.falls_back() { core.version(wanted) } else { wanted };
        let (info, span) = (CallInfo::default(), CallSpan::none());
        let (request_bytes, response_bytes) = (None, None);
        let mut course =
            Self { core, about, version, info, tries: 0, begun: None, request_bytes, response_bytes, span, options };
        let headers = course.headers();
        let id = headers.get("client-request-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
        course.span = CallSpan::new(about.operation, id.as_deref().unwrap_or_default());
        course.info.client_request_id = id;
        course
    }

    pub(crate) fn options(&self) -> &CallOptions {
        &self.options
    }

    /// The request of the next attempt.
    pub(crate) fn request(&mut self, write: impl FnOnce(&RequestHeaders) -> Result<String>) -> Result<HttpRequest> {
        let body = write(&self.options.soap_headers(&self.version))?;
        self.tries += 1;
        self.begun = None;
        self.info = CallInfo {
            client_request_id: self.info.client_request_id.take(),
            attempts: self.info.attempts + 1,
            ..CallInfo::default()
        };
        self.request_bytes = Some(body.len());
        self.response_bytes = None;
        if self.core.trace_bodies {
            self.span.body("request", &body);
        }
        Ok(HttpRequest {
            url: self.core.url.clone(),
            headers: self.headers(),
            body: Bytes::from(body),
            timeout: Some(self.options.wanted_timeout()),
        })
    }

    /// Leaves to a further request of an attempt the time that is left of it.
    pub(crate) fn keep_time(&mut self, request: &mut HttpRequest) -> Result<()> {
        let Some(begun) = self.begun else {
            self.begun = Some(Instant::now());
            return Ok(());
        };
        let left = self.options.wanted_timeout().saturating_sub(begun.elapsed());
        if left.is_zero() {
            let problem = "the time was over before the server knew the caller";
            return Err(no_answer(TransportError::new(TransportErrorKind::Timeout, problem)));
        }
        request.timeout = Some(left);
        Ok(())
    }

    /// The headers of HTTP.
    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let About { soap_version, soap_action, .. } = self.about;
        let text = |text: &str| HeaderValue::from_str(text).ok();
        let mut put = |name: HeaderName, value: Option<HeaderValue>| {
            if let Some(value) = value {
                headers.insert(name, value);
            }
        };
        put(CONTENT_TYPE, text(&soap::content_type(soap_version, soap_action)));
        put(ACCEPT, Some(HeaderValue::from_static("text/xml")));
        let action = soap::soap_action(soap_version, soap_action);
        put(HeaderName::from_static("soapaction"), action.as_deref().and_then(text));
        put(USER_AGENT, Some(self.core.user_agent.clone()));
        let id = self.info.client_request_id.clone().unwrap_or_else(made_up_id);
        put(HeaderName::from_static("client-request-id"), text(&id));
        put(HeaderName::from_static("return-client-request-id"), Some(HeaderValue::from_static("true")));
        self.options.put_headers(&mut headers);
        headers
    }

    /// Notes the head of an answer.
    pub(crate) fn note<B>(&mut self, answer: &HttpResponse<B>) {
        let text = |name: &str| Some(answer.headers.get(name)?.to_str().ok()?.to_owned());
        self.info = CallInfo {
            client_request_id: self.info.client_request_id.take(),
            attempts: self.info.attempts,
            request_id: text("request-id"),
            fe_server: text("x-feserver"),
            be_server: text("x-beserver"),
            diag_info: text("x-diaginfo"),
            cas_error_code: text("x-caserrorcode"),
            status: Some(answer.status.as_u16()),
            retry_after: text(header::RETRY_AFTER.as_str()).and_then(|value| retry_after(&value)),
        };
    }

    /// What the server asks for, if it refuses to answer a caller it does not know.
    pub(crate) fn challenges<B>(answer: &HttpResponse<B>) -> Option<Challenges> {
        (answer.status == StatusCode::UNAUTHORIZED).then(|| Challenges {
            values: answer.headers.get_all(WWW_AUTHENTICATE).iter().cloned().collect(),
            peer_certificate: answer.peer_certificate.clone(),
        })
    }

    /// Adds a part to a body, within the limit.
    pub(crate) fn gather(&self, body: &mut Vec<u8>, part: &[u8]) -> Result<()> {
        let limit = self.core.max_answer_bytes;
        if body.len().saturating_add(part.len()) > limit {
            let message = format!("it is longer than {limit} bytes, the limit of this client");
            return Err(no_answer(TransportError::new(TransportErrorKind::TooLong, message)));
        }
        body.extend_from_slice(part);
        Ok(())
    }

    /// Reads the whole of an answer by a function that takes the text of a message.
    pub(crate) fn read<T>(
        &mut self,
        answer: HttpResponse<Vec<u8>>,
        decode: impl Fn(&str) -> Result<Response<T>>,
    ) -> Result<Response<T>> {
        self.response_bytes = Some(answer.body.len());
        if self.core.trace_bodies {
            self.span.body("answer", &String::from_utf8_lossy(&answer.body));
        }
        answer::read(answer, self.options.replaces_illegal_characters(), decode)
    }

    /// What comes after an attempt.
    pub(crate) fn judge<T>(&mut self, outcome: Result<Response<T>>) -> Verdict<Response<T>> {
        match outcome {
            Ok(response) => {
                self.accept_version();
                Verdict::Over(Ok(self.succeed(response)))
            }
            Err(error) => match self.next_attempt(error) {
                Ok(wait) => Verdict::Again(wait),
                Err(error) => Verdict::Over(Err(error)),
            },
        }
    }

    /// A feed for the answer to `GetImItemList`.
    pub(crate) fn feed(&self) -> ImItemFeed {
        ImItemFeed::new(&reading()).replace_illegal_characters(self.options.replaces_illegal_characters())
    }

    /// The end of an answer that was read in pieces.
    pub(crate) fn finished<T>(&mut self, result: Result<Response<T>>, n_bytes: usize) -> Result<Response<T>> {
        self.response_bytes = Some(n_bytes);
        match result {
            Ok(response) => Ok(self.succeed(response)),
            Err(error) => Err(self.fail(error)),
        }
    }

    fn succeed<T>(&self, response: Response<T>) -> Response<T> {
        self.span.succeeded(&self.outcome(), &response.replaced);
        Response { call: self.info.clone(), ..response }
    }

    fn outcome(&self) -> Outcome<'_> {
        let Self { info, request_bytes, response_bytes, .. } = self;
        Outcome { info, request_bytes: *request_bytes, response_bytes: *response_bytes }
    }

    /// The error of this call, after which there is no attempt.
    pub(crate) fn fail(&self, error: Error) -> Error {
        let error = error.of_call(&self.info);
        self.span.failed(&self.outcome(), &error);
        error
    }

    /// How long to wait before another attempt; the error, if there is none.
    pub(crate) fn next_attempt(&mut self, error: Error) -> Result<Duration> {
        let error = error.of_call(&self.info);
        let is_version = matches!(
            error.response_code(),
            Some(ResponseCode::ErrorIncorrectSchemaVersion | ResponseCode::ErrorInvalidServerVersion)
        );
        if is_version
            && self.options.falls_back()
            && let Some(older) = versions::before(&self.version)
        {
            self.span.falls_back(older.as_str());
            self.version = older;
            self.tries = 0;
            return Ok(Duration::ZERO);
        }
        if !is_version && matches!(error, Error::Response(_)) {
            self.accept_version();
        }
        let About { is_idempotent, .. } = self.about;
        match self.options.retry_policy().wait(&error, self.tries, is_idempotent, fastrand::f64()) {
            Some(wait) => {
                self.span.tries_again(&error, wait);
                Ok(wait)
            }
            None => Err(self.fail(error)),
        }
    }

    /// Remembers which version the server takes.
    pub(crate) fn accept_version(&self) {
        let wanted = self.options.wanted_version();
        if self.options.falls_back() && wanted != self.version {
            self.core.accept(wanted, self.version.clone());
        }
    }
}

/// No answer came.
pub(crate) fn no_answer(error: TransportError) -> Error {
    Error::Transport(Box::new(NoAnswer { error, call: CallInfo::default() }))
}

/// There is nothing to authenticate by.
pub(crate) fn not_authenticated(error: AuthenticationError) -> Error {
    Error::Authentication(Box::new(NotAuthenticated { error, call: CallInfo::default() }))
}

/// An identifier in the form of a UUID of version 4. It is no secret: chance of any quality will do.
fn made_up_id() -> String {
    let bits = (fastrand::u128(..) & !(0xF << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let text = format!("{bits:032x}");
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
fn retry_after(value: &str) -> Option<Duration> {
    match number(value) {
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => {
            let date = httpdate::parse_http_date(value.trim()).ok()?;
            Some(date.duration_since(std::time::SystemTime::now()).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{made_up_id, retry_after};

    #[test]
    fn identifiers_are_uuids_and_differ() {
        let (one, other) = (made_up_id(), made_up_id());
        assert_ne!(one, other);
        for (at, c) in one.char_indices() {
            match at {
                8 | 13 | 18 | 23 => assert_eq!(c, '-', "{one}"),
                14 => assert_eq!(c, '4', "{one}"),
                19 => assert!(matches!(c, '8' | '9' | 'a' | 'b'), "{one}"),
                _ => assert!(c.is_ascii_hexdigit(), "{one}"),
            }
        }
        assert_eq!(one.len(), 36);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after(" 120 "), Some(Duration::from_secs(120)));
        assert_eq!(retry_after(&"9".repeat(30)), Some(Duration::from_secs(u64::MAX)));
        for none in ["soon", "", "-5", "+5", "1.5"] {
            assert_eq!(retry_after(none), None, "{none}");
        }
        let soon = SystemTime::now() + Duration::from_secs(3600);
        let wait = retry_after(&httpdate::fmt_http_date(soon)).expect("a date");
        assert!(wait > Duration::from_secs(3500) && wait <= Duration::from_secs(3600), "{wait:?}");
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
    }
}
