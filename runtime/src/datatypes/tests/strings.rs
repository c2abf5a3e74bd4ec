//! White space, names, and the types derived from `xs:string` (Part 2, sections 3.3.1 to 3.3.12 and 4.3.6).

use std::borrow::Cow;

use super::{assert_refused, assert_written};
use crate::datatypes::{
    AnyUri, Entity, Id, IdRef, Language, NCName, Name, NmToken, NormalizedString, Token, collapse, is_name_char,
    is_name_start, is_uri_reference, replace, trim,
};
use crate::{Context, Simple};

#[test]
fn white_space() {
    for (text, trimmed, replaced, collapsed) in [
        ("", "", "", ""),
        ("abc", "abc", "abc", "abc"),
        ("a b", "a b", "a b", "a b"),
        (" a  b ", "a  b", " a  b ", "a b"),
        ("\ta\r\nb\n", "a\r\nb", " a  b ", "a b"),
        (" \n\t\r ", "", "     ", ""),
        ("\u{a0}a\u{2003}", "\u{a0}a\u{2003}", "\u{a0}a\u{2003}", "\u{a0}a\u{2003}"),
        ("\u{c}a", "\u{c}a", "\u{c}a", "\u{c}a"),
        ("a\tb", "a\tb", "a b", "a b"),
    ] {
        assert_eq!(trim(text), trimmed, "{text:?}");
        assert_eq!(replace(text), replaced, "{text:?}");
        assert_eq!(collapse(text), collapsed, "{text:?}");
    }
    assert!(matches!(collapse(" a b "), Cow::Borrowed("a b")));
    assert!(matches!(replace(" a b "), Cow::Borrowed(" a b ")));
}

#[test]
fn name_characters() {
    for c in ['a', 'Z', '_', ':', 'é', 'Ω', '一', '𐀀', '\u{200C}'] {
        assert!(is_name_start(c) && is_name_char(c), "{c:?}");
    }
    for c in ['-', '.', '0', '9', '·', '\u{300}', '\u{203F}'] {
        assert!(!is_name_start(c) && is_name_char(c), "{c:?}");
    }
    for c in [' ', '\0', '/', '@', '[', '{', '×', '÷', '\u{37E}', '\u{2028}', '\u{F0000}', '\u{FFFE}'] {
        assert!(!is_name_start(c) && !is_name_char(c), "{c:?}");
    }
}

#[test]
fn texts() {
    assert_written::<NormalizedString>(&[(" a\tb\r\nc ", " a b  c "), ("", "")]);
    assert_written::<Token>(&[(" a\tb\r\nc ", "a b c"), ("", "")]);
    assert_written::<AnyUri>(&[
        (" http://example.org/a?b#c ", "http://example.org/a?b#c"),
        ("", ""),
        ("../é x", "../é x"),
    ]);
    assert_written::<Language>(&[
        ("en", "en"),
        ("de-AT", "de-AT"),
        (" i-navajo\n", "i-navajo"),
        ("x-1234567a", "x-1234567a"),
    ]);
    let bad = ["", "-", "en-", "-en", "en_US", "abcdefghi", "e1", "en-123456789", "dé", "en US"];
    assert_refused::<Language>("xs:language", &bad.map(|text| (text, "not a language tag")));
}

#[test]
fn names() {
    assert_written::<Name>(&[("a", "a"), (" xs:string\n", "xs:string"), (":", ":"), ("_1-.é", "_1-.é")]);
    let bad = ["", "1a", "-a", ".a", "a b", "a/b", "a,"];
    assert_refused::<Name>("xs:Name", &bad.map(|text| (text, "not an XML name")));
    assert_written::<NCName>(&[("a", "a"), (" _a.b-c\n", "_a.b-c")]);
    let bad = ["", "1a", "a:b", ":a", "a b"].map(|text| (text, "not an XML name without colon"));
    assert_refused::<NCName>("xs:NCName", &bad);
    assert_refused::<Id>("xs:ID", &bad);
    assert_refused::<IdRef>("xs:IDREF", &bad);
    assert_refused::<Entity>("xs:ENTITY", &bad);
    assert_written::<NmToken>(&[("1a", "1a"), ("-:.", "-:.")]);
    assert_refused::<NmToken>("xs:NMTOKEN", &["", "a b", "a/b"].map(|text| (text, "not made of name characters")));
}

#[test]
fn conversions() {
    let token = Token::try_from(String::from(" a ")).unwrap();
    assert_eq!(token, "a");
    assert_eq!(token.len(), 1);
    assert_eq!(format!("{token:?} {token:>3}"), "\"a\"   a");
    assert_eq!(String::from(token.clone()), token.into_string());
    let name = NCName::try_from("a").unwrap();
    assert!(std::collections::HashSet::from([name]).contains("a"));
    let given = String::from("kept");
    let place = given.as_ptr();
    let kept = Token::try_from(given).unwrap();
    assert_eq!(kept.as_ptr(), place);
}

#[test]
fn uri_references() {
    for text in [
        "",
        "a",
        "http://a/b?c#d",
        "a b",
        " a b ",
        "é",
        "{}",
        "a%20",
        "mailto:a@b",
        "a/b:c",
        "./a b:c",
        "../a",
        "//a:80/b",
        "?a:b",
        "http://[::1]/",
        "[",
        "#",
        "#a",
        "#a:b",
        "urn:a",
        "URN:uuid:0-1",
        "urn:schemas-microsoft-com:xml-data",
        r"C:\a b\c",
        "file:///C:/a.xsd",
        "http://例え.jp/é?ü#ö",
        "x-a.b+c:d",
        "a|b^c`d\"<>",
    ] {
        assert!(is_uri_reference(text), "{text}");
        assert_eq!(AnyUri::parse(text, &Context::STRICT).unwrap(), *text.trim());
    }
    for text in ["%", "a%2", "a%zz", "a%é", "a#b#c", ":", ":a", "1a:b", "a b:c"] {
        assert!(!is_uri_reference(text), "{text}");
        let error = AnyUri::parse(text, &Context::STRICT).unwrap_err().to_string();
        assert_eq!(error, format!("{text:?} is not a valid xs:anyURI: not a URI reference"));
        assert_eq!(AnyUri::parse(text, &Context::LENIENT).unwrap(), *text);
    }
}
