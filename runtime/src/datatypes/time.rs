//! `xs:time`.

use std::fmt;

use super::ZoneOffset;
use super::calendar::{CalendarDay, Moment, on_time_line};
use super::lexical::{Cursor, Why};
use super::zone::write_zone;
use crate::value_error::ValueError;

/// The day on which times without date are compared.
const SOME_DAY: CalendarDay = CalendarDay { year: 1972, month: 1, day: 1 };

/// A time within a day, of fields that are all in range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) nanosecond: u32,
}

impl Clock {
    pub(super) const MIDNIGHT: Self = Self { hour: 0, minute: 0, second: 0, nanosecond: 0 };

    /// A time, and whether it is of the next day: `24:00:00` becomes that day's midnight.
    pub(super) fn new(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Result<(Self, bool), Why> {
        let clock = Self { hour, minute, second, nanosecond };
        if clock == (Self { hour: 24, ..Self::MIDNIGHT }) {
            Ok((Self::MIDNIGHT, true))
        } else if 23 < hour {
            Err("the hour is beyond 23")
        } else if 59 < minute {
            Err("the minute is beyond 59")
        } else if 59 < second {
            Err("the second is beyond 59; XSD 1.0 has no leap seconds")
        } else if 999_999_999 < nanosecond {
            Err("the nanosecond is beyond 999999999")
        } else {
            Ok((clock, false))
        }
    }

    /// Reads `hh:mm:ss` with or without a fraction.
    pub(super) fn parse(cursor: &mut Cursor<'_>) -> Result<(Self, bool), Why> {
        const FORM: Why = "not of the form hh:mm:ss";
        let hour = cursor.two_digits(FORM)?;
        cursor.expect(':', FORM)?;
        let minute = cursor.two_digits(FORM)?;
        cursor.expect(':', FORM)?;
        let second = cursor.two_digits(FORM)?;
        Self::new(hour, minute, second, cursor.fraction()?)
    }

    /// Seconds since midnight, without the fraction.
    pub(super) fn second_of_day(self) -> u32 {
        (u32::from(self.hour) * 60 + u32::from(self.minute)) * 60 + u32::from(self.second)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        write_fraction(self.nanosecond, f)
    }
}

/// Writes nanoseconds as a fraction of a second; nothing if there are none.
pub(super) fn write_fraction(nanosecond: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if nanosecond == 0 {
        return Ok(());
    }
    let digits = format!("{nanosecond:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}

/// `xs:time` (Part 2, section 3.2.8): a time that comes every day, maybe with a zone offset. Compared as times of one
/// day.
///
/// `24:00:00` is read as `00:00:00`. Fractions of a second go to nanoseconds; finer ones are refused.
#[derive(Clone, Copy)]
pub struct Time {
    pub(super) clock: Clock,
    zone: Option<ZoneOffset>,
}

impl Time {
    /// A time. 24:00:00 is 00:00:00.
    ///
    /// # Errors
    /// If there is no such time.
    pub fn new(
        hour: u8,
        minute: u8,
        second: u8,
        nanosecond: u32,
        zone: Option<ZoneOffset>,
    ) -> Result<Self, ValueError> {
        match Clock::new(hour, minute, second, nanosecond) {
            Ok((clock, _)) => Ok(Self { clock, zone }),
            Err(why) => {
                let text = format!("{hour:02}:{minute:02}:{second:02}.{nanosecond:09}");
                Err(ValueError::lexical("xs:time", &text, why))
            }
        }
    }

    pub(super) fn of_clock(clock: Clock, zone: Option<ZoneOffset>) -> Self {
        Self { clock, zone }
    }

    /// The hour, 0 to 23.
    pub fn hour(&self) -> u8 {
        self.clock.hour
    }

    /// The minute, 0 to 59.
    pub fn minute(&self) -> u8 {
        self.clock.minute
    }

    /// The second, 0 to 59.
    pub fn second(&self) -> u8 {
        self.clock.second
    }

    /// The fraction of the second, in nanoseconds.
    pub fn nanosecond(&self) -> u32 {
        self.clock.nanosecond
    }

    /// The zone offset, if there is one.
    pub fn zone(&self) -> Option<ZoneOffset> {
        self.zone
    }

    /// The same time with another zone offset.
    #[must_use]
    pub fn with_zone(self, zone: Option<ZoneOffset>) -> Self {
        Self { zone, ..self }
    }

    fn parse(cursor: &mut Cursor<'_>) -> Result<Self, Why> {
        let (clock, _) = Clock::parse(cursor)?;
        Ok(Self { clock, zone: ZoneOffset::parse(cursor)? })
    }

    fn moment(&self) -> Moment {
        Moment::new(SOME_DAY, self.clock.second_of_day(), self.clock.nanosecond, self.zone)
    }
}

on_time_line!(Time, "xs:time");

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.clock, f)?;
        write_zone(self.zone, f)
    }
}
