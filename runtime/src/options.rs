//! How to read: mode and limits.

use std::borrow::Cow;

use crate::error::Result;
use crate::{RawElement, Read, ReadBorrowed, Reader, Root, encoding};

/// How to read a document: lenient or strict, and within which limits.
///
/// Lenient reading skips unknown elements and attributes, keeps unknown enumeration values where the type has a place
/// for them, forgives element order, and takes namespace and element aliases. Strict reading takes what the schema
/// admits and nothing else.
///
/// ```
/// use xsd_runtime::ReadOptions;
/// let options = ReadOptions::strict().max_depth(64).max_input_bytes(16 << 20);
/// assert!(options.read_raw("<a/>").is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    pub(crate) strict: bool,
    pub(crate) max_depth: usize,
    pub(crate) max_input_bytes: usize,
    pub(crate) max_text_bytes: usize,
    pub(crate) max_attributes: usize,
    pub(crate) max_stack_bytes: usize,
    pub(crate) max_item_bytes: usize,
    pub(crate) max_skeleton_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self::lenient()
    }
}

impl ReadOptions {
    /// Forgiving: the default.
    pub const fn lenient() -> Self {
        Self {
            strict: false,
            max_depth: 128,
            max_input_bytes: 1 << 30,
            max_text_bytes: 1 << 28,
            max_attributes: 256,
            max_stack_bytes: 1 << 20,
            max_item_bytes: 16 << 20,
            max_skeleton_bytes: 16 << 20,
        }
    }

    /// Everything that the schema forbids is an error.
    pub const fn strict() -> Self {
        Self { strict: true, ..Self::lenient() }
    }

    /// Whether everything that the schema forbids is an error.
    pub const fn is_strict(&self) -> bool {
        self.strict
    }

    /// How deep elements may nest; 128 unless told. Reading a type that contains itself needs stack for each level.
    pub const fn max_depth(mut self, elements: usize) -> Self {
        self.max_depth = elements;
        self
    }

    /// How much of the thread's stack reading may use; 1 MiB unless told, half of what Rust gives to a thread. A type with
    /// hundreds of members that contains itself needs ten kilobytes a level and more, above all in a debug build.
    pub const fn max_stack_bytes(mut self, bytes: usize) -> Self {
        self.max_stack_bytes = bytes;
        self
    }

    /// How long a document may be, in memory or as a stream; 1 GiB unless told. One that must be decoded may be so long
    /// neither before nor after.
    pub const fn max_input_bytes(mut self, bytes: usize) -> Self {
        self.max_input_bytes = bytes;
        self
    }

    /// How long the text of one element or attribute may be; 256 MiB unless told.
    pub const fn max_text_bytes(mut self, bytes: usize) -> Self {
        self.max_text_bytes = bytes;
        self
    }

    /// How many attributes and namespace declarations one element may have; 256 unless told.
    pub const fn max_attributes(mut self, attributes: usize) -> Self {
        self.max_attributes = attributes;
        self
    }

    /// How long an [item](crate::items) of a stream may be; 16 MiB unless told. Memory may hold twice as much while a long
    /// one comes.
    pub const fn max_item_bytes(mut self, bytes: usize) -> Self {
        self.max_item_bytes = bytes;
        self
    }

    /// How long that may be what stands around the [items](crate::items) of a stream; 16 MiB unless told.
    pub const fn max_skeleton_bytes(mut self, bytes: usize) -> Self {
        self.max_skeleton_bytes = bytes;
        self
    }

    /// Reads a document whose root element is `T`. It has been decoded, so that what it says of its encoding is passed over.
    ///
    /// # Errors
    /// If the document is not well-formed, breaks a limit, has another root element, or does not fit `T`.
    pub fn read<T: Root + Read>(&self, document: &str) -> Result<T> {
        self.read_root(document, T::NILLABLE, T::read)
    }

    /// Reads a document whose root element is a type that borrows its texts from it: one of those that the generator's
    /// option `borrowed` names. Documents in other encodings than UTF-8 are [decoded](crate::decode) before.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_borrowed<'a, T: Root + ReadBorrowed<'a>>(&self, document: &'a str) -> Result<T> {
        self.read_root(document, T::NILLABLE, T::read_borrowed)
    }

    fn read_root<'a, T: Root>(
        &self,
        document: &'a str,
        is_nillable: bool,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<T> {
        let mut reader = Reader::new(document, self)?;
        reader.start_document()?;
        if !reader.at_root::<T>() {
            return Err(reader.unexpected_root(T::NAMESPACES.get(T::NAMESPACE), T::NAME));
        }
        reader.no_nil_unless(is_nillable)?;
        let beginning = reader.beginning();
        let value = read(&mut reader)?;
        reader.check_identity(T::IDENTITY, beginning)?;
        reader.end_document()?;
        Ok(value)
    }

    /// Reads a document in UTF-8, or with the feature `encodings` in another encoding, with or without a byte order mark.
    ///
    /// # Errors
    /// As [`read`](Self::read) and [`decode`](crate::decode); places are those in the decoded text.
    pub fn read_slice<T: Root + Read>(&self, document: &[u8]) -> Result<T> {
        self.read(&self.decode(document)?)
    }

    /// The text of a document. What must be decoded is no longer than the options allow.
    pub(crate) fn decode<'a>(&self, document: &'a [u8]) -> Result<Cow<'a, str>> {
        encoding::decode_within(document, self.max_input_bytes)
    }

    /// Reads any document as raw XML, checking well-formedness and namespaces alone.
    ///
    /// # Errors
    /// If the document is not well-formed or breaks a limit.
    pub fn read_raw(&self, document: &str) -> Result<RawElement> {
        let mut reader = Reader::new(document, self)?;
        reader.start_document()?;
        let value = reader.raw()?;
        reader.end_document()?;
        Ok(value)
    }
}
