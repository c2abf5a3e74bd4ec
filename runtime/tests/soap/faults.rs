//! Faults in all layouts.

use xsd_runtime::soap::{Envelope, Fault, FaultCode, Headers, Reason, Version};
use xsd_runtime::{ErrorKind, RawElement, ReadOptions, Result};

use super::{BOTH, SOAP_11, SOAP_12, Stamp, envelope, modes};

fn document(version: Version, fault: &str) -> String {
    envelope(version, &format!("<s:Body>{fault}</s:Body>"))
}

fn read(version: Version, fault: &str, options: &ReadOptions) -> Result<Fault> {
    Envelope::<Fault>::read(&document(version, fault), options).map(|envelope| envelope.body)
}

fn written(fault: &Fault) -> String {
    let envelope = Envelope::<_>::new(fault.version, fault.clone()).write().unwrap();
    let body = envelope.split_once("<s:Body>").unwrap().1;
    body.strip_suffix("</s:Body></s:Envelope>").unwrap().to_owned()
}

/// Everything that each version has.
const FULL_11: &str = "<s:Fault><faultcode>s:Client.Authentication</faultcode>\
    <faultstring xml:lang=\"en\">No &lt;b&gt;</faultstring><faultactor>urn:me</faultactor>\
    <detail a=\"1\"><b/><x:c xmlns:x=\"urn:x\">d</x:c></detail></s:Fault>";
const FULL_12: &str = "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:q1=\"urn:c\">q1:A</s:Value>\
    <s:Subcode><s:Value>B</s:Value></s:Subcode></s:Subcode></s:Code>\
    <s:Reason><s:Text xml:lang=\"en\">No</s:Text><s:Text xml:lang=\"de\">Nein</s:Text></s:Reason>\
    <s:Node>urn:node</s:Node><s:Role>urn:role</s:Role>\
    <s:Detail xmlns:any0=\"urn:y\" any0:a=\"1\"><x:c xmlns:x=\"urn:x\">d</x:c></s:Detail></s:Fault>";

#[test]
fn full_faults() {
    for options in modes() {
        let fault = read(Version::Soap11, FULL_11, &options).unwrap();
        assert_eq!(fault.version, Version::Soap11);
        assert_eq!(fault.code, FaultCode::new(SOAP_11, "Client.Authentication"));
        assert_eq!(fault.reasons, [Reason { text: "No <b>".into(), lang: Some("en".into()) }]);
        assert_eq!((fault.role.as_deref(), fault.node.as_deref()), (Some("urn:me"), None));
        let detail = fault.detail.as_ref().unwrap();
        assert_eq!((detail.attributes.len(), detail.entries.len()), (1, 2));
        assert_eq!(fault.to_string(), "Client.Authentication: No <b>");
        assert_eq!(written(&fault), FULL_11);

        let fault = read(Version::Soap12, FULL_12, &options).unwrap();
        assert_eq!(fault.version, Version::Soap12);
        assert_eq!(fault.code, FaultCode::sender());
        assert_eq!(fault.subcodes, [FaultCode::new("urn:c", "A"), FaultCode::new("", "B")]);
        assert_eq!((fault.reason(), fault.reasons.len()), ("No", 2));
        assert_eq!((fault.role.as_deref(), fault.node.as_deref()), (Some("urn:role"), Some("urn:node")));
        assert_eq!(written(&fault), FULL_12);
    }
}

#[test]
fn standard_codes() {
    let codes_11 = [
        (FaultCode::client(), "Client"),
        (FaultCode::server(), "Server"),
        (FaultCode::must_understand(Version::Soap11), "MustUnderstand"),
        (FaultCode::version_mismatch(Version::Soap11), "VersionMismatch"),
    ];
    for (code, name) in codes_11 {
        let fault = Fault::soap11(code.clone(), "why");
        let xml = format!("<s:Fault><faultcode>s:{name}</faultcode><faultstring>why</faultstring></s:Fault>");
        assert_eq!(written(&fault), xml);
        assert_eq!(read(Version::Soap11, &xml, &ReadOptions::strict()).unwrap(), fault);
    }
    let codes_12 = [
        (FaultCode::sender(), "Sender"),
        (FaultCode::receiver(), "Receiver"),
        (FaultCode::data_encoding_unknown(), "DataEncodingUnknown"),
        (FaultCode::must_understand(Version::Soap12), "MustUnderstand"),
        (FaultCode::version_mismatch(Version::Soap12), "VersionMismatch"),
    ];
    for (code, name) in codes_12 {
        let fault = Fault::soap12(code.clone(), "why", "en");
        let xml = format!(
            "<s:Fault><s:Code><s:Value>s:{name}</s:Value></s:Code>\
             <s:Reason><s:Text xml:lang=\"en\">why</s:Text></s:Reason></s:Fault>"
        );
        assert_eq!(written(&fault), xml);
        assert_eq!(read(Version::Soap12, &xml, &ReadOptions::strict()).unwrap(), fault);
    }
}

