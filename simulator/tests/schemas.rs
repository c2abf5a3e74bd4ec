//! Every response is valid by the full schemas, as independent validators see it, where these are present.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ews_im::types::{
    AddDistributionGroupToImList, AddImContactToGroup, AddImGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup,
    ExtendedProperty, ExtendedPropertyValue, GetImItemList, GetImItems, ItemId, MapiPropertyType,
    NonEmptyArrayOfBaseItemIds, NonEmptyArrayOfBaseItemIdsItem, NonEmptyArrayOfExtendedFieldUris,
    NonEmptyArrayOfPropertyValues, PathToExtendedField, RemoveContactFromImList, RemoveDistributionGroupFromImList,
    RemoveImContactFromGroup, RemoveImGroup, SetImGroup, SetImListMigrationCompleted,
};
use ews_im::{Message, ReadOptions, Request, RequestHeaders};
use ews_im_simulator::{ContactSeed, Directory, GroupSeed, MailboxSeed, Person, PhoneKind, Simulator};
use xsd_runtime::Write;

#[path = "../../tests/support/judge.rs"]
mod judge;
#[path = "../../tests/support/shared.rs"]
mod shared;
mod support;
use judge::Judge;
use support::Wire;

/// The account that a server has unless told.
const USER: &str = "user@contoso.com";

/// A property with several values.
fn colours() -> PathToExtendedField {
    PathToExtendedField {
        property_set_id: Some("00062004-0000-0000-C000-000000000046".try_into().unwrap()),
        property_name: Some("Colours".to_owned()),
        ..PathToExtendedField::new(MapiPropertyType::StringArray)
    }
}

fn directory() -> Directory {
    let values = NonEmptyArrayOfPropertyValues { value: vec!["red".to_owned(), "<blue>".to_owned()] };
    let property = ExtendedProperty::new(colours(), ExtendedPropertyValue::Values(values));
    let outlook = ContactSeed::outlook("Anthony Smith")
        .given_name("Anthony")
        .surname("Smith")
        .email_address("tsmith@contoso.com")
        .email_address("tony@example.com")
        .email_address("anthony@example.com")
        .phone_number(PhoneKind::Business, "1")
        .phone_number(PhoneKind::Home, "2")
        .phone_number(PhoneKind::Mobile, "3")
        .phone_number(PhoneKind::Other, "4")
        .extended_property(property.clone());
    let mailbox = MailboxSeed::new(USER)
        .group(GroupSeed::new("Friends & family").id("AAMkFriends=").extended_property(property))
        .group(GroupSeed::distribution("all@contoso.com", "All").id("AAMkAll="))
        .contact(ContactSeed::im("tsmith@contoso.com").id("AAMkTony=").in_group("Friends & family"))
        .contact(ContactSeed::im("tadams@contoso.com").id("AAMkTerence=").hidden(true))
        .contact(ContactSeed::tel("tel:5625550100").id("AAMkTel=").in_group("Favorites"))
        .contact(outlook);
    Directory::new()
        .person(Person::new("Tony Smith", "tsmith@contoso.com"))
        .distribution_list("sales@contoso.com", "Sales")
        .mailbox(mailbox)
        .mailbox(MailboxSeed::new("other@contoso.com"))
}

/// Sends requests over one connection, and keeps the responses.
struct Caller {
    wire: Wire<std::net::TcpStream>,
    responses: Vec<String>,
}

impl Caller {
    #[track_caller]
    fn call<R: Request + Write>(&mut self, request: R, code: &str) {
        let xml = ews_im::encode(&request, &RequestHeaders::default()).unwrap();
        let answer = self.wire.post(&[], &xml).unwrap();
        let body = String::from_utf8(answer.body).unwrap();
        let Message::Response(_, response) = Message::read(&body, &ReadOptions::strict()).expect(&body) else {
            panic!("no response: {body}")
        };
        assert_eq!(response.message().response_code().map(|code| code.as_str()), Some(code), "{body}");
        self.responses.push(body);
    }
}

fn ids(id: &str) -> Option<NonEmptyArrayOfBaseItemIds> {
    Some(NonEmptyArrayOfBaseItemIds { items: vec![NonEmptyArrayOfBaseItemIdsItem::ItemId(ItemId::new(id))] })
}

