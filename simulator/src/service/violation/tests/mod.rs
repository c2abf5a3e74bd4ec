//! Texts and places of violations.

#![allow(clippy::unwrap_used, clippy::panic)]

mod mutations;
mod schema;

use ews_im::types::ResponseCode;
use ews_im::{FaultExt, Message};

use crate::service::read;

const HEAD: &str = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
                    xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" \
                    xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">\n";

const IN_M: &str = "in namespace 'http://schemas.microsoft.com/exchange/services/2006/messages'";
const IN_T: &str = "in namespace 'http://schemas.microsoft.com/exchange/services/2006/types'";
const T: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// The line, the position and the text of what is wrong with a document.
fn violation(document: &[u8]) -> (u64, u64, String) {
    let Err(fault) = read(document) else { panic!("no fault: {}", String::from_utf8_lossy(document)) };
    let Message::Fault(_, fault) = fault.message().unwrap() else { panic!("no fault") };
    assert_eq!(fault.response_code(), Some(ResponseCode::ErrorSchemaValidation), "{}", fault.summary());
    let details = fault.details();
    let violation = details.violation.unwrap();
    assert_eq!(fault.reason(), format!("The request failed schema validation: {violation}"));
    assert_eq!(fault.message(), "The request failed schema validation.");
    (details.line_number.unwrap(), details.line_position.unwrap(), violation)
}

/// The same for what stands in the third line, the only one of the body. Positions count from the beginning of that line.
#[track_caller]
fn check(body: &str, position: u64, text: &str) {
    let text = text.replace("{m}", IN_M).replace("{t}", IN_T).replace("{T}", T);
    let document = format!("{HEAD}<s:Body>\n{body}\n</s:Body></s:Envelope>");
    assert_eq!(violation(document.as_bytes()), (3, position, text));
}

/// The same for the header.
#[track_caller]
fn check_header(header: &str, position: u64, text: &str) {
    let text = text.replace("{m}", IN_M).replace("{t}", IN_T).replace("{T}", T);
    let document = format!("{HEAD}<s:Header>\n{header}\n</s:Header><s:Body><m:GetImItemList/></s:Body></s:Envelope>");
    assert_eq!(violation(document.as_bytes()), (3, position, text));
}

#[track_caller]
fn check_malformed(body: &str, position: u64, text: &str) {
    check(body, position, &format!("{text} Line 3, position {position}."));
}

/// A request that is refused without a place.
#[track_caller]
fn check_invalid(document: &str) {
    let Err(fault) = read(document.as_bytes()) else { panic!("no fault: {document}") };
    let Message::Fault(_, fault) = fault.message().unwrap() else { panic!("no fault") };
    assert_eq!(fault.response_code(), Some(ResponseCode::ErrorInvalidRequest), "{document}");
    assert_eq!((fault.message().as_str(), fault.line()), ("The request is invalid.", None));
}

