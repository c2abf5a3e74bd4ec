//! Documents that are too deep, too long or too wide: refused with a clear error, or read in spite of it if told so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use xsd_runtime::{Child, ErrorKind, MANY, NO_NAMESPACE, Namespaces, Read, ReadOptions, Reader, Result, Table};

/// An element of text.
#[derive(Debug, PartialEq)]
struct Note(String);

static NAMESPACES: Namespaces = Namespaces(&[]);

xsd_runtime::root!(Note, &NAMESPACES, xsd_runtime::NO_NAMESPACE, "note", "<note>");

impl Read for Note {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        Read::read(reader).map(Note)
    }
}

fn refused<T>(result: Result<T>) -> String {
    let error = result.err().expect("the limit");
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(!error.is_schema_violation());
    error.to_string()
}

/// Elements inside each other.
fn nested(depth: usize) -> String {
    "<a>".repeat(depth) + &"</a>".repeat(depth)
}

#[test]
fn depth() {
    let options = ReadOptions::strict().max_depth(3);
    assert!(options.read_raw(&nested(3)).is_ok());
    assert_eq!(refused(options.read_raw(&nested(4))), "a > a > a > a (line 1, column 10): elements nest deeper than 3");
    assert!(ReadOptions::lenient().read_raw(&nested(128)).is_ok());
    assert!(refused(ReadOptions::lenient().read_raw(&nested(129))).ends_with(": elements nest deeper than 128"));
    // Siblings do not add up.
    assert!(options.read_raw(&format!("<a>{}</a>", "<b><c/></b>".repeat(1000))).is_ok());
}

/// A million elements inside each other do not end in an overflow of the stack: they are refused, whether they are
/// unknown, inside text or raw, and where no limit is set they are skipped.
#[test]
fn a_million_levels() {
    let deep = nested(1_000_000);
    refused(ReadOptions::lenient().read_raw(&deep));
    refused(ReadOptions::strict().read_raw(&deep));
    let note = format!("<note>text{deep}</note>");
    refused(ReadOptions::lenient().read::<Note>(&note));
    let unlimited = ReadOptions::lenient().max_depth(usize::MAX);
    let raw = unlimited.read_raw(&deep).unwrap();
    assert_eq!(raw.as_xml().len(), deep.len());
    assert_eq!(raw.children().unwrap().len(), 1);
    assert_eq!(unlimited.read::<Note>(&note).unwrap(), Note("text".to_owned()));
    // Never closed.
    let open = "<a>".repeat(1_000_000);
    refused(ReadOptions::lenient().read_raw(&open));
    assert_eq!(unlimited.read_raw(&open).unwrap_err().kind(), ErrorKind::NotWellFormed);
}

#[test]
fn input() {
    let options = ReadOptions::lenient().max_input_bytes(17);
    assert!(options.read::<Note>("<note>abcd</note>").is_ok());
    assert_eq!(
        refused(options.read::<Note>("<note>abcde</note>")),
        "line 1, column 1: the document is longer than 17 bytes"
    );
    // The mark does not count.
    assert!(options.read_slice::<Note>(b"\xEF\xBB\xBF<note>abcd</note>").is_ok());
}

#[test]
fn text() {
    let options = ReadOptions::strict().max_text_bytes(4);
    for fits in
        ["abcd", "&lt;&gt;&amp;&#65;", "<![CDATA[ab]]>c<!-- a long comment -->d", "\r\n\r\n\r\n\r\n", "\u{1F600}"]
    {
        assert!(options.read::<Note>(&format!("<note>{fits}</note>")).is_ok(), "{fits:?}");
    }
    for long in ["abcde", "abcd&lt;", "<![CDATA[ab]]>cde", "<![CDATA[abcde]]>", "\u{1F600}a", "a<?b?>bcd<!-- c -->e"] {
        let message = refused(options.read::<Note>(&format!("<note>{long}</note>")));
        assert!(
            message.starts_with("note (line 1, column ") && message.ends_with("): a text is longer than 4 bytes"),
            "{message}"
        );
    }
    assert_eq!(
        refused(options.read_raw("<a><b c='abcd' d='abcde'/></a>")),
        "a > b (line 1, column 16): a text is longer than 4 bytes"
    );
    assert_eq!(refused(options.read_raw("<a b='abcd&gt;'/>")), "a (line 1, column 4): a text is longer than 4 bytes");
}

