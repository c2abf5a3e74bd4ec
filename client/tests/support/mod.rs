//! A server in a list: answers that are given one after another, to the client with async and to the one without.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used)] // Not every test needs all of it.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use ews_im::auth::Authenticate;
use ews_im::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind};
use ews_im::{Body, BoxFuture, CallOptions, Client, ClientBuilder, Error, ImRequest, Response, Transport, blocking};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

pub const URL: &str = "https://mail.contoso.com/EWS/Exchange.asmx";

/// Stands among the headers of an answer that comes over a connection made for it; it is not handed on.
pub const NEW_CONNECTION: &str = "test-new-connection";

/// An answer, or what comes in its place.
#[derive(Debug, Clone)]
pub enum Canned {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// The connection breaks behind these bytes of the body.
    Broken(Vec<u8>),
    Failure(TransportErrorKind),
}

/// A message with the status 200.
pub fn ok(body: impl Into<Vec<u8>>) -> Canned {
    with_status(200, body)
}

pub fn with_status(status: u16, body: impl Into<Vec<u8>>) -> Canned {
    with_headers(status, &[("content-type", "text/xml; charset=utf-8")], body)
}

pub fn with_headers(status: u16, headers: &[(&'static str, &str)], body: impl Into<Vec<u8>>) -> Canned {
    let headers = headers.iter().map(|&(name, value)| (name, value.to_owned())).collect();
    Canned::Answer { status, headers, body: body.into() }
}

/// An envelope around a body.
pub fn envelope(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>"#
    )
}

/// The response to `AddImGroup` with a class, and with what it holds.
pub fn response(class: &str, content: &str) -> String {
    envelope(&format!(
        r#"<m:AddImGroupResponse ResponseClass="{class}" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">{content}</m:AddImGroupResponse>"#
    ))
}

/// A response that reports success.
pub fn success() -> Canned {
    ok(response("Success", "<m:ResponseCode>NoError</m:ResponseCode>"))
}

/// A fault in the modern layout.
pub fn fault(code: &str, details: &str) -> String {
    envelope(&format!(
        r#"<s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:{code}</faultcode><faultstring xml:lang="en-US">What happened.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">{code}</e:ResponseCode><e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">What happened.</e:Message><t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">{details}</t:MessageXml></detail></s:Fault>"#
    ))
}

/// A server that gives its answers in their order, and notes what it is asked.
#[derive(Debug, Clone, Default)]
pub struct Server(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<Canned>,
    requests: Vec<HttpRequest>,
    waits: Vec<Duration>,
    n_connections: usize,
}

impl Server {
    pub fn new(answers: impl IntoIterator<Item = Canned>) -> Self {
        let state = State { answers: answers.into_iter().collect(), ..State::default() };
        Self(Arc::new(Mutex::new(state)))
    }

    pub fn requests(&self) -> Vec<HttpRequest> {
        self.0.lock().unwrap().requests.clone()
    }

    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().waits.clone()
    }

    /// How many connections of their own were asked for.
    pub fn n_connections(&self) -> usize {
        self.0.lock().unwrap().n_connections
    }

    /// How many answers nobody has asked for.
    pub fn n_left(&self) -> usize {
        self.0.lock().unwrap().answers.len()
    }

    fn answer(&self, request: HttpRequest) -> Canned {
        let mut state = self.0.lock().unwrap();
        state.requests.push(request);
        state.answers.pop_front().expect("more requests than answers")
    }
}

fn head(status: u16, headers: &[(&'static str, String)]) -> (StatusCode, HeaderMap) {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    (StatusCode::from_u16(status).unwrap(), map)
}

fn failure(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "as the test has it")
}

/// A body in parts of a few bytes, which may break off.
struct Parts {
    rest: Bytes,
    breaks: bool,
}

impl Parts {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self.rest.len() {
            0 if self.breaks => Err(failure(TransportErrorKind::Broken)),
            0 => Ok(None),
            n_bytes => Ok(Some(self.rest.split_to(n_bytes.min(7)))),
        }
    }
}

impl Body for Parts {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(std::future::ready(self.next()))
    }
}

