//! The sources: schema and WSDL documents as text, each read once, and everything that they include or import.
//!
//! [`load()`] is the only part of the front end that reads files or fetches them, and it does so through a [`Reader`], so
//! that tests can hand it documents from memory. Where a document is that its location does not lead to, a [`Catalog`]
//! says. A document has two paths: the one it is read by, and the *name* that messages and generated documentation show.
//! The name does not depend on where the sources lie on this machine.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::span::{FileId, Span};

mod address;
mod catalog;
mod dtd;
mod encoding;
#[cfg(feature = "network")]
mod fetch;
mod find;
mod letters;
mod load;
pub(crate) mod path;
mod problems;
mod reader;
mod scan;
#[cfg(test)]
mod tests;
mod xml;
mod xml_catalog;
mod xml_namespace;

pub use catalog::Catalog;
#[cfg(feature = "network")]
pub(crate) use fetch::fetch;
pub use load::{Input, Limits, load};
pub use reader::{Disk, Fetched, Memory, ReadError, Reader};
pub use xml_namespace::XML_NAMESPACE;

/// The documents that were loaded.
#[derive(Debug, Default)]
pub struct SourceSet {
    sources: Vec<Source>,
}

/// One document.
#[derive(Debug)]
pub struct Source {
    name: String,
    path: Option<PathBuf>,
    text: String,
    line_starts: Vec<usize>,
}

/// A place as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position<'a> {
    /// The name of the document.
    pub name: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl SourceSet {
    /// Adds a document and says by which id its spans name it.
    pub fn add(&mut self, name: String, path: Option<PathBuf>, text: String) -> FileId {
        let id = FileId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(idx, _)| idx + 1);
        let line_starts = std::iter::once(0).chain(after_breaks).collect();
        self.sources.push(Source { name, path, text, line_starts });
        id
    }

    /// Adds the documents of another set, under new names, and says how far their ids move.
    pub(crate) fn append(&mut self, other: SourceSet, rename: impl Fn(&str) -> String) -> u32 {
        let first = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        self.sources.extend(other.sources.into_iter().map(|source| Source { name: rename(&source.name), ..source }));
        first
    }

    /// The document behind an id; `None` for that of built-in components.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// All documents in the order in which they were reached.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.sources)
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The files that were read, for `cargo::rerun-if-changed`.
    pub fn files_read(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().filter_map(Source::path)
    }

    /// Where a span begins.
    pub fn position(&self, span: &Span) -> Option<Position<'_>> {
        let source = self.get(span.file)?;
        let (line, start) = source.line_of(span.range.start);
        let before = source.text.get(start..span.range.start).unwrap_or("");
        Some(Position { name: &source.name, line, column: before.chars().count() + 1 })
    }

    /// The text of a span; empty for a span of no document.
    pub fn text(&self, span: &Span) -> &str {
        self.get(span.file).and_then(|source| source.text.get(span.range.clone())).unwrap_or("")
    }
}

impl Source {
    /// The name by which messages call it, with forward slashes.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file it was read from; `None` for a built-in document.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Its text, without byte order mark, line ends as they are.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of the line in which an offset stands, from 1, and where that line starts.
    pub fn line_of(&self, offset: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        (line, self.line_starts.get(line - 1).copied().unwrap_or(0))
    }

    /// The text of a line, counted from 1, without its end.
    pub fn line_text(&self, line: usize) -> &str {
        let range = self.line_range(line);
        self.text.get(range).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// The offset of a line and column, both from 1, the column in characters.
    fn offset(&self, line: usize, column: usize) -> usize {
        let range = self.line_range(line);
        let start = range.start;
        let text = self.text.get(range).unwrap_or("");
        start + text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(idx, _)| idx)
    }

    fn line_range(&self, line: usize) -> Range<usize> {
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        start..end
    }
}
