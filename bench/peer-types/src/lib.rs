//! The IM types as xsd-parser generates them; the source is written by the build script.
#![allow(warnings, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/types.rs"));
