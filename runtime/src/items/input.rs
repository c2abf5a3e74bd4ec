//! The part of a document that is in memory: bytes in any pieces become text.

use crate::{ErrorKind, ReadOptions};

/// Room that is kept for the next pieces, however little of it is in use.
const KEPT: usize = 1 << 20;

/// What has come and has not been dealt with.
#[derive(Debug)]
pub(super) struct Input {
    text: String,
    /// Where what has not been dealt with begins.
    start: usize,
    /// The first bytes of a character, or of the document.
    pending: Vec<u8>,
    has_begun: bool,
    /// How many bytes of a byte order mark there were.
    pub(super) n_mark: usize,
    /// How many more bytes may come.
    left: usize,
    limit: usize,
    /// What follows the text.
    pub(super) stop: Option<Stop>,
}

/// Why no more text will come.
#[derive(Debug, Clone)]
pub(super) enum Stop {
    /// The document ends.
    End,
    /// What follows is refused.
    Refused(ErrorKind, String),
}

impl Input {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            text: String::new(),
            start: 0,
            pending: Vec::new(),
            has_begun: false,
            n_mark: 0,
            left: options.max_input_bytes,
            limit: options.max_input_bytes,
            stop: None,
        }
    }

    /// What is to be dealt with.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// Drops the first `length` bytes.
    pub(super) fn consume(&mut self, length: usize) {
        self.start += length;
    }

    /// Takes the next piece.
    pub(super) fn push(&mut self, mut piece: &[u8]) {
        self.make_room();
        if !self.has_begun {
            // The longest mark has three bytes.
            let (first, rest) = piece.split_at(piece.len().min(3 - self.pending.len()));
            self.pending.extend(first);
            piece = rest;
            if self.pending.len() < 3 {
                return;
            }
            self.begin();
        }
        self.decode(piece);
    }

    /// No more pieces will come.
    pub(super) fn end(&mut self) {
        if !self.has_begun {
            self.begin();
        }
        if let Some(&byte) = self.pending.first() {
            self.refuse_byte(byte);
        }
        self.stop.get_or_insert(Stop::End);
    }

    /// Drops what has been dealt with, if it is at least half of what is there: so each byte is moved once on average.
    fn make_room(&mut self) {
        if self.start * 2 >= self.text.len() {
            self.text.drain(..self.start);
            self.start = 0;
            if self.text.capacity() > KEPT {
                self.text.shrink_to(KEPT.max(self.text.len()));
            }
        }
    }

    /// Looks at the first bytes.
    fn begin(&mut self) {
        self.has_begun = true;
        let first = std::mem::take(&mut self.pending);
        match crate::encoding::check_family(&first) {
            Err(error) => self.stop = Some(Stop::Refused(error.kind(), error.message().to_owned())),
            Ok(()) => {
                let text = first.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&first);
                self.n_mark = first.len() - text.len();
                self.decode(text);
            }
        }
    }

    fn decode(&mut self, mut piece: &[u8]) {
        while !self.pending.is_empty()
            && let Some((&byte, rest)) = piece.split_first()
        {
            self.pending.push(byte);
            piece = rest;
            let pending = std::mem::take(&mut self.pending);
            self.decode_whole(&pending);
            if self.stop.is_some() {
                return;
            }
        }
        self.decode_whole(piece);
    }

    /// Takes bytes that do not begin within a character.
    fn decode_whole(&mut self, piece: &[u8]) {
        if self.stop.is_some() {
            return;
        }
        match std::str::from_utf8(piece) {
            Ok(text) => self.add(text),
            Err(error) => {
                let (valid, rest) = piece.split_at(error.valid_up_to());
                self.add(std::str::from_utf8(valid).unwrap_or_default());
                match (error.error_len(), rest.first()) {
                    (Some(_), Some(&byte)) => self.refuse_byte(byte),
                    _ => self.pending.extend(rest),
                }
            }
        }
    }

    fn add(&mut self, text: &str) {
        let mut end = text.len().min(self.left);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (text, rest) = text.split_at(end);
        self.text.push_str(text);
        self.left -= text.len();
        if !rest.is_empty() {
            let message = format!("the document is longer than {} bytes", self.limit);
            self.stop.get_or_insert(Stop::Refused(ErrorKind::Limit, message));
        }
    }

    fn refuse_byte(&mut self, byte: u8) {
        let message = format!("the document is not UTF-8: byte 0x{byte:02X}");
        self.stop.get_or_insert(Stop::Refused(ErrorKind::NotWellFormed, message));
    }
}