#[test]
fn attributes() {
    let attributes = |count: usize| (0..count).map(|number| format!(" a{number}=''")).collect::<String>();
    let declarations = |count: usize| (0..count).map(|number| format!(" xmlns:a{number}='u'")).collect::<String>();
    let options = ReadOptions::strict().max_attributes(3);
    assert!(options.read_raw(&format!("<a{}/>", attributes(3))).is_ok());
    assert!(options.read_raw(&format!("<a{}/>", declarations(3))).is_ok());
    let message = "a (line 1, column 1): an element has more than 3 attributes";
    assert_eq!(refused(options.read_raw(&format!("<a{}/>", attributes(4)))), message);
    assert_eq!(refused(options.read_raw(&format!("<a{}/>", declarations(4)))), message);
    assert_eq!(refused(options.read_raw(&format!("<a{}{}/>", declarations(2), attributes(2)))), message);
    // Each element counts for itself.
    assert!(options.read_raw(&format!("<a{}><b{}/></a>", declarations(3), attributes(3))).is_ok());
    // A million of them are refused at the first one too many.
    refused(ReadOptions::lenient().read_raw(&format!("<a{}/>", attributes(1_000_000))));
    let many = ReadOptions::lenient().max_attributes(usize::MAX);
    assert!(many.read_raw(&format!("<a{}/>", attributes(2_000))).is_ok());
}

/// A long document within the limits.
#[test]
fn long_documents() {
    let text = "x".repeat(10_000_000);
    assert_eq!(ReadOptions::strict().read::<Note>(&format!("<note>{text}</note>")).unwrap().0.len(), text.len());
    let references = "&#65;".repeat(1_000_000);
    assert_eq!(ReadOptions::strict().read::<Note>(&format!("<note>{references}</note>")).unwrap().0.len(), 1_000_000);
    let comments = "<!---->".repeat(1_000_000);
    assert_eq!(ReadOptions::strict().read::<Note>(&format!("<note>{comments}</note>")).unwrap().0, "");
    let siblings = "<b/>".repeat(1_000_000);
    assert!(ReadOptions::strict().read_raw(&format!("<a>{siblings}</a>")).is_ok());
}

/// A type that contains itself and is large.
#[derive(Debug)]
struct Large {
    inner: Vec<Large>,
    #[allow(dead_code)]
    weight: [u64; 512],
}

xsd_runtime::root!(Large, &NAMESPACES, xsd_runtime::NO_NAMESPACE, "a", "<a>");

impl Read for Large {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table =
            Table::new(&NAMESPACES, NO_NAMESPACE, "").children(&[Child::new(NO_NAMESPACE, "a", 0, MANY)]);
        let mut value = Self { inner: Vec::new(), weight: [1; 512] };
        let mut cursor = reader.enter(&TABLE)?;
        while cursor.next(reader)?.is_some() {
            cursor.push(reader, &mut value.inner)?;
        }
        Ok(value)
    }
}

/// What is nested within the limit of elements may still be more than the stack holds.
#[test]
fn stack() {
    let read = |options: ReadOptions, depth| {
        let document = nested(depth);
        std::thread::Builder::new()
            .stack_size(4 << 20)
            .spawn(move || options.read::<Large>(&document).map(|it| it.inner.len()))
            .unwrap()
            .join()
            .unwrap()
    };
    let wide = ReadOptions::lenient().max_depth(usize::MAX);
    assert_eq!(read(ReadOptions::lenient(), 5).unwrap(), 1);
    let message = refused(read(wide.clone(), 100_000));
    assert!(message.ends_with("elements nest deeper than 1048576 bytes of stack allow"), "{message}");
    assert!(refused(read(wide.max_stack_bytes(100_000), 30)).ends_with("100000 bytes of stack allow"));
}
