//! Header entries.

use xsd_runtime::soap::{Envelope, HeaderEntry, HeaderSet, Headers, Version, peek, read_entries};
use xsd_runtime::{Declared, ErrorKind, Name, RawElement, Read, ReadOptions, Reader, Result, Write, Writer};

use super::{BOTH, Note, Plain, SOAP_11, Stamp, Step, envelope, modes};

const BODY: &str = "<s:Body><a/></s:Body>";

fn read(version: Version, header: &str, options: &ReadOptions) -> Result<Envelope<RawElement>> {
    Envelope::read(&envelope(version, &format!("<s:Header>{header}</s:Header>{BODY}")), options)
}

#[test]
fn entries_are_kept_as_they_are_and_in_order() {
    let header = "<x:b xmlns:x=\"urn:x\" s:mustUnderstand=\"0\" c='d'>1 &lt; 2<x:e/></x:b>\
        <n:Stamp xmlns:n=\"urn:notes\"><n:Text>a</n:Text></n:Stamp>";
    for version in BOTH {
        for options in modes() {
            let read = read(version, header, &options).unwrap();
            let names: Vec<_> = read.headers.entries.iter().map(|entry| entry.0.local_name()).collect();
            assert_eq!(names, ["b", "Stamp"]);
            let written = read.write().unwrap();
            // The prefix of the envelope is declared on what uses it, so that an entry means the same anywhere.
            let declared = header.replacen("<x:b", &format!("<x:b xmlns:s=\"{}\"", version.namespace()), 1);
            assert_eq!(written, envelope(version, &format!("<s:Header>{declared}</s:Header>{BODY}")));
            assert_eq!(Envelope::read(&written, &options).unwrap(), read);
        }
    }
}

#[test]
fn a_header_may_be_empty_or_missing() {
    for header in ["", "<s:Header/>", "<s:Header>\n</s:Header>"] {
        let document = envelope(Version::Soap12, &format!("{header}{BODY}"));
        for options in modes() {
            let read = Envelope::<RawElement>::read(&document, &options).unwrap();
            assert_eq!(read.headers, Headers::new());
            assert_eq!(read.write().unwrap(), envelope(Version::Soap12, BODY));
        }
    }
}

#[test]
fn typed_access() {
    let mut headers = Headers::new();
    let strict = ReadOptions::strict();
    assert!(headers.get::<Stamp>(&strict).is_none());
    headers.insert(&Stamp::new("1")).unwrap();
    headers.insert(&Step::new("x")).unwrap();
    headers.insert(&Stamp::new("2")).unwrap();
    // An entry declares what it uses and no more.
    assert_eq!(headers.entries[0].0.as_xml(), "<n:Stamp xmlns:n=\"urn:notes\"><n:Text>1</n:Text></n:Stamp>");
    assert_eq!(headers.get::<Stamp>(&strict), Some(Ok(Stamp::new("1"))));
    assert_eq!(headers.get::<Step>(&strict), Some(Ok(Step::new("x"))));
    let all: Vec<_> = headers.all::<Stamp>(&strict).map(Result::unwrap).collect();
    assert_eq!(all, [Stamp::new("1"), Stamp::new("2")]);

    let other = RawElement::parse("<Stamp xmlns='urn:notes:old'><Text/></Stamp>").unwrap();
    let headers = Headers { entries: vec![HeaderEntry(other)] };
    assert!(headers.get::<Stamp>(&strict).is_none());
    let read = headers.get::<Stamp>(&ReadOptions::lenient()).unwrap();
    assert!(read.is_ok(), "an alias of the namespace: {read:?}");
    let bad = RawElement::parse("<Stamp xmlns='urn:notes'/>").unwrap();
    let error = Headers { entries: vec![HeaderEntry(bad)] }.get::<Stamp>(&strict).unwrap().unwrap_err();
    assert_eq!(error.to_string(), "Stamp (line 1, column 1): element `n:Text` is missing; it is required");
    let mut headers = Headers::new();
    headers.insert(&Plain::new("p")).unwrap();
    assert_eq!(headers.entries[0].0.as_xml(), "<plain><Text>p</Text></plain>");
    assert_eq!(headers.get::<Plain>(&strict), Some(Ok(Plain::new("p"))));
}

