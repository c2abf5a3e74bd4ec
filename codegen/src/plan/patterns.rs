//! How options name components: `t:ItemIdType`, with a prefix and wildcards, and where an element and a type have one
//! name `element(t:ItemId)` and `type(t:ItemId)`.

use std::collections::BTreeMap;

use crate::components::model::{Components, QName, TypeId};
use crate::options::Options;
use crate::xsd::XSD_NAMESPACE;

/// Prefixes for namespace names.
#[derive(Debug, Clone)]
pub(crate) struct Prefixes {
    by_uri: BTreeMap<String, String>,
    /// That of the built-in types.
    built_in: String,
}

impl Prefixes {
    /// The prefixes of the options, then those that are `given`, then those of the documents; `ns1`, `ns2` where none
    /// has one.
    pub(crate) fn new<'a>(
        components: &Components,
        options: &Options,
        given: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut by_uri = BTreeMap::from([(crate::source::XML_NAMESPACE.to_owned(), "xml".to_owned())]);
        for (prefix, uri) in &options.prefixes {
            by_uri.insert(uri.clone(), prefix.clone());
        }
        for (prefix, uri) in given {
            if !by_uri.contains_key(uri) && !by_uri.values().any(|taken| taken == prefix) {
                by_uri.insert(uri.to_owned(), prefix.to_owned());
            }
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
        let built_in = by_uri.get(XSD_NAMESPACE).cloned().unwrap_or_else(|| {
            let is_free = |prefix: &String| !by_uri.values().any(|taken| taken == prefix);
            let candidates = ["xs", "xsd"].into_iter().map(str::to_owned);
            candidates.chain((1..).map(|number| format!("xs{number}"))).find(is_free).unwrap_or_default()
        });
        Self { by_uri, built_in }
    }

    /// The prefix of the built-in types: `xs`, unless the options have another or another namespace has that.
    pub(crate) fn of_built_in(&self) -> &str {
        &self.built_in
    }

    /// Whether a pattern asks for built-in types, which it does only if it begins with their prefix.
    pub(crate) fn asks_for_built_in(&self, pattern: &str) -> bool {
        pattern.strip_prefix(&self.built_in).is_some_and(|rest| rest.starts_with(':'))
    }

    /// The same as [`show`](Self::show), with the prefix of the built-in types for those.
    pub(crate) fn show_all(&self, name: &QName) -> String {
        match name.namespace.as_deref() {
            Some(XSD_NAMESPACE) => format!("{}:{}", self.built_in, name.local),
            _ => self.show(name),
        }
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

    /// A type as options and documentation write it; an anonymous one by its owners.
    pub(crate) fn show_type(&self, components: &Components, id: TypeId) -> String {
        let ty = components.ty(id);
        match &ty.name {
            Some(name) => self.show(name),
            None => {
                let part = |(index, name): (usize, &QName)| match index {
                    0 => self.show(name),
                    _ => format!("/{}", name.local),
                };
                ty.owner.iter().enumerate().map(part).collect()
            }
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

/// A pattern for components: for elements and types, or for one kind of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pattern<'a> {
    /// The pattern for the name.
    pub(crate) name: &'a str,
    /// Whether it speaks of elements.
    pub(crate) elements: bool,
    /// Whether it speaks of types.
    pub(crate) types: bool,
}

impl<'a> Pattern<'a> {
    /// `t:*`, `element(t:*)` or `type(t:*)`.
    pub(crate) fn new(text: &'a str) -> Self {
        let inside = |kind| text.strip_prefix(kind).and_then(|rest: &str| rest.strip_suffix(')'));
        match (inside("element("), inside("type(")) {
            (Some(name), _) => Self { name, elements: true, types: false },
            (_, Some(name)) => Self { name, elements: false, types: true },
            _ => Self { name: text, elements: true, types: true },
        }
    }

    /// Whether it is the name of one component.
    pub(crate) fn is_exact(&self) -> bool {
        !self.name.contains('*')
    }

    /// Whether it matches a name. One with a slash is for members and anonymous types, and others are not for them.
    pub(crate) fn fits(&self, shown: &str) -> bool {
        self.name.contains('/') == shown.contains('/') && matches(self.name, shown)
    }
}

/// Whether a text matches a pattern in which `*` stands for any run of characters.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    captures(pattern, text).is_some()
}

/// What each `*` of a pattern stands for in a text that matches: as little as possible, the last one for all the rest.
pub(crate) fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split('*').peekable();
    let mut rest = text.strip_prefix(pieces.next().unwrap_or_default())?;
    let mut captures = Vec::new();
    if pieces.peek().is_none() {
        return rest.is_empty().then_some(captures);
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            captures.push(rest.strip_suffix(piece)?);
            break;
        }
        let (capture, after) = rest.split_once(piece)?;
        captures.push(capture);
        rest = after;
    }
    Some(captures)
}

/// A template with what the `*` of its pattern stand for in place of its own, each as a word of its own.
pub(crate) fn substitute(template: &str, captures: &[&str]) -> String {
    let mut pieces = template.split('*');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (index, piece) in pieces.enumerate() {
        let mut capture = captures.get(index).copied().unwrap_or_default().chars();
        if text.ends_with(char::is_alphanumeric) {
            text.extend(capture.next().into_iter().flat_map(char::to_uppercase));
        }
        text.extend(capture);
        text.push_str(piece);
    }
    text
}

/// How strongly a pattern speaks of what it matches: by the number of characters that are no `*`.
pub(crate) fn weight(pattern: &str) -> usize {
    pattern.chars().filter(|&c| c != '*').count()
}

#[cfg(test)]
mod tests {
    use super::{Pattern, captures, matches, substitute};

    #[test]
    fn patterns_say_which_kind_they_mean() {
        let parts = |text| {
            let Pattern { name, elements, types } = Pattern::new(text);
            (name.to_owned(), elements, types)
        };
        assert_eq!(parts("t:A*"), ("t:A*".to_owned(), true, true));
        assert_eq!(parts("element(t:A)"), ("t:A".to_owned(), true, false));
        assert_eq!(parts("type(t:*)"), ("t:*".to_owned(), false, true));
        assert_eq!(parts("type(t:*"), ("type(t:*".to_owned(), true, true));
        assert!(Pattern::new("t:*").fits("t:A") && !Pattern::new("t:*").fits("t:A/B"));
        assert!(Pattern::new("*/B").fits("t:A/B") && Pattern::new("t:A/*").fits("t:A/B/C"));
    }

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

    #[test]
    fn templates_take_what_the_pattern_leaves_open() {
        for (pattern, text, template, expected) in [
            ("t:*Type", "t:ItemType", "*Data", "ItemData"),
            ("*/@*", "t:AType/@Id", "*_of_*", "t:AType_of_Id"),
            ("Get*Item*", "GetImItemListItem", "*,*", "Im,ListItem"),
            ("**", "AB", "*-*", "-AB"),
            ("t:A", "t:A", "B", "B"),
            ("*-*", "train-night", "*By*", "trainByNight"),
            ("*-*", "train-night", "*_by_*", "train_by_night"),
        ] {
            let captures = captures(pattern, text).unwrap_or_default();
            assert_eq!(substitute(template, &captures), expected, "{pattern} on {text}");
        }
    }
}
