//! Diagnostics as plain text, with the source line and carets.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Diagnostic, Diagnostics, MAX_SHOWN, NoteKind, Severity, rules};
use crate::source::{Source, SourceSet};
use crate::span::Span;

/// The longest part of a source line that is shown.
const MAX_LINE: usize = 110;

/// The width that a tab is given.
const TAB: &str = "    ";

pub(super) fn render(diagnostics: &Diagnostics, sources: &SourceSet) -> String {
    let mut out = String::new();
    let sorted = diagnostics.sorted();
    if sorted.is_empty() {
        return out;
    }
    // Warnings never push errors off the end.
    let of = |severity| sorted.iter().copied().filter(move |it| it.severity == severity);
    let mut shown: Vec<_> = of(Severity::Error).chain(of(Severity::Warning)).take(MAX_SHOWN).collect();
    shown.sort_by_key(|it| it.primary.as_ref().map(Span::sort_key));
    let mut helped = BTreeSet::new();
    for diagnostic in &shown {
        // How a rule is relaxed is said once.
        let help = relaxing(diagnostic).filter(|_| helped.insert(diagnostic.code));
        render_one(&mut out, diagnostic, help, sources);
        out.push('\n');
    }
    let n_all = diagnostics.n_errors() + diagnostics.n_warnings();
    if shown.len() < n_all {
        let _ = writeln!(out, "note: {} more not shown\n", n_all - shown.len());
    }
    let _ = writeln!(out, "{}", summary(diagnostics, sources));
    out
}

fn summary(diagnostics: &Diagnostics, sources: &SourceSet) -> String {
    let documents = count(sources.iter().filter(|(_, source)| source.path().is_some()).count(), "document");
    let errors = count(diagnostics.n_errors(), "problem");
    let warnings = count(diagnostics.n_warnings(), "warning");
    match (diagnostics.n_errors(), diagnostics.n_warnings()) {
        (0, _) => format!("warning: {warnings} in {documents}"),
        (_, 0) => format!("error: {errors} in {documents}; nothing was written"),
        (_, _) => format!("error: {errors} and {warnings} in {documents}; nothing was written"),
    }
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// How to go on in spite of an error, if the option `rules` can take it for less.
fn relaxing(diagnostic: &Diagnostic) -> Option<String> {
    let class = rules::class(diagnostic.code).filter(|_| diagnostic.severity == Severity::Error)?;
    let outcome = class.outcome()?;
    Some(format!("to go on all the same, write `{} = \"warning\"` under [rules]; {outcome}", diagnostic.code))
}

fn render_one(out: &mut String, diagnostic: &Diagnostic, relaxing: Option<String>, sources: &SourceSet) {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let _ = writeln!(out, "{severity}[{}]: {}", diagnostic.code, one_line(&diagnostic.message));
    let spans = diagnostic.primary.iter().chain(diagnostic.notes.iter().filter_map(|it| it.span.as_ref()));
    let last_line = spans.filter_map(|span| sources.position(span)).map(|position| position.line).max();
    let width = last_line.unwrap_or(1).to_string().len();
    if let Some(span) = &diagnostic.primary {
        render_place(out, width, span, sources);
        if let Some(source) = sources.get(span.file) {
            render_snippet(out, width, source, span, diagnostic.label.as_deref().unwrap_or(""));
            if !diagnostic.notes.is_empty() || relaxing.is_some() {
                let _ = writeln!(out, "{:width$} |", "");
            }
        }
    }
    for note in &diagnostic.notes {
        let kind = match note.kind {
            NoteKind::Help => "help",
            NoteKind::Note => "note",
        };
        let _ = writeln!(out, "{kind}: {}", one_line(&note.text));
        if let Some(span) = &note.span {
            render_place(out, width, span, sources);
        }
    }
    if let Some(text) = relaxing {
        let _ = writeln!(out, "help: {text}");
    }
}

fn render_place(out: &mut String, width: usize, span: &Span, sources: &SourceSet) {
    if let Some(position) = sources.position(span) {
        let _ = writeln!(out, "{:width$}--> {}:{}:{}", "", position.name, position.line, position.column);
    }
}

fn render_snippet(out: &mut String, width: usize, source: &Source, span: &Span, label: &str) {
    let (line, start) = source.line_of(span.range.start);
    let text = source.line_text(line);
    // A span of several lines is underlined to the end of its first line.
    let end = span.range.end.saturating_sub(start).min(text.len());
    let begin = (span.range.start - start).min(end);
    let before = printable(text.get(..begin).unwrap_or(""));
    let marked = printable(text.get(begin..end).unwrap_or(""));
    let after = printable(text.get(end..).unwrap_or(""));

    let (before, marked, after) = cut(before, marked, after);
    let indent = " ".repeat(before.chars().count());
    let carets = "^".repeat(marked.chars().count().max(1));
    let _ = writeln!(out, "{:width$} |", "");
    let _ = writeln!(out, "{line:width$} | {}", format!("{before}{marked}{after}").trim_end());
    let _ = writeln!(out, "{:width$} | {}", "", format!("{indent}{carets} {}", one_line(label)).trim_end());
}

/// Shortens a long line around what is marked.
fn cut(before: String, marked: String, after: String) -> (String, String, String) {
    let n_all = before.chars().count() + marked.chars().count() + after.chars().count();
    if n_all <= MAX_LINE {
        return (before, marked, after);
    }
    let marked = head(&marked, MAX_LINE - 20);
    let room = MAX_LINE.saturating_sub(marked.chars().count());
    let n_after = after.chars().count().min(room / 3);
    let n_before = room - n_after;
    (tail(&before, n_before), marked, head(&after, n_after))
}

fn head(text: &str, n: usize) -> String {
    if text.chars().count() <= n {
        return text.to_owned();
    }
    text.chars().take(n.saturating_sub(1)).chain(['…']).collect()
}

fn tail(text: &str, n: usize) -> String {
    let n_chars = text.chars().count();
    if n_chars <= n {
        return text.to_owned();
    }
    ['…'].into_iter().chain(text.chars().skip(n_chars - n.saturating_sub(1))).collect()
}

/// The text with tabs widened and other control characters made visible.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str(TAB),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The text without line breaks, so that names from a document cannot fake a message.
fn one_line(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.to_owned();
    }
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