#[test]
fn must_understand_and_role() {
    for (version, other, yes, role) in
        [(Version::Soap11, Version::Soap12, "1", "actor"), (Version::Soap12, Version::Soap11, "true", "role")]
    {
        let mut entry = HeaderEntry::of(&Stamp::new("1")).unwrap();
        let bare = entry.clone();
        assert!(!entry.must_understand(version));
        assert_eq!(entry.role(version), None);
        entry.set_must_understand(version, true).unwrap();
        entry.set_role(version, Some("urn:a&b")).unwrap();
        assert!(entry.must_understand(version) && !entry.must_understand(other));
        assert_eq!(entry.role(version).as_deref(), Some("urn:a&b"));
        assert_eq!(entry.role(other), None);
        assert_eq!(
            entry.0.as_xml(),
            format!(
                "<n:Stamp any0:{role}=\"urn:a&amp;b\" xmlns:any0=\"{}\" any0:mustUnderstand=\"{yes}\" \
                 xmlns:n=\"urn:notes\"><n:Text>1</n:Text></n:Stamp>",
                version.namespace()
            )
        );
        let headers = Headers { entries: vec![entry.clone()] };
        assert_eq!(headers.get(&ReadOptions::lenient()), Some(Ok(Stamp::new("1"))));
        let document = Envelope { version, headers, body: Note::new("") }.write().unwrap();
        let again = Envelope::<Note>::read(&document, &ReadOptions::strict()).unwrap();
        assert_eq!(again.headers.entries, [entry.clone()]);

        entry.set_must_understand(version, false).unwrap();
        entry.set_role(version, None).unwrap();
        entry.set_role(other, None).unwrap();
        let declared = format!("<n:Stamp xmlns:any0=\"{}\"", version.namespace());
        assert_eq!(entry.0.as_xml(), bare.0.as_xml().replacen("<n:Stamp", &declared, 1));
        assert_eq!(entry.set_role(version, Some("\u{1}")).unwrap_err().kind(), ErrorKind::Unwritable);
    }
}

#[test]
fn what_must_be_understood() {
    let known = [Name { namespace: "urn:x", local: "c" }, Name { namespace: "urn:y", local: "a" }];
    for version in BOTH {
        let (must, role, roles) = match version {
            Version::Soap11 => ("s:mustUnderstand='1'", "s:actor", "http://schemas.xmlsoap.org/soap/actor"),
            Version::Soap12 => ("s:mustUnderstand='true'", "s:role", "http://www.w3.org/2003/05/soap-envelope/role"),
        };
        let header = format!(
            "<a {must}/><b/><c {must}/><d {role}='urn:other' {must}/><e {must} {role}=''/>\
             <f {must} {role}='{roles}/next'/><g {must} {role}='{roles}/none'/>"
        );
        let document = envelope(version, &format!("<s:Header>{header}</s:Header>{BODY}"));
        let document = document.replacen('>', " xmlns='urn:x'>", 1);
        let envelope: Envelope<RawElement> = Envelope::read(&document, &ReadOptions::strict()).unwrap();
        let missing: Vec<_> = envelope.not_understood(&known).map(|entry| entry.0.local_name()).collect();
        assert_eq!(missing, ["a", "e", "f"], "{header}");
        assert_eq!(envelope.headers.not_understood(version, &[]).count(), 4);
    }
}

#[test]
fn strict_refusals() {
    let cases = [
        (BOTH.as_slice(), "<a/>", "a", "`a` in no namespace is no header entry; each must be in a namespace"),
        (
            &BOTH[..1],
            "<x:a xmlns:x='u' s:mustUnderstand='true'/>",
            "a",
            "`mustUnderstand` is \"true\"; expected 0 or 1",
        ),
        (
            &BOTH[1..],
            "<x:a xmlns:x='u' s:mustUnderstand='yes'/>",
            "a",
            "`mustUnderstand` is \"yes\"; expected true or false",
        ),
    ];
    for (versions, header, path, message) in cases {
        for &version in versions {
            let error = read(version, header, &ReadOptions::strict()).unwrap_err();
            assert_eq!((error.path(), error.message()), (&*format!("Envelope > Header > {path}"), message));
            assert_eq!(read(version, header, &ReadOptions::lenient()).unwrap().headers.entries.len(), 1);
        }
    }
    // An attribute of the same name that is not SOAP's.
    let header = "<a xmlns='urn:a' mustUnderstand='yes'/>";
    assert!(read(Version::Soap11, header, &ReadOptions::strict()).is_ok());
    let document =
        format!("<Envelope xmlns='{SOAP_11}'><Header><Upgrade mustUnderstand='x'/></Header><Body/></Envelope>");
    assert!(Envelope::<xsd_runtime::soap::Empty>::read(&document, &ReadOptions::strict()).is_ok());
}

