//! Document type declarations: schema documents are read with the entities that they declare themselves. Nothing that a
//! declaration names is fetched, and values that it gives to attributes are not filled in.
//!
//! Entities are text: what brings markup, or grows without bound when references are replaced, is refused before the
//! XML parser sees it.

use super::problems::tag_at;
use super::scan::after;
use crate::diag::Diagnostic;
use crate::span::FileId;

/// What all references to entities may come to, in bytes.
const MAX_EXPANSION: usize = 64 << 20;

/// How many references the XML parser follows within one.
const MAX_NESTED: usize = 256;

/// What is wrong with a declaration, by the offset of the part that is.
#[derive(Debug, PartialEq, Eq)]
enum Problem {
    /// An entity may be more than text.
    Markup(usize),
    /// References may come to more than there may be.
    Growth(usize),
}

/// What is known of the entities of a declaration.
#[derive(Default)]
struct Entities {
    /// The bytes of their texts.
    length: usize,
    /// Whether the text of one refers to another.
    is_nested: bool,
}

/// Checks the document type declaration, if there is one. Text that is not well-formed may pass: the parser will say so.
pub(super) fn check(file: FileId, text: &str) -> Result<(), Box<Diagnostic>> {
    let (diagnostic, offset) = match examine(text) {
        Ok(()) => return Ok(()),
        Err(Problem::Markup(offset)) => {
            let message = "an entity whose text has markup, or may have some, is not supported";
            let help = "write its text in place of the references to it";
            (Diagnostic::error("unsupported-dtd", message).help(help), offset)
        }
        Err(Problem::Growth(offset)) => {
            let message =
                format!("entities that may come to more than {MAX_EXPANSION} bytes where they are referred to");
            let help = "write their texts in place of the references to them";
            (Diagnostic::error("document-limit", message).help(help), offset)
        }
    };
    Err(Box::new(diagnostic.at(&tag_at(file, text, offset))))
}

fn examine(text: &str) -> Result<(), Problem> {
    let bytes = text.as_bytes();
    let Some(start) = start(bytes) else { return Ok(()) };
    let mut entities = Entities::default();
    let end = declaration(bytes, start, &mut entities)?;
    if entities.length == 0 {
        return Ok(());
    }
    let n_references = bytes.get(end..).unwrap_or(&[]).iter().filter(|it| **it == b'&').count();
    let factor = if entities.is_nested { MAX_NESTED } else { 1 };
    if MAX_EXPANSION < n_references.saturating_mul(factor).saturating_mul(entities.length) {
        return Err(Problem::Growth(start));
    }
    Ok(())
}

/// Where the declaration begins.
fn start(bytes: &[u8]) -> Option<usize> {
    let mut pos = 0;
    loop {
        let rest = bytes.get(pos..)?;
        if rest.first()?.is_ascii_whitespace() {
            pos += 1;
        } else if rest.starts_with(b"<!--") {
            pos = after(bytes, pos + 4, b"-->");
        } else if rest.starts_with(b"<?") {
            pos = after(bytes, pos + 2, b"?>");
        } else {
            return rest.starts_with(b"<!DOCTYPE").then_some(pos);
        }
    }
}

/// Goes through the declaration, up to where it ends.
fn declaration(bytes: &[u8], start: usize, entities: &mut Entities) -> Result<usize, Problem> {
    let mut pos = start + "<!DOCTYPE".len();
    let mut is_inside = false;
    while let Some(&byte) = bytes.get(pos) {
        let rest = bytes.get(pos..).unwrap_or(&[]);
        if rest.starts_with(b"<!--") {
            pos = after(bytes, pos + 4, b"-->");
        } else if rest.starts_with(b"<?") {
            pos = after(bytes, pos + 2, b"?>");
        } else if rest.starts_with(b"<!") {
            pos = markup(bytes, pos, entities)?;
        } else {
            pos = match byte {
                b'"' | b'\'' => after(bytes, pos + 1, &[byte]),
                b'>' if !is_inside => return Ok(pos + 1),
                _ => pos + 1,
            };
            is_inside = match byte {
                b'[' => true,
                b']' => false,
                _ => is_inside,
            };
        }
    }
    Ok(pos)
}

/// One of the declarations within, up to where it ends.
fn markup(bytes: &[u8], start: usize, entities: &mut Entities) -> Result<usize, Problem> {
    let rest = bytes.get(start..).unwrap_or(&[]);
    let is_entity = rest.strip_prefix(b"<!ENTITY").is_some_and(|it| it.trim_ascii_start().first() != Some(&b'%'));
    let mut pos = start + 2;
    while let Some(&byte) = bytes.get(pos) {
        match byte {
            b'>' => return Ok(pos + 1),
            b'"' | b'\'' => {
                let end = after(bytes, pos + 1, &[byte]);
                let value = bytes.get(pos + 1..end.saturating_sub(1)).unwrap_or(&[]);
                if is_entity {
                    // A character reference may hide markup, too.
                    if value.contains(&b'<') || value.windows(2).any(|it| it == b"&#") {
                        return Err(Problem::Markup(start));
                    }
                    entities.length = entities.length.saturating_add(value.len());
                    entities.is_nested |= value.contains(&b'&');
                }
                pos = end;
            }
            _ => pos += 1,
        }
    }
    Ok(pos)
}

#[cfg(test)]
mod tests {
    use super::{Problem, examine};

    #[test]
    fn texts_and_what_has_no_entities() {
        for text in [
            "<a/>",
            "",
            "<!-- <!DOCTYPE --><a/>",
            "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM \"a>b\"><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x 'text'><!ATTLIST a b CDATA '>'> <!-- ] --> <?p ]?>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY % x '<!ELEMENT a ANY>'>]><a/>",
            "<!DOCTYPE a [<!ENTITY x",
            "<!DOCTYPE a [<!ENTITY x '",
        ] {
            assert_eq!(examine(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn markup() {
        for value in ["<b/>", "&#60;b/>", "&#x3c;"] {
            let text = format!("<!DOCTYPE a [ <!ENTITY x \"{value}\">]><a>&x;</a>");
            assert_eq!(examine(&text), Err(Problem::Markup(14)), "{text}");
        }
    }

    #[test]
    fn growth() {
        let text = "x".repeat(10_000);
        let document = format!("<!DOCTYPE a [<!ENTITY x '{text}'>]><a>{}</a>", "&x;".repeat(10_000));
        assert_eq!(examine(&document), Err(Problem::Growth(0)));
        let entity = |idx: usize| format!("<!ENTITY x{idx} '{}'>", format!("&x{};", idx - 1).repeat(30));
        let laughs: String = (1..10).map(entity).collect();
        let document = format!("<!DOCTYPE a [<!ENTITY x0 '{text}'>{laughs}]><a>{}</a>", "&x9;".repeat(30));
        assert_eq!(examine(&document), Err(Problem::Growth(0)));
    }
}
