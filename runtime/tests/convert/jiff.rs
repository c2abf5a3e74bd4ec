//! Dates and times of `jiff`.

use jiff::civil;
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use xsd_runtime::datatypes::{Date, DateTime, Duration, Time};

use crate::{both_ways, refusal, value};

#[test]
fn local_values() {
    assert_eq!(both_ways::<Date, civil::Date>("2024-02-29"), civil::date(2024, 2, 29));
    assert_eq!(both_ways::<Date, civil::Date>("-0001-02-29"), civil::date(0, 2, 29));
    assert_eq!(both_ways::<Time, civil::Time>("23:59:59.000000001"), civil::time(23, 59, 59, 1));
    let moment = both_ways::<DateTime, civil::DateTime>("2024-01-01T00:00:00.5");
    assert_eq!(moment, civil::date(2024, 1, 1).at(0, 0, 0, 500_000_000));
}

#[test]
fn instants() {
    let there = both_ways::<DateTime, Zoned>("2024-02-29T23:30:00-02:30");
    assert_eq!(there.to_string(), "2024-02-29T23:30:00-02:30[-02:30]");
    let utc: Timestamp = value::<DateTime>("2024-02-29T23:30:00-02:30").try_into().unwrap();
    assert_eq!(utc.to_string(), "2024-03-01T02:00:00Z");
    assert_eq!(both_ways::<DateTime, Timestamp>("1969-12-31T23:59:59.999999999Z").as_nanosecond(), -1);
}

#[test]
fn durations() {
    let span = both_ways::<Duration, Span>("-P1Y2M3DT4H5M6.000000007S");
    assert_eq!(span.to_string(), "-P1Y2M3DT4H5M6.000000007S");
    let weeks = Span::new().weeks(1).days(1).milliseconds(1_500);
    assert_eq!(Duration::try_from(weeks).unwrap().to_string(), "P8DT1.5S");
    assert_eq!(both_ways::<Duration, SignedDuration>("-P1DT0.5S"), SignedDuration::from_millis(-86_400_500));
    assert_eq!(Duration::try_from(SignedDuration::MIN).unwrap().total_seconds(), 1 << 63);
    let error = refusal::<Duration, SignedDuration>("P1M");
    assert_eq!(error, r#""P1M" is not a valid jiff::SignedDuration: months have no fixed length"#);
    assert!(refusal::<Duration, Span>("P300000000M").ends_with("out of range"));
}

#[test]
fn what_would_be_lost() {
    let error = refusal::<Date, civil::Date>("2024-02-29Z");
    assert_eq!(error, r#""2024-02-29Z" is not a valid jiff::civil::Date: it has a zone offset, which would be lost"#);
    assert!(refusal::<Time, civil::Time>("12:00:00Z").contains("zone offset"));
    assert!(refusal::<DateTime, civil::DateTime>("2024-02-29T12:00:00Z").contains("zone offset"));
    assert!(refusal::<DateTime, Zoned>("2024-02-29T12:00:00").ends_with("no zone offset"));
    assert!(refusal::<DateTime, Timestamp>("2024-02-29T12:00:00").ends_with("no zone offset"));
    assert!(refusal::<Date, civil::Date>("10000-01-01").ends_with("the year is out of range"));
    assert!(refusal::<DateTime, Timestamp>("10000-01-01T00:00:00Z").ends_with("the year is out of range"));
}
