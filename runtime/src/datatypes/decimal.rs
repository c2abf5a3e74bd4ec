//! `xs:decimal`, of any precision.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::Integer;
use super::lexical::{Cursor, NumberError};
use super::whitespace::trim;
use crate::value_error::ValueError;

/// `xs:decimal` (Part 2, section 3.2.3): a decimal number of any size and precision.
///
/// It is the value, not the text: `1.0` and `1.00` are equal, and both are written `1`. That is the canonical form of
/// XSD 1.1; the one of XSD 1.0, `1.0`, would break the facet `fractionDigits="0"` and patterns made for whole numbers.
///
/// ```
/// # use xsd_runtime::datatypes::Decimal;
/// assert_eq!("+01.50".parse::<Decimal>()?, Decimal::new(15, 1));
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    /// Never set for zero.
    is_negative: bool,
    /// The digits before the point without leading zeros, then those after it without trailing zeros.
    digits: Box<str>,
    /// How many of them are before the point.
    n_integer_digits: usize,
}

impl Decimal {
    /// The number `unscaled` / 10 ^ `scale`.
    pub fn new(unscaled: i128, scale: u8) -> Self {
        let scale = usize::from(scale);
        let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale);
        let (integer, fraction) = digits.split_at_checked(digits.len().saturating_sub(scale)).unwrap_or((&digits, ""));
        Self::from_digits(unscaled < 0, integer, fraction)
    }

    fn from_digits(is_negative: bool, integer: &str, fraction: &str) -> Self {
        let integer = integer.trim_start_matches('0');
        let digits = [integer, fraction.trim_end_matches('0')].concat();
        Self { is_negative: is_negative && !digits.is_empty(), n_integer_digits: integer.len(), digits: digits.into() }
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The digits before the point, without leading zeros; `0` where the absolute value is below 1.
    pub fn integer_digits(&self) -> &str {
        let (integer, _) = self.parts();
        if integer.is_empty() { "0" } else { integer }
    }

    /// The digits after the point, without trailing zeros; empty for a whole number.
    pub fn fraction_digits(&self) -> &str {
        self.parts().1
    }

    /// The integer of this value, if it is a whole number.
    pub fn to_integer(&self) -> Option<Integer> {
        self.fraction_digits().is_empty().then(|| Integer::from_digits(self.is_negative, &self.digits))
    }

    /// The nearest `f64`; an infinity if the number is beyond its range.
    pub fn to_f64(&self) -> f64 {
        // Rust reads all that `Display` writes.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    fn parts(&self) -> (&str, &str) {
        self.digits.split_at_checked(self.n_integer_digits).unwrap_or((&self.digits, ""))
    }
}

impl FromStr for Decimal {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = trim(text);
        let mut cursor = Cursor::new(text.strip_prefix(['+', '-']).unwrap_or(text));
        let integer = cursor.digits();
        let fraction = if cursor.take('.') { cursor.digits() } else { "" };
        if (integer.is_empty() && fraction.is_empty()) || cursor.end().is_err() {
            return Err(NumberError::NotANumber.of("xs:decimal", text));
        }
        Ok(Self::from_digits(text.starts_with('-'), integer, fraction))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitudes = || (self.n_integer_digits, &self.digits).cmp(&(other.n_integer_digits, &other.digits));
        match (self.is_negative, other.is_negative) {
            (false, false) => magnitudes(),
            (true, true) => magnitudes().reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative { "-" } else { "" };
        let fraction = self.fraction_digits();
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{}{point}{fraction}", self.integer_digits())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Integer> for Decimal {
    fn from(value: Integer) -> Self {
        Self::from_digits(value.is_negative(), value.digits(), "")
    }
}

impl TryFrom<f64> for Decimal {
    type Error = ValueError;

    /// The decimal number of the shortest digits that denote this `f64`.
    fn try_from(value: f64) -> Result<Self, ValueError> {
        // Rust writes all finite numbers without exponent.
        value.to_string().parse()
    }
}

macro_rules! from_primitives {
    ($($primitive:ident)+) => {$(
        impl From<$primitive> for Decimal {
            fn from(value: $primitive) -> Self {
                Integer::from(value).into()
            }
        }
    )+};
}

from_primitives! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 }
