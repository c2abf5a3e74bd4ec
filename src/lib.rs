#![doc = include_str!("../README.md")]

pub mod ews {
    //! What `build.rs` generates from `schemas/` by `codegen.toml`: the same bytes as `generated/src/ews.rs`.
    include!(concat!(env!("OUT_DIR"), "/ews.rs"));
}
