//! Items to whatever bytes can be written to.

use std::fmt;
use std::io;

use super::ItemPath;
use super::position::Position;
use crate::reader::Event;
use crate::{Error, ErrorKind, ReadOptions, Reader, Result, Write, WriteDocument, Writer, locate};

/// Writes a large document one item at a time: the counterpart of [`Items`](super::Items). Memory holds what stands around
/// the items, and one of them.
///
/// The document without the items comes first, with the elements that the items go into; then the items, in the order of
/// these elements; [`finish`](Self::finish) writes the rest. Items stand behind what their element holds already.
///
/// ```
/// use xsd_runtime::RawElement;
/// use xsd_runtime::items::{ItemPath, ItemWriter};
///
/// let list: RawElement = "<n:list xmlns:n='urn:numbers'><n:of>primes</n:of><n:items/></n:list>".parse()?;
/// let path = ItemPath::new("urn:numbers", "list").child("urn:numbers", "items").child("urn:numbers", "item");
/// let mut writer = ItemWriter::new(Vec::new(), &list, [path])?;
/// for number in [2, 3, 5] {
///     writer.write(0, &number)?;
/// }
/// let document = String::from_utf8(writer.finish()?)?;
/// assert_eq!(
///     document,
///     "<n:list xmlns:n='urn:numbers'><n:of>primes</n:of>\
///      <n:items><n:item>2</n:item><n:item>3</n:item><n:item>5</n:item></n:items></n:list>"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ItemWriter<W> {
    sink: W,
    skeleton: String,
    /// How much of it has been written.
    written: usize,
    /// Where the items of each path go.
    lists: Vec<Option<List>>,
    /// The one that has had items last.
    current: Option<List>,
    /// How much has been written in all.
    position: Position,
    /// Room that is used again for each item.
    buffer: String,
}

/// An element that items go into.
#[derive(Debug, Clone)]
struct List {
    /// Where it begins in the skeleton.
    start: usize,
    /// Where the items go.
    at: usize,
    /// Its qualified name, if it is written as an empty-element tag, which ends there.
    empty: Option<String>,
    /// The qualified name of the items.
    item: String,
    /// How many of that name it has.
    n_items: usize,
    /// Its element path.
    path: String,
}

/// Why items cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum SinkError {
    /// The sink fails.
    Io(io::Error),
    /// A value cannot be written, or there is no place for it.
    Document(Error),
}

impl<W: io::Write> ItemWriter<W> {
    /// A writer of a document whose items come later. Of several elements that items could go into, the first counts.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent. The sink is not used before the first item.
    pub fn new<T: WriteDocument>(sink: W, document: &T, paths: impl Into<Box<[ItemPath]>>) -> Result<Self> {
        Self::from_text(sink, crate::to_string(document)?, paths)
    }

    /// The same for the text of a document, such as an [envelope](crate::soap::to_string). A byte order mark is left out.
    /// Items are written with the prefixes that their types have: the document must declare these, for the same namespaces.
    ///
    /// # Errors
    /// If the text is not well-formed.
    pub fn from_text(sink: W, mut document: String, paths: impl Into<Box<[ItemPath]>>) -> Result<Self> {
        if document.starts_with('\u{FEFF}') {
            document.remove(0);
        }
        let lists = lists(&document, &paths.into())?;
        let position = Position::after_mark(0);
        Ok(Self { sink, skeleton: document, written: 0, lists, current: None, position, buffer: String::new() })
    }

    /// Writes the next item of a path, by the number of the path.
    ///
    /// # Errors
    /// If the sink fails, if a text holds a character that XML cannot represent, if the document has no element for the
    /// items of the path, or if items have been written that stand behind. Nothing of the item has been written then,
    /// unless the sink failed.
    pub fn write<T: Write>(&mut self, path: usize, item: &T) -> Result<(), SinkError> {
        let Some(list) = self.lists.get(path).and_then(Option::as_ref) else {
            let message = "the document has no element for the items of this path, or does not declare their namespace";
            return Err(self.misplaced(message));
        };
        if self.current.as_ref().is_some_and(|current| list.order() < current.order()) {
            let message = "items of an element that ends further behind have been written; write them in its order";
            return Err(self.misplaced(message));
        }
        // Before anything goes out, the item must turn out to be writable.
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let mut writer = Writer::with_buffer(buffer);
        writer.named(&list.item, item);
        let is_first = self.current.as_ref().is_none_or(|current| current.start != list.start);
        let text = match writer.finish() {
            Ok(text) => text,
            Err(error) => return Err(self.placed(list, is_first, error).into()),
        };
        if is_first {
            let list = list.clone();
            self.close_list()?;
            self.keep_to(list.content_end())?;
            if list.empty.is_some() {
                self.put(">")?;
            }
            (self.written, self.current) = (list.at, Some(list));
        }
        self.put(&text)?;
        self.buffer = text;
        if let Some(Some(list)) = self.lists.get_mut(path) {
            list.n_items += 1;
        }
        Ok(())
    }

