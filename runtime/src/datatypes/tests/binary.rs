//! Binary data (Part 2, sections 3.2.15 and 3.2.16).

use super::{assert_refused, assert_written};
use crate::datatypes::{Base64Binary, HexBinary};

#[test]
fn base64() {
    for (bytes, text) in [
        (&b""[..], ""),
        (b"f", "Zg=="),
        (b"fo", "Zm8="),
        (b"foo", "Zm9v"),
        (b"foob", "Zm9vYg=="),
        (b"fooba", "Zm9vYmE="),
        (b"foobar", "Zm9vYmFy"),
        (b"\xFB\xFF\xBE", "+/++"),
    ] {
        assert_eq!(Base64Binary::from(bytes).to_string(), text);
        assert_eq!(text.parse::<Base64Binary>().as_deref(), Ok(bytes));
    }
    assert_written::<Base64Binary>(&[
        (" Zm9v\r\n YmFy ", "Zm9vYmFy"),
        ("Z m 9 v", "Zm9v"),
        ("Zg= =\n", "Zg=="),
        ("Zm9vYm\nFyZg==", "Zm9vYmFyZg=="),
        (" \t\r\n", ""),
    ]);
    assert_refused::<Base64Binary>(
        "xs:base64Binary",
        &[
            ("Z", "a single character at the end"),
            ("Zm9vY", "a single character at the end"),
            ("Zg", "the padding is missing"),
            ("Zm8", "the padding is missing"),
            ("Zg=", "padding in a wrong place"),
            ("Z===", "padding in a wrong place"),
            ("====", "padding in a wrong place"),
            ("=", "padding in a wrong place"),
            ("Zg==Zg==", "characters after the padding"),
            ("Zg=a", "characters after the padding"),
            ("Zm8==", "characters after the padding"),
            ("Zm9v=", "padding in a wrong place"),
            ("Zh==", "bits beyond the last byte that are not zero"),
            ("Zm9=", "bits beyond the last byte that are not zero"),
            ("Zm-_", "a character outside the Base64 alphabet"),
            ("Zm9v\u{a0}", "a character outside the Base64 alphabet"),
        ],
    );
    for (text, bytes) in [("Zg", &b"f"[..]), ("Zm 8", b"fo"), ("Zh==", b"f"), ("Zm9v", b"foo"), ("Zg==", b"f")] {
        assert_eq!(Base64Binary::parse_lenient(text).as_deref(), Ok(bytes), "{text}");
    }
    for text in ["Z", "Zg=", "Zm9v!", "Zg==Zg=="] {
        assert!(Base64Binary::parse_lenient(text).is_err(), "{text}");
    }
}

#[test]
fn every_byte_comes_back() {
    let all: Vec<u8> = (0..=255).collect();
    for length in 0..=all.len() {
        let bytes = &all[..length];
        let base64 = Base64Binary::from(bytes);
        assert_eq!(base64.to_string().parse(), Ok(base64));
        let hex = HexBinary::from(bytes);
        assert_eq!(hex.to_string().parse(), Ok(hex));
    }
}

#[test]
fn hex() {
    assert_written::<HexBinary>(&[("0FB7", "0FB7"), (" 0fb7 ", "0FB7"), ("", ""), ("00", "00")]);
    assert_refused::<HexBinary>(
        "xs:hexBinary",
        &[
            ("FB7", "an odd number of digits"),
            ("0g", "not a hexadecimal digit"),
            ("g0", "not a hexadecimal digit"),
            ("0F B7", "not a hexadecimal digit"),
            ("0x0F", "not a hexadecimal digit"),
            ("é", "not a hexadecimal digit"),
        ],
    );
}

#[test]
fn debug_shows_the_start() {
    assert_eq!(format!("{:?}", HexBinary::from(vec![1, 255])), "HexBinary(2 bytes: 01 FF)");
    assert_eq!(format!("{:?}", Base64Binary::default()), "Base64Binary(0 bytes)");
    assert!(format!("{:?}", Base64Binary::from(vec![0; 17])).ends_with(" 00 …)"));
}
