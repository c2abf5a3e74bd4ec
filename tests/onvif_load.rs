//! The 24 WSDL documents of ONVIF and that of WS-Discovery, as they come: their schemas are where no location says, and
//! break rules. One configuration loads and resolves all of them, together and each alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::fs;
use std::path::{Path, PathBuf};

use xsd_codegen::{Builder, Rule, Stages};

#[path = "support"]
mod support {
    pub mod shared;
}
use support::shared;

/// Stands for a document that is not at hand: what is used of it.
const ADDRESSING: &str = r#"
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
           targetNamespace="http://schemas.xmlsoap.org/ws/2004/08/addressing" elementFormDefault="qualified">
  <xs:element name="EndpointReference" type="wsa:EndpointReferenceType"/>
  <xs:complexType name="EndpointReferenceType">
    <xs:sequence>
      <xs:element name="Address" type="xs:anyURI"/>
    </xs:sequence>
  </xs:complexType>
</xs:schema>"#;

/// The configuration for all of them.
fn builder(folder: &Path) -> Builder {
    let external = |name: &str| folder.join("xsd_external").join(name);
    Builder::new()
        // Most schemas are only in another folder than their locations say.
        .search(folder.join("xsd"))
        .search(folder.join("xsd_external"))
        // Some have another name there.
        .location("http://www.w3.org/2005/05/xmlmime", external("xmlmime.xsd"))
        .location("http://www.w3.org/2003/05/soap-envelope", external("soap-envelope.xsd"))
        .location("http://www.w3.org/2004/08/xop/include", external("include.xsd"))
        .location("../ver10/device/wsdl/devicemgmt.wsdl", folder.join("wsdl/devicemgmt.wsdl.xml"))
        .location("http://schemas.xmlsoap.org/ws/2004/08/addressing", "addressing.xsd")
        .document_text("addressing.xsd", ADDRESSING)
        .rule("ambiguous-content", Rule::Allow)
        .rule("unexpected-attribute", Rule::Warning)
        // The notification service is not at hand: its operations are left out.
        .rule("missing-wsdl", Rule::Warning)
        // A document alone does not ask for all of the locations.
        .rule("unused-location", Rule::Allow)
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut documents: Vec<PathBuf> =
        fs::read_dir(folder.join("wsdl")).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.sort();
    assert_eq!(documents.len(), 25);
    documents
}

/// The stages, if the components are whole.
fn resolved(builder: &Builder, what: &str) -> Stages {
    let stages = builder.stages();
    let message = stages.diagnostics.render(&stages.input.sources);
    assert!(!stages.diagnostics.has_errors(), "{what}:\n{message}");
    stages
}

#[test]
fn each_alone() {
    let Some(folder) = shared::folder().map(|it| it.join("corpus/onvif")) else { return };
    for document in documents(&folder) {
        let name = document.file_name().unwrap().to_string_lossy().into_owned();
        let components = resolved(&builder(&folder).schema(&document), &name).components.unwrap();
        // WS-Discovery has port types alone. Of event.wsdl.xml the operations are left that are its own.
        assert_eq!(components.operations.is_empty(), name == "ws-discovery.wsdl", "{name}");
    }
}

#[test]
fn all_together() {
    let Some(folder) = shared::folder().map(|it| it.join("corpus/onvif")) else { return };
    let all = documents(&folder).iter().fold(builder(&folder), |builder, document| builder.schema(document));
    let stages = resolved(&all, "all");
    assert_eq!(stages.input.definitions.len(), 25);
    let mut names: Vec<&str> = stages.input.sources.iter().map(|(_, source)| source.name()).collect();
    assert_eq!(names.iter().filter(|it| it.ends_with("onvif.xsd")).count(), 1, "{names:?}");
    let n_all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), n_all, "each document is loaded once");
    // The rules that are broken are errors without the option.
    let strict = all.rule("ambiguous-content", Rule::Error).rule("unexpected-attribute", Rule::Error).stages();
    assert!(strict.diagnostics.n_errors() > 20, "{}", strict.diagnostics.render(&strict.input.sources));
}
