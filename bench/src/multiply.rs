//! A schema several times as large: each of its components again and again, under other names.

use std::fmt::Write;

use anyhow::{Context, Result};
use roxmltree::{Attribute, Document, Node};

const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// The attributes that refer to components by their names.
const REFERENCES: [&str; 7] = ["type", "base", "ref", "itemType", "memberTypes", "substitutionGroup", "refer"];

/// The schema with `n_copies` of each of its components. The first copy keeps its names; the others refer to each other
/// as the first does, so that each of them is as much work.
pub fn multiply(schema: &str, n_copies: usize) -> Result<String> {
    let document = Document::parse(schema).context("the schema to multiply is not well-formed")?;
    let children: Vec<Node> = document.root_element().children().filter(Node::is_element).collect();
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return Ok(schema.to_owned()) };
    let mut out = schema[..first.range().start].to_owned();
    for child in children.iter().filter(|child| is_import(**child)) {
        let _ = writeln!(out, "{}", &schema[child.range()]);
    }
    for copy in 0..n_copies {
        for &child in children.iter().filter(|child| !is_import(**child)) {
            let mut end = child.range().start;
            for (attribute, value) in renamed(child, copy) {
                let _ = write!(out, "{}{value}", &schema[end..attribute.range_value().start]);
                end = attribute.range_value().end;
            }
            let _ = writeln!(out, "{}", &schema[end..child.range().end]);
        }
    }
    out.push_str(&schema[last.range().end..]);
    Ok(out)
}

fn is_import(child: Node) -> bool {
    ["import", "include"].contains(&child.tag_name().name())
}

/// The attributes of a component that name it, a part of it or others, in their order, with what they say in a copy.
fn renamed<'a, 'input>(component: Node<'a, 'input>, copy: usize) -> Vec<(Attribute<'a, 'input>, String)> {
    if copy == 0 {
        return Vec::new();
    }
    let mut renamed = Vec::new();
    for node in component.descendants().filter(|node| node.tag_name().namespace() == Some(XSD)) {
        for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
            if attribute.name() == "id" || node == component && attribute.name() == "name" {
                renamed.push((attribute, format!("Copy{copy}{}", attribute.value())));
            } else if REFERENCES.contains(&attribute.name()) {
                let names: Vec<String> =
                    attribute.value().split_whitespace().map(|name| reference(node, name, copy)).collect();
                renamed.push((attribute, names.join(" ")));
            }
        }
    }
    renamed
}

/// A reference in a copy; the types of XSD and the attributes of XML stay what they are.
fn reference(node: Node, name: &str, copy: usize) -> String {
    let (prefix, local) = name.split_once(':').map_or((None, name), |(prefix, local)| (Some(prefix), local));
    let namespace = node.lookup_namespace_uri(prefix);
    match prefix {
        Some("xml") => name.to_owned(),
        _ if namespace == Some(XSD) => name.to_owned(),
        Some(prefix) => format!("{prefix}:Copy{copy}{local}"),
        None => format!("Copy{copy}{local}"),
    }
}

#[cfg(test)]
mod tests {
    use super::multiply;

    const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:o" targetNamespace="urn:o">
<xs:import namespace="urn:p" schemaLocation="p.xsd"/>
<xs:element id="i" name="Order" type="o:OrderType"/>
<xs:complexType name="OrderType"><xs:attribute name="id" type="xs:int"/><xs:attribute ref="xml:lang"/></xs:complexType>
</xs:schema>"#;

    #[test]
    fn one_copy_is_the_schema() {
        assert_eq!(
            multiply(SCHEMA, 1).unwrap().split_whitespace().collect::<String>(),
            SCHEMA.split_whitespace().collect::<String>()
        );
    }

    #[test]
    fn another_copy_refers_to_itself() {
        let twice = multiply(SCHEMA, 2).unwrap();
        assert_eq!(twice.matches("<xs:import").count(), 1);
        assert_eq!(twice.matches(r#"<xs:element id="i" name="Order" type="o:OrderType"/>"#).count(), 1);
        assert!(twice.contains(r#"<xs:element id="Copy1i" name="Copy1Order" type="o:Copy1OrderType"/>"#), "{twice}");
        assert!(
            twice.contains(
                r#"<xs:complexType name="Copy1OrderType"><xs:attribute name="id" type="xs:int"/><xs:attribute ref="xml:lang"/>"#
            ),
            "{twice}"
        );
    }
}