/// Each version's envelope with the parts in each spelling: lenient reading sees the same, and keeps the spelling.
#[test]
fn layouts() {
    let plain = "<s:Fault><faultcode>s:A</faultcode><faultstring>b</faultstring><faultactor>urn:c</faultactor>\
        <detail><d/></detail></s:Fault>";
    let qualified = "<s:Fault><s:faultcode>s:A</s:faultcode><s:faultstring>b</s:faultstring>\
        <s:faultactor>urn:c</s:faultactor><s:detail><d/></s:detail></s:Fault>";
    let soap12 = "<s:Fault><s:Code><s:Value>s:A</s:Value></s:Code><s:Reason><s:Text>b</s:Text></s:Reason>\
        <s:Role>urn:c</s:Role><s:Detail><d/></s:Detail></s:Fault>";
    let mixed = "<s:Fault><faultcode>s:A</faultcode><s:Reason><s:Text>b</s:Text></s:Reason>\
        <s:faultactor>urn:c</s:faultactor><s:Detail><d/></s:Detail></s:Fault>";
    for version in BOTH {
        for layout in [plain, qualified, soap12, mixed] {
            let fault = read(version, layout, &ReadOptions::lenient()).unwrap();
            assert_eq!(fault.code, FaultCode::new(version.namespace(), "A"), "{layout}");
            assert_eq!((fault.reason(), fault.role.as_deref()), ("b", Some("urn:c")));
            assert_eq!(fault.detail.as_ref().unwrap().entries, [RawElement::parse("<d/>").unwrap()]);
            assert_eq!(written(&fault), layout);
            let is_own = version == Version::Soap11 && layout == plain;
            assert_eq!(read(version, layout, &ReadOptions::strict()).is_ok(), is_own, "{layout}");
        }
    }
}

#[test]
fn a_fault_of_the_other_version_inside() {
    let fault = format!(
        "<e:Fault xmlns:e='{SOAP_12}'><e:Code><e:Value>e:Sender</e:Value></e:Code>\
         <e:Reason><e:Text xml:lang='en'>no</e:Text></e:Reason></e:Fault>"
    );
    let lenient = read(Version::Soap11, &fault, &ReadOptions::lenient()).unwrap();
    assert_eq!((lenient.version, &lenient.code), (Version::Soap11, &FaultCode::sender()));
    let again = read(Version::Soap11, &written(&lenient), &ReadOptions::lenient()).unwrap();
    assert_eq!(again, lenient);
    let error = read(Version::Soap11, &fault, &ReadOptions::strict()).unwrap_err();
    assert_eq!(
        error.message(),
        format!("element `Fault` in namespace `{SOAP_12}` is not allowed here; expected a fault")
    );
}

#[test]
fn nothing_is_lost() {
    let odd = "<s:Fault><faultcode>not a name</faultcode><faultstring>]]&gt;</faultstring>\
        <detail>what happened<a/><b c=\"d\">e</b></detail><extra xmlns=\"urn:e\"/></s:Fault>";
    let fault = read(Version::Soap11, odd, &ReadOptions::lenient()).unwrap();
    assert_eq!(fault.code, FaultCode::new("", "not a name"));
    assert_eq!(fault.detail.as_ref().unwrap().text, "what happened");
    assert_eq!(fault.others, [RawElement::parse("<extra xmlns=\"urn:e\"/>").unwrap()]);
    assert_eq!(written(&fault), odd);
    for (text, namespace, local) in [(" x:A ", "", "x:A"), ("A", "", "A"), ("s:A:b", SOAP_11, "A:b")] {
        let fault = format!("<s:Fault><faultcode>{text}</faultcode><faultstring/></s:Fault>");
        let fault = read(Version::Soap11, &fault, &ReadOptions::lenient()).unwrap();
        assert_eq!((fault.code.namespace.as_str(), fault.code.local.as_str()), (namespace, local));
        assert_eq!(fault.code.local_name(), local.rsplit(':').next().unwrap());
    }
    let empty = read(Version::Soap12, "<s:Fault/>", &ReadOptions::lenient()).unwrap();
    assert_eq!(empty.code, FaultCode::default());
}

