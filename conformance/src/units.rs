//! Units: what is generated at once, and which unit judges a test.
//!
//! A schema of the index is a unit. An instance is judged by the unit of its schema, unless it says by
//! `xsi:schemaLocation` that there are further documents for namespaces of which the schema has none; then these belong to
//! a unit of its own. Where nothing declares the root element, and the index has no schema or the root has `xsi:type`, a
//! document is added that declares the element with the type `xs:anyType`: that is what lax assessment means (XSD 1.0
//! Part 1, 5.2 and 3.3.4).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use roxmltree::{Document, Node, ParsingOptions};
use serde::{Deserialize, Serialize};

use crate::index::{Kind, Test};
use crate::text;

pub(crate) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An expanded name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Name {
    /// The namespace name; empty for no namespace.
    pub(crate) namespace: String,
    /// The local part.
    pub(crate) local: String,
}

/// What is generated at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Unit {
    /// The entry documents, relative to the data.
    pub(crate) schemas: Vec<String>,
    /// An element to declare with the type `xs:anyType`.
    pub(crate) any_root: Option<Name>,
}

/// What an instance says about itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    /// The documents of `xsi:schemaLocation` that exist, with their namespaces.
    pub(crate) hints: Vec<(String, String)>,
    /// The root element; `None` if the document is not well-formed.
    pub(crate) root: Option<Name>,
    /// Whether the root has `xsi:type`.
    pub(crate) is_typed: bool,
}

/// The units of a suite, each once, and the unit of each test.
#[derive(Debug, Default)]
pub(crate) struct Units {
    pub(crate) list: Vec<Unit>,
    known: BTreeMap<Unit, usize>,
    /// By the number of the test.
    pub(crate) of_tests: Vec<Option<usize>>,
    /// By the number of the test, for those of instances.
    pub(crate) instances: Vec<Instance>,
}

impl Units {
    /// The units of the tests as far as the documents tell without resolving any. Tests that are left out have none.
    pub(crate) fn new(tests: &[Test], data: &Path, is_left_out: impl Fn(usize) -> bool) -> Units {
        let mut units = Units::default();
        let mut covered = BTreeMap::new();
        for (number, test) in tests.iter().enumerate() {
            if is_left_out(number) {
                units.of_tests.push(None);
                units.instances.push(Instance::default());
                continue;
            }
            let instance = test.instance.as_ref().map(|path| Instance::read(path, data)).unwrap_or_default();
            let mut schemas = test.schemas.clone();
            let covered: &BTreeSet<String> =
                covered.entry(test.schemas.clone()).or_insert_with(|| namespaces_of(&test.schemas, data));
            for (namespace, path) in &instance.hints {
                if !covered.contains(namespace) && !schemas.contains(path) {
                    schemas.push(path.clone());
                }
            }
            let is_judged = test.kind == Kind::Schema || test.instance.is_some();
            let any_root = instance.root.clone().filter(|_| schemas.is_empty());
            let number = (is_judged && !(schemas.is_empty() && any_root.is_none()))
                .then(|| units.number(Unit { schemas, any_root }));
            units.of_tests.push(number);
            units.instances.push(instance);
        }
        units
    }

    fn number(&mut self, unit: Unit) -> usize {
        if let Some(number) = self.known.get(&unit) {
            return *number;
        }
        let number = self.list.len();
        self.list.push(unit.clone());
        self.known.insert(unit, number);
        number
    }

    /// Gives the test a unit that declares the root element of its instance too. `None` if there is no such need.
    pub(crate) fn declare_root(&mut self, test: usize, is_declared: impl Fn(usize, &Name) -> bool) -> Option<()> {
        let number = self.of_tests.get(test).copied().flatten()?;
        let instance = self.instances.get(test).filter(|it| it.is_typed)?;
        let root = instance.root.clone()?;
        let unit = self.list.get(number).filter(|it| it.any_root.is_none())?;
        if is_declared(number, &root) {
            return None;
        }
        let unit = Unit { schemas: unit.schemas.clone(), any_root: Some(root) };
        let number = self.number(unit);
        *self.of_tests.get_mut(test)? = Some(number);
        Some(())
    }
}

impl Instance {
    fn read(path: &str, data: &Path) -> Instance {
        let Some(text) = text::read(&data.join(path)) else { return Instance::default() };
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let Ok(document) = Document::parse_with_options(&text.text, options) else { return Instance::default() };
        let mut hints = Vec::new();
        for node in document.descendants().filter(Node::is_element) {
            let pairs = node.attribute((XSI, "schemaLocation")).unwrap_or_default();
            let words: Vec<&str> = pairs.split_ascii_whitespace().collect();
            let plain = node.attribute((XSI, "noNamespaceSchemaLocation"));
            let named = words.chunks_exact(2).filter_map(|pair| match pair {
                [namespace, location] => Some((*namespace, *location)),
                _ => None,
            });
            for (namespace, location) in named.chain(plain.map(|location| ("", location.trim()))) {
                let found = beside(path, location);
                let hint = (namespace.to_owned(), found);
                if !location.contains("://") && !hints.contains(&hint) && data.join(&hint.1).is_file() {
                    hints.push(hint);
                }
            }
        }
        let root = document.root_element();
        Instance { hints, root: Some(name_of(root)), is_typed: root.has_attribute((XSI, "type")) }
    }
}

/// The namespaces for which the documents themselves, or those that they import, are there.
fn namespaces_of(schemas: &[String], data: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in schemas {
        let Some(text) = text::read(&data.join(path)) else { continue };
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let Ok(document) = Document::parse_with_options(&text.text, options) else { continue };
        let root = document.root_element();
        found.insert(root.attribute("targetNamespace").unwrap_or_default().to_owned());
        for import in root.children().filter(|node| node.has_tag_name((XSD, "import"))) {
            let is_there = |location: &str| data.join(beside(path, location.trim())).is_file();
            if import.attribute("schemaLocation").is_some_and(is_there) {
                found.insert(import.attribute("namespace").unwrap_or_default().to_owned());
            }
        }
    }
    found
}

/// The path of what `location` names, seen from `path`.
fn beside(path: &str, location: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let folder = Path::new(path).parent().map(Path::to_path_buf).unwrap_or_default();
    let joined: PathBuf = folder.join(location);
    for component in joined.components() {
        match component {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            _ => {}
        }
    }
    parts.join("/")
}

pub(crate) fn name_of(node: Node<'_, '_>) -> Name {
    let name = node.tag_name();
    Name { namespace: name.namespace().unwrap_or_default().to_owned(), local: name.name().to_owned() }
}
