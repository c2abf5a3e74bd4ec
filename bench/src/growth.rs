//! How time grows with the size of the document, and with the size of the schema: twice as much should take twice as long.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use ews_im_types::GetImItemListResponse;
use xsd_runtime::{ReadOptions, to_string_in};

use crate::children::run;
use crate::document::Document;
use crate::floors::{READER, reader_loop};
use crate::folders::Folders;
use crate::generators::codegen;
use crate::multiply::multiply;
use crate::race::{Outcome, Task, race};
use crate::report::{Section, Spread, Table};

/// The lines whose growth is told; the chart finds them by these names.
pub const READ: &str = "ours, read";
/// See [`READ`].
pub const WRITTEN: &str = "ours, written";
/// See [`READ`].
pub const GENERATED: &str = "ours";
/// See [`READ`].
pub const GENERATED_BY_PEER: &str = "xsd-parser, default, formatted";

const SLICE: Duration = Duration::from_millis(15);
/// Personas, for documents of about the size.
const SIZES: [(&str, usize); 6] =
    [("10 KB", 1), ("100 KB", 16), ("1 MB", 164), ("10 MB", 1640), ("100 MB", 16_400), ("1 GB", 164_000)];
/// From here on a document is measured only if the machine has [`MEMORY`] to spare.
const LARGE: usize = 164_000;
/// Kilobytes.
const MEMORY: u64 = 5_000_000;
const COPIES: [usize; 6] = [1, 2, 4, 8, 16, 32];

/// Times the reader, the writer and the generators.
pub fn growth(folders: &Folders, rounds: usize) -> Result<Section> {
    let mut exponents = Table::new("Exponents", &["exponent"]);
    let tables = vec![documents(rounds, &mut exponents)?, schemas(folders, rounds.min(3), &mut exponents)?, exponents];
    let note = "CPU time over the size of what is read, written or generated. A `GetImItemListResponse`, indented, read leniently \
                and dropped, and its value written into a buffer that is used again; user time of the generators as processes, \
                for the schemas of the project with every component so many times. The exponent is the slope of the line that \
                fits best where both size and time are logarithms: 1 is linear, 2 quadratic."
        .to_owned();
    Ok(Section { note, tables })
}

fn documents(rounds: usize, exponents: &mut Table) -> Result<Table> {
    let subjects = [READ, WRITTEN, READER];
    let mut columns = vec!["bytes".to_owned()];
    columns.extend(subjects.map(|name| format!("{name}, ms")));
    columns.extend(subjects.map(|name| format!("{name}, ns/byte")));
    let mut table =
        Table::new("Over the size of the document", &columns.iter().map(String::as_str).collect::<Vec<_>>());
    let mut lines = [const { Vec::new() }; 3];
    for (name, personas) in SIZES {
        if LARGE <= personas && available_memory() < MEMORY {
            eprintln!("skipped {name}: it takes {MEMORY} kB of memory that is free");
            continue;
        }
        let text = Document { personas, indented: true, seed: 1 }.text();
        let rounds = if personas < 1000 { rounds } else { rounds.div_ceil(3) };
        let bytes = text.len() as f64;
        let outcomes = both(&text, rounds)?;
        let mut figures = vec![Some(Spread::exact(bytes))];
        figures.extend(outcomes.iter().map(|outcome| Some(outcome.seconds.times(1e3))));
        figures.extend(outcomes.iter().map(|outcome| Some(outcome.seconds.times(1e9 / bytes))));
        for (line, outcome) in lines.iter_mut().zip(&outcomes) {
            line.push((bytes, outcome.seconds.median));
        }
        table.row(name, figures);
    }
    for (name, line) in subjects.iter().zip(&lines) {
        exponents.row(format!("{name}, over bytes"), vec![Some(Spread::exact(exponent(line)))]);
    }
    Ok(table)
}

