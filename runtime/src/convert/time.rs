//! `time`: dates, times, instants, and durations of fixed length.

use time::{Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use super::dates::{iso_year, local, offset, unfit, xsd_year, zoned};
use crate::ValueError;
use crate::datatypes::{Date, DateTime, Duration, Time, ZoneOffset};

impl TryFrom<Date> for time::Date {
    type Error = ValueError;

    /// The day.
    ///
    /// # Errors
    /// If it has a zone offset, or the year is out of range.
    fn try_from(value: Date) -> Result<Self, ValueError> {
        local(value.zone(), "time::Date", &value)?;
        day(value).ok_or_else(|| unfit("time::Date", &value, "the year is out of range"))
    }
}

impl TryFrom<time::Date> for Date {
    type Error = ValueError;

    /// The day, without zone offset.
    ///
    /// # Errors
    /// None that is known: the years of `time` are within those of XSD.
    fn try_from(value: time::Date) -> Result<Self, ValueError> {
        Self::new(xsd_year(value.year()), value.month().into(), value.day(), None)
    }
}

impl TryFrom<Time> for time::Time {
    type Error = ValueError;

    /// The time of the day.
    ///
    /// # Errors
    /// If it has a zone offset.
    fn try_from(value: Time) -> Result<Self, ValueError> {
        local(value.zone(), "time::Time", &value)?;
        clock(value).ok_or_else(|| unfit("time::Time", &value, "out of range"))
    }
}

impl TryFrom<time::Time> for Time {
    type Error = ValueError;

    /// The time of the day, without zone offset.
    ///
    /// # Errors
    /// None that is known: `time` has no leap seconds either.
    fn try_from(value: time::Time) -> Result<Self, ValueError> {
        let (hour, minute, second, nanosecond) = value.as_hms_nano();
        Self::new(hour, minute, second, nanosecond, None)
    }
}

impl TryFrom<DateTime> for PrimitiveDateTime {
    type Error = ValueError;

    /// The local time.
    ///
    /// # Errors
    /// If it has a zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        local(value.zone(), "time::PrimitiveDateTime", &value)?;
        local_time(value).ok_or_else(|| unfit("time::PrimitiveDateTime", &value, "the year is out of range"))
    }
}

impl TryFrom<PrimitiveDateTime> for DateTime {
    type Error = ValueError;

    /// The local time, without zone offset.
    ///
    /// # Errors
    /// None that is known.
    fn try_from(value: PrimitiveDateTime) -> Result<Self, ValueError> {
        Ok(Self::new(value.date().try_into()?, value.time().try_into()?, None))
    }
}

impl TryFrom<DateTime> for OffsetDateTime {
    type Error = ValueError;

    /// The same moment with the same zone offset.
    ///
    /// # Errors
    /// If it has no zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        let zone = zoned(value.zone(), "time::OffsetDateTime", &value)?;
        instant(value, zone).ok_or_else(|| unfit("time::OffsetDateTime", &value, "the year is out of range"))
    }
}

impl TryFrom<OffsetDateTime> for DateTime {
    type Error = ValueError;

    /// The same moment with the same zone offset.
    ///
    /// # Errors
    /// If the offset has seconds or is beyond 14 hours.
    fn try_from(value: OffsetDateTime) -> Result<Self, ValueError> {
        let zone = offset(value.offset().whole_seconds(), "xs:dateTime", &value)?;
        Ok(Self::new(value.date().try_into()?, value.time().try_into()?, Some(zone)))
    }
}

impl TryFrom<Duration> for time::Duration {
    type Error = ValueError;

    /// The same length.
    ///
    /// # Errors
    /// If it has months or years, which have no fixed length, or is out of range.
    fn try_from(value: Duration) -> Result<Self, ValueError> {
        if value.total_months() != 0 {
            return Err(unfit("time::Duration", &value, "months have no fixed length"));
        }
        let length = i64::try_from(value.total_seconds()).ok().zip(i32::try_from(value.nanosecond()).ok());
        let length = length.map(|(seconds, nanosecond)| Self::new(seconds, nanosecond));
        let length = length.map(|length| if value.is_negative() { -length } else { length });
        length.ok_or_else(|| unfit("time::Duration", &value, "out of range"))
    }
}

impl TryFrom<time::Duration> for Duration {
    type Error = ValueError;

    /// The same length.
    ///
    /// # Errors
    /// None that is known: the durations of `time` are within those of XSD.
    fn try_from(value: time::Duration) -> Result<Self, ValueError> {
        let length = value.unsigned_abs();
        Self::new(value.is_negative(), 0, length.as_secs(), length.subsec_nanos())
    }
}

fn day(date: Date) -> Option<time::Date> {
    let month = Month::try_from(date.month()).ok()?;
    time::Date::from_calendar_date(iso_year(date.year()), month, date.day()).ok()
}

fn clock(time: Time) -> Option<time::Time> {
    time::Time::from_hms_nano(time.hour(), time.minute(), time.second(), time.nanosecond()).ok()
}

fn local_time(value: DateTime) -> Option<PrimitiveDateTime> {
    Some(PrimitiveDateTime::new(day(value.date())?, clock(value.time())?))
}

fn instant(value: DateTime, zone: ZoneOffset) -> Option<OffsetDateTime> {
    Some(local_time(value)?.assume_offset(UtcOffset::from_whole_seconds(zone.seconds()).ok()?))
}
