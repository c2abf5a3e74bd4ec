//! The list of the suite's tests.

use std::path::{Path, PathBuf};

use roxmltree::{Document, Node, ParsingOptions};

/// A test of the suite.
#[derive(Debug)]
pub struct Test {
    pub id: String,
    pub kind: Kind,
    /// The document.
    pub path: PathBuf,
    /// The editions of XML 1.0 that it holds for; empty for all.
    editions: String,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    WellFormed,
    NotWellFormed,
    /// Processors may tell, or not.
    Error,
}

impl Test {
    /// Whether it is about XML 1.0 and Namespaces in XML 1.0 as they are now.
    pub fn is_of_fifth_edition(&self) -> bool {
        self.editions.is_empty() || self.editions.split(' ').any(|edition| edition == "5")
    }
}

/// Reads the catalog in the folder of the npm package.
pub fn read(package: &Path) -> Vec<Test> {
    let path = package.join("cleaned/xmlconf-flattened.xml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let catalog = Document::parse_with_options(&text, options).unwrap();
    let tests = catalog.descendants().filter(|node| node.has_tag_name("TEST"));
    tests.map(|node| test(node, package)).collect()
}

fn test(node: Node<'_, '_>, package: &Path) -> Test {
    let attribute = |name| node.attribute(name).unwrap_or_default().to_owned();
    let bases: Vec<_> = node.ancestors().filter_map(|it| it.attribute((XML, "base"))).collect();
    let folder = bases.iter().rev().fold(package.join("xmlconf"), |folder, base| folder.join(base));
    Test {
        id: attribute("ID"),
        kind: match node.attribute("TYPE") {
            Some("valid" | "invalid") => Kind::WellFormed,
            Some("not-wf") => Kind::NotWellFormed,
            Some("error") => Kind::Error,
            other => panic!("an unknown kind of test: {other:?}"),
        },
        path: folder.join(attribute("URI")),
        editions: attribute("EDITION"),
    }
}

const XML: &str = "http://www.w3.org/XML/1998/namespace";
