//! The clients against the stand-in server, and against answers written by hand, over real HTTP. Each scenario is played by
//! the client with async, which is over reqwest, and by the one without, which is over ureq.
#![cfg(all(feature = "reqwest", feature = "ureq", feature = "tracing"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actor;
mod authentication;
mod broken;
mod by_hand;
mod clients;
mod concurrency;
mod documents;
mod facts;
mod failures;
mod faults;
mod operations;
mod options;
mod properties;
mod quirks;
mod refusals;
mod scene;
mod spans;
mod statuses;
mod surroundings;
mod tls;
