//! Reading members whose values a lenient reader passes over where they are none: what generated code calls for those
//! that the generator's option `lenient.values` names. Each is as its namesake without `_valid`, and in strict mode does
//! the same.

use super::Cursor;
use crate::error::Result;
use crate::{ErrorKind, Read, Reader, Simple};

impl Cursor {
    /// Reads the current child into a member that holds one value. A lenient reader passes over a text that is no value.
    ///
    /// # Errors
    /// If the content is not well-formed, or if the member has come before. In strict mode also if the value cannot be
    /// read.
    #[inline(never)]
    pub fn set_valid<T: Read>(&self, reader: &mut Reader<'_>, member: &mut Option<T>) -> Result<()> {
        self.pass_over_invalid(reader, |reader| self.set(reader, member))
    }

    /// Reads the current child into a member that holds any number of values. A lenient reader passes over a text that is
    /// no value.
    ///
    /// # Errors
    /// If the content is not well-formed. In strict mode also if the value cannot be read.
    #[inline(never)]
    pub fn push_valid<T: Read>(&self, reader: &mut Reader<'_>, member: &mut Vec<T>) -> Result<()> {
        self.pass_over_invalid(reader, |reader| self.push(reader, member))
    }

    /// Reads the current child as an alternative of a choice. A lenient reader passes over a text that is no value.
    ///
    /// # Errors
    /// If the content is not well-formed, or if an alternative has come before. In strict mode also if the value cannot be
    /// read.
    #[inline(never)]
    pub fn choose_valid<T: Read, C>(
        &self,
        reader: &mut Reader<'_>,
        member: &mut Option<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        self.pass_over_invalid(reader, |reader| self.choose(reader, member, alternative))
    }

    /// Reads the current child as an alternative of a repeated choice. A lenient reader passes over a text that is no
    /// value.
    ///
    /// # Errors
    /// If the content is not well-formed. In strict mode also if the value cannot be read.
    #[inline(never)]
    pub fn append_valid<T: Read, C>(
        &self,
        reader: &mut Reader<'_>,
        member: &mut Vec<C>,
        alternative: fn(T) -> C,
    ) -> Result<()> {
        self.pass_over_invalid(reader, |reader| self.append(reader, member, alternative))
    }

    /// Reads the current attribute. A lenient reader passes over a text that is no value.
    ///
    /// # Errors
    /// In strict mode, if the text is no value of the type.
    #[inline(never)]
    pub fn attribute_valid<T: Simple>(&self, reader: &mut Reader<'_>, member: &mut Option<T>) -> Result<()> {
        let (start, value) = self.take_attribute(reader);
        match T::parse_cow(value, &reader.context()) {
            Ok(value) => *member = Some(value),
            Err(_) if !reader.is_strict() => {}
            Err(error) => return Err(self.bad_attribute(reader, start, &error)),
        }
        Ok(())
    }

    /// Reads the current child. If that fails for a value that is none, a lenient reader goes back to its start tag and
    /// skips it, so that all of it is looked at whatever a hand-written type has left.
    fn pass_over_invalid<'a>(
        &self,
        reader: &mut Reader<'a>,
        read: impl FnOnce(&mut Reader<'a>) -> Result<()>,
    ) -> Result<()> {
        if reader.is_strict() {
            return read(reader);
        }
        let before = reader.mark();
        let is_inside = std::mem::replace(&mut reader.passes_over, true);
        let result = read(reader);
        reader.passes_over = is_inside;
        match result {
            Err(error) if error.kind() == ErrorKind::InvalidValue => {
                reader.go_back(before);
                reader.close_to(self.depth + 1);
                reader.skip()
            }
            result => result,
        }
    }
}
