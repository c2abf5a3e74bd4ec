//! The paths of selectors and fields: a small part of XPath (XSD 1.0 Part 1, 3.11.6).
//!
//! ```text
//! selector  ::= path ( '|' path )*
//! path      ::= './/'? step ( '/' step )*
//! step      ::= '.' | nametest | 'child' '::' nametest
//! nametest  ::= name | '*' | prefix ':' '*'
//! ```
//!
//! The last step of a field may be `'@' nametest` or `'attribute' '::' nametest`. Blanks may stand between tokens.

use std::ops::Range;

use super::ast::{NameTest, Path, XPath};
use super::names::is_nc_name;
use crate::components::QName;

/// How many steps an expression may have: each of them costs when types are generated and when documents are read.
const MAX_STEPS: usize = 100;

/// What an expression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It leads to elements.
    Selector,
    /// It leads to an element or an attribute.
    Field,
}

/// What is wrong with an expression, and where in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) label: String,
    pub(super) range: Range<usize>,
    /// Whether a prefix means nothing; else the expression is none.
    pub(super) is_prefix: bool,
}

/// Parses an expression. `namespace` tells what a prefix is bound to; names without prefix are in no namespace.
pub(super) fn parse(
    text: &str,
    purpose: Purpose,
    namespace: impl Fn(&str) -> Option<String>,
) -> Result<XPath, Problem> {
    let mut parser = Parser { text, at: 0, purpose, namespace, n_steps: 0 };
    let mut paths = vec![parser.path()?];
    while parser.take("|") {
        paths.push(parser.path()?);
    }
    match parser.rest() {
        "" => Ok(XPath { written: text.to_owned(), paths }),
        rest if rest.starts_with("//") => Err(parser.unexpected("`//` may stand at the beginning alone, as `.//`")),
        _ => Err(parser.unexpected("expected `/`, `|` or the end")),
    }
}

struct Parser<'t, F> {
    text: &'t str,
    at: usize,
    purpose: Purpose,
    namespace: F,
    n_steps: usize,
}

impl<'t, F: Fn(&str) -> Option<String>> Parser<'t, F> {
    fn path(&mut self) -> Result<Path, Problem> {
        let mut path = Path { is_anywhere: false, steps: Vec::new(), attribute: None };
        let start = self.at;
        if self.take(".") && self.take("//") {
            path.is_anywhere = true;
        } else {
            self.at = start;
        }
        loop {
            self.n_steps += 1;
            if self.n_steps > MAX_STEPS {
                return Err(self.unexpected(&format!("more than {MAX_STEPS} steps are not supported")));
            }
            if self.take("@") || self.axis("attribute") {
                if self.purpose == Purpose::Selector {
                    return Err(self.problem(start..self.at, "a selector leads to elements, not to an attribute"));
                }
                path.attribute = Some(self.name_test()?);
                if self.rest().starts_with('/') {
                    return Err(self.unexpected("nothing follows an attribute"));
                }
                return Ok(path);
            }
            if self.axis("child") || !self.rest().starts_with('.') {
                path.steps.push(self.name_test()?);
            } else if !self.rest().starts_with("..") {
                self.take(".");
            } else {
                return Err(self.unexpected("there is no way up"));
            }
            if self.rest().starts_with("//") || !self.take("/") {
                return Ok(path);
            }
        }
    }

    fn name_test(&mut self) -> Result<NameTest, Problem> {
        if self.take("*") {
            return Ok(NameTest::Any);
        }
        let start = self.begin();
        let name = word(self.rest());
        if name.is_empty() {
            let is_root = self.rest().starts_with('/');
            return Err(self.unexpected(if is_root {
                "a path begins with `.//`, `.` or a name"
            } else {
                "expected a name or `*`"
            }));
        }
        self.at = start + name.len();
        let (prefix, local) = match self.text.get(self.at..).and_then(|rest| rest.strip_prefix(':')) {
            // An axis: `::` does not belong to a name.
            Some(rest) if rest.starts_with(':') => {
                self.at = start;
                return Err(self.unexpected(&format!("the axis `{name}` is not among those allowed here")));
            }
            Some(rest) => {
                self.at += 1;
                let local = if rest.starts_with('*') { "*" } else { word(rest) };
                self.at += local.len();
                (Some(name), local)
            }
            None => (None, name),
        };
        let range = start..self.at;
        if prefix.is_some_and(|prefix| !is_nc_name(prefix)) || !(local == "*" || is_nc_name(local)) {
            return Err(self.problem(range, "this is no name"));
        }
        if self.rest().starts_with('(') {
            return Err(self.problem(range, "neither functions nor node types are allowed here"));
        }
        let namespace = match prefix {
            None => None,
            Some(prefix) => match (self.namespace)(prefix) {
                Some(uri) => Some(uri),
                None => {
                    let message = format!("the prefix `{prefix}` is not declared");
                    let label = format!("no `xmlns:{prefix}` in scope");
                    return Err(Problem { message, label, range, is_prefix: true });
                }
            },
        };
        Ok(match (local, namespace) {
            ("*", Some(uri)) => NameTest::Namespace(uri),
            (local, namespace) => NameTest::Name(QName { namespace, local: local.to_owned() }),
        })
    }

