//! Edits against the stand-in server: the list is always what loading it anew gives.

use ews_im::im_list::{Contact, ContactId, Group, GroupId, GroupKind, ListError};
use ews_im::types::{ExtendedPropertyValue, MapiPropertyType, PathToExtendedField, PropertyTag};
use ews_im::{Client, ImList, blocking};
use ews_im_simulator::{ContactSeed, Directory, MailboxSeed, Person, PhoneKind, Simulator};

use crate::TestResult;
use crate::lists::shown;

fn directory() -> Directory {
    let tony = Person::new("Tony Smith", "tsmith@contoso.com");
    let mailbox = MailboxSeed::new("sadie@contoso.com")
        .group("Friends")
        .group("Work")
        .contact(ContactSeed::im("tsmith@contoso.com").in_group("Friends").in_group("Tagged"))
        .contact(ContactSeed::outlook("Anthony Smith").email_address("tsmith@contoso.com"))
        .contact(
            ContactSeed::im("ronnie@contoso.com")
                .display_name("Ronnie Sturgis")
                .phone_number(PhoneKind::Mobile, "5550100")
                .in_group("Work"),
        );
    Directory::new().person(tony).distribution_list("sales@contoso.com", "Sales").mailbox(mailbox)
}

fn start() -> Result<Simulator, Box<dyn std::error::Error>> {
    Ok(Simulator::builder().directory(directory()).start_blocking()?)
}

