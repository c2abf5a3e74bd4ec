//! Scripts in text form.

use std::fmt;
use std::str::FromStr;

use crate::script::template::OPERATIONS;
use crate::script::words::Words;
use crate::script::{Calls, Effect, Moment, Rule, Script, Subject, effect_words};

/// What is wrong with a script, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptError {
    line: Option<usize>,
    problem: String,
}

impl ScriptError {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        Self { line: None, problem: problem.into() }
    }

    /// The line of the script, counted from 1; `None` if the error is of a single rule.
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.problem),
            None => f.write_str(&self.problem),
        }
    }
}

impl std::error::Error for ScriptError {}

pub(super) fn script(text: &str) -> Result<Script, ScriptError> {
    let mut script = Script::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parsed = match line.strip_prefix("seed ") {
            Some(seed) => number(seed.trim(), "a seed like 42").map(|seed| script.seed = Some(seed)),
            None => rule(line).map(|rule| script.rules.push(rule)),
        };
        parsed.map_err(|error| ScriptError { line: Some(index + 1), ..error })?;
    }
    Ok(script)
}

pub(super) fn rule(text: &str) -> Result<Rule, ScriptError> {
    let Some((which, effect)) = text.split_once(':') else {
        return Err(ScriptError::new(format!("expected a rule like \"AddImGroup#2: 503\", found {text:?}")));
    };
    let which = which.trim();
    let (name, selector) = which.split_at(which.find(['#', '%', '?']).unwrap_or(which.len()));
    let subject = match name.trim_end() {
        "*" => Subject::Any,
        "connection" => Subject::Connection,
        name => operation(name)?,
    };
    let calls = calls(selector)?;
    let effect = effect_words::effect(&mut Words::split(effect)?)?;
    if subject == Subject::Connection && effect != Effect::Drop(Moment::Before) {
        return Err(ScriptError::new("a connection can be dropped and nothing else: expected \"drop\""));
    }
    Ok(Rule { subject, calls, effect })
}

/// The calls of an operation, by its name.
pub(super) fn operation(name: &str) -> Result<Subject, ScriptError> {
    if let Some((known, _)) = OPERATIONS.iter().find(|(known, _)| *known == name) {
        return Ok(Subject::Operation(known));
    }
    let same = OPERATIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let advice = match same {
        Some((known, _)) => format!("did you mean {known}?"),
        None => "expected one of the thirteen, such as AddImGroup, or \"*\" or \"connection\"".to_owned(),
    };
    Err(ScriptError::new(format!("there is no operation {name:?}: {advice}")))
}

/// What stands behind the name of the operation.
fn calls(selector: &str) -> Result<Calls, ScriptError> {
    let Some((kind, rest)) = selector.split_at_checked(1) else { return Ok(Calls::All) };
    let rest = rest.trim();
    match kind {
        "#" => {
            let (first, last) = rest.split_once('-').map_or((rest, None), |(first, last)| (first, Some(last)));
            let expected = "the number of a call like #2, or some like #2-4 or #2-";
            let first = number(first.trim(), expected)?;
            let last = match last.map(str::trim) {
                None => first,
                Some("") => u64::MAX,
                Some(last) => number(last, expected)?,
            };
            if first == 0 || last < first {
                return Err(ScriptError::new(format!("expected {expected}, counted from 1, found {selector:?}")));
            }
            Ok(Calls::Nth { first, last })
        }
        "%" => match number(rest, "how many calls apart, like %10")? {
            0 => Err(ScriptError::new("expected how many calls apart, from 1 on, found 0")),
            n => Ok(Calls::Every(n)),
        },
        _ => match rest.parse() {
            Ok(probability) if (0.0..=1.0).contains(&probability) => Ok(Calls::Probability(probability)),
            _ => Err(ScriptError::new(format!("expected a probability from 0 to 1 like ?0.25, found {selector:?}"))),
        },
    }
}

/// A number, or an error that says what was expected.
pub(super) fn number<N: FromStr>(text: &str, expected: &str) -> Result<N, ScriptError> {
    text.parse().map_err(|_| ScriptError::new(format!("expected {expected}, found {text:?}")))
}
