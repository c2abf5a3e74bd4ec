//! Tests of loading.

use super::{Catalog, Disk, Limits, Memory, Reader, load, path, scan};
use crate::diag::Diagnostics;

mod finding;

const EMPTY: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>"#;

/// The names of the documents that an entry leads to, and what is wrong.
fn names_and_problems(files: &Memory, entry: &str) -> (Vec<String>, String) {
    let mut diagnostics = Diagnostics::new();
    let input = load(&[entry.to_owned()], files, &Catalog::default(), &Limits::default(), &mut diagnostics);
    input.absences().for_each(|it| diagnostics.push(it.clone()));
    let names = input.sources.iter().map(|(_, source)| source.name().to_owned()).collect();
    (names, diagnostics.render(&input.sources))
}

fn problems(text: impl Into<Vec<u8>>) -> String {
    names_and_problems(&Memory::new().with("a.xsd", text), "a.xsd").1
}

/// A schema with references and nothing else.
fn schema(namespace: &str, references: &str) -> String {
    format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}">{references}<xs:element name="e"/></xs:schema>"#
    )
}

#[test]
fn documents_are_read_once_and_circles_end() {
    let files = Memory::new()
        .with("main/a.xsd", schema("urn:a", r#"<xs:include schemaLocation="../main/./b.xsd"/><xs:import namespace="urn:c" schemaLocation="..\lib/c%20d.xsd"/>"#))
        .with("main/b.xsd", schema("urn:a", r#"<xs:include schemaLocation="a.xsd"/>"#).replace("\"e\"", "\"f\""))
        .with("lib/c d.xsd", schema("urn:c", r#"<xs:import namespace="urn:a" schemaLocation="../main/b.xsd"/>"#));
    let (names, problems) = names_and_problems(&files, "main/a.xsd");
    assert_eq!(names, ["main/a.xsd", "main/b.xsd", "lib/c d.xsd"]);
    assert_eq!(problems, "");
}

#[test]
fn byte_order_mark_and_line_ends() {
    let text = "\u{feff}<?xml version=\"1.0\"?>\r\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\r\n\t<xs:element nam=\"é\" name=\"a\"/>\r\n</xs:schema>\r\n";
    let expected = "\
error[unexpected-attribute]: the attribute `nam` is not allowed on `xs:element`
 --> a.xsd:3:14
  |
3 |     <xs:element nam=\"é\" name=\"a\"/>
  |                 ^^^
  |
help: to go on all the same, write `unexpected-attribute = \"warning\"` under [rules]; what breaks the rule is then left out

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(problems(text), expected);
}

#[test]
fn a_document_that_is_missing() {
    let text = schema("urn:a", r#"<xs:include schemaLocation="b.xsd"/>"#);
    let expected = "\
error[missing-document]: the document `b.xsd` does not exist
 --> a.xsd:1:108
  |
1 | …/2001/XMLSchema\" targetNamespace=\"urn:a\"><xs:include schemaLocation=\"b.xsd\"/><xs:element name=\"e\"/></xs:sche…
  |                                                                       ^^^^^
  |
help: if it lies elsewhere, say where: `\"b.xsd\" = \"…\"` under [locations], or name its folder in `search`

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(problems(text), expected);
}

#[test]
fn an_entry_that_is_missing() {
    let (names, problems) = names_and_problems(&Memory::new(), "no.xsd");
    assert_eq!(names, [""; 0]);
    let expected = "\
error[missing-document]: the document `no.xsd` does not exist

error: 1 problem in 0 documents; nothing was written
";
    assert_eq!(problems, expected);
}

#[test]
fn an_import_whose_namespace_comes_from_elsewhere() {
    let import = r#"<xs:import namespace="urn:b" schemaLocation="http://example.org/b.xsd"/>"#;
    let files = Memory::new()
        .with("a.xsd", schema("urn:a", &format!("{import}<xs:import namespace=\"urn:c\" schemaLocation=\"c.xsd\"/>")))
        .with("c.xsd", schema("urn:c", r#"<xs:import namespace="urn:b" schemaLocation="b.xsd"/>"#))
        .with("b.xsd", schema("urn:b", ""));
    assert_eq!(names_and_problems(&files, "a.xsd").1, "");

    let alone = names_and_problems(&Memory::new().with("a.xsd", schema("urn:a", import)), "a.xsd").1;
    assert!(alone.starts_with("error[missing-document]: `http://example.org/b.xsd` is not loaded\n"), "{alone}");
    assert!(
        alone.contains(
            "\nhelp: keep a copy of the document and say where: `\"http://example.org/b.xsd\" = \"…\"` under"
        ),
        "{alone}"
    );
}

#[test]
fn the_catalog_answers_locations_and_namespaces() {
    let imports =
        r#"<xs:import namespace="urn:b" schemaLocation="http://example.org/b.xsd"/><xs:import namespace="urn:c"/>"#;
    let files = Memory::new()
        .with("a.xsd", schema("urn:a", imports))
        .with("copies/b.xsd", schema("urn:b", ""))
        .with("copies/c.xsd", schema("urn:c", ""));
    let mut catalog = Catalog::default();
    catalog.insert("http://example.org/b.xsd", "copies/b.xsd");
    catalog.insert("urn:c", "copies/c.xsd");
    let mut diagnostics = Diagnostics::new();
    let input = load(&["a.xsd".to_owned()], &files, &catalog, &Limits::default(), &mut diagnostics);
    assert!(diagnostics.is_empty());
    let names: Vec<&str> = input.sources.iter().map(|(_, source)| source.name()).collect();
    assert_eq!(names, ["a.xsd", "copies/b.xsd", "copies/c.xsd"]);
}

#[test]
fn an_imported_document_of_another_namespace() {
    let files = Memory::new()
        .with("a.xsd", schema("urn:a", r#"<xs:import namespace="urn:b" schemaLocation="b.xsd"/>"#))
        .with("b.xsd", schema("urn:x", ""));
    let problems = names_and_problems(&files, "a.xsd").1;
    assert!(
        problems.starts_with("error[wrong-namespace]: the imported document is in namespace `urn:x`\n"),
        "{problems}"
    );
}

#[test]
fn text_that_is_not_utf_8() {
    let expected = "\
error[bad-encoding]: `a.xsd` is not UTF-8
 --> a.xsd:1:9
  |
1 | <a>Gr\u{fc}\u{df}e\u{fffd}</a>
  |         ^
  |
help: convert it to UTF-8, or name its encoding in the XML declaration

error: 1 problem in 1 document; nothing was written
";
    let text = "<a>Gr\u{fc}\u{df}e".bytes().chain([0xFC]).chain("</a>".bytes()).collect::<Vec<_>>();
    assert_eq!(problems(text), expected);
    let half = problems(b"\xFF\xFE<\0a\0\0\xD8/\0>\0".as_slice());
    assert!(half.contains("help: the document is read as UTF-16LE; convert it to UTF-8\n"), "{half}");
}

#[test]
fn xml_that_is_not_well_formed() {
    let expected = "\
error[not-well-formed]: the document is not well-formed XML: expected `b` tag, not `a`
 --> a.xsd:2:4
  |
2 | <b></a>
  |    ^

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(problems("<a>\n<b></a>\n"), expected);
    let start = |text: &str| problems(text).lines().next().unwrap_or("").to_owned();
    assert_eq!(start("<a/><!-- "), "error[not-well-formed]: the document is not well-formed XML: expected `-->`");
    assert_eq!(start("<t:a/>"), "error[undeclared-prefix]: the prefix `t` is not declared");
    assert_eq!(
        start("<!DOCTYPE a [<!ENTITY b '<b/>'>]><a/>"),
        "error[unsupported-dtd]: an entity whose text has markup, or may have some, is not supported"
    );
    assert_eq!(start("<a/>"), "error[not-a-schema]: the document is neither a schema nor a WSDL 1.1 document");
    assert_eq!(
        start(""),
        "error[not-well-formed]: the document is not well-formed XML: the document does not have a root node"
    );
}

#[test]
fn too_much() {
    let start = |text: String| problems(text).lines().next().unwrap_or("").to_owned();
    assert_eq!(start("<a>".repeat(1_000_000)), "error[document-limit]: elements nested more than 128 deep");
    let attributes: String = (0..100_000).map(|idx| format!(" a{idx}=''")).collect();
    assert_eq!(start(format!("<a{attributes}/>")), "error[document-limit]: more than 1000 attributes in one start tag");
    let namespaces: String = (0..900).map(|idx| format!(" xmlns:a{idx}='urn:{idx}'")).collect();
    let children = "<b xmlns:x='urn:x'/>".repeat(1_000);
    assert_eq!(
        start(format!("<a{namespaces}>{children}</a>")),
        "error[document-limit]: too many namespace declarations"
    );

    let limits = Limits { max_document_size: 10, max_documents: 1 };
    let mut diagnostics = Diagnostics::new();
    let files = Memory::new().with("a.xsd", EMPTY);
    let input = load(&["a.xsd".to_owned()], &files, &Catalog::default(), &limits, &mut diagnostics);
    let text = diagnostics.render(&input.sources);
    assert!(text.starts_with("error[missing-document]: the document `a.xsd` is larger than 10 bytes\n"), "{text}");
}

#[test]
fn nesting_is_counted_outside_of_comments() {
    assert!(
        scan::check(&format!(
            "<a><!-- {} --><![CDATA[{}]]><?pi {} ?></a>",
            "<b>".repeat(200),
            "<c>".repeat(200),
            "<d>".repeat(200)
        ))
        .is_ok()
    );
    assert!(scan::check(&"<a x='>'><b/></a>".repeat(200)).is_ok());
    let deepest = format!("{}{}", "<a>".repeat(scan::MAX_DEPTH), "</a>".repeat(scan::MAX_DEPTH));
    assert!(scan::check(&deepest).is_ok());
    assert!(scan::check(&format!("<a>{deepest}</a>")).is_err());
}

#[test]
fn deep_but_allowed_nesting_needs_little_stack() {
    let n = (scan::MAX_DEPTH - 4) / 2;
    let content =
        format!("{}<xs:any/>{}", "<xs:sequence><xs:choice>".repeat(n), "</xs:choice></xs:sequence>".repeat(n));
    let text = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="T">{content}</xs:complexType></xs:schema>"#
    );
    let run = move || {
        let (mut diagnostics, files) = (Diagnostics::new(), Memory::new().with("a.xsd", text));
        let input = load(&["a.xsd".to_owned()], &files, &Catalog::default(), &Limits::default(), &mut diagnostics);
        let components = crate::components::resolve(&input.schemas, &input.definitions, &mut diagnostics);
        (diagnostics.is_empty(), components.types.len())
    };
    let thread = std::thread::Builder::new().stack_size(768 * 1024).spawn(run);
    let result = thread.ok().and_then(|it| it.join().ok());
    assert_eq!(result, Some((true, 47)));
}

#[test]
fn locations() {
    assert_eq!(path::join("schemas/a.xsd", "b.xsd"), "schemas/b.xsd");
    assert_eq!(path::join("schemas/a.xsd", "../b.xsd"), "b.xsd");
    assert_eq!(path::join("a.xsd", "../../b.xsd"), "../../b.xsd");
    assert_eq!(path::join("/x/a.xsd", "../../b.xsd"), "/b.xsd");
    assert_eq!(path::join("a.xsd", "file:///x/b.xsd"), "/x/b.xsd");
    assert_eq!(path::join("a.xsd", "file:///C:/x/b.xsd"), "C:/x/b.xsd");
    assert_eq!(path::join("a.xsd", "C:\\x\\b.xsd"), "C:/x/b.xsd");
    assert_eq!(path::join("x/a.xsd", "b%zz%41.xsd"), "x/b%zzA.xsd");
    assert!(path::is_remote("http://example.org/a.xsd"));
    assert!(path::is_remote("urn:a"));
    assert!(!path::is_remote("C:/a.xsd"));
    assert!(!path::is_remote("file:///a.xsd"));
    assert!(!path::is_remote("a.xsd"));
}

#[test]
fn what_lies_beneath_the_base_is_shown_relative_to_it() {
    let disk = Disk::new("/base/folder");
    assert_eq!(disk.display("/base/folder/schemas/a.xsd").as_deref(), Some("schemas/a.xsd"));
    assert_eq!(disk.display("/elsewhere/a.xsd"), None);
}
