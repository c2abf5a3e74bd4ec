//! Enumerations of texts.

use crate::check::{self, Lexical};
use crate::datatypes::{collapse, replace};
use crate::simple::Context;
use crate::{Simple, Text, ValueError};

/// A type whose values are texts that the schema lists (XSD 1.0 Part 2, 4.3.5).
///
/// [`enumeration!`](macro@crate::enumeration) implements everything else from it: `Simple`, `Read`, `Write`, `FromStr`,
/// `Display`, `AsRef<str>`.
pub trait Enumeration: Clone + 'static {
    /// The name of the type in messages.
    const XSD_NAME: &'static str;
    /// Whether white space is collapsed before the text is compared.
    const COLLAPSE: bool = false;
    /// Whether each tab, line feed and carriage return is a blank before the text is compared.
    const REPLACE: bool = false;
    /// Whether the type has a place for texts that the schema does not list.
    const IS_OPEN: bool = false;
    /// The values that the schema lists, in the order of their texts.
    const VALUES: &'static [Self];

    /// A value for a text that the schema does not list, if the type has a place for one.
    fn other(_text: &str) -> Option<Self> {
        None
    }

    /// The text.
    fn text(&self) -> &str;
}

/// The values of an enumeration without their type, so that looking one up exists once.
trait Texts {
    fn len(&self) -> usize;
    fn text(&self, index: usize) -> &'static str;
}

struct Of<T>(std::marker::PhantomData<T>);

impl<T: Enumeration> Texts for Of<T> {
    fn len(&self) -> usize {
        T::VALUES.len()
    }

    fn text(&self, index: usize) -> &'static str {
        T::VALUES.get(index).map_or("", T::text)
    }
}

/// What is done with white space.
type Fold = fn(&str) -> std::borrow::Cow<'_, str>;

/// The value that a text stands for, for texts that are equal where their values in a union are.
///
/// # Errors
/// As [`parse`].
pub fn parse_by_value<T: Enumeration, V: Simple + Lexical>(text: &str, context: &Context<'_>) -> Result<T, ValueError> {
    let problem = match parse(text, &context.strict()) {
        Ok(value) => return Ok(value),
        Err(problem) => problem,
    };
    if let Ok(value) = V::parse(text, context) {
        let key = value.key();
        if let Some(found) = T::VALUES.iter().find(|listed| check::key::<V>(listed.text()) == key) {
            return Ok(found.clone());
        }
    }
    if context.is_strict() { Err(problem) } else { parse(text, context) }
}

/// What a text turned out to be.
enum Found {
    Listed(usize),
    Other,
}

/// The value that a text stands for.
///
/// # Errors
/// If the schema does not list the text, and reading is strict or the type has no place for it.
pub fn parse<T: Enumeration>(text: &str, context: &Context<'_>) -> Result<T, ValueError> {
    let is_open = !context.is_strict() && T::IS_OPEN;
    let fold = if T::COLLAPSE { collapse } else { replace };
    let is_folded = T::COLLAPSE || T::REPLACE;
    let fold = is_folded.then_some(fold as Fold);
    let found = look_up(&Of::<T>(std::marker::PhantomData), T::XSD_NAME, fold, text, context, is_open)?;
    let value = match found {
        Found::Listed(index) => T::VALUES.get(index).cloned(),
        Found::Other => T::other(text),
    };
    value.ok_or_else(|| ValueError::enumeration(T::XSD_NAME, text, &mut std::iter::empty()))
}

fn look_up(
    texts: &dyn Texts,
    xsd_name: &'static str,
    fold: Option<Fold>,
    text: &str,
    context: &Context<'_>,
    is_open: bool,
) -> Result<Found, ValueError> {
    if let Some(index) = find(texts, text) {
        return Ok(Found::Listed(index));
    }
    if let Some(index) = fold.and_then(|fold| find(texts, &fold(text))) {
        return Ok(Found::Listed(index));
    }
    // Blanks around a value are forgiven in lenient mode, whatever the type says of them.
    if !context.is_strict()
        && let Some(index) = find(texts, &collapse(text))
    {
        return Ok(Found::Listed(index));
    }
    if is_open {
        return Ok(Found::Other);
    }
    Err(ValueError::enumeration(xsd_name, text, &mut (0..texts.len()).map(|index| texts.text(index))))
}

/// Binary search.
fn find(texts: &dyn Texts, text: &str) -> Option<usize> {
    let (mut from, mut to) = (0, texts.len());
    while from < to {
        let middle = from + (to - from) / 2;
        match texts.text(middle).cmp(text) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

/// Writes the text of a value.
pub fn write<T: Enumeration>(value: &T, text: &mut Text<'_>) {
    text.escaped(value.text());
}

/// Implements `Simple`, `Read`, `Write`, `FromStr`, `Display` and `AsRef<str>` for an [`Enumeration`]. A second argument
/// is the union whose values the texts stand for, where the texts do not tell which values are equal.
#[macro_export]
macro_rules! enumeration {
    ($name:ident) => {
        $crate::enumeration!(@ $name, $crate::support::parse_enumeration, String);
    };
    ($name:ident, $value:ty) => {
        $crate::enumeration!(@ $name, $crate::support::parse_enumeration_by_value::<Self, $value>, $value);
    };
    (@ $name:ident, $parse:expr, $value:ty) => {
        impl $crate::Simple for $name {
            fn parse(text: &str, context: &$crate::Context<'_>) -> Result<Self, $crate::ValueError> {
                $parse(text, context)
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

            fn key(&self) -> String {
                $crate::check::key::<$value>($crate::Enumeration::text(self))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                <Self as $crate::Simple>::parse(text, &$crate::Context::LENIENT)
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
