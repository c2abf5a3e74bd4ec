//! Timing of tasks in turn, each between two runs of a control.

use std::any::Any;
use std::time::Duration;

use anyhow::Result;
use nix::time::{ClockId, clock_gettime};

use crate::allocations::{self, Allocated};
use crate::report::Spread;

/// Something to be timed.
pub struct Task<'a> {
    name: String,
    bytes: usize,
    run: Run<'a>,
}

/// One run; what it gives is dropped after the clock has stopped.
type Run<'a> = Box<dyn FnMut() -> Option<Box<dyn Any>> + 'a>;

impl<'a> Task<'a> {
    /// A task and how many bytes one run reads or writes.
    pub fn new(name: impl Into<String>, bytes: usize, mut run: impl FnMut() + 'a) -> Self {
        let run = move || {
            run();
            None
        };
        Self { name: name.into(), bytes, run: Box::new(run) }
    }

    /// A task that makes values; they are dropped outside the measured time.
    pub fn making<T: 'static>(name: impl Into<String>, bytes: usize, mut run: impl FnMut() -> T + 'a) -> Self {
        Self { name: name.into(), bytes, run: Box::new(move || Some(Box::new(run()))) }
    }

    /// How often the task has to run to fill a slice of time; the first runs also warm it up.
    fn calibrate(&mut self, slice: Duration) -> Result<u32> {
        let mut runs = 1;
        loop {
            let taken = self.time(runs)? * f64::from(runs);
            if taken >= slice.as_secs_f64() || runs >= 1 << 24 {
                return Ok(runs);
            }
            let wanted = slice.as_secs_f64() / taken.max(1e-9) * 1.1;
            runs = (f64::from(runs) * wanted.clamp(1.5, 100.0)).ceil() as u32;
        }
    }

    /// Seconds of this thread's CPU time for one run, as the mean of several.
    fn time(&mut self, runs: u32) -> Result<f64> {
        let mut made = Vec::with_capacity(runs as usize);
        let start = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?;
        for _ in 0..runs {
            made.extend((self.run)());
        }
        let taken = Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)? - start);
        Ok(taken.as_secs_f64() / f64::from(runs))
    }
}

/// What was measured of one task.
pub struct Outcome {
    /// The name of the task.
    pub name: String,
    /// How many bytes one run reads or writes.
    pub bytes: usize,
    /// Seconds for one run.
    pub seconds: Spread,
    /// The time of one run divided by that of the control just before and after it.
    pub ratio: Spread,
    /// What one run allocates.
    pub allocated: Allocated,
}

/// Times the tasks in turn, in several rounds; each round starts with another task.
pub fn race(mut control: Task<'_>, mut tasks: Vec<Task<'_>>, rounds: usize, slice: Duration) -> Result<Vec<Outcome>> {
    let control_runs = control.calibrate(slice)?;
    let mut runs = Vec::new();
    let mut allocated = Vec::new();
    for task in &mut tasks {
        runs.push(task.calibrate(slice)?);
        allocated.push(allocations::during(|| drop((task.run)())));
    }
    let mut seconds = vec![Vec::new(); tasks.len()];
    let mut ratios = vec![Vec::new(); tasks.len()];
    for round in 0..rounds {
        for turn in 0..tasks.len() {
            let index = (round + turn) % tasks.len();
            // This leaves the allocator as the task leaves it, whatever ran before.
            (tasks[index].run)();
            let before = control.time(control_runs)?;
            let own = tasks[index].time(runs[index])?;
            let after = control.time(control_runs)?;
            seconds[index].push(own);
            ratios[index].push(own * 2.0 / (before + after));
        }
    }
    let mut outcomes = Vec::new();
    for (index, task) in tasks.into_iter().enumerate() {
        outcomes.push(Outcome {
            name: task.name,
            bytes: task.bytes,
            seconds: Spread::of(&seconds[index]),
            ratio: Spread::of(&ratios[index]),
            allocated: allocated[index],
        });
    }
    Ok(outcomes)
}
