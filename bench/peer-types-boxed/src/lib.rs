//! The IM types, and those of the bench's own schema, as xsd-parser generates them; the source is written by the build script.
#![allow(warnings, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// The types of the bench's own schema.
pub mod scene {
    include!(concat!(env!("OUT_DIR"), "/scene.rs"));
}
