//! Choosing from the whole of the public schemas: operations give what they need and no more, and the operations of this
//! project give the same code from the whole schemas as from the fragments in `schemas/`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use roxmltree::{Document, Node};
use xsd_codegen::{Builder, Stages};

mod support {
    pub(crate) mod shared;
}
use support::shared;

const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const SOAP: &str = "http://schemas.xmlsoap.org/wsdl/soap/";

/// A kind of component, as the schema documents call it, and its expanded name.
type Name = (&'static str, String, String);

/// The named components of documents, and what each refers to: found by the names in the XML alone.
struct Index<'a> {
    components: BTreeMap<Name, Node<'a, 'a>>,
    /// The elements that can stand in the place of another.
    substitutes: BTreeMap<Name, Vec<Name>>,
}

impl<'a> Index<'a> {
    fn new(schemas: &'a [Document<'a>]) -> Index<'a> {
        let mut index = Index { components: BTreeMap::new(), substitutes: BTreeMap::new() };
        for document in schemas {
            let schema = document.root_element();
            let namespace = schema.attribute("targetNamespace").unwrap();
            for node in schema.children().filter(Node::is_element) {
                let kind = match node.tag_name().name() {
                    "complexType" | "simpleType" => "type",
                    "element" => "element",
                    "attribute" => "attribute",
                    "group" => "group",
                    "attributeGroup" => "attributeGroup",
                    _ => continue,
                };
                let name = (kind, namespace.to_owned(), node.attribute("name").unwrap().to_owned());
                if let Some(head) = node.attribute("substitutionGroup") {
                    index.substitutes.entry(named("element", node, head)).or_default().push(name.clone());
                }
                assert!(index.components.insert(name, node).is_none(), "a name is declared once");
            }
        }
        index
    }

    /// What some components need, themselves among it; built-in types and what the XML namespace has are left out.
    fn closure(&self, roots: impl IntoIterator<Item = Name>) -> BTreeSet<Name> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<Name> = roots.into_iter().collect();
        while let Some(name) = waiting.pop() {
            let Some(&node) = self.components.get(&name) else {
                assert!(name.1 == XSD || name.1.ends_with("/namespace"), "{name:?} is not declared");
                continue;
            };
            if found.insert(name) {
                node.descendants().for_each(|node| self.references(node, &mut waiting));
            }
        }
        found
    }

    fn references(&self, node: Node<'a, 'a>, into: &mut Vec<Name>) {
        for (attribute, kind) in
            [("type", "type"), ("base", "type"), ("itemType", "type"), ("memberTypes", "type"), ("ref", "")]
        {
            for text in node.attribute(attribute).unwrap_or_default().split_ascii_whitespace() {
                let kind = match (kind, node.tag_name().name()) {
                    ("", "element") => "element",
                    ("", "attribute") => "attribute",
                    ("", "group") => "group",
                    ("", _) => "attributeGroup",
                    (kind, _) => kind,
                };
                let name = named(kind, node, text);
                if attribute == "ref" {
                    self.substitutes_of(&name, into);
                }
                if attribute == "type"
                    && self.components.get(&name).is_some_and(|ty| is_abstract(*ty))
                    && !is_abstract(node)
                {
                    // What an element of an abstract type holds is a type derived from it.
                    self.derived_from(&name, into);
                }
                into.push(name);
            }
        }
    }

    fn derived_from(&self, base: &Name, into: &mut Vec<Name>) {
        for (name, node) in &self.components {
            let derivation = node.descendants().find(|it| matches!(it.tag_name().name(), "extension" | "restriction"));
            let text =
                derivation.filter(|_| node.tag_name().name() == "complexType").and_then(|it| it.attribute("base"));
            if text.is_some_and(|text| named("type", *node, text) == *base) {
                into.extend((!is_abstract(*node)).then(|| name.clone()));
                self.derived_from(name, into);
            }
        }
    }

    fn substitutes_of(&self, head: &Name, into: &mut Vec<Name>) {
        for name in self.substitutes.get(head).into_iter().flatten() {
            into.push(name.clone());
            self.substitutes_of(name, into);
        }
    }
}

/// A qualified name with the declarations at its place.
fn named(kind: &'static str, node: Node<'_, '_>, text: &str) -> Name {
    let (prefix, local) = match text.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, text),
    };
    (kind, node.lookup_namespace_uri(prefix).unwrap_or_default().to_owned(), local.to_owned())
}

