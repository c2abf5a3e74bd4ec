//! XML that the schema leaves open: kept as it is and written back unchanged.

use std::fmt;

use crate::error::Result;
use crate::{Read, ReadOptions, Reader, Root, Write, Writer};

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

    fn scan(&self, body: impl FnOnce(&mut Reader<'_>) -> Result<()>) -> Result<()> {
        let options = ReadOptions::lenient().max_depth(usize::MAX).max_attributes(usize::MAX);
        let mut reader = Reader::new(&self.xml, &options)?;
        reader.start_document()?;
        body(&mut reader)
    }
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
