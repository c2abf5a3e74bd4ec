//! The arguments.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Runs the generator and what it generates on a suite of schemas and instances, and counts what came of it.
#[derive(Debug, Clone, Parser)]
#[command(name = "conformance", version)]
pub(crate) struct Args {
    /// The folder at which the paths of the index start.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// The tests: one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) index: PathBuf,
    /// Write a row for each test to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Write the figures and a table of all misses to this file, as Markdown. The text before its first section and the
    /// reasons of tests that it has are kept.
    #[arg(long, value_name = "FILE")]
    pub(crate) misses: Option<PathBuf>,
    /// Only the tests of these sets.
    #[arg(long)]
    pub(crate) set: Vec<String>,
    /// Only the tests whose id, or one of whose paths, contains one of these texts.
    #[arg(long)]
    pub(crate) only: Vec<String>,
    /// How many processes work at a time; as many as there are processors, if not given.
    #[arg(long, value_parser = at_least_one)]
    pub(crate) jobs: Option<usize>,
    /// Where crates are written and built; `target/conformance` of the workspace, if not given.
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
    /// How far to go.
    #[arg(long, value_enum, default_value = "judge")]
    pub(crate) stop_after: Step,
    /// How many modules a crate has.
    #[arg(long, default_value = "100", value_parser = at_least_one)]
    pub(crate) modules: usize,
    /// The seconds that a schema, and an instance, may take.
    #[arg(long, default_value = "30", value_parser = clap::value_parser!(u64).range(1..))]
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

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("there must be at least one".to_owned()),
        Ok(number) => Ok(number),
        Err(error) => Err(format!("{error}")),
    }
}

impl Args {
    pub(crate) fn limit(&self) -> Duration {
        Duration::from_secs(self.time_limit)
    }

    pub(crate) fn n_jobs(&self) -> usize {
        let available = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.unwrap_or_else(available)
    }
}
