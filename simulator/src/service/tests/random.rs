//! Operations at random: whatever comes, a mailbox stays one.

use std::collections::HashSet;

use ews_im::types::{
    AddDistributionGroupToImList, AddImContactToGroup, AddImGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup,
    GetImItemList, GetImItems, RemoveContactFromImList, RemoveDistributionGroupFromImList, RemoveImContactFromGroup,
    RemoveImGroup, SetImGroup, SetImListMigrationCompleted,
};

use super::*;
use crate::testing::Random;
use crate::{ContactKind, ContactSeed, GroupKind};

const MAX_GROUPS: usize = 6;
const MAX_CONTACTS: usize = 12;

#[test]
fn a_mailbox_stays_one() {
    let outlook = ContactSeed::outlook("Tony").email_address("3@contoso.com");
    let directory = (0..9).fold(directory().max_groups(MAX_GROUPS).max_contacts(MAX_CONTACTS), |directory, n| {
        directory.distribution_list(format!("list{n}@contoso.com"), format!("List {n}"))
    });
    let service = Service::new(directory.mailbox(MailboxSeed::new(ALISA).contact(outlook))).unwrap();
    let mut random = Random::new(1);
    let mut codes = HashSet::new();
    for _ in 0..4000 {
        let code = step(&service, &mut random);
        codes.insert(code.as_str().to_owned());
        check(&service);
    }
    for code in [
        ResponseCode::NoError,
        ResponseCode::ErrorImGroupDisplayNameAlreadyExists,
        ResponseCode::ErrorImGroupLimitReached,
        ResponseCode::ErrorImContactLimitReached,
        ResponseCode::ErrorInvalidImGroupId,
        ResponseCode::ErrorInvalidImContactId,
        ResponseCode::ErrorInvalidIdMalformed,
        ResponseCode::ErrorItemNotFound,
        ResponseCode::ErrorNonExistentMailbox,
        ResponseCode::ErrorInvalidImDistributionGroupSmtpAddress,
    ] {
        assert!(codes.contains(code.as_str()), "{code} never came");
    }
}

/// Many threads at once: no call is lost, and the mailbox stays one.
#[test]
fn a_mailbox_stays_one_under_many_hands() {
    let directory = directory().max_groups(MAX_GROUPS).max_contacts(MAX_CONTACTS).mailbox(MailboxSeed::new(ALISA));
    let service = Service::new(directory).unwrap();
    std::thread::scope(|scope| {
        for seed in 0..8 {
            let service = &service;
            scope.spawn(move || {
                let mut random = Random::new(seed);
                for _ in 0..150 {
                    step(service, &mut random);
                }
            });
        }
    });
    check(&service);

    let service = self::service(|alisa| alisa.group("Friends"));
    let group = group_id(&service, "Friends");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (service, group) = (&service, &group);
            scope.spawn(move || {
                for n in 0..50 {
                    let mut request = AddNewImContactToGroup::new(format!("{thread}-{n}@contoso.com")).unwrap();
                    request.group_id = Some(group.clone());
                    assert!(is_success(&call(service, &request)));
                }
            });
        }
    });
    assert_eq!(members(&service, "Friends").len(), 400);
    assert_eq!(service.contacts(ALISA).unwrap().len(), 400);
}

/// Carries out one operation, and tells its response code.
fn step(service: &Service, random: &mut Random) -> ResponseCode {
    let group = group(service, random);
    let contact = contact(service, random);
    let some_group = (random.below(4) > 0).then(|| group.clone());
    let n = random.below(20);
    fn code(response: impl ews_im::types::ResponseMessage) -> ResponseCode {
        response.response_code().unwrap().clone()
    }
    match random.below(13) {
        0 => code(call(service, &AddImGroup::new(format!("Group {n}")).unwrap())),
        1 => code(call(service, &SetImGroup::new(group, format!("Group {n}")).unwrap())),
        2 => code(call(service, &RemoveImGroup::new(group))),
        3 => {
            let address = format!("list{n}@contoso.com");
            code(call(service, &AddDistributionGroupToImList::new(address, format!("Group {}", n + 15)).unwrap()))
        }
        4 => code(call(service, &RemoveDistributionGroupFromImList::new(group))),
        5 | 6 => {
            let mut request = AddNewImContactToGroup::new(format!("{n}@contoso.com")).unwrap();
            request.group_id = some_group;
            code(call(service, &request))
        }
        7 => {
            let (tel, sip) = (format!("tel:{n}"), format!("sip:{}@contoso.com", n / 2));
            let mut request = AddNewTelUriContactToGroup::new(tel, sip, n.to_string()).unwrap();
            request.group_id = some_group;
            code(call(service, &request))
        }
        8 => {
            let mut request = AddImContactToGroup::new(contact);
            request.group_id = some_group;
            code(call(service, &request))
        }
        9 => code(call(service, &RemoveImContactFromGroup::new(contact, group))),
        10 if n < 5 => code(call(service, &RemoveContactFromImList::new(contact))),
        11 => code(call(service, &SetImListMigrationCompleted::new(n < 10))),
        _ => code(call(service, &GetImItems::default())),
    }
}

