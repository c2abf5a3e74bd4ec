//! Texts, attribute values, references, CDATA sections, comments and processing instructions.

use xsd_runtime::{ErrorKind, ReadOptions};

use crate::growth::assert_linear;
use crate::{Note, accept, unlimited};

/// A tenth of a gigabyte, since ten times as much takes as many times as long, and memory that a machine may not have.
#[test]
fn a_long_attribute() {
    let value = "x".repeat(100 << 20);
    let document = format!("<note a='{value}'/>");
    let limited = ReadOptions::lenient().max_text_bytes(value.len() - 1);
    assert_eq!(limited.read_raw(&document).unwrap_err().kind(), ErrorKind::Limit);
    let raw = ReadOptions::lenient().read_raw(&document).unwrap();
    assert_eq!(raw.attribute("", "a").unwrap().map(|it| it.len()), Some(value.len()));
}

#[test]
fn texts() {
    let note = |piece: &'static str| move |n: usize| format!("<note>{}</note>", piece.repeat(n));
    let read = |document: &str| {
        accept(document);
        assert!(unlimited().read::<Note>(document).unwrap().text.len() < document.len());
    };
    for piece in [
        "&#65;",
        "&#x0000041;",
        "&lt;&amp;",
        "]",
        "]]",
        "] >",
        "\r",
        "\r\n",
        "a\r",
        "\u{EFFF}",
        "<!---->",
        "<!-- - -->",
        "<?a?>",
        "<?a ? >?>",
        "<![CDATA[]]>",
        "<![CDATA[]]]]>",
        "<![CDATA[\r]]>a",
        "&#65;<!---->a<![CDATA[]]]]>\r",
        " <!----> ",
    ] {
        assert_linear(piece, 10_000, note(piece), read);
    }
    let skipped = |n| format!("<note>{}</note>", "<b/>a".repeat(n));
    let lenient = |document: &str| drop(ReadOptions::lenient().read::<Note>(document).unwrap());
    assert_linear("elements that are passed over in a text", 10_000, skipped, lenient);
}

#[test]
fn long_pieces() {
    for (beginning, piece, end) in [
        ("<a><!--", " - ->", "--></a>"),
        ("<a><?b ", "? >", "?></a>"),
        ("<a><![CDATA[", "]]", "]]></a>"),
        ("<a><![CDATA[", "]] >\r", "]]></a>"),
        ("<a b='", "&#65;", "'/>"),
        ("<a b='", "\t\r\n", "'/>"),
        ("<a b='", "\">", "'/>"),
        ("<a ", "\n", "/>"),
        ("<a>&#", "0", "65;</a>"),
        ("<a", "a", "/>"),
        ("<a><b", ".-", "/></a>"),
        ("<a ", "b", "=''/>"),
        ("", " ", "<a/>"),
        ("<?xml version='1.0'", " ", "?><a/>"),
        ("<a/>", "<?b?><!---->\n", ""),
    ] {
        let make = |n| format!("{beginning}{}{end}", piece.repeat(n));
        assert_linear(&format!("{beginning}{piece}…{end}"), 20_000, make, accept);
    }
}
