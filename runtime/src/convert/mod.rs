//! Conversions to and from the types of other crates, one file and one feature for each crate.
//!
//! A conversion either keeps the value or fails: a local type of another crate takes no value with a zone offset, an
//! instant takes none without, and finer fractions, longer years and larger numbers than the other side holds are errors.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "num-bigint")]
mod num_bigint;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;

/// What conversions of dates and times share.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod dates {
    use std::fmt::Display;

    use crate::ValueError;
    use crate::datatypes::ZoneOffset;

    /// The year as ISO 8601 counts: XSD 1.0 has no year 0 (Part 2, 3.2.7), other crates have.
    pub(super) fn iso_year(year: i32) -> i32 {
        if year < 0 { year + 1 } else { year }
    }

    /// The year as XSD 1.0 counts.
    pub(super) fn xsd_year(year: i32) -> i32 {
        if year <= 0 { year.saturating_sub(1) } else { year }
    }

    /// A value that a type cannot hold.
    pub(super) fn unfit(type_name: &'static str, value: &dyn Display, why: &'static str) -> ValueError {
        ValueError::lexical(type_name, &value.to_string(), why)
    }

    /// Refuses a value with a zone offset.
    pub(super) fn local(
        zone: Option<ZoneOffset>,
        type_name: &'static str,
        value: &dyn Display,
    ) -> Result<(), ValueError> {
        if zone.is_some() { Err(unfit(type_name, value, "it has a zone offset, which would be lost")) } else { Ok(()) }
    }

    /// Refuses a value without a zone offset.
    pub(super) fn zoned(
        zone: Option<ZoneOffset>,
        type_name: &'static str,
        value: &dyn Display,
    ) -> Result<ZoneOffset, ValueError> {
        zone.ok_or_else(|| unfit(type_name, value, "no zone offset"))
    }

    /// A zone offset of seconds to the east.
    pub(super) fn offset(seconds: i32, type_name: &'static str, value: &dyn Display) -> Result<ZoneOffset, ValueError> {
        if seconds % 60 != 0 {
            return Err(unfit(type_name, value, "a zone offset of XSD has whole minutes"));
        }
        i16::try_from(seconds / 60)
            .ok()
            .and_then(|minutes| ZoneOffset::from_minutes(minutes).ok())
            .ok_or_else(|| unfit(type_name, value, "the zone offset is beyond 14:00"))
    }
}
