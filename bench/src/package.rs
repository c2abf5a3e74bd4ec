//! A crate of generated code alone: how large it is, and what compiling it costs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use peer_generate::format_source;

use crate::children::{Peak, cargo, run, run_alone};
use crate::folders::Folders;
use crate::report::{Row, Spread, Table};

/// Whose code a crate holds, which decides what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It needs the project's runtime.
    Ours,
    /// It needs the types and helpers of xsd-parser.
    Peer,
}

/// A way to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `cargo check`.
    Check,
    /// `cargo build`.
    Debug,
    /// `cargo build --release`.
    Release,
}

impl Mode {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 3] = [Self::Check, Self::Debug, Self::Release];

    fn title(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Debug => "debug build",
            Self::Release => "release build",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// A crate in a folder of its own, in a workspace of its own, with Cargo's profiles as they are and without build script,
/// so that compiling it compiles nothing else.
pub struct Package {
    /// What its lines are called.
    pub title: String,
    /// How often it is compiled in each way.
    pub rounds: usize,
    /// The ways it is compiled in.
    pub modes: &'static [Mode],
    name: String,
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// Makes the crate, but for its source, which goes to [`Package::source`].
    pub fn new(folders: &Folders, side: Side, name: &str, title: &str, rounds: usize) -> Result<Self> {
        let folder = folders.work.join(name);
        // All crates share one, so that what they depend on is compiled once.
        let target = folders.work.join("compiled");
        let source = folder.join("src");
        if source.exists() {
            fs::remove_dir_all(&source).context("source of an earlier run cannot be removed")?;
        }
        fs::create_dir_all(&source).context("the folder of a crate cannot be made")?;
        let (edition, dependency, versions) = match side {
            Side::Ours => {
                let runtime = toml_string(&folders.project.join("runtime"))?;
                ("2024", format!("xsd-runtime = {{ path = {runtime} }}"), folders.project.join("Cargo.lock"))
            }
            Side::Peer => ("2021", PEER_TYPES.to_owned(), folders.bench.join("Cargo.lock")),
        };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n\
             [dependencies]\n{dependency}\n\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(versions, folder.join("Cargo.lock")).context("the lock file cannot be copied")?;
        Ok(Self { title: title.to_owned(), rounds, modes: &Mode::ALL, name: name.to_owned(), folder, target })
    }

    /// The folder of the crate, where a generator of its source may be run.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of its source.
    pub fn source(&self) -> PathBuf {
        self.folder.join("src")
    }

    /// Cargo for this crate.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        // What stands behind `--` is for another program.
        let (own, others) = arguments.split_at(arguments.iter().position(|it| *it == "--").unwrap_or(arguments.len()));
        let mut command = cargo(own);
        command.arg("--quiet").current_dir(&self.folder).arg("--target-dir").arg(&self.target).args(others);
        command
    }

    /// Compiles what the crate depends on, and an empty crate in its place.
    fn build_dependencies(&self) -> Result<()> {
        let lib = self.source().join("lib.rs");
        let source = fs::read_to_string(&lib).context("a crate has no lib.rs")?;
        fs::write(&lib, "")?;
        let built: Result<Vec<_>> = self.modes.iter().map(|mode| run(&mut self.cargo(mode.arguments()))).collect();
        fs::write(&lib, source)?;
        built.map(|_| ())
    }

    /// Compiles the crate alone; what cargo takes when nothing is to be done is subtracted.
    fn compile(&self, mode: Mode) -> Result<Peak> {
        let mut clean = self.cargo(&["clean", "--package", &self.name]);
        if mode == Mode::Release {
            clean.arg("--release");
        }
        run(&mut clean)?;
        let command = self.cargo(mode.arguments());
        let (whole, nothing) = (run_alone(&command)?, run_alone(&command)?);
        Ok(Peak { user: whole.user - nothing.user, wall: whole.wall - nothing.wall, memory: whole.memory })
    }

    /// Megabytes of the library that a release build has left.
    fn rlib(&self) -> Result<f64> {
        let file = format!("release/lib{}.rlib", self.name.replace('-', "_"));
        let bytes = fs::metadata(self.target.join(file)).context("the release build left no library")?.len();
        Ok(bytes as f64 / 1e6)
    }
}

