//! Typed calls: requests written, answers read, errors told apart.

use ews_im::types::{
    AddImGroup, AddImGroupResponse, ConnectingSid, ExchangeImpersonation, ExchangeVersion, GetImItemList, ImGroup,
    MailboxCulture, RequestServerVersion, ResponseClass, ResponseCode, operations,
};
use ews_im::{
    AnyResponse, Error, ImOperation, Message, Operation, RawElement, ReadOptions, RequestHeaders, Response,
    ResponseMessageExt, WriteOptions,
};

type TestResult = Result<(), Box<dyn std::error::Error>>;

const ROOT: &str = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
    xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" \
    xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">";

fn answer(body: &str) -> String {
    format!("{ROOT}<s:Body>{body}</s:Body></s:Envelope>")
}

fn decode(document: &str) -> ews_im::Result<Response<AddImGroupResponse>> {
    ews_im::decode::<operations::AddImGroup>(document, &ReadOptions::lenient())
}

#[test]
fn a_request_declares_each_namespace_once() -> TestResult {
    let xml = ews_im::encode(&AddImGroup::new("Friends")?, &RequestHeaders::default())?;
    let expected = format!(
        "{ROOT}<s:Header><t:RequestServerVersion Version=\"Exchange2013\"/></s:Header>\
         <s:Body><m:AddImGroup><m:DisplayName>Friends</m:DisplayName></m:AddImGroup></s:Body></s:Envelope>"
    );
    assert_eq!(xml, expected);
    Ok(())
}

