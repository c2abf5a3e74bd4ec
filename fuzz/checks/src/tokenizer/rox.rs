//! Documents as roxmltree has them.

use roxmltree::{Document, Error, Node};

use super::events::{Event, Events};

/// The events of a document.
pub(super) fn events(text: &str) -> Result<Vec<Event>, Error> {
    let document = Document::parse(text)?;
    let mut events = Events::default();
    tell(document.root_element(), &mut events);
    Ok(events.into_list())
}

fn tell(node: Node<'_, '_>, events: &mut Events) {
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        events.text(text);
    }
    if !node.is_element() {
        return;
    }
    let name = node.tag_name();
    let attributes = node
        .attributes()
        .map(|it| (it.namespace().unwrap_or_default().to_owned(), it.name().to_owned(), it.value().to_owned()));
    events.push(Event::Start {
        namespace: name.namespace().unwrap_or_default().to_owned(),
        local: name.name().to_owned(),
        attributes: attributes.collect(),
    });
    for child in node.children() {
        tell(child, events);
    }
    events.push(Event::End);
}
