//! A group: who is in it, by the keys of the contacts.

use std::collections::HashSet;
use std::fmt;

use ews_im_types::{ExtendedProperty, ImGroup, NonEmptyString};

use super::ids::{ContactId, GroupId};

/// A group of contacts, or a distribution group, which has its members elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    id: Option<GroupId>,
    name: NonEmptyString,
    group_type: NonEmptyString,
    members: Vec<ContactId>,
    smtp_address: Option<String>,
    extended_properties: Vec<ExtendedProperty>,
}

/// What a group is for, which its `GroupType` tells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GroupKind {
    /// A group that the user made: `IPM.DistList.MOC.UserGroup`.
    UserGroup,
    /// A distribution group of the organisation: `IPM.DistList.MOC.DG`.
    DistributionGroup,
    /// The default group of favorites: `IPM.DistList.MOC.Favorites`.
    Favorites,
    /// The default group of contacts whose presence is watched: `IPM.DistList.MOC.Tagged`. It does not keep contacts on the
    /// list: who is in no other group is deleted.
    Tagged,
    /// The default group of contacts that are in no other: `IPM.DistList.MOC.OtherContacts`.
    OtherContacts,
    /// A kind that is newer than this crate.
    Other(Box<str>),
}

impl Group {
    /// A group as a response tells it.
    pub fn new(group: ImGroup) -> Self {
        let keys = group.member_correlation_key.map(|keys| keys.item_id).unwrap_or_default();
        let mut seen = HashSet::new();
        let members = keys.iter().filter_map(ContactId::of).filter(|key| seen.insert(key.clone())).collect();
        Self {
            id: group.exchange_store_id.as_ref().and_then(GroupId::of),
            name: group.display_name,
            group_type: group.group_type,
            members,
            smtp_address: group.smtp_address,
            extended_properties: group.extended_properties.map(|list| list.extended_property).unwrap_or_default(),
        }
    }

    /// What edits name the group by. Servers always give one; without it, the group can be shown, but not be edited.
    pub fn id(&self) -> Option<&GroupId> {
        self.id.as_ref()
    }

    /// The display name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the group is for.
    pub fn kind(&self) -> GroupKind {
        GroupKind::from(self.group_type())
    }

    /// The `GroupType`, such as `IPM.DistList.MOC.UserGroup`.
    pub fn group_type(&self) -> &str {
        &self.group_type
    }

    /// The keys of the members, each once, in the server's order. [`ImList::members`](super::ImList::members) finds the
    /// contacts.
    pub fn members(&self) -> &[ContactId] {
        &self.members
    }

    /// The SMTP address of a distribution group.
    pub fn smtp_address(&self) -> Option<&str> {
        self.smtp_address.as_deref()
    }

    /// The extended properties that were asked for, as far as the group has them.
    pub fn extended_properties(&self) -> &[ExtendedProperty] {
        &self.extended_properties
    }

    /// Whether one of these keys is in the group.
    pub(super) fn has_any(&self, keys: &[ContactId]) -> bool {
        let keys: HashSet<&ContactId> = keys.iter().collect();
        self.members.iter().any(|member| keys.contains(member))
    }

    /// Whether being in the group keeps a contact on the list.
    pub(super) fn keeps_contacts(&self) -> bool {
        !matches!(self.kind(), GroupKind::Tagged | GroupKind::DistributionGroup)
    }

    pub(super) fn rename(&mut self, name: NonEmptyString) {
        self.name = name;
    }

    pub(super) fn set_members(&mut self, newer: Self) {
        self.members = newer.members;
    }

    pub(super) fn join(&mut self, key: &ContactId) {
        if !self.members.contains(key) {
            self.members.push(key.clone());
        }
    }

    pub(super) fn leave(&mut self, key: &ContactId) {
        self.members.retain(|member| member != key);
    }
}

impl From<ImGroup> for Group {
    fn from(group: ImGroup) -> Self {
        Self::new(group)
    }
}

impl GroupKind {
    const KNOWN: [Self; 5] =
        [Self::UserGroup, Self::DistributionGroup, Self::Favorites, Self::Tagged, Self::OtherContacts];

    /// The `GroupType`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::UserGroup => "IPM.DistList.MOC.UserGroup",
            Self::DistributionGroup => "IPM.DistList.MOC.DG",
            Self::Favorites => "IPM.DistList.MOC.Favorites",
            Self::Tagged => "IPM.DistList.MOC.Tagged",
            Self::OtherContacts => "IPM.DistList.MOC.OtherContacts",
            Self::Other(text) => text,
        }
    }

    /// Whether every mailbox has one group of this kind, which is neither renamed nor removed.
    pub fn is_default(&self) -> bool {
        matches!(self, Self::Favorites | Self::Tagged | Self::OtherContacts)
    }
}

/// Item classes are the same in any letter case.
impl From<&str> for GroupKind {
    fn from(group_type: &str) -> Self {
        let is_it = |kind: &Self| kind.as_str().eq_ignore_ascii_case(group_type);
        Self::KNOWN.into_iter().find(is_it).unwrap_or_else(|| Self::Other(group_type.into()))
    }
}

impl fmt::Display for GroupKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
