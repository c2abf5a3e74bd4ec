//! What the fuzz targets check. Each module has one function that takes any bytes and panics if something does not hold.
//!
//! The functions are called by cargo-fuzz (`fuzz/fuzz_targets`), and by the ordinary tests with each file of the corpus
//! (`tests/corpus.rs`). A file that once made one of them panic stays in the corpus, and is thereby a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod both_modes;
pub mod datatypes;
pub mod items;
pub mod messages;
pub mod mutate;
pub mod schemas;
pub mod tokenizer;
pub mod types;
pub mod values;

/// A check: it panics if something does not hold.
pub type Check = fn(&[u8]);

/// The targets, each with what it checks. Their corpora are folders of these names.
pub const TARGETS: &[(&str, Check)] = &[
    ("datatypes", datatypes::check),
    ("items", items::check),
    ("messages", messages::check),
    ("schemas", schemas::check),
    ("tokenizer", tokenizer::check),
    ("types", types::check),
    ("values", values::check),
];
