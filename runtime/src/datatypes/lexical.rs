//! Taking texts apart, for the numbers and the dates.

use crate::value_error::ValueError;

/// Why a text is no number of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberError {
    /// It has other characters than a number has.
    NotANumber,
    /// It is a number the type cannot hold.
    OutOfRange,
}

impl NumberError {
    /// The error for a text and the name of the type.
    #[cold]
    pub(super) fn of(self, type_name: &'static str, text: &str) -> ValueError {
        match self {
            Self::NotANumber => ValueError::lexical(type_name, text, "not a number"),
            Self::OutOfRange => ValueError::out_of_range(type_name, text),
        }
    }
}

/// What is wrong with a text, in a few words.
pub(super) type Why = &'static str;

/// The rest of a text that is being read from its start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// What is left to read.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Takes a prefix, if the rest starts with it.
    pub(super) fn take(&mut self, prefix: char) -> bool {
        match self.rest.strip_prefix(prefix) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a prefix that has to be there.
    pub(super) fn expect(&mut self, prefix: char, why: Why) -> Result<(), Why> {
        if self.take(prefix) { Ok(()) } else { Err(why) }
    }

    /// Takes all digits that come next, maybe none.
    pub(super) fn digits(&mut self) -> &'a str {
        let end = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(end).unwrap_or(("", self.rest));
        self.rest = rest;
        digits
    }

    /// Takes exactly two digits.
    pub(super) fn two_digits(&mut self, why: Why) -> Result<u8, Why> {
        let (digits, rest) = self.rest.split_at_checked(2).ok_or(why)?;
        let &[tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = digits.as_bytes() else { return Err(why) };
        self.rest = rest;
        Ok((tens - b'0') * 10 + (ones - b'0'))
    }

    /// Takes a point and digits, if a point comes next, as nanoseconds.
    pub(super) fn fraction(&mut self) -> Result<u32, Why> {
        if !self.take('.') {
            return Ok(0);
        }
        let digits = self.digits();
        if digits.is_empty() {
            return Err("no digits after the decimal point");
        }
        let (kept, beyond) = digits.split_at_checked(9).unwrap_or((digits, ""));
        if beyond.bytes().any(|byte| byte != b'0') {
            return Err("finer than a nanosecond");
        }
        let nanos = kept.bytes().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
        Ok((kept.len()..9).fold(nanos, |sum, _| sum * 10))
    }

    /// Checks that nothing is left.
    pub(super) fn end(&self) -> Result<(), Why> {
        if self.rest.is_empty() { Ok(()) } else { Err("unexpected characters at the end") }
    }
}
