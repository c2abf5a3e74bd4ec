//! Byte scans, eight bytes at a time, in safe code.

#[cfg(test)]
mod tests;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

const fn splat(byte: u8) -> u64 {
    ONES * byte as u64
}

/// Marks the bytes of a word that are this one; exact up to and including the lowest one.
const fn equal(word: u64, byte: u8) -> u64 {
    let word = word ^ splat(byte);
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Marks the bytes below `limit`, which is at most 0x80; exact up to and including the lowest one.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(splat(limit)) & !word & HIGH
}

/// The first position from `at` on whose byte is marked; `bytes.len()` if none is.
#[inline(always)]
fn find(bytes: &[u8], at: usize, mark: impl Fn(u64) -> u64) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
        let marks = mark(u64::from_le_bytes(*chunk));
        if marks != 0 {
            return bytes.len() - rest.len() + marks.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    let marks = mark(padded(rest));
    // What is filled in lies behind the end, whatever it is taken for.
    let found = if marks == 0 { 8 } else { marks.trailing_zeros() as usize / 8 };
    bytes.len() - rest.len() + found.min(rest.len())
}

/// Less than eight bytes, and zeros behind them.
#[inline(always)]
fn padded(rest: &[u8]) -> u64 {
    // Two words that overlap, the second one moved to where it begins.
    if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        let behind = u32::from_le_bytes(*last).checked_shr(8 * (8 - rest.len()) as u32).unwrap_or(0);
        return u64::from(u32::from_le_bytes(*first)) | u64::from(behind) << 32;
    }
    rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// The end of a run of plain character data: `<` or `&`.
#[inline]
pub(crate) fn text(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| equal(word, b'<') | equal(word, b'&'))
}

/// The next `<`.
#[inline]
pub(crate) fn markup(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| equal(word, b'<'))
}

/// What ends a tag or a run in it: `>`, a quote, or `<`, which breaks it.
#[inline]
pub(crate) fn tag(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| equal(word, b'>') | equal(word, b'"') | equal(word, b'\'') | equal(word, b'<'))
}

/// The first byte from `at` on that is below `A`: most names have none, and one ends them.
#[inline]
pub(crate) fn letters(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| below(word, b'A'))
}

/// How many bytes of a kind there are. Counts fit into a byte within a piece, so that many are counted at once.
pub(crate) fn count(bytes: &[u8], wanted: u8) -> usize {
    let in_piece = |piece: &[u8]| piece.iter().fold(0u8, |count, &byte| count.wrapping_add(u8::from(byte == wanted)));
    bytes.chunks(128).map(|piece| usize::from(in_piece(piece))).sum()
}

/// The end of a quoted value or of an end tag: the byte, or `<`, which breaks it.
#[inline]
pub(crate) fn quoted(bytes: &[u8], at: usize, quote: u8) -> usize {
    find(bytes, at, |word| equal(word, quote) | equal(word, b'<'))
}

/// The next byte of a kind.
#[inline]
pub(crate) fn byte(bytes: &[u8], at: usize, wanted: u8) -> usize {
    find(bytes, at, |word| equal(word, wanted))
}

/// The end of a run of an attribute value that needs no second look: the quote, `<`, `&` or a control character.
#[inline]
pub(crate) fn attribute(bytes: &[u8], at: usize, quote: u8) -> usize {
    // `&` and either quote differ in one bit.
    let (bit, both) = (splat(b'&' ^ quote), b'&' | quote);
    find(bytes, at, |word| equal(word | bit, both) | equal(word, b'<') | below(word, 0x20))
}

/// The first character that text content must write otherwise: `&`, `<`, `>`, a control character, or 0xEF, with which
/// the non-characters U+FFFE and U+FFFF begin.
#[inline]
pub(crate) fn escape_text(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| {
        // `<` and `>` differ in one bit.
        equal(word | splat(b'<' ^ b'>'), b'>') | equal(word, b'&') | equal(word, 0xEF) | below(word, 0x20)
    })
}

/// The same for attribute values in double quotes.
#[inline]
pub(crate) fn escape_attribute(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| {
        // `&` and `"` differ in one bit.
        equal(word | splat(b'&' ^ b'"'), b'&') | equal(word, b'<') | equal(word, 0xEF) | below(word, 0x20)
    })
}

/// The first byte from `at` on that is no XML blank.
#[inline]
pub(crate) fn blanks(bytes: &[u8], at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    loop {
        match rest {
            [b' ' | b'\n' | b'\t' | b'\r', behind @ ..] => rest = behind,
            _ => return bytes.len() - rest.len(),
        }
        // Mostly it was a line feed, and spaces follow.
        while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
            let others = u64::from_le_bytes(*chunk) ^ splat(b' ');
            if others != 0 {
                rest = rest.get(others.trailing_zeros() as usize / 8..).unwrap_or_default();
                break;
            }
            rest = behind;
        }
    }
}

