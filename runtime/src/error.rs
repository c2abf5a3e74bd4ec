//! The error of reading and writing.

use std::borrow::Cow;
use std::fmt;

/// The result of reading or writing.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a document could not be read, or a value not be written: what was expected, the element path, line and column.
///
/// ```
/// # use xsd_runtime::{Error, ReadOptions, RawElement};
/// let error: Error = ReadOptions::lenient().read_raw("<a>\n  <b></c>\n</a>").unwrap_err();
/// assert_eq!(error.to_string(), "a > b (line 2, column 6): end tag `</c>` does not match start tag `<b>`");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    path: String,
    offset: usize,
    line: usize,
    column: usize,
}

/// What sort of problem an [`Error`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The document breaks XML 1.0 or Namespaces in XML 1.0, or is cut off.
    NotWellFormed,
    /// The document uses what this reader refuses on purpose: a DTD, another encoding.
    Unsupported,
    /// A limit of [`ReadOptions`](crate::ReadOptions) was reached.
    Limit,
    /// The root element is another one than the one asked for.
    UnexpectedRoot,
    /// An element that the schema does not admit here.
    UnexpectedElement,
    /// An attribute that the schema does not admit here.
    UnexpectedAttribute,
    /// Text where the schema admits elements alone, or nothing.
    UnexpectedText,
    /// A required element is missing.
    MissingElement,
    /// A required attribute is missing.
    MissingAttribute,
    /// A text that is no value of its simple type.
    InvalidValue,
    /// A value that must be unique in the document and is not, or a reference to what is not there (XSD 1.0 Part 1, 3.11).
    Identity,
    /// A value that XML cannot represent, found while writing.
    Unwritable,
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>, at: crate::locate::Place) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            path: at.path,
            offset: at.offset,
            line: at.line,
            column: at.column,
        }))
    }

    /// The same error at another place.
    #[cold]
    pub(crate) fn at(mut self, place: crate::locate::Place) -> Self {
        let crate::locate::Place { path, offset, line, column } = place;
        self.0 = Box::new(Inner { path, offset, line, column, ..*self.0 });
        self
    }

    /// What sort of problem this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What is wrong and what was expected, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The element path from the root, as in `GetImItemListResponse > ImItemList > Groups > ImGroup[2]`: local names, and
    /// from the second sibling of one name on its number. Empty outside the root element.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The byte offset into the input, as [`decode`](crate::decode) gives it where it was bytes; while writing, into the
    /// output.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Whether the document is well-formed but not what the schema (or the reader's mode) admits.
    pub fn is_schema_violation(&self) -> bool {
        !matches!(
            self.0.kind,
            ErrorKind::NotWellFormed | ErrorKind::Unsupported | ErrorKind::Limit | ErrorKind::Unwritable
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, path, line, column, .. } = &*self.0;
        if path.is_empty() {
            write!(f, "line {line}, column {column}: {message}")
        } else {
            write!(f, "{path} (line {line}, column {column}): {message}")
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.0.kind)
    }
}

impl std::error::Error for Error {}
