//! The types of the bench's two schemas, as this project generates them with `borrowed = ["*"]`; the source is written by
//! the build script.

include!(concat!(env!("OUT_DIR"), "/ews.rs"));

/// What a camera tells of the scene before it.
pub mod scene {
    include!(concat!(env!("OUT_DIR"), "/scene.rs"));
}
