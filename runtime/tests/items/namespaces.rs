//! What an item is called, and what its prefixes mean.

use xsd_runtime::items::{ItemFeed, ItemPath};
use xsd_runtime::{ErrorKind, RawElement, ReadOptions};

use crate::{Entry, Note, stream_whole};

/// The texts of the notes of a document, and whether it is accepted.
fn texts(document: &str, options: &ReadOptions) -> (Vec<String>, bool) {
    let outcome = stream_whole(document, options);
    let texts = outcome.items.iter().map(|item| match item {
        Entry::Note(note) => note.text.clone(),
        Entry::Group(group) => group.0.clone(),
    });
    (texts.collect(), outcome.is_ok())
}

#[test]
fn prefixes_are_what_the_document_makes_of_them() {
    let strict = ReadOptions::strict();
    for document in [
        "<Book xmlns='urn:notes'><Notes><Note><Text>a</Text></Note></Notes></Book>",
        "<é:Book xmlns:é='urn:notes'><é:Notes><é:Note><é:Text>a</é:Text></é:Note></é:Notes></é:Book>",
        "<a:Book xmlns:a='urn:notes'><b:Notes xmlns:b='urn:notes'><c:Note xmlns:c='urn:notes'><a:Text>a</a:Text></c:Note></b:Notes></a:Book>",
        // Declared again inside, with another meaning outside.
        "<a:Book xmlns:a='urn:notes'><a:Notes><Note xmlns='urn:notes' xmlns:a='urn:x'><Text>a</Text></Note></a:Notes></a:Book>",
        "<Book xmlns='urn:notes'><Notes xmlns:b='urn:x'><b:Note xmlns:b='urn:notes'><Text>a</Text></b:Note></Notes></Book>",
        "<Book xmlns='urn:&#110;otes'><Notes><Note><Text>a</Text></Note></Notes></Book>",
    ] {
        assert_eq!(texts(document, &strict), (vec!["a".to_owned()], true), "{document}");
    }
}

#[test]
fn other_namespaces_are_other_elements() {
    let (strict, lenient) = (ReadOptions::strict(), ReadOptions::lenient());
    for document in [
        "<a:Book xmlns:a='urn:notes'><a:Notes><Note><Text>a</Text></Note></a:Notes></a:Book>",
        "<Book xmlns='urn:notes'><Notes><Note xmlns='urn:x'><Text>a</Text></Note></Notes></Book>",
        "<Book xmlns='urn:notes'><Notes><Note xmlns=''><Text>a</Text></Note></Notes></Book>",
        "<a:Book xmlns:a='urn:notes'><a:Notes xmlns:a='urn:x'><a:Note xmlns:a='urn:notes'><a:Text>a</a:Text></a:Note></a:Notes></a:Book>",
    ] {
        assert_eq!(texts(document, &strict), (vec![], false), "{document}");
        assert_eq!(texts(document, &lenient), (vec![], true), "{document}");
    }
    // What lenient reading takes for the namespace.
    let old = "<Book xmlns='urn:notes:old'><Notes><Note><Text>a</Text></Note></Notes></Book>";
    assert_eq!(texts(old, &strict), (vec![], false));
    assert_eq!(texts(old, &lenient), (vec!["a".to_owned()], true));
    // A prefix that nothing binds.
    let unbound = "<Book xmlns='urn:notes'><Notes><b:Note><Text>a</Text></b:Note></Notes></Book>";
    let error = stream_whole(unbound, &lenient).error.unwrap();
    assert_eq!(
        error.to_string(),
        "Book > Notes > Note (line 1, column 32): the prefix of `b:Note` is not bound to a namespace"
    );
}

#[test]
fn a_path_is_followed_from_the_root() {
    let lenient = ReadOptions::lenient();
    for (document, expected) in [
        // Elsewhere, or not at that depth.
        ("<Book xmlns='urn:notes'><Note><Text>a</Text></Note></Book>", 0),
        ("<Book xmlns='urn:notes'><Colophon><Notes><Note><Text>a</Text></Note></Notes></Colophon></Book>", 0),
        ("<Notes xmlns='urn:notes'><Note><Text>a</Text></Note></Notes>", 0),
        ("<Note xmlns='urn:notes'><Text>a</Text></Note>", 0),
        // Those inside an item are the item's.
        ("<Book xmlns='urn:notes'><Notes><Note><Text>a</Text><Note><Text>b</Text></Note></Note></Notes></Book>", 1),
        ("<Book xmlns='urn:notes'><Notes><Note><Text>a</Text></Note><Note><Text/></Note></Notes></Book>", 2),
    ] {
        assert_eq!(stream_whole(document, &lenient).items.len(), expected, "{document}");
    }
}

