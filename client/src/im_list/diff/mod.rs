//! The difference between two lists.

mod change;
mod pairs;
mod persona;

use std::collections::HashSet;

use super::{Contact, ContactId, Group, ImList};
use pairs::Pairs;

pub use change::{Change, ContactField, GroupField};

impl ImList {
    /// What has changed from this list to a newer one, in an order that depends on the two lists alone: contacts that went,
    /// came and changed, groups that went, came and changed, and then who left and joined which group.
    ///
    /// Contacts are matched by their keys, and where that fails by their personas; groups by their identifiers, or by their
    /// names if they have none. The order of contacts, groups and members is no difference, nor is a change key: it tells
    /// that something has changed, but not what.
    pub fn diff<'a>(&'a self, newer: &'a Self) -> Vec<Change<'a>> {
        let contacts = pairs::contacts(&self.contacts, &newer.contacts);
        let groups = pairs::groups(&self.groups, &newer.groups);
        let mut changes = Vec::new();

        changes.extend(contacts.gone().map(Change::ContactRemoved));
        changes.extend(contacts.added().map(Change::ContactAdded));
        changes.extend(contacts.both().filter_map(|(older, newer)| contact_changed(older, newer)));

        changes.extend(groups.gone().map(Change::GroupRemoved));
        changes.extend(groups.added().map(Change::GroupAdded));
        for (older, newer) in groups.both() {
            if older.name() != newer.name() {
                changes.push(Change::GroupRenamed { older, newer });
            }
            changes.extend(group_changed(older, newer));
        }

        self.members_left(newer, &groups, &mut changes);
        self.members_joined(newer, &groups, &mut changes);
        changes
    }

    fn members_left<'a>(&'a self, newer: &'a Self, groups: &Pairs<'a, Group>, changes: &mut Vec<Change<'a>>) {
        for (group, counterpart) in groups.older() {
            changes.extend(not_in(group, counterpart).map(|member| {
                let contact = self.contact(member).or_else(|| newer.contact(member));
                Change::MemberLeft { group, member, contact }
            }));
        }
    }

    fn members_joined<'a>(&'a self, newer: &'a Self, groups: &Pairs<'a, Group>, changes: &mut Vec<Change<'a>>) {
        for (group, counterpart) in groups.newer() {
            changes.extend(not_in(group, counterpart).map(|member| {
                let contact = newer.contact(member).or_else(|| self.contact(member));
                Change::MemberJoined { group, member, contact }
            }));
        }
    }
}

/// The members of a group that another one does not have.
fn not_in<'a>(group: &'a Group, other: Option<&'a Group>) -> impl Iterator<Item = &'a ContactId> {
    let others: HashSet<&ContactId> = other.map(Group::members).unwrap_or_default().iter().collect();
    group.members().iter().filter(move |member| !others.contains(member))
}

fn contact_changed<'a>(older: &'a Contact, newer: &'a Contact) -> Option<Change<'a>> {
    if older == newer {
        return None;
    }
    let fields = persona::changed(older, newer);
    (!fields.is_empty()).then_some(Change::ContactChanged { older, newer, fields })
}

fn group_changed<'a>(older: &'a Group, newer: &'a Group) -> Option<Change<'a>> {
    let differ = [
        (GroupField::Kind, older.kind() != newer.kind()),
        (GroupField::SmtpAddress, older.smtp_address() != newer.smtp_address()),
        (GroupField::ExtendedProperties, older.extended_properties() != newer.extended_properties()),
    ];
    let fields: Vec<_> = differ.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect();
    (!fields.is_empty()).then_some(Change::GroupChanged { older, newer, fields })
}
