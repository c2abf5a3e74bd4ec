//! The errors that the operations report: code, text, details, and what to do about them.

use ews_im::types::{
    AddDistributionGroupToImList, AddImContactToGroup, AddImGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup,
    ExchangeVersion, GetImItemList, ItemId, RemoveContactFromImList, RemoveDistributionGroupFromImList,
    RemoveImContactFromGroup, RemoveImGroup, ResponseCode, SetImGroup,
};
use ews_im::{CallOptions, Error, FaultExt, ImRequest, Operation};
use ews_im_simulator::{ContactSeed, MailboxSeed, Simulator};

use crate::clients::{AnyClient, each};
use crate::scene::{builder, contact_id, contacts, directory, group_id, groups, mailbox, start, text};

const TAKEN: &str = "An IM group with the specified display name already exists.";
const NO_GROUP: &str = "The specified Im Group Id is invalid.";
const NO_CONTACT: &str = "The specified Im Contact Id is invalid.";
const NOT_FOUND: &str = "The specified object was not found in the store.";
/// An identifier of nothing.
const NOBODY: &str = "AAMkAGQ1MjJjMTBkLTc4Y2UtNDAAAQKAAA=";

/// Plays a scenario by each client, each with a server of its own; nothing in the mailbox may be changed by it.
fn play(scenario: impl Fn(&Simulator, &AnyClient)) {
    each(|kind| {
        let simulator = start();
        let before = (groups(&simulator), contacts(&simulator));
        scenario(&simulator, &kind.client(simulator.url()));
        assert_eq!((groups(&simulator), contacts(&simulator)), before);
    });
}

/// Calls an operation, which must report an error, and gives the error.
fn refused<R: ImRequest>(client: &AnyClient, request: &R, code: ResponseCode, message: &str, not_found: bool) -> Error {
    let error = client.call(request).expect_err(message);
    assert_eq!(error.response_code(), Some(code.clone()));
    assert_eq!((error.is_not_found(), error.is_transient(), error.is_authentication()), (not_found, false, false));
    assert_eq!(error.retry_after(), None);
    let call = error.call();
    assert_eq!((call.status, call.attempts), (Some(200), 1));
    assert!(call.client_request_id.is_some() && call.request_id.is_some(), "{call:?}");
    let Error::Response(response) = &error else { panic!("{error:?}") };
    assert_eq!((response.code.as_ref(), response.text.as_deref()), (Some(&code), Some(message)));
    assert_eq!(response.headers.server_version_info.as_ref().and_then(|info| info.major_version), Some(15));
    let operation = <R::Im as Operation>::NAME;
    assert_eq!(response.response.operation(), operation);
    let id = call.client_request_id.as_deref().unwrap();
    assert_eq!(error.to_string(), format!("{operation} failed: {code}: {message} [client-request-id {id}]"));
    error
}

#[test]
fn a_name_that_is_taken() {
    play(|simulator, client| {
        let code = ResponseCode::ErrorImGroupDisplayNameAlreadyExists;
        for name in ["Friends", "Other Contacts", "Sales"] {
            refused(client, &AddImGroup::new(name).unwrap(), code.clone(), TAKEN, false);
            let rename = SetImGroup::new(group_id(simulator, "Work"), name).unwrap();
            refused(client, &rename, code.clone(), TAKEN, false);
        }
    });
}

#[test]
fn a_group_that_is_none() {
    play(|simulator, client| {
        let code = ResponseCode::ErrorInvalidImGroupId;
        let rename = SetImGroup::new(ItemId::new(NOBODY), "New").unwrap();
        refused(client, &rename, code.clone(), NO_GROUP, true);
        refused(client, &RemoveImGroup::new(ItemId::new(NOBODY)), code.clone(), NO_GROUP, true);
        let mut new = AddNewImContactToGroup::new("mack@contoso.com").unwrap();
        new.group_id = Some(ItemId::new(NOBODY));
        refused(client, &new, code.clone(), NO_GROUP, true);
        let tony = contact_id(simulator, "tsmith@contoso.com");
        let mut add = AddImContactToGroup::new(tony.clone());
        add.group_id = Some(ItemId::new(NOBODY));
        refused(client, &add, code.clone(), NO_GROUP, true);
        let remove = RemoveImContactFromGroup::new(tony, ItemId::new(NOBODY));
        refused(client, &remove, code.clone(), NO_GROUP, true);
        // A distribution group is none that is removed so.
        refused(client, &RemoveImGroup::new(group_id(simulator, "Sales")), code, NO_GROUP, true);
    });
}

#[test]
fn an_identifier_that_can_be_none() {
    play(|_, client| {
        let code = ResponseCode::ErrorInvalidIdMalformed;
        for id in ["not an id", "AA?A", "A=A"] {
            refused(client, &RemoveImGroup::new(ItemId::new(id)), code.clone(), "Id is malformed.", false);
        }
        let empty = ResponseCode::ErrorInvalidIdEmpty;
        refused(client, &RemoveImGroup::new(ItemId::new("")), empty, "Id must be non-empty.", false);
    });
}

