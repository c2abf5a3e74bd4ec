//! `xs:duration`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::calendar::{DAY, day_number};
use super::lexical::{Cursor, Why};
use super::time::write_fraction;
use super::whitespace::trim;
use crate::value_error::ValueError;

const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// `xs:duration` (Part 2, section 3.2.6): months and seconds, both with one sign. A year is twelve months, a day 24
/// hours, but a month is no number of days: `P1M` is neither less nor more than `P30D`.
///
/// Written in its shortest form: `PT36H` becomes `P1DT12H`, an equal value. Fractions of a second go to nanoseconds;
/// finer ones are refused.
///
/// ```
/// # use xsd_runtime::datatypes::Duration;
/// let half_hour: Duration = "PT30M".parse()?;
/// assert_eq!(half_hour, std::time::Duration::from_secs(1800).into());
/// assert!(half_hour < "P1D".parse()?);
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    /// Never set for zero.
    is_negative: bool,
    months: u32,
    seconds: u64,
    nanosecond: u32,
}

impl Duration {
    /// A duration of months, seconds and nanoseconds, all to be taken from a date if `is_negative`.
    ///
    /// # Errors
    /// If there are a billion nanoseconds or more.
    pub fn new(is_negative: bool, months: u32, seconds: u64, nanosecond: u32) -> Result<Self, ValueError> {
        if nanosecond < NANOS_PER_SECOND {
            Ok(Self::of_parts(is_negative, months, seconds, nanosecond))
        } else {
            Err(ValueError::out_of_range("xs:duration", &format!("{nanosecond} ns")))
        }
    }

    fn of_parts(is_negative: bool, months: u32, seconds: u64, nanosecond: u32) -> Self {
        let is_zero = months == 0 && seconds == 0 && nanosecond == 0;
        Self { is_negative: is_negative && !is_zero, months, seconds, nanosecond }
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// Years of the absolute value.
    pub fn years(&self) -> u32 {
        self.months / 12
    }

    /// Months of the absolute value beyond whole years, 0 to 11.
    pub fn months(&self) -> u32 {
        self.months % 12
    }

    /// Days of the absolute value beyond whole months.
    pub fn days(&self) -> u64 {
        self.seconds / DAY.unsigned_abs()
    }

    /// Hours of the absolute value beyond whole days, 0 to 23.
    pub fn hours(&self) -> u64 {
        self.seconds / 3_600 % 24
    }

    /// Minutes of the absolute value beyond whole hours, 0 to 59.
    pub fn minutes(&self) -> u64 {
        self.seconds / 60 % 60
    }

    /// Seconds of the absolute value beyond whole minutes, 0 to 59.
    pub fn seconds(&self) -> u64 {
        self.seconds % 60
    }

    /// The fraction of the absolute value's second, in nanoseconds.
    pub fn nanosecond(&self) -> u32 {
        self.nanosecond
    }

    /// Years and months of the absolute value, in months.
    pub fn total_months(&self) -> u32 {
        self.months
    }

    /// Days, hours, minutes and seconds of the absolute value, in seconds.
    pub fn total_seconds(&self) -> u64 {
        self.seconds
    }

    fn parse(cursor: &mut Cursor<'_>) -> Result<Self, Why> {
        const TOO_LARGE: Why = "out of range";
        let is_negative = cursor.take('-');
        cursor.expect('P', "does not start with P")?;
        let (mut months, mut seconds, mut nanosecond) = (0_u32, 0_u64, 0);
        // The designators in their order, each with its worth in months or seconds.
        let mut last = 0;
        let mut is_time = false;
        while !cursor.rest().is_empty() {
            if !is_time && cursor.take('T') {
                is_time = true;
                if cursor.rest().is_empty() {
                    return Err("nothing after T");
                }
            }
            let digits = cursor.digits();
            if digits.is_empty() {
                return Err("a number is missing");
            }
            let number: u64 = digits.parse().map_err(|_| TOO_LARGE)?;
            let has_fraction = cursor.rest().starts_with('.');
            nanosecond = cursor.fraction()?;
            let (rank, month_worth, second_worth) = match () {
                () if !is_time && cursor.take('Y') => (1, 12, 0),
                () if !is_time && cursor.take('M') => (2, 1, 0),
                () if !is_time && cursor.take('D') => (3, 0, 86_400),
                () if is_time && cursor.take('H') => (4, 0, 3_600),
                () if is_time && cursor.take('M') => (5, 0, 60),
                () if is_time && cursor.take('S') => (6, 0, 1),
                () => return Err("a number without its letter"),
            };
            if rank <= last {
                return Err("letters in a wrong order");
            }
            if has_fraction && rank != 6 {
                return Err("a fraction before a letter other than S");
            }
            last = rank;
            let add_months = u32::try_from(number).ok().and_then(|number| number.checked_mul(month_worth));
            let add_months = if month_worth == 0 { Some(0) } else { add_months };
            months = add_months.and_then(|add| months.checked_add(add)).ok_or(TOO_LARGE)?;
            seconds = number.checked_mul(second_worth).and_then(|add| seconds.checked_add(add)).ok_or(TOO_LARGE)?;
        }
        if last == 0 {
            return Err("nothing after P");
        }
        Ok(Self::of_parts(is_negative, months, seconds, nanosecond))
    }

    /// Nanoseconds from 1970 to the moment this long after the start of a month.
    fn end_from(&self, (year, month): (i64, u8)) -> i128 {
        let sign = if self.is_negative { -1 } else { 1 };
        let months = year * 12 + i64::from(month) - 1 + sign * i64::from(self.months);
        let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or_default();
        let start = i128::from(day_number(months.div_euclid(12), month, 1)) * i128::from(DAY);
        let sign = i128::from(sign);
        (start + sign * i128::from(self.seconds)) * i128::from(NANOS_PER_SECOND) + sign * i128::from(self.nanosecond)
    }
}

impl FromStr for Duration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = trim(text);
        Self::parse(&mut Cursor::new(text)).map_err(|why| ValueError::lexical("xs:duration", text, why))
    }
}

