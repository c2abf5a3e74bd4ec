//! What the two reading operations give, extended properties among it; and the flag of the migration.

use ews_im::types::{
    ExtendedProperty, ExtendedPropertyValue, GetImItemList, GetImItems, ImItemList, MapiPropertyType,
    NonEmptyArrayOfBaseItemIds, NonEmptyArrayOfBaseItemIdsItem, NonEmptyArrayOfExtendedFieldUris,
    NonEmptyArrayOfPropertyValues, PathToExtendedField, PropertyTag, RecurringMasterItemId,
    SetImListMigrationCompleted,
};

use super::*;
use crate::{ContactSeed, GroupSeed};

fn ids(ids: &[&str]) -> Option<NonEmptyArrayOfBaseItemIds> {
    let mut items: Vec<_> = ids.iter().map(|id| NonEmptyArrayOfBaseItemIdsItem::ItemId(ItemId::new(*id))).collect();
    let master = RecurringMasterItemId::new("AAMk");
    items.push(NonEmptyArrayOfBaseItemIdsItem::RecurringMasterItemId(master));
    Some(NonEmptyArrayOfBaseItemIds { items })
}

fn get(service: &Service, contacts: &[&str], groups: &[&str]) -> ImItemList {
    let request = GetImItems { contact_ids: ids(contacts), group_ids: ids(groups), extended_properties: None };
    let response = call(service, &request);
    assert!(is_success(&response));
    response.im_item_list.unwrap()
}

fn tag(tag: &str) -> PathToExtendedField {
    let tag = match tag.parse() {
        Ok(number) => PropertyTag::UnsignedShort(number),
        Err(_) => PropertyTag::HexPropertyTag(tag.try_into().unwrap()),
    };
    PathToExtendedField { property_tag: Some(tag), ..PathToExtendedField::new(MapiPropertyType::String) }
}

fn named(set: &str, name: &str) -> PathToExtendedField {
    PathToExtendedField {
        property_set_id: Some(set.try_into().unwrap()),
        property_name: Some(name.to_owned()),
        ..PathToExtendedField::new(MapiPropertyType::StringArray)
    }
}

const SET: &str = "00062004-0000-0000-C000-000000000046";

fn people() -> Service {
    service(|alisa| {
        let values = NonEmptyArrayOfPropertyValues { value: vec!["red".into(), "blue".into()] };
        let colours = ExtendedProperty::new(named(SET, "Colours"), ExtendedPropertyValue::Values(values));
        let note = ExtendedProperty::new(tag("0x3004"), ExtendedPropertyValue::Value("A <group> & more".into()));
        let phone = ContactSeed::tel("tel:1").extended_property(colours);
        alisa
            .group(GroupSeed::new("Friends").id("AAMkFriends=").extended_property(note))
            .contact(ContactSeed::im("tsmith@contoso.com").id("AAMkTony=").in_group("Friends"))
            .contact(ContactSeed::im("b@contoso.com").display_name("B").id("AAMkB="))
            .contact(ContactSeed::outlook("Anthony Smith").email_address("tsmith@contoso.com").id("AAMkOutlook="))
            .contact(phone.id("AAMkTel="))
    })
}

#[test]
fn items_are_found_by_their_identifiers_alone() {
    let service = people();
    let list = get(&service, &["AAMkTony="], &["AAMkFriends="]);
    let groups = list.groups.unwrap().im_group;
    assert_eq!(groups.iter().map(|group| &*group.display_name).collect::<Vec<_>>(), ["Friends"]);
    let members = groups[0].member_correlation_key.clone().unwrap().item_id;
    // As documented: the key of a member tells no change.
    assert_eq!(members, [ItemId { id: "AAMkTony=".into(), change_key: Some("EQAAAA==".into()) }]);
    assert_eq!(list.personas.unwrap().persona.len(), 1);
    // What is unknown, malformed, empty, of the other kind or another mailbox is passed over.
    let other = service.groups("other@contoso.com").unwrap().remove(0).id;
    let nothing = get(&service, &[UNKNOWN, "a b", "", "AAMkFriends=", &other, "AAMkOutlook="], &["AAMkTony=", &other]);
    assert_eq!(nothing, ImItemList::default());
    // Change keys are ignored, and what is asked for twice comes once.
    let mut twice = GetImItems { contact_ids: ids(&["AAMkB=", "AAMkB="]), ..GetImItems::default() };
    if let Some(NonEmptyArrayOfBaseItemIdsItem::ItemId(id)) =
        twice.contact_ids.as_mut().and_then(|ids| ids.items.first_mut())
    {
        id.change_key = Some("any".into());
    }
    let list = call(&service, &twice).im_item_list.unwrap();
    assert_eq!((list.groups, list.personas.unwrap().persona.len()), (None, 1));
    assert_eq!(call(&service, &GetImItems::default()).im_item_list, Some(ImItemList::default()));
}

#[test]
fn the_whole_list() {
    let service = people();
    let list = call(&service, &GetImItemList::default()).im_item_list.unwrap();
    let names: Vec<_> = list.groups.unwrap().im_group.iter().map(|group| group.display_name.to_string()).collect();
    assert_eq!(names, ["Other Contacts", "Tagged", "Favorites", "Friends"]);
    let names: Vec<_> =
        list.personas.unwrap().persona.into_iter().map(|it| it.display_name_first_last.unwrap()).collect();
    assert_eq!(names, ["Anthony Smith", "B", "1"]);
}