#[test]
fn a_contact_that_is_none() {
    play(|simulator, client| {
        let code = ResponseCode::ErrorInvalidImContactId;
        let mut add = AddImContactToGroup::new(ItemId::new(NOBODY));
        add.group_id = Some(group_id(simulator, "Work"));
        refused(client, &add, code.clone(), NO_CONTACT, true);
        // One of the address book is no contact for instant messages.
        let outlook = contacts(simulator).pop().unwrap();
        add.contact_id = ItemId::new(outlook.id);
        refused(client, &add, code.clone(), NO_CONTACT, true);
        // Who is not in the group cannot be taken out of it.
        let tony = contact_id(simulator, "tsmith@contoso.com");
        let remove = RemoveImContactFromGroup::new(tony, group_id(simulator, "Work"));
        refused(client, &remove, code, NO_CONTACT, true);
    });
}

#[test]
fn what_is_not_there() {
    play(|simulator, client| {
        let code = ResponseCode::ErrorItemNotFound;
        let remove = RemoveContactFromImList::new(ItemId::new(NOBODY));
        refused(client, &remove, code.clone(), NOT_FOUND, true);
        let mut add = AddNewTelUriContactToGroup::new("tel:+1", "sip:a@contoso.com", "+1").unwrap();
        add.group_id = Some(ItemId::new(NOBODY));
        refused(client, &add, code.clone(), NOT_FOUND, true);
        for id in [ItemId::new(NOBODY), group_id(simulator, "Friends")] {
            let remove = RemoveDistributionGroupFromImList::new(id);
            refused(client, &remove, code.clone(), NOT_FOUND, true);
        }
    });
}

/// The second time it is not there any more.
#[test]
fn what_has_been_removed_before() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let sales = RemoveDistributionGroupFromImList::new(group_id(&simulator, "Sales"));
        client.call(&sales).unwrap();
        refused(&client, &sales, ResponseCode::ErrorItemNotFound, NOT_FOUND, true);
        let tony = RemoveContactFromImList::new(contact_id(&simulator, "tsmith@contoso.com"));
        client.call(&tony).unwrap();
        refused(&client, &tony, ResponseCode::ErrorItemNotFound, NOT_FOUND, true);
        let friends = RemoveImGroup::new(group_id(&simulator, "Friends"));
        client.call(&friends).unwrap();
        refused(&client, &friends, ResponseCode::ErrorInvalidImGroupId, NO_GROUP, true);
    });
}

#[test]
fn a_group_of_another_mailbox() {
    each(|kind| {
        let guid = "9b4a3f52-1c1e-4a58-8f59-b71634cfddfa";
        let other = MailboxSeed::new("sadie@contoso.com").guid(guid).group("Hers");
        let simulator = builder().directory(directory().mailbox(other)).start_blocking().unwrap();
        let hers = simulator.groups("sadie@contoso.com").unwrap().pop().unwrap();
        let request = AddNewImContactToGroup {
            group_id: Some(ItemId::new(hers.id)),
            ..AddNewImContactToGroup::new("mack@contoso.com").unwrap()
        };
        let client = kind.client(simulator.url());
        let code = ResponseCode::ErrorNonExistentMailbox;
        let error = refused(&client, &request, code, "No mailbox with such guid.", true);
        assert_eq!(error.details().mailbox_guid(), Some(guid));
        assert_eq!(error.details().values, [("MailboxGuid".to_owned(), guid.to_owned())]);
        assert_eq!(contacts(&simulator).len(), 4);
    });
}

#[test]
fn a_distribution_list_that_is_none() {
    play(|_, client| {
        let request = AddDistributionGroupToImList::new("nobody@contoso.com", "Nobody").unwrap();
        let code = ResponseCode::ErrorInvalidImDistributionGroupSmtpAddress;
        refused(client, &request, code, "The specified IM distribution group SMTP address is invalid.", true);
    });
}

/// 64 groups, distribution groups among them.
#[test]
fn one_group_too_many() {
    each(|kind| {
        let mut seed = mailbox();
        for number in 0..60 {
            seed = seed.group(format!("Group {number}"));
        }
        let mailboxes = ews_im_simulator::Directory::new().mailbox(seed);
        let directory = mailboxes.distribution_list("support@contoso.com", "Support");
        let simulator = Simulator::builder().directory(directory).start_blocking().unwrap();
        let client = kind.client(simulator.url());
        client.call(&AddImGroup::new("The last one").unwrap()).unwrap();
        let (code, message) =
            (ResponseCode::ErrorImGroupLimitReached, "The maximum number of IM groups has been reached.");
        refused(&client, &AddImGroup::new("Another").unwrap(), code.clone(), message, false);
        let support = AddDistributionGroupToImList::new("support@contoso.com", "Support").unwrap();
        refused(&client, &support, code, message, false);
        // The three default groups do not count.
        assert_eq!(groups(&simulator).len(), 3 + 64);
        client.call(&RemoveImGroup::new(group_id(&simulator, "Group 7"))).unwrap();
        client.call(&support).unwrap();
    });
}

