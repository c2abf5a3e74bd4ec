//! White space as XML and the `whiteSpace` facet see it (Part 2, section 4.3.6).

use std::borrow::Cow;

/// Whether a character is white space in XML: space, tab, line feed or carriage return.
pub fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Cuts white space off both ends. For types without inner blanks this is `whiteSpace="collapse"`.
pub fn trim(text: &str) -> &str {
    // A glance at the ends spares most texts the search.
    let is_bare = |byte: Option<&u8>| byte.is_some_and(|&byte| b' ' < byte);
    let bytes = text.as_bytes();
    if is_bare(bytes.first()) && is_bare(bytes.last()) { text } else { text.trim_matches(is_blank) }
}

/// `whiteSpace="replace"`: each tab, line feed and carriage return becomes a space.
pub fn replace(text: &str) -> Cow<'_, str> {
    let is_other_blank = |c| matches!(c, '\t' | '\n' | '\r');
    if text.contains(is_other_blank) { Cow::Owned(text.replace(is_other_blank, " ")) } else { Cow::Borrowed(text) }
}

/// `whiteSpace="collapse"`: no white space at the ends, and each run of it inside becomes one space.
pub fn collapse(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    let mut after_blank = false;
    let is_collapsed = text.bytes().all(|byte| {
        let is_double = after_blank && byte == b' ';
        after_blank = byte == b' ';
        !(is_double || matches!(byte, b'\t' | b'\n' | b'\r'))
    });
    if is_collapsed {
        return Cow::Borrowed(text);
    }
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}
