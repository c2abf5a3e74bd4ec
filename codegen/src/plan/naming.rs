//! Rust names for items: the desired one where it is free, else the next best, always the same.

use std::collections::{BTreeMap, BTreeSet};

/// Names that items must not take, because generated code means something else by them.
const RESERVED: [&str; 22] = [
    "Option",
    "Some",
    "None",
    "Vec",
    "String",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Default",
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Hash",
    "From",
    "TryFrom",
    "TryInto",
    "Into",
    "AsRef",
    "Self_",
];

/// The names taken in each module.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeMap<Option<String>, BTreeSet<String>>,
}

impl Names {
    /// Takes the first candidate that is free, or the last with a number.
    pub(crate) fn claim(&mut self, module: &Option<String>, candidates: &[String]) -> String {
        let taken = self.taken.entry(module.clone()).or_default();
        let free = |name: &String| !taken.contains(name) && !RESERVED.contains(&name.as_str());
        let name = match candidates.iter().find(|name| free(name)) {
            Some(name) => name.clone(),
            None => numbered(candidates.last().map_or("Item", String::as_str), free),
        };
        taken.insert(name.clone());
        name
    }

    /// Takes a name that a user asked for, whatever else has it; says whether it was free.
    pub(crate) fn insist(&mut self, module: &Option<String>, name: &str) -> bool {
        self.taken.entry(module.clone()).or_default().insert(name.to_owned())
    }
}

/// A name among the members of one item.
pub(crate) fn member(taken: &mut BTreeSet<String>, name: String) -> String {
    let name = if taken.contains(&name) { numbered(&name, |candidate| !taken.contains(candidate)) } else { name };
    taken.insert(name.clone());
    name
}

fn numbered(name: &str, free: impl Fn(&String) -> bool) -> String {
    // `Self_` and `self_` need their underscore no more.
    let stem = name.strip_prefix("r#").unwrap_or(name).trim_end_matches('_');
    (2..).map(|number| format!("{stem}{number}")).find(free).unwrap_or_default()
}