/// Reading, writing and the control, in the order of the columns. The value to be written is not there while reading, so
/// that memory holds one value at a time.
fn both(text: &str, rounds: usize) -> Result<[Outcome; 3]> {
    let options = ReadOptions::lenient().max_input_bytes(usize::MAX);
    let read = || options.read::<GetImItemListResponse>(black_box(text));
    let tasks = vec![Task::new(READ, text.len(), || drop(black_box(read()))), reader_loop(text)];
    let [reading, control] = outcomes(race(reader_loop(text), tasks, rounds, SLICE)?)?;
    let value = read()?;
    let mut out = to_string_in(&value, String::new())?;
    let write = || {
        out.clear();
        // What can be written once can be written again.
        out = to_string_in(black_box(&value), std::mem::take(&mut out)).unwrap_or_default();
        black_box(&out);
    };
    let tasks = vec![Task::new(WRITTEN, text.len(), write)];
    let [writing] = outcomes(race(reader_loop(text), tasks, rounds, SLICE)?)?;
    Ok([reading, writing, control])
}

fn outcomes<const N: usize>(outcomes: Vec<Outcome>) -> Result<[Outcome; N]> {
    outcomes.try_into().ok().context("as many outcomes as tasks")
}

/// Kilobytes that programs can have; 0 where the system does not tell.
fn available_memory() -> u64 {
    let information = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = information.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn schemas(folders: &Folders, rounds: usize, exponents: &mut Table) -> Result<Table> {
    let codegen = codegen(folders)?;
    let names = [GENERATED, GENERATED_BY_PEER];
    let columns = ["schema, bytes".to_owned(), format!("{}, ms", names[0]), format!("{}, ms", names[1])];
    let mut table = Table::new("Over the size of the schema", &columns.each_ref().map(String::as_str));
    let mut lines = [const { Vec::new() }; 2];
    for n_copies in COPIES {
        let folder = folders.work.join(format!("schemas-{n_copies}"));
        let bytes = write_schemas(&folders.schema(), n_copies, &folder)?;
        let mut ours = Command::new(&codegen);
        ours.arg("generate").current_dir(&folder);
        let mut peer = Command::new(std::env::current_exe()?);
        peer.args(["peer-generate", "--preset", "default", "--format", "--out"]).arg(folder.join("peer.rs"));
        peer.env("BENCH_SCHEMAS", &folder);
        let mut figures = vec![Some(Spread::exact(bytes as f64))];
        let mut seconds = [const { Vec::new() }; 2];
        for round in 0..=rounds {
            for (command, seconds) in [&mut ours, &mut peer].into_iter().zip(&mut seconds) {
                let cost = run(command)?;
                // The first round only fills the caches of the file system.
                if 0 < round {
                    seconds.push(cost.user);
                }
            }
        }
        for (line, seconds) in lines.iter_mut().zip(&seconds) {
            let spread = Spread::of(seconds);
            line.push((bytes as f64, spread.median));
            figures.push(Some(spread.times(1e3)));
        }
        table.row(format!("×{n_copies}"), figures);
    }
    for (name, line) in names.iter().zip(&lines) {
        exponents.row(format!("{name}, generating"), vec![Some(Spread::exact(exponent(line)))]);
    }
    Ok(table)
}

/// Writes the schemas with each component so many times, and the options that generate all of it; how many bytes.
fn write_schemas(schema: &Path, n_copies: usize, folder: &Path) -> Result<usize> {
    fs::create_dir_all(folder)?;
    let from = schema.parent().context("the schema lies in a folder")?;
    let mut n_bytes = 0;
    for name in ["messages.xsd", "types.xsd"] {
        let text = fs::read_to_string(from.join(name)).with_context(|| format!("{name} cannot be read"))?;
        let multiplied = multiply(&text, n_copies)?;
        n_bytes += multiplied.len();
        fs::write(folder.join(name), multiplied)?;
    }
    fs::write(folder.join("codegen.toml"), "schemas = [\"messages.xsd\"]\nfile = \"types\"\ndirectory = \"out\"\n")?;
    Ok(n_bytes)
}

/// The slope of the line that fits the logarithms best.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let logarithms: Vec<_> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logarithms.len() as f64;
    let mean_x = logarithms.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = logarithms.iter().map(|(_, y)| y).sum::<f64>() / count;
    let both: f64 = logarithms.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let own: f64 = logarithms.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    both / own
}

#[cfg(test)]
mod tests {
    use super::exponent;

    #[test]
    fn exponents_are_found() {
        for (expected, constant) in [(1.0, 3.0), (2.0, 0.1), (0.5, 7.0)] {
            let points: Vec<_> = [1e4_f64, 1e5, 1e6, 1e9].iter().map(|x| (*x, constant * x.powf(expected))).collect();
            assert!((exponent(&points) - expected).abs() < 1e-9);
        }
    }
}
