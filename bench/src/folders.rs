//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders that the bench reads and writes.
#[derive(Debug)]
pub struct Folders {
    /// The bench's own folder.
    pub bench: PathBuf,
    /// The project that is measured.
    pub project: PathBuf,
    /// A folder below cargo's target folder, for packages that are made and compiled in passing.
    pub work: PathBuf,
    /// Where the results go.
    pub results: PathBuf,
}

impl Folders {
    /// Finds the folders.
    pub fn find() -> Result<Self> {
        let bench = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let project = bench.parent().context("the bench lies in the project")?.to_path_buf();
        let program = std::env::current_exe().context("the bench does not know its own file")?;
        let target = program.ancestors().nth(2).context("the bench lies in cargo's target folder")?;
        Ok(Self { results: bench.join("results"), work: target.join("work"), bench, project })
    }

    /// The schema to generate from; the variable `BENCH_SCHEMAS` names another folder.
    pub fn schema(&self) -> PathBuf {
        let folder = std::env::var_os("BENCH_SCHEMAS").map(PathBuf::from);
        folder.unwrap_or_else(|| self.project.join("schemas")).join(Path::new("messages.xsd"))
    }
}
