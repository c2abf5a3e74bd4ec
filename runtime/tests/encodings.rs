//! Documents that are not in UTF-8: decoded with the feature `encodings`, refused without it; and those that contradict
//! themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::borrow::Cow;

use xsd_runtime::items::{ItemFeed, ItemPath};
use xsd_runtime::{Error, ErrorKind, RawElement, ReadOptions, Root, decode};

const HAS_FEATURE: bool = cfg!(feature = "encodings");

fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn declared(encoding: &str, content: &[u8]) -> Vec<u8> {
    [format!("<?xml version='1.0' encoding='{encoding}'?><a>").as_bytes(), content, b"</a>"].concat()
}

fn read(document: &[u8]) -> Result<RawElement, Error> {
    ReadOptions::strict().read_raw(&decode(document)?)
}

/// The text of the root element, or without the feature what stands for it.
fn check(document: &[u8], expected: &str) {
    match (read(document), HAS_FEATURE) {
        (Ok(root), true) => assert_eq!(root.text().unwrap(), expected),
        (Err(error), false) => {
            assert_eq!(error.kind(), ErrorKind::Unsupported);
            let help = "; this reader takes UTF-8, and others with the feature `encodings` of xsd-runtime";
            assert!(error.message().ends_with(help), "{error}");
        }
        (result, _) => panic!("{result:?}"),
    }
}

fn refused(document: &[u8]) -> (ErrorKind, String) {
    let error = read(document).unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn utf_16_by_its_mark_and_by_its_first_bytes() {
    let content = "Größe \u{1F600} 日\r\n";
    for declaration in ["", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-16'?>"] {
        for mark in ["", "\u{FEFF}"] {
            for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                let document = format!("{mark}{declaration}<a>{content}</a>");
                check(&utf_16(&document, to_bytes), "Größe \u{1F600} 日\n");
            }
        }
    }
    check(&utf_16("<?xml version='1.0' encoding='UTF-16LE'?><a>b</a>", u16::to_le_bytes), "b");
    check(&utf_16("<?xml version='1.0' encoding='UTF-16BE'?><a>b</a>", u16::to_be_bytes), "b");
    check(&utf_16("<?xml version='1.0' encoding='ISO-10646-UCS-2'?><a>b</a>", u16::to_be_bytes), "b");
}

#[test]
fn bytes_by_their_declaration() {
    check(&declared("ISO-8859-1", b"Gr\xF6\xDFe \x80\xFF"), "Größe \u{80}ÿ");
    check(&declared("latin1", b"\xE9"), "é");
    check(&declared("windows-1252", b"\x80 \xE9"), "€ é");
    check(&declared("ISO-8859-15", b"\xA4"), "€");
    check(&declared("koi8-r", b"\xF0"), "П");
    check(&declared("Shift_JIS", b"\x93\xFA\x96\x7B"), "日本");
    check(&declared("EUC-JP", b"\xC6\xFC"), "日");
    check(&declared("iso-2022-jp", b"\x1B$BF|\x1B(B"), "日");
    check(&declared("GB18030", b"\xC8\xD5"), "日");
    // What looks like markup in single bytes.
    check(&declared("Shift_JIS", b"\x83\x5C<![CDATA[\x83\x5D]]>"), "ソゾ");
}

#[test]
fn what_is_utf_8_is_borrowed() {
    for document in [
        "<a/>",
        "\u{FEFF}<a/>",
        "<?xml version='1.0'?><a/>",
        "<?xml version='1.0' encoding='utf-8'?><a>\u{E9}</a>",
        "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?><a/>",
        "<?xml version='1.0' encoding='US-ASCII'?><a/>",
        // The declaration is not well-formed, which the reader finds.
        "<?xml encoding='latin1'?><a/>",
        "<?xml version='1.0' encoding='latin1'",
        "<a><?xml version='1.0' encoding='latin1'?></a>",
        " <?xml version='1.0' encoding='latin1'?><a/>",
        "",
    ] {
        assert!(matches!(decode(document.as_bytes()), Ok(Cow::Borrowed(text)) if text == document), "{document:?}");
    }
}

