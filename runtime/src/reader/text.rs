//! Character data: text, references, CDATA sections, attribute values.

use std::borrow::Cow;

use super::Reader;
use crate::error::Result;
use crate::simple::Context;
use crate::{ErrorKind, ValueError, chars, scan};

/// What is kept of a simple text while it is parsed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SimpleText {
    /// Where it stands.
    start: usize,
    /// The prefixes and namespaces of a default value, if it is one that has such.
    declared: &'static [(&'static str, &'static str)],
}

impl<'a> Reader<'a> {
    /// The text of the element whose start tag was read last, up to and with its end tag. Comments and processing
    /// instructions are left out, references and CDATA sections resolved, line ends normalised.
    ///
    /// # Errors
    /// If the content is not well-formed. A child element is an error in strict mode, and skipped in lenient mode.
    pub fn text(&mut self) -> Result<Cow<'a, str>> {
        if self.tag.empty {
            return Ok(Cow::Borrowed(""));
        }
        match self.plain_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.long_text(),
        }
    }

    /// The same where nothing but characters stands between the tags. Otherwise reads nothing.
    #[inline(always)]
    fn plain_text(&mut self) -> Option<&'a str> {
        let bytes = self.bytes();
        let start = self.pos;
        let end = scan::text(bytes, start);
        let is_plain = self.census.is_plain() && end - start <= self.options.max_text_bytes;
        if !is_plain || !bytes.get(end..)?.starts_with(b"</") {
            return None;
        }
        self.pos = self.behind_end_tag(end)?;
        self.text.get(start..end)
    }

    /// The text of an element of a simple type: [`text`](Self::text), or its default value.
    ///
    /// # Errors
    /// As `text`. In strict mode also if the element has attributes, or if the text is not its fixed value.
    #[inline(never)]
    pub(crate) fn simple_text(&mut self) -> Result<Cow<'a, str>> {
        if !self.attributes.is_empty() {
            self.no_attributes()?;
        }
        if self.tag.empty || self.constraint.is_some() {
            return self.constrained_text();
        }
        self.simple = SimpleText { start: self.pos, declared: &[] };
        match self.plain_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.long_text(),
        }
    }

    /// The general case of [`simple_text`](Self::simple_text).
    #[inline(never)]
    fn constrained_text(&mut self) -> Result<Cow<'a, str>> {
        // Behind an empty-element tag stands what follows the element; the tag itself is the place of its text.
        let start = if self.tag.empty { self.tag.start } else { self.pos };
        self.simple = SimpleText { start, declared: &[] };
        let constraint = self.constraint_of(self.tag.start);
        let text = self.text()?;
        let Some(constraint) = constraint else { return Ok(text) };
        if text.is_empty() {
            self.simple.declared = constraint.bindings;
            return Ok(Cow::Borrowed(constraint.text));
        }
        self.check_fixed(&constraint, start, &text)?;
        Ok(text)
    }

    /// What the simple text read last is parsed with.
    #[inline]
    pub(crate) fn simple_context(&self) -> Context<'_> {
        let context = self.context();
        if self.simple.declared.is_empty() { context } else { context.within(self.simple.declared) }
    }

    /// The error of the simple text read last.
    #[cold]
    pub(crate) fn invalid_simple(&self, error: &ValueError) -> crate::Error {
        self.invalid_value(self.simple.start, error)
    }

    /// The general case of [`text`](Self::text).
    fn long_text(&mut self) -> Result<Cow<'a, str>> {
        let bytes = self.bytes();
        let depth = self.open.len();
        let mut text: Cow<'a, str> = Cow::Borrowed("");
        loop {
            let start = self.pos;
            let end = scan::text(bytes, start);
            self.pos = end;
            push(&mut text, self.plain(start, end)?);
            if text.len() > self.options.max_text_bytes {
                return Err(self.text_limit(start));
            }
            match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'&'), _) => text.to_mut().push(self.reference()?),
                (Some(_), Some(b'/')) => {
                    self.end_tag()?;
                    break;
                }
                (Some(_), Some(b'!')) if self.at("<![CDATA[") => {
                    let section = self.cdata()?;
                    push(&mut text, section);
                }
                (Some(_), Some(b'!' | b'?')) => self.comment_or_instruction()?,
                (Some(_), _) => {
                    self.start_tag()?;
                    if self.options.strict {
                        return Err(self.error(
                            ErrorKind::UnexpectedElement,
                            format!("element `{}` is not allowed here: the content is text", self.tag.local),
                        ));
                    }
                    self.skip()?;
                    self.close_to(depth);
                }
                (None, _) => return Err(self.cut_off()),
            }
        }
        Ok(text)
    }

    /// Moves to the next child of the innermost element, as [`child`](Self::child) does, and adds the text before it to
    /// `piece`.
    pub(crate) fn child_after_text(&mut self) -> Result<Option<usize>> {
        let bytes = self.bytes();
        let mut text = std::mem::take(&mut self.piece);
        loop {
            let start = self.pos;
            let end = scan::text(bytes, start);
            self.pos = end;
            text.push_str(&self.plain(start, end)?);
            if text.len() > self.options.max_text_bytes {
                return Err(self.text_limit(start));
            }
            match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'&'), _) => text.push(self.reference()?),
                (Some(_), Some(b'/')) => {
                    self.piece = text;
                    self.end_tag()?;
                    return Ok(Some(end));
                }
                (Some(_), Some(b'!')) if self.at("<![CDATA[") => text.push_str(&self.cdata()?),
                (Some(_), Some(b'!' | b'?')) => self.comment_or_instruction()?,
                (Some(_), _) => {
                    self.piece = text;
                    self.start_tag()?;
                    return Ok(None);
                }
                (None, _) => return Err(self.cut_off()),
            }
        }
    }

    /// Checks and normalises a run of character data that holds neither `<` nor `&`.
    pub(super) fn plain(&self, from: usize, to: usize) -> Result<Cow<'a, str>> {
        let run = self.slice(from, to);
        if self.census.is_plain() {
            return Ok(Cow::Borrowed(run));
        }
        if let Some(found) = run.find("]]>") {
            return Err(self.malformed(from + found, "`]]>` must not occur in text; write `]]&gt;`"));
        }
        self.characters(from, run)?;
        Ok(normalise_lines(run))
    }

    /// Every character must be one that XML admits.
    pub(super) fn characters(&self, from: usize, run: &str) -> Result<()> {
        if !self.census.has_unusual_characters() {
            return Ok(());
        }
        match run.char_indices().find(|&(_, c)| !chars::is_char(c)) {
            None => Ok(()),
            Some((at, c)) => {
                let message = format!("the character U+{:04X} must not occur in XML", u32::from(c));
                Err(self.malformed(from + at, message))
            }
        }
    }

    /// A CDATA section; `pos` is at its start.
    pub(super) fn cdata(&mut self) -> Result<Cow<'a, str>> {
        let from = self.pos + "<![CDATA[".len();
        let Some(length) = self.slice(from, self.text.len()).find("]]>") else {
            return Err(self.malformed(self.pos, "the CDATA section is not closed: expected `]]>`"));
        };
        let run = self.slice(from, from + length);
        self.characters(from, run)?;
        self.pos = from + length + 3;
        Ok(normalise_lines(run))
    }

    /// An entity or character reference; `pos` is at its `&`.
    pub(super) fn reference(&mut self) -> Result<char> {
        let start = self.pos;
        let body = self.slice(start + 1, self.text.len());
        // No name that means something is so long.
        let end = body.bytes().take(64).position(|byte| !scan::is_in_name(byte) && byte != b'#');
        let end = end.filter(|&end| body.as_bytes().get(end) == Some(&b';')).or_else(|| end_of_long_number(body));
        let Some(name) = end.and_then(|end| body.get(..end)) else {
            return Err(self.malformed(start, "`&` does not begin a reference; write `&amp;`"));
        };
        let number = name.strip_prefix("#x").map(|digits| (digits, 16));
        let number = number.or_else(|| name.strip_prefix('#').map(|digits| (digits, 10)));
        let c = match number {
            Some((digits, radix)) => {
                let code = if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    u32::from_str_radix(digits, radix).ok()
                } else {
                    None
                };
                match code.and_then(char::from_u32) {
                    Some(c) if chars::is_char(c) => c,
                    _ => {
                        let name = if end > Some(64) { "#…" } else { name };
                        let message = format!("the reference `&{name};` stands for no character that XML admits");
                        return Err(self.malformed(start, message));
                    }
                }
            }
            None => match name {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                _ if chars::is_name(name) => {
                    return Err(self.malformed(start, format!("the entity `&{name};` is not declared")));
                }
                _ => return Err(self.malformed(start, "`&` does not begin a reference; write `&amp;`")),
            },
        };
        self.pos = start + name.len() + 2;
        Ok(c)
    }

    /// An attribute value that needs normalisation (XML 1.0, 3.3.3) or a check; `from` is after the opening quote.
    #[cold]
    pub(super) fn attribute_value(&mut self, from: usize, quote: u8) -> Result<Cow<'a, str>> {
        let bytes = self.bytes();
        let mut value: Cow<'a, str> = Cow::Borrowed("");
        self.pos = from;
        loop {
            let start = self.pos;
            let end = scan::attribute(bytes, start, quote);
            let run = self.slice(start, end);
            self.characters(start, run)?;
            push(&mut value, Cow::Borrowed(run));
            self.pos = end;
            match bytes.get(end) {
                Some(&byte) if byte == quote => {
                    self.pos += 1;
                    return Ok(value);
                }
                Some(b'&') => value.to_mut().push(self.reference()?),
                Some(b'<') => return Err(self.malformed(end, "`<` must not occur in an attribute value")),
                Some(b'\r') => {
                    value.to_mut().push(' ');
                    self.pos += if bytes.get(end + 1) == Some(&b'\n') { 2 } else { 1 };
                }
                Some(b'\t' | b'\n') => {
                    value.to_mut().push(' ');
                    self.pos += 1;
                }
                Some(&byte) => {
                    let message = format!("the character U+{byte:04X} must not occur in XML");
                    return Err(self.malformed(end, message));
                }
                None => return Err(self.malformed(from - 1, "the attribute value is not closed")),
            }
        }
    }

    #[cold]
    pub(super) fn text_limit(&self, offset: usize) -> crate::Error {
        let message = format!("a text is longer than {} bytes", self.options.max_text_bytes);
        self.error_at(offset, ErrorKind::Limit, message)
    }

    #[cold]
    pub(super) fn cut_off(&self) -> crate::Error {
        let message = match self.open.last() {
            Some(open) => format!("the document ends inside element `{}`", self.slice(open.name.0, open.name.1)),
            None => "the document has no root element".to_owned(),
        };
        self.malformed(self.text.len(), message)
    }

    pub(super) fn at(&self, markup: &str) -> bool {
        self.bytes().get(self.pos..).is_some_and(|rest| rest.starts_with(markup.as_bytes()))
    }
}

/// Where a reference to a character by its number ends: it may begin with any number of zeros.
#[cold]
fn end_of_long_number(body: &str) -> Option<usize> {
    let digits = body.strip_prefix("#x").or_else(|| body.strip_prefix('#'))?;
    let length = digits.bytes().position(|byte| !byte.is_ascii_hexdigit())?;
    (digits.as_bytes().get(length) == Some(&b';')).then_some(body.len() - digits.len() + length)
}

fn push<'a>(text: &mut Cow<'a, str>, run: Cow<'a, str>) {
    if run.is_empty() {
    } else if text.is_empty() {
        *text = run;
    } else {
        text.to_mut().push_str(&run);
    }
}

/// CR LF and lone CR become LF (XML 1.0, 2.11).
fn normalise_lines(run: &str) -> Cow<'_, str> {
    if run.contains('\r') { Cow::Owned(run.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(run) }
}
