//! The way into this crate: options, then one of [`build`](Builder::build), [`generate`](Builder::generate) and
//! [`stages`](Builder::stages).

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::components::{self, Components};
use crate::config;
use crate::diag::{Diagnostic, Diagnostics};
use crate::error::{Error, shown};
use crate::options::Options;
use crate::output::{File, Output};
use crate::plan::{self, Plan};
use crate::render;
use crate::source::{self, Catalog, Input, Limits, Memory};

mod check;
mod crates;
mod documents;
mod setters;
#[cfg(test)]
mod tests;

use crates::{Crates, Trail};
use documents::Documents;

/// What to generate, and from what.
///
/// A builder holds what a `codegen.toml` says; each method adds to it or replaces it.
///
/// ```
/// use xsd_codegen::Builder;
///
/// let schema = r#"
///     <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:g="urn:greeting" targetNamespace="urn:greeting">
///       <xs:element name="Greeting" type="xs:string"/>
///     </xs:schema>"#;
/// let output = Builder::new().schema_text("greeting.xsd", schema).file("greeting").generate()?;
/// assert_eq!(output.files[0].path.to_str(), Some("greeting.rs"));
/// assert!(output.files[0].text.contains("pub struct Greeting"));
/// # Ok::<(), xsd_codegen::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Builder {
    options: Options,
    /// The folder at which relative paths start; empty for the working directory.
    base: PathBuf,
    config: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    memory: Memory,
}

/// Everything that a generation makes on its way. A stage is `None` where an earlier one has failed.
#[derive(Debug)]
pub struct Stages {
    /// The documents and their syntax trees.
    pub input: Input,
    /// The resolved schema components.
    pub components: Option<Components>,
    /// What Rust will be written.
    pub plan: Option<Plan>,
    /// What is wrong with the documents and the options.
    pub diagnostics: Diagnostics,
    /// The files of other configurations whose types are used: a change of any of them may change what is generated.
    pub other_files: BTreeSet<PathBuf>,
}

