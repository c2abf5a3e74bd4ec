//! The thirteen operations with success: what the server holds afterwards, and what the response says.

use ews_im::types::{
    AddDistributionGroupToImList, AddImContactToGroup, AddImGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup,
    GetImItemList, GetImItems, ImGroup, ImItemList, ItemId, Persona, RemoveContactFromImList,
    RemoveDistributionGroupFromImList, RemoveImContactFromGroup, RemoveImGroup, ResponseClass, ResponseCode,
    ResponseMessage, SetImGroup, SetImListMigrationCompleted,
};
use ews_im::{CallOptions, ImRequest, RawElement, RawRequest, Response};
use ews_im_simulator::{ContactKind, GroupKind, Simulator};

use crate::clients::{AnyClient, Kind, Outcome, each};
use crate::scene::{
    ALISA, contact, contact_id, contacts, group, group_id, groups, has_contact, item_ids, n_groups, sources, start,
    text,
};

/// Plays a scenario by each client, each with a server of its own.
fn play(scenario: impl Fn(&Simulator, &AnyClient)) {
    each(|kind: Kind| {
        let simulator = start();
        scenario(&simulator, &kind.client(simulator.url()));
    });
}

/// The response of a call that must succeed, with all that every success has.
fn done<R: ImRequest>(outcome: Outcome<R>) -> Response<<R::Im as ews_im::Operation>::Response> {
    let response = outcome.expect("success");
    assert_eq!(*response.message.response_class(), ResponseClass::Success);
    assert_eq!(response.message.response_code(), Some(&ResponseCode::NoError));
    assert_eq!(response.message.message_text(), None);
    assert!(response.details().is_empty() && response.replaced.is_empty() && !response.is_warning());
    let version = response.headers.server_version_info.clone().expect("the version of the server");
    assert_eq!((version.major_version, version.version.as_deref()), (Some(15), Some("V2017_07_11")));
    let call = &response.call;
    assert_eq!((call.status, call.attempts, call.retry_after), (Some(200), 1, None));
    assert_eq!(call.client_request_id.as_ref().map(String::len), Some(36));
    assert_eq!(call.request_id.as_ref().map(String::len), Some(36));
    assert_eq!((call.fe_server.as_deref(), call.be_server.as_deref()), (Some("EX01"), Some("EX01")));
    assert_eq!((call.diag_info.as_deref(), call.cas_error_code.as_deref()), (Some("EX01"), None));
    response
}

#[test]
fn add_im_group() {
    play(|simulator, client| {
        // Whatever XML needs to escape arrives as it was.
        for name in ["Family", "A & B < C > \"D\" 'E' ]]>", "  blanks\tand\r\nlines ", "Freunde 🧑‍🚀 ünï"] {
            let request = AddImGroup::new(name).unwrap();
            let told = done::<AddImGroup>(client.call_with(&request, &CallOptions::new())).message.im_group.unwrap();
            let stored = group(simulator, name);
            assert_eq!((&*told.display_name, &*told.group_type), (name, "IPM.DistList.MOC.UserGroup"));
            assert_eq!(told.exchange_store_id.map(|id| id.id), Some(stored.id));
            assert!(told.member_correlation_key.is_none() && told.smtp_address.is_none());
            assert_eq!((stored.kind, stored.members.len()), (GroupKind::UserGroup, 0));
        }
    });
}

#[test]
fn set_im_group() {
    play(|simulator, client| {
        let before = group(simulator, "Friends");
        done::<SetImGroup>(client.call(&SetImGroup::new(group_id(simulator, "Friends"), "Old Friends").unwrap()));
        let after = group(simulator, "Old Friends");
        assert_eq!((&after.id, &after.members, after.kind), (&before.id, &before.members, before.kind));
        assert_eq!(n_groups(simulator, "Friends"), 0);
        // A group may be given the name that it has.
        done::<SetImGroup>(client.call(&SetImGroup::new(group_id(simulator, "Old Friends"), "Old Friends").unwrap()));
        assert_eq!(group(simulator, "Old Friends").members, before.members);
    });
}

