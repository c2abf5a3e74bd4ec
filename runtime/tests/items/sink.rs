//! Large documents written item by item.

use std::io;

use xsd_runtime::items::{ItemPath, ItemWriter, SinkError};
use xsd_runtime::{ErrorKind, ReadOptions};

use crate::{Book, Entry, Group, Note, paths, stream_whole};

const HEAD: &str = "<n:Book xmlns:n='urn:notes' xmlns='urn:groups'>\n<n:Title>é</n:Title>";

fn note(text: &str) -> Note {
    Note { id: Some(1), text: text.to_owned(), ..Note::default() }
}

fn writer(document: &str) -> ItemWriter<Vec<u8>> {
    ItemWriter::from_text(Vec::new(), document.to_owned(), paths()).unwrap()
}

fn finish(writer: ItemWriter<Vec<u8>>) -> String {
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

/// What is written item by item is read item by item, and as a whole.
#[test]
fn written_and_read() {
    for (notes, groups) in [
        ("<n:Notes/>", "<n:Groups/>"),
        ("<n:Notes />", "<n:Groups></n:Groups>"),
        ("<n:Notes>\n</n:Notes\n>", "<n:Groups a='/>'/>"),
    ] {
        for n_items in 0..3 {
            let mut writer = writer(&format!("\u{FEFF}{HEAD}{notes}{groups}</n:Book><!-- The end. -->"));
            let mut entries = Vec::new();
            for number in 0..n_items {
                let note = Note { notes: vec![note("<b>")], ..note(&format!("{number} & more")) };
                writer.write(0, &note).unwrap();
                entries.push(Entry::Note(note));
            }
            for number in 0..n_items {
                let group = Group(if number == 0 { String::new() } else { "]]>".to_owned() });
                writer.write(1, &group).unwrap();
                entries.push(Entry::Group(group));
            }
            let document = finish(writer);
            let outcome = stream_whole(&document, &ReadOptions::lenient());
            assert!(outcome.is_ok(), "{document}: {outcome:?}");
            assert_eq!(outcome.items, entries, "{document}");
            let book: Book = ReadOptions::lenient().read(&document).unwrap();
            assert_eq!(book.notes.unwrap().note.len(), n_items);
            assert_eq!(book.groups.unwrap().group.len(), n_items);
            assert!(document.starts_with(HEAD) && document.ends_with("</n:Book><!-- The end. -->"), "{document}");
        }
    }
}

/// Nothing is written anew but the empty-element tags that get items.
#[test]
fn the_text_around_stays() {
    let text = format!("{HEAD}<n:Notes><!-- a --></n:Notes ><n:Groups/></n:Book>\n");
    assert_eq!(finish(writer(&text)), text);
    let mut some = writer(&text);
    some.write(0, &note("b")).unwrap();
    let expected = text.replace("--></n:Notes", "--><n:Note id=\"1\"><n:Text>b</n:Text></n:Note></n:Notes");
    assert_eq!(finish(some), expected);
    let mut some = writer(&text);
    some.write(1, &Group("c".to_owned())).unwrap();
    some.write(1, &Group(String::new())).unwrap();
    assert_eq!(finish(some), text.replace("<n:Groups/>", "<n:Groups><Group>c</Group><Group/></n:Groups>"));
}

#[test]
fn items_have_their_places() {
    let refused = |writer: &mut ItemWriter<Vec<u8>>, path: usize| {
        let Err(SinkError::Document(error)) = writer.write(path, &Group("a".to_owned())) else {
            panic!("it is written")
        };
        assert_eq!(error.kind(), ErrorKind::Unwritable);
        error.message().to_owned()
    };
    // In the order of the document.
    let mut writer = writer(&format!("{HEAD}<n:Notes/><n:Groups/></n:Book>"));
    writer.write(1, &Group("a".to_owned())).unwrap();
    assert!(refused(&mut writer, 0).starts_with("items of an element that ends further behind have been written"));
    // There must be one, and a prefix.
    assert!(refused(&mut writer, 2).starts_with("the document has no element for the items of this path"));
    for document in ["<n:Book xmlns:n='urn:notes'/>", "<n:Book xmlns:n='urn:notes'><n:Groups/></n:Book>"] {
        assert!(refused(&mut self::writer(document), 1).contains("or does not declare their namespace"));
    }
    // Of two elements that end at the same place, the inner one comes first.
    let a = || ItemPath::new("", "a");
    let nested = || [a().child("", "n"), a().child("", "b").child("", "n")];
    let mut items = ItemWriter::from_text(Vec::new(), "<a><b/></a>".to_owned(), nested()).unwrap();
    items.write(1, &1).unwrap();
    items.write(0, &2).unwrap();
    assert!(items.write(1, &3).is_err());
    assert_eq!(finish(items), "<a><b><n>1</n></b><n>2</n></a>");
    // Two kinds of items in one element.
    let both = [a().child("", "n"), a().child("", "m")];
    let mut items = ItemWriter::from_text(Vec::new(), "<a/>".to_owned(), both).unwrap();
    for (path, number) in [(0, 1), (1, 2), (0, 3)] {
        items.write(path, &number).unwrap();
    }
    assert_eq!(finish(items), "<a><n>1</n><m>2</m><n>3</n></a>");
    assert!(ItemWriter::from_text(Vec::new(), "<a>".to_owned(), nested()).is_err());
}

/// A value that cannot be written leaves no trace, and the error tells where it would have stood.
#[test]
fn what_cannot_be_written() {
    let text = format!("{HEAD}<n:Notes>\n<n:Note><n:Text/></n:Note></n:Notes><n:Groups/></n:Book>");
    let mut writer = writer(&text);
    let Err(SinkError::Document(error)) = writer.write(0, &note("\u{1}")) else { panic!("it is written") };
    let whole = text.replace("</n:Notes>", "<n:Note id=\"1\"><n:Text>");
    let before = whole.split("<n:Groups").next().unwrap();
    assert_eq!((error.path(), error.line()), ("Book > Notes > Note[2] > Text", 3));
    assert_eq!((error.offset(), error.column()), (before.len(), before.lines().last().unwrap().chars().count() + 1));
    writer.write(0, &note("a")).unwrap();
    let Err(SinkError::Document(error)) = writer.write(1, &Group("\u{1}".to_owned())) else { panic!("it is written") };
    assert_eq!(error.path(), "Book > Groups > Group");
    writer.write(1, &Group("b".to_owned())).unwrap();
    let document = finish(writer);
    assert_eq!(document.find("<Group>"), Some(error.offset() - "<Group>".len()), "{document}");
    assert!(ReadOptions::lenient().read::<Book>(&document).is_ok());
}

/// A sink with little room.
struct Small(usize);

impl io::Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len().min(self.0);
        self.0 -= length;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_that_fails() {
    let mut writer = ItemWriter::from_text(Small(200), format!("{HEAD}<n:Notes/></n:Book>"), paths()).unwrap();
    let error = (0..100).find_map(|_| writer.write(0, &note("a")).err()).expect("it is full");
    assert!(matches!(&error, SinkError::Io(error) if error.kind() == io::ErrorKind::WriteZero));
    assert!(error.to_string().starts_with("the document cannot be written on: "), "{error}");
    assert!(writer.finish().is_err());
}