#[test]
fn children() {
    check(
        "<m:AddImGroup></m:AddImGroup>",
        17,
        "The element 'AddImGroup' {m} has incomplete content. List of possible elements expected: 'DisplayName' {m}.",
    );
    check(
        "<m:AddImGroup/>",
        2,
        "The element 'AddImGroup' {m} has incomplete content. List of possible elements expected: 'DisplayName' {m}.",
    );
    check(
        "<m:SetImGroup><m:NewDisplayName>a</m:NewDisplayName></m:SetImGroup>",
        16,
        "The element 'SetImGroup' {m} has invalid child element 'NewDisplayName' {m}. List of possible elements expected: 'GroupId' {m}.",
    );
    check(
        "<m:SetImGroup><m:NewDisplayName/></m:SetImGroup>",
        16,
        "The element 'SetImGroup' {m} has invalid child element 'NewDisplayName' {m}. List of possible elements expected: 'GroupId' {m}.",
    );
    check(
        "<m:AddImGroup><t:DisplayName>a</t:DisplayName></m:AddImGroup>",
        16,
        "The element 'AddImGroup' {m} has invalid child element 'DisplayName' {t}. List of possible elements expected: 'DisplayName' {m}.",
    );
    check(
        "<m:AddImGroup><a xmlns=''/></m:AddImGroup>",
        16,
        "The element 'AddImGroup' {m} has invalid child element 'a'. List of possible elements expected: 'DisplayName' {m}.",
    );
    check(
        "<m:AddImGroup><m:DisplayName>a</m:DisplayName><m:DisplayName>a</m:DisplayName></m:AddImGroup>",
        48,
        "The element 'AddImGroup' {m} has invalid child element 'DisplayName' {m}.",
    );
    check(
        "<m:AddNewImContactToGroup><m:ImAddress>a</m:ImAddress><m:x/></m:AddNewImContactToGroup>",
        56,
        "The element 'AddNewImContactToGroup' {m} has invalid child element 'x' {m}. List of possible elements expected: 'DisplayName, GroupId' {m}.",
    );
    check(
        "<m:GetImItems><m:ContactIds></m:ContactIds></m:GetImItems>",
        31,
        "The element 'ContactIds' {m} has incomplete content. List of possible elements expected: 'ItemId, OccurrenceItemId, RecurringMasterItemId, RecurringMasterItemIdRanges' {t}.",
    );
    check(
        "<m:GetImItems><m:ExtendedProperties/></m:GetImItems>",
        16,
        "The element 'ExtendedProperties' {m} has incomplete content. List of possible elements expected: 'ExtendedProperty' {t}.",
    );
    check(
        "<m:GetImItems><m:GroupIds><t:ItemId Id='a'/></m:GroupIds><m:ContactIds/></m:GetImItems>",
        59,
        "The element 'GetImItems' {m} has invalid child element 'ContactIds' {m}. List of possible elements expected: 'ExtendedProperties' {m}.",
    );
    check(
        "<m:RemoveImGroup><m:GroupId Id='a'><t:x/></m:GroupId></m:RemoveImGroup>",
        37,
        "The element 'GroupId' {m} cannot contain child element 'x' {t} because the parent element's content model is empty.",
    );
    check(
        "<m:AddImGroup><m:DisplayName>a<t:b/></m:DisplayName></m:AddImGroup>",
        32,
        "The element 'DisplayName' {m} cannot contain child element 'b' {t} because the parent element's content model is text only.",
    );
    check(
        "<m:GetFolder/>",
        2,
        "Could not find schema information for the element 'http://schemas.microsoft.com/exchange/services/2006/messages:GetFolder'.",
    );
    check("<GetFolder/>", 2, "Could not find schema information for the element 'GetFolder'.");
    check(
        "<m:AddImGroupResponse ResponseClass='Success'/>",
        2,
        "Could not find schema information for the element 'http://schemas.microsoft.com/exchange/services/2006/messages:AddImGroupResponse'.",
    );
}

#[test]
fn texts() {
    check(
        "<m:AddImGroup> x</m:AddImGroup>",
        15,
        "The element 'AddImGroup' {m} cannot contain text. List of possible elements expected: 'DisplayName' {m}.",
    );
    check(
        "<m:AddImGroup><![CDATA[x]]></m:AddImGroup>",
        24,
        "The element 'AddImGroup' {m} cannot contain text. List of possible elements expected: 'DisplayName' {m}.",
    );
    check(
        "<m:AddImGroup><m:DisplayName>a</m:DisplayName>x</m:AddImGroup>",
        47,
        "The element 'AddImGroup' {m} cannot contain text.",
    );
    check(
        "<m:RemoveImGroup><m:GroupId Id='a'>x</m:GroupId></m:RemoveImGroup>",
        36,
        "The element 'GroupId' {m} cannot contain text because the content model is empty.",
    );
}

