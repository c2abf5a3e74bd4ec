//! Standard output and standard error, either of which may be closed by whoever reads it.

use std::io::{self, ErrorKind, Write};

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nobody reads the results any more, as with `codegen list | head`.
    ClosedPipe,
    /// Anything that a person should know.
    Text(String),
}

impl From<xsd_codegen::Error> for Failure {
    fn from(error: xsd_codegen::Error) -> Failure {
        Failure::Text(error.to_string())
    }
}

/// Prints results as they are.
pub(super) fn result(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::ClosedPipe),
        Err(error) => Err(Failure::Text(format!("error: cannot write to standard output: {error}"))),
    }
}

/// Prints a message for the person at the terminal; nothing for an empty one.
pub(super) fn message(text: &str) {
    let text = text.trim_end();
    if !text.is_empty() {
        // Without standard error there is nobody to tell.
        let _ = writeln!(io::stderr(), "{text}");
    }
}