#[test]
fn all_responses_are_valid() {
    let simulator = Simulator::builder().directory(directory()).start_blocking().unwrap();
    let mut caller = Caller { wire: Wire::new(&simulator), responses: Vec::new() };
    let id = |id: &str| ItemId::new(id);
    let of_other = simulator.groups("other@contoso.com").unwrap().remove(0).id;
    let properties = || Some(NonEmptyArrayOfExtendedFieldUris { extended_property: vec![colours()] });

    caller.call(GetImItemList { extended_properties: properties() }, "NoError");
    let items =
        GetImItems { contact_ids: ids("AAMkTony="), group_ids: ids("AAMkFriends="), extended_properties: properties() };
    caller.call(items, "NoError");
    caller.call(GetImItems::default(), "NoError");
    let unsound = NonEmptyArrayOfExtendedFieldUris {
        extended_property: vec![PathToExtendedField::new(MapiPropertyType::String)],
    };
    caller.call(GetImItemList { extended_properties: Some(unsound) }, "ErrorInvalidExtendedProperty");
    caller.call(AddImGroup::new("Work").unwrap(), "NoError");
    caller.call(AddImGroup::new("Work").unwrap(), "ErrorImGroupDisplayNameAlreadyExists");
    caller.call(SetImGroup::new(id("AAMkFriends="), "Friends").unwrap(), "NoError");
    caller.call(SetImGroup::new(id("AAMkNothing="), "Foes").unwrap(), "ErrorInvalidImGroupId");
    caller.call(AddDistributionGroupToImList::new("sales@contoso.com", "Sales").unwrap(), "NoError");
    let no_list = AddDistributionGroupToImList::new("nobody@contoso.com", "Nobody").unwrap();
    caller.call(no_list, "ErrorInvalidImDistributionGroupSmtpAddress");
    let mut add = AddNewImContactToGroup::new("sip:a@contoso.com").unwrap();
    caller.call(add.clone(), "NoError");
    add.group_id = Some(id(&of_other));
    caller.call(add, "ErrorNonExistentMailbox");
    let mut tel = AddNewTelUriContactToGroup::new("tel:1", "sip:john@contoso.com", "1").unwrap();
    caller.call(tel.clone(), "NoError");
    tel.group_id = Some(id("AAMkNothing="));
    caller.call(tel, "ErrorItemNotFound");
    let mut join = AddImContactToGroup::new(id("AAMkTony="));
    join.group_id = Some(id("AAMkFriends="));
    caller.call(join, "NoError");
    caller.call(AddImContactToGroup::new(id("AAMkNothing=")), "ErrorInvalidImContactId");
    caller.call(RemoveImContactFromGroup::new(id("AAMkTony="), id("AAMkFriends=")), "NoError");
    caller.call(RemoveImContactFromGroup::new(id("AAMkTony="), id("AAMkFriends=")), "ErrorInvalidImContactId");
    caller.call(RemoveContactFromImList::new(id("AAMkTerence=")), "NoError");
    caller.call(RemoveContactFromImList::new(id("AAMkTerence=")), "ErrorItemNotFound");
    caller.call(RemoveContactFromImList::new(id("")), "ErrorInvalidIdEmpty");
    caller.call(RemoveDistributionGroupFromImList::new(id("AAMkAll=")), "NoError");
    caller.call(RemoveDistributionGroupFromImList::new(id("AAMkAll=")), "ErrorItemNotFound");
    caller.call(RemoveImGroup::new(id("AAMkFriends=")), "NoError");
    caller.call(RemoveImGroup::new(id("AAMkFriends=")), "ErrorInvalidImGroupId");
    caller.call(RemoveImGroup::new(id("AAMk Friends")), "ErrorInvalidIdMalformed");
    caller.call(SetImListMigrationCompleted::new(true), "NoError");
    caller.call(GetImItemList::default(), "NoError");
    assert_eq!(simulator.is_migration_completed(USER), Some(true));

    let Some(judge) = Judge::new("lxml, xmlschema", "simulator_schemas") else { return };
    let responses = caller.responses.iter().enumerate();
    let documents: Vec<_> = responses.map(|(index, xml)| judge.put(&format!("{index}.xml"), xml)).collect();
    judge.validate(&documents);
}
