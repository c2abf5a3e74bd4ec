//! What the server says over HTTP, before and around the messages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ews_im_simulator::{Directory, MailboxSeed, ReceivedRequest, Simulator};

mod support;
use support::{PATH, Wire, add_group, post};

#[test]
fn an_operation_is_answered() {
    let simulator = Simulator::start_blocking().unwrap();
    let headers = [
        ("SOAPAction", "http://schemas.microsoft.com/exchange/services/2006/messages/AddImGroup"),
        ("User-Agent", "a test"),
        ("X-AnchorMailbox", "user@contoso.com"),
        ("Cookie", "X-BackEndOverrideCookie=EX02"),
        ("client-request-id", "abc"),
        ("return-client-request-id", "true"),
    ];
    let answer = Wire::new(&simulator).post(&headers, &add_group("Friends")).unwrap();
    assert_eq!((answer.status, answer.response().1.as_str()), (200, "NoError"));
    assert_eq!(answer.header("content-type"), Some("text/xml; charset=utf-8"));
    assert_eq!(answer.header("client-request-id"), Some("abc"));
    assert_eq!(answer.header("request-id").map(str::len), Some(36));
    assert_eq!((answer.header("x-feserver"), answer.header("x-diaginfo")), (Some("EX01"), Some("EX01")));
    assert_eq!(answer.header("x-ewshandler"), Some("AddImGroup"));
    assert_eq!(answer.header("set-cookie"), Some("X-BackEndCookie=EX01; path=/EWS; HttpOnly"));

    let requests = simulator.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", PATH));
    assert_eq!((request.operation.as_deref(), request.connection), (Some("AddImGroup"), 1));
    assert_eq!(request.account.as_deref(), Some("user@contoso.com"));
    assert_eq!(request.status.map(|status| status.as_u16()), Some(200));
    for (name, value) in headers {
        assert_eq!(request.header(name), Some(value));
    }
    assert!(request.text().contains("Friends"));
    let counters = simulator.counters();
    assert_eq!((counters.connections, counters.requests, counters.calls), (1, 1, 1));
    simulator.clear_requests();
    assert!(simulator.requests().is_empty());
}

/// The identifier of the client comes back only where it asks for it.
#[test]
fn the_request_id_of_the_client_is_optional() {
    let simulator = Simulator::start_blocking().unwrap();
    let answer = Wire::new(&simulator).post(&[("client-request-id", "abc")], &add_group("Friends")).unwrap();
    assert_eq!(answer.header("client-request-id"), None);
}

#[test]
fn a_connection_serves_many_requests() {
    let simulator = Simulator::start_blocking().unwrap();
    let mut wire = Wire::new(&simulator);
    for name in ["a", "b", "c"] {
        assert_eq!(wire.post(&[], &add_group(name)).unwrap().status, 200);
    }
    assert_eq!(wire.post(&[("Connection", "close")], &add_group("d")).unwrap().status, 200);
    assert!(wire.is_closed());
    assert_eq!((simulator.counters().connections, simulator.counters().calls), (1, 4));
}

