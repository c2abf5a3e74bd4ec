//! The contact list: read, compared, edited against answers by hand and against the stand-in server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod diffs;
mod edits;
mod groups;
mod lists;
mod loading;
mod reading;
mod refusals;
mod served;

#[path = "../support/mod.rs"]
mod support;

type TestResult = Result<(), Box<dyn std::error::Error>>;