#[test]
fn contradictions() {
    let says = |name: &str, but: &str| {
        let message = format!("line 1, column 1: the document says that its encoding is `{name}`, but begins {but}");
        (ErrorKind::NotWellFormed, message)
    };
    for name in ["UTF-16", "utf-16le", "UTF-16BE", "UTF-32", "ISO-10646-UCS-4"] {
        assert_eq!(refused(&declared(name, b"")), says(name, "like UTF-8"));
    }
    let marked = [b"\xEF\xBB\xBF", &*declared("iso-8859-1", b"")].concat();
    assert_eq!(refused(&marked), says("iso-8859-1", "with the byte order mark of UTF-8"));
    let marked = [b"\xEF\xBB\xBF", &*declared("UTF-16", b"")].concat();
    assert_eq!(refused(&marked), says("UTF-16", "with the byte order mark of UTF-8"));
    for mark in ["", "\u{FEFF}"] {
        for name in ["UTF-8", "ISO-8859-1", "UTF-16BE", "martian"] {
            let document = format!("{mark}<?xml version='1.0' encoding='{name}'?><a/>");
            let found = refused(&utf_16(&document, u16::to_le_bytes));
            if HAS_FEATURE {
                assert_eq!(found, says(name, "like UTF-16"));
            } else {
                assert_eq!(found.0, ErrorKind::Unsupported);
            }
        }
    }
}

#[test]
fn unknown_encodings() {
    let help = if HAS_FEATURE {
        ", which this reader does not know; convert it to UTF-8"
    } else {
        "; this reader takes UTF-8, and others with the feature `encodings` of xsd-runtime"
    };
    let cases: [(&[u8], &str); 7] = [
        (&declared("martian", b""), "the document says that its encoding is `martian`"),
        // The Encoding Standard knows the name, and refuses it for what it can hide.
        (&declared("ISO-2022-KR", b""), "the document says that its encoding is `ISO-2022-KR`"),
        (b"\xFF\xFE\0\0<\0\0\0", "the document is in UTF-32"),
        (b"\0\0\xFE\xFF\0\0\0<", "the document is in UTF-32"),
        (b"<\0\0\0a\0\0\0", "the document is in UTF-32"),
        (b"\0\0\0<\0\0\0a", "the document is in UTF-32"),
        (b"\x4C\x6F\xA7\x94\x93\x40", "the document is in EBCDIC"),
    ];
    for (document, what) in cases {
        assert_eq!(refused(document), (ErrorKind::Unsupported, format!("line 1, column 1: {what}{help}")));
    }
}

/// Offsets, lines and columns count in the decoded text.
#[test]
fn places() {
    if !HAS_FEATURE {
        return;
    }
    let error = read(&utf_16("\u{FEFF}<a>\u{E9}\n\u{1F600}&b;</a>", u16::to_be_bytes)).unwrap_err();
    assert_eq!(error.to_string(), "a (line 2, column 2): the entity `&b;` is not declared");
    assert_eq!(error.offset(), "\u{FEFF}<a>\u{E9}\n\u{1F600}".len());
    let error = read(&declared("ISO-8859-1", b"\xE9\xE9</b>")).unwrap_err();
    assert_eq!(error.to_string(), "a (line 1, column 49): end tag `</b>` does not match start tag `<a>`");
    // What cannot be decoded.
    for (document, expected) in [
        (declared("Shift_JIS", b"\x93\xFA\xFF"), "a (line 1, column 47): the document is not Shift_JIS: byte 0xFF"),
        (declared("windows-1253", b"\n\xAA"), "a (line 2, column 1): the document is not windows-1253: byte 0xAA"),
        (b"<\0a\0>\0\0\xD8<\0".to_vec(), "a (line 1, column 4): the document is not UTF-16LE: bytes 0x00 0xD8"),
        (b"<\0a\0>".to_vec(), "a (line 1, column 3): the document is not UTF-16LE: byte 0x3E"),
    ] {
        assert_eq!(refused(&document), (ErrorKind::NotWellFormed, expected.to_owned()));
    }
    // A second mark is a character that may not stand there.
    let (kind, message) = refused(&utf_16("\u{FEFF}\u{FEFF}<a/>", u16::to_le_bytes));
    assert_eq!((kind, &*message), (ErrorKind::NotWellFormed, "line 1, column 1: text before the root element"));
}

