//! Values of simple types.

use std::borrow::Cow;

use crate::namespace::Binding;
use crate::writer::Text;
use crate::{Error, Reader, ValueError, Writer};

/// What a text is read with: the mode, and the namespaces in scope.
#[derive(Debug, Clone, Copy)]
pub struct Context<'r> {
    pub(crate) strict: bool,
    pub(crate) bindings: &'r [Binding<'r>],
    /// Prefixes and namespace names of a schema document; the text is then from there.
    pub(crate) declared: &'r [(&'r str, &'r str)],
    /// Whether a document is being read.
    pub(crate) in_document: bool,
}

impl Context<'static> {
    /// Strict, outside any document: for `FromStr` and checked constructors.
    pub const STRICT: Self = Self { strict: true, bindings: &[], declared: &[], in_document: false };
    /// Lenient, outside any document.
    pub const LENIENT: Self = Self { strict: false, bindings: &[], declared: &[], in_document: false };
}

impl<'r> Context<'r> {
    /// The same in strict mode.
    pub fn strict(&self) -> Context<'r> {
        Context { strict: true, ..*self }
    }

    /// The same for a text of a schema document, in which prefixes mean these namespaces.
    pub fn within<'d>(&self, declared: &'d [(&'d str, &'d str)]) -> Context<'d> {
        Context { strict: self.strict, bindings: &[], declared, in_document: self.in_document }
    }

    /// Whether values that the schema does not list are errors, also where the type has a place for them.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// The namespace name that a prefix is bound to; the empty prefix asks for the default namespace.
    pub fn namespace(&self, prefix: &str) -> Option<&'r str> {
        if prefix == "xml" {
            return Some(crate::namespace::XML_URI);
        }
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix).map(|binding| &*binding.uri);
        let uri = bound.or_else(|| self.declared.iter().find(|it| it.0 == prefix).map(|it| it.1))?;
        (!uri.is_empty()).then_some(uri)
    }
}

/// A value of a simple type: of an attribute, or of an element without children.
pub trait Simple: Sized {
    /// The value that a text stands for. Takes care of the type's white space.
    ///
    /// # Errors
    /// If the text is not in the type's lexical space or breaks a facet.
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, ValueError>;

    /// The same for a text that may be owned already.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    fn parse_cow(text: Cow<'_, str>, context: &Context<'_>) -> Result<Self, ValueError> {
        Self::parse(&text, context)
    }

    /// Writes the value; the text takes care of escaping.
    fn write_text(&self, text: &mut Text<'_>);

    /// Declares on the start tag that is open what the text will need: the namespace of a qualified name.
    fn declare(&self, _writer: &mut Writer) {}
}

/// Reads the text of an element as a value: what [`simple!`](macro@crate::simple) implements [`Read`](crate::Read) by.
///
/// # Errors
/// If the text is no value of the type. In strict mode also if the element has attributes.
#[inline(never)]
pub fn read_simple<T: Simple>(reader: &mut Reader<'_>) -> Result<T, Error> {
    let text = reader.simple_text()?;
    match T::parse_cow(text, &reader.simple_context()) {
        Ok(value) => Ok(value),
        Err(error) => Err(reader.invalid_simple(&error)),
    }
}

/// Writes a value as the text of an element: what [`simple!`](macro@crate::simple) implements [`Write`](crate::Write) by.
#[inline(never)]
pub fn write_simple<T: Simple>(value: &T, writer: &mut Writer) {
    value.declare(writer);
    value.write_text(&mut writer.text());
}

/// Implements [`Read`](crate::Read) and [`Write`](crate::Write) for a type that is [`Simple`].
#[macro_export]
macro_rules! simple {
    ($name:ty) => {
        impl $crate::Read for $name {
            fn read(reader: &mut $crate::Reader<'_>) -> $crate::Result<Self> {
                $crate::read_simple(reader)
            }
        }

        impl $crate::Write for $name {
            fn write(&self, writer: &mut $crate::Writer) {
                $crate::write_simple(self, writer);
            }
        }
    };
}

crate::simple!(String);

impl Simple for String {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, ValueError> {
        Ok(text.to_owned())
    }

    fn parse_cow(text: Cow<'_, str>, _: &Context<'_>) -> Result<Self, ValueError> {
        Ok(text.into_owned())
    }

    fn write_text(&self, text: &mut Text<'_>) {
        text.escaped(self);
    }
}
