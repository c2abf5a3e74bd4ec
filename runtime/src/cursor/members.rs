//! Reading the value of a member: what generated code calls at each number.
//!
//! None of these is inlined: a copy at every call would make a release build of generated code half as long again, and
//! what does not depend on the type is in functions that exist once.

use std::borrow::Cow;

use super::Cursor;
use crate::error::Result;
use crate::reader::Left;
use crate::{RawAttribute, Read, Reader, Simple};

impl Cursor {
    /// Reads the current child into a member that holds one value.
    ///
    /// # Errors
    /// If the value cannot be read, or if the member has come before.
    #[inline(never)]
    pub fn set<T: Read>(&self, reader: &mut Reader<'_>, member: &mut Option<T>) -> Result<()> {
        if self.admits(reader, member.is_some(), T::NILLABLE)? {
            *member = Some(T::read(reader)?);
        }
        Ok(())
    }

    /// Reads the current child into a member that holds any number of values.
    ///
    /// # Errors
    /// If the value cannot be read.
    #[inline(never)]
    pub fn push<T: Read>(&self, reader: &mut Reader<'_>, member: &mut Vec<T>) -> Result<()> {
        if self.admits(reader, false, T::NILLABLE)? {
            let value = T::read(reader)?;
            self.add(reader, member, value);
        }
        Ok(())
    }

    /// Reads the current child as an alternative of a choice.
    ///
    /// # Errors
    /// If the value cannot be read, or if an alternative has come before.
    #[inline(never)]
    pub fn choose<T: Read, C>(
        &self,
        reader: &mut Reader<'_>,
        member: &mut Option<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if self.admits(reader, member.is_some(), T::NILLABLE)? {
            *member = Some(alternative(T::read(reader)?));
        }
        Ok(())
    }

    /// Reads the current child as an alternative of a repeated choice.
    ///
    /// # Errors
    /// If the value cannot be read.
    #[inline(never)]
    pub fn append<T: Read, C>(
        &self,
        reader: &mut Reader<'_>,
        member: &mut Vec<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if self.admits(reader, false, T::NILLABLE)? {
            let value = alternative(T::read(reader)?);
            self.add(reader, member, value);
        }
        Ok(())
    }

    /// Keeps the current text of mixed content. It is joined with the text before an element that said `xsi:nil` and was
    /// passed over for that.
    ///
    /// # Errors
    /// None; for symmetry with the other members.
    pub fn append_text<C>(
        &self,
        reader: &mut Reader<'_>,
        member: &mut Vec<C>,
        alternative: fn(String) -> C,
    ) -> Result<()> {
        let mut piece = std::mem::take(&mut reader.piece);
        if let Some((before, _)) = reader.before_nil.take().filter(|&(_, n_members)| n_members == member.len()) {
            member.pop();
            piece.insert_str(0, &before);
        }
        if reader.left == Left::Tag && reader.tag.nil {
            reader.before_nil = Some((piece.clone(), member.len() + 1));
        }
        member.push(alternative(piece));
        Ok(())
    }

    /// Reads the current attribute.
    ///
    /// # Errors
    /// If the text is no value of the type.
    #[inline(never)]
    pub fn attribute<T: Simple>(&self, reader: &mut Reader<'_>, member: &mut Option<T>) -> Result<()> {
        let (start, value) = self.take_attribute(reader);
        match T::parse_cow(value, &reader.context()) {
            Ok(value) => {
                *member = Some(value);
                Ok(())
            }
            Err(error) => Err(self.bad_attribute(reader, start, &error)),
        }
    }

