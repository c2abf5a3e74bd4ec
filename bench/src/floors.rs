//! What reading and writing cannot do without, as tasks: finding the events, making the value, moving the bytes.

use std::hint::black_box;

use quick_xml::events::Event;
use quick_xml::{NsReader, Reader};

use crate::race::Task;

/// The name of the control: the bare loop of quick-xml's `Reader`.
pub const READER: &str = "quick-xml Reader loop";
/// The name of the floor that moves the bytes.
pub const MEMCPY: &str = "memcpy";
/// The name of the floor that moves them tag by tag.
pub const PIECES: &str = "memcpy, each tag and text";
/// The name of the floor that makes the value.
pub const CLONE: &str = "clone of the value";

/// The name of the tree of borrowed text.
pub const TREE: &str = "roxmltree, tree only";

/// The control.
pub fn reader_loop(text: &str) -> Task<'_> {
    Task::new(READER, text.len(), || {
        black_box(count_events(black_box(text)));
    })
}

/// The same with namespaces.
pub fn ns_reader_loop(text: &str) -> Task<'_> {
    Task::new("quick-xml NsReader loop", text.len(), || {
        black_box(count_resolved_events(black_box(text)));
    })
}

/// A tree of borrowed text.
pub fn tree(text: &str) -> Task<'_> {
    Task::new(TREE, text.len(), || {
        drop(black_box(roxmltree::Document::parse(black_box(text))));
    })
}

/// The allocations that the value consists of, in the same sizes, and the bytes in them. `n_bytes` is the length of the
/// text it was read from.
pub fn clone_of<T: Clone + 'static>(value: T, n_bytes: usize, is_dropped: bool) -> Task<'static> {
    if is_dropped {
        return Task::new(CLONE, n_bytes, move || drop(black_box(black_box(&value).clone())));
    }
    Task::making(CLONE, n_bytes, move || black_box(&value).clone())
}

/// A copy of bytes that are there already, into a buffer used again.
pub fn copy(source: Vec<u8>) -> Task<'static> {
    let mut target = Vec::with_capacity(source.len());
    Task::new(MEMCPY, source.len(), move || {
        target.clear();
        target.extend_from_slice(black_box(&source));
        black_box(&target);
    })
}

/// The same bytes one tag and one text after another, as many copies as a writer has parts to put together.
pub fn copy_in_pieces(source: String) -> Task<'static> {
    let ends = ends_of_pieces(&source);
    let mut target = Vec::with_capacity(source.len());
    Task::new(PIECES, source.len(), move || {
        target.clear();
        let mut start = 0;
        for &end in black_box(&ends) {
            target.extend_from_slice(&source.as_bytes()[start..end]);
            start = end;
        }
        black_box(&target);
    })
}

/// Where each tag and each text ends.
fn ends_of_pieces(source: &str) -> Vec<usize> {
    let ends = source.match_indices(['<', '>']).map(|(at, it)| at + usize::from(it == ">"));
    let mut ends: Vec<_> = ends.chain([source.len()]).filter(|&end| end > 0).collect();
    ends.dedup();
    ends
}

/// The bare event loop: no names resolved, no text unescaped, nothing kept.
#[inline(never)]
fn count_events(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let mut events = 0;
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            return events;
        }
        events += 1;
    }
    0
}

/// The same with the namespace of every element resolved.
#[inline(never)]
fn count_resolved_events(text: &str) -> usize {
    let mut reader = NsReader::from_str(text);
    let mut events = 0;
    while let Ok((namespace, event)) = reader.read_resolved_event() {
        if matches!(event, Event::Eof) {
            return events;
        }
        black_box(namespace);
        events += 1;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::ends_of_pieces;

    #[test]
    fn pieces_are_tags_and_texts() {
        assert_eq!(ends_of_pieces("<a>one</a><b/>"), [3, 6, 10, 14]);
        assert_eq!(ends_of_pieces("one"), [3]);
    }
}