/// Whether two short texts are equal: most names have between 8 and 32 bytes, which two blocks cover that overlap.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if a.len() <= 16
        && let (Some(a_first), Some(b_first)) = (a.first_chunk::<8>(), b.first_chunk::<8>())
        && let (Some(a_last), Some(b_last)) = (a.last_chunk::<8>(), b.last_chunk::<8>())
    {
        return a_first == b_first && a_last == b_last;
    }
    if a.len() <= 32
        && let (Some(a_first), Some(b_first)) = (a.first_chunk::<16>(), b.first_chunk::<16>())
        && let (Some(a_last), Some(b_last)) = (a.last_chunk::<16>(), b.last_chunk::<16>())
    {
        return a_first == b_first && a_last == b_last;
    }
    a == b
}

/// The first byte from `at` on that cannot be part of a name.
#[inline]
pub(crate) fn name(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        if !is_in_name(byte) {
            break;
        }
        at += 1;
    }
    at
}

/// Where a name ends, and where its colons are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QName {
    pub(crate) end: usize,
    /// The first colon; the end if there is none.
    pub(crate) colon: usize,
    pub(crate) has_two_colons: bool,
}

/// The name at `at`. Characters beyond ASCII are looked at in names that no table knows.
#[inline(always)]
pub(crate) fn qname(bytes: &[u8], at: usize) -> QName {
    let (mut end, mut colon, mut n_colons) = (at, None, 0);
    loop {
        end = find(bytes, end, no_letters);
        match bytes.get(end) {
            Some(b':') => {
                colon = colon.or(Some(end));
                n_colons += 1;
            }
            Some(b'0'..=b'9' | b'_' | b'-' | b'.') => {}
            _ => return QName { end, colon: colon.unwrap_or(end), has_two_colons: n_colons > 1 },
        }
        end += 1;
    }
}

/// Marks the bytes that are ASCII and no letters.
const fn no_letters(word: u64) -> u64 {
    // Without the highest bits nothing carries from one byte into the next.
    let lower = (word | splat(0x20)) & !HIGH;
    let from_a = lower + splat(0x80 - b'a');
    let behind_z = lower + splat(0x80 - (b'z' + 1));
    (!from_a | behind_z) & !word & HIGH
}

/// Whether a name may hold a byte.
#[inline]
pub(crate) fn is_in_name(byte: u8) -> bool {
    IN_NAME[usize::from(byte)]
}

/// Bytes that a name may hold: ASCII name characters, and all bytes of longer characters, which are checked later.
static IN_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'-' | b'.') || b >= 0x80;
        byte += 1;
    }
    table
};

/// What a whole input holds, found in one pass, so that most texts need no look at their characters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Census(u8);

impl Census {
    const CONTROL: u8 = 1;
    const SECTION_END: u8 = 2;
    const NO_CHARACTER: u8 = 4;

    pub(crate) fn of(bytes: &[u8]) -> Self {
        let (mut low, mut least, mut rare) = (0xFFu8, 0xFFu8, 0u8);
        for &byte in bytes {
            // Tab and line feed, which are everywhere, become 0xFE and 0xFF; what XML forbids from 0x0B on becomes
            // less than 0x15. What it forbids below tab shows in the least byte.
            low = low.min(byte.wrapping_sub(0x0B));
            least = least.min(byte);
            rare |= u8::from(byte == b']') | u8::from(byte == 0xEF);
        }
        let is_clean = low >= 0x15 && least >= b'\t' && rare == 0;
        if is_clean { Self::default() } else { Self::exactly(bytes) }
    }

    #[cold]
    fn exactly(bytes: &[u8]) -> Self {
        let flag = |is_there: bool, flag: u8| if is_there { flag } else { 0 };
        let threes = || bytes.windows(3);
        Self(
            flag(bytes.iter().any(|&byte| byte < 0x20 && byte != b'\t' && byte != b'\n'), Self::CONTROL)
                | flag(threes().any(|three| three == b"]]>"), Self::SECTION_END)
                | flag(threes().any(|three| matches!(three, b"\xEF\xBF\xBE" | b"\xEF\xBF\xBF")), Self::NO_CHARACTER),
        )
    }

    /// Whether texts need no look at their characters.
    #[inline]
    pub(crate) fn is_plain(self) -> bool {
        self.0 == 0
    }

    /// Whether there is a control character other than tab and line feed (a carriage return, or one that XML forbids), or
    /// one of the non-characters U+FFFE and U+FFFF.
    pub(crate) fn has_unusual_characters(self) -> bool {
        self.0 & (Self::CONTROL | Self::NO_CHARACTER) != 0
    }
}
