//! How options name components: `t:ItemIdType`, with a prefix and wildcards.

use std::collections::BTreeMap;

use crate::components::model::{Components, QName};
use crate::options::Options;

/// Prefixes for namespace names.
#[derive(Debug)]
pub(crate) struct Prefixes {
    by_uri: BTreeMap<String, String>,
}

impl Prefixes {
    /// The prefixes of the options, then those of the documents; `ns1`, `ns2` where neither has one.
    pub(crate) fn new(components: &Components, options: &Options) -> Self {
        let mut by_uri = BTreeMap::from([(crate::source::XML_NAMESPACE.to_owned(), "xml".to_owned())]);
        for (prefix, uri) in &options.prefixes {
            by_uri.insert(uri.clone(), prefix.clone());
        }
        let mut number = 0;
        for namespace in &components.namespaces {
            let Some(uri) = &namespace.uri else { continue };
            if by_uri.contains_key(uri) {
                continue;
            }
            let free = |prefix: &str, by_uri: &BTreeMap<String, String>| {
                is_prefix(prefix) && !by_uri.values().any(|taken| taken == prefix)
            };
            let prefix = match &namespace.prefix {
                Some(prefix) if free(prefix, &by_uri) => prefix.clone(),
                _ => loop {
                    number += 1;
                    let prefix = format!("ns{number}");
                    if free(&prefix, &by_uri) {
                        break prefix;
                    }
                },
            };
            by_uri.insert(uri.clone(), prefix);
        }
        Self { by_uri }
    }

    /// The prefix of a namespace.
    pub(crate) fn get(&self, uri: &str) -> Option<&str> {
        self.by_uri.get(uri).map(String::as_str)
    }

    /// A name as options and documentation write it.
    pub(crate) fn show(&self, name: &QName) -> String {
        match name.namespace.as_deref().and_then(|uri| self.get(uri)) {
            Some(prefix) => format!("{prefix}:{}", name.local),
            None => name.local.clone(),
        }
    }

    /// The namespace of a prefix.
    pub(crate) fn uri(&self, prefix: &str) -> Option<&str> {
        self.by_uri.iter().find(|(_, known)| *known == prefix).map(|(uri, _)| uri.as_str())
    }
}

/// Whether the writer can use a prefix.
fn is_prefix(prefix: &str) -> bool {
    // The writer makes `q1` for qualified names and `any1` for attributes of wildcards.
    let is_numbered = |stem: &str| {
        prefix
            .strip_prefix(stem)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let reserved = prefix.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("xml"))
        || prefix == "xsi"
        || is_numbered("q")
        || is_numbered("any");
    !reserved
        && prefix.starts_with(|c: char| c.is_ascii_alphabetic())
        && prefix.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether a text matches a pattern in which `*` stands for any run of characters.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match() {
        for (pattern, text, expected) in [
            ("*", "t:A", true),
            ("t:*", "t:A", true),
            ("t:*", "m:A", false),
            ("t:*Type", "t:AType", true),
            ("t:*Type", "t:ATypes", false),
            ("Get*Item*", "GetImItemList", true),
            ("A", "A", true),
            ("A", "AB", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} on {text}");
        }
    }
}
