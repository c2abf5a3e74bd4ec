//! The types of the bench's second schema, as this project generates them; the source is written by the build script.

/// What a camera tells of the scene before it.
pub mod scene {
    include!(concat!(env!("OUT_DIR"), "/scene.rs"));
}
