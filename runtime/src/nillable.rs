//! Nillable elements.

use crate::error::Result;
use crate::{Read, Reader, Write, Writer};

/// The value of a nillable element (XSD 1.0 Part 1, 3.3.1): a value, or `xsi:nil="true"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nillable<T> {
    /// `xsi:nil="true"`: present without a value.
    #[default]
    Nil,
    /// A value.
    Value(T),
}

impl<T> Nillable<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nillable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Read> Read for Nillable<T> {
    const NILLABLE: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if reader.tag.nil && reader.says_nil()? {
            reader.check_not_fixed()?;
            reader.skip_nil()?;
            return Ok(Self::Nil);
        }
        reader.tag.nil = false;
        T::read(reader).map(Self::Value)
    }
}

impl<T: Write> Write for Nillable<T> {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Nil => writer.nil(),
            Self::Value(value) => value.write(writer),
        }
    }
}
