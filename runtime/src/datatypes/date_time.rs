//! `xs:dateTime`.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::calendar::{CalendarDay, DAY, Moment, on_time_line};
use super::lexical::{Cursor, Why};
use super::time::Clock;
use super::zone::write_zone;
use super::{Date, Time, ZoneOffset};
use crate::value_error::ValueError;

/// `xs:dateTime` (Part 2, section 3.2.7): a day and a time, maybe with a zone offset. Fields are kept as they were
/// written; compared by the place on the time line (section 3.2.7.4), so `12:00:00Z` equals `13:00:00+01:00` of the
/// same day.
///
/// `24:00:00` is read as the next day's `00:00:00`. Fractions of a second go to nanoseconds; finer ones are refused.
///
/// ```
/// # use xsd_runtime::datatypes::{Date, DateTime, Time, ZoneOffset};
/// let utc = Some(ZoneOffset::UTC);
/// let read: DateTime = "2004-04-12T14:20:00+01:00".parse()?;
/// let made = DateTime::new(Date::new(2004, 4, 12, None)?, Time::new(13, 20, 0, 0, None)?, utc);
/// assert_eq!(read, made);
/// assert_eq!(made.to_string(), "2004-04-12T13:20:00Z");
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, Copy)]
pub struct DateTime {
    day: CalendarDay,
    clock: Clock,
    zone: Option<ZoneOffset>,
}

impl DateTime {
    /// A time on a day. The zone offset is the one given here, not those of the date and the time.
    pub fn new(date: Date, time: Time, zone: Option<ZoneOffset>) -> Self {
        Self { day: date.day, clock: time.clock, zone }
    }

    /// The local time in a zone, some seconds and nanoseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// If the year is out of range, or there are a billion nanoseconds or more.
    pub fn from_unix(seconds: i64, nanosecond: u32, zone: ZoneOffset) -> Result<Self, ValueError> {
        let local = seconds.checked_add(i64::from(zone.seconds()));
        let day = local.and_then(|local| CalendarDay::from_number(local.div_euclid(DAY)));
        let (Some(local), Some(day), 0..=999_999_999) = (local, day, nanosecond) else {
            return Err(ValueError::out_of_range("xs:dateTime", &format!("{seconds} s, {nanosecond} ns")));
        };
        // Each is below 60, the hours below 24.
        let second_of_day = local.rem_euclid(DAY);
        let field = |value: i64| u8::try_from(value).unwrap_or_default();
        let clock = Clock {
            hour: field(second_of_day / 3_600),
            minute: field(second_of_day / 60 % 60),
            second: field(second_of_day % 60),
            nanosecond,
        };
        Ok(Self { day, clock, zone: Some(zone) })
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down; none without zone offset.
    pub fn unix_seconds(&self) -> Option<i64> {
        self.zone.map(|_| self.moment().seconds())
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

    /// The date, with the same zone offset.
    pub fn date(&self) -> Date {
        Date::of_day(self.day, self.zone)
    }

    /// The time of the day, with the same zone offset.
    pub fn time(&self) -> Time {
        Time::of_clock(self.clock, self.zone)
    }

    /// The same local time with another zone offset.
    #[must_use]
    pub fn with_zone(self, zone: Option<ZoneOffset>) -> Self {
        Self { zone, ..self }
    }

    fn parse(cursor: &mut Cursor<'_>) -> Result<Self, Why> {
        let mut day = CalendarDay::parse(cursor)?;
        cursor.expect('T', "no T between date and time")?;
        let (clock, is_next_day) = Clock::parse(cursor)?;
        if is_next_day {
            day = CalendarDay::from_number(day.number() + 1).ok_or("the year is out of range")?;
        }
        Ok(Self { day, clock, zone: ZoneOffset::parse(cursor)? })
    }

    fn moment(&self) -> Moment {
        Moment::new(self.day, self.clock.second_of_day(), self.clock.nanosecond, self.zone)
    }
}

on_time_line!(DateTime, "xs:dateTime");

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.day, self.clock)?;
        write_zone(self.zone, f)
    }
}

impl TryFrom<SystemTime> for DateTime {
    type Error = ValueError;

    /// The time in UTC.
    ///
    /// # Errors
    /// If the year is out of range.
    fn try_from(time: SystemTime) -> Result<Self, ValueError> {
        let (mut seconds, mut nanosecond) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i128::from(after.as_secs()), after.subsec_nanos()),
            Err(error) => (-i128::from(error.duration().as_secs()), error.duration().subsec_nanos()),
        };
        if time < SystemTime::UNIX_EPOCH && nanosecond != 0 {
            seconds -= 1;
            nanosecond = 1_000_000_000 - nanosecond;
        }
        let seconds = i64::try_from(seconds)
            .map_err(|_| ValueError::out_of_range("xs:dateTime", &format!("{seconds} s, {nanosecond} ns")))?;
        Self::from_unix(seconds, nanosecond, ZoneOffset::UTC)
    }
}

impl TryFrom<DateTime> for SystemTime {
    type Error = ValueError;

    /// The same moment.
    ///
    /// # Errors
    /// If the value has no zone offset, or the platform cannot represent it.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        let error = |why| ValueError::lexical("point in time", &value.to_string(), why);
        let seconds = value.unix_seconds().ok_or_else(|| error("no zone offset"))?;
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let whole =
            if seconds < 0 { Self::UNIX_EPOCH.checked_sub(distance) } else { Self::UNIX_EPOCH.checked_add(distance) };
        let fraction = Duration::from_nanos(u64::from(value.nanosecond()));
        whole.and_then(|whole| whole.checked_add(fraction)).ok_or_else(|| error("out of range"))
    }
}
