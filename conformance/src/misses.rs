//! The table of misses, as Markdown. What people have written into it is kept: the text at its beginning, and the reasons.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::figures;
use crate::report::{Miss, Row};

/// What stands in the place of a reason that nobody has given.
const NO_REASON: &str = "not known yet";

/// The figures, then a heading for each kind of miss with a row for each test, and contested ones at the end. `before` is
/// what the file has held.
pub(crate) fn table(rows: &[Row], before: &str) -> String {
    let mut text = introduction(before);
    let reasons = reasons(before);
    let _ = writeln!(text, "## Figures\n\n```text\n{}```\n", figures::table(rows, false));
    for miss in Miss::ALL {
        let found: Vec<&Row> = rows.iter().filter(|row| row.miss == Some(miss) && !row.test.contested).collect();
        section(&mut text, &capital(miss.title()), &found, &reasons);
    }
    let contested: Vec<&Row> = rows.iter().filter(|row| row.miss.is_some() && row.test.contested).collect();
    section(&mut text, "Contested tests that are decided otherwise", &contested, &reasons);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn section(text: &mut String, title: &str, rows: &[&Row], reasons: &BTreeMap<&str, &str>) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "## {title}: {}\n\n| test | documents | what happened | reason |\n|---|---|---|---|",
        rows.len()
    );
    for row in rows {
        let id = row.test.id.as_str();
        let documents: Vec<&str> = row.test.instance.iter().chain(&row.test.schemas).map(String::as_str).collect();
        let reason = reasons.get(id).copied().unwrap_or(NO_REASON);
        let _ = writeln!(text, "| {id} | {} | {} | {reason} |", documents.join(" "), cell(&row.message));
    }
    text.push('\n');
}

/// What stands before the first heading of a section.
fn introduction(before: &str) -> String {
    let lines = before.lines().take_while(|line| !line.starts_with("## "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The reasons that rows of tests have, by the test.
fn reasons(before: &str) -> BTreeMap<&str, &str> {
    let rows = before.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<&str>>());
    cells.filter_map(|cells| Some((*cells.first()?, *cells.get(3)?))).collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The lines of a message that say what it is about, in a cell.
fn cell(message: &str) -> String {
    let is_main = |line: &&str| line.starts_with("error") || line.starts_with("warning[");
    let mut lines: Vec<&str> = message.lines().filter(is_main).filter(|line| !line.starts_with("error: ")).collect();
    if lines.is_empty() {
        lines = message.lines().take(1).collect();
    }
    let mut text: String = lines.join("; ").replace('|', "\\|").chars().take(300).collect();
    if text.is_empty() {
        text.push('-');
    }
    text
}
