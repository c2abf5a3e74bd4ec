//! Enumerations of texts.

use crate::datatypes::collapse;
use crate::simple::Context;
use crate::{Text, ValueError};

/// A type whose values are texts that the schema lists (XSD 1.0 Part 2, 4.3.5).
///
/// [`enumeration!`](crate::enumeration) implements everything else from it: [`Simple`], `Read`, `Write`, `FromStr`,
/// `Display`, `AsRef<str>`.
pub trait Enumeration: Clone + 'static {
    /// The name of the type in messages.
    const XSD_NAME: &'static str;
    /// Whether white space is collapsed before the text is compared.
    const COLLAPSE: bool = false;
    /// The values that the schema lists, in the order of their texts.
    const VALUES: &'static [Self];

    /// A value for a text that the schema does not list, if the type has a place for one.
    fn other(_text: &str) -> Option<Self> {
        None
    }

    /// The text.
    fn text(&self) -> &str;
}

/// The value that a text stands for.
///
/// # Errors
/// If the schema does not list the text, and reading is strict or the type has no place for it.
pub fn parse<T: Enumeration>(text: &str, context: &Context<'_>) -> Result<T, ValueError> {
    match find(T::VALUES, text) {
        Some(value) => Ok(value.clone()),
        None => parse_other(text, context),
    }
}

fn find<'v, T: Enumeration>(values: &'v [T], text: &str) -> Option<&'v T> {
    let index = values.binary_search_by(|value| value.text().cmp(text)).ok()?;
    values.get(index)
}

#[cold]
fn parse_other<T: Enumeration>(text: &str, context: &Context<'_>) -> Result<T, ValueError> {
    let collapsed = collapse(text);
    // Blanks around a value are forgiven in lenient mode, whatever the type says of them.
    if (T::COLLAPSE || !context.is_strict())
        && let Some(value) = find(T::VALUES, &collapsed)
    {
        return Ok(value.clone());
    }
    // What the type folds it folds in unknown values too.
    match T::other(if T::COLLAPSE { &collapsed } else { text }) {
        Some(value) if !context.is_strict() => Ok(value),
        _ => Err(ValueError::enumeration(T::XSD_NAME, text, &mut T::VALUES.iter().map(Enumeration::text))),
    }
}

/// Writes the text of a value.
pub fn write<T: Enumeration>(value: &T, text: &mut Text<'_>) {
    text.escaped(value.text());
}

/// Parses as `FromStr` does: a text that the schema does not list is taken where the type has a place for it.
///
/// # Errors
/// If it has none.
pub fn from_str<T: Enumeration>(text: &str) -> Result<T, ValueError> {
    parse(text, &Context::LENIENT)
}

/// Implements [`Simple`], `Read`, `Write`, `FromStr`, `Display` and `AsRef<str>` for an [`Enumeration`].
#[macro_export]
macro_rules! enumeration {
    ($name:ident) => {
        impl $crate::Simple for $name {
            fn parse(text: &str, context: &$crate::Context<'_>) -> Result<Self, $crate::ValueError> {
                $crate::support::parse_enumeration(text, context)
            }

            fn write_text(&self, text: &mut $crate::Text<'_>) {
                $crate::support::write_enumeration(self, text);
            }
        }

        $crate::simple!($name);

        impl $crate::check::Lexical for $name {
            fn lexical(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed($crate::Enumeration::text(self))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::support::enumeration_from_str(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad($crate::Enumeration::text(self))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                $crate::Enumeration::text(self)
            }
        }
    };
}
