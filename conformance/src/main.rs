//! Runs the generator, and what it generates, on a suite of schemas and instances, and counts what came of it.
//!
//! Tests → [`units`] (what is generated at once) → [`generate`] (in processes of their own) → [`crates`] (compiled, many
//! modules in each) → [`judge`] (every instance read, written and read again) → [`report`], [`figures`], [`misses`].

mod args;
mod crates;
mod figures;
mod generate;
mod index;
mod judge;
mod misses;
mod process;
mod report;
mod suite;
mod text;
mod tree;
mod units;
mod value;
mod worker;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use clap::Parser;

use args::Args;

/// Fails with a message for the person who has started the program.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let is_worker = env::args().nth(1).is_some_and(|it| it == generate::WORKER);
    match if is_worker { worker::main() } else { run(&Args::parse()) } {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<()> {
    if !args.data.is_dir() {
        return Err(format!("{} is no folder", args.data.display()).into());
    }
    let tests = index::read(args)?;
    let work = work_folder(args)?;
    let rows = suite::run(tests, args, &work)?;
    if let Some(path) = &args.report {
        write(path, &serde_json::to_string_pretty(&rows)?)?;
    }
    if let Some(path) = &args.misses {
        let before = if path.exists() { index::read_text(path)? } else { String::new() };
        write(path, &misses::table(&rows, &before))?;
    }
    print!("{}", figures::table(&rows, true));
    Ok(())
}

fn work_folder(args: &Args) -> Result<PathBuf> {
    let default = || {
        let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target")).join("conformance")
    };
    let folder = args.work.clone().unwrap_or_else(default);
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    Ok(folder.canonicalize()?)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}
