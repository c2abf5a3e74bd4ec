//! Requests, answers, and what HTTP must know of them.

use xsd_runtime::soap::{
    Answer, Binding, Empty, Envelope, Fault, FaultCode, Headers, NoReply, Version, content_type, soap_action,
};
use xsd_runtime::{Operation, ReadOptions};

use super::{Add, AddFault, BOTH, Forget, Note, Noted, Ping, Plain, Stamp, envelope, modes};

#[test]
fn client_and_server() {
    for binding in Binding::<Add>::all() {
        let mut headers = Headers::new();
        headers.insert(&Stamp::new("7")).unwrap();
        let request = binding.write_request(&Note::new("buy milk"), &headers).unwrap();
        for options in modes() {
            let received: Envelope<_> = binding.read_request(&request, &options).unwrap();
            assert_eq!(received.version, binding.version());
            assert_eq!(received.body, Note::new("buy milk"));
            assert_eq!(received.not_understood(Add::REQUEST_HEADERS).count(), 0);
            let response = binding.write_response(&Noted::new("milk"), &received.headers).unwrap();
            let answer: Envelope<_> = binding.read_answer(&response, &options).unwrap();
            assert_eq!(answer.headers, headers);
            assert_eq!(answer.body, Answer::Response(Noted::new("milk")));
        }
    }
}

#[test]
fn bindings() {
    let shown: Vec<_> = Binding::<Add>::all().map(|binding| format!("{binding:?}")).collect();
    assert_eq!(
        shown,
        [
            "Add { version: Soap11, action: \"urn:notes/Add\" }",
            "Add { version: Soap12, action: \"urn:notes/Add12\" }",
            "Add { version: Soap12, action: \"urn:notes/Again\" }"
        ]
    );
    assert_eq!(Binding::<Add>::of(Version::Soap11).unwrap().action(), "urn:notes/Add");
    assert_eq!(Binding::<Add>::of(Version::Soap12).unwrap().action(), "urn:notes/Add12");
    assert!(Binding::<Ping>::of(Version::Soap11).is_none());
    assert_eq!(Binding::<Ping>::default().version(), Version::Soap12);
}

#[test]
fn strict_reading_takes_the_version_of_the_binding() {
    let [first, second] = BOTH.map(|version| Binding::<Add>::of(version).unwrap());
    let request = first.write_request(&Note::new(""), &Headers::new()).unwrap();
    let response = first.write_response(&Noted::new(""), &Headers::new()).unwrap();
    assert!(second.read_request::<Headers>(&request, &ReadOptions::lenient()).is_ok());
    assert!(second.read_answer::<Headers>(&response, &ReadOptions::lenient()).is_ok());
    let expected = "the root element is `Envelope` in namespace `http://schemas.xmlsoap.org/soap/envelope/`; \
        expected `Envelope` in namespace `http://www.w3.org/2003/05/soap-envelope`";
    let error = second.read_request::<Headers>(&request, &ReadOptions::strict()).unwrap_err();
    assert_eq!(error.message(), expected);
    let error = second.read_answer::<Headers>(&response, &ReadOptions::strict()).unwrap_err();
    assert_eq!(error.message(), expected);
}

#[test]
fn messages_without_content() {
    let binding = Binding::<Ping>::new();
    let request = binding.write_request(&Empty, &Headers::new()).unwrap();
    assert_eq!(request, envelope(Version::Soap12, "<s:Body/>"));
    assert_eq!(binding.read_request::<Headers>(&request, &ReadOptions::strict()).unwrap().body, Empty);
    let answer: Envelope<_> = binding.read_answer(&request, &ReadOptions::strict()).unwrap();
    assert_eq!(answer.body, Answer::Response(Empty));
    let error = binding.read_answer::<Headers>("", &ReadOptions::lenient()).unwrap_err();
    assert_eq!(error.message(), "the document has no root element");
}

#[test]
fn one_way() {
    let binding = Binding::<Forget>::new();
    for options in modes() {
        for nothing in ["", "\u{FEFF}\r\n ", &envelope(Version::Soap11, "<s:Body/>")] {
            let answer: Envelope<_> = binding.read_answer(nothing, &options).unwrap();
            assert_eq!(answer, Envelope::new(Version::Soap11, Answer::Response(NoReply)));
        }
        let fault = Envelope::<_>::new(Version::Soap11, Fault::soap11(FaultCode::server(), "Full")).write().unwrap();
        let answer: Envelope<_> = binding.read_answer(&fault, &options).unwrap();
        assert_eq!(answer.body.into_result().unwrap_err().reason(), "Full");
        let error = binding.read_answer::<Headers>("no", &options).unwrap_err();
        assert_eq!(error.message(), "text before the root element");
    }
}

#[test]
fn typed_faults() {
    for (version, mut fault) in [
        (Version::Soap11, Fault::soap11(FaultCode::client(), "No")),
        (Version::Soap12, Fault::soap12(FaultCode::sender(), "No", "en")),
    ] {
        fault.insert(&Stamp::new("not declared")).unwrap();
        fault.insert(&Plain::new("why")).unwrap();
        fault.insert(&Note::new("and more")).unwrap();
        let written = Envelope::<_>::new(version, fault.clone()).write().unwrap();
        for options in modes() {
            let answer: Envelope<_> = Binding::<Add>::of(version).unwrap().read_answer(&written, &options).unwrap();
            let read = answer.body.into_result().unwrap_err();
            assert_eq!(*read, fault);
            let typed = read.typed::<<Add as Operation>::Fault>(&options);
            assert_eq!(typed, Some(Ok(AddFault::Plain(Plain::new("why")))));
            assert!(read.typed::<xsd_runtime::soap::NoFault>(&options).is_none());
        }
        fault.detail = None;
        assert!(fault.typed::<AddFault>(&ReadOptions::lenient()).is_none());
        let entry = xsd_runtime::RawElement::parse("<n:Note xmlns:n='urn:notes'/>").unwrap();
        fault.detail.get_or_insert_default().entries.push(entry);
        let error = fault.typed::<AddFault>(&ReadOptions::lenient()).unwrap().unwrap_err();
        assert_eq!(error.to_string(), "Note (line 1, column 1): element `n:Text` is missing; it is required");
    }
}

#[test]
fn what_http_must_know() {
    let first = Binding::<Add>::new();
    assert_eq!(first.content_type(), "text/xml; charset=utf-8");
    assert_eq!(first.soap_action().as_deref(), Some("\"urn:notes/Add\""));
    let second = Binding::<Add>::of(Version::Soap12).unwrap();
    assert_eq!(second.content_type(), "application/soap+xml; charset=utf-8; action=\"urn:notes/Add12\"");
    assert_eq!(second.soap_action(), None);
    assert_eq!(Binding::<Ping>::new().content_type(), "application/soap+xml; charset=utf-8");
    assert_eq!(soap_action(Version::Soap11, "").as_deref(), Some("\"\""));
    // Nothing leaves the quotes.
    let bad = "urn:a\"\r\nX: b\\é c";
    assert_eq!(soap_action(Version::Soap11, bad).as_deref(), Some("\"urn:a%22%0D%0AX: b%5C%C3%A9 c\""));
    assert!(content_type(Version::Soap12, bad).ends_with("; action=\"urn:a%22%0D%0AX: b%5C%C3%A9 c\""));
}
