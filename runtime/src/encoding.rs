//! From the bytes of a document to its text (XML 1.0, 4.3.3 and appendix F): by the byte order mark, by the first bytes, or
//! by what the XML declaration says; UTF-8 otherwise.

use std::borrow::Cow;

use crate::error::Result;
use crate::{Error, ErrorKind, declaration, locate};

/// The text of a document. One in UTF-8 is borrowed; with the feature `encodings` one in UTF-16, ISO-8859-1 or what else
/// the Encoding Standard of the WHATWG lists is decoded into a copy, which may be three times as long.
///
/// The encoding is that of the byte order mark, or the one that the first bytes show, or the one that the XML declaration
/// names. A byte order mark stays in the text, where readers pass over it. Readers do not look again at what the declaration
/// says: a text has been decoded. So the places of errors are those in this text, and offsets are bytes of it.
///
/// ```
/// assert_eq!(xsd_runtime::decode(b"<a>\xC3\xA9</a>")?, "<a>\u{E9}</a>");
/// let latin = xsd_runtime::decode(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>");
/// # #[cfg(feature = "encodings")]
/// assert!(latin?.ends_with("<a>\u{E9}</a>"));
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
///
/// # Errors
/// If the bytes are not what the mark, the first bytes or the declaration say, or these contradict each other; if the
/// encoding is not known or, without the feature `encodings`, is not UTF-8.
pub fn decode(document: &[u8]) -> Result<Cow<'_, str>> {
    decode_within(document, usize::MAX)
}

/// The same for a document that, where it must be decoded, has so many bytes at most.
pub(crate) fn decode_within(document: &[u8], limit: usize) -> Result<Cow<'_, str>> {
    let family = Family::of(document);
    match family {
        Family::Bytes | Family::Utf8 => {
            let text = document.strip_prefix(MARK).unwrap_or(document);
            let declared = declaration::body(text).and_then(|body| std::str::from_utf8(body).ok());
            match declared.and_then(declaration::parse).and_then(|it| it.encoding).filter(|name| !is_utf_8(name)) {
                None => utf_8(document).map(Cow::Borrowed),
                Some(name) if family == Family::Utf8 || is_wide(name) => Err(contradiction(name, family)),
                Some(name) => others::by_name(name, document, limit),
            }
        }
        Family::Utf16Le | Family::Utf16Be => {
            let text = others::utf_16(family, document, limit)?;
            let declared = declaration::body(text.strip_prefix('\u{FEFF}').unwrap_or(&text).as_bytes());
            let declared = declared.and_then(|body| std::str::from_utf8(body).ok());
            match declared.and_then(declaration::parse).and_then(|it| it.encoding) {
                Some(name) if !family.is_named(name) => Err(contradiction(name, family)),
                _ => Ok(text),
            }
        }
        Family::Utf32 | Family::Ebcdic => Err(unsupported(format!("the document is in {}", family.name()))),
    }
}

/// Refuses what does not begin like UTF-8, for those who take it piece by piece.
pub(crate) fn check_family(beginning: &[u8]) -> Result<()> {
    match Family::of(beginning) {
        Family::Bytes | Family::Utf8 => Ok(()),
        family => Err(refused(format!("the document is in {}; items are read from UTF-8 alone", family.name()))),
    }
}

/// Refuses what the XML declaration at the beginning of a text in UTF-8 says of another encoding.
pub(crate) fn check_declared(text: &str) -> Result<()> {
    let body = declaration::body(text.strip_prefix('\u{FEFF}').unwrap_or(text).as_bytes());
    let declared = body.and_then(|body| std::str::from_utf8(body).ok()).and_then(declaration::parse);
    match declared.and_then(|it| it.encoding).filter(|name| !is_utf_8(name)) {
        None => Ok(()),
        Some(name) if is_wide(name) => Err(contradiction(name, Family::Bytes)),
        Some(name) => {
            let message = format!("the document says that its encoding is `{name}`; items are read from UTF-8 alone");
            Err(refused(message))
        }
    }
}

/// The byte order mark of UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// What the first bytes of a document show of its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// One in which the characters of ASCII are single bytes.
    Bytes,
    /// UTF-8, by its mark.
    Utf8,
    Utf16Le,
    Utf16Be,
    Utf32,
    Ebcdic,
}

impl Family {
    fn of(document: &[u8]) -> Self {
        match document {
            [0xEF, 0xBB, 0xBF, ..] => Self::Utf8,
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => Self::Utf32,
            [0xFF, 0xFE, ..] | [b'<', 0, ..] => Self::Utf16Le,
            [0xFE, 0xFF, ..] | [0, b'<', ..] => Self::Utf16Be,
            [0x4C, 0x6F, 0xA7, 0x94, ..] => Self::Ebcdic,
            _ => Self::Bytes,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Bytes | Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Utf32 => "UTF-32",
            Self::Ebcdic => "EBCDIC",
        }
    }

    /// Whether a declaration may call a document of UTF-16 so.
    fn is_named(self, name: &str) -> bool {
        let own = if self == Self::Utf16Le { "utf-16le" } else { "utf-16be" };
        ["utf-16", own, "iso-10646-ucs-2", "ucs-2"].iter().any(|known| name.eq_ignore_ascii_case(known))
    }
}

