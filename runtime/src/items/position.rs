//! Where in the whole document something stands.

use crate::locate::Place;
use crate::scan;

/// An offset in bytes, with a byte order mark, and line and column in characters, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Position {
    /// The beginning of a document, behind a mark of so many bytes.
    pub(super) fn after_mark(n_mark: usize) -> Self {
        Self { offset: n_mark, line: 1, column: 1 }
    }

    /// The position behind a text that begins here.
    pub(super) fn after(self, text: &str) -> Self {
        let offset = self.offset + text.len();
        match text.rfind('\n') {
            None => Self { offset, line: self.line, column: self.column + text.chars().count() },
            Some(last) => {
                let n_lines = scan::count(text.as_bytes(), b'\n');
                let column = text.get(last + 1..).unwrap_or_default().chars().count() + 1;
                Self { offset, line: self.line + n_lines, column }
            }
        }
    }

    /// The line and column of what has these in a text that begins here.
    pub(super) fn within(self, line: usize, column: usize) -> (usize, usize) {
        match line {
            1 => (self.line, self.column + column - 1),
            _ => (self.line + line - 1, column),
        }
    }

    /// With an element path.
    pub(super) fn on(self, path: String) -> Place {
        Place { path, offset: self.offset, line: self.line, column: self.column }
    }
}
