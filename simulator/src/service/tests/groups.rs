//! Groups: added, renamed, removed.

use ews_im::types::{AddImGroup, GetImItemList, ResponseCode};

use super::*;

#[test]
fn a_new_mailbox_has_the_default_groups() {
    let service = service(|alisa| alisa);
    let response = call(&service, &GetImItemList::default());
    assert!(is_success(&response));
    let list = response.im_item_list.unwrap();
    let groups: Vec<_> = list
        .groups
        .unwrap()
        .im_group
        .into_iter()
        .map(|group| (group.display_name.to_string(), group.group_type.to_string()))
        .collect();
    let expected = [
        ("Other Contacts", "IPM.DistList.MOC.OtherContacts"),
        ("Tagged", "IPM.DistList.MOC.Tagged"),
        ("Favorites", "IPM.DistList.MOC.Favorites"),
    ];
    assert_eq!(groups, expected.map(|(name, kind)| (name.to_owned(), kind.to_owned())));
    assert_eq!(list.personas, None);
}

#[test]
fn a_group_is_added_once() {
    let service = service(|alisa| alisa);
    let response = call(&service, &AddImGroup::new("Friends").unwrap());
    assert!(is_success(&response));
    let group = response.im_group.unwrap();
    assert_eq!(&*group.display_name, "Friends");
    assert_eq!(&*group.group_type, "IPM.DistList.MOC.UserGroup");
    assert_eq!(group.member_correlation_key, None);
    let found = service.groups(ALISA).unwrap();
    assert_eq!(found.last().map(|group| &group.id), group.exchange_store_id.as_ref().map(|id| &id.id));
    let again = call(&service, &AddImGroup::new("Friends").unwrap());
    let text = "An IM group with the specified display name already exists.".to_owned();
    assert_eq!(error(&again), (ResponseCode::ErrorImGroupDisplayNameAlreadyExists, text));
    assert_eq!(again.im_group, None);
}

#[test]
fn an_old_version_is_refused() {
    let service = service(|alisa| alisa);
    let xml = ews_im::encode(&GetImItemList::default(), &RequestHeaders::empty()).unwrap();
    let fault = read_fault(&service.answer(ALISA, xml.as_bytes()));
    assert_eq!(fault.response_code(), Some(ResponseCode::ErrorIncorrectSchemaVersion));
}
