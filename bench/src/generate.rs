//! The part that generates code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use peer_generate::{Preset, format_source, generate_source};

use crate::children::{Cost, cargo, run};
use crate::folders::Folders;
use crate::report::{Section, Spread, Table};

/// Times the generators as commands.
pub fn generate(folders: &Folders, rounds: usize) -> Result<Section> {
    let target = folders.work.join("ours");
    let mut build = cargo(["build", "--release", "--locked", "--quiet", "--package", "xsd-codegen"]);
    build.arg("--manifest-path").arg(folders.project.join("Cargo.toml")).arg("--target-dir").arg(&target);
    run(&mut build)?;
    let mut ours = Command::new(target.join("release/codegen"));
    ours.args(["generate", "--check"]).current_dir(&folders.project);
    let mut commands = vec![("ours".to_owned(), ours)];
    for preset in Preset::ALL {
        for format in [false, true] {
            let out = folders.work.join(format!("generated-{preset}.rs"));
            let mut command = Command::new(std::env::current_exe()?);
            command.args(["peer-generate", "--preset", preset.name(), "--out"]).arg(out);
            let mut title = format!("xsd-parser, {preset}");
            if format {
                command.arg("--format");
                title.push_str(", formatted");
            }
            commands.push((title, command));
        }
    }
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); commands.len()];
    for round in 0..=rounds {
        for ((_, command), costs) in commands.iter_mut().zip(&mut costs) {
            let cost = run(command)?;
            // The first round only fills the caches of the file system.
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    let mut table = Table::new("From the schemas to checked or written source", &["wall, ms", "user, ms"]);
    for ((title, _), costs) in commands.into_iter().zip(costs) {
        let spread =
            |part: fn(&Cost) -> f64| Some(Spread::of(&costs.iter().map(part).collect::<Vec<_>>()).times(1000.0));
        table.row(title, vec![spread(|cost| cost.wall), spread(|cost| cost.user)]);
    }
    table.compare(0, "ours");
    table.compare(1, "ours");
    let note = "A whole process each, from its start to its end. Ours formats its output and compares it with the \
                checked-in files (`codegen generate --check`); the peer writes one file, without and with formatting \
                by prettyplease."
        .to_owned();
    Ok(Section { note, tables: vec![table] })
}

/// Runs the peer's generator once; this is the process that [`generate`] times.
pub fn peer_generate(schema: &Path, preset: Preset, format: bool, out: &PathBuf) -> Result<()> {
    let mut source = generate_source(schema, preset)?;
    if format {
        source = format_source(&source)?;
    }
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(out, source)?)
}
