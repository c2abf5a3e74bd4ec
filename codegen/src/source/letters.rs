//! File names whose letters differ in case from those that a document writes.
//!
//! Many schemas were made where that makes no difference. A name is taken for another one only if it has no file of its
//! own and the other is the only one that differs in nothing but case, so that the outcome is the same on every system.

use std::collections::{BTreeMap, BTreeSet};

use super::path;

/// The names in a folder.
#[derive(Debug, Clone, Default)]
pub(super) struct Folder {
    names: BTreeSet<String>,
    /// By the name in small letters; `None` where several names come to the same.
    folded: BTreeMap<String, Option<String>>,
}

impl Folder {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Folder {
        let mut folder = Folder::default();
        for name in names {
            // A folder in memory is seen once for each of its documents.
            if folder.names.insert(name.clone()) {
                folder.folded.entry(name.to_lowercase()).and_modify(|it| *it = None).or_insert(Some(name));
            }
        }
        folder
    }

    /// The name that a written one means; the written one if there is no other.
    pub(super) fn actual(&self, name: &str) -> String {
        if self.names.contains(name) {
            return name.to_owned();
        }
        let only = self.folded.get(&name.to_lowercase()).cloned().flatten();
        only.unwrap_or_else(|| name.to_owned())
    }
}

/// The path with the names that files and folders really have. `actual` says for a folder, given as a path that is
/// spelled right and ends with a slash, and a name how the name is spelled there.
pub(super) fn actual(written: &str, mut actual: impl FnMut(&str, &str) -> String) -> String {
    let written = path::normalize(written);
    let (mut found, rest) = match written.find('/') {
        Some(slash) if path::is_absolute(&written) => {
            let (root, rest) = written.split_at(slash + 1);
            (root.to_owned(), rest)
        }
        _ => (String::new(), written.as_str()),
    };
    for part in rest.split('/').filter(|it| !it.is_empty()) {
        if !found.is_empty() && !found.ends_with('/') {
            found.push('/');
        }
        let name = if part == ".." { part.to_owned() } else { actual(&found, part) };
        found.push_str(&name);
    }
    found
}

/// A name for messages with the last parts spelled as those of the path that it stands for.
pub(super) fn spelled_as(name: &str, path: &str) -> String {
    let mut parts: Vec<&str> = name.split('/').collect();
    for (part, actual) in parts.iter_mut().rev().zip(path.rsplit('/')) {
        if part.to_lowercase() != actual.to_lowercase() {
            break;
        }
        *part = actual;
    }
    parts.join("/")
}
