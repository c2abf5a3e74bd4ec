//! How requests say who sends them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::{Arc, Mutex};

use ews_im::auth::{Authenticate, AuthenticationError, Basic, Challenges, Conversation, SecretString, TokenReason};
use ews_im::http::HttpRequest;
use ews_im::types::AddImGroup;
use ews_im::{CallOptions, Client, Error, blocking};
use http::HeaderValue;
use support::{Canned, NEW_CONNECTION, Server, Setting, URL, block_on, call_as, success, with_headers};

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn request() -> AddImGroup {
    AddImGroup::new("Friends").unwrap()
}

fn refusal(challenge: &str) -> Canned {
    with_headers(401, &[("www-authenticate", challenge), ("content-type", "text/html")], "<html>no</html>")
}

fn authorizations(server: &Server) -> Vec<Option<String>> {
    let value = |request: &HttpRequest| Some(request.headers.get("authorization")?.to_str().unwrap().to_owned());
    server.requests().iter().map(value).collect()
}

#[test]
fn basic_tells_name_and_password() -> TestResult {
    let setting = Setting { auth: Some(Basic::new("CONTOSO\\sadie", "pass:wörd")), options: CallOptions::new() };
    let outcome = call_as(&request(), [success()], setting.clone());
    outcome.result?;
    assert_eq!(authorizations(&outcome.server), [Some("Basic Q09OVE9TT1xzYWRpZTpwYXNzOnfDtnJk".to_owned())]);
    // There is no second way to say it.
    let outcome = call_as(&request(), [refusal("Basic realm=\"x\"")], setting);
    let error = outcome.result.unwrap_err();
    assert!(error.is_authentication() && !error.is_transient(), "{error}");
    assert!(error.to_string().starts_with("HTTP status 401: not authenticated; the server offers Basic ["), "{error}");
    assert!(matches!(error, Error::Http(error) if error.status == 401 && error.excerpt == "<html>no</html>"));
    Ok(())
}

#[test]
fn basic_cannot_tell_a_name_with_a_colon() {
    let setting = Setting { auth: Some(Basic::new("a:b", "secret")), options: CallOptions::new() };
    let error = call_as(&request(), [], setting).result.unwrap_err();
    assert!(error.is_authentication());
    assert!(error.to_string().starts_with("not authenticated: a user name with a colon"), "{error}");
}

#[test]
fn a_token_that_is_refused_is_asked_for_again() -> TestResult {
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let token = {
        let reasons = reasons.clone();
        move |reason: TokenReason| {
            let mut reasons = reasons.lock().unwrap();
            reasons.push(reason);
            Ok::<SecretString, AuthenticationError>(format!("token{}", reasons.len()).into())
        }
    };
    let answers =
        [success(), refusal("Bearer error=\"invalid_token\""), success(), refusal("Bearer"), refusal("Bearer")];

    let server = Server::new(answers.clone());
    let with_async = token.clone();
    let provider = move |reason| std::future::ready(with_async(reason));
    let client = Client::builder(URL).transport(server.clone()).token_provider(provider).build()?;
    let outcomes = block_on(async {
        [client.call(&request()).await, client.call(&request()).await, client.call(&request()).await]
    });
    let is_ok: Vec<_> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(is_ok, [true, true, false]);
    assert!(outcomes.into_iter().next_back().unwrap().unwrap_err().is_authentication());
    let expected: Vec<_> = (1..=5).map(|n| Some(format!("Bearer token{n}"))).collect();
    assert_eq!(authorizations(&server), expected);

    let expected_reasons =
        [TokenReason::Call, TokenReason::Call, TokenReason::Refused, TokenReason::Call, TokenReason::Refused];
    assert_eq!(std::mem::take(&mut *reasons.lock().unwrap()), expected_reasons);

    let server = Server::new(answers);
    let client = blocking::Client::builder(URL).transport(server.clone()).token_provider(token).build()?;
    let is_ok: Vec<_> = (0..3).map(|_| client.call(&request()).is_ok()).collect();
    assert_eq!(is_ok, [true, true, false]);
    assert_eq!(authorizations(&server), expected);
    assert_eq!(*reasons.lock().unwrap(), expected_reasons);
    Ok(())
}

#[test]
fn without_a_token_nothing_is_sent() -> TestResult {
    let server = Server::default();
    let provider = |_| std::future::ready(Err(AuthenticationError::new("the store is closed")));
    let client = Client::builder(URL).transport(server.clone()).token_provider(provider).build()?;
    let error = block_on(client.call(&request())).unwrap_err();
    assert!(error.is_authentication() && matches!(error, Error::Authentication(_)), "{error}");
    assert!(error.to_string().starts_with("not authenticated: the store is closed"), "{error}");
    let provider = |_| std::future::ready(Ok("a\nb".into()));
    let client = Client::builder(URL).transport(server.clone()).token_provider(provider).build()?;
    let error = block_on(client.call(&request())).unwrap_err();
    assert!(error.to_string().contains("the token holds characters that no header can"), "{error}");
    assert_eq!(server.requests().len(), 0);
    Ok(())
}

