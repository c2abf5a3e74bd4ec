//! Documents whose root element is not known in advance.

use crate::error::Result;
use crate::reader::describe;
use crate::{ErrorKind, Identity, NamespaceId, Namespaces, RawElement, Read, ReadOptions, Reader, Root, Write, Writer};

/// One of several global elements: what [`ReadOptions::read_document`] reads. The generator makes an enum of this kind
/// where its option `document` asks for one.
pub trait Document: Sized + 'static {
    /// The namespaces of the module that declares it.
    const NAMESPACES: &'static Namespaces;
    /// The elements that can stand at the root.
    const ROOTS: &'static [RootElement<Self>];
    /// What must be unique in documents, and refer to something; `None` for nothing.
    const IDENTITY: Option<&'static Identity> = None;
}

/// A global element that can stand at the root of a [`Document`]: its name, and what reads it.
#[derive(Debug)]
pub struct RootElement<D> {
    namespace: NamespaceId,
    name: &'static str,
    read: fn(&mut Reader<'_>) -> Result<D>,
}

impl<D> RootElement<D> {
    /// An element by the number of its namespace and its local name.
    pub const fn new(namespace: NamespaceId, name: &'static str, read: fn(&mut Reader<'_>) -> Result<D>) -> Self {
        Self { namespace, name, read }
    }
}

/// What can be written as a whole document: a global element, an enum of them, or raw XML.
pub trait WriteDocument {
    /// Writes the root element with its tags.
    fn write_document(&self, writer: &mut Writer);
}

impl<T: Root + Write> WriteDocument for T {
    fn write_document(&self, writer: &mut Writer) {
        writer.root(self);
    }
}

impl WriteDocument for RawElement {
    fn write_document(&self, writer: &mut Writer) {
        self.write(writer);
    }
}

/// Implements [`Document`] for an enum with a box in each variant: the enum, its namespaces, and for each variant the
/// number of the namespace and the local name of the element, with a call on the reader for one of `xs:anyType`; behind a
/// semicolon what must be unique in documents.
#[macro_export]
macro_rules! read_document {
    ($name:ident, $namespaces:expr, [$($variant:ident($namespace:expr, $local:literal $(, $($how:tt)+)?),)*] $(; $identity:expr)?) => {
        impl $crate::Document for $name {
            const NAMESPACES: &'static $crate::Namespaces = $namespaces;
            const ROOTS: &'static [$crate::RootElement<Self>] = &[
                $($crate::RootElement::new($namespace, $local, |reader| reader $(. $($how)+)?.boxed_root().map(Self::$variant)),)*
            ];
            $(const IDENTITY: Option<&'static $crate::Identity> = Some($identity);)?
        }
    };
}

/// Implements [`WriteDocument`] for an enum with a box in each variant: the enum, and the variants.
#[macro_export]
macro_rules! write_document {
    ($name:ident, [$($variant:ident,)*]) => {
        impl $crate::WriteDocument for $name {
            fn write_document(&self, writer: &mut $crate::Writer) {
                match self {
                    $(Self::$variant(value) => $crate::WriteDocument::write_document(&**value, writer),)*
                }
            }
        }
    };
}

/// What [`read_document!`](crate::read_document) and [`write_document!`](crate::write_document) do, from the list of the
/// former.
#[macro_export]
macro_rules! document {
    ($name:ident, $namespaces:expr, [$($variant:ident($namespace:expr, $local:literal $(, $($how:tt)+)?),)*] $(; $identity:expr)?) => {
        $crate::read_document!($name, $namespaces, [$($variant($namespace, $local $(, $($how)+)?),)*] $(; $identity)?);
        $crate::write_document!($name, [$($variant,)*]);
    };
}

impl Reader<'_> {
    /// Reads the root element whose start tag was read last, into a box.
    ///
    /// # Errors
    /// If it does not fit the type.
    pub fn boxed_root<T: Read>(&mut self) -> Result<Box<T>> {
        self.no_nil::<T>()?;
        T::read(self).map(Box::new)
    }

    #[cold]
    fn unknown_root<D: Document>(&self) -> crate::Error {
        let (found, uri) = (self.local_name(), self.namespace());
        let uri_of = |root: &RootElement<D>| D::NAMESPACES.get(root.namespace).map_or("", |namespace| namespace.uri);
        let mut known: Vec<_> = D::ROOTS.iter().map(|root| (unlikeness(found, root.name), root)).collect();
        // Of equally like names one in the namespace that was found goes first; the sort is stable.
        known.sort_by_key(|(unlikeness, root)| (*unlikeness, uri_of(root) != uri));
        let n_more = known.len().saturating_sub(SHOWN);
        let mut expected: Vec<String> =
            known.iter().take(SHOWN).map(|(_, root)| describe(root.name, uri_of(root))).collect();
        if n_more > 0 {
            expected.push(format!("{n_more} more"));
        }
        let last = expected.pop().unwrap_or_default();
        let expected = if expected.is_empty() { last } else { format!("{} or {last}", expected.join(", ")) };
        let message = format!("the root element is {}; expected {expected}", describe(found, uri));
        self.error(ErrorKind::UnexpectedRoot, message)
    }
}