#[test]
fn attributes() {
    check("<m:AddImGroup y='1'/>", 15, "The 'y' attribute is not declared.");
    check(
        "<m:AddImGroup><m:DisplayName t:x='1'>a</m:DisplayName></m:AddImGroup>",
        30,
        "The '{T}:x' attribute is not declared.",
    );
    check(
        "<m:RemoveImGroup><m:GroupId Id='>' Foo='b'></m:GroupId></m:RemoveImGroup>",
        36,
        "The 'Foo' attribute is not declared.",
    );
    check("<m:RemoveImGroup><m:GroupId/></m:RemoveImGroup>", 19, "The required attribute 'Id' is missing.");
    check(
        "<m:RemoveImGroup><m:GroupId ChangeKey='a'></m:GroupId></m:RemoveImGroup>",
        19,
        "The required attribute 'Id' is missing.",
    );
    check(
        "<m:GetImItems><m:ContactIds><t:OccurrenceItemId RecurringMasterId='a'/></m:ContactIds></m:GetImItems>",
        30,
        "The required attribute 'InstanceIndex' is missing.",
    );
    check(
        "<m:GetImItemList xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>",
        2,
        "If the 'nillable' attribute is false in the schema, the 'xsi:nil' attribute must not be present.",
    );
    check(
        "<m:GetImItemList xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='t:Foo'/>",
        2,
        "This is an invalid xsi:type '{T}:Foo'.",
    );
}

#[test]
fn values_of_attributes() {
    let property = |attributes: &str| {
        format!(
            "<m:GetImItemList><m:ExtendedProperties><t:ExtendedProperty {attributes}/></m:ExtendedProperties></m:GetImItemList>"
        )
    };
    check(
        &property("PropertyTag='0x1' PropertyType='Strin'"),
        78,
        "The 'PropertyType' attribute is invalid - The value 'Strin' is invalid according to its datatype '{T}:MapiPropertyTypeType' - The Enumeration constraint failed.",
    );
    check(
        &property("PropertyTag='zz' PropertyType='String'"),
        60,
        "The 'PropertyTag' attribute is invalid - The value 'zz' is invalid according to its datatype '{T}:PropertyTagType' - The value 'zz' is not valid according to any of the memberTypes of the union.",
    );
    check(
        &property("PropertyId='&lt;&#120;' PropertyType='String'"),
        60,
        "The 'PropertyId' attribute is invalid - The value '<x' is invalid according to its datatype 'http://www.w3.org/2001/XMLSchema:int' - The string '<x' is not a valid Int32 value.",
    );
    check(
        &property("PropertySetId='1' PropertyType='String'"),
        60,
        "The 'PropertySetId' attribute is invalid - The value '1' is invalid according to its datatype '{T}:GuidType' - The Pattern constraint failed.",
    );
    check(
        &property("DistinguishedPropertySetId='1' PropertyType='String'"),
        60,
        "The 'DistinguishedPropertySetId' attribute is invalid - The value '1' is invalid according to its datatype '{T}:DistinguishedPropertySetType' - The Enumeration constraint failed.",
    );
    check(
        "<m:GetImItems><m:GroupIds><t:RecurringMasterItemIdRanges Id='a'><t:Ranges><t:Range Start='x'/></t:Ranges></t:RecurringMasterItemIdRanges></m:GroupIds></m:GetImItems>",
        84,
        "The 'Start' attribute is invalid - The value 'x' is invalid according to its datatype 'http://www.w3.org/2001/XMLSchema:dateTime' - The string 'x' is not a valid XsdDateTime value.",
    );
}

