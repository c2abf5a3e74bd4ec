//! A run of a suite: the steps one after the other, and what each says of the tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use crate::Result;
use crate::args::{Args, Step};
use crate::crates::{self, Compiled, Module, Place};
use crate::generate::{self, Generated, Generation};
use crate::index::{Kind, Test, Validity};
use crate::judge::{self, Judged, Reading, RoundTrip, Task};
use crate::report::{Row, Trip, Verdict};
use crate::units::Units;

/// A row for each test, in the order of the index.
pub(crate) fn run(tests: Vec<Test>, args: &Args, work: &Path) -> Result<Vec<Row>> {
    let mut clock = Clock(Instant::now());
    let absent = absent(&tests, &args.data);
    let mut units = Units::new(&tests, &args.data, |test| absent.contains_key(&test));
    let mut generated = generate::generate(&units.list, 0, args, work)?;
    let n_first = units.list.len();
    for test in 0..tests.len() {
        let is_declared = |unit: usize, root: &_| match generated.get(unit).map(|it| &it.outcome) {
            Some(Generation::Accepted(accepted)) => accepted.roots.contains(root),
            _ => true,
        };
        units.declare_root(test, is_declared);
    }
    let more = units.list.get(n_first..).unwrap_or_default();
    generated.extend(generate::generate(more, n_first, args, work)?);
    clock.tell(&format!("generated from {} schemas", units.list.len()));

    let compiled = if args.stop_after == Step::Generate {
        None
    } else {
        let compiled = compile(&tests, &units, &generated, args, work)?;
        clock.tell(&format!("compiled {} crates", compiled.crates.len()));
        Some(compiled)
    };
    let judged = match &compiled {
        Some(compiled) if args.stop_after == Step::Judge => {
            let judged = judge::judge(&tasks(&tests, &units, &generated), &compiled.crates, args, work)?;
            clock.tell(&format!("judged {} instances", judged.len()));
            judged
        }
        _ => BTreeMap::new(),
    };
    let rows = tests.into_iter().enumerate().map(|(number, test)| {
        let unit = units.of_tests.get(number).copied().flatten();
        let mut row = Row::new(test);
        row.module = unit.map(generate::module);
        let generated = unit.and_then(|unit| generated.get(unit));
        let error = unit.and_then(|unit| compiled.as_ref()?.bad.get(&unit));
        match row.test.kind {
            Kind::Schema => fill_schema(&mut row, generated, compiled.is_some(), error),
            Kind::Instance => fill_instance(&mut row, generated, error, judged.get(&number)),
        }
        if let Some(path) = absent.get(&number) {
            row.message = format!("there is no document {path}");
        }
        row.miss = row.find_miss(args.stop_after == Step::Judge);
        row
    });
    Ok(rows.collect())
}

/// The tests that name a document that is not there, which nothing can be said of, with its path.
fn absent(tests: &[Test], data: &Path) -> BTreeMap<usize, String> {
    let is_absent = |path: &&String| !data.join(path).is_file();
    let absent = |test: &Test| test.schemas.iter().chain(&test.instance).find(is_absent).cloned();
    let found: BTreeMap<usize, String> =
        tests.iter().enumerate().filter_map(|(number, test)| Some((number, absent(test)?))).collect();
    if let Some(path) = found.values().next() {
        eprintln!("warning: {} tests name documents that are not there; the first is {path}", found.len());
    }
    found
}

/// Tells on standard error how long the steps take.
struct Clock(Instant);

impl Clock {
    fn tell(&mut self, what: &str) {
        eprintln!("{what} in {:.1} s", self.0.elapsed().as_secs_f64());
        self.0 = Instant::now();
    }
}

