//! The limits of reading, for a stream.

use xsd_runtime::items::{ItemFeed, ItemPath};
use xsd_runtime::{Error, ErrorKind, ReadOptions};

use crate::{SAMPLE, modes, stream};

/// The first error of the items of `list/n`, whatever the pieces; and how many items came before it.
fn first_error(document: &str, options: &ReadOptions) -> (usize, Error) {
    let outcomes = [1, 7, 64, document.len()].map(|size| {
        let (n_items, error) = read(document, options, size);
        (n_items, error.expect("an error"))
    });
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "{outcomes:#?}");
    outcomes[0].clone()
}

fn read(document: &str, options: &ReadOptions, size: usize) -> (usize, Option<Error>) {
    let mut feed = ItemFeed::new([ItemPath::new("", "list").child("", "n")], options);
    let mut n_items = 0;
    for piece in document.as_bytes().chunks(size) {
        feed.push(piece);
        while let Some(item) = feed.next_item() {
            match item.and_then(|item| item.check()) {
                Ok(()) => n_items += 1,
                Err(error) => return (n_items, Some(error)),
            }
        }
    }
    (n_items, feed.finish().and_then(|skeleton| skeleton.check()).err())
}

fn refused(document: &str, options: &ReadOptions) -> (usize, String) {
    let (n_items, error) = first_error(document, options);
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    (n_items, error.to_string())
}

#[test]
fn the_length_of_the_stream() {
    let document = "<list><n>1</n>\n<n>2</n></list>";
    let options = ReadOptions::strict().max_input_bytes(document.len());
    let message = |n_bytes: usize| format!("the document is longer than {n_bytes} bytes");
    assert_eq!(read(document, &options, 3), (2, None), "it is just short enough");
    let options = options.max_input_bytes(18);
    assert_eq!(refused(document, &options), (1, format!("list > n[2] (line 2, column 4): {}", message(18))));
    let options = options.max_input_bytes(3);
    assert_eq!(refused(document, &options), (0, format!("li (line 1, column 4): {}", message(3))));
    // A byte order mark does not count.
    let marked = format!("\u{FEFF}{document}");
    let options = options.max_input_bytes(document.len());
    assert_eq!(read(&marked, &options, 3), (2, None));
}

#[test]
fn the_length_of_an_item() {
    let options = ReadOptions::lenient().max_item_bytes(20);
    assert_eq!(
        refused("<list>\n<n>1234567890123</n><n/> <n>12345678901234</n></list>", &options),
        (2, "list > n[3] (line 2, column 26): an item is longer than 20 bytes".to_owned())
    );
    // What is wrong before the limit is told.
    let (_, error) = first_error("<list><n a='1234567' a='2'>12345678901234</n></list>", &options);
    assert_eq!(error.kind(), ErrorKind::Limit, "the tag alone is too long: {error}");
    let (_, error) = first_error("<list><n><b></c></b>12345678901234</n></list>", &options);
    assert_eq!(error.to_string(), "list > n > b (line 1, column 13): end tag `</c>` does not match start tag `<b>`");
}

#[test]
fn the_length_of_what_is_around() {
    let options = ReadOptions::lenient().max_skeleton_bytes(500);
    let blanks = " ".repeat(200);
    // Blanks between items are dropped; others count.
    let items = format!("<n/>{blanks}").repeat(50);
    let document = format!("<list>{items}<a>{blanks}</a></list>");
    let (n_items, error) = refused(&document, &options);
    assert_eq!(n_items, 50);
    assert!(error.ends_with(": what stands around the items is longer than 500 bytes"), "{error}");
    let comments = "<n/><!---->".repeat(100);
    let (n_items, error) = refused(&format!("<list>{comments}</list>"), &options);
    assert!((1..100).contains(&n_items) && error.starts_with("list"), "{n_items} {error}");
    // So do the names of items, however many there are.
    let names: String = (0..100).map(|number| format!("<p{number}:n xmlns:p{number}='urn:n'/>")).collect();
    let mut feed = ItemFeed::new([ItemPath::new("", "list").child("urn:n", "n")], &options);
    feed.push(format!("<list>{names}</list>").as_bytes());
    let error = feed.finish().map(drop).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
}

#[test]
fn depth_attributes_and_texts() {
    for options in modes() {
        let options = options.max_depth(3).max_attributes(2).max_text_bytes(4);
        let deep = |inner: &str| format!("<list><n/><n>{inner}</n></list>");
        assert_eq!(
            refused(&deep("<a><b/></a>"), &options),
            (1, "list > n[2] > a > b (line 1, column 17): elements nest deeper than 3".to_owned())
        );
        assert_eq!(
            refused(&deep("<a b='' c='' d=''/>"), &options),
            (1, "list > n[2] > a (line 1, column 14): an element has more than 2 attributes".to_owned())
        );
        assert_eq!(
            refused("<list><n/><a><b><c/></b></a></list>", &options),
            (1, "list > a > b > c (line 1, column 17): elements nest deeper than 3".to_owned())
        );
        assert_eq!(
            refused("<list><n/><a b='12345'/></list>", &options),
            (1, "list > a (line 1, column 14): a text is longer than 4 bytes".to_owned())
        );
    }
}

/// The limits of an item and of what is around it do not matter to a document that keeps them exactly.
#[test]
fn just_within() {
    let longest = SAMPLE.split("<n:Note id='2'>").nth(1).unwrap().split("<!-- Between").next().unwrap();
    let longest = "<n:Note id='2'>".len() + longest.trim_end().len();
    for options in modes() {
        let bytes = SAMPLE.as_bytes();
        assert!(stream([bytes], &options.clone().max_item_bytes(longest)).is_ok());
        let error = stream([bytes], &options.max_item_bytes(longest - 1)).error.unwrap();
        assert_eq!((error.kind(), error.path()), (ErrorKind::Limit, "Book > Notes > Note[2]"));
    }
}