impl Builder {
    /// A builder with the default options. Relative paths start at the working directory; in a build script, that is
    /// the package's folder.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// A builder with the options of a configuration file. Relative paths start at the folder of the file.
    ///
    /// ```no_run
    /// // build.rs
    /// fn main() -> Result<(), xsd_codegen::Error> {
    ///     xsd_codegen::Builder::from_config("codegen.toml")?.build()
    /// }
    /// ```
    pub fn from_config(path: impl AsRef<Path>) -> Result<Builder, Error> {
        let path = path.as_ref();
        let options = config::read(path)?;
        let base = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Builder { options, base, config: Some(path.to_owned()), ..Builder::default() })
    }

    /// A builder with options from the text of a configuration file.
    ///
    /// ```
    /// let builder = xsd_codegen::Builder::from_toml(r#"schemas = ["orders.xsd"]"#)?;
    /// assert_eq!(builder.options().schemas, ["orders.xsd"]);
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Builder, Error> {
        Ok(Builder { options: config::parse(config::FILE_NAME, text)?, ..Builder::default() })
    }

    /// For build scripts: generates, and writes the file into `OUT_DIR` (or the folder given to
    /// [`out_dir`](Builder::out_dir)) if its text has changed. Tells Cargo to run the script again when the configuration,
    /// one that it uses, a catalogue or a document changes, included and imported ones among them, and passes warnings on.
    ///
    /// ```no_run
    /// // build.rs
    /// fn main() -> Result<(), xsd_codegen::Error> {
    ///     xsd_codegen::Builder::new().schema("orders.xsd").file("orders").build()
    /// }
    /// // src/lib.rs: include!(concat!(env!("OUT_DIR"), "/orders.rs"));
    /// ```
    pub fn build(self) -> Result<(), Error> {
        let directory = match &self.out_dir {
            Some(directory) => directory.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(no_out_dir)?,
        };
        let output = self.generate()?;
        output.write(directory)?;
        print!("{}", for_cargo(&output));
        Ok(())
    }

    /// Generates, and writes nothing.
    ///
    /// ```no_run
    /// let output = xsd_codegen::Builder::new().schema("orders.xsd").generate()?;
    /// for file in &output.files {
    ///     println!("{}: {} lines", file.path.display(), file.text.lines().count());
    /// }
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    pub fn generate(&self) -> Result<Output, Error> {
        let Stages { input, plan, diagnostics, other_files, .. } = self.stages();
        let plan = match plan {
            Some(plan) if !diagnostics.has_errors() => plan,
            _ => return Err(Error::new(&diagnostics, &input.sources)),
        };
        let file = File { path: PathBuf::from(format!("{}.rs", plan.file)), text: render::render(&plan) };
        // Documents from memory have an empty path.
        let on_disk = input.sources.files_read().filter(|it| !it.as_os_str().is_empty());
        let own = self.config.iter().cloned().chain(on_disk.map(Path::to_owned));
        let documents: BTreeSet<PathBuf> = own.chain(other_files).collect();
        Ok(Output {
            files: vec![file],
            documents: documents.into_iter().collect(),
            warnings: diagnostics.render(&input.sources),
        })
    }

    /// Goes through the stages as far as they succeed, and keeps each: for whoever wants to look at them.
    ///
    /// ```no_run
    /// let stages = xsd_codegen::Builder::new().schema("orders.xsd").stages();
    /// if let Some(plan) = &stages.plan {
    ///     for item in plan.list() {
    ///         println!("{} becomes {}", item.component, item.rust);
    ///     }
    /// }
    /// eprint!("{}", stages.diagnostics.render(&stages.input.sources));
    /// ```
    pub fn stages(&self) -> Stages {
        let mut trail = Trail::new(self);
        let mut stages = self.stages_on(&mut trail);
        trail.tell(&mut stages.input.sources, &mut stages.diagnostics);
        stages
    }

    /// The same for a configuration that others use.
    fn stages_on(&self, trail: &mut Trail) -> Stages {
        let mut diagnostics = Diagnostics::with_rules(&self.options.rules);
        check::check(&self.options, &mut diagnostics);
        if diagnostics.has_errors() {
            let other_files = BTreeSet::new();
            return Stages { input: Input::default(), components: None, plan: None, diagnostics, other_files };
        }
        let documents = Documents::new(&self.memory, &self.base, self.options.network);
        let (catalog, limits) = (self.locations(), Limits::default());
        let input = source::load(&self.options.schemas, &documents, &catalog, &limits, &mut diagnostics);
        // Resolving goes on behind errors, so that all are told at once; a plan needs components without any.
        let components = components::resolve(&input.schemas, &input.definitions, &mut diagnostics);
        let Crates { crates, files: other_files, is_incomplete } = crates::load(self, trail, &mut diagnostics);
        let plan = if diagnostics.has_errors() || is_incomplete {
            None
        } else {
            plan::plan(&components, &self.options, &input.sources, &crates, &mut diagnostics)
        };
        Stages { input, components: Some(components), plan, diagnostics, other_files }
    }

    /// What the options say of where documents are.
    fn locations(&self) -> Catalog {
        let mut catalog = Catalog::default();
        for (key, path) in &self.options.locations {
            catalog.insert(key, path);
        }
        for path in &self.options.catalogs {
            catalog.add_file(path);
        }
        for path in &self.options.search {
            catalog.add_folder(path);
        }
        catalog
    }

    /// The options as they stand.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The folder for checked-in files: what [`out_dir`](Builder::out_dir) says, else the option `directory`, which
    /// starts at the folder of the configuration file.
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// let builder = xsd_codegen::Builder::from_toml(r#"directory = "generated/src""#)?;
    /// assert_eq!(builder.directory(), Path::new("generated/src"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    pub fn directory(&self) -> PathBuf {
        self.out_dir.clone().unwrap_or_else(|| self.base.join(&self.options.directory))
    }
}

fn no_out_dir() -> Error {
    let diagnostic = Diagnostic::error("no-out-dir", "OUT_DIR is not set, so there is no folder to write to")
        .help("Cargo sets it for build scripts; elsewhere use `out_dir`, or `generate` and `Output::write`");
    Error::single(diagnostic)
}

/// What a build script prints for Cargo.
fn for_cargo(output: &Output) -> String {
    let mut lines = String::new();
    for path in &output.documents {
        let _ = writeln!(lines, "cargo::rerun-if-changed={}", shown(path));
    }
    for line in output.warnings.lines().filter(|line| !line.is_empty()) {
        let _ = writeln!(lines, "cargo::warning={line}");
    }
    lines
}