    /// Writes the rest of the document, and gives back the sink.
    ///
    /// # Errors
    /// If the sink fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.close_list()?;
        self.keep_to(self.skeleton.len())?;
        self.sink.flush()?;
        Ok(self.sink)
    }

    /// Ends the element that had items last, if its tag was that of an empty one.
    fn close_list(&mut self) -> io::Result<()> {
        match self.current.take().and_then(|list| list.empty) {
            Some(name) => self.put(&format!("</{name}>")),
            None => Ok(()),
        }
    }

    /// Writes the skeleton up to an offset.
    fn keep_to(&mut self, end: usize) -> io::Result<()> {
        let text = self.skeleton.get(self.written..end).unwrap_or_default();
        self.sink.write_all(text.as_bytes())?;
        self.position = self.position.after(text);
        self.written = end;
        Ok(())
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        self.sink.write_all(text.as_bytes())?;
        self.position = self.position.after(text);
        Ok(())
    }

    #[cold]
    fn misplaced(&self, message: &'static str) -> SinkError {
        Error::new(ErrorKind::Unwritable, message, self.position.on(String::new())).into()
    }

    /// An error of writing an item with its place in the whole document.
    #[cold]
    fn placed(&self, list: &List, is_first: bool, error: Error) -> Error {
        let mut path = list.path.clone();
        locate::push_step(&mut path, &list.item, list.n_items + 1);
        if let Some((_, below)) = error.path().split_once(" > ") {
            path.push_str(" > ");
            path.push_str(below);
        }
        let mut position = self.position;
        if is_first {
            // What comes between.
            if let Some(name) = self.current.as_ref().and_then(|current| current.empty.as_ref()) {
                position = position.after(&format!("</{name}>"));
            }
            position = position.after(self.skeleton.get(self.written..list.content_end()).unwrap_or_default());
            position = position.after(if list.empty.is_some() { ">" } else { "" });
        }
        let (line, column) = position.within(error.line(), error.column());
        let offset = position.offset + error.offset();
        error.at(Position { offset, line, column }.on(path))
    }
}

impl List {
    /// What comes earlier is less: of two elements that end at the same place, the inner one.
    fn order(&self) -> (usize, std::cmp::Reverse<usize>) {
        (self.at, std::cmp::Reverse(self.start))
    }

    /// Where that ends in the skeleton which is written before the items. The end of an empty-element tag is not.
    fn content_end(&self) -> usize {
        if self.empty.is_some() { self.at - "/>".len() } else { self.at }
    }
}

/// An open element.
struct Open {
    /// The paths that it is on.
    on: Vec<usize>,
    /// Those whose items go into it.
    lists: Vec<usize>,
}

/// Looks at the element whose start tag was read last.
fn begin(
    reader: &Reader<'_>,
    parent: Option<&Open>,
    depth: usize,
    paths: &[ItemPath],
    found: &mut [Option<List>],
) -> Open {
    let (namespace, local, name) = (reader.namespace(), reader.local_name(), reader.qualified_name());
    for path in parent.iter().flat_map(|parent| &parent.lists) {
        if let Some(Some(list)) = found.get_mut(*path)
            && list.item == name
        {
            list.n_items += 1;
        }
    }
    let mut element = Open { on: Vec::new(), lists: Vec::new() };
    for (index, (path, list)) in paths.iter().zip(found).enumerate() {
        if !parent.is_none_or(|parent| parent.on.contains(&index)) || !path.admits(depth, namespace, local, true) {
            continue;
        }
        element.on.push(index);
        let Some((namespace, local)) = path.item().filter(|_| path.len() == depth + 2 && list.is_none()) else {
            continue;
        };
        let Some(prefix) = reader.prefix_of(namespace) else { continue };
        let item = if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") };
        let empty = reader.is_empty_element().then(|| name.to_owned());
        let (start, path) = reader.start();
        *list = Some(List { start, at: reader.offset(), empty, item, n_items: 0, path });
        element.lists.push(index);
    }
    element
}

/// Finds the elements that items go into.
fn lists(document: &str, paths: &[ItemPath]) -> Result<Vec<Option<List>>> {
    let options = ReadOptions::strict().max_depth(usize::MAX).max_input_bytes(usize::MAX);
    let mut reader = Reader::new(document, &options)?;
    reader.start_document()?;
    let mut found: Vec<Option<List>> = vec![None; paths.len()];
    let mut open: Vec<Open> = Vec::new();
    let mut is_at_start = true;
    loop {
        if is_at_start {
            let element = begin(&reader, open.last(), open.len(), paths, &mut found);
            match reader.is_empty_element() {
                true => reader.close_to(open.len()),
                false => open.push(element),
            }
        }
        if open.is_empty() {
            break;
        }
        is_at_start = false;
        match reader.event()? {
            Event::Start => is_at_start = true,
            Event::Text(_) => {}
            Event::End => {
                let at = document.get(..reader.offset()).and_then(|before| before.rfind("</")).unwrap_or_default();
                for path in open.pop().iter().flat_map(|closed| &closed.lists) {
                    if let Some(Some(list)) = found.get_mut(*path) {
                        list.at = at;
                    }
                }
                reader.close_to(open.len());
            }
        }
    }
    reader.end_document()?;
    Ok(found)
}

impl From<io::Error> for SinkError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Error> for SinkError {
    fn from(error: Error) -> Self {
        Self::Document(error)
    }
}

impl fmt::Display for SinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the document cannot be written on: {error}"),
            Self::Document(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SinkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Document(_) => None,
        }
    }
}
