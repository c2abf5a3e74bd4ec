//! What is compared: a type for one message, with its reader and writer, behind one trait.

use anyhow::{Result, bail, ensure};
use roxmltree::{Document, Node};

/// A contender's type for one message.
pub trait Subject {
    /// The name of the contender in the tables.
    const NAME: &'static str;
    /// The type of the message.
    type Value: 'static;
    /// What the writer appends to.
    type Out: Buffer + 'static;

    /// Reads the message.
    fn read(text: &str) -> Result<Self::Value>;
    /// Writes it into an empty buffer.
    fn write(value: &Self::Value, out: &mut Self::Out) -> Result<()>;
}

/// A message that all contenders read and write.
pub trait Message {
    /// The project's type, read leniently.
    type Ours: Subject<Value: Clone>;
    /// The project's type, read strictly.
    type OursStrict: Subject;
    /// The type by hand for serde with quick-xml.
    type Serde: Subject;
    /// The type that xsd-parser generates by default.
    type PeerDefault: Subject;
    /// The type of xsd-parser's fastest configuration.
    type PeerBoxed: Subject;
}

/// Where a subject writes; it is cleared and used again, so that its room is paid for once.
pub trait Buffer: Default {
    /// Empties the buffer and keeps its room.
    fn clear(&mut self);
    /// What was written.
    fn bytes(&self) -> &[u8];
}

impl Buffer for String {
    fn clear(&mut self) {
        self.clear();
    }

    fn bytes(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Buffer for Vec<u8> {
    fn clear(&mut self) {
        self.clear();
    }

    fn bytes(&self) -> &[u8] {
        self
    }
}

/// Checks that no contender loses anything of a document; `with_default` says whether the slowest one takes part.
pub fn check_round_trips<M: Message>(text: &str, with_default: bool) -> Result<()> {
    let document = Document::parse(text)?;
    check_round_trip::<M::Ours>(text, &document)?;
    check_round_trip::<M::OursStrict>(text, &document)?;
    check_round_trip::<M::Serde>(text, &document)?;
    if with_default {
        check_round_trip::<M::PeerDefault>(text, &document)?;
    }
    check_round_trip::<M::PeerBoxed>(text, &document)
}

/// What a subject writes of the document it read says the same as the document.
fn check_round_trip<S: Subject>(text: &str, document: &Document<'_>) -> Result<()> {
    let mut out = S::Out::default();
    S::write(&S::read(text)?, &mut out)?;
    check_same(S::NAME, document, std::str::from_utf8(out.bytes())?)
}

/// Checks that a contender has written what a document says.
pub fn check_same(name: &str, document: &Document<'_>, written: &str) -> Result<()> {
    let written = Document::parse(written)?;
    let (mut expected, mut actual) = (elements(document), elements(&written));
    loop {
        match (expected.next(), actual.next()) {
            (Some(expected), Some(actual)) => {
                let (expected, actual) = (content(expected), content(actual));
                ensure!(expected == actual, "{name} changes {expected:?} to {actual:?}");
            }
            (None, None) => return Ok(()),
            (Some(missing), None) => bail!("{name} loses {:?}", missing.tag_name()),
            (None, Some(added)) => bail!("{name} adds {:?}", added.tag_name()),
        }
    }
}

fn elements<'a, 'input>(document: &'a Document<'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    document.root_element().descendants().filter(Node::is_element)
}

/// What an element says beside its children, without prefixes and indentation.
#[derive(Debug, PartialEq)]
struct Content<'a> {
    depth: usize,
    name: ExpandedName<'a>,
    attributes: Vec<(ExpandedName<'a>, &'a str)>,
    /// None if there are children.
    text: Option<&'a str>,
}

/// A namespace and a local name.
type ExpandedName<'a> = (Option<&'a str>, &'a str);

fn content<'a>(node: Node<'a, '_>) -> Content<'a> {
    let mut attributes: Vec<_> = node.attributes().map(|it| ((it.namespace(), it.name()), it.value())).collect();
    attributes.sort_unstable();
    let has_children = node.children().any(|child| child.is_element());
    Content {
        depth: node.ancestors().count(),
        name: (node.tag_name().namespace(), node.tag_name().name()),
        attributes,
        text: (!has_children).then(|| node.text().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::{check_round_trips, check_same};
    use crate::contenders::{AddGroup, AddGroupResponse, List, Stream};
    use crate::document::{self, ADD_IM_GROUP, ADD_IM_GROUP_RESPONSE};
    use crate::scene::Scene;

    #[test]
    fn no_contender_loses_anything() {
        check_round_trips::<AddGroup>(ADD_IM_GROUP, true).unwrap();
        check_round_trips::<AddGroupResponse>(ADD_IM_GROUP_RESPONSE, true).unwrap();
        for indented in [true, false] {
            let list = document::Document { personas: 20, indented, seed: 1 };
            check_round_trips::<List>(&list.text(), true).unwrap();
            check_round_trips::<Stream>(&Scene { frames: 20, indented, seed: 1 }.text(), true).unwrap();
        }
    }

    #[test]
    fn what_is_lost_is_seen() {
        let document = Document::parse("<a xmlns='u' b='1'><c>one</c> <d/></a>").unwrap();
        let check = |written| check_same("it", &document, written).map_err(|error| error.to_string());
        assert_eq!(check("<p:a xmlns:p='u' b='1'><p:c>one</p:c><p:d></p:d></p:a>"), Ok(()));
        assert_eq!(check("<a xmlns='u' b='1'><c>one</c></a>"), Err("it loses {u}d".into()));
        for changed in [
            "<a xmlns='v' b='1'><c>one</c><d/></a>",
            "<a xmlns='u' b='2'><c>one</c><d/></a>",
            "<a xmlns='u'><c>one</c><d/></a>",
            "<a xmlns='u' b='1'><c>two</c><d/></a>",
            "<a xmlns='u' b='1'><c>one<d/></c></a>",
            "<a xmlns='u' b='1'><c>one</c><d/><d/></a>",
        ] {
            assert!(check(changed).is_err(), "{changed}");
        }
    }
}