/// Counts: the first request of a conversation says 1, the next one 2, and so on.
#[derive(Clone)]
struct Counting {
    up_to: u32,
    is_bound: bool,
}

struct Counter {
    up_to: u32,
    count: u32,
}

impl Authenticate for Counting {
    fn begin(&self) -> Box<dyn Conversation> {
        Box::new(Counter { up_to: self.up_to, count: 0 })
    }

    fn is_connection_bound(&self) -> bool {
        self.is_bound
    }
}

impl Conversation for Counter {
    fn authorize(
        &mut self,
        request: &mut HttpRequest,
        refused: Option<&Challenges>,
    ) -> Result<bool, AuthenticationError> {
        if let Some(challenges) = refused {
            assert!(challenges.parameters("count").is_some());
        }
        self.count += 1;
        let value = HeaderValue::from_str(&format!("Count {}", self.count)).map_err(AuthenticationError::new)?;
        request.headers.insert("authorization", value);
        Ok(self.count <= self.up_to)
    }
}

#[test]
fn a_way_of_ones_own() {
    let setting = |up_to| Setting { auth: Some(Counting { up_to, is_bound: false }), options: CallOptions::new() };
    let outcome = call_as(&request(), [refusal("Count a"), refusal("COUNT b"), success()], setting(3));
    assert!(outcome.result.is_ok());
    let expected = [1, 2, 3].map(|n| Some(format!("Count {n}")));
    assert_eq!(authorizations(&outcome.server), expected);
    // It may give up, and there is an end to it in any case.
    let outcome = call_as(&request(), vec![refusal("Count"); 2], setting(2));
    assert!(matches!(outcome.result, Err(Error::Http(error)) if error.status == 401));
    let outcome = call_as(&request(), vec![refusal("Count"); 8], setting(1000));
    assert!(matches!(outcome.result, Err(Error::Http(error)) if error.status == 401));
}

#[test]
fn a_conversation_lasts_as_long_as_its_connection() -> TestResult {
    let answers = [refusal("Count"), success(), success(), Canned::Broken(b"<".to_vec()), success()];
    let server = Server::new(answers.clone());
    let auth = Counting { up_to: 100, is_bound: true };
    let client = Client::builder(URL).transport(server.clone()).auth(auth.clone()).build()?;
    block_on(async {
        let two_at_once = (client.call(&request()).await, client.call(&request()).await);
        assert!(two_at_once.0.is_ok() && two_at_once.1.is_ok());
        // What is broken is not used again.
        assert!(client.call(&request()).await.is_err());
        assert!(client.call(&request()).await.is_ok());
    });
    let expected = [1, 2, 3, 4, 1].map(|n| Some(format!("Count {n}")));
    assert_eq!(authorizations(&server), expected);
    // One is asked for to see whether there are any.
    assert_eq!(server.n_connections(), 3);

    let server = Server::new(answers);
    let client = blocking::Client::builder(URL).transport(server.clone()).auth(auth).build()?;
    let is_ok: Vec<_> = (0..4).map(|_| client.call(&request()).is_ok()).collect();
    assert_eq!(is_ok, [true, true, false, true]);
    assert_eq!(authorizations(&server), expected);
    Ok(())
}

#[test]
fn what_was_said_on_another_connection_does_not_count() {
    let setting = Setting { auth: Some(Counting { up_to: 9, is_bound: true }), options: CallOptions::new() };
    let elsewhere = with_headers(401, &[("www-authenticate", "Count"), (NEW_CONNECTION, "1")], "");
    // The first connection is new in any case; the third answer comes over another one.
    let answers = [elsewhere.clone(), refusal("Count"), elsewhere, refusal("Count"), success()];
    let outcome = call_as(&request(), answers, setting);
    assert!(outcome.result.is_ok());
    let expected = [1, 2, 3, 1, 2].map(|n| Some(format!("Count {n}")));
    assert_eq!(authorizations(&outcome.server), expected);
}

#[test]
fn secrets_are_not_shown() -> TestResult {
    let basic = Basic::new("sadie", "open-sesame");
    let server = Server::new([refusal("Basic"), Canned::Failure(ews_im::http::TransportErrorKind::Broken)]);
    let options = CallOptions::new().header("X-Api-Key", "open-sesame")?;
    let builder = Client::builder(URL).transport(server.clone()).auth(basic.clone()).options(options.clone());
    let mut shown = vec![format!("{basic:?}"), format!("{options:?}"), format!("{builder:?}")];
    let client = builder.build()?;
    shown.push(format!("{client:?}"));
    for _ in 0..2 {
        let error = block_on(client.call(&request())).unwrap_err();
        shown.extend([format!("{error:?}"), error.to_string()]);
    }
    shown.extend(server.requests().iter().map(|request| format!("{request:?}")));
    for text in shown {
        assert!(!text.contains("open-sesame") && !text.contains("b3Blbi1zZXNhbWU"), "{text}");
        assert!(!text.contains("c2FkaWU6b3Blbi1zZXNhbWU"), "{text}");
    }
    Ok(())
}
