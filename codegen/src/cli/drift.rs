//! What `codegen generate --check` says.

use std::env;
use std::fmt::Write;

use similar::TextDiff;
use xsd_codegen::{Drift, Options};

/// The lines of context around a difference.
const CONTEXT: usize = 3;

/// What is wrong with one file, as a headline and a unified diff. `origin` is what it is generated from.
pub(super) fn report(file: &Drift, path: &str, origin: &str) -> String {
    match (&file.found, &file.expected) {
        (Some(found), Some(expected)) => changed(path, origin, found, expected),
        (None, _) => format!("{path} is missing\n"),
        (Some(_), None) => format!("{}\n", stale(path)),
    }
}

/// What to say of a file that was generated once.
pub(super) fn stale(path: &str) -> String {
    format!("{path} was generated once, but nothing generates it any more; delete it")
}

fn changed(path: &str, origin: &str, found: &str, expected: &str) -> String {
    let diff = TextDiff::from_lines(found, expected);
    let n_places = diff.grouped_ops(CONTEXT).len();
    let places = if n_places == 1 { "1 place differs".to_owned() } else { format!("{n_places} places differ") };
    let mut text = format!("{path} is out of date with {origin} ({places}):\n");
    let mut unified = diff.unified_diff();
    let _ = write!(text, "{}", unified.context_radius(CONTEXT).header(path, &format!("{path} (generated)")));
    text
}

/// What the files are generated from: the folder that all entry documents share, or the documents.
pub(super) fn origin(options: &Options) -> String {
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
    match options.schemas.as_slice() {
        [first, others @ ..] => match folder(first) {
            Some(shared) if others.iter().all(|it| folder(it).as_ref() == Some(&shared)) => shared,
            _ => options.schemas.join(", "),
        },
        [] => "the schemas".to_owned(),
    }
}

/// The command that brings the files up to date: the one that was typed, without `--check`.
pub(super) fn command(args: impl Iterator<Item = String>) -> String {
    // Cargo says so to what it runs.
    let is_run_by_cargo = env::var("CARGO_PKG_NAME").is_ok_and(|it| it == "xsd-codegen");
    let program = if is_run_by_cargo { "cargo run -p xsd-codegen --" } else { "codegen" };
    let args = args.skip(1).filter(|it| it != "--check").map(|it| quoted(&it));
    std::iter::once(program.to_owned()).chain(args).collect::<Vec<_>>().join(" ")
}

/// An argument as a shell takes it.
fn quoted(arg: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_./:=,@%+".contains(it);
    if !arg.is_empty() && arg.chars().all(is_plain) {
        arg.to_owned()
    } else {
        format!("'{}'", arg.replace('\'', r"'\''"))
    }
}
