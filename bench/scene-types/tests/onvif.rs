//! Compares the bench's schema with those of ONVIF that it was written after, where the environment variable `EWS_SHARED`
//! names a folder that has them.

use std::fs;
use std::path::Path;

use roxmltree::{Document, Node};

#[path = "../../../tests/support/shared.rs"]
mod shared;

const XS: &str = "http://www.w3.org/2001/XMLSchema";

#[test]
fn each_member_is_one_of_onvif() {
    let Some(folder) = shared::folder() else { return };
    let texts = ["common.xsd", "metadatastream.xsd"].map(|name| text(&folder.join("corpus/onvif/xsd").join(name)));
    let onvif: Vec<_> = texts.iter().map(|text| Document::parse(text).unwrap()).collect();
    let own = text(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/scene.xsd"));
    let own = Document::parse(&own).unwrap();
    let mut n_types = 0;
    for ty in types(&own) {
        let name = name(ty);
        let namesake = onvif.iter().flat_map(types).find(|it| self::name(*it) == name);
        let mut theirs = members(namesake.unwrap_or_else(|| panic!("ONVIF has no type {name}"))).into_iter();
        for member in members(ty) {
            assert!(theirs.any(|it| it == member), "in ONVIF, {name} has no {member}, or has it elsewhere");
        }
        n_types += 1;
    }
    assert_eq!(n_types, 26);
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All types; one without a name goes by that of its element.
fn types<'a, 'input>(schema: &'a Document<'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    schema.descendants().filter(|node| node.has_tag_name((XS, "complexType")) || node.has_tag_name((XS, "simpleType")))
}

fn name<'a>(ty: Node<'a, '_>) -> &'a str {
    ty.attribute("name").or_else(|| ty.parent()?.attribute("name")).unwrap_or_default()
}

/// What a type consists of, in order: its base, elements, attributes and values.
fn members(ty: Node<'_, '_>) -> Vec<String> {
    let mut members = Vec::new();
    for child in ty.children().filter(Node::is_element) {
        let attribute = |name| child.attribute(name).unwrap_or_default();
        match child.tag_name().name() {
            "element" => {
                // A type that has the name of its element may have none there.
                let type_name = attribute("type");
                let is_its_own = type_name.strip_prefix("tt:") == child.attribute("name");
                let type_name = if is_its_own { "" } else { type_name };
                members.push(format!("element {} {type_name}", attribute("name")));
            }
            "attribute" => {
                let usage = child.attribute("use").unwrap_or("optional");
                members.push(format!("attribute {} {} {usage}", attribute("name"), attribute("type")));
            }
            "enumeration" => members.push(format!("value {}", attribute("value"))),
            "extension" | "restriction" => {
                members.push(format!("base {}", attribute("base")));
                members.extend(self::members(child));
            }
            "annotation" | "any" | "anyAttribute" => {}
            _ => members.extend(self::members(child)),
        }
    }
    members
}
