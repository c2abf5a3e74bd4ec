//! Every datatype as a value of serde: the same value again, and nothing that is none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Debug;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use xsd_runtime::datatypes::*;
use xsd_runtime::{
    Entities, IdRefs, List, NegativeInteger, Nillable, NmTokens, NonNegativeInteger, NonPositiveInteger,
    PositiveInteger, QName, RawAttribute, RawElement, ReadOptions, Simple,
};

/// A value, its JSON, and the value again.
fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: &str) {
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(&serde_json::from_str::<T>(json).unwrap(), value, "{json}");
}

/// Texts of a type: those that stand for a value, in the spelling in which it is written, and those that do not.
fn texts<T>(valid: &[&str], invalid: &[&str])
where
    T: FromStr<Err: Debug> + Serialize + DeserializeOwned + PartialEq + Debug,
{
    for text in valid {
        round_trip(&text.parse::<T>().unwrap(), &format!("{text:?}"));
    }
    for text in invalid {
        let error = serde_json::from_str::<T>(&format!("{text:?}")).expect_err(text).to_string();
        assert!(error.contains("is not"), "{error}");
    }
    for json in ["null", "[]", "{}", "true"] {
        let error = serde_json::from_str::<T>(json).expect_err(json).to_string();
        assert!(error.contains("expected a text"), "{error}");
    }
}

#[test]
fn numbers() {
    texts::<Decimal>(&["0", "-1.5", "123456789012345678901234567890.000000001"], &["", "1e5", "INF"]);
    texts::<Integer>(&["0", "-123456789012345678901234567890"], &["", "1.0"]);
    texts::<NonNegativeInteger>(&["0", "123456789012345678901234567890"], &["-1", "x"]);
    texts::<PositiveInteger>(&["1"], &["0"]);
    texts::<NonPositiveInteger>(&["0", "-1"], &["1"]);
    texts::<NegativeInteger>(&["-1"], &["0"]);
    round_trip(&i64::MIN, "-9223372036854775808");
    round_trip(&u64::MAX, "18446744073709551615");
}

#[test]
fn dates() {
    texts::<DateTime>(
        &["2024-02-29T12:00:00.5Z", "-0044-03-15T00:00:00", "2026-01-01T00:00:00+05:30"],
        &["2024-02-29"],
    );
    texts::<Date>(&["2024-02-29", "2024-02-29-14:00"], &["2023-02-29", ""]);
    texts::<Time>(&["23:59:59.999999999", "00:00:00Z"], &["24:00:01"]);
    texts::<GYear>(&["2024", "-0001Z"], &["24"]);
    texts::<GYearMonth>(&["2024-02"], &["2024-13"]);
    texts::<GMonth>(&["--02"], &["02"]);
    texts::<GMonthDay>(&["--02-29"], &["--02-30"]);
    texts::<GDay>(&["---31Z"], &["---32"]);
    texts::<Duration>(&["P1Y2M3DT4H5M6.7S", "-P1D"], &["P", "1D"]);
}

#[test]
fn octets() {
    texts::<Base64Binary>(&["", "eHNk", "AA=="], &["A", "?"]);
    texts::<HexBinary>(&["", "00FF"], &["0", "G0"]);
}

#[test]
fn names_and_other_texts() {
    texts::<NormalizedString>(&[" a  b "], &[]);
    texts::<Token>(&["a b"], &[]);
    texts::<Language>(&["de-AT"], &["de_AT"]);
    texts::<AnyUri>(&["http://example.org/a b"], &[]);
    texts::<Name>(&["a:b"], &["1"]);
    texts::<NCName>(&["a"], &["a:b"]);
    texts::<NmToken>(&["1"], &["a b"]);
    texts::<Id>(&["i1"], &["1i"]);
    texts::<IdRef>(&["i1"], &["1i"]);
    texts::<Entity>(&["e"], &[""]);
}

