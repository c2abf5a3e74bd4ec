//! The part that builds a program again, as its user does, after one line of its schemas has been edited.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use peer_generate::Preset;

use crate::children::{Peak, cargo, run, run_alone};
use crate::folders::Folders;
use crate::package::toml_string;
use crate::report::{Section, Spread, Table};

/// The type whose schema is edited, and the end of what holds its members.
const EDITED: &str = "<xs:complexType name=\"ImGroupType\"";
const END: &str = "</xs:sequence>";

/// The schemas that the peer reads, and the service that ours reads besides.
const SCHEMAS: [&str; 3] = ["messages.xsd", "types.xsd", "services.wsdl"];

/// Builds each program once from nothing, and again after each edit.
pub fn rebuild(folders: &Folders, rounds: usize) -> Result<Section> {
    let mut programs = vec![Program::ours(folders)?];
    for preset in Preset::ALL {
        programs.push(Program::peer(folders, preset)?);
    }
    let first = programs.iter().map(Program::build_from_nothing).collect::<Result<Vec<_>>>()?;
    let mut peaks: Vec<Vec<Peak>> = vec![Vec::new(); programs.len()];
    for round in 0..=rounds {
        for (program, peaks) in programs.iter().zip(&mut peaks) {
            let peak = program.build_after_edit(round)?;
            // The first only fills what the compiler keeps between builds.
            if round > 0 {
                peaks.push(peak);
            }
        }
    }
    let mut table = Table::new(
        "A program with the thirteen operations",
        &["rebuild, wall s", "rebuild, user s", "rebuild, MB", "first build, wall s", "first build, user s"],
    );
    for ((program, first), peaks) in programs.iter().zip(&first).zip(&peaks) {
        let spread = |part: fn(&Peak) -> f64| Some(Spread::of(&peaks.iter().map(part).collect::<Vec<_>>()));
        let mut figures = vec![spread(|it| it.wall), spread(|it| it.user), spread(|it| it.memory)];
        figures.extend([first.wall, first.user].map(|it| Some(Spread::exact(it))));
        table.row(&program.title, figures);
    }
    for column in 0..5 {
        table.compare(column, "ours");
    }
    let note =
        "`cargo build`, with Cargo's profile for development as it is, incremental, of a crate that generates from \
                its schemas in its build script, and of a small program on it, linked. Before each rebuild, another \
                optional element is written into `types.xsd`. The first build, measured once, compiles the generator \
                and all its dependencies too, whose sources are there. Memory is that of the largest process."
            .to_owned();
    Ok(Section { note, tables: vec![table] })
}

/// A program and its schemas, in a folder of its own.
struct Program {
    title: String,
    folder: PathBuf,
    /// What `types.xsd` says before any edit.
    types: String,
}

impl Program {
    fn ours(folders: &Folders) -> Result<Self> {
        let codegen = toml_string(&folders.project.join("codegen"))?;
        let runtime = toml_string(&folders.project.join("runtime"))?;
        let dependencies = format!("xsd-runtime = {{ path = {runtime} }}");
        let build = format!("xsd-codegen = {{ path = {codegen}, default-features = false }}");
        let source = Source { build: OUR_BUILD, lib: OUR_LIB, main: OUR_MAIN };
        let program = Self::write(folders, "ours", "ours", [&dependencies, &build], &source)?;
        fs::copy(folders.project.join("Cargo.lock"), program.folder.join("Cargo.lock"))?;
        // The service lies in a folder of the schemas here, too.
        fs::copy(folders.project.join("codegen.toml"), program.folder.join("codegen.toml"))?;
        program.fetch()
    }

    fn peer(folders: &Folders, preset: Preset) -> Result<Self> {
        let generate = toml_string(&folders.bench.join("peer-generate"))?;
        let dependencies = "xsd-parser-types = { version = \"=0.2.1\", features = [\"quick-xml\"] }";
        let build = format!("peer-generate = {{ path = {generate} }}");
        let text = PEER_BUILD.replace("PRESET", preset.name());
        let source = Source { build: &text, lib: PEER_LIB, main: PEER_MAIN };
        let title = format!("xsd-parser, {preset}");
        let program = Self::write(folders, &format!("peer-{preset}"), &title, [dependencies, &build], &source)?;
        fs::copy(folders.bench.join("Cargo.lock"), program.folder.join("Cargo.lock"))?;
        program.fetch()
    }