/// Letter case of the path and a query do not matter to IIS, nor does the action to Exchange, which looks at the body.
#[test]
fn path_and_action_are_taken_easily() {
    let simulator = Simulator::start_blocking().unwrap();
    let body = add_group("Friends");
    let request = format!(
        "POST /ews/exchange.ASMX?a=b HTTP/1.1\r\nHost: x\r\nSOAPAction: \"urn:other/SetImGroup\"\r\n\
         Content-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = Wire::new(&simulator).send(request.as_bytes()).unwrap();
    assert_eq!((answer.status, answer.header("x-ewshandler")), (200, Some("AddImGroup")));
}

#[test]
fn what_is_none_of_the_service_is_refused() {
    let simulator = Simulator::start_blocking().unwrap();
    let mut wire = Wire::new(&simulator);
    let head = |line: &str| format!("{line} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").into_bytes();
    let answer = wire.send(&head(&format!("GET {PATH}"))).unwrap();
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
    let answer = wire.send(&head("POST /EWS/Services.wsdl")).unwrap();
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/html; charset=utf-8")));
    assert_eq!(wire.send(&head("GET /ews/genericerrorpage.htm")).unwrap().status, 200);

    for media in ["application/soap+xml; charset=utf-8", "text/xml; charset=iso-8859-1", "text/html"] {
        let answer = wire.post(&[("Content-Type", media)], &add_group("Friends")).unwrap();
        assert_eq!(answer.status, 415);
        let reason = format!(
            "Cannot process the message because the content type '{media}' was not the expected type \
             'text/xml; charset=utf-8'."
        );
        assert_eq!(answer.reason, reason);
    }
    let answer = wire.post(&[("Content-Encoding", "gzip")], &add_group("Friends")).unwrap();
    assert_eq!(answer.status, 415);
    // All of it came over one connection, and none of it reached the mailboxes.
    assert_eq!((simulator.counters().connections, simulator.counters().calls), (1, 0));
}

#[test]
fn long_requests_are_refused() {
    let simulator = Simulator::builder().max_request(2_000).start_blocking().unwrap();
    let body = add_group(&"x".repeat(5_000));
    let mut wire = Wire::new(&simulator);
    assert_eq!(wire.post(&[], &body).unwrap().status, 413);
    assert!(wire.is_closed());
    // The same where the length is not told in advance.
    let chunks = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    assert_eq!(Wire::new(&simulator).send(chunks.as_bytes()).unwrap().status, 413);
    assert_eq!(simulator.counters().calls, 0);
}

#[test]
fn slow_requests_are_given_up() {
    let simulator = Simulator::builder().patience(Duration::from_secs(1)).start_blocking().unwrap();
    // No head at all.
    assert!(Wire::new(&simulator).is_closed());
    // No further head.
    let mut wire = Wire::new(&simulator);
    assert_eq!(wire.post(&[], &add_group("Friends")).unwrap().status, 200);
    assert!(wire.is_closed());
    // A body that does not end.
    let request = post(&[], &add_group("Friends"));
    let answer = Wire::new(&simulator).send(&request[..request.len() - 1]).unwrap();
    assert_eq!(answer.status, 408);
    assert_eq!(simulator.counters().calls, 1);
}

/// Bodies in chunks, a byte order mark, and clients that ask first.
#[test]
fn bodies_come_in_many_ways() {
    let simulator = Simulator::start_blocking().unwrap();
    let mut wire = Wire::new(&simulator);
    let body = add_group("Friends");
    let (first, second) = body.split_at(20);
    let chunks = format!("{:x}\r\n{first}\r\n{:x};a=b\r\n{second}\r\n0\r\n\r\n", first.len(), second.len());
    let head =
        format!("POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n");
    assert_eq!(wire.send((head + &chunks).as_bytes()).unwrap().response().1, "NoError");
    assert_eq!(wire.post(&[], &format!("\u{feff}{}", add_group("Family"))).unwrap().response().1, "NoError");

    let request = String::from_utf8(post(&[("Expect", "100-continue")], &add_group("Work"))).unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert_eq!(wire.send(format!("{head}\r\n\r\n").as_bytes()).unwrap().status, 100);
    assert_eq!(wire.send(body.as_bytes()).unwrap().response().1, "NoError");
    assert_eq!(simulator.counters().connections, 1);
}

#[test]
fn answers_are_compressed_for_those_who_take_it() {
    let simulator = Simulator::start_blocking().unwrap();
    let mut wire = Wire::new(&simulator);
    let mut answer = wire.post(&[("Accept-Encoding", "gzip, deflate")], &add_group("Friends")).unwrap();
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut plain).unwrap();
    answer.body = plain;
    assert_eq!(answer.response().1, "NoError");
    assert_eq!(wire.post(&[], &add_group("Family")).unwrap().header("content-encoding"), None);

    let simulator = Simulator::builder().compression(false).start_blocking().unwrap();
    let answer = Wire::new(&simulator).post(&[("Accept-Encoding", "gzip")], &add_group("Friends")).unwrap();
    assert_eq!(answer.header("content-encoding"), None);
}

