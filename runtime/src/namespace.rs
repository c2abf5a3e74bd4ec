//! Namespaces: the static set that generated code knows, and the bindings that a document makes.

/// Number of a namespace in a [`Namespaces`] set: 0 is no namespace, `n` is the set's entry `n - 1`.
pub type NamespaceId = u16;

/// The id of "no namespace".
pub const NO_NAMESPACE: NamespaceId = 0;
/// A namespace that the set does not list.
pub(crate) const UNKNOWN: NamespaceId = u16::MAX;
/// The XML namespace, whatever the set lists.
pub(crate) const XML: NamespaceId = u16::MAX - 1;
/// The XML Schema instance namespace.
pub(crate) const XSI: NamespaceId = u16::MAX - 2;

pub(crate) const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";
pub(crate) const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";
pub(crate) const XSD_URI: &str = "http://www.w3.org/2001/XMLSchema";
pub(crate) const XSI_URI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A namespace that generated code knows.
#[derive(Debug)]
pub struct Namespace {
    /// The prefix that the writer uses.
    pub prefix: &'static str,
    /// The namespace name.
    pub uri: &'static str,
    /// Other names that a lenient reader takes for it.
    pub aliases: &'static [&'static str],
}

/// The namespaces of a generated module.
#[derive(Debug)]
pub struct Namespaces(pub &'static [Namespace]);

impl Namespaces {
    /// The id of a namespace name, or that of an unknown one.
    pub(crate) fn id(&self, uri: &str, strict: bool) -> NamespaceId {
        if uri.is_empty() {
            return NO_NAMESPACE;
        }
        let known = self.0.iter().position(|ns| ns.uri == uri || (!strict && ns.aliases.contains(&uri)));
        match known {
            Some(index) => u16::try_from(index + 1).unwrap_or(UNKNOWN),
            None if uri == XML_URI => XML,
            None if uri == XSI_URI => XSI,
            None => UNKNOWN,
        }
    }

    /// The entry behind an id.
    pub(crate) fn get(&self, id: NamespaceId) -> Option<&'static Namespace> {
        self.0.get(usize::from(id).checked_sub(1)?)
    }
}

/// The namespaces that a global element needs: those of its module that it and what is in it are written with.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    namespaces: &'static Namespaces,
    /// `None` for all.
    used: Option<&'static [NamespaceId]>,
    /// Whether the names stand in a document as they are.
    is_plain: bool,
}

impl Declared {
    /// Those of an element.
    pub const fn of<T: crate::Root>() -> Self {
        Self { namespaces: T::NAMESPACES, used: T::USED, is_plain: const { are_plain(T::NAMESPACES) } }
    }

    /// All of a set.
    pub const fn all(namespaces: &'static Namespaces) -> Self {
        Self { namespaces, used: None, is_plain: false }
    }

    /// Whether no namespace name has a character that must be escaped.
    pub(crate) fn is_plain(self) -> bool {
        self.is_plain
    }

    /// The namespaces, in the order of their module.
    pub fn iter(self) -> impl Iterator<Item = &'static Namespace> {
        let all = (1..).zip(self.namespaces.0);
        all.filter(move |(id, _)| self.used.is_none_or(|used| used.contains(id))).map(|(_, namespace)| namespace)
    }
}

/// Whether no namespace name has a character that an attribute value must not have.
const fn are_plain(namespaces: &Namespaces) -> bool {
    let mut index = 0;
    while index < namespaces.0.len() {
        let uri = namespaces.0[index].uri.as_bytes();
        let mut at = 0;
        while at < uri.len() {
            if !matches!(uri[at], b' '..=b'~') || matches!(uri[at], b'<' | b'&' | b'"') {
                return false;
            }
            at += 1;
        }
        index += 1;
    }
    true
}

/// An expanded name that generated code knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    /// The namespace name; empty for none.
    pub namespace: &'static str,
    /// The local part.
    pub local: &'static str,
}

impl Name {
    /// The name of a global element.
    pub const fn of<T: crate::Root>() -> Self {
        let index = T::NAMESPACE as usize;
        let namespace = if index == 0 { "" } else { T::NAMESPACES.0[index - 1].uri };
        Self { namespace, local: T::NAME }
    }
}

/// One `xmlns` declaration in scope.
#[derive(Debug, Clone, Default)]
pub(crate) struct Binding<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) uri: std::borrow::Cow<'a, str>,
    pub(crate) id: NamespaceId,
}