    fn write(folders: &Folders, name: &str, title: &str, needs: [&str; 2], source: &Source<'_>) -> Result<Self> {
        let folder = folders.work.join(format!("rebuild-{name}"));
        fs::create_dir_all(folder.join("src")).context("the folder of a program cannot be made")?;
        fs::create_dir_all(folder.join("schemas"))?;
        let [dependencies, build] = needs;
        let manifest = format!(
            "[package]\nname = \"rebuild\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
             [dependencies]\n{dependencies}\n\n[build-dependencies]\n{build}\n\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("build.rs"), source.build.trim_start())?;
        fs::write(folder.join("src/lib.rs"), source.lib.trim_start())?;
        fs::write(folder.join("src/main.rs"), source.main.trim_start())?;
        for name in SCHEMAS {
            let from = folders.project.join("schemas").join(name);
            fs::copy(from, folder.join("schemas").join(name)).context("the schemas cannot be copied")?;
        }
        let types = fs::read_to_string(folder.join("schemas/types.xsd"))?;
        Ok(Self { title: title.to_owned(), folder, types })
    }

    fn fetch(self) -> Result<Self> {
        run(&mut self.cargo("fetch"))?;
        Ok(self)
    }

    /// Builds the program with all that it depends on.
    fn build_from_nothing(&self) -> Result<Peak> {
        run(&mut self.cargo("clean"))?;
        run_alone(&self.cargo("build"))
    }

    /// Builds the program with one more member of a type, and makes sure that it is there.
    fn build_after_edit(&self, round: usize) -> Result<Peak> {
        let name = format!("BenchMember{round}");
        let start = self.types.find(EDITED).context("types.xsd lacks the type that is edited")?;
        let end = self.types[start..].find(END).context("the type that is edited has no sequence")?;
        let (before, after) = self.types.split_at(start + end);
        let line = format!("<xs:element name=\"{name}\" type=\"xs:string\" minOccurs=\"0\"/>\n");
        fs::write(self.folder.join("schemas/types.xsd"), format!("{before}{line}{after}"))?;
        let peak = run_alone(&self.cargo("build"))?;
        ensure!(self.has_generated(&name)?, "{} was built without what was written into its schemas", self.title);
        Ok(peak)
    }

    /// Whether a name stands in what the build script has written.
    fn has_generated(&self, name: &str) -> Result<bool> {
        for script in fs::read_dir(self.folder.join("target/debug/build"))? {
            let out = script?.path().join("out");
            if !out.is_dir() {
                continue;
            }
            for file in fs::read_dir(out)? {
                let path = file?.path();
                if path.extension().is_some_and(|it| it == "rs") && fs::read_to_string(&path)?.contains(name) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn cargo(&self, task: &str) -> Command {
        let mut command = cargo([task, "--quiet"]);
        command.env_remove("CARGO_INCREMENTAL").current_dir(&self.folder);
        command
    }
}

/// What a program is made of.
struct Source<'a> {
    build: &'a str,
    lib: &'a str,
    main: &'a str,
}

const OUR_BUILD: &str = r#"
fn main() -> Result<(), xsd_codegen::Error> {
    xsd_codegen::Builder::from_config("codegen.toml")?.build()
}
"#;

const OUR_LIB: &str = r#"
include!(concat!(env!("OUT_DIR"), "/ews.rs"));
"#;

const OUR_MAIN: &str = r#"
use rebuild::AddImGroupResponse;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::io::read_to_string(std::io::stdin())?;
    let response: AddImGroupResponse = xsd_runtime::from_str(&text)?;
    println!("{}", xsd_runtime::to_string(&response)?);
    Ok(())
}
"#;

const PEER_BUILD: &str = r#"
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=schemas");
    let source = peer_generate::generate_source(Path::new("schemas/messages.xsd"), "PRESET".parse()?)?;
    Ok(std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("types.rs"), source)?)
}
"#;

const PEER_LIB: &str = r#"
#![allow(warnings)]

include!(concat!(env!("OUT_DIR"), "/types.rs"));
"#;

const PEER_MAIN: &str = r#"
use rebuild::AddImGroupResponse;
use xsd_parser_types::quick_xml::{DeserializeSync, SerializeSync, SliceReader, Writer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::io::read_to_string(std::io::stdin())?;
    let response = AddImGroupResponse::deserialize(&mut SliceReader::new(&text))?;
    let mut out = Vec::new();
    response.serialize("m:AddImGroupResponse", &mut Writer::new(&mut out))?;
    println!("{}", String::from_utf8(out)?);
    Ok(())
}
"#;
