//! Booleans and numbers (Part 2, sections 3.2.2 to 3.2.5 and 3.3.13 to 3.3.25).

use super::{assert_refused, assert_written};
use crate::datatypes::{
    Decimal, Integer, PrimitiveInteger, parse_boolean, parse_double, parse_float, parse_integer, write_double,
    write_float,
};

#[test]
fn boolean() {
    for (text, value) in [("true", true), ("1", true), ("false", false), ("0", false), (" \t\r\ntrue ", true)] {
        assert_eq!(parse_boolean(text), Ok(value));
    }
    for text in ["", "TRUE", "True", "yes", "00", "tr ue", "\u{a0}true"] {
        assert!(parse_boolean(text).is_err(), "{text:?}");
    }
    let message = parse_boolean("yes").unwrap_err().to_string();
    assert_eq!(message, r#""yes" is not a valid xs:boolean: not one of true, false, 1, 0"#);
}

#[test]
fn primitive_integers() {
    assert_eq!(parse_integer("-128"), Ok(i8::MIN));
    assert_eq!(parse_integer(" 127\n"), Ok(i8::MAX));
    assert_eq!(parse_integer("+1"), Ok(1_i16));
    assert_eq!(parse_integer("000000000000000000000000000000012"), Ok(12_i32));
    assert_eq!(parse_integer("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(parse_integer("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(parse_integer("-0"), Ok(0_u8));
    assert_eq!(parse_integer("18446744073709551615"), Ok(u64::MAX));
    fn message<T: PrimitiveInteger + std::fmt::Debug>(text: &str) -> String {
        parse_integer::<T>(text).unwrap_err().to_string()
    }
    assert_eq!(message::<i32>("abc"), r#""abc" is not a valid xs:int: not a number"#);
    assert_eq!(message::<i8>(" 128 "), r#""128" is not a valid xs:byte: out of range"#);
    assert_eq!(message::<u8>("-1"), r#""-1" is not a valid xs:unsignedByte: out of range"#);
    assert_eq!(
        message::<u64>("18446744073709551616"),
        r#""18446744073709551616" is not a valid xs:unsignedLong: out of range"#
    );
    for text in ["", " ", "+", "-", "--1", "+-1", "1.0", "1e1", "0x1", "1 2", "١", "1_000", "99999999999999999999x"] {
        assert!(message::<i64>(text).ends_with("xs:long: not a number"), "{text:?}");
    }
}

#[test]
fn integer() {
    assert_written::<Integer>(&[
        ("0", "0"),
        ("-0", "0"),
        ("+000", "0"),
        ("-1", "-1"),
        (" 12678967543233 ", "12678967543233"),
        ("+100000", "100000"),
        ("-00123456789012345678901234567890", "-123456789012345678901234567890"),
    ]);
    let not_a_number = ["", "-", "1.0", "1 0", "١", "1e3"].map(|text| (text, "not a number"));
    assert_refused::<Integer>("xs:integer", &not_a_number);
    let ascending: Vec<Integer> = ["-100", "-99", "-9", "0", "8", "10", "99", "100"].map(|t| t.parse().unwrap()).into();
    assert!(ascending.is_sorted_by(|a, b| a < b));
    assert_eq!(i128::try_from(Integer::from(i128::MIN)), Ok(i128::MIN));
    assert_eq!(u64::try_from(&Integer::from(7)), Ok(7));
    let error = i64::try_from(Integer::from(u64::MAX)).unwrap_err();
    assert_eq!(error.to_string(), r#""18446744073709551615" is not a valid i64: out of range"#);
    assert!(u8::try_from(Integer::from(-1)).is_err());
    assert_eq!(Integer::default(), Integer::from(0));
    assert!(Integer::default().is_zero() && !Integer::default().is_negative());
}

#[test]
fn decimal() {
    assert_written::<Decimal>(&[
        ("-1.23", "-1.23"),
        ("12678967.543233", "12678967.543233"),
        ("+100000.00", "100000"),
        ("210", "210"),
        ("210.", "210"),
        (".5", "0.5"),
        ("-00.050", "-0.05"),
        ("-0.0", "0"),
        ("\t1.0\n", "1"),
        ("0.1234567890123456789012345678901", "0.1234567890123456789012345678901"),
    ]);
    let not_a_number =
        ["", ".", "-", "+.", "1.2.3", "1e3", "1,5", "INF", "- 1", "1 2"].map(|text| (text, "not a number"));
    assert_refused::<Decimal>("xs:decimal", &not_a_number);
    let ascending =
        ["-10", "-9.99", "-9.9", "-0.5", "-0.05", "0", "0.05", "0.1", "0.11", "0.9", "1", "1.5", "10", "10.01"];
    let ascending: Vec<Decimal> = ascending.map(|text| text.parse().unwrap()).into();
    assert!(ascending.is_sorted_by(|a, b| a < b));
}

#[test]
fn decimal_conversions() {
    for (unscaled, scale, text) in
        [(0, 0, "0"), (0, 5, "0"), (125, 1, "12.5"), (5, 3, "0.005"), (-100, 2, "-1"), (-7, 0, "-7")]
    {
        assert_eq!(Decimal::new(unscaled, scale).to_string(), text);
        assert_eq!(Decimal::new(unscaled, scale), text.parse().unwrap());
    }
    assert_eq!(Decimal::new(i128::MIN, 0).to_string(), i128::MIN.to_string());
    assert_eq!(Decimal::try_from(0.1).unwrap().to_string(), "0.1");
    assert_eq!(Decimal::try_from(-1e21).unwrap(), Decimal::new(-10_i128.pow(21), 0));
    assert!(Decimal::try_from(f64::NAN).is_err());
    assert!(Decimal::try_from(f64::INFINITY).is_err());
    let value = Decimal::new(-1_250, 2);
    assert_eq!((value.to_f64(), value.integer_digits(), value.fraction_digits()), (-12.5, "12", "5"));
    assert_eq!(value.to_integer(), None);
    assert_eq!(Decimal::new(-1_200, 2).to_integer(), Some(Integer::from(-12)));
    assert_eq!(Decimal::from(Integer::from(-12)), Decimal::from(-12));
}

#[test]
fn floats_are_read() {
    let table = [
        ("-1E4", -1e4),
        ("1267.43233E12", 1267.43233e12),
        ("12.78e-2", 0.1278),
        ("12", 12.0),
        (" +12. ", 12.0),
        (".5", 0.5),
        ("-0", -0.0),
        ("INF", f64::INFINITY),
        ("-INF", f64::NEG_INFINITY),
        ("1e400", f64::INFINITY),
        ("1e-400", 0.0),
    ];
    for (text, value) in table {
        assert_eq!(parse_double(text).map(f64::to_bits), Ok(value.to_bits()), "{text:?}");
    }
    assert!(parse_double("NaN").unwrap().is_nan());
    assert_eq!(parse_float("0.1"), Ok(0.1_f32));
    assert_eq!(parse_float("-INF"), Ok(f32::NEG_INFINITY));
    for text in
        ["", ".", "e5", "1e", "1e+", "inf", "infinity", "nan", "+INF", "-NaN", "Infinity", "1 2", "1e1.5", "0x1p3"]
    {
        let message = parse_double(text).unwrap_err().to_string();
        assert_eq!(message, format!("{text:?} is not a valid xs:double: not a number"));
        assert!(parse_float(text).is_err());
    }
}

#[test]
fn floats_are_written() {
    let table = [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (-12.5, "-12.5"),
        (0.1, "0.1"),
        (123_456_789.125, "123456789.125"),
        (1e-5, "0.00001"),
        (1.5e-6, "1.5E-6"),
        (1e15, "1E15"),
        (f64::MAX, "1.7976931348623157E308"),
        (5e-324, "5E-324"),
        (f64::INFINITY, "INF"),
        (f64::NEG_INFINITY, "-INF"),
        (f64::NAN, "NaN"),
    ];
    for (value, expected) in table {
        let mut text = String::new();
        write_double(value, &mut text);
        assert_eq!(text, expected);
        assert_eq!(parse_double(&text).map(f64::to_bits), Ok(value.to_bits()));
    }
    let mut text = String::from("x=");
    write_float(0.1, &mut text);
    write_float(f32::MAX, &mut text);
    assert_eq!(text, "x=0.13.4028235E38");
}