    /// The offset and the value of the current attribute.
    pub(super) fn take_attribute<'a>(&self, reader: &mut Reader<'a>) -> (usize, Cow<'a, str>) {
        let attribute = reader.attributes.get_mut(self.at.wrapping_sub(1));
        attribute.map_or((0, Cow::Borrowed("")), |it| (it.start, std::mem::take(&mut it.value)))
    }

    /// Keeps the current attribute, which a wildcard admits.
    ///
    /// # Errors
    /// In strict mode, if the wildcard asks for a declaration and there is none, or if the value does not fit it.
    pub fn any_attribute(&self, reader: &mut Reader<'_>, member: &mut Vec<RawAttribute>) -> Result<()> {
        if let Some(admitted) = reader.take_admitted() {
            reader.assess_attribute(admitted, self.at.wrapping_sub(1))?;
        }
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

    /// Whether the current child has a value to read. It has none if it says `xsi:nil` where that means nothing; in
    /// strict mode that is an error, and a second value for a member that holds one is an error in both modes.
    #[inline(always)]
    pub(super) fn admits(&self, reader: &mut Reader<'_>, is_set: bool, is_nillable: bool) -> Result<bool> {
        if is_set {
            return Err(self.again(reader));
        }
        if !reader.tag.nil || is_nillable {
            return Ok(true);
        }
        self.nil(reader).map(|()| false)
    }

    /// Adds a value to a list.
    #[inline(always)]
    pub(super) fn add<T>(&self, reader: &mut Reader<'_>, member: &mut Vec<T>, value: T) {
        if member.len() == member.capacity() {
            member.reserve_exact(reader.room(self.mark, member.len(), size_of::<T>()));
        }
        member.push(value);
    }

    /// Reads the current child into a required member.
    ///
    /// # Errors
    /// If the value cannot be read, or if the member has come before.
    #[inline(never)]
    pub fn one<T: Read>(&mut self, reader: &mut Reader<'_>, member: &mut T) -> Result<()> {
        if self.comes(reader, T::NILLABLE)? {
            *member = T::read(reader)?;
        }
        Ok(())
    }

    /// Reads the current child as an alternative of a required choice.
    ///
    /// # Errors
    /// If the value cannot be read, or if an alternative has come before.
    #[inline(never)]
    pub fn one_of<T: Read, C>(
        &mut self,
        reader: &mut Reader<'_>,
        member: &mut C,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        if self.comes(reader, T::NILLABLE)? {
            *member = alternative(T::read(reader)?);
        }
        Ok(())
    }

    /// Reads the current attribute into a required member.
    ///
    /// # Errors
    /// If the text is no value of the type.
    #[inline(never)]
    pub fn one_attribute<T: Simple>(&self, reader: &mut Reader<'_>, member: &mut T) -> Result<()> {
        let (start, value) = self.take_attribute(reader);
        match T::parse_cow(value, &reader.context()) {
            Ok(value) => {
                *member = value;
                Ok(())
            }
            Err(error) => Err(self.bad_attribute(reader, start, &error)),
        }
    }

    /// Notes that the current required child comes; tells whether it has a value to read.
    pub(super) fn comes(&mut self, reader: &mut Reader<'_>, is_nillable: bool) -> Result<bool> {
        let bit = self.bit(self.table.attributes.len() + self.at);
        let is_set = self.seen & bit != 0;
        let has_value = self.admits(reader, is_set, is_nillable)?;
        if has_value {
            self.seen |= bit;
        }
        Ok(has_value)
    }

    /// The bit that stands for a member: for an attribute its own, for a child that of its slot.
    fn bit(&self, member: usize) -> u128 {
        let n_attributes = self.table.attributes.len();
        let slot = member.checked_sub(n_attributes).and_then(|child| self.table.children.get(child));
        let place = slot.map_or(member, |child| n_attributes + usize::from(child.slot));
        1u128.checked_shl(place as u32).unwrap_or(0)
    }

    /// Checks that required members have come.
    ///
    /// # Errors
    /// If one has not: the first.
    pub fn complete(&self, reader: &Reader<'_>, members: &[usize]) -> Result<()> {
        match members.iter().find(|&&member| self.seen & self.bit(member) == 0) {
            None => Ok(()),
            Some(&member) => Err(self.missing(reader, member)),
        }
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
