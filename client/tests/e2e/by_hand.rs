//! A server of HTTP/1.1 that is written with nothing but the standard library: it sends the bytes that it was given.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An answer: its bytes, in pieces that are sent one after another, and whether the connection ends behind it.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) pieces: Vec<Vec<u8>>,
    pub(crate) closes: bool,
}

/// A way in which an answer can travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// With `Content-Length`.
    Length,
    /// The same, with the names of headers in small letters, without blanks, and with an empty reason.
    SmallLetters,
    /// The same, in capitals, with many blanks.
    Capitals,
    /// In chunks of a few bytes, with extensions and a trailer.
    Chunks,
    /// Up to the end of the connection.
    Close,
    /// The same by HTTP/1.0.
    Old,
    /// Behind an interim answer with the status 100.
    Continue,
    /// In pieces, with gaps in time between them.
    Pieces,
    /// By gzip.
    Gzip,
}

impl Way {
    pub(crate) const ALL: [Self; 9] = [
        Self::Length,
        Self::SmallLetters,
        Self::Capitals,
        Self::Chunks,
        Self::Close,
        Self::Old,
        Self::Continue,
        Self::Pieces,
        Self::Gzip,
    ];

    /// A message with a status, as it travels this way.
    pub(crate) fn page(self, status: u16, body: &[u8]) -> Page {
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status} As told\r\nContent-Type: text/xml; charset=utf-8\r\nX-FEServer: HAND\r\n");
        let whole = [format!("{head}Content-Length: {length}\r\n\r\n").as_bytes(), body].concat();
        let (pieces, closes) = match self {
            Self::Length => (vec![whole], false),
            Self::SmallLetters => {
                let head = format!(
                    "HTTP/1.1 {status} \r\ncontent-type:text/xml\r\nx-feserver:HAND\r\ncontent-length:{length}\r\n\r\n"
                );
                (vec![head.into_bytes(), body.to_vec()], false)
            }
            Self::Capitals => {
                let head = format!(
                    "HTTP/1.1 {status} OK\r\nCONTENT-LENGTH:    {length}   \r\nX-FESERVER:  HAND\t\r\n\
                     CONTENT-TYPE: TEXT/XML; CHARSET=\"UTF-8\"\r\nX-EMPTY:\r\n\r\n"
                );
                (vec![head.into_bytes(), body.to_vec()], false)
            }
            Self::Chunks => {
                let mut pieces = vec![format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes()];
                let mut chunks = Vec::new();
                for (number, part) in body.chunks(97).enumerate() {
                    let extension = if number % 3 == 0 { ";a=b" } else { "" };
                    chunks.extend_from_slice(format!("{:X}{extension}\r\n", part.len()).as_bytes());
                    chunks.extend_from_slice(part);
                    chunks.extend_from_slice(b"\r\n");
                }
                chunks.extend_from_slice(b"0\r\n\r\n");
                pieces.push(chunks);
                (pieces, false)
            }
            Self::Close => (vec![[format!("{head}Connection: close\r\n\r\n").as_bytes(), body].concat()], true),
            Self::Old => {
                let head = head.replacen("1.1", "1.0", 1);
                (vec![[format!("{head}\r\n").as_bytes(), body].concat()], true)
            }
            Self::Continue => (vec![b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), whole], false),
            Self::Pieces => (whole.chunks(whole.len() / 5 + 1).map(<[u8]>::to_vec).collect(), false),
            Self::Gzip => {
                let packed = gzip(body);
                let head = format!("{head}Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len());
                (vec![head.into_bytes(), packed], false)
            }
        };
        Page { pieces, closes }
    }
}

/// A text by gzip (RFC 1952) in blocks that are stored as they are (RFC 1951, 3.2.4).
fn gzip(data: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];
    let mut blocks = data.chunks(0xFFFF).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap();
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend_from_slice(&length.to_le_bytes());
        packed.extend_from_slice(&(!length).to_le_bytes());
        packed.extend_from_slice(block);
    }
    let mut crc = u32::MAX;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    packed.extend_from_slice(&(!crc).to_le_bytes());
    packed.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
    packed
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A server that gives its answers in their order, whichever connection asks.
pub(crate) struct ByHand {
    pub(crate) url: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    pages: Mutex<VecDeque<Page>>,
    seen: Mutex<Vec<Seen>>,
    /// How many connections the server has closed.
    n_closed: Mutex<usize>,
}

impl ByHand {
    pub(crate) fn start(pages: impl IntoIterator<Item = Page>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/EWS/Exchange.asmx", listener.local_addr().unwrap());
        let state = Arc::new(State { pages: Mutex::new(pages.into_iter().collect()), ..State::default() });
        let of_thread = state.clone();
        // It ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = of_thread.clone();
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        Self { url, state }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.state.seen.lock().unwrap().clone()
    }

    /// How many answers nobody has asked for.
    pub(crate) fn n_left(&self) -> usize {
        self.state.pages.lock().unwrap().len()
    }

    /// Waits until the server has closed so many connections.
    pub(crate) fn wait_for_closed(&self, connections: usize) {
        while *self.state.n_closed.lock().unwrap() < connections {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Serves a connection. What goes wrong with it is the client's affair.
fn serve(stream: &TcpStream, state: &State) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    while let Some(seen) = receive(&mut reader) {
        state.seen.lock().unwrap().push(seen);
        let Some(page) = state.pages.lock().unwrap().pop_front() else { break };
        let mut stream = stream;
        for (number, piece) in page.pieces.iter().enumerate() {
            if number > 0 {
                std::thread::sleep(Duration::from_millis(1));
            }
            if stream.write_all(piece).is_err() {
                return;
            }
        }
        if page.closes {
            break;
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
    *state.n_closed.lock().unwrap() += 1;
}

fn receive(reader: &mut BufReader<&TcpStream>) -> Option<Seen> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().unwrap())
    });
    let mut body = vec![0; length.expect("a request tells its length")];
    reader.read_exact(&mut body).ok()?;
    Some(Seen { head, body: String::from_utf8(body).unwrap() })
}
