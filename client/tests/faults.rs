//! The layouts of SOAP faults that servers have written.

use ews_im::types::{ResponseCode, operations};
use ews_im::{Error, Fault, FaultCode, FaultExt, Message, RawElement, ReadOptions, SoapVersion};

type TestResult = Result<(), Box<dyn std::error::Error>>;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const ROOT: &str = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
    xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" \
    xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">";

const MODERN: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
  <faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:ErrorSchemaValidation</faultcode>
  <faultstring xml:lang="en-US">The request failed schema validation: Line 11.</faultstring>
  <detail xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
    <e:ResponseCode>ErrorSchemaValidation</e:ResponseCode>
    <e:Message>The request failed schema validation.</e:Message>
    <t:MessageXml><t:LineNumber>11</t:LineNumber><t:LinePosition>33</t:LinePosition>
    <t:Violation>An error occurred.</t:Violation><t:Value Name="BackOffMilliseconds">500</t:Value></t:MessageXml>
  </detail>
</s:Fault></s:Body></s:Envelope>"#;

const EXCHANGE_2007: &str = r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Header>
  <t:ServerVersionInfo MajorVersion="8" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"/>
</soap:Header>
<soap:Body><soap:Fault><soap:faultcode>Client</soap:faultcode><soap:faultstring>Invalid.</soap:faultstring>
<detail xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
    <e:ResponseCode>ErrorSchemaValidation</e:ResponseCode>
    <e:Line>17</e:Line><e:Position>19</e:Position></detail>
</soap:Fault></soap:Body></soap:Envelope>"#;

const OUT_OF_OFFICE: &str = r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body><soap:Fault>
<faultcode>soap:Client</faultcode><faultstring>User is not mailbox owner. </faultstring>
<faultactor>https://cas.example.com/EWS/Exchange.asmx</faultactor>
<detail><ErrorCode xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">-2146233088</ErrorCode></detail>
</soap:Fault></soap:Body></soap:Envelope>"#;

const GROMOX: &str = "<?xml version='1.0' encoding='utf-8'?>\
    <SOAP:Envelope xmlns:SOAP='http://schemas.xmlsoap.org/soap/envelope/'><SOAP:Header/><SOAP:Body><SOAP:Fault>\
    <faultcode>SOAP:Server</faultcode><faultstring>E-3031: no</faultstring></SOAP:Fault></SOAP:Body></SOAP:Envelope>";

const SOAP_12: &str = r#"<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault>
<env:Code><env:Value>env:Sender</env:Value>
<env:Subcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types"><env:Value>a:ErrorServerBusy</env:Value>
<env:Subcode><env:Value xmlns:b="urn:b">b:Inner</env:Value></env:Subcode></env:Subcode></env:Code>
<env:Reason><env:Text xml:lang="en">Busy.</env:Text><env:Text xml:lang="de">Beschäftigt.</env:Text></env:Reason>
<env:Node>urn:node</env:Node><env:Role>urn:role</env:Role>
<env:Detail><x xmlns="urn:x"/></env:Detail></env:Fault></env:Body></env:Envelope>"#;

/// Reads a fault, checks that what is written reads as the same, and gives both.
fn read(document: &str) -> Result<(Fault, String), Box<dyn std::error::Error>> {
    let message = Message::read(document, &ReadOptions::lenient())?;
    let written = message.write()?;
    assert_eq!(Message::read(&written, &ReadOptions::lenient())?, message, "{written}");
    let Message::Fault(_, fault) = message else { return Err(document.into()) };
    let body = written.split_once("<s:Body>").map_or("", |(_, body)| body);
    Ok((*fault, body.trim_end_matches("</s:Body></s:Envelope>").to_owned()))
}

#[test]
fn modern() -> TestResult {
    let (fault, written) = read(MODERN)?;
    assert_eq!(fault.code, FaultCode::new(TYPES, "ErrorSchemaValidation"));
    assert_eq!(fault.reasons[0].lang.as_deref(), Some("en-US"));
    assert_eq!(fault.response_code(), Some(ResponseCode::ErrorSchemaValidation));
    assert_eq!(fault.message(), "The request failed schema validation.");
    assert_eq!((fault.line(), fault.position()), (Some(11), Some(33)));
    assert_eq!(fault.details().violation.as_deref(), Some("An error occurred."));
    assert_eq!(fault.back_off_milliseconds(), Some(500));
    assert_eq!(fault.error_code(), None);
    assert!(
        written.starts_with("<s:Fault><faultcode>t:ErrorSchemaValidation</faultcode><faultstring xml:lang=\"en-US\">")
    );
    assert_eq!(fault.summary(), "ErrorSchemaValidation: The request failed schema validation.");
    assert!(Message::read(MODERN, &ReadOptions::strict()).is_ok());
    Ok(())
}

