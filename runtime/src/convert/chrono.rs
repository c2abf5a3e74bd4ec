//! `chrono`: dates, times, and durations of fixed length.

use chrono::{
    DateTime as Instant, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
    Timelike, Utc,
};

use super::dates::{iso_year, local, offset, unfit, xsd_year, zoned};
use crate::ValueError;
use crate::datatypes::{Date, DateTime, Duration, Time, ZoneOffset};

impl TryFrom<Date> for NaiveDate {
    type Error = ValueError;

    /// The day.
    ///
    /// # Errors
    /// If it has a zone offset, or the year is out of range.
    fn try_from(value: Date) -> Result<Self, ValueError> {
        local(value.zone(), "chrono::NaiveDate", &value)?;
        day(value).ok_or_else(|| unfit("chrono::NaiveDate", &value, "the year is out of range"))
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = ValueError;

    /// The day, without zone offset.
    ///
    /// # Errors
    /// None that is known: the years of chrono are within those of XSD.
    fn try_from(value: NaiveDate) -> Result<Self, ValueError> {
        Self::new(xsd_year(value.year()), narrow(value.month()), narrow(value.day()), None)
    }
}

impl TryFrom<Time> for NaiveTime {
    type Error = ValueError;

    /// The time of the day.
    ///
    /// # Errors
    /// If it has a zone offset.
    fn try_from(value: Time) -> Result<Self, ValueError> {
        local(value.zone(), "chrono::NaiveTime", &value)?;
        clock(value).ok_or_else(|| unfit("chrono::NaiveTime", &value, "out of range"))
    }
}

impl TryFrom<NaiveTime> for Time {
    type Error = ValueError;

    /// The time of the day, without zone offset.
    ///
    /// # Errors
    /// If it is within a leap second, which XSD 1.0 does not have.
    fn try_from(value: NaiveTime) -> Result<Self, ValueError> {
        let (hour, minute, second) = (narrow(value.hour()), narrow(value.minute()), narrow(value.second()));
        Self::new(hour, minute, second, value.nanosecond(), None)
            .map_err(|_| unfit("xs:time", &value, "XSD 1.0 has no leap seconds"))
    }
}

impl TryFrom<DateTime> for NaiveDateTime {
    type Error = ValueError;

    /// The local time.
    ///
    /// # Errors
    /// If it has a zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        local(value.zone(), "chrono::NaiveDateTime", &value)?;
        local_time(value).ok_or_else(|| unfit("chrono::NaiveDateTime", &value, "the year is out of range"))
    }
}

impl TryFrom<NaiveDateTime> for DateTime {
    type Error = ValueError;

    /// The local time, without zone offset.
    ///
    /// # Errors
    /// If it is within a leap second, which XSD 1.0 does not have.
    fn try_from(value: NaiveDateTime) -> Result<Self, ValueError> {
        Ok(Self::new(value.date().try_into()?, value.time().try_into()?, None))
    }
}

impl TryFrom<DateTime> for Instant<FixedOffset> {
    type Error = ValueError;

    /// The same moment with the same zone offset.
    ///
    /// # Errors
    /// If it has no zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        let zone = zoned(value.zone(), "chrono::DateTime", &value)?;
        instant(value, zone).ok_or_else(|| unfit("chrono::DateTime", &value, "the year is out of range"))
    }
}

impl TryFrom<DateTime> for Instant<Utc> {
    type Error = ValueError;

    /// The same moment.
    ///
    /// # Errors
    /// If it has no zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        Instant::<FixedOffset>::try_from(value).map(|instant| instant.to_utc())
    }
}

impl<Z: TimeZone> TryFrom<Instant<Z>> for DateTime {
    type Error = ValueError;

    /// The same moment, with the offset that its zone has then.
    ///
    /// # Errors
    /// If that offset has seconds or is beyond 14 hours, or if it is within a leap second.
    fn try_from(value: Instant<Z>) -> Result<Self, ValueError> {
        let fixed = value.fixed_offset();
        let zone = offset(fixed.offset().fix().local_minus_utc(), "xs:dateTime", &fixed)?;
        Ok(Self::try_from(fixed.naive_local())?.with_zone(Some(zone)))
    }
}

impl TryFrom<Duration> for TimeDelta {
    type Error = ValueError;

    /// The same length.
    ///
    /// # Errors
    /// If it has months or years, which have no fixed length, or is out of range.
    fn try_from(value: Duration) -> Result<Self, ValueError> {
        if value.total_months() != 0 {
            return Err(unfit("chrono::TimeDelta", &value, "months have no fixed length"));
        }
        let length = i64::try_from(value.total_seconds()).ok().and_then(|it| Self::new(it, value.nanosecond()));
        let length = length.map(|length| if value.is_negative() { -length } else { length });
        length.ok_or_else(|| unfit("chrono::TimeDelta", &value, "out of range"))
    }
}

impl TryFrom<TimeDelta> for Duration {
    type Error = ValueError;

    /// The same length.
    ///
    /// # Errors
    /// None that is known: the durations of chrono are within those of XSD.
    fn try_from(value: TimeDelta) -> Result<Self, ValueError> {
        let length = value.abs();
        let nanosecond = u32::try_from(length.subsec_nanos()).unwrap_or_default();
        Self::new(value < TimeDelta::zero(), 0, length.num_seconds().unsigned_abs(), nanosecond)
    }
}

/// A month, day, hour, minute or second, all of which are below 100.
fn narrow(field: u32) -> u8 {
    u8::try_from(field).unwrap_or(u8::MAX)
}

fn day(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(iso_year(date.year()), date.month().into(), date.day().into())
}

fn clock(time: Time) -> Option<NaiveTime> {
    NaiveTime::from_hms_nano_opt(time.hour().into(), time.minute().into(), time.second().into(), time.nanosecond())
}

fn local_time(value: DateTime) -> Option<NaiveDateTime> {
    Some(day(value.date())?.and_time(clock(value.time())?))
}

fn instant(value: DateTime, zone: ZoneOffset) -> Option<Instant<FixedOffset>> {
    FixedOffset::east_opt(zone.seconds())?.from_local_datetime(&local_time(value)?).single()
}
