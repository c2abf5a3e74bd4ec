//! Texts that are borrowed from the document: the option `borrowed`, with the types of two golden cases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::borrow::Cow;
use std::fs;

use xsd_codegen::Builder;
use xsd_runtime::items::{ItemPath, Items};
use xsd_runtime::{Nillable, ReadOptions, from_str, from_str_borrowed, to_string};

#[path = "support"]
mod support {
    #[allow(dead_code)]
    pub mod cases;
}
use support::cases::Case;

#[allow(dead_code, missing_docs)]
mod letters {
    include!("golden/option_borrowed/expected.rs");
}

#[allow(dead_code, missing_docs)]
mod search {
    include!("golden/wsdl_borrowed/expected.rs");
}

use letters::{Address, AnyStamp, Letter, LetterChoice, LetterItem, Piece, Root, Step};

/// Where a text is.
#[derive(Debug, PartialEq)]
enum Place {
    /// A piece of the document.
    Document,
    /// Borrowed from the code: the empty text, and what the schema has.
    Code,
    Copy,
}

// Whether it is borrowed is the question.
#[allow(clippy::ptr_arg)]
fn place(document: &str, text: &Cow<'_, str>) -> Place {
    match text {
        Cow::Owned(_) => Place::Copy,
        Cow::Borrowed(text) if document.as_bytes().as_ptr_range().contains(&text.as_ptr()) => Place::Document,
        Cow::Borrowed(_) => Place::Code,
    }
}

fn all() -> String {
    fs::read_to_string(Case::new("option_borrowed").path("valid/all.xml")).unwrap()
}

#[test]
fn a_text_is_a_piece_of_the_document_where_it_can_be() {
    let document = all();
    let value: Root<'_> = ReadOptions::strict().read_borrowed(&document).unwrap();
    let letter = &value.letter[0];
    let at = |text: &Cow<'_, str>| place(&document, text);
    // Attributes, elements with and without attributes, lists, choices, groups, derived types, traits.
    assert_eq!([at(&letter.id), at(letter.language.as_ref().unwrap())], [Place::Document, Place::Document]);
    assert_eq!((at(&letter.subject), &*letter.subject), (Place::Document, "Hours of opening"));
    assert_eq!(at(&letter.line[0].value), Place::Document);
    assert_eq!(at(&letter.keyword[0]), Place::Document);
    let Some(LetterChoice::Enclosed(enclosed)) = &letter.choice else { panic!("{:?}", letter.choice) };
    assert_eq!(at(&enclosed.to.name), Place::Document);
    let [LetterItem::Note(note), LetterItem::Weight(20), LetterItem::Key(pair), LetterItem::Note(empty)] =
        &letter.items[..]
    else {
        panic!("{:?}", letter.items)
    };
    assert_eq!([at(note), at(&pair.key), at(empty)], [Place::Document, Place::Document, Place::Code]);
    assert!(matches!(&letter.stamp, Some(AnyStamp::PrintedStamp(stamp)) if stamp.motif == "A ship"));
    let postcard = value.postcard.as_ref().unwrap();
    assert_eq!(at(&postcard.mark()[1]), Place::Document);
    assert_eq!((postcard.sender(), postcard.via()), ("Jo", Some("air")));
    assert!(matches!(&value.register.as_ref().unwrap().step[0], Step::Place(town) if at(town) == Place::Document));
    // A section of character data, and a value that may be nil.
    let follows = letter.follows.as_ref().unwrap();
    assert_eq!((at(&follows.subject), &*follows.subject), (Place::Document, "1 < 2"));
    assert!(matches!(&follows.reply, Some(Nillable::Value(reply)) if at(reply) == Place::Document));
    // References and texts in several pieces are put together.
    for (text, expected) in [
        (&letter.to.name, "Per & Kari"),
        (&letter.line[1].value, "Second <line>"),
        (&letter.keyword[1], "shut again"),
        (&pair.value, "v \u{e9}"),
    ] {
        assert_eq!((at(text), &**text), (Place::Copy, expected));
    }
    // So are line ends that XML normalises.
    let document = "<root xmlns='urn:example:letters'><Letter id=''><To><Name>a\r\nb</Name></To><Subject>S</Subject></Letter></root>";
    let broken = &from_str_borrowed::<Root<'_>>(document).unwrap().letter[0];
    assert_eq!((place(document, &broken.to.name), &*broken.to.name), (Place::Copy, "a\nb"));
    assert_eq!(place(document, &broken.subject), Place::Document);
    // What stands for the text of an empty element is in the code; what is left out is not there.
    assert_eq!(at(&letter.line[2].value), Place::Code);
    let document =
        r#"<root xmlns="urn:example:letters"><Letter id=""><To><Name/></To><Subject/><Greeting/></Letter></root>"#;
    let value: Root<'_> = from_str_borrowed(document).unwrap();
    assert_eq!(value.letter[0].greeting, Some(Cow::Borrowed("Hello")));
    assert_eq!(place(document, value.letter[0].greeting.as_ref().unwrap()), Place::Code);
    assert_eq!((&value.letter[0].language, value.letter[0].language_or_default()), (&None, "en"));
}