/// Members without another group go to Other Contacts.
#[test]
fn remove_im_group() {
    play(|simulator, client| {
        done::<RemoveImGroup>(client.call(&RemoveImGroup::new(group_id(simulator, "Friends"))));
        assert_eq!(n_groups(simulator, "Friends"), 0);
        assert_eq!(contact(simulator, "tsmith@contoso.com").groups, ["Other Contacts"]);
        let by_telephone = contacts(simulator).into_iter().find(|contact| contact.tel_uri.is_some()).unwrap();
        assert_eq!(by_telephone.groups, ["Work"]);
    });
}

#[test]
fn add_new_im_contact_to_group() {
    play(|simulator, client| {
        let request = AddNewImContactToGroup {
            im_address: text("sip:sadie@contoso.com"),
            display_name: Some(text("Sadie Daniels")),
            group_id: Some(group_id(simulator, "Work")),
        };
        let told = done::<AddNewImContactToGroup>(client.call(&request)).message.persona.unwrap();
        let stored = contact(simulator, "sip:sadie@contoso.com");
        assert_eq!(told.persona_id.id, stored.persona_id);
        assert_eq!(sources(&told), [&*stored.id]);
        assert_eq!((told.display_name.as_deref(), &*stored.display_name), (Some("Sadie Daniels"), "Sadie Daniels"));
        assert_eq!(told.im_address.as_deref(), Some("sip:sadie@contoso.com"));
        assert_eq!((stored.kind, &*stored.groups), (ContactKind::Im, &["Work".to_owned()][..]));
        // Without a group it goes to Other Contacts; without a name it is called by its address.
        done::<AddNewImContactToGroup>(client.call(&AddNewImContactToGroup::new("mack@contoso.com").unwrap()));
        let stored = contact(simulator, "mack@contoso.com");
        assert_eq!((&*stored.display_name, &*stored.groups), ("mack@contoso.com", &["Other Contacts".to_owned()][..]));
    });
}

#[test]
fn add_new_tel_uri_contact_to_group() {
    play(|simulator, client| {
        let mut request = AddNewTelUriContactToGroup::new("tel:+5550100", "sip:phone@contoso.com", "+5550100").unwrap();
        request.group_id = Some(group_id(simulator, "Work"));
        let told = done::<AddNewTelUriContactToGroup>(client.call(&request)).message.persona.unwrap();
        let found = contacts(simulator).into_iter().find(|contact| contact.tel_uri.as_deref() == Some("tel:+5550100"));
        let stored = found.unwrap();
        assert_eq!(sources(&told), [&*stored.id]);
        assert_eq!((stored.kind, &*stored.groups), (ContactKind::TelUri, &["Work".to_owned()][..]));
        assert_eq!(stored.im_address.as_deref(), Some("sip:phone@contoso.com"));
    });
}

/// Twice is as good as once.
#[test]
fn add_im_contact_to_group() {
    play(|simulator, client| {
        for _ in 0..2 {
            let mut request = AddImContactToGroup::new(contact_id(simulator, "tsmith@contoso.com"));
            request.group_id = Some(group_id(simulator, "Work"));
            done::<AddImContactToGroup>(client.call(&request));
            assert_eq!(contact(simulator, "tsmith@contoso.com").groups, ["Friends", "Work"]);
        }
        done::<AddImContactToGroup>(
            client.call(&AddImContactToGroup::new(contact_id(simulator, "tsmith@contoso.com"))),
        );
        assert_eq!(contact(simulator, "tsmith@contoso.com").groups, ["Other Contacts", "Friends", "Work"]);
    });
}

/// Out of its last group a contact is deleted; Tagged does not count.
#[test]
fn remove_im_contact_from_group() {
    play(|simulator, client| {
        let id = contact_id(simulator, "tsmith@contoso.com");
        for name in ["Work", "Tagged"] {
            let mut request = AddImContactToGroup::new(id.clone());
            request.group_id = Some(group_id(simulator, name));
            done::<AddImContactToGroup>(client.call(&request));
        }
        let remove = |name| client.call(&RemoveImContactFromGroup::new(id.clone(), group_id(simulator, name)));
        done::<RemoveImContactFromGroup>(remove("Friends"));
        assert_eq!(contact(simulator, "tsmith@contoso.com").groups, ["Tagged", "Work"]);
        done::<RemoveImContactFromGroup>(remove("Work"));
        assert!(!has_contact(simulator, "tsmith@contoso.com"));
        assert!(group(simulator, "Tagged").members.is_empty());
    });
}

