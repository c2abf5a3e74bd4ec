//! Raw elements that are made, told apart and changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use xsd_runtime::{ErrorKind, RawElement};

fn set(xml: &str, namespace: &str, local: &str, value: Option<&str>) -> String {
    let mut element = RawElement::parse(xml).unwrap();
    let old = element.attribute(namespace, local).unwrap();
    element.set_attribute(namespace, local, value).unwrap();
    assert_eq!(element.attribute(namespace, local).unwrap().as_deref(), value);
    let mut again = element.clone();
    again.set_attribute(namespace, local, old.as_deref()).unwrap();
    assert_eq!(again.attribute(namespace, local).unwrap(), old);
    assert_eq!(RawElement::parse(element.as_xml()).unwrap(), element);
    element.as_xml().to_owned()
}

#[test]
fn attributes_are_set_and_taken_away() {
    let cases = [
        ("<a/>", "", "b", Some("c"), "<a b=\"c\"/>"),
        ("<a/>", "", "b", None, "<a/>"),
        ("<a>t</a>", "", "b", Some("\"<&\n"), "<a b=\"&quot;&lt;&amp;&#xA;\">t</a>"),
        ("<a b='1' c='2'>t</a>", "", "b", Some("3"), "<a b=\"3\" c='2'>t</a>"),
        ("<a b='1' c='2'/>", "", "c", Some("3"), "<a c=\"3\" b='1'/>"),
        ("<a\n  b = \"1>'\"\n  c='2'\n/>", "", "b", None, "<a\n  c='2'\n/>"),
        ("<a b='\"'\tc='2'/>", "", "b", Some(""), "<a b=\"\"\tc='2'/>"),
        ("<a xml:lang='en'/>", "http://www.w3.org/XML/1998/namespace", "lang", Some("de"), "<a xml:lang=\"de\"/>"),
        ("<p:a xmlns:p='u'/>", "u", "b", Some("1"), "<p:a p:b=\"1\" xmlns:p='u'/>"),
        ("<a xmlns='u'/>", "u", "b", Some("1"), "<a xmlns:any0=\"u\" any0:b=\"1\" xmlns='u'/>"),
        ("<a xmlns:any0='v'/>", "u", "b", Some("1"), "<a xmlns:any1=\"u\" any1:b=\"1\" xmlns:any0='v'/>"),
        ("<a b='1' xmlns:p='u' p:b='2'/>", "u", "b", None, "<a b='1' xmlns:p='u'/>"),
        ("<a b='1' xmlns:p='u' p:b='2'/>", "", "b", None, "<a xmlns:p='u' p:b='2'/>"),
        ("<é b='ü'><b b='x'/></é>", "", "b", Some("ö"), "<é b=\"ö\"><b b='x'/></é>"),
    ];
    for (xml, namespace, local, value, expected) in cases {
        assert_eq!(set(xml, namespace, local, value), expected);
    }
}

#[test]
fn what_is_no_attribute_is_refused() {
    let mut element = RawElement::parse("<a b='1'/>").unwrap();
    let before = element.clone();
    let cases = [
        ("", "b", "\u{0}", "the character U+0000 cannot be written in XML"),
        ("\u{1}", "b", "", "the character U+0001 cannot be written in XML"),
        ("", "b c", "", "`b c` is no attribute name"),
        ("", "", "", "`` is no attribute name"),
        ("", "p:b", "", "`p:b` is no attribute name"),
    ];
    for (namespace, local, value, message) in cases {
        let error = element.set_attribute(namespace, local, Some(value)).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Unwritable, message));
        assert_eq!(element, before);
    }
}

/// An element that is taken out of a document means the same as inside it: also the qualified names in its texts.
#[test]
fn what_is_taken_out_declares_what_it_uses() {
    let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    let cases = [
        ("<b/>", "<b xmlns=\"d\"/>"),
        ("<p:b/>", "<p:b xmlns:p=\"u\"/>"),
        ("<p:b xmlns:p=\"v\"/>", "<p:b xmlns:p=\"v\"/>"),
        ("<b xmlns=\"\"><c/></b>", "<b xmlns=\"\"><c/></b>"),
        ("<p:b><c xmlns=\"\"/></p:b>", "<p:b xmlns:p=\"u\"><c xmlns=\"\"/></p:b>"),
        ("<b xmlns=\"\" q:c=\"1\"/>", "<b xmlns:q=\"w\" xmlns=\"\" q:c=\"1\"/>"),
        ("<p:b xml:space=\"preserve\"> </p:b>", "<p:b xmlns:p=\"u\" xml:space=\"preserve\"> </p:b>"),
        ("<b xmlns=\"\">\n q:c </b>", "<b xmlns:q=\"w\" xmlns=\"\">\n q:c </b>"),
        ("<b xmlns=\"\">c q:c</b>", "<b xmlns:q=\"w\" xmlns=\"\">c q:c</b>"),
        ("<b xmlns=\"\" c=\"c q:c\"/>", "<b xmlns:q=\"w\" xmlns=\"\" c=\"c q:c\"/>"),
        ("<b xmlns=\"\" c=\"//q:c[@p:d]\"/>", "<b xmlns:p=\"u\" xmlns:q=\"w\" xmlns=\"\" c=\"//q:c[@p:d]\"/>"),
        ("<b xmlns=\"\">aq:c é-q:c q :c</b>", "<b xmlns=\"\">aq:c é-q:c q :c</b>"),
        ("<p:b xsi:type=\"t\"/>", &format!("<p:b xmlns=\"d\" xmlns:p=\"u\" {xsi} xsi:type=\"t\"/>")),
        ("<p:b xsi:type=\"q:t\"/>", &format!("<p:b xmlns:p=\"u\" xmlns:q=\"w\" {xsi} xsi:type=\"q:t\"/>")),
        ("<p:b xmlns=\"\" xsi:type=\"t\"/>", &format!("<p:b xmlns:p=\"u\" {xsi} xmlns=\"\" xsi:type=\"t\"/>")),
    ];
    for (inside, expected) in cases {
        let document = format!("<a xmlns=\"d\" xmlns:p=\"u\" xmlns:q=\"w\" {xsi}>{inside}</a>");
        let children = RawElement::parse(&document).unwrap().children().unwrap();
        let [child] = children.as_slice() else { panic!("one child in {document}") };
        assert_eq!(child.as_xml(), expected);
        assert_eq!(RawElement::parse(child.as_xml()).unwrap(), *child);
    }
}