#[test]
fn exchange_2007() -> TestResult {
    let (fault, written) = read(EXCHANGE_2007)?;
    assert_eq!(fault.code, FaultCode::new("", "Client"));
    assert_eq!(fault.response_code(), Some(ResponseCode::ErrorSchemaValidation));
    assert_eq!((fault.line(), fault.position()), (Some(17), Some(19)));
    assert!(
        written
            .starts_with("<s:Fault><s:faultcode>Client</s:faultcode><s:faultstring>Invalid.</s:faultstring><detail>")
    );
    let error = Message::read(EXCHANGE_2007, &ReadOptions::strict()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Envelope > Body > Fault > faultcode (line 5, column 24): \
         element `s:faultcode` is not allowed here; expected `faultcode`"
    );
    let Message::Fault(headers, _) = Message::read(EXCHANGE_2007, &ReadOptions::lenient())? else { panic!() };
    assert_eq!(headers.server_version_info.and_then(|info| info.major_version), Some(8));
    Ok(())
}

#[test]
fn out_of_office() -> TestResult {
    let (fault, written) = read(OUT_OF_OFFICE)?;
    assert_eq!(fault.code, FaultCode::new(SOAP, "Client"));
    assert_eq!(fault.reason(), "User is not mailbox owner. ");
    assert_eq!(fault.role.as_deref(), Some("https://cas.example.com/EWS/Exchange.asmx"));
    assert_eq!(fault.error_code(), Some(-2_146_233_088));
    assert_eq!(fault.response_code(), None);
    assert_eq!(fault.summary(), "Client: User is not mailbox owner. ");
    assert!(written.starts_with("<s:Fault><faultcode>s:Client</faultcode>"));
    assert!(Message::read(OUT_OF_OFFICE, &ReadOptions::strict()).is_ok());
    Ok(())
}

#[test]
fn gromox() -> TestResult {
    let (fault, written) = read(GROMOX)?;
    assert_eq!(fault.code, FaultCode::new(SOAP, "Server"));
    assert_eq!(fault.detail, None);
    assert_eq!(written, "<s:Fault><faultcode>s:Server</faultcode><faultstring>E-3031: no</faultstring></s:Fault>");
    assert!(Message::read(GROMOX, &ReadOptions::strict()).is_ok());
    Ok(())
}

#[test]
fn soap_12() -> TestResult {
    let (fault, written) = read(SOAP_12)?;
    assert_eq!(fault.version, SoapVersion::Soap12);
    assert_eq!(fault.code, FaultCode::new("http://www.w3.org/2003/05/soap-envelope", "Sender"));
    assert_eq!(fault.subcodes, [FaultCode::new(TYPES, "ErrorServerBusy"), FaultCode::new("urn:b", "Inner")]);
    assert_eq!(fault.response_code(), Some(ResponseCode::ErrorServerBusy));
    assert_eq!((fault.reason(), fault.reasons.len()), ("Busy.", 2));
    assert_eq!((fault.node.as_deref(), fault.role.as_deref()), (Some("urn:node"), Some("urn:role")));
    assert_eq!(
        written,
        "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>t:ErrorServerBusy</s:Value>\
         <s:Subcode><s:Value xmlns:q1=\"urn:b\">q1:Inner</s:Value></s:Subcode></s:Subcode></s:Code>\
         <s:Reason><s:Text xml:lang=\"en\">Busy.</s:Text><s:Text xml:lang=\"de\">Beschäftigt.</s:Text></s:Reason>\
         <s:Node>urn:node</s:Node><s:Role>urn:role</s:Role><s:Detail><x xmlns=\"urn:x\"/></s:Detail></s:Fault>"
    );
    let error = Message::read(SOAP_12, &ReadOptions::strict()).unwrap_err();
    assert_eq!(error.path(), "Envelope");
    assert!(error.message().starts_with("the root element is `Envelope` in namespace `http://www.w3.org/2003/05/"));
    Ok(())
}

#[test]
fn https_namespaces() -> TestResult {
    let (fault, _) = read(&MODERN.replace("http://schemas.microsoft", "https://schemas.microsoft"))?;
    assert_eq!(fault.code, FaultCode::new(TYPES, "ErrorSchemaValidation"));
    assert_eq!(fault.line(), Some(11));
    Ok(())
}

