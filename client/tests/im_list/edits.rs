//! Edits: what is asked of the server, and what becomes of the list by each answer, by both clients.

use ews_im::auth::Basic;
use ews_im::http::TransportErrorKind;
use ews_im::im_list::{ContactId, GroupId, ListError};
use ews_im::types::{
    AddImContactToGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup, ItemId, MapiPropertyType,
    PathToExtendedField, ResponseCode,
};
use ews_im::{AnyRequest, Client, ImList, Message, ReadOptions, blocking};

use crate::TestResult;
use crate::lists::{CONTACT, contact, group, group_of, im_addresses, list, persona, shown};
use crate::support::{Canned, Server, URL, envelope, ok};

const NAMESPACES: &str = r#"xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns="http://schemas.microsoft.com/exchange/services/2006/types""#;

pub(crate) fn success(operation: &str, payload: &str) -> Canned {
    answer(operation, "Success", &format!("<m:ResponseCode>NoError</m:ResponseCode>{payload}"))
}

pub(crate) fn failure(operation: &str, code: &str) -> Canned {
    answer(operation, "Error", &format!("<m:MessageText>No.</m:MessageText><m:ResponseCode>{code}</m:ResponseCode>"))
}

fn answer(operation: &str, class: &str, content: &str) -> Canned {
    let response =
        format!(r#"<m:{operation}Response ResponseClass="{class}" {NAMESPACES}>{content}</m:{operation}Response>"#);
    ok(envelope(&response))
}

/// A persona of `AddNewImContactToGroup`, with keys.
fn persona_told(id: &str, address: &str, keys: &[&str]) -> String {
    let attribution = |(index, key): (usize, &&str)| {
        format!(
            "<Attribution><Id>{index}</Id><SourceId Id='{key}' ChangeKey='C'/><DisplayName>Lync Contacts</DisplayName>\
             <IsQuickContact>true</IsQuickContact><IsHidden>false</IsHidden></Attribution>"
        )
    };
    let attributions: String = keys.iter().enumerate().map(attribution).collect();
    format!(
        "<m:Persona><PersonaId Id='{id}'/><ImAddress>{address}</ImAddress>\
         <Attributions>{attributions}</Attributions></m:Persona>"
    )
}

pub(crate) fn client(server: &Server) -> blocking::Client {
    blocking::Client::builder(URL).auth(Basic::new("sadie", "secret")).transport(server.clone()).build().unwrap()
}

/// What the server was asked.
pub(crate) fn asked(server: &Server) -> Vec<AnyRequest> {
    let read = |body: &[u8]| match Message::read_slice(body, &ReadOptions::strict()) {
        Ok(Message::Request(_, request)) => *request,
        other => panic!("{other:?}"),
    };
    server.requests().iter().map(|request| read(&request.body)).collect()
}

fn operations(server: &Server) -> Vec<&'static str> {
    assert_eq!(server.n_left(), 0);
    asked(server).iter().map(AnyRequest::operation).collect()
}

/// Sadie in Friends and Work, Tony in Friends and Tagged.
pub(crate) fn sample() -> ImList {
    list(
        [contact("Sadie", "sip:sadie@contoso.com"), contact("Tony", "tony@contoso.com")],
        [
            group_of("OtherContacts", "Other Contacts", &[]),
            group_of("Tagged", "Tagged", &["K-Tony"]),
            group("Friends", &["K-Sadie", "K-Tony"]),
            group("Work", &["K-Sadie"]),
        ],
    )
}

fn key(name: &str) -> ContactId {
    ContactId::new(format!("K-{name}"))
}

fn id(name: &str) -> GroupId {
    GroupId::new(format!("G-{name}"))
}

#[test]
fn a_group_is_added_with_the_identifier_of_the_answer() -> TestResult {
    let group = "<m:ImGroup><DisplayName>Best</DisplayName><GroupType>IPM.DistList.MOC.UserGroup</GroupType>\
        <ExchangeStoreId Id='new' ChangeKey='Eg=='/></m:ImGroup>";
    let server = Server::new([success("AddImGroup", group)]);
    let mut list = sample();
    let added = list.add_group(&client(&server), " Best ")?;
    assert_eq!((added.id(), added.change_key()), ("new", Some("Eg==")));
    assert_eq!(list.group(&added).map(|group| group.name()), Some("Best"));
    let AnyRequest::AddImGroup(request) = &asked(&server)[0] else { panic!() };
    assert_eq!(&*request.display_name, " Best ");
    Ok(())
}

