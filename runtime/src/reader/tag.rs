//! Start tags and end tags.

use std::borrow::Cow;

use super::{Memo, Open, ReadAttribute, Reader, Tag};
use crate::error::Result;
use crate::namespace::{Binding, UNKNOWN, XML_URI, XMLNS_URI, XSI};
use crate::scan::QName;
use crate::table::Table;
use crate::{ErrorKind, NO_NAMESPACE, chars, scan};

/// How many attributes are compared each with each.
const FEW: usize = 16;
/// How long a namespace name may be: raw XML repeats it on each element it keeps.
const MAX_NAMESPACE_BYTES: usize = 1024;
/// How many namespace declarations may be in scope: a name is looked up among all of them.
const MAX_BINDINGS: usize = 1024;

/// What the fast way finds.
pub(crate) enum Ahead {
    /// An end tag.
    End,
    /// A child of the table, by its index.
    Child(usize),
    /// The start tag of what is that child, if its attributes do not give its prefix another meaning.
    Tag(usize),
    /// Something else.
    Other,
}

impl<'a> Reader<'a> {
    /// Reads a start tag; `pos` is at its `<`.
    pub(crate) fn start_tag(&mut self) -> Result<()> {
        let bytes = self.bytes();
        let start = self.pos;
        let qname = scan::qname(bytes, start + 1);
        let name_end = qname.end;
        if self.open.len() >= self.options.max_depth {
            let message = format!("elements nest deeper than {}", self.options.max_depth);
            return Err(self.error_at(start, ErrorKind::Limit, message));
        }
        self.open.push(Open { name: (start + 1, name_end), bindings: self.bindings.len() });
        self.attributes.clear();
        self.pos = name_end;
        let mut nil = false;
        let empty = match bytes.get(name_end) {
            Some(b'>') => {
                self.pos += 1;
                false
            }
            Some(b'/') if bytes.get(name_end + 1) == Some(&b'>') => {
                self.pos += 2;
                true
            }
            Some(_) if name_end == start + 1 => return Err(self.bad_name(start, "")),
            _ => self.attributes(start, &mut nil)?,
        };
        let Some((prefix, local)) = self.split(start + 1, qname) else {
            return Err(self.bad_name(start, self.slice(start + 1, name_end)));
        };
        let namespace = if prefix.is_empty() {
            self.default_namespace
        } else {
            match self.lookup(prefix) {
                Some(id) => id,
                None => return Err(self.unbound(start, self.slice(start + 1, name_end), prefix)),
            }
        };
        self.tag = Tag { prefix, local, namespace, start, empty, nil };
        self.memo = Memo::of(prefix, namespace);
        Ok(())
    }

    /// The fast way to what comes next in an element, behind blanks: an end tag, or a start tag whose name is that of a child
    /// of the table from `from` on, with the prefix of the tag before. The start tag is read if it has no attributes.
    #[inline]
    pub(crate) fn ahead(&mut self, table: &'static Table, from: usize) -> Ahead {
        let bytes = self.bytes();
        let start = scan::blanks(bytes, self.pos);
        self.pos = start;
        let Some(behind) = bytes.get(start..).and_then(|rest| rest.strip_prefix(b"<")) else { return Ahead::Other };
        if behind.first() == Some(&b'/') {
            return Ahead::End;
        }
        let memo = self.memo;
        let Some(word) = behind.first_chunk::<8>() else { return Ahead::Other };
        let is_same_prefix = (u64::from_le_bytes(*word) ^ memo.head) & memo.mask == 0;
        if !memo.is_valid || !is_same_prefix || self.open.len() >= self.options.max_depth {
            return Ahead::Other;
        }
        let Some((name, word)) = behind.get(memo.length..).and_then(|name| Some((name, name.first_chunk::<8>()?)))
        else {
            return Ahead::Other;
        };
        let word = u64::from_le_bytes(*word);
        let mut index = from;
        while let Some(child) = table.children.get(index) {
            if (word ^ child.head) & child.mask != 0 || child.namespace != memo.namespace {
                index += 1;
                continue;
            }
            let length = child.name.len();
            let end = match name.split_at_checked(length) {
                Some((found, [end, ..])) if length <= 8 || is_same_behind(found, child.name.as_bytes()) => *end,
                _ => 0,
            };
            if !matches!(end, b'>' | b' ' | b'/' | b'\t' | b'\n' | b'\r') || (child.alias && self.options.strict) {
                index += 1;
                continue;
            }
            if end != b'>' {
                return Ahead::Tag(index);
            }
            let name_end = start + 1 + memo.length + length;
            self.open.push(Open { name: (start + 1, name_end), bindings: self.bindings.len() });
            self.attributes.clear();
            self.pos = name_end + 1;
            let (prefix, namespace) = (memo.prefix, memo.namespace);
            self.tag = Tag { prefix, local: child.name, namespace, start, empty: false, nil: false };
            return Ahead::Child(index);
        }
        Ahead::Other
    }

