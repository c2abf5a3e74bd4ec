//! The option `rules`: every error that can be relaxed is one by default, and a warning or nothing where the options
//! say so, with code that compiles. The schemas that break the rules are in `tests/rules`, each named after its rule, and
//! so is the code.
//!
//! `UPDATE_GOLDEN=1 cargo test --test rules` replaces that code by what is found; then run it again, as it is compiled
//! into the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use xsd_codegen::diag::{CODES, Code, Severity};
use xsd_codegen::{Builder, Rule};

#[path = "support"]
mod support {
    pub mod expect;
}
use support::expect::{compare, report};

/// A module for each rule, generated from the schema that breaks it.
#[allow(dead_code, unused_imports)]
mod relaxed {
    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/expected.rs"));
}

/// A rule, and what stands in a WSDL document that breaks it in place of what does not.
const WSDL: &[(&str, &str, &str)] = &[
    ("missing-wsdl", "<wsdl:types>", r#"<wsdl:import namespace="urn:n" location="none.wsdl"/><wsdl:types>"#),
    (
        "unknown-fault",
        r#"soapAction="new"/>"#,
        r#"soapAction="new"/><wsdl:fault name="None"><soap:fault name="None"/></wsdl:fault>"#,
    ),
    (
        "unknown-output",
        r#"Old"><wsdl:input message="t:Ask"/><wsdl:output message="t:Answer"/>"#,
        r#"Old"><wsdl:input message="t:Ask"/>"#,
    ),
    ("unknown-operation", r#"<wsdl:operation name="Old">"#, r#"<wsdl:operation name="Older">"#),
    ("unresolved-binding", r#"binding="t:Soap""#, r#"binding="t:Other""#),
    ("unsupported-binding", r#"<wsdl:input><soap:body use="literal"/>"#, r#"<wsdl:input><soap:body use="encoded"/>"#),
];

const WSDL_DOCUMENT: &str = r#"
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:t="urn:t" targetNamespace="urn:t">
  <wsdl:types>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
      <xs:element name="Ask" type="xs:int"/>
      <xs:element name="Answer" type="xs:int"/>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="Ask"><wsdl:part name="body" element="t:Ask"/></wsdl:message>
  <wsdl:message name="Answer"><wsdl:part name="body" element="t:Answer"/></wsdl:message>
  <wsdl:portType name="Port">
    <wsdl:operation name="New"><wsdl:input message="t:Ask"/><wsdl:output message="t:Answer"/></wsdl:operation>
    <wsdl:operation name="Old"><wsdl:input message="t:Ask"/><wsdl:output message="t:Answer"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Soap" type="t:Port">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="New">
      <soap:operation soapAction="new"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
    <wsdl:operation name="Old">
      <soap:operation soapAction="old"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Service"><wsdl:port name="Port" binding="t:Soap"/></wsdl:service>
</wsdl:definitions>"#;

/// A rule about catalogues, and what a catalogue that breaks it says.
const CATALOGS: &[(&str, &str)] = &[
    ("bad-catalog", r#"<uri name="urn:x"/><url name="urn:y" uri="y.xsd"/>"#),
    ("missing-catalog", r#"<nextCatalog catalog="none.xml"/>"#),
];

/// A schema for each rule that one can break, named after it; and the code for all of them.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// A builder for each rule, with input that breaks it.
fn cases() -> Vec<(String, Builder)> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "xsd") {
            let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
            cases.push((code, Builder::new().schema(path)));
        }
    }
    for (code, right, wrong) in WSDL {
        assert!(WSDL_DOCUMENT.contains(right), "{code}");
        // The last one, so that the first operation is left.
        let (before, after) = WSDL_DOCUMENT.rsplit_once(right).unwrap();
        cases.push(((*code).to_owned(), Builder::new().schema_text("input.wsdl", &format!("{before}{wrong}{after}"))));
    }
    for (code, inside) in CATALOGS {
        let text = format!(r#"<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{inside}</catalog>"#);
        let schema = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="root" type="xs:int"/></xs:schema>"#;
        let builder = Builder::new().schema_text("input.xsd", schema);
        cases.push(((*code).to_owned(), builder.catalog("catalog.xml").document_text("catalog.xml", &text)));
    }
    cases.sort_by(|(a, _), (b, _)| a.cmp(b));
    cases
}

#[test]
fn every_rule_that_can_be_relaxed_has_a_case() {
    let relaxable = |it: &&Code| it.1 == Severity::Error && it.2.is_relaxable();
    let expected: Vec<&str> = CODES.iter().filter(relaxable).map(|it| it.0).collect();
    let cases = cases();
    assert_eq!(cases.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), expected);
}

#[test]
fn errors_become_warnings_or_nothing() {
    for (code, builder) in cases() {
        let error = builder.generate().expect_err(&code).to_string();
        let codes: BTreeSet<&str> =
            error.lines().filter_map(|it| it.strip_prefix("error[")?.split(']').next()).collect();
        assert_eq!(codes, BTreeSet::from([code.as_str()]), "{error}");
        let help = format!("help: to go on all the same, write `{code} = \"warning\"` under [rules]; ");
        assert_eq!(error.matches(&help).count(), 1, "{error}");

        let warned = builder.clone().rule(&code, Rule::Warning).generate().unwrap_or_else(|error| panic!("{error}"));
        assert!(warned.warnings.contains(&format!("warning[{code}]: ")), "{}", warned.warnings);
        assert!(!warned.warnings.contains("to go on all the same"), "{}", warned.warnings);

        let allowed = builder.clone().rule(&code, Rule::Allow).generate().unwrap_or_else(|error| panic!("{error}"));
        assert!(!allowed.warnings.contains(&format!("[{code}]")), "{}", allowed.warnings);
        assert_eq!(allowed.files, warned.files, "{code}");
    }
}

#[test]
fn what_is_generated_all_the_same_compiles() {
    let mut text = String::new();
    for (code, builder) in cases() {
        let output = builder.rule(&code, Rule::Warning).generate().unwrap_or_else(|error| panic!("{error}"));
        let module = code.replace('-', "_");
        let _ = writeln!(text, "pub mod {module} {{\n{}}}\n", output.files.first().unwrap().text);
    }
    let path = folder().join("expected.rs");
    report(&Vec::from_iter(compare(&path, &text)), "rules");
    let compiled = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/expected.rs")).replace("\r\n", "\n");
    assert!(compiled == text, "tests/rules/expected.rs is new; run the test again to compile it");
}

/// What is missing for a schema is an error even where a missing WSDL document is none.
#[test]
fn a_schema_cannot_do_without_a_missing_document() {
    let import = r#"<wsdl:import namespace="urn:n" location="none.wsdl"/><wsdl:types>"#;
    let text = WSDL_DOCUMENT
        .replace("<wsdl:types>", import)
        .replace(r#"name="Ask" type="xs:int""#, r#"name="Ask" type="n:AskType" xmlns:n="urn:n""#);
    let builder = Builder::new().schema_text("input.wsdl", &text);
    let error = builder.generate().unwrap_err().to_string();
    assert!(error.starts_with("error[missing-wsdl]: ") && !error.contains("unresolved-type"), "{error}");
    let error = builder.rule("missing-wsdl", Rule::Warning).generate().unwrap_err().to_string();
    assert!(error.contains("error[unresolved-type]: type `n:AskType` is not declared"), "{error}");
}

#[test]
fn warnings_become_errors_or_nothing() {
    let schema = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="T">
        <xs:restriction base="xs:string"><xs:enumeration value="a"/><xs:enumeration value="a"/></xs:restriction>
    </xs:simpleType></xs:schema>"#;
    let builder = Builder::new().schema_text("input.xsd", schema);
    assert!(builder.generate().unwrap().warnings.starts_with("warning[duplicate-value]: "));
    assert_eq!(builder.clone().rule("duplicate-value", Rule::Allow).generate().unwrap().warnings, "");
    let error = builder.rule("duplicate-value", Rule::Error).generate().unwrap_err().to_string();
    assert!(error.starts_with("error[duplicate-value]: "), "{error}");
    assert!(!error.contains("help:"), "{error}");
}

/// All codes that the sources of the generator report are in the table, in order.
#[test]
fn the_table_is_complete() {
    let codes: Vec<&str> = CODES.iter().map(|it| it.0).collect();
    assert!(codes.is_sorted(), "{codes:?}");
    let mut files = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("codegen/src")];
    let mut missing = BTreeSet::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
            continue;
        }
        if path.to_string_lossy().contains("tests") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        for start in ["Diagnostic::error(", "Diagnostic::warning("] {
            let calls = text.split(start).skip(1).filter_map(|it| it.trim_start().strip_prefix('"')?.split('"').next());
            missing.extend(calls.filter(|it| !codes.contains(it)).map(str::to_owned));
        }
    }
    assert_eq!(missing, BTreeSet::new(), "codes that codegen/src/diag/rules.rs does not decide about");
}
