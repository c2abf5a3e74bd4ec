//! Declarations of namespaces, as attributes whose value is always the same.

use serde::{Serialize, Serializer};

/// The namespace of the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Messages;

impl Serialize for Messages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("http://schemas.microsoft.com/exchange/services/2006/messages")
    }
}

/// The namespace of what a camera tells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scene;

impl Serialize for Scene {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("http://www.onvif.org/ver10/schema")
    }
}

/// The namespace of the types.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Types;

impl Serialize for Types {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("http://schemas.microsoft.com/exchange/services/2006/types")
    }
}
