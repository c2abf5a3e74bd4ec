//! Values in schemas that are right, and those that would take long to check.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::problems;

/// Checks that nothing is wrong with a schema.
fn assert_right(content: &str) {
    assert_eq!(problems(content), "", "{content}");
}

/// A restriction of a type with some facets.
fn restriction(name: &str, base: &str, facets: &str) -> String {
    format!(r#"<xs:simpleType name="{name}"><xs:restriction base="{base}">{facets}</xs:restriction></xs:simpleType>"#)
}

#[test]
fn enumerations_are_compared_as_values() {
    for (base, value, of_derived) in [
        ("xs:decimal", "1.0", "+01"),
        ("xs:float", "NaN", " NaN "),
        ("xs:double", "-0", "0.0E3"),
        ("xs:dateTime", "2000-01-01T00:00:00Z", "2000-01-01T05:30:00+05:30"),
        ("xs:dateTime", "1999-12-31T24:00:00", "2000-01-01T00:00:00"),
        ("xs:duration", "P1Y", "P12M"),
        ("xs:hexBinary", "ff", "FF"),
        ("xs:base64Binary", "QUJD", "QU JD"),
        ("xs:NMTOKENS", "a b", " a  b "),
        ("xs:token", "a b", "  a   b "),
        ("xs:QName", "t:a", "u:a"),
    ] {
        let own = format!(r#"<xs:enumeration value="{value}"/>"#);
        let derived = format!(r#"<xs:enumeration value="{of_derived}" xmlns:u="urn:t"/>"#);
        assert_right(&(restriction("A", base, &own) + &restriction("B", "t:A", &derived)));
    }
}

#[test]
fn a_default_sees_the_namespaces_around_it() {
    let names = restriction("Names", "xs:QName", r#"<xs:enumeration value="t:a"/><xs:enumeration value="t:b"/>"#);
    assert_right(&format!(r#"{names}<xs:element name="e" type="t:Names" default="u:b" xmlns:u="urn:t"/>"#));
    let message = problems(&format!(r#"{names}<xs:element name="e" type="t:Names" default="u:b" xmlns:u="urn:u"/>"#));
    assert!(message.contains("note: \"u:b\" is none of the enumeration values"), "{message}");
}

#[test]
fn members_of_a_union_are_tried_in_turn() {
    let word = restriction("Word", "xs:NMTOKEN", r#"<xs:enumeration value="none"/>"#);
    let small = restriction("Small", "xs:int", r#"<xs:maxInclusive value="9"/>"#);
    let types =
        format!(r#"{word}{small}<xs:simpleType name="U"><xs:union memberTypes="t:Small t:Word"/></xs:simpleType>"#);
    let few = restriction("Few", "t:U", r#"<xs:enumeration value="07"/><xs:enumeration value="none"/>"#);
    assert_right(&format!(r#"{types}{few}<xs:element name="e" type="t:Few" default="7"/>"#));
    for value in ["10", "some", "8"] {
        let message = problems(&format!(r#"{types}{few}<xs:element name="e" type="t:Few" default="{value}"/>"#));
        assert!(message.starts_with("error[bad-default]"), "{value}: {message}");
    }
}

#[test]
fn unions_that_double() {
    let mut content = restriction("U0", "xs:int", r#"<xs:maxInclusive value="9"/>"#);
    for idx in 1..50 {
        let below = idx - 1;
        let _ = write!(
            content,
            r#"<xs:simpleType name="U{idx}"><xs:union memberTypes="t:U{below} t:U{below}"/></xs:simpleType>"#
        );
    }
    content.push_str(r#"<xs:element name="e" type="t:U49" default="none"/>"#);
    let message = problems(&content);
    assert!(message.starts_with("error[values-too-large]: the values of this schema take too long"), "{message}");
}

#[test]
fn long_chains_of_types() {
    let chain = |n_types: usize| {
        let first = restriction("T0", "xs:string", r#"<xs:enumeration value="a"/><xs:enumeration value="b"/>"#);
        (1..n_types).fold(first, |content, idx| {
            let base = format!("t:T{}", idx - 1);
            content + &restriction(&format!("T{idx}"), &base, r#"<xs:enumeration value="a"/>"#)
        })
    };
    assert!(problems(&chain(2_000)).is_empty());
    let start = Instant::now();
    let message = problems(&chain(6_000));
    assert_eq!(message.matches("error[").count(), 1);
    assert!(message.starts_with("error[values-too-large]"));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn long_texts_and_large_patterns() {
    let types = restriction("T", "xs:string", r#"<xs:pattern value="((a?){200}){100}"/>"#);
    let text = "a".repeat(300_000);
    let start = Instant::now();
    let message = problems(&format!(r#"{types}<xs:element name="e" type="t:T" default="{text}"/>"#));
    assert!(message.starts_with("error[values-too-large]"), "{}", message.get(..200).unwrap_or_default());
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn many_large_patterns() {
    let mut content = String::new();
    for idx in 0..2_000 {
        content += &restriction(&format!("T{idx}"), "xs:string", r#"<xs:pattern value="(.{300}){300}"/>"#);
    }
    let start = Instant::now();
    let message = problems(&content);
    assert!(message.starts_with("error[values-too-large]: the patterns of the schema"), "{message}");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
