//! What is wrong at the very end, or never ends: finding out where it stands costs no more than reading.

use crate::growth::assert_linear;
use crate::{Any, Note, unlimited};

fn refuse(document: &str) {
    let error = unlimited().read_raw(document).unwrap_err();
    assert!(error.offset() <= document.len());
    unlimited().read::<Note>(document).unwrap_err();
    unlimited().read::<Any>(document).unwrap_err();
}

#[test]
fn at_the_end() {
    for (beginning, piece, end) in [
        ("<any>", "x", "&y;"),
        ("<any>", "é", "&y;"),
        ("<any>", "\n", "&y;"),
        ("<any>", "x\r\n", "]]>"),
        ("<any>", "<b/>", "</c>"),
        ("<any>", "<b></b>", "<c"),
        ("<any>", "<b>", "&y;"),
        ("<any>", "<!-- <b> -->", "&y;"),
        ("<any>", "<![CDATA[<b>]]>", "&y;"),
        ("<any>", "<b c='>'/>", "&y;"),
        ("<any b='", "x", "&y;'/>"),
        ("<any ", "\n", "b/>"),
        ("", "<!-- -->", "<!DOCTYPE a>"),
        ("", "\n", "x"),
        ("<any/>", "\n", "x"),
    ] {
        let make = |n| format!("{beginning}{}{end}", piece.repeat(n));
        assert_linear(&format!("{beginning}{piece}…{end}"), 10_000, make, refuse);
    }
    let siblings = |n| format!("<any>{}&y;", (0..n).map(|it| format!("<b{it}/>")).collect::<String>());
    assert_linear("siblings of many names", 4_000, siblings, refuse);
}

#[test]
fn without_an_end() {
    for (beginning, piece) in [
        ("<any><!--", "<!--"),
        ("<any><!--", "- "),
        ("<any><![CDATA[", "<![CDATA["),
        ("<any><![CDATA[", "]]"),
        ("<any><?a ", "<?a "),
        ("<any a='", "<a a='"),
        ("<any a='", "\""),
        ("<any a=\"", "'"),
        ("<any ", "a "),
        ("<any><", "<"),
        ("<any></", "a"),
        ("<any>&", "&"),
        ("<any>&", "a"),
        ("<any>&#", "0"),
        ("<any>&#x", "f"),
        ("<?xml", " "),
        ("<?xml ", "version='1.0' "),
        ("<any>", "<b>"),
        ("<", "a"),
    ] {
        let make = |n| format!("{beginning}{}", piece.repeat(n));
        assert_linear(&format!("{beginning}{piece}…"), 10_000, make, refuse);
    }
}
