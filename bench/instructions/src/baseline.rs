//! The counts that are expected, and how counts compare with them.

use std::collections::BTreeMap;
use std::fmt;
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// Where the baseline is, in the project.
pub const FILE: &str = "bench/instructions/baseline.json";
/// The command that writes it.
pub const UPDATE: &str = "cargo run --release --manifest-path bench/instructions/Cargo.toml -- update";
/// How much more than the baseline is let pass, as a part of it.
const TOLERANCE: f64 = 0.05;

/// The file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Baseline {
    /// What the counts depend on beside the code.
    pub made_with: MadeWith,
    /// The counts by the name of the case.
    pub cases: BTreeMap<String, Counts>,
}

/// What one message takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The length of the message.
    pub bytes: u64,
    /// Machine instructions, those of the C library included.
    pub instructions: u64,
    /// Calls of the allocator for new or larger memory.
    pub allocations: u64,
}

impl Baseline {
    fn path() -> &'static str {
        concat!(env!("CARGO_MANIFEST_DIR"), "/baseline.json")
    }

    /// Reads the file.
    pub fn load() -> Result<Self> {
        let text = std::fs::read_to_string(Self::path()).with_context(|| format!("{FILE} cannot be read"))?;
        serde_json::from_str(&text).with_context(|| format!("{FILE} is not as `{UPDATE}` writes it"))
    }

    /// Writes the file.
    pub fn save(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        std::fs::write(Self::path(), text).with_context(|| format!("{FILE} cannot be written"))
    }

    /// Compares case by case.
    pub fn compare(&self, counted: &BTreeMap<String, Counts>) -> Comparison {
        let mut comparison = Comparison::default();
        for (name, new) in counted {
            match self.cases.get(name) {
                Some(old) => comparison.compare(name, *old, *new),
                None => comparison.failures.push(format!("{name}: the baseline does not have it")),
            }
        }
        for name in self.cases.keys().filter(|name| !counted.contains_key(*name)) {
            comparison.failures.push(format!("{name}: is in the baseline alone"));
        }
        comparison
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Comparison {
    table: Vec<String>,
    hints: Vec<String>,
    failures: Vec<String>,
}

impl Comparison {
    /// Whether anything is worse than it may be.
    pub fn has_failed(&self) -> bool {
        !self.failures.is_empty()
    }

    fn compare(&mut self, name: &str, old: Counts, new: Counts) {
        let percent = change(old.instructions, new.instructions) * 100.0;
        self.table.push(format!(
            "{name:55} {:>9} instructions {percent:+6.1} %, {:>5} allocations, {:>6} bytes",
            new.instructions, new.allocations, new.bytes
        ));
        if old.bytes != new.bytes {
            let (old, new) = (old.bytes, new.bytes);
            self.failures.push(format!("{name}: is another message, of {new} bytes and not of {old}"));
            return;
        }
        for (what, old, new) in
            [("instructions", old.instructions, new.instructions), ("allocations", old.allocations, new.allocations)]
        {
            let change = change(old, new);
            let percent = change.abs() * 100.0;
            if TOLERANCE < change {
                self.failures.push(format!("{name}: {new} {what} instead of {old}, {percent:.1} % more"));
            } else if change < -TOLERANCE {
                self.hints.push(format!("{name}: {new} {what} instead of {old}, {percent:.1} % fewer"));
            }
        }
    }
}

/// How much more there is, as a part of what there was.
fn change(old: u64, new: u64) -> f64 {
    if old == new { 0.0 } else { (new as f64 - old as f64) / old as f64 }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.table {
            writeln!(f, "{line}")?;
        }
        for hint in &self.hints {
            writeln!(f, "better: {hint}")?;
        }
        if !self.hints.is_empty() {
            writeln!(f, "better: to hold on to it, write a new baseline: {UPDATE}")?;
        }
        for failure in &self.failures {
            writeln!(f, "worse: {failure}")?;
        }
        Ok(())
    }
}

/// What counts depend on beside the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeWith {
    /// The processor and the system; nothing can be compared with those of another one.
    pub architecture: String,
    /// The compiler.
    pub rustc: String,
    /// The C library, which copies memory and hands it out.
    pub libc: String,
    /// What counts.
    pub valgrind: String,
}

impl MadeWith {
    /// What there is here.
    pub fn here() -> Result<Self> {
        Ok(Self {
            architecture: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
            rustc: env!("RUSTC_VERSION").to_owned(),
            libc: line_of("getconf", "GNU_LIBC_VERSION").unwrap_or_else(|_| "not glibc".to_owned()),
            valgrind: line_of("valgrind", "--version")?,
        })
    }

    /// What differs, as sentences.
    pub fn differences(&self, here: &Self) -> Vec<String> {
        let pairs = [(&self.rustc, &here.rustc), (&self.libc, &here.libc), (&self.valgrind, &here.valgrind)];
        let differing = pairs.into_iter().filter(|(baseline, here)| baseline != here);
        differing.map(|(baseline, here)| format!("the baseline was made with {baseline}, and this is {here}")).collect()
    }
}

/// What a program prints.
fn line_of(program: &str, argument: &str) -> Result<String> {
    let output = Command::new(program).arg(argument).output();
    let output = output.with_context(|| format!("{program} cannot be started; is it installed?"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Counts, MadeWith};

    const OLD: Counts = Counts { bytes: 500, instructions: 1000, allocations: 7 };

    fn compare(new: Counts) -> (bool, String) {
        let made_with = MadeWith {
            architecture: "a".to_owned(),
            rustc: "r".to_owned(),
            libc: "l".to_owned(),
            valgrind: "v".to_owned(),
        };
        let baseline = Baseline { made_with, cases: [("case".to_owned(), OLD)].into() };
        let comparison = baseline.compare(&[("case".to_owned(), new)].into());
        (comparison.has_failed(), comparison.to_string())
    }

    #[test]
    fn five_per_cent_more_pass_and_six_do_not() {
        assert!(!compare(Counts { instructions: 1050, ..OLD }).0);
        let (has_failed, text) = compare(Counts { instructions: 1060, ..OLD });
        assert!(has_failed);
        assert!(text.contains("worse: case: 1060 instructions instead of 1000, 6.0 % more"), "{text}");
    }

    #[test]
    fn one_allocation_more_fails() {
        let (has_failed, text) = compare(Counts { allocations: 8, ..OLD });
        assert!(has_failed);
        assert!(text.contains("worse: case: 8 allocations instead of 7, 14.3 % more"), "{text}");
    }

    #[test]
    fn much_less_passes_with_a_hint() {
        let (has_failed, text) = compare(Counts { instructions: 900, ..OLD });
        assert!(!has_failed);
        assert!(text.contains("better: case: 900 instructions instead of 1000, 10.0 % fewer"), "{text}");
    }

    #[test]
    fn another_message_fails() {
        assert!(compare(Counts { bytes: 501, ..OLD }).0);
    }

    #[test]
    fn a_case_that_one_side_lacks_fails() {
        let (has_failed, text) = (compare(OLD).0, compare(OLD).1);
        assert!(!has_failed, "{text}");
        let none = Baseline { cases: [].into(), ..Baseline::load().unwrap() };
        assert!(none.compare(&[("case".to_owned(), OLD)].into()).has_failed());
        let one = Baseline { cases: [("case".to_owned(), OLD)].into(), ..none };
        assert!(one.compare(&[].into()).has_failed());
    }
}
