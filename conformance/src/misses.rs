//! The table of misses, as Markdown.

use std::fmt::Write;

use crate::report::{Miss, Row};

/// A heading for each kind of miss, and a row for each test, contested ones behind the others.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    for miss in Miss::ALL {
        let found: Vec<&Row> = rows.iter().filter(|row| row.miss == Some(miss)).collect();
        if found.is_empty() {
            continue;
        }
        let (contested, plain): (Vec<&Row>, Vec<&Row>) = found.into_iter().partition(|row| row.test.contested);
        let _ = writeln!(
            text,
            "## {}: {}\n\n| test | documents | what happened |\n|---|---|---|",
            capital(miss.title()),
            plain.len()
        );
        for row in plain.into_iter().chain(contested) {
            let documents: Vec<&str> = row.test.instance.iter().chain(&row.test.schemas).map(String::as_str).collect();
            let doubt = if row.test.contested { " (contested)" } else { "" };
            let _ = writeln!(text, "| {}{doubt} | {} | {} |", row.test.id, documents.join(" "), cell(&row.message));
        }
        text.push('\n');
    }
    text
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
