//! `xs:hexBinary`.

use std::fmt::{self, Write};
use std::ops::Deref;
use std::str::FromStr;

use super::whitespace::trim;
use crate::value_error::ValueError;

const DIGITS: [u8; 16] = *b"0123456789ABCDEF";

/// `xs:hexBinary` (Part 2, section 3.2.15): bytes written with two hexadecimal digits each.
///
/// ```
/// # use xsd_runtime::datatypes::HexBinary;
/// assert_eq!("0fb7".parse::<HexBinary>()?.to_string(), "0FB7");
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct HexBinary(Vec<u8>);

impl HexBinary {
    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Appends the text of the value, which `Display` writes too.
    pub fn write_to(&self, text: &mut String) {
        text.reserve(self.0.len().saturating_mul(2));
        let mut buffer = [[0; 2]; 512];
        for part in self.0.chunks(buffer.len()) {
            for (place, byte) in buffer.iter_mut().zip(part) {
                *place = [byte >> 4, byte & 0xF].map(|digit| DIGITS[usize::from(digit & 0xF)]);
            }
            let filled = buffer.get(..part.len()).unwrap_or_default().as_flattened();
            // The digits are ASCII.
            text.push_str(str::from_utf8(filled).unwrap_or_default());
        }
    }
}

impl FromStr for HexBinary {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = trim(text);
        let error = |why| ValueError::lexical("xs:hexBinary", text, why);
        let mut digits = text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()));
        let mut bytes = Vec::with_capacity(text.len() / 2);
        while let Some(high) = digits.next() {
            let high = high.ok_or_else(|| error("not a hexadecimal digit"))?;
            let low = digits.next().ok_or_else(|| error("an odd number of digits"))?;
            bytes.push(high << 4 | low.ok_or_else(|| error("not a hexadecimal digit"))?);
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for HexBinary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_to(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Debug for HexBinary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bytes("HexBinary", &self.0, f)
    }
}

/// Writes the start of binary data and how long it is.
pub(super) fn debug_bytes(name: &str, bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name}({} bytes", bytes.len())?;
    for (index, byte) in bytes.iter().take(16).enumerate() {
        write!(f, "{}{byte:02X}", if index == 0 { ": " } else { " " })?;
    }
    f.write_str(if 16 < bytes.len() { " …" } else { "" })?;
    f.write_char(')')
}

impl Deref for HexBinary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for HexBinary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for HexBinary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for HexBinary {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<HexBinary> for Vec<u8> {
    fn from(value: HexBinary) -> Self {
        value.0
    }
}