/// A code takes a prefix that the envelope declares; one of a namespace whose prefix is taken gets its own.
#[test]
fn prefixes_of_codes() {
    let code = |namespace: &str| {
        let fault = Fault::soap11(FaultCode::new(namespace, "A"), "");
        xsd_runtime::soap::to_string(Version::Soap11, &With, &fault).unwrap()
    };
    assert!(code("urn:numbers").contains("<faultcode>n:A</faultcode>"));
    assert!(code(SOAP_11).contains("<faultcode>s:A</faultcode>"));
    assert!(code("urn:steps").contains("<faultcode xmlns:q1=\"urn:steps\">q1:A</faultcode>"));
    assert!(code("urn:a\"<").contains("<faultcode xmlns:q1=\"urn:a&quot;&lt;\">q1:A</faultcode>"));
    for namespace in ["urn:numbers", "urn:steps", "urn:a\"<", ""] {
        let read = Envelope::<Fault>::read(&code(namespace), &ReadOptions::strict()).unwrap();
        assert_eq!(read.body.code, FaultCode::new(namespace, "A"));
    }
}

/// No entries, but the namespaces of a module that binds `s` itself.
struct With;

impl xsd_runtime::Read for With {
    fn read(reader: &mut xsd_runtime::Reader<'_>) -> Result<Self> {
        reader.skip().map(|()| Self)
    }
}

impl xsd_runtime::Write for With {
    fn write(&self, _: &mut xsd_runtime::Writer) {}
}

impl xsd_runtime::soap::HeaderSet for With {
    const NAMESPACES: &'static [xsd_runtime::Declared] = &[xsd_runtime::Declared::all(&super::CLASHING)];

    fn none() -> Self {
        Self
    }

    fn is_empty(&self) -> bool {
        true
    }
}

#[test]
fn the_version_must_fit_the_envelope() {
    let fault = Fault::soap12(FaultCode::sender(), "no", "en");
    let error = xsd_runtime::soap::to_string(Version::Soap11, &Headers::new(), &fault).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unwritable);
    assert_eq!(error.path(), "Envelope > Body");
    assert_eq!(error.message(), "the body is a fault of SOAP 1.2; the envelope is of SOAP 1.1");
    let mut fault = fault;
    let error = fault.insert(&Stamp::new("\u{0}")).unwrap_err();
    assert_eq!((error.path(), error.message()), ("Stamp > Text", "the character U+0000 cannot be written in XML"));
    assert_eq!(fault.detail, None);
}

#[test]
fn strict_refusals_of_soap_11() {
    let cases = [
        ("<s:Fault/>", "Fault", "element `faultcode` is missing; it is required"),
        ("<s:Fault><faultcode>A</faultcode></s:Fault>", "Fault", "element `faultstring` is missing; it is required"),
        (
            "<s:Fault><faultstring/></s:Fault>",
            "Fault > faultstring",
            "expected element `faultcode` first; it is required",
        ),
        (
            "<s:Fault><s:faultcode>A</s:faultcode></s:Fault>",
            "Fault > faultcode",
            "element `s:faultcode` is not allowed here; expected `faultcode`",
        ),
        ("<s:Fault><s:Code/></s:Fault>", "Fault > Code", "element `s:Code` is not allowed here; expected `faultcode`"),
        (
            "<s:Fault><faultcode>A</faultcode><faultstring/><s:Node/></s:Fault>",
            "Fault > Node",
            "element `s:Node` is not allowed here; expected `faultactor`, `detail`",
        ),
        (
            "<s:Fault><faultcode>x:A</faultcode></s:Fault>",
            "Fault > faultcode",
            "\"x:A\" is not a valid xs:QName: its prefix is not bound",
        ),
        (
            "<s:Fault><faultcode>A</faultcode><faultstring b='c'/></s:Fault>",
            "Fault > faultstring",
            "attribute `b` is not allowed here; expected `xml:lang`",
        ),
        (
            "<s:Fault><faultcode>A</faultcode><faultstring/><detail>text</detail></s:Fault>",
            "Fault > detail",
            "text is not allowed in `detail`: its content is elements",
        ),
        (
            "<s:Fault><faultcode>A</faultcode><faultstring/><extra/></s:Fault>",
            "Fault > extra",
            "element `extra` in no namespace is not allowed here; expected `faultactor`, `detail`",
        ),
        ("<s:Fault a='b'/>", "Fault", "attribute `a` is not allowed here; the element has none"),
    ];
    refused(Version::Soap11, &cases);
}

