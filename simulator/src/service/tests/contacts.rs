//! Contacts: added, put into groups, removed.

use ews_im::MessageDetails;
use ews_im::types::{
    AddImContactToGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup, RemoveContactFromImList,
    RemoveImContactFromGroup, ResponseMessage,
};

use super::*;
use crate::{ContactKind, ContactSeed};

const NO_GROUP: &str = "The specified Im Group Id is invalid.";
const NO_CONTACT: &str = "The specified Im Contact Id is invalid.";
const NOT_FOUND: &str = "The specified object was not found in the store.";
const MALFORMED: &str = "Id is malformed.";

fn new_contact(address: &str, group: Option<ItemId>) -> AddNewImContactToGroup {
    let mut request = AddNewImContactToGroup::new(address).unwrap();
    request.group_id = group;
    request
}

fn join(contact: &ItemId, group: &ItemId) -> AddImContactToGroup {
    let mut request = AddImContactToGroup::new(contact.clone());
    request.group_id = Some(group.clone());
    request
}

#[test]
fn a_new_contact_goes_into_its_group() {
    let service = service(|alisa| alisa.group("Friends").group("Work"));
    let response = call(&service, &new_contact("tsmith@contoso.com", Some(group_id(&service, "Friends"))));
    assert!(is_success(&response));
    assert_eq!(members(&service, "Friends"), ["tsmith@contoso.com"]);
    let key = response.persona.unwrap().attributions.unwrap().attribution.remove(0).source_id;
    assert_eq!(key.id, contact_id(&service, "tsmith@contoso.com").id);
    // The same address once more, however it is written, is the same contact.
    for address in ["sip:TSmith@contoso.com", "SIP:tsmith@contoso.com", "tsmith@contoso.com"] {
        let again = call(&service, &new_contact(address, Some(group_id(&service, "Work"))));
        assert_eq!(again.persona.unwrap().attributions.unwrap().attribution.remove(0).source_id, key);
    }
    assert_eq!(service.contacts(ALISA).unwrap().len(), 1);
    assert_eq!(members(&service, "Work"), ["tsmith@contoso.com"]);
    assert_eq!(service.contacts(ALISA).unwrap()[0].groups, ["Friends", "Work"]);
}

#[test]
fn a_new_contact_without_a_group_is_among_the_other_contacts() {
    let service = service(|alisa| alisa);
    assert!(is_success(&call(&service, &new_contact("a@contoso.com", None))));
    assert_eq!(members(&service, "Other Contacts"), ["a@contoso.com"]);
    let tel = AddNewTelUriContactToGroup::new("tel:1", "sip:b@contoso.com", "1").unwrap();
    assert!(is_success(&call(&service, &tel)));
    assert_eq!(members(&service, "Other Contacts"), ["a@contoso.com", "sip:b@contoso.com"]);
    let add = AddImContactToGroup::new(contact_id(&service, "a@contoso.com"));
    assert!(is_success(&call(&service, &add)));
}

#[test]
fn there_are_1000_contacts_at_most() {
    let contacts = |alisa: MailboxSeed| {
        (0..998).fold(alisa, |alisa, n| alisa.contact(ContactSeed::im(format!("{n}@contoso.com"))))
    };
    let service = service(|alisa| contacts(alisa).contact(ContactSeed::outlook("Tony").email_address("a@contoso.com")));
    assert!(is_success(&call(&service, &new_contact("999@contoso.com", None))));
    let tel =
        |number: &str| AddNewTelUriContactToGroup::new(format!("tel:{number}"), "sip:b@contoso.com", number).unwrap();
    assert!(is_success(&call(&service, &tel("1000"))));
    let text = "The maximum number of IM contacts has been reached.";
    check_error(
        &call(&service, &new_contact("1001@contoso.com", None)),
        ResponseCode::ErrorImContactLimitReached,
        text,
    );
    check_error(&call(&service, &tel("1001")), ResponseCode::ErrorImContactLimitReached, text);
    // No new contact is needed.
    assert!(is_success(&call(&service, &new_contact("999@contoso.com", None))));
    assert!(is_success(&call(&service, &RemoveContactFromImList::new(contact_id(&service, "0@contoso.com")))));
    assert!(is_success(&call(&service, &new_contact("1001@contoso.com", None))));
}

