//! Dates of which a part is left open: `xs:gYear`, `xs:gYearMonth`, `xs:gMonth`, `xs:gMonthDay` and `xs:gDay`.

use std::fmt;

use super::ZoneOffset;
use super::calendar::{CalendarDay, Moment, Year, on_time_line, parse_year};
use super::lexical::{Cursor, Why};
use super::zone::write_zone;
use crate::value_error::ValueError;

/// Stands for an open year; a leap year, so that 29 February exists.
const OPEN_YEAR: i32 = 1972;

/// Declares the types. Each keeps a whole day, with 1972, January or the first in place of what is open; the functions
/// read and write the part that is not.
macro_rules! partial_dates {
    ($(
        $(#[$doc:meta])* $name:ident, $xsd:literal, $($field:ident: $ty:ty = $field_doc:literal),+;
        $day:expr; $read:expr; $write:expr;
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name {
            day: CalendarDay,
            zone: Option<ZoneOffset>,
        }

        impl $name {
            /// A value.
            ///
            /// # Errors
            /// If there is no such date.
            pub fn new($($field: $ty,)+ zone: Option<ZoneOffset>) -> Result<Self, ValueError> {
                let CalendarDay { year, month, day } = $day($($field),+);
                CalendarDay::new(year, month, day).map(|day| Self { day, zone }).map_err(|why| {
                    let parts = [$($field.to_string()),+];
                    ValueError::lexical($xsd, &parts.join("-"), why)
                })
            }

            $(
                #[doc = $field_doc]
                pub fn $field(&self) -> $ty {
                    self.day.$field
                }
            )+

            /// The zone offset, if there is one.
            pub fn zone(&self) -> Option<ZoneOffset> {
                self.zone
            }

            fn parse(cursor: &mut Cursor<'_>) -> Result<Self, Why> {
                let read: fn(&mut Cursor<'_>) -> Result<CalendarDay, Why> = $read;
                let CalendarDay { year, month, day } = read(cursor)?;
                let day = CalendarDay::new(year, month, day)?;
                Ok(Self { day, zone: ZoneOffset::parse(cursor)? })
            }

            fn moment(&self) -> Moment {
                Moment::new(self.day, 0, 0, self.zone)
            }
        }

        on_time_line!($name, $xsd);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let write: fn(CalendarDay, &mut fmt::Formatter<'_>) -> fmt::Result = $write;
                write(self.day, f)?;
                write_zone(self.zone, f)
            }
        }
    )+};
}

partial_dates! {
    /// `xs:gYear` (Part 2, section 3.2.11): a year, such as `2004` or `-0044`.
    GYear, "xs:gYear", year: i32 = "The year; never 0.";
    |year| CalendarDay { year, month: 1, day: 1 };
    |cursor| Ok(CalendarDay { year: parse_year(cursor)?, month: 1, day: 1 });
    |day, f| write!(f, "{}", Year(day.year));

    /// `xs:gYearMonth` (Part 2, section 3.2.10): a month of a year, such as `2004-04`.
    GYearMonth, "xs:gYearMonth", year: i32 = "The year; never 0.", month: u8 = "The month, 1 to 12.";
    |year, month| CalendarDay { year, month, day: 1 };
    |cursor| {
        let year = parse_year(cursor)?;
        cursor.expect('-', "not of the form YYYY-MM")?;
        Ok(CalendarDay { year, month: cursor.two_digits("not of the form YYYY-MM")?, day: 1 })
    };
    |day, f| write!(f, "{}-{:02}", Year(day.year), day.month);

    /// `xs:gMonth` (Part 2, section 3.2.14): a month of any year, such as `--04`. The form `--04--` of the
    /// specification's first edition is none any more.
    GMonth, "xs:gMonth", month: u8 = "The month, 1 to 12.";
    |month| CalendarDay { year: OPEN_YEAR, month, day: 1 };
    |cursor| Ok(CalendarDay { year: OPEN_YEAR, month: read_after("--", cursor, "not of the form --MM")?, day: 1 });
    |day, f| write!(f, "--{:02}", day.month);

    /// `xs:gMonthDay` (Part 2, section 3.2.12): a day of any year, such as `--04-12`.
    GMonthDay, "xs:gMonthDay", month: u8 = "The month, 1 to 12.", day: u8 = "The day of the month, 1 to 31.";
    |month, day| CalendarDay { year: OPEN_YEAR, month, day };
    |cursor| {
        let month = read_after("--", cursor, "not of the form --MM-DD")?;
        let day = read_after("-", cursor, "not of the form --MM-DD")?;
        Ok(CalendarDay { year: OPEN_YEAR, month, day })
    };
    |day, f| write!(f, "--{:02}-{:02}", day.month, day.day);

    /// `xs:gDay` (Part 2, section 3.2.13): a day of any month, such as `---12`.
    GDay, "xs:gDay", day: u8 = "The day of the month, 1 to 31.";
    |day| CalendarDay { year: OPEN_YEAR, month: 1, day };
    |cursor| Ok(CalendarDay { year: OPEN_YEAR, month: 1, day: read_after("---", cursor, "not of the form ---DD")? });
    |day, f| write!(f, "---{:02}", day.day);
}

/// Reads a prefix and two digits.
fn read_after(prefix: &str, cursor: &mut Cursor<'_>, why: Why) -> Result<u8, Why> {
    for character in prefix.chars() {
        cursor.expect(character, why)?;
    }
    cursor.two_digits(why)
}
