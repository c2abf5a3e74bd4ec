//! Envelopes of every shape that arrives, and what strict mode refuses of them.

use ews_im::{AnyRequest, AnyResponse, Message, ReadOptions, ResponseMessageExt};

type TestResult = Result<(), Box<dyn std::error::Error>>;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// An envelope with everything declared.
fn envelope(content: &str) -> String {
    format!("<s:Envelope xmlns:s=\"{SOAP}\" xmlns:m=\"{MESSAGES}\" xmlns:t=\"{TYPES}\">{content}</s:Envelope>")
}

fn request(header: &str) -> String {
    envelope(&format!("{header}<s:Body><m:RemoveImGroup><m:GroupId Id=\"1\"/></m:RemoveImGroup></s:Body>"))
}

#[test]
fn written_as_read() -> TestResult {
    let documents = [
        request(""),
        request("<s:Header><t:RequestServerVersion Version=\"Exchange2013_SP1\"/></s:Header>"),
        envelope(
            "<s:Header><t:ServerVersionInfo MajorVersion=\"15\" Version=\"V2018_01_08\"/></s:Header>\
            <s:Body><m:GetImItemListResponse ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>\
            <m:ImItemList/></m:GetImItemListResponse></s:Body>",
        ),
    ];
    for document in documents {
        assert_eq!(Message::read(&document, &ReadOptions::strict())?.write()?, document);
    }
    Ok(())
}

#[test]
fn attributes_of_soap_are_fine() -> TestResult {
    let document = format!(
        "<s:Envelope xmlns:s='{SOAP}' xmlns:x='urn:x' s:encodingStyle='' x:a='1'>\
         <s:Header x:b='2' s:encodingStyle=''>\
         <t:RequestServerVersion xmlns:t='{TYPES}' Version='Exchange2013' s:mustUnderstand='1' s:actor='urn:a'/>\
         <t:MailboxCulture xmlns:t='{TYPES}' s:mustUnderstand='0'>en-US</t:MailboxCulture></s:Header>\
         <s:Body x:c='3' id='4' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'>\
         <GetImItemList xmlns='{MESSAGES}'/></s:Body></s:Envelope>"
    );
    for options in [ReadOptions::lenient(), ReadOptions::strict()] {
        let Message::Request(headers, _) = Message::read(&document, &options)? else { panic!() };
        let version = headers.request_server_version.ok_or("no version")?;
        assert_eq!(version.any_attributes.len(), 2);
        assert_eq!(headers.mailbox_culture.map(|culture| culture.value.to_string()).as_deref(), Some("en-US"));
    }
    Ok(())
}

#[test]
fn a_header_may_be_empty_or_missing() -> TestResult {
    let body = "<s:Body><m:SetImListMigrationCompletedResponse ResponseClass='Success'/></s:Body>";
    for header in ["", "<s:Header/>", "<s:Header>\n</s:Header>"] {
        let document = envelope(&format!("{header}{body}"));
        for options in [ReadOptions::lenient(), ReadOptions::strict()] {
            let Message::Response(headers, response) = Message::read(&document, &options)? else { panic!() };
            assert_eq!(headers, Default::default());
            assert!(!response.message().is_error());
        }
    }
    Ok(())
}

#[test]
fn unknown_header_entries_are_kept() -> TestResult {
    let header =
        "<s:Header><t:MailboxCulture>en-US</t:MailboxCulture><x:a xmlns:x=\"urn:x\" b=\"c\">d<e/></x:a></s:Header>";
    let message = Message::read(&request(header), &ReadOptions::strict())?;
    let Message::Request(headers, _) = &message else { panic!() };
    assert_eq!((headers.others[0].namespace(), headers.others[0].local_name()), ("urn:x", "a"));
    assert_eq!(message.write()?, request(header));
    Ok(())
}

#[test]
fn wrong_namespaces_of_the_documentation() -> TestResult {
    let document =
        request("<s:Header><t:MailboxCulture>en-US</t:MailboxCulture></s:Header>").replace("http://", "https://");
    let message = Message::read(&document, &ReadOptions::lenient())?;
    assert_eq!(message.write()?, document.replace("https://", "http://"));
    Ok(())
}

#[test]
fn prefixes_do_not_matter() -> TestResult {
    let document = format!(
        "\u{FEFF}<?xml version='1.0'?><!-- c --><Envelope xmlns='{SOAP}'><Header xmlns:h='{TYPES}'>\
         <h:RequestServerVersion xmlns='{TYPES}' Version='Exchange2013'/></Header>\
         <Body><q:SetImListMigrationCompleted xmlns:q='{MESSAGES}'>\
         <ImListMigrationCompleted xmlns='{MESSAGES}'> 1 </ImListMigrationCompleted></q:SetImListMigrationCompleted>\
         </Body></Envelope>"
    );
    let Message::Request(_, request) = Message::read(&document, &ReadOptions::strict())? else { panic!() };
    let AnyRequest::SetImListMigrationCompleted(request) = *request else { panic!() };
    assert!(request.im_list_migration_completed);
    Ok(())
}