#[test]
fn values_of_elements() {
    let empty = "The 'http://schemas.microsoft.com/exchange/services/2006/messages:DisplayName' element is invalid - The value '' is invalid according to its datatype '{T}:NonEmptyStringType' - The actual length is less than the MinLength value.";
    check("<m:AddImGroup><m:DisplayName></m:DisplayName></m:AddImGroup>", 32, empty);
    check("<m:AddImGroup><m:DisplayName/></m:AddImGroup>", 16, empty);
    check("<m:AddImGroup><m:DisplayName ><!-- > --></m:DisplayName ></m:AddImGroup>", 43, empty);
    check(
        "<m:SetImListMigrationCompleted><m:ImListMigrationCompleted>y<!-- - -->e<![CDATA[s]]><?a b?></m:ImListMigrationCompleted></m:SetImListMigrationCompleted>",
        94,
        "The 'http://schemas.microsoft.com/exchange/services/2006/messages:ImListMigrationCompleted' element is invalid - The value 'yes' is invalid according to its datatype 'http://www.w3.org/2001/XMLSchema:boolean' - The string 'yes' is not a valid Boolean value.",
    );
}

#[test]
fn headers() {
    check_header("<t:RequestServerVersion/>", 2, "The required attribute 'Version' is missing.");
    check_header(
        "<t:ExchangeImpersonation/>",
        2,
        "The element 'ExchangeImpersonation' {t} has incomplete content. List of possible elements expected: 'ConnectingSID' {t}.",
    );
    check_header(
        "<t:ExchangeImpersonation><t:ConnectingSID/></t:ExchangeImpersonation>",
        27,
        "The element 'ConnectingSID' {t} has incomplete content. List of possible elements expected: 'PrincipalName, SID, PrimarySmtpAddress, SmtpAddress' {t}.",
    );
    check_header(
        "<t:ExchangeImpersonation><t:ConnectingSID><t:SID>a</t:SID><t:SID>a</t:SID></t:ConnectingSID></t:ExchangeImpersonation>",
        60,
        "The element 'ConnectingSID' {t} has invalid child element 'SID' {t}.",
    );
    check_header(
        "<t:ExchangeImpersonation><t:ConnectingSID><t:SID></t:SID></t:ConnectingSID></t:ExchangeImpersonation>",
        52,
        "The '{T}:SID' element is invalid - The value '' is invalid according to its datatype '{T}:NonEmptyStringType' - The actual length is less than the MinLength value.",
    );
}

#[test]
fn references() {
    let name = |text: &str| format!("<m:AddImGroup><m:DisplayName>{text}</m:DisplayName></m:AddImGroup>");
    check_malformed(&name("a & b"), 33, "An error occurred while parsing EntityName.");
    check_malformed(&name("a &&amp;"), 33, "An error occurred while parsing EntityName.");
    check_malformed(&name("a &1;"), 33, "An error occurred while parsing EntityName.");
    check_malformed(&name("R&D"), 33, "'<' is an unexpected token. The expected token is ';'.");
    check_malformed(&name("R&D x"), 33, "' ' is an unexpected token. The expected token is ';'.");
    check_malformed(&name("&nbsp;"), 31, "Reference to undeclared entity 'nbsp'.");
    check_malformed(&name("&#0;"), 32, "'.', hexadecimal value 0x00, is an invalid character.");
    check_malformed(&name("&#x1F;"), 33, "'.', hexadecimal value 0x1F, is an invalid character.");
    check_malformed(&name("&#x;"), 33, "Invalid syntax for a hexadecimal numeric entity reference.");
    check_malformed(&name("&#1a;"), 33, "Invalid syntax for a decimal numeric entity reference.");
    check_malformed(&name("&#99999999999;"), 32, "Invalid value for a decimal numeric entity reference.");
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id='a & b'/></m:RemoveImGroup>",
        36,
        "An error occurred while parsing EntityName.",
    );
}