/// Any group, or something that is none.
fn group(service: &Service, random: &mut Random) -> ItemId {
    let groups = service.groups(ALISA).unwrap();
    let id = match random.below(30) {
        0 => UNKNOWN.to_owned(),
        1 => "a b".to_owned(),
        2 => service.groups("other@contoso.com").unwrap().remove(0).id,
        _ => groups[random.below(groups.len())].id.clone(),
    };
    ItemId::new(id)
}

/// Any contact, or something that is none.
fn contact(service: &Service, random: &mut Random) -> ItemId {
    let contacts = service.contacts(ALISA).unwrap();
    if contacts.is_empty() || random.below(20) == 0 {
        return ItemId::new(UNKNOWN);
    }
    ItemId::new(contacts[random.below(contacts.len())].id.clone())
}

/// What holds of every mailbox.
fn check(service: &Service) {
    let (groups, contacts) = (service.groups(ALISA).unwrap(), service.contacts(ALISA).unwrap());
    for kind in [GroupKind::OtherContacts, GroupKind::Tagged, GroupKind::Favorites] {
        assert_eq!(groups.iter().filter(|group| group.kind == kind).count(), 1, "{kind}");
    }
    assert!(groups.len() <= 3 + MAX_GROUPS);
    let im_contacts = contacts.iter().filter(|contact| contact.kind != ContactKind::Outlook);
    assert!(im_contacts.clone().count() <= MAX_CONTACTS);
    let names: HashSet<_> = groups.iter().map(|group| &group.display_name).collect();
    assert_eq!(names.len(), groups.len(), "names of groups differ");
    let ids: HashSet<_> = groups.iter().map(|it| &it.id).chain(contacts.iter().map(|it| &it.id)).collect();
    assert_eq!(ids.len(), groups.len() + contacts.len(), "identifiers differ");

    for group in &groups {
        let members: HashSet<_> = group.members.iter().collect();
        assert_eq!(members.len(), group.members.len(), "a member is in {} once", group.display_name);
        assert!(group.kind != GroupKind::DistributionGroup || members.is_empty());
        for member in members {
            assert!(im_contacts.clone().any(|contact| contact.id == *member), "a member is a contact of the list");
        }
    }
    let keeps = |id: &String| groups.iter().any(|it| it.kind != GroupKind::Tagged && it.members.contains(id));
    assert!(im_contacts.clone().all(|contact| keeps(&contact.id)), "each contact is in a group that counts");

    // What the whole list tells is the same.
    let list = call(service, &GetImItemList::default()).im_item_list.unwrap();
    let personas = list.personas.map(|personas| personas.persona).unwrap_or_default();
    let sources: Vec<_> = personas
        .iter()
        .flat_map(|persona| &persona.attributions.as_ref().unwrap().attribution)
        .filter(|attribution| attribution.is_quick_contact == Some(true))
        .map(|attribution| attribution.source_id.id.clone())
        .collect();
    assert_eq!(sources.len(), im_contacts.clone().count());
    assert!(im_contacts.clone().all(|contact| sources.contains(&contact.id)));
    let persona_ids: HashSet<_> = personas.iter().map(|persona| &persona.persona_id.id).collect();
    assert_eq!(persona_ids.len(), personas.len());
    let told = list.groups.unwrap().im_group;
    for (group, told) in groups.iter().zip(&told) {
        let members = told.member_correlation_key.iter().flat_map(|key| &key.item_id).map(|id| &id.id);
        assert!(members.eq(&group.members));
    }
    assert_eq!(told.len(), groups.len());
}