/// A set that knows one entry by name, as generated or written by hand.
#[derive(Debug, PartialEq, Default)]
struct Known {
    stamp: Option<Stamp>,
    others: Vec<RawElement>,
}

impl Read for Known {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut known = Self::default();
        read_entries(reader, |cursor, reader| {
            if reader.at_root::<Stamp>() {
                cursor.set(reader, &mut known.stamp)
            } else {
                cursor.push(reader, &mut known.others)
            }
        })?;
        Ok(known)
    }
}

impl Write for Known {
    fn write(&self, writer: &mut Writer) {
        if let Some(stamp) = &self.stamp {
            writer.nested(stamp);
        }
        writer.all(&self.others);
    }
}

impl HeaderSet for Known {
    const NAMESPACES: &'static [Declared] = &[Declared::of::<Stamp>()];

    fn none() -> Self {
        Self::default()
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[test]
fn a_set_with_types() {
    let header = "<n:Stamp><n:Text>1</n:Text></n:Stamp><x:y xmlns:x=\"urn:x\"/>";
    for version in BOTH {
        let document = envelope(version, &format!("<s:Header>{header}</s:Header><s:Body><b/></s:Body>")).replacen(
            '>',
            " xmlns:n=\"urn:notes\" xmlns:u=\"urn:unused\">",
            1,
        );
        let read = Envelope::<RawElement, Known>::read(&document, &ReadOptions::strict()).unwrap();
        assert_eq!(read.headers.stamp, Some(Stamp::new("1")));
        assert_eq!(read.write().unwrap(), document);
        // Where the body needs the prefix for another namespace, it declares it for itself.
        let clash = Envelope { version, headers: read.headers, body: Step::new("2") }.write().unwrap();
        let again = Envelope::<Step, Known>::read(&clash, &ReadOptions::strict()).unwrap();
        assert_eq!(again.headers.stamp, Some(Stamp::new("1")));
        assert!(
            clash.ends_with(
                "<s:Body><s:Step xmlns:s=\"urn:steps\" xmlns:n=\"urn:numbers\"><s:Text>2</s:Text></s:Step></s:Body>\
                 </s:Envelope>"
            ),
            "{clash}"
        );
    }
    let twice = "<n:Stamp xmlns:n='urn:notes'><n:Text/></n:Stamp>".repeat(2);
    let document = envelope(Version::Soap11, &format!("<s:Header>{twice}</s:Header>{BODY}"));
    let error = Envelope::<RawElement, Known>::read(&document, &ReadOptions::lenient()).unwrap_err();
    assert_eq!(error.path(), "Envelope > Header > Stamp[2]");
    assert_eq!(error.message(), "element `Stamp` may occur only once here");
}

#[test]
fn looking_ahead() {
    let look = |version, document: &str| {
        peek(version, document, &ReadOptions::strict(), |it| (it.at_root::<Note>(), it.namespace().to_owned()))
    };
    let start = format!("<s:Envelope xmlns:s='{SOAP_11}'><s:Header><x:y xmlns:x='u'/></s:Header>");
    // What follows need not be well-formed.
    let document = format!("{start}<s:Body><Note xmlns='urn:notes'> <");
    assert_eq!(look(None, &document).unwrap(), Some((true, "urn:notes".to_owned())));
    assert_eq!(look(Some(Version::Soap11), &document).unwrap(), Some((true, "urn:notes".to_owned())));
    assert_eq!(look(Some(Version::Soap12), &document).unwrap_err().kind(), ErrorKind::UnexpectedRoot);
    assert_eq!(look(None, &format!("{start}<s:Body/></s:Envelope>")).unwrap(), None);
    let error = look(None, &format!("{start}</s:Envelope>")).unwrap_err();
    assert_eq!(error.message(), "element `s:Body` is missing; it is required");
}
