//! The reader beside two other XML parsers: the same verdict, and the same elements, attributes and texts.
//!
//! roxmltree knows namespaces and what is well-formed; quick-xml leaves much to its caller, so that it may accept what the
//! others refuse. Where all accept, all have to see the same. What is known to differ stands in `known`.

mod events;
mod known;
mod quick;
mod rox;
mod tree;

use xsd_runtime::{Error, ErrorKind, ReadOptions};

use events::Event;

/// Documents to begin with, and to take pieces from.
pub const SAMPLES: [&str; 3] =
    [include_str!("samples/sequence.xml"), include_str!("samples/namespaces.xml"), include_str!("samples/markup.xml")];

/// Reads a document in every way there is, and compares what comes of it.
///
/// # Panics
/// If two of them do not agree, and nothing in `known` says why.
pub fn check(document: &[u8]) {
    let Ok(text) = std::str::from_utf8(document) else {
        // What bytes that are no text become is the business of `decode`: an answer.
        if let Ok(text) = xsd_runtime::decode(document) {
            check_text(&text);
        }
        return;
    };
    check_text(text);
}

fn check_text(text: &str) {
    let ours = tree::events(text);
    check_raw(text, &ours);
    if let Err(error) = &ours {
        check_error(text, error);
    }
    if ours.as_ref().is_err_and(is_limit) {
        return;
    }
    // Line ends as XML 1.0, section 2.11 has them; roxmltree forgets about those before a reference.
    let normalised = text.replace("\r\n", "\n").replace('\r', "\n");
    let (rox, quick) = (rox::events(&normalised), quick::events(text));
    match (&ours, &rox) {
        (Ok(ours), Ok(rox)) => same(text, "ours", ours, "roxmltree", &events::seen_by_types(rox)),
        (Ok(_), Err(error)) => {
            assert!(known::is_misread(text), "accepted, though roxmltree says `{error}`:\n{text}");
        }
        (Err(error), Ok(_)) => {
            assert!(known::is_stricter(error), "roxmltree accepts what is refused here: {error}\n{text}");
        }
        (Err(_), Err(_)) => {}
    }
    match (&ours, &quick) {
        (Ok(ours), Ok(quick)) => {
            same(text, "ours", ours, "quick-xml", &events::seen_by_types(quick));
        }
        (Ok(_), Err(error)) => {
            panic!("accepted, though quick-xml says `{error}`:\n{text}");
        }
        // quick-xml accepts more than is well-formed; roxmltree has been asked.
        (Err(_), _) => {}
    }
}

/// Raw XML of the document means what the document does, in both modes, and is refused where the document is.
fn check_raw(text: &str, ours: &Result<Vec<Event>, Error>) {
    let strict = ReadOptions::strict().read_raw(text);
    let lenient = ReadOptions::lenient().read_raw(text);
    assert_eq!(strict, lenient, "the mode makes no difference to raw XML:\n{text}");
    match (&strict, ours) {
        (Ok(raw), Ok(ours)) => {
            let again = tree::events(raw.as_xml());
            let again = again.unwrap_or_else(|error| panic!("{error}\n{text}\nkept as\n{}", raw.as_xml()));
            same(text, "the document", ours, "what is kept of it", &again);
            let again = ReadOptions::strict().read_raw(raw.as_xml());
            assert_eq!(again.as_ref(), Ok(raw), "raw XML stays as it is:\n{text}");
        }
        (Err(error), Ok(_)) => assert!(is_limit(error), "refused as raw XML: {error}\n{text}"),
        (Ok(_), Err(error)) => assert!(is_limit(error), "accepted as raw XML, otherwise refused: {error}\n{text}"),
        (Err(_), Err(_)) => {}
    }
}

/// An error tells a place that there is.
pub(crate) fn check_error(text: &str, error: &Error) {
    assert!(error.offset() <= text.len(), "{error}: offset {} of\n{text}", error.offset());
    assert!(text.is_char_boundary(error.offset()), "{error}: offset {} inside a character of\n{text}", error.offset());
    assert!(!error.message().is_empty(), "an error without message:\n{text}");
    // A byte order mark counts as bytes of the document, and takes no column.
    let before = &text[..error.offset()];
    let before = before.strip_prefix('\u{FEFF}').unwrap_or(before);
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
    let place = (1 + before.matches('\n').count(), column);
    assert_eq!((error.line(), error.column()), place, "{error}:\n{text}");
    // The message and the path are written without a panic, whatever they hold.
    let _ = error.to_string();
}

/// Whether two documents have the same elements, attributes and texts, for an XML parser that is not the one under test:
/// the one of the two that reads both. An element that is empty in the first may have a text in the other.
pub(crate) fn is_same_document(one: &str, other: &str) -> bool {
    if let (Ok(one), Ok(other)) = (rox::events(one), rox::events(other)) {
        return events::is_same_or_filled(&one, &other);
    }
    let (one, other) = (quick::events(one), quick::events(other));
    matches!((one, other), (Ok(one), Ok(other)) if events::is_same_or_filled(&one, &other))
}

fn is_limit(error: &Error) -> bool {
    error.kind() == ErrorKind::Limit
}

fn same(text: &str, one: &str, events: &[Event], other: &str, expected: &[Event]) {
    if events == expected {
        return;
    }
    let at = events.iter().zip(expected).take_while(|(a, b)| a == b).count();
    panic!("event {at}: {one} has {:?}, {other} has {:?}\n{text:?}\n{text}", events.get(at), expected.get(at));
}
