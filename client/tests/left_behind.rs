//! What is left behind by calls that are dropped, refused or many: turns, connections, conversations.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ews_im::auth::{Authenticate, AuthenticationError, Challenges, Conversation};
use ews_im::http::{HttpRequest, HttpResponse, TransportError};
use ews_im::types::AddImGroup;
use ews_im::{Body, BoxFuture, Client, Error, Transport, blocking};
use http::{HeaderMap, StatusCode};
use support::{Canned, URL, block_on, success};

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn request() -> AddImGroup {
    AddImGroup::new("Friends").unwrap()
}

/// Answers to one call after another; while it is told to, it lets them wait for ever: the head, or a part of the body.
#[derive(Clone, Default)]
struct Stuck(Arc<Mutex<StuckState>>);

#[derive(Default)]
struct StuckState {
    at_head: bool,
    in_body: bool,
    n_requests: usize,
    n_connections: usize,
}

struct StuckBody(bool, bytes::Bytes);

impl Body for StuckBody {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<bytes::Bytes>, TransportError>> {
        if self.0 { Box::pin(std::future::pending()) } else { self.1.chunk() }
    }
}

impl Transport for Stuck {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
        let mut state = self.0.lock().unwrap();
        state.n_requests += 1;
        if state.at_head {
            return Box::pin(std::future::pending());
        }
        let Canned::Answer { body, .. } = success() else { panic!("an answer") };
        let body: Box<dyn Body> = Box::new(StuckBody(state.in_body, body.into()));
        Box::pin(std::future::ready(Ok(HttpResponse::new(StatusCode::OK, HeaderMap::new(), body))))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        self.0.lock().unwrap().n_connections += 1;
        Some(Arc::new(self.clone()))
    }
}

/// Knows from its second request on that the server knows it.
struct Greeting(Arc<Mutex<Vec<bool>>>, bool);

struct Greeter(Arc<Mutex<Vec<bool>>>);

impl Authenticate for Greeter {
    fn begin(&self) -> Box<dyn Conversation> {
        Box::new(Greeting(self.0.clone(), false))
    }

    fn is_connection_bound(&self) -> bool {
        true
    }
}

impl Conversation for Greeting {
    fn authorize(&mut self, _: &mut HttpRequest, _: Option<&Challenges>) -> Result<bool, AuthenticationError> {
        self.0.lock().unwrap().push(std::mem::replace(&mut self.1, true));
        Ok(true)
    }
}

#[test]
fn a_call_that_is_dropped_leaves_nothing_behind() -> TestResult {
    let transport = Stuck::default();
    let is_known = Arc::new(Mutex::new(Vec::new()));
    let auth = Greeter(is_known.clone());
    let client = Client::builder(URL).transport(transport.clone()).auth(auth).one_at_a_time(true).build()?;
    let soon = Duration::from_millis(20);
    block_on(async {
        client.call(&request()).await?;
        for (at_head, in_body) in [(true, false), (false, true)] {
            (transport.0.lock().unwrap().at_head, transport.0.lock().unwrap().in_body) = (at_head, in_body);
            assert!(tokio::time::timeout(soon, client.call(&request())).await.is_err());
            // Waiting for a turn can be dropped, too.
            let add = request();
            let (one, two) = tokio::join!(
                tokio::time::timeout(soon, client.call(&add)),
                tokio::time::timeout(soon / 2, client.call(&add)),
            );
            assert!(one.is_err() && two.is_err());
            (transport.0.lock().unwrap().at_head, transport.0.lock().unwrap().in_body) = (false, false);
            // The turn is free, and the connection of which the answer has not been read is not used again.
            client.call(&request()).await?;
            client.call(&request()).await?;
        }
        TestResult::Ok(())
    })?;
    let expected = [false, true, false, false, true, true, false, false, true];
    assert_eq!(*is_known.lock().unwrap(), expected);
    Ok(())
}

/// Refuses each request on a connection that was made for it.
#[derive(Clone, Default)]
struct Forgetful(Arc<Mutex<usize>>);

impl Transport for Forgetful {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
        *self.0.lock().unwrap() += 1;
        let body: Box<dyn Body> = Box::new(bytes::Bytes::from_static(b"no"));
        let mut answer = HttpResponse::new(StatusCode::UNAUTHORIZED, HeaderMap::new(), body);
        answer.is_new_connection = true;
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        Some(Arc::new(self.clone()))
    }
}

impl blocking::Transport for Forgetful {
    fn send(&self, _: HttpRequest) -> Result<HttpResponse<Box<dyn std::io::Read + Send>>, TransportError> {
        *self.0.lock().unwrap() += 1;
        let body: Box<dyn std::io::Read + Send> = Box::new(std::io::Cursor::new(b"no"));
        let mut answer = HttpResponse::new(StatusCode::UNAUTHORIZED, HeaderMap::new(), body);
        answer.is_new_connection = true;
        Ok(answer)
    }

    fn dedicated(&self) -> Option<Arc<dyn blocking::Transport>> {
        Some(Arc::new(self.clone()))
    }
}

#[test]
fn who_is_never_heard_out_is_refused() -> TestResult {
    let check = |error: Error, transport: &Forgetful| {
        let Error::Http(error) = error else { panic!("{error}") };
        assert_eq!((error.status, error.excerpt.as_str(), *transport.0.lock().unwrap()), (401, "no", 8));
    };
    let transport = Forgetful::default();
    let client = Client::builder(URL).transport(transport.clone()).auth(Greeter(Arc::default())).build()?;
    check(block_on(client.call(&request())).unwrap_err(), &transport);
    let transport = Forgetful::default();
    let client = blocking::Client::builder(URL).transport(transport.clone()).auth(Greeter(Arc::default())).build()?;
    check(client.call(&request()).unwrap_err(), &transport);
    Ok(())
}

/// Answers once as many requests have come as there are calls.
#[derive(Clone)]
struct Together(Arc<tokio::sync::Barrier>, Arc<Mutex<usize>>);

impl Transport for Together {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
        Box::pin(async {
            self.0.wait().await;
            let Canned::Answer { body, .. } = success() else { panic!("an answer") };
            let body: Box<dyn Body> = Box::new(bytes::Bytes::from(body));
            Ok(HttpResponse::new(StatusCode::OK, HeaderMap::new(), body))
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        *self.1.lock().unwrap() += 1;
        Some(Arc::new(self.clone()))
    }
}

#[test]
fn connections_that_nobody_uses_are_few() -> TestResult {
    let transport = Together(Arc::new(tokio::sync::Barrier::new(100)), Arc::default());
    let client = Client::builder(URL).transport(transport.clone()).auth(Greeter(Arc::default())).build()?;
    let n_at_first = std::mem::take(&mut *transport.1.lock().unwrap());
    let mut n_new = Vec::new();
    for _ in 0..2 {
        block_on(async {
            let mut calls = tokio::task::JoinSet::new();
            for _ in 0..100 {
                let client = client.clone();
                calls.spawn(async move { client.call(&request()).await.is_ok() });
            }
            assert!(calls.join_all().await.into_iter().all(|is_ok| is_ok));
        });
        n_new.push(std::mem::take(&mut *transport.1.lock().unwrap()));
    }
    assert_eq!((n_at_first, n_new), (1, vec![100, 100 - 32]));
    Ok(())
}