#[test]
fn message_xml_in_any_of_the_namespaces() -> TestResult {
    for namespace in ["errors", "types", "messages"] {
        let uri = format!("http://schemas.microsoft.com/exchange/services/2006/{namespace}");
        let document = MODERN.replace("<t:MessageXml>", &format!("<t:MessageXml xmlns:t=\"{uri}\">"));
        assert_eq!(read(&document)?.0.line(), Some(11), "{namespace}");
    }
    Ok(())
}

#[test]
fn nothing_is_lost() -> TestResult {
    let fault = "<s:Fault><faultcode xmlns:z=\"urn:z\">z:Odd</faultcode><faultstring>]]&gt; &amp;</faultstring>\
        <detail id=\"1\">what happened<a/><b c=\"d\">e</b></detail><extra xmlns=\"urn:e\"/></s:Fault>";
    let (read, written) = read(&format!("{ROOT}<s:Body>{fault}</s:Body></s:Envelope>"))?;
    assert_eq!(written, fault.replace("xmlns:z=\"urn:z\">z:", "xmlns:q1=\"urn:z\">q1:"));
    let detail = read.detail.ok_or("no detail")?;
    assert_eq!((detail.text.as_str(), detail.entries.len(), detail.attributes.len()), ("what happened", 2, 1));
    assert_eq!(read.others, [RawElement::parse("<extra xmlns=\"urn:e\"/>")?]);
    Ok(())
}

#[test]
fn codes_that_are_no_qualified_names() -> TestResult {
    for (text, local) in [("Server", "Server"), ("x:ErrorServerBusy", "ErrorServerBusy"), ("not a name", "not a name")]
    {
        let fault = format!("<s:Fault><faultcode>{text}</faultcode><faultstring/></s:Fault>");
        let (read, written) = read(&format!("{ROOT}<s:Body>{fault}</s:Body></s:Envelope>"))?;
        assert_eq!((read.code.namespace.as_str(), read.code.local.as_str(), read.code.local_name()), ("", text, local));
        assert_eq!(written, fault);
    }
    let empty = format!("{ROOT}<s:Body><s:Fault/></s:Body></s:Envelope>");
    assert_eq!(read(&empty)?.1, "<s:Fault/>");
    Ok(())
}

#[test]
fn strict_refusals() {
    let cases = [
        ("<s:Fault/>", "Fault", "element `faultcode` is missing; it is required"),
        (
            "<s:Fault><faultstring/></s:Fault>",
            "Fault > faultstring",
            "expected element `faultcode` first; it is required",
        ),
        (
            "<s:Fault><faultcode>x:A</faultcode><faultstring/></s:Fault>",
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
            "<s:Fault><faultcode>A</faultcode><faultstring/><t:extra/></s:Fault>",
            "Fault > extra",
            "element `extra` in namespace `http://schemas.microsoft.com/exchange/services/2006/types` \
             is not allowed here; expected `faultactor`, `detail`",
        ),
    ];
    for (fault, path, message) in cases {
        let document = format!("{ROOT}<s:Body>{fault}</s:Body></s:Envelope>");
        let error = Message::read(&document, &ReadOptions::strict()).unwrap_err();
        assert_eq!((error.path(), error.message()), (&*format!("Envelope > Body > {path}"), message));
        assert!(Message::read(&document, &ReadOptions::lenient()).is_ok(), "{document}");
    }
}

#[test]
fn a_fault_answers_any_call() {
    let error = ews_im::decode::<operations::GetImItemList>(MODERN, &ReadOptions::lenient()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the server refused the request: ErrorSchemaValidation: The request failed schema validation."
    );
    assert_eq!(error.response_code(), Some(ResponseCode::ErrorSchemaValidation));
    assert!(matches!(error, Error::Fault(error) if error.fault.line() == Some(11)));
}

#[test]
fn a_fault_made_by_hand() -> TestResult {
    let mut fault = Fault::soap11(FaultCode::client(), "No.");
    fault.role = Some("urn:me".into());
    let message = Message::Fault(Default::default(), Box::new(fault));
    assert_eq!(
        message.write()?,
        format!(
            "{ROOT}<s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>No.</faultstring>\
             <faultactor>urn:me</faultactor></s:Fault></s:Body></s:Envelope>"
        )
    );
    assert_eq!(Message::read(&message.write()?, &ReadOptions::strict())?, message);
    Ok(())
}
