//! Generating: each unit is given to one of several processes, so that what dies or hangs is counted and left behind.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::Result;
use crate::args::Args;
use crate::process::{Oracle, Program, Silence};
use crate::units::Unit;
use crate::worker::{Accepted, Answer, Outcome, Request};

/// The argument that makes this program one of the processes.
pub(crate) const WORKER: &str = "generate-in-this-process";

/// What came of a unit.
#[derive(Debug, Clone)]
pub(crate) struct Generated {
    pub(crate) outcome: Generation,
    pub(crate) message: String,
    pub(crate) milliseconds: u64,
}

/// The ways that generating can end.
#[derive(Debug, Clone)]
pub(crate) enum Generation {
    Accepted(Accepted),
    Rejected,
    Panicked,
    Aborted,
    TimedOut,
}

/// The name of the module of a unit.
pub(crate) fn module(unit: usize) -> String {
    format!("m{unit:05}")
}

/// The file of the module of a unit.
pub(crate) fn module_file(work: &Path, unit: usize) -> PathBuf {
    work.join("modules").join(format!("{}.rs", module(unit)))
}

/// Generates from the units, in several processes at a time. `first` is the number of the first.
pub(crate) fn generate(units: &[Unit], first: usize, args: &Args, work: &Path) -> Result<Vec<Generated>> {
    let program = Program::new(&env::current_exe()?, &[WORKER]);
    let data = args.data.canonicalize().map_err(|error| format!("cannot find {}: {error}", args.data.display()))?;
    let questions = units.iter().enumerate().map(|(index, unit)| {
        let output = module_file(work, first + index);
        Ok(serde_json::to_string(&Request { data: data.clone(), unit: unit.clone(), output })?)
    });
    let questions = questions.collect::<Result<Vec<String>>>()?;
    let answers = ask_all(&questions, args.n_jobs(), || Oracle::new(program.clone(), args.limit()))?;
    let limit = u64::try_from(args.limit().as_millis()).unwrap_or(u64::MAX);
    let ended = |outcome, message, milliseconds| Generated { outcome, message, milliseconds };
    let generated = answers.into_iter().map(|answer| match answer {
        Err(Silence::Died(message)) => Ok(ended(Generation::Aborted, message, 0)),
        Err(Silence::TimedOut) => Ok(ended(Generation::TimedOut, String::new(), limit)),
        Ok(line) => {
            let Answer { outcome, message, milliseconds } = serde_json::from_str(&line)?;
            let outcome = match outcome {
                Outcome::Accepted(accepted) => Generation::Accepted(accepted),
                Outcome::Rejected => Generation::Rejected,
                Outcome::Panicked => Generation::Panicked,
            };
            Ok(ended(outcome, message, milliseconds))
        }
    });
    generated.collect()
}

/// The answers to the questions, in their order, by as many processes as there are jobs.
fn ask_all(
    questions: &[String],
    n_jobs: usize,
    oracle: impl Fn() -> Oracle + Sync,
) -> Result<Vec<std::result::Result<String, Silence>>> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(vec![None; questions.len()]);
    let work = || -> Result<()> {
        let mut oracle = oracle();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(question) = questions.get(index) else { return Ok(()) };
            let answer = oracle.ask(question)?;
            let mut answers = answers.lock().map_err(|_| "a thread has panicked")?;
            if let Some(place) = answers.get_mut(index) {
                *place = Some(answer);
            }
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..n_jobs).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| "a thread has panicked")?)
    })?;
    let answers = answers.into_inner().map_err(|_| "a thread has panicked")?;
    answers.into_iter().map(|answer| answer.ok_or_else(|| "a question has no answer".into())).collect()
}
