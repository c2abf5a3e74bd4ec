//! The documented requests are answered as documented, where the documents are present.

use ews_im::{AnyRequest, FaultExt};

use super::*;
use crate::{ContactSeed, GroupSeed};

#[path = "../../../../tests/support/shared.rs"]
mod shared;

/// A document, if `EWS_SHARED` says where they are.
fn text(file: &str) -> Option<String> {
    Some(std::fs::read_to_string(shared::folder()?.join("ews").join(file)).unwrap())
}

/// A documented response.
fn response(file: &str) -> Option<AnyResponse> {
    match Message::read(&text(file)?, &ReadOptions::lenient()).unwrap() {
        Message::Response(_, response) => Some(*response),
        other => panic!("no response: {other:?}"),
    }
}

/// The mailbox that a documented request speaks of: the groups and contacts with its identifiers.
fn mailbox(request: &str) -> MailboxSeed {
    let Message::Request(_, request) = Message::read(request, &ReadOptions::lenient()).unwrap() else {
        panic!("no request")
    };
    let alisa = MailboxSeed::new(ALISA);
    let group = |id: &ItemId| GroupSeed::new("MyCustomGroup2").id(id.id.clone());
    let contact = |id: &ItemId| ContactSeed::im("tsmith@contoso.com").id(id.id.clone());
    match *request {
        AnyRequest::AddDistributionGroupToImList(_)
        | AnyRequest::AddImGroup(_)
        | AnyRequest::GetImItemList(_)
        | AnyRequest::SetImListMigrationCompleted(_) => alisa,
        AnyRequest::AddImContactToGroup(it) => {
            alisa.group(group(&it.group_id.unwrap())).contact(contact(&it.contact_id))
        }
        AnyRequest::AddNewImContactToGroup(it) => alisa.group(group(&it.group_id.unwrap())),
        AnyRequest::AddNewTelUriContactToGroup(it) => alisa.group(group(&it.group_id.unwrap())),
        AnyRequest::RemoveContactFromImList(it) => alisa.contact(contact(&it.contact_id)),
        AnyRequest::RemoveDistributionGroupFromImList(it) => {
            alisa.group(GroupSeed::distribution("all@contoso.com", "All").id(it.group_id.id))
        }
        AnyRequest::RemoveImContactFromGroup(it) => {
            alisa.group(group(&it.group_id)).contact(contact(&it.contact_id).in_group("MyCustomGroup2"))
        }
        AnyRequest::RemoveImGroup(it) => alisa.group(group(&it.group_id)),
        AnyRequest::SetImGroup(it) => alisa.group(group(&it.group_id)),
        AnyRequest::GetImItems(it) => {
            let id = |ids: Option<ews_im::types::NonEmptyArrayOfBaseItemIds>| match ids.unwrap().items.remove(0) {
                ews_im::types::NonEmptyArrayOfBaseItemIdsItem::ItemId(id) => id,
                other => panic!("{other:?}"),
            };
            let contact = contact(&id(it.contact_ids)).in_group("Exchange SDK Team");
            alisa.group(GroupSeed::new("Exchange SDK Team").id(id(it.group_ids).id)).contact(contact)
        }
    }
}

/// The same without what differs from server to server: identifiers, times, and what is newer than the document.
fn stripped(mut response: AnyResponse) -> AnyResponse {
    let strip = |group: &mut ews_im::types::ImGroup| {
        group.smtp_address = None;
        group.exchange_store_id = None;
    };
    match &mut response {
        AnyResponse::AddImGroup(it) => it.im_group.iter_mut().for_each(strip),
        AnyResponse::AddDistributionGroupToImList(it) => it.im_group.iter_mut().for_each(strip),
        _ => {}
    }
    response
}

const OPERATIONS: [&str; 12] = [
    "AddDistributionGroupToImList",
    "AddImContactToGroup",
    "AddImGroup",
    "AddNewImContactToGroup",
    "AddNewTelUriContactToGroup",
    "GetImItemList",
    "GetImItems",
    "RemoveContactFromImList",
    "RemoveDistributionGroupFromImList",
    "RemoveImContactFromGroup",
    "RemoveImGroup",
    "SetImGroup",
];

#[test]
fn requests_succeed() {
    for operation in OPERATIONS {
        let Some(mut request) = text(&format!("examples/{operation}/request.xml")) else { return };
        if operation == "RemoveContactFromImList" {
            // The document leaves the identifier out.
            let service = service(|alisa| alisa);
            let refused = read_response(&service.answer(ALISA, request.as_bytes()));
            assert_eq!(refused.message().response_code(), Some(&ResponseCode::ErrorInvalidIdEmpty));
            request = request.replace("Id=\"\"", &format!("Id=\"{UNKNOWN}\""));
        }
        let service = Service::new(directory().mailbox(mailbox(&request))).unwrap();
        let answer = read_response(&service.answer(ALISA, request.as_bytes()));
        let documented = response(&format!("examples/{operation}/response.xml")).unwrap();
        assert_eq!(answer.operation(), operation);
        if let AnyResponse::AddNewImContactToGroup(_)
        | AnyResponse::AddNewTelUriContactToGroup(_)
        | AnyResponse::GetImItemList(_)
        | AnyResponse::GetImItems(_) = &answer
        {
            assert_eq!(answer.message().response_code(), Some(&ResponseCode::NoError));
        } else {
            assert_eq!(stripped(answer), stripped(documented), "{operation}");
        }
    }
}

