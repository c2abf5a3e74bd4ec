//! The walk over a document that has been read.

use super::constraints::{Awaited, Broken, Constraints, Node, Tables};
use super::ids::Ids;
use super::kind::{Kind, Value};
use super::{ANY_TYPE, Attribute, Element, Identity, Process, Type};
use crate::error::Result;
use crate::namespace::{NamespaceId, XSD_URI, XSI};
use crate::reader::Event;
use crate::{ErrorKind, Reader};

/// Where a document, or an element that is read like one, begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beginning {
    start: usize,
    depth: usize,
}

impl Reader<'_> {
    /// Notes where the element whose start tag was read last begins.
    pub(crate) fn beginning(&self) -> Beginning {
        Beginning { start: self.tag.start, depth: self.depth() }
    }

    /// In strict mode: checks the constraints and identifiers of an element that has been read.
    ///
    /// # Errors
    /// If something is not unique that must be, or refers to nothing.
    pub(crate) fn check_identity(&self, identity: Option<&'static Identity>, from: Beginning) -> Result<()> {
        match identity {
            Some(identity) if self.is_strict() => Walk::new(self.again(from.start, from.depth), identity).run(),
            _ => Ok(()),
        }
    }
}

struct Walk<'a> {
    reader: Reader<'a>,
    identity: &'static Identity,
    frames: Vec<Frame>,
    names: Vec<(NamespaceId, &'a str)>,
    constraints: Constraints,
    ids: Ids,
}

/// An open element.
struct Frame {
    start: usize,
    content: Content,
    element: Option<&'static Element>,
    is_nil: bool,
    has_children: bool,
    /// The text, where somebody waits for it.
    text: Option<String>,
    awaited: Vec<Awaited>,
    tables: Tables,
}

/// What is known of the content of an element.
#[derive(Clone, Copy)]
enum Content {
    /// Nothing in it matters.
    Plain,
    Typed(&'static Type),
    /// A built-in type, which `xsi:type` names.
    Simple(Kind),
}

impl Content {
    fn of(identity: &'static Identity, ty: Option<usize>) -> Content {
        ty.and_then(|ty| identity.types.get(ty)).map_or(Content::Plain, Content::Typed)
    }

    fn text(&self) -> Option<Kind> {
        match self {
            Content::Plain => None,
            Content::Typed(ty) => ty.text,
            Content::Simple(kind) => Some(*kind),
        }
    }
}

/// What stands at a place.
enum Found {
    Known(Option<&'static Element>, Content),
    /// It is skipped by a wildcard, so that nothing in it counts.
    Skipped,
}

impl<'a> Walk<'a> {
    fn new(reader: Reader<'a>, identity: &'static Identity) -> Self {
        let (frames, names) = (Vec::new(), Vec::new());
        Self { reader, identity, frames, names, constraints: Constraints::new(identity), ids: Ids::default() }
    }

    fn run(mut self) -> Result<()> {
        self.reader.switch(self.identity.namespaces);
        let outside = self.reader.depth();
        self.reader.child()?;
        self.start()?;
        while !self.frames.is_empty() {
            match self.reader.event()? {
                Event::Start => self.start()?,
                Event::Text(text) => {
                    if let Some(kept) = self.frames.last_mut().and_then(|frame| frame.text.as_mut()) {
                        kept.push_str(&text);
                    }
                }
                Event::End => {
                    self.end()?;
                    self.reader.close_to(outside + self.frames.len());
                }
            }
        }
        let ids = std::mem::take(&mut self.ids);
        ids.finish().map_err(|broken| self.error(broken))
    }

