//! Rules: which calls, and what becomes of them.

use std::fmt;
use std::str::FromStr;

use crate::script::{Effect, ScriptError, parse};

/// Rules, in order, as the [text](crate::script) has them.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Script {
    /// The rules.
    pub rules: Vec<Rule>,
    /// Where chance begins, for rules that go by [probability](Calls::Probability).
    pub seed: Option<u64>,
}

/// A rule of a script.
///
/// ```
/// use std::time::Duration;
/// use ews_im_simulator::script::{Calls, Effect, Rule, Subject};
///
/// let rule: Rule = "AddImGroup#2: delay 200ms".parse()?;
/// let effect = Effect::Delay(Duration::from_millis(200));
/// assert_eq!(rule, Rule::new(Subject::operation("AddImGroup")?, Calls::Nth { first: 2, last: 2 }, effect));
/// # Ok::<(), ews_im_simulator::script::ScriptError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Rule {
    /// What is counted.
    pub subject: Subject,
    /// Which of them.
    pub calls: Calls,
    /// What becomes of them.
    pub effect: Effect,
}

impl Rule {
    /// A rule.
    pub fn new(subject: Subject, calls: Calls, effect: Effect) -> Self {
        Self { subject, calls, effect }
    }
}

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// All calls.
    Any,
    /// The calls of an operation.
    Operation(&'static str),
    /// Connections, when they are accepted: they can be dropped and nothing else.
    Connection,
}

impl Subject {
    /// The calls of an operation, by its name.
    ///
    /// # Errors
    /// If there is no such operation.
    pub fn operation(name: &str) -> Result<Self, ScriptError> {
        parse::operation(name)
    }
}

/// Which calls of its subject a rule is about. They are counted from 1, from when the rule was added.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Calls {
    /// Each.
    All,
    /// Some in a row.
    Nth {
        /// The first of them.
        first: u64,
        /// The last of them.
        last: u64,
    },
    /// Each whose number is a multiple of this.
    Every(u64),
    /// Each with a probability between 0 and 1.
    Probability(f64),
}

impl FromStr for Script {
    type Err = ScriptError;

    fn from_str(text: &str) -> Result<Self, ScriptError> {
        parse::script(text)
    }
}

impl FromStr for Rule {
    type Err = ScriptError;

    fn from_str(text: &str) -> Result<Self, ScriptError> {
        parse::rule(text)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "*",
            Self::Operation(name) => name,
            Self::Connection => "connection",
        })
    }
}