impl PartialOrd for Duration {
    /// Less or greater if it is so from each of the four dates of section 3.2.6.2.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        const STARTS: [(i64, u8); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];
        if self == other {
            return Some(Ordering::Equal);
        }
        let orders = STARTS.map(|start| self.end_from(start).cmp(&other.end_from(start)));
        // Four times equal is possible, as 400 years have a fixed number of days; yet the values differ.
        let [first, rest @ ..] = orders;
        (first != Ordering::Equal && rest.iter().all(|order| *order == first)).then_some(first)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_negative { "-P" } else { "P" })?;
        let mut part = |number: u64, letter| if number == 0 { Ok(()) } else { write!(f, "{number}{letter}") };
        part(u64::from(self.years()), 'Y')?;
        part(u64::from(self.months()), 'M')?;
        part(self.days(), 'D')?;
        let has_seconds = self.seconds() != 0 || self.nanosecond != 0;
        if self.hours() != 0 || self.minutes() != 0 || has_seconds {
            f.write_str("T")?;
        }
        let mut part = |number: u64, letter| if number == 0 { Ok(()) } else { write!(f, "{number}{letter}") };
        part(self.hours(), 'H')?;
        part(self.minutes(), 'M')?;
        if has_seconds {
            write!(f, "{}", self.seconds())?;
            write_fraction(self.nanosecond, f)?;
            f.write_str("S")?;
        }
        if *self == Self::default() { f.write_str("T0S") } else { Ok(()) }
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<std::time::Duration> for Duration {
    fn from(value: std::time::Duration) -> Self {
        Self::of_parts(false, 0, value.as_secs(), value.subsec_nanos())
    }
}

impl TryFrom<Duration> for std::time::Duration {
    type Error = ValueError;

    /// # Errors
    /// If the duration is negative, or has months or years, which have no fixed length.
    fn try_from(value: Duration) -> Result<Self, ValueError> {
        let error = |why| Err(ValueError::lexical("duration of fixed length", &value.to_string(), why));
        match value {
            Duration { is_negative: true, .. } => error("less than zero"),
            Duration { months: 1.., .. } => error("months have no fixed length"),
            _ => Ok(Self::new(value.seconds, value.nanosecond)),
        }
    }
}
