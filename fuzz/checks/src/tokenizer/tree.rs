//! Documents as the reader of this project has them, read by a type that can hold any.

use xsd_runtime::{
    AnyNamespace, Attribute, Child, Error, ErrorKind, MANY, NO_NAMESPACE, Namespace, NamespaceId, Namespaces,
    RawAttribute, RawElement, Read, ReadOptions, Reader, Result, Table,
};

use super::events::{Event, Events, Kind};

/// The events of a document.
pub(super) fn events(text: &str) -> Result<Vec<Event>, Error> {
    let mut reader = Reader::new(text, &ReadOptions::lenient())?;
    reader.start_document()?;
    // Whoever knows the name of the root compares it; this type takes any.
    if RawElement::parse(&format!("<{}/>", reader.local_name())).is_err() {
        return Err(reader.error(ErrorKind::NotWellFormed, "the name of the root is no name"));
    }
    let root = Element::read(&mut reader)?;
    reader.end_document()?;
    let mut events = Events::default();
    root.tell(&mut events);
    Ok(events.into_list())
}

struct Element {
    namespace: String,
    local: String,
    attributes: Vec<RawAttribute>,
    content: Vec<Node>,
}

enum Node {
    Element(Element),
    Text(String),
}

static NAMESPACES: Namespaces = Namespaces(&[
    Namespace { prefix: "a", uri: "urn:a", aliases: &[] },
    Namespace { prefix: "b", uri: "urn:b", aliases: &[] },
]);
const A: NamespaceId = 1;
const B: NamespaceId = 2;

static ATTRIBUTES: &[Attribute] = &[Attribute::any(AnyNamespace::Any)];

/// Names that are known go a faster way than others.
static CHILDREN: &[Child] = &[
    Child::new(A, "sequence", 0, MANY),
    Child::new(A, "s", 1, MANY),
    Child::new(A, "text", 2, MANY),
    Child::new(A, "t", 2, MANY),
    Child::new(A, "mixed", 3, MANY),
    Child::new(A, "m", 4, MANY),
    Child::new(B, "sequence", 5, MANY),
    Child::new(B, "text", 6, MANY),
    Child::new(NO_NAMESPACE, "s", 7, MANY),
    Child::new(NO_NAMESPACE, "t", 7, MANY),
    Child::new(NO_NAMESPACE, "m", 8, MANY),
    Child::any(AnyNamespace::Any, 9, MANY),
];

static SEQUENCE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "").attributes(ATTRIBUTES).children(CHILDREN);
static MIXED: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "").attributes(ATTRIBUTES).children(CHILDREN).mixed(&[]);

impl Read for Element {
    /// An element that is nil is read like any other.
    const NILLABLE: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (namespace, local) = (reader.namespace().to_owned(), reader.local_name().to_owned());
        let mut element = Self { namespace, local, attributes: Vec::new(), content: Vec::new() };
        let table = match Kind::of(&element.local) {
            Kind::Text => {
                let text = String::read(reader)?;
                element.content.push(Node::Text(text));
                return Ok(element);
            }
            Kind::Sequence => &SEQUENCE,
            Kind::Mixed => &MIXED,
        };
        let text = u32::try_from(CHILDREN.len()).unwrap_or(u32::MAX) + 1;
        let mut cursor = reader.enter(table)?;
        while let Some(member) = cursor.next(reader)? {
            if member == 0 {
                cursor.any_attribute(reader, &mut element.attributes)?;
            } else if member == text {
                cursor.append_text(reader, &mut element.content, Node::Text)?;
            } else {
                cursor.append(reader, &mut element.content, Node::Element)?;
            }
        }
        Ok(element)
    }
}

impl Element {
    fn tell(self, events: &mut Events) {
        let attributes = self.attributes.into_iter().map(|it| (it.namespace, it.local, it.value)).collect();
        events.push(Event::Start { namespace: self.namespace, local: self.local, attributes });
        for node in self.content {
            match node {
                Node::Element(element) => element.tell(events),
                Node::Text(text) => events.text(&text),
            }
        }
        events.push(Event::End);
    }
}
