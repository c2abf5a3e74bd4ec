//! Attributes, namespace declarations, prefixes.

use xsd_runtime::{ErrorKind, RawElement, ReadOptions};

use crate::growth::{assert_at_most, assert_linear};
use crate::{Any, Note, accept, unlimited};

fn refused(document: &str, options: &ReadOptions, message: &str) {
    let error = options.read_raw(document).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.message().ends_with(message), "{error}");
}

/// `count` times what is made of numbers from 0 on.
fn each(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect()
}

#[test]
fn a_million_attributes() {
    let document = format!("<note{}>n</note>", each(1_000_000, |number| format!(" a{number}=''")));
    refused(&document, &ReadOptions::lenient(), "an element has more than 256 attributes");
    assert_eq!(unlimited().read_raw(&document).unwrap().text().unwrap(), "n");
    // The last is the first again.
    let twice = document.replace(" a999999=''", " a0=''");
    let error = unlimited().read_raw(&twice).unwrap_err();
    assert_eq!(error.message(), "attribute `a0` occurs twice in one tag");
    assert_eq!(error.offset(), twice.rfind("a0=").unwrap());
}

#[test]
fn many_attributes() {
    assert_linear("names", 4_000, |n| format!("<a{}/>", each(n, |it| format!(" a{it}=''"))), accept);
    let long = "n".repeat(50);
    let alike = |n| format!("<a{}/>", each(n, |it| format!(" {long}{it:08}=''")));
    assert_linear("names that begin alike", 4_000, alike, accept);
    let alike = |n| format!("<a{}/>", each(n, |it| format!(" _{it:08}{long}=''")));
    assert_linear("names that end alike", 4_000, alike, accept);
    let prefixed = |n| format!("<a xmlns:p='u' xmlns:q='v'{}/>", each(n, |it| format!(" p:a{it}='' q:a{it}=''")));
    assert_linear("prefixes", 2_000, prefixed, accept);
    let skipped = |n| format!("<note><a{}/></note>", each(n, |it| format!(" a{it}=''")));
    let read = |document: &str| drop(unlimited().read::<Note>(document));
    assert_linear("attributes of an element that is passed over", 4_000, skipped, read);
    let items = |n| each(n, |_| format!("<b{}/>", each(100, |it| format!(" a{it}=''"))));
    assert_linear("attributes of many elements", 50, |n| format!("<a>{}</a>", items(n)), accept);
}

#[test]
fn a_hundred_thousand_declarations() {
    let declarations = |count| each(count, |it| format!(" xmlns:p{it}='u'"));
    let on_one = format!("<a{}/>", declarations(100_000));
    refused(&on_one, &ReadOptions::lenient(), "an element has more than 256 attributes");
    refused(&on_one, &unlimited(), "more than 1024 namespace declarations are in scope");
    assert_linear(
        "on one element",
        10_000,
        |n| format!("<a{}/>", declarations(n)),
        |document| {
            assert!(unlimited().read_raw(document).is_err());
        },
    );
    let nested = |n| each(n, |it| format!("<a xmlns:p{it}='u'>")) + &"</a>".repeat(n);
    refused(&nested(100_000), &ReadOptions::lenient(), "elements nest deeper than 128");
    refused(&nested(100_000), &unlimited(), "more than 1024 namespace declarations are in scope");
    let again = |n| "<a xmlns='u' xmlns:p='u'>".repeat(n) + &"</a>".repeat(n);
    refused(&again(100_000), &unlimited(), "more than 1024 namespace declarations are in scope");
    // What is out of scope does not count.
    let siblings = |n| format!("<a>{}</a>", each(n, |it| format!("<p{it}:b xmlns:p{it}='u{it}' xmlns='v{it}'/>")));
    accept(&siblings(100_000));
    assert_linear("one behind the other", 4_000, siblings, accept);
}

/// As many declarations as there may be, and elements that use them.
#[test]
fn many_prefixes_that_are_looked_up() {
    let declarations = each(250, |it| format!(" xmlns:p{it}='u{it}'"));
    let within = |name: &str, content: String| {
        let levels = 4;
        let opened = each(levels, |level| format!("<{name}{}>", declarations.replace(":p", &format!(":p{level}_"))));
        opened + &content + &format!("</{name}>").repeat(levels)
    };
    let last = |n| within("a", "<p0_0:b/><p3_249:b/><b p0_0:c='' p1_1:c=''/>".repeat(n));
    assert_linear("in names", 1_000, last, accept);
    let other = |n| within("a", "<b xmlns:q='w'/><b xmlns='w'/>".repeat(n));
    assert_linear("beside others", 1_000, other, accept);
    let in_text = |n| within("any", "p0_0:b p3_249:b ".repeat(n));
    assert_linear("in texts", 1_000, in_text, accept);
    let raw = |document: &str| drop(unlimited().read::<Any>(document).unwrap());
    let kept = |n| format!("<any{declarations}>{}</any>", "<p0:b/>p0:<b>p249:b p0:b</b>".repeat(n));
    let lenient = |document: &str| assert!(!ReadOptions::lenient().read::<Any>(document).unwrap().0.is_empty());
    assert_linear("in elements that are kept", 1_000, kept, lenient);
    let text = |n| format!("<any{declarations}><b>{}</b></any>", "p:".repeat(n));
    assert_linear("in the text of an element that is kept", 10_000, text, raw);
    let words = |n| format!("<any{declarations}><b>{}</b></any>", "xmlns xmlns=\" 'xmlns:p0='".repeat(n));
    assert_linear("in what looks like declarations", 5_000, words, raw);
}

/// What is kept does not pay for declarations that it does not use.
#[test]
fn declarations_that_are_not_used() {
    let document = |count| {
        let declarations = each(count, |it| format!(" xmlns:prefix{it}='u{it}'"));
        format!("<any{declarations}>{}</any>", "<b/><b>text</b>".repeat(10_000))
    };
    let read = |document: &str| drop(unlimited().read::<Any>(document).unwrap());
    assert_at_most(25, "a thousand declarations", &document(1), &document(1000), read);
}

/// A declaration that is used on many elements is copied to each that is kept by itself, as an entity would be.
#[test]
fn namespaces_do_not_multiply() {
    let uri = "u".repeat(1000);
    let document = |n| format!("<any xmlns:p='{uri}'>{}</any>", "<p:b/>".repeat(n));
    let options = ReadOptions::strict().max_text_bytes(1 << 20);
    assert_eq!(options.read::<Any>(&document(1_000)).unwrap().0.len(), 1_000);
    let error = options.read::<Any>(&document(1_100)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    let message = "the namespace declarations that raw XML needs are longer than 1048576 bytes";
    assert_eq!(error.message(), message);
    let escaped = format!("<any xmlns:p='{}'>{}</any>", "&amp;".repeat(1000), "<p:b/>".repeat(300));
    assert_eq!(options.read::<Any>(&escaped).unwrap_err().message(), message);
    let long = format!("<a xmlns='{}'/>", "u".repeat(2000));
    refused(&long, &unlimited(), "a namespace name is longer than 1024 bytes");
}

/// What has been kept can be looked at in time that grows with its length too.
#[test]
fn raw_elements() {
    let document = |n| format!("<a{}>{}</a>", each(n, |it| format!(" a{it}=''")), "<b/>c".repeat(n));
    assert_linear("looking at raw XML", 2_000, document, |document| {
        let raw: RawElement = unlimited().read_raw(document).unwrap();
        assert_eq!(raw.children().unwrap().len(), raw.attributes().unwrap().len());
        assert!(!raw.text().unwrap().is_empty() && raw.attribute("", "a1").unwrap().is_some());
    });
}
