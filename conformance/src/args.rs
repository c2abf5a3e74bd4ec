//! The arguments.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Runs the generator and what it generates on a suite of schemas and instances, and counts what came of it.
#[derive(Debug, Clone, Parser)]
#[command(name = "conformance", version)]
pub(crate) struct Args {
    /// The folder at which the paths of the index start.
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// The tests: one JSON object a line.
    #[arg(long)]
    pub(crate) index: PathBuf,
    /// Write a row for each test to this file, as JSON.
    #[arg(long)]
    pub(crate) report: Option<PathBuf>,
    /// Write a table of all misses to this file, as Markdown.
    #[arg(long)]
    pub(crate) misses: Option<PathBuf>,
    /// Only the tests of these sets.
    #[arg(long)]
    pub(crate) set: Vec<String>,
    /// Only the tests whose id, or one of whose paths, contains one of these texts.
    #[arg(long)]
    pub(crate) only: Vec<String>,
    /// How many processes work at a time; as many as there are processors, if not given.
    #[arg(long)]
    pub(crate) jobs: Option<usize>,
    /// Where crates are written and built; `target/conformance` of the workspace, if not given.
    #[arg(long)]
    pub(crate) work: Option<PathBuf>,
    /// How far to go.
    #[arg(long, value_enum, default_value = "judge")]
    pub(crate) stop_after: Step,
    /// How many modules a crate has.
    #[arg(long, default_value = "100")]
    pub(crate) modules: usize,
    /// The seconds that a schema, and an instance, may take.
    #[arg(long, default_value = "30")]
    pub(crate) time_limit: u64,
}

/// The steps, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Step {
    /// Generate from each schema.
    Generate,
    /// Compile what was generated.
    Compile,
    /// Read and write the instances.
    Judge,
}

impl Args {
    pub(crate) fn limit(&self) -> Duration {
        Duration::from_secs(self.time_limit)
    }

    pub(crate) fn n_jobs(&self) -> usize {
        let available = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.unwrap_or_else(available).max(1)
    }
}
