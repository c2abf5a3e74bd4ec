//! Tests of the text of diagnostics.

use super::{Diagnostic, Diagnostics};
use crate::source::SourceSet;
use crate::span::{FileId, Span};

fn sources(text: &str) -> SourceSet {
    let mut sources = SourceSet::default();
    sources.add("a.xsd".to_owned(), Some("a.xsd".into()), text.to_owned());
    sources
}

fn render(text: &str, diagnostics: Vec<Diagnostic>) -> String {
    let mut all = Diagnostics::new();
    diagnostics.into_iter().for_each(|it| all.push(it));
    all.render(&sources(text))
}

fn span(start: usize, end: usize) -> Span {
    Span::new(FileId(0), start..end)
}

#[test]
fn nothing() {
    assert_eq!(render("", Vec::new()), "");
}

#[test]
fn everything_sorted_by_place_and_each_once() {
    let second =
        Diagnostic::warning("b", "second").at(&span(8, 11)).label("label").help("do this").note_at("see", &span(0, 1));
    let first = Diagnostic::error("a", "first").at(&span(0, 3));
    let expected = "\
error[a]: first
 --> a.xsd:1:1
  |
1 | one
  | ^^^

warning[b]: second
 --> a.xsd:3:1
  |
3 | three
  | ^^^ label
  |
help: do this
note: see
 --> a.xsd:1:1

error: 1 problem and 1 warning in 1 document; nothing was written
";
    assert_eq!(render("one\ntwo\nthree\n", vec![second.clone(), first, second]), expected);
}

#[test]
fn the_gutter_is_as_wide_as_the_longest_number() {
    let text = "x\n".repeat(12);
    let expected = "\
error[a]: b
  --> a.xsd:2:1
   |
 2 | x
   | ^
   |
note: c
  --> a.xsd:12:1

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(render(&text, vec![Diagnostic::error("a", "b").at(&span(2, 3)).note_at("c", &span(22, 23))]), expected);
}

#[test]
fn tabs_other_letters_and_several_lines() {
    let text = "\tä<b\n/>";
    let expected = "\
error[a]: b
 --> a.xsd:1:3
  |
1 |     ä<b
  |      ^^

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(render(text, vec![Diagnostic::error("a", "b").at(&span(3, 8))]), expected);
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!("{}HERE{}", "a".repeat(500), "b".repeat(500));
    let rendered = render(&text, vec![Diagnostic::error("a", "b").at(&span(500, 504))]);
    let lines: Vec<&str> = rendered.lines().collect();
    let expected = format!("1 | …{}HERE{}…", "a".repeat(70), "b".repeat(34));
    assert_eq!(lines.get(3).copied(), Some(expected.as_str()));
    let carets = format!("  | {}^^^^", " ".repeat(71));
    assert_eq!(lines.get(4).copied(), Some(carets.as_str()));
}

#[test]
fn names_cannot_fake_lines() {
    let rendered = render("", vec![Diagnostic::error("a", "x\nerror: y")]);
    assert!(rendered.starts_with("error[a]: x error: y\n"), "{rendered}");
}

#[test]
fn errors_are_shown_before_warnings_are() {
    let text = "x".repeat(400);
    let warnings = (0..200).map(|idx| Diagnostic::warning("w", "w").at(&span(idx, idx + 1)));
    let errors = (200..260).map(|idx| Diagnostic::error("e", "e").at(&span(idx, idx + 1)));
    let rendered = render(&text, warnings.chain(errors).collect());
    assert_eq!(rendered.matches("error[e]").count(), 60);
    assert_eq!(rendered.matches("warning[w]").count(), 40);
    assert!(rendered.ends_with(
        "note: 160 more not shown\n\nerror: 60 problems and 200 warnings in 1 document; nothing was written\n"
    ));
}
