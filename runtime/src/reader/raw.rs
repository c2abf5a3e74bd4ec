//! Taking over a subtree as raw XML.

use std::collections::{BTreeMap, BTreeSet};

use super::Reader;
use crate::datatypes::is_name_char;
use crate::error::Result;
use crate::namespace::XSI_URI;
use crate::{ErrorKind, RawElement, writer};

impl Reader<'_> {
    /// The element whose start tag was read last, with all its content, as raw XML. Namespace declarations that stand
    /// further out and are used inside are copied to its start tag, so that it means the same anywhere.
    ///
    /// # Errors
    /// If the content is not well-formed.
    pub fn raw(&mut self) -> Result<RawElement> {
        if let Some(admitted) = self.take_admitted() {
            return self.raw_assessed(admitted);
        }
        let start = self.tag.start;
        let name_end = self.open.last().map_or(start, |open| open.name.1);
        let outside = self.open.last().map_or(0, |open| open.bindings);
        let namespace = self.namespace().to_owned();
        let local = self.tag.local.to_owned();
        let own: Vec<&str> = self.bindings.iter().skip(outside).map(|binding| binding.prefix).collect();
        let mut used = BTreeSet::new();
        self.skip_with(&mut |reader| reader.note_prefixes(outside, &mut used))?;
        self.note_text_prefixes(outside, self.slice(start, self.pos), &mut used);
        // What the element declares itself hides what is further out.
        used.retain(|prefix| !own.contains(&prefix.as_str()));
        let mut xml = String::with_capacity(self.pos - start + 64);
        xml.push_str(self.slice(start, name_end));
        for (prefix, uri) in self.outer_bindings(outside, &used) {
            xml.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
            xml.push_str(prefix);
            xml.push_str("=\"");
            // An angle bracket would look like the begin of a text when this is read again.
            let start = xml.len();
            writer::escape_declared(uri, &mut xml);
            if xml.get(start..).is_some_and(|written| written.contains('>')) {
                let escaped = xml.split_off(start).replace('>', "&gt;");
                xml.push_str(&escaped);
            }
            xml.push('"');
        }
        let n_declared = xml.len() - (name_end - start);
        if n_declared > 0 {
            self.count_declared(n_declared)?;
        }
        xml.push_str(self.slice(name_end, self.pos));
        Ok(RawElement::from_parts(namespace, local, xml))
    }

    /// Notes the prefixes of the start tag read last that are bound outside the subtree. A type named without prefix by
    /// `xsi:type` is in the default namespace.
    fn note_prefixes(&self, outside: usize, used: &mut BTreeSet<String>) {
        let inside = self.bindings.get(outside..).unwrap_or_default();
        let mut note = |prefix: &str| {
            if prefix != "xml" && !inside.iter().any(|binding| binding.prefix == prefix) && !used.contains(prefix) {
                used.insert(prefix.to_owned());
            }
        };
        note(self.tag.prefix);
        for attribute in self.attributes.iter() {
            if !attribute.prefix.is_empty() {
                note(attribute.prefix);
            }
            if attribute.local == "type" && !attribute.value.contains(':') && self.uri(attribute.prefix) == XSI_URI {
                note("");
            }
        }
    }

    /// Notes the prefixes that a text or an attribute value may mean, since it may be a qualified name, a list of them or
    /// a path: those that stand before a colon anywhere in the element but in a name of a namespace.
    fn note_text_prefixes(&self, outside: usize, xml: &str, used: &mut BTreeSet<String>) {
        if outside == 0 {
            return;
        }
        let pieces = undeclaring(xml);
        let mentioned: BTreeSet<&str> = pieces.iter().flat_map(|piece| names_before_colons(piece)).collect();
        let outer = self.bindings.get(..outside).unwrap_or_default();
        if mentioned.len() <= FEW {
            let bound = |prefix: &&&str| outer.iter().any(|binding| binding.prefix == **prefix);
            used.extend(mentioned.iter().filter(bound).map(|prefix| (*prefix).to_owned()));
        } else {
            let mentioned = outer.iter().filter(|binding| mentioned.contains(binding.prefix));
            used.extend(mentioned.map(|binding| binding.prefix.to_owned()));
        }
    }

    /// The declarations of prefixes that stand further out.
    fn outer_bindings(&self, outside: usize, used: &BTreeSet<String>) -> BTreeMap<&str, &str> {
        let outer = self.bindings.get(..outside).unwrap_or_default();
        let innermost = |prefix: &String| outer.iter().rev().find(|binding| binding.prefix == prefix);
        let found = used.iter().filter_map(innermost).map(|binding| (binding.prefix, &*binding.uri));
        found.filter(|(prefix, uri)| !(prefix.is_empty() && uri.is_empty())).collect()
    }

    /// Declarations are copied to each element that is kept, as an entity would be wherever it is named. So they have a
    /// limit.
    fn count_declared(&mut self, n_bytes: usize) -> Result<()> {
        self.n_declared_bytes = self.n_declared_bytes.saturating_add(n_bytes);
        let limit = self.options.max_text_bytes;
        if self.n_declared_bytes <= limit {
            return Ok(());
        }
        let message = format!("the namespace declarations that raw XML needs are longer than {limit} bytes");
        Err(self.error(ErrorKind::Limit, message))
    }

    /// What a lenient reader takes for a namespace of the schema becomes that one.
    pub(crate) fn forgive_alias(&self, uri: &mut String) {
        if let Some(known) = self.namespaces.get(self.namespaces.id(uri, self.options.strict))
            && known.uri != uri
        {
            *uri = known.uri.to_owned();
        }
    }

    /// An attribute of the start tag read last as its expanded name and value.
    pub(crate) fn raw_attribute(&self, index: usize) -> Option<crate::RawAttribute> {
        let attribute = self.attributes.get(index)?;
        let namespace = if attribute.prefix.is_empty() { "" } else { self.uri(attribute.prefix) };
        Some(crate::RawAttribute {
            namespace: namespace.to_owned(),
            local: attribute.local.to_owned(),
            value: attribute.value.clone().into_owned(),
        })
    }
}

/// How many prefixes are looked up one by one.
const FEW: usize = 8;

/// The names that stand before a colon.
fn names_before_colons(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(':').filter_map(|(colon, _)| {
        let before = text.get(..colon)?;
        let name = before.trim_end_matches(|c| c != ':' && is_name_char(c));
        before.get(name.len()..).filter(|name| !name.is_empty())
    })
}

/// What stands between the declarations of namespaces: the name of one may look like a qualified name, and means none.
fn undeclaring(xml: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("xmlns") {
        pieces.push(before);
        let end = after.find(['"', '\'', '>', '<']).unwrap_or(after.len());
        let (name, value) = after.split_at_checked(end).unwrap_or((after, ""));
        let quoted = value.chars().next().filter(|quote| name.trim_end().ends_with('=') && matches!(quote, '"' | '\''));
        rest = match quoted.and_then(|quote| value.get(1..)?.split_once(quote)) {
            Some((_, rest)) => rest,
            None => {
                pieces.push(name);
                value
            }
        };
    }
    pieces.push(rest);
    pieces
}