    /// A start tag has been read.
    fn start(&mut self) -> Result<()> {
        let depth = self.reader.depth() - 1;
        let Found::Known(element, declared) = self.find() else {
            self.reader.skip()?;
            self.reader.close_to(depth);
            return Ok(());
        };
        let content = self.said_type().unwrap_or(declared);
        let start = self.reader.tag.start;
        if let Some(around) = self.frames.last_mut() {
            around.has_children = true;
        }
        self.names.push((self.reader.tag.namespace, self.reader.tag.local));
        let mut frame = Frame {
            start,
            content,
            element,
            is_nil: self.reader.tag.nil && self.reader.says_nil()?,
            has_children: false,
            text: None,
            awaited: Vec::new(),
            tables: Tables::default(),
        };
        if let Content::Typed(ty) = content {
            self.note_attributes(ty)?;
        }
        if let Some(element) = element {
            self.constraints.open(element.constraints, self.frames.len());
        }
        if !self.constraints.is_idle() {
            let node = Entered { reader: &self.reader, identity: self.identity, content };
            frame.awaited = match self.constraints.enter(&self.names, start, &node) {
                Ok(awaited) => awaited,
                Err(broken) => return Err(self.error(broken)),
            };
        }
        if !frame.awaited.is_empty() || content.text().is_some_and(|kind| kind.has_ids()) {
            frame.text = Some(String::new());
        }
        let is_empty = self.reader.tag.empty;
        self.frames.push(frame);
        if is_empty {
            self.end()?;
            self.reader.close_to(depth);
        }
        Ok(())
    }

    /// The declaration of the element whose start tag was read last, by where it stands.
    fn find(&self) -> Found {
        let identity = self.identity;
        let known = |element: &'static Element| Found::Known(Some(element), Content::of(identity, element.ty));
        let ty = match self.frames.last().map(|around| around.content) {
            None => return self.named(identity.globals).map_or(Found::Known(None, Content::Plain), known),
            Some(Content::Plain | Content::Simple(_)) => return Found::Known(None, Content::Plain),
            Some(Content::Typed(ty)) => ty,
        };
        if let Some(element) = self.named(ty.children) {
            return known(element);
        }
        let uri = self.reader.namespace();
        match ty.any.iter().find(|(namespaces, _)| namespaces.admits(uri)) {
            None => Found::Known(None, Content::Plain),
            Some((_, Process::Skip)) => Found::Skipped,
            Some((_, process)) => match (self.named(identity.globals), process) {
                (Some(element), _) => known(element),
                (None, Process::Lax) => Found::Known(None, Content::Typed(&ANY_TYPE)),
                (None, _) => Found::Known(None, Content::Plain),
            },
        }
    }

    /// The one of some elements that has the name of the start tag read last.
    fn named(&self, elements: &'static [usize]) -> Option<&'static Element> {
        let tag = &self.reader.tag;
        let mut elements = elements.iter().filter_map(|&index| self.identity.elements.get(index));
        elements.find(|element| element.namespace == tag.namespace && element.name == tag.local)
    }

    /// What `xsi:type` says, if that is known; a type that is not listed has nothing that its base has not.
    fn said_type(&self) -> Option<Content> {
        let (uri, local) = self.reader.said_type()?;
        if uri == XSD_URI {
            return match Kind::built_in(&local) {
                Some(kind) => Some(Content::Simple(kind)),
                None => Some(Content::Typed(&ANY_TYPE)),
            };
        }
        let id = self.identity.namespaces.id(&uri, true);
        let found = self.identity.named.iter().find(|(namespace, name, _)| *namespace == id && *name == local);
        found.map(|(.., ty)| Content::of(self.identity, Some(*ty)))
    }

    /// Takes the identifiers among the attributes of the start tag read last.
    fn note_attributes(&mut self, ty: &'static Type) -> Result<()> {
        let mut noted = Ok(());
        for attribute in self.reader.attributes.iter() {
            let row =
                attribute_of(&self.reader, self.identity, ty, attribute.namespace, attribute.local, attribute.prefix);
            if let Some(row) = row.filter(|row| row.kind.has_ids()) {
                noted = self.ids.note(&row.kind, &attribute.value, &self.reader.context(), attribute.start);
            }
            if noted.is_err() {
                break;
            }
        }
        let is_left_out = |row: &&Attribute| !has(&self.reader, row);
        for row in ty.attributes.iter().filter(|row| row.kind.has_ids()).filter(is_left_out) {
            if let (Ok(()), Some(default)) = (&noted, row.default) {
                noted = self.ids.note(&row.kind, default, &self.reader.context(), self.reader.tag.start);
            }
        }
        noted.map_err(|broken| self.error(broken))
    }

    /// An end tag has been read, or an empty-element tag.
    fn end(&mut self) -> Result<()> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        match self.leave(frame) {
            Ok(tables) => {
                self.names.pop();
                if let Some(around) = self.frames.last_mut() {
                    around.tables.add(tables);
                }
                Ok(())
            }
            Err(broken) => Err(self.error(broken)),
        }
    }

