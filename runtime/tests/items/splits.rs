//! However a document is cut into pieces, what comes of it is the same.

use crate::mutate::{Random, mutate};
use crate::{SAMPLE, modes, stream, stream_whole};

/// Documents of every kind that is an error, and some that are none.
const DOCUMENTS: &[&str] = &[
    "",
    " ",
    "<",
    "<n",
    "text",
    "\u{FEFF}<n:Book xmlns:n='urn:notes'><n:Notes><n:Note id='x'/></n:Notes></n:Book>",
    "\u{FEFF}\u{FEFF}<n:Book xmlns:n='urn:notes'/>",
    "<n:Book xmlns:n='urn:notes'/>",
    "<n:Book xmlns:n='urn:notes'><n:Notes/></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note><n:Text/></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'>]]<n:Notes>]]<n:Note><n:Text/></n:Note>></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes>&am<n:Note><n:Text/></n:Note>p;</n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note><n:Text>&#x1;</n:Text></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note><n:Text></n:Txt></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note><n:Text></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note id=1><n:Text/></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note id='<'><n:Text/></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note id='1'><n:Text/><!DOCTYPE a></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note id='1'><n:Text/><!ELEMENT a></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note id='1'><n:Text/><!-- a -- b --></n:Note></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes><n:Note/></n:Notes><n:Notes><n:Note/></n:Notes></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes></n:Groups></n:Book>",
    "<n:Book xmlns:n='urn:notes'><n:Notes a=b/></n:Book>",
    "<n:Book xmlns:n='urn:notes'><x:Notes/></n:Book>",
    "<n:Book xmlns:n='urn:notes'><!-- a -- b --></n:Book>",
    "<n:Book xmlns:n='urn:notes'><!A></n:Book>",
    "<n:Book xmlns:n='urn:notes'/><n:Book xmlns:n='urn:notes'/>",
    "<n:Book xmlns:n='urn:notes'/></n:Book>",
    "<n:Book xmlns:n='urn:notes'/>text",
    "<n:Book xmlns:n='urn:notes'/><![CDATA[text]]>",
    "<!DOCTYPE n><n:Book xmlns:n='urn:notes'/>",
    "<?xml version='1.0' encoding='latin1'?><n:Book xmlns:n='urn:notes'/>",
];

#[test]
fn at_every_byte() {
    for document in DOCUMENTS.iter().chain([&SAMPLE]) {
        for options in modes() {
            let whole = stream_whole(document, &options);
            for at in 0..=document.len() {
                let (first, second) = document.as_bytes().split_at(at);
                assert_eq!(stream([first, second], &options), whole, "{document} at {at}");
            }
            for size in 1..9 {
                assert_eq!(stream(document.as_bytes().chunks(size), &options), whole, "{document} by {size}");
            }
        }
    }
}

#[test]
fn spoiled_documents() {
    let mut random = Random::new(3);
    for _ in 0..2_000 {
        let document = mutate(SAMPLE, &mut random);
        let size = 1 + random.below(40);
        for options in modes() {
            let whole = stream_whole(&document, &options);
            assert_eq!(stream(document.as_bytes().chunks(size), &options), whole, "{document} by {size}");
        }
    }
}

#[test]
fn bytes_that_are_no_text() {
    let document = SAMPLE.as_bytes();
    for at in 0..document.len() {
        let mut spoiled = document.to_vec();
        spoiled[at] = 0xC3;
        for options in modes() {
            let whole = stream([&*spoiled], &options);
            for size in [1, 2, 3, 64] {
                assert_eq!(stream(spoiled.chunks(size), &options), whole, "{at} by {size}");
            }
        }
    }
}
