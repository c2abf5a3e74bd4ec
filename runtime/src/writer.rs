//! The writer: flat, into one buffer; the first error sticks and is reported at the end.

use crate::error::Result;
use crate::namespace::{Declared, Namespace};
use crate::{Error, ErrorKind, RawAttribute, RawElement, Root, Simple, Write, chars, locate, scan};

/// How far the last tag has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tag {
    /// It is complete.
    #[default]
    Closed,
    /// It is a start tag that still lacks its `>`.
    Open,
    /// It stands in the place of a whole element, the end tag among it.
    Replaced,
}

/// The prefix of a qualified name.
#[derive(Debug, Clone, Copy)]
enum NamePrefix {
    None,
    /// The one that is bound without being declared; its namespace can have no other.
    Xml,
    /// `q` with this number.
    Made(usize),
}

/// Writes one document. Generated code and hand-written [`Write`] implementations drive it.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    tag: Tag,
    /// How many prefixes were made for qualified names, and those for the names to come.
    n_prefixes: usize,
    qname_prefixes: std::collections::VecDeque<NamePrefix>,
    /// What an envelope declares for all that is inside it, one namespace a prefix: see [`Writer::nested`].
    scope: Vec<&'static Namespace>,
    /// The first value that could not be written.
    error: Option<Error>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// A writer that appends to a buffer; [`finish`](Self::finish) gives it back.
    pub fn with_buffer(buffer: String) -> Self {
        Self { out: buffer, ..Self::default() }
    }

    /// Writes a root element and declares the namespaces of its module on it.
    pub fn root<T: Root + Write>(&mut self, value: &T) {
        self.start(T::TAG);
        self.declare(Declared::of::<T>());
        value.write(self);
        self.end(T::TAG);
    }

    /// The text written.
    ///
    /// # Errors
    /// If a value cannot be represented in XML: the first one.
    pub fn finish(self) -> Result<String> {
        match self.error {
            None => Ok(self.out),
            Some(error) => Err(error),
        }
    }

    /// Writes a global element inside another document, such as an envelope. Namespaces that the envelope has declared
    /// with the same prefix are not declared again.
    pub fn nested<T: Root + Write>(&mut self, value: &T) {
        self.start(T::TAG);
        let declared = Declared::of::<T>();
        for namespace in declared.iter() {
            if !self.scope.iter().any(|known| known.prefix == namespace.prefix && known.uri == namespace.uri) {
                self.declare_one(namespace, declared.is_plain());
            }
        }
        value.write(self);
        self.end(T::TAG);
    }

    /// Declares namespaces on the start tag that is open, for all that [`nested`](Self::nested) writes inside it. One
    /// whose prefix is taken by another namespace is left to the elements that need it.
    pub(crate) fn declare_scope(&mut self, namespaces: Declared) {
        for namespace in namespaces.iter() {
            if !self.scope.iter().any(|known| known.prefix == namespace.prefix) {
                self.scope.push(namespace);
                self.declare_one(namespace, namespaces.is_plain());
            }
        }
    }

    /// The prefix that [`declare_scope`](Self::declare_scope) has declared for a namespace.
    pub(crate) fn scope_prefix(&self, uri: &str) -> Option<&'static str> {
        let known = self.scope.iter().find(|namespace| namespace.uri == uri && !namespace.prefix.is_empty());
        known.map(|namespace| namespace.prefix)
    }

    /// Declares namespaces on the start tag that is open.
    pub fn declare(&mut self, namespaces: Declared) {
        for namespace in namespaces.iter() {
            self.declare_one(namespace, namespaces.is_plain());
        }
    }

    fn declare_one(&mut self, namespace: &Namespace, is_plain: bool) {
        if !matches!(namespace.prefix, "" | "xml") {
            self.out.push_str(" xmlns:");
            self.out.push_str(namespace.prefix);
            self.out.push_str("=\"");
            if is_plain {
                self.out.push_str(namespace.uri);
            } else {
                escape_declared(namespace.uri, &mut self.out);
            }
            self.out.push('"');
        }
    }

    /// Opens a start tag; `tag` is the whole of it, as in `"<t:Name>"`.
    #[inline]
    pub fn start(&mut self, tag: &'static str) {
        self.content();
        self.out.push_str(tag.get(..tag.len() - 1).unwrap_or_default());
        self.tag = Tag::Open;
    }

    /// Closes the element that [`start`](Self::start) opened with the same `tag`.
    #[inline]
    pub fn end(&mut self, tag: &'static str) {
        match std::mem::take(&mut self.tag) {
            Tag::Closed => {
                self.out.push_str("</");
                self.out.push_str(tag.get(1..).unwrap_or_default());
            }
            Tag::Open => self.out.push_str("/>"),
            Tag::Replaced => {}
        }
    }

    /// Closes the start tag that is open, if one is.
    #[inline]
    fn content(&mut self) {
        if self.tag == Tag::Open {
            self.tag = Tag::Closed;
            self.out.push('>');
        }
    }

    /// Writes an element.
    #[inline(never)]
    pub fn element<T: Write>(&mut self, tag: &'static str, value: &T) {
        self.start(tag);
        value.write(self);
        self.end(tag);
    }

    /// Writes an element by its qualified name.
    pub(crate) fn named<T: Write>(&mut self, name: &str, value: &T) {
        self.content();
        self.out.push('<');
        self.out.push_str(name);
        self.tag = Tag::Open;
        value.write(self);
        match std::mem::take(&mut self.tag) {
            Tag::Closed => {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
            Tag::Open => self.out.push_str("/>"),
            Tag::Replaced => {}
        }
    }

    /// Writes an element that may be left out.
    #[inline(never)]
    pub fn optional<T: Write>(&mut self, tag: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.element(tag, value);
        }
    }

    /// Writes an element for each value.
    #[inline(never)]
    pub fn each<T: Write>(&mut self, tag: &'static str, values: &[T]) {
        for value in values {
            self.element(tag, value);
        }
    }

    /// Writes values that bring their own tags: raw elements and choices.
    pub fn all<'v, T: Write + 'v>(&mut self, values: impl IntoIterator<Item = &'v T>) {
        for value in values {
            value.write(self);
        }
    }

    /// Writes an attribute; `name` is what stands before its value, as in `" Id=\""`.
    #[inline(never)]
    pub fn attribute<T: Simple>(&mut self, name: &'static str, value: &T) {
        value.declare(self);
        self.out.push_str(name);
        value.write_text(&mut Text { writer: self, in_attribute: true });
        self.out.push('"');
    }

    /// Writes an attribute that may be left out.
    #[inline(never)]
    pub fn optional_attribute<T: Simple>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.attribute(name, value);
        }
    }

    /// Writes attributes that a wildcard admits, declaring their namespaces beside them.
    pub fn any_attributes(&mut self, attributes: &[RawAttribute]) {
        for (index, attribute) in attributes.iter().enumerate() {
            match attribute.namespace.as_str() {
                "" => self.any_attribute("", false, attribute),
                crate::namespace::XML_URI => self.any_attribute("xml", false, attribute),
                _ => self.any_attribute(&format!("any{index}"), true, attribute),
            }
        }
    }

    /// Writes an attribute with a prefix, and before it the declaration of the prefix if that is wanted.
    pub(crate) fn any_attribute(&mut self, prefix: &str, is_declared_here: bool, attribute: &RawAttribute) {
        if !chars::is_ncname(&attribute.local) {
            self.refuse(format!("`{}` is no attribute name", attribute.local));
            return;
        }
        if is_declared_here {
            self.out.push_str(" xmlns:");
            self.out.push_str(prefix);
            self.out.push_str("=\"");
            Text { writer: self, in_attribute: true }.escaped(&attribute.namespace);
            self.out.push('"');
        }
        self.out.push(' ');
        if !prefix.is_empty() {
            self.out.push_str(prefix);
            self.out.push(':');
        }
        self.out.push_str(&attribute.local);
        self.out.push_str("=\"");
        Text { writer: self, in_attribute: true }.escaped(&attribute.value);
        self.out.push('"');
    }

    /// Begins the text of the element that is open; an empty text leaves it an empty-element tag.
    pub fn text(&mut self) -> Text<'_> {
        Text { writer: self, in_attribute: false }
    }

    /// Writes XML as it is. It must be well-formed and declare what it uses.
    pub fn raw(&mut self, xml: &str) {
        self.content();
        self.out.push_str(xml);
    }

    /// Writes a whole element in the place of the one whose start tag is open. It must have that element's name.
    pub fn replace(&mut self, element: &RawElement) {
        let start = self.out.rfind('<').unwrap_or(self.out.len());
        let tag = self.out.get(start + 1..).and_then(|tag| tag.split(' ').next()).unwrap_or_default();
        let local = tag.split_once(':').map_or(tag, |(_, local)| local);
        if local != element.local_name() {
            let message = format!("raw XML of an element `{}` cannot be written as `{local}`", element.local_name());
            self.refuse(message);
            return;
        }
        self.out.truncate(start);
        self.out.push_str(element.as_xml());
        self.tag = Tag::Replaced;
    }

    /// Declares the namespace of a qualified name that is about to be written, with a prefix of its own.
    pub(crate) fn declare_qname(&mut self, namespace: &str) {
        match namespace {
            "" => return self.qname_prefixes.push_back(NamePrefix::None),
            crate::namespace::XML_URI => return self.qname_prefixes.push_back(NamePrefix::Xml),
            _ => {}
        }
        self.n_prefixes += 1;
        self.qname_prefixes.push_back(NamePrefix::Made(self.n_prefixes));
        self.out.push_str(&format!(" xmlns:q{}=\"", self.n_prefixes));
        Text { writer: self, in_attribute: true }.escaped(namespace);
        self.out.push('"');
    }

    /// Says `xsi:nil="true"` on the start tag that is open.
    pub fn nil(&mut self) {
        self.out.push_str(" xmlns:xsi=\"");
        self.out.push_str(crate::namespace::XSI_URI);
        self.out.push_str("\" xsi:nil=\"true\"");
    }

    /// Says by `xsi:type` on the start tag that is open which type the element has; `name` is written with a prefix that
    /// is declared.
    pub fn xsi_type(&mut self, name: &'static str) {
        self.out.push_str(" xmlns:xsi=\"");
        self.out.push_str(crate::namespace::XSI_URI);
        self.out.push_str("\" xsi:type=\"");
        self.out.push_str(name);
        self.out.push('"');
    }

    /// Notes that a value cannot be written, unless an earlier one was noted.
    #[cold]
    pub fn refuse(&mut self, message: String) {
        if self.error.is_none() {
            let place = locate::place(&self.out, self.out.len());
            self.error = Some(Error::new(ErrorKind::Unwritable, message, place));
        }
    }
}

