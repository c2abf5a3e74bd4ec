//! The part that takes the whole of Exchange Web Services: 122 operations, more than a thousand types.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use peer_generate::Preset;
use serde_json::Value;

use crate::compile::{self, WITHOUT_RELEASE, with_source};
use crate::folders::Folders;
use crate::generate;
use crate::generators::{self, Generator, codegen, of_other_languages};
use crate::package::{Mode, Package, Side, measure};
use crate::report::Section;

/// Ours is small enough for several rounds; compiling the peer's code is not.
const ROUNDS: usize = 3;
const PEER_ROUNDS: usize = 1;

/// The preset whose output compiles; those of the smaller schemas make one Rust name of two names of these.
const PEER: Preset = Preset::Modules;

/// The schema of the XML namespace, which the service's schemas import without saying where it is.
const XML_SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/>
</xs:schema>
"#;

/// How much of the peer is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Nothing.
    Nothing,
    /// Generating, checking and building.
    Debug,
    /// A release build as well.
    Release,
}

/// Generates, counts, compiles and lints.
pub fn exchange(folders: &Folders, peer: Extent, rounds: Option<usize>) -> Result<Section> {
    let shared = std::env::var_os("EWS_SHARED").filter(|it| !it.is_empty()).map(PathBuf::from);
    let shared = shared.context("EWS_SHARED does not name the folder of the public schemas")?;
    let schemas = shared.join("ews/schemas-15.2").canonicalize().context("there is no ews/schemas-15.2")?;
    let service = schemas.join("services.wsdl");
    let ours = compile::ours(folders, "exchange-ours", &service, &["*"], rounds.unwrap_or(ROUNDS))?;
    let mut generator = Command::new(codegen(folders)?);
    generator.arg("generate").current_dir(ours.folder());
    let mut generators = vec![Generator { title: ours.title.clone(), command: Some(generator) }];
    let mut packages = vec![ours];
    // The peer's output is one line, which is formatted before it is compiled.
    let out = folders.work.join("exchange-peer.rs");
    if peer != Extent::Nothing {
        let title = format!("xsd-parser, {PEER}");
        let mut command = generators::peer(PEER, &out)?;
        command.env("BENCH_SCHEMAS", peer_schemas(&folders.work.join("exchange-schemas"), &schemas)?);
        generators.push(Generator { title: title.clone(), command: Some(command) });
        let mut package = Package::new(folders, Side::Peer, "exchange-peer", &title, rounds.unwrap_or(PEER_ROUNDS))?;
        package.modes = if peer == Extent::Release { &Mode::ALL } else { WITHOUT_RELEASE };
        packages.push(package);
    }
    generators.extend(of_other_languages(&service, &folders.work.join("exchange-others"))?);
    let generation = generators::measure("From the schemas to source", &generators, rounds.unwrap_or(ROUNDS))?;
    if let Some(package) = packages.pop_if(|it| it.title != "ours") {
        packages.push(with_source(package, &fs::read_to_string(&out)?)?);
    }
    let mut tables = vec![generation];
    tables.extend(measure("The crate of generated code alone", &packages)?);
    let warnings = n_warnings(&packages[0])?;
    let note = format!("{} {} Clippy warns of {warnings} places in ours.", generate::NOTE, compile::NOTE);
    Ok(Section { note, tables })
}

/// A copy of the schemas that says where the schema of the XML namespace is, without which the peer has no `xml:lang`.
fn peer_schemas(copy: &Path, schemas: &Path) -> Result<PathBuf> {
    fs::create_dir_all(copy)?;
    let types = fs::read_to_string(schemas.join("types.xsd")).context("types.xsd cannot be read")?;
    let import = "namespace=\"http://www.w3.org/XML/1998/namespace\"";
    ensure!(types.matches(import).count() == 1, "types.xsd does not import the XML namespace once");
    fs::write(copy.join("types.xsd"), types.replace(import, &format!("{import} schemaLocation=\"xml.xsd\"")))?;
    fs::copy(schemas.join("messages.xsd"), copy.join("messages.xsd")).context("messages.xsd cannot be copied")?;
    fs::write(copy.join("xml.xsd"), XML_SCHEMA)?;
    Ok(copy.to_path_buf())
}

/// The warnings of rustc and clippy for a crate.
fn n_warnings(package: &Package) -> Result<usize> {
    let mut command = package.cargo(&["clippy", "--message-format=json", "--", "--cap-lints", "warn"]);
    let output = command.output().context("clippy cannot be started")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut n_warnings = 0;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line)?;
        // A summary has no code.
        let counts = message["message"]["level"] == "warning" && !message["message"]["code"].is_null();
        n_warnings += usize::from(counts);
    }
    Ok(n_warnings)
}
