//! `rust_decimal`: decimal numbers of up to 28 digits.

use crate::ValueError;
use crate::datatypes::{Decimal, Integer};

const NAME: &str = "rust_decimal::Decimal";

impl TryFrom<&Decimal> for rust_decimal::Decimal {
    type Error = ValueError;

    /// The same number.
    ///
    /// # Errors
    /// If it has more digits than fit, before or after the point; nothing is rounded.
    fn try_from(value: &Decimal) -> Result<Self, ValueError> {
        let text = value.to_string();
        Self::from_str_exact(&text).map_err(|_| ValueError::out_of_range(NAME, &text))
    }
}

impl TryFrom<Decimal> for rust_decimal::Decimal {
    type Error = ValueError;

    /// As from a reference.
    ///
    /// # Errors
    /// If it has more digits than fit, before or after the point; nothing is rounded.
    fn try_from(value: Decimal) -> Result<Self, ValueError> {
        (&value).try_into()
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    /// The same number. Zeros at the end of the fraction, which the other type keeps, are no part of the value.
    fn from(value: rust_decimal::Decimal) -> Self {
        // A scale is 28 at most.
        Self::new(value.mantissa(), u8::try_from(value.scale()).unwrap_or_default())
    }
}

impl TryFrom<Integer> for rust_decimal::Decimal {
    type Error = ValueError;

    /// The same number.
    ///
    /// # Errors
    /// If it has more digits than fit.
    fn try_from(value: Integer) -> Result<Self, ValueError> {
        Decimal::from(value).try_into()
    }
}

impl TryFrom<rust_decimal::Decimal> for Integer {
    type Error = ValueError;

    /// The same number.
    ///
    /// # Errors
    /// If it is no whole number.
    fn try_from(value: rust_decimal::Decimal) -> Result<Self, ValueError> {
        let decimal = Decimal::from(value);
        decimal.to_integer().ok_or_else(|| ValueError::lexical("xs:integer", &decimal.to_string(), "no whole number"))
    }
}
