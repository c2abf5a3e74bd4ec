//! What `MessageXml` says, in all its forms and in whichever namespace.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ews_im::types::ResponseCode;
use ews_im::{MessageDetails, PropertyPath, RawElement};

const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const ERRORS: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";

/// The details of these elements, in a namespace.
fn details(namespace: &str, content: &str) -> MessageDetails {
    let parent = RawElement::parse(&format!("<MessageXml xmlns='{namespace}'>{content}</MessageXml>")).unwrap();
    MessageDetails::new(&parent.children().unwrap())
}

#[test]
fn properties_are_named_in_four_ways() {
    for namespace in [TYPES, ERRORS, ""] {
        let found = details(
            namespace,
            "<FieldURI FieldURI='contacts:DisplayName'/>\
             <IndexedFieldURI FieldURI='contacts:EmailAddress' FieldIndex='EmailAddress1'/>\
             <ExceptionFieldURI FieldURI='attachment:Name'/>\
             <ExtendedFieldURI PropertyTag='0x3001' PropertyType='String'/>\
             <ExtendedFieldURI DistinguishedPropertySetId='PublicStrings' PropertyName='Keywords' PropertyType='StringArray'/>\
             <ExtendedFieldURI PropertySetId='c11ff724-aa03-4555-9952-8fa248a11c3e' PropertyId='7' PropertyType='Integer'/>",
        );
        let shown: Vec<_> = found.property_paths.iter().map(ToString::to_string).collect();
        let expected = [
            "contacts:DisplayName",
            "contacts:EmailAddress:EmailAddress1",
            "attachment:Name",
            "0x3001 (String)",
            "PublicStrings:Keywords (StringArray)",
            "c11ff724-aa03-4555-9952-8fa248a11c3e:7 (Integer)",
        ];
        assert_eq!(shown, expected, "{namespace}");
        assert!(
            matches!(&found.property_paths[1], PropertyPath::Indexed { field_index, .. } if field_index == "EmailAddress1")
        );
        assert_eq!(found.others, []);
    }
}

#[test]
fn what_is_not_understood_is_kept() {
    // No URI, a type of no extended property, a name of nothing.
    let content = "<FieldURI/><ExtendedFieldURI PropertyTag='0x3001'/><Novelty><FieldURI FieldURI='x'/></Novelty>";
    let found = details(TYPES, content);
    assert!(found.property_paths.is_empty());
    let names: Vec<_> = found.others.iter().map(RawElement::local_name).collect();
    assert_eq!(names, ["FieldURI", "ExtendedFieldURI", "Novelty"]);
    assert!(!found.is_empty());
}

#[test]
fn values_have_names() {
    let found = details(
        TYPES,
        "<Value Name='BackOffMilliseconds'> 29500 </Value><Value Name='Policy'>EwsMaxConcurrency</Value>\
         <Value Name='MaxConcurrencyLimit'>27</Value><Value Name='ErrorMessage'>Too many.</Value>\
         <Value Name='MailboxGuid'>0000</Value><Value Name='InnerErrorResponseCode'>ErrorServerBusy</Value>\
         <Value Name='InnerErrorMessageText'>Busy.</Value><Value Name='Novelty'>1</Value><Value>nameless</Value>\
         <LineNumber>2</LineNumber><LinePosition> 17 </LinePosition><Violation>Unexpected.</Violation>",
    );
    assert_eq!((found.back_off_milliseconds(), found.max_concurrency_limit()), (Some(29500), Some(27)));
    assert_eq!((found.policy(), found.error_message()), (Some("EwsMaxConcurrency"), Some("Too many.")));
    assert_eq!((found.mailbox_guid(), found.inner_message_text()), (Some("0000"), Some("Busy.")));
    assert_eq!(found.inner_response_code(), Some(ResponseCode::ErrorServerBusy));
    assert_eq!((found.value("Novelty"), found.value("")), (Some("1"), Some("nameless")));
    assert_eq!((found.line_number, found.line_position), (Some(2), Some(17)));
    assert_eq!(found.violation.as_deref(), Some("Unexpected."));
    for odd in ["-1", "+1", "1.5", "", "soon"] {
        let found = details(TYPES, &format!("<Value Name='BackOffMilliseconds'>{odd}</Value>"));
        assert_eq!(found.back_off_milliseconds(), None, "{odd}");
    }
}
