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
    // What people have written into it stays.
    fs::copy(suite().join("misses-before.md"), &misses).expect("a table to begin with");
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

/// What the harness says on standard error of an index and a folder that it cannot use.
fn complaint(data: &Path, name: &str, index: &str) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, index).expect("an index");
    let output = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .arg("--data")
        .arg(data)
        .arg("--index")
        .arg(&file)
        .arg("--work")
        .arg(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the harness runs");
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_cannot_be_used_is_named() {
    let message = complaint(&suite(), "bad.jsonl", "\n{\"id\": 1}\n");
    assert!(message.contains("bad.jsonl:2: this is no test: "), "{message}");
    let message = complaint(&suite(), "empty.jsonl", "\n");
    assert!(message.contains("no test of ") && message.contains("empty.jsonl is chosen"), "{message}");
    let message = complaint(&suite().join("nowhere"), "unread.jsonl", "");
    assert!(message.contains("nowhere is no folder"), "{message}");
}

#[test]
fn relative_paths_and_documents_that_are_not_there() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("relative");
    fs::create_dir_all(&folder).expect("a folder");
    let test = |id: &str, schema: &str, expected: &str| {
        format!(
            r#"{{"id": "{id}", "set": "S", "kind": "schema", "schemas": ["{schema}"], "instance": null, "expected": "{expected}"}}"#
        )
    };
    let index = [test("there", "note.xsd", "valid"), test("absent", "absent.xsd", "invalid")].join("\n");
    fs::write(folder.join("index.jsonl"), index).expect("an index");
    fs::copy(suite().join("note.xsd"), folder.join("note.xsd")).expect("a schema");
    fs::copy(suite().join("common.xsd"), folder.join("common.xsd")).expect("a schema");
    let output = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .current_dir(&folder)
        .args(["--data", ".", "--index", "index.jsonl", "--work", "work", "--stop-after", "generate"])
        .output()
        .expect("the harness runs");
    let (table, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 tests name documents that are not there; the first is absent.xsd"), "{said}");
    // What is not there is not rejected.
    let all = table.lines().find(|line| line.starts_with("all")).expect("a line for all");
    assert_eq!(all.split_whitespace().take(4).collect::<Vec<_>>(), ["all", "1/1", "0/0", "0/1"]);
}
