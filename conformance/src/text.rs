//! The text of a document in whatever encoding it is, without a DOCTYPE that means nothing to it.

use std::fs;
use std::path::Path;

/// A document as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Whether the text differs from the bytes of the file.
    pub(crate) is_changed: bool,
    /// Whether a DOCTYPE was taken away.
    pub(crate) had_doctype: bool,
}

/// The text of a file: UTF-8, UTF-16 with a byte order mark, or Latin-1. `None` if it cannot be read.
pub(crate) fn read(path: &Path) -> Option<Text> {
    let bytes = fs::read(path).ok()?;
    let (text, is_recoded) = decode(&bytes);
    let (text, had_doctype) = match without_doctype(&text) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let text = if is_recoded { without_declaration(&text).to_owned() } else { text };
    Some(Text { text, is_changed: is_recoded || had_doctype, had_doctype })
}

fn decode(bytes: &[u8]) -> (String, bool) {
    let words = |bytes: &[u8], word: fn([u8; 2]) -> u16| {
        let pairs = bytes
            .chunks_exact(2)
            .map(|pair| word([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)]));
        String::from_utf16_lossy(&pairs.collect::<Vec<u16>>())
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => (words(rest, u16::from_be_bytes), true),
        [0xFF, 0xFE, rest @ ..] => (words(rest, u16::from_le_bytes), true),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), false),
            Err(_) => (bytes.iter().map(|&byte| char::from(byte)).collect(), true),
        },
    }
}

/// The text without its XML declaration, which names an encoding that it is not in any more.
fn without_declaration(text: &str) -> &str {
    match text.strip_prefix("<?xml ").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text,
    }
}

/// The text without its DOCTYPE. `None` if there is none, or if the document depends on it: where it declares elements or
/// attributes (which can have defaults), names another file, or where the document refers to an entity of it.
fn without_doctype(text: &str) -> Option<String> {
    let start = text.find("<!DOCTYPE")?;
    let before = text.get(..start)?;
    let (doctype, rest) = end_of_doctype(text.get(start..)?)?;
    let mut declarations = doctype.split('<').skip(1);
    let is_external = declarations.next().is_some_and(|head| head.contains("SYSTEM") || head.contains("PUBLIC"));
    let harmless = ["!ENTITY ", "!NOTATION ", "!--"];
    let is_harmless = declarations.all(|part| harmless.iter().any(|it| part.starts_with(it)) && !part.contains('%'));
    let known = ["&lt;", "&gt;", "&amp;", "&quot;", "&apos;", "&#"];
    let refers = rest.match_indices('&').any(|(at, _)| {
        let reference = rest.get(at..).unwrap_or_default();
        !known.iter().any(|it| reference.starts_with(it))
    });
    if is_external || !is_harmless || refers { None } else { Some(format!("{before}{rest}")) }
}

/// Divides the text behind the end of the DOCTYPE with which it begins.
fn end_of_doctype(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let mut is_inside = false;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (_, Some(open)) if byte == open => quote = None,
            (_, Some(_)) => {}
            (b'"' | b'\'', None) => quote = Some(byte),
            (b'[', None) => is_inside = true,
            (b']', None) => is_inside = false,
            (b'>', None) if !is_inside => return text.split_at_checked(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{decode, without_declaration, without_doctype};

    #[test]
    fn encodings() {
        assert_eq!(decode(b"<a/>"), ("<a/>".to_owned(), false));
        assert_eq!(decode(b"\xFE\xFF\0<\0a\0/\0>"), ("<a/>".to_owned(), true));
        assert_eq!(decode(b"\xFF\xFE<\0a\0/\0>\0"), ("<a/>".to_owned(), true));
        assert_eq!(decode(b"<\xE4/>"), ("<\u{e4}/>".to_owned(), true));
        assert_eq!(without_declaration("<?xml version='1.0' encoding='UTF-16'?><a/>"), "<a/>");
    }

    #[test]
    fn doctypes() {
        let rest = |doctype: &str| without_doctype(&format!("<!DOCTYPE a{doctype}><a>&amp;</a>"));
        assert_eq!(without_doctype("<a/>"), None);
        for harmless in ["", " [ ]", " [<!NOTATION n SYSTEM 'x'> <!ENTITY e SYSTEM 'f' NDATA n> <!-- > -->]"] {
            assert_eq!(rest(harmless).as_deref(), Some("<a>&amp;</a>"), "{harmless}");
        }
        for harmful in
            [" SYSTEM 'a.dtd'", " [<!ATTLIST a b CDATA 'c'>]", " [<!ENTITY % p 'q'> %p;]", " [<!ENTITY e 'f'>"]
        {
            assert_eq!(rest(harmful), None, "{harmful}");
        }
        assert_eq!(without_doctype("<!DOCTYPE a [<!ENTITY e 'f'>]><a>&e;</a>"), None);
    }
}
