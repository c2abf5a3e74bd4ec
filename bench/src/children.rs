//! Other programs, run and timed.

use std::ffi::OsStr;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

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

/// The cargo that runs the bench, without what it and the caller have set for the bench's own build.
pub fn cargo<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).env("CARGO_INCREMENTAL", "0").env_remove("CARGO_TARGET_DIR");
    command
}
