//! What is refused before anything is sent, and answers that leave out what the list needs.

use ews_im::ImList;
use ews_im::im_list::{ContactId, GroupId, ListError};

use crate::TestResult;
use crate::answers::{client, sample, success};
use crate::lists::{group_of, list};
use crate::support::Server;

#[test]
fn what_the_list_does_not_have_is_not_sent() {
    let server = Server::new([]);
    let (client, mut list) = (client(&server), sample());
    let (tony, nobody) = (ContactId::new("K-Tony"), ContactId::new("nobody"));
    let (friends, work, none) = (GroupId::new("G-Friends"), GroupId::new("G-Work"), GroupId::new("none"));
    let errors: Vec<ListError> = vec![
        list.rename_group(&client, &none, "A").unwrap_err(),
        list.remove_group(&client, &none).unwrap_err(),
        list.add_contact(&client, &none, "a@contoso.com", None).unwrap_err(),
        list.add_contact(&client, &none, "tony@contoso.com", None).unwrap_err(),
        list.add_phone_contact(&client, &none, "1", "a@contoso.com").unwrap_err(),
        list.copy_contact(&client, &tony, &none).unwrap_err(),
        list.copy_contact(&client, &nobody, &friends).unwrap_err(),
        list.move_contact(&client, &nobody, &friends, &work).unwrap_err(),
        list.move_contact(&client, &tony, &none, &work).unwrap_err(),
        list.move_contact(&client, &tony, &friends, &none).unwrap_err(),
        list.move_contact(&client, &tony, &work, &friends).unwrap_err(),
        list.move_contact(&client, &tony, &work, &work).unwrap_err(),
        list.remove_from_group(&client, &tony, &work).unwrap_err(),
        list.remove_contact(&client, &nobody).unwrap_err(),
    ];
    for error in &errors {
        assert!(error.is_not_found() && !error.is_transient() && error.call_error().is_none(), "{error}");
    }
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(texts[0], "the list has no group with the id `none`; load it again if it may be old");
    assert_eq!(texts[6], "the list has no contact with the key `nobody`; load it again if it may be old");
    assert_eq!(texts[10], "the contact with the key `K-Tony` is not in the group with the id `G-Work`");
    assert_eq!(list, sample());
    assert!(server.requests().is_empty());
}

#[test]
fn texts_that_cannot_be_sent() {
    let server = Server::new([]);
    let (client, mut list) = (client(&server), sample());
    let friends = GroupId::new("G-Friends");
    let texts = [
        list.add_group(&client, "").unwrap_err(),
        list.rename_group(&client, &friends, " \t").unwrap_err(),
        list.add_distribution_group(&client, "", "Sales").unwrap_err(),
        list.add_contact(&client, &friends, "sip:", "Ann").unwrap_err(),
        list.add_contact(&client, &friends, "ann@contoso.com", "").unwrap_err(),
        list.add_phone_contact(&client, &friends, "tel:", "ann@contoso.com").unwrap_err(),
        list.add_phone_contact(&client, &friends, "1", " sip: ").unwrap_err(),
        list.add_contact(&client, &friends, "tel:5625550100", None).unwrap_err(),
    ]
    .map(|error| {
        assert!(!error.is_not_found());
        error.to_string()
    });
    let expected = [
        "the display name is empty; give one",
        "the display name is empty; give one",
        "the SMTP address is empty; give one",
        "the address is empty; give one",
        "the display name is empty; give one",
        "the telephone number is empty; give one",
        "the SIP address is empty; give one",
        "`tel:5625550100` is a telephone number; add it as a phone contact, with a SIP address",
    ];
    assert_eq!(texts, expected);
    // XML has no such character: the client itself refuses it.
    let error = list.add_group(&client, "bell \u{7}").unwrap_err();
    assert!(matches!(error.call_error(), Some(ews_im::Error::Encode(_))), "{error:?}");
    assert!(server.requests().is_empty());
}

#[test]
fn a_move_that_would_delete_is_refused() -> TestResult {
    let server = Server::new([]);
    let (client, mut list) = (client(&server), sample());
    let (tony, friends) = (ContactId::new("K-Tony"), GroupId::new("G-Friends"));
    let error = list.move_contact(&client, &tony, &friends, &GroupId::new("G-Tagged")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "contacts cannot be moved into a group of the kind IPM.DistList.MOC.Tagged, which does not keep them on the list"
    );
    // Where it is already, a contact need not go.
    list.move_contact(&client, &tony, &friends, &friends)?;
    assert_eq!(list, sample());
    assert!(server.requests().is_empty());
    Ok(())
}

#[test]
fn answers_that_leave_out_what_the_list_needs() {
    let group = "<m:ImGroup><DisplayName>A</DisplayName><GroupType>G</GroupType></m:ImGroup>";
    let persona = "<m:Persona><PersonaId Id='P'/><DisplayName>Ann</DisplayName></m:Persona>";
    let server = Server::new([
        success("GetImItemList", ""),
        success("AddImGroup", ""),
        success("AddImGroup", group),
        success("AddDistributionGroupToImList", group),
        success("AddNewImContactToGroup", ""),
        success("AddNewImContactToGroup", persona),
        success("AddNewTelUriContactToGroup", persona),
    ]);
    let client = client(&server);
    let mut list = list([], [group_of("UserGroup", "Friends", &[])]);
    let friends = GroupId::new("G-Friends");
    let missing = [
        ImList::load(&client).unwrap_err(),
        list.add_group(&client, "A").unwrap_err(),
        list.add_group(&client, "A").unwrap_err(),
        list.add_distribution_group(&client, "a@contoso.com", "A").unwrap_err(),
        list.add_contact(&client, &friends, "a@contoso.com", None).unwrap_err(),
        list.add_contact(&client, &friends, "a@contoso.com", None).unwrap_err(),
        list.add_phone_contact(&client, &friends, "1", "a@contoso.com").unwrap_err(),
    ]
    .map(|error| match error {
        ListError::Unidentified { operation, missing } => format!("{operation} {missing}"),
        other => panic!("{other:?}"),
    });
    let expected = [
        "GetImItemList ImItemList",
        "AddImGroup ImGroup",
        "AddImGroup ExchangeStoreId",
        "AddDistributionGroupToImList ExchangeStoreId",
        "AddNewImContactToGroup Persona",
        "AddNewImContactToGroup SourceId of a contact",
        "AddNewTelUriContactToGroup SourceId of a contact",
    ];
    assert_eq!(missing, expected);
    // The persona has come, and is shown.
    assert_eq!(list.contacts().len(), 1);
    assert_eq!(server.n_left(), 0);
}