    fn leave(&mut self, frame: Frame) -> std::result::Result<Tables, Broken> {
        let Frame { start, content, element, is_nil, has_children, text, awaited, tables } = frame;
        if let Some(text) = text {
            let default = element.and_then(|element| element.default).filter(|_| text.is_empty());
            let text = default.unwrap_or(&text);
            let kind = match content {
                Content::Plain if !has_children => Some(Kind::Any),
                _ => content.text(),
            };
            let context = self.reader.context();
            if let Some(kind) = kind.filter(|kind| kind.has_ids() && !is_nil) {
                self.ids.note(&kind, text, &context, start)?;
            }
            for awaited in awaited {
                if element.is_some_and(|element| element.nillable) {
                    self.constraints.check_nillable(awaited, start)?;
                }
                let Some(kind) = kind else { return Err(self.constraints.not_simple(awaited, start)) };
                let value = (!is_nil).then(|| kind.value(text, &context));
                self.constraints.fill(awaited, value);
            }
        }
        // The element itself is closed: its depth is the number of those around it.
        self.constraints.leave(self.frames.len(), tables)
    }

    #[cold]
    fn error(&self, broken: Broken) -> crate::Error {
        let Broken { offset, mut message, first } = broken;
        if let Some(first) = first {
            let (line, column) = self.reader.line_and_column(first);
            message.push_str(&format!("; the first is at line {line}, column {column}"));
        }
        self.reader.error_at(offset, ErrorKind::Identity, message)
    }
}

/// The element that is being entered, as fields look at it.
struct Entered<'w, 'a> {
    reader: &'w Reader<'a>,
    identity: &'static Identity,
    content: Content,
}

impl Node for Entered<'_, '_> {
    fn attributes(&self, admits: &dyn Fn(NamespaceId, &str) -> bool) -> Vec<Value> {
        let ty = match self.content {
            Content::Typed(ty) => Some(ty),
            Content::Plain | Content::Simple(_) => None,
        };
        let context = self.reader.context();
        let is_field = |namespace, local: &str| namespace != XSI && admits(namespace, local);
        let there = self.reader.attributes.iter().filter(|it| is_field(it.namespace, it.local)).map(|it| {
            let row = ty.and_then(|ty| attribute_of(self.reader, self.identity, ty, it.namespace, it.local, it.prefix));
            row.map_or(Kind::Any, |row| row.kind).value(&it.value, &context)
        });
        let rows = ty.map_or(&[][..], |ty| ty.attributes);
        let left_out = rows.iter().filter(|row| is_field(row.namespace, row.name) && !has(self.reader, row));
        let defaults = left_out.filter_map(|row| row.default.map(|default| row.kind.value(default, &context)));
        there.chain(defaults).collect()
    }
}

/// Whether the start tag read last has an attribute.
fn has(reader: &Reader<'_>, row: &Attribute) -> bool {
    reader.attributes.iter().any(|it| it.namespace == row.namespace && it.local == row.name)
}

/// The declaration of an attribute of a type.
fn attribute_of(
    reader: &Reader<'_>,
    identity: &'static Identity,
    ty: &'static Type,
    namespace: NamespaceId,
    local: &str,
    prefix: &str,
) -> Option<&'static Attribute> {
    let is_it = |row: &&Attribute| row.namespace == namespace && row.name == local;
    ty.attributes.iter().find(is_it).or_else(|| {
        let (namespaces, process) = ty.any_attribute?;
        let uri = if prefix.is_empty() { "" } else { reader.uri(prefix) };
        let is_looked_at = process != Process::Skip && namespaces.admits(uri);
        identity.attributes.iter().find(is_it).filter(|_| is_looked_at)
    })
}
