//! What the transports of this crate make of servers that keep to HTTP badly or not at all: over real connections, by each
//! of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use ews_im::auth::{Authenticate, AuthenticationError, Challenges, Conversation};
use ews_im::http::{HttpRequest, TransportErrorKind};
use ews_im::types::AddImGroup;
use ews_im::{CallOptions, Client, Error, RetryPolicy, blocking};
use support::{block_on, response};

/// Reads a request with its body, and gives its head in lower case; `None` once the connection has come to its end.
fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    stream.read_exact(&mut vec![0; length]).ok()?;
    Some(head)
}

/// A server that lets a function answer each request of each connection, until the function says that it is enough.
fn serve(answer: impl Fn(&mut TcpStream) -> bool + Send + Sync + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/EWS/Exchange.asmx", listener.local_addr().unwrap());
    let (heads, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answer));
    let seen = heads.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer, heads) = (stream.unwrap(), answer.clone(), heads.clone());
            thread::spawn(move || {
                while let Some(head) = read_request(&mut stream) {
                    heads.lock().unwrap().push(head);
                    if !answer(&mut stream) {
                        return;
                    }
                }
            });
        }
    });
    (url, seen)
}

fn success() -> String {
    response("Success", "<m:ResponseCode>NoError</m:ResponseCode>")
}

fn message(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Authentication that needs a connection of its own, and says nothing on it.
struct Bound;

impl Authenticate for Bound {
    fn begin(&self) -> Box<dyn Conversation> {
        Box::new(Self)
    }

    fn is_connection_bound(&self) -> bool {
        true
    }
}

impl Conversation for Bound {
    fn authorize(&mut self, _: &mut HttpRequest, _: Option<&Challenges>) -> Result<bool, AuthenticationError> {
        Ok(true)
    }
}

/// Two calls, one after another, by each of the transports; what became of them.
fn call(url: &str, options: &CallOptions, max: usize) -> Vec<(&'static str, Result<(), Error>)> {
    let request = AddImGroup::new("Friends").unwrap();
    let mut results = Vec::new();
    let client = Client::builder(url).max_answer_bytes(max).build().unwrap();
    let both = block_on(async {
        [client.call_with(&request, options).await.map(drop), client.call_with(&request, options).await.map(drop)]
    });
    results.extend(both.map(|result| ("reqwest", result)));
    let client = Client::builder(url).auth(Bound).max_answer_bytes(max).build().unwrap();
    let both = block_on(async {
        [client.call_with(&request, options).await.map(drop), client.call_with(&request, options).await.map(drop)]
    });
    results.extend(both.map(|result| ("a connection of reqwest", result)));
    let transport = blocking::Reqwest::new(&[]).unwrap();
    let client = blocking::Client::builder(url).transport(transport).max_answer_bytes(max).build().unwrap();
    results.extend((0..2).map(|_| ("blocking reqwest", client.call_with(&request, options).map(drop))));
    let transport = blocking::Ureq::new(&[]).unwrap();
    let client = blocking::Client::builder(url).transport(transport).max_answer_bytes(max).build().unwrap();
    results.extend((0..2).map(|_| ("ureq", client.call_with(&request, options).map(drop))));
    results
}

const MAX: usize = 1 << 20;

#[track_caller]
fn all_fail(results: Vec<(&'static str, Result<(), Error>)>, kind: TransportErrorKind) {
    for (name, result) in results {
        let Err(Error::Transport(error)) = result else { panic!("{name}: {result:?}") };
        assert_eq!(error.error.kind(), kind, "{name}: {error}");
    }
}

#[track_caller]
fn all_succeed(results: Vec<(&'static str, Result<(), Error>)>) {
    for (name, result) in results {
        result.unwrap_or_else(|error| panic!("{name}: {error}: {error:?}"));
    }
}

#[test]
fn there_is_time_for_ever() {
    let (url, _) = serve(|stream| stream.write_all(&message("", success().as_bytes())).is_ok());
    all_succeed(call(&url, &CallOptions::new().timeout(Duration::MAX), MAX));
}

#[test]
fn a_server_that_closes_connections_is_connected_to_again() {
    let (url, heads) = serve(|stream| {
        stream.write_all(&message("", success().as_bytes())).unwrap();
        // Without a word.
        false
    });
    // The client may use the connection before it knows: then the call breaks, and is made again.
    let policy = RetryPolicy::bounded(9).first_wait(Duration::from_millis(1)).every_operation();
    all_succeed(call(&url, &CallOptions::new().retry(policy), MAX));
    let (url, _) = serve(|stream| stream.write_all(&message("Connection: close\r\n", success().as_bytes())).is_err());
    all_succeed(call(&url, &CallOptions::new(), MAX));
    for head in heads.lock().unwrap().iter() {
        assert!(head.starts_with("post /ews/exchange.asmx http/1.1\r\n"), "{head}");
        assert!(!head.contains("expect:") && !head.contains("transfer-encoding:"), "{head}");
        for name in
            ["host", "content-type", "accept", "accept-encoding", "user-agent", "soapaction", "client-request-id"]
        {
            assert_eq!(head.matches(&format!("\r\n{name}: ")).count(), 1, "{name} in {head}");
        }
    }
}

#[test]
fn threads_that_call_at_once_keep_their_connections() {
    let all = Arc::new(Barrier::new(8));
    let connections = Arc::new(Mutex::new(HashSet::new()));
    let (gate, seen) = (all.clone(), connections.clone());
    let (url, _) = serve(move |stream| {
        seen.lock().unwrap().insert(stream.peer_addr().unwrap());
        gate.wait();
        stream.write_all(&message("", success().as_bytes())).is_ok()
    });
    let client = blocking::Client::builder(url).transport(blocking::Ureq::new(&[]).unwrap()).build().unwrap();
    for _ in 0..3 {
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| client.call(&AddImGroup::new("Friends").unwrap()).unwrap());
            }
        });
    }
    assert_eq!(connections.lock().unwrap().len(), 8);
}

