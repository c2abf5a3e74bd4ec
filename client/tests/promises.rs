//! What the documentation promises where things go wrong in odd ways: waits, versions, bodies, time and secrets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ews_im::auth::{Authenticate, AuthenticationError, Basic, Challenges, Conversation};
use ews_im::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind};
use ews_im::types::{AddImGroup, ExchangeVersion, GetImItemList};
use ews_im::{Body, BoxFuture, CallOptions, Client, Error, RawElement, RawRequest, RetryPolicy, Transport, blocking};
use http::{HeaderMap, StatusCode};
use support::{Canned, Server, Setting, URL, block_on, call, call_as, envelope, fault, ok, response, success};
use support::{with_headers, with_status};

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn request() -> AddImGroup {
    AddImGroup::new("Friends").unwrap()
}

fn list() -> Canned {
    ok(envelope(
        r#"<m:GetImItemListResponse ResponseClass="Success" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><m:ResponseCode>NoError</m:ResponseCode></m:GetImItemListResponse>"#,
    ))
}

fn retrying(policy: RetryPolicy) -> CallOptions {
    CallOptions::new().retry(policy)
}

/// The waits of a call whose first attempt has this answer.
fn waits(first: Canned, policy: RetryPolicy) -> Vec<Duration> {
    let outcome = call(&GetImItemList::default(), [first, list()], retrying(policy));
    outcome.server.waits()
}

fn busy(back_off: &str) -> Canned {
    let details = format!("<t:Value Name='BackOffMilliseconds'>{back_off}</t:Value>");
    with_status(500, fault("ErrorServerBusy", &details))
}

fn versions(server: &Server) -> Vec<String> {
    let body = |request: &HttpRequest| String::from_utf8(request.body.to_vec()).unwrap();
    let version = |body: String| body.split_once("Version=\"").unwrap().1.split('"').next().unwrap().to_owned();
    server.requests().iter().map(|request| version(body(request))).collect()
}

#[test]
fn no_wait_is_longer_than_the_longest() {
    let policy = RetryPolicy::bounded(2).max_wait(Duration::from_secs(2));
    // Chance has a say: sixteen times are enough to see it.
    for _ in 0..16 {
        let waits = waits(busy("2000"), policy);
        assert_eq!(waits, [Duration::from_secs(2)]);
    }
}

#[test]
fn a_time_that_is_over_is_no_wish() {
    for value in ["0", "Wed, 21 Oct 2015 07:28:00 GMT", "-5", "soon", "1.5"] {
        let waits = waits(with_headers(503, &[("retry-after", value)], ""), RetryPolicy::bounded(2));
        assert!(waits.len() == 1 && waits[0] >= Duration::from_millis(375), "{value}: {waits:?}");
    }
    for value in ["0", "-1", "soon", ""] {
        let waits = waits(busy(value), RetryPolicy::bounded(2));
        assert!(waits.len() == 1 && waits[0] >= Duration::from_millis(375), "{value}: {waits:?}");
    }
}

#[test]
fn numbers_beyond_all_bounds_are_long_times() {
    let digits = "9".repeat(30);
    let patient = RetryPolicy::bounded(2).max_wait(Duration::MAX);
    for busy in [with_headers(503, &[("retry-after", &*digits)], ""), busy(&digits), busy("18446744073709551615")] {
        let server = Server::new([busy.clone()]);
        let client = Client::builder(URL).transport(server.clone()).build().unwrap();
        let error =
            block_on(client.call_with(&GetImItemList::default(), &retrying(RetryPolicy::bounded(2)))).unwrap_err();
        assert!(error.retry_after() > Some(Duration::from_secs(1 << 50)), "{:?}", error.retry_after());
        assert!(server.waits().is_empty());
        // Who has all the time of the world waits all that time.
        assert!(waits(busy, patient).iter().all(|wait| *wait > Duration::from_secs(1 << 50)));
    }
}

#[test]
fn odd_policies_end() {
    let failures = || vec![Canned::Failure(TransportErrorKind::Broken); 3];
    for (policy, n_requests) in [
        (RetryPolicy::bounded(0), 1),
        (RetryPolicy::bounded(1), 1),
        (RetryPolicy::bounded(3).first_wait(Duration::MAX).max_wait(Duration::MAX), 3),
        (RetryPolicy::bounded(3).first_wait(Duration::ZERO).max_wait(Duration::ZERO), 3),
    ] {
        let outcome = call(&GetImItemList::default(), failures(), retrying(policy));
        assert_eq!(outcome.server.requests().len(), n_requests, "{policy:?}");
    }
}

