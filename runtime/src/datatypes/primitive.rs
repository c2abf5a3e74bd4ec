//! The types that Rust has too: `xs:boolean`, the bounded integers, `xs:float` and `xs:double`.

use std::fmt::{Display, Write};
use std::str::FromStr;

use super::lexical::NumberError;
use super::whitespace::trim;
use crate::value_error::ValueError;

/// The value of an `xs:boolean` (Part 2, section 3.2.2).
///
/// # Errors
/// If the text is none of `true`, `false`, `1` and `0`.
pub fn parse_boolean(text: &str) -> Result<bool, ValueError> {
    match trim(text) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        other => Err(ValueError::lexical("xs:boolean", other, "not one of true, false, 1, 0")),
    }
}

/// The integer types of Rust that stand for types of XSD: `i8` to `i64` for `xs:byte` to `xs:long`, `u8` to `u64` for
/// `xs:unsignedByte` to `xs:unsignedLong`.
pub trait PrimitiveInteger: Copy + Display + TryFrom<i128> + sealed::Sealed {
    /// The name of the type in XSD, with the prefix `xs`.
    const TYPE_NAME: &'static str;
}

mod sealed {
    /// Keeps [`PrimitiveInteger`](super::PrimitiveInteger) to the types of this file.
    pub trait Sealed {}
}

macro_rules! primitive_integers {
    ($($rust:ident is $xsd:literal,)+) => {$(
        impl sealed::Sealed for $rust {}

        impl PrimitiveInteger for $rust {
            const TYPE_NAME: &'static str = $xsd;
        }
    )+};
}

primitive_integers! {
    i8 is "xs:byte",
    i16 is "xs:short",
    i32 is "xs:int",
    i64 is "xs:long",
    u8 is "xs:unsignedByte",
    u16 is "xs:unsignedShort",
    u32 is "xs:unsignedInt",
    u64 is "xs:unsignedLong",
}

/// The value of an integer (Part 2, sections 3.3.16 to 3.3.24): an optional sign and digits, leading zeros allowed.
///
/// ```
/// # use xsd_runtime::datatypes::parse_integer;
/// assert_eq!(parse_integer::<u8>(" +007\n")?, 7);
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
///
/// # Errors
/// If the text is not a number, or the number is out of the type's range.
pub fn parse_integer<T: PrimitiveInteger>(text: &str) -> Result<T, ValueError> {
    let text = trim(text);
    match long_value(text) {
        Ok(value) => T::try_from(value).map_err(|_| ValueError::out_of_range(T::TYPE_NAME, text)),
        Err(error) => Err(error.of(T::TYPE_NAME, text)),
    }
}

fn long_value(text: &str) -> Result<i128, NumberError> {
    let (is_negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NumberError::NotANumber);
    }
    let magnitude = digits
        .iter()
        .try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit.wrapping_sub(b'0'))));
    match magnitude {
        Some(magnitude) if is_negative => Ok(-i128::from(magnitude)),
        Some(magnitude) => Ok(i128::from(magnitude)),
        None => Err(NumberError::OutOfRange),
    }
}

/// The value of an `xs:double` (Part 2, section 3.2.5): a decimal number with an optional exponent, `INF`, `-INF` or
/// `NaN`. A number too large for the type becomes an infinity, as rounding to the nearest value does.
///
/// # Errors
/// If the text is none of these.
pub fn parse_double(text: &str) -> Result<f64, ValueError> {
    parse_floating("xs:double", text, [f64::INFINITY, f64::NEG_INFINITY, f64::NAN])
}

/// The value of an `xs:float` (Part 2, section 3.2.4); see [`parse_double`].
///
/// # Errors
/// If the text is no number, nor `INF`, `-INF` or `NaN`.
pub fn parse_float(text: &str) -> Result<f32, ValueError> {
    parse_floating("xs:float", text, [f32::INFINITY, f32::NEG_INFINITY, f32::NAN])
}

fn parse_floating<T: FromStr>(type_name: &'static str, text: &str, specials: [T; 3]) -> Result<T, ValueError> {
    let text = trim(text);
    let [infinity, negative_infinity, nan] = specials;
    match text {
        "INF" => return Ok(infinity),
        "-INF" => return Ok(negative_infinity),
        "NaN" => return Ok(nan),
        _ => {}
    }
    // Rust's grammar is that of XSD but for its names of infinity and NaN, which these characters cannot spell.
    let is_numeric = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
    match text.parse() {
        Ok(value) if is_numeric => Ok(value),
        _ => Err(ValueError::lexical(type_name, text, "not a number")),
    }
}

/// Appends an `xs:double`: the shortest digits that give the same value again; with an exponent only where the number
/// would have long rows of zeros.
pub fn write_double(value: f64, text: &mut String) {
    if !write_special(value, text) {
        let is_plain = value == 0.0 || (1e-5..1e15).contains(&value.abs());
        write_digits(&value, is_plain, text);
    }
}

/// Appends an `xs:float`; see [`write_double`].
pub fn write_float(value: f32, text: &mut String) {
    if !write_special(f64::from(value), text) {
        let is_plain = value == 0.0 || (1e-5..1e9).contains(&value.abs());
        write_digits(&value, is_plain, text);
    }
}

/// Writes what has no digits, and tells whether it did.
fn write_special(value: f64, text: &mut String) -> bool {
    let special = if value.is_nan() {
        "NaN"
    } else if value == f64::INFINITY {
        "INF"
    } else if value == f64::NEG_INFINITY {
        "-INF"
    } else {
        return false;
    };
    text.push_str(special);
    true
}

fn write_digits(value: &(impl Display + std::fmt::UpperExp), is_plain: bool, text: &mut String) {
    // Writing to a `String` never fails.
    let _ = if is_plain { write!(text, "{value}") } else { write!(text, "{value:E}") };
}
