//! What requests say in their header: version, language, entries that nobody knows.

use ews_im::types::{ExchangeVersion, GetImItemList, MailboxCulture, RequestServerVersion};

use super::*;

/// The answer to a request with a header.
fn answer(header: &str) -> Reply {
    let request = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><s:Header>{header}</s:Header><s:Body>\
         <GetImItemList xmlns=\"http://schemas.microsoft.com/exchange/services/2006/messages\"/></s:Body></s:Envelope>"
    );
    service(|alisa| alisa).answer(ALISA, request.as_bytes())
}

fn check_fault(reply: &Reply, code: ResponseCode, text: &str) {
    let fault = read_fault(reply);
    assert_eq!(fault.code.namespace, "http://schemas.microsoft.com/exchange/services/2006/types");
    assert_eq!(fault.code.local, code.as_str());
    assert_eq!(fault.response_code(), Some(code));
    assert_eq!((fault.reason(), fault.message().as_str()), (text, text));
    assert_eq!(fault.details(), Default::default());
}

const TOO_OLD: &str = "The request is valid but does not specify the correct server version in the \
                       RequestServerVersion SOAP header.  Ensure that the RequestServerVersion SOAP header is set with \
                       the correct RequestServerVersionValue.";

#[test]
fn versions() {
    let with = |version: Option<ExchangeVersion>| {
        let request_server_version = version.map(RequestServerVersion::new);
        let headers = RequestHeaders { request_server_version, ..RequestHeaders::empty() };
        let xml = ews_im::encode(&GetImItemList::default(), &headers).unwrap();
        service(|alisa| alisa).answer(ALISA, xml.as_bytes())
    };
    check_fault(&with(None), ResponseCode::ErrorIncorrectSchemaVersion, TOO_OLD);
    use ExchangeVersion as V;
    for version in [
        V::Exchange2007,
        V::Exchange2007Sp1,
        V::Exchange2009,
        V::Exchange2010,
        V::Exchange2010Sp1,
        V::Exchange2010Sp2,
        V::Exchange2012,
    ] {
        check_fault(&with(Some(version)), ResponseCode::ErrorIncorrectSchemaVersion, TOO_OLD);
    }
    for version in
        [V::Exchange2013, V::Exchange2013Sp1, V::Exchange2015, V::Exchange2016, V::V2015_10_05, V::V2017_07_11]
    {
        read_response(&with(Some(version)));
    }
    let text = "The specified server version is invalid.";
    for version in ["Exchange2007_SP3", "V2018_01_08", "exchange2013", ""] {
        let reply = answer(&format!("<t:RequestServerVersion Version=\"{version}\"/>"));
        check_fault(&reply, ResponseCode::ErrorInvalidServerVersion, text);
    }
}

/// A request that breaks the schema is told so, whatever its version.
#[test]
fn the_schema_comes_before_the_version() {
    let reply = answer("<t:RequestServerVersion Version=\"Exchange2007\"/><t:ExchangeImpersonation/>");
    assert_eq!(read_fault(&reply).response_code(), Some(ResponseCode::ErrorSchemaValidation));
}

#[test]
fn cultures() {
    let with = |culture: &str| {
        answer(&format!(
            "<t:RequestServerVersion Version=\"Exchange2013\"/><t:MailboxCulture>{culture}</t:MailboxCulture>"
        ))
    };
    for culture in ["en-US", "de", "zh-Hans-CN", "EN-us", "fil-PH"] {
        read_response(&with(culture));
    }
    for culture in ["", "english", "x-private", "en_US", "1-2", "en-"] {
        check_fault(
            &with(culture),
            ResponseCode::ErrorUnsupportedCulture,
            "The specified item culture is not supported on this server.",
        );
    }
    assert!(MailboxCulture::new("en_US").is_err());
}

#[test]
fn entries_that_nobody_knows_are_read_over() {
    let entries = "<t:RequestServerVersion Version=\"Exchange2013\" s:mustUnderstand=\"0\"/>\
                   <t:TimeZoneContext><t:TimeZoneDefinition Id=\"Pacific Standard Time\"/></t:TimeZoneContext>\
                   <a:trace xmlns:a=\"urn:a\">1</a:trace>";
    read_response(&answer(entries));
}

#[test]
fn the_version_of_the_server_can_be_told() {
    let version = ews_im::types::ServerVersionInfo { version: Some("Exchange2013".into()), ..Default::default() };
    let service = Service::new(directory().server_version(version).mailbox(MailboxSeed::new(ALISA))).unwrap();
    let xml = ews_im::encode(&GetImItemList::default(), &RequestHeaders::default()).unwrap();
    let reply = service.answer(ALISA, xml.as_bytes());
    assert!(reply.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));
    assert!(reply.body.contains("<t:ServerVersionInfo Version=\"Exchange2013\"/>"), "{}", reply.body);
}
