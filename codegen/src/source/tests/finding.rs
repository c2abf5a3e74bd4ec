//! Tests of where documents are found.

use super::schema;
use crate::diag::Diagnostics;
use crate::source::{Catalog, Limits, Memory, load};

/// The names of the documents that `main/a.xsd` leads to, and what is wrong.
fn found(files: Memory, catalog: &Catalog) -> (Vec<String>, String) {
    let mut diagnostics = Diagnostics::new();
    let input = load(&["main/a.xsd".to_owned()], &files, catalog, &Limits::default(), &mut diagnostics);
    input.absences().for_each(|it| diagnostics.push(it.clone()));
    let names = input.sources.iter().map(|(_, source)| source.name().to_owned()).collect();
    (names, diagnostics.render(&input.sources))
}

/// A document that imports `urn:b` from a location.
fn importing(location: &str) -> Memory {
    let import = format!(r#"<xs:import namespace="urn:b" schemaLocation="{location}"/>"#);
    Memory::new().with("main/a.xsd", schema("urn:a", &import))
}

fn entries(list: &[(&str, &str)]) -> Catalog {
    let mut catalog = Catalog::default();
    list.iter().for_each(|(key, path)| catalog.insert(*key, *path));
    catalog
}

/// A catalogue in memory.
fn xml_catalog(inside: &str) -> String {
    format!(r#"<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{inside}</catalog>"#)
}

/// What `location` leads to with a catalogue at `catalogs/c.xml`, and all the documents there may be.
fn by_catalog(inside: &str, location: &str, paths: &[&str]) -> (Vec<String>, String) {
    let files = importing(location).with("catalogs/c.xml", xml_catalog(inside));
    let files = paths.iter().fold(files, |files, path| files.with(path, schema("urn:b", "")));
    let mut catalog = Catalog::default();
    catalog.add_file("catalogs/c.xml");
    found(files, &catalog)
}

#[test]
fn the_location_as_written_comes_first() {
    let all = [
        ("../lib/b.xsd", "written.xsd"),
        ("lib/b.xsd", "resolved.xsd"),
        ("urn:b", "namespace.xsd"),
        ("../lib/*", "prefix/*"),
        ("../*", "shorter/*"),
    ];
    for n in 0..3 {
        let expected = all[n].1;
        let files = importing("../lib/b.xsd").with(expected, schema("urn:b", ""));
        let (names, _) = found(files, &entries(&all[n..3]));
        assert_eq!(names, ["main/a.xsd", expected]);
    }
    for (list, expected) in [(&all[2..], "prefix/b.xsd"), (&all[4..], "shorter/lib/b.xsd")] {
        let (names, problems) = found(importing("../lib/b.xsd").with(expected, schema("urn:b", "")), &entries(list));
        assert_eq!(names, ["main/a.xsd", expected], "{problems}");
    }
}

#[test]
fn what_follows_a_prefix_is_decoded() {
    let files = importing("http://example.org/x/b%20c.xsd").with("lib/x/b c.xsd", schema("urn:b", ""));
    let (names, problems) = found(files, &entries(&[("http://example.org/*", "lib/*")]));
    assert_eq!((names[1].as_str(), problems.as_str()), ("lib/x/b c.xsd", ""));
}

#[test]
fn a_copy_refers_to_others_as_the_original_does() {
    let files = importing("http://example.org/x/b.xsd")
        .with("copies/b.xsd", schema("urn:b", r#"<xs:include schemaLocation="../y/c.xsd"/>"#))
        .with("copies/c.xsd", schema("urn:b", "").replace("\"e\"", "\"f\""));
    let catalog =
        entries(&[("http://example.org/x/b.xsd", "copies/b.xsd"), ("http://example.org/y/c.xsd", "copies/c.xsd")]);
    assert_eq!(
        found(files, &catalog),
        (["main/a.xsd", "copies/b.xsd", "copies/c.xsd"].map(str::to_owned).into(), String::new())
    );
}

#[test]
fn a_mapped_document_that_does_not_exist() {
    let (_, problems) = found(importing("http://example.org/b.xsd"), &entries(&[("http://example.org/*", "lib/*")]));
    assert!(problems.starts_with("error[missing-document]: the document `lib/b.xsd` does not exist\n"), "{problems}");
    assert!(problems.contains("\nnote: `http://example.org/*` under [locations] names it\n"), "{problems}");
}

#[test]
fn entries_without_use_are_told() {
    let files = importing("lib/b.xsd").with("main/lib/b.xsd", schema("urn:b", ""));
    let expected = "\
warning[unused-location]: the configuration says where `libs/b.xsd` is, which no document asks for
help: `lib/b.xsd` is asked for

warning: 1 warning in 2 documents
";
    assert_eq!(found(files, &entries(&[("libs/b.xsd", "b.xsd")])).1, expected);
}

#[test]
fn folders_are_searched_by_file_name() {
    let mut catalog = Catalog::default();
    catalog.add_folder("first");
    catalog.add_folder("second");
    for location in ["http://example.org/x/B.xsd?v=1#b", "../no/b.xsd", "urn:x/b.xsd", "file:///no/b.xsd"] {
        let files = importing(location).with("second/b.xsd", schema("urn:b", ""));
        assert_eq!(found(files, &catalog).0, ["main/a.xsd", "second/b.xsd"], "{location}");
    }
    // What is where its location says is not looked for.
    let files = importing("b.xsd").with("main/b.xsd", schema("urn:b", "")).with("first/b.xsd", "");
    assert_eq!(found(files, &catalog).0, ["main/a.xsd", "main/b.xsd"]);
    let (_, problems) = found(importing("lib/b.xsd"), &catalog);
    assert!(problems.contains("\nnote: there is no `b.xsd` in `first`, `second` either\n"), "{problems}");
}

#[test]
fn letter_case_is_forgiven_where_it_is_clear() {
    let both = r#"<xs:include schemaLocation="LIB/B.XSD"/><xs:include schemaLocation="lib/b.xsd"/>"#;
    let b = || schema("urn:a", "").replace("\"e\"", "\"f\"");
    let main = Memory::new().with("main/a.xsd", schema("urn:a", both));
    let (names, problems) = found(main.clone().with("main/Lib/b.XSD", b()), &Catalog::default());
    assert_eq!((names, problems.as_str()), (vec!["main/a.xsd".to_owned(), "main/Lib/b.XSD".to_owned()], ""));
    // Two names that differ in case alone are two documents, and neither is `LIB/B.XSD`.
    let (names, problems) = found(main.with("main/lib/b.xsd", b()).with("main/lib/B.xsd", b()), &Catalog::default());
    assert_eq!(names, ["main/a.xsd", "main/lib/b.xsd"]);
    assert!(problems.contains("the document `main/lib/B.XSD` does not exist"), "{problems}");
}

#[test]
fn a_document_in_memory_can_be_called_by_its_address() {
    let files = importing("http://example.org/b.xsd")
        .with("http://example.org/b.xsd", schema("urn:b", r#"<xs:include schemaLocation="c.xsd"/>"#))
        .with("http://example.org/c.xsd", schema("urn:b", "").replace("\"e\"", "\"f\""));
    let (names, problems) = found(files, &Catalog::default());
    assert_eq!(names, ["main/a.xsd", "http://example.org/b.xsd", "http://example.org/c.xsd"]);
    assert_eq!(problems, "");
}

#[test]
fn the_entries_of_catalogues() {
    let address = "http://example.org/x/b.xsd";
    for (inside, expected) in [
        (r#"<uri name="http://example.org/x/b.xsd" uri="b.xsd"/>"#, "catalogs/b.xsd"),
        (r#"<system systemId="http://example.org/x/b.xsd" uri="../b.xsd"/>"#, "b.xsd"),
        (r#"<uri name="urn:b" uri="b.xsd"/>"#, "catalogs/b.xsd"),
        (r#"<public publicId=" urn:b " uri="b.xsd"/>"#, "catalogs/b.xsd"),
        (r#"<rewriteURI uriStartString="http://example.org/" rewritePrefix="copies/"/>"#, "catalogs/copies/x/b.xsd"),
        (r#"<rewriteSystem systemIdStartString="http://example.org/x/" rewritePrefix="./"/>"#, "catalogs/b.xsd"),
        (r#"<uriSuffix uriSuffix="/b.xsd" uri="b.xsd"/>"#, "catalogs/b.xsd"),
        (r#"<systemSuffix systemIdSuffix="x/b.xsd" uri="b.xsd"/>"#, "catalogs/b.xsd"),
        // The longest one counts, and an exact one before it.
        (
            r#"<rewriteURI uriStartString="http://" rewritePrefix="no/"/>
               <rewriteURI uriStartString="http://example.org/x/" rewritePrefix="yes/"/>
               <uriSuffix uriSuffix="b.xsd" uri="no.xsd"/>"#,
            "catalogs/yes/b.xsd",
        ),
        (
            r#"<rewriteURI uriStartString="http://" rewritePrefix="no/"/><uri name="http://example.org/x/b.xsd" uri="b.xsd"/>
               <uri name="http://example.org/x/b.xsd" uri="no.xsd"/>"#,
            "catalogs/b.xsd",
        ),
        (
            r#"<group xml:base="copies/"><uri name="http://example.org/x/b.xsd" uri="b.xsd" xml:base="of/"/></group>"#,
            "catalogs/copies/of/b.xsd",
        ),
        (r#"<x xmlns="urn:x"><uri/></x><uri name="urn:b" uri="b.xsd" xmlns:x="urn:x" x:y=""/>"#, "catalogs/b.xsd"),
    ] {
        let (names, problems) = by_catalog(inside, address, &[expected]);
        assert_eq!(names, ["catalogs/c.xml", "main/a.xsd", expected], "{inside}\n{problems}");
        assert_eq!(problems, "");
    }
    // What may not stand in an address is escaped on both sides.
    let (names, _) = by_catalog(r#"<uri name="b c.xsd" uri="b.xsd"/>"#, "b%20c.xsd", &["catalogs/b.xsd"]);
    assert_eq!(names.last().map(String::as_str), Some("catalogs/b.xsd"));
}

#[test]
fn catalogues_name_catalogues() {
    let location = "http://example.org/b.xsd";
    let b = |path: &str| format!(r#"<uri name="{location}" uri="{path}"/>"#);
    let run = |first: &str, second: &str, third: &str| {
        let files = importing(location)
            .with("1.xml", xml_catalog(first))
            .with("2.xml", xml_catalog(second))
            .with("3.xml", xml_catalog(third))
            .with("b.xsd", schema("urn:b", ""));
        let mut catalog = Catalog::default();
        catalog.add_file("1.xml");
        let (names, problems) = found(files, &catalog);
        (names.last().cloned().unwrap_or_default(), problems)
    };
    // In a circle, the next one is asked only where nothing was found.
    let circle = r#"<nextCatalog catalog="2.xml"/><nextCatalog catalog="1.xml"/>"#;
    assert_eq!(run(circle, r#"<nextCatalog catalog="3.xml"/><nextCatalog catalog="1.xml"/>"#, &b("b.xsd")).0, "b.xsd");
    assert_eq!(run(&format!("{circle}{}", b("b.xsd")), &b("no.xsd"), "").0, "b.xsd");
    // Whoever is delegated to is the last one to be asked; the longest prefix first.
    let delegate =
        |prefix: &str, catalog: &str| format!(r#"<delegateURI uriStartString="{prefix}" catalog="{catalog}"/>"#);
    let both = delegate("http://", "2.xml") + &delegate("http://example.org/", "3.xml");
    assert_eq!(run(&both, &b("no.xsd"), &b("b.xsd")).0, "b.xsd");
    assert_eq!(run(&both, &b("b.xsd"), "").0, "b.xsd");
    let (_, problems) =
        run(&format!(r#"{}<nextCatalog catalog="3.xml"/>"#, delegate("http:", "2.xml")), "", &b("b.xsd"));
    assert!(problems.contains("error[missing-document]"), "{problems}");
}

#[test]
fn catalogues_that_are_wrong() {
    let start = |text: &str| {
        let mut catalog = Catalog::default();
        catalog.add_file("c.xml");
        let files = Memory::new().with("main/a.xsd", schema("urn:a", "")).with("c.xml", text);
        found(files, &catalog).1
    };
    let first = |text: &str| start(text).lines().next().unwrap_or_default().to_owned();
    assert_eq!(
        start(&xml_catalog("<rewriteUri/>")),
        "\
error[bad-catalog]: XML catalogues have no element `rewriteUri`
 --> c.xml:1:62
  |
1 | <catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\"><rewriteUri/></catalog>
  |                                                              ^^^^^^^^^^^^^
  |
help: a similar one is `rewriteURI`
help: to go on all the same, write `bad-catalog = \"warning\"` under [rules]; what breaks the rule is then left out

error: 1 problem in 2 documents; nothing was written
"
    );
    assert_eq!(first(&xml_catalog("<uri uri='b.xsd'/>")), "error[bad-catalog]: `uri` needs the attribute `name`");
    assert_eq!(first("<catalog/>"), "error[not-a-catalog]: the document is no OASIS XML catalogue");
    assert_eq!(
        first("<catalog"),
        "error[not-well-formed]: the document is not well-formed XML: the document does not have a root node"
    );
    assert_eq!(
        first("<!DOCTYPE c [<!ENTITY a '<b/>'>]><c/>"),
        "error[unsupported-dtd]: an entity whose text has markup, or may have some, is not supported"
    );
    let with_dtd =
        r#"<!DOCTYPE catalog PUBLIC "-//OASIS//DTD XML Catalogs V1.1//EN" "http://www.oasis-open.org/c.dtd">"#;
    assert_eq!(first(&format!("{with_dtd}{}", xml_catalog(""))), "");
    assert_eq!(
        first(&xml_catalog(&"<group>".repeat(200))),
        "error[document-limit]: elements nested more than 128 deep"
    );
    let missing = start(&xml_catalog("<nextCatalog catalog='no.xml'/>"));
    assert!(
        missing.starts_with("error[missing-catalog]: the catalogue `no.xml` does not exist\n --> c.xml:1:62\n"),
        "{missing}"
    );
}

#[test]
fn locations_in_other_forms() {
    // Absolute, as a URL, with escapes, with a byte order mark and other line ends: all are the same document.
    let references =
        ["/lib/b c.xsd", "file:///lib/b%20c.xsd", "file:/lib/b c.xsd", "../../lib/./b%20c.xsd", "..\\..\\lib\\b c.xsd"];
    let references: String =
        references.iter().map(|it| format!(r#"<xs:import namespace="urn:b" schemaLocation="{it}"/>"#)).collect();
    let text = schema("urn:b", "").replace("><", ">\r\n<");
    let files = Memory::new()
        .with("/x/y/a.xsd", schema("urn:a", &references))
        .with("/lib/b c.xsd", format!("\u{feff}<?xml version=\"1.0\"?>\r\n{text}"));
    let mut diagnostics = Diagnostics::new();
    let input = load(&["/x/y/a.xsd".to_owned()], &files, &Catalog::default(), &Limits::default(), &mut diagnostics);
    let names: Vec<&str> = input.sources.iter().map(|(_, source)| source.name()).collect();
    assert_eq!(names, ["a.xsd", "b c.xsd"]);
    assert!(diagnostics.is_empty());
}

#[test]
fn one_namespace_over_several_documents() {
    let imports = r#"<xs:import namespace="urn:b" schemaLocation="b1.xsd"/><xs:import namespace="urn:b" schemaLocation="b2.xsd"/>"#;
    let files = Memory::new()
        .with("main/a.xsd", schema("urn:a", imports))
        .with("main/b1.xsd", schema("urn:b", r#"<xs:import namespace="urn:a" schemaLocation="../main/a.xsd"/>"#))
        .with("main/b2.xsd", schema("urn:b", r#"<xs:import namespace="http://www.w3.org/XML/1998/namespace"/>"#));
    let (names, problems) = found(files, &Catalog::default());
    assert_eq!(names, ["main/a.xsd", "main/b1.xsd", "main/b2.xsd", "xml.xsd (built in)"]);
    assert_eq!(problems, "");
}