#[test]
fn a_limit_can_be_set() {
    let directory = directory().max_contacts(1).max_groups(0).mailbox(MailboxSeed::new(ALISA));
    let service = Service::new(directory).unwrap();
    assert!(is_success(&call(&service, &new_contact("a@contoso.com", None))));
    let refused = call(&service, &new_contact("b@contoso.com", None));
    assert_eq!(error(&refused).0, ResponseCode::ErrorImContactLimitReached);
    let group = call(&service, &ews_im::types::AddImGroup::new("a").unwrap());
    assert_eq!(error(&group).0, ResponseCode::ErrorImGroupLimitReached);
}

#[test]
fn a_group_of_another_mailbox_is_told_by_its_guid() {
    let service = service(|alisa| alisa);
    let other = service.groups("other@contoso.com").unwrap().remove(0).id;
    let response = call(&service, &new_contact("a@contoso.com", Some(ItemId::new(other))));
    assert_eq!(error(&response), (ResponseCode::ErrorNonExistentMailbox, "No mailbox with such guid.".to_owned()));
    let details = MessageDetails::from(response.message_xml().unwrap());
    assert_eq!(details.value("MailboxGuid"), Some("00000000-0000-4000-8000-000000000001"));
    assert_eq!(service.contacts(ALISA), Some(Vec::new()));
}

