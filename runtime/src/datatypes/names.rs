//! Names as XML 1.0, fifth edition, section 2.3 defines them.
//!
//! XSD 1.0 points to the second edition, whose letters were those of Unicode 2.0. All its names are names here too.

/// The production `NameStartChar`: ranges of code points, ascending, both ends included.
pub(crate) const NAME_START_RANGES: [(u32, u32); 16] = [
    (0x3A, 0x3A),
    (0x41, 0x5A),
    (0x5F, 0x5F),
    (0x61, 0x7A),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2FF),
    (0x370, 0x37D),
    (0x37F, 0x1FFF),
    (0x200C, 0x200D),
    (0x2070, 0x218F),
    (0x2C00, 0x2FEF),
    (0x3001, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD),
    (0x1_0000, 0xE_FFFF),
];

/// What the production `NameChar` adds to `NameStartChar`.
pub(crate) const NAME_CHAR_RANGES: [(u32, u32); 5] =
    [(0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)];

fn is_in(ranges: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    ranges.iter().any(|&(first, last)| first <= code && code <= last)
}

/// Whether a name can start with the character (production `NameStartChar`, which includes the colon).
pub fn is_name_start(c: char) -> bool {
    if c.is_ascii() { matches!(c, 'a'..='z' | 'A'..='Z' | '_' | ':') } else { is_in(&NAME_START_RANGES, c) }
}

/// Whether a name can hold the character after its first (production `NameChar`, which includes the colon).
pub fn is_name_char(c: char) -> bool {
    if c.is_ascii() {
        matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' | '.' | ':')
    } else {
        is_in(&NAME_START_RANGES, c) || is_in(&NAME_CHAR_RANGES, c)
    }
}

/// Whether the text is a `Name`.
pub fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start) && is_nmtoken(text)
}

/// Whether the text is an `NCName` (Namespaces in XML, section 3): a name without colon.
pub fn is_ncname(text: &str) -> bool {
    is_name(text) && !text.contains(':')
}

/// Whether the text is an `Nmtoken`: at least one name character.
pub fn is_nmtoken(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_name_char)
}
