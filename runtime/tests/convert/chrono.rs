//! Dates and times of `chrono`.

use chrono::{DateTime as Instant, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use xsd_runtime::datatypes::{Date, DateTime, Duration, Time};

use crate::{both_ways, refusal, value};

#[test]
fn local_values() {
    assert_eq!(both_ways::<Date, NaiveDate>("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
    // The year before 1 is 0 there and -1 in XSD 1.0; both are leap years.
    assert_eq!(both_ways::<Date, NaiveDate>("-0001-02-29"), NaiveDate::from_ymd_opt(0, 2, 29).unwrap());
    assert_eq!(
        both_ways::<Time, NaiveTime>("23:59:59.000000001"),
        NaiveTime::from_hms_nano_opt(23, 59, 59, 1).unwrap()
    );
    let moment = both_ways::<DateTime, NaiveDateTime>("12345-01-01T00:00:00.5");
    assert_eq!(moment.to_string(), "+12345-01-01 00:00:00.500");
}

#[test]
fn instants() {
    let there = both_ways::<DateTime, Instant<FixedOffset>>("2024-02-29T23:30:00-02:30");
    assert_eq!(there.to_string(), "2024-02-29 23:30:00 -02:30");
    let utc: Instant<Utc> = value::<DateTime>("2024-02-29T23:30:00-02:30").try_into().unwrap();
    assert_eq!(utc.to_string(), "2024-03-01 02:00:00 UTC");
    assert_eq!(DateTime::try_from(utc).unwrap().to_string(), "2024-03-01T02:00:00Z");
}

#[test]
fn durations() {
    assert_eq!(both_ways::<Duration, TimeDelta>("-P1DT0.5S"), TimeDelta::milliseconds(-86_400_500));
    assert_eq!(both_ways::<Duration, TimeDelta>("PT0S"), TimeDelta::zero());
    assert_eq!(Duration::try_from(TimeDelta::MIN).unwrap().to_string(), "-P106751991167DT7H12M55.807S");
    let error = refusal::<Duration, TimeDelta>("P1M");
    assert_eq!(error, r#""P1M" is not a valid chrono::TimeDelta: months have no fixed length"#);
    let error = refusal::<Duration, TimeDelta>("P200000000000D");
    assert_eq!(error, r#""P200000000000D" is not a valid chrono::TimeDelta: out of range"#);
}

#[test]
fn what_would_be_lost() {
    let error = refusal::<Date, NaiveDate>("2024-02-29Z");
    assert_eq!(error, r#""2024-02-29Z" is not a valid chrono::NaiveDate: it has a zone offset, which would be lost"#);
    assert!(NaiveDate::try_from(value::<Date>("2024-02-29Z").with_zone(None)).is_ok());
    assert!(refusal::<Time, NaiveTime>("12:00:00Z").contains("zone offset"));
    assert!(refusal::<DateTime, NaiveDateTime>("2024-02-29T12:00:00Z").contains("zone offset"));
    let error = refusal::<DateTime, Instant<Utc>>("2024-02-29T12:00:00");
    assert_eq!(error, r#""2024-02-29T12:00:00" is not a valid chrono::DateTime: no zone offset"#);
    assert!(refusal::<Date, NaiveDate>("300000-01-01").ends_with("the year is out of range"));
    let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    assert!(Time::try_from(leap).unwrap_err().to_string().ends_with("XSD 1.0 has no leap seconds"));
    let zone = FixedOffset::east_opt(3_601).unwrap();
    let odd = Instant::<Utc>::UNIX_EPOCH.with_timezone(&zone);
    assert!(DateTime::try_from(odd).unwrap_err().to_string().ends_with("whole minutes"));
    let far = Instant::<Utc>::UNIX_EPOCH.with_timezone(&FixedOffset::east_opt(15 * 3_600).unwrap());
    assert!(DateTime::try_from(far).unwrap_err().to_string().ends_with("beyond 14:00"));
}
