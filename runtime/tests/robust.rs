//! The reader on documents cut off and spoiled: always an answer, and the answer that another XML parser gives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs
)]

mod stricter;

use roxmltree::{Document, Node, ParsingOptions};
use xsd_runtime::{Error, ErrorKind, RawElement, ReadOptions, decode};

mod support {
    pub mod mutate;
}
use support::mutate::{Random, mutate};

const SAMPLE: &str = include_str!("documents/sample.xml");

fn read(document: &str) -> Result<RawElement, Error> {
    let strict = ReadOptions::strict().read_raw(document);
    let lenient = ReadOptions::lenient().read_raw(document);
    assert_eq!(strict, lenient, "the mode makes no difference to raw XML: {document:?}");
    strict
}

fn read_bytes(document: &[u8]) -> Result<RawElement, Error> {
    read(&decode(document)?)
}

#[test]
fn the_sample_is_well_formed() {
    let root = read(SAMPLE).unwrap();
    assert_eq!((root.namespace(), root.local_name()), ("urn:example:orders", "orders"));
    assert!(Document::parse(SAMPLE).is_ok());
}

/// A document that lacks anything of its root element is refused, wherever it was cut off: also inside a character.
#[test]
fn cut_off_at_every_byte() {
    let end = SAMPLE.find("</orders>").unwrap() + "</orders>".len();
    for length in 0..end {
        let error = read_bytes(&SAMPLE.as_bytes()[..length]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotWellFormed, "{length}: {error}");
        assert!(error.offset() <= length && !error.message().is_empty(), "{length}: {error}");
    }
    let rest = &SAMPLE[end..];
    for (at, _) in rest.char_indices() {
        let is_whole = ["", "<!-- The end. -->", "<!-- The end. -->\n<?end?>"].contains(&rest[..at].trim());
        assert_eq!(read(&SAMPLE[..end + at]).is_ok(), is_whole, "{at} after the root element");
    }
}

#[test]
fn every_byte_lost_doubled_or_changed() {
    let bytes = SAMPLE.as_bytes();
    for at in 0..bytes.len() {
        for replacement in [&[][..], &[bytes[at]; 2], b"<", b"&", b"\0", b" ", b"\xFF", b":", b"a"] {
            let mut spoiled = bytes.to_vec();
            spoiled.splice(at..=at, replacement.iter().copied());
            check(&spoiled);
        }
    }
}

#[test]
fn random_mutations() {
    let mut random = Random::new(1);
    let mut n_accepted = 0;
    for _ in 0..20_000 {
        let spoiled = mutate(SAMPLE, &mut random);
        n_accepted += usize::from(check(spoiled.as_bytes()));
    }
    // Both answers have to be tested.
    assert!((1_000..19_000).contains(&n_accepted), "{n_accepted} documents are accepted");
}

/// Bytes of every kind, without any structure.
#[test]
fn noise() {
    let mut random = Random::new(2);
    for _ in 0..5_000 {
        let length = random.below(60);
        let noise: Vec<u8> = (0..length).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        check(&noise);
        let markup: String = (0..length).map(|_| b"<>/!?-[]&;:='\" ax"[random.below(17)] as char).collect();
        check(markup.as_bytes());
    }
}

/// Reads a document; whether it is accepted has to agree with roxmltree, up to the known differences.
fn check(document: &[u8]) -> bool {
    let ours = read_bytes(document);
    let Ok(text) = decode(document) else {
        assert!(ours.is_err(), "accepted, though it cannot be decoded: {document:?}");
        return false;
    };
    let is_copy = std::str::from_utf8(document) != Ok(&text);
    assert!(!is_copy || cfg!(feature = "encodings"), "decoded, though it is not UTF-8: {document:?}");
    if MISREAD.iter().any(|(piece, _)| text.contains(piece)) {
        return ours.is_ok();
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let n_bytes = text.len();
    // Line ends as XML 1.0, section 2.11 has them; roxmltree forgets about those before a reference.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    match (&ours, Document::parse_with_options(text, options)) {
        (Ok(_), Err(theirs)) => panic!("accepted, though roxmltree says `{theirs}`:\n{text}"),
        (Err(error), Ok(_)) => {
            let is_known = stricter::STRICTER.iter().chain(&ALSO).any(|(message, _)| error.message().contains(message));
            assert!(is_known, "roxmltree accepts what is refused here:\n{error}\n{text}");
        }
        (Ok(raw), Ok(theirs)) => {
            // What is kept of the root element still means the same.
            let again = Document::parse(raw.as_xml()).unwrap_or_else(|error| panic!("{error}: {}", raw.as_xml()));
            let (again, theirs) = (again.root_element(), theirs.root_element());
            assert_eq!(again.tag_name(), theirs.tag_name(), "{text}");
            compare(raw, theirs, text);
        }
        (Err(error), Err(_)) => assert!(error.offset() <= n_bytes, "{error}"),
    }
    ours.is_ok()
}

/// Names, attributes and texts of an element and all inside it.
fn compare(ours: &RawElement, theirs: Node<'_, '_>, document: &str) {
    assert_eq!((ours.namespace(), ours.local_name()), (name_space(&theirs), theirs.tag_name().name()), "{document}");
    let text: String = theirs.children().filter(Node::is_text).filter_map(|it| it.text()).collect();
    assert_eq!(ours.text().unwrap(), text, "{document}");
    for attribute in theirs.attributes() {
        let found = ours.attribute(attribute.namespace().unwrap_or(""), attribute.name()).unwrap();
        assert_eq!(found.as_deref(), Some(attribute.value()), "{document}");
    }
    let children = ours.children().unwrap();
    assert_eq!(children.len(), theirs.children().filter(Node::is_element).count(), "{document}");
    for (ours, theirs) in children.iter().zip(theirs.children().filter(Node::is_element)) {
        compare(ours, theirs, document);
    }
}

fn name_space<'a>(node: &Node<'a, '_>) -> &'a str {
    node.tag_name().namespace().unwrap_or("")
}

/// What roxmltree reads in another way than Namespaces in XML says.
const MISREAD: [(&str, &str); 2] = [
    (":xmlns", "an attribute like any other, taken for a declaration"),
    ("<xml:", "the prefix `xml` is bound from the start, also for elements (section 3)"),
];

/// What else is refused here and accepted by roxmltree: a part of the message, and why.
const ALSO: [(&str, &str); 2] = [
    ("document type declaration (DTD)", "DTDs are refused on purpose, and allowed for roxmltree here"),
    ("nest deeper than", "the limit of depth"),
];