/// 1000 contacts; those of the address book do not count.
#[test]
fn one_contact_too_many() {
    each(|kind| {
        let mut seed = mailbox();
        for number in 0..996 {
            seed = seed.contact(ContactSeed::im(format!("contact{number}@contoso.com")));
        }
        let directory = ews_im_simulator::Directory::new().mailbox(seed);
        let simulator = Simulator::builder().directory(directory).start_blocking().unwrap();
        let client = kind.client(simulator.url());
        client.call(&AddNewImContactToGroup::new("last@contoso.com").unwrap()).unwrap();
        let (code, message) =
            (ResponseCode::ErrorImContactLimitReached, "The maximum number of IM contacts has been reached.");
        let another = AddNewImContactToGroup::new("another@contoso.com").unwrap();
        refused(&client, &another, code.clone(), message, false);
        let by_telephone = AddNewTelUriContactToGroup::new("tel:+1", "sip:one@contoso.com", "+1").unwrap();
        refused(&client, &by_telephone, code, message, false);
        assert_eq!(contacts(&simulator).len(), 1001);
        // A large list comes in full.
        let list = client.call(&GetImItemList::default()).unwrap().message.im_item_list.unwrap();
        assert_eq!(list.personas.map(|personas| personas.persona.len()), Some(1000));
    });
}

/// The schema of an old server does not have the operations.
#[test]
fn a_version_that_is_too_old() {
    play(|simulator, client| {
        for version in [ExchangeVersion::Exchange2010Sp2, ExchangeVersion::Exchange2007] {
            let options = CallOptions::new().version(version);
            let error = client.call_with(&GetImItemList::default(), &options).unwrap_err();
            assert_eq!(error.response_code(), Some(ResponseCode::ErrorIncorrectSchemaVersion));
            assert_eq!((error.call().status, error.is_transient(), error.is_not_found()), (Some(500), false, false));
            let Error::Fault(fault) = &error else { panic!("{error:?}") };
            assert!(fault.fault.message().starts_with("The request is valid but does not specify the correct server"));
        }
        assert_eq!(simulator.counters().calls, 2);
    });
}

/// What breaks the schema is refused as a whole, with the place where it does.
#[test]
fn a_request_that_breaks_the_schema() {
    play(|simulator, client| {
        let body = "<m:AddImGroup xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'>\n  \
            <m:Name>Friends</m:Name></m:AddImGroup>";
        let request = ews_im::RawRequest::new(ews_im::RawElement::parse(body).unwrap());
        let error = client.send_raw(&request, &CallOptions::new()).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::ErrorSchemaValidation));
        assert_eq!((error.call().status, error.is_transient()), (Some(500), false));
        let Error::Fault(fault) = &error else { panic!("{error:?}") };
        let requests = simulator.requests();
        let sent = requests[0].text();
        let line = sent.lines().position(|line| line.contains("<m:Name>")).unwrap();
        assert_eq!(fault.fault.line(), Some(line as u64 + 1));
        let at = usize::try_from(fault.fault.position().unwrap()).unwrap();
        let there = &sent.lines().nth(line).unwrap()[at - 1..];
        assert!(there.trim_start_matches('<').starts_with("m:Name>Friends"), "{at} in {sent}");
        assert!(fault.fault.details().violation.unwrap().contains("Name"), "{error}");
        assert!(fault.fault.message().contains("failed schema validation"), "{error}");
    });
}

/// A text that XML cannot represent is refused before anything is sent.
#[test]
fn a_request_that_cannot_be_written() {
    play(|simulator, client| {
        let bad = "bell \u{7}";
        let group = AddImGroup::new(bad).unwrap();
        let rename = SetImGroup::new(group_id(simulator, "Work"), bad).unwrap();
        let mut contact = AddNewImContactToGroup::new("a@contoso.com").unwrap();
        contact.display_name = Some(text(bad));
        let errors = [
            (client.call(&group).unwrap_err(), "Envelope > Body > AddImGroup > DisplayName"),
            (client.call(&rename).unwrap_err(), "Envelope > Body > SetImGroup > NewDisplayName"),
            (client.call(&contact).unwrap_err(), "Envelope > Body > AddNewImContactToGroup > DisplayName"),
        ];
        for (error, path) in errors {
            assert!(!error.is_transient() && error.call().status.is_none() && error.call().attempts == 0);
            let Error::Encode(error) = error else { panic!("{error:?}") };
            assert_eq!((error.path(), error.message()), (path, "the character U+0007 cannot be written in XML"));
        }
        assert_eq!((simulator.counters().requests, simulator.counters().connections), (0, 0));
    });
}
