//! What a document says: elements, attributes and texts; by this reader, in each of its ways, and by roxmltree.

use roxmltree::Node;
use xsd_runtime::items::{ItemFeed, ItemPath};
use xsd_runtime::{
    AnyNamespace, Attribute, Child, Error, MANY, NO_NAMESPACE, Namespaces, RawAttribute, Read, ReadOptions, Reader,
    Result, Table,
};

/// An element with all that is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub namespace: String,
    pub local: String,
    /// Namespace, local name and value, in the order of the first two.
    pub attributes: Vec<(String, String, String)>,
    pub content: Vec<Content>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Element(Tree),
    Text(String),
}

static NAMESPACES: Namespaces = Namespaces(&[]);

impl Read for Tree {
    const NILLABLE: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static ATTRIBUTES: &[Attribute] = &[Attribute::any(AnyNamespace::Any)];
        static CHILDREN: &[Child] = &[Child::any(AnyNamespace::Any, 0, MANY)];
        static TABLE: Table =
            Table::new(&NAMESPACES, NO_NAMESPACE, "").attributes(ATTRIBUTES).children(CHILDREN).mixed(&[]);
        let (namespace, local) = (reader.namespace().to_owned(), reader.local_name().to_owned());
        let mut attributes: Vec<RawAttribute> = Vec::new();
        let mut content = Vec::new();
        let mut cursor = reader.enter(&TABLE)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.any_attribute(reader, &mut attributes),
                1 => cursor.append(reader, &mut content, Content::Element),
                _ => cursor.append_text(reader, &mut content, Content::Text),
            }?;
        }
        let mut attributes: Vec<_> = attributes.into_iter().map(|it| (it.namespace, it.local, it.value)).collect();
        attributes.sort();
        Ok(Self { namespace, local, attributes, content })
    }
}

/// Reads a document in every way that there is; all must come to the same verdict.
pub fn read(document: &str) -> Result<Tree> {
    let (strict, lenient) = (ReadOptions::strict(), ReadOptions::lenient());
    let raw = read_by(document, &strict, |reader| reader.raw());
    // Names are checked by comparing them with those of a schema, and the types here know none for the root element.
    if let Err(error) = &raw
        && error.message().ends_with("is no qualified name")
        && !error.path().contains(" > ")
    {
        return Err(error.clone());
    }
    let tree = read_by(document, &strict, Tree::read);
    assert_eq!(read_by(document, &lenient, Tree::read), tree, "lenient: {document:?}");
    let others = [
        ("as raw XML", raw.map(drop)),
        ("by skipping", read_by(document, &lenient, Reader::skip)),
        ("as a text", read_by(document, &lenient, |reader| reader.text().map(drop))),
        ("as elements alone", read_by(document, &lenient, read_elements)),
        ("in items", or_declared_otherwise(read_items(document, &tree), &tree)),
    ];
    for (way, verdict) in others {
        assert_eq!(verdict.is_ok(), tree.is_ok(), "{way}: {:?}\nbut {:?}\n{document:?}", verdict.err(), tree.err());
    }
    tree
}

fn read_by<'a, T>(
    document: &'a str,
    options: &ReadOptions,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
) -> Result<T> {
    let mut reader = Reader::new(document, options)?;
    reader.start_document()?;
    let value = read(&mut reader)?;
    reader.end_document()?;
    Ok(value)
}

/// Reads child elements, and over texts between them.
fn read_elements(reader: &mut Reader<'_>) -> Result<()> {
    struct Elements;
    impl Read for Elements {
        const NILLABLE: bool = true;

        fn read(reader: &mut Reader<'_>) -> Result<Self> {
            read_elements(reader).map(|()| Self)
        }
    }
    static TABLE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "").children(&[Child::any(AnyNamespace::Any, 0, MANY)]);
    let mut elements: Vec<Elements> = Vec::new();
    let mut cursor = reader.enter(&TABLE)?;
    while cursor.next(reader)?.is_some() {
        cursor.push(reader, &mut elements)?;
    }
    Ok(())
}

/// A document that was in another encoding still says so, and items are not read from it.
fn or_declared_otherwise(verdict: Result<()>, tree: &Result<Tree>) -> Result<()> {
    match verdict {
        Err(error) if error.message().contains("its encoding is") => tree.clone().map(drop),
        verdict => verdict,
    }
}

/// Reads the first child and all of its name as the items of a stream that comes in small pieces.
fn read_items(document: &str, tree: &Result<Tree>) -> Result<()> {
    let name = |tree: &Tree| (tree.namespace.clone(), tree.local.clone());
    let root = tree.as_ref().map_or((String::new(), "none".to_owned()), name);
    let child = tree.iter().flat_map(|tree| &tree.content).find_map(|content| match content {
        Content::Element(child) => Some(name(child)),
        Content::Text(_) => None,
    });
    let child = child.unwrap_or_else(|| root.clone());
    let path = ItemPath::new(root.0, root.1).child(child.0, child.1);
    let mut feed = ItemFeed::new([path], &ReadOptions::strict());
    let fed = |feed: &mut ItemFeed| -> Result<(), Error> {
        while let Some(item) = feed.next_item() {
            item?.check()?;
        }
        Ok(())
    };
    for piece in document.as_bytes().chunks(7) {
        feed.push(piece);
        fed(&mut feed)?;
    }
    feed.finish()?.check()
}

/// What roxmltree makes of an element.
pub fn of(node: Node<'_, '_>) -> Tree {
    let mut attributes: Vec<_> = node
        .attributes()
        .map(|it| (it.namespace().unwrap_or_default().to_owned(), it.name().to_owned(), it.value().to_owned()))
        .collect();
    attributes.sort();
    let mut content: Vec<Content> = Vec::new();
    for child in node.children() {
        if child.is_element() {
            content.push(Content::Element(of(child)));
        } else if child.is_text() {
            let text = child.text().unwrap_or_default();
            // Comments and instructions do not part a text.
            match content.last_mut() {
                Some(Content::Text(before)) => before.push_str(text),
                _ => content.push(Content::Text(text.to_owned())),
            }
        }
    }
    let name = node.tag_name();
    Tree {
        namespace: name.namespace().unwrap_or_default().to_owned(),
        local: name.name().to_owned(),
        attributes,
        content,
    }
}
