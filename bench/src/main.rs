//! Measures the generated EWS IM types, and the generator, against their peers.
//!
//! The README beside the manifest says what is measured and how to read it.

mod allocations;
mod borrowed;
mod chart;
mod children;
mod client;
mod compile;
mod contenders;
mod document;
mod exchange;
mod floors;
mod folders;
mod generate;
mod generators;
mod growth;
mod items;
mod large;
mod messages;
mod multiply;
mod ours;
mod package;
mod peer;
mod race;
mod rebuild;
mod report;
mod scene;
mod subject;
mod summary;
mod svg;
mod tasks;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use peer_generate::Preset;

use crate::children::ALLOCATOR;
use crate::exchange::Extent;
use crate::folders::Folders;
use crate::report::{Report, Section};

/// Measures the generated EWS IM types, and the generator, against their peers.
#[derive(Debug, Parser)]
struct Arguments {
    /// What to do; without it, the parts from `read` to `growth`.
    #[command(subcommand)]
    task: Option<Task>,
    /// How many rounds to measure, instead of the part's own number.
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Task {
    #[command(flatten)]
    Part(Part),
    /// Generate, count and compile the whole of Exchange Web Services.
    Exchange {
        /// Measure the peer as well; it needs 8 GB of memory and some minutes.
        #[arg(long)]
        peer: bool,
        /// Build the peer in release too.
        #[arg(long, requires = "peer")]
        peer_release: bool,
    },
    /// Build a small program on the client, with each set of its features.
    Client,
    /// Read a large response one persona at a time.
    Items {
        /// Read a gigabyte as well.
        #[arg(long)]
        gigabyte: bool,
    },
    /// Draw the charts from the results of earlier runs.
    Chart,
    /// Run the peer's generator once.
    #[command(hide = true)]
    PeerGenerate {
        /// The configuration of the peer.
        #[arg(long)]
        preset: Preset,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        /// Format the source.
        #[arg(long)]
        format: bool,
    },
    /// Run a program and print what it cost.
    #[command(hide = true)]
    RunAlone {
        /// The program and its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Part {
    /// Read a large response.
    Read,
    /// Write the value of a large response.
    Write,
    /// Read and write small messages.
    Small,
    /// Count and compile the generated code.
    Compile,
    /// Run the generators.
    Generate,
    /// Read, write and generate more and more.
    Growth,
    /// Build a program again after an edit of its schemas.
    Rebuild,
}

impl Part {
    const ALL: [Self; 7] =
        [Self::Read, Self::Write, Self::Small, Self::Compile, Self::Generate, Self::Growth, Self::Rebuild];
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if let Some(Task::RunAlone { command }) = &arguments.task {
        children::print_cost_of(command)?;
        return Ok(ExitCode::SUCCESS);
    }
    if ALLOCATOR.iter().any(|(name, _)| std::env::var_os(name).is_none()) {
        let mut again = Command::new(std::env::current_exe()?);
        let status = again.args(std::env::args_os().skip(1)).envs(ALLOCATOR).status()?;
        return Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let folders = Folders::find()?;
    let rounds = arguments.rounds.map(usize::from);
    match arguments.task {
        None => run_all(&Part::ALL, &folders, rounds),
        Some(Task::Part(part)) => run_all(&[part], &folders, rounds),
        Some(Task::Exchange { peer, peer_release }) => {
            let peer = match (peer, peer_release) {
                (false, _) => Extent::Nothing,
                (true, false) => Extent::Debug,
                (true, true) => Extent::Release,
            };
            let section = exchange::exchange(&folders, peer, rounds)?;
            report::write_alone(&folders.results, "exchange", &section, &measured_with()?)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Task::Client) => {
            let section = client::client(&folders, rounds.unwrap_or(1))?;
            report::write_alone(&folders.results, "client", &section, &measured_with()?)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Task::Items { gigabyte }) => {
            let section = items::items(rounds.unwrap_or(9), gigabyte)?;
            report::write_alone(&folders.results, "items", &section, &measured_with()?)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Task::Chart) => {
            chart::draw(&Report::load(&folders.results), &folders.results)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Task::PeerGenerate { preset, out, format }) => {
            generate::peer_generate(&folders.schema(), preset, format, &out)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Task::RunAlone { .. }) => Ok(ExitCode::SUCCESS),
    }
}

/// Runs parts, one after the other, even if one fails.
fn run_all(parts: &[Part], folders: &Folders, rounds: Option<usize>) -> Result<ExitCode> {
    let measured_with = measured_with()?;
    let mut report = Report::load(&folders.results);
    let mut status = ExitCode::SUCCESS;
    for &part in parts {
        let (name, section) = run(part, folders, rounds);
        match section {
            Ok(section) => report.add(&folders.results, name, section, measured_with.clone())?,
            Err(error) => {
                eprintln!("{name} fails: {error:?}\n");
                status = ExitCode::FAILURE;
            }
        }
    }
    chart::draw(&report, &folders.results)?;
    Ok(status)
}

/// Runs one part; its name begins with a letter, so that the parts have an order in the results.
fn run(part: Part, folders: &Folders, rounds: Option<usize>) -> (&'static str, Result<Section>) {
    let rounds_or = |usual: usize| rounds.unwrap_or(usual);
    match part {
        Part::Read => ("a. read", messages::read(rounds_or(15))),
        Part::Write => ("b. write", messages::write(rounds_or(15))),
        Part::Small => ("c. small", messages::small(rounds_or(15))),
        Part::Compile => ("d. compile", compile::compile(folders, rounds_or(3))),
        Part::Generate => ("e. generate", generate::generate(folders, rounds_or(9))),
        Part::Growth => ("f. growth", growth::growth(folders, rounds_or(9))),
        Part::Rebuild => ("g. rebuild", rebuild::rebuild(folders, rounds_or(3))),
    }
}

/// The processor and the compiler.
fn measured_with() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output().context("rustc cannot be started")?;
    let compiler = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let information = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let processor = model.map_or("an unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(format!("{compiler}, {processor}, {cores} cores"))
}