/// Reading with and without a borrow gives the same values and the same errors.
#[test]
fn a_borrow_makes_no_difference_to_what_is_read() {
    let case = Case::new("option_borrowed");
    for (kind, companions) in [("valid", &["out"][..]), ("invalid", &["err"]), ("lenient", &["err", "out"])] {
        for path in case.documents(kind, companions) {
            let document = fs::read_to_string(&path).unwrap();
            for options in [ReadOptions::strict(), ReadOptions::lenient()] {
                let borrowed = options.read_borrowed::<Root<'_>>(&document);
                assert_eq!(options.read::<Root<'static>>(&document), borrowed.clone().map(Root::into_owned));
                if let Ok(value) = borrowed {
                    let written = to_string(&value).unwrap();
                    assert_eq!(options.read_borrowed(&written), Ok(value), "{}", path.display());
                }
            }
        }
    }
}

#[test]
fn what_is_owned_outlives_the_document() {
    let value: Root<'static> = {
        let document = all();
        from_str_borrowed::<Root<'_>>(&document).unwrap().into_owned()
    };
    let again: Root<'static> = from_str(&all()).unwrap();
    assert_eq!(value, again);
    assert!(matches!(value.letter[0].subject, Cow::Owned(_)) && matches!(again.letter[0].id, Cow::Owned(_)));
    // Items of a stream leave the window in which they stood.
    let namespace = "urn:example:letters";
    let path = ItemPath::new(namespace, "root").child(namespace, "Letter");
    let document = all();
    let letters: Result<Vec<Letter<'static>>, _> =
        Items::new(document.as_bytes(), path, &ReadOptions::strict()).collect();
    assert_eq!(letters.unwrap(), value.letter);
}

#[test]
fn values_are_made_of_any_texts() {
    let town = String::from("Oslo");
    let to = Address { town: Some(Cow::Borrowed(&town)), ..Address::new("N") };
    let letter = Letter::new(String::from("1"), to, &*town);
    let written = to_string(&Root { letter: vec![letter], ..Root::default() }).unwrap();
    assert_eq!(
        written,
        "<l:root xmlns:l=\"urn:example:letters\"><l:Letter id=\"1\"><l:To><l:Name>N</l:Name><l:Town>Oslo</l:Town></l:To>\
         <l:Subject>Oslo</l:Subject></l:Letter></l:root>"
    );
}

/// Messages of operations, documents of unknown root and JSON own their texts.
#[test]
fn messages_are_owned() {
    use search::{Message, Root, Search, Unclear, operations};
    use xsd_runtime::{Operation, Request};

    fn answer<R: Request>(_: &R, body: &str) -> <R::Operation as Operation>::Response
    where
        <R::Operation as Operation>::Response: xsd_runtime::Root + xsd_runtime::Read,
    {
        from_str(body).unwrap()
    }
    let document = fs::read_to_string(Case::new("wsdl_borrowed").path("valid/hits.xml")).unwrap();
    let value: Root<'static> = answer(&Search("one".into()), &document);
    assert!(matches!(&value.hit[0].title, Cow::Owned(title) if title == "One"));
    let message: Message = xsd_runtime::document_from_str(&document).unwrap();
    assert_eq!(message, Message::Root(Box::new(value.clone())));
    let fault = operations::SearchFault::Unclear(Unclear { why: Some("short".into()) });
    assert!(matches!(fault, operations::SearchFault::Unclear(Unclear { why: Some(Cow::Borrowed("short")) })));
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, r#"{"hit":[{"rank":1,"title":"One","snippet":"the first & only"}]}"#);
    assert_eq!(serde_json::from_str::<Root<'_>>(&json).unwrap(), value);
}

/// Another crate, which takes the types from here, has no document to borrow from.
#[test]
fn other_crates_take_what_is_owned() {
    let schema = r#"
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:l="urn:example:letters" targetNamespace="urn:archive">
          <xs:import namespace="urn:example:letters" schemaLocation="letters.xsd"/>
          <xs:element name="Archive" type="l:LetterType"/>
        </xs:schema>"#;
    let config = Case::new("option_borrowed").path("codegen.toml");
    let letters = fs::read_to_string(Case::new("option_borrowed").path("input.xsd")).unwrap();
    let builder = Builder::new().schema_text("archive.xsd", schema).document_text("letters.xsd", &letters);
    let output = builder.root("*:Archive").extern_crate("post::letters", config).generate().unwrap();
    let text = &output.files[0].text;
    assert!(text.contains("pub struct Archive(pub post::letters::Letter<'static>);"), "{text}");
}

/// Freeing a value from the document needs no more stack than reading it may.
#[test]
fn deep_values_become_owned() {
    let open = r#"<Follows id=""><To><Name/></To><Subject/>"#;
    let read = |levels: usize| {
        let document = format!(
            r#"<root xmlns="urn:example:letters"><Letter id=""><To><Name/></To><Subject/>{}{}</Letter></root>"#,
            open.repeat(levels),
            "</Follows>".repeat(levels)
        );
        ReadOptions::lenient().max_depth(usize::MAX).read::<Root<'static>>(&document).map(|value| value.letter.len())
    };
    // The deepest that reading takes, found by halving: the stack is the limit.
    let (mut taken, mut refused) = (1, 100_000);
    assert!(read(refused).is_err());
    while refused - taken > 1 {
        let middle = usize::midpoint(taken, refused);
        if read(middle).is_ok() { taken = middle } else { refused = middle }
    }
    assert!(50 < taken, "{taken}");
}
