//! The sets behind the escapes with a letter: `\d`, `\w`, `\p{Lu}`, `\p{IsGreek}` (appendix F.1.1).

use super::char_set::CharSet;
use super::unicode_tables::{BLOCKS, CATEGORIES, Range};
use crate::datatypes::{NAME_CHAR_RANGES, NAME_START_RANGES};

/// Names of blocks in XSD 1.0 that Unicode has changed since.
const OLDER_BLOCKS: [(&str, &[Range]); 4] = [
    ("Greek", &[(0x370, 0x3FF)]),
    ("CombiningMarksforSymbols", &[(0x20D0, 0x20FF)]),
    ("CyrillicSupplementary", &[(0x500, 0x52F)]),
    ("PrivateUse", &[(0xE000, 0xF8FF), (0xF_0000, 0xF_FFFD), (0x10_0000, 0x10_FFFD)]),
];

/// The set of `\s`, `\i`, `\c`, `\d`, `\w` or the complement by the same letter in upper case; none for another letter.
pub(super) fn multi_char(letter: char) -> Option<CharSet> {
    let set = match letter.to_ascii_lowercase() {
        's' => CharSet::new(vec![(0x9, 0xA), (0xD, 0xD), (0x20, 0x20)]),
        'i' => CharSet::new(NAME_START_RANGES.to_vec()),
        'c' => CharSet::new([&NAME_START_RANGES[..], &NAME_CHAR_RANGES[..]].concat()),
        'd' => categories(&["Nd"]),
        'w' => categories(&["L", "M", "N", "S"]),
        _ => return None,
    };
    Some(if letter.is_ascii_uppercase() { set.complement() } else { set })
}

/// The set of the name between the braces of `\p{..}`; none if there is no such category or block.
pub(super) fn property(name: &str) -> Option<CharSet> {
    if let Some(block) = name.strip_prefix("Is") {
        return block_named(block);
    }
    match name {
        // All unassigned characters are in here, so the rest is the shorter list.
        "C" => Some(categories(&["L", "M", "N", "P", "S", "Z"]).complement()),
        "Cn" => Some(categories(&[""]).complement()),
        "L" | "M" | "N" | "P" | "S" | "Z" => Some(categories(&[name])),
        _ => CATEGORIES.iter().any(|(known, _)| *known == name).then(|| categories(&[name])),
    }
}

fn block_named(name: &str) -> Option<CharSet> {
    let older = OLDER_BLOCKS.iter().find(|(known, _)| *known == name).map(|(_, ranges)| ranges.to_vec());
    let newer = || BLOCKS.iter().find(|(known, _)| *known == name).map(|(_, range)| vec![*range]);
    older.or_else(newer).map(CharSet::new)
}

/// The union of the categories whose names start in one of these ways.
fn categories(starts: &[&str]) -> CharSet {
    let tables = CATEGORIES.iter().filter(|(name, _)| starts.iter().any(|start| name.starts_with(start)));
    CharSet::new(tables.flat_map(|(_, ranges)| ranges.iter().copied()).collect())
}
