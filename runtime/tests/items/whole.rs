//! Reading item by item and reading the whole document give the same values, verdicts and errors.

use std::borrow::Cow;

use xsd_runtime::{Error, ReadOptions, decode};

use crate::mutate::{Random, mutate};
use crate::{Book, Entry, SAMPLE, modes, stream, stream_whole};

/// Compares the two ways; tells whether the document is accepted.
fn check(document: &[u8], options: &ReadOptions) -> bool {
    let outcome = stream([document], options);
    let shown = String::from_utf8_lossy(document);
    if std::str::from_utf8(document).is_ok() && !matches!(decode(document), Ok(Cow::Borrowed(_))) {
        // It begins like UTF-16, or says that it is in another encoding. Each way refuses it with a message of its own.
        assert!(!outcome.is_ok(), "{shown}");
        return false;
    }
    match options.read_slice::<Book>(document) {
        Ok(mut book) => {
            assert!(outcome.is_ok(), "refused item by item: {outcome:#?}\n{shown}");
            let notes = book.notes.as_mut().map(|it| std::mem::take(&mut it.note)).unwrap_or_default();
            let groups = book.groups.as_mut().map(|it| std::mem::take(&mut it.group)).unwrap_or_default();
            let (mut own_notes, mut own_groups) = (Vec::new(), Vec::new());
            for item in outcome.items {
                match item {
                    Entry::Note(note) => own_notes.push(note),
                    Entry::Group(group) => own_groups.push(group),
                }
            }
            assert_eq!((own_notes, own_groups), (notes, groups), "{shown}");
            assert_eq!(outcome.rest.unwrap(), book, "{shown}");
            true
        }
        Err(error) => {
            let errors: Vec<&Error> = outcome.error.iter().chain(outcome.rest.as_ref().err()).collect();
            assert!(errors.contains(&&error), "{error:?}\nexpected one of {errors:#?}\n{shown}");
            false
        }
    }
}

#[test]
fn the_sample() {
    for options in modes() {
        options.read::<Book>(SAMPLE).unwrap();
        assert!(check(SAMPLE.as_bytes(), &options));
        assert!(check(format!("\u{FEFF}{SAMPLE}").as_bytes(), &options));
    }
    let outcome = stream_whole(SAMPLE, &ReadOptions::strict());
    assert_eq!(outcome.items.len(), 8);
    let Entry::Note(second) = &outcome.items[1] else { panic!("{outcome:#?}") };
    assert_eq!((second.id, &*second.text, second.notes.len()), (Some(2), "ab</n:Note>c", 1));
    // Blanks between items go with them; what stands at the ends of a list and between other things stays.
    let skeleton = outcome.skeleton;
    assert!(skeleton.contains("<n:Notes>\n    \n    <!-- Between. -->\n    \n  </n:Notes>"), "{skeleton}");
    assert!(skeleton.contains("<n:Groups>\n    <?between?>\n    </n:Groups>"), "{skeleton}");
}

#[test]
fn cut_off_at_every_byte() {
    for options in modes() {
        for at in 0..SAMPLE.len() {
            if let Ok(text) = std::str::from_utf8(&SAMPLE.as_bytes()[..at]) {
                check(text.as_bytes(), &options);
            }
        }
    }
}

#[test]
fn every_byte_changed() {
    for at in (0..SAMPLE.len()).filter(|&at| SAMPLE.as_bytes()[at] < 0x80) {
        for replacement in ["", "<", ">", "&", "\0", " ", "/", "'", "\"", ":", "a", "-", "]", "é"] {
            let spoiled = format!("{}{replacement}{}", &SAMPLE[..at], &SAMPLE[at + 1..]);
            for options in modes() {
                check(spoiled.as_bytes(), &options);
            }
        }
    }
}

#[test]
fn random_mutations() {
    let mut random = Random::new(4);
    let mut n_accepted = 0;
    for _ in 0..10_000 {
        let spoiled = mutate(SAMPLE, &mut random);
        for options in modes() {
            n_accepted += usize::from(check(spoiled.as_bytes(), &options));
        }
    }
    // Both answers have to be tested.
    assert!((1_000..19_000).contains(&n_accepted), "{n_accepted} documents are accepted");
}
