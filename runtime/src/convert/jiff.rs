//! `jiff`: dates, times, instants, spans, and durations of fixed length.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use super::dates::{iso_year, local, offset, unfit, xsd_year, zoned};
use crate::ValueError;
use crate::datatypes::{Date, DateTime, Duration, Time, ZoneOffset};

impl TryFrom<Date> for civil::Date {
    type Error = ValueError;

    /// The day.
    ///
    /// # Errors
    /// If it has a zone offset, or the year is out of range.
    fn try_from(value: Date) -> Result<Self, ValueError> {
        local(value.zone(), "jiff::civil::Date", &value)?;
        day(value).ok_or_else(|| unfit("jiff::civil::Date", &value, "the year is out of range"))
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = ValueError;

    /// The day, without zone offset.
    ///
    /// # Errors
    /// None that is known: the years of jiff are within those of XSD.
    fn try_from(value: civil::Date) -> Result<Self, ValueError> {
        Self::new(xsd_year(value.year().into()), narrow(value.month()), narrow(value.day()), None)
    }
}

impl TryFrom<Time> for civil::Time {
    type Error = ValueError;

    /// The time of the day.
    ///
    /// # Errors
    /// If it has a zone offset.
    fn try_from(value: Time) -> Result<Self, ValueError> {
        local(value.zone(), "jiff::civil::Time", &value)?;
        clock(value).ok_or_else(|| unfit("jiff::civil::Time", &value, "out of range"))
    }
}

impl TryFrom<civil::Time> for Time {
    type Error = ValueError;

    /// The time of the day, without zone offset.
    ///
    /// # Errors
    /// None that is known: jiff has no leap seconds either.
    fn try_from(value: civil::Time) -> Result<Self, ValueError> {
        let nanosecond = u32::try_from(value.subsec_nanosecond()).unwrap_or_default();
        Self::new(narrow(value.hour()), narrow(value.minute()), narrow(value.second()), nanosecond, None)
    }
}

impl TryFrom<DateTime> for civil::DateTime {
    type Error = ValueError;

    /// The local time.
    ///
    /// # Errors
    /// If it has a zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        local(value.zone(), "jiff::civil::DateTime", &value)?;
        local_time(value).ok_or_else(|| unfit("jiff::civil::DateTime", &value, "the year is out of range"))
    }
}

impl TryFrom<civil::DateTime> for DateTime {
    type Error = ValueError;

    /// The local time, without zone offset.
    ///
    /// # Errors
    /// None that is known.
    fn try_from(value: civil::DateTime) -> Result<Self, ValueError> {
        Ok(Self::new(value.date().try_into()?, value.time().try_into()?, None))
    }
}

impl TryFrom<DateTime> for Zoned {
    type Error = ValueError;

    /// The same moment, in a zone of the same offset.
    ///
    /// # Errors
    /// If it has no zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        let zone = zoned(value.zone(), "jiff::Zoned", &value)?;
        instant(value, zone).ok_or_else(|| unfit("jiff::Zoned", &value, "the year is out of range"))
    }
}

impl TryFrom<&Zoned> for DateTime {
    type Error = ValueError;

    /// The same moment, with the offset that its zone has then.
    ///
    /// # Errors
    /// If that offset has seconds or is beyond 14 hours.
    fn try_from(value: &Zoned) -> Result<Self, ValueError> {
        let zone = offset(value.offset().seconds(), "xs:dateTime", value)?;
        Ok(Self::try_from(value.datetime())?.with_zone(Some(zone)))
    }
}

impl TryFrom<Zoned> for DateTime {
    type Error = ValueError;

    /// As from a reference.
    ///
    /// # Errors
    /// If the offset has seconds or is beyond 14 hours.
    fn try_from(value: Zoned) -> Result<Self, ValueError> {
        (&value).try_into()
    }
}

impl TryFrom<DateTime> for Timestamp {
    type Error = ValueError;

    /// The same moment.
    ///
    /// # Errors
    /// If it has no zone offset, or the year is out of range.
    fn try_from(value: DateTime) -> Result<Self, ValueError> {
        zoned(value.zone(), "jiff::Timestamp", &value)?;
        let nanosecond = i32::try_from(value.nanosecond()).unwrap_or_default();
        let moment = value.unix_seconds().and_then(|seconds| Self::new(seconds, nanosecond).ok());
        moment.ok_or_else(|| unfit("jiff::Timestamp", &value, "the year is out of range"))
    }
}

impl TryFrom<Timestamp> for DateTime {
    type Error = ValueError;

    /// The same moment, in UTC.
    ///
    /// # Errors
    /// None that is known: the years of jiff are within those of XSD.
    fn try_from(value: Timestamp) -> Result<Self, ValueError> {
        let total = value.as_nanosecond();
        let seconds = i64::try_from(total.div_euclid(1_000_000_000)).unwrap_or_default();
        let nanosecond = u32::try_from(total.rem_euclid(1_000_000_000)).unwrap_or_default();
        Self::from_unix(seconds, nanosecond, ZoneOffset::UTC)
    }
}

