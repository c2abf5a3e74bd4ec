//! Documents that are made to cost much: refused, or read in time that grows with their length.
//!
//! Where the limits refuse a document at once, they are lifted to see what reading would cost. Nothing here is measured in
//! seconds: see `growth`. Depth is in `limits.rs`, streams are in `items/hostile.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs
)]

mod characters;
mod errors;
mod growth;
mod tags;

use xsd_runtime::{
    AnyNamespace, Child, Error, MANY, NO_NAMESPACE, Namespaces, RawElement, Read, ReadOptions, Reader, Table,
};

/// Without limits but those that cannot be lifted.
fn unlimited() -> ReadOptions {
    ReadOptions::strict()
        .max_depth(usize::MAX)
        .max_attributes(usize::MAX)
        .max_input_bytes(usize::MAX)
        .max_text_bytes(usize::MAX)
}

/// Reads a document as a whole.
fn accept(document: &str) {
    unlimited().read_raw(document).unwrap();
}

static NAMESPACES: Namespaces = Namespaces(&[]);

/// An element of text.
#[derive(Debug)]
struct Note {
    text: String,
}

xsd_runtime::root!(Note, &NAMESPACES, NO_NAMESPACE, "note", "<note>");

impl Read for Note {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        Read::read(reader).map(|text| Self { text })
    }
}

/// An element with any others in it, each of which is kept by itself.
#[derive(Debug)]
struct Any(Vec<RawElement>);

xsd_runtime::root!(Any, &NAMESPACES, NO_NAMESPACE, "any", "<any>");

impl Read for Any {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        static CHILDREN: &[Child] = &[Child::any(AnyNamespace::Any, 0, MANY)];
        static TABLE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "").children(CHILDREN);
        let mut elements = Vec::new();
        let mut cursor = reader.enter(&TABLE)?;
        while cursor.next(reader)?.is_some() {
            cursor.push(reader, &mut elements)?;
        }
        Ok(Self(elements))
    }
}