/// How many elements a message names.
const SHOWN: usize = 3;

/// The number of letters to insert, drop or change to get from one name to another, a change of case counting as none.
fn unlikeness(a: &str, b: &str) -> usize {
    // Names longer than this are told apart by their beginnings.
    const MAX: usize = 64;
    let b: Vec<char> = b.chars().take(MAX).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, from) in a.chars().take(MAX).enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        for (to, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(!from.eq_ignore_ascii_case(to));
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

impl ReadOptions {
    /// Reads a document whose root is one of the elements of `D`.
    ///
    /// # Errors
    /// If the document is not well-formed, breaks a limit, has none of these elements as its root, or does not fit the
    /// element's type.
    pub fn read_document<D: Document>(&self, document: &str) -> Result<D> {
        let mut reader = Reader::new(document, self)?;
        reader.start_document()?;
        let root = D::ROOTS.iter().find(|root| reader.is_at(D::NAMESPACES.get(root.namespace), root.name));
        let Some(root) = root else { return Err(reader.unknown_root::<D>()) };
        let beginning = reader.beginning();
        let value = (root.read)(&mut reader)?;
        reader.check_identity(D::IDENTITY, beginning)?;
        reader.end_document()?;
        Ok(value)
    }

    /// The same for a document in UTF-8, or with the feature `encodings` in another encoding.
    ///
    /// # Errors
    /// As [`read_document`](Self::read_document) and [`decode`](crate::decode).
    pub fn read_document_slice<D: Document>(&self, document: &[u8]) -> Result<D> {
        self.read_document(&self.decode(document)?)
    }
}

/// Reads a document whose root is not known in advance, leniently; see [`ReadOptions::read_document`].
///
/// # Errors
/// As [`ReadOptions::read_document`].
pub fn document_from_str<D: Document>(document: &str) -> Result<D> {
    ReadOptions::lenient().read_document(document)
}

/// The same for a document in UTF-8, or with the feature `encodings` in another encoding.
///
/// # Errors
/// As [`ReadOptions::read_document`] and [`decode`](crate::decode).
pub fn document_from_slice<D: Document>(document: &[u8]) -> Result<D> {
    ReadOptions::lenient().read_document_slice(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    static NAMESPACES: Namespaces = Namespaces(&[
        crate::Namespace { prefix: "a", uri: "urn:a", aliases: &["urn:old"] },
        crate::Namespace { prefix: "b", uri: "urn:b", aliases: &[] },
    ]);

    #[derive(Debug, Clone, PartialEq)]
    enum Any {
        Note(Box<RawElement>),
        Nota(Box<RawElement>),
        Other(Box<RawElement>),
        Plain(Box<RawElement>),
        Last(Box<RawElement>),
    }

    crate::document!(
        Any,
        &NAMESPACES,
        [Note(1, "note"), Nota(2, "note"), Other(1, "other"), Plain(crate::NO_NAMESPACE, "plain"), Last(1, "last"),]
    );

    fn message(document: &str) -> String {
        document_from_str::<Any>(document).expect_err("an unknown root").to_string()
    }

    #[test]
    fn the_root_decides() {
        let strict = ReadOptions::strict();
        for (document, is_right) in [
            ("<note xmlns='urn:a'/>", (|any| matches!(any, Any::Note(_))) as fn(&Any) -> bool),
            ("<x:note xmlns:x='urn:b'>1</x:note>", |any| matches!(any, Any::Nota(_))),
            ("<?xml version='1.0'?><plain><note/></plain><!-- -->", |any| matches!(any, Any::Plain(_))),
        ] {
            let value: Any = strict.read_document(document).expect("a known root");
            assert!(is_right(&value), "{document} is {value:?}");
            let written = crate::to_string(&value).expect("a document");
            assert_eq!(strict.read_document::<Any>(&written), Ok(value));
        }
        assert!(strict.read_document::<Any>("<note xmlns='urn:old'/>").is_err());
        assert!(matches!(document_from_str("<note xmlns='urn:old'/>"), Ok(Any::Note(_))));
        assert!(document_from_str::<Any>("<plain/><plain/>").is_err());
    }

    #[test]
    fn an_unknown_root_is_told_with_those_that_are_like_it() {
        assert_eq!(
            message("<notes xmlns='urn:b'/>"),
            "notes (line 1, column 1): the root element is `notes` in namespace `urn:b`; expected `note` in namespace \
             `urn:b`, `note` in namespace `urn:a`, `other` in namespace `urn:a` or 2 more"
        );
        assert!(message("<Plain xmlns='urn:a'/>").contains("expected `plain` in no namespace, "));
    }
}