impl TryFrom<Duration> for Span {
    type Error = ValueError;

    /// The span of the same years, months, days, hours, minutes and seconds, days beyond a month and hours beyond a day
    /// carried as [`Duration`] writes them.
    ///
    /// # Errors
    /// If one of them is out of range.
    fn try_from(value: Duration) -> Result<Self, ValueError> {
        span(value).ok_or_else(|| unfit("jiff::Span", &value, "out of range"))
    }
}

impl TryFrom<Span> for Duration {
    type Error = ValueError;

    /// The duration of the same months and seconds. A week has seven days, a day 24 hours, as XSD says of its own.
    ///
    /// # Errors
    /// If it is out of range.
    fn try_from(value: Span) -> Result<Self, ValueError> {
        let error = || unfit("xs:duration", &value, "out of range");
        let span = value.abs();
        let months = u32::try_from(i64::from(span.get_years()) * 12 + i64::from(span.get_months()));
        // Each is within 64 bits, so that none of the sums leaves 128.
        let days = i128::from(span.get_weeks()) * 7 + i128::from(span.get_days());
        let minutes = (days * 24 + i128::from(span.get_hours())) * 60 + i128::from(span.get_minutes());
        let millis = (minutes * 60 + i128::from(span.get_seconds())) * 1_000 + i128::from(span.get_milliseconds());
        let micros = millis * 1_000 + i128::from(span.get_microseconds());
        let nanos = micros * 1_000 + i128::from(span.get_nanoseconds());
        let seconds = u64::try_from(nanos / 1_000_000_000).map_err(|_| error())?;
        let nanosecond = u32::try_from(nanos % 1_000_000_000).map_err(|_| error())?;
        Self::new(value.is_negative(), months.map_err(|_| error())?, seconds, nanosecond)
    }
}

impl TryFrom<Duration> for SignedDuration {
    type Error = ValueError;

    /// The same length.
    ///
    /// # Errors
    /// If it has months or years, which have no fixed length, or is out of range.
    fn try_from(value: Duration) -> Result<Self, ValueError> {
        if value.total_months() != 0 {
            return Err(unfit("jiff::SignedDuration", &value, "months have no fixed length"));
        }
        let length = i64::try_from(value.total_seconds()).ok().zip(i32::try_from(value.nanosecond()).ok());
        let length = length.map(|(seconds, nanosecond)| Self::new(seconds, nanosecond));
        let length = length.map(|length| if value.is_negative() { -length } else { length });
        length.ok_or_else(|| unfit("jiff::SignedDuration", &value, "out of range"))
    }
}

impl TryFrom<SignedDuration> for Duration {
    type Error = ValueError;

    /// The same length.
    ///
    /// # Errors
    /// None that is known: the durations of jiff are within those of XSD.
    fn try_from(value: SignedDuration) -> Result<Self, ValueError> {
        let length = value.unsigned_abs();
        Self::new(value.is_negative(), 0, length.as_secs(), length.subsec_nanos())
    }
}

/// A month, day, hour, minute or second, all of which are within 0 to 99.
fn narrow(field: i8) -> u8 {
    u8::try_from(field).unwrap_or(u8::MAX)
}

/// The same the other way.
fn widen(field: u8) -> i8 {
    i8::try_from(field).unwrap_or(i8::MAX)
}

fn day(date: Date) -> Option<civil::Date> {
    let year = i16::try_from(iso_year(date.year())).ok()?;
    civil::Date::new(year, widen(date.month()), widen(date.day())).ok()
}

fn clock(time: Time) -> Option<civil::Time> {
    let nanosecond = i32::try_from(time.nanosecond()).ok()?;
    civil::Time::new(widen(time.hour()), widen(time.minute()), widen(time.second()), nanosecond).ok()
}

fn local_time(value: DateTime) -> Option<civil::DateTime> {
    Some(day(value.date())?.to_datetime(clock(value.time())?))
}

fn instant(value: DateTime, zone: ZoneOffset) -> Option<Zoned> {
    let offset = Offset::from_seconds(zone.seconds()).ok()?;
    local_time(value)?.to_zoned(TimeZone::fixed(offset)).ok()
}

fn span(value: Duration) -> Option<Span> {
    let field = |number: u64| i64::try_from(number).ok();
    let span = Span::new().try_years(i64::from(value.years())).ok()?.try_months(i64::from(value.months())).ok()?;
    let span = span.try_days(field(value.days())?).ok()?.try_hours(field(value.hours())?).ok()?;
    let span = span.try_minutes(field(value.minutes())?).ok()?.try_seconds(field(value.seconds())?).ok()?;
    let span = span.try_nanoseconds(i64::from(value.nanosecond())).ok()?;
    Some(if value.is_negative() { span.negate() } else { span })
}
