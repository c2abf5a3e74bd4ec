//! The part that takes the whole of Exchange Web Services: 122 operations, more than a thousand types.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use peer_generate::{Preset, format_source};
use serde_json::Value;

use crate::children::{Peak, cargo, run, run_alone};
use crate::compile::code_lines;
use crate::folders::Folders;
use crate::report::{Section, Spread, Table};

/// Ours is small enough for several rounds; the peer is not.
const ROUNDS: usize = 3;
const PEER_ROUNDS: usize = 1;

/// The schema of the XML namespace, which the service's schemas import without saying where it is.
const XML_SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/>
</xs:schema>
"#;

/// A generator and the crate made of its output.
struct Contender {
    title: String,
    rounds: usize,
    generator: Command,
    /// The folder of the crate.
    folder: PathBuf,
    name: String,
}

/// Generates, counts, checks, builds and lints.
pub fn exchange(folders: &Folders, peer: bool, rounds: Option<usize>) -> Result<Section> {
    let shared = std::env::var_os("EWS_SHARED").filter(|it| !it.is_empty()).map(PathBuf::from);
    let shared = shared.context("EWS_SHARED does not name the folder of the public schemas")?;
    let schemas = shared.join("ews/schemas-15.2").canonicalize().context("there is no ews/schemas-15.2")?;
    let mut contenders = vec![ours(folders, &schemas, rounds.unwrap_or(ROUNDS))?];
    if peer {
        contenders.push(peers(folders, &schemas, rounds.unwrap_or(PEER_ROUNDS))?);
    }
    let mut generation = Table::new("From the schemas to source", &["wall, s", "user, s", "memory, MB"]);
    let columns = ["code lines", "check, s", "check, MB", "debug build, s", "debug build, MB", "clippy warnings"];
    let mut compilation = Table::new("The crate of generated code alone", &columns);
    let mut failures = Vec::new();
    for contender in &contenders {
        let generated = contender.generate()?;
        let column = |part: fn(&Peak) -> f64| Some(Spread::of(&generated.iter().map(part).collect::<Vec<_>>()));
        generation.row(&contender.title, vec![column(|it| it.wall), column(|it| it.user), column(|it| it.memory)]);
        let mut figures = vec![Some(Spread::exact(code_lines(&contender.folder.join("src"))? as f64))];
        if let Some(n_errors) = contender.n_errors()? {
            failures.push(format!("{} does not compile: {n_errors} errors.", contender.title));
            figures.resize(columns.len(), None);
        } else {
            let (check, check_memory) = contender.compile(&["check"])?;
            let (build, build_memory) = contender.compile(&["build"])?;
            let warnings = Spread::exact(contender.n_messages("warning")? as f64);
            figures.extend([check, check_memory, build, build_memory, warnings].map(Some));
        }
        compilation.row(&contender.title, figures);
    }
    if peer {
        for column in 0..3 {
            generation.compare(column, "ours");
        }
        for column in 0..5 {
            compilation.compare(column, "ours");
        }
    }
    let note = "Generating: a whole process, from its start to its end; ours formats its output, the peer's is one \
                line, formatted afterwards. Compiling: lines without comments and blank lines, seconds of user CPU \
                time, and the memory of the largest process, which is the compiler. The dependencies are built before; \
                what cargo takes when nothing is to be done is subtracted from the time.";
    let note = failures.iter().fold(note.to_owned(), |note, failure| format!("{note} {failure}"));
    Ok(Section { note, tables: vec![generation, compilation] })
}

fn ours(folders: &Folders, schemas: &Path, rounds: usize) -> Result<Contender> {
    let target = folders.work.join("ours");
    let mut build = cargo(["build", "--release", "--locked", "--quiet", "--package", "xsd-codegen"]);
    build.arg("--manifest-path").arg(folders.project.join("Cargo.toml")).arg("--target-dir").arg(&target);
    run(&mut build)?;
    let runtime = folders.project.join("runtime");
    let dependency = format!("xsd-runtime = {{ path = {} }}", quoted(&runtime));
    let folder = package(folders, "exchange-ours", &dependency)?;
    let service = quoted(&schemas.join("services.wsdl"));
    let config = format!("schemas = [{service}]\nfile = \"generated\"\ndirectory = \"src\"\n");
    fs::write(folder.join("codegen.toml"), config)?;
    fs::write(folder.join("src/lib.rs"), "include!(\"generated.rs\");\n")?;
    let mut generator = Command::new(target.join("release/codegen"));
    generator.arg("generate").current_dir(&folder);
    Ok(Contender { title: "ours".to_owned(), rounds, generator, folder, name: "exchange-ours".to_owned() })
}

