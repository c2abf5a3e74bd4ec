//! HTTP by hand, so that what is tested does not depend on what a client makes of it.
#![allow(dead_code)] // Each test program uses some of it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use ews_im::types::AddImGroup;
use ews_im::{AnyResponse, Message, ReadOptions, RequestHeaders};
use ews_im_simulator::Simulator;

/// The path of the service.
pub(crate) const PATH: &str = "/EWS/Exchange.asmx";

/// A connection to a server.
pub(crate) struct Wire<S> {
    pub(crate) stream: S,
    /// What has come and is not read yet.
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) reason: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the connection ended before the body did.
    pub(crate) is_cut: bool,
}

impl Wire<TcpStream> {
    pub(crate) fn new(simulator: &Simulator) -> Self {
        let stream = TcpStream::connect(simulator.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        Self::over(stream)
    }
}

impl<S: Read + Write> Wire<S> {
    pub(crate) fn over(stream: S) -> Self {
        Self { stream, buffer: Vec::new() }
    }

    /// Sends bytes and reads an answer; `None` if the connection ends without one.
    pub(crate) fn send(&mut self, request: &[u8]) -> Option<Answer> {
        // A server that drops the connection may do so while the request is still being sent.
        let _ = self.stream.write_all(request);
        self.receive()
    }

    /// Posts an envelope to the service, with headers, and reads the answer.
    pub(crate) fn post(&mut self, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        self.send(&post(headers, body))
    }

    /// Reads an answer; `None` if the connection ends without one.
    pub(crate) fn receive(&mut self) -> Option<Answer> {
        let end = loop {
            match find(&self.buffer, b"\r\n\r\n") {
                Some(end) => break end,
                None if self.fill() => {}
                None => return None,
            }
        };
        let head = String::from_utf8(self.buffer.drain(..end + 4).collect()).unwrap();
        let mut lines = head.trim_end().split("\r\n");
        let status_line = lines.next().unwrap().splitn(3, ' ').collect::<Vec<_>>();
        assert_eq!(status_line[0], "HTTP/1.1");
        let headers: Vec<_> = lines
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let status = status_line[1].parse().unwrap();
        let reason = status_line.get(2).copied().unwrap_or_default().to_owned();
        let mut answer = Answer { status, reason, headers, body: Vec::new(), is_cut: false };
        if status == 100 {
            return Some(answer);
        }
        let length: usize = answer.header("content-length").expect("an answer says how long it is").parse().unwrap();
        while self.buffer.len() < length && !answer.is_cut {
            answer.is_cut = !self.fill();
        }
        let length = length.min(self.buffer.len());
        answer.body = self.buffer.drain(..length).collect();
        Some(answer)
    }

    /// Whether the server has closed the connection, which it does without a word.
    pub(crate) fn is_closed(&mut self) -> bool {
        !self.fill() && self.buffer.is_empty()
    }

    /// Reads more; `false` at the end.
    fn fill(&mut self) -> bool {
        let mut bytes = [0; 8192];
        match self.stream.read(&mut bytes) {
            Ok(0) => false,
            Ok(n) => {
                self.buffer.extend_from_slice(&bytes[..n]);
                true
            }
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("no answer within a minute"),
            // The connection was reset.
            Err(_) => false,
        }
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All values of a header.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The message, read strictly.
    pub(crate) fn message(&self) -> Message {
        Message::read_slice(&self.body, &ReadOptions::strict())
            .unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&self.body)))
    }

    /// The response and its code.
    pub(crate) fn response(&self) -> (AnyResponse, String) {
        let Message::Response(_, response) = self.message() else { panic!("no response: {}", self.text()) };
        let code = response.message().response_code().unwrap().to_string();
        (*response, code)
    }
}

/// A whole request to the service.
pub(crate) fn post(headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut request = format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
        request += "Content-Type: text/xml; charset=utf-8\r\n";
    }
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    (request + "\r\n" + body).into_bytes()
}

/// An envelope that asks for a new group.
pub(crate) fn add_group(name: &str) -> String {
    ews_im::encode(&AddImGroup::new(name).unwrap(), &RequestHeaders::default()).unwrap()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
