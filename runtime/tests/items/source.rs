//! Items from a source of bytes.

use std::io::{self, Read};

use xsd_runtime::items::{ItemFeed, ItemPath, Items, SourceError};
use xsd_runtime::{Child, Error, NO_NAMESPACE, ReadOptions, Reader, SOME, Table};

use crate::{Book, Entry, NAMESPACES, Note, SAMPLE, paths};

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

/// A list that must not be empty.
#[derive(Debug, PartialEq)]
struct Numbers {
    n: Vec<i32>,
    m: Vec<i32>,
}

xsd_runtime::root!(Numbers, &NAMESPACES, NO_NAMESPACE, "list", "<list>");

impl xsd_runtime::Read for Numbers {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        static TABLE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "list")
            .children(&[Child::new(NO_NAMESPACE, "n", 0, SOME), Child::new(NO_NAMESPACE, "m", 1, SOME)]);
        let mut value = Self { n: Vec::new(), m: Vec::new() };
        let mut cursor = reader.enter(&TABLE)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.push(reader, &mut value.n),
                _ => cursor.push(reader, &mut value.m),
            }?;
        }
        Ok(value)
    }
}

#[test]
fn the_first_items_can_stay() {
    let document = "<list>\n <n>1</n>\n <n>2</n>\n <n>3</n> <m>4</m><m>5</m></list>";
    let options = ReadOptions::strict();
    let paths = || ["n", "m"].map(|name| ItemPath::root::<Numbers>().child("", name));
    let mut items = Items::<_, i32>::with(document.as_bytes(), paths(), &options, |item| item.read());
    assert_eq!(items.by_ref().map(Result::unwrap).sum::<i32>(), 15);
    let error = items.finish().unwrap().read::<Numbers>().unwrap_err();
    assert_eq!(error.to_string(), "list (line 4, column 27): element `n` is missing; it is required");
    for size in [1, 5, document.len()] {
        let mut feed = ItemFeed::new(paths(), &options).keep_first();
        let mut sum = 0;
        for piece in document.as_bytes().chunks(size) {
            feed.push(piece);
            while let Some(item) = feed.next_item() {
                sum += item.unwrap().read::<i32>().unwrap().unwrap();
            }
        }
        assert_eq!(sum, 15);
        let skeleton = feed.finish().unwrap();
        assert_eq!(skeleton.text(), "<list>\n <n>1</n>\n  <m>4</m></list>");
        assert_eq!(skeleton.read::<Numbers>().unwrap(), Numbers { n: vec![1], m: vec![4] });
    }
    // They count as what they are part of.
    let feed = ItemFeed::new(paths(), &options.max_skeleton_bytes(100)).keep_first();
    let long = document.replace('1', &"0".repeat(100));
    let mut items = Items::from_feed(long.as_bytes(), feed, |item| item.read::<i32>());
    let Some(Err(SourceError::Document(error))) = items.next() else { panic!("it is refused") };
    assert!(items.next().is_none() && items.finish().is_err());
    assert_eq!(error.message(), "what stands around the items is longer than 100 bytes");
}

/// A function that does not read what it gets has it checked all the same, if the document breaks off there.
#[test]
fn a_function_that_does_not_read() {
    let options = ReadOptions::strict().max_item_bytes(20);
    for document in
        ["<list><n>1</n><n>2", "<list><n>1</n><n>1234567890123456</n></list>", "<list><n>1</n><n>\u{1}<</n>"]
    {
        let path = ItemPath::new("", "list").child("", "n");
        let mut items = Items::with(document.as_bytes(), [path], &options, |item| Ok(Some(item.text().len())));
        assert_eq!(items.next().unwrap().unwrap(), 8);
        assert!(items.any(|item| item.is_err()), "{document}");
        assert!(items.finish().is_err());
    }
}
