//! Documents that are spoiled at random: whatever is wrong with them, there is something to say of it, at a place in them.

use xsd_runtime::ReadOptions;

use crate::service::{read, read_with};
use crate::testing::Random;

const DOCUMENTS: [&str; 4] = [
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
     xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><s:Header>\
     <t:RequestServerVersion Version='Exchange2013'/><t:MailboxCulture>en-US</t:MailboxCulture>\
     <t:ExchangeImpersonation><t:ConnectingSID><t:SID>S-1-5</t:SID></t:ConnectingSID></t:ExchangeImpersonation>\
     </s:Header><s:Body><GetImItems xmlns=\"http://schemas.microsoft.com/exchange/services/2006/messages\">\
     <ContactIds><t:ItemId Id='a'/><t:OccurrenceItemId RecurringMasterId='a' InstanceIndex='1'/></ContactIds>\
     <GroupIds><t:RecurringMasterItemIdRanges Id='a'><t:Ranges><t:Range Count='1'/></t:Ranges>\
     </t:RecurringMasterItemIdRanges></GroupIds>\n<ExtendedProperties>\
     <t:ExtendedProperty PropertyTag='0x3001' PropertyType='String'/></ExtendedProperties>\
     </GetImItems></s:Body></s:Envelope>",
    "<!-- Z\u{f6}\u{1F600} -->\n<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\n\
     <m:AddNewTelUriContactToGroup xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'>\n\
     <m:TelUriAddress>tel:1</m:TelUriAddress><m:ImContactSipUriAddress><![CDATA[sip:a]]></m:ImContactSipUriAddress>\n\
     <m:ImTelephoneNumber>&#49;&amp;</m:ImTelephoneNumber>\n<m:GroupId Id='a' ChangeKey='b'/>\n\
     </m:AddNewTelUriContactToGroup></s:Body></s:Envelope>",
    "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
     <m:SetImListMigrationCompleted xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'>\
     <m:ImListMigrationCompleted>true</m:ImListMigrationCompleted></m:SetImListMigrationCompleted></s:Body></s:Envelope>",
    "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
     <m:SetImGroup xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'>\
     <m:GroupId Id='a'/><m:NewDisplayName>b</m:NewDisplayName></m:SetImGroup></s:Body></s:Envelope>",
];

/// What is put in, taken from both the documents and what does not belong there.
const PIECES: [&str; 24] = [
    "<",
    ">",
    "/",
    "&",
    "&amp;",
    "&#0;",
    "'",
    "\"",
    "=",
    " ",
    "\n",
    "x",
    "\u{1}",
    "\u{1F600}",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml",
    "<m:x/>",
    "<t:ItemId/>",
    "x='1' ",
    "xmlns='' ",
    "</m:GroupId>",
];

#[test]
fn whatever_is_wrong_there_is_something_to_say() {
    let mut random = Random::new(7);
    let mut refused = 0;
    for round in 0..6000 {
        let document = DOCUMENTS[round % DOCUMENTS.len()];
        let chars: Vec<(usize, char)> = document.char_indices().collect();
        let from = random.below(chars.len());
        let to = (from + random.below(4) * random.below(12)).min(chars.len() - 1);
        let piece = PIECES[random.below(PIECES.len())];
        let (start, end) = (chars[from].0, chars[to].0);
        let spoiled = match random.below(3) {
            0 => format!("{}{piece}{}", &document[..start], &document[start..]),
            1 => format!("{}{}", &document[..start], &document[end..]),
            _ => format!("{}{piece}{}", &document[..start], &document[end..]),
        };
        let Err(error) = read_with(&spoiled, &ReadOptions::strict()) else { continue };
        // The place of the document's own problem, if it is told as a violation.
        let Err(fault) = read(spoiled.as_bytes()) else { continue };
        refused += 1;
        let ews_im::Message::Fault(_, fault) = fault.message().unwrap() else { panic!("no fault") };
        let details = ews_im::FaultExt::details(&*fault);
        let Some(text) = details.violation else {
            let code = ews_im::FaultExt::response_code(&*fault).unwrap();
            let parts = error.path().split(" > ").count();
            // Of SOAP alone: what stands in the envelope, an entry of the header in no namespace, a second request.
            let is_third = error.path().starts_with("Envelope > Header")
                || error.message().starts_with("the body holds one element");
            let is_of_envelope = parts < 3 || parts == 3 && is_third;
            assert!(
                is_of_envelope || code != ews_im::types::ResponseCode::ErrorInvalidRequest,
                "nothing is said of {error}: {spoiled}"
            );
            continue;
        };
        assert!(text.ends_with('.'), "{text}");
        assert!(!text.contains('`'), "in the words of another reader: {text}\n{error}\n{spoiled}");
        let (line, position) = (details.line_number.unwrap(), details.line_position.unwrap());
        let lines = spoiled.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = lines.split('\n').collect();
        assert!((1..=lines.len() as u64).contains(&line), "line {line} of {}", lines.len());
        let width = lines[line as usize - 1].encode_utf16().count() as u64;
        assert!((1..=width + 2).contains(&position), "position {position} of {width}: {text}\n{spoiled}");
    }
    assert!(refused > 3000, "{refused}");
}
