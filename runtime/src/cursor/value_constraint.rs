//! Default and fixed values (XSD 1.0 Part 1, 3.2.1 and 3.3.1): what stands for the text of an element that has none, and
//! what the value of an element or attribute has to be.

use super::Cursor;
use crate::check::Lexical;
use crate::error::Result;
use crate::reader::Left;
use crate::{Context, ErrorKind, Reader, Simple, ValueError};

/// A default or fixed value of an element, until its content is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueConstraint {
    /// Offset of the element's start tag.
    element: usize,
    pub(crate) text: &'static str,
    /// What prefixes mean in the text: those of the schema; without any, nothing in it depends on them.
    pub(crate) bindings: Bindings,
    /// For a fixed value: what compares a text with it.
    compare: Option<Compare>,
}

impl ValueConstraint {
    /// The text that stands for none.
    pub(super) fn text(&self) -> &'static str {
        self.text
    }
}

/// Prefixes and namespace names of a schema document.
type Bindings = &'static [(&'static str, &'static str)];

/// Whether a text and a fixed one stand for the same value. What is no value at all is left to the reader.
type Compare = fn(text: &str, context: &Context<'_>, fixed: &Context<'_>, fixed_text: &str) -> bool;

fn is_same<T: Simple + Lexical>(text: &str, context: &Context<'_>, of_fixed: &Context<'_>, fixed: &str) -> bool {
    match (T::parse(text, context), T::parse(fixed, of_fixed)) {
        (Ok(value), Ok(fixed)) => value.key() == fixed.key(),
        (Err(_), _) => true,
        (Ok(_), Err(_)) => false,
    }
}

impl Reader<'_> {
    /// Gives the element whose start tag was read last a text for the case that it has none (XSD 1.0 Part 1, 3.3.1).
    pub fn or(&mut self, default: &'static str) -> &mut Self {
        self.or_within(default, &[])
    }

    /// The same for a text whose prefixes are those of the schema.
    pub fn or_within(&mut self, default: &'static str, bindings: Bindings) -> &mut Self {
        self.constrain(default, bindings, None)
    }

    /// Fixes the value of the element whose start tag was read last: it has this one if it has no text, and in strict
    /// mode no other (XSD 1.0 Part 1, 3.3.1 and 3.3.4).
    pub fn fixed<T: Simple + Lexical>(&mut self, text: &'static str) -> &mut Self {
        self.fixed_within::<T>(text, &[])
    }

    /// The same for a text whose prefixes are those of the schema.
    pub fn fixed_within<T: Simple + Lexical>(&mut self, text: &'static str, bindings: Bindings) -> &mut Self {
        self.constrain(text, bindings, Some(is_same::<T>))
    }

    fn constrain(&mut self, text: &'static str, bindings: Bindings, compare: Option<Compare>) -> &mut Self {
        self.constraint = Some(ValueConstraint { element: self.tag.start, text, bindings, compare });
        self
    }

    /// The default or fixed value of the element whose start tag is at an offset.
    #[inline]
    pub(crate) fn constraint_of(&self, element: usize) -> Option<ValueConstraint> {
        self.constraint.filter(|it| it.element == element)
    }

    /// In strict mode: an element with a fixed value must not be nil (Part 1, 3.3.4, clause 3.2.2).
    pub(crate) fn check_not_fixed(&self) -> Result<()> {
        match self.constraint_of(self.tag.start) {
            Some(ValueConstraint { compare: Some(_), text, .. }) if self.is_strict() => {
                let message = format!("an element with the fixed value {text:?} must not be nil");
                Err(self.error(ErrorKind::InvalidValue, message))
            }
            _ => Ok(()),
        }
    }

    /// In strict mode: a text has the fixed value, if there is one.
    pub(crate) fn check_fixed(&self, constraint: &ValueConstraint, start: usize, text: &str) -> Result<()> {
        let Some(compare) = constraint.compare.filter(|_| self.is_strict()) else { return Ok(()) };
        let of_fixed = Context::STRICT.within(constraint.bindings);
        if compare(text, &self.context(), &of_fixed, constraint.text) {
            return Ok(());
        }
        Err(self.invalid_value(start, &ValueError::fixed(constraint.text, text)))
    }
}

impl Cursor {
    /// Fixes the value of the current attribute: in strict mode it has this one (XSD 1.0 Part 1, 3.2.4 and 3.5.4).
    ///
    /// # Errors
    /// If it has another.
    pub fn fixed<'r, 'd, T: Simple + Lexical>(
        &self,
        reader: &'r mut Reader<'d>,
        text: &'static str,
    ) -> Result<&'r mut Reader<'d>> {
        self.fixed_within::<T>(reader, text, &[])
    }

    /// The same for a text whose prefixes are those of the schema.
    ///
    /// # Errors
    /// If it has another value.
    pub fn fixed_within<'r, 'd, T: Simple + Lexical>(
        &self,
        reader: &'r mut Reader<'d>,
        text: &'static str,
        bindings: Bindings,
    ) -> Result<&'r mut Reader<'d>> {
        if reader.is_strict() {
            self.check_fixed(reader, text, bindings, is_same::<T>)?;
        }
        Ok(reader)
    }

    /// In strict mode: mixed content with a fixed value has no elements, and the text as it is (Part 1, 3.3.4, clause
    /// 5.2.2). `left` has been read behind the text.
    pub(super) fn check_mixed(&self, reader: &Reader<'_>, left: Left) -> Result<()> {
        let Some(constraint) = reader.constraint_of(self.mark).filter(|it| it.compare.is_some()) else { return Ok(()) };
        if left == Left::Tag {
            let message = format!("an element with the fixed value {:?} must not hold elements", constraint.text);
            return Err(reader.error(ErrorKind::UnexpectedElement, message));
        }
        if self.count == 0 { reader.check_fixed(&constraint, self.mark, &reader.piece) } else { Ok(()) }
    }

    #[cold]
    fn check_fixed(&self, reader: &Reader<'_>, fixed: &str, bindings: Bindings, compare: Compare) -> Result<()> {
        let Some(attribute) = reader.attributes.get(self.at.wrapping_sub(1)) else { return Ok(()) };
        if compare(&attribute.value, &reader.context(), &Context::STRICT.within(bindings), fixed) {
            return Ok(());
        }
        Err(self.bad_attribute(reader, attribute.start, &ValueError::fixed(fixed, &attribute.value)))
    }
}