/// The elements in the messages of some operations.
fn messages(wsdl: &Document<'_>, operations: &[&str]) -> Vec<Name> {
    let all = |name: &'static str| wsdl.descendants().filter(move |it| it.has_tag_name((WSDL, name)));
    let parts = |message: &str| -> BTreeMap<String, Name> {
        let local = message.rsplit(':').next().unwrap().to_owned();
        let message = all("message").find(|it| it.attribute("name") == Some(&local)).unwrap();
        let parts = message.children().filter(|it| it.has_tag_name((WSDL, "part")));
        parts
            .map(|it| {
                (it.attribute("name").unwrap().to_owned(), named("element", it, it.attribute("element").unwrap()))
            })
            .collect()
    };
    // The port type says which messages an operation has, the binding which of their parts stand where.
    let in_port = |operation: &str, direction: &str| -> String {
        let mut ports = all("portType").flat_map(|it| it.children());
        let found = ports.find(|it| it.attribute("name") == Some(operation)).unwrap();
        let found = found.children().find(|it| it.has_tag_name((WSDL, direction))).unwrap();
        found.attribute("message").unwrap().to_owned()
    };
    let mut names = Vec::new();
    for node in all("binding").flat_map(|it| it.descendants()).filter(|it| it.tag_name().namespace() == Some(SOAP)) {
        let Some(operation) = node.ancestors().find(|it| it.has_tag_name((WSDL, "operation"))) else { continue };
        let name = operation.attribute("name").unwrap();
        if !operations.contains(&name) {
            continue;
        }
        match node.tag_name().name() {
            "header" => {
                let part = node.attribute("part").unwrap();
                names.push(parts(node.attribute("message").unwrap())[part].clone());
            }
            "body" => {
                let direction = node.parent_element().unwrap().tag_name().name().to_owned();
                names.push(parts(&in_port(name, &direction))[node.attribute("parts").unwrap()].clone());
            }
            _ => {}
        }
    }
    names
}

#[test]
fn operations_give_what_they_need_and_no_more() {
    let Some(shared) = shared::folder() else { return };
    let folder = shared.join("ews/schemas-15.2");
    let texts =
        ["services.wsdl", "messages.xsd", "types.xsd"].map(|name| fs::read_to_string(folder.join(name)).unwrap());
    let [wsdl, schemas @ ..] = texts.each_ref().map(|text| Document::parse(text).unwrap());
    let index = Index::new(&schemas);
    let n_all = index.components.keys().filter(|(kind, ..)| matches!(*kind, "element" | "type")).count();
    assert!(1_400 < n_all, "these are not the full schemas: {n_all} components");

    for operations in
        [&["GetItem", "FindItem", "CreateItem"][..], &["AddImGroup"], &["GetServerTimeZones", "Subscribe"]]
    {
        // Groups are expanded; attributes are members.
        let with_groups: BTreeSet<Name> = index.closure(messages(&wsdl, operations));
        let needed: BTreeSet<Name> =
            with_groups.iter().filter(|(kind, ..)| matches!(*kind, "element" | "type")).cloned().collect();
        assert!(10 < needed.len() && needed.len() < n_all - 100, "{} components", needed.len());

        let builder = Builder::new().schema(folder.join("services.wsdl"));
        let builder = operations.iter().fold(builder, |builder, name| builder.operation(name));
        let Stages { input, plan, diagnostics, .. } = builder.stages();
        assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&input.sources));
        // What is planned is of these; the rest of them is abstract elements and raw XML.
        let plan = plan.unwrap();
        assert_eq!(plan.n_components, needed.len());
        let uris: BTreeMap<&str, &str> =
            plan.namespaces.iter().map(|it| (it.prefix.as_str(), it.uri.as_str())).collect();
        let known: BTreeSet<(&str, &str)> =
            with_groups.iter().map(|(_, uri, local)| (uri.as_str(), local.as_str())).collect();
        let mut n_planned = 0;
        for listed in plan.list() {
            for component in listed.component.split(", ") {
                let (prefix, path) = component.split_once(':').unwrap();
                let owner = path.split('/').next().unwrap();
                assert!(known.contains(&(uris[prefix], owner)), "{component} is needed by none of {operations:?}");
                n_planned += usize::from(owner == path);
            }
        }
        let without_item = needed.iter().filter(|name| is_abstract(index.components[*name])).count();
        assert!(needed.len() - without_item <= n_planned, "{n_planned} of {}", needed.len());
    }
}

fn is_abstract(node: Node<'_, '_>) -> bool {
    node.attribute("abstract") == Some("true")
}

/// The operations of this project, chosen from the whole of the schemas.
#[test]
fn fragments_and_full_schemas_give_the_same_code() {
    let Some(shared) = shared::folder() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = fs::read_to_string(root.join("codegen.toml")).unwrap();
    let fragments = Builder::from_config(root.join("codegen.toml")).unwrap().documentation(false);
    let names = fragments.stages().components.unwrap().operations;
    assert_eq!(names.len(), 13);

    // The same options, but for the documents and the operations.
    let full = shared.join("ews/schemas-15.2/services.wsdl");
    let full = config.replace("[\"schemas/services.wsdl\"]", &format!("[{:?}]", full.to_string_lossy()));
    let full = full.replace("operations = [\"*\"]", "");
    assert_eq!(full.matches("schemas-15.2").count(), 1);
    let full = Builder::from_toml(&full).unwrap().documentation(false);
    let full = names.iter().fold(full, |builder, operation| builder.operation(&operation.name));

    let text = |builder: &Builder| builder.generate().unwrap_or_else(|error| panic!("{error}")).files.remove(0).text;
    let (ours, theirs) = (text(&fragments), text(&full));
    let difference = ours.lines().zip(theirs.lines()).find(|(ours, theirs)| ours != theirs);
    assert_eq!(difference, None, "the first lines that differ");
    assert!(ours == theirs, "one is longer than the other");

    // And the checked-in code is that of the fragments, with documentation.
    let checked_in = fs::read_to_string(root.join("generated/src/ews.rs")).unwrap();
    assert_eq!(items(&checked_in), items(&ours));
}

/// The items of a file, without documentation and layout.
fn items(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(str::to_owned).collect()
}
