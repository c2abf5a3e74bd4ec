//! Going over a document a second time, event by event: for checks that speak of the document as a whole.

use std::borrow::Cow;

use super::Reader;
use crate::error::Result;
use crate::namespace::XSI;
use crate::{datatypes, locate, scan};

/// What comes next.
pub(crate) enum Event<'a> {
    /// A start tag, or an empty-element tag, has been read.
    Start,
    /// A run of text.
    Text(Cow<'a, str>),
    /// The end tag of the innermost element has been read; the element is still open.
    End,
}

impl<'a> Reader<'a> {
    /// A reader of the same text in front of the start tag of an open element, the `depth`th of those that are open.
    pub(crate) fn again(&self, start: usize, depth: usize) -> Reader<'a> {
        let n_bindings = depth.checked_sub(1).and_then(|index| self.open.get(index)).map_or(0, |open| open.bindings);
        let mut reader = Self::over(self.text, self.n_mark, &self.options, self.census);
        reader.bindings.extend(self.bindings.iter().take(n_bindings).cloned());
        reader.open.extend(self.open.iter().take(depth.saturating_sub(1)));
        reader.pos = start;
        reader.stack = self.stack;
        reader
    }

    /// The next event inside the innermost element. Comments and processing instructions are passed over.
    ///
    /// # Errors
    /// If the content is not well-formed.
    pub(crate) fn event(&mut self) -> Result<Event<'a>> {
        let bytes = self.bytes();
        loop {
            let start = self.pos;
            let end = scan::text(bytes, start);
            if end > start {
                self.pos = end;
                return self.plain(start, end).map(Event::Text);
            }
            match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'&'), _) => return Ok(Event::Text(Cow::Owned(self.reference()?.to_string()))),
                (Some(_), Some(b'/')) => {
                    self.end_tag()?;
                    return Ok(Event::End);
                }
                (Some(_), Some(b'!')) if self.at("<![CDATA[") => return self.cdata().map(Event::Text),
                (Some(_), Some(b'!' | b'?')) => self.comment_or_instruction()?,
                (Some(_), _) => {
                    self.start_tag()?;
                    return Ok(Event::Start);
                }
                (None, _) => return Err(self.cut_off()),
            }
        }
    }

    /// The type that the start tag read last names by `xsi:type`: namespace and local name.
    pub(crate) fn said_type(&self) -> Option<(String, String)> {
        let attribute = self.attributes.iter().find(|it| it.namespace == XSI && it.local == "type")?;
        let value = datatypes::trim(&attribute.value);
        let (prefix, local) = value.split_once(':').unwrap_or(("", value));
        Some((self.uri(prefix).to_owned(), local.to_owned()))
    }

    /// Line and column of an offset, counted from 1.
    #[cold]
    pub(crate) fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let place = locate::place(self.text, offset);
        (place.line, place.column)
    }
}
