//! Nillable elements.

use crate::error::Result;
use crate::namespace::XSI_URI;
use crate::simple::Simple;
use crate::{Error, ErrorKind, QName, RawAttribute, Read, ReadBorrowed, Reader, Write, Writer, locate};

/// The value of a nillable element whose type has no attributes (XSD 1.0 Part 1, 3.3.1): a value, or `xsi:nil="true"`.
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
        if reader.is_nil()? {
            reader.read_nil(|reader| T::read(reader).map(drop))?;
            return Ok(Self::Nil);
        }
        T::read(reader).map(Self::Value)
    }
}

impl<'a, T: ReadBorrowed<'a>> ReadBorrowed<'a> for Nillable<T> {
    const NILLABLE: bool = true;

    fn read_borrowed(reader: &mut Reader<'a>) -> Result<Self> {
        if reader.is_nil()? {
            reader.read_nil(|reader| T::read_borrowed(reader).map(drop))?;
            return Ok(Self::Nil);
        }
        T::read_borrowed(reader).map(Self::Value)
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

/// The value of a nillable element whose type has attributes, or that may have a derived type: a value, or
/// `xsi:nil="true"` and the attributes beside it, which an element without content has all the same (XSD 1.0 Part 1,
/// 3.3.4).
///
/// ```
/// use xsd_runtime::{Nil, NillableElement, RawAttribute};
/// let unit = RawAttribute { namespace: String::new(), local: "unit".to_owned(), value: "m".to_owned() };
/// let height: NillableElement<i32> = NillableElement::Nil(Nil { attributes: vec![unit], ..Nil::default() });
/// assert_eq!(height.value(), None);
/// assert_eq!(height.nil().and_then(|nil| nil.attribute("", "unit")), Some("m"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
pub enum NillableElement<T> {
    /// `xsi:nil="true"`: present without a value.
    Nil(Nil),
    /// A value.
    Value(T),
}

/// What an element with `xsi:nil="true"` has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
pub struct Nil {
    /// The type that `xsi:type` names.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub xsi_type: Option<QName>,
    /// The attributes, those of XML Schema instance aside. Strict reading has checked them; writing takes them as they
    /// are.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub attributes: Vec<RawAttribute>,
}

impl Nil {
    /// The value of an attribute; an empty namespace asks for an unqualified one.
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find(|it| it.namespace == namespace && it.local == local).map(|it| it.value.as_str())
    }
}

impl<T> NillableElement<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Nil(_) => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Nil(_) => None,
            Self::Value(value) => Some(value),
        }
    }

    /// What stands beside `xsi:nil`, if there is no value.
    pub fn nil(&self) -> Option<&Nil> {
        match self {
            Self::Nil(nil) => Some(nil),
            Self::Value(_) => None,
        }
    }
}

impl<T> Default for NillableElement<T> {
    /// `xsi:nil="true"` and nothing beside it.
    fn default() -> Self {
        Self::Nil(Nil::default())
    }
}

impl<T> From<T> for NillableElement<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Read> Read for NillableElement<T> {
    const NILLABLE: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if reader.is_nil()? {
            let nil = reader.nil();
            reader.read_nil(|reader| T::read(reader).map(drop))?;
            return Ok(Self::Nil(nil));
        }
        T::read(reader).map(Self::Value)
    }
}

impl<'a, T: ReadBorrowed<'a>> ReadBorrowed<'a> for NillableElement<T> {
    const NILLABLE: bool = true;

    fn read_borrowed(reader: &mut Reader<'a>) -> Result<Self> {
        if reader.is_nil()? {
            let nil = reader.nil();
            reader.read_nil(|reader| T::read_borrowed(reader).map(drop))?;
            return Ok(Self::Nil(nil));
        }
        T::read_borrowed(reader).map(Self::Value)
    }
}

impl<T: Write> Write for NillableElement<T> {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Nil(nil) => {
                writer.nil();
                writer.optional_attribute(" xsi:type=\"", &nil.xsi_type);
                writer.any_attributes(&nil.attributes);
            }
            Self::Value(value) => value.write(writer),
        }
    }
}

/// How far the attributes of an element that is nil have been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum NilCheck {
    /// No such element is being read.
    #[default]
    None,
    /// The type that reads the element is to read its attributes and no more.
    Wanted,
    /// It has done so.
    Done,
}

impl Reader<'_> {
    /// Whether the nillable element whose start tag was read last is nil.
    pub(crate) fn is_nil(&mut self) -> Result<bool> {
        let is_nil = self.tag.nil && self.says_nil()?;
        // Whoever reads the value need not know that it could have been nil.
        self.tag.nil = false;
        Ok(is_nil)
    }

    /// What the start tag read last has beside `xsi:nil`.
    fn nil(&self) -> Nil {
        let mut nil = Nil::default();
        for index in 0..self.attributes.len() {
            let Some(mut attribute) = self.raw_attribute(index) else { continue };
            if attribute.namespace != XSI_URI {
                self.forgive_alias(&mut attribute.namespace);
                nil.attributes.push(attribute);
            } else if attribute.local == "type"
                && let Ok(mut name) = QName::parse(&attribute.value, &self.context())
            {
                self.forgive_alias(&mut name.namespace);
                nil.xsi_type = Some(name);
            }
        }
        nil
    }

    /// Reads an element that is nil to its end. In strict mode it has no fixed value, and the attributes that the type asks
    /// for whose value `read` reads.
    fn read_nil(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if !self.is_strict() {
            return self.skip();
        }
        self.check_not_fixed()?;
        self.read_nil_by(read)
    }

    /// Reads an element that is nil to its end: it must be empty (Part 1, 3.3.4, clause 3.2.1), and what `read` begins to
    /// read must have the attributes that its type asks for (3.4.4).
    pub(crate) fn read_nil_by(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let is_empty_tag = self.is_empty_element();
        self.reach_end_of_nil()?;
        self.nil_check = NilCheck::Wanted;
        let result = read(self);
        match (std::mem::take(&mut self.nil_check), result) {
            (NilCheck::Done, Err(_)) if is_empty_tag => Ok(()),
            (NilCheck::Done, Err(_)) => self.end_tag(),
            // A hand-written type has read the element itself.
            (_, result) => result,
        }
    }

    /// The attributes of an element have been read and are what its type asks for. If that was all that was wanted, this
    /// is how its reader is left: an error that [`read_nil_by`](Self::read_nil_by) keeps to itself.
    pub(crate) fn attributes_are_read(&mut self) -> Result<()> {
        if self.nil_check != NilCheck::Wanted {
            return Ok(());
        }
        self.nil_check = NilCheck::Done;
        Err(Error::new(ErrorKind::UnexpectedElement, "the element is nil", locate::place("", 0)))
    }
}
