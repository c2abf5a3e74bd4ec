//! Large documents read item by item: the same values and the same errors as of the whole document.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs
)]

use xsd_runtime::items::{Item, ItemFeed, ItemPath};
use xsd_runtime::{
    Attribute, Child, Error, MANY, NO_NAMESPACE, Namespace, NamespaceId, Namespaces, ONE, OPTIONAL, RawElement, Read,
    ReadOptions, Reader, Result, Table, Write, Writer,
};

mod hostile;
mod in_envelopes;
mod limits;
mod namespaces;
mod sink;
mod source;
mod splits;
mod whole;

#[path = "../support/mutate.rs"]
mod mutate;

static NAMESPACES: Namespaces = Namespaces(&[
    Namespace { prefix: "n", uri: "urn:notes", aliases: &["urn:notes:old"] },
    Namespace { prefix: "g", uri: "urn:groups", aliases: &["urn:groups:old"] },
]);
const N: NamespaceId = 1;
const G: NamespaceId = 2;

/// The root element: lists in the order of the schema.
#[derive(Debug, Clone, PartialEq, Default)]
struct Book {
    title: Option<String>,
    notes: Option<Notes>,
    groups: Option<Groups>,
    colophon: Option<RawElement>,
}

xsd_runtime::root!(Book, &NAMESPACES, N, "Book", "<n:Book>");

impl Read for Book {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table = Table::new(&NAMESPACES, N, "Book").children(&[
            Child::new(N, "Title", 0, OPTIONAL),
            Child::new(N, "Notes", 1, OPTIONAL),
            Child::new(N, "Groups", 2, OPTIONAL),
            Child::new(N, "Colophon", 3, OPTIONAL),
        ]);
        let mut value = Self::default();
        let mut cursor = reader.enter(&TABLE)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.set(reader, &mut value.title),
                1 => cursor.set(reader, &mut value.notes),
                2 => cursor.set(reader, &mut value.groups),
                _ => cursor.set(reader, &mut value.colophon),
            }?;
        }
        Ok(value)
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Notes {
    note: Vec<Note>,
}

impl Read for Notes {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table = Table::new(&NAMESPACES, N, "Notes").children(&[Child::new(N, "Note", 0, MANY)]);
        let mut value = Self::default();
        let mut cursor = reader.enter(&TABLE)?;
        while cursor.next(reader)?.is_some() {
            cursor.push(reader, &mut value.note)?;
        }
        Ok(value)
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Groups {
    group: Vec<Group>,
}

impl Read for Groups {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table = Table::new(&NAMESPACES, N, "Groups").children(&[Child::new(G, "Group", 0, MANY)]);
        let mut value = Self::default();
        let mut cursor = reader.enter(&TABLE)?;
        while cursor.next(reader)?.is_some() {
            cursor.push(reader, &mut value.group)?;
        }
        Ok(value)
    }
}

/// An item that can hold others of its name.
#[derive(Debug, Clone, PartialEq, Default)]
struct Note {
    id: Option<i32>,
    text: String,
    notes: Vec<Note>,
    other: Option<RawElement>,
}

impl Read for Note {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table =
            Table::new(&NAMESPACES, N, "Note").attributes(&[Attribute::optional(NO_NAMESPACE, "id")]).children(&[
                Child::new(N, "Text", 0, ONE),
                Child::new(N, "Note", 1, MANY),
                Child::new(G, "Other", 2, OPTIONAL),
            ]);
        let (mut value, mut text) = (Self::default(), None);
        let mut cursor = reader.enter(&TABLE)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.attribute(reader, &mut value.id),
                1 => cursor.set(reader, &mut text),
                2 => cursor.push(reader, &mut value.notes),
                _ => cursor.set(reader, &mut value.other),
            }?;
        }
        value.text = cursor.required(reader, text, 1)?;
        Ok(value)
    }
}

impl Write for Note {
    fn write(&self, writer: &mut Writer) {
        writer.optional_attribute(" id=\"", &self.id);
        writer.element("<n:Text>", &self.text);
        writer.each("<n:Note>", &self.notes);
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Group(String);

impl Write for Group {
    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}

impl Read for Group {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        Read::read(reader).map(Self)
    }
}

/// Both kinds of items.
#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Note(Note),
    Group(Group),
}

impl Entry {
    fn read(item: &Item<'_>) -> Result<Option<Self>> {
        Ok(match item.path_index() {
            0 => item.read()?.map(Self::Note),
            _ => item.read()?.map(Self::Group),
        })
    }
}

fn paths() -> [ItemPath; 2] {
    [
        ItemPath::root::<Book>().child("urn:notes", "Notes").child("urn:notes", "Note"),
        ItemPath::root::<Book>().child("urn:notes", "Groups").child("urn:groups", "Group"),
    ]
}

fn modes() -> [ReadOptions; 2] {
    [ReadOptions::strict(), ReadOptions::lenient()]
}

/// What comes of a document that is read item by item.
#[derive(Debug, PartialEq)]
struct Outcome {
    items: Vec<Entry>,
    /// The first error, of an item or of the feed.
    error: Option<Error>,
    /// The skeleton read as a book, as far as it came.
    rest: Result<Book>,
    skeleton: String,
}

impl Outcome {
    fn is_ok(&self) -> bool {
        self.error.is_none() && self.rest.is_ok()
    }
}

/// Reads a document that comes in pieces.
fn stream<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, options: &ReadOptions) -> Outcome {
    let mut feed = ItemFeed::new(paths(), options);
    let mut items = Vec::new();
    let mut error = None;
    let mut take = |feed: &mut ItemFeed| {
        while let Some(item) = feed.next_item() {
            match item.and_then(|item| Entry::read(&item)) {
                Ok(item) if error.is_none() => items.extend(item),
                Ok(_) => {}
                Err(problem) => error = error.take().or(Some(problem)),
            }
        }
    };
    for piece in pieces {
        feed.push(piece);
        take(&mut feed);
    }
    feed.end();
    take(&mut feed);
    let (rest, skeleton) = (feed.skeleton().read(), feed.skeleton().text().to_owned());
    if error.is_none() {
        assert_eq!(feed.finish().unwrap().text(), skeleton);
    }
    Outcome { items, error, rest, skeleton }
}

fn stream_whole(document: &str, options: &ReadOptions) -> Outcome {
    stream([document.as_bytes()], options)
}

/// A document with all that can be in one.
const SAMPLE: &str = include_str!("sample.xml");