#[test]
fn falling_back_leaves_the_attempts_for_what_passes() {
    let refusal = || with_status(500, fault("ErrorInvalidServerVersion", ""));
    let options = retrying(RetryPolicy::bounded(2)).version(ExchangeVersion::Exchange2016).version_fallback(true);
    let answers = [refusal(), refusal(), busy("1"), list()];
    let outcome = call(&GetImItemList::default(), answers, options.clone());
    assert_eq!(outcome.result.unwrap().call.attempts, 4);
    let answers = [refusal(), refusal(), busy("1"), busy("1")];
    assert!(call(&GetImItemList::default(), answers, options).result.is_err());
}

#[test]
fn a_version_is_remembered_for_those_who_fall_back() -> TestResult {
    let refusal = || with_status(500, fault("ErrorIncorrectSchemaVersion", ""));
    let refused = response("Error", "<m:ResponseCode>ErrorImGroupLimitReached</m:ResponseCode>");
    let server = Server::new([refusal(), ok(refused), refusal(), success(), success(), success(), success()]);
    let client = Client::builder(URL).transport(server.clone()).build()?;
    let wanted = |version| CallOptions::new().version(version);
    let (old, new) = (ExchangeVersion::Exchange2016, ExchangeVersion::V2017_07_11);
    block_on(async {
        // A response that reports an error has been read: the server takes the version.
        let error = client.call_with(&request(), &wanted(old.clone()).version_fallback(true)).await.unwrap_err();
        assert!(matches!(error, Error::Response(_)), "{error}");
        client.call_with(&request(), &wanted(new.clone()).version_fallback(true)).await?;
        client.call_with(&request(), &wanted(old.clone()).version_fallback(true)).await?;
        client.call_with(&request(), &wanted(new.clone()).version_fallback(true)).await?;
        // Who does not ask for it gets the version that is asked for.
        client.call_with(&request(), &wanted(old.clone())).await?;
        TestResult::Ok(())
    })?;
    let expected =
        ["Exchange2016", "Exchange2015", "V2017_07_11", "V2017_04_14", "Exchange2015", "V2017_04_14", "Exchange2016"];
    assert_eq!(versions(&server), expected);
    Ok(())
}

#[test]
fn pages_are_known_whatever_they_begin_with() {
    let xhtml = "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x.dtd\">\
        <html xmlns=\"http://www.w3.org/1999/xhtml\"><body>Sign in</body></html>";
    for (kind, body) in [
        ("text/xml", xhtml),
        ("text/html", "<!-- Copyright --><html><body>Sign in<br></body></html>"),
        ("text/html; charset=utf-8", "<head><meta charset=x></head>Sign in"),
        ("text/xml", "Sign in"),
        ("application/json", "{\"error\":\"invalid_grant\"}"),
        ("", "upstream connect error"),
    ] {
        let error = call(&request(), [with_headers(200, &[("content-type", kind)], body)], CallOptions::new()).result;
        let error = error.unwrap_err();
        assert!(!error.is_transient(), "{error}");
        let Error::Http(error) = error else { panic!("{kind}: {error}") };
        assert_eq!((error.status, error.excerpt.as_str()), (200, body));
    }
    // A message that breaks off is a message, whatever the server says of it.
    let whole = response("Success", "<m:ResponseCode>NoError</m:ResponseCode>");
    for kind in ["text/xml", "text/html"] {
        let cut = with_headers(200, &[("content-type", kind)], &whole[..whole.len() - 20]);
        let error = call(&request(), [cut], CallOptions::new()).result.unwrap_err();
        assert!(error.is_transient() && matches!(error, Error::Decode(_)), "{error}");
    }
}

#[test]
fn a_message_that_cannot_be_read_is_one_whatever_the_status_says() {
    let whole = fault("ErrorServerBusy", "");
    let cut = with_status(500, &whole[..whole.len() - 20]);
    let error = call(&request(), [cut], CallOptions::new()).result.unwrap_err();
    assert!(error.is_transient(), "{error}");
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!((error.call.status, error.body.len()), (Some(500), whole.len() - 20));
    let odd = with_status(500, envelope("<m:OddResponse xmlns:m='urn:m'/>"));
    let error = call(&request(), [odd], CallOptions::new()).result.unwrap_err();
    assert!(!error.is_transient() && error.to_string().contains("`OddResponse`"), "{error}");
}

#[test]
fn other_encodings_are_named() {
    let text = response("Success", "<m:ResponseCode>NoError</m:ResponseCode>");
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let error = call(&request(), [ok(utf16)], CallOptions::new()).result.unwrap_err();
    assert!(error.to_string().contains("UTF-16"), "{error}");
    assert!(!error.is_transient() && matches!(error, Error::Decode(_)), "{error}");
}

