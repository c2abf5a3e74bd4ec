//! The mailboxes that scenarios begin with, and what is asked of them again and again.

use std::time::Duration;

use ews_im::types::{
    ConnectingSid, ItemId, NonEmptyArrayOfBaseItemIds, NonEmptyArrayOfBaseItemIdsItem, NonEmptyString, Persona,
};
use ews_im_simulator::{Builder, ContactSeed, ContactState, Directory, GroupSeed, GroupState, MailboxSeed, Simulator};

/// The user whom requests are from, unless they say otherwise.
pub(crate) const ALISA: &str = "alisa@contoso.com";

/// A mailbox with two groups, a distribution group and four contacts.
pub(crate) fn mailbox() -> MailboxSeed {
    MailboxSeed::new(ALISA)
        .group("Friends")
        .group("Work")
        .group(GroupSeed::distribution("sales@contoso.com", "Sales"))
        .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"))
        .contact(ContactSeed::im("sip:ronnie@contoso.com").display_name("Ronnie Sturgis").in_group("Work"))
        .contact(ContactSeed::tel("tel:+14255550110").in_group("Friends").in_group("Work"))
        .contact(ContactSeed::outlook("Tony Smith").email_address("tsmith@contoso.com"))
}

pub(crate) fn directory() -> Directory {
    Directory::new()
        .mailbox(mailbox())
        .distribution_list("sales@contoso.com", "Sales")
        .distribution_list("support@contoso.com", "Support")
}

pub(crate) fn builder() -> Builder {
    Simulator::builder().directory(directory())
}

/// A server with that mailbox, which takes every request.
pub(crate) fn start() -> Simulator {
    builder().start_blocking().expect("a server")
}

/// A server where a script says what goes wrong.
pub(crate) fn start_with(script: &str) -> Simulator {
    let simulator = start();
    simulator.script(script).expect(script);
    simulator
}

pub(crate) fn groups(simulator: &Simulator) -> Vec<GroupState> {
    simulator.groups(ALISA).expect("the mailbox")
}

pub(crate) fn contacts(simulator: &Simulator) -> Vec<ContactState> {
    simulator.contacts(ALISA).expect("the mailbox")
}

/// The group with a name.
pub(crate) fn group(simulator: &Simulator, display_name: &str) -> GroupState {
    let found = groups(simulator).into_iter().find(|group| group.display_name == display_name);
    found.unwrap_or_else(|| panic!("no group {display_name}"))
}

pub(crate) fn group_id(simulator: &Simulator, display_name: &str) -> ItemId {
    ItemId::new(group(simulator, display_name).id)
}

/// How many groups have a name.
pub(crate) fn n_groups(simulator: &Simulator, display_name: &str) -> usize {
    groups(simulator).iter().filter(|group| group.display_name == display_name).count()
}

/// The contact with an address for instant messages.
pub(crate) fn contact(simulator: &Simulator, im_address: &str) -> ContactState {
    let found = contacts(simulator).into_iter().find(|contact| contact.im_address.as_deref() == Some(im_address));
    found.unwrap_or_else(|| panic!("no contact {im_address}"))
}

pub(crate) fn contact_id(simulator: &Simulator, im_address: &str) -> ItemId {
    ItemId::new(contact(simulator, im_address).id)
}

pub(crate) fn has_contact(simulator: &Simulator, im_address: &str) -> bool {
    contacts(simulator).iter().any(|contact| contact.im_address.as_deref() == Some(im_address))
}

pub(crate) fn item_ids(ids: impl IntoIterator<Item = ItemId>) -> Option<NonEmptyArrayOfBaseItemIds> {
    let items = ids.into_iter().map(NonEmptyArrayOfBaseItemIdsItem::ItemId).collect();
    Some(NonEmptyArrayOfBaseItemIds { items })
}

/// The identifiers of the contacts that a persona is made of.
pub(crate) fn sources(persona: &Persona) -> Vec<&str> {
    let attributions = persona.attributions.iter().flat_map(|attributions| &attributions.attribution);
    attributions.map(|attribution| attribution.source_id.id.as_str()).collect()
}

pub(crate) fn text(text: &str) -> NonEmptyString {
    text.try_into().expect("a text that is not empty")
}

pub(crate) fn primary(address: &str) -> ConnectingSid {
    ConnectingSid::PrimarySmtpAddress(text(address))
}

/// Tries time-outs that grow, until one is long enough for what has to come before it, however busy the machine is.
pub(crate) fn with_time_outs(mut is_long_enough: impl FnMut(Duration) -> bool) {
    let time_outs = [200, 1_000, 5_000, 30_000].map(Duration::from_millis);
    assert!(time_outs.into_iter().any(&mut is_long_enough), "half a minute is too short");
}