#[test]
fn remove_contact_from_im_list() {
    play(|simulator, client| {
        let telephone = contacts(simulator).into_iter().find(|contact| contact.tel_uri.is_some()).unwrap();
        done::<RemoveContactFromImList>(client.call(&RemoveContactFromImList::new(ItemId::new(&*telephone.id))));
        assert!(contacts(simulator).iter().all(|contact| contact.id != telephone.id));
        assert!(groups(simulator).iter().all(|group| !group.members.contains(&telephone.id)));
        assert_eq!(contacts(simulator).len(), 3);
    });
}

#[test]
fn add_distribution_group_to_im_list() {
    play(|simulator, client| {
        let request = AddDistributionGroupToImList::new("support@contoso.com", "Support").unwrap();
        let told = done::<AddDistributionGroupToImList>(client.call(&request)).message.im_group.unwrap();
        let stored = group(simulator, "Support");
        assert_eq!((&*told.group_type, stored.kind), ("IPM.DistList.MOC.DG", GroupKind::DistributionGroup));
        assert_eq!(told.exchange_store_id.map(|id| id.id).as_ref(), Some(&stored.id));
        assert_eq!(told.smtp_address.as_deref(), Some("support@contoso.com"));
        assert_eq!(stored.smtp_address.as_deref(), Some("support@contoso.com"));
    });
}

#[test]
fn remove_distribution_group_from_im_list() {
    play(|simulator, client| {
        let request = RemoveDistributionGroupFromImList::new(group_id(simulator, "Sales"));
        done::<RemoveDistributionGroupFromImList>(client.call(&request));
        assert_eq!(n_groups(simulator, "Sales"), 0);
    });
}