#[test]
fn groups_are_renamed_and_removed_after_the_answer() -> TestResult {
    let server = Server::new([
        success("SetImGroup", ""),
        failure("SetImGroup", "ErrorImGroupDisplayNameAlreadyExists"),
        failure("RemoveImGroup", "ErrorInvalidImGroupId"),
        success("RemoveImGroup", ""),
    ]);
    let (client, mut list) = (client(&server), sample());
    list.rename_group(&client, &id("Work"), "Office")?;
    assert_eq!(list.group(&id("Work")).map(|group| group.name()), Some("Office"));
    let renamed = list.clone();

    let error = list.rename_group(&client, &id("Work"), "Friends").unwrap_err();
    assert_eq!(error.response_code(), Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists));
    assert!(!error.is_not_found());
    let error = list.remove_group(&client, &id("Work")).unwrap_err();
    assert!(matches!(error, ListError::Call(_)) && error.is_not_found(), "{error:?}");
    assert_eq!(list, renamed);

    // Sadie is in Friends too, so that nobody has to be looked for.
    list.remove_group(&client, &id("Work"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Sadie Tony");
    assert_eq!(operations(&server), ["SetImGroup", "SetImGroup", "RemoveImGroup", "RemoveImGroup"]);
    Ok(())
}

#[test]
fn who_is_left_without_a_group_is_looked_for() -> TestResult {
    let told = "<m:ImItemList><Groups><ImGroup><DisplayName>Other Contacts</DisplayName>\
        <GroupType>IPM.DistList.MOC.OtherContacts</GroupType><ExchangeStoreId Id='G-Other Contacts'/>\
        <MemberCorrelationKey><ItemId Id='K-Tony'/></MemberCorrelationKey></ImGroup></Groups></m:ImItemList>";
    let server = Server::new([
        success("RemoveImGroup", ""),
        success("GetImItems", told),
        success("RemoveImGroup", ""),
        failure("GetImItems", "ErrorServerBusy"),
    ]);
    let (client, mut list) = (client(&server), sample());
    list.remove_group(&client, &id("Friends"))?;
    assert_eq!(shown(&list), "Other Contacts: Tony; Tagged: Tony; Work: Sadie");
    let error = list.remove_group(&client, &id("Work")).unwrap_err();
    assert!(error.is_transient());
    let text = error.to_string();
    let expected = "only half done, the group `Work` is removed, but where its contacts are is not known: \
        GetImItems failed: ErrorServerBusy: No.";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(shown(&list), "Other Contacts: Tony; Tagged: Tony; none: Sadie");
    assert_eq!(operations(&server), ["RemoveImGroup", "GetImItems", "RemoveImGroup", "GetImItems"]);
    Ok(())
}

#[test]
fn distribution_groups_have_operations_of_their_own() -> TestResult {
    let group = "<m:ImGroup><DisplayName>Sales</DisplayName><GroupType>IPM.DistList.MOC.DG</GroupType>\
        <ExchangeStoreId Id='new'/><SmtpAddress>sales@contoso.com</SmtpAddress></m:ImGroup>";
    let server = Server::new([
        success("AddDistributionGroupToImList", group),
        failure("RemoveDistributionGroupFromImList", "ErrorItemNotFound"),
        success("RemoveDistributionGroupFromImList", ""),
    ]);
    let (client, mut list) = (client(&server), sample());
    let sales = list.add_distribution_group(&client, "sales@contoso.com", "Sales")?;
    assert_eq!(list.group(&sales).and_then(|group| group.smtp_address()), Some("sales@contoso.com"));
    assert!(list.remove_group(&client, &sales).unwrap_err().is_not_found());
    list.remove_group(&client, &sales)?;
    assert_eq!(list, sample());
    assert_eq!(operations(&server)[1..], ["RemoveDistributionGroupFromImList"; 2]);
    Ok(())
}

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

#[test]
fn loading_asks_for_extended_properties() -> TestResult {
    let payload = "<m:ImItemList><Groups><ImGroup><DisplayName>Friends</DisplayName><GroupType>G</GroupType>\
        <ExtendedProperties><ExtendedProperty><ExtendedFieldURI PropertyTag='0x3001' PropertyType='String'/>\
        <Value>Friends</Value></ExtendedProperty></ExtendedProperties></ImGroup></Groups></m:ImItemList>";
    let server = Server::new([success("GetImItemList", payload), success("GetImItemList", payload)]);
    let client = client(&server);
    let property = PathToExtendedField {
        property_id: Some(1),
        property_set_id: Some("00062004-0000-0000-c000-000000000046".try_into()?),
        ..PathToExtendedField::new(MapiPropertyType::String)
    };
    let list = ImList::load_with(&client, [property.clone()])?;
    assert_eq!(list.groups()[0].extended_properties().len(), 1);
    assert_eq!(ImList::load(&client)?, list);
    let asked: Vec<_> = asked(&server)
        .into_iter()
        .map(|request| match request {
            AnyRequest::GetImItemList(request) => request.extended_properties.map(|list| list.extended_property),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(asked, [Some(vec![property]), None]);
    Ok(())
}

#[test]
fn warnings_are_kept_until_the_next_edit() -> TestResult {
    let warning = "<m:MessageText>Nearly full.</m:MessageText><m:ResponseCode>ErrorImGroupLimitReached</m:ResponseCode>\
        <m:MessageXml><Value Name='Policy'>64</Value></m:MessageXml>";
    let server = Server::new([
        answer("GetImItemList", "Warning", &format!("{warning}<m:ImItemList/>")),
        answer("AddImContactToGroup", "Warning", warning),
        success("RemoveImContactFromGroup", ""),
        success("SetImGroup", ""),
    ]);
    let client = client(&server);
    let list = ImList::load(&client)?;
    assert_eq!(list.warnings().len(), 1);
    let mut list = sample();
    list.move_contact(&client, &key("Tony"), &id("Friends"), &id("Work"))?;
    let [told] = list.warnings() else { panic!("{:?}", list.warnings()) };
    assert_eq!(told.to_string(), "AddImContactToGroup warns: ErrorImGroupLimitReached: Nearly full.");
    assert_eq!(told.details.policy(), Some("64"));
    list.rename_group(&client, &id("Work"), "Office")?;
    assert!(list.warnings().is_empty());
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
        let completed = ImList::set_migration_completed(&client, true).await;
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