#[test]
fn a_declaration_on_request() -> TestResult {
    let options = WriteOptions::new().xml_declaration(true);
    let xml = ews_im::encode_with(&GetImItemList::default(), &RequestHeaders::empty(), options)?;
    assert_eq!(xml, format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{}", answer("<m:GetImItemList/>")));
    Ok(())
}

#[test]
fn all_request_headers() -> TestResult {
    let zone = "<t:TimeZoneContext xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">\
        <t:TimeZoneDefinition Id=\"GMT Standard Time\"/></t:TimeZoneContext>";
    let headers = RequestHeaders {
        request_server_version: Some(RequestServerVersion::new(ExchangeVersion::Exchange2016)),
        mailbox_culture: Some(MailboxCulture::new("de-AT")?),
        impersonation: Some(ExchangeImpersonation::new(ConnectingSid::PrimarySmtpAddress("a@example.com".try_into()?))),
        others: vec![RawElement::parse(zone)?],
    };
    let xml = ews_im::encode(&AddImGroup::new("Friends")?, &headers)?;
    let header = format!(
        "<s:Header><t:RequestServerVersion Version=\"Exchange2016\"/><t:MailboxCulture>de-AT</t:MailboxCulture>\
         <t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>a@example.com</t:PrimarySmtpAddress>\
         </t:ConnectingSID></t:ExchangeImpersonation>{zone}</s:Header>"
    );
    assert!(xml.contains(&header), "{xml}");
    let Message::Request(read, _) = Message::read(&xml, &ReadOptions::strict())? else { panic!("{xml}") };
    assert_eq!(read, headers);
    Ok(())
}

#[test]
fn awkward_texts_survive() -> TestResult {
    for text in [
        "~!@#$%^&<>\"']]>",
        "🧑‍🚀 ünï",
        "a\r\nb\rc\nd",
        "  blanks at both ends\t ",
        "\u{85}\u{2028}\u{FFFD}",
        "]]>]]&gt;&#13;",
    ] {
        let xml = ews_im::encode(&AddImGroup::new(text)?, &RequestHeaders::default())?;
        for options in [ReadOptions::lenient(), ReadOptions::strict()] {
            let Message::Request(_, request) = Message::read(&xml, &options)? else { panic!("{xml}") };
            assert_eq!(*request, operations::AddImGroup::any_request(AddImGroup::new(text)?), "{xml}");
        }
        let group = ImGroup::new(text, "IPM.DistList.MOC.UserGroup")?;
        let mut response = AddImGroupResponse::new(ResponseClass::Success);
        response.im_group = Some(group);
        let message = Message::Response(Default::default(), Box::new(AnyResponse::AddImGroup(response)));
        assert_eq!(Message::read(&message.write()?, &ReadOptions::lenient())?, message);
    }
    Ok(())
}

#[test]
fn control_characters_are_refused_with_their_place() -> TestResult {
    let error = ews_im::encode(&AddImGroup::new("bell \u{7}")?, &RequestHeaders::empty()).unwrap_err();
    let Error::Encode(error) = error else { panic!("{error}") };
    assert_eq!(error.path(), "Envelope > Body > AddImGroup > DisplayName");
    assert_eq!(error.message(), "the character U+0007 cannot be written in XML");
    Ok(())
}

#[test]
fn a_response_with_success() -> TestResult {
    let document = answer(
        "<m:AddImGroupResponse ResponseClass='Success'><m:ResponseCode>NoError</m:ResponseCode>\
         <m:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>IPM.DistList.MOC.UserGroup</t:GroupType>\
         </m:ImGroup></m:AddImGroupResponse>",
    );
    let response = decode(&document)?;
    assert!(!response.is_warning());
    assert_eq!(response.message.im_group.as_ref().map(|group| &*group.display_name), Some("Friends"));
    let bytes = [b"\xEF\xBB\xBF", document.as_bytes()].concat();
    let again = ews_im::decode_slice::<operations::AddImGroup>(&bytes, &ReadOptions::strict())?;
    assert_eq!(again, response);
    Ok(())
}

#[test]
fn a_warning_is_a_response_with_everything() -> TestResult {
    let response = decode(&answer(
        "<m:AddImGroupResponse ResponseClass='Warning'><m:MessageText>Nearly full.</m:MessageText>\
         <m:ResponseCode>ErrorImGroupLimitReached</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>\
         <m:MessageXml><t:Value Name='Policy'>64</t:Value></m:MessageXml>\
         <m:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>G</t:GroupType></m:ImGroup>\
         </m:AddImGroupResponse>",
    ))?;
    assert!(response.is_warning());
    assert_eq!(response.message.message_text.as_deref(), Some("Nearly full."));
    assert_eq!(response.message.response_code, Some(ResponseCode::ErrorImGroupLimitReached));
    assert_eq!(response.details().value("Policy"), Some("64"));
    assert!(response.message.im_group.is_some());
    Ok(())
}

#[test]
fn an_error_is_an_error_with_everything() -> TestResult {
    let document = format!(
        "{ROOT}<s:Header><t:ServerVersionInfo MajorVersion='15'/></s:Header><s:Body>\
         <m:AddImGroupResponse ResponseClass='Error'><m:MessageText>Internal.</m:MessageText>\
         <m:ResponseCode>ErrorInternalServerError</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>\
         <m:MessageXml><t:Value Name='InnerErrorResponseCode'>ErrorServerBusy</t:Value>\
         <t:Value Name='BackOffMilliseconds'>29500</t:Value></m:MessageXml></m:AddImGroupResponse>\
         </s:Body></s:Envelope>"
    );
    let error = decode(&document).unwrap_err();
    assert_eq!(error.to_string(), "AddImGroup failed: ErrorInternalServerError: Internal.");
    assert_eq!(error.response_code(), Some(ResponseCode::ErrorInternalServerError));
    assert_eq!(error.details().inner_response_code(), Some(ResponseCode::ErrorServerBusy));
    assert_eq!(error.details().back_off_milliseconds(), Some(29500));
    let Error::Response(error) = error else { panic!("{error}") };
    assert_eq!(error.headers.server_version_info.and_then(|info| info.major_version), Some(15));
    let response = operations::AddImGroup::response(error.response).ok_or("another response")?;
    assert!(response.is_error());
    assert_eq!(response.message_text, error.text);
    Ok(())
}

#[test]
fn a_code_newer_than_the_schema_is_kept() -> TestResult {
    let document = answer(
        "<m:AddImGroupResponse ResponseClass='Error'><m:ResponseCode>ErrorOfTomorrow</m:ResponseCode>\
         </m:AddImGroupResponse>",
    );
    let code = decode(&document).unwrap_err().response_code();
    assert_eq!(code, Some(ResponseCode::Other("ErrorOfTomorrow".into())));
    Ok(())
}

#[test]
fn answers_that_cannot_be_read() {
    let message = |document: &str| match decode(document).unwrap_err() {
        Error::Decode(error) => {
            assert_eq!(error.body, document);
            error.error.to_string()
        }
        error => panic!("{error}"),
    };
    assert_eq!(
        message(&answer("<m:GetImItemListResponse ResponseClass='Success'/>")).split_once(": ").map(|(_, text)| text),
        Some(
            "element `GetImItemListResponse` in namespace \
             `http://schemas.microsoft.com/exchange/services/2006/messages` is not allowed here; \
             expected `m:AddImGroupResponse`, or a fault"
        )
    );
    assert_eq!(
        message("<html><body>genericerrorpage</body></html>"),
        "html (line 1, column 1): the root element is `html` in no namespace; \
         expected `Envelope` in namespace `http://schemas.xmlsoap.org/soap/envelope/`"
    );
    assert_eq!(message(""), "line 1, column 1: the document has no root element");
    let error = ews_im::decode_slice::<operations::AddImGroup>(b"<a>\xFF", &ReadOptions::lenient()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answer cannot be read: a (line 1, column 4): the document is not UTF-8: byte 0xFF"
    );
}

#[test]
fn every_operation_says_its_soap_action() {
    assert_eq!(
        operations::SetImListMigrationCompleted::SOAP_ACTION,
        "http://schemas.microsoft.com/exchange/services/2006/messages/SetImListMigrationCompleted"
    );
}
