//! The keys of `names` and `attributes`: which component, member or value one speaks of, exactly or by pattern.

use super::patterns;

/// What a key speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key<'a> {
    /// `t:ItemType`: a component.
    Component(&'a str),
    /// `t:ItemType/Id`, `t:ItemType/@Id`, `t:ItemType/choice`: a component and its member.
    Member(&'a str, &'a str),
    /// `t:KindType=Small`: an enumeration and its value.
    Value(&'a str, &'a str),
}

impl<'a> Key<'a> {
    /// Takes a key apart. No XML name has `=` or `/`; a value may have both.
    pub(crate) fn new(key: &'a str) -> Self {
        match (key.split_once('='), key.rsplit_once('/')) {
            (Some((owner, value)), _) => Self::Value(owner, value),
            (None, Some((owner, member))) => Self::Member(owner, member),
            (None, None) => Self::Component(key),
        }
    }

    /// The component that it speaks of, or to which the member or value belongs.
    pub(crate) fn owner(&self) -> &'a str {
        match self {
            Self::Component(owner) | Self::Member(owner, _) | Self::Value(owner, _) => owner,
        }
    }

    /// What is looked for: the component, the member or the value.
    pub(crate) fn part(&self) -> &'a str {
        match self {
            Self::Component(part) | Self::Member(_, part) | Self::Value(_, part) => part,
        }
    }

    /// What each `*` of the part stands for in another key, if this one matches it: both have to speak of the same kind
    /// of thing, and only a part that begins with `@` matches attributes.
    pub(crate) fn captures<'t>(&self, text: &Key<'t>) -> Option<Vec<&'t str>> {
        let is_attribute = |key: &Key<'_>| matches!(key, Key::Member(_, part) if part.starts_with('@'));
        let is_same_kind = match (self, text) {
            (Self::Component(_), Key::Component(_)) => return patterns::captures(self.part(), text.part()),
            (Self::Member(..), Key::Member(..)) => is_attribute(self) == is_attribute(text),
            (Self::Value(..), Key::Value(..)) => true,
            _ => false,
        };
        if is_same_kind && patterns::matches(self.owner(), text.owner()) {
            patterns::captures(self.part(), text.part())
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn keys_match_their_own_kind() {
        for (pattern, text, expected) in [
            ("t:*Type", "t:ItemType", Some(vec!["Item"])),
            ("t:*Type", "t:ItemType/KindType", None),
            ("t:*/*Id", "t:ItemType/FolderId", Some(vec!["Folder"])),
            ("t:*/*Id", "t:ItemType/@FolderId", None),
            ("*/@*", "t:ItemType/Size/@unit", Some(vec!["unit"])),
            ("t:*=*/*", "t:KindType=a/b", Some(vec!["a", "b"])),
            ("t:*", "t:KindType=a/b", None),
        ] {
            assert_eq!(Key::new(pattern).captures(&Key::new(text)), expected, "{pattern} on {text}");
        }
    }
}