#[test]
fn refused_in_both_modes() {
    let cases = [
        (
            "<s:Body/>".to_owned(),
            "Envelope > Body",
            "the body is empty; expected a request or response of an instant-messaging operation, or a fault",
        ),
        (String::new(), "Envelope", "element `s:Body` is missing; it is required"),
        (
            "<s:Body><m:GetImItemList/><m:GetImItemList/></s:Body>".to_owned(),
            "Envelope > Body > GetImItemList[2]",
            "the body holds one element; `GetImItemList` in namespace \
             `http://schemas.microsoft.com/exchange/services/2006/messages` is another",
        ),
        (
            "<s:Body><m:FindItem/></s:Body>".to_owned(),
            "Envelope > Body > FindItem",
            "element `FindItem` in namespace `http://schemas.microsoft.com/exchange/services/2006/messages` \
             is not allowed here; expected a request or response of an instant-messaging operation, or a fault",
        ),
        (
            "<s:Header/><s:Header/><s:Body><m:GetImItemList/></s:Body>".to_owned(),
            "Envelope > Header[2]",
            "element `Header` may occur only once here",
        ),
    ];
    for (content, path, message) in cases {
        for options in [ReadOptions::lenient(), ReadOptions::strict()] {
            let error = Message::read(&envelope(&content), &options).unwrap_err();
            let found = error.message().replace("`s:Header`", "`Header`");
            assert_eq!((error.path(), found.as_str()), (path, message));
        }
    }
}

#[test]
fn refused_in_strict_mode() {
    let body = "<s:Body><m:GetImItemList/></s:Body>";
    let cases = [
        (
            format!("{body}<s:Header/>"),
            "Envelope > Header",
            "element `s:Header` is out of order; it must come before `s:Body`",
        ),
        (format!("<t:x/>{body}"), "Envelope > x", "expected element `s:Body` first; it is required"),
        (
            format!("{body}<x/>"),
            "Envelope > x",
            "element `x` in no namespace is not allowed here; expected any other element",
        ),
        (format!("stray{body}"), "Envelope", "text is not allowed in `s:Envelope`: its content is elements"),
        (
            format!("<s:Header a='b'/>{body}"),
            "Envelope > Header",
            "attribute `a` is not allowed here; the element has none",
        ),
        (
            "<s:Body><m:AddImGroup/></s:Body>".to_owned(),
            "Envelope > Body > AddImGroup",
            "element `m:DisplayName` is missing; it is required",
        ),
    ];
    for (content, path, message) in &cases {
        let error = Message::read(&envelope(content), &ReadOptions::strict()).unwrap_err();
        assert_eq!((error.path(), error.message()), (*path, *message));
    }
    for (content, ..) in &cases[..5] {
        assert!(Message::read(&envelope(content), &ReadOptions::lenient()).is_ok(), "{content}");
    }
}

#[test]
fn what_follows_the_body_is_read_over() -> TestResult {
    let document = envelope("<s:Body><m:GetImItemList/></s:Body><x:y xmlns:x=\"urn:x\"/>");
    assert!(matches!(Message::read(&document, &ReadOptions::strict())?, Message::Request(..)));
    Ok(())
}

#[test]
fn limits_hold() {
    let error = Message::read(&request(""), &ReadOptions::lenient().max_depth(3)).unwrap_err();
    assert_eq!(error.message(), "elements nest deeper than 3");
}

/// Servers send relevance scores that are no numbers of 32 bits.
#[test]
fn a_score_out_of_range_is_refused_in_strict_mode_alone() -> TestResult {
    let list = |score: &str| {
        envelope(&format!(
            "<s:Body><m:GetImItemListResponse ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>\
             <m:ImItemList><t:Groups><t:ImGroup><t:DisplayName>Friends</t:DisplayName>\
             <t:GroupType>G</t:GroupType></t:ImGroup></t:Groups>\
             <t:Personas><t:Persona><t:PersonaId Id=\"1\"/><t:DisplayName>Tony</t:DisplayName>\
             <t:ImAddress>sip:tony@contoso.com</t:ImAddress>{score}<t:DisplayNames/></t:Persona>\
             <t:Persona><t:PersonaId Id=\"2\"/><t:RelevanceScore>7</t:RelevanceScore></t:Persona></t:Personas>\
             </m:ImItemList></m:GetImItemListResponse></s:Body>"
        ))
    };
    let document = list("<t:RelevanceScore>4255550110</t:RelevanceScore>");
    let message = Message::read(&document, &ReadOptions::lenient())?;
    assert_eq!(message.write()?, list(""), "nothing else is lost");
    let Message::Response(_, response) = message else { panic!("{message:?}") };
    let AnyResponse::GetImItemList(response) = *response else { panic!("{response:?}") };
    let personas = response.im_item_list.as_ref().and_then(|list| list.personas.as_ref()).ok_or("no personas")?;
    let scores: Vec<_> = personas.persona.iter().map(|persona| persona.relevance_score).collect();
    assert_eq!(scores, [None, Some(7)]);
    let error = Message::read(&document, &ReadOptions::strict()).unwrap_err().to_string();
    let expected = "Envelope > Body > GetImItemListResponse > ImItemList > Personas > Persona > RelevanceScore";
    assert!(error.starts_with(expected), "{error}");
    assert!(error.ends_with("\"4255550110\" is not a valid xs:int: out of range"), "{error}");
    Ok(())
}
