//! The figures: how many tests are as expected, by set and in all.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::index::{Kind, Validity};
use crate::report::{Row, Trip, Verdict};

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Share {
    right: usize,
    of: usize,
}

/// The figures of a set.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    accepted: Share,
    compiled: Share,
    rejected: Share,
    read: Share,
    equal: Share,
    refused: Share,
    n_crashes: usize,
    seconds: f64,
}

impl Share {
    fn count(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{}/{}", self.right, self.of))
    }
}

impl Figures {
    fn count(&mut self, row: &Row) {
        let is_accepted = row.verdict == Verdict::Accepted;
        match (row.test.kind, row.test.expected) {
            (Kind::Schema, Validity::Valid) => {
                self.accepted.count(is_accepted);
                if let (true, Some(compiles)) = (is_accepted, row.compiles) {
                    self.compiled.count(compiles);
                }
            }
            (Kind::Schema, Validity::Invalid) => self.rejected.count(row.verdict == Verdict::Rejected),
            (Kind::Instance, Validity::Valid) => {
                self.read.count(is_accepted);
                self.equal.count(is_accepted && row.round_trip.is_some_and(Trip::is_equal));
            }
            (Kind::Instance, Validity::Invalid) => self.refused.count(row.verdict == Verdict::Rejected),
        }
        self.n_crashes += usize::from(row.verdict.is_crash());
        #[allow(clippy::cast_precision_loss, reason = "no test takes so long")]
        let milliseconds = row.milliseconds as f64;
        self.seconds += milliseconds / 1000.0;
    }

    /// A line of the table.
    fn line(&self, name: &str, is_timed: bool) -> String {
        let Figures { accepted, compiled, rejected, read, equal, refused, n_crashes, seconds } = self;
        let mut line = format!(
            "{name:26}{accepted:>12}{compiled:>12}{rejected:>12}{read:>12}{equal:>12}{refused:>12}{n_crashes:>9}"
        );
        if is_timed {
            let _ = write!(line, "{seconds:>9.1}");
        }
        line.push('\n');
        line
    }
}

/// The table of all figures, with contested tests in lines of their own, and what each share is in percent. Times
/// differ from run to run; where the table is kept, it is better without them.
pub(crate) fn table(rows: &[Row], is_timed: bool) -> String {
    let mut sets: BTreeMap<&str, Figures> = BTreeMap::new();
    let (mut all, mut contested) = (Figures::default(), Figures::default());
    for row in rows {
        if row.test.contested {
            contested.count(row);
        } else {
            sets.entry(&row.test.set).or_default().count(row);
            all.count(row);
        }
    }
    let mut text = format!("{:26}{:^36}{:^36}\n", "", "schemas", "instances").trim_end().to_owned();
    text.push('\n');
    let _ = writeln!(
        text,
        "{:26}{:>12}{:>12}{:>12}{:>12}{:>12}{:>12}",
        "", "valid", "of these", "invalid", "valid", "of these", "invalid"
    );
    let _ = writeln!(
        text,
        "{:26}{:>12}{:>12}{:>12}{:>12}{:>12}{:>12}{:>9}{}",
        "set",
        "accepted",
        "compile",
        "rejected",
        "accepted",
        "come back",
        "rejected",
        "crashes",
        if is_timed { "  seconds" } else { "" }
    );
    for (name, figures) in &sets {
        text.push_str(&figures.line(name, is_timed));
    }
    text.push_str(&all.line("all", is_timed));
    text.push_str(&percentages(&all));
    if rows.iter().any(|row| row.test.contested) {
        text.push_str(&contested.line("contested, apart", is_timed));
    }
    let count = |is_counted: fn(&Row) -> bool| rows.iter().filter(|row| is_counted(row)).count();
    let lenient = count(|row| row.round_trip == Some(Trip::LenientDiffers));
    if lenient > 0 {
        let _ = writeln!(
            text,
            "
read by lenient reading as another value, or not at all: {lenient}"
        );
    }
    let doctypes = count(|row| row.had_doctype);
    if doctypes > 0 {
        let _ = writeln!(
            text,
            "
read without the DOCTYPE that they have: {doctypes}"
        );
    }
    text
}

fn percentages(all: &Figures) -> String {
    let mut line = format!("{:26}", "");
    for share in [all.accepted, all.compiled, all.rejected, all.read, all.equal, all.refused] {
        #[allow(clippy::cast_precision_loss, reason = "no suite has so many tests")]
        let percent = (share.of > 0).then(|| share.right as f64 * 100.0 / share.of as f64);
        let text = percent.map_or("-".to_owned(), |percent| format!("{percent:.2} %"));
        let _ = write!(line, "{text:>12}");
    }
    line.push('\n');
    line
}
