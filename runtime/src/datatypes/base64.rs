//! `xs:base64Binary`.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::hex::debug_bytes;
use super::is_blank;
use crate::value_error::ValueError;

const ALPHABET: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What stands in [`SEXTETS`] for bytes outside the alphabet.
const NONE: u8 = 0xFF;

/// The six bits that each byte of a text stands for.
static SEXTETS: [u8; 256] = {
    let mut sextets = [NONE; 256];
    let mut sextet = 0;
    while sextet < ALPHABET.len() {
        sextets[ALPHABET[sextet] as usize] = sextet as u8;
        sextet += 1;
    }
    sextets
};

/// `xs:base64Binary` (Part 2, section 3.2.16): bytes written in Base64. White space between the characters is allowed.
///
/// ```
/// # use xsd_runtime::datatypes::Base64Binary;
/// assert_eq!(*"eHNk".parse::<Base64Binary>()?, *b"xsd");
/// assert_eq!(Base64Binary::from(b"any".to_vec()).to_string(), "YW55");
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Base64Binary(Vec<u8>);

impl Base64Binary {
    /// The value of a text whose padding may be missing, and whose bits beyond the last byte may be other than zero.
    ///
    /// # Errors
    /// If the text has other characters than Base64 and white space, or a single one at the end.
    pub fn parse_lenient(text: &str) -> Result<Self, ValueError> {
        decode(text, true).map(Self).map_err(|why| ValueError::lexical("xs:base64Binary", text, why))
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Appends the text of the value, which `Display` writes too.
    pub fn write_to(&self, text: &mut String) {
        text.reserve(self.0.len().div_ceil(3).saturating_mul(4));
        let mut buffer = [[b'='; 4]; 256];
        for part in self.0.chunks(3 * buffer.len()) {
            let groups = part.chunks(3);
            let n_groups = groups.len();
            for (place, group) in buffer.iter_mut().zip(groups) {
                *place = encode(group);
            }
            let filled = buffer.get(..n_groups).unwrap_or_default().as_flattened();
            // The alphabet is ASCII.
            text.push_str(str::from_utf8(filled).unwrap_or_default());
        }
    }
}

impl FromStr for Base64Binary {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        decode(text, false).map(Self).map_err(|why| ValueError::lexical("xs:base64Binary", text, why))
    }
}

fn decode(text: &str, is_lenient: bool) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::with_capacity(text.len().div_ceil(4).saturating_mul(3));
    let mut rest = text.as_bytes();
    loop {
        // Groups without white space and padding, then one group with care.
        while let [a, b, c, d, after @ ..] = rest {
            let group = [a, b, c, d].map(|&byte| SEXTETS[usize::from(byte)]);
            if group.contains(&NONE) {
                break;
            }
            bytes.extend_from_slice(&join(group));
            rest = after;
        }
        let mut group = [0; 4];
        let mut n_sextets = 0_usize;
        let mut n_padding = 0_usize;
        while n_sextets + n_padding < 4 {
            let [byte, after @ ..] = rest else { break };
            rest = after;
            let sextet = SEXTETS[usize::from(*byte)];
            match (byte, group.get_mut(n_sextets)) {
                (b' ' | b'\t' | b'\n' | b'\r', _) => {}
                (b'=', _) => n_padding += 1,
                (_, Some(place)) if sextet != NONE && n_padding == 0 => {
                    *place = sextet;
                    n_sextets += 1;
                }
                _ if sextet != NONE => return Err("characters after the padding"),
                _ => return Err("a character outside the Base64 alphabet"),
            }
        }
        let n_bytes = match (n_sextets, n_padding) {
            (4, _) => 3,
            (0, 0) => return Ok(bytes),
            (2, 2) => 1,
            (3, 1) => 2,
            (2, 0) if is_lenient => 1,
            (3, 0) if is_lenient => 2,
            (2 | 3, 0) => return Err("the padding is missing"),
            (1, 0) => return Err("a single character at the end"),
            _ => return Err("padding in a wrong place"),
        };
        let joined = join(group);
        let (kept, beyond) = joined.split_at_checked(n_bytes).unwrap_or((&joined, &[]));
        if !is_lenient && beyond.iter().any(|&byte| byte != 0) {
            return Err("bits beyond the last byte that are not zero");
        }
        bytes.extend_from_slice(kept);
        if n_sextets < 4 {
            let is_end = rest.iter().all(|&byte| is_blank(char::from(byte)));
            return if is_end { Ok(bytes) } else { Err("characters after the padding") };
        }
    }
}

/// The three bytes of four sextets.
fn join([a, b, c, d]: [u8; 4]) -> [u8; 3] {
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}

/// The four characters of one to three bytes.
fn encode(group: &[u8]) -> [u8; 4] {
    let character = |sextet: u8| ALPHABET[usize::from(sextet & 0x3F)];
    match *group {
        [a, b, c, ..] => [a >> 2, a << 4 | b >> 4, b << 2 | c >> 6, c].map(character),
        [a, b] => [character(a >> 2), character(a << 4 | b >> 4), character(b << 2), b'='],
        [a] => [character(a >> 2), character(a << 4), b'=', b'='],
        [] => [b'='; 4],
    }
}

impl fmt::Display for Base64Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_to(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Debug for Base64Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bytes("Base64Binary", &self.0, f)
    }
}

impl Deref for Base64Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Base64Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64Binary {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64Binary> for Vec<u8> {
    fn from(value: Base64Binary) -> Self {
        value.0
    }
}
