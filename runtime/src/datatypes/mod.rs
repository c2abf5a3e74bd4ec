//! The built-in datatypes of XSD 1.0 Part 2: texts to values (`FromStr`) and values to texts (`Display`).
//!
//! Where Rust has the type, it is used: `bool` for `xs:boolean`, `i8` to `i64` and `u8` to `u64` for the bounded
//! integers, `f32` and `f64`, `String`. As their own `FromStr` and `Display` differ from XSD there are functions for
//! them: [`parse_boolean`], [`parse_integer`], [`parse_float`], [`parse_double`], [`write_float`], [`write_double`].
//! All other types are here.
//!
//! White space: `FromStr` of each type does what the type's `whiteSpace` facet says (section 4.3.6), so it takes the
//! text of an element as it is. White space is what XML calls so: tab, line feed, carriage return, space.
//!
//! Order: [`PartialOrd`] and [`PartialEq`] compare *values*, not texts: `12:00:00Z` equals `13:00:00+01:00`, and an
//! instant without zone offset is neither before nor after one with an offset that is less than 14 hours away.
//!
//! ```
//! use xsd_runtime::datatypes::{DateTime, Decimal};
//! let noon: DateTime = " 2024-02-29T12:00:00.50Z ".parse()?;
//! assert_eq!((noon.year(), noon.nanosecond()), (2024, 500_000_000));
//! assert_eq!(noon.to_string(), "2024-02-29T12:00:00.5Z");
//! assert_eq!("1.50".parse::<Decimal>()?, "01.5".parse()?);
//! # Ok::<(), xsd_runtime::ValueError>(())
//! ```

mod base64;
mod calendar;
mod date;
mod date_time;
mod decimal;
mod duration;
mod facets;
mod hex;
mod integer;
mod lexical;
mod names;
mod partial_dates;
mod primitive;
mod strings;
#[cfg(test)]
mod tests;
mod time;
mod uri;
mod whitespace;
mod zone;

pub use base64::Base64Binary;
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::Decimal;
pub use duration::Duration;
pub use facets::{
    check_byte_length, check_enumeration, check_fraction_digits, check_length, check_list_length, check_max_exclusive,
    check_max_inclusive, check_min_exclusive, check_min_inclusive, check_pattern, check_total_digits,
};
pub use hex::HexBinary;
pub use integer::Integer;
pub(crate) use names::{NAME_CHAR_RANGES, NAME_START_RANGES};
pub use names::{is_name, is_name_char, is_name_start, is_ncname, is_nmtoken};
pub use partial_dates::{GDay, GMonth, GMonthDay, GYear, GYearMonth};
pub use primitive::{
    PrimitiveInteger, parse_boolean, parse_double, parse_float, parse_integer, write_double, write_float,
};
pub use strings::{AnyUri, Entity, Id, IdRef, Language, NCName, Name, NmToken, NormalizedString, Token};
pub use time::Time;
pub use uri::is_uri_reference;
pub use whitespace::{collapse, is_blank, replace, trim};
pub use zone::ZoneOffset;
