//! What is compared: code generated for the IM schemas, behind one trait.

use anyhow::{Result, ensure};
use roxmltree::{Document, Node};

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

/// Generated types for the IM schemas, with their reader and writer.
pub trait Subject {
    /// The name in the tables.
    const NAME: &'static str;
    /// The type of `GetImItemListResponse`.
    type List: 'static;
    /// The type of `AddImGroupResponse`.
    type Response: 'static;
    /// The type of `AddImGroup`.
    type Request: 'static;
    /// What the writer appends to.
    type Out: Buffer + 'static;

    /// Reads a `GetImItemListResponse`.
    fn read_list(text: &str) -> Result<Self::List>;
    /// Writes it into an empty buffer.
    fn write_list(value: &Self::List, out: &mut Self::Out) -> Result<()>;
    /// Reads an `AddImGroupResponse`.
    fn read_response(text: &str) -> Result<Self::Response>;
    /// Reads an `AddImGroup`.
    fn read_request(text: &str) -> Result<Self::Request>;
    /// Writes it into an empty buffer.
    fn write_request(value: &Self::Request, out: &mut Self::Out) -> Result<()>;
}

/// Checks that a subject loses nothing: what it writes of the document it read says the same as the document.
pub fn check_round_trip<S: Subject>(text: &str) -> Result<()> {
    let mut out = S::Out::default();
    S::write_list(&S::read_list(text)?, &mut out)?;
    let written = std::str::from_utf8(out.bytes())?;
    let (expected, actual) = (content(text)?, content(written)?);
    for (expected, actual) in expected.iter().zip(&actual) {
        ensure!(expected == actual, "{} changes {expected} to {actual}", S::NAME);
    }
    ensure!(expected.len() == actual.len(), "{} writes {} parts of {}", S::NAME, actual.len(), expected.len());
    Ok(())
}

/// The elements, attributes and texts of a document, without prefixes and indentation.
fn content(text: &str) -> Result<Vec<String>> {
    let document = Document::parse(text)?;
    let mut parts = Vec::new();
    for node in document.root_element().descendants().filter(Node::is_element) {
        parts.push(format!("{:?}", node.tag_name()));
        let mut attributes: Vec<_> =
            node.attributes().map(|a| format!("{:?} {} {:?}", a.namespace(), a.name(), a.value())).collect();
        attributes.sort();
        parts.append(&mut attributes);
        if !node.children().any(|child| child.is_element()) {
            parts.push(format!("{:?}", node.text().unwrap_or_default()));
        }
    }
    Ok(parts)
}