#[test]
fn strict_refusals_of_soap_12() {
    let code = "<s:Code><s:Value>s:Sender</s:Value></s:Code>";
    let reason = "<s:Reason><s:Text xml:lang='en'/></s:Reason>";
    let cases = [
        ("", "Fault", "element `s:Code` is missing; it is required"),
        (code, "Fault", "element `s:Reason` is missing; it is required"),
        (reason, "Fault > Reason", "expected element `s:Code` first; it is required"),
        (
            "<faultcode/>",
            "Fault > faultcode",
            "element `faultcode` in no namespace is not allowed here; expected `s:Code`",
        ),
        ("<s:Code/>", "Fault > Code", "element `s:Value` is missing; it is required"),
        (
            "<s:Code><s:Value>s:Client</s:Value></s:Code>",
            "Fault > Code > Value",
            "`Client` in namespace `http://www.w3.org/2003/05/soap-envelope` is no fault code of SOAP 1.2; \
             expected `s:DataEncodingUnknown`, `s:MustUnderstand`, `s:Receiver`, `s:Sender`, `s:VersionMismatch`",
        ),
        (
            "<s:Code><s:Value>Sender</s:Value></s:Code>",
            "Fault > Code > Value",
            "`Sender` in no namespace is no fault code of SOAP 1.2; \
             expected `s:DataEncodingUnknown`, `s:MustUnderstand`, `s:Receiver`, `s:Sender`, `s:VersionMismatch`",
        ),
        (
            "<s:Code><s:Value>s:Sender</s:Value><s:Subcode/></s:Code>",
            "Fault > Code > Subcode",
            "element `s:Value` is missing; it is required",
        ),
        (&format!("{code}<s:Reason/>"), "Fault > Reason", "element `s:Text` is missing; it is required"),
        (
            &format!("{code}<s:Reason><s:Text/></s:Reason>"),
            "Fault > Reason > Text",
            "attribute `xml:lang` is missing; it is required",
        ),
        (
            &format!("{code}{reason}<s:Role/><s:Node/>"),
            "Fault > Node",
            "element `s:Node` is out of order; it must come before `s:Role`",
        ),
        (
            &format!("{code}{reason}<s:Detail a='b'/>"),
            "Fault > Detail",
            "attribute `a` is not allowed here; the element has none",
        ),
        (
            &format!("{code}{reason}<detail/>"),
            "Fault > detail",
            "element `detail` in no namespace is not allowed here; expected `s:Node`, `s:Role`, `s:Detail`",
        ),
        (
            &format!("{code}{reason}<extra/>"),
            "Fault > extra",
            "element `extra` in no namespace is not allowed here; expected `s:Node`, `s:Role`, `s:Detail`",
        ),
    ];
    let cases = cases.map(|(content, path, message)| (format!("<s:Fault>{content}</s:Fault>"), path, message));
    let cases: Vec<_> = cases.iter().map(|(fault, path, message)| (fault.as_str(), *path, *message)).collect();
    refused(Version::Soap12, &cases);
}

/// What strict mode refuses, with path and message, and lenient mode takes or refuses for the same reason.
fn refused(version: Version, cases: &[(&str, &str, &str)]) {
    for (fault, path, message) in cases {
        let error = read(version, fault, &ReadOptions::strict()).unwrap_err();
        assert_eq!((error.path(), error.message()), (&*format!("Envelope > Body > {path}"), *message), "{fault}");
        assert!(read(version, fault, &ReadOptions::lenient()).is_ok(), "{fault}");
    }
}

/// Which of two is right nobody knows.
#[test]
fn a_part_comes_once() {
    let (code, reason) =
        ("<s:Code><s:Value>s:Sender</s:Value></s:Code>", "<s:Reason><s:Text xml:lang=\"en\"/></s:Reason>");
    let cases = [
        (Version::Soap11, "<faultcode>A</faultcode><faultcode>B</faultcode>".to_owned(), "`faultcode`"),
        (Version::Soap11, "<faultcode>A</faultcode><faultstring/><detail/><detail/>".to_owned(), "`detail`"),
        (Version::Soap12, format!("{code}{code}"), "`Code`"),
        (Version::Soap11, "<faultcode>A</faultcode><faultstring/><faultstring/>".to_owned(), "`faultstring`"),
        (Version::Soap12, format!("{code}{reason}{reason}"), "`Reason`"),
        (Version::Soap12, format!("{code}{reason}<s:Node>a</s:Node><s:Node>b</s:Node>"), "`Node`"),
    ];
    for (version, parts, name) in cases {
        let xml = format!("<s:Fault>{parts}</s:Fault>");
        for options in modes() {
            let error = read(version, &xml, &options).unwrap_err();
            // A table names the prefix that it knows, the tag the one that it has.
            assert_eq!(error.message().replace("`s:", "`"), format!("element {name} may occur only once here"));
        }
    }
}