/// Of two paths to the same elements the first counts; a path through the items of another leads nowhere.
#[test]
fn paths_that_meet() {
    let a = || ItemPath::new("", "a");
    let mut feed = ItemFeed::new(
        [a().child("", "b"), a().child("", "b"), a().child("", "b").child("", "c")],
        &ReadOptions::strict(),
    );
    feed.push(b"<a><b><c/></b></a>");
    let item = feed.next_item().unwrap().unwrap();
    assert_eq!((item.path_index(), item.text()), (0, "<b><c/></b>"));
    assert!(feed.next_item().is_none());
    assert_eq!(feed.finish().unwrap().text(), "<a></a>");
}

/// The number of an item counts its siblings of the same name, items or not, and so do those of the elements around it.
#[test]
fn numbers_among_siblings() {
    let document = "<a><p:b xmlns:p='urn:p'/><b/><b><n/></b>\n<b><n/><n xmlns='urn:x'/><c/><n>&</n><q:n xmlns:q='urn:q'/><n>&</n></b></a>";
    let mut feed = ItemFeed::new([ItemPath::new("", "a").child("", "b").child("", "n")], &ReadOptions::strict());
    feed.push(document.as_bytes());
    feed.end();
    let mut paths = Vec::new();
    while let Some(item) = feed.next_item() {
        let item = item.unwrap();
        paths.push(item.path());
        if let Err(error) = item.check() {
            assert_eq!(error.path(), item.path());
            assert_eq!(document[error.offset()..].chars().next(), Some('&'));
        }
    }
    assert_eq!(paths, ["a > b[2] > n", "a > b[3] > n", "a > b[3] > n[3]", "a > b[3] > n[4]"]);
    // The first of the errors is that of the whole document.
    let error = ReadOptions::strict().read_raw(document).unwrap_err();
    assert_eq!((error.path(), error.line()), ("a > b[3] > n[3]", 2));
}

/// An item that is taken as raw XML has the namespaces that it uses.
#[test]
fn raw_items() {
    let mut feed = ItemFeed::new([ItemPath::new("", "a").child("urn:p", "b")], &ReadOptions::strict());
    feed.push(b"<a xmlns:p='urn:p' xmlns:q='urn:q' xmlns:r='urn:r'><p:b c='q:d'/></a>");
    let item = feed.next_item().unwrap().unwrap();
    let raw: RawElement = item.read().unwrap().unwrap();
    assert_eq!(raw.as_xml(), r#"<p:b xmlns:p="urn:p" xmlns:q="urn:q" c='q:d'/>"#);
    assert_eq!(item.raw().unwrap(), raw);
    assert!(item.check().is_ok());
}

/// Reading passes over an item that is nil where that means nothing, as it does in the list.
#[test]
fn nil() {
    let document = "<Book xmlns='urn:notes' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><Notes>\
        <Note xsi:nil='true'/><Note xsi:nil='false'><Text>a</Text></Note></Notes></Book>";
    assert_eq!(texts(document, &ReadOptions::lenient()), (vec!["a".to_owned()], true));
    let error = stream_whole(document, &ReadOptions::strict()).error.unwrap();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAttribute);
    assert_eq!(error.path(), "Book > Notes > Note");
}

/// A text that was repaired is read in the place of the item.
#[test]
fn another_text_for_an_item() {
    let mut feed = ItemFeed::new([ItemPath::new("", "a").child("urn:notes", "Note")], &ReadOptions::strict());
    feed.push(b"<a xmlns:n='urn:notes'>\n <n:Note/><n:Note><n:Text>b&#x1;</n:Text></n:Note></a>");
    assert!(feed.next_item().unwrap().unwrap().read::<Note>().is_err());
    let item = feed.next_item().unwrap().unwrap();
    let error = item.read::<Note>().unwrap_err();
    assert_eq!((error.path(), error.line(), error.column()), ("a > Note[2] > Text", 2, 28));
    assert_eq!((item.path(), item.offset(), item.line(), item.column()), ("a > Note[2]".to_owned(), 34, 2, 11));
    assert_eq!((item.original_place(1, 18), item.original_place(3, 2)), ((2, 28), (4, 2)));
    let note: Note = item.read_instead(&item.text().replace("&#x1;", "?")).unwrap().unwrap();
    assert_eq!(note.text, "b?");
}