    /// Checks the name characters of the start tag read last: for names that no table knows.
    pub(crate) fn check_name(&self) -> Result<()> {
        let Some(&Open { name: (from, to), .. }) = self.open.last() else { return Ok(()) };
        let name = self.slice(from, to);
        if chars::is_qname(name) { Ok(()) } else { Err(self.bad_name(from - 1, name)) }
    }

    /// Reads attributes and the end of the start tag; tells whether it is an empty-element tag.
    fn attributes(&mut self, start: usize, nil: &mut bool) -> Result<bool> {
        let bytes = self.bytes();
        let first_binding = self.bindings.len();
        let empty = loop {
            let after_blanks = scan::blanks(bytes, self.pos);
            match bytes.get(after_blanks) {
                Some(b'>') => {
                    self.pos = after_blanks + 1;
                    break false;
                }
                Some(b'/') if bytes.get(after_blanks + 1) == Some(&b'>') => {
                    self.pos = after_blanks + 2;
                    break true;
                }
                None => return Err(self.malformed(bytes.len(), "the document ends inside a start tag")),
                Some(_) if after_blanks == self.pos => {
                    return Err(self.malformed(self.pos, self.stray(self.pos, "in a start tag")));
                }
                Some(_) => self.pos = after_blanks,
            }
            self.attribute()?;
            if self.attributes.len() + self.bindings.len() - first_binding > self.options.max_attributes {
                let message = format!("an element has more than {} attributes", self.options.max_attributes);
                return Err(self.error_at(start, ErrorKind::Limit, message));
            }
        };
        if self.bindings.len() > first_binding {
            self.check_bindings(first_binding, start)?;
            self.reset_default();
        }
        if !self.attributes.is_empty() {
            self.resolve_attributes(nil)?;
        }
        Ok(empty)
    }

    fn attribute(&mut self) -> Result<()> {
        let bytes = self.bytes();
        let start = self.pos;
        let qname = scan::qname(bytes, start);
        let (from, quote) = match bytes.get(qname.end..) {
            Some([b'=', b'"', ..]) if qname.end > start => (qname.end + 2, b'"'),
            _ => self.open_quote(start, qname.end)?,
        };
        let to = scan::attribute(bytes, from, quote);
        let value = if bytes.get(to) == Some(&quote) && self.census.is_plain() {
            self.pos = to + 1;
            Cow::Borrowed(self.slice(from, to))
        } else {
            self.attribute_value(from, quote)?
        };
        if value.len() > self.options.max_text_bytes {
            return Err(self.text_limit(start));
        }
        let Some((prefix, local)) = self.split(start, qname) else {
            return self.no_attribute_name(start, qname, value);
        };
        match (prefix, local) {
            ("", "xmlns") => self.bind("", value, start),
            ("xmlns", prefix) => self.bind(prefix, value, start),
            (prefix, local) => {
                self.attributes.push(ReadAttribute { prefix, local, namespace: NO_NAMESPACE, value, start });
                Ok(())
            }
        }
    }

    /// The prefix and the local part of a name that begins at an offset. `None` if a colon has nothing on a side, or if there
    /// are two.
    #[inline(always)]
    fn split(&self, start: usize, name: QName) -> Option<(&'a str, &'a str)> {
        if name.colon == name.end {
            return Some(("", self.text.get(start..name.end)?));
        }
        if name.has_two_colons || name.colon == start || name.colon + 1 == name.end {
            return None;
        }
        Some((self.text.get(start..name.colon)?, self.text.get(name.colon + 1..name.end)?))
    }

    /// Where the value of an attribute begins, and its quote: what stands behind the name is not simply `="`.
    #[cold]
    fn open_quote(&self, start: usize, name_end: usize) -> Result<(usize, u8)> {
        let bytes = self.bytes();
        let equals = scan::blanks(bytes, name_end);
        if name_end == start || bytes.get(equals) != Some(&b'=') {
            return Err(self.malformed(equals, self.stray(equals, "in an attribute: expected `name=\"value\"`")));
        }
        let open_quote = scan::blanks(bytes, equals + 1);
        match bytes.get(open_quote) {
            Some(&quote @ (b'"' | b'\'')) => Ok((open_quote + 1, quote)),
            _ => Err(self.malformed(open_quote, self.stray(open_quote, "where a quoted value must begin"))),
        }
    }

