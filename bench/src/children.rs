//! Other programs, run and timed.

use std::ffi::{OsStr, OsString};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use serde::{Deserialize, Serialize};

/// What glibc is told: to keep freed memory, so that reading is measured and not the system's handing out of pages.
pub const ALLOCATOR: [(&str, &str); 2] =
    [("MALLOC_TRIM_THRESHOLD_", "4000000000"), ("MALLOC_MMAP_THRESHOLD_", "4000000000")];

/// What a program cost, with the programs it started itself.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds of CPU time outside the kernel.
    pub user: f64,
    /// Seconds on the clock.
    pub wall: f64,
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Result<Cost> {
    let (user, start) = (user_time()?, Instant::now());
    let output = command.output().with_context(|| format!("{command:?} cannot be started"))?;
    let cost = Cost { wall: start.elapsed().as_secs_f64(), user: (user_time()? - user).as_secs_f64() };
    ensure!(
        output.status.success(),
        "{command:?} fails:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(cost)
}

/// The user time of all programs that this one has started and waited for.
fn user_time() -> Result<Duration> {
    let time: TimeVal = getrusage(UsageWho::RUSAGE_CHILDREN)?.user_time();
    Ok(Duration::new(time.tv_sec().try_into()?, u32::try_from(time.tv_usec())? * 1000))
}

/// What a program cost, with the programs it started itself, memory included.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Peak {
    /// Seconds of CPU time outside the kernel.
    pub user: f64,
    /// Seconds on the clock.
    pub wall: f64,
    /// Megabytes that the largest of the processes had in memory at once.
    pub memory: f64,
}

/// Runs a program to its end, through a process of this program that runs nothing else: the system tells of the largest
/// child that a process ever had, and of no single one.
pub fn run_alone(command: &Command) -> Result<Peak> {
    let mut alone = Command::new(std::env::current_exe()?);
    alone.args(["run-alone", "--"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => alone.env(name, value),
            None => alone.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        alone.current_dir(folder);
    }
    let output = alone.output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{command:?} was not measured: {errors}"))
}

/// What the process that [`run_alone`] starts does: it runs the program and prints what that cost.
pub fn print_cost_of(command: &[OsString]) -> Result<()> {
    let [program, arguments @ ..] = command else { bail!("a program is needed") };
    let mut command = Command::new(program);
    command.args(arguments);
    // They are meant for the bench itself, and would keep freed memory in use.
    for (name, _) in ALLOCATOR {
        command.env_remove(name);
    }
    let cost = run(&mut command)?;
    let kilobytes = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss();
    let peak = Peak { user: cost.user, wall: cost.wall, memory: kilobytes as f64 / 1000.0 };
    println!("{}", serde_json::to_string(&peak)?);
    Ok(())
}

/// The cargo that runs the bench, without what it and the caller have set for the bench's own build.
pub fn cargo<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).env("CARGO_INCREMENTAL", "0").env_remove("CARGO_TARGET_DIR");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PROFILE_") {
            command.env_remove(name);
        }
    }
    command
}
