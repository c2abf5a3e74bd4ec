//! Documents that are not well-formed, or that the reader refuses, and the exact message for each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use xsd_runtime::{ErrorKind, ReadOptions, decode};

#[rustfmt::skip]
const DOCUMENTS: &[(&str, &str)] = &[
    // Nothing, or not one root element.
    ("", "line 1, column 1: the document has no root element"),
    (" \n", "line 2, column 1: the document has no root element"),
    ("<!-- nothing -->", "line 1, column 17: the document has no root element"),
    ("text", "line 1, column 1: text before the root element"),
    ("<a/>text", "line 1, column 5: text after the root element"),
    ("<a/><b/>", "b (line 1, column 5): another element after the root element"),
    ("<a></a></b>", "line 1, column 8: end tag `</b>` without a start tag"),
    ("</a>", "line 1, column 1: end tag `</a>` without a start tag"),
    ("<a/>&amp;", "line 1, column 5: text after the root element"),
    ("<![CDATA[a]]><a/>", "line 1, column 1: a CDATA section outside the root element"),
    ("<a/><![CDATA[a]]>", "line 1, column 5: a CDATA section outside the root element"),
    ("a<b/>", "line 1, column 1: text before the root element"),
    ("\u{0}", "line 1, column 1: text before the root element"),
    ("<", "line 1, column 2: the document ends inside a start tag"),
    ("<a", "a (line 1, column 3): the document ends inside a start tag"),
    ("<a ", "a (line 1, column 4): the document ends inside a start tag"),
    ("<a/", "a (line 1, column 3): unexpected '/' in a start tag"),
    ("<a>", "a (line 1, column 4): the document ends inside element `a`"),
    ("<a>text", "a (line 1, column 8): the document ends inside element `a`"),
    ("<a><b>", "a > b (line 1, column 7): the document ends inside element `b`"),
    ("<a><b/>", "a (line 1, column 8): the document ends inside element `a`"),
    ("<a></a", "a (line 1, column 4): end tag `</a` does not end with `>`"),
    ("<a></", "a (line 1, column 4): end tag `</>` does not match start tag `<a>`"),
    ("<a></b>", "a (line 1, column 4): end tag `</b>` does not match start tag `<a>`"),
    ("<a></a b>", "a (line 1, column 4): end tag `</a` does not end with `>`"),
    ("<a></ a>", "a (line 1, column 4): end tag `</>` does not match start tag `<a>`"),
    ("<a></A>", "a (line 1, column 4): end tag `</A>` does not match start tag `<a>`"),
    ("<a><b></a></b>", "a > b (line 1, column 7): end tag `</a>` does not match start tag `<b>`"),
    ("<a><b></b></b>", "a (line 1, column 11): end tag `</b>` does not match start tag `<a>`"),
    // Names.
    ("< a/>", "line 1, column 1: expected a name after `<`"),
    ("<1a/>", "1a (line 1, column 1): `1a` is no qualified name"),
    ("<-a/>", "-a (line 1, column 1): `-a` is no qualified name"),
    ("<.a/>", ".a (line 1, column 1): `.a` is no qualified name"),
    ("<a><·/></a>", "a > · (line 1, column 4): `·` is no qualified name"),
    ("<a$/>", "a (line 1, column 3): unexpected '$' in a start tag"),
    ("<a><b+c/></a>", "a > b (line 1, column 6): unexpected '+' in a start tag"),
    ("<a><b×/></a>", "a > b× (line 1, column 4): `b×` is no qualified name"),
    ("<:/>", "line 1, column 1: `:` is no qualified name"),
    ("<:a/>", "a (line 1, column 1): `:a` is no qualified name"),
    ("<a:/>", "line 1, column 1: `a:` is no qualified name"),
    ("<a:b:c/>", "b:c (line 1, column 1): `a:b:c` is no qualified name"),
    ("<a xmlns:b='u'><b:1/></a>", "a > 1 (line 1, column 16): `b:1` is no qualified name"),
    ("<a><\u{37E}/></a>", "a > \u{37E} (line 1, column 4): `\u{37E}` is no qualified name"),
    ("<>", "line 1, column 1: expected a name after `<`"),
    ("<a><></a>", "a (line 1, column 4): expected a name after `<`"),
    ("<a/ >", "a (line 1, column 3): unexpected '/' in a start tag"),
    ("<a / >", "a (line 1, column 4): unexpected '/' in an attribute: expected `name=\"value\"`"),
    ("<a//>", "a (line 1, column 3): unexpected '/' in a start tag"),
    ("<a<b/>", "a (line 1, column 3): unexpected '<' in a start tag"),
    // Attributes.
    ("<a b/>", "a (line 1, column 5): unexpected '/' in an attribute: expected `name=\"value\"`"),
    ("<a b=/>", "a (line 1, column 6): unexpected '/' where a quoted value must begin"),
    ("<a b=c/>", "a (line 1, column 6): unexpected 'c' where a quoted value must begin"),
    ("<a b=\"c/>", "a (line 1, column 6): the attribute value is not closed"),
    ("<a b='c\"/>", "a (line 1, column 6): the attribute value is not closed"),
    ("<a b='c'd='e'/>", "a (line 1, column 9): unexpected 'd' in a start tag"),
    ("<a b='c' b='d'/>", "a (line 1, column 10): attribute `b` occurs twice in one tag"),
    ("<a b='c' B='d' b='c'/>", "a (line 1, column 16): attribute `b` occurs twice in one tag"),
    ("<a b='<'/>", "a (line 1, column 7): `<` must not occur in an attribute value"),
    ("<a b='&lt'/>", "a (line 1, column 7): `&` does not begin a reference; write `&amp;`"),
    ("<a b='&'/>", "a (line 1, column 7): `&` does not begin a reference; write `&amp;`"),
    ("<a ='b'/>", "a (line 1, column 4): unexpected '=' in an attribute: expected `name=\"value\"`"),
    ("<a 1='b'/>", "a (line 1, column 4): `1` is no qualified name"),
    ("<a b='\u{1}'/>", "a (line 1, column 7): the character U+0001 must not occur in XML"),
    ("<a b='\u{FFFE}'/>", "a (line 1, column 7): the character U+FFFE must not occur in XML"),
    ("<a b='c'/ d='e'>", "a (line 1, column 9): unexpected '/' in a start tag"),
    ("<a b = 'c' = 'd'/>", "a (line 1, column 12): unexpected '=' in an attribute: expected `name=\"value\"`"),
    ("<a :b='c'/>", "a (line 1, column 4): `:b` is no qualified name"),
    ("<a b:='c'/>", "a (line 1, column 4): `b:` is no qualified name"),
    ("<a b:c='d'/>", "a (line 1, column 4): the prefix of `b:c` is not bound to a namespace"),
    ("<a b:c:d='e'/>", "a (line 1, column 4): `b:c:d` is no qualified name"),
    ("<a / b='c'>", "a (line 1, column 4): unexpected '/' in an attribute: expected `name=\"value\"`"),
    ("<a 'b'/>", "a (line 1, column 4): unexpected '\\'' in an attribute: expected `name=\"value\"`"),
    ("<a\u{A0}b='c'/>", "a\u{A0}b (line 1, column 5): unexpected '=' in a start tag"),
    ("<a b='c' c$='d'/>", "a (line 1, column 11): unexpected '$' in an attribute: expected `name=\"value\"`"),
    // Namespaces.
    ("<b:a/>", "a (line 1, column 1): the prefix of `b:a` is not bound to a namespace"),
    ("<a xmlns:b='u'><b:c/></a><b:d/>", "d (line 1, column 26): another element after the root element"),
    ("<a><c xmlns:b='u'/><b:d/></a>", "a > d (line 1, column 20): the prefix of `b:d` is not bound to a namespace"),
    ("<a xmlns:b=''/>", "a (line 1, column 4): a prefix cannot be unbound in XML 1.0"),
    ("<a xmlns:xml='u'/>", "a (line 1, column 4): the prefix `xml` cannot be bound to another namespace"),
    ("<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>", "a (line 1, column 4): the XML namespace can be bound to the prefix `xml` alone"),
    ("<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "a (line 1, column 4): the XML namespace can be bound to the prefix `xml` alone"),
    ("<a xmlns:xmlns='u'/>", "a (line 1, column 4): the prefix `xmlns` cannot be declared"),
    ("<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>", "a (line 1, column 4): the prefix `xmlns` cannot be declared"),
    ("<a xmlns:b='http://www.w3.org/2000/xmlns/'/>", "a (line 1, column 4): the namespace of `xmlns` cannot be bound"),
    ("<a xmlns='http://www.w3.org/2000/xmlns/'/>", "a (line 1, column 4): the namespace of `xmlns` cannot be bound"),
    ("<a xmlns='u' xmlns='v'/>", "a (line 1, column 1): the default namespace is declared twice in one tag"),
    ("<a xmlns:b='u' xmlns:b='u'/>", "a (line 1, column 1): the prefix `b` is declared twice in one tag"),
    ("<a xmlns:b='u' xmlns:c='u' b:d='1' c:d='2'/>", "a (line 1, column 36): attribute `d` occurs twice in one tag"),
    ("<a xmlns:b='u'><c xmlns:d='u'><e b:f='' d:f=''/></c></a>", "a > c > e (line 1, column 41): attribute `f` occurs twice in one tag"),
    ("<xmlns:a/>", "a (line 1, column 1): the prefix of `xmlns:a` is not bound to a namespace"),
    ("<a xmlns:='u'/>", "a (line 1, column 4): `xmlns:` is no qualified name"),
    ("<a xmlns:b:c='u'/>", "a (line 1, column 4): a prefix must be a name without colon"),
    ("<a xmlns:1='u'/>", "a (line 1, column 4): a prefix must be a name without colon"),
    ("<a xmlns:b='u' b:1='c'/>", "a (line 1, column 16): `1` is no qualified name"),
    ("<a xmlns:b='u'></b:a>", "a (line 1, column 16): end tag `</b:a>` does not match start tag `<a>`"),
    ("<b:a xmlns:b='u' xmlns:c='u'></c:a>", "a (line 1, column 30): end tag `</c:a>` does not match start tag `<b:a>`"),
    // References.
    ("<a>&</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>& b</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>&b</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>&b;</a>", "a (line 1, column 4): the entity `&b;` is not declared"),
    ("<a>&nbsp;</a>", "a (line 1, column 4): the entity `&nbsp;` is not declared"),
    ("<a>&LT;</a>", "a (line 1, column 4): the entity `&LT;` is not declared"),
    ("<a>&;</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>&#;</a>", "a (line 1, column 4): the reference `&#;` stands for no character that XML admits"),
    ("<a>&#x;</a>", "a (line 1, column 4): the reference `&#x;` stands for no character that XML admits"),
    ("<a>&#0;</a>", "a (line 1, column 4): the reference `&#0;` stands for no character that XML admits"),
    ("<a>&#x1F;</a>", "a (line 1, column 4): the reference `&#x1F;` stands for no character that XML admits"),
    ("<a>&#xD800;</a>", "a (line 1, column 4): the reference `&#xD800;` stands for no character that XML admits"),
    ("<a>&#xFFFE;</a>", "a (line 1, column 4): the reference `&#xFFFE;` stands for no character that XML admits"),
    ("<a>&#x110000;</a>", "a (line 1, column 4): the reference `&#x110000;` stands for no character that XML admits"),
    ("<a>&#99999999999;</a>", "a (line 1, column 4): the reference `&#99999999999;` stands for no character that XML admits"),
    ("<a>&#12a;</a>", "a (line 1, column 4): the reference `&#12a;` stands for no character that XML admits"),
    ("<a>&#xfg;</a>", "a (line 1, column 4): the reference `&#xfg;` stands for no character that XML admits"),
    ("<a>&#+5;</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>&#X41;</a>", "a (line 1, column 4): the reference `&#X41;` stands for no character that XML admits"),
    ("<a>&#65</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>&1;</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>&amp</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    ("<a>&am p;</a>", "a (line 1, column 4): `&` does not begin a reference; write `&amp;`"),
    // Text.
    ("<a>]]></a>", "a (line 1, column 4): `]]>` must not occur in text; write `]]&gt;`"),
    ("<a>b]]>c</a>", "a (line 1, column 5): `]]>` must not occur in text; write `]]&gt;`"),
    ("<a>\u{0}</a>", "a (line 1, column 4): the character U+0000 must not occur in XML"),
    ("<a>\u{8}</a>", "a (line 1, column 4): the character U+0008 must not occur in XML"),
    ("<a>\u{B}</a>", "a (line 1, column 4): the character U+000B must not occur in XML"),
    ("<a>\u{FFFE}</a>", "a (line 1, column 4): the character U+FFFE must not occur in XML"),
    ("<a>\u{FFFF}</a>", "a (line 1, column 4): the character U+FFFF must not occur in XML"),
    ("<a><b/>\u{1}<b/></a>", "a (line 1, column 8): the character U+0001 must not occur in XML"),
    // CDATA sections.
    ("<a><![CDATA[b</a>", "a (line 1, column 4): the CDATA section is not closed: expected `]]>`"),
    ("<a><![CDATA[b]]</a>", "a (line 1, column 4): the CDATA section is not closed: expected `]]>`"),
    ("<a><![cdata[b]]></a>", "a (line 1, column 4): unknown markup"),
    ("<a><![CDATA b]]></a>", "a (line 1, column 4): unknown markup"),
    ("<a><![CDATA[\u{1}]]></a>", "a (line 1, column 13): the character U+0001 must not occur in XML"),
    ("<a><![CDATA[b]]>]]></a>", "a (line 1, column 17): `]]>` must not occur in text; write `]]&gt;`"),
    ("<a b='<![CDATA[c]]>'/>", "a (line 1, column 7): `<` must not occur in an attribute value"),
    // Comments and processing instructions.
    ("<!-- a --><!-- b", "line 1, column 11: the comment is not closed: expected `-->`"),
    ("<a><!-- b</a>", "a (line 1, column 4): the comment is not closed: expected `-->`"),
    ("<a><!-- b -- c --></a>", "a (line 1, column 11): `--` must not occur in a comment"),
    ("<a><!-- b ---></a>", "a (line 1, column 11): `--` must not occur in a comment"),
    ("<a><!---></a>", "a (line 1, column 4): the comment is not closed: expected `-->`"),
    ("<a><!- b --></a>", "a (line 1, column 4): unknown markup"),
    ("<a><!-- \u{1} --></a>", "a (line 1, column 9): the character U+0001 must not occur in XML"),
    ("<a><?b</a>", "a (line 1, column 4): the processing instruction is not closed: expected `?>`"),
    ("<a><?b?", "a (line 1, column 4): the processing instruction is not closed: expected `?>`"),
    ("<a><??></a>", "a (line 1, column 4): a processing instruction must begin with a name"),
    ("<a><? b?></a>", "a (line 1, column 4): a processing instruction must begin with a name"),
    ("<a><?1?></a>", "a (line 1, column 4): a processing instruction must begin with a name"),
    ("<a><?b:c?></a>", "a (line 1, column 4): a processing instruction must begin with a name"),
    ("<a><?b$?></a>", "a (line 1, column 4): a processing instruction must begin with a name"),
    ("<a><?xml?></a>", "a (line 1, column 4): an XML declaration may stand at the very start alone"),
    ("<a><?XML b?></a>", "a (line 1, column 4): an XML declaration may stand at the very start alone"),
    ("<a><?b \u{1}?></a>", "a (line 1, column 8): the character U+0001 must not occur in XML"),
    ("<a/><?xml version='1.0'?>", "line 1, column 5: an XML declaration may stand at the very start alone"),
    ("<a <!-- b -->/>", "a (line 1, column 4): unexpected '<' in an attribute: expected `name=\"value\"`"),
    // The XML declaration.
    ("<?xml?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml ?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0'><a/>", "line 1, column 1: the XML declaration is not closed: expected `?>`"),
    ("<?xml version='1.0'", "line 1, column 1: the XML declaration is not closed: expected `?>`"),
    ("<?xml version='2.0'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version=1.0?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml encoding='UTF-8'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0'encoding='UTF-8'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0' encoding=''?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0' encoding='8-UTF'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0' standalone='maybe'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0' lang='en'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    ("<?xml version='1.0\"?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    (" <?xml version='1.0'?><a/>", "line 1, column 2: an XML declaration may stand at the very start alone"),
    ("\u{FEFF} <?xml version='1.0'?><a/>", "line 1, column 2: an XML declaration may stand at the very start alone"),
    ("<?xml version='1.0'?><?xml version='1.0'?><a/>", "line 1, column 22: an XML declaration may stand at the very start alone"),
    ("<?XML version='1.0'?><a/>", "line 1, column 1: malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`"),
    // Declarations of a DTD.
    ("<!DOCTYPE a><a/>", "line 1, column 1: the document has a document type declaration (DTD); this reader refuses them"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "line 1, column 1: the document has a document type declaration (DTD); this reader refuses them"),
    ("<!-- b --><!DOCTYPE a SYSTEM 'a.dtd'><a/>", "line 1, column 11: the document has a document type declaration (DTD); this reader refuses them"),
    ("<a/><!DOCTYPE a>", "line 1, column 5: the document has a document type declaration (DTD); this reader refuses them"),
    ("<a><!DOCTYPE a></a>", "a (line 1, column 4): the document has a document type declaration (DTD); this reader refuses them"),
    ("<a><!ELEMENT b ANY></a>", "a (line 1, column 4): unknown markup"),
    ("<!ELEMENT b ANY><a/>", "line 1, column 1: unknown markup"),
    ("<!doctype a><a/>", "line 1, column 1: unknown markup"),
    ("<a><!></a>", "a (line 1, column 4): unknown markup"),
];

#[test]
fn every_document_is_refused() {
    let mut wrong = String::new();
    for (document, expected) in DOCUMENTS {
        for options in [ReadOptions::strict(), ReadOptions::lenient()] {
            let found = match options.read_raw(document) {
                Ok(_) => "accepted".to_owned(),
                Err(error) => {
                    assert!(matches!(error.kind(), ErrorKind::NotWellFormed | ErrorKind::Unsupported), "{error:?}");
                    assert!(!error.is_schema_violation());
                    error.to_string()
                }
            };
            if found != *expected {
                wrong.push_str(&format!("{document:?}\n  expected {expected:?}\n  found    {found:?}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What only looks wrong.
#[test]
fn unusual_documents_are_accepted() {
    for document in [
        "\u{FEFF}<a/>",
        "\u{FEFF}<?xml version='1.0'?><a/>",
        "<?xml version = \"1.0\" encoding = 'utf-8' standalone = \"no\" ?>\r\n<a/>\n",
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.0' encoding='US-ASCII'?><a/>",
        // A text has been decoded, whatever it was before.
        "<?xml version='1.0' encoding='UTF-16'?><a/>",
        "<?xml version='1.0' encoding='windows-1252'?><a/>",
        "<?xml-stylesheet href='a.css'?><a/>",
        "<!----><a/><!--->-->",
        "<a><!--->--></a>",
        "<a><!-- <b> & ]]> ?> --><?b <c> & ]]> --?></a>",
        "<a><?b ??></a>",
        "<a><![CDATA[]]><![CDATA[]]]]><![CDATA[>]]></a>",
        "<a>]] > ]]&gt; > \" '</a>",
        "<a b='>' c='\"' d=\"'\" e=']]>'/>",
        "<a\n\tb\r\n=\t'c'\n/>",
        "<a></a\n>",
        "<a xmlns=''><b xmlns='u'><c xmlns=''/></b></a>",
        "<a xmlns:b='u' b:c='1' c='2'/>",
        "<a xmlns='u' xmlns:b='u' b:c='1' c='2'/>",
        "<a xml:lang='en' xml:space='preserve'/>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<xmlsomething xmlns2='a'/>",
        "<_.-\u{B7}1 \u{E9}\u{300}='' \u{10000}=''/>",
        "<a>\u{7F}\u{85}\u{A0}\u{2028}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{10FFFF}</a>",
        "<a>&#x9;&#xA;&#xD;&#x20;&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;&#000000000065;</a>",
    ] {
        for options in [ReadOptions::strict(), ReadOptions::lenient()] {
            assert_eq!(options.read_raw(document).err(), None, "{document:?}");
        }
    }
}

#[test]
fn bytes_that_are_no_utf_8() {
    let cases: [(&[u8], &str); 5] = [
        (b"<a>\xE9</a>", "a (line 1, column 4): the document is not UTF-8: byte 0xE9"),
        (b"<a>\n<b c='\xC3'/></a>", "a > b (line 2, column 7): the document is not UTF-8: byte 0xC3"),
        (b"<a>\xC0\x80</a>", "a (line 1, column 4): the document is not UTF-8: byte 0xC0"),
        (b"<a>\xED\xA0\x80</a>", "a (line 1, column 4): the document is not UTF-8: byte 0xED"),
        (b"<a>\xF0\x9F\x98", "a (line 1, column 4): the document is not UTF-8: byte 0xF0"),
    ];
    for (document, expected) in cases {
        assert_eq!(decode(document).unwrap_err().to_string(), expected);
    }
    assert_eq!(decode("<a>\u{E9}</a>".as_bytes()).unwrap(), "<a>\u{E9}</a>");
}

/// A message tells the place in characters, whatever came before.
#[test]
fn places() {
    for (document, expected) in [
        ("<a>\n<b>\r\n  <c>\u{1F600}\u{E9}</d></c></b></a>", "a > b > c (line 3, column 8)"),
        ("\u{FEFF}<a>&b;</a>", "a (line 1, column 4)"),
        ("<a><b/><b/><c/><b>&d;</b></a>", "a > b[3] (line 1, column 19)"),
        ("<p:a xmlns:p='u'><p:b/><b/><p:b>&d;</p:b></p:a>", "a > b[2] (line 1, column 33)"),
        ("<a><!-- <b> --><![CDATA[<b>]]><?b <b>?><b c='<'/></a>", "a > b (line 1, column 46)"),
        ("<a><b c='>'/><b c='/>'>&d;</b></a>", "a > b[2] (line 1, column 24)"),
    ] {
        let error = ReadOptions::strict().read_raw(document).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{expected}: ")), "{document:?}: {error}");
    }
}
