//! New pieces for documents.

use super::{Random, pieces};

/// What means something to a tokenizer, alone or behind what stands before it.
#[rustfmt::skip]
pub(super) const MARKUP: [&str; 48] = [
    "<", ">", "&", "'", "\"", "/", "=", ":", "!", "?", "-", "[", "]", ";", "#", " ", "\n", "\r", "\r\n", "\t", "</", "/>",
    "<!--", "-->", "--", "<![CDATA[", "]]>", "]]", "<?", "?>", "<?xml ", "<?xml version='1.0'?>", "<!DOCTYPE a>", "&#",
    "&#x", "&#0;", "&amp", "&nbsp;", "\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{B7}", "\u{D7}", "\u{FEFF}", "\u{FFFE}",
    "\u{1F600}", "\u{301}",
];

/// Names, some of which are none.
const NAMES: [&str; 22] = [
    "a", "sequence", "s", "text", "t", "mixed", "m", "a:s", "a:t", "b:m", "p:x", "xml:lang", "xml:x", "xmlns:x",
    "xmlns", "xml", ":a", "a:", "a:b:c", "é", "a.b-c_1", "-a",
];

/// Namespace names.
const URIS: [&str; 9] = [
    "urn:a",
    "urn:b",
    "urn:p",
    "",
    "urn:x&amp;y",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2000/xmlns/",
    "http://www.w3.org/2001/XMLSchema-instance",
    "http://www.w3.org/2001/XMLSchema",
];

/// Texts that are values of some type, nearly so, or awkward for a tokenizer or a writer.
#[rustfmt::skip]
const TEXTS: [&str; 56] = [
    "", " ", "\n  ", "\r\n", "\r", "\t", "text", "two words", " a  b ", "12345678", "1234567890123456", "&lt;", "&amp;lt;",
    "&gt;", "&quot;&apos;", "&#9;", "&#10;", "&#13;", "&#xD;&#xA;", "&#x20;", "&#x1F600;", "&#000065;", "]]&gt;", "]]", ">",
    "Zoë 日本", "\u{85}\u{A0}\u{2028}", "0", "-1", "+1", "007", "1.50", "-.5", "1e400", "INF", "-INF", "NaN", "2147483648",
    "99999999999999999999", "true", "1", "2026-02-29", "2024-02-29Z", "2026-01-01T24:00:00", "-0001-12-31T23:59:59.999-14:00",
    "12:00:60", "P1Y2M3DT4H5M6.7S", "-PT0S", "P", "YQ==", "YR==", "Y Q = =", "0aFF", "p:local", "a b c", "http://a/%zz#",
];

/// A run of text, or something else that stands between tags.
pub(super) fn content(random: &mut Random) -> String {
    match random.below(8) {
        0 => format!("<!--{}-->", text(random)),
        1 => format!("<![CDATA[{}]]>", text(random)),
        2 => format!("<?{} {}?>", random.pick(&NAMES), text(random)),
        _ => text(random),
    }
}

/// A text that may need escapes and may have them.
pub(super) fn text(random: &mut Random) -> String {
    (0..=random.below(3)).map(|_| *random.pick(&TEXTS)).collect()
}

/// An element with content, at most `depth` levels deep.
pub(super) fn element(document: &str, sample: &str, random: &mut Random, depth: usize) -> String {
    let (start, end) = tags(document, sample, random);
    let mut element = start;
    for _ in 0..random.below(4) {
        let piece = match random.below(3) {
            0 if depth > 0 => self::element(document, sample, random, depth - 1),
            _ => content(random),
        };
        element.push_str(&piece);
    }
    element + &end
}

/// A start tag and its end tag.
pub(super) fn tags(document: &str, sample: &str, random: &mut Random) -> (String, String) {
    let name = name(document, sample, random);
    let mut start = format!("<{name}");
    for _ in 0..random.below(3) {
        start.push(' ');
        start.push_str(&attribute(document, sample, random));
    }
    let blank = if random.below(8) == 0 { " " } else { "" };
    (format!("{start}{blank}>"), format!("</{name}{blank}>"))
}

/// An attribute or a namespace declaration.
pub(super) fn attribute(document: &str, sample: &str, random: &mut Random) -> String {
    let quote = if random.below(2) == 0 { '"' } else { '\'' };
    let (name, value) = match random.below(8) {
        0 => ("xmlns".to_owned(), (*random.pick(&URIS)).to_owned()),
        1 | 2 => (format!("xmlns:{}", random.pick(&["a", "b", "p", "q", "xsi"])), (*random.pick(&URIS)).to_owned()),
        3 => (format!("xsi:{}", random.pick(&["nil", "type"])), (*random.pick(&["true", "1", "a:t"])).to_owned()),
        _ => (name(document, sample, random), text(random)),
    };
    let blank = if random.below(8) == 0 { " " } else { "" };
    format!("{name}{blank}={blank}{quote}{value}{quote}")
}

/// A name of the document, of the sample, or another one.
pub(super) fn name(document: &str, sample: &str, random: &mut Random) -> String {
    let source = match random.below(5) {
        0 => return (*random.pick(&NAMES)).to_owned(),
        1 | 2 => sample,
        _ => document,
    };
    let names = pieces::names(source);
    if names.is_empty() { "a".to_owned() } else { source[random.pick(&names).clone()].to_owned() }
}
