//! The words of an effect: `name word key=value key="value with blanks"`.

use std::fmt;
use std::iter::Peekable;
use std::str::{Chars, FromStr};

use crate::script::ScriptError;

/// The words of an effect, from which those that are understood are taken.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq)]
struct Word {
    /// What stands before `=`.
    key: Option<String>,
    text: String,
}

impl Words {
    pub(super) fn split(text: &str) -> Result<Self, ScriptError> {
        let mut chars = text.chars().peekable();
        let mut words = Vec::new();
        loop {
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
            if chars.peek().is_none() {
                return Ok(Self { words });
            }
            words.push(word(&mut chars)?);
        }
    }

    /// The next word without a key.
    pub(super) fn next(&mut self) -> Option<String> {
        let index = self.words.iter().position(|word| word.key.is_none())?;
        Some(self.words.remove(index).text)
    }

    /// Whether a word is there.
    pub(super) fn flag(&mut self, text: &str) -> bool {
        let index = self.words.iter().position(|word| word.key.is_none() && word.text == text);
        index.map(|index| self.words.remove(index)).is_some()
    }

    /// The text of a key.
    pub(super) fn value(&mut self, key: &str) -> Option<String> {
        let index = self.words.iter().position(|word| word.key.as_deref() == Some(key))?;
        Some(self.words.remove(index).text)
    }

    /// The number of a key.
    pub(super) fn number<N: FromStr>(&mut self, key: &str, expected: &str) -> Result<Option<N>, ScriptError> {
        let Some(text) = self.value(key) else { return Ok(None) };
        let wrong = |_| ScriptError::new(format!("expected {expected} for {key}, found {text:?}"));
        text.parse().map(Some).map_err(wrong)
    }

    /// Refuses what has not been taken.
    pub(super) fn end(&self, effect: &str) -> Result<(), ScriptError> {
        match self.words.first() {
            None => Ok(()),
            Some(word) => Err(ScriptError::new(format!("the effect {effect:?} does not take {:?}", word.to_string()))),
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{key}={}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Reads a word; the text of it may be in quotes, with or without a key.
fn word(chars: &mut Peekable<Chars<'_>>) -> Result<Word, ScriptError> {
    let mut key = None;
    let mut text = String::new();
    loop {
        match chars.next_if(|c| !c.is_whitespace()) {
            None => return Ok(Word { key, text }),
            Some('=') if key.is_none() => key = Some(std::mem::take(&mut text)),
            Some('"') if text.is_empty() => {
                let text = quoted(chars)?;
                return match chars.peek() {
                    Some(c) if !c.is_whitespace() => {
                        Err(ScriptError::new(format!("expected a blank behind the quoted text {text:?}, found {c:?}")))
                    }
                    _ => Ok(Word { key, text }),
                };
            }
            Some(c) => text.push(c),
        }
    }
}

/// Reads a text up to the quote that ends it.
fn quoted(chars: &mut Peekable<Chars<'_>>) -> Result<String, ScriptError> {
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Ok(text),
            '\\' => match chars.next() {
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('t') => text.push('\t'),
                Some(c @ ('"' | '\\')) => text.push(c),
                _ => return Err(ScriptError::new(r#"expected \n, \r, \t, \" or \\ in a quoted text"#)),
            },
            c => text.push(c),
        }
    }
    Err(ScriptError::new(format!("expected a quote at the end of {text:?}")))
}
