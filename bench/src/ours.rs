//! The project's own generated types.

use std::marker::PhantomData;

use anyhow::Result;
use xsd_runtime::{Read, ReadOptions, Root, Write, from_str, to_string_in};

use crate::subject::Subject;

/// The name of the project's types in the tables.
pub const NAME: &str = "ours";
/// Their name when read strictly.
pub const STRICT: &str = "ours, strict";

/// The name of those with texts that are borrowed.
pub const BORROWED: &str = "ours, borrowed";

/// A generated type, read leniently.
pub struct Ours<T>(PhantomData<T>);

/// A generated type, read strictly.
pub struct OursStrict<T>(PhantomData<T>);

impl<T: Root + Read + Write + 'static> Subject for Ours<T> {
    const NAME: &'static str = NAME;
    type Value = T;
    type Out = String;

    fn read(text: &str) -> Result<T> {
        Ok(from_str(text)?)
    }

    fn write(value: &T, out: &mut String) -> Result<()> {
        *out = to_string_in(value, std::mem::take(out))?;
        Ok(())
    }
}

impl<T: Root + Read + Write + 'static> Subject for OursStrict<T> {
    const NAME: &'static str = STRICT;
    type Value = T;
    type Out = String;

    fn read(text: &str) -> Result<T> {
        Ok(ReadOptions::strict().read(text)?)
    }

    fn write(value: &T, out: &mut String) -> Result<()> {
        Ours::write(value, out)
    }
}