/// The text of an element or attribute that is being written.
#[derive(Debug)]
pub struct Text<'w> {
    writer: &'w mut Writer,
    in_attribute: bool,
}

impl Text<'_> {
    /// Closes the start tag before the first character of an element's text.
    #[inline]
    fn open(&mut self) {
        if !self.in_attribute {
            self.writer.content();
        }
    }

    /// Appends a text, escaping what XML needs escaped. A character that XML cannot represent is an error, which
    /// [`Writer::finish`] reports.
    #[inline]
    pub fn escaped(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.open();
        let bytes = text.as_bytes();
        let clean = if self.in_attribute { scan::escape_attribute(bytes, 0) } else { scan::escape_text(bytes, 0) };
        if clean == bytes.len() {
            self.writer.out.push_str(text);
        } else {
            self.escaped_from(text, clean);
        }
    }

    #[inline(never)]
    fn escaped_from(&mut self, text: &str, mut stop: usize) {
        let bytes = text.as_bytes();
        let mut start = 0;
        while stop < bytes.len() {
            let reference = match bytes.get(stop) {
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                Some(b'&') => "&amp;",
                Some(b'"') => "&quot;",
                Some(b'\r') => "&#xD;",
                Some(b'\n') if self.in_attribute => "&#xA;",
                Some(b'\t') if self.in_attribute => "&#x9;",
                Some(b'\n' | b'\t') => "",
                _ => {
                    if let Some(c) = text.get(stop..).and_then(|rest| rest.chars().next())
                        && !chars::is_char(c)
                    {
                        self.writer.out.push_str(text.get(start..stop).unwrap_or_default());
                        self.writer.refuse(format!("the character U+{:04X} cannot be written in XML", u32::from(c)));
                        return;
                    }
                    ""
                }
            };
            if !reference.is_empty() {
                self.writer.out.push_str(text.get(start..stop).unwrap_or_default());
                self.writer.out.push_str(reference);
                start = stop + 1;
            }
            stop = if self.in_attribute {
                scan::escape_attribute(bytes, stop + 1)
            } else {
                scan::escape_text(bytes, stop + 1)
            };
        }
        self.writer.out.push_str(text.get(start..).unwrap_or_default());
    }

    /// Appends a text that is known to need no escaping: digits, names.
    #[inline]
    pub fn verbatim(&mut self, text: &str) {
        self.open();
        self.writer.out.push_str(text);
    }

    /// Where to append a text that is known to need no escaping.
    pub(crate) fn buffer(&mut self) -> &mut String {
        self.open();
        &mut self.writer.out
    }

    /// Appends a value by its `Display`, whose output is known to need no escaping.
    pub fn display(&mut self, value: &dyn std::fmt::Display) {
        use std::fmt::Write as _;
        self.open();
        // Writing into a String cannot fail.
        let _ = write!(self.writer.out, "{value}");
    }

    /// Appends a qualified name with the prefix that was declared for it.
    pub(crate) fn qname(&mut self, local: &str) {
        match self.writer.qname_prefixes.pop_front() {
            Some(NamePrefix::Made(number)) => self.verbatim(&format!("q{number}:")),
            Some(NamePrefix::Xml) => self.verbatim("xml:"),
            Some(NamePrefix::None) | None => {}
        }
        self.escaped(local);
    }

    /// Notes that the value cannot be written.
    pub fn refuse(&mut self, message: String) {
        self.writer.refuse(message);
    }
}

/// Appends a namespace name that has passed a reader or comes from a table.
pub(crate) fn escape_declared(uri: &str, out: &mut String) {
    if scan::escape_attribute(uri.as_bytes(), 0) == uri.len() {
        out.push_str(uri);
        return;
    }
    for c in uri.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#x9;"),
            '\n' => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            c => out.push(c),
        }
    }
}
