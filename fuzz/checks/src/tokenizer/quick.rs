//! Documents as quick-xml has them.

use std::borrow::Cow;
use std::error::Error;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event as Quick};
use quick_xml::name::{PrefixDeclaration, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use super::events::{Event, Events};

/// The events of a document. What quick-xml leaves to its caller and events cannot be made without is checked: that there
/// is one root element, which is closed, and that prefixes and entities mean something.
pub(super) fn events(text: &str) -> Result<Vec<Event>, Box<dyn Error>> {
    let mut reader = NsReader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    reader.config_mut().check_comments = true;
    let mut events = Events::default();
    let (mut depth, mut n_roots) = (0, 0);
    loop {
        match reader.read_event()? {
            Quick::Start(tag) => {
                n_roots += usize::from(depth == 0);
                depth += 1;
                events.push(start(&reader, &tag)?);
            }
            Quick::Empty(tag) => {
                n_roots += usize::from(depth == 0);
                events.push(start(&reader, &tag)?);
                events.push(Event::End);
            }
            Quick::End(_) => {
                depth -= 1;
                events.push(Event::End);
            }
            Quick::Text(text) if depth > 0 => events.text(&text.xml10_content()),
            Quick::CData(text) if depth > 0 => events.text(&text.xml10_content()),
            Quick::GeneralRef(reference) if depth > 0 => match reference.resolve_char_ref()? {
                Some(c) => events.text(c.encode_utf8(&mut [0; 4])),
                None => events.text(resolve_predefined_entity(&reference).ok_or("an entity that is not declared")?),
            },
            Quick::Text(text) if text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) => {}
            Quick::Text(_) | Quick::CData(_) | Quick::GeneralRef(_) => return Err("text outside of the root".into()),
            Quick::DocType(_) => return Err("a document type declaration".into()),
            Quick::Comment(_) | Quick::PI(_) | Quick::Decl(_) => {}
            Quick::Eof if depth > 0 => return Err("an element that is not closed".into()),
            Quick::Eof if n_roots != 1 => return Err("not one root element".into()),
            Quick::Eof => return Ok(events.into_list()),
        }
    }
}

fn start(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Result<Event, Box<dyn Error>> {
    let (namespace, local) = reader.resolver().resolve_element(tag.name());
    let namespace = uri(namespace)?;
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0)?;
        match attribute.key.as_namespace_binding() {
            Some(PrefixDeclaration::Default | PrefixDeclaration::Named(_)) => {}
            None => {
                let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
                attributes.push((uri(namespace)?, local.as_ref().to_owned(), value.into_owned()));
            }
        }
    }
    Ok(Event::Start { namespace, local: local.as_ref().to_owned(), attributes })
}

/// A namespace name. quick-xml leaves it as it is written, though the value of the declaration is a value like any other.
fn uri(namespace: ResolveResult<'_>) -> Result<String, Box<dyn Error>> {
    match namespace {
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Bound(namespace) => {
            let declaration = Attribute { key: QName("xmlns"), value: Cow::Borrowed(namespace.0) };
            Ok(declaration.normalized_value(XmlVersion::Explicit1_0)?.into_owned())
        }
        ResolveResult::Unknown(prefix) => Err(format!("the prefix {prefix} is not bound").into()),
    }
}
