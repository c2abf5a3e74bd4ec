//! Days of the Gregorian calendar, and the time line on which dates and times are compared.

use std::cmp::Ordering;
use std::fmt;

use super::ZoneOffset;
use super::lexical::{Cursor, Why};

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// A day: its fields are those of a date that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CalendarDay {
    /// As XSD 1.0 counts: never 0, and -1 is the year before 1.
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl CalendarDay {
    /// A day, or what is wrong with it.
    pub(super) fn new(year: i32, month: u8, day: u8) -> Result<Self, Why> {
        if year == 0 {
            return Err("there is no year 0000 in XSD 1.0");
        }
        if !(1..=12).contains(&month) {
            return Err("the month is not 01 to 12");
        }
        if day == 0 || days_in_month(year, month) < day {
            return Err("no such day in the month");
        }
        Ok(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`.
    pub(super) fn parse(cursor: &mut Cursor<'_>) -> Result<Self, Why> {
        let year = parse_year(cursor)?;
        cursor.expect('-', "not of the form YYYY-MM-DD")?;
        let month = cursor.two_digits("not of the form YYYY-MM-DD")?;
        cursor.expect('-', "not of the form YYYY-MM-DD")?;
        let day = cursor.two_digits("not of the form YYYY-MM-DD")?;
        Self::new(year, month, day)
    }

    /// Days since 1970-01-01.
    pub(super) fn number(self) -> i64 {
        // Years as astronomers count: 0 comes before 1.
        let year = if self.year < 0 { i64::from(self.year) + 1 } else { i64::from(self.year) };
        day_number(year, self.month, self.day)
    }

    /// The day of a number of days since 1970-01-01, if its year fits.
    pub(super) fn from_number(number: i64) -> Option<Self> {
        // Years start in March, so that leap days end a year; eras of 400 years have equal length.
        const DAYS_OF_ERA: i64 = 146_097;
        let since_march_0 = number.checked_add(719_468)?;
        let era = since_march_0.div_euclid(DAYS_OF_ERA);
        let day_of_era = since_march_0.rem_euclid(DAYS_OF_ERA);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let (month, carry) = if month_from_march < 10 { (month_from_march + 3, 0) } else { (month_from_march - 9, 1) };
        let year = era * 400 + year_of_era + carry;
        let year = if year <= 0 { year - 1 } else { year };
        Some(Self { year: year.try_into().ok()?, month: month.try_into().ok()?, day: day.try_into().ok()? })
    }
}

impl fmt::Display for CalendarDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", Year(self.year), self.month, self.day)
    }
}

/// A year as it is written: at least four digits.
pub(super) struct Year(pub(super) i32);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:04}", if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs())
    }
}

/// Reads a year: four digits, or more without leading zeros.
pub(super) fn parse_year(cursor: &mut Cursor<'_>) -> Result<i32, Why> {
    let is_negative = cursor.take('-');
    let digits = cursor.digits();
    if digits.len() < 4 {
        return Err("the year has less than four digits");
    }
    if 4 < digits.len() && digits.starts_with('0') {
        return Err("a year of more than four digits starts with 0");
    }
    let year: i32 = digits.parse().map_err(|_| "the year is out of range")?;
    Ok(if is_negative { -year } else { year })
}

fn days_in_month(year: i32, month: u8) -> u8 {
    let year = if year < 0 { i64::from(year) + 1 } else { i64::from(year) };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a day of an astronomical year, which is to be within some billions.
pub(super) fn day_number(year: i64, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let (year, month_from_march) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month_from_march + 2) / 5 + day - 1 - 719_468
}

/// A point on the time line (Part 2, section 3.2.7.3): in UTC if there is a zone offset, else in an unknown zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Moment {
    seconds: i64,
    nanosecond: u32,
    is_zoned: bool,
}

impl Moment {
    /// The moment some seconds after the start of a day.
    pub(super) fn new(day: CalendarDay, second_of_day: u32, nanosecond: u32, zone: Option<ZoneOffset>) -> Self {
        let local = day.number() * DAY + i64::from(second_of_day);
        let offset = zone.map_or(0, ZoneOffset::seconds);
        Self { seconds: local - i64::from(offset), nanosecond, is_zoned: zone.is_some() }
    }

    /// Seconds since 1970-01-01T00:00:00, in UTC or in the unknown zone.
    pub(super) fn seconds(self) -> i64 {
        self.seconds
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let key = |moment: &Self, shift| (moment.seconds + shift, moment.nanosecond);
        let extreme = i64::from(ZoneOffset::MAX.seconds());
        match (self.is_zoned, other.is_zoned) {
            (true, false) if key(self, 0) < key(other, -extreme) => Some(Ordering::Less),
            (true, false) if key(other, extreme) < key(self, 0) => Some(Ordering::Greater),
            (true, false) => None,
            (false, true) => other.partial_cmp(self).map(Ordering::reverse),
            _ => Some(key(self, 0).cmp(&key(other, 0))),
        }
    }
}

/// What all dates and times have in common. Asks for `parse(&mut Cursor) -> Result<Self, Why>`, `moment(&self) ->
/// Moment` and `Display`.
macro_rules! on_time_line {
    ($name:ident, $xsd:literal) => {
        impl std::str::FromStr for $name {
            type Err = $crate::value_error::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let text = $crate::datatypes::trim(text);
                let mut cursor = $crate::datatypes::lexical::Cursor::new(text);
                Self::parse(&mut cursor)
                    .and_then(|value| cursor.end().map(|()| value))
                    .map_err(|why| Self::Err::lexical($xsd, text, why))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.moment() == other.moment()
            }
        }

        impl Eq for $name {}

        impl $name {
            /// The moment as a text that is the same for equal values.
            pub(crate) fn on_time_line(&self) -> String {
                let moment = self.moment();
                format!("{moment:?}")
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.moment().hash(state);
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                self.moment().partial_cmp(&other.moment())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    };
}

pub(super) use on_time_line;
