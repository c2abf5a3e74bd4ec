//! Where items are.

use std::borrow::Cow;

use crate::soap::Version;
use crate::{Namespaces, Root};

/// The way from the root element of a document to its items, by expanded names.
///
/// Elements that lenient reading takes for others, and members of substitution groups, need a path of their own.
///
/// ```
/// use xsd_runtime::items::ItemPath;
/// use xsd_runtime::soap::Version;
///
/// let notes = ItemPath::new("urn:notes", "notes").child("urn:notes", "note");
/// assert_eq!(notes.to_string(), "notes > note");
/// let in_envelope = ItemPath::in_body(Version::Soap11).child("urn:notes", "notes").child("urn:notes", "note");
/// assert_eq!(in_envelope.to_string(), "Envelope > Body > notes > note");
/// ```
#[derive(Debug, Clone)]
pub struct ItemPath {
    steps: Vec<Step>,
    /// Where the other names of namespaces are looked up.
    namespaces: Option<&'static Namespaces>,
}

#[derive(Debug, Clone)]
struct Step {
    namespace: Cow<'static, str>,
    local: Cow<'static, str>,
    /// Other names that a lenient reader takes for the namespace.
    aliases: &'static [&'static str],
}

impl ItemPath {
    /// A path that begins with a root element; an empty namespace stands for none. The root itself is no item.
    pub fn new(namespace: impl Into<Cow<'static, str>>, local: impl Into<Cow<'static, str>>) -> Self {
        Self { steps: Vec::new(), namespaces: None }.child(namespace, local)
    }

    /// A path that begins with the root element `T`. Lenient reading takes the namespaces of its module by their other
    /// names too, on all steps.
    pub fn root<T: Root>() -> Self {
        Self { steps: Vec::new(), namespaces: None }.element::<T>()
    }

    /// A path that begins with the envelope and the body of a SOAP message. Lenient reading does not mind the version.
    pub fn in_body(version: Version) -> Self {
        let path = Self { steps: Vec::new(), namespaces: Some(version.namespaces()) };
        path.child(version.namespace(), "Envelope").child(version.namespace(), "Body")
    }

    /// A step further: the children with this name.
    pub fn child(mut self, namespace: impl Into<Cow<'static, str>>, local: impl Into<Cow<'static, str>>) -> Self {
        let namespace = namespace.into();
        let known = self.namespaces.and_then(|known| known.0.iter().find(|known| known.uri == namespace));
        let aliases = known.map_or(&[][..], |known| known.aliases);
        self.steps.push(Step { namespace, local: local.into(), aliases });
        self
    }

    /// A step further: the child that is the global element `T`. From here on, lenient reading takes the namespaces of its
    /// module by their other names too.
    pub fn element<T: Root>(mut self) -> Self {
        self.namespaces = Some(T::NAMESPACES);
        self.child(T::NAMESPACES.get(T::NAMESPACE).map_or("", |namespace| namespace.uri), T::NAME)
    }

    /// How many steps the path has.
    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }

    /// What items are called: namespace name and local name.
    pub(super) fn item(&self) -> Option<(&str, &str)> {
        self.steps.last().map(|step| (&*step.namespace, &*step.local))
    }

    /// Whether an element that is `depth` steps away from the root is on the path.
    pub(super) fn admits(&self, depth: usize, namespace: &str, local: &str, is_strict: bool) -> bool {
        self.steps.get(depth).is_some_and(|step| {
            step.local == local && (step.namespace == namespace || (!is_strict && step.aliases.contains(&namespace)))
        })
    }
}

impl std::fmt::Display for ItemPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            f.write_str(if index > 0 { " > " } else { "" })?;
            f.write_str(&step.local)?;
        }
        Ok(())
    }
}
