//! What messages say of the schema is what the schema says.

use std::collections::HashMap;
use std::path::Path;

use roxmltree::{Document, Node};

use super::super::schema::{Content, Datatype, Element, HEADERS, M, REQUESTS, T};

/// The global components of both schemas: kind, namespace and name.
type Components<'a> = HashMap<(&'a str, &'a str, &'a str), Node<'a, 'a>>;

#[test]
fn the_schema_of_messages_is_that_of_the_project() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let [messages, types] =
        ["messages.xsd", "types.xsd"].map(|file| std::fs::read_to_string(folder.join(file)).unwrap());
    let documents = [(M, Document::parse(&messages).unwrap()), (T, Document::parse(&types).unwrap())];
    let mut components = Components::new();
    for (namespace, document) in &documents {
        for node in document.root_element().children().filter(Node::is_element) {
            if let Some(name) = node.attribute("name") {
                components.insert((node.tag_name().name(), *namespace, name), node);
            }
        }
    }
    for element in REQUESTS.iter().chain(HEADERS) {
        let node = components[&("element", element.namespace, element.name)];
        compare(&components, element, node);
    }
    let is_request = |name: &str| components.contains_key(&("element", M, &*format!("{name}Response")));
    let requests = components.keys().filter(|(kind, _, name)| *kind == "element" && is_request(name)).count();
    assert_eq!(requests, REQUESTS.len());
}

fn compare(components: &Components<'_>, element: &Element, node: Node<'_, '_>) {
    let name = element.name;
    let mut content = Found::default();
    match node.attribute("type") {
        Some(found) if found.starts_with("xs:") => content.datatype = Some(expanded(found)),
        Some(found) => collect(components, found, &mut content),
        None => complex(
            components,
            node.children().find(|child| child.has_tag_name((XS, "complexType"))).unwrap(),
            &mut content,
        ),
    }
    let attributes: Vec<_> =
        element.attributes.iter().map(|a| (a.name.to_owned(), a.datatype.name(), a.is_required)).collect();
    assert_eq!(attributes, content.attributes, "attributes of {name}");
    match element.content {
        Content::Empty => assert!(content.children.is_empty() && content.datatype.is_none(), "{name}"),
        Content::Text(datatype) => assert_eq!(Some(datatype.name()), content.datatype, "{name}"),
        Content::Sequence(children) | Content::Choice(children) => {
            assert_eq!(matches!(element.content, Content::Choice(_)), content.is_choice, "{name}");
            let names: Vec<_> = children.iter().map(|child| child.name).collect();
            let found: Vec<_> = content.children.iter().map(|(child, ..)| child.attribute("name").unwrap()).collect();
            assert_eq!(names, found, "children of {name}");
            for (child, (node, namespace, is_many)) in children.iter().zip(&content.children) {
                assert_eq!(child.namespace, *namespace, "{}", child.name);
                let min = node.attribute("minOccurs").map_or(1, |min| min.parse::<usize>().unwrap());
                let itself = node.attribute("maxOccurs") == Some("unbounded");
                assert_eq!((child.min, child.is_many), (min, itself || *is_many), "{}", child.name);
                compare(components, child, *node);
            }
        }
    }
}

/// What a type comes to.
#[derive(Default)]
struct Found<'a> {
    datatype: Option<String>,
    attributes: Vec<(String, String, bool)>,
    children: Vec<(Node<'a, 'a>, &'static str, bool)>,
    is_choice: bool,
}

fn collect<'a>(components: &Components<'a>, name: &str, found: &mut Found<'a>) {
    let (namespace, local) = split(name);
    match components.get(&("complexType", namespace, local)) {
        Some(node) => complex(components, *node, found),
        None => found.datatype = Some(expanded(name)),
    }
}

fn complex<'a>(components: &Components<'a>, node: Node<'a, 'a>, found: &mut Found<'a>) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "complexContent" | "simpleContent" => complex(components, child, found),
            "extension" => {
                collect(components, child.attribute("base").unwrap(), found);
                complex(components, child, found);
            }
            "sequence" | "choice" => {
                found.is_choice = child.has_tag_name((XS, "choice"));
                let is_many = child.attribute("maxOccurs") == Some("unbounded");
                let schema = child.document().root_element().attribute("targetNamespace").unwrap();
                let namespace = if schema == M { M } else { T };
                let elements = child.children().filter(|child| child.has_tag_name((XS, "element")));
                found.children.extend(elements.map(|element| (element, namespace, is_many)));
            }
            "attribute" => found.attributes.push((
                child.attribute("name").unwrap().to_owned(),
                expanded(child.attribute("type").unwrap()),
                child.attribute("use") == Some("required"),
            )),
            "annotation" | "anyAttribute" => {}
            other => panic!("{other}"),
        }
    }
}

const XS: &str = "http://www.w3.org/2001/XMLSchema";

fn split(name: &str) -> (&'static str, &str) {
    match name.split_once(':').unwrap() {
        ("m", local) => (M, local),
        ("t", local) => (T, local),
        (_, local) => (XS, local),
    }
}

fn expanded(name: &str) -> String {
    let (namespace, local) = split(name);
    format!("{namespace}:{local}")
}

#[test]
fn reasons_name_the_value() {
    assert_eq!(Datatype::Int.reason("x"), "The string 'x' is not a valid Int32 value.");
    assert_eq!(Datatype::Version.reason("x"), "The Enumeration constraint failed.");
}