#[test]
fn tags() {
    check_malformed(
        "<m:AddImGroup><m:DisplayName>a</m:displayName></m:AddImGroup>",
        33,
        "The 'm:DisplayName' start tag on line 3 position 16 does not match the end tag of 'm:displayName'.",
    );
    check_malformed(
        "<m:AddImGroup><m:DisplayName>a < b</m:DisplayName></m:AddImGroup>",
        33,
        "Name cannot begin with the ' ' character, hexadecimal value 0x20.",
    );
    check_malformed(
        "<m:AddImGroup><m:DisplayName>a<b</m:DisplayName></m:AddImGroup>",
        33,
        "The '<' character, hexadecimal value 0x3C, cannot be included in a name.",
    );
    check_malformed(
        "<m:AddImGroup><m:DisplayName>a<3</m:DisplayName></m:AddImGroup>",
        32,
        "Name cannot begin with the '3' character, hexadecimal value 0x33.",
    );
    check_malformed(
        "<m:AddImGroup><q:DisplayName>a</q:DisplayName></m:AddImGroup>",
        16,
        "'q' is an undeclared prefix.",
    );
    check_malformed("<m:RemoveImGroup><m:GroupId q:Id='a'/></m:RemoveImGroup>", 29, "'q' is an undeclared prefix.");
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id='a' Id='b'/></m:RemoveImGroup>",
        36,
        "'Id' is a duplicate attribute name.",
    );
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id='a'q='b'/></m:RemoveImGroup>",
        35,
        "'q' is an unexpected token. Expecting white space.",
    );
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id=a/></m:RemoveImGroup>",
        32,
        "'a' is an unexpected token. The expected token is '\"' or '''.",
    );
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id/></m:RemoveImGroup>",
        31,
        "'/' is an unexpected token. The expected token is '='.",
    );
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id='a' / ></m:RemoveImGroup>",
        37,
        "' ' is an unexpected token. The expected token is '>'.",
    );
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id='a<b'/></m:RemoveImGroup>",
        34,
        "'<', hexadecimal value 0x3C, is an invalid attribute character.",
    );
    check_malformed(
        "<m:RemoveImGroup><m:GroupId Id='a' !/></m:RemoveImGroup>",
        36,
        "Name cannot begin with the '!' character, hexadecimal value 0x21.",
    );
}

#[test]
fn names() {
    check_malformed("<m:AddImGroup 3='a'/>", 15, "Name cannot begin with the '3' character, hexadecimal value 0x33.");
    check_malformed(
        "<m:AddImGroup a='a' -b='a'/>",
        21,
        "Name cannot begin with the '-' character, hexadecimal value 0x2D.",
    );
    check_malformed("<m:AddImGroup a!='a'/>", 16, "'!' is an unexpected token. The expected token is '='.");
    check_malformed("<m:Add!ImGroup/>", 7, "The '!' character, hexadecimal value 0x21, cannot be included in a name.");
    check_malformed("<-a/>", 2, "Name cannot begin with the '-' character, hexadecimal value 0x2D.");
    check_malformed("<m:/>", 4, "Name cannot begin with the '/' character, hexadecimal value 0x2F.");
    check_malformed("<m:a:b/>", 5, "The ':' character, hexadecimal value 0x3A, cannot be included in a name.");
    check_malformed("<m:AddImGroup xmlns:a=''/>", 15, "Invalid namespace declaration.");
}

#[test]
fn other_markup() {
    check_malformed(
        "<m:AddImGroup><m:DisplayName>a\u{1}b</m:DisplayName></m:AddImGroup>",
        31,
        "'.', hexadecimal value 0x01, is an invalid character.",
    );
    check_malformed(
        "<m:AddImGroup><m:DisplayName>a]]>b</m:DisplayName></m:AddImGroup>",
        31,
        "']]>' is not allowed in character data.",
    );
    check_malformed("<!-- a -- b -->", 8, "An XML comment cannot contain '--', and '-' cannot be the last character.");
    check_malformed(
        "<?xml version='1.0'?>",
        3,
        "Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it.",
    );
    check_malformed("<!DOCTYPE a>", 2, "Unexpected DTD declaration.");
}

