//! `xs:date`.

use std::fmt;

use super::ZoneOffset;
use super::calendar::{CalendarDay, Moment, on_time_line};
use super::lexical::{Cursor, Why};
use super::zone::write_zone;
use crate::value_error::ValueError;

/// `xs:date` (Part 2, section 3.2.9): a day of the Gregorian calendar, maybe with a zone offset. Compared by where the
/// day starts on the time line.
///
/// Years before the first are negative; -1 is next to 1, as XSD 1.0 has no year 0.
///
/// ```
/// # use xsd_runtime::datatypes::{Date, ZoneOffset};
/// let date: Date = "2024-02-29+01:00".parse()?;
/// assert_eq!(date, Date::new(2024, 2, 29, Some(ZoneOffset::from_minutes(60)?))?);
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Date {
    pub(super) day: CalendarDay,
    zone: Option<ZoneOffset>,
}

impl Date {
    /// A date.
    ///
    /// # Errors
    /// If there is no such day.
    pub fn new(year: i32, month: u8, day: u8, zone: Option<ZoneOffset>) -> Result<Self, ValueError> {
        match CalendarDay::new(year, month, day) {
            Ok(day) => Ok(Self { day, zone }),
            Err(why) => Err(ValueError::lexical("xs:date", &CalendarDay { year, month, day }.to_string(), why)),
        }
    }

    pub(super) fn of_day(day: CalendarDay, zone: Option<ZoneOffset>) -> Self {
        Self { day, zone }
    }

    /// The year; never 0.
    pub fn year(&self) -> i32 {
        self.day.year
    }

    /// The month, 1 to 12.
    pub fn month(&self) -> u8 {
        self.day.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(&self) -> u8 {
        self.day.day
    }

    /// The zone offset, if there is one.
    pub fn zone(&self) -> Option<ZoneOffset> {
        self.zone
    }

    /// The same day with another zone offset.
    #[must_use]
    pub fn with_zone(self, zone: Option<ZoneOffset>) -> Self {
        Self { zone, ..self }
    }

    fn parse(cursor: &mut Cursor<'_>) -> Result<Self, Why> {
        let day = CalendarDay::parse(cursor)?;
        Ok(Self { day, zone: ZoneOffset::parse(cursor)? })
    }

    fn moment(&self) -> Moment {
        Moment::new(self.day, 0, 0, self.zone)
    }
}

on_time_line!(Date, "xs:date");

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.day, f)?;
        write_zone(self.zone, f)
    }
}