#[test]
fn extended_properties() {
    let service = people();
    let paths = vec![
        tag("12289"),
        tag("0X3004"),
        named(&SET.to_ascii_lowercase(), "Colours"),
        named(SET, "colours"),
        tag("0x3a06"),
    ];
    let uris = NonEmptyArrayOfExtendedFieldUris { extended_property: paths.clone() };
    let request = GetImItemList { extended_properties: Some(uris) };
    let list = call(&service, &request).im_item_list.unwrap();
    let groups = list.groups.unwrap().im_group;
    let of = |index: usize| groups[index].extended_properties.clone().unwrap().extended_property;
    let text = |path: &PathToExtendedField, text: &str| {
        ExtendedProperty::new(path.clone(), ExtendedPropertyValue::Value(text.into()))
    };
    // The display name is a property as well; the path is told as it was asked for.
    assert_eq!(of(0), [text(&paths[0], "Other Contacts")]);
    assert_eq!(of(3), [text(&paths[0], "Friends"), text(&paths[1], "A <group> & more")]);
    let personas = list.personas.unwrap().persona;
    let of = |index: usize| {
        let found = personas[index].extended_properties.clone().unwrap().extended_property_attributed_value;
        found.into_iter().map(|it| (it.value, it.attributions.attribution)).collect::<Vec<_>>()
    };
    let of_tony = [
        (text(&paths[0], "Anthony Smith"), vec!["0".to_owned()]),
        (text(&paths[0], "Tony Smith"), vec!["1".to_owned()]),
    ];
    assert_eq!(of(0), of_tony);
    let values = NonEmptyArrayOfPropertyValues { value: vec!["red".into(), "blue".into()] };
    let colours = ExtendedProperty::new(paths[2].clone(), ExtendedPropertyValue::Values(values));
    assert_eq!(of(2), [(colours, vec!["0".to_owned()])]);
    // Nothing is told that was not asked for, or that nobody has.
    let of_nobody = NonEmptyArrayOfExtendedFieldUris { extended_property: vec![tag("0x7fff")] };
    for uris in [None, Some(of_nobody)] {
        let list = call(&service, &GetImItemList { extended_properties: uris }).im_item_list.unwrap();
        assert!(list.groups.unwrap().im_group.iter().all(|group| group.extended_properties.is_none()));
        assert!(list.personas.unwrap().persona.iter().all(|persona| persona.extended_properties.is_none()));
    }
}

#[test]
fn the_attributes_of_an_extended_property_must_go_together() {
    let service = people();
    let blank = || PathToExtendedField::new(MapiPropertyType::String);
    let both = PathToExtendedField { property_name: Some("a".into()), ..tag("0x3001") };
    let no_set = PathToExtendedField { property_name: Some("a".into()), ..blank() };
    let no_name = PathToExtendedField { property_set_id: Some(SET.try_into().unwrap()), ..blank() };
    let two_names = PathToExtendedField { property_id: Some(1), ..named(SET, "a") };
    for path in [blank(), both, no_set, no_name, two_names] {
        let uris = NonEmptyArrayOfExtendedFieldUris { extended_property: vec![tag("0x3001"), path] };
        let request = GetImItems { extended_properties: Some(uris.clone()), ..GetImItems::default() };
        let text = "The extended property attribute combination is invalid.";
        check_error(&call(&service, &request), ResponseCode::ErrorInvalidExtendedProperty, text);
        let request = GetImItemList { extended_properties: Some(uris) };
        check_error(&call(&service, &request), ResponseCode::ErrorInvalidExtendedProperty, text);
    }
}

#[test]
fn some_extended_properties_have_no_values() {
    let service = people();
    let refused = |path: PathToExtendedField| {
        let uris = NonEmptyArrayOfExtendedFieldUris { extended_property: vec![path] };
        call(&service, &GetImItemList { extended_properties: Some(uris) })
    };
    let text = "Custom properties cannot be specified using property tags.  The GUID and Id/Name combination must be used \
                instead.";
    for custom in ["0x8000", "65535"] {
        check_error(&refused(tag(custom)), ResponseCode::ErrorNoPropertyTagForCustomProperties, text);
    }
    use MapiPropertyType as Type;
    for property_type in [Type::Object, Type::ObjectArray, Type::Error, Type::Null] {
        let path = PathToExtendedField { property_type, ..tag("0x3001") };
        let text = "The MAPI property type is not supported.";
        check_error(&refused(path), ResponseCode::ErrorUnsupportedMapiPropertyType, text);
    }
}

#[test]
fn the_migration_is_a_flag() {
    let service = service(|alisa| alisa.migration_completed(true));
    assert_eq!(service.is_migration_completed(ALISA), Some(true));
    for completed in [false, true] {
        assert!(is_success(&call(&service, &SetImListMigrationCompleted::new(completed))));
        assert_eq!(service.is_migration_completed(ALISA), Some(completed));
    }
    assert_eq!(service.is_migration_completed("other@contoso.com"), Some(false));
    assert_eq!(service.is_migration_completed("nobody@contoso.com"), None);
    assert_eq!(service.groups("nobody@contoso.com"), None);
    assert_eq!(service.contacts("nobody@contoso.com"), None);
}

/// What streaming clients are tested with.
#[test]
fn a_mailbox_may_have_ten_thousand_contacts() {
    let contacts = |alisa: MailboxSeed| {
        (0..10_000).fold(alisa.group("Friends"), |alisa, n| {
            alisa.contact(ContactSeed::im(format!("{n}@contoso.com")).in_group("Friends"))
        })
    };
    let service = service(contacts);
    let list = call(&service, &GetImItemList::default()).im_item_list.unwrap();
    assert_eq!(list.personas.unwrap().persona.len(), 10_000);
    let friends = list.groups.unwrap().im_group.pop().unwrap();
    assert_eq!(friends.member_correlation_key.unwrap().item_id.len(), 10_000);
    assert_eq!(service.contacts(ALISA).unwrap().len(), 10_000);
}