/// Documents as a whole: the line, the position and the text, which ends with the place.
#[test]
fn documents() {
    let request = format!("{HEAD}<s:Body><m:GetImItemList/></s:Body></s:Envelope>");
    let check = |document: &str, line: u64, position: u64, text: &str| {
        assert_eq!(
            violation(document.as_bytes()),
            (line, position, format!("{text} Line {line}, position {position}.")),
            "{document}"
        );
    };
    check("", 1, 1, "Root element is missing.");
    check("\u{FEFF}\n", 2, 1, "Root element is missing.");
    check("hello", 1, 1, "Data at the root level is invalid.");
    check(&format!("\u{FEFF}x{request}"), 1, 1, "Data at the root level is invalid.");
    check(&format!("{request}x"), 2, 49, "Data at the root level is invalid.");
    check(&format!("{request}<a/>"), 2, 50, "There are multiple root elements.");
    check(&format!("{request}</a>"), 2, 51, "Unexpected end tag.");
    check(
        &format!("\n<?xml version=\"1.0\"?>{request}"),
        2,
        3,
        "Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it.",
    );
    check(
        &format!("<!DOCTYPE a [<!ENTITY x 'y'>]>{request}"),
        1,
        2,
        "For security reasons DTD is prohibited in this XML document.",
    );
    check("<a", 1, 3, "Unexpected end of file while parsing Name has occurred.");
    check("<", 1, 2, "Unexpected end of file while parsing Name has occurred.");
    check("<a ", 1, 4, "Unexpected end of file has occurred.");
    check("<a b='", 1, 7, "Unexpected end of file has occurred.");
    let cut = request.strip_suffix("</s:Body></s:Envelope>").unwrap();
    check(
        cut,
        2,
        27,
        "Unexpected end of file has occurred. The following elements are not closed: s:Body, s:Envelope.",
    );
    check(&format!("{cut}<!-- "), 2, 32, "Unexpected end of file while parsing Comment has occurred.");
    check(&format!("{cut}<![CDATA[ "), 2, 37, "Unexpected end of file while parsing CDATA has occurred.");
    let text = "Invalid character in the given encoding.";
    assert_eq!(violation(b"<a>\n\xFF</a>"), (2, 1, format!("{text} Line 2, position 1.")));
    assert_eq!(violation(b"\xFF\xFE<\0a\0"), (1, 1, format!("{text} Line 1, position 1.")));
    let deep = format!("{HEAD}{}", "<s:Header>".repeat(200));
    let (line, _, text) = violation(deep.as_bytes());
    assert_eq!(line, 2);
    assert!(!text.is_empty());
}

#[test]
fn no_envelope_with_a_request() {
    let request = |envelope: &str, body: &str| format!("<Envelope xmlns='{envelope}'>{body}</Envelope>");
    let soap = "http://schemas.xmlsoap.org/soap/envelope/";
    let list = "<GetImItemList xmlns='http://schemas.microsoft.com/exchange/services/2006/messages'/>";
    assert!(read(request(soap, &format!("<Body>{list}</Body>")).as_bytes()).is_ok());
    check_invalid(&request("http://www.w3.org/2003/05/soap-envelope", &format!("<Body>{list}</Body>")));
    check_invalid(&request("", &format!("<Body>{list}</Body>")));
    check_invalid(list);
    check_invalid(&request(soap, "<Body/>"));
    check_invalid(&request(soap, "<Body> </Body>"));
    check_invalid(&request(soap, ""));
    check_invalid(&request(soap, list));
    check_invalid(&request(soap, &format!("<Body>{list}{list}</Body>")));
    check_invalid(&request(soap, &format!("<Body>x{list}</Body>")));
}

#[test]
fn places_do_not_depend_on_how_lines_end() {
    let document = format!(
        "{HEAD}<s:Body>\n  <m:AddImGroup>\n    <m:DisplayName>Zoë 😀 & co</m:DisplayName>\n  </m:AddImGroup>\n</s:Body></s:Envelope>"
    );
    for document in
        [document.clone(), document.replace('\n', "\r\n"), document.replace('\n', "\r"), format!("\u{FEFF}{document}")]
    {
        let text = "An error occurred while parsing EntityName. Line 4, position 28.".to_owned();
        assert_eq!(violation(document.as_bytes()), (4, 28, text), "{document:?}");
    }
}