impl io::Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let part = self.next().map_err(io::Error::other)?.unwrap_or_default();
        buffer[..part.len()].copy_from_slice(&part);
        Ok(part.len())
    }
}

fn answer(canned: Canned) -> Result<HttpResponse<Parts>, TransportError> {
    match canned {
        Canned::Answer { status, headers, body } => {
            let (status, mut headers) = head(status, &headers);
            let is_new_connection = headers.remove(NEW_CONNECTION).is_some();
            let mut answer = HttpResponse::new(status, headers, Parts { rest: body.into(), breaks: false });
            answer.is_new_connection = is_new_connection;
            Ok(answer)
        }
        Canned::Broken(body) => {
            let (status, headers) = head(200, &[]);
            Ok(HttpResponse::new(status, headers, Parts { rest: body.into(), breaks: true }))
        }
        Canned::Failure(kind) => Err(failure(kind)),
    }
}

impl Transport for Server {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
        let answer = answer(self.answer(request)).map(|answer| answer.map(|body| Box::new(body) as Box<dyn Body>));
        Box::pin(std::future::ready(answer))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap().waits.push(duration);
        Box::pin(std::future::ready(()))
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        self.0.lock().unwrap().n_connections += 1;
        Some(Arc::new(self.clone()))
    }
}

impl blocking::Transport for Server {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse<Box<dyn io::Read + Send>>, TransportError> {
        answer(self.answer(request)).map(|answer| answer.map(|body| Box::new(body) as Box<dyn io::Read + Send>))
    }

    fn sleep(&self, duration: Duration) {
        self.0.lock().unwrap().waits.push(duration);
    }

    fn dedicated(&self) -> Option<Arc<dyn blocking::Transport>> {
        self.0.lock().unwrap().n_connections += 1;
        Some(Arc::new(self.clone()))
    }
}

/// What came of a call, and what the server has seen of it.
pub struct Outcome<R: ImRequest> {
    pub result: Result<Response<<R::Im as ews_im::Operation>::Response>, Error>,
    pub server: Server,
}

/// How a call is set up, whichever client makes it.
#[derive(Clone)]
pub struct Setting<A = ews_im::auth::Basic> {
    pub auth: Option<A>,
    pub options: CallOptions,
}

/// Calls an operation by both clients, each with a server of its own; both must come to the same.
pub fn call<R: ImRequest>(request: &R, answers: impl IntoIterator<Item = Canned>, options: CallOptions) -> Outcome<R> {
    call_as::<R, ews_im::auth::Basic>(request, answers, Setting { auth: None, options })
}

pub fn call_as<R: ImRequest, A: Authenticate + Clone>(
    request: &R,
    answers: impl IntoIterator<Item = Canned>,
    setting: Setting<A>,
) -> Outcome<R> {
    // Both are to have the same name.
    let options = setting.options.client_request_id("the-call").unwrap();
    let answers: Vec<_> = answers.into_iter().collect();
    let server = Server::new(answers.clone());
    let mut builder: ClientBuilder = Client::builder(URL).transport(server.clone());
    if let Some(auth) = setting.auth.clone() {
        builder = builder.auth(auth);
    }
    let client = builder.build().unwrap();
    let result = block_on(client.call_with(request, &options));

    let other_server = Server::new(answers);
    let mut builder = blocking::Client::builder(URL).transport(other_server.clone());
    if let Some(auth) = setting.auth {
        builder = builder.auth(auth);
    }
    let other = builder.build().unwrap().call_with(request, &options);
    assert_eq!(format!("{result:?}"), format!("{other:?}"), "the two clients differ");
    assert_eq!(format!("{:?}", timeless(&server)), format!("{:?}", timeless(&other_server)));
    assert_eq!(server.n_left(), other_server.n_left());
    assert_eq!(server.waits().len(), other_server.waits().len());
    Outcome { result, server }
}

/// The requests without the time that was left for each of them.
fn timeless(server: &Server) -> Vec<HttpRequest> {
    let without = |mut request: HttpRequest| {
        request.timeout = None;
        request
    };
    server.requests().into_iter().map(without).collect()
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
