//! What a difference consists of.

use std::fmt;

use crate::im_list::{Contact, ContactId, Group};

/// A difference between two lists. Its text is for people.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Change<'a> {
    /// The newer list has a contact more.
    ContactAdded(&'a Contact),
    /// The newer list has a contact less.
    ContactRemoved(&'a Contact),
    /// A contact is another than it was.
    ContactChanged {
        /// As it was.
        older: &'a Contact,
        /// As it is.
        newer: &'a Contact,
        /// What differs.
        fields: Vec<ContactField>,
    },
    /// The newer list has a group more.
    GroupAdded(&'a Group),
    /// The newer list has a group less.
    GroupRemoved(&'a Group),
    /// A group has another name.
    GroupRenamed {
        /// As it was.
        older: &'a Group,
        /// As it is.
        newer: &'a Group,
    },
    /// A group is another than it was, name and members aside.
    GroupChanged {
        /// As it was.
        older: &'a Group,
        /// As it is.
        newer: &'a Group,
        /// What differs.
        fields: Vec<GroupField>,
    },
    /// A group has a member less, be it that the whole group went.
    MemberLeft {
        /// The group as it was.
        group: &'a Group,
        /// The key of the member.
        member: &'a ContactId,
        /// The contact with that key, as it was, if the lists know it.
        contact: Option<&'a Contact>,
    },
    /// A group has a member more, be it that the whole group came.
    MemberJoined {
        /// The group as it is.
        group: &'a Group,
        /// The key of the member.
        member: &'a ContactId,
        /// The contact with that key, as it is, if the lists know it.
        contact: Option<&'a Contact>,
    },
}

/// What can change about a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContactField {
    /// The keys: sources of the persona came or went.
    Key,
    /// The display name.
    DisplayName,
    /// The addresses for instant messages.
    ImAddress,
    /// The e-mail addresses.
    EmailAddresses,
    /// The telephone numbers that [`Contact::phone_numbers`] tells.
    PhoneNumbers,
    /// Anything else that the persona tells.
    Other,
}

/// What can change about a group, name and members aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GroupField {
    /// What the group is for.
    Kind,
    /// The SMTP address.
    SmtpAddress,
    /// The extended properties that were asked for.
    ExtendedProperties,
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContactAdded(contact) => write!(f, "contact `{}` added", contact.label()),
            Self::ContactRemoved(contact) => write!(f, "contact `{}` removed", contact.label()),
            Self::ContactChanged { older, newer, fields } => match older.label() == newer.label() {
                true => write!(f, "contact `{}` changed: {}", newer.label(), Listed(fields)),
                false => write!(f, "contact `{}`, now `{}`, changed: {}", older.label(), newer.label(), Listed(fields)),
            },
            Self::GroupAdded(group) => write!(f, "group `{}` added", group.name()),
            Self::GroupRemoved(group) => write!(f, "group `{}` removed", group.name()),
            Self::GroupRenamed { older, newer } => write!(f, "group `{}` renamed to `{}`", older.name(), newer.name()),
            Self::GroupChanged { newer, fields, .. } => {
                write!(f, "group `{}` changed: {}", newer.name(), Listed(fields))
            }
            Self::MemberLeft { group, member, contact } => {
                write!(f, "`{}` left group `{}`", label(*contact, member), group.name())
            }
            Self::MemberJoined { group, member, contact } => {
                write!(f, "`{}` joined group `{}`", label(*contact, member), group.name())
            }
        }
    }
}

impl fmt::Display for ContactField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "key",
            Self::DisplayName => "display name",
            Self::ImAddress => "IM address",
            Self::EmailAddresses => "e-mail addresses",
            Self::PhoneNumbers => "telephone numbers",
            Self::Other => "other details",
        })
    }
}

impl fmt::Display for GroupField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kind => "kind",
            Self::SmtpAddress => "SMTP address",
            Self::ExtendedProperties => "extended properties",
        })
    }
}

fn label<'a>(contact: Option<&'a Contact>, key: &'a ContactId) -> &'a str {
    contact.map_or(key.id(), Contact::label)
}

struct Listed<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for Listed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, value) in self.0.iter().enumerate() {
            write!(f, "{}{value}", if place == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}
