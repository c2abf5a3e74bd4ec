//! The regular expressions of XSD 1.0 (Part 2, appendix F), as the facet `pattern` uses them.
//!
//! A [`Pattern`] matches whole texts and never takes more than time proportional to the length of the text: it is run
//! as an automaton that is in several states at once, without going back in the text.
//!
//! Beyond the grammar of the specification, what is common in schemas is understood too: a backslash before any ASCII
//! punctuation (`\/`, `\@`), a hyphen in the middle of a class where it cannot form a range (`[\w-.]`), and `}` by
//! itself; [`Pattern::departure`] tells of the first two. Names match as XML 1.0, fifth edition, has them; categories are
//! those of Unicode 17; blocks go by their names in XSD 1.0 and in Unicode 14.
//!
//! ```
//! use xsd_runtime::pattern::Pattern;
//! let code = Pattern::new("(0x|0X)[0-9A-Fa-f]{1,4}")?;
//! assert!(code.is_match("0x1F") && !code.is_match("0x1Fg"));
//! assert_eq!(Pattern::new("a(b").unwrap_err().to_string(), "position 1: this group is not closed");
//! # Ok::<(), xsd_runtime::pattern::PatternError>(())
//! ```

mod ast;
mod char_set;
mod class;
mod matcher;
mod parser;
mod program;
#[cfg(test)]
mod tests;
mod unicode;
mod unicode_tables;

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use matcher::Matcher;
use parser::Parsed;

/// A compiled regular expression of XSD.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: String,
    matcher: Matcher,
    departure: Option<PatternError>,
}

impl Pattern {
    /// Compiles a regular expression.
    ///
    /// # Errors
    /// If it is none, nests deeper than 250 groups, or its automaton would have more than 100 000 states, as in
    /// `(.{1000}){1000}`.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        let Parsed { root, sets, departure } = parser::parse(source)?;
        let matcher = Matcher::new(program::compile(&root, sets)?);
        Ok(Self { source: source.to_owned(), matcher, departure })
    }

    /// Whether the whole text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.matcher.is_match(text)
    }

    /// What is understood although the grammar of the specification does not have it, and where it first stands.
    pub fn departure(&self) -> Option<&PatternError> {
        self.departure.as_ref()
    }

    /// The number of states of the automaton: how many steps each character of a text can cost.
    pub fn n_states(&self) -> usize {
        self.matcher.n_states()
    }

    /// The regular expression as it was given.
    pub fn as_str(&self) -> &str {
        &self.source
    }
}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(source: &str) -> Result<Self, PatternError> {
        Self::new(source)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

/// A pattern for a `static`, compiled when it is first used.
///
/// It is meant for generated code, whose generator has tried each pattern with [`Pattern::new`]. Should a pattern be
/// wrong nevertheless, it matches every text.
///
/// ```
/// # use xsd_runtime::pattern::LazyPattern;
/// static CODE: LazyPattern = LazyPattern::new(r"[A-Z]{2}\d+");
/// assert!(CODE.is_match("AT1030"));
/// ```
#[derive(Debug)]
pub struct LazyPattern {
    source: &'static str,
    /// Nothing inside if the pattern is wrong.
    compiled: OnceLock<Option<Pattern>>,
}

impl LazyPattern {
    /// A pattern that is not compiled yet.
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// Whether the whole text matches.
    pub fn is_match(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Pattern::new(self.source).ok());
        compiled.as_ref().is_none_or(|pattern| pattern.is_match(text))
    }

    /// The regular expression as it was given.
    pub const fn as_str(&self) -> &'static str {
        self.source
    }
}

/// Why a text is no regular expression of XSD, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    position: usize,
    message: String,
}

impl PatternError {
    #[cold]
    fn new(position: usize, message: impl Into<String>) -> Self {
        Self { position, message: message.into() }
    }

    /// Where the fault is: the number of characters before it.
    pub fn position(&self) -> usize {
        self.position
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "position {}: {}", self.position, self.message)
    }
}

impl std::error::Error for PatternError {}
