//! Reading the value of a member: what generated code calls at each number.

use super::Cursor;
use crate::error::Result;
use crate::{RawAttribute, Read, Reader, Simple};

impl Cursor {
    /// Reads the current child into a member that holds one value.
    ///
    /// # Errors
    /// If the value cannot be read, or if the member has come before.
    pub fn set<T: Read>(&self, reader: &mut Reader<'_>, member: &mut Option<T>) -> Result<()> {
        if member.is_some() {
            return Err(self.again(reader));
        }
        if reader.tag.nil && !T::NILLABLE {
            return self.nil(reader);
        }
        *member = Some(T::read(reader)?);
        Ok(())
    }

    /// Reads the current child into a member that holds any number of values.
    ///
    /// # Errors
    /// If the value cannot be read.
    pub fn push<T: Read>(&self, reader: &mut Reader<'_>, member: &mut Vec<T>) -> Result<()> {
        if reader.tag.nil && !T::NILLABLE {
            return self.nil(reader);
        }
        member.push(T::read(reader)?);
        Ok(())
    }

    /// Reads the current child as an alternative of a choice.
    ///
    /// # Errors
    /// If the value cannot be read, or if an alternative has come before.
    pub fn choose<T: Read, C>(
        &self,
        reader: &mut Reader<'_>,
        member: &mut Option<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if member.is_some() {
            return Err(self.again(reader));
        }
        if reader.tag.nil && !T::NILLABLE {
            return self.nil(reader);
        }
        *member = Some(alternative(T::read(reader)?));
        Ok(())
    }

    /// Reads the current child as an alternative of a repeated choice.
    ///
    /// # Errors
    /// If the value cannot be read.
    pub fn append<T: Read, C>(
        &self,
        reader: &mut Reader<'_>,
        member: &mut Vec<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if reader.tag.nil && !T::NILLABLE {
            return self.nil(reader);
        }
        member.push(alternative(T::read(reader)?));
        Ok(())
    }

    /// Reads the current attribute.
    ///
    /// # Errors
    /// If the text is no value of the type.
    pub fn attribute<T: Simple>(&self, reader: &mut Reader<'_>, member: &mut Option<T>) -> Result<()> {
        let Some(attribute) = reader.attributes.get_mut(self.at.wrapping_sub(1)) else { return Ok(()) };
        let start = attribute.start;
        let value = std::mem::take(&mut attribute.value);
        *member =
            Some(T::parse_cow(value, &reader.context()).map_err(|error| self.bad_attribute(reader, start, &error))?);
        Ok(())
    }

    /// Keeps the current attribute, which a wildcard admits.
    ///
    /// # Errors
    /// None; for symmetry with the other members.
    pub fn any_attribute(&self, reader: &mut Reader<'_>, member: &mut Vec<RawAttribute>) -> Result<()> {
        member.extend(reader.raw_attribute(self.at.wrapping_sub(1)));
        Ok(())
    }

    /// Reads to the end of an element of a type without members.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub fn finish_empty(mut self, reader: &mut Reader<'_>) -> Result<()> {
        while self.next(reader)?.is_some() {}
        Ok(())
    }

    /// Takes the value of a required member.
    ///
    /// # Errors
    /// If it has not come.
    pub fn required<T>(&self, reader: &Reader<'_>, value: Option<T>, member: usize) -> Result<T> {
        match value {
            Some(value) => Ok(value),
            None => Err(self.missing(reader, member)),
        }
    }
}
