//! Arguments, and what each command does. Results go to standard output, messages to standard error.

mod drift;
mod dump;
mod generate;
mod list;
mod print;
mod project;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use print::{Failure, message};
use project::Project;

/// Generates small, readable Rust types with readers and writers from XSD and WSDL.
///
/// What to generate stands in codegen.toml, in this folder or the nearest one above that has it; flags add to it.
#[derive(Debug, Parser)]
#[command(name = "codegen", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the generated file, or check that it is up to date.
    Generate(Generate),
    /// Show which Rust item each component became, and why it is called so.
    List(List),
    /// Print a stage on the way from documents to files.
    Dump(Dump),
}

#[derive(Debug, Args)]
struct Generate {
    #[command(flatten)]
    project: Project,
    /// Write nothing: show how the files differ from what the schemas say, and fail if they do.
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    project: Project,
    /// Show the WSDL operations and ports instead.
    #[arg(long)]
    operations: bool,
}

#[derive(Debug, Args)]
struct Dump {
    /// Which stage.
    stage: dump::Stage,
    #[command(flatten)]
    project: Project,
}

/// Runs the command that the arguments ask for. The exit code is 1 if the schemas or the options are wrong or if files
/// are out of date, and 2 if the arguments are.
pub(crate) fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate(args) => generate::run(args.project, args.check),
        Command::List(args) => list::run(args.project, args.operations),
        Command::Dump(args) => dump::run(args.project, args.stage),
    };
    match result {
        Ok(code) => code,
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Text(text)) => {
            message(&text);
            ExitCode::FAILURE
        }
    }
}
