//! Checks of constraining facets (XSD 1.0 Part 2, 4.3) as generated constructors call them.

use std::borrow::Cow;

use crate::datatypes::{
    self, AnyUri, Base64Binary, Entity, HexBinary, Id, IdRef, Language, NCName, Name, NmToken, NormalizedString, Token,
};
use crate::{Context, LazyPattern, List, Simple, Text, ValueError};

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

    /// The value as a text that is the same for equal values of one primitive type, whatever type derived from it they
    /// have, and for no others (Part 2, 4.2.1). `NaN` equals itself here, and both zeros are one.
    fn key(&self) -> String {
        format!("string {}", self.lexical())
    }
}

/// The key of the value that a text stands for; none if it stands for none.
pub fn key<T: Simple + Lexical>(text: &str) -> String {
    T::parse(text, &Context::STRICT).map_or_else(|_| String::new(), |value| value.key())
}

/// A text as the member of a union that takes it sees it: collapsed, if it is the same value then.
pub fn fold<T: Simple + Lexical>(text: String) -> String {
    let collapsed = datatypes::collapse(&text);
    match T::parse(&text, &Context::STRICT) {
        Ok(value) if *collapsed != *text && key::<T>(&collapsed) == value.key() => collapsed.into_owned(),
        Ok(value) => match datatypes::replace(&text) {
            Cow::Owned(replaced) if key::<T>(&replaced) == value.key() => replaced,
            _ => text,
        },
        Err(_) => text,
    }
}

/// Writes a value of a union's member, such that it is read as that member again: `1.0` where `1` would be taken for an
/// `xs:boolean` (Part 2, 2.5.1.3: the first member that takes a text counts). `is_own` tells whether a text is read so.
pub fn write_apart<T: Simple + Lexical>(value: &T, text: &mut Text<'_>, is_own: fn(&str) -> bool) {
    let plain = value.lexical();
    let is_same = |form: &str| is_own(form) && key::<T>(form) == value.key();
    if is_same(&plain) {
        text.escaped(&plain);
        return;
    }
    let respelled = SPELLINGS.iter().map(|spell| {
        let items: Vec<String> = plain.split(' ').map(|item| spell(item).unwrap_or_else(|| item.to_owned())).collect();
        items.join(" ")
    });
    match respelled.into_iter().find(|form| is_same(form)) {
        Some(form) => text.escaped(&form),
        None => text.escaped(&plain),
    }
}

/// Other ways to write one value: with a sign, leading or trailing zeros, an exponent, in small letters, in two parts.
const SPELLINGS: [fn(&str) -> Option<String>; 8] = [
    |text| is_number(text).then(|| if text.contains('.') { format!("{text}0") } else { format!("{text}.0") }),
    |text| match text {
        "true" => Some("1".to_owned()),
        "false" => Some("0".to_owned()),
        _ => None,
    },
    |text| (is_number(text) && !text.starts_with('-')).then(|| format!("+{text}")),
    |text| is_number(text).then(|| padded(text, "0")),
    |text| is_number(text).then(|| padded(text, "00000")),
    |text| is_number(text).then(|| format!("{text}E0")),
    |text| (text != text.to_ascii_lowercase()).then(|| text.to_ascii_lowercase()),
    |text| Some(format!("{} {}", text.get(..1)?, text.get(1..)?)),
];

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A number with zeros before its first digit.
fn padded(text: &str, zeros: &str) -> String {
    match text.strip_prefix('-') {
        Some(digits) => format!("-{zeros}{digits}"),
        None => format!("{zeros}{text}"),
    }
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
    ($($name:ident, $facet:literal, $operator:tt, $inclusive:literal;)*) => {$(
        #[doc = concat!("`", $facet, "`; the limit is in the type's lexical form.")]
        ///
        /// # Errors
        /// If the value is outside, or not comparable with the limit.
        pub fn $name<T: Simple + PartialOrd + Lexical>(value: &T, limit: &str) -> Result<(), ValueError> {
            let bound = T::parse(limit, &Context::STRICT)?;
            // `NaN` equals itself, though it is neither less nor greater.
            let is_in = *value $operator bound || ($inclusive && value.key() == bound.key());
            if is_in { Ok(()) } else { Err(ValueError::facet($facet, limit, &value.lexical())) }
        }
    )*};
}

bounds! {
    min_inclusive, "minInclusive", >=, true;
    max_inclusive, "maxInclusive", <=, true;
    min_exclusive, "minExclusive", >, false;
    max_exclusive, "maxExclusive", <, false;
}

/// `enumeration` of a type whose values are more than texts; the values are in the type's lexical form.
///
/// # Errors
/// If the value is none of them.
pub fn one_of<T: Simple + Lexical>(value: &T, values: &[&str]) -> Result<(), ValueError> {
    one_of_names(value, &[(&[], values)])
}

/// Prefixes with their namespace names, and texts that have them.
type Names<'v> = (&'v [(&'v str, &'v str)], &'v [&'v str]);

/// The same for values that may be qualified names.
///
/// # Errors
/// If the value is none of them.
pub fn one_of_names<T: Simple + Lexical>(value: &T, groups: &[Names<'_>]) -> Result<(), ValueError> {
    let key = value.key();
    let mut texts = Vec::new();
    for (prefixes, values) in groups {
        let context = Context::STRICT.within(prefixes);
        if values.iter().any(|text| T::parse(text, &context).is_ok_and(|one| one.key() == key)) {
            return Ok(());
        }
        texts.extend_from_slice(values);
    }
    Err(ValueError::facet("enumeration", texts.join(", "), &value.lexical()))
}
