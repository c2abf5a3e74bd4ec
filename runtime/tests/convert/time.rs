//! Dates and times of `time`.

use time::{Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};
use xsd_runtime::datatypes::{Date, DateTime, Duration, Time};

use crate::{both_ways, refusal};

fn date(year: i32, month: Month, day: u8) -> time::Date {
    time::Date::from_calendar_date(year, month, day).unwrap()
}

fn offset(seconds: i32) -> UtcOffset {
    UtcOffset::from_whole_seconds(seconds).unwrap()
}

#[test]
fn local_values() {
    assert_eq!(both_ways::<Date, time::Date>("2024-02-29"), date(2024, Month::February, 29));
    assert_eq!(both_ways::<Date, time::Date>("-0001-02-29"), date(0, Month::February, 29));
    assert_eq!(both_ways::<Time, time::Time>("23:59:59.000000001"), time::Time::from_hms_nano(23, 59, 59, 1).unwrap());
    assert_eq!(
        both_ways::<DateTime, PrimitiveDateTime>("2024-01-01T00:00:00.5"),
        date(2024, Month::January, 1).with_hms_milli(0, 0, 0, 500).unwrap()
    );
}

#[test]
fn instants() {
    let there = both_ways::<DateTime, OffsetDateTime>("2024-02-29T23:30:00-02:30");
    assert_eq!(there, date(2024, Month::March, 1).with_hms(2, 0, 0).unwrap().assume_utc());
    assert_eq!(there.offset(), offset(-9_000));
    let odd = date(2024, Month::January, 1).midnight().assume_offset(offset(3_601));
    assert!(DateTime::try_from(odd).unwrap_err().to_string().ends_with("whole minutes"));
}

#[test]
fn durations() {
    assert_eq!(both_ways::<Duration, time::Duration>("-P1DT0.5S"), time::Duration::milliseconds(-86_400_500));
    let error = refusal::<Duration, time::Duration>("P1M");
    assert_eq!(error, r#""P1M" is not a valid time::Duration: months have no fixed length"#);
}

#[test]
fn what_would_be_lost() {
    let error = refusal::<Date, time::Date>("2024-02-29Z");
    assert_eq!(error, r#""2024-02-29Z" is not a valid time::Date: it has a zone offset, which would be lost"#);
    assert!(refusal::<Time, time::Time>("12:00:00Z").contains("zone offset"));
    assert!(refusal::<DateTime, PrimitiveDateTime>("2024-02-29T12:00:00Z").contains("zone offset"));
    assert!(refusal::<DateTime, OffsetDateTime>("2024-02-29T12:00:00").ends_with("no zone offset"));
    assert!(refusal::<Date, time::Date>("10000-01-01").ends_with("the year is out of range"));
}
