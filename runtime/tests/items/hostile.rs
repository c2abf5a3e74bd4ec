//! Documents that are made to cost much: refused, and no more than the limits allow is kept of them.

use xsd_runtime::items::{ItemFeed, ItemPath};
use xsd_runtime::{Error, ErrorKind, ReadOptions};

/// Feeds a piece again and again behind a beginning, until the document is refused; a hundred megabytes at most.
fn endless(beginning: &str, piece: &str, options: &ReadOptions) -> (usize, Error) {
    let mut feed = ItemFeed::new([ItemPath::new("", "list").child("", "n")], options);
    feed.push(beginning.as_bytes());
    let mut length = beginning.len();
    let piece = piece.repeat(4096 / piece.len());
    while length < 100 << 20 {
        while let Some(item) = feed.next_item() {
            if let Err(error) = item.and_then(|item| item.check()) {
                return (length, error);
            }
        }
        feed.push(piece.as_bytes());
        length += piece.len();
    }
    panic!("still read after {length} bytes");
}

#[test]
fn what_never_ends() {
    let options = ReadOptions::lenient().max_item_bytes(1 << 20).max_skeleton_bytes(1 << 20);
    for (beginning, piece) in [
        ("", " "),
        ("", "a"),
        ("<", "a"),
        ("<!--", " a"),
        ("<?a ", "b"),
        ("<list a='", "b"),
        ("<list ", "b"),
        ("<list>", "a"),
        ("<list>", " "),
        ("<list>", "<a/>"),
        ("<list>", "<a>"),
        ("<list><![CDATA[", "]"),
        ("<list><!--", "- "),
        ("<list></", "a"),
        ("<list><n ", "a"),
        ("<list><n a='", "b"),
        ("<list><n>", "a"),
        ("<list><n>", "<a>"),
        ("<list><n>", "<a/>"),
        ("<list><n>", "<n>"),
        ("<list><n><", "a"),
        ("<list><n></", "a"),
        ("<list><n><!--", "- "),
        ("<list><n><![CDATA[", "]>"),
        ("<list><n><?a", "? "),
        ("<list><n>&", "a"),
    ] {
        let (length, error) = endless(beginning, piece, &options);
        assert!(length <= (2 << 20) + 8192, "{beginning}{piece}…: {length} bytes until {error}");
        assert!(matches!(error.kind(), ErrorKind::Limit | ErrorKind::NotWellFormed), "{error}");
    }
}

/// A million levels do not overflow the stack.
#[test]
fn a_million_levels() {
    let options = ReadOptions::lenient();
    let open = "<a>".repeat(1_000_000);
    for document in [format!("<list><n>{open}"), format!("<list>{open}"), open.clone()] {
        let (_, error) = endless(&document, " ", &options);
        assert!(error.to_string().ends_with("elements nest deeper than 128"), "{error}");
    }
    let unlimited = options.max_depth(usize::MAX).max_skeleton_bytes(1 << 30);
    let document = format!("<list><n>{open}{}</n>{open}", "</a>".repeat(1_000_000));
    let mut feed = ItemFeed::new([ItemPath::new("", "list").child("", "n")], &unlimited);
    feed.push(document.as_bytes());
    assert!(feed.next_item().unwrap().unwrap().check().is_ok());
    assert!(feed.next_item().is_none());
    let error = feed.finish().unwrap().check().unwrap_err();
    assert_eq!(error.message(), "the document ends inside element `a`");
}

/// A long item in small pieces, and many declarations, are no more work for being so.
#[test]
fn no_quadratic_work() {
    let mut feed = ItemFeed::new([ItemPath::new("", "list").child("", "n")], &ReadOptions::lenient());
    feed.push(b"<list><n>");
    for _ in 0..1 << 20 {
        feed.push(b"<a b='c'>d</a>");
        assert!(feed.next_item().is_none());
    }
    feed.push(b"</n></list>");
    assert_eq!(feed.next_item().unwrap().unwrap().text().len(), (14 << 20) + 7);
    let _ = feed.finish().unwrap();
    let declarations: String = (0..200).map(|number| format!(" xmlns:p{number}='urn:{number}'")).collect();
    let document = format!("<list{declarations}>{}</list>", "<a b=''/><n c=''/>".repeat(10_000));
    let mut feed = ItemFeed::new([ItemPath::new("", "list").child("", "n")], &ReadOptions::lenient());
    feed.push(document.as_bytes());
    let mut n_items = 0;
    while let Some(item) = feed.next_item() {
        item.unwrap().check().unwrap();
        n_items += 1;
    }
    assert_eq!(n_items, 10_000);
}