#[test]
fn a_group_for_a_new_contact_must_be_there() {
    let service = service(|alisa| alisa);
    let response = call(&service, &new_contact("a@contoso.com", Some(ItemId::new(UNKNOWN))));
    check_error(&response, ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    let response = call(&service, &new_contact("a@contoso.com", Some(ItemId::new("a b"))));
    check_error(&response, ResponseCode::ErrorInvalidIdMalformed, MALFORMED);
    let mut tel = AddNewTelUriContactToGroup::new("tel:1", "sip:b@contoso.com", "1").unwrap();
    tel.group_id = Some(ItemId::new(UNKNOWN));
    check_error(&call(&service, &tel), ResponseCode::ErrorItemNotFound, NOT_FOUND);
    tel.group_id = Some(ItemId::new(""));
    check_error(&call(&service, &tel), ResponseCode::ErrorInvalidIdEmpty, "Id must be non-empty.");
    assert_eq!(service.contacts(ALISA), Some(Vec::new()));
}

#[test]
fn a_contact_with_a_number_is_added_once() {
    let service = service(|alisa| alisa.group("Friends").group("Work"));
    let mut request = AddNewTelUriContactToGroup::new("tel:5625550100", "sip:john@contoso.com", "5625550100").unwrap();
    for group in ["Friends", "Work"] {
        request.group_id = Some(group_id(&service, group));
        assert!(is_success(&call(&service, &request)));
    }
    let contacts = service.contacts(ALISA).unwrap();
    assert_eq!(contacts.len(), 1);
    assert_eq!((contacts[0].kind, contacts[0].tel_uri.as_deref()), (ContactKind::TelUri, Some("tel:5625550100")));
    assert_eq!(contacts[0].groups, ["Friends", "Work"]);
}

#[test]
fn a_contact_is_put_into_groups() {
    let service = service(|alisa| {
        let outlook = ContactSeed::outlook("Anthony Smith").email_address("tsmith@contoso.com").id("AAMkOutlook=");
        alisa.group("Friends").contact(ContactSeed::im("a@contoso.com")).contact(outlook)
    });
    let (contact, group) = (contact_id(&service, "a@contoso.com"), group_id(&service, "Friends"));
    assert!(is_success(&call(&service, &join(&contact, &group))));
    assert!(is_success(&call(&service, &join(&contact, &group))));
    // It stays where it was.
    assert_eq!(service.contacts(ALISA).unwrap()[0].groups, ["Other Contacts", "Friends"]);
    for id in [UNKNOWN, "AAMkOutlook=", &group.id] {
        let response = call(&service, &join(&ItemId::new(id), &group));
        check_error(&response, ResponseCode::ErrorInvalidImContactId, NO_CONTACT);
    }
    let no_group = call(&service, &join(&contact, &contact));
    check_error(&no_group, ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    let malformed = call(&service, &join(&contact, &ItemId::new("a b")));
    check_error(&malformed, ResponseCode::ErrorInvalidIdMalformed, MALFORMED);
    let empty = call(&service, &join(&ItemId::new(""), &group));
    check_error(&empty, ResponseCode::ErrorInvalidIdEmpty, "Id must be non-empty.");
}

#[test]
fn a_contact_leaves_its_groups_and_the_list_with_the_last_one() {
    let service = service(|alisa| {
        let contact = ContactSeed::im("a@contoso.com").in_group("Friends").in_group("Favorites").in_group("Tagged");
        alisa.group("Friends").contact(contact).contact(ContactSeed::im("b@contoso.com"))
    });
    let contact = contact_id(&service, "a@contoso.com");
    let leave = |group: &str| RemoveImContactFromGroup::new(contact.clone(), group_id(&service, group));
    let not_in_it = call(&service, &leave("Other Contacts"));
    check_error(&not_in_it, ResponseCode::ErrorInvalidImContactId, NO_CONTACT);
    assert!(is_success(&call(&service, &leave("Friends"))));
    check_error(&call(&service, &leave("Friends")), ResponseCode::ErrorInvalidImContactId, NO_CONTACT);
    assert_eq!(service.contacts(ALISA).unwrap()[0].groups, ["Tagged", "Favorites"]);
    // Tagged does not count: the contact is deleted.
    assert!(is_success(&call(&service, &leave("Favorites"))));
    assert_eq!(members(&service, "Tagged"), Vec::<String>::new());
    assert_eq!(service.contacts(ALISA).unwrap().len(), 1);
    check_error(&call(&service, &leave("Tagged")), ResponseCode::ErrorInvalidImContactId, NO_CONTACT);

    let other = contact_id(&service, "b@contoso.com");
    let unknown = RemoveImContactFromGroup::new(other.clone(), ItemId::new(UNKNOWN));
    check_error(&call(&service, &unknown), ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    let malformed = RemoveImContactFromGroup::new(ItemId::new("a b"), group_id(&service, "Friends"));
    check_error(&call(&service, &malformed), ResponseCode::ErrorInvalidIdMalformed, MALFORMED);
}

#[test]
fn out_of_tagged_alone_a_contact_stays() {
    let service = service(|alisa| {
        alisa.group("Friends").contact(ContactSeed::im("a@contoso.com").in_group("Friends").in_group("Tagged"))
    });
    let contact = contact_id(&service, "a@contoso.com");
    let request = RemoveImContactFromGroup::new(contact, group_id(&service, "Tagged"));
    assert!(is_success(&call(&service, &request)));
    assert_eq!(service.contacts(ALISA).unwrap()[0].groups, ["Friends"]);
}

#[test]
fn a_contact_is_moved_as_messengers_do() {
    let service = service(|alisa| alisa.group("Friends").contact(ContactSeed::im("a@contoso.com")));
    let (contact, group) = (contact_id(&service, "a@contoso.com"), group_id(&service, "Friends"));
    assert!(is_success(&call(&service, &join(&contact, &group))));
    let leave = RemoveImContactFromGroup::new(contact, group_id(&service, "Other Contacts"));
    assert!(is_success(&call(&service, &leave)));
    assert_eq!(service.contacts(ALISA).unwrap()[0].groups, ["Friends"]);
}

#[test]
fn a_contact_is_removed_from_the_list() {
    let service = service(|alisa| {
        let contact = ContactSeed::im("a@contoso.com").in_group("Friends").in_group("Tagged");
        alisa.group("Friends").contact(contact).contact(ContactSeed::outlook("Tony").id("AAMkOutlook="))
    });
    let contact = contact_id(&service, "a@contoso.com");
    assert!(is_success(&call(&service, &RemoveContactFromImList::new(contact.clone()))));
    assert_eq!(members(&service, "Friends"), Vec::<String>::new());
    assert_eq!(members(&service, "Tagged"), Vec::<String>::new());
    assert_eq!(service.contacts(ALISA).unwrap().len(), 1);
    for id in [contact.id.as_str(), UNKNOWN, "AAMkOutlook="] {
        let response = call(&service, &RemoveContactFromImList::new(ItemId::new(id)));
        check_error(&response, ResponseCode::ErrorItemNotFound, NOT_FOUND);
    }
    let malformed = call(&service, &RemoveContactFromImList::new(ItemId::new("a b")));
    check_error(&malformed, ResponseCode::ErrorInvalidIdMalformed, MALFORMED);
    // Who comes again is another contact.
    assert!(is_success(&call(&service, &new_contact("a@contoso.com", None))));
    assert_ne!(contact_id(&service, "a@contoso.com"), contact);
}