    /// Takes an axis with its `::`; a child may be called like an axis.
    fn axis(&mut self, name: &str) -> bool {
        let start = self.at;
        if self.take(name) && self.take("::") {
            return true;
        }
        self.at = start;
        false
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at = self.begin() + token.len();
        }
        found
    }

    /// What follows, blanks left out.
    fn rest(&self) -> &'t str {
        self.text.get(self.begin()..).unwrap_or("")
    }

    /// Where the next token begins.
    fn begin(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or("");
        self.text.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
    }

    /// The next token is wrong.
    fn unexpected(&self, label: &str) -> Problem {
        let (start, rest) = (self.begin(), self.rest());
        let length = if rest.starts_with("//") || rest.starts_with("..") {
            2
        } else {
            word(rest).len().max(rest.chars().next().map_or(0, char::len_utf8))
        };
        // At the end there is no token: then the whole is shown.
        let range = if length > 0 { start..start + length } else { 0..self.text.len() };
        self.problem(range, label)
    }

    fn problem(&self, range: Range<usize>, label: &str) -> Problem {
        let (what, rule) = match self.purpose {
            Purpose::Selector => ("a selector", "c-selector-xpath"),
            Purpose::Field => ("a field", "c-fields-xpaths"),
        };
        let message = format!("`{}` is no path of {what} ({rule})", self.text);
        Problem { message, label: label.to_owned(), range, is_prefix: false }
    }
}

/// The characters of a name at the beginning of a text, whether or not they make one.
fn word(text: &str) -> &str {
    let is_end = |c: char| c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    text.get(..text.find(is_end).unwrap_or(text.len())).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, purpose: Purpose) -> Result<XPath, Problem> {
        parse(text, purpose, |prefix| (prefix == "p").then(|| "urn:p".to_owned()))
    }

    /// An expression spelled out again.
    fn shown(text: &str, purpose: Purpose) -> String {
        let test = |test: &NameTest| match test {
            NameTest::Any => "*".to_owned(),
            NameTest::Namespace(uri) => format!("{{{uri}}}*"),
            NameTest::Name(name) => match &name.namespace {
                Some(uri) => format!("{{{uri}}}{}", name.local),
                None => name.local.clone(),
            },
        };
        let path = |path: &Path| {
            let mut steps: Vec<String> = path.steps.iter().map(test).collect();
            steps.extend(path.attribute.iter().map(|it| format!("@{}", test(it))));
            format!("{}{}", if path.is_anywhere { ".//" } else { "" }, steps.join("/"))
        };
        match parsed(text, purpose) {
            Ok(xpath) => xpath.paths.iter().map(path).collect::<Vec<_>>().join(" | "),
            Err(problem) => format!("{} [{}]", problem.label, text.get(problem.range).unwrap_or("?")),
        }
    }

    #[test]
    fn what_selectors_may_say() {
        for (text, expected) in [
            (".", ""),
            ("a", "a"),
            ("./a", "a"),
            ("a/./b/.", "a/b"),
            (".//a", ".//a"),
            (". // a", ".//a"),
            (".//.", ".//"),
            ("p:a/*/p:*", "{urn:p}a/*/{urn:p}*"),
            (" a / b | .//c\n|d ", "a/b | .//c | d"),
            ("child::a/child :: p:b", "a/{urn:p}b"),
            ("child/child::child/attribute", "child/child/attribute"),
            ("a.b-c_d/é", "a.b-c_d/é"),
        ] {
            assert_eq!(shown(text, Purpose::Selector), expected, "{text}");
        }
    }

    #[test]
    fn what_fields_may_say() {
        for (text, expected) in [
            ("@a", "@a"),
            ("@*", "@*"),
            ("@p:*", "@{urn:p}*"),
            ("a/@ p:b", "a/@{urn:p}b"),
            (".//@a", ".//@a"),
            ("attribute::a | child::b", "@a | b"),
            ("./attribute", "attribute"),
        ] {
            assert_eq!(shown(text, Purpose::Field), expected, "{text}");
        }
    }

    #[test]
    fn what_neither_may_say() {
        for (text, expected) in [
            ("", "expected a name or `*` []"),
            ("/a", "a path begins with `.//`, `.` or a name [/]"),
            ("//a", "a path begins with `.//`, `.` or a name [//]"),
            ("a//b", "`//` may stand at the beginning alone, as `.//` [//]"),
            (".//", "expected a name or `*` [.//]"),
            ("a/", "expected a name or `*` [a/]"),
            ("a|", "expected a name or `*` [a|]"),
            ("a b", "expected `/`, `|` or the end [b]"),
            ("../a", "there is no way up [..]"),
            ("a[1]", "expected `/`, `|` or the end [[]"),
            ("text()", "neither functions nor node types are allowed here [text]"),
            ("parent::a", "the axis `parent` is not among those allowed here [parent]"),
            ("q:a", "no `xmlns:q` in scope [q:a]"),
            ("1a", "this is no name [1a]"),
            ("p:", "this is no name [p:]"),
            ("p: a", "this is no name [p:]"),
            (":a", "expected a name or `*` [:]"),
            ("'a'", "expected a name or `*` [']"),
        ] {
            assert_eq!(shown(text, Purpose::Selector), expected, "{text}");
            assert_eq!(shown(text, Purpose::Field), expected, "{text}");
        }
        assert_eq!(shown("@a", Purpose::Selector), "a selector leads to elements, not to an attribute [@]");
        assert_eq!(shown("a/@b/c", Purpose::Field), "nothing follows an attribute [/]");
        assert_eq!(shown("@@a", Purpose::Field), "expected a name or `*` [@]");
    }

    #[test]
    fn an_expression_does_not_grow_without_bound() {
        let text = vec!["a"; 1_000].join("|");
        assert!(shown(&text, Purpose::Selector).starts_with("more than 100 steps are not supported"));
    }
}
