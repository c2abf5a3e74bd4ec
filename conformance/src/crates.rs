//! Compiling: modules are put into crates, many into each; what does not compile is found and left out.
//!
//! A module whose instances are to be read is in a crate that is built; all others are in crates that are only checked,
//! which takes a third of the time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Result;
use crate::generate::{module, module_file};
use crate::worker::{DOCUMENT, write_if_changed};

/// A crate of modules.
#[derive(Debug, Clone)]
pub(crate) struct Crate {
    pub(crate) name: String,
    /// The units whose modules it has.
    pub(crate) units: Vec<usize>,
    /// Whether documents are read with it.
    pub(crate) is_run: bool,
}

/// The modules to compile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Module {
    pub(crate) unit: usize,
    pub(crate) is_run: bool,
}

/// What was compiled.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    pub(crate) crates: Vec<Crate>,
    /// The first error of each unit that does not compile.
    pub(crate) bad: BTreeMap<usize, String>,
}

/// Where crates are.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pub(crate) work: &'a Path,
    pub(crate) n_jobs: usize,
}

/// Compiles the modules, `size` of them in a crate, until all that is left compiles.
pub(crate) fn compile(modules: &[Module], size: usize, place: &Place<'_>) -> Result<Compiled> {
    let mut compiled = Compiled { crates: distribute(modules, size), bad: BTreeMap::new() };
    while !compiled.crates.is_empty() {
        write(&compiled.crates, place)?;
        let mut problems = Problems::default();
        problems.build(place, "check", compiled.crates.iter().filter(|it| !it.is_run))?;
        problems.build(place, "build", compiled.crates.iter().filter(|it| it.is_run))?;
        if problems.failed.is_empty() {
            break;
        }
        compiled.leave_out(problems)?;
    }
    Ok(compiled)
}

fn distribute(modules: &[Module], size: usize) -> Vec<Crate> {
    let mut crates = Vec::new();
    for is_run in [true, false] {
        let units: Vec<usize> = modules.iter().filter(|it| it.is_run == is_run).map(|it| it.unit).collect();
        // All of them are of about the same size, so that none is waited for.
        let n_crates = units.len().div_ceil(size.max(1)).max(1);
        for (index, units) in units.chunks(units.len().div_ceil(n_crates).max(1)).enumerate() {
            let name = format!("{}{index:03}", if is_run { "run" } else { "check" });
            crates.push(Crate { name, units: units.to_vec(), is_run });
        }
    }
    crates
}

/// Writes the workspace of the crates.
fn write(crates: &[Crate], place: &Place<'_>) -> Result<()> {
    let root = place.work.join("crates");
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let quoted = |path: PathBuf| format!("{:?}", path.to_string_lossy());
    let (driver, runtime) = (quoted(own.join("driver")), quoted(own.join("../runtime")));
    let mut members = String::new();
    for Crate { name, units, is_run } in crates {
        let _ = writeln!(members, "    \"{name}\",");
        let mut main = "#![allow(warnings)]\n".to_owned();
        for &unit in units {
            let path = quoted(module_file(place.work, unit));
            let _ = writeln!(main, "#[path = {path}]\nmod {};", module(unit));
        }
        let rows = units.iter().filter(|_| *is_run).map(|&unit| module(unit));
        let rows = rows.map(|name| format!("    (\"{name}\", conformance_driver::run::<{name}::{DOCUMENT}>),\n"));
        let _ = if *is_run {
            write!(main, "fn main() {{\n    conformance_driver::main(&[\n{}    ]);\n}}\n", rows.collect::<String>())
        } else {
            writeln!(main, "fn main() {{}}")
        };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             xsd-runtime = {{ path = {runtime} }}\nconformance-driver = {{ path = {driver} }}\n"
        );
        write_if_changed(&root.join(name).join("Cargo.toml"), &manifest)?;
        write_if_changed(&root.join(name).join("src/main.rs"), &main)?;
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\nopt-level = 0\ndebug = false\n\
         incremental = false\n\n[profile.dev.package.xsd-runtime]\nopt-level = 1\n"
    );
    write_if_changed(&root.join("Cargo.toml"), &manifest)?;
    // What the runtime depends on by features that are off is in the lock file all the same: nothing is looked up.
    let lock = root.join("Cargo.lock");
    match own.parent().map(|workspace| workspace.join("Cargo.lock")) {
        Some(ours) if !lock.exists() && ours.exists() => drop(fs::copy(ours, lock)?),
        _ => {}
    }
    Ok(())
}

