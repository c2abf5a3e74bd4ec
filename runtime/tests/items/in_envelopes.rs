//! Items in the body of a SOAP message, and messages without any.

use xsd_runtime::items::{ItemFeed, ItemPath};
use xsd_runtime::soap::{Answer, Envelope, Version};
use xsd_runtime::{Error, ReadOptions};

use crate::{Book, Note, modes};

type Message = Envelope<Answer<Book>>;

/// The ids of the notes in a message, and the message without them.
fn read(message: &str, options: &ReadOptions) -> (Vec<Option<i32>>, Result<Message, Error>) {
    let path = ItemPath::in_body(Version::Soap11).element::<Book>();
    let path = path.child("urn:notes", "Notes").child("urn:notes", "Note");
    let mut feed = ItemFeed::new([path], options);
    feed.push(message.as_bytes());
    feed.end();
    let mut ids = Vec::new();
    while let Some(item) = feed.next_item() {
        match item.and_then(|item| item.read::<Note>()) {
            Ok(note) => ids.extend(note.map(|note| note.id)),
            Err(error) => return (ids, Err(error)),
        }
    }
    let skeleton = match feed.finish() {
        Ok(skeleton) => skeleton,
        Err(error) => return (ids, Err(error)),
    };
    let envelope = Message::read_version(Version::Soap11, skeleton.text(), options);
    (ids, envelope.map_err(|error| skeleton.correct(error)))
}

fn message(version: Version, body: &str) -> String {
    format!(
        "<s:Envelope xmlns:s='{}' xmlns='urn:notes'>\n<s:Header><h xmlns='urn:h'/></s:Header>\n<s:Body>{body}</s:Body>\n</s:Envelope>",
        version.namespace()
    )
}

const NOTES: &str =
    "<Book><Title>a</Title><Notes><Note id='1'><Text/></Note>\n\n<Note id='2'><Text/></Note></Notes>\n</Book>";

#[test]
fn items_in_a_body() {
    for options in modes() {
        let (ids, envelope) = read(&message(Version::Soap11, NOTES), &options);
        assert_eq!(ids, [Some(1), Some(2)]);
        let envelope = envelope.unwrap();
        assert_eq!(envelope.headers.entries.len(), 1);
        let Answer::Response(book) = envelope.body else { panic!("no response") };
        assert_eq!(book.title.as_deref(), Some("a"));
        assert!(book.notes.unwrap().note.is_empty());
    }
    // The other version is for lenient reading alone.
    let other = message(Version::Soap12, NOTES);
    let (ids, envelope) = read(&other, &ReadOptions::lenient());
    assert!(ids.len() == 2 && envelope.is_ok());
    let (ids, envelope) = read(&other, &ReadOptions::strict());
    assert!(ids.is_empty() && envelope.is_err());
}

#[test]
fn a_fault_has_no_items() {
    for options in modes() {
        let fault =
            "<s:Fault><faultcode xmlns=''>s:Server</faultcode><faultstring xmlns=''>busy</faultstring></s:Fault>";
        let (ids, envelope) = read(&message(Version::Soap11, fault), &options);
        let Answer::Fault(fault) = envelope.unwrap().body else { panic!("no fault") };
        assert!(ids.is_empty());
        assert_eq!(fault.reason(), "busy");
    }
}

/// What is wrong around the items is told with its place in the whole message.
#[test]
fn places_around_the_items() {
    for options in modes() {
        for (from, to) in [
            ("</Notes>", "</Notes><Notes/>"),
            ("<Title>a", "<Title>&b;"),
            ("</Notes>\n", "</Notes>\n<Colophon>&b;</Colophon>"),
            ("<Notes>", "<Notes>&b;"),
            ("</Notes>", "&b;</Notes>"),
            ("</Notes>", "<Note xmlns='urn:x'>&b;</Note></Notes>"),
            ("</Book>", "</Books>"),
        ] {
            let message = message(Version::Soap11, &NOTES.replace(from, to));
            let (_, envelope) = read(&message, &options);
            let error = envelope.unwrap_err();
            let expected = Message::read_version(Version::Soap11, &message, &options).unwrap_err();
            assert_eq!(error, expected, "{message}");
        }
    }
}

/// A place in the text of the skeleton is one in the whole message.
#[test]
fn places_in_the_skeleton() {
    let message = message(Version::Soap11, &NOTES.replace("</Book>", "<Colophon/></Book>"));
    let mut feed = ItemFeed::new(
        [ItemPath::in_body(Version::Soap11).element::<Book>().child("urn:notes", "Notes").child("urn:notes", "Note")],
        &ReadOptions::strict(),
    );
    feed.push(format!("\u{FEFF}{message}").as_bytes());
    let skeleton = feed.finish().unwrap();
    let place = |text: &str, what: &str| {
        let before = &text[..text.find(what).unwrap()];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    };
    let text = skeleton.text().strip_prefix('\u{FEFF}').unwrap();
    for what in ["<s:Env", "<s:Header", "<Title", "<Notes", "</Notes", "</Book", "<Colophon", "</s:Body", "</s:Env"] {
        let (line, column) = place(text, what);
        assert_eq!(skeleton.original_place(line, column), place(&message, what), "{what}");
    }
}
