//! The constraining facets (Part 2, section 4.3), and the words of errors.

use crate::datatypes::{
    DateTime, Decimal, check_byte_length, check_enumeration, check_fraction_digits, check_length, check_list_length,
    check_max_exclusive, check_max_inclusive, check_min_exclusive, check_min_inclusive, check_pattern,
    check_total_digits,
};
use crate::pattern::LazyPattern;
use crate::value_error::ValueError;

fn message(result: Result<(), ValueError>) -> String {
    result.map_or_else(|error| error.to_string(), |()| String::from("valid"))
}

#[test]
fn lengths() {
    assert_eq!(message(check_length("", Some(1), None)), r#""" is shorter than 1 character (minLength)"#);
    assert_eq!(message(check_length("abc", None, Some(2))), r#""abc" is longer than 2 characters (maxLength)"#);
    assert_eq!(message(check_length("abc", Some(2), Some(2))), r#""abc" is not 2 characters long (length)"#);
    assert_eq!(message(check_length("é一𐀀", Some(3), Some(3))), "valid");
    assert_eq!(message(check_length("𐀀𐀀𐀀", Some(4), None)), r#""𐀀𐀀𐀀" is shorter than 4 characters (minLength)"#);
    assert_eq!(message(check_length("", None, Some(0))), "valid");
    assert_eq!(message(check_length("ab", Some(0), Some(4))), "valid");
    assert_eq!(
        message(check_byte_length(&[1], Some(2), Some(3))),
        "a value of 1 byte is shorter than 2 bytes (minLength)"
    );
    assert_eq!(message(check_list_length(3, None, Some(1))), "a value of 3 items is longer than 1 item (maxLength)");
}

#[test]
fn digits() {
    for (text, total, fraction) in
        [("0", 0, 0), ("-0.00", 0, 0), ("123", 3, 0), ("+00123.4500", 5, 2), (" 0.05 ", 2, 2), ("100", 3, 0)]
    {
        assert_eq!(message(check_total_digits(text, total)), "valid");
        assert_eq!(message(check_fraction_digits(text, fraction)), "valid");
        assert!(total == 0 || check_total_digits(text, total - 1).is_err(), "{text}");
        assert!(fraction == 0 || check_fraction_digits(text, fraction - 1).is_err(), "{text}");
    }
    assert_eq!(message(check_total_digits("1234", 3)), r#""1234" has more than 3 digits (totalDigits)"#);
    assert_eq!(message(check_fraction_digits("1.25", 1)), r#""1.25" has more than 1 fraction digits (fractionDigits)"#);
}

#[test]
fn pattern_and_enumeration() {
    static CODE: LazyPattern = LazyPattern::new("(0x|0X)[0-9A-Fa-f]{1,4}");
    assert_eq!(message(check_pattern("0xA", &CODE)), "valid");
    let expected = r#""x" does not match the pattern (0x|0X)[0-9A-Fa-f]{1,4}"#;
    assert_eq!(message(check_pattern("x", &CODE)), expected);
    assert_eq!(message(check_enumeration("a", &["a", "b"])), "valid");
    assert_eq!(message(check_enumeration("A", &["a", "b"])), r#""A" is none of the enumeration values a, b"#);
    assert_eq!(ValueError::facet("enumeration", "", "A").to_string(), r#""A" is none of the enumeration values"#);
}

#[test]
fn bounds() {
    assert_eq!(message(check_min_inclusive(&5, &5)), "valid");
    assert_eq!(message(check_min_inclusive(&4, &5)), r#""4" is not at least 5 (minInclusive)"#);
    assert_eq!(message(check_max_inclusive(&6, &5)), r#""6" is not at most 5 (maxInclusive)"#);
    assert_eq!(message(check_min_exclusive(&5, &5)), r#""5" is not above 5 (minExclusive)"#);
    assert_eq!(message(check_max_exclusive(&5, &5)), r#""5" is not below 5 (maxExclusive)"#);
    assert!(check_max_inclusive(&f64::NAN, &1.0).is_err());
    let limit: Decimal = "0.5".parse().unwrap();
    assert_eq!(check_max_inclusive(&"0.50".parse().unwrap(), &limit), Ok(()));
    let [value, limit] = ["2000-01-01T12:00:00", "2000-01-01T12:00:00Z"].map(|text| text.parse::<DateTime>().unwrap());
    assert!(check_min_inclusive(&value, &limit).is_err());
}

#[test]
fn errors() {
    let long = "é".repeat(61);
    let error = ValueError::lexical("xs:int", &long, "not a number");
    assert_eq!(error.to_string(), format!("\"{}…\" is not a valid xs:int: not a number", "é".repeat(60)));
    assert_eq!(error.facet_name(), None);
    let error = ValueError::facet("maxLength", "1 character", "a\n");
    assert_eq!(format!("{error:?}"), r#"ValueError("a\n" is longer than 1 character (maxLength))"#);
    assert_eq!(error.facet_name(), Some("maxLength"));
    assert_eq!(ValueError::facet("assertion", "x", "y").to_string(), r#""y" does not satisfy assertion = x"#);
    assert_eq!(size_of::<Result<(), ValueError>>(), size_of::<usize>());
}