#[test]
fn headers_that_frame_the_request_are_the_clients_own() {
    for name in
        ["Content-Length", "transfer-encoding", "Connection", "Keep-Alive", "TE", "Trailer", "Upgrade", "Expect"]
    {
        let error = CallOptions::new().header(name, "1").unwrap_err();
        assert!(error.to_string().contains("is not for the caller to set"), "{name}: {error}");
    }
    assert!(CallOptions::new().header("Host", "mail.contoso.com").is_ok());
}

#[test]
fn an_action_makes_no_further_headers() -> TestResult {
    let server = Server::new([success()]);
    let client = Client::builder(URL).transport(server.clone()).build()?;
    let body = RawElement::parse("<m:GetFolder xmlns:m=\"urn:m\"/>")?;
    let request = RawRequest::new(body).soap_action("urn:m\r\nX-Evil: \"1\"");
    block_on(client.send_raw(&request, &CallOptions::new()))?;
    assert_eq!(server.requests()[0].headers["soapaction"], "\"urn:m%0D%0AX-Evil: %221%22\"");
    Ok(())
}

#[test]
fn secrets_in_addresses_and_headers_are_not_shown() -> TestResult {
    for url in
        ["https://sadie:open-sesame@mail.contoso.com/", "https://sadie:open-sesame @mail/", "sadie:open-sesame@mail"]
    {
        let builder = Client::builder(url).transport(Server::default());
        let mut shown = vec![format!("{builder:?}")];
        shown.push(builder.build().unwrap_err().to_string());
        let builder = blocking::Client::builder(url).transport(Server::default());
        shown.push(format!("{builder:?}"));
        assert!(shown.iter().all(|text| !text.contains("open-sesame")), "{shown:?}");
    }
    let server = Server::new([success()]);
    let client = Client::builder(URL).transport(server.clone()).build()?;
    let options = CallOptions::new().header("X-Api-Key", "open-sesame")?.header("Authorization", "open-sesame")?;
    block_on(client.call_with(&request(), &options))?;
    let requests = server.requests();
    assert_eq!(requests[0].headers["x-api-key"], "open-sesame");
    assert!(!format!("{requests:?}").contains("open-sesame"));
    Ok(())
}

#[test]
fn an_error_in_a_log_does_not_hold_the_mailbox() {
    let body = response("Success", "<m:ResponseCode>NoError</m:ResponseCode><m:X>Sadie</m:Y>");
    let error = call(&request(), [ok(body.clone())], CallOptions::new()).result.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Sadie"), "{error:?}");
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!(error.body, body);
}