/// What Cargo and the compiler have said.
#[derive(Debug, Default)]
struct Problems {
    /// The crates that did not compile.
    failed: BTreeSet<String>,
    /// The first error of each unit that has one.
    bad: BTreeMap<usize, String>,
    /// Errors that are of no module.
    others: String,
}

impl Problems {
    fn build<'a>(&mut self, place: &Place<'_>, command: &str, crates: impl Iterator<Item = &'a Crate>) -> Result<()> {
        let names: Vec<&str> = crates.map(|it| it.name.as_str()).collect();
        if names.is_empty() {
            return Ok(());
        }
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.arg(command).args(["--quiet", "--offline", "--keep-going", "--message-format=json"]);
        cargo.arg("--jobs").arg(place.n_jobs.to_string());
        cargo.args(names.iter().flat_map(|name| ["--package", name]));
        cargo.current_dir(place.work.join("crates")).stderr(Stdio::piped()).stdout(Stdio::piped());
        cargo.env("CARGO_TARGET_DIR", place.work.join("target")).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        for variable in ["CARGO_PROFILE_DEV_DEBUG", "CARGO_PROFILE_DEV_OPT_LEVEL"] {
            cargo.env_remove(variable);
        }
        let output = cargo.output().map_err(|error| format!("cannot run cargo: {error}"))?;
        let mut built = BTreeSet::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
            match text("/reason") {
                "compiler-artifact" => drop(built.insert(text("/target/name").to_owned())),
                "compiler-message" if text("/message/level").starts_with("error") => self.add(&message),
                _ => {}
            }
        }
        let failed: Vec<&str> = names.iter().copied().filter(|&name| !built.contains(name)).collect();
        if failed.is_empty() == output.status.success() {
            self.failed.extend(failed.into_iter().map(str::to_owned));
            self.others.push_str(&String::from_utf8_lossy(&output.stderr));
            Ok(())
        } else {
            Err(format!("cargo fails:\n{}", String::from_utf8_lossy(&output.stderr)).into())
        }
    }

    /// Notes an error for the module that it points to.
    fn add(&mut self, message: &Value) {
        let rendered = message.pointer("/message/rendered").and_then(Value::as_str).unwrap_or_default();
        match file_names(message).iter().find_map(|name| unit_of(name)) {
            Some(unit) => drop(self.bad.entry(unit).or_insert_with(|| rendered.to_owned())),
            None => self.others.push_str(rendered),
        }
    }
}

/// All files that an error points to, the most important first.
fn file_names(message: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut list = vec![message.pointer("/message").unwrap_or(&Value::Null)];
    while let Some(message) = list.pop() {
        let spans = message.get("spans").and_then(Value::as_array).into_iter().flatten();
        for span in spans {
            // What a macro has made is at the place of the macro; where it was called is further out.
            let mut place = Some(span);
            while let Some(span) = place {
                found.extend(span.get("file_name").and_then(Value::as_str));
                place = span.pointer("/expansion/span");
            }
        }
        list.extend(message.get("children").and_then(Value::as_array).into_iter().flatten());
    }
    found
}

/// The unit whose module a file is.
fn unit_of(file: &str) -> Option<usize> {
    let path = Path::new(file);
    let number = path.file_stem()?.to_str()?.strip_prefix('m')?;
    (path.parent()?.file_name()? == "modules").then(|| number.parse().ok())?
}

impl Compiled {
    /// Takes the bad modules out of their crates. A crate that fails although no module is known to be bad is divided,
    /// until it has one module only.
    fn leave_out(&mut self, problems: Problems) -> Result<()> {
        let mut crates = Vec::new();
        for mut it in self.crates.drain(..) {
            let n_before = it.units.len();
            it.units.retain(|unit| !problems.bad.contains_key(unit));
            let is_unexplained = problems.failed.contains(&it.name) && it.units.len() == n_before;
            match it.units.as_slice() {
                [] if is_unexplained => return Err(format!("an empty crate fails:\n{}", problems.others).into()),
                [] => {}
                [unit] if is_unexplained => drop(self.bad.insert(*unit, problems.others.clone())),
                units if is_unexplained => {
                    let (left, right) = units.split_at(units.len() / 2);
                    for (suffix, units) in [("a", left), ("b", right)] {
                        let name = format!("{}{suffix}", it.name);
                        crates.push(Crate { name, units: units.to_vec(), is_run: it.is_run });
                    }
                }
                _ => crates.push(it),
            }
        }
        self.crates = crates;
        self.bad.extend(problems.bad);
        Ok(())
    }
}

/// Where the program of a crate is.
pub(crate) fn program(work: &Path, name: &str) -> PathBuf {
    work.join("target/debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
