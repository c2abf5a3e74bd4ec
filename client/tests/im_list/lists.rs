//! Lists by hand.

use ews_im::ImList;
use ews_im::im_list::{Contact, Group, ImListBuilder};
use ews_im::types::{
    ArrayOfPersonaAttributions, ArrayOfStringAttributedValues, ArrayOfValueAttributions, ImGroup, ItemId,
    NonEmptyArrayOfItemIds, Persona, PersonaAttribution, StringAttributedValue,
};

/// What makes a source of a persona a contact: quick, hidden.
pub(crate) type Flags = (Option<bool>, Option<bool>);

pub(crate) const CONTACT: Flags = (Some(true), Some(false));

/// A persona `P-NAME` with a name, an address, and sources by their ids and flags.
pub(crate) fn persona(name: &str, address: &str, sources: &[(&str, Flags)]) -> Persona {
    let attribution = |(index, (id, (quick, hidden))): (usize, &(&str, Flags))| PersonaAttribution {
        is_quick_contact: *quick,
        is_hidden: *hidden,
        ..PersonaAttribution::new(index.to_string(), ItemId::new(*id), "Lync Contacts")
    };
    let attribution = sources.iter().enumerate().map(attribution).collect();
    Persona {
        display_name: Some(name.to_owned()),
        im_address: Some(address.to_owned()),
        attributions: Some(ArrayOfPersonaAttributions { attribution }),
        ..Persona::new(ItemId::new(format!("P-{name}")))
    }
}

/// A contact whose key is `K-NAME`.
pub(crate) fn contact(name: &str, address: &str) -> Persona {
    persona(name, address, &[(&format!("K-{name}"), CONTACT)])
}

/// Addresses, each from a source of the persona.
pub(crate) fn im_addresses(values: &[(&str, &str)]) -> Option<ArrayOfStringAttributedValues> {
    let value = |(address, source): &(&str, &str)| {
        StringAttributedValue::new(*address, ArrayOfValueAttributions { attribution: vec![(*source).to_owned()] })
    };
    Some(ArrayOfStringAttributedValues { string_attributed_value: values.iter().map(value).collect() })
}

/// A group `G-NAME` of a kind, with members.
pub(crate) fn group_of(kind: &str, name: &str, members: &[&str]) -> ImGroup {
    let item_id: Vec<ItemId> = members.iter().map(|id| ItemId::new(*id)).collect();
    ImGroup {
        exchange_store_id: Some(ItemId::new(format!("G-{name}"))),
        member_correlation_key: (!item_id.is_empty()).then_some(NonEmptyArrayOfItemIds { item_id }),
        ..ImGroup::new(name, format!("IPM.DistList.MOC.{kind}")).unwrap()
    }
}

pub(crate) fn group(name: &str, members: &[&str]) -> ImGroup {
    group_of("UserGroup", name, members)
}

pub(crate) fn list(personas: impl IntoIterator<Item = Persona>, groups: impl IntoIterator<Item = ImGroup>) -> ImList {
    let mut builder = ImListBuilder::new();
    builder.extend(groups);
    builder.extend(personas);
    builder.build()
}

/// What a list shows: each group with the names of its members, those that are no contacts in brackets, then the contacts
/// that are in no group.
pub(crate) fn shown(list: &ImList) -> String {
    let members = |group: &Group| {
        let known = list.members(group).map(|contact| contact.label().to_owned());
        let unknown = list.unknown_members(group).map(|key| format!("[{key}]"));
        known.chain(unknown).collect::<Vec<_>>().join(" ")
    };
    let mut lines: Vec<String> =
        list.groups().iter().map(|group| format!("{}: {}", group.name(), members(group))).collect();
    let is_alone = |contact: &&Contact| list.groups_of(contact).next().is_none();
    let alone: Vec<&str> = list.contacts().iter().filter(is_alone).map(Contact::label).collect();
    if !alone.is_empty() {
        lines.push(format!("none: {}", alone.join(" ")));
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("; ")
}
