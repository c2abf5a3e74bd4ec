//! The paths of selectors and fields, as the tables have them.

use crate::namespace::{NO_NAMESPACE, NamespaceId, Namespaces, UNKNOWN};

/// The ways of a selector or a field: any of them leads to a node.
#[derive(Debug)]
pub(super) struct XPath(pub(super) Vec<Path>);

/// One way.
#[derive(Debug)]
pub(super) struct Path {
    is_anywhere: bool,
    steps: Vec<Test>,
    pub(super) attribute: Option<Test>,
}

/// What the name of a node must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Test {
    /// `None` for any.
    namespace: Option<NamespaceId>,
    /// `None` for any.
    local: Option<&'static str>,
}

impl Test {
    fn parse(text: &'static str, namespaces: &Namespaces) -> Self {
        let (prefix, local) = text.split_once(':').unwrap_or(("", text));
        let position = || namespaces.0.iter().position(|it| it.prefix == prefix).map(|index| index + 1);
        let namespace = match prefix {
            "" if local == "*" => None,
            "" => Some(NO_NAMESPACE),
            _ => Some(position().and_then(|id| NamespaceId::try_from(id).ok()).unwrap_or(UNKNOWN)),
        };
        Self { namespace, local: (local != "*").then_some(local) }
    }

    pub(super) fn admits(self, namespace: NamespaceId, local: &str) -> bool {
        self.namespace.is_none_or(|wanted| wanted == namespace) && self.local.is_none_or(|wanted| wanted == local)
    }
}

impl XPath {
    pub(super) fn parse(text: &'static str, namespaces: &Namespaces) -> Self {
        Self(text.split('|').map(|path| Path::parse(path, namespaces)).collect())
    }
}

impl Path {
    fn parse(text: &'static str, namespaces: &Namespaces) -> Self {
        let (is_anywhere, text) = match text.strip_prefix(".//") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (steps, attribute) = match text.split_once('@') {
            Some((steps, attribute)) => (steps, Some(Test::parse(attribute, namespaces))),
            None => (text, None),
        };
        let steps = steps.split('/').filter(|step| !step.is_empty()).map(|step| Test::parse(step, namespaces));
        Self { is_anywhere, steps: steps.collect(), attribute }
    }

    /// Whether the last of some elements, each in the one before, is at the end of the way. The first of them is where
    /// the way begins.
    pub(super) fn leads_to(&self, elements: &[(NamespaceId, &str)]) -> bool {
        let n_below = elements.len().saturating_sub(1);
        let n_steps = self.steps.len();
        if n_below < n_steps || (n_below > n_steps && !self.is_anywhere) {
            return false;
        }
        let names = elements.iter().rev();
        self.steps.iter().rev().zip(names).all(|(step, &(namespace, local))| step.admits(namespace, local))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static NAMESPACES: Namespaces = Namespaces(&[crate::Namespace { prefix: "t", uri: "urn:t", aliases: &[] }]);

    #[test]
    fn a_path_leads_where_it_says() {
        let elements = [(1, "root"), (1, "a"), (0, "b"), (1, "c")];
        for (path, expected) in [
            ("", ""),
            ("t:a", "a"),
            ("*", "a"),
            ("a", ""),
            ("t:*/b", "b"),
            (".//t:c", "c"),
            (".//b/t:c", "c"),
            (".//t:a/t:c", ""),
            (".//*", "abc"),
            (".//", "root abc"),
            ("b|.//t:*", "ac"),
            ("t:x", ""),
            ("u:a", ""),
        ] {
            let xpath = XPath::parse(path, &NAMESPACES);
            let found = (1..=elements.len()).filter(|&n| xpath.0.iter().any(|it| it.leads_to(&elements[..n])));
            let names: Vec<&str> = found.map(|n| elements[n - 1].1).collect();
            let names = if path.is_empty() { names.into_iter().filter(|it| *it != "root").collect() } else { names };
            assert_eq!(names.concat(), expected.replace(' ', ""), "{path}");
        }
    }

    #[test]
    fn an_attribute_is_the_end() {
        let XPath(paths) = XPath::parse("b/@id|@t:*|.//@*", &NAMESPACES);
        let attributes: Vec<_> = paths.iter().map(|it| (it.is_anywhere, it.steps.len(), it.attribute)).collect();
        let test = |namespace, local| Some(Test { namespace, local });
        assert_eq!(
            attributes,
            [(false, 1, test(Some(0), Some("id"))), (false, 0, test(Some(1), None)), (true, 0, test(None, None))]
        );
    }
}
