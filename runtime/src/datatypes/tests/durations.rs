//! Durations (Part 2, section 3.2.6).

use std::cmp::Ordering::{Equal, Greater, Less};

use super::{assert_refused, assert_written};
use crate::datatypes::Duration;

#[test]
fn texts() {
    assert_written::<Duration>(&[
        ("P1Y2M3DT10H30M", "P1Y2M3DT10H30M"),
        ("-P120D", "-P120D"),
        ("P1347Y", "P1347Y"),
        ("P1347M", "P112Y3M"),
        ("P0Y1347M0D", "P112Y3M"),
        ("PT36H", "P1DT12H"),
        ("PT1M30.5S", "PT1M30.5S"),
        (" PT0.000000001S ", "PT0.000000001S"),
        ("PT0S", "PT0S"),
        ("-P0Y", "PT0S"),
        ("PT2.5000000000000S", "PT2.5S"),
        ("-PT86400S", "-P1D"),
        ("PT18446744073709551615S", "P213503982334601DT7H15S"),
        ("P4294967295M", "P357913941Y3M"),
    ]);
    assert_refused::<Duration>(
        "xs:duration",
        &[
            ("", "does not start with P"),
            ("+P1D", "does not start with P"),
            ("1D", "does not start with P"),
            ("P", "nothing after P"),
            ("-P", "nothing after P"),
            ("PT", "nothing after T"),
            ("P1Y2MT", "nothing after T"),
            ("P-1347M", "a number is missing"),
            ("P1YT-1H", "a number is missing"),
            ("PT.5S", "a number is missing"),
            ("P1DT1HT1M", "a number is missing"),
            ("PY", "a number is missing"),
            ("P1", "a number without its letter"),
            ("P1S", "a number without its letter"),
            ("P1H", "a number without its letter"),
            ("PT1D", "a number without its letter"),
            ("P1D2Y", "letters in a wrong order"),
            ("PT1M1M", "letters in a wrong order"),
            ("P1.5D", "a fraction before a letter other than S"),
            ("PT1.5M", "a fraction before a letter other than S"),
            ("PT1.S", "no digits after the decimal point"),
            ("PT0.0000000001S", "finer than a nanosecond"),
            ("PT18446744073709551616S", "out of range"),
            ("P4294967296M", "out of range"),
            ("P400000000Y", "out of range"),
        ],
    );
}

#[test]
fn order() {
    for (left, order, right) in [
        ("P1Y", Some(Greater), "P364D"),
        ("P1Y", None, "P365D"),
        ("P1Y", None, "P366D"),
        ("P1Y", Some(Less), "P367D"),
        ("P1M", Some(Greater), "P27D"),
        ("P1M", None, "P28D"),
        ("P1M", None, "P29D"),
        ("P1M", None, "P30D"),
        ("P1M", None, "P31D"),
        ("P1M", Some(Less), "P32D"),
        ("P5M", Some(Greater), "P149D"),
        ("P5M", None, "P150D"),
        ("P5M", None, "P153D"),
        ("P5M", Some(Less), "P154D"),
        ("P12M", Some(Equal), "P1Y"),
        ("P1D", Some(Equal), "PT24H"),
        ("P400Y", None, "P146097D"),
        ("-P1M", Some(Less), "-P27D"),
        ("-P1D", Some(Less), "PT0S"),
        ("PT1S", Some(Less), "PT1.000000001S"),
        ("P4294967295M", Some(Less), "PT18446744073709551615S"),
    ] {
        let (a, b): (Duration, Duration) = (left.parse().unwrap(), right.parse().unwrap());
        assert_eq!(a.partial_cmp(&b), order, "{left} {right}");
        assert_eq!(a == b, order == Some(Equal), "{left} {right}");
    }
}

#[test]
fn parts() {
    let duration: Duration = "-P1Y2M3DT4H5M6.7S".parse().unwrap();
    assert!(duration.is_negative());
    assert_eq!((duration.years(), duration.months(), duration.days()), (1, 2, 3));
    assert_eq!((duration.hours(), duration.minutes(), duration.seconds()), (4, 5, 6));
    assert_eq!((duration.nanosecond(), duration.total_months()), (700_000_000, 14));
    assert_eq!(duration.total_seconds(), 3 * 86_400 + 4 * 3_600 + 5 * 60 + 6);
    let made = Duration::new(true, 14, duration.total_seconds(), 700_000_000);
    assert_eq!(made, Ok(duration));
    assert!(Duration::new(false, 0, 0, 1_000_000_000).is_err());
}

#[test]
fn durations_of_rust() {
    let rust = std::time::Duration::new(90_061, 5);
    assert_eq!(Duration::from(rust).to_string(), "P1DT1H1M1.000000005S");
    assert_eq!(std::time::Duration::try_from(Duration::from(rust)), Ok(rust));
    for (text, why) in [("-PT1S", "less than zero"), ("P1M", "months have no fixed length")] {
        let error = std::time::Duration::try_from(text.parse::<Duration>().unwrap()).unwrap_err();
        assert!(error.to_string().ends_with(why));
    }
}