    /// A name that is no qualified one. Whatever follows `xmlns:` is to be a prefix.
    #[cold]
    fn no_attribute_name(&mut self, start: usize, qname: QName, value: Cow<'a, str>) -> Result<()> {
        let name = self.slice(start, qname.end);
        match name.strip_prefix("xmlns:").filter(|prefix| !prefix.is_empty()) {
            Some(prefix) => self.bind(prefix, value, start),
            None => Err(self.bad_name(start, name)),
        }
    }

    fn bind(&mut self, prefix: &'a str, uri: Cow<'a, str>, start: usize) -> Result<()> {
        let reserved = match prefix {
            "xmlns" => Some("the prefix `xmlns` cannot be declared"),
            "xml" if uri != XML_URI => Some("the prefix `xml` cannot be bound to another namespace"),
            "xml" => None,
            _ if uri == XML_URI => Some("the XML namespace can be bound to the prefix `xml` alone"),
            _ if uri == XMLNS_URI => Some("the namespace of `xmlns` cannot be bound"),
            "" => None,
            _ if uri.is_empty() => Some("a prefix cannot be unbound in XML 1.0"),
            _ if !chars::is_ncname(prefix) => Some("a prefix must be a name without colon"),
            _ => None,
        };
        if let Some(message) = reserved {
            return Err(self.malformed(start, message));
        }
        if uri.len() > MAX_NAMESPACE_BYTES || self.bindings.len() >= MAX_BINDINGS {
            let message = if uri.len() > MAX_NAMESPACE_BYTES {
                format!("a namespace name is longer than {MAX_NAMESPACE_BYTES} bytes")
            } else {
                format!("more than {MAX_BINDINGS} namespace declarations are in scope")
            };
            return Err(self.error_at(start, ErrorKind::Limit, message));
        }
        let id = self.namespaces.id(&uri, self.options.strict);
        self.bindings.push(Binding { prefix, uri, id });
        Ok(())
    }

    /// No prefix may be declared twice in one tag.
    fn check_bindings(&self, first: usize, start: usize) -> Result<()> {
        let new = self.bindings.get(first..).unwrap_or_default();
        for (index, binding) in new.iter().enumerate() {
            if new.iter().take(index).any(|earlier| earlier.prefix == binding.prefix) {
                let what = if binding.prefix.is_empty() {
                    "the default namespace is declared twice in one tag".to_owned()
                } else {
                    format!("the prefix `{}` is declared twice in one tag", binding.prefix)
                };
                return Err(self.malformed(start, what));
            }
        }
        Ok(())
    }

    fn resolve_attributes(&mut self, nil: &mut bool) -> Result<()> {
        let mut prefixed = false;
        for index in 0..self.attributes.len() {
            let Some(attribute) = self.attributes.get(index).filter(|it| !it.prefix.is_empty()) else { continue };
            prefixed = true;
            let Some(id) = self.lookup(attribute.prefix) else {
                return Err(self.unbound(attribute.start, attribute.local, attribute.prefix));
            };
            if id == XSI && attribute.local == "nil" {
                *nil = self.options.strict || parse_nil(&attribute.value) == Some(true);
            }
            if let Some(attribute) = self.attributes.get_mut(index) {
                attribute.namespace = id;
            }
        }
        self.check_attributes(prefixed)
    }

    /// No attribute may come twice (Namespaces in XML 1.0, section 6.3).
    fn check_attributes(&self, prefixed: bool) -> Result<()> {
        let attributes = &*self.attributes;
        // Namespaces that the set does not list have one id; where they matter they are told apart by their names.
        let uris: Vec<&str> = if prefixed && attributes.iter().any(|attribute| attribute.namespace == UNKNOWN) {
            attributes.iter().map(|attribute| self.attribute_uri(attribute)).collect()
        } else {
            Vec::new()
        };
        if attributes.len() > FEW {
            return match twice_among_many(attributes, &uris) {
                Some(index) => Err(self.occurs_twice(attributes, index)),
                None => Ok(()),
            };
        }
        for (index, attribute) in attributes.iter().enumerate() {
            let twice = attributes.iter().take(index).enumerate().any(|(earlier_index, earlier)| {
                earlier.local == attribute.local
                    && earlier.namespace == attribute.namespace
                    && (attribute.namespace != UNKNOWN || uris.get(earlier_index) == uris.get(index))
            });
            if twice {
                return Err(self.occurs_twice(attributes, index));
            }
        }
        Ok(())
    }

