#![doc = include_str!("../README.md")]

// Not every enumeration value of the schema has a comment of its own.
#[allow(missing_docs)]
pub mod ews {
    //! What `build.rs` generates from `schemas/` by `codegen.toml`: the same bytes as `generated/src/ews.rs`.
    include!(concat!(env!("OUT_DIR"), "/ews.rs"));
}
