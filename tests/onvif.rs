//! The services of ONVIF, 24 descriptions that import each other by locations that are nowhere: a configuration says
//! where the documents are, and what is generated compiles without a warning and reads and writes messages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use xsd_codegen::{Builder, Stages};

#[path = "support"]
mod support {
    pub(crate) mod package;
    pub(crate) mod shared;
    #[allow(dead_code)]
    pub(crate) mod tree;
}
use support::package::Package;
use support::{shared, tree};

const LIBRARY: &str = "\
#![deny(warnings)]

include!(\"generated.rs\");
";

/// The program reads envelopes and what is in them, and writes the bodies into envelopes of its own.
const PROGRAM: &str = r#"use onvif::{device, event, soap_envelope};
use xsd_runtime::{Read, ReadOptions, Root, Write, to_string};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn body<T: Root + Read>(document: &str) -> Result<T> {
    let envelope: soap_envelope::EnvelopeElement = ReadOptions::strict().read(document)?;
    let [body] = &envelope.0.body.any[..] else { return Err("one body is expected".into()) };
    Ok(body.read(&ReadOptions::strict())?)
}

fn envelope<T: Root + Write>(body: &T) -> Result<String> {
    let namespace = "http://www.w3.org/2003/05/soap-envelope";
    Ok(format!(r"<e:Envelope xmlns:e='{namespace}'><e:Body>{}</e:Body></e:Envelope>", to_string(body)?))
}

fn again<T: Root + Read + Write + PartialEq>(document: &str) -> Result<String> {
    let value: T = body(document)?;
    let written = envelope(&value)?;
    if body::<T>(&written)? != value {
        return Err("what was written is read as something else".into());
    }
    Ok(written)
}

fn main() -> Result<()> {
    // A value made here.
    let response = device::GetDeviceInformationResponse::new("Example", "E & <1>", "1.0", "0001", "A");
    let read: device::GetDeviceInformationResponse = body(&envelope(&response)?)?;
    if read != response || read.model != "E & <1>" {
        return Err("the device is another one".into());
    }
    // Values of documents.
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(from), Some(to)) = (arguments.next(), arguments.next(), arguments.next()) {
        let document = std::fs::read_to_string(&from)?;
        let written = match name.as_str() {
            "SetNetworkInterfaces" => again::<device::SetNetworkInterfaces>(&document),
            "GetCapabilitiesResponse" => again::<device::GetCapabilitiesResponse>(&document),
            "CreatePullPointSubscription" => again::<event::CreatePullPointSubscription>(&document),
            "PullMessagesResponse" => again::<event::PullMessagesResponse>(&document),
            _ => Err("no such message".into()),
        };
        match written {
            Ok(written) => std::fs::write(to, written)?,
            Err(error) => println!("{from}: {error}"),
        }
    }
    Ok(())
}
"#;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/onvif")
}

/// The configuration, with the folder of the documents put in. It lies beside copies of the stand-ins that it names, in
/// a folder of the test's own.
fn configuration(shared: &Path, test: &str) -> Builder {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("onvif-configuration").join(test);
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
        }
    }
    let corpus = shared.join("corpus/onvif").to_string_lossy().replace('\\', "/");
    let text = fs::read_to_string(folder().join("codegen.toml")).unwrap();
    fs::write(copy.join("codegen.toml"), text.replace("CORPUS", &corpus)).unwrap();
    Builder::from_config(copy.join("codegen.toml")).unwrap()
}

/// Nothing is lost on the way: what the services bind, and nothing else, is an operation, those of the stand-ins' port
/// types among them.
#[test]
fn all_operations_are_there() {
    let Some(shared) = shared::folder() else { return };
    let Stages { plan, diagnostics, input, .. } = configuration(&shared, "operations").stages();
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&input.sources));
    let listed: BTreeSet<String> = plan.unwrap().list_operations().into_iter().map(|it| it.name).collect();

    let mut bound = BTreeSet::new();
    let mut n_services = 0;
    for entry in fs::read_dir(shared.join("corpus/onvif/wsdl")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let operations = bound_operations(&text);
        n_services += usize::from(!operations.is_empty());
        bound.extend(operations);
    }
    assert_eq!(n_services, 24);
    assert_eq!(bound.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "these are missing");
    assert_eq!(listed.difference(&bound).collect::<Vec<_>>(), Vec::<&String>::new(), "these are not bound");
}

/// The operations of a document's bindings, as `PTZ/GetNodes`.
fn bound_operations(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text).unwrap();
    let is = |node: &roxmltree::Node<'_, '_>, name| node.has_tag_name(("http://schemas.xmlsoap.org/wsdl/", name));
    let mut operations = Vec::new();
    for binding in document.root_element().children().filter(|it| is(it, "binding")) {
        let (_, port_type) = binding.attribute("type").unwrap().split_once(':').unwrap();
        for operation in binding.children().filter(|it| is(it, "operation")) {
            operations.push(format!("{port_type}/{}", operation.attribute("name").unwrap()));
        }
    }
    operations
}

#[test]
fn messages_come_back_as_they_went_in() {
    let Some(shared) = shared::folder() else { return };
    let output = configuration(&shared, "messages").generate().unwrap();
    let [file] = <[_; 1]>::try_from(output.files).unwrap();
    let package = Package::new("onvif");
    package.write("src/generated.rs", &file.text);
    package.write("src/lib.rs", LIBRARY);
    package.write("src/main.rs", PROGRAM);

    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join("onvif/written");
    let _ = fs::remove_dir_all(&written);
    fs::create_dir_all(&written).unwrap();
    let mut arguments: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder().join("messages")).unwrap() {
        let path = entry.unwrap().path();
        let to = written.join(path.file_name().unwrap());
        arguments.extend([path.file_stem().unwrap().into(), path, to]);
    }
    let printed = package.run(&arguments.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    assert_eq!(printed, "");

    for message in arguments.chunks(3) {
        let [_, from, to] = message else { unreachable!("three arguments a message") };
        let difference = tree::difference(&body(to), &body(from));
        assert_eq!(difference.unwrap_or_default(), "", "{}", from.display());
    }
}

/// The lines of a message's body: our envelope is not the one that the message came in.
fn body(path: &Path) -> Vec<String> {
    let lines = tree::lines(&fs::read_to_string(path).unwrap());
    let start = lines.iter().position(|line| line == "  {http://www.w3.org/2003/05/soap-envelope}Body").unwrap();
    lines[start..].to_vec()
}
