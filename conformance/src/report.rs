//! The report: a row for each test, with what was expected and what came of it.

use serde::Serialize;

use crate::index::{Kind, Test, Validity};

/// What came of a test.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    #[serde(flatten)]
    pub(crate) test: Test,
    pub(crate) verdict: Verdict,
    /// For a schema that was accepted: whether what was generated compiles. `None` if nobody looked.
    pub(crate) compiles: Option<bool>,
    /// For an instance that was accepted: whether it came back as it was.
    pub(crate) round_trip: Option<Trip>,
    /// What was said: by the generator, by the compiler, by the reader, or where two documents differ.
    pub(crate) message: String,
    pub(crate) milliseconds: u64,
    /// The module of the test's schema, in the folder `modules`.
    pub(crate) module: Option<String>,
    /// Whether a DOCTYPE was taken away from the instance.
    pub(crate) had_doctype: bool,
    /// What is missed, if anything.
    pub(crate) miss: Option<Miss>,
}

/// The verdict of the generator or of what it generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    Accepted,
    Rejected,
    Panicked,
    Aborted,
    TimedOut,
    /// There is none: the schema of the instance was not accepted or does not compile, or this is not the step for it.
    None,
}

/// What came of writing an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Trip {
    Equal,
    Unwritable,
    Unreadable,
    ValuesDiffer,
    TreesDiffer,
    /// Equal, but lenient reading gives another value or none: not what the round trip is about, but worth a look.
    LenientDiffers,
}

/// The ways to miss what the suite expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Miss {
    Crash,
    ValidSchemaRejected,
    DoesNotCompile,
    InvalidSchemaAccepted,
    NotJudged,
    ValidInstanceRejected,
    RoundTripDiffers,
    InvalidInstanceAccepted,
}

impl Miss {
    pub(crate) const ALL: [Miss; 8] = [
        Miss::Crash,
        Miss::ValidSchemaRejected,
        Miss::DoesNotCompile,
        Miss::InvalidSchemaAccepted,
        Miss::NotJudged,
        Miss::ValidInstanceRejected,
        Miss::RoundTripDiffers,
        Miss::InvalidInstanceAccepted,
    ];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Miss::Crash => "panics, aborts and hangs",
            Miss::ValidSchemaRejected => "valid schemas that are rejected",
            Miss::DoesNotCompile => "schemas whose code does not compile",
            Miss::InvalidSchemaAccepted => "invalid schemas that are accepted",
            Miss::NotJudged => {
                "tests that are not judged: documents are not there, or the schema is not accepted or not compiled"
            }
            Miss::ValidInstanceRejected => "valid instances that are rejected",
            Miss::RoundTripDiffers => "valid instances that are written otherwise",
            Miss::InvalidInstanceAccepted => "invalid instances that are accepted",
        }
    }
}

impl Trip {
    pub(crate) fn is_equal(self) -> bool {
        matches!(self, Trip::Equal | Trip::LenientDiffers)
    }
}

impl Verdict {
    pub(crate) fn is_crash(self) -> bool {
        matches!(self, Verdict::Panicked | Verdict::Aborted | Verdict::TimedOut)
    }
}

impl Row {
    /// A test of which nothing is known yet.
    pub(crate) fn new(test: Test) -> Row {
        Row {
            test,
            verdict: Verdict::None,
            compiles: None,
            round_trip: None,
            message: String::new(),
            milliseconds: 0,
            module: None,
            had_doctype: false,
            miss: None,
        }
    }

    /// What the test misses. `is_judged` says whether instances were to be read at all.
    pub(crate) fn find_miss(&self, is_judged: bool) -> Option<Miss> {
        use {Kind::*, Validity::*, Verdict::*};
        match (self.test.kind, self.verdict, self.test.expected) {
            (_, Panicked | Aborted | TimedOut, _) => Some(Miss::Crash),
            (Schema, Accepted, _) if self.compiles == Some(false) => Some(Miss::DoesNotCompile),
            (Schema, Accepted, Invalid) => Some(Miss::InvalidSchemaAccepted),
            (Schema, None, _) => Some(Miss::NotJudged),
            (Schema, Rejected, Valid) => Some(Miss::ValidSchemaRejected),
            (Instance, None, _) => is_judged.then_some(Miss::NotJudged),
            (Instance, Rejected, Valid) => Some(Miss::ValidInstanceRejected),
            (Instance, Accepted, Invalid) => Some(Miss::InvalidInstanceAccepted),
            (Instance, Accepted, Valid) => {
                let is_equal = self.round_trip.is_none_or(Trip::is_equal);
                (!is_equal).then_some(Miss::RoundTripDiffers)
            }
            (Schema, Accepted, Valid) | (Schema | Instance, Rejected, Invalid) => Option::None,
        }
    }
}
