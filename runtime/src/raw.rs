//! XML that the schema leaves open: kept as it is and written back unchanged.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::namespace::XML_URI;
use crate::{Declared, Name, Read, ReadOptions, Reader, Root, Write, Writer, scan};

/// An element that no type describes, as self-contained XML: the namespaces it uses are declared on it.
///
/// ```
/// use xsd_runtime::{ReadOptions, RawElement};
/// let xml = "<a xmlns:p='urn:p'><p:b>1 &lt; 2<c/></p:b></a>";
/// let raw: RawElement = ReadOptions::strict().read_raw(xml)?;
/// assert_eq!((raw.namespace(), raw.local_name()), ("", "a"));
/// let b = &raw.children()?[0];
/// assert_eq!((b.namespace(), b.local_name()), ("urn:p", "b"));
/// assert_eq!(b.as_xml(), r#"<p:b xmlns:p="urn:p">1 &lt; 2<c/></p:b>"#);
/// assert_eq!(b.text()?, "1 < 2");
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawElement {
    namespace: String,
    local: String,
    xml: String,
}

impl RawElement {
    pub(crate) fn from_parts(namespace: String, local: String, xml: String) -> Self {
        Self { namespace, local, xml }
    }

    /// Takes a self-contained element.
    ///
    /// # Errors
    /// If the text is not one well-formed element with all its namespaces declared.
    pub fn parse(xml: &str) -> Result<Self> {
        ReadOptions::strict().read_raw(xml)
    }

    /// The namespace name; empty for none.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The local name.
    pub fn local_name(&self) -> &str {
        &self.local
    }

    /// The element as XML text.
    pub fn as_xml(&self) -> &str {
        &self.xml
    }

    /// A value as an element.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent; the error names the element path.
    pub fn of<T: Root + Write>(value: &T) -> Result<Self> {
        let document = crate::to_string(value)?;
        let mut declarations = Writer::new();
        declarations.declare(Declared::of::<T>());
        let declarations = declarations.finish()?;
        // Taking it out of an element that declares all namespaces leaves it those that it uses.
        let (tag, rest) = document.split_at(T::TAG.len() - 1);
        let rest = rest.strip_prefix(&declarations).unwrap_or(rest);
        let around = format!("<x{declarations}>{tag}{rest}</x>");
        let mut reader = Reader::new(&around, &UNLIMITED)?;
        reader.start_document()?;
        reader.child()?;
        reader.raw()
    }

    /// Whether the element is `T`; a lenient reader takes aliases of its namespace too.
    pub fn is<T: Root>(&self, options: &ReadOptions) -> bool {
        let Name { namespace, local } = Name::of::<T>();
        let is_alias = |uri: &str| T::NAMESPACES.get(T::NAMESPACE).is_some_and(|known| known.aliases.contains(&uri));
        self.local == local && (self.namespace == namespace || (!options.strict && is_alias(&self.namespace)))
    }

    /// Reads the element as a type.
    ///
    /// # Errors
    /// If it does not fit the type.
    pub fn read<T: Root + Read>(&self, options: &ReadOptions) -> Result<T> {
        options.read(&self.xml)
    }

    /// The child elements.
    ///
    /// # Errors
    /// None for an element that came from a reader.
    pub fn children(&self) -> Result<Vec<Self>> {
        let mut children = Vec::new();
        self.scan(|reader| {
            let depth = reader.depth();
            if !reader.is_empty_element() {
                while reader.child()?.is_none() {
                    children.push(reader.raw()?);
                    reader.close_to(depth);
                }
            }
            Ok(())
        })?;
        Ok(children)
    }

    /// The text directly inside the element; that of child elements is left out.
    ///
    /// # Errors
    /// None for an element that came from a reader.
    pub fn text(&self) -> Result<String> {
        let mut text = String::new();
        self.scan(|reader| {
            text = reader.text()?.into_owned();
            Ok(())
        })?;
        Ok(text)
    }

    /// The value of an attribute; an empty namespace asks for an unqualified one.
    ///
    /// # Errors
    /// None for an element that came from a reader.
    pub fn attribute(&self, namespace: &str, local: &str) -> Result<Option<String>> {
        let mut value = None;
        self.scan(|reader| {
            for index in 0..reader.attributes.len() {
                if let Some(found) = reader.raw_attribute(index)
                    && found.namespace == namespace
                    && found.local == local
                {
                    value = Some(found.value);
                }
            }
            Ok(())
        })?;
        Ok(value)
    }

    /// All attributes.
    ///
    /// # Errors
    /// None for an element that came from a reader.
    pub fn attributes(&self) -> Result<Vec<RawAttribute>> {
        let mut attributes = Vec::new();
        self.scan(|reader| {
            attributes.extend((0..reader.attributes.len()).filter_map(|index| reader.raw_attribute(index)));
            Ok(())
        })?;
        Ok(attributes)
    }

