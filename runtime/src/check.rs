//! Checks of constraining facets (XSD 1.0 Part 2, 4.3) as generated constructors call them.

use std::borrow::Cow;

use crate::datatypes::{
    self, AnyUri, Base64Binary, Entity, HexBinary, Id, IdRef, Language, NCName, Name, NmToken, NormalizedString, Token,
};
use crate::{Context, LazyPattern, List, Simple, ValueError};

/// A value with a length (4.3.1): in characters for texts, bytes for binary values, items for lists.
pub trait Length {
    /// Checks both limits.
    ///
    /// # Errors
    /// If the length is outside.
    fn check(&self, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError>;
}

impl Length for str {
    fn check(&self, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
        datatypes::check_length(self, min, max)
    }
}

macro_rules! texts {
    ($($ty:ident)*) => {$(
        impl Length for $ty {
            fn check(&self, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
                datatypes::check_length(self, min, max)
            }
        }
    )*};
}

texts!(String AnyUri Entity Id IdRef Language NCName Name NmToken NormalizedString Token);

impl Length for Base64Binary {
    fn check(&self, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
        datatypes::check_byte_length(self, min, max)
    }
}

impl Length for HexBinary {
    fn check(&self, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
        datatypes::check_byte_length(self, min, max)
    }
}

impl<T> Length for List<T> {
    fn check(&self, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
        datatypes::check_list_length(self.0.len(), min, max)
    }
}

/// `length`.
///
/// # Errors
/// If the value is shorter or longer.
pub fn length<T: Length + ?Sized>(value: &T, limit: usize) -> Result<(), ValueError> {
    value.check(Some(limit), Some(limit))
}

/// `minLength`.
///
/// # Errors
/// If the value is shorter.
pub fn min_length<T: Length + ?Sized>(value: &T, limit: usize) -> Result<(), ValueError> {
    value.check(Some(limit), None)
}

/// `maxLength`.
///
/// # Errors
/// If the value is longer.
pub fn max_length<T: Length + ?Sized>(value: &T, limit: usize) -> Result<(), ValueError> {
    value.check(None, Some(limit))
}

/// The value that a text stands for, for types that keep the text.
///
/// # Errors
/// If the text is no value of the type.
pub fn parse<T: Simple>(text: &str) -> Result<T, ValueError> {
    T::parse(text, &Context::STRICT)
}

/// A value with a lexical form.
pub trait Lexical {
    /// The text that the writer writes, before escaping.
    fn lexical(&self) -> Cow<'_, str>;
}

/// `pattern`: the text must match.
///
/// # Errors
/// If it does not.
pub fn pattern<T: Lexical + ?Sized>(value: &T, pattern: &LazyPattern) -> Result<(), ValueError> {
    datatypes::check_pattern(&value.lexical(), pattern)
}

/// `totalDigits`.
///
/// # Errors
/// If the number has more digits.
pub fn total_digits<T: Lexical>(value: &T, limit: usize) -> Result<(), ValueError> {
    datatypes::check_total_digits(&value.lexical(), limit)
}

/// `fractionDigits`.
///
/// # Errors
/// If the number has more digits after the point.
pub fn fraction_digits<T: Lexical>(value: &T, limit: usize) -> Result<(), ValueError> {
    datatypes::check_fraction_digits(&value.lexical(), limit)
}

macro_rules! bounds {
    ($($name:ident, $facet:literal, $operator:tt;)*) => {$(
        #[doc = concat!("`", $facet, "`; the limit is in the type's lexical form.")]
        ///
        /// # Errors
        /// If the value is outside, or not comparable with the limit.
        pub fn $name<T: Simple + PartialOrd + Lexical>(value: &T, limit: &str) -> Result<(), ValueError> {
            let bound = T::parse(limit, &Context::STRICT)?;
            if *value $operator bound { Ok(()) } else { Err(ValueError::facet($facet, limit, &value.lexical())) }
        }
    )*};
}

bounds! {
    min_inclusive, "minInclusive", >=;
    max_inclusive, "maxInclusive", <=;
    min_exclusive, "minExclusive", >;
    max_exclusive, "maxExclusive", <;
}

/// `enumeration` of a type whose values are more than texts; the values are in the type's lexical form.
///
/// # Errors
/// If the value is none of them.
pub fn one_of<T: Simple + PartialEq + Lexical>(value: &T, values: &[&str]) -> Result<(), ValueError> {
    let found = values.iter().any(|text| T::parse(text, &Context::STRICT).is_ok_and(|one| one == *value));
    if found { Ok(()) } else { Err(ValueError::facet("enumeration", values.join(", "), &value.lexical())) }
}