/// Whether a document in UTF-8 may have the name in its declaration. ASCII is a part of UTF-8.
fn is_utf_8(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a declaration that can be read byte for byte cannot have the name.
fn is_wide(name: &str) -> bool {
    let known = [
        "utf-16",
        "utf-16le",
        "utf-16be",
        "utf-32",
        "utf-32le",
        "utf-32be",
        "ucs-2",
        "ucs-4",
        "iso-10646-ucs-2",
        "iso-10646-ucs-4",
    ];
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn utf_8(document: &[u8]) -> Result<&str> {
    std::str::from_utf8(document).map_err(|error| {
        let valid = error.valid_up_to();
        let byte = document.get(valid).copied().unwrap_or_default();
        let before = document.get(..valid).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default();
        let message = format!("the document is not UTF-8: byte 0x{byte:02X}");
        Error::new(ErrorKind::NotWellFormed, message, locate::place(before, valid))
    })
}

#[cold]
fn contradiction(name: &str, family: Family) -> Error {
    let found = match family {
        Family::Utf8 => "but begins with the byte order mark of UTF-8".to_owned(),
        _ => format!("but begins like {}", family.name()),
    };
    let message = format!("the document says that its encoding is `{name}`, {found}");
    Error::new(ErrorKind::NotWellFormed, message, locate::place("", 0))
}

#[cold]
fn unsupported(what: String) -> Error {
    refused(if cfg!(feature = "encodings") {
        format!("{what}, which this reader does not know; convert it to UTF-8")
    } else {
        format!("{what}; this reader takes UTF-8, and others with the feature `encodings` of xsd-runtime")
    })
}

#[cold]
fn refused(message: String) -> Error {
    Error::new(ErrorKind::Unsupported, message, locate::place("", 0))
}

/// Encodings other than UTF-8, without the feature.
#[cfg(not(feature = "encodings"))]
mod others {
    use super::*;

    pub(super) fn utf_16(family: Family, _: &[u8], _: usize) -> Result<Cow<'static, str>> {
        Err(unsupported(format!("the document is in {}", family.name())))
    }

    pub(super) fn by_name<'a>(name: &str, _: &'a [u8], _: usize) -> Result<Cow<'a, str>> {
        Err(unsupported(format!("the document says that its encoding is `{name}`")))
    }
}

/// Encodings other than UTF-8.
#[cfg(feature = "encodings")]
mod others {
    use encoding_rs::{DecoderResult, Encoding, UTF_16BE, UTF_16LE};

    use super::*;

    pub(super) fn utf_16(family: Family, document: &[u8], limit: usize) -> Result<Cow<'_, str>> {
        let encoding = if family == Family::Utf16Le { UTF_16LE } else { UTF_16BE };
        decode(encoding, document, limit)
    }

    pub(super) fn by_name<'a>(name: &str, document: &'a [u8], limit: usize) -> Result<Cow<'a, str>> {
        if is_latin_1(name) {
            check_limit(document, limit)?;
            return Ok(encoding_rs::mem::decode_latin1(document));
        }
        match Encoding::for_label_no_replacement(name.as_bytes()) {
            Some(encoding) => decode(encoding, document, limit),
            None => Err(unsupported(format!("the document says that its encoding is `{name}`"))),
        }
    }

    /// The names of ISO-8859-1 in the registry of the IANA. The Encoding Standard gives them to windows-1252, which has
    /// other characters from 0x80 to 0x9F.
    fn is_latin_1(name: &str) -> bool {
        let known =
            ["iso-8859-1", "iso_8859-1", "iso8859-1", "latin1", "l1", "ibm819", "cp819", "iso-ir-100", "csisolatin1"];
        known.iter().any(|known| name.eq_ignore_ascii_case(known))
    }

    fn check_limit(document: &[u8], limit: usize) -> Result<()> {
        if document.len() <= limit {
            return Ok(());
        }
        let message = format!("the document is longer than {limit} bytes");
        Err(Error::new(ErrorKind::Limit, message, locate::place("", 0)))
    }

    fn decode<'a>(encoding: &'static Encoding, document: &'a [u8], limit: usize) -> Result<Cow<'a, str>> {
        check_limit(document, limit)?;
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut text = String::new();
        let mut rest = document;
        loop {
            text.reserve(rest.len().max(64));
            let (result, n_read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
            rest = rest.get(n_read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return Ok(Cow::Owned(text)),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(n_wrong, n_behind) => {
                    let end = document.len() - rest.len() - usize::from(n_behind);
                    let wrong = document.get(end - usize::from(n_wrong)..end).unwrap_or_default();
                    return Err(malformed(encoding, wrong, &text));
                }
            }
        }
    }

    #[cold]
    fn malformed(encoding: &'static Encoding, wrong: &[u8], before: &str) -> Error {
        let bytes: Vec<String> = wrong.iter().map(|byte| format!("0x{byte:02X}")).collect();
        let noun = if wrong.len() == 1 { "byte" } else { "bytes" };
        let message = format!("the document is not {}: {noun} {}", encoding.name(), bytes.join(" "));
        Error::new(ErrorKind::NotWellFormed, message, locate::place(before, before.len()))
    }
}
