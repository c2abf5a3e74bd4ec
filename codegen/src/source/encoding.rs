//! Decoding documents (XML 1.0, 4.3.3 and appendix F): by the byte order mark, by the bytes of the first `<`, or by what
//! the XML declaration says; UTF-8 otherwise.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What cannot be decoded.
pub(super) struct Undecodable {
    /// As much of the text as there is, with U+FFFD where something is not.
    pub(super) text: String,
    /// Where the first thing is wrong in that text.
    pub(super) offset: usize,
    /// What the document is not.
    pub(super) encoding: String,
    /// What to do.
    pub(super) help: String,
}

/// The text of a document, without its byte order mark.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Undecodable> {
    let (encoding, mark) = match Encoding::for_bom(&bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (guess(&bytes)?, 0),
    };
    let bytes = match mark {
        0 => bytes,
        length => bytes.get(length..).unwrap_or(&[]).to_vec(),
    };
    if encoding != UTF_8 {
        let (text, is_broken) = encoding.decode_without_bom_handling(&bytes);
        let text = text.into_owned();
        let help = format!("the document is read as {}; convert it to UTF-8", encoding.name());
        return if is_broken { Err(undecodable(text, encoding.name(), help)) } else { Ok(text) };
    }
    String::from_utf8(bytes).map_err(|error| {
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        undecodable(text, UTF_8.name(), "convert it to UTF-8, or name its encoding in the XML declaration".to_owned())
    })
}

/// The encoding of a document without byte order mark.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, Undecodable> {
    match bytes {
        [0, b'<', ..] => return Ok(UTF_16BE),
        [b'<', 0, ..] => return Ok(UTF_16LE),
        _ => {}
    }
    let Some(label) = declared(bytes) else { return Ok(UTF_8) };
    match Encoding::for_label(label.as_bytes()) {
        // A declaration that can be read byte for byte is not UTF-16.
        Some(found) if found == UTF_16LE || found == UTF_16BE => Ok(UTF_8),
        Some(found) => Ok(found),
        None => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let offset = text.find(&label).unwrap_or(0);
            let help = "the encoding is not known; convert the document to UTF-8".to_owned();
            Err(Undecodable { text, offset, encoding: label, help })
        }
    }
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).position(|it| it == b"?>")?;
    let declaration = std::str::from_utf8(rest.get(..end)?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(str::to_owned)
}

fn undecodable(text: String, encoding: &str, help: String) -> Undecodable {
    let offset = text.find('\u{fffd}').unwrap_or(text.len());
    Undecodable { text, offset, encoding: encoding.to_owned(), help }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn text(bytes: impl Into<Vec<u8>>) -> Result<String, String> {
        decode(bytes.into()).map_err(|it| format!("{} at {}", it.encoding, it.offset))
    }

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn each_encoding() {
        let document = "<?xml version='1.0' encoding='UTF-16'?><a>Größe \u{1F600}</a>";
        for document in [document, "<a/>"] {
            for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(text(utf_16(document, to_bytes)).as_deref(), Ok(document));
                assert_eq!(text(utf_16(&format!("\u{FEFF}{document}"), to_bytes)).as_deref(), Ok(document));
            }
            assert_eq!(text(format!("\u{FEFF}{document}")).as_deref(), Ok(document));
            assert_eq!(text(document).as_deref(), Ok(document));
        }
        let latin = b"<?xml version=\"1.0\" encoding = \"iso-8859-1\" ?><a>Gr\xF6\xDFe</a>";
        assert_eq!(text(*latin).unwrap().split_once("?>").unwrap().1, "<a>Größe</a>");
        let japanese = b"<?xml version='1.0' encoding='Shift_JIS'?>\x93\xFA";
        assert_eq!(text(*japanese).unwrap().split_once("?>").unwrap().1, "日");
        assert_eq!(text("").as_deref(), Ok(""));
    }

    #[test]
    fn what_cannot_be_decoded() {
        assert_eq!(text(*b"<a>\xFC</a>"), Err("UTF-8 at 3".to_owned()));
        assert_eq!(text(*b"<\0a\0\0\xD8>\0"), Err("UTF-16LE at 2".to_owned()));
        assert_eq!(text(*b"<?xml version='1.0' encoding='martian'?><a/>"), Err("martian at 30".to_owned()));
        assert_eq!(text(*b"<?xml encoding='Shift_JIS'?>\xFF"), Err("Shift_JIS at 28".to_owned()));
    }
}
