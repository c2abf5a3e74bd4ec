//! The measured messages as a program would write them by hand for serde with quick-xml.
//!
//! serde knows no namespaces: reading passes over them, and writing states them as attributes of the elements where
//! they begin. Points in time stay text; enumerations are closed, but for the many response codes, which are text.

mod messages;
mod namespaces;
mod persona;
pub mod scene;
mod values;

pub use messages::*;
pub use persona::Persona;
pub use values::*;

use std::fmt;

use quick_xml::se::Serializer;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What reading and writing may fail with.
#[derive(Debug)]
pub enum Error {
    /// The text does not read.
    Read(quick_xml::DeError),
    /// The value does not write.
    Write(quick_xml::SeError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// Reads a message.
///
/// # Errors
/// If the text is no such message.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    quick_xml::de::from_str(text).map_err(Error::Read)
}

/// Appends a message to a buffer, as an element of this name.
///
/// # Errors
/// If quick-xml cannot write a value of this shape.
pub fn write<T: Serialize>(element: &str, value: &T, out: &mut String) -> Result<(), Error> {
    let serializer = Serializer::with_root(out, Some(element)).map_err(Error::Write)?;
    value.serialize(serializer).map(|_| ()).map_err(Error::Write)
}
