//! The folder of documents and tools that is no part of the project: tests use it where it is present.

use std::io::Write;
use std::path::PathBuf;

/// The folder that `EWS_SHARED` names; `None`, and a line about it, where the variable is not set.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("EWS_SHARED").filter(|it| !it.is_empty()).map(PathBuf::from);
    if folder.is_none() {
        skip("EWS_SHARED does not name the folder of the public schemas and documents");
    }
    folder
}

/// Says that the running test is skipped, past the test harness, which keeps to itself what a passing test prints.
pub(crate) fn skip(reason: &str) {
    let thread = std::thread::current();
    let _ = writeln!(std::io::stderr(), "skipped {}: {reason}", thread.name().unwrap_or("a test"));
}
