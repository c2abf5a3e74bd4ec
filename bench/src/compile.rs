//! The part that compiles generated code: for the thirteen operations of instant messaging, and for one of them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use peer_generate::{Preset, format_source, generate_elements, generate_source};

use crate::children::run;
use crate::folders::Folders;
use crate::generators::codegen;
use crate::package::{Mode, Package, Side, measure, toml_string};
use crate::report::Section;

/// One operation, and what goes with it: request, response, and the headers that its messages name.
const OPERATION: &str = "AddImGroup";
const ELEMENTS: [&str; 6] = [
    "m:AddImGroup",
    "m:AddImGroupResponse",
    "t:ExchangeImpersonation",
    "t:MailboxCulture",
    "t:RequestServerVersion",
    "t:ServerVersionInfo",
];

/// What the columns mean.
pub const NOTE: &str = "Lines of code without comments and blank lines: as they are, and with the layout of prettyplease, \
                        which the peer's have in any case; kilobytes of source with comments; seconds of user CPU time, \
                        and the memory of the largest process, which is the compiler; the library that the release \
                        build leaves. Each crate holds generated code alone and is built with Cargo's profiles as they \
                        are. The dependencies are built before; the crate's own output is removed before each run; what \
                        cargo takes when nothing is to be done is subtracted.";

/// Compiles the code for all of the project's schemas, and for one operation.
pub fn compile(folders: &Folders, rounds: usize) -> Result<Section> {
    let mut one = vec![our_operation(folders, rounds)?];
    let mut all = vec![our_types(folders, rounds)?];
    for preset in Preset::ALL {
        let title = format!("xsd-parser, {preset}");
        let source = generate_elements(&folders.schema(), preset, &ELEMENTS)?;
        let package = Package::new(folders, Side::Peer, &format!("peer-{preset}-one"), &title, rounds)?;
        one.push(with_source(package, &source)?);
        let source = generate_source(&folders.schema(), preset)?;
        let package = Package::new(folders, Side::Peer, &format!("peer-{preset}"), &title, rounds)?;
        all.push(with_source(package, &source)?);
    }
    let one = measure("One operation, AddImGroup", &one)?;
    let mut tables = measure("The thirteen operations", &all)?;
    tables.extend(one);
    Ok(Section { note: NOTE.to_owned(), tables })
}

/// Generates a crate with our generator: some operations of a service, or all.
pub fn ours(folders: &Folders, name: &str, service: &Path, operations: &[&str], rounds: usize) -> Result<Package> {
    let package = Package::new(folders, Side::Ours, name, "ours", rounds)?;
    let service = toml_string(service)?;
    let config =
        format!("schemas = [{service}]\noperations = {operations:?}\nfile = \"generated\"\ndirectory = \"src\"\n");
    fs::write(package.folder().join("codegen.toml"), config)?;
    fs::write(package.source().join("lib.rs"), "include!(\"generated.rs\");\n")?;
    Ok(package)
}

fn our_operation(folders: &Folders, rounds: usize) -> Result<Package> {
    let service = folders.project.join("schemas/services.wsdl");
    let package = ours(folders, "ours-one", &service, &[OPERATION], rounds)?;
    let mut generator = Command::new(codegen(folders)?);
    run(generator.arg("generate").current_dir(package.folder()))?;
    Ok(package)
}

/// The crate that the project keeps, in a folder of its own, so that it is built with the same profiles as the others.
fn our_types(folders: &Folders, rounds: usize) -> Result<Package> {
    let package = Package::new(folders, Side::Ours, "ours-types", "ours", rounds)?;
    let source = folders.project.join("generated/src");
    for entry in fs::read_dir(&source).with_context(|| format!("{} cannot be read", source.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), package.source().join(entry.file_name())).context("generated code cannot be copied")?;
    }
    Ok(package)
}

/// Writes the peer's source, formatted by prettyplease. Warnings are switched off, since it raises many.
pub fn with_source(package: Package, source: &str) -> Result<Package> {
    fs::write(package.source().join("lib.rs"), "#![allow(warnings)]\ninclude!(\"generated.rs\");\n")?;
    fs::write(package.source().join("generated.rs"), format_source(source)?)?;
    Ok(package)
}

/// The ways that are no release build, which takes the peer long for a large service.
pub const WITHOUT_RELEASE: &[Mode] = &[Mode::Check, Mode::Debug];