/// The same things in the same groups: what a newer load gives is no other list.
#[track_caller]
fn assert_in_step(list: &ImList, loaded: &ImList) {
    let changes: Vec<String> = list.diff(loaded).iter().map(ToString::to_string).collect();
    assert_eq!(changes, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_messengers_day_with_async() -> TestResult {
    let simulator = start()?;
    let client = Client::builder(simulator.url()).build()?;
    let mut list = ImList::load(&client).await?;
    let before = list.clone();
    assert_eq!(
        shown(&list),
        "Other Contacts:; Tagged: Anthony Smith; Favorites:; Friends: Anthony Smith; Work: Ronnie Sturgis"
    );

    let family = list.add_group(&client, "Family").await?;
    let alisa = list.add_contact(&client, &family, "sip:alisa@contoso.com", "Alisa Lawyer").await?;
    assert_eq!(list.add_contact(&client, &family, "SIP:Ronnie@contoso.com", None).await?.id(), ronnie(&list).id());
    let work = list.group_named("Work").and_then(Group::id).cloned().ok_or("Work")?;
    list.move_contact(&client, &alisa, &family, &work).await?;
    list.rename_group(&client, &work, "Office").await?;
    let sales = list.add_distribution_group(&client, "sales@contoso.com", "Sales").await?;
    assert_in_step(&list, &ImList::load(&client).await?);
    assert_eq!(
        shown(&list),
        "Other Contacts:; Tagged: Anthony Smith; Favorites:; Friends: Anthony Smith; \
         Office: Ronnie Sturgis Alisa Lawyer; Family: Ronnie Sturgis; Sales:"
    );

    // Alisa is deleted, and who was in Friends alone is looked for.
    list.remove_contact(&client, &alisa).await?;
    list.remove_group(&client, &sales).await?;
    let friends = list.group_named("Friends").and_then(Group::id).cloned().ok_or("Friends")?;
    list.remove_group(&client, &friends).await?;
    assert_in_step(&list, &ImList::load(&client).await?);
    let told: Vec<String> = before.diff(&list).iter().map(ToString::to_string).collect();
    let expected = [
        "group `Friends` removed",
        "group `Family` added",
        "group `Work` renamed to `Office`",
        "`Anthony Smith` left group `Friends`",
        "`Anthony Smith` joined group `Other Contacts`",
        "`Ronnie Sturgis` joined group `Family`",
    ];
    assert_eq!(told, expected);

    list.set_migration_completed(&client, true).await?;
    assert_eq!(simulator.is_migration_completed("sadie@contoso.com"), Some(true));
    simulator.shutdown().await;
    Ok(())
}

fn ronnie(list: &ImList) -> ContactId {
    list.contact_at("ronnie@contoso.com").and_then(Contact::id).cloned().unwrap()
}

#[test]
fn a_person_with_an_address_and_a_number() -> TestResult {
    let simulator = start()?;
    let client = blocking::Client::builder(simulator.url()).build()?;
    let mut list = ImList::load(&client)?;
    let friends = list.group_named("Friends").and_then(Group::id).cloned().ok_or("Friends")?;
    let work = list.group_named("Work").and_then(Group::id).cloned().ok_or("Work")?;

    // The number joins the person of the address: one contact with two keys.
    let number = list.add_phone_contact(&client, &friends, "5625550100", "sip:ronnie@contoso.com")?;
    assert_eq!(list.contact(&number), list.contact(&ronnie(&list)));
    assert_ne!(number, ronnie(&list));
    assert_in_step(&list, &ImList::load(&client)?);
    // Once more, it is the same one.
    assert_eq!(list.add_phone_contact(&client, &work, "tel:5625550100", "ronnie@contoso.com")?, number);
    assert_in_step(&list, &ImList::load(&client)?);
    assert_eq!(shown(&list).matches("Ronnie Sturgis").count(), 2);

    list.remove_contact(&client, &number)?;
    assert!(list.contact_at("ronnie@contoso.com").is_none());
    assert_in_step(&list, &ImList::load(&client)?);
    Ok(())
}

#[test]
fn what_the_server_refuses_leaves_the_list_as_it_was() -> TestResult {
    let simulator = start()?;
    let client = blocking::Client::builder(simulator.url()).build()?;
    let mut list = ImList::load(&client)?;
    let friends = list.group_named("Friends").and_then(Group::id).cloned().ok_or("Friends")?;
    let work = list.group_named("Work").and_then(Group::id).cloned().ok_or("Work")?;
    let before = list.clone();
    let code = |error: ListError| error.response_code().map(|code| code.to_string()).unwrap_or_default();

    assert_eq!(code(list.add_group(&client, "Work").unwrap_err()), "ErrorImGroupDisplayNameAlreadyExists");
    assert_eq!(code(list.rename_group(&client, &friends, "Work").unwrap_err()), "ErrorImGroupDisplayNameAlreadyExists");
    let error = list.add_distribution_group(&client, "none@contoso.com", "None").unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(code(error), "ErrorInvalidImDistributionGroupSmtpAddress");
    assert_eq!(list, before);

    // Another client has removed what this list still has.
    let mut other = list.clone();
    other.remove_contact(&client, &ronnie(&list))?;
    other.remove_group(&client, &work)?;
    assert!(list.remove_group(&client, &work).unwrap_err().is_not_found());
    assert!(list.copy_contact(&client, &ronnie(&list), &friends).unwrap_err().is_not_found());
    assert!(list.remove_contact(&client, &ronnie(&list)).unwrap_err().is_not_found());
    assert_eq!(list, before);
    let newer = ImList::load(&client)?;
    assert_in_step(&other, &newer);
    let told: Vec<String> = list.diff(&newer).iter().map(ToString::to_string).collect();
    let expected = ["contact `Ronnie Sturgis` removed", "group `Work` removed", "`Ronnie Sturgis` left group `Work`"];
    assert_eq!(told, expected);
    Ok(())
}

#[test]
fn half_a_move_is_told_and_can_be_finished() -> TestResult {
    let simulator = start()?;
    let client = blocking::Client::builder(simulator.url()).build()?;
    let mut list = ImList::load(&client)?;
    let friends = list.group_named("Friends").and_then(Group::id).cloned().ok_or("Friends")?;
    let work = list.group_named("Work").and_then(Group::id).cloned().ok_or("Work")?;
    simulator.script("RemoveImContactFromGroup#1: busy back-off=500 as=response")?;
    let ronnie = ronnie(&list);
    let error = list.move_contact(&client, &ronnie, &work, &friends).unwrap_err();
    assert!(error.is_transient());
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_millis(500)));
    assert_in_step(&list, &ImList::load(&client)?);
    let contact = list.contact(&ronnie).ok_or("Ronnie")?;
    assert_eq!(list.groups_of(contact).map(Group::name).collect::<Vec<_>>(), ["Friends", "Work"]);

    list.move_contact(&client, &ronnie, &work, &friends)?;
    assert_in_step(&list, &ImList::load(&client)?);
    Ok(())
}