/// The documented persona of a telephone contact, but for identifiers and time.
#[test]
fn the_persona_of_a_telephone_contact_is_the_documented_one() {
    let Some(request) = text("examples/AddNewTelUriContactToGroup/request.xml") else { return };
    let service = Service::new(directory().mailbox(mailbox(&request))).unwrap();
    let answer = read_response(&service.answer(ALISA, request.as_bytes()));
    let documented = response("examples/AddNewTelUriContactToGroup/response.xml").unwrap();
    let [answer, documented] = [answer, documented].map(|response| {
        let AnyResponse::AddNewTelUriContactToGroup(response) = response else { panic!("{response:?}") };
        let mut persona = response.persona.unwrap();
        persona.persona_id = ItemId::new("");
        persona.creation_time = None;
        let attribution = &mut persona.attributions.as_mut().unwrap().attribution[0];
        attribution.source_id = ItemId::new("");
        persona
    });
    assert_eq!(answer, documented);
}

/// The documented group and persona of GetImItems, but for identifiers, time and mail addresses of the directory.
#[test]
fn the_items_are_the_documented_ones() {
    let Some(request) = text("examples/GetImItems/request.xml") else { return };
    let seed = mailbox(&request);
    // The documented persona has no mail address, so that there is no person behind it.
    let seed =
        MailboxSeed { contacts: seed.contacts.into_iter().map(|it| it.display_name("Tony Smith")).collect(), ..seed };
    let service = Service::new(Directory::new().mailbox(seed)).unwrap();
    let answer = read_response(&service.answer(ALISA, request.as_bytes()));
    let documented = response("examples/GetImItems/response.xml").unwrap();
    let [answer, documented] = [answer, documented].map(|response| {
        let AnyResponse::GetImItems(response) = response else { panic!("{response:?}") };
        let mut list = response.im_item_list.unwrap();
        let group = &mut list.groups.as_mut().unwrap().im_group[0];
        group.exchange_store_id = None;
        group.member_correlation_key.as_mut().unwrap().item_id[0].id.clear();
        let persona = &mut list.personas.as_mut().unwrap().persona[0];
        persona.persona_id = ItemId::new("");
        persona.creation_time = None;
        // The document has an empty element here and none for others like it.
        persona.file_as = None;
        persona.attributions.as_mut().unwrap().attribution[0].source_id = ItemId::new("");
        list
    });
    assert_eq!(answer, documented);
}

/// Sends a documented request to a mailbox in which it fails, and compares the response with a documented one.
#[track_caller]
fn check_failure(service: &Service, request: &str, file: &str) {
    let answer = read_response(&service.answer(ALISA, request.as_bytes()));
    assert_eq!(answer, response(file).unwrap(), "{file}");
}

#[test]
fn requests_fail() {
    let Some(request) = text("examples/RemoveImGroup/request.xml") else { return };
    let service = service(|alisa| alisa.group("MyNewGroupName"));
    check_failure(&service, &request, "examples/RemoveImGroup/error-ErrorInvalidImGroupId.xml");
    let malformed = request.replace("Id=\"AAMk", "Id=\"AAMk ");
    check_failure(&service, &malformed, "examples/RemoveImGroup/error-ErrorInvalidIdMalformed.xml");
    for (operation, code) in [
        ("AddImContactToGroup", "ErrorInvalidImContactId"),
        ("AddNewTelUriContactToGroup", "ErrorItemNotFound"),
        ("RemoveDistributionGroupFromImList", "ErrorItemNotFound"),
        ("RemoveImContactFromGroup", "ErrorInvalidImContactId"),
    ] {
        let request = text(&format!("examples/{operation}/request.xml")).unwrap();
        check_failure(&service, &request, &format!("examples/{operation}/error-{code}.xml"));
    }
    let remove = text("examples/RemoveContactFromImList/request.xml").unwrap();
    let remove = remove.replace("Id=\"\"", &format!("Id=\"{UNKNOWN}\""));
    check_failure(&service, &remove, "examples/RemoveContactFromImList/error-ErrorItemNotFound.xml");

    let rename = text("examples/SetImGroup/request.xml").unwrap();
    let taken = Service::new(Directory::new().mailbox(mailbox(&rename).group("MyNewGroupName"))).unwrap();
    check_failure(&taken, &rename, "examples/SetImGroup/error-ErrorImGroupDisplayNameAlreadyExists.xml");
    let add = text("examples/AddDistributionGroupToImList/request.xml").unwrap();
    let nobody = Service::new(Directory::new().mailbox(MailboxSeed::new(ALISA))).unwrap();
    let file = "examples/AddDistributionGroupToImList/error-ErrorInvalidImDistributionGroupSmtpAddress.xml";
    check_failure(&nobody, &add, file);
}

