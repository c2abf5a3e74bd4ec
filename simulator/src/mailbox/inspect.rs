//! What tests can look at, past the operations.

use super::{Contact, Group, GroupKind, Mailbox};
use crate::directory::ContactKind;

/// A group, as it was when it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupState {
    /// Its `ExchangeStoreId`.
    pub id: String,
    /// Its kind.
    pub kind: GroupKind,
    /// The name to show.
    pub display_name: String,
    /// The SMTP address of a distribution group.
    pub smtp_address: Option<String>,
    /// The identifiers of the contacts in it, in the order in which they came.
    pub members: Vec<String>,
}

/// A contact, as it was when it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContactState {
    /// Its identifier, the `SourceId` of an attribution.
    pub id: String,
    /// The identifier of the persona that it is in.
    pub persona_id: String,
    /// Its kind.
    pub kind: ContactKind,
    /// The name to show; empty if the contact is known by its number alone.
    pub display_name: String,
    /// The address for instant messages, as it was given.
    pub im_address: Option<String>,
    /// The telephone number as a URI.
    pub tel_uri: Option<String>,
    /// The display names of the groups that it is in.
    pub groups: Vec<String>,
}

impl Mailbox {
    /// All groups, the default groups first.
    pub(crate) fn group_states(&self) -> Vec<GroupState> {
        let state = |group: &Group| GroupState {
            id: group.id.clone(),
            kind: group.kind,
            display_name: group.display_name.to_string(),
            smtp_address: group.smtp_address.clone(),
            members: group.members.iter().filter_map(|n| self.contacts.get(n)).map(|c| c.id.clone()).collect(),
        };
        self.groups.iter().map(state).collect()
    }

    /// All contacts, those of the address book too, in the order in which they were made.
    pub(crate) fn contact_states(&self) -> Vec<ContactState> {
        let mut states: Vec<ContactState> = Vec::with_capacity(self.contacts.len());
        let mut places = std::collections::HashMap::with_capacity(self.contacts.len());
        for (number, contact) in &self.contacts {
            places.insert(*number, states.len());
            states.push(self.contact_state(contact));
        }
        for group in &self.groups {
            for member in &group.members {
                if let Some(state) = places.get(member).and_then(|place| states.get_mut(*place)) {
                    state.groups.push(group.display_name.to_string());
                }
            }
        }
        states
    }

    fn contact_state(&self, contact: &Contact) -> ContactState {
        ContactState {
            id: contact.id.clone(),
            persona_id: self.persons.get(contact.person).map(|person| person.id.clone()).unwrap_or_default(),
            kind: contact.kind,
            display_name: contact.display_name.clone(),
            im_address: contact.im_address.clone(),
            tel_uri: contact.tel_uri.clone(),
            groups: Vec::new(),
        }
    }
}
