//! The part that generates code.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use peer_generate::{Preset, format_source, generate_source};

use crate::folders::Folders;
use crate::generators::{Generator, codegen, measure, of_other_languages, peer};
use crate::report::Section;

/// What the figures mean.
pub const NOTE: &str = "A whole process each, from its start to its end, with the memory of the largest process of those \
                        that it starts. Ours formats its output. `wsdl2h` makes a header that `soapcpp2` makes C++ of, \
                        and `xsdata` Python; both stand for themselves, their code is not looked at.";

/// Times the generators as commands.
pub fn generate(folders: &Folders, rounds: usize) -> Result<Section> {
    let mut ours = Command::new(codegen(folders)?);
    ours.args(["generate", "--check"]).current_dir(&folders.project);
    let mut generators = vec![Generator { title: "ours".to_owned(), command: Some(ours) }];
    for preset in Preset::ALL {
        for (format, title) in [(false, ""), (true, ", formatted")] {
            let mut command = peer(preset, &folders.work.join(format!("generated-{preset}.rs")))?;
            if format {
                command.arg("--format");
            }
            generators.push(Generator { title: format!("xsd-parser, {preset}{title}"), command: Some(command) });
        }
    }
    let service = folders.project.join("schemas/services.wsdl");
    generators.extend(of_other_languages(&service, &folders.work.join("generated-others"))?);
    let table = measure("From the schemas to checked or written source", &generators, rounds)?;
    let note = format!(
        "{NOTE} Here ours compares it with the checked-in files besides (`codegen generate --check`); xsd-parser writes \
         one file, without and with formatting by prettyplease."
    );
    Ok(Section { note, tables: vec![table] })
}

/// Runs the peer's generator once; this is the process that [`generate`] times.
pub fn peer_generate(schema: &Path, preset: Preset, format: bool, out: &Path) -> Result<()> {
    let mut source = generate_source(schema, preset)?;
    if format {
        source = format_source(&source)?;
    }
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(out, source)?)
}