#[test]
fn a_body_without_end_is_too_long() {
    let (url, _) = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
        while stream.write_all(b"5\r\n<a>  \r\n").is_ok() {}
        false
    });
    all_fail(call(&url, &CallOptions::new(), 1 << 14), TransportErrorKind::TooLong);
}

#[test]
fn a_body_that_drips_takes_too_long() {
    let (url, _) = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000000\r\n\r\n").unwrap();
        while stream.write_all(b" ").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
        false
    });
    all_fail(call(&url, &CallOptions::new().timeout(Duration::from_millis(300)), MAX), TransportErrorKind::Timeout);
}

#[test]
fn a_head_that_does_not_come_takes_too_long() {
    let (url, _) = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200").unwrap();
        thread::sleep(Duration::from_secs(20));
        false
    });
    all_fail(call(&url, &CallOptions::new().timeout(Duration::from_millis(300)), MAX), TransportErrorKind::Timeout);
}

#[test]
fn what_breaks_off_is_broken() {
    let (url, _) = serve(|_| false);
    all_fail(call(&url, &CallOptions::new(), MAX), TransportErrorKind::Broken);
    let (url, _) = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n<a>").unwrap();
        false
    });
    all_fail(call(&url, &CallOptions::new(), MAX), TransportErrorKind::Broken);
    let (url, _) = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n").unwrap();
        false
    });
    all_fail(call(&url, &CallOptions::new(), MAX), TransportErrorKind::Broken);
    let (url, _) = serve(|stream| {
        stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n\r\n").unwrap();
        false
    });
    all_fail(call(&url, &CallOptions::new(), MAX), TransportErrorKind::Broken);
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let results = call(&url, &CallOptions::new(), MAX);
    for (name, result) in &results {
        let text = result.as_ref().unwrap_err().to_string();
        assert!(text.starts_with("no answer: no connection: ") && text.contains("refused"), "{name}: {text}");
    }
    all_fail(results, TransportErrorKind::Connect);
}

#[test]
fn redirects_are_answers() {
    for status in [301, 302, 303, 307, 308] {
        let (url, heads) = serve(move |stream| {
            let head = format!("HTTP/1.1 {status} Moved\r\nLocation: /ews/other.asmx\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(head.as_bytes()).is_ok()
        });
        for (name, result) in call(&url, &CallOptions::new(), MAX) {
            let Err(Error::Http(error)) = result else { panic!("{name}: {result:?}") };
            assert_eq!((error.status, error.location.as_deref()), (status, Some("/ews/other.asmx")), "{name}");
        }
        assert_eq!(heads.lock().unwrap().len(), 8);
    }
}

/// `success()`, compressed: one stored block.
fn compressed() -> Vec<u8> {
    let text = success().into_bytes();
    let mut crc = u32::MAX;
    for byte in &text {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let length = u16::try_from(text.len()).unwrap();
    let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(&text);
    out.extend((!crc).to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    out
}

#[test]
fn compressed_answers_are_read_whoever_asked_for_them() {
    let (url, heads) = serve(|stream| stream.write_all(&message("Content-Encoding: gzip\r\n", &compressed())).is_ok());
    all_succeed(call(&url, &CallOptions::new(), MAX));
    assert!(heads.lock().unwrap().iter().all(|head| head.contains("\r\naccept-encoding: gzip\r\n")));
    for wish in ["gzip", "identity"] {
        let (url, heads) =
            serve(|stream| stream.write_all(&message("Content-Encoding: gzip\r\n", &compressed())).is_ok());
        all_succeed(call(&url, &CallOptions::new().header("Accept-Encoding", wish).unwrap(), MAX));
        let line = format!("\r\naccept-encoding: {wish}\r\n");
        assert!(
            heads
                .lock()
                .unwrap()
                .iter()
                .all(|head| head.matches("accept-encoding").count() == 1 && head.contains(&line))
        );
    }
    // What is cut off within the compression is cut off.
    let (url, _) = serve(|stream| {
        let half = compressed();
        stream.write_all(&message("Content-Encoding: gzip\r\n", &half[..half.len() / 2])).is_ok()
    });
    all_fail(call(&url, &CallOptions::new(), MAX), TransportErrorKind::Broken);
}

#[test]
fn heads_have_an_end() {
    let (url, _) = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
        while stream.write_all(b"X-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").is_ok() {}
        false
    });
    for (name, result) in call(&url, &CallOptions::new(), MAX) {
        assert!(matches!(result, Err(Error::Transport(_))), "{name}: {result:?}");
    }
    // A head of many kilobytes is no problem.
    let headers = format!("X-DiagInfo: MAIL1\r\nX-Long: {}\r\n", "a".repeat(20_000));
    let (url, _) = serve(move |stream| stream.write_all(&message(&headers, success().as_bytes())).is_ok());
    all_succeed(call(&url, &CallOptions::new(), MAX));
}
