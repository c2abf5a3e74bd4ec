//! The XML declaration (XML 1.0, production 23).

use crate::{chars, scan};

/// What the XML declaration of a document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Declaration<'a> {
    pub(crate) encoding: Option<&'a str>,
}

/// The text between `<?xml` and `?>` at the beginning of a document, if it begins so: the declaration is well-formed or
/// not there. `None`: no declaration begins, or none ends.
pub(crate) fn body(document: &[u8]) -> Option<&[u8]> {
    let rest =
        document.strip_prefix(b"<?xml").filter(|rest| rest.first().is_some_and(|&byte| chars::is_blank(byte)))?;
    // No `>` stands in a declaration.
    rest.get(..scan::byte(rest, 0, b'>'))?.strip_suffix(b"?")
}

/// Reads what stands between `<?xml` and `?>`; `None` if it is not well-formed.
pub(crate) fn parse(mut body: &str) -> Option<Declaration<'_>> {
    let version = pseudo_attribute(&mut body, "version");
    let encoding = pseudo_attribute(&mut body, "encoding");
    let standalone = pseudo_attribute(&mut body, "standalone");
    let is_well_formed = version.is_some_and(is_version)
        && encoding.is_none_or(is_encoding_name)
        && standalone.is_none_or(|value| matches!(value, "yes" | "no"))
        && body.bytes().all(chars::is_blank);
    is_well_formed.then_some(Declaration { encoding })
}

/// Production 26, in its fifth edition.
fn is_version(version: &str) -> bool {
    let minor = version.strip_prefix("1.");
    minor.is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Production 81.
fn is_encoding_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// Takes ` name = "value"` off the front of a declaration.
fn pseudo_attribute<'a>(rest: &mut &'a str, name: &str) -> Option<&'a str> {
    let blanks: &[char] = &[' ', '\t', '\n', '\r'];
    let body = rest.trim_start_matches(blanks);
    if body.len() == rest.len() {
        return None;
    }
    let body = body.strip_prefix(name)?.trim_start_matches(blanks);
    let body = body.strip_prefix('=')?.trim_start_matches(blanks);
    let quote = body.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, after) = body.get(1..)?.split_once(quote)?;
    *rest = after;
    Some(value)
}
