//! Reading members that may borrow from the document: what generated code calls for those that the generator's option
//! `borrowed` speaks of. Each does the same as its namesake without `_borrowed`.

use std::borrow::Cow;

use super::Cursor;
use crate::error::Result;
use crate::{ReadBorrowed, Reader};

impl Cursor {
    /// Reads the current child into a member that holds one value.
    ///
    /// # Errors
    /// If the value cannot be read, or if the member has come before.
    #[inline(never)]
    pub fn set_borrowed<'a, T: ReadBorrowed<'a>>(&self, reader: &mut Reader<'a>, member: &mut Option<T>) -> Result<()> {
        if self.admits(reader, member.is_some(), T::NILLABLE)? {
            *member = Some(T::read_borrowed(reader)?);
        }
        Ok(())
    }

    /// Reads the current child into a member that holds any number of values.
    ///
    /// # Errors
    /// If the value cannot be read.
    #[inline(never)]
    pub fn push_borrowed<'a, T: ReadBorrowed<'a>>(&self, reader: &mut Reader<'a>, member: &mut Vec<T>) -> Result<()> {
        if self.admits(reader, false, T::NILLABLE)? {
            let value = T::read_borrowed(reader)?;
            self.add(reader, member, value);
        }
        Ok(())
    }

    /// Reads the current child as an alternative of a choice.
    ///
    /// # Errors
    /// If the value cannot be read, or if an alternative has come before.
    #[inline(never)]
    pub fn choose_borrowed<'a, T: ReadBorrowed<'a>, C>(
        &self,
        reader: &mut Reader<'a>,
        member: &mut Option<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if self.admits(reader, member.is_some(), T::NILLABLE)? {
            *member = Some(alternative(T::read_borrowed(reader)?));
        }
        Ok(())
    }

    /// Reads the current child as an alternative of a repeated choice.
    ///
    /// # Errors
    /// If the value cannot be read.
    #[inline(never)]
    pub fn append_borrowed<'a, T: ReadBorrowed<'a>, C>(
        &self,
        reader: &mut Reader<'a>,
        member: &mut Vec<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if self.admits(reader, false, T::NILLABLE)? {
            let value = alternative(T::read_borrowed(reader)?);
            self.add(reader, member, value);
        }
        Ok(())
    }

    /// Reads the current child into a required member.
    ///
    /// # Errors
    /// If the value cannot be read, or if the member has come before.
    #[inline(never)]
    pub fn one_borrowed<'a, T: ReadBorrowed<'a>>(&mut self, reader: &mut Reader<'a>, member: &mut T) -> Result<()> {
        if self.comes(reader, T::NILLABLE)? {
            *member = T::read_borrowed(reader)?;
        }
        Ok(())
    }

    /// Reads the current child as an alternative of a required choice.
    ///
    /// # Errors
    /// If the value cannot be read, or if an alternative has come before.
    #[inline(never)]
    pub fn one_of_borrowed<'a, T: ReadBorrowed<'a>, C>(
        &mut self,
        reader: &mut Reader<'a>,
        member: &mut C,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if self.comes(reader, T::NILLABLE)? {
            *member = alternative(T::read_borrowed(reader)?);
        }
        Ok(())
    }

    /// Takes the text of the current attribute.
    ///
    /// # Errors
    /// None; for symmetry with the other members.
    pub fn attribute_borrowed<'a>(&self, reader: &mut Reader<'a>, member: &mut Option<Cow<'a, str>>) -> Result<()> {
        *member = Some(self.take_attribute(reader).1);
        Ok(())
    }

    /// Takes the text of the current attribute for a required member.
    ///
    /// # Errors
    /// None; for symmetry with the other members.
    pub fn one_attribute_borrowed<'a>(&self, reader: &mut Reader<'a>, member: &mut Cow<'a, str>) -> Result<()> {
        *member = self.take_attribute(reader).1;
        Ok(())
    }
}
