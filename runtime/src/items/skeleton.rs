//! What stands around the items.

use std::collections::HashMap;

use super::position::Position;
use crate::error::Result;
use crate::locate::{self, Place};
use crate::{Error, ReadOptions, Reader, Root, chars};

/// A document without its items: what [`ItemFeed::finish`](super::ItemFeed::finish) leaves to be read.
///
/// It has not been checked. To know that the whole document is well-formed, [`read`](Self::read) it, [`check`](Self::check)
/// it, or read its [`text`](Self::text) in any other way and [`correct`](Self::correct) the error.
///
/// Blanks between two items are cut out with them.
#[derive(Debug)]
#[must_use = "the document may be cut off or not well-formed"]
pub struct Skeleton {
    text: String,
    gaps: Vec<Gap>,
    /// How long a byte order mark the text begins with.
    n_mark: usize,
    /// What the gaps weigh.
    n_gap_bytes: usize,
    options: ReadOptions,
}

/// Where items were, one behind another.
#[derive(Debug)]
struct Gap {
    /// Where in the text.
    at: usize,
    /// Where in the document what follows stands.
    after: Position,
    /// How many there were, by qualified names.
    counts: HashMap<Box<str>, usize>,
}

/// What an entry of a map weighs, beside its name.
pub(super) const ENTRY_BYTES: usize = 64;

impl Skeleton {
    /// The text: like any document, with a byte order mark if there was one.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads it as a type. The lists that the items were in are empty.
    ///
    /// # Errors
    /// As [`ReadOptions::read`], with the places in the whole document.
    pub fn read<T: Root + crate::Read>(&self) -> Result<T> {
        self.options.read(&self.text).map_err(|error| self.correct(error))
    }

    /// Checks that it is well-formed.
    ///
    /// # Errors
    /// If it is not, or if the document is cut off.
    pub fn check(&self) -> Result<()> {
        self.check_with("").map_err(|error| self.correct(error))
    }

    /// An error of reading the text with its place in the whole document: path, offset, line and column.
    pub fn correct(&self, error: Error) -> Error {
        let place = self.locate("", error.offset());
        error.at(place)
    }

    /// The line and column in the whole document of what has these in the text; both are counted from 1.
    pub fn original_place(&self, line: usize, column: usize) -> (usize, usize) {
        let line_start = match line.checked_sub(2) {
            None => self.n_mark,
            Some(before) => self.text.match_indices('\n').nth(before).map_or(self.text.len(), |(at, _)| at + 1),
        };
        let rest = self.text.get(line_start..).unwrap_or_default();
        let in_line = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        let position = self.position("", line_start + in_line);
        (position.line, position.column)
    }

    pub(super) fn new(options: &ReadOptions) -> Self {
        Self { text: String::new(), gaps: Vec::new(), n_mark: 0, n_gap_bytes: 0, options: options.clone() }
    }

    /// Begins with what a byte order mark of so many bytes is.
    pub(super) fn begin(&mut self, n_mark: usize) {
        if n_mark > 0 {
            self.text.push('\u{FEFF}');
        }
        self.n_mark = self.text.len();
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// How long a byte order mark the text begins with.
    pub(super) fn n_mark(&self) -> usize {
        self.n_mark
    }

    /// What it weighs.
    pub(super) fn size(&self) -> usize {
        self.text.len() + self.n_gap_bytes
    }

    /// Notes that an item was here, and where in the document what follows stands.
    pub(super) fn cut(&mut self, name: &str, after: Position) {
        let between = self.gaps.last().and_then(|gap| self.text.get(gap.at..));
        match self.gaps.last().filter(|_| between.is_some_and(|text| text.bytes().all(chars::is_blank))) {
            Some(gap) => self.text.truncate(gap.at),
            None => {
                // Two texts that an item has held apart must not become a reference, or the end of a CDATA section.
                if self.text.bytes().last().is_some_and(|last| last != b'>' && !chars::is_blank(last)) {
                    self.text.push_str("<!---->");
                }
                self.gaps.push(Gap { at: self.text.len(), after, counts: HashMap::new() });
                self.n_gap_bytes += size_of::<Gap>();
            }
        }
        let Some(gap) = self.gaps.last_mut() else { return };
        gap.after = after;
        match gap.counts.get_mut(name) {
            Some(count) => *count += 1,
            None => {
                gap.counts.insert(name.into(), 1);
                self.n_gap_bytes += name.len() + ENTRY_BYTES;
            }
        }
    }

    /// Checks that the text with more behind it is a well-formed document; places are those in this text.
    pub(super) fn check_with(&self, more: &str) -> Result<()> {
        let text = self.with(more);
        let mut reader = Reader::new(&text, &self.options)?;
        reader.start_document()?;
        reader.skip()?;
        reader.end_document()
    }

    /// The text with more behind it.
    pub(super) fn with(&self, more: &str) -> std::borrow::Cow<'_, str> {
        match more {
            "" => (&*self.text).into(),
            _ => (self.text.clone() + more).into(),
        }
    }

    /// The place in the whole document of an offset into the text with more behind it.
    #[cold]
    pub(super) fn locate(&self, more: &str, offset: usize) -> Place {
        let text = self.with(more);
        let counts = self.gaps.iter().flat_map(|gap| gap.counts.iter().map(|(name, count)| (gap.at, &**name, *count)));
        self.position(more, offset).on(locate::path(&text, offset, counts))
    }

    fn position(&self, more: &str, offset: usize) -> Position {
        let before = self.gaps.partition_point(|gap| gap.at <= offset).checked_sub(1);
        let (from, position) = match before.and_then(|index| self.gaps.get(index)) {
            Some(gap) => (gap.at, gap.after),
            None => (self.n_mark, Position::after_mark(self.n_mark)),
        };
        let text = self.with(more);
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        position.after(text.get(from..end).unwrap_or_default())
    }
}
