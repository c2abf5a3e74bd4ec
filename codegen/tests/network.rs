//! Documents that are fetched, from a server in the test.
#![cfg(feature = "network")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use xsd_codegen::Builder;

const ORDERS: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:orders">
  <xs:include schemaLocation="../parts/size.xsd?v=1"/>
  <xs:element name="Order" type="o:SizeType" xmlns:o="urn:orders"/>
</xs:schema>"#;

const SIZE: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:orders">
  <xs:simpleType name="SizeType"><xs:restriction base="xs:int"><xs:maxInclusive value="9"/></xs:restriction></xs:simpleType>
</xs:schema>"#;

/// A server that answers by path, and its address. What it is asked for can be received.
fn server() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, asked) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            // Whoever has read enough closes the connection.
            let _ = answer(&stream.unwrap(), &sender);
        }
    });
    (address, asked)
}

/// Answers one request, having told the path that it asks for.
fn answer(mut stream: &TcpStream, asked: &Sender<String>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    while lines.next().is_some_and(|line| line.is_ok_and(|it| !it.is_empty())) {}
    let path = first.split(' ').nth(1).unwrap_or_default();
    let _ = asked.send(path.to_owned());
    let (status, body) = match path {
        "/v1/orders.xsd" => ("200 OK", ORDERS.to_owned()),
        "/parts/size.xsd?v=1" => ("200 OK", SIZE.to_owned()),
        "/latest" => ("302 Found\r\nLocation: /v1/orders.xsd", String::new()),
        "/circle" => ("302 Found\r\nLocation: /circle", String::new()),
        "/large" => ("200 OK", " ".repeat(65 * 1024 * 1024)),
        "/broken" => ("500 Internal Server Error", String::new()),
        "/local.xsd" => ("200 OK", ORDERS.replace("../parts/size.xsd?v=1", "file:///etc/hosts")),
        _ => ("404 Not Found", String::new()),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())
}

fn message(address: &str, path: &str) -> String {
    let builder = Builder::new().network(true).schema(format!("{address}{path}"));
    builder.generate().expect_err("nothing is to be generated").to_string().replace(address, "http://server")
}

#[test]
fn documents_are_fetched_where_it_is_allowed() {
    let (address, asked) = server();
    // A redirected document refers to others from where it is.
    for path in ["/v1/orders.xsd", "/latest"] {
        let output = Builder::new().network(true).schema(format!("{address}{path}")).generate().unwrap();
        assert!(output.files[0].text.contains("pub struct Order("), "{}", output.files[0].text);
        assert!(output.documents.is_empty(), "there is nothing to watch");
        assert_eq!((output.warnings.as_str(), output.files[0].text.contains(&address)), ("", false));
    }
    let paths: Vec<String> = asked.try_iter().collect();
    assert_eq!(paths, ["/v1/orders.xsd", "/parts/size.xsd?v=1", "/latest", "/v1/orders.xsd", "/parts/size.xsd?v=1"]);

    // By either address it is the same document.
    let both = Builder::new().network(true).schema(format!("{address}/latest"));
    both.schema(format!("{address}/v1/orders.xsd")).generate().unwrap();
    assert_eq!(asked.try_iter().filter(|it| it == "/parts/size.xsd?v=1").count(), 1);

    let builder = Builder::new().schema(format!("{address}/v1/orders.xsd"));
    let refused = builder.generate().unwrap_err().to_string().replace(&address, "http://server");
    assert!(refused.starts_with("error[missing-document]: `http://server/v1/orders.xsd` is not loaded\n"), "{refused}");
    assert!(refused.contains("\nhelp: or have it fetched: `network = true`"), "{refused}");
    assert_eq!(asked.try_iter().count(), 0);
}

#[test]
fn a_copy_comes_first() {
    let (address, asked) = server();
    let builder = Builder::new().network(true).schema(format!("{address}/v1/orders.xsd"));
    builder.document_text("copies/size.xsd", SIZE).search("copies").generate().unwrap();
    assert_eq!(asked.try_iter().collect::<Vec<_>>(), ["/v1/orders.xsd"]);
}

#[test]
fn what_cannot_be_fetched() {
    let (address, _asked) = server();
    assert_eq!(message(&address, "/none"), "error[missing-document]: the document `http://server/none` does not exist");
    for (path, reason) in [
        ("/broken", "cannot be read: the server answers with status 500"),
        ("/circle", "cannot be read: more than 5 redirections"),
        ("/large", "is larger than 67108864 bytes"),
    ] {
        assert_eq!(
            message(&address, path),
            format!("error[missing-document]: the document `http://server{path}` {reason}")
        );
    }
    let local = message(&address, "/local.xsd");
    assert!(local.starts_with("error[missing-document]: `file:///etc/hosts` is not loaded\n"), "{local}");
    let closed = Builder::new().network(true).schema("http://127.0.0.1:1/a.xsd").generate().unwrap_err().to_string();
    let expected =
        "error[missing-document]: the document `http://127.0.0.1:1/a.xsd` cannot be read: connection refused";
    assert_eq!(closed, expected);
}
