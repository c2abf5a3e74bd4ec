//! Diagnostics: what is wrong with the sources, where, and what to do about it.
//!
//! Every stage pushes into one [`Diagnostics`] and goes on; nothing stops at the first problem. [`Diagnostics::render`]
//! prints them sorted by place, in plain text.

use std::collections::{BTreeMap, BTreeSet};

use crate::options::Rule;
use crate::source::SourceSet;
use crate::span::{FileId, Span};

mod render;
pub(crate) mod rules;
#[cfg(test)]
mod tests;

pub use rules::{CODES, Class, Code};

/// How many diagnostics are kept; more are counted alone.
const MAX_KEPT: usize = 10_000;

/// How many diagnostics are rendered; more are counted alone.
pub const MAX_SHOWN: usize = 100;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it forbids output.
    pub severity: Severity,
    /// A stable kebab-case name, such as `unresolved-type`.
    pub code: &'static str,
    /// One sentence without a full stop.
    pub message: String,
    /// The place that is to be changed.
    pub primary: Option<Span>,
    /// A few words to stand beside the carets.
    pub label: Option<String>,
    /// What else helps, in order.
    pub notes: Vec<Note>,
}

/// Whether a problem forbids output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Output is written all the same.
    Warning,
}

/// An addition to a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Help or mere information.
    pub kind: NoteKind,
    /// One sentence without a full stop.
    pub text: String,
    /// The place it speaks of.
    pub span: Option<Span>,
}

/// Help or mere information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// What the user can do.
    Help,
    /// What the user should know.
    Note,
}

/// All problems found so far, each once.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    seen: BTreeSet<Key>,
    n_errors: usize,
    n_warnings: usize,
    /// How broken rules are taken, by code.
    rules: BTreeMap<String, Rule>,
}

/// What makes two diagnostics the same: code, place, message.
type Key = (&'static str, Option<(u32, usize, usize)>, String);

impl Diagnostic {
    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message.into())
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Diagnostic {
        Diagnostic { severity, code, message, primary: None, label: None, notes: Vec::new() }
    }

    /// Says where.
    pub fn at(mut self, span: &Span) -> Diagnostic {
        self.primary = Some(span.clone());
        self
    }

    /// Puts a few words beside the carets.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Says what to do.
    pub fn help(self, text: impl Into<String>) -> Diagnostic {
        self.with_note(NoteKind::Help, text.into(), None)
    }

    /// Says what to do, and where.
    pub fn help_at(self, text: impl Into<String>, span: &Span) -> Diagnostic {
        self.with_note(NoteKind::Help, text.into(), Some(span.clone()))
    }

    /// Adds information.
    pub fn note(self, text: impl Into<String>) -> Diagnostic {
        self.with_note(NoteKind::Note, text.into(), None)
    }

    /// Adds information about another place.
    pub fn note_at(self, text: impl Into<String>, span: &Span) -> Diagnostic {
        self.with_note(NoteKind::Note, text.into(), Some(span.clone()))
    }

    fn with_note(mut self, kind: NoteKind, text: String, span: Option<Span>) -> Diagnostic {
        self.notes.push(Note { kind, text, span });
        self
    }
}

impl Diagnostics {
    /// No problem yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// No problem yet, and how broken rules are taken, by code. Rules that cannot be relaxed stay as they are.
    pub fn with_rules(rules: &BTreeMap<String, Rule>) -> Diagnostics {
        let is_relaxable = |code: &str| rules::class(code).is_some_and(Class::is_relaxable);
        let rules = rules.iter().filter(|(code, _)| is_relaxable(code)).map(|(code, rule)| (code.clone(), *rule));
        Diagnostics { rules: rules.collect(), ..Diagnostics::default() }
    }

    /// Adds a problem, unless the same one is known already, or the options allow it. Whether it is an error is for the
    /// options to say, so that no stage needs to care.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        match self.rules.get(diagnostic.code) {
            None => {}
            Some(Rule::Error) => diagnostic.severity = Severity::Error,
            Some(Rule::Warning) => diagnostic.severity = Severity::Warning,
            Some(Rule::Allow) => return,
        }
        let place = diagnostic.primary.as_ref().map(|span| (span.file.0, span.range.start, span.range.end));
        if self.list.len() < MAX_KEPT && !self.seen.insert((diagnostic.code, place, diagnostic.message.clone())) {
            return;
        }
        match diagnostic.severity {
            Severity::Error => self.n_errors += 1,
            Severity::Warning => self.n_warnings += 1,
        }
        if self.list.len() < MAX_KEPT {
            self.list.push(diagnostic);
        }
    }

    /// Takes over the errors of another generation, whose documents now have ids from `first` on, each with a note that
    /// says where it comes from.
    pub(crate) fn adopt(&mut self, other: Diagnostics, first: u32, note: &str) {
        let shift = |span: &mut Span| span.file = FileId(span.file.0.saturating_add(first));
        for mut diagnostic in other.list.into_iter().filter(|it| it.severity == Severity::Error) {
            diagnostic.primary.iter_mut().for_each(shift);
            diagnostic.notes.iter_mut().filter_map(|it| it.span.as_mut()).for_each(shift);
            self.push(diagnostic.note(note));
        }
    }

    /// Whether there is any error; warnings do not count.
    pub fn has_errors(&self) -> bool {
        self.n_errors != 0
    }

    /// The number of errors.
    pub fn n_errors(&self) -> usize {
        self.n_errors
    }

    /// The number of warnings.
    pub fn n_warnings(&self) -> usize {
        self.n_warnings
    }

    /// Whether there is neither error nor warning.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The diagnostics, sorted by document and position; those without a place come first.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.list.iter().collect();
        sorted.sort_by_key(|it| it.primary.as_ref().map(Span::sort_key));
        sorted
    }

    /// All diagnostics as text: errors and warnings by place, then a line that counts them. Empty if there is none.
    pub fn render(&self, sources: &SourceSet) -> String {
        render::render(self, sources)
    }
}
