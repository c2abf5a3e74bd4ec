//! Names that the options give: by a key that speaks of one thing, or by a pattern that speaks of many.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::keys::Key;
use super::{patterns, words};
use crate::diag::{Diagnostic, Diagnostics};

/// A name that the options give.
#[derive(Debug)]
pub(crate) struct Given {
    text: String,
    /// Whether a key speaks of this one thing, so that the user insists on the name.
    pub(crate) is_exact: bool,
}

impl Given {
    /// The name for an item, a variant or a value: as the user wrote it, or made of a template.
    pub(crate) fn camel(&self) -> String {
        if self.is_exact { self.text.clone() } else { words::camel(&self.text) }
    }

    /// The name for a member.
    pub(crate) fn snake(&self) -> String {
        words::snake(self.plain())
    }

    /// The text without the mark of a raw name.
    pub(crate) fn plain(&self) -> &str {
        self.text.strip_prefix("r#").unwrap_or(&self.text)
    }
}

/// The option `names`.
#[derive(Debug)]
pub(crate) struct Renames<'a> {
    names: &'a BTreeMap<String, String>,
    /// In the order in which they are tried.
    patterns: Vec<Pattern<'a>>,
    /// The keys that have had an effect.
    used: RefCell<BTreeSet<&'a str>>,
    /// Names of members on which the user insists: the owner and the name, and the key.
    asked: RefCell<BTreeMap<(String, String), &'a str>>,
    /// Names that members got: the owner and the name, and the member.
    claimed: RefCell<BTreeMap<(String, String), String>>,
    /// Names that more than one member wanted.
    clashes: RefCell<BTreeSet<(String, String)>>,
    problems: RefCell<Vec<Diagnostic>>,
}

#[derive(Debug)]
struct Pattern<'a> {
    text: &'a str,
    key: Key<'a>,
    template: &'a str,
}

impl<'a> Pattern<'a> {
    /// What the `*` of its last part stand for, if it speaks of a thing.
    fn captures<'t>(&self, of: &Key<'t>) -> Option<Vec<&'t str>> {
        // With one name for everything, `*` is no run of characters but the wildcard itself, or the value.
        let is_literal = |part| matches!(part, "*" | "@*") && !self.template.contains('*');
        let fits = match (self.key, *of) {
            (Key::Member(_, part), Key::Member(_, text)) => match text {
                "choice" | "content()" | "order()" | "text()" => part == text,
                "*" | "@*" => part == text && is_literal(part),
                _ => !is_literal(part),
            },
            (Key::Value(_, part), Key::Value(_, text)) => part == text || !is_literal(part),
            _ => true,
        };
        if fits { self.key.captures(of) } else { None }
    }
}

impl<'a> Renames<'a> {
    pub(crate) fn new(names: &'a BTreeMap<String, String>) -> Self {
        let with_star = names.iter().filter(|(text, _)| text.contains('*'));
        let mut patterns: Vec<Pattern<'a>> =
            with_star.map(|(text, template)| Pattern { text, key: Key::new(text), template }).collect();
        // The sort is stable, so that of equals the first in the order of texts comes first.
        patterns.sort_by_key(|pattern| std::cmp::Reverse(patterns::weight(pattern.text)));
        Self {
            names,
            patterns,
            used: RefCell::default(),
            asked: RefCell::default(),
            claimed: RefCell::default(),
            clashes: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    /// The name on which the user insists for a thing.
    pub(crate) fn exact(&self, key: &str) -> Option<Given> {
        let (text, name) = self.names.get_key_value(key).filter(|(_, name)| !name.contains('*'))?;
        self.used.borrow_mut().insert(text);
        Some(Given { text: name.clone(), is_exact: true })
    }

    /// The name that the best of the patterns makes for a thing.
    pub(crate) fn by_pattern(&self, key: &str) -> Option<Given> {
        let of = Key::new(key);
        let (pattern, captures) = self.patterns.iter().find_map(|pattern| Some((pattern, pattern.captures(&of)?)))?;
        self.used.borrow_mut().insert(pattern.text);
        let text = patterns::substitute(pattern.template, &captures);
        if !words::is_name(&text) {
            let message =
                format!("the name that `{}` gives to `{key}` is `{text}`, which is no Rust name", pattern.text);
            let help = format!("give it a name of its own in [names]: `\"{key}\" = \"…\"`");
            self.problems.borrow_mut().push(Diagnostic::error("bad-name", message).help(help));
            return None;
        }
        Some(Given { text, is_exact: false })
    }

    /// The name that the options give to a thing.
    pub(crate) fn get(&self, key: &str) -> Option<Given> {
        self.exact(key).or_else(|| self.by_pattern(key))
    }

    /// Whether a key has had an effect.
    pub(crate) fn is_used(&self, key: &str) -> bool {
        self.used.borrow().contains(key)
    }

    /// Notes that the user insists on a name among the members of a component.
    pub(crate) fn ask(&self, owner: &str, name: &str, key: &str) {
        if let Some((key, _)) = self.names.get_key_value(key) {
            self.asked.borrow_mut().insert((owner.to_owned(), name.to_owned()), key);
        }
    }

    /// Notes that a member of a component wanted a name, and whether it was free. Members that options write alike, such
    /// as two choices of one type, share what they want.
    pub(crate) fn note_claim(&self, owner: &str, member: &str, wanted: &str, is_free: bool) {
        let claim = (owner.to_owned(), wanted.to_owned());
        if is_free {
            self.claimed.borrow_mut().insert(claim, member.to_owned());
        } else if self.claimed.borrow().get(&claim).is_some_and(|other| other != member) {
            self.clashes.borrow_mut().insert(claim);
        }
    }

    /// Reports templates that made no name, and members that cannot have the name that was asked for.
    pub(crate) fn report(&self, diagnostics: &mut Diagnostics) {
        self.problems.borrow_mut().drain(..).for_each(|problem| diagnostics.push(problem));
        let asked = self.asked.borrow();
        for clash @ (owner, name) in &*self.clashes.borrow() {
            if let Some(key) = asked.get(clash) {
                let message = format!(
                    "the configuration gives `{key}` the name `{name}`, which another member of `{owner}` has too"
                );
                let help = "give one of them another name in [names]";
                diagnostics.push(Diagnostic::error("duplicate-name", message).help(help));
            }
        }
    }
}
