//! Counts the instructions and allocations of reading and writing small messages, with valgrind's callgrind, and
//! compares them with a baseline in the tree.
//!
//! Instructions do not depend on how busy or how fast a machine is, so that a regression of a few per cent shows
//! anywhere.

mod actions;
mod baseline;
mod callgrind;
mod cases;
/// Shared with the bench, which has more uses for it.
#[path = "../../src/document.rs"]
#[allow(dead_code)]
mod document;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::baseline::{Baseline, MadeWith};

const USAGE: &str = "usage: instructions check | update";

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["check"] => check(),
        ["update"] => {
            let baseline = Baseline { made_with: MadeWith::here()?, cases: callgrind::count_all()? };
            baseline.save()?;
            println!("{} holds the counts of {} cases", baseline::FILE, baseline.cases.len());
            Ok(ExitCode::SUCCESS)
        }
        // What callgrind looks at.
        ["repeat", case, n_times] => {
            let n_times = n_times.parse().context(USAGE)?;
            cases::find(case)?.repeat(n_times)?;
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!(USAGE),
    }
}

/// Counts everything, and fails where there is more than the baseline allows.
fn check() -> Result<ExitCode> {
    let baseline = Baseline::load()?;
    let here = MadeWith::here()?;
    if here.architecture != baseline.made_with.architecture {
        println!(
            "skipped instructions: the baseline is of {}, and this is {}, whose counts cannot be compared with it",
            baseline.made_with.architecture, here.architecture
        );
        return Ok(ExitCode::SUCCESS);
    }
    let comparison = baseline.compare(&callgrind::count_all()?);
    print!("{comparison}");
    let differences = baseline.made_with.differences(&here);
    for difference in &differences {
        println!("note: {difference}");
    }
    if !comparison.has_failed() {
        return Ok(ExitCode::SUCCESS);
    }
    if !differences.is_empty() {
        println!(
            "note: that alone can change the counts; to tell, check the commit before the change in the same way: where it \
             fails too, its counts are the baseline to compare with"
        );
    }
    println!("if this has to be, write a new baseline and say why in the commit: {}", baseline::UPDATE);
    Ok(ExitCode::FAILURE)
}
