//! Faults by script: what goes wrong with which calls.
//!
#![doc = include_str!("README.md")]

mod active;
mod change;
mod effect;
mod effect_words;
mod parse;
mod rule;
mod substitute;
mod template;
mod words;

pub use effect::{BusyForm, Change, Effect, FaultLayout, Moment, Substitute};
pub use parse::ScriptError;
pub use rule::{Calls, Rule, Script, Subject};

/// The text form of scripts, in Markdown, for those who have no other documentation at hand.
pub const HELP: &str = include_str!("README.md");

pub(crate) use active::{Active, Plan};
pub(crate) use change::apply;
pub(crate) use substitute::answer;