#[derive(Debug, PartialEq)]
struct Note(String);

static NAMESPACES: xsd_runtime::Namespaces = xsd_runtime::Namespaces(&[]);
xsd_runtime::root!(Note, &NAMESPACES, xsd_runtime::NO_NAMESPACE, "note", "<note>");

impl xsd_runtime::Read for Note {
    fn read(reader: &mut xsd_runtime::Reader<'_>) -> xsd_runtime::Result<Self> {
        xsd_runtime::Read::read(reader).map(Note)
    }
}

/// Everything that takes bytes takes them so.
#[test]
fn each_way_to_read_bytes() {
    use xsd_runtime::soap::{Envelope, Version};
    let note = utf_16("\u{FEFF}<note>\u{E9}</note>", u16::to_le_bytes);
    let namespace = Version::Soap11.namespace();
    let envelope = format!("<e:Envelope xmlns:e='{namespace}'><e:Body><note>\u{E9}</note></e:Body></e:Envelope>");
    let envelope = utf_16(&envelope, u16::to_be_bytes);
    let read: [Result<Note, Error>; 3] = [
        xsd_runtime::from_slice(&note),
        ReadOptions::strict().read_slice(&note),
        Envelope::<Note>::read_slice(&envelope, &ReadOptions::strict()).map(|envelope| envelope.body),
    ];
    for result in read {
        match result {
            Ok(note) => assert!(HAS_FEATURE && note.0 == "\u{E9}" && Note::NAME == "note"),
            Err(error) => assert!(!HAS_FEATURE && error.kind() == ErrorKind::Unsupported, "{error}"),
        }
    }
    let options = ReadOptions::lenient().max_input_bytes(note.len() - 1);
    let kind = options.read_slice::<Note>(&note).unwrap_err().kind();
    assert_eq!(kind, if HAS_FEATURE { ErrorKind::Limit } else { ErrorKind::Unsupported });
}

/// Items are read from UTF-8 alone, with and without the feature.
#[test]
fn items() {
    for (document, expected) in [
        (
            utf_16("\u{FEFF}<list/>", u16::to_le_bytes),
            "line 1, column 1: the document is in UTF-16; items are read from UTF-8 alone",
        ),
        (
            declared("ISO-8859-1", b"<n>1</n>"),
            "line 1, column 1: the document says that its encoding is `ISO-8859-1`; items are read from UTF-8 alone",
        ),
        (
            [b"\xEF\xBB\xBF", &*declared("latin1", b"<n>1</n>")].concat(),
            "line 1, column 1: the document says that its encoding is `latin1`; items are read from UTF-8 alone",
        ),
        (
            declared("UTF-16", b"<n>1</n>"),
            "line 1, column 1: the document says that its encoding is `UTF-16`, but begins like UTF-8",
        ),
    ] {
        for size in [1, 5, 1000] {
            let mut feed = ItemFeed::new([ItemPath::new("", "a").child("", "n")], &ReadOptions::strict());
            for piece in document.chunks(size) {
                feed.push(piece);
                while let Some(item) = feed.next_item() {
                    assert!(item.is_err());
                }
            }
            assert_eq!(feed.finish().unwrap_err().to_string(), expected, "in pieces of {size}");
        }
    }
}
