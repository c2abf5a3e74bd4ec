//! Every operation of the ONVIF services, real WSDL documents with SOAP 1.2, is resolved.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xsd_codegen::components::{Body, SoapVersion, resolve};
use xsd_codegen::diag::Diagnostics;
use xsd_codegen::source::{Catalog, Limits, Memory, load};

mod support {
    pub(crate) mod shared;
}
use support::shared;

/// Imports of WSDL documents that are not there: faults, and the port types of the notifications.
const INCOMPLETE: &str = "event.wsdl";

/// What is said of operations.
const CODES: [&str; 12] = [
    "ambiguous-operation",
    "differing-binding",
    "missing-body-namespace",
    "part-mismatch",
    "unbound-operation",
    "unknown-fault",
    "unknown-operation",
    "unknown-output",
    "unresolved-binding",
    "unresolved-message",
    "unresolved-part",
    "unsupported-binding",
];

#[test]
fn operations_of_onvif() {
    let Some(shared) = shared::folder() else { return };
    let documents = documents(&shared.join("corpus/onvif"));
    let memory = documents.iter().fold(Memory::new(), |memory, (name, text)| memory.with(name, text.as_str()));
    let services = documents.iter().filter(|(name, _)| name.ends_with(".wsdl") && *name != INCOMPLETE);
    let mut n_operations = 0;
    for (name, text) in services {
        let mut actions: Vec<String> = actions(text);
        if actions.is_empty() {
            continue;
        }
        let mut diagnostics = Diagnostics::new();
        let input =
            load(std::slice::from_ref(name), &memory, &Catalog::default(), &Limits::default(), &mut diagnostics);
        let components = resolve(&input.schemas, &input.definitions, &mut diagnostics);
        let said: Vec<_> = diagnostics.sorted().into_iter().filter(|it| CODES.contains(&it.code)).collect();
        assert!(said.is_empty(), "{name}: {said:#?}");
        let operations = components.operations.iter().filter(|it| {
            let at = input.sources.position(&it.span);
            at.is_some_and(|at| at.name == name)
        });
        let mut found = Vec::new();
        for it in operations {
            assert_eq!(it.soap_version, SoapVersion::Soap12, "{name}: {}", it.name);
            let bodies = (it.input, it.output);
            assert!(matches!(bodies, (Body::Element(_), Some(Body::Element(_)))), "{name}: {}", it.name);
            found.extend(it.soap_action.clone());
        }
        found.sort();
        actions.sort();
        assert_eq!(found, actions, "{name}");
        n_operations += found.len();
    }
    assert_eq!(n_operations, 537, "operations of all services");
}

/// The documents by their names, which alone is what they refer to each other by here.
fn documents(folder: &Path) -> BTreeMap<String, String> {
    let mut documents = BTreeMap::new();
    for part in ["wsdl", "xsd", "xsd_external"] {
        for entry in fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().trim_end_matches(".xml").to_owned();
            documents.insert(name, with_short_locations(&fs::read_to_string(path).unwrap()));
        }
    }
    documents
}

/// A document whose references are names without a folder, with the extension that the files have.
fn with_short_locations(text: &str) -> String {
    let mut short = String::new();
    let mut rest = text;
    while let Some(at) =
        ["schemaLocation=\"", " location=\""].iter().filter_map(|it| Some(rest.find(it)? + it.len())).min()
    {
        let (before, after) = rest.split_at(at);
        let (location, after) = after.split_once('"').unwrap();
        let name = location.rsplit('/').next().unwrap();
        let name = if name == "addressing" { "ws-addr" } else { name };
        let extension = if name.contains('.') { "" } else { ".xsd" };
        short.push_str(&format!("{before}{name}{extension}\""));
        rest = after;
    }
    short + rest
}

/// The actions that a document says.
fn actions(text: &str) -> Vec<String> {
    let actions = text.split("soapAction=\"").skip(1);
    actions.map(|it| it.split('"').next().unwrap().to_owned()).collect()
}