fn peers(folders: &Folders, schemas: &Path, rounds: usize) -> Result<Contender> {
    let preset = Preset::Default;
    let name = format!("exchange-peer-{preset}");
    let types = "xsd-parser-types = { version = \"=0.2.1\", features = [\"quick-xml\"] }";
    let folder = package(folders, &name, types)?;
    fs::copy(folders.bench.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    // Clippy looks at the code as it is.
    let source = "#![cfg_attr(not(clippy), allow(warnings))]\ninclude!(\"generated.rs\");\n";
    fs::write(folder.join("src/lib.rs"), source)?;
    let mut generator = Command::new(std::env::current_exe()?);
    generator.args(["peer-generate", "--preset", preset.name(), "--out"]).arg(folder.join("src/generated.rs"));
    generator.env("BENCH_SCHEMAS", peer_schemas(&folder, schemas)?);
    Ok(Contender { title: format!("xsd-parser, {preset}"), rounds, generator, folder, name })
}

/// A copy of the schemas that says where the schema of the XML namespace is, without which the peer has no `xml:lang`.
fn peer_schemas(folder: &Path, schemas: &Path) -> Result<PathBuf> {
    let copy = folder.join("schemas");
    fs::create_dir_all(&copy)?;
    let types = fs::read_to_string(schemas.join("types.xsd")).context("types.xsd cannot be read")?;
    let import = "namespace=\"http://www.w3.org/XML/1998/namespace\"";
    ensure!(types.matches(import).count() == 1, "types.xsd does not import the XML namespace once");
    fs::write(copy.join("types.xsd"), types.replace(import, &format!("{import} schemaLocation=\"xml.xsd\"")))?;
    fs::copy(schemas.join("messages.xsd"), copy.join("messages.xsd")).context("messages.xsd cannot be copied")?;
    fs::write(copy.join("xml.xsd"), XML_SCHEMA)?;
    Ok(copy)
}

/// A package of its own, free of any build script, so that compiling it compiles nothing else.
fn package(folders: &Folders, name: &str, dependency: &str) -> Result<PathBuf> {
    let folder = folders.work.join(name);
    fs::create_dir_all(folder.join("src"))?;
    let package = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
    fs::write(folder.join("Cargo.toml"), format!("{package}\n[dependencies]\n{dependency}\n\n[workspace]\n"))?;
    Ok(folder)
}

/// A path as TOML writes it.
fn quoted(path: &Path) -> String {
    format!("{:?}", path.display().to_string())
}

impl Contender {
    /// Runs the generator, and formats what it left as one line.
    fn generate(&self) -> Result<Vec<Peak>> {
        // The first run only fills the caches of the file system.
        let mut peaks = Vec::new();
        for round in 0..=self.rounds {
            let _ = fs::remove_file(self.folder.join("src/generated.rs"));
            let peak = run_alone(&self.generator)?;
            if round > 0 {
                peaks.push(peak);
            }
        }
        let path = self.folder.join("src/generated.rs");
        let source = fs::read_to_string(&path)?;
        if source.lines().count() == 1 {
            fs::write(path, format_source(&source)?)?;
        }
        Ok(peaks)
    }

    /// Seconds and megabytes of compiling the crate alone.
    fn compile(&self, mode: &[&str]) -> Result<(Spread, Spread)> {
        let command = self.cargo(mode);
        run_alone(&command)?;
        let (mut seconds, mut megabytes) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            run(self.cargo(&["clean"]).args(["--package", &self.name]))?;
            let whole = run_alone(&command)?;
            let nothing_to_do = run_alone(&command)?;
            seconds.push(whole.user - nothing_to_do.user);
            megabytes.push(whole.memory);
        }
        Ok((Spread::of(&seconds), Spread::of(&megabytes)))
    }

    /// How many errors the compiler finds; `None` if it is content.
    fn n_errors(&self) -> Result<Option<usize>> {
        if self.cargo(&["check"]).output().context("cargo cannot be started")?.status.success() {
            return Ok(None);
        }
        self.n_messages("error").map(Some)
    }

    /// The warnings or the errors of rustc and clippy for the crate.
    fn n_messages(&self, level: &str) -> Result<usize> {
        let mut command = self.cargo(&["clippy"]);
        // Some lints are errors otherwise, and the first would be the last.
        command.args(["--message-format=json", "--", "--cap-lints", "warn"]);
        let output = command.output().context("clippy cannot be started")?;
        ensure!(level == "error" || output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8_lossy(&output.stdout);
        let mut n_messages = 0;
        for line in messages.lines() {
            let message: Value = serde_json::from_str(line)?;
            // A summary has no code.
            let counts = message["message"]["level"] == level && !message["message"]["code"].is_null();
            n_messages += usize::from(counts);
        }
        Ok(n_messages)
    }

    fn cargo(&self, mode: &[&str]) -> Command {
        let mut command = cargo(mode);
        command.arg("--quiet").current_dir(&self.folder).arg("--target-dir").arg(self.folder.join("target"));
        command
    }
}