/// The documented GUID is none, so that ours stands in its place.
#[test]
fn a_group_of_another_mailbox() {
    let Some(request) = text("examples/AddNewImContactToGroup/request.xml") else { return };
    let service = service(|alisa| alisa);
    let group = service.groups("other@contoso.com").unwrap().remove(0).id;
    let request = request.replace("AAMkAGQ1MjJjMTBkLTc4Y2UtNDAAAQKAAA=", &group);
    let answer = read_response(&service.answer(ALISA, request.as_bytes()));
    let documented = text("examples/AddNewImContactToGroup/error-ErrorNonExistentMailbox.xml").unwrap();
    let documented =
        documented.replace("d5fasdadcw3d-23de-2341-8f59-b71523fsddda", "00000000-0000-4000-8000-000000000001");
    let Message::Response(_, documented) = Message::read(&documented, &ReadOptions::strict()).unwrap() else {
        panic!("no response")
    };
    let details = |response: &AnyResponse| ews_im::MessageDetails::from(response.message().message_xml().unwrap());
    assert_eq!(details(&answer), details(&documented));
    let [answer, documented] = [answer, *documented].map(|response| {
        let AnyResponse::AddNewImContactToGroup(mut response) = response else { panic!("{response:?}") };
        response.message_xml = None;
        response
    });
    assert_eq!(answer, documented);
}

#[test]
fn faults() {
    let Some(request) = text("examples/AddImGroup/request.xml") else { return };
    let service = service(|alisa| alisa);
    let bad_reference = request.replace("MyCustomGroup", "Friends& family");
    let old_version = text("examples/GetImItemList/request.xml").unwrap().replace("Exchange2013", "Exchange2010");
    for (request, file) in [
        (&bad_reference, "examples/AddImGroup/fault.xml"),
        (&bad_reference, "faults/addimgroup-entityname.xml"),
        (&old_version, "examples/GetImItemList/fault.xml"),
        (&old_version, "faults/getimitemlist-incorrect-schema-version.xml"),
    ] {
        let fault = read_fault(&service.answer(ALISA, request.as_bytes()));
        let documented = match Message::read(&text(file).unwrap(), &ReadOptions::strict()).unwrap() {
            Message::Fault(headers, fault) if headers == Default::default() => fault,
            other => panic!("{other:?}"),
        };
        assert_eq!((&fault.code, &fault.reasons), (&documented.code, &documented.reasons), "{file}");
        let entries = |fault: &Fault| -> Vec<_> {
            let entries = &fault.detail.as_ref().unwrap().entries;
            entries.iter().map(|it| (it.namespace().to_owned(), it.local_name().to_owned())).collect()
        };
        assert_eq!(entries(&fault), entries(&documented));
        assert_eq!((fault.response_code(), fault.message()), (documented.response_code(), documented.message()));
        assert_eq!(fault.details(), documented.details());
    }
}

/// The wording of documented faults of other operations, with the names of this one in their place.
#[test]
fn faults_of_other_operations_are_worded_alike() {
    let Some(documented) = text("faults/findconversation-schema-enum.xml") else { return };
    let Message::Fault(_, documented) = Message::read(&documented, &ReadOptions::strict()).unwrap() else {
        panic!("no fault")
    };
    let request = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
                   <GetImItemList xmlns='http://schemas.microsoft.com/exchange/services/2006/messages'><ExtendedProperties>\
                   <ExtendedProperty xmlns='http://schemas.microsoft.com/exchange/services/2006/types' PropertyType='inbox1'/>\
                   </ExtendedProperties></GetImItemList></s:Body></s:Envelope>";
    let fault = read_fault(&service(|alisa| alisa).answer(ALISA, request.as_bytes()));
    let expected = documented
        .reason()
        .replace("'Id'", "'PropertyType'")
        .replace("DistinguishedFolderIdNameType", "MapiPropertyTypeType");
    assert_eq!(fault.reason(), expected);
    let documented = text("faults/getserviceconfiguration-schema-enum-multiline.xml").unwrap();
    let Message::Fault(_, documented) = Message::read(&documented, &ReadOptions::strict()).unwrap() else {
        panic!("no fault")
    };
    let documented = documented.reason().split_whitespace().collect::<Vec<_>>().join(" ");
    let request = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
                   <AddImGroup xmlns='http://schemas.microsoft.com/exchange/services/2006/messages'><DisplayName/></AddImGroup>\
                   </s:Body></s:Envelope>";
    let fault = read_fault(&service(|alisa| alisa).answer(ALISA, request.as_bytes()));
    let expected = documented
        .replace("ConfigurationName", "DisplayName")
        .replace("UUnifiedMessagingConfiguration", "")
        .replace("ServiceConfigurationType", "NonEmptyStringType")
        .replace("The Enumeration constraint failed.", "The actual length is less than the MinLength value.");
    assert_eq!(fault.reason(), expected);
}
