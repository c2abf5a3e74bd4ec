//! Byte scans, eight bytes at a time, in safe code.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

const fn splat(byte: u8) -> u64 {
    ONES * byte as u64
}

/// Marks the zero bytes of a word; exact up to and including the lowest one.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Marks the bytes below `limit`, which is at most 0x80; exact up to and including the lowest one.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(splat(limit)) & !word & HIGH
}

/// The first position from `at` on whose byte satisfies the word test; `bytes.len()` if none does.
#[inline(always)]
fn find(bytes: &[u8], mut at: usize, mark: impl Fn(u64) -> u64) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let marks = mark(u64::from_le_bytes(*chunk));
        if marks != 0 {
            return at + marks.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let mut last = [0xFF; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let marks = mark(u64::from_le_bytes(last));
    if marks == 0 { bytes.len() } else { at + marks.trailing_zeros() as usize / 8 }
}

/// The end of a run of plain character data: `<` or `&`.
#[inline]
pub(crate) fn text(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| zeros(word ^ splat(b'<')) | zeros(word ^ splat(b'&')))
}

/// The next `<`.
#[inline]
pub(crate) fn markup(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| zeros(word ^ splat(b'<')))
}

/// What ends a tag or a run in it: `>`, a quote, or `<`, which breaks it.
#[inline]
pub(crate) fn tag(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| {
        zeros(word ^ splat(b'>')) | zeros(word ^ splat(b'"')) | zeros(word ^ splat(b'\'')) | zeros(word ^ splat(b'<'))
    })
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
    find(bytes, at, |word| zeros(word ^ splat(quote)) | zeros(word ^ splat(b'<')))
}

/// The next byte of a kind.
#[inline]
pub(crate) fn byte(bytes: &[u8], at: usize, wanted: u8) -> usize {
    find(bytes, at, |word| zeros(word ^ splat(wanted)))
}

/// The end of a run of an attribute value that needs no second look: the quote, `<`, `&` or a control character.
#[inline]
pub(crate) fn attribute(bytes: &[u8], at: usize, quote: u8) -> usize {
    find(bytes, at, |word| {
        zeros(word ^ splat(quote)) | zeros(word ^ splat(b'<')) | zeros(word ^ splat(b'&')) | below(word, 0x20)
    })
}

/// The first character that text content must write otherwise: `&`, `<`, `>`, a control character, or 0xEF, with which
/// the non-characters U+FFFE and U+FFFF begin.
#[inline]
pub(crate) fn escape_text(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| {
        zeros(word ^ splat(b'<'))
            | zeros(word ^ splat(b'&'))
            | zeros(word ^ splat(b'>'))
            | zeros(word ^ splat(0xEF))
            | below(word, 0x20)
    })
}

/// The same for attribute values in double quotes.
#[inline]
pub(crate) fn escape_attribute(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| {
        zeros(word ^ splat(b'<'))
            | zeros(word ^ splat(b'&'))
            | zeros(word ^ splat(b'"'))
            | zeros(word ^ splat(0xEF))
            | below(word, 0x20)
    })
}

/// The first byte from `at` on that is no XML blank.
#[inline]
pub(crate) fn blanks(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ') => at = spaces(bytes, at),
            Some(b'\n' | b'\t' | b'\r') => at += 1,
            _ => return at,
        }
    }
}

/// The first byte from `at` on that is no space.
#[inline]
fn spaces(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let others = u64::from_le_bytes(*chunk) ^ splat(b' ');
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// Whether two short texts are equal: most names have between 8 and 16 bytes, which two words cover.
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
    a == b
}

/// The first byte from `at` on that cannot be part of a name.
#[inline]
pub(crate) fn name(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        if !NAME_BYTE[usize::from(byte)] {
            break;
        }
        at += 1;
    }
    at
}

/// Bytes that a name may hold: ASCII name characters, and all bytes of longer characters, which are checked later.
static NAME_BYTE: [bool; 256] = {
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
pub(crate) struct Census {
    /// A control character other than tab and line feed: a carriage return, or one that XML forbids.
    pub(crate) control: bool,
    /// A `]`, with which `]]>` may begin.
    pub(crate) bracket: bool,
    /// A byte 0xEF, with which U+FFFE and U+FFFF begin.
    pub(crate) high: bool,
}

impl Census {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let (mut low, mut rare) = (0xFFu8, 0u8);
        for &byte in bytes {
            // Tab and line feed, which are everywhere, become 0xFE and 0xFF; what XML forbids from 0x0B on becomes
            // less than 0x15, and what it forbids below tab becomes 0xF5 to 0xFD, which the second test sees.
            low = low.min(byte.wrapping_sub(0x0B));
            rare |= u8::from(byte == b']') | u8::from(byte == 0xEF) | u8::from(byte < b'\t');
        }
        let is_clean = low >= 0x15 && rare == 0;
        if is_clean { Self::default() } else { Self::exactly(bytes) }
    }

    #[cold]
    fn exactly(bytes: &[u8]) -> Self {
        Self {
            control: bytes.iter().any(|&byte| byte < 0x20 && byte != b'\t' && byte != b'\n'),
            bracket: bytes.contains(&b']'),
            high: bytes.contains(&0xEF),
        }
    }

    /// Whether texts need a look at their characters.
    pub(crate) fn any(self) -> bool {
        self.control || self.bracket || self.high
    }
}
