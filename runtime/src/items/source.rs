//! Items from whatever bytes can be read from.

use std::fmt;
use std::io;

use super::{Item, ItemFeed, ItemPath, Skeleton};
use crate::{Error, Read, ReadOptions, Result};

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// The items of a document that is read from a source, such as a file, a connection or a slice: an iterator of values.
///
/// It ends behind the first error. If it ends without one, all items have been read and the whole document is well-formed.
/// [`finish`](Self::finish) gives the rest of the document.
///
/// ```
/// use xsd_runtime::ReadOptions;
/// use xsd_runtime::items::{ItemPath, Items};
///
/// let document = "<list><n>1</n><n>2</n><of>numbers</of></list>";
/// let path = ItemPath::new("", "list").child("", "n");
/// let mut items = Items::<_, i32>::new(document.as_bytes(), path, &ReadOptions::strict());
/// let numbers: Vec<i32> = items.by_ref().collect::<Result<_, _>>()?;
/// assert_eq!(numbers, [1, 2]);
/// assert_eq!(items.finish()?.text(), "<list><of>numbers</of></list>");
/// # Ok::<(), xsd_runtime::items::SourceError>(())
/// ```
#[derive(Debug)]
pub struct Items<R, V> {
    source: R,
    feed: ItemFeed,
    read: ReadItem<V>,
    buffer: Box<[u8]>,
    state: State,
    /// Why a document was given up.
    failed: Option<Error>,
}

/// Makes a value of an item; `None` passes over it.
pub type ReadItem<V> = fn(&Item<'_>) -> Result<Option<V>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// The source has ended.
    Ended,
    /// There is nothing more to hand out.
    Done,
}

/// Why items cannot be read from a source.
#[derive(Debug)]
#[non_exhaustive]
pub enum SourceError {
    /// The source fails.
    Io(io::Error),
    /// The document is not what it should be.
    Document(Error),
}

impl<R: io::Read, V: Read> Items<R, V> {
    /// The items of a path.
    pub fn new(source: R, path: ItemPath, options: &ReadOptions) -> Self {
        Self::with(source, [path], options, |item| item.read())
    }
}

impl<R: io::Read, V> Items<R, V> {
    /// The items of several paths, by a function that looks at the [number of the path](Item::path_index) and
    /// [reads](Item::read) what is there.
    ///
    /// ```
    /// use xsd_runtime::ReadOptions;
    /// use xsd_runtime::items::{ItemPath, Items};
    ///
    /// #[derive(Debug, PartialEq)]
    /// enum Entry {
    ///     Number(i32),
    ///     Text(String),
    /// }
    ///
    /// let list = || ItemPath::new("", "list");
    /// let paths = [list().child("", "n"), list().child("", "t")];
    /// let document = "<list><n>1</n><t>one</t></list>";
    /// let entries = Items::with(document.as_bytes(), paths, &ReadOptions::strict(), |item| {
    ///     Ok(match item.path_index() {
    ///         0 => item.read()?.map(Entry::Number),
    ///         _ => item.read()?.map(Entry::Text),
    ///     })
    /// });
    /// let entries: Vec<Entry> = entries.collect::<Result<_, _>>()?;
    /// assert_eq!(entries, [Entry::Number(1), Entry::Text("one".to_owned())]);
    /// # Ok::<(), xsd_runtime::items::SourceError>(())
    /// ```
    pub fn with(source: R, paths: impl Into<Box<[ItemPath]>>, options: &ReadOptions, read: ReadItem<V>) -> Self {
        Self::from_feed(source, ItemFeed::new(paths, options), read)
    }

    /// The items that a feed hands out, by a function.
    pub fn from_feed(source: R, feed: ItemFeed, read: ReadItem<V>) -> Self {
        let buffer = vec![0; PIECE].into_boxed_slice();
        Self { source, feed, read, buffer, state: State::Reading, failed: None }
    }

    /// Reads the document to its end, and gives what stands around the items. Items that have not been taken are checked
    /// for well-formedness.
    ///
    /// # Errors
    /// If the source fails, or the document is known not to be well-formed, or the iterator gave an error of it. The
    /// skeleton is still to be read: see [`Skeleton`].
    pub fn finish(mut self) -> Result<Skeleton, SourceError> {
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        if self.state == State::Done {
            self.state = State::Reading;
        }
        while self.state == State::Reading {
            while let Some(item) = self.feed.next_item() {
                item?.check()?;
            }
            self.read_piece()?;
        }
        Ok(self.feed.finish()?)
    }

    /// Reads the next piece from the source.
    fn read_piece(&mut self) -> io::Result<()> {
        let length = loop {
            match self.source.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        match length {
            0 => {
                self.feed.end();
                self.state = State::Ended;
            }
            _ => self.feed.push(self.buffer.get(..length).unwrap_or_default()),
        }
        Ok(())
    }

    fn next_value(&mut self) -> Result<Option<V>, SourceError> {
        loop {
            if let Some(item) = self.feed.next_item() {
                if let Some(value) = (self.read)(&item?)? {
                    return Ok(Some(value));
                }
                continue;
            }
            if let Some(error) = self.feed.error() {
                return Err(error.clone().into());
            }
            if self.state == State::Ended {
                self.feed.skeleton().check()?;
                return Ok(None);
            }
            self.read_piece()?;
        }
    }
}

impl<R: io::Read, V> Iterator for Items<R, V> {
    type Item = Result<V, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Done {
            return None;
        }
        let result = self.next_value();
        if !matches!(result, Ok(Some(_))) {
            self.state = State::Done;
        }
        if let Err(SourceError::Document(error)) = &result {
            self.failed = Some(error.clone());
        }
        result.transpose()
    }
}

impl<R: io::Read, V> std::iter::FusedIterator for Items<R, V> {}

impl From<io::Error> for SourceError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Error> for SourceError {
    fn from(error: Error) -> Self {
        Self::Document(error)
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the document cannot be read on: {error}"),
            Self::Document(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Document(_) => None,
        }
    }
}
