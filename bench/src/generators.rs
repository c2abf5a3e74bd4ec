//! The generators that are compared, as programs: ours, xsd-parser's, and those of other languages where installed.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use peer_generate::Preset;

use crate::children::{Peak, cargo, run, run_alone};
use crate::folders::Folders;
use crate::report::{Spread, Table};

/// A line of the tables of generation.
pub struct Generator {
    /// What the line is called.
    pub title: String,
    /// What runs the generator once; none where it is not installed.
    pub command: Option<Command>,
}

/// Builds our generator and says where it is.
pub fn codegen(folders: &Folders) -> Result<PathBuf> {
    let target = folders.work.join("ours");
    let mut build = cargo(["build", "--release", "--locked", "--quiet", "--package", "xsd-codegen"]);
    build.arg("--manifest-path").arg(folders.project.join("Cargo.toml")).arg("--target-dir").arg(&target);
    run(&mut build)?;
    Ok(target.join("release/codegen"))
}

/// The peer's generator: this program again, with nothing else to do.
pub fn peer(preset: Preset, out: &Path) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["peer-generate", "--preset", preset.name(), "--out"]).arg(out);
    Ok(command)
}

/// The generators of other languages, for a service and what it imports; they write below a folder.
pub fn of_other_languages(service: &Path, folder: &Path) -> Result<Vec<Generator>> {
    fs::create_dir_all(folder).context("the folder of what is generated cannot be made")?;
    let schemas = service.parent().context("the service lies in a folder")?;
    let header = folder.join("service.h");
    let wsdl2h = installed("gSOAP wsdl2h", "wsdl2h", "BENCH_WSDL2H", "-V", |command| {
        command.arg("-o").arg(&header).arg("-I").arg(schemas).arg(service);
    })?;
    let soapcpp2 = installed("gSOAP soapcpp2, after wsdl2h", "soapcpp2", "BENCH_SOAPCPP2", "-V", |command| {
        command.arg(&header);
    })?;
    let xsdata = installed("xsdata", "xsdata", "BENCH_XSDATA", "--version", |command| {
        command.arg("generate").arg(service);
    })?;
    let mut generators = vec![wsdl2h, soapcpp2, xsdata];
    for command in generators.iter_mut().filter_map(|it| it.command.as_mut()) {
        command.current_dir(folder);
    }
    Ok(generators)
}

/// A program on the path, or where a variable says that it is.
fn installed(
    title: &str,
    program: &str,
    variable: &str,
    version: &str,
    arguments: impl FnOnce(&mut Command),
) -> Result<Generator> {
    let named = std::env::var_os(variable).filter(|it| !it.is_empty());
    let mut path = named.clone().unwrap_or_else(|| OsString::from(program));
    if Path::new(&path).components().count() > 1 {
        // It is started in another folder.
        path = std::path::absolute(&path)?.into_os_string();
    }
    let output = match Command::new(&path).arg(version).output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => {
            return Ok(Generator { title: format!("{title}: not installed"), command: None });
        }
        Err(error) => {
            bail!("{} cannot be started, set {variable} to a program or to nothing: {error}", path.display())
        }
    };
    // Some say it here, some there, and some with more words.
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let number = text.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let mut command = Command::new(&path);
    arguments(&mut command);
    if let Some(folder) = Path::new(&path).parent().filter(|it| it.is_absolute()) {
        // xsdata starts a formatter that is installed beside it.
        let others = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&others));
        command.env("PATH", std::env::join_paths(folders)?);
    }
    Ok(Generator {
        title: format!("{title} {}", number.unwrap_or_default()).trim_end().to_owned(),
        command: Some(command),
    })
}

/// Runs the generators in turn, and tells of time and memory.
///
/// The first is the reference, which the others are compared with.
pub fn measure(title: &str, generators: &[Generator], rounds: usize) -> Result<Table> {
    let mut peaks: Vec<Vec<Peak>> = vec![Vec::new(); generators.len()];
    for round in 0..=rounds {
        for (generator, peaks) in generators.iter().zip(&mut peaks) {
            let Some(command) = &generator.command else { continue };
            let peak = run_alone(command)?;
            // The first round only fills the caches of the file system.
            if round > 0 {
                peaks.push(peak);
            }
        }
    }
    let mut table = Table::new(title, &["wall, ms", "user, ms", "memory, MB"]);
    for (generator, peaks) in generators.iter().zip(&peaks) {
        let spread = |part: fn(&Peak) -> f64| {
            let values: Vec<f64> = peaks.iter().map(part).collect();
            (!values.is_empty()).then(|| Spread::of(&values))
        };
        table.row(
            &generator.title,
            vec![spread(|it| it.wall * 1e3), spread(|it| it.user * 1e3), spread(|it| it.memory)],
        );
    }
    let reference = table.rows.first().map(|row| row.name.clone()).unwrap_or_default();
    for column in 0..3 {
        table.compare(column, &reference);
    }
    Ok(table)
}
