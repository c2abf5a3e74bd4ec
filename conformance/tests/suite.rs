//! Runs the harness on a small suite, in which some expectations are wrong on purpose, and compares what it prints.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the suite.
fn suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")
}

/// What a run prints on standard output, and its report.
fn run(name: &str, arguments: &[&str]) -> (String, Vec<serde_json::Value>, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    let (report, misses) = (folder.join("report.json"), folder.join("misses.md"));
    let output = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .arg("--data")
        .arg(suite())
        .arg("--index")
        .arg(suite().join("index.jsonl"))
        .arg("--work")
        .arg(folder.join("work"))
        .arg("--report")
        .arg(&report)
        .arg("--misses")
        .arg(&misses)
        .args(arguments)
        .output()
        .expect("the harness runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = fs::read_to_string(report).expect("a report");
    let misses = fs::read_to_string(misses).expect("a table of misses");
    let rows = serde_json::from_str(&report).expect("rows");
    (String::from_utf8(output.stdout).expect("text"), rows, misses)
}

/// The table without its last column, which holds times.
fn without_times(table: &str) -> String {
    let is_figures = |line: &&str| line.contains('/') || line.ends_with("seconds");
    let cut = |line: &str| {
        let kept = if is_figures(&line) { line.trim_end().rsplit_once(' ').map_or("", |it| it.0) } else { line };
        format!("{}\n", kept.trim_end())
    };
    table.lines().map(cut).collect()
}

#[track_caller]
fn assert_same(name: &str, actual: &str) {
    let expected = fs::read_to_string(suite().join(name)).expect("an expectation");
    assert_eq!(actual, expected, "tests/suite/{name} differs");
}

#[test]
fn figures_and_misses() {
    let (table, rows, misses) = run("whole", &["--modules", "2"]);
    assert_same("figures.txt", &without_times(&table));
    assert_same("misses.md", &misses);
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).expect("a row");
    assert_eq!(row("order/valid")["round_trip"], "equal");
    assert_eq!(row("order/without-total")["verdict"], "rejected");
    assert!(row("order/without-total")["message"].as_str().expect("a message").contains("Total"));
    assert_eq!(row("order/wrong-expectation")["miss"], "valid-instance-rejected");
    assert_eq!(row("note/wrong-expectation")["miss"], "invalid-schema-accepted");
    assert_eq!(row("note/schema")["compiles"], true);
    assert_eq!(row("note/doctype")["had_doctype"], true);
    // An instance is not rejected by a schema that was not taken.
    assert_eq!(row("note/broken-instance")["verdict"], "none");
    assert_eq!(rows.iter().filter(|row| !row["miss"].is_null()).count(), 4);
}

#[test]
fn a_part_of_the_suite_and_of_the_steps() {
    let (table, rows, _) = run("part", &["--only", "order/", "--stop-after", "generate"]);
    assert_eq!(rows.len(), 5);
    assert!(table.contains("Orders") && !table.contains("Notes"), "{table}");
    assert!(rows.iter().all(|row| row["compiles"].is_null() && row["miss"].is_null()));
    let (table, rows, _) = run("set", &["--set", "Notes", "--stop-after", "generate"]);
    assert_eq!(rows.len(), 12);
    assert!(table.contains("contested, apart"), "{table}");
}

#[test]
fn a_line_that_is_no_test() {
    let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad.jsonl");
    fs::write(&index, "\n{\"id\": 1}\n").expect("an index");
    let output = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .arg("--data")
        .arg(suite())
        .arg("--index")
        .arg(&index)
        .arg("--work")
        .arg(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the harness runs");
    assert!(!output.status.success());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("bad.jsonl:2: this is no test: "), "{message}");
}
