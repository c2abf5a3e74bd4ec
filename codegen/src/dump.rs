//! Each stage of the front end as plain text, for people who look for a mistake.
//!
//! One line a node, indented below the node it stands in, with its place. The same input gives the same text.

use std::fmt::Write;

use crate::source::SourceSet;
use crate::span::Span;

mod components;
mod schema;
#[cfg(test)]
mod tests;

pub use components::components;
pub use schema::schema;

/// The documents, in the order in which they were reached.
pub fn sources(sources: &SourceSet) -> String {
    let mut out = String::new();
    for (_, source) in sources.iter() {
        let n_lines = source.text().lines().count();
        let _ = writeln!(out, "{}: {} bytes, {n_lines} lines", source.name(), source.text().len());
    }
    out
}

/// Lines with their indentation.
struct Lines<'a> {
    out: String,
    depth: usize,
    sources: &'a SourceSet,
}

impl<'a> Lines<'a> {
    fn new(sources: &'a SourceSet) -> Lines<'a> {
        Lines { out: String::new(), depth: 0, sources }
    }

    /// Writes a line, followed by its place.
    fn line(&mut self, text: &str, span: Option<&Span>) {
        let indent = self.depth * 2;
        let _ = write!(self.out, "{:indent$}{}", "", text.trim_end());
        if let Some(position) = span.and_then(|span| self.sources.position(span)) {
            let _ = write!(self.out, "  {}:{}:{}", position.name, position.line, position.column);
        }
        self.out.push('\n');
    }

    /// Writes what stands below the last line.
    fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }
}

/// An occurrence as a suffix: empty for exactly once.
fn occurs(min: u32, max: Option<u32>) -> String {
    match (min, max) {
        (1, Some(1)) => String::new(),
        (0, Some(1)) => "?".to_owned(),
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (min, None) => format!("{{{min},}}"),
        (min, Some(max)) => format!("{{{min},{max}}}"),
    }
}

/// Text in quotes, on one line.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}