/// What the peer's code depends on.
const PEER_TYPES: &str = "xsd-parser-types = { version = \"=0.2.1\", features = [\"quick-xml\"] }";

/// Compiles some crates in turn, and makes two tables: the figures, and how many times those of the first the others are.
pub fn measure(title: &str, packages: &[Package]) -> Result<Vec<Table>> {
    for package in packages {
        package.build_dependencies().with_context(|| format!("{} cannot be compiled", package.title))?;
    }
    let mut peaks = vec![[const { Vec::new() }; Mode::ALL.len()]; packages.len()];
    let rounds = packages.iter().map(|it| it.rounds).max().unwrap_or_default();
    for round in 0..rounds {
        for (index, mode) in Mode::ALL.into_iter().enumerate() {
            for (package, peaks) in packages.iter().zip(&mut peaks) {
                if round < package.rounds && package.modes.contains(&mode) {
                    let peak = package.compile(mode);
                    peaks[index].push(peak.with_context(|| format!("{} cannot be compiled", package.title))?);
                }
            }
        }
    }
    let mut columns = vec!["code lines".to_owned(), "by prettyplease".to_owned(), "source, KB".to_owned()];
    columns.extend(Mode::ALL.iter().flat_map(|it| [format!("{}, s", it.title()), format!("{}, MB", it.title())]));
    columns.push("rlib, MB".to_owned());
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = Table::new(title, &columns);
    for (package, peaks) in packages.iter().zip(&peaks) {
        let size = Size::of(&package.source())?;
        let sizes = [size.lines as f64, size.lines_of_one_layout as f64, size.bytes as f64 / 1e3];
        let mut figures: Vec<_> = sizes.into_iter().map(|it| Some(Spread::exact(it))).collect();
        for peaks in peaks {
            let spread = |part: fn(&Peak) -> f64| {
                let values: Vec<f64> = peaks.iter().map(part).collect();
                (!values.is_empty()).then(|| Spread::of(&values))
            };
            figures.extend([spread(|it| it.user), spread(|it| it.memory)]);
        }
        let release = package.modes.contains(&Mode::Release);
        figures.push(if release { Some(Spread::exact(package.rlib()?)) } else { None });
        table.row(&package.title, figures);
    }
    let ratios = ratios(&table);
    Ok(std::iter::once(table).chain(ratios).collect())
}

/// The lines after the first, divided by the medians of the first; none if there is only one.
fn ratios(table: &Table) -> Option<Table> {
    let (first, others) = table.rows.split_first()?;
    let divide =
        |(figure, base): (&Option<Spread>, &Option<Spread>)| Some(figure.as_ref()?.times(1.0 / base.as_ref()?.median));
    let line = |row: &Row| Row {
        name: row.name.clone(),
        figures: row.figures.iter().zip(&first.figures).map(divide).collect(),
    };
    let title = format!("{}, beside {}", table.title, first.name);
    let columns = table.columns.iter().map(|it| format!("{it} ÷ {}", first.name));
    let rows: Vec<Row> = others.iter().map(line).collect();
    (!rows.is_empty()).then(|| Table { title, columns: columns.collect(), rows })
}

/// How much source there is below a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    /// Lines that hold more than a comment.
    lines: usize,
    /// The same, if all of it is laid out by prettyplease.
    lines_of_one_layout: usize,
    /// Bytes, comments included.
    bytes: usize,
}

impl Size {
    fn of(folder: &Path) -> Result<Self> {
        let mut size = Self::default();
        for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)?;
                size.lines += code_lines(&text);
                size.lines_of_one_layout += code_lines(&format_source(&text)?);
                size.bytes += text.len();
            }
        }
        Ok(size)
    }
}

fn code_lines(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

/// A path as a string of TOML.
pub fn toml_string(path: &Path) -> Result<String> {
    let text = path.to_str().context("a folder has a name that is not UTF-8")?;
    Ok(serde_json::to_string(text)?)
}