/// What is no HTTP at all is answered or dropped, and others are served all the same.
#[test]
fn rubbish_does_no_harm() {
    let simulator = Simulator::start_blocking().unwrap();
    for rubbish in [&b"\x16\x03\x01\x00\xa5"[..], b"GET\r\n\r\n", b"POST / HTTP/9.9\r\n\r\n", &[b'x'; 1_000_000]] {
        let mut stream = TcpStream::connect(simulator.address()).unwrap();
        let _ = stream.write_all(rubbish);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        // Until the connection ends, which it does.
        let _ = stream.read_to_end(&mut Vec::new());
    }
    assert_eq!(Wire::new(&simulator).post(&[], &add_group("Friends")).unwrap().status, 200);
    assert_eq!(simulator.counters().calls, 1);
}

#[test]
fn a_dropped_server_is_gone() {
    let simulator = Simulator::start_blocking().unwrap();
    let address = simulator.address();
    let mut wire = Wire::new(&simulator);
    assert_eq!(wire.post(&[], &add_group("Friends")).unwrap().status, 200);
    drop(simulator);
    assert!(TcpStream::connect(address).is_err());
    assert!(wire.is_closed());
}

/// The handle is shared by threads, and no call is lost.
#[test]
fn many_clients_come_at_once() {
    let directory = Directory::new().max_groups(1_000).mailbox(MailboxSeed::new("user@contoso.com"));
    let simulator = Simulator::builder().directory(directory).start_blocking().unwrap();
    std::thread::scope(|scope| {
        for client in 0..20 {
            let simulator = &simulator;
            scope.spawn(move || {
                let mut wire = Wire::new(simulator);
                for call in 0..25 {
                    let answer = wire.post(&[], &add_group(&format!("{client}-{call}"))).unwrap();
                    assert_eq!(answer.response().1, "NoError");
                }
            });
        }
    });
    let counters = simulator.counters();
    assert_eq!((counters.connections, counters.calls, simulator.requests().len()), (20, 500, 500));
    assert_eq!(simulator.groups("user@contoso.com").unwrap().len(), 503);
}

/// Dropping does not wait for calls; shutting down does.
#[test]
fn calls_end_with_a_dropped_server() {
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("*: delay 600s").unwrap();
    let mut wire = Wire::new(&simulator);
    wire.stream.write_all(&post(&[], &add_group("Friends"))).unwrap();
    while simulator.requests().first().is_none_or(|request| request.operation.is_none()) {
        std::thread::yield_now();
    }
    drop(simulator);
    assert!(wire.receive().is_none());
}

#[tokio::test]
async fn calls_are_finished_by_a_shutdown() {
    let simulator = Simulator::start().await.unwrap();
    simulator.script("*: delay 500ms").unwrap();
    let mut wire = Wire::new(&simulator);
    wire.stream.write_all(&post(&[], &add_group("Friends"))).unwrap();
    while simulator.requests().first().is_none_or(|request| request.operation.is_none()) {
        tokio::task::yield_now().await;
    }
    simulator.shutdown().await;
    assert_eq!(wire.receive().unwrap().status, 200);
    assert!(wire.is_closed());
}

/// Whoever wants to know is told of each request.
#[test]
fn observers_see_requests() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let observer = {
        let seen = Arc::clone(&seen);
        move |request: &ReceivedRequest| {
            let status = request.status.map(|status| status.as_u16());
            seen.lock().unwrap().push((request.operation.clone(), status));
        }
    };
    let script = "AddImGroup#2: drop".parse().unwrap();
    let simulator = Simulator::builder().observer(observer).script(script).start_blocking().unwrap();
    let mut wire = Wire::new(&simulator);
    assert!(wire.post(&[], &add_group("a")).is_some());
    assert!(wire.post(&[], &add_group("b")).is_none());
    let name = Some("AddImGroup".to_owned());
    assert_eq!(*seen.lock().unwrap(), [(name.clone(), Some(200)), (name, None)]);
}

#[tokio::test]
async fn it_runs_beside_asynchronous_code() {
    let simulator = Simulator::start().await.unwrap();
    let address = simulator.address();
    // Although this blocks the only thread of the test.
    assert_eq!(Wire::new(&simulator).post(&[], &add_group("Friends")).unwrap().status, 200);
    simulator.shutdown().await;
    assert!(TcpStream::connect(address).is_err());
    drop(Simulator::start().await.unwrap());
}

#[test]
fn an_address_in_use_is_an_error() {
    let simulator = Simulator::start_blocking().unwrap();
    let error = Simulator::builder().listen(simulator.address()).start_blocking().unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot listen on {}: ", simulator.address())), "{error}");
}
