//! Judging: every instance is read, written and read again by the program that has its module.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crate::Result;
use crate::args::Args;
use crate::crates::{self, Crate};
use crate::generate::module;
use crate::process::{Oracle, Program, Silence};
use crate::text;
use crate::tree::{self, Defaults};

/// An instance to judge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Task<'a> {
    /// The number of its test.
    pub(crate) test: usize,
    /// The unit that judges it.
    pub(crate) unit: usize,
    /// The document, relative to the data.
    pub(crate) path: &'a str,
    /// The values that the unit's declarations fill in.
    pub(crate) defaults: &'a Defaults,
}

/// What came of an instance.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) reading: Reading,
    pub(crate) message: String,
    pub(crate) milliseconds: u64,
    /// Whether a DOCTYPE was taken away before.
    pub(crate) had_doctype: bool,
}

/// The ways that an instance can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It was read.
    Accepted(RoundTrip),
    /// It was not.
    Rejected,
    Panicked,
    Aborted,
    TimedOut,
    /// The harness could not do its part.
    Failed,
}

/// What came of writing a document that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoundTrip {
    /// All is equal.
    Equal,
    /// It could not be written.
    Unwritable,
    /// What was written could not be read.
    Unreadable,
    /// What was written is read as another value.
    ValuesDiffer,
    /// What was written is another document.
    TreesDiffer,
    /// All is equal, but lenient reading gives another value or none.
    LenientDiffers,
}

/// Judges the instances, by several programs at a time. The answers are by test.
pub(crate) fn judge(tasks: &[Task<'_>], crates: &[Crate], args: &Args, work: &Path) -> Result<BTreeMap<usize, Judged>> {
    let homes: BTreeMap<usize, usize> =
        crates.iter().enumerate().flat_map(|(index, it)| it.units.iter().map(move |&unit| (unit, index))).collect();
    let mut lists: BTreeMap<usize, Vec<Task<'_>>> = BTreeMap::new();
    for task in tasks {
        if let Some(&home) = homes.get(&task.unit) {
            lists.entry(home).or_default().push(*task);
        }
    }
    let lists: Vec<(usize, Vec<Task<'_>>)> = lists.into_iter().collect();
    let next = AtomicUsize::new(0);
    let judged = Mutex::new(BTreeMap::new());
    for folder in ["written", "decoded"] {
        fs::create_dir_all(work.join(folder))?;
    }
    let run = || -> Result<()> {
        while let Some((home, list)) = lists.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(home) = crates.get(*home) else { continue };
            let program = Program::new(&crates::program(work, &home.name), &[]);
            let mut oracle = Oracle::new(program, args.limit());
            for task in list {
                let answer = judge_one(task, &mut oracle, args, work)?;
                judged.lock().map_err(|_| "a thread has panicked")?.insert(task.test, answer);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..args.n_jobs()).map(|_| scope.spawn(run)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| "a thread has panicked")?)
    })?;
    judged.into_inner().map_err(|_| "a thread has panicked".into())
}

fn judge_one(task: &Task<'_>, oracle: &mut Oracle, args: &Args, work: &Path) -> Result<Judged> {
    let began = Instant::now();
    let (mut reading, mut message, mut had_doctype) =
        (Reading::Failed, "the document cannot be read".to_owned(), false);
    let source = args.data.join(task.path);
    if let Some(original) = text::read(&source) {
        had_doctype = original.had_doctype;
        let file = if original.is_changed {
            let file = work.join("decoded").join(format!("{}.xml", task.test));
            fs::write(&file, &original.text)?;
            file
        } else {
            source
        };
        let written = work.join("written").join(format!("{}.xml", task.test));
        let question = format!("{}\t{}\t{}", module(task.unit), file.display(), written.display());
        (reading, message) = match oracle.ask(&question)? {
            Err(Silence::Died(last)) => (Reading::Aborted, last),
            Err(Silence::TimedOut) => (Reading::TimedOut, String::new()),
            Ok(answer) => outcome(&answer),
        };
        if matches!(reading, Reading::Accepted(RoundTrip::Equal | RoundTrip::LenientDiffers)) {
            let again = fs::read_to_string(&written)?;
            if let Some(difference) = tree::difference(&original.text, &again, task.defaults) {
                (reading, message) = (Reading::Accepted(RoundTrip::TreesDiffer), difference);
            }
        }
    }
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Judged { reading, message, milliseconds, had_doctype })
}

/// What an answer of a program says.
fn outcome(answer: &str) -> (Reading, String) {
    let (status, message) = answer.split_once('\t').unwrap_or((answer, ""));
    let reading = match status {
        "equal" => Reading::Accepted(RoundTrip::Equal),
        "unwritable" => Reading::Accepted(RoundTrip::Unwritable),
        "unreadable" => Reading::Accepted(RoundTrip::Unreadable),
        "differs" => Reading::Accepted(RoundTrip::ValuesDiffer),
        "lenient-differs" | "lenient-refuses" => Reading::Accepted(RoundTrip::LenientDiffers),
        "refused" => Reading::Rejected,
        "panic" => Reading::Panicked,
        _ => Reading::Failed,
    };
    (reading, message.to_owned())
}
