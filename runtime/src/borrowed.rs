//! Values that borrow their texts from the document: what the generator makes of the types that its option `borrowed`
//! names.
//!
//! Such a type has a lifetime, and `Cow<'a, str>` where others have `String`: a text without references is a piece of the
//! document, and costs no allocation. [`ReadBorrowed`] reads it so. It is also [`Read`](crate::Read), for `'static`: then
//! all its texts are owned, as wherever a document does not outlive what is read from it (streams, SOAP messages, documents
//! of unknown root). The macro [`borrowed!`](macro@crate::borrowed) implements what goes with it.

use std::borrow::Cow;

use crate::error::Result;
use crate::{Context, Nillable, NillableElement, Reader, Simple, Text, ValueError};

/// A value that can be read from the content of an element, and may borrow from the document.
pub trait ReadBorrowed<'a>: Sized {
    /// Whether `xsi:nil="true"` is this type's own business.
    const NILLABLE: bool = false;

    /// Reads the attributes, the content and the end tag of the element whose start tag was read last.
    ///
    /// # Errors
    /// If the document is not well-formed or does not fit the type.
    fn read_borrowed(reader: &mut Reader<'a>) -> Result<Self>;
}

/// A value that may borrow, and can be made to own all that it holds.
pub trait IntoOwned {
    /// The same type without a borrow.
    type Owned: 'static;

    /// The same value, with a copy of each text that it had borrowed.
    fn into_owned(self) -> Self::Owned;
}

/// A text: borrowed unless the document writes it with references, in several pieces, or with line ends that XML has
/// normalised (XML 1.0, sections 2.11 and 4.4).
impl<'a> ReadBorrowed<'a> for Cow<'a, str> {
    fn read_borrowed(reader: &mut Reader<'a>) -> Result<Self> {
        reader.simple_text()
    }
}

impl<'a, T: ReadBorrowed<'a>> ReadBorrowed<'a> for Box<T> {
    const NILLABLE: bool = T::NILLABLE;

    fn read_borrowed(reader: &mut Reader<'a>) -> Result<Self> {
        T::read_borrowed(reader).map(Box::new)
    }
}

impl Simple for Cow<'_, str> {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, ValueError> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn parse_cow(text: Cow<'_, str>, _: &Context<'_>) -> Result<Self, ValueError> {
        Ok(Cow::Owned(text.into_owned()))
    }

    fn write_text(&self, text: &mut Text<'_>) {
        text.escaped(self);
    }
}

crate::simple!(Cow<'_, str>);

impl IntoOwned for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;

    fn into_owned(self) -> Box<T::Owned> {
        Box::new((*self).into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Option<T::Owned> {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Vec<T::Owned> {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: IntoOwned> IntoOwned for Nillable<T> {
    type Owned = Nillable<T::Owned>;

    fn into_owned(self) -> Nillable<T::Owned> {
        match self {
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(value.into_owned()),
        }
    }
}

impl<T: IntoOwned> IntoOwned for NillableElement<T> {
    type Owned = NillableElement<T::Owned>;

    fn into_owned(self) -> NillableElement<T::Owned> {
        match self {
            Self::Nil(nil) => NillableElement::Nil(nil),
            Self::Value(value) => NillableElement::Value(value.into_owned()),
        }
    }
}

/// Implements what a type that borrows has beside [`ReadBorrowed`]: `into_owned`, [`IntoOwned`], and
/// [`Read`](crate::Read) for the type that owns its texts. The fields of the struct or the variants of the enum are told:
/// first those that never borrow, if there are any, then those that may.
///
/// ```
/// use std::borrow::Cow;
/// use xsd_runtime::{Reader, ReadBorrowed, Result};
///
/// /// A text, whatever its attributes.
/// struct Note<'a>(Cow<'a, str>);
///
/// impl<'a> ReadBorrowed<'a> for Note<'a> {
///     fn read_borrowed(reader: &mut Reader<'a>) -> Result<Self> {
///         reader.text().map(Self)
///     }
/// }
///
/// xsd_runtime::borrowed!(struct Note { borrowed: [0] });
/// ```
#[macro_export]
macro_rules! borrowed {
    ($kind:ident $name:ident $members:tt) => {
        $crate::into_owned!($kind $name $members);

        impl $crate::Read for $name<'static> {
            const NILLABLE: bool = <Self as $crate::ReadBorrowed<'static>>::NILLABLE;

            fn read(reader: &mut $crate::Reader<'_>) -> $crate::Result<Self> {
                <$name<'_> as $crate::ReadBorrowed<'_>>::read_borrowed(reader).map($name::into_owned)
            }
        }
    };
}

/// The part of [`borrowed!`](macro@crate::borrowed) that has nothing to do with reading.
#[macro_export]
macro_rules! into_owned {
    (struct $name:ident { $(owned: [$($owned:tt),* $(,)?],)? borrowed: [$($borrowed:tt),* $(,)?] $(,)? }) => {
        impl $name<'_> {
            /// The same value, with a copy of each text that it had borrowed.
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $($($owned: self.$owned,)*)?
                    $($borrowed: $crate::IntoOwned::into_owned(self.$borrowed),)*
                }
            }
        }

        $crate::into_owned!($name);
    };
    (enum $name:ident { $(owned: [$($owned:ident),* $(,)?],)? borrowed: [$($borrowed:ident),* $(,)?] $(,)? }) => {
        impl $name<'_> {
            /// The same value, with a copy of each text that it had borrowed.
            pub fn into_owned(self) -> $name<'static> {
                match self {
                    $($(Self::$owned(value) => $name::$owned(value),)*)?
                    $(Self::$borrowed(value) => $name::$borrowed($crate::IntoOwned::into_owned(value)),)*
                }
            }
        }

        $crate::into_owned!($name);
    };
    ($name:ident) => {
        impl $crate::IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            fn into_owned(self) -> $name<'static> {
                // The inherent function goes before that of the trait.
                self.into_owned()
            }
        }
    };
}