#[test]
fn why_there_is_no_answer_is_told() {
    let error =
        call(&request(), [Canned::Failure(TransportErrorKind::Connect)], CallOptions::new()).result.unwrap_err();
    let expected = "no answer: no connection: as the test has it [client-request-id the-call]";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn the_time_out_is_for_all_requests_of_an_attempt() {
    /// Refuses once, after a while.
    #[derive(Clone, Default)]
    struct Slow(Arc<Mutex<Vec<Duration>>>);

    impl Transport for Slow {
        fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
            let mut seen = self.0.lock().unwrap();
            seen.push(request.timeout.unwrap());
            let status = if seen.len() < 3 { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
            std::thread::sleep(Duration::from_millis(30));
            let Canned::Answer { body, .. } = success() else { panic!("an answer") };
            let body: Box<dyn Body> = Box::new(bytes::Bytes::from(body));
            Box::pin(std::future::ready(Ok(HttpResponse::new(status, HeaderMap::new(), body))))
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    struct Insisting;

    impl Authenticate for Insisting {
        fn begin(&self) -> Box<dyn Conversation> {
            Box::new(Self)
        }
    }

    impl Conversation for Insisting {
        fn authorize(&mut self, _: &mut HttpRequest, _: Option<&Challenges>) -> Result<bool, AuthenticationError> {
            Ok(true)
        }
    }

    let all = Duration::from_secs(3600);
    let transport = Slow::default();
    let options = CallOptions::new().timeout(all);
    let client =
        Client::builder(URL).transport(transport.clone()).auth(Insisting).options(options.clone()).build().unwrap();
    block_on(client.call(&request())).unwrap();
    let seen = transport.0.lock().unwrap().clone();
    assert_eq!(seen[0], all);
    assert!(seen[1] <= all - Duration::from_millis(30) && seen[2] <= all - Duration::from_millis(60), "{seen:?}");

    // Once it is over, nothing more is sent.
    let transport = Slow::default();
    let options = options.timeout(Duration::from_millis(10));
    let client = Client::builder(URL).transport(transport.clone()).auth(Insisting).options(options).build().unwrap();
    let Error::Transport(error) = block_on(client.call(&request())).unwrap_err() else { panic!("not by time") };
    assert_eq!(error.error.kind(), TransportErrorKind::Timeout);
    assert_eq!(transport.0.lock().unwrap().len(), 1);
}

#[test]
fn calls_can_be_spawned() -> TestResult {
    fn sendable<T: Send + 'static>(future: T) -> T {
        future
    }
    let server = Server::new([success(), list(), success()]);
    let client = Client::builder(URL).transport(server).auth(Basic::new("sadie", "secret")).build()?;
    let own = client.clone();
    let call = sendable(async move { own.call(&request()).await });
    let own = client.clone();
    let items = sendable(async move {
        let mut items = own.im_items(&GetImItemList::default(), &CallOptions::new()).await?;
        while let Some(item) = items.next().await {
            item?;
        }
        items.finish().await
    });
    let raw = sendable(async move {
        let body = RawElement::parse("<a xmlns='urn:a'/>").unwrap();
        client.send_raw(&RawRequest::new(body), &CallOptions::new()).await
    });
    block_on(async {
        tokio::spawn(call).await??;
        tokio::spawn(items).await??;
        tokio::spawn(raw).await??;
        TestResult::Ok(())
    })
}

#[test]
fn a_list_that_has_come_to_its_end_ends_its_turn() -> TestResult {
    let group = r#"<t:ImGroup xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><t:DisplayName>Friends</t:DisplayName><t:GroupType>G</t:GroupType></t:ImGroup>"#;
    let list = ok(envelope(&format!(
        r#"<m:GetImItemListResponse ResponseClass="Success" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><m:ResponseCode>NoError</m:ResponseCode><m:ImItemList><t:Groups xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">{group}</t:Groups></m:ImItemList></m:GetImItemListResponse>"#
    )));
    let server = Server::new([list.clone(), success()]);
    let client = Client::builder(URL).transport(server).one_at_a_time(true).build()?;
    block_on(async {
        let mut items = client.im_items(&GetImItemList::default(), &CallOptions::new()).await?;
        while let Some(item) = items.next().await {
            item?;
        }
        let add = request();
        let call = client.call(&add);
        tokio::time::timeout(Duration::from_secs(60), call).await??;
        items.finish().await?;
        TestResult::Ok(())
    })?;

    let server = Server::new([list, success()]);
    let client = blocking::Client::builder(URL).transport(server).one_at_a_time(true).build()?;
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut items = client.im_items(&GetImItemList::default(), &CallOptions::new()).unwrap();
        assert!(items.by_ref().all(|item| item.is_ok()));
        client.call(&request()).unwrap();
        sender.send(items.finish().is_ok()).unwrap();
    });
    assert!(receiver.recv_timeout(Duration::from_secs(60))?);
    Ok(())
}

/// Panics at the first request.
#[derive(Clone)]
struct Panicking(Server, Arc<Mutex<bool>>);

impl blocking::Transport for Panicking {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse<Box<dyn std::io::Read + Send>>, TransportError> {
        let has_panicked = std::mem::replace(&mut *self.1.lock().unwrap(), true);
        assert!(has_panicked, "as the test has it");
        blocking::Transport::send(&self.0, request)
    }
}

#[test]
fn a_panic_of_a_transport_poisons_nothing() -> TestResult {
    let transport = Panicking(Server::new([success()]), Arc::default());
    let client = blocking::Client::builder(URL).transport(transport).one_at_a_time(true).build()?;
    let other = client.clone();
    assert!(std::thread::spawn(move || other.call(&request()).is_ok()).join().is_err());
    client.call(&request())?;
    Ok(())
}

#[test]
fn certificates_that_are_none_are_refused() {
    let expected = "there is no certificate among the certificates; they must be in PEM";
    let build = |pem: &str| Client::builder(URL).root_certificates(pem).build();
    assert_eq!(build("x").unwrap_err().to_string(), expected);
    let build = |pem: &str| blocking::Client::builder(URL).root_certificates(pem).build();
    assert_eq!(build("x").unwrap_err().to_string(), expected);
}

#[test]
fn a_colon_is_told_to_the_caller_alone() {
    let setting = Setting { auth: Some(Basic::new("a:b", "open-sesame")), options: CallOptions::new() };
    let error = call_as(&request(), [], setting).result.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("open-sesame"));
}