#[test]
fn extended_properties_and_warnings_come_with_the_list() -> TestResult {
    let simulator = start()?;
    let client = blocking::Client::builder(simulator.url()).build()?;
    simulator.script(r#"GetImItemList#1: warning code=ErrorServerBusy text="Slowly.""#)?;
    let display_name = PathToExtendedField {
        property_tag: Some(PropertyTag::UnsignedShort(0x3001)),
        ..PathToExtendedField::new(MapiPropertyType::String)
    };
    let list = ImList::load_with(&client, [display_name])?;
    assert_eq!(list.warnings()[0].text.as_deref(), Some("Slowly."));
    let told = |group: &Group| group.extended_properties().iter().map(|found| found.value.clone()).collect::<Vec<_>>();
    let work = list.group_named("Work").map(told);
    assert_eq!(work, Some(vec![ExtendedPropertyValue::Value("Work".to_owned())]));
    assert!(list.contacts().iter().all(|contact| contact.persona().extended_properties.is_some()));
    assert!(ImList::load(&client)?.warnings().is_empty());
    Ok(())
}

/// Numbers that look like chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn group(&mut self, list: &ImList) -> GroupId {
        let groups: Vec<_> =
            list.groups().iter().filter(|group| group.kind() != GroupKind::DistributionGroup).collect();
        groups[self.below(groups.len())].id().cloned().unwrap()
    }

    fn contact(&mut self, list: &ImList) -> Option<ContactId> {
        let keys: Vec<_> = list.contacts().iter().flat_map(Contact::keys).collect();
        (!keys.is_empty()).then(|| keys[self.below(keys.len())].clone())
    }
}

/// An edit by chance.
fn edit(chance: &mut Chance, list: &mut ImList, client: &blocking::Client) -> Result<(), ListError> {
    let (group, other) = (chance.group(list), chance.group(list));
    let name = format!("Group {}", chance.below(5));
    let address = format!("sip:person{}@contoso.com", chance.below(6));
    let contact = chance.contact(list);
    match (chance.below(10), contact) {
        (0, _) => list.add_group(client, &name).map(drop),
        (1, _) => list.rename_group(client, &group, &name),
        (2, _) => list.remove_group(client, &group),
        (3, _) => list.add_phone_contact(client, &group, "5625550100", &address).map(drop),
        (4, Some(contact)) => list.copy_contact(client, &contact, &group),
        (5 | 6, Some(contact)) => list.move_contact(client, &contact, &group, &other),
        (7, Some(contact)) => list.remove_from_group(client, &contact, &group),
        (8, Some(contact)) => list.remove_contact(client, &contact),
        _ => list.add_contact(client, &group, &address, None).map(drop),
    }
}

#[test]
fn whatever_is_done_the_list_is_in_step_with_the_server() -> TestResult {
    let simulator = start()?;
    let client = blocking::Client::builder(simulator.url()).build()?;
    // Now and then a call fails, without having been carried out.
    simulator.script("RemoveImContactFromGroup%9: error ErrorInternalServerError\nAddImContactToGroup%7: 503")?;
    let mut list = ImList::load(&client)?;
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    let (mut n_done, mut n_halfway) = (0, 0);
    for _ in 0..400 {
        match edit(&mut chance, &mut list, &client) {
            Ok(()) => n_done += 1,
            Err(ListError::Halfway { .. }) => n_halfway += 1,
            Err(_) => {}
        }
        assert_in_step(&list, &ImList::load(&client)?);
    }
    assert!(n_done > 150 && n_halfway > 1, "{n_done} {n_halfway}");
    Ok(())
}
