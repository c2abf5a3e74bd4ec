//! Edits of contacts: what is asked of the server, and what becomes of the list by each answer, by both clients.

use ews_im::http::TransportErrorKind;
use ews_im::im_list::{ContactId, GroupKind, ListError};
use ews_im::types::{AddImContactToGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup, ItemId};
use ews_im::{AnyRequest, Client};

use crate::TestResult;
use crate::answers::{asked, client, failure, id, key, operations, persona_told, sample, success};
use crate::lists::{CONTACT, contact, group, group_of, im_addresses, list, persona, shown};
use crate::support::{Canned, Server, URL};

#[test]
fn a_known_contact_is_added_by_its_key() -> TestResult {
    let server = Server::new([success("AddImContactToGroup", ""), success("AddImContactToGroup", "")]);
    let (client, mut list) = (client(&server), sample());
    assert_eq!(list.add_contact(&client, &id("Work"), "SIP:TONY@contoso.com", "Somebody")?, key("Tony"));
    list.copy_contact(&client, &key("Sadie"), &id("Tagged"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony Sadie; Friends: Sadie Tony; Work: Sadie Tony");
    let expected = AddImContactToGroup {
        group_id: Some(ItemId::new("G-Work")),
        ..AddImContactToGroup::new(ItemId::new("K-Tony"))
    };
    assert_eq!(asked(&server)[0], AnyRequest::AddImContactToGroup(expected));
    Ok(())
}

#[test]
fn the_key_is_that_of_the_source_with_the_address() -> TestResult {
    let server = Server::new([success("AddImContactToGroup", "")]);
    let without_key = persona("Sadie", "sadie@contoso.com", &[]);
    let mut sadie = persona("Sadie", "sadie@contoso.com", &[("phone", CONTACT), ("im", CONTACT)]);
    sadie.im_addresses = im_addresses(&[("sadie@contoso.com", "1")]);
    let mut list = list([without_key, sadie], [group("Friends", &[])]);
    let added = list.add_contact(&client(&server), &id("Friends"), "sadie@contoso.com", None)?;
    assert_eq!(added, ContactId::new("im"));
    assert_eq!(list.group_named("Friends").map(|group| group.members().to_vec()), Some(vec![added]));
    Ok(())
}

#[test]
fn an_address_of_the_address_book_makes_no_contact_known() -> TestResult {
    let told = persona_told("P-Sadie", "sadie@contoso.com", &["phone", "new"]);
    let server = Server::new([success("AddNewImContactToGroup", &told)]);
    let sources = [("outlook", (Some(false), Some(false))), ("phone", CONTACT)];
    let mut sadie = persona("Sadie", "sadie@contoso.com", &sources);
    sadie.im_addresses = im_addresses(&[("sadie@contoso.com", "0")]);
    let mut list = list([sadie], [group("Friends", &["phone"])]);
    let added = list.add_contact(&client(&server), &id("Friends"), "sadie@contoso.com", None)?;
    assert_eq!(added, ContactId::new("new"));
    assert_eq!(list.contacts().len(), 1);
    assert_eq!(shown(&list), "Friends: sadie@contoso.com");
    Ok(())
}

#[test]
fn a_new_contact_has_the_key_of_the_answer() -> TestResult {
    let server = Server::new([
        success("AddNewImContactToGroup", &persona_told("P-New", "ronnie@contoso.com", &["new"])),
        success("AddNewTelUriContactToGroup", &persona_told("P-Sadie", "sadie@contoso.com", &["K-Sadie", "tel"])),
    ]);
    let (client, mut list) = (client(&server), sample());
    let ronnie = list.add_contact(&client, &id("Work"), "sip:ronnie@contoso.com", "Ronnie")?;
    assert_eq!((ronnie.id(), ronnie.change_key()), ("new", Some("C")));
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Sadie Tony; Work: Sadie ronnie@contoso.com");
    let mut expected = AddNewImContactToGroup::new("ronnie@contoso.com")?;
    expected.display_name = "Ronnie".try_into().ok();
    expected.group_id = Some(ItemId::new("G-Work"));
    assert_eq!(asked(&server)[0], AnyRequest::AddNewImContactToGroup(expected));

    // The number is one more source of a person that is there already.
    let phone = list.add_phone_contact(&client, &id("Friends"), "tel:5625550100", "sadie@contoso.com")?;
    assert_eq!(phone.id(), "tel");
    assert_eq!(list.contacts().len(), 3);
    assert_eq!(list.contact(&phone), list.contact(&key("Sadie")));
    let mut expected = AddNewTelUriContactToGroup::new("tel:5625550100", "sip:sadie@contoso.com", "5625550100")?;
    expected.group_id = Some(ItemId::new("G-Friends"));
    assert_eq!(asked(&server)[1], AnyRequest::AddNewTelUriContactToGroup(expected));
    Ok(())
}

#[test]
fn who_is_in_tagged_alone_is_looked_for() -> TestResult {
    let told = "<m:ImItemList><Groups><ImGroup><DisplayName>Other Contacts</DisplayName>\
        <GroupType>IPM.DistList.MOC.OtherContacts</GroupType><ExchangeStoreId Id='G-Other Contacts'/>\
        <MemberCorrelationKey><ItemId Id='new'/></MemberCorrelationKey></ImGroup></Groups></m:ImItemList>";
    let server = Server::new([
        success("AddNewImContactToGroup", &persona_told("P-New", "ronnie@contoso.com", &["new"])),
        success("GetImItems", told),
        success("AddNewImContactToGroup", &persona_told("P-Newer", "alisa@contoso.com", &["newer"])),
        failure("GetImItems", "ErrorServerBusy"),
    ]);
    let (client, mut list) = (client(&server), sample());
    list.add_contact(&client, &id("Tagged"), "ronnie@contoso.com", None)?;
    let error = list.add_contact(&client, &id("Tagged"), "alisa@contoso.com", None).unwrap_err();
    let expected = "only half done, `alisa@contoso.com` is added, but in which groups it is besides is not known: ";
    assert!(error.to_string().starts_with(expected), "{error}");
    assert_eq!(
        shown(&list),
        "Other Contacts: ronnie@contoso.com; Tagged: Tony ronnie@contoso.com alisa@contoso.com; \
         Friends: Sadie Tony; Work: Sadie"
    );
    assert_eq!(server.n_left(), 0);
    Ok(())
}

#[test]
fn a_move_adds_before_it_removes() -> TestResult {
    let server = Server::new([success("AddImContactToGroup", ""), success("RemoveImContactFromGroup", "")]);
    let mut list = sample();
    list.move_contact(&client(&server), &key("Tony"), &id("Friends"), &id("Work"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Sadie; Work: Sadie Tony");
    assert_eq!(operations(&server), ["AddImContactToGroup", "RemoveImContactFromGroup"]);
    Ok(())
}

#[test]
fn a_move_that_fails_at_its_second_call_leaves_the_contact_in_both_groups() {
    for (second, is_transient) in [
        (failure("RemoveImContactFromGroup", "ErrorInvalidImContactId"), false),
        (Canned::Failure(TransportErrorKind::Broken), true),
    ] {
        let server = Server::new([success("AddImContactToGroup", ""), second]);
        let mut list = sample();
        let error = list.move_contact(&client(&server), &key("Tony"), &id("Friends"), &id("Work")).unwrap_err();
        assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Sadie Tony; Work: Sadie Tony");
        let text = error.to_string();
        assert!(text.starts_with("only half done, `Tony` is still in the group `Friends`, and in others: "), "{text}");
        assert!(matches!(error, ListError::Halfway { .. }));
        assert_eq!((error.is_transient(), error.is_not_found()), (is_transient, !is_transient));
    }
}

#[test]
fn a_move_that_fails_at_its_first_call_changes_nothing() {
    let server = Server::new([failure("AddImContactToGroup", "ErrorInvalidImGroupId")]);
    let mut list = sample();
    let error = list.move_contact(&client(&server), &key("Tony"), &id("Friends"), &id("Work")).unwrap_err();
    assert!(matches!(error, ListError::Call(_)) && error.is_not_found());
    assert_eq!(list, sample());
}

#[test]
fn a_person_with_two_keys_moves_with_both() -> TestResult {
    let answers = ["AddImContactToGroup", "RemoveImContactFromGroup"].repeat(2);
    let server = Server::new(answers.iter().map(|operation| success(operation, "")));
    let sadie = persona("Sadie", "sadie@contoso.com", &[("K1", CONTACT), ("K2", CONTACT)]);
    let mut list = list([sadie], [group("A", &["K2", "K1"]), group("B", &[])]);
    list.move_contact(&client(&server), &ContactId::new("K2"), &id("A"), &id("B"))?;
    assert_eq!(shown(&list), "A:; B: Sadie");
    assert_eq!(list.group_named("B").map(|group| group.members().len()), Some(2));
    assert_eq!(operations(&server), answers);
    Ok(())
}

#[test]
fn out_of_its_last_group_a_contact_is_deleted() -> TestResult {
    let server = Server::new([success("RemoveImContactFromGroup", ""), success("RemoveImContactFromGroup", "")]);
    let (client, mut list) = (client(&server), sample());
    list.remove_from_group(&client, &key("Sadie"), &id("Work"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Sadie Tony; Work:");
    list.remove_from_group(&client, &key("Tony"), &id("Friends"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged:; Friends: Sadie; Work:");
    assert!(list.contact(&key("Tony")).is_none() && list.contact(&key("Sadie")).is_some());
    Ok(())
}

#[test]
fn a_contact_is_deleted_out_of_each_group_but_tagged() -> TestResult {
    let server = Server::new([success("RemoveImContactFromGroup", ""), success("RemoveImContactFromGroup", "")]);
    let (client, mut list) = (client(&server), sample());
    list.remove_contact(&client, &key("Sadie"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Tony; Work:");
    assert_eq!(operations(&server), ["RemoveImContactFromGroup"; 2]);

    let server = Server::new([success("RemoveImContactFromGroup", "")]);
    list.remove_contact(&self::client(&server), &key("Tony"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged:; Friends:; Work:");
    assert!(list.contacts().is_empty());
    assert_eq!(server.n_left(), 0);
    Ok(())
}

#[test]
fn a_distribution_group_does_not_keep_a_contact() -> TestResult {
    let server = Server::new([success("RemoveImContactFromGroup", "")]);
    let (client, mut list) = (
        client(&server),
        list([contact("Ann", "ann@contoso.com")], [group_of("DG", "Sales", &["K-Ann"]), group("A", &["K-Ann"])]),
    );
    let error = list.move_contact(&client, &key("Ann"), &id("A"), &id("Sales")).unwrap_err();
    assert!(matches!(error, ListError::DoesNotKeepContacts(GroupKind::DistributionGroup)));
    list.remove_contact(&client, &key("Ann"))?;
    assert_eq!(shown(&list), "Sales:; A:");
    let asked = asked(&server);
    let [AnyRequest::RemoveImContactFromGroup(request)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(request.group_id.id, "G-A");
    Ok(())
}

#[test]
fn out_of_tagged_nobody_is_deleted() -> TestResult {
    let server = Server::new([success("RemoveImContactFromGroup", "")]);
    let mut list = list([contact("Ann", "ann@contoso.com")], [group_of("Tagged", "Tagged", &["K-Ann"])]);
    list.remove_from_group(&client(&server), &key("Ann"), &id("Tagged"))?;
    assert_eq!(shown(&list), "Tagged:; none: Ann");
    Ok(())
}

#[test]
fn a_contact_that_no_group_keeps_is_deleted_from_the_list() -> TestResult {
    let server =
        Server::new([success("RemoveContactFromImList", ""), failure("RemoveContactFromImList", "ErrorItemNotFound")]);
    let lonely = contact("Lonely", "lonely@contoso.com");
    let tagged = contact("Tagged", "tagged@contoso.com");
    let (client, mut list) = (client(&server), list([lonely, tagged], [group_of("Tagged", "Tagged", &["K-Tagged"])]));
    list.remove_contact(&client, &key("Tagged"))?;
    assert_eq!(shown(&list), "Tagged:; none: Lonely");
    let error = list.remove_contact(&client, &key("Lonely")).unwrap_err();
    assert!(matches!(error, ListError::Call(_)) && error.is_not_found());
    assert_eq!(list.contacts().len(), 1);
    Ok(())
}

#[test]
fn a_deletion_that_fails_on_its_way_shows_in_the_list() {
    let server = Server::new([
        success("RemoveImContactFromGroup", ""),
        failure("RemoveImContactFromGroup", "ErrorInternalServerError"),
    ]);
    let mut list = sample();
    let error = list.remove_contact(&client(&server), &key("Sadie")).unwrap_err();
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Tony; Work: Sadie");
    let text = error.to_string();
    assert!(
        text.starts_with("only half done, `Sadie` is still in the group `Work`: RemoveImContactFromGroup failed"),
        "{text}"
    );
}

#[test]
fn of_a_person_with_two_contacts_one_can_go() -> TestResult {
    let left = persona_told("P-Sadie", "s@contoso.com", &["K2"]).replace("m:Persona", "Persona");
    let server = Server::new([
        success("RemoveImContactFromGroup", ""),
        success("GetImItems", &format!("<m:ImItemList><Personas>{left}</Personas></m:ImItemList>")),
        success("RemoveImContactFromGroup", ""),
        failure("GetImItems", "ErrorServerBusy"),
    ]);
    let (client, sadie) = (client(&server), persona("Sadie", "sadie@contoso.com", &[("K1", CONTACT), ("K2", CONTACT)]));
    let before = list([sadie], [group("A", &["K1"]), group("B", &["K2"])]);
    let mut list = before.clone();
    list.remove_from_group(&client, &ContactId::new("K2"), &id("A"))?;
    assert_eq!(shown(&list), "A:; B: s@contoso.com");
    assert!(list.contact(&ContactId::new("K1")).is_none());

    // Where the server does not tell what is left, the key is gone all the same.
    let mut list = before;
    let error = list.remove_from_group(&client, &ContactId::new("K2"), &id("A")).unwrap_err();
    let text = error.to_string();
    let expected =
        "only half done, one contact of `Sadie` is deleted, but what there is of the other one is not known: ";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(shown(&list), "A:; B: Sadie");
    assert!(list.contact(&ContactId::new("K1")).is_none());
    assert_eq!(server.n_left(), 0);
    Ok(())
}

#[tokio::test]
async fn the_client_with_async_does_the_same() -> TestResult {
    let server = Server::new([
        success("AddImContactToGroup", ""),
        failure("RemoveImContactFromGroup", "ErrorInvalidImContactId"),
        success("SetImListMigrationCompleted", ""),
    ]);
    let client = Client::builder(URL).transport(server.clone()).build()?;
    // The future can go to another thread.
    let task = tokio::spawn(async move {
        let mut list = sample();
        let moved = list.move_contact(&client, &key("Tony"), &id("Friends"), &id("Work")).await;
        let completed = list.set_migration_completed(&client, true).await;
        (list, moved, completed)
    });
    let (list, moved, completed) = task.await?;
    assert!(matches!(moved, Err(ListError::Halfway { .. })));
    completed?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Sadie Tony; Work: Sadie Tony");
    let last = "SetImListMigrationCompleted";
    assert_eq!(operations(&server), ["AddImContactToGroup", "RemoveImContactFromGroup", last]);
    Ok(())
}
