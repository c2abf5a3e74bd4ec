//! Groups: added, renamed, removed.

use ews_im::types::{
    AddDistributionGroupToImList, AddImContactToGroup, AddImGroup, AddNewImContactToGroup, GetImItemList,
    RemoveDistributionGroupFromImList, RemoveImGroup, SetImGroup,
};

use super::*;
use crate::{ContactSeed, GroupKind, GroupSeed};

const NAME_EXISTS: &str = "An IM group with the specified display name already exists.";
const NO_GROUP: &str = "The specified Im Group Id is invalid.";
const NOT_FOUND: &str = "The specified object was not found in the store.";
const MALFORMED: &str = "Id is malformed.";
const DL: &str = "distributionlist1@example.com";

/// What no identifier can be.
const MALFORMED_IDS: [&str; 6] = ["a b", "a=b", "a-b", "===", "=", "ä"];

#[test]
fn a_new_mailbox_has_the_default_groups() {
    let service = service(|alisa| alisa);
    let response = call(&service, &GetImItemList::default());
    assert!(is_success(&response));
    let list = response.im_item_list.unwrap();
    let groups = list.groups.unwrap().im_group;
    let named: Vec<_> = groups.iter().map(|group| (&*group.display_name, &*group.group_type)).collect();
    let expected = [
        ("Other Contacts", "IPM.DistList.MOC.OtherContacts"),
        ("Tagged", "IPM.DistList.MOC.Tagged"),
        ("Favorites", "IPM.DistList.MOC.Favorites"),
    ];
    assert_eq!(named, expected);
    assert!(groups.iter().all(|group| group.member_correlation_key.is_none() && group.smtp_address.is_none()));
    assert_eq!(list.personas, None);
}

#[test]
fn a_group_is_added_once() {
    let service = service(|alisa| alisa);
    let response = call(&service, &AddImGroup::new("Friends").unwrap());
    assert!(is_success(&response));
    let group = response.im_group.unwrap();
    assert_eq!((&*group.display_name, &*group.group_type), ("Friends", "IPM.DistList.MOC.UserGroup"));
    assert_eq!((group.member_correlation_key, group.smtp_address, group.extended_properties), (None, None, None));
    assert_eq!(group.exchange_store_id.map(|id| id.id), Some(group_id(&service, "Friends").id));
    for name in ["Friends", "Favorites"] {
        let again = call(&service, &AddImGroup::new(name).unwrap());
        check_error(&again, ResponseCode::ErrorImGroupDisplayNameAlreadyExists, NAME_EXISTS);
        assert_eq!(again.im_group, None);
    }
    // Names are texts, not words.
    assert!(is_success(&call(&service, &AddImGroup::new("friends").unwrap())));
    assert_eq!(service.groups(ALISA).unwrap().len(), 5);
    assert_eq!(service.groups("other@contoso.com").unwrap().len(), 3);
}

#[test]
fn there_are_64_groups_at_most() {
    let service = service(|alisa| alisa);
    for index in 0..63 {
        assert!(is_success(&call(&service, &AddImGroup::new(format!("Group {index}")).unwrap())));
    }
    assert!(is_success(&call(&service, &AddDistributionGroupToImList::new(DL, "Everybody").unwrap())));
    let text = "The maximum number of IM groups has been reached.";
    let one_more = call(&service, &AddImGroup::new("One more").unwrap());
    check_error(&one_more, ResponseCode::ErrorImGroupLimitReached, text);
    // Of both problems the name comes first.
    let again = call(&service, &AddImGroup::new("Group 1").unwrap());
    check_error(&again, ResponseCode::ErrorImGroupDisplayNameAlreadyExists, NAME_EXISTS);
    let id = group_id(&service, "Everybody");
    assert!(is_success(&call(&service, &RemoveDistributionGroupFromImList::new(id))));
    assert!(is_success(&call(&service, &AddImGroup::new("One more").unwrap())));
    let list = call(&service, &AddDistributionGroupToImList::new(DL, "Everybody").unwrap());
    check_error(&list, ResponseCode::ErrorImGroupLimitReached, text);
    assert_eq!(service.groups(ALISA).unwrap().len(), 67);
}

