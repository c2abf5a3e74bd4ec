//! `xs:integer`, of any size.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::lexical::NumberError;
use super::whitespace::trim;
use crate::value_error::ValueError;

/// `xs:integer` (Part 2, section 3.3.13): a whole number of any size. Also the value of the types derived from it that
/// have no bound on one side: `xs:nonNegativeInteger`, `xs:positiveInteger`, `xs:nonPositiveInteger`,
/// `xs:negativeInteger`.
///
/// ```
/// # use xsd_runtime::datatypes::Integer;
/// let large: Integer = "-00123456789012345678901234567890".parse()?;
/// assert_eq!(large.to_string(), "-123456789012345678901234567890");
/// assert!(i64::try_from(&large).is_err());
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Integer {
    /// Never set for zero.
    is_negative: bool,
    /// Without leading zeros; empty for zero.
    digits: Box<str>,
}

impl Integer {
    /// An integer of a sign and digits.
    pub(crate) fn from_digits(is_negative: bool, digits: &str) -> Self {
        let digits = digits.trim_start_matches('0');
        Self { is_negative: is_negative && !digits.is_empty(), digits: digits.into() }
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The digits of the absolute value, without leading zeros; `0` for zero.
    pub fn digits(&self) -> &str {
        if self.digits.is_empty() { "0" } else { &self.digits }
    }
}

impl FromStr for Integer {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = trim(text);
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberError::NotANumber.of("xs:integer", text));
        }
        Ok(Self::from_digits(text.starts_with('-'), digits))
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitudes = || (self.digits.len(), &self.digits).cmp(&(other.digits.len(), &other.digits));
        match (self.is_negative, other.is_negative) {
            (false, false) => magnitudes(),
            (true, true) => magnitudes().reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(!self.is_negative, "", self.digits())
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! primitive_conversions {
    ($($primitive:ident)+) => {$(
        impl From<$primitive> for Integer {
            fn from(value: $primitive) -> Self {
                let text = value.to_string();
                Self::from_digits(text.starts_with('-'), text.trim_start_matches('-'))
            }
        }

        impl TryFrom<&Integer> for $primitive {
            type Error = ValueError;

            fn try_from(value: &Integer) -> Result<Self, ValueError> {
                let text = value.to_string();
                text.parse().map_err(|_| ValueError::out_of_range(stringify!($primitive), &text))
            }
        }

        impl TryFrom<Integer> for $primitive {
            type Error = ValueError;

            fn try_from(value: Integer) -> Result<Self, ValueError> {
                (&value).try_into()
            }
        }
    )+};
}

primitive_conversions! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
