//! The zone offset at the end of dates and times.

use std::fmt;
use std::str::FromStr;

use super::lexical::{Cursor, Why};
use super::whitespace::trim;
use crate::value_error::ValueError;

/// The offset of a local time from UTC (Part 2, section 3.2.7.3), in whole minutes, -14:00 to +14:00. Zero is written
/// `Z`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ZoneOffset {
    minutes: i16,
}

impl ZoneOffset {
    /// No offset: UTC.
    pub const UTC: Self = Self { minutes: 0 };
    /// The greatest offset, `+14:00`.
    pub const MAX: Self = Self { minutes: 14 * 60 };
    /// The least offset, `-14:00`.
    pub const MIN: Self = Self { minutes: -14 * 60 };

    /// An offset of minutes, positive to the east.
    ///
    /// # Errors
    /// If it is beyond 14 hours.
    pub fn from_minutes(minutes: i16) -> Result<Self, ValueError> {
        let offset = Self { minutes };
        if (Self::MIN..=Self::MAX).contains(&offset) {
            Ok(offset)
        } else {
            Err(ValueError::lexical("zone offset", &format!("{minutes} minutes"), "beyond 14:00"))
        }
    }

    /// The offset in minutes, positive to the east.
    pub fn minutes(self) -> i16 {
        self.minutes
    }

    /// The offset in seconds, positive to the east.
    pub fn seconds(self) -> i32 {
        i32::from(self.minutes) * 60
    }

    /// Reads an offset if one comes.
    pub(super) fn parse(cursor: &mut Cursor<'_>) -> Result<Option<Self>, Why> {
        const FORM: Why = "the zone offset is not Z, +hh:mm or -hh:mm";
        if cursor.take('Z') {
            return Ok(Some(Self::UTC));
        }
        let sign = if cursor.take('+') {
            1
        } else if cursor.take('-') {
            -1
        } else {
            return Ok(None);
        };
        let hours = i16::from(cursor.two_digits(FORM)?);
        cursor.expect(':', FORM)?;
        let minutes = i16::from(cursor.two_digits(FORM)?);
        let offset = Self { minutes: hours * 60 + minutes };
        if 59 < minutes || Self::MAX < offset {
            return Err("the zone offset is beyond 14:00");
        }
        Ok(Some(Self { minutes: sign * offset.minutes }))
    }
}

impl FromStr for ZoneOffset {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = trim(text);
        let mut cursor = Cursor::new(text);
        let offset = Self::parse(&mut cursor).and_then(|offset| cursor.end().map(|()| offset));
        offset.and_then(|offset| offset.ok_or("empty")).map_err(|why| ValueError::lexical("zone offset", text, why))
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl fmt::Debug for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Writes an offset if there is one.
pub(super) fn write_zone(zone: Option<ZoneOffset>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    zone.map_or(Ok(()), |zone| fmt::Display::fmt(&zone, f))
}