#[test]
fn a_group_is_renamed() {
    let service = service(|alisa| alisa.group("Friends").group("Work"));
    let before = change_key(&service, "Friends");
    let id = group_id(&service, "Friends");
    assert!(is_success(&call(&service, &SetImGroup::new(id.clone(), "Old friends").unwrap())));
    assert_eq!(group_id(&service, "Old friends"), id);
    assert_ne!(change_key(&service, "Old friends"), before);
    // To its own name.
    assert!(is_success(&call(&service, &SetImGroup::new(id.clone(), "Old friends").unwrap())));
    let taken = call(&service, &SetImGroup::new(id.clone(), "Work").unwrap());
    check_error(&taken, ResponseCode::ErrorImGroupDisplayNameAlreadyExists, NAME_EXISTS);
    let unknown = call(&service, &SetImGroup::new(ItemId::new(UNKNOWN), "Work").unwrap());
    check_error(&unknown, ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    let default = call(&service, &SetImGroup::new(group_id(&service, "Favorites"), "Best").unwrap());
    check_error(&default, ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    // Identifiers are told apart by letter case.
    let other_case = call(&service, &SetImGroup::new(ItemId::new(id.id.to_ascii_lowercase()), "a").unwrap());
    check_error(&other_case, ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    for malformed in MALFORMED_IDS {
        let response = call(&service, &SetImGroup::new(ItemId::new(malformed), "a").unwrap());
        check_error(&response, ResponseCode::ErrorInvalidIdMalformed, MALFORMED);
    }
}

#[test]
fn a_group_is_removed() {
    let service = service(|alisa| {
        alisa
            .group("Friends")
            .group("Work")
            .contact(ContactSeed::im("a@contoso.com").in_group("Friends"))
            .contact(ContactSeed::im("b@contoso.com").in_group("Friends").in_group("Work"))
            .contact(ContactSeed::im("c@contoso.com").in_group("Friends").in_group("Tagged"))
            .contact(ContactSeed::im("d@contoso.com").in_group("Friends").in_group("Favorites"))
    });
    let id = group_id(&service, "Friends");
    // The change key may be any.
    let stale = ItemId { change_key: Some("EgAAAA==".into()), ..id.clone() };
    assert!(is_success(&call(&service, &RemoveImGroup::new(stale))));
    // Who was in no other group that counts is now in Other Contacts.
    assert_eq!(members(&service, "Other Contacts"), ["a@contoso.com", "c@contoso.com"]);
    assert_eq!(members(&service, "Work"), ["b@contoso.com"]);
    assert_eq!(members(&service, "Favorites"), ["d@contoso.com"]);
    assert_eq!(service.contacts(ALISA).unwrap().len(), 4);

    check_error(&call(&service, &RemoveImGroup::new(id)), ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    for name in ["Other Contacts", "Tagged", "Favorites"] {
        let default = call(&service, &RemoveImGroup::new(group_id(&service, name)));
        check_error(&default, ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    }
    for malformed in MALFORMED_IDS {
        let response = call(&service, &RemoveImGroup::new(ItemId::new(malformed)));
        check_error(&response, ResponseCode::ErrorInvalidIdMalformed, MALFORMED);
    }
    let empty = call(&service, &RemoveImGroup::new(ItemId::new("")));
    check_error(&empty, ResponseCode::ErrorInvalidIdEmpty, "Id must be non-empty.");
}

#[test]
fn a_distribution_group_is_added_and_removed() {
    let service = service(|alisa| alisa.group("Friends"));
    let response = call(&service, &AddDistributionGroupToImList::new("DistributionList1@example.com", "All").unwrap());
    assert!(is_success(&response));
    let group = response.im_group.unwrap();
    assert_eq!((&*group.display_name, &*group.group_type), ("All", "IPM.DistList.MOC.DG"));
    assert_eq!(group.smtp_address.as_deref(), Some(DL));
    // What is there already stays as it is.
    let again = call(&service, &AddDistributionGroupToImList::new(DL, "Nobody").unwrap());
    assert_eq!(again.im_group, Some(group.clone()));
    let unknown = call(&service, &AddDistributionGroupToImList::new("nobody@example.com", "Nobody").unwrap());
    let text = "The specified IM distribution group SMTP address is invalid.";
    check_error(&unknown, ResponseCode::ErrorInvalidImDistributionGroupSmtpAddress, text);

    // It is no group for contacts, and no group of the user.
    let id = group.exchange_store_id.unwrap();
    let mut add = AddNewImContactToGroup::new("a@contoso.com").unwrap();
    add.group_id = Some(id.clone());
    check_error(&call(&service, &add), ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    check_error(&call(&service, &RemoveImGroup::new(id.clone())), ResponseCode::ErrorInvalidImGroupId, NO_GROUP);
    let rename = SetImGroup::new(id.clone(), "a").unwrap();
    check_error(&call(&service, &rename), ResponseCode::ErrorInvalidImGroupId, NO_GROUP);

    let no_list = call(&service, &RemoveDistributionGroupFromImList::new(group_id(&service, "Friends")));
    check_error(&no_list, ResponseCode::ErrorItemNotFound, NOT_FOUND);
    assert!(is_success(&call(&service, &RemoveDistributionGroupFromImList::new(id.clone()))));
    let removed = call(&service, &RemoveDistributionGroupFromImList::new(id));
    check_error(&removed, ResponseCode::ErrorItemNotFound, NOT_FOUND);
    let malformed = call(&service, &RemoveDistributionGroupFromImList::new(ItemId::new("a b")));
    check_error(&malformed, ResponseCode::ErrorInvalidIdMalformed, MALFORMED);
    let taken = call(&service, &AddDistributionGroupToImList::new(DL, "Friends").unwrap());
    check_error(&taken, ResponseCode::ErrorImGroupDisplayNameAlreadyExists, NAME_EXISTS);
}

#[test]
fn a_change_key_follows_the_members() {
    let service = service(|alisa| alisa.group("Friends").contact(ContactSeed::im("a@contoso.com")));
    let before = change_key(&service, "Friends");
    let mut add = AddImContactToGroup::new(contact_id(&service, "a@contoso.com"));
    add.group_id = Some(group_id(&service, "Friends"));
    assert!(is_success(&call(&service, &add)));
    let after = change_key(&service, "Friends");
    assert_ne!(before, after);
    assert!(is_success(&call(&service, &add)));
    assert_eq!(change_key(&service, "Friends"), after, "nothing has changed");
}

#[test]
fn groups_can_be_seeded() {
    let service = service(|alisa| {
        alisa
            .group(GroupSeed::new("Friends").id("AAMkFriends="))
            .group(GroupSeed::distribution("all@contoso.com", "All").id("AAMkAll="))
            .group(GroupSeed::new("Favorites").id("AAMkFavorites="))
    });
    let groups = service.groups(ALISA).unwrap();
    let found: Vec<_> = groups.iter().skip(2).map(|it| (it.id.as_str(), it.kind, it.display_name.as_str())).collect();
    let expected = [
        ("AAMkFavorites=", GroupKind::Favorites, "Favorites"),
        ("AAMkFriends=", GroupKind::UserGroup, "Friends"),
        ("AAMkAll=", GroupKind::DistributionGroup, "All"),
    ];
    assert_eq!(found, expected);
    assert_eq!(groups.last().and_then(|group| group.smtp_address.as_deref()), Some("all@contoso.com"));
    assert!(is_success(&call(&service, &RemoveImGroup::new(ItemId::new("AAMkFriends=")))));
}

/// The change key of a group of Alisa's.
fn change_key(service: &Service, display_name: &str) -> String {
    let list = call(service, &GetImItemList::default()).im_item_list.unwrap();
    let groups = list.groups.unwrap().im_group;
    let group = groups.into_iter().find(|group| *group.display_name == *display_name).unwrap();
    group.exchange_store_id.unwrap().change_key.unwrap()
}