/// Compiles the modules of all schemas that are valid, and of all that judge instances.
fn compile(tests: &[Test], units: &Units, generated: &[Generated], args: &Args, work: &Path) -> Result<Compiled> {
    let (mut wanted, mut run) = (BTreeSet::new(), BTreeSet::new());
    for (test, &unit) in tests.iter().zip(&units.of_tests) {
        let Some(unit) = unit else { continue };
        let Some(Generation::Accepted(accepted)) = generated.get(unit).map(|it| &it.outcome) else { continue };
        if test.kind == Kind::Instance && accepted.has_document {
            run.insert(unit);
        }
        if test.kind == Kind::Instance || test.expected == Validity::Valid {
            wanted.insert(unit);
        }
    }
    let modules: Vec<Module> = wanted.into_iter().map(|unit| Module { unit, is_run: run.contains(&unit) }).collect();
    crates::compile(&modules, args.modules, &Place { work, n_jobs: args.n_jobs() })
}

/// The instances to judge.
fn tasks<'a>(tests: &'a [Test], units: &Units, generated: &'a [Generated]) -> Vec<Task<'a>> {
    let mut tasks = Vec::new();
    for (number, (test, &unit)) in tests.iter().zip(&units.of_tests).enumerate() {
        let (Some(unit), Some(path)) = (unit, &test.instance) else { continue };
        if let Some(Generation::Accepted(accepted)) = generated.get(unit).map(|it| &it.outcome)
            && accepted.has_document
        {
            tasks.push(Task { test: number, unit, path, defaults: &accepted.defaults });
        }
    }
    tasks
}

fn fill_schema(row: &mut Row, generated: Option<&Generated>, was_compiled: bool, error: Option<&String>) {
    let Some(Generated { outcome, message, milliseconds }) = generated else {
        row.message = "the index names no schema".to_owned();
        return;
    };
    row.message.clone_from(message);
    row.milliseconds = *milliseconds;
    row.verdict = match outcome {
        Generation::Accepted(_) => Verdict::Accepted,
        Generation::Rejected => Verdict::Rejected,
        Generation::Panicked => Verdict::Panicked,
        Generation::Aborted => Verdict::Aborted,
        Generation::TimedOut => Verdict::TimedOut,
    };
    if row.verdict == Verdict::Accepted && was_compiled && row.test.expected == Validity::Valid {
        row.compiles = Some(error.is_none());
        if let Some(error) = error {
            row.message.clone_from(error);
        }
    }
}

fn fill_instance(row: &mut Row, generated: Option<&Generated>, error: Option<&String>, judged: Option<&Judged>) {
    let Some(judged) = judged else {
        row.message = match (generated.map(|it| &it.outcome), error) {
            (None, _) => "no schema is known".to_owned(),
            (_, Some(error)) => format!("its schema's code does not compile: {error}"),
            (Some(Generation::Accepted(accepted)), None) if !accepted.has_document => {
                "its schema declares no element that can be a root".to_owned()
            }
            (Some(Generation::Accepted(_)), None) => String::new(),
            (Some(_), None) => {
                format!("its schema is not accepted: {}", generated.map_or("", |it| it.message.as_str()))
            }
        };
        // Where no root element is declared, no document can be valid.
        if matches!(generated.map(|it| &it.outcome), Some(Generation::Accepted(accepted)) if !accepted.has_document) {
            row.verdict = Verdict::Rejected;
        }
        return;
    };
    row.message.clone_from(&judged.message);
    row.milliseconds = judged.milliseconds;
    row.had_doctype = judged.had_doctype;
    row.verdict = match judged.reading {
        Reading::Accepted(trip) => {
            row.round_trip = Some(match trip {
                RoundTrip::Equal => Trip::Equal,
                RoundTrip::Unwritable => Trip::Unwritable,
                RoundTrip::Unreadable => Trip::Unreadable,
                RoundTrip::ValuesDiffer => Trip::ValuesDiffer,
                RoundTrip::TreesDiffer => Trip::TreesDiffer,
                RoundTrip::LenientDiffers => Trip::LenientDiffers,
            });
            Verdict::Accepted
        }
        Reading::Rejected => Verdict::Rejected,
        Reading::Panicked => Verdict::Panicked,
        Reading::Aborted => Verdict::Aborted,
        Reading::TimedOut => Verdict::TimedOut,
        Reading::Failed => Verdict::None,
    };
}