#[test]
fn lists_are_sequences() {
    fn parsed<T: Simple>(text: &str) -> T {
        T::parse(text, &xsd_runtime::Context::STRICT).unwrap()
    }
    round_trip(&parsed::<List<i32>>("1 2 3"), "[1,2,3]");
    round_trip(&List::<Date>::default(), "[]");
    round_trip(&parsed::<NmTokens>("a b"), r#"["a","b"]"#);
    round_trip(&parsed::<IdRefs>("a"), r#"["a"]"#);
    round_trip(&parsed::<Entities>("a"), r#"["a"]"#);
    let error = serde_json::from_str::<NmTokens>("[]").unwrap_err().to_string();
    assert!(error.contains("minLength"), "{error}");
    assert!(serde_json::from_str::<IdRefs>(r#"["1"]"#).is_err());
}

#[test]
fn nil_is_null() {
    round_trip(&Nillable::Value(1), "1");
    round_trip(&Nillable::<Date>::Nil, "null");

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Item {
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "xsd_runtime::serde::present")]
        due: Option<Nillable<Date>>,
    }
    round_trip(&Item { due: None }, "{}");
    round_trip(&Item { due: Some(Nillable::Nil) }, r#"{"due":null}"#);
    round_trip(&Item { due: Some(Nillable::Value("2024-02-29".parse().unwrap())) }, r#"{"due":"2024-02-29"}"#);
}

#[test]
fn every_floating_number_comes_back() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Sample {
        #[serde(with = "xsd_runtime::serde::float")]
        double: f64,
        #[serde(with = "xsd_runtime::serde::float")]
        float: f32,
        #[serde(default, skip_serializing_if = "Vec::is_empty", with = "xsd_runtime::serde::float")]
        many: Vec<List<f64>>,
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "xsd_runtime::serde::float::serialize",
            deserialize_with = "xsd_runtime::serde::float::present"
        )]
        nil: Option<Nillable<f32>>,
    }
    let sample = |double, float| Sample { double, float, many: Vec::new(), nil: None };
    round_trip(&sample(f64::INFINITY, f32::NEG_INFINITY), r#"{"double":"INF","float":"-INF"}"#);
    round_trip(&sample(0.1, -0.1), r#"{"double":0.1,"float":-0.1}"#);
    let nil = Sample { many: vec![List(vec![1.5, f64::INFINITY])], nil: Some(Nillable::Nil), ..sample(0.0, 1.0) };
    round_trip(&nil, r#"{"double":0.0,"float":1.0,"many":[[1.5,"INF"]],"nil":null}"#);
    for value in [f64::MAX, f64::MIN_POSITIVE, 5e-324, 1.0 / 3.0] {
        let json = serde_json::to_string(&sample(value, value as f32)).unwrap();
        assert_eq!(serde_json::from_str::<Sample>(&json).unwrap(), sample(value, value as f32), "{json}");
    }
    let json = r#"{"double":"NaN","float":1}"#;
    let value: Sample = serde_json::from_str(json).unwrap();
    assert!(value.double.is_nan() && value.float == 1.0);
    assert_eq!(serde_json::to_string(&value).unwrap(), json.replace("1}", "1.0}"));
    for bad in ["null", "\"inf\"", "\"\"", "[]"] {
        assert!(serde_json::from_str::<Sample>(&json.replace("\"NaN\"", bad)).is_err(), "{bad}");
    }
}

#[test]
fn expanded_names() {
    let name = |namespace: &str| QName { namespace: namespace.to_owned(), local: "a".to_owned() };
    round_trip(&name("urn:x"), r#"{"namespace":"urn:x","local":"a"}"#);
    round_trip(&name(""), r#"{"local":"a"}"#);
    assert!(serde_json::from_str::<QName>(r#"{"local":"a:b"}"#).is_err());
    let attribute = RawAttribute { namespace: String::new(), local: "lang".to_owned(), value: "<\"&".to_owned() };
    round_trip(&attribute, r#"{"local":"lang","value":"<\"&"}"#);
    let error = serde_json::from_str::<RawAttribute>(r#"{"local":"a b","value":""}"#).unwrap_err().to_string();
    assert!(error.starts_with("`a b` is no local name"), "{error}");
}

#[test]
fn raw_xml_is_its_text() {
    let document = r#"<a xmlns:p="urn:p"><p:b c="p:d">1 &lt; 2<e/></p:b></a>"#;
    let raw = ReadOptions::strict().read_raw(document).unwrap();
    round_trip(&raw, &format!("{document:?}"));
    let child = raw.children().unwrap().remove(0);
    round_trip(&child, &format!("{:?}", child.as_xml()));
    for bad in ["", "a", "<a>", "<a/><b/>", "<p:a/>", "<a>\u{1}</a>", "<!DOCTYPE a><a/>"] {
        let json = serde_json::to_string(bad).unwrap();
        let error = serde_json::from_str::<RawElement>(&json).expect_err(bad).to_string();
        let own = RawElement::parse(bad).expect_err(bad).to_string();
        assert!(error.starts_with(&own), "{bad}: {error}");
    }
}