    #[cold]
    fn occurs_twice(&self, attributes: &[ReadAttribute<'_>], index: usize) -> crate::Error {
        let (local, start) = attributes.get(index).map_or(("", 0), |attribute| (attribute.local, attribute.start));
        self.malformed(start, format!("attribute `{local}` occurs twice in one tag"))
    }

    fn attribute_uri(&self, attribute: &ReadAttribute<'_>) -> &str {
        if attribute.prefix.is_empty() { "" } else { self.uri(attribute.prefix) }
    }

    /// Reads the end tag of the innermost element; `pos` is at its `</`.
    #[inline]
    pub(crate) fn end_tag(&mut self) -> Result<()> {
        match self.behind_end_tag(self.pos) {
            Some(behind) => {
                self.pos = behind;
                Ok(())
            }
            None => self.end_tag_with_blanks(),
        }
    }

    /// Where the end tag of the innermost element ends that begins at an offset, if it is written without blanks.
    #[inline(always)]
    pub(super) fn behind_end_tag(&self, at: usize) -> Option<usize> {
        let &Open { name: (from, to), .. } = self.open.last()?;
        let bytes = self.bytes();
        let (name, behind) = bytes.get(at + 2..)?.split_at_checked(to - from)?;
        let is_it = behind.first() == Some(&b'>') && scan::same(name, bytes.get(from..to)?);
        if is_it { Some(at + 3 + name.len()) } else { None }
    }

    #[cold]
    fn end_tag_with_blanks(&mut self) -> Result<()> {
        let bytes = self.bytes();
        if let Some(&Open { name: (from, to), .. }) = self.open.last()
            && let Some(name) = bytes.get(from..to)
            && bytes.get(self.pos + 2..).is_some_and(|behind| behind.starts_with(name))
        {
            let end = scan::blanks(bytes, self.pos + 2 + name.len());
            if bytes.get(end) == Some(&b'>') {
                self.pos = end + 1;
                return Ok(());
            }
        }
        Err(self.bad_end_tag())
    }

    #[cold]
    fn bad_end_tag(&self) -> crate::Error {
        let found = self.slice(self.pos + 2, scan::name(self.bytes(), self.pos + 2));
        let message = match self.open.last() {
            Some(&Open { name: (from, to), .. }) if self.slice(from, to) != found => {
                format!("end tag `</{found}>` does not match start tag `<{}>`", self.slice(from, to))
            }
            Some(_) => format!("end tag `</{found}` does not end with `>`"),
            None => format!("end tag `</{found}>` without a start tag"),
        };
        self.malformed(self.pos, message)
    }

    #[cold]
    fn bad_name(&self, offset: usize, name: &str) -> crate::Error {
        let message = if name.is_empty() {
            "expected a name after `<`".to_owned()
        } else {
            format!("`{name}` is no qualified name")
        };
        self.malformed(offset, message)
    }

    #[cold]
    fn unbound(&self, offset: usize, name: &str, prefix: &str) -> crate::Error {
        if !chars::is_ncname(prefix) {
            return self.bad_name(offset, prefix);
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        self.malformed(offset, format!("the prefix of `{prefix}:{local}` is not bound to a namespace"))
    }

    #[cold]
    fn stray(&self, offset: usize, place: &str) -> String {
        match self.slice(offset, self.text.len()).chars().next() {
            Some(c) => format!("unexpected {c:?} {place}"),
            None => format!("the document ends {place}"),
        }
    }
}

/// The first attribute whose expanded name has come before, where comparing each with each would cost too much. The names
/// of namespaces that the set does not list are beside.
#[cold]
fn twice_among_many(attributes: &[ReadAttribute<'_>], uris: &[&str]) -> Option<usize> {
    let key = |attribute: &ReadAttribute<'_>, index: usize| {
        let uri = if attribute.namespace == UNKNOWN { uris.get(index) } else { None };
        (attribute.namespace, uri.copied())
    };
    let mut sorted: Vec<_> =
        attributes.iter().enumerate().map(|(index, it)| (it.local, key(it, index), index)).collect();
    sorted.sort_unstable();
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs.filter(|(a, b)| (a.0, a.1) == (b.0, b.1)).map(|(_, later)| later.2).min()
}

/// Whether two names of the same length are equal whose first eight bytes are, and that are longer.
#[inline(always)]
fn is_same_behind(a: &[u8], b: &[u8]) -> bool {
    if a.last_chunk::<8>() != b.last_chunk::<8>() {
        return false;
    }
    // Nearly all names have between 9 and 24 bytes: the last eight overlap with the others.
    let middle = |name: &[u8]| name.get(8..16).and_then(|middle| middle.first_chunk::<8>().copied());
    a.len() <= 16 || (middle(a) == middle(b) && (a.len() <= 24 || a == b))
}

/// The value of `xsi:nil`; `None` if it is no boolean.
pub(super) fn parse_nil(value: &str) -> Option<bool> {
    match value.trim_matches([' ', '\t', '\n', '\r']) {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