/// The list as a response has it is the list that the server holds.
#[test]
fn get_im_item_list() {
    play(|simulator, client| {
        let list = done::<GetImItemList>(client.call(&GetImItemList::default())).message.im_item_list.unwrap();
        let told: Vec<_> =
            im_groups(&list).iter().map(|group| (id(group), &*group.display_name, members(group))).collect();
        let stored = groups(simulator);
        let held: Vec<_> = stored
            .iter()
            .map(|group| (&*group.id, &*group.display_name, group.members.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(told, held);
        // The contact of the address book stands in the persona of the same person.
        let stored = contacts(simulator);
        let told: Vec<_> = personas(&list).iter().map(|persona| (&*persona.persona_id.id, sources(persona))).collect();
        let (tony, ronnie, telephone, outlook) = (&stored[0], &stored[1], &stored[2], &stored[3]);
        assert_eq!(tony.persona_id, outlook.persona_id);
        let held = [
            (&*tony.persona_id, vec![&*outlook.id, &*tony.id]),
            (&*ronnie.persona_id, vec![&*ronnie.id]),
            (&*telephone.persona_id, vec![&*telephone.id]),
        ];
        assert_eq!(told, held);
    });
}

#[test]
fn get_im_items() {
    play(|simulator, client| {
        let request = GetImItems {
            contact_ids: item_ids([contact_id(simulator, "tsmith@contoso.com"), ItemId::new("AAMk+of/nobody=")]),
            // The change key does not matter.
            group_ids: item_ids([ItemId { change_key: Some("EgAAAA==".to_owned()), ..group_id(simulator, "Work") }]),
            ..GetImItems::default()
        };
        let list = done::<GetImItems>(client.call(&request)).message.im_item_list.unwrap();
        let [persona] = personas(&list) else { panic!("{list:?}") };
        assert_eq!(persona.persona_id.id, contact(simulator, "tsmith@contoso.com").persona_id);
        let [found] = im_groups(&list) else { panic!("{list:?}") };
        assert_eq!((id(found), found.display_name.as_ref()), (&*group(simulator, "Work").id, "Work"));
        assert_eq!(members(found), group(simulator, "Work").members);
    });
}

#[test]
fn set_im_list_migration_completed() {
    play(|simulator, client| {
        for completed in [true, true, false] {
            done::<SetImListMigrationCompleted>(client.call(&SetImListMigrationCompleted::new(completed)));
            assert_eq!(simulator.is_migration_completed(ALISA), Some(completed));
        }
    });
}

/// A request that is written by hand is answered like a typed one.
#[test]
fn messages_of_any_kind() {
    play(|simulator, client| {
        let body = "<m:AddImGroup xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'>\
            <m:DisplayName>By hand</m:DisplayName></m:AddImGroup>";
        let request = RawRequest::new(RawElement::parse(body).unwrap());
        let answer = client.send_raw(&request, &CallOptions::new()).unwrap();
        assert_eq!((answer.message.local_name(), answer.call.status), ("AddImGroupResponse", Some(200)));
        assert_eq!(n_groups(simulator, "By hand"), 1);
        assert_eq!(simulator.requests()[0].header("soapaction").map(|it| it.ends_with("/AddImGroup\"")), Some(true));
    });
}

/// Each operation as HTTP sees it.
#[test]
fn each_operation_says_its_name() {
    fn named<R: ImRequest>(simulator: &Simulator, client: &AnyClient, request: &R) {
        simulator.clear_requests();
        // What comes of it does not matter here.
        let _ = client.call(request);
        let requests = simulator.requests();
        let [received] = &requests[..] else { panic!("{requests:?}") };
        let action = format!("\"{}\"", <R::Im as ews_im::Operation>::SOAP_ACTION);
        assert_eq!(received.header("soapaction"), Some(&*action));
        assert_eq!(received.operation.as_deref(), Some(<R::Im as ews_im::Operation>::NAME));
        assert_eq!((received.method.as_str(), &*received.path), ("POST", "/EWS/Exchange.asmx"));
        assert_eq!(received.header("content-type"), Some("text/xml; charset=utf-8"));
        assert_eq!(received.header("accept"), Some("text/xml"));
        let length = received.body.len().to_string();
        assert_eq!(received.header("content-length"), Some(&*length));
    }
    play(|simulator, client| {
        let id = || ItemId::new("AAMk");
        named(simulator, client, &AddDistributionGroupToImList::new("a@b", "c").unwrap());
        named(simulator, client, &AddImContactToGroup::new(id()));
        named(simulator, client, &AddImGroup::new("a").unwrap());
        named(simulator, client, &AddNewImContactToGroup::new("a").unwrap());
        named(simulator, client, &AddNewTelUriContactToGroup::new("a", "b", "c").unwrap());
        named(simulator, client, &GetImItemList::default());
        named(simulator, client, &GetImItems { contact_ids: item_ids([id()]), ..GetImItems::default() });
        named(simulator, client, &RemoveContactFromImList::new(id()));
        named(simulator, client, &RemoveDistributionGroupFromImList::new(id()));
        named(simulator, client, &RemoveImContactFromGroup::new(id(), id()));
        named(simulator, client, &RemoveImGroup::new(id()));
        named(simulator, client, &SetImGroup::new(id(), "a").unwrap());
        named(simulator, client, &SetImListMigrationCompleted::new(true));
        assert_eq!(simulator.counters().calls, 13);
    });
}

fn im_groups(list: &ImItemList) -> &[ImGroup] {
    list.groups.as_ref().map(|groups| &*groups.im_group).unwrap_or_default()
}

fn personas(list: &ImItemList) -> &[Persona] {
    list.personas.as_ref().map(|personas| &*personas.persona).unwrap_or_default()
}

fn id(group: &ImGroup) -> &str {
    group.exchange_store_id.as_ref().map(|id| &*id.id).unwrap_or_default()
}

fn members(group: &ImGroup) -> Vec<&str> {
    let keys = group.member_correlation_key.iter().flat_map(|keys| &keys.item_id);
    keys.map(|key| key.id.as_str()).collect()
}
