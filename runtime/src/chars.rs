//! Characters of XML 1.0, fifth edition. Names are in [`datatypes`](crate::datatypes), which has types for them.

pub(crate) use crate::datatypes::{is_name, is_ncname};

/// Whether a character may occur in a document (XML 1.0, production 2).
pub fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a text is a qualified name (Namespaces in XML, production 7): one or two names without colon.
pub(crate) fn is_qname(text: &str) -> bool {
    match text.split_once(':') {
        None => is_ncname(text),
        Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
    }
}

/// Whether a byte is an XML blank (production 3).
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}
