//! What is said of bad schemas and options: each folder of `tests/diagnostics` has an entry document (`input.xsd` or
//! `input.wsdl`), perhaps options (`codegen.toml`), and the exact text in `expected.txt`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test diagnostics` replaces the texts by what is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::fs;
use std::path::Path;

use xsd_codegen::Builder;

#[path = "support"]
mod support {
    pub mod expect;
}
use support::expect::{compare, report};

/// Relative, as every path in a message has to be; tests run in the folder of their package.
const FOLDER: &str = "tests/diagnostics";

#[test]
fn every_message_is_as_expected() {
    let mut folders: Vec<_> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty());
    let mut problems = Vec::new();
    for folder in folders {
        let text = message(&folder);
        let shown = folder.to_string_lossy().replace('\\', "/");
        if text.contains(env!("CARGO_MANIFEST_DIR")) {
            problems.push(format!("{shown}: a message has an absolute path:\n{text}"));
        }
        let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join(&shown).join("expected.txt");
        problems.extend(compare(&expected, &format!("{}\n", text.trim_end())));
    }
    report(&problems, "diagnostics");
}

/// What the library says: an error, or the warnings of a generation that succeeds.
fn message(folder: &Path) -> String {
    let config = folder.join("codegen.toml");
    let builder = if config.exists() {
        Builder::from_config(config)
    } else {
        let input = if folder.join("input.wsdl").exists() { "input.wsdl" } else { "input.xsd" };
        Ok(Builder::new().schema(folder.join(input)))
    };
    match builder.and_then(|builder| builder.generate()) {
        Ok(output) if output.warnings.is_empty() => "nothing is wrong".to_owned(),
        Ok(output) => output.warnings,
        Err(error) => error.to_string(),
    }
}
