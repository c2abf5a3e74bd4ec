//! One item: its text, where it stands, and reading it.

use super::outside::Outside;
use super::position::Position;
use super::skeleton::Skeleton;
use crate::error::Result;
use crate::locate::{self, Place};
use crate::{Error, RawElement, Read, ReadOptions, Reader};

/// An item as it was found, not yet read: an element with all that is in it.
///
/// [`read`](Self::read) checks all that reading checks; before, nothing is known of the item but where it begins and ends.
#[derive(Debug, Clone, Copy)]
pub struct Item<'f> {
    pub(super) text: &'f str,
    pub(super) name_length: usize,
    pub(super) path: usize,
    pub(super) whole: &'f Whole,
    pub(super) position: Position,
    pub(super) outside: &'f Outside,
    pub(super) skeleton: &'f Skeleton,
    pub(super) options: &'f ReadOptions,
}

/// Whether an item is complete.
#[derive(Debug)]
pub(super) enum Whole {
    Yes,
    /// Reading it gives an error, if no other then this one.
    No {
        error: Error,
        why: Why,
    },
}

/// Why an item is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The document ends.
    End,
    /// What comes cannot be part of it.
    Broken,
    /// More of it is refused: the text is cut at the end of a token.
    Refused,
}

impl<'f> Item<'f> {
    /// Reads the item. `None` if it says `xsi:nil="true"` and `T` has no place for that: lenient reading passes over such an
    /// element.
    ///
    /// # Errors
    /// If the item is not well-formed, breaks a limit, or does not fit `T`. The place is that in the whole document.
    pub fn read<T: Read>(&self) -> Result<Option<T>> {
        self.read_instead(self.text)
    }

    /// Reads another text as if it stood in the place of the item: one that was repaired. The places of errors are told as
    /// if the document held this text.
    ///
    /// # Errors
    /// As [`read`](Self::read). An item that is not complete is no better for another text.
    pub fn read_instead<T: Read>(&self, text: &str) -> Result<Option<T>> {
        self.read_by(text, |reader| if reader.skips_nil::<T>()? { Ok(None) } else { T::read(reader).map(Some) })
    }

    /// Reads the item as raw XML, with the namespace declarations that it uses.
    ///
    /// # Errors
    /// If the item is not well-formed or breaks a limit.
    pub fn raw(&self) -> Result<RawElement> {
        self.read_by(self.text, |reader| reader.raw())
    }

    /// Checks that the item is well-formed.
    ///
    /// # Errors
    /// If it is not, or breaks a limit.
    pub fn check(&self) -> Result<()> {
        self.read_by(self.text, |reader| reader.skip())
    }

    /// Whether the document ends within the item. Reading it gives an error then.
    pub fn is_cut_off(&self) -> bool {
        matches!(self.whole, Whole::No { why: Why::End, .. })
    }

    /// The number of the path that leads here, among those that the feed was made with.
    pub fn path_index(&self) -> usize {
        self.path
    }

    /// The text, from the start tag to the end tag. Prefixes may be declared further out.
    pub fn text(&self) -> &'f str {
        self.text
    }

    /// The element path, as [`Error::path`] has it: `List > Note[2]`.
    pub fn path(&self) -> String {
        self.outside.path_of(self.name(), self.skeleton)
    }

    /// The offset in bytes.
    pub fn offset(&self) -> usize {
        self.position.offset
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.position.line
    }

    /// The column in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.position.column
    }

    /// The line and column in the whole document of what has these in the [`text`](Self::text).
    pub fn original_place(&self, line: usize, column: usize) -> (usize, usize) {
        self.position.within(line, column)
    }

    /// The qualified name.
    fn name(&self) -> &'f str {
        self.text.get(1..1 + self.name_length).unwrap_or_default()
    }

    fn read_by<V>(&self, text: &str, read: impl FnOnce(&mut Reader<'_>) -> Result<V>) -> Result<V> {
        let result = Reader::inside(text, self.outside.depth(), self.outside.declared(), self.options);
        let result = result.and_then(|mut reader| {
            let value = read(&mut reader)?;
            reader.reached_end()?;
            Ok(value)
        });
        match (result, self.whole) {
            (Ok(value), Whole::Yes) => Ok(value),
            // The text ends, and that is the fault of who cut it.
            (Err(error), Whole::No { error: known, why: Why::Refused }) if error.offset() >= text.len() => {
                Err(known.clone())
            }
            (Ok(_), Whole::No { error, .. }) => Err(error.clone()),
            (Err(error), _) => {
                let place = self.place(error.path(), error.offset(), error.line(), error.column());
                Err(error.at(place))
            }
        }
    }

    /// The place of an offset into a text that stands where the item does.
    #[cold]
    pub(super) fn locate(&self, text: &str, offset: usize) -> Place {
        let Place { path, offset, line, column } = locate::place(text, offset);
        self.place(&path, offset, line, column)
    }

    /// The place in the whole document of a place in the text.
    #[cold]
    fn place(&self, path: &str, offset: usize, line: usize, column: usize) -> Place {
        let mut own = self.path();
        if let Some((_, below)) = path.split_once(" > ") {
            own.push_str(" > ");
            own.push_str(below);
        }
        let (line, column) = self.position.within(line, column);
        Place { path: own, offset: self.position.offset + offset, line, column }
    }
}
