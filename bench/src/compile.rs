//! The part that compiles the generated code.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use peer_generate::{Preset, format_source, generate_source};

use crate::children::{cargo, run};
use crate::folders::Folders;
use crate::report::{Section, Spread, Table};

/// A crate of generated code.
struct Package {
    title: String,
    name: String,
    manifest: PathBuf,
    target: PathBuf,
    source: PathBuf,
    /// Whether the lock file must be left as it is.
    locked: bool,
}

/// The ways to compile, as arguments of cargo.
const MODES: [(&str, &[&str]); 3] =
    [("check, s", &["check"]), ("debug build, s", &["build"]), ("release build, s", &["build", "--release"])];

/// Counts the lines of the generated crates and compiles them alone.
pub fn compile(folders: &Folders, rounds: usize) -> Result<Section> {
    let mut packages = vec![Package {
        title: "ours".to_owned(),
        name: "ews-im-types".to_owned(),
        manifest: folders.project.join("Cargo.toml"),
        target: folders.work.join("ours"),
        source: folders.project.join("generated/src"),
        locked: true,
    }];
    for preset in Preset::ALL {
        packages.push(peer(folders, preset)?);
    }
    for package in &packages {
        for (_, mode) in MODES {
            package.cargo(mode)?;
        }
    }
    let mut seconds = vec![[const { Vec::new() }; MODES.len()]; packages.len()];
    for _ in 0..rounds {
        for (index, (_, mode)) in MODES.into_iter().enumerate() {
            for (package, seconds) in packages.iter().zip(&mut seconds) {
                package.clean(mode.contains(&"--release"))?;
                let whole = package.cargo(mode)?;
                let nothing_to_do = package.cargo(mode)?;
                seconds[index].push(whole - nothing_to_do);
            }
        }
    }
    let mut columns = vec!["code lines"];
    columns.extend(MODES.iter().map(|(head, _)| *head));
    let mut table = Table::new("The crate of generated code alone", &columns);
    for (package, seconds) in packages.iter().zip(&seconds) {
        let lines = Spread::exact(code_lines(&package.source)? as f64);
        let mut figures = vec![Some(lines)];
        figures.extend(seconds.iter().map(|seconds| Some(Spread::of(seconds))));
        table.row(&package.title, figures);
    }
    for column in 0..=MODES.len() {
        table.compare(column, "ours");
    }
    let note = "Lines of code without comments and blank lines, both sides formatted by prettyplease, and seconds of \
                user CPU time. The dependencies are built before; the crate's own output is removed before each run; \
                what cargo takes when nothing is to be done is subtracted."
        .to_owned();
    Ok(Section { note, tables: vec![table] })
}

/// Writes a package with the peer's output, free of any build script, so that compiling it compiles nothing else.
fn peer(folders: &Folders, preset: Preset) -> Result<Package> {
    let name = format!("peer-{preset}");
    let folder = folders.work.join(&name);
    let source = format_source(&generate_source(&folders.schema(), preset)?)?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\n\
         xsd-parser-types = {{ version = \"=0.2.1\", features = [\"quick-xml\"] }}\n\n[workspace]\n"
    );
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(folders.bench.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("src/lib.rs"), format!("#![allow(warnings)]\n{source}"))?;
    Ok(Package {
        title: format!("xsd-parser, {preset}"),
        name,
        manifest: folder.join("Cargo.toml"),
        target: folder.join("target"),
        source: folder.join("src"),
        locked: false,
    })
}

impl Package {
    /// Runs cargo for this package and gives the seconds of user time.
    fn cargo(&self, mode: &[&str]) -> Result<f64> {
        let mut command = cargo(mode);
        command.args(["--quiet", "--package", &self.name]);
        command.arg("--manifest-path").arg(&self.manifest).arg("--target-dir").arg(&self.target);
        if self.locked {
            command.arg("--locked");
        }
        Ok(run(&mut command)?.user)
    }

    /// Removes what was compiled of this package, and of no other.
    fn clean(&self, release: bool) -> Result<()> {
        let mut command = cargo(["clean", "--quiet", "--package", &self.name]);
        command.arg("--manifest-path").arg(&self.manifest).arg("--target-dir").arg(&self.target);
        if release {
            command.arg("--release");
        }
        run(&mut command)?;
        Ok(())
    }
}

/// The lines of all Rust files below a folder that hold more than a comment.
pub fn code_lines(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            count += code_lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)?;
            let code = |line: &&str| !line.is_empty() && !line.starts_with("//");
            count += text.lines().map(str::trim).filter(code).count();
        }
    }
    Ok(count)
}
