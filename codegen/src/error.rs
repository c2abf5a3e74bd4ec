//! The one error of this crate: a text for people.

use std::fmt;
use std::io;
use std::path::Path;

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::SourceSet;

/// Why nothing was generated: every problem with its place, the line it stands in, and what to do about it.
///
/// Both [`Debug`](fmt::Debug) and [`Display`](fmt::Display) print that text, so that a build script whose `main` returns
/// this error shows it as it is meant to be read.
///
/// ```
/// let error = xsd_codegen::Builder::new().generate().err();
/// let text = error.map(|it| it.to_string()).unwrap_or_default();
/// assert!(text.starts_with("error[no-schema]: there is nothing to generate from"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    text: Box<str>,
}

impl Error {
    /// All problems found, rendered.
    pub(crate) fn new(diagnostics: &Diagnostics, sources: &SourceSet) -> Error {
        let rendered = diagnostics.render(sources);
        let mut text = rendered.trim_end();
        if sources.is_empty()
            && let Some((problems, _)) = text.rsplit_once("\n\nerror: ")
        {
            // The last line counts problems in documents; where no document was read, it says nothing.
            text = problems;
        }
        Error { text: text.into() }
    }

    /// One problem that stands in no document.
    pub(crate) fn single(diagnostic: Diagnostic) -> Error {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(diagnostic);
        Error::new(&diagnostics, &SourceSet::default())
    }

    /// The system refused something: `what` as in "write", and to which file or folder.
    pub(crate) fn io(what: &str, path: &Path, error: &io::Error) -> Error {
        let message = format!("cannot {what} {}: {error}", shown(path));
        Error::single(Diagnostic::error("io", message))
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever prints it has begun a line: `Error: `. The text starts on a line of its own.
        write!(f, "\n{}", self.text)
    }
}

/// A path with forward slashes, as messages show it.
pub(crate) fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}
