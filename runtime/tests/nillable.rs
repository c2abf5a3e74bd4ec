//! Nillable elements of types that are written by hand, and of values that no reader has made.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use xsd_runtime::{
    Child, Error, ErrorKind, Namespace, Namespaces, Nil, Nillable, NillableElement, OPTIONAL, QName, RawAttribute,
    Read, ReadOptions, Reader, Result, Table, Write, Writer,
};

static NAMESPACES: Namespaces = Namespaces(&[Namespace { prefix: "n", uri: "urn:n", aliases: &["urn:old"] }]);

/// Takes any attributes, and a text that is not empty unless nothing is asked of it.
#[derive(Debug, Clone, PartialEq)]
struct Free<const EMPTY: bool>(String);

impl<const EMPTY: bool> Read for Free<EMPTY> {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let text = reader.text()?.into_owned();
        if text.is_empty() && !EMPTY {
            return Err(reader.error(ErrorKind::InvalidValue, "a text is wanted"));
        }
        Ok(Self(text))
    }
}

impl<const EMPTY: bool> Write for Free<EMPTY> {
    fn write(&self, writer: &mut Writer) {
        writer.text().escaped(&self.0);
    }
}

/// A root element with one type or another.
macro_rules! documents {
    ($($name:ident $ty:ty;)*) => {$(
        #[derive(Debug, Clone, PartialEq)]
        struct $name($ty);

        xsd_runtime::root!($name, &NAMESPACES, 1, "a", "<n:a>");

        impl Read for $name {
            const NILLABLE: bool = true;

            fn read(reader: &mut Reader<'_>) -> Result<Self> {
                Read::read(reader).map(Self)
            }
        }

        impl Write for $name {
            fn write(&self, writer: &mut Writer) {
                self.0.write(writer);
            }
        }
    )*};
}

documents! {
    Kept NillableElement<Free<true>>;
    Wanted NillableElement<Free<false>>;
    Number Nillable<i32>;
}

const XSI: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

fn nil(attributes: &str, content: &str) -> String {
    format!("<a xmlns=\"urn:n\" xmlns:n=\"urn:n\" {XSI} xsi:nil=\"true\" {attributes}>{content}</a>")
}

fn told<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().message().to_owned()
}

#[test]
fn types_by_hand_read_the_element_themselves() {
    let strict = ReadOptions::strict();
    for document in [nil("n:b='1' c='2'", ""), nil("n:b='1' c='2'", "<!-- nothing -->")] {
        let Kept(value) = strict.read(&document).unwrap();
        let kept = value.nil().unwrap();
        assert_eq!(
            (kept.attribute("urn:n", "b"), kept.attribute("", "c"), kept.attribute("", "b")),
            (Some("1"), Some("2"), None)
        );
        assert_eq!(ReadOptions::lenient().read::<Kept>(&document).unwrap().0, value);
        let again = xsd_runtime::to_string(&Kept(value.clone())).unwrap();
        assert_eq!(strict.read::<Kept>(&again).unwrap().0, value, "{again}");
    }
    assert_eq!(told(strict.read::<Kept>(&nil("", "x"))), "an element with `xsi:nil` must be empty");
    assert_eq!(told(strict.read::<Wanted>(&nil("", ""))), "a text is wanted");
    let Wanted(value) = ReadOptions::lenient().read(&nil("", "x")).unwrap();
    assert!(value.nil().is_some() && value.value().is_none() && value.into_value().is_none());
    let Wanted(value) = strict.read("<a xmlns=\"urn:n\">x</a>").unwrap();
    assert!(value.nil().is_none());
    assert_eq!(value.into_value(), Some(Free("x".to_owned())));
}

#[test]
fn simple_types_have_no_attributes() {
    let strict = ReadOptions::strict();
    assert_eq!(strict.read::<Number>(&nil("", "")).unwrap().0, Nillable::Nil);
    assert_eq!(
        told(strict.read::<Number>(&nil("b='1'", ""))),
        "attribute `b` is not allowed here; the element has none"
    );
    assert_eq!(ReadOptions::lenient().read::<Number>(&nil("b='1'", "7")).unwrap().0, Nillable::Nil);
    assert_eq!(
        strict.read::<Number>(&nil("", "").replace("true", "false").replace("></", ">7</")).unwrap().0,
        7.into()
    );
}

#[test]
fn values_by_hand_are_written() {
    let name = |namespace: &str| QName { namespace: namespace.to_owned(), local: "t".to_owned() };
    let attribute = |namespace: &str, local: &str| RawAttribute {
        namespace: namespace.to_owned(),
        local: local.to_owned(),
        value: "<\"".to_owned(),
    };
    for (nil, expected) in [
        (Nil::default(), format!("<n:a xmlns:n=\"urn:n\" {XSI} xsi:nil=\"true\"/>")),
        (
            Nil { xsi_type: Some(name("urn:t")), attributes: vec![attribute("", "b"), attribute("urn:o", "c")] },
            format!(
                "<n:a xmlns:n=\"urn:n\" {XSI} xsi:nil=\"true\" xmlns:q1=\"urn:t\" xsi:type=\"q1:t\" b=\"&lt;&quot;\" \
                 xmlns:any1=\"urn:o\" any1:c=\"&lt;&quot;\"/>"
            ),
        ),
        (
            Nil { xsi_type: Some(name("")), ..Nil::default() },
            format!("<n:a xmlns:n=\"urn:n\" {XSI} xsi:nil=\"true\" xsi:type=\"t\"/>"),
        ),
    ] {
        let value = Kept(NillableElement::Nil(nil));
        let written = xsd_runtime::to_string(&value).unwrap();
        assert_eq!(written, expected);
        assert_eq!(ReadOptions::lenient().read::<Kept>(&written).unwrap(), value);
    }
    let bad = Nil { attributes: vec![attribute("", "b c")], ..Nil::default() };
    assert_eq!(told(xsd_runtime::to_string(&Kept(NillableElement::Nil(bad)))), "`b c` is no attribute name");
    assert_eq!(NillableElement::<Free<true>>::default(), NillableElement::Nil(Nil::default()));
    assert_eq!(NillableElement::from(Free::<true>(String::new())).value(), Some(&Free(String::new())));
}

/// An element around one that may be nil.
#[derive(Debug, PartialEq)]
struct Around(Option<NillableElement<Free<true>>>);

xsd_runtime::root!(Around, &NAMESPACES, 1, "a", "<n:a>");

impl Read for Around {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table = Table::new(&NAMESPACES, 1, "").children(&[Child::new(1, "b", 0, OPTIONAL)]);
        let mut value = None;
        let mut cursor = reader.enter(&TABLE)?;
        while cursor.next(reader)?.is_some() {
            cursor.set(reader, &mut value)?;
        }
        Ok(Self(value))
    }
}

#[test]
fn other_names_of_a_namespace_become_its_own() {
    let document = format!("<a xmlns='urn:old'><b xmlns:o='urn:old' {XSI} xsi:nil='1' xsi:type='o:t' o:c='2'/></a>");
    let Around(value) = ReadOptions::lenient().read(&document).unwrap();
    let value = value.unwrap();
    let nil = value.nil().unwrap();
    assert_eq!(nil.xsi_type, Some(QName { namespace: "urn:n".to_owned(), local: "t".to_owned() }));
    assert_eq!(nil.attribute("urn:n", "c"), Some("2"));
}
