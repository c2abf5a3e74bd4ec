//! Dates and times (Part 2, sections 3.2.7 to 3.2.14).

use std::cmp::Ordering::{self, Equal, Greater, Less};
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use super::{assert_refused, assert_written};
use crate::datatypes::{Date, DateTime, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time, ZoneOffset};

fn assert_order<T: FromStr + PartialOrd + Hash + Debug>(table: &[(&str, Option<Ordering>, &str)]) {
    let hash = |value: &T| {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    };
    for (left, order, right) in table {
        let (Ok(a), Ok(b)) = (left.parse::<T>(), right.parse::<T>()) else { panic!("{left} {right}") };
        assert_eq!(a.partial_cmp(&b), *order, "{left} {right}");
        assert_eq!(b.partial_cmp(&a), order.map(Ordering::reverse), "{right} {left}");
        assert_eq!(a == b, *order == Some(Equal), "{left} {right}");
        assert!(a != b || hash(&a) == hash(&b), "hashes of {left} {right}");
    }
}

#[test]
fn date_time() {
    assert_written::<DateTime>(&[
        ("2002-10-10T12:00:00-05:00", "2002-10-10T12:00:00-05:00"),
        ("2002-10-10T17:00:00Z", "2002-10-10T17:00:00Z"),
        ("2002-10-10T17:00:00+00:00", "2002-10-10T17:00:00Z"),
        ("2002-10-10T17:00:00-00:00", "2002-10-10T17:00:00Z"),
        (" 2002-10-10T12:00:00\n", "2002-10-10T12:00:00"),
        ("2004-02-29T23:59:59.999999999+14:00", "2004-02-29T23:59:59.999999999+14:00"),
        ("2004-04-12T13:20:15.500", "2004-04-12T13:20:15.5"),
        ("2004-04-12T13:20:15.0000000010000", "2004-04-12T13:20:15.000000001"),
        ("2004-12-31T24:00:00Z", "2005-01-01T00:00:00Z"),
        ("2004-02-28T24:00:00.000", "2004-02-29T00:00:00"),
        ("-0001-12-31T24:00:00", "0001-01-01T00:00:00"),
        ("12004-04-12T13:20:00", "12004-04-12T13:20:00"),
        ("-2147483647-01-01T00:00:00", "-2147483647-01-01T00:00:00"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
    ]);
    assert_refused::<DateTime>(
        "xs:dateTime",
        &[
            ("", "the year has less than four digits"),
            ("99-04-12T13:00:00", "the year has less than four digits"),
            ("+2004-04-12T13:00:00", "the year has less than four digits"),
            ("02004-04-12T13:00:00", "a year of more than four digits starts with 0"),
            ("2147483648-04-12T13:00:00", "the year is out of range"),
            ("2147483647-12-31T24:00:00", "the year is out of range"),
            ("0000-04-12T13:00:00", "there is no year 0000 in XSD 1.0"),
            ("2004-4-12T13:00:00", "not of the form YYYY-MM-DD"),
            ("2004-13-12T13:00:00", "the month is not 01 to 12"),
            ("2004-00-12T13:00:00", "the month is not 01 to 12"),
            ("2003-02-29T13:00:00", "no such day in the month"),
            ("1900-02-29T13:00:00", "no such day in the month"),
            ("2004-04-31T13:00:00", "no such day in the month"),
            ("2004-04-00T13:00:00", "no such day in the month"),
            ("2004-04-12", "no T between date and time"),
            ("2004-04-12 13:00:00", "no T between date and time"),
            ("2004-04-12t13:00:00", "no T between date and time"),
            ("2004-04-12T", "not of the form hh:mm:ss"),
            ("2004-04-12T13:00", "not of the form hh:mm:ss"),
            ("2004-04-12T1:00:00", "not of the form hh:mm:ss"),
            ("2004-04-12T13:00:0é", "not of the form hh:mm:ss"),
            ("2004-04-12T25:00:00", "the hour is beyond 23"),
            ("2004-04-12T24:00:01", "the hour is beyond 23"),
            ("2004-04-12T24:00:00.1", "the hour is beyond 23"),
            ("2004-04-12T13:60:00", "the minute is beyond 59"),
            ("2016-12-31T23:59:60Z", "the second is beyond 59; XSD 1.0 has no leap seconds"),
            ("2004-04-12T13:00:00.", "no digits after the decimal point"),
            ("2004-04-12T13:00:00.0000000001", "finer than a nanosecond"),
            ("2004-04-12T13:00:00z", "unexpected characters at the end"),
            ("2004-04-12T13:00:00Z ;", "unexpected characters at the end"),
            ("2004-04-12T13:00:00+1:00", "the zone offset is not Z, +hh:mm or -hh:mm"),
            ("2004-04-12T13:00:00+0100", "the zone offset is not Z, +hh:mm or -hh:mm"),
            ("2004-04-12T13:00:00+14:01", "the zone offset is beyond 14:00"),
            ("2004-04-12T13:00:00-15:00", "the zone offset is beyond 14:00"),
            ("2004-04-12T13:00:00+01:60", "the zone offset is beyond 14:00"),
        ],
    );
}

#[test]
fn date_time_order() {
    assert_order::<DateTime>(&[
        ("2000-01-15T00:00:00", Some(Less), "2000-02-15T00:00:00"),
        ("2000-01-15T12:00:00", Some(Less), "2000-01-16T12:00:00Z"),
        ("2000-01-15T12:00:00Z", Some(Equal), "2000-01-15T13:00:00+01:00"),
        ("2000-01-01T12:00:00", None, "1999-12-31T23:00:00Z"),
        ("2000-01-16T12:00:00", None, "2000-01-16T12:00:00Z"),
        ("2000-01-16T00:00:00", None, "2000-01-16T12:00:00Z"),
        ("2000-01-16T00:00:00", None, "2000-01-16T14:00:00Z"),
        ("2000-01-16T00:00:00", Some(Less), "2000-01-16T14:00:00.000000001Z"),
        ("2000-01-16T00:00:00", Some(Greater), "2000-01-15T09:59:59Z"),
        ("2000-01-16T00:00:00.1", Some(Greater), "2000-01-16T00:00:00"),
        ("-0002-01-01T00:00:00Z", Some(Less), "-0001-12-31T00:00:00Z"),
        ("-0001-12-31T24:00:00Z", Some(Equal), "0001-01-01T00:00:00Z"),
        ("-0001-12-31T23:30:00-01:00", Some(Equal), "0001-01-01T00:30:00Z"),
    ]);
}

#[test]
fn date_time_conversions() {
    let paris = ZoneOffset::from_minutes(120).unwrap();
    for (seconds, zone, text) in [
        (0, ZoneOffset::UTC, "1970-01-01T00:00:00Z"),
        (-1, ZoneOffset::UTC, "1969-12-31T23:59:59Z"),
        (951_782_400, ZoneOffset::UTC, "2000-02-29T00:00:00Z"),
        (951_868_799, paris, "2000-03-01T01:59:59+02:00"),
        (-62_135_596_801, ZoneOffset::UTC, "-0001-12-31T23:59:59Z"),
    ] {
        let made = DateTime::from_unix(seconds, 0, zone).unwrap();
        assert_eq!(made.unix_seconds(), Some(seconds));
        assert_eq!(made.to_string(), text);
        assert_eq!(made.to_string().parse(), Ok(made));
    }
    assert!(DateTime::from_unix(i64::MAX, 0, ZoneOffset::MAX).is_err());
    assert!(DateTime::from_unix(i64::MIN, 0, ZoneOffset::UTC).is_err());
    assert!(DateTime::from_unix(0, 1_000_000_000, ZoneOffset::UTC).is_err());
    let before: DateTime = "1969-12-31T23:59:58.25Z".parse().unwrap();
    let time = SystemTime::UNIX_EPOCH - Duration::from_millis(1_750);
    assert_eq!(DateTime::try_from(time), Ok(before));
    assert_eq!(SystemTime::try_from(before), Ok(time));
    assert!(SystemTime::try_from(before.with_zone(None)).is_err());
    let (date, time) = (before.date(), before.time());
    assert_eq!((date.year(), date.month(), date.day(), date.zone()), (1969, 12, 31, Some(ZoneOffset::UTC)));
    assert_eq!((time.hour(), time.minute(), time.second(), time.nanosecond()), (23, 59, 58, 250_000_000));
    assert_eq!(DateTime::new(date, time, time.zone()), before);
}

#[test]
fn every_day_of_four_centuries_comes_back() {
    for day in -200_000..200_000_i64 {
        let made = DateTime::from_unix(day * 86_400, 0, ZoneOffset::UTC).unwrap();
        assert_eq!(made.unix_seconds(), Some(day * 86_400));
        assert!(Date::new(made.year(), made.month(), made.day(), None).is_ok(), "{made}");
    }
}

#[test]
fn date() {
    assert_written::<Date>(&[
        ("2004-04-12", "2004-04-12"),
        ("-0045-01-01", "-0045-01-01"),
        ("12004-04-12Z", "12004-04-12Z"),
        ("2004-04-12-05:00", "2004-04-12-05:00"),
        (" 2004-04-12+13:30 ", "2004-04-12+13:30"),
        ("-0001-02-29", "-0001-02-29"),
    ]);
    assert_refused::<Date>(
        "xs:date",
        &[
            ("2004-04-12T00:00:00", "unexpected characters at the end"),
            ("04/12/2004", "the year has less than four digits"),
            ("20040412", "not of the form YYYY-MM-DD"),
            ("2004-04-1", "not of the form YYYY-MM-DD"),
            ("2004-14-12", "the month is not 01 to 12"),
            ("-0004-02-29", "no such day in the month"),
        ],
    );
    assert_order::<Date>(&[
        ("2004-04-12", Some(Less), "2004-04-13"),
        ("2004-04-12Z", Some(Greater), "2004-04-12+01:00"),
        ("2004-04-12-12:00", Some(Equal), "2004-04-13+12:00"),
        ("2004-04-12", None, "2004-04-12Z"),
        ("2004-04-12", Some(Less), "2004-04-13Z"),
    ]);
    let error = Date::new(2023, 2, 29, None).unwrap_err();
    assert_eq!(error.to_string(), r#""2023-02-29" is not a valid xs:date: no such day in the month"#);
}

#[test]
fn time() {
    assert_written::<Time>(&[
        ("13:20:00-05:00", "13:20:00-05:00"),
        ("13:20:30.5555", "13:20:30.5555"),
        ("00:00:00Z", "00:00:00Z"),
        ("24:00:00", "00:00:00"),
    ]);
    assert_refused::<Time>(
        "xs:time",
        &[
            ("5:20:00", "not of the form hh:mm:ss"),
            ("13:20", "not of the form hh:mm:ss"),
            ("13:20.5:00", "not of the form hh:mm:ss"),
            ("13:65:00", "the minute is beyond 59"),
            ("13:20:00 Z", "unexpected characters at the end"),
        ],
    );
    assert_order::<Time>(&[
        ("13:20:00", Some(Less), "13:20:00.1"),
        ("13:20:00Z", Some(Equal), "14:20:00+01:00"),
        ("00:00:00+01:00", Some(Less), "00:00:00Z"),
        ("08:00:00", None, "09:00:00Z"),
    ]);
    assert!(Time::new(24, 0, 0, 0, None).is_ok_and(|time| time.hour() == 0));
    let error = Time::new(12, 0, 0, 1_000_000_000, None).unwrap_err();
    assert!(error.to_string().ends_with("the nanosecond is beyond 999999999"));
}

#[test]
fn partial_dates() {
    assert_written::<GYear>(&[
        ("2004", "2004"),
        ("-0045", "-0045"),
        ("12004Z", "12004Z"),
        ("2004-05:00", "2004-05:00"),
    ]);
    assert_refused::<GYear>(
        "xs:gYear",
        &[
            ("99", "the year has less than four digits"),
            ("0000", "there is no year 0000 in XSD 1.0"),
            ("2004-05", "the zone offset is not Z, +hh:mm or -hh:mm"),
        ],
    );
    assert_written::<GYearMonth>(&[("2004-04", "2004-04"), ("-0001-12+02:00", "-0001-12+02:00")]);
    assert_refused::<GYearMonth>(
        "xs:gYearMonth",
        &[
            ("2004", "not of the form YYYY-MM"),
            ("2004-4", "not of the form YYYY-MM"),
            ("2004-13", "the month is not 01 to 12"),
        ],
    );
    assert_written::<GMonth>(&[("--04", "--04"), ("--12-05:00", "--12-05:00")]);
    assert_refused::<GMonth>(
        "xs:gMonth",
        &[
            ("-04-", "not of the form --MM"),
            ("04", "not of the form --MM"),
            ("--13", "the month is not 01 to 12"),
            ("--04-", "the zone offset is not Z, +hh:mm or -hh:mm"),
        ],
    );
    assert_written::<GMonthDay>(&[("--04-12", "--04-12"), ("--02-29Z", "--02-29Z")]);
    assert_refused::<GMonthDay>(
        "xs:gMonthDay",
        &[
            ("--4-6", "not of the form --MM-DD"),
            ("--04", "not of the form --MM-DD"),
            ("04-12", "not of the form --MM-DD"),
            ("--02-30", "no such day in the month"),
        ],
    );
    assert_written::<GDay>(&[("---02", "---02"), ("---31-14:00", "---31-14:00")]);
    assert_refused::<GDay>(
        "xs:gDay",
        &[("02", "not of the form ---DD"), ("---2", "not of the form ---DD"), ("---32", "no such day in the month")],
    );
    assert_order::<GYear>(&[("2004", Some(Less), "2005"), ("-0001", Some(Less), "0001"), ("2004", None, "2004Z")]);
    assert_order::<GMonthDay>(&[("--02-29", Some(Less), "--03-01"), ("--02-29Z", Some(Greater), "--02-29+01:00")]);
    assert_eq!(GMonthDay::new(2, 29, None).map(|date| (date.month(), date.day())), Ok((2, 29)));
    let error = GYearMonth::new(2004, 13, None).unwrap_err();
    assert_eq!(error.to_string(), r#""2004-13" is not a valid xs:gYearMonth: the month is not 01 to 12"#);
}

#[test]
fn zone_offset() {
    assert_written::<ZoneOffset>(&[("Z", "Z"), ("+00:00", "Z"), ("-00:30", "-00:30"), ("+14:00", "+14:00")]);
    assert!("".parse::<ZoneOffset>().is_err());
    assert!(ZoneOffset::from_minutes(-841).is_err());
    assert!(ZoneOffset::from_minutes(i16::MIN).is_err());
    assert_eq!(ZoneOffset::from_minutes(-840), Ok(ZoneOffset::MIN));
}
