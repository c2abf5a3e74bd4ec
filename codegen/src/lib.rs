//! Generates small, readable Rust from XSD 1.0 and WSDL 1.1: types, and what reads and writes them as XML.
//!
//! A build script names the documents, or a `codegen.toml` that does, and includes the result:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), xsd_codegen::Error> {
//!     xsd_codegen::Builder::from_config("codegen.toml")?.build()
//! }
//! // src/lib.rs: include!(concat!(env!("OUT_DIR"), "/schema.rs"));
//! ```
//!
//! Generated code depends on the crate `xsd-runtime` alone, and on serde where the option `serde` asks for it. A build
//! script needs no command-line parser: it takes this crate with `default-features = false`. The feature `cli` adds the
//! `codegen` command, which writes generated code into the source tree, to be checked in. The feature `network` lets
//! documents be fetched where the option `network` asks for it.
//!
//! # Options
//!
//! [`Options`] is what a `codegen.toml` says, key by key; [`Builder`] has a method for each key, with an example. The
//! project's `docs/options.md` says more of names, patterns, and which of several keys counts.
//!
//! ```toml
//! schemas = ["schemas/shop.wsdl"]
//! operations = ["*"]
//! file = "shop"
//!
//! [enums]
//! open = ["s:StatusType"]
//!
//! [names]
//! "s:ArticleType" = "Article"
//! ```
//!
//! # Stages
//!
//! ```text
//!  documents ──► Sources ──► Schema ──► Components ──► Plan ──► Files
//!                [source]    [xsd,      [components]   [plan]   [render,
//!                             wsdl]                              output]
//! ```
//!
//! Each stage is a type, each arrow a function: [`source::load`] finds and reads documents and all that they refer to and
//! parses them into syntax trees, [`components::resolve`] looks up every name, [`plan::plan`] decides every Rust name and
//! type, [`render::render`] spells them out. What is wrong is collected in [`diag::Diagnostics`] on the way, so that all
//! of it is told at once. [`Builder::stages`] keeps the stages; `codegen dump` prints them.
//!
//! The modules of the stages are public for tools and tests. They change with the generator; [`Builder`] does not.

mod builder;
pub mod components;
pub mod config;
pub mod diag;
pub mod dump;
mod error;
pub mod options;
mod output;
pub mod plan;
pub mod render;
pub mod source;
pub mod span;
mod suggest;
pub mod wsdl;
pub mod xsd;

pub use builder::{Builder, Stages};
pub use error::Error;
pub use options::{Emit, Options, Rule};
pub use output::{Drift, File, Output, Written};
