//! The index of a suite: its tests, one JSON object a line.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::args::Args;

/// One test.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Test {
    /// Its name, once in a suite.
    pub(crate) id: String,
    /// The part of the suite that it belongs to.
    pub(crate) set: String,
    /// The tests of one schema.
    #[serde(default)]
    pub(crate) group: String,
    /// What is to be judged.
    pub(crate) kind: Kind,
    /// The documents that make up the schema, the entry first.
    pub(crate) schemas: Vec<String>,
    /// The instance; `None` for a test of a schema.
    pub(crate) instance: Option<String>,
    /// The verdict of the suite.
    pub(crate) expected: Validity,
    /// Whether the suite's verdict is doubted.
    #[serde(default)]
    pub(crate) contested: bool,
}

/// What is to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// A schema.
    Schema,
    /// A document.
    Instance,
}

/// A verdict of the suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Validity {
    /// It is to be accepted.
    Valid,
    /// It is to be rejected.
    Invalid,
}

/// The tests of the index that the arguments choose.
pub(crate) fn read(args: &Args) -> Result<Vec<Test>> {
    let text = read_text(&args.index)?;
    let mut tests = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let test: Test = serde_json::from_str(line)
            .map_err(|error| format!("{}:{number}: this is no test: {error}", args.index.display()))?;
        if is_chosen(&test, args) {
            tests.push(test);
        }
    }
    if tests.is_empty() {
        return Err(format!("no test of {} is chosen", args.index.display()).into());
    }
    Ok(tests)
}

fn is_chosen(test: &Test, args: &Args) -> bool {
    let names = || test.schemas.iter().chain(&test.instance).chain([&test.id]);
    let is_named = || args.only.iter().any(|text| names().any(|name| name.contains(text.as_str())));
    (args.set.is_empty() || args.set.contains(&test.set)) && (args.only.is_empty() || is_named())
}

/// The text of a file; the error names it.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}
