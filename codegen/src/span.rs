//! Where something stands in the sources.

use std::ops::Range;

/// Index of a document in the source set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range of one document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The document.
    pub file: FileId,
    /// Byte offsets into its text.
    pub range: Range<usize>,
}

impl Span {
    /// A range of a document.
    pub const fn new(file: FileId, range: Range<usize>) -> Span {
        Span { file, range }
    }

    /// The span of what stands in no document: the parts of built-in components.
    pub const fn built_in() -> Span {
        Span::new(FileId(u32::MAX), 0..0)
    }

    /// What spans are sorted by: document, then position.
    pub fn sort_key(&self) -> (FileId, usize, usize) {
        (self.file, self.range.start, self.range.end)
    }
}