    /// Sets the value of an attribute, or takes the attribute away. An empty namespace stands for none.
    ///
    /// ```
    /// let mut note = xsd_runtime::RawElement::parse("<note a='1' b='2'>c</note>")?;
    /// note.set_attribute("", "a", Some("<3"))?;
    /// note.set_attribute("urn:x", "d", Some("4"))?;
    /// note.set_attribute("", "b", None)?;
    /// assert_eq!(note.as_xml(), r#"<note xmlns:any0="urn:x" any0:d="4" a="&lt;3">c</note>"#);
    /// # Ok::<(), xsd_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// If `local` is no name without colon, or the value or the namespace holds a character that XML cannot represent.
    pub fn set_attribute(&mut self, namespace: &str, local: &str, value: Option<&str>) -> Result<()> {
        let mut old = None;
        let mut bound = None;
        let mut made = 0;
        self.scan(|reader| {
            let is_wanted = |it: &RawAttribute| it.namespace == namespace && it.local == local;
            let index =
                (0..reader.attributes.len()).find(|&it| reader.raw_attribute(it).as_ref().is_some_and(is_wanted));
            old = index.and_then(|index| reader.attributes.get(index)).map(|attribute| attribute.start);
            let bindings = reader.context().bindings;
            bound =
                bindings.iter().find(|it| it.uri == namespace && !it.prefix.is_empty()).map(|it| it.prefix.to_owned());
            while bindings.iter().any(|binding| binding.prefix == format!("any{made}")) {
                made += 1;
            }
            Ok(())
        })?;
        let name_end = scan::name(self.xml.as_bytes(), 1);
        let mut writer = Writer::with_buffer(self.xml.get(..name_end).unwrap_or_default().to_owned());
        if let Some(value) = value {
            let (prefix, is_made) = match namespace {
                "" => (String::new(), false),
                XML_URI => ("xml".to_owned(), false),
                _ => bound.map_or_else(|| (format!("any{made}"), true), |prefix| (prefix, false)),
            };
            let attribute =
                RawAttribute { namespace: namespace.to_owned(), local: local.to_owned(), value: value.to_owned() };
            writer.any_attribute(&prefix, is_made, &attribute);
        }
        let mut xml = writer.finish()?;
        let (from, to) = old.map_or((name_end, name_end), |start| attribute_range(&self.xml, start));
        xml.push_str(self.xml.get(name_end..from).unwrap_or_default());
        xml.push_str(self.xml.get(to..).unwrap_or_default());
        self.xml = xml;
        Ok(())
    }

    fn scan(&self, body: impl FnOnce(&mut Reader<'_>) -> Result<()>) -> Result<()> {
        let mut reader = Reader::new(&self.xml, &UNLIMITED)?;
        reader.start_document()?;
        body(&mut reader)
    }
}

/// For what has passed a reader already.
const UNLIMITED: ReadOptions = ReadOptions::lenient()
    .max_depth(usize::MAX)
    .max_attributes(usize::MAX)
    .max_input_bytes(usize::MAX)
    .max_text_bytes(usize::MAX);

/// The attribute whose name begins at `start`, with the blanks before it. It stands in a well-formed tag.
fn attribute_range(xml: &str, start: usize) -> (usize, usize) {
    let from = xml.get(..start).unwrap_or_default().trim_end().len();
    let rest = xml.get(start..).unwrap_or_default();
    let value = rest.find(['"', '\'']).unwrap_or(rest.len());
    let quote = rest.get(value..).and_then(|rest| rest.chars().next()).unwrap_or('"');
    let length = rest.get(value + 1..).and_then(|value| value.find(quote)).unwrap_or(rest.len());
    (from, start + value + 1 + length + 1)
}

impl fmt::Debug for RawElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RawElement").field(&self.xml).finish()
    }
}

impl fmt::Display for RawElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.xml)
    }
}

impl FromStr for RawElement {
    type Err = Error;

    /// [`RawElement::parse`].
    fn from_str(xml: &str) -> Result<Self> {
        Self::parse(xml)
    }
}

impl Read for RawElement {
    /// What nobody describes may say that it is nil.
    const NILLABLE: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        reader.raw()
    }
}

impl Write for RawElement {
    /// Writes the element itself; the surrounding tag is not this type's.
    fn write(&self, writer: &mut Writer) {
        writer.raw(&self.xml);
    }
}

/// An attribute that an attribute wildcard admits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RawAttribute {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The local name.
    pub local: String,
    /// The value.
    pub value: String,
}
