//! All thirteen requests and responses as the client writes them, judged by programs that know nothing of this project:
//! two XML Schema validators with the full public schemas, and another SOAP client.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use ews_im::types as ews;
use ews_im::{AnyRequest, AnyResponse, Message, ReadOptions, RequestHeaders, ResponseHeaders, WriteOptions};
use xsd_runtime::RawAttribute;

mod support {
    pub(crate) mod judge;
    pub(crate) mod shared;
    pub(crate) mod values;
}
use support::judge::Judge;
use support::values::{AWKWARD, Any, Random};

/// How many operations there are.
const N_OPERATIONS: usize = 13;

#[test]
fn requests_are_read_again_as_they_were() {
    let forms = forms();
    assert_eq!(forms.len(), N_OPERATIONS * (2 + AWKWARD.len()));
    for (name, message) in &forms {
        let written = message.write().unwrap();
        let again = Message::read(&written, &ReadOptions::strict()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(again, *message, "{name}, written as\n{written}");
        assert_eq!(again.write().unwrap(), written, "{name}");
    }
}

/// Another XML parser finds each awkward text where it was put.
#[test]
fn awkward_texts_are_written_as_xml() {
    for text in AWKWARD {
        let request = ews::SetImGroup::new(item_id(text), text).unwrap();
        let written = ews_im::encode(&request, &RequestHeaders::default()).unwrap();
        let document = roxmltree::Document::parse(&written).unwrap();
        let find = |name| document.descendants().find(|it| it.tag_name().name() == name).unwrap();
        assert_eq!(find("NewDisplayName").text(), Some(text));
        assert_eq!(find("GroupId").attribute("Id"), Some(text));
        assert_eq!(find("GroupId").attribute("ChangeKey"), Some(text));
    }
}

#[test]
fn requests_are_valid() {
    let Some(judge) = Judge::new("lxml, xmlschema", "requests") else { return };
    let write = |(name, message): &(String, Message)| {
        let options = WriteOptions::new().xml_declaration(name.ends_with("full"));
        judge.put(&format!("{name}.xml"), &message.write_with(options).unwrap())
    };
    judge.validate(&forms().iter().map(write).collect::<Vec<_>>());
}

#[test]
fn responses_are_valid() {
    let Some(judge) = Judge::new("lxml, xmlschema", "responses") else { return };
    let documents: Vec<_> = responses().into_iter().map(|response| put(&judge, response)).collect();
    judge.validate(&documents);
}

#[test]
fn responses_are_understood_by_another_client() {
    let Some(judge) = Judge::new("lxml, zeep", "responses-zeep") else { return };
    let operations: Vec<_> = responses().iter().map(AnyResponse::operation).collect();
    let documents: Vec<_> = responses().into_iter().map(|response| put(&judge, response)).collect();
    let mut arguments = vec![Path::new("parse")];
    arguments.extend(documents.iter().map(PathBuf::as_path));
    let understood = judge.run("zeep_roundtrip.py", &arguments);
    for operation in operations {
        let operation = format!("\"operation\": \"{operation}\"");
        assert!(understood.contains(&operation), "{operation} is not in\n{understood}");
    }
}

#[test]
fn requests_of_another_client_are_read() {
    let Some(judge) = Judge::new("lxml, zeep", "zeep") else { return };
    let folder = judge.folder.join("requests");
    judge.run("zeep_roundtrip.py", &[Path::new("requests"), &folder]);
    let documents: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(documents.len(), N_OPERATIONS);
    for path in documents {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let document = std::fs::read(&path).unwrap();
        let strict = Message::read_slice(&document, &ReadOptions::strict());
        let message = strict.unwrap_or_else(|error| panic!("{name}: {error}"));
        let Message::Request(headers, request) = &message else { panic!("{name}: {message:?}") };
        assert_eq!(request.operation(), name);
        assert!(headers.impersonation.is_some() && headers.mailbox_culture.is_some(), "{name}: {headers:?}");
        assert!(headers.request_server_version.is_some() && headers.others.is_empty(), "{name}: {headers:?}");
        assert_eq!(Message::read(&message.write().unwrap(), &ReadOptions::strict()).unwrap(), message, "{name}");
    }
}

/// Every request in every form, with a name for each: with what is required alone, with everything, and with everything
/// in each awkward text.
fn forms() -> Vec<(String, Message)> {
    let mut forms = Vec::new();
    let mut add = |form: &str, headers: &RequestHeaders, requests: Vec<AnyRequest>| {
        assert_eq!(requests.len(), N_OPERATIONS);
        forms.extend(requests.into_iter().map(|request| {
            let name = format!("{}-{form}", request.operation());
            (name, Message::Request(headers.clone(), Box::new(request)))
        }));
    };
    add("minimal", &RequestHeaders::default(), minimal());
    add("full", &request_headers("user@contoso.com"), full("Friends"));
    for (idx, text) in AWKWARD.iter().enumerate() {
        add(&format!("awkward-{idx}"), &request_headers(text), full(text));
    }
    forms
}

/// All headers that the operations list, each with an attribute of SOAP's.
fn request_headers(text: &str) -> RequestHeaders {
    let must_understand = RawAttribute {
        namespace: "http://schemas.xmlsoap.org/soap/envelope/".to_owned(),
        local: "mustUnderstand".to_owned(),
        value: "1".to_owned(),
    };
    let mut version = ews::RequestServerVersion::new(ews::ExchangeVersion::Exchange2016);
    let mut culture = ews::MailboxCulture::new("en-US").unwrap();
    let mut impersonation = ews::ExchangeImpersonation::new(ews::ConnectingSid::PrincipalName(name(text)));
    version.any_attributes.push(must_understand.clone());
    culture.any_attributes.push(must_understand.clone());
    impersonation.any_attributes.push(must_understand);
    RequestHeaders {
        request_server_version: Some(version),
        mailbox_culture: Some(culture),
        impersonation: Some(impersonation),
        ..RequestHeaders::empty()
    }
}

fn minimal() -> Vec<AnyRequest> {
    let id = || ews::ItemId::new("AAMkAGEzOTE=");
    vec![
        AnyRequest::AddDistributionGroupToImList(
            ews::AddDistributionGroupToImList::new("sales@contoso.com", "Sales").unwrap(),
        ),
        AnyRequest::AddImContactToGroup(ews::AddImContactToGroup::new(id())),
        AnyRequest::AddImGroup(ews::AddImGroup::new("Friends").unwrap()),
        AnyRequest::AddNewImContactToGroup(ews::AddNewImContactToGroup::new("tsmith@contoso.com").unwrap()),
        AnyRequest::AddNewTelUriContactToGroup(
            ews::AddNewTelUriContactToGroup::new("tel:5625550100", "sip:john@contoso.com", "5625550100").unwrap(),
        ),
        AnyRequest::GetImItemList(ews::GetImItemList::default()),
        AnyRequest::GetImItems(ews::GetImItems::default()),
        AnyRequest::RemoveContactFromImList(ews::RemoveContactFromImList::new(id())),
        AnyRequest::RemoveDistributionGroupFromImList(ews::RemoveDistributionGroupFromImList::new(id())),
        AnyRequest::RemoveImContactFromGroup(ews::RemoveImContactFromGroup::new(id(), id())),
        AnyRequest::RemoveImGroup(ews::RemoveImGroup::new(id())),
        AnyRequest::SetImGroup(ews::SetImGroup::new(id(), "Colleagues").unwrap()),
        AnyRequest::SetImListMigrationCompleted(ews::SetImListMigrationCompleted::new(false)),
    ]
}

fn full(text: &str) -> Vec<AnyRequest> {
    let id = || item_id(text);
    let name = || name(text);
    vec![
        AnyRequest::AddDistributionGroupToImList(ews::AddDistributionGroupToImList::new(name(), name()).unwrap()),
        AnyRequest::AddImContactToGroup(ews::AddImContactToGroup {
            group_id: Some(id()),
            ..ews::AddImContactToGroup::new(id())
        }),
        AnyRequest::AddImGroup(ews::AddImGroup::new(name()).unwrap()),
        AnyRequest::AddNewImContactToGroup(ews::AddNewImContactToGroup {
            im_address: name(),
            display_name: Some(name()),
            group_id: Some(id()),
        }),
        AnyRequest::AddNewTelUriContactToGroup(ews::AddNewTelUriContactToGroup {
            group_id: Some(id()),
            ..ews::AddNewTelUriContactToGroup::new(name(), name(), name()).unwrap()
        }),
        AnyRequest::GetImItemList(ews::GetImItemList { extended_properties: Some(properties(text)) }),
        AnyRequest::GetImItems(ews::GetImItems {
            contact_ids: Some(item_ids(text)),
            group_ids: Some(item_ids(text)),
            extended_properties: Some(properties(text)),
        }),
        AnyRequest::RemoveContactFromImList(ews::RemoveContactFromImList::new(id())),
        AnyRequest::RemoveDistributionGroupFromImList(ews::RemoveDistributionGroupFromImList::new(id())),
        AnyRequest::RemoveImContactFromGroup(ews::RemoveImContactFromGroup::new(id(), id())),
        AnyRequest::RemoveImGroup(ews::RemoveImGroup::new(id())),
        AnyRequest::SetImGroup(ews::SetImGroup::new(id(), text).unwrap()),
        AnyRequest::SetImListMigrationCompleted(ews::SetImListMigrationCompleted::new(true)),
    ]
}

fn name(text: &str) -> ews::NonEmptyString {
    ews::NonEmptyString::new(text).unwrap()
}

fn item_id(text: &str) -> ews::ItemId {
    ews::ItemId { change_key: Some(text.to_owned()), ..ews::ItemId::new(text) }
}

/// An id of each kind.
fn item_ids(text: &str) -> ews::NonEmptyArrayOfBaseItemIds {
    use ews::NonEmptyArrayOfBaseItemIdsItem as Id;
    let text = || text.to_owned();
    let range = ews::OccurrencesRange {
        start: Some("2026-11-21T06:39:33.5Z".parse().unwrap()),
        end: Some("2026-11-22T06:39:33-05:00".parse().unwrap()),
        count: Some(3),
        compare_original_start_time: Some(true),
    };
    let items = vec![
        Id::ItemId(item_id(&text())),
        Id::OccurrenceItemId(ews::OccurrenceItemId {
            change_key: Some(text()),
            ..ews::OccurrenceItemId::new(text(), 1)
        }),
        Id::RecurringMasterItemId(ews::RecurringMasterItemId { occurrence_id: text(), change_key: Some(text()) }),
        Id::RecurringMasterItemIdRanges(ews::RecurringMasterItemIdRanges {
            id: text(),
            change_key: Some(text()),
            ranges: Some(ews::ArrayOfOccurrenceRanges { range: vec![range, ews::OccurrencesRange::default()] }),
        }),
    ];
    ews::NonEmptyArrayOfBaseItemIds { items }
}

/// The name of an extended property of each kind.
fn properties(text: &str) -> ews::NonEmptyArrayOfExtendedFieldUris {
    use ews::{DistinguishedPropertySet, Guid, HexPropertyTag, MapiPropertyType, PathToExtendedField, PropertyTag};
    let path = PathToExtendedField::new;
    let extended_property = vec![
        PathToExtendedField {
            distinguished_property_set_id: Some(DistinguishedPropertySet::Address),
            property_id: Some(-32_896),
            ..path(MapiPropertyType::StringArray)
        },
        PathToExtendedField {
            property_set_id: Some(Guid::new("00062004-0000-0000-c000-000000000046").unwrap()),
            property_name: Some(text.to_owned()),
            ..path(MapiPropertyType::Null)
        },
        PathToExtendedField {
            property_tag: Some(PropertyTag::UnsignedShort(u16::MAX)),
            ..path(MapiPropertyType::Double)
        },
        PathToExtendedField {
            property_tag: Some(PropertyTag::HexPropertyTag(HexPropertyTag::new("0X3a45").unwrap())),
            ..path(MapiPropertyType::String)
        },
    ];
    ews::NonEmptyArrayOfExtendedFieldUris { extended_property }
}

/// Writes a response for a judge, once it is read again as it was.
fn put(judge: &Judge, response: AnyResponse) -> PathBuf {
    let name = format!("{}.xml", response.operation());
    let message = Message::Response(response_headers(), Box::new(response));
    let written = message.write().unwrap();
    assert_eq!(Message::read(&written, &ReadOptions::strict()).unwrap(), message);
    judge.put(&name, &written)
}

fn response_headers() -> ResponseHeaders {
    let info = ews::ServerVersionInfo {
        major_version: Some(15),
        minor_version: Some(2),
        major_build_number: Some(2562),
        minor_build_number: Some(17),
        version: Some("V2017_07_11".to_owned()),
    };
    ResponseHeaders { server_version_info: Some(info), ..ResponseHeaders::default() }
}

/// A response of each operation, with everything in it.
fn responses() -> Vec<AnyResponse> {
    let random = &mut Random::full(3);
    let responses = vec![
        AnyResponse::AddDistributionGroupToImList(ews::AddDistributionGroupToImListResponse::any(random)),
        AnyResponse::AddImContactToGroup(ews::AddImContactToGroupResponse::any(random)),
        AnyResponse::AddImGroup(ews::AddImGroupResponse::any(random)),
        AnyResponse::AddNewImContactToGroup(ews::AddNewImContactToGroupResponse::any(random)),
        AnyResponse::AddNewTelUriContactToGroup(ews::AddNewTelUriContactToGroupResponse::any(random)),
        AnyResponse::GetImItemList(ews::GetImItemListResponse::any(random)),
        AnyResponse::GetImItems(ews::GetImItemsResponse::any(random)),
        AnyResponse::RemoveContactFromImList(ews::RemoveContactFromImListResponse::any(random)),
        AnyResponse::RemoveDistributionGroupFromImList(ews::RemoveDistributionGroupFromImListResponse::any(random)),
        AnyResponse::RemoveImContactFromGroup(ews::RemoveImContactFromGroupResponse::any(random)),
        AnyResponse::RemoveImGroup(ews::RemoveImGroupResponse::any(random)),
        AnyResponse::SetImGroup(ews::SetImGroupResponse::any(random)),
        AnyResponse::SetImListMigrationCompleted(ews::SetImListMigrationCompletedResponse::any(random)),
    ];
    assert_eq!(responses.len(), N_OPERATIONS);
    responses
}
