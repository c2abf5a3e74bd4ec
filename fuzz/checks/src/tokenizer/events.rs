//! What a document consists of, whoever has read it.

/// Namespace (empty for none), local name and value.
pub(super) type Attribute = (String, String, String);

/// What comes next in a document. Comments and instructions are left out, and do not divide texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Event {
    Start { namespace: String, local: String, attributes: Vec<Attribute> },
    Text(String),
    End,
}

/// What is read of an element depends on its name, so that one document goes through all the ways to read content.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Elements and the text between them.
    Mixed,
    /// Elements; text between them is passed over.
    Sequence,
    /// Text; elements in it are passed over, and there are no attributes.
    Text,
}

impl Kind {
    pub(super) fn of(local: &str) -> Self {
        match local.as_bytes() {
            [b's', ..] => Self::Sequence,
            [b't', ..] => Self::Text,
            _ => Self::Mixed,
        }
    }
}

/// A list of events to which text is added piece by piece.
#[derive(Debug, Default)]
pub(super) struct Events {
    list: Vec<Event>,
}

impl Events {
    pub(super) fn push(&mut self, event: Event) {
        self.list.push(event);
    }

    pub(super) fn text(&mut self, piece: &str) {
        match self.list.last_mut() {
            _ if piece.is_empty() => {}
            Some(Event::Text(text)) => text.push_str(piece),
            _ => self.list.push(Event::Text(piece.to_owned())),
        }
    }

    pub(super) fn into_list(self) -> Vec<Event> {
        self.list
    }
}

/// What is left of a document when each element is read as what it is: see [`Kind`].
pub(super) fn seen_by_types(events: &[Event]) -> Vec<Event> {
    let mut seen = Events::default();
    let mut open: Vec<Kind> = Vec::new();
    let mut n_skipped = 0;
    for event in events {
        match event {
            Event::Start { .. } if n_skipped > 0 || open.last() == Some(&Kind::Text) => n_skipped += 1,
            Event::End if n_skipped > 0 => n_skipped -= 1,
            Event::Text(_) if n_skipped > 0 || open.last() == Some(&Kind::Sequence) => {}
            Event::Start { namespace, local, attributes } => {
                let kind = Kind::of(local);
                open.push(kind);
                let is_kept = |it: &&Attribute| kind != Kind::Text && !is_instance(it);
                let attributes = attributes.iter().filter(is_kept).cloned().collect();
                seen.push(Event::Start { namespace: namespace.clone(), local: local.clone(), attributes });
            }
            Event::Text(text) => seen.text(text),
            Event::End => {
                open.pop();
                seen.push(Event::End);
            }
        }
    }
    seen.into_list()
}

/// Whether two documents are the same, but for elements that are empty in the first and have a text in the other.
pub(super) fn is_same_or_filled(one: &[Event], other: &[Event]) -> bool {
    let mut other = other.iter().peekable();
    let mut is_behind_start = false;
    for event in one {
        if is_behind_start && *event == Event::End {
            other.next_if(|filled| matches!(filled, Event::Text(_)));
        }
        if other.next() != Some(event) {
            return false;
        }
        is_behind_start = matches!(event, Event::Start { .. });
    }
    other.next().is_none()
}

/// The attributes that may stand on any element, which no type has as its own.
fn is_instance((namespace, local, _): &Attribute) -> bool {
    namespace == "http://www.w3.org/2001/XMLSchema-instance"
        && matches!(&**local, "type" | "nil" | "schemaLocation" | "noNamespaceSchemaLocation")
}
