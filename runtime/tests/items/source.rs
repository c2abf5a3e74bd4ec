//! Items from a source of bytes.

use std::io::{self, Read};

use xsd_runtime::ReadOptions;
use xsd_runtime::items::{Items, SourceError};

use crate::{Book, Entry, Note, SAMPLE, paths};

/// Gives a byte or two at a time, is interrupted now and then, and fails at the end if told so.
struct Slow<'a> {
    rest: &'a [u8],
    turn: usize,
    fails: bool,
}

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.turn.is_multiple_of(5) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if self.rest.is_empty() && self.fails {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let length = (self.turn % 2 + 1).min(self.rest.len());
        buffer[..length].copy_from_slice(&self.rest[..length]);
        self.rest = &self.rest[length..];
        Ok(length)
    }
}

fn slow(document: &str, fails: bool) -> Slow<'_> {
    Slow { rest: document.as_bytes(), turn: 0, fails }
}

#[test]
fn all_items_and_the_rest() {
    let options = ReadOptions::strict();
    let mut items = Items::with(slow(SAMPLE, false), paths(), &options, Entry::read);
    let values: Vec<Entry> = items.by_ref().collect::<Result<_, _>>().unwrap();
    assert_eq!(values.len(), 8);
    assert!(items.next().is_none());
    let mut book: Book = options.read(SAMPLE).unwrap();
    book.notes.as_mut().unwrap().note.clear();
    book.groups.as_mut().unwrap().group.clear();
    let skeleton = items.finish().unwrap();
    skeleton.check().unwrap();
    assert_eq!(skeleton.read::<Book>().unwrap(), book);
}

/// Whoever has seen enough gets the rest all the same, and what is wrong in it.
#[test]
fn some_items_and_the_rest() {
    let options = ReadOptions::strict();
    let [path, _] = paths();
    let mut items = Items::<_, Note>::new(SAMPLE.as_bytes(), path.clone(), &options);
    assert_eq!(items.next().unwrap().unwrap().id, Some(1));
    let skeleton = items.finish().unwrap();
    assert!(skeleton.text().contains("<n:Groups><Group>first</Group>"), "{}", skeleton.text());
    let spoiled = SAMPLE.replace("redeclared", "&redeclared;");
    let mut items = Items::<_, Note>::new(spoiled.as_bytes(), path.clone(), &options);
    assert_eq!(items.next().unwrap().unwrap().id, Some(1));
    let Err(SourceError::Document(error)) = items.finish() else { panic!("it is refused") };
    assert_eq!(options.read::<Book>(&spoiled).unwrap_err(), error);
    // Nobody looks at the first item; what it is not well-formed for is told.
    let items = Items::<_, Note>::new(spoiled.as_bytes(), path, &options);
    assert!(matches!(items.finish(), Err(SourceError::Document(again)) if again == error));
}

#[test]
fn the_first_error_ends_it() {
    let options = ReadOptions::strict();
    let [path, _] = paths();
    let spoiled = SAMPLE.replace("id='2'", "id='two'");
    let mut items = Items::<_, Note>::new(spoiled.as_bytes(), path.clone(), &options);
    assert!(items.next().unwrap().is_ok());
    let Some(Err(SourceError::Document(error))) = items.next() else { panic!("it is refused") };
    assert_eq!(options.read::<Book>(&spoiled).unwrap_err(), error);
    assert!(items.next().is_none());
    assert!(matches!(items.finish(), Err(SourceError::Document(again)) if again == error));
    // What is wrong around the items comes last.
    let spoiled = SAMPLE.replace("&amp; é", "&am; é");
    let mut items = Items::<_, Note>::new(spoiled.as_bytes(), path.clone(), &options);
    assert_eq!(items.by_ref().filter(Result::is_ok).count(), 4);
    let Err(SourceError::Document(error)) = items.finish() else { panic!("it is refused") };
    assert_eq!(options.read::<Book>(&spoiled).unwrap_err(), error);
    // Cut off.
    let half = SAMPLE.split_once("redeclared").unwrap().0;
    let mut items = Items::<_, Note>::new(half.as_bytes(), path, &options);
    assert_eq!(items.by_ref().take_while(Result::is_ok).count(), 2);
    let Err(SourceError::Document(error)) = items.finish() else { panic!("it is refused") };
    assert_eq!(options.read::<Book>(half).unwrap_err(), error);
}

#[test]
fn a_source_that_fails() {
    let [path, _] = paths();
    let half = SAMPLE.split_once("redeclared").unwrap().0;
    let mut items = Items::<_, Note>::new(slow(half, true), path, &ReadOptions::strict());
    assert!(items.next().unwrap().is_ok() && items.next().unwrap().is_ok());
    let error = items.next().unwrap().unwrap_err();
    assert!(error.to_string().starts_with("the document cannot be read on: "), "{error}");
    assert!(matches!(error, SourceError::Io(error) if error.kind() == io::ErrorKind::ConnectionReset));
    assert!(items.next().is_none());
    assert!(matches!(items.finish(), Err(SourceError::Io(_))));
}
