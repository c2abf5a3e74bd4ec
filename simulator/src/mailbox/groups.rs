//! Groups: adding, renaming and removing them, and how they are told.

use std::fmt;

use ews_im::types::{ImGroup, ItemId, NonEmptyArrayOfItemIds, NonEmptyString};

use xsd_runtime::ValueError;

use super::{Group, Mailbox, Refusal, Requested, Result, ids};
use crate::directory::DistributionList;

/// The kind of a group, which its `GroupType` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GroupKind {
    /// The default group for contacts that are in no other: `IPM.DistList.MOC.OtherContacts`.
    OtherContacts,
    /// The default group of contacts whose presence is watched: `IPM.DistList.MOC.Tagged`.
    Tagged,
    /// The default group of favorites: `IPM.DistList.MOC.Favorites`.
    Favorites,
    /// A group that the user made: `IPM.DistList.MOC.UserGroup`.
    UserGroup,
    /// A distribution group: `IPM.DistList.MOC.DG`.
    DistributionGroup,
}

impl GroupKind {
    /// The groups that every mailbox has, in the order in which they are told.
    pub(super) const DEFAULT: [Self; 3] = [Self::OtherContacts, Self::Tagged, Self::Favorites];

    /// The `GroupType`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OtherContacts => "IPM.DistList.MOC.OtherContacts",
            Self::Tagged => "IPM.DistList.MOC.Tagged",
            Self::Favorites => "IPM.DistList.MOC.Favorites",
            Self::UserGroup => "IPM.DistList.MOC.UserGroup",
            Self::DistributionGroup => "IPM.DistList.MOC.DG",
        }
    }

    /// What a default group is called.
    pub(super) fn default_name(self) -> &'static str {
        match self {
            Self::OtherContacts => "Other Contacts",
            Self::Tagged => "Tagged",
            Self::Favorites => "Favorites",
            Self::UserGroup | Self::DistributionGroup => "",
        }
    }

    /// Whether every mailbox has one.
    pub const fn is_default(self) -> bool {
        matches!(self, Self::OtherContacts | Self::Tagged | Self::Favorites)
    }

    /// Whether contacts can be put into it: a distribution group has its members in the directory.
    pub(super) fn takes_contacts(self) -> bool {
        self != Self::DistributionGroup
    }

    /// Whether a contact in it stays on the contact list: Tagged does not count.
    pub(super) fn keeps_contacts(self) -> bool {
        self.takes_contacts() && self != Self::Tagged
    }
}

impl fmt::Display for GroupKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Mailbox {
    /// `AddImGroup`.
    pub(crate) fn add_group(&mut self, display_name: NonEmptyString) -> Result<ImGroup> {
        self.check_group_name(&display_name, None)?;
        self.check_group_limit()?;
        self.insert_group(GroupKind::UserGroup, display_name, None)
    }

    /// `AddDistributionGroupToImList`. A list that is there already stays as it is. Without a display name it is called by
    /// its SMTP address, as the documented response has it.
    pub(crate) fn add_distribution_group(
        &mut self,
        list: &DistributionList,
        smtp_address: &NonEmptyString,
        display_name: Option<NonEmptyString>,
    ) -> Result<ImGroup> {
        let is_it = |group: &&Group| group.smtp_address.as_ref() == Some(&list.smtp_address);
        if let Some(group) = self.groups.iter().find(is_it) {
            return Ok(self.im_group(group, &Requested::default()));
        }
        let display_name = display_name.unwrap_or_else(|| smtp_address.clone());
        self.check_group_name(&display_name, None)?;
        self.check_group_limit()?;
        self.insert_group(GroupKind::DistributionGroup, display_name, Some(list.smtp_address.clone()))
    }

    /// `SetImGroup`. Groups that the user made can be renamed.
    pub(crate) fn rename_group(&mut self, id: &str, display_name: NonEmptyString) -> Result<()> {
        let index = self.user_group(id)?;
        self.check_group_name(&display_name, Some(index))?;
        let change = self.ids.change();
        if let Some(group) = self.groups.get_mut(index) {
            group.display_name = display_name;
            group.change = change;
        }
        Ok(())
    }

    /// `RemoveImGroup`. Contacts that were in no other group go to Other Contacts.
    pub(crate) fn remove_group(&mut self, id: &str) -> Result<()> {
        let index = self.user_group(id)?;
        let group = self.groups.remove(index);
        for contact in group.members {
            self.keep(contact);
        }
        Ok(())
    }

    /// `RemoveDistributionGroupFromImList`.
    pub(crate) fn remove_distribution_group(&mut self, id: &str) -> Result<()> {
        ids::check(id)?;
        let is_it = |group: &Group| group.id == id && group.kind == GroupKind::DistributionGroup;
        let index = self.groups.iter().position(is_it).ok_or(Refusal::NotFound)?;
        self.groups.remove(index);
        Ok(())
    }

    /// All groups, the default groups first.
    pub(crate) fn all_groups(&self, requested: &Requested) -> Vec<ImGroup> {
        self.groups.iter().map(|group| self.im_group(group, requested)).collect()
    }

    /// The groups with some identifiers, each once, in the order of the mailbox. Identifiers of no group are passed over.
    pub(crate) fn groups_among(&self, ids: &[&str], requested: &Requested) -> Vec<ImGroup> {
        let is_wanted = |group: &&Group| ids.contains(&group.id.as_str());
        self.groups.iter().filter(is_wanted).map(|group| self.im_group(group, requested)).collect()
    }

    /// The place of a group that takes contacts: the one with an identifier, or Other Contacts without one.
    pub(super) fn group_for_contacts(&self, id: Option<&str>) -> Result<usize> {
        let Some(id) = id else {
            return self.default_group(GroupKind::OtherContacts).ok_or(Refusal::NoGroup);
        };
        ids::check(id)?;
        let is_it = |group: &Group| group.id == id && group.kind.takes_contacts();
        self.groups.iter().position(is_it).ok_or(Refusal::NoGroup)
    }

    /// The place of a default group.
    pub(super) fn default_group(&self, kind: GroupKind) -> Option<usize> {
        self.groups.iter().position(|group| group.kind == kind)
    }

    /// The place of a group that the user made.
    fn user_group(&self, id: &str) -> Result<usize> {
        ids::check(id)?;
        let is_it = |group: &Group| group.id == id && group.kind == GroupKind::UserGroup;
        self.groups.iter().position(is_it).ok_or(Refusal::NoGroup)
    }

    /// Whether no group, or none but one, has a name.
    fn check_group_name(&self, display_name: &NonEmptyString, except: Option<usize>) -> Result<()> {
        let is_taken = |(index, group): (usize, &Group)| Some(index) != except && group.display_name == *display_name;
        if self.groups.iter().enumerate().any(is_taken) { Err(Refusal::GroupNameExists) } else { Ok(()) }
    }

    fn check_group_limit(&self) -> Result<()> {
        let groups = self.groups.iter().filter(|group| !group.kind.is_default()).count();
        if groups >= self.limits.groups { Err(Refusal::GroupLimit) } else { Ok(()) }
    }

    fn insert_group(
        &mut self,
        kind: GroupKind,
        display_name: NonEmptyString,
        smtp_address: Option<String>,
    ) -> Result<ImGroup> {
        // The types of groups are not empty.
        let group = self.new_group(kind, display_name, smtp_address).map_err(|_| Refusal::NoGroup)?;
        let told = self.im_group(&group, &Requested::default());
        self.groups.push(group);
        Ok(told)
    }

    /// An empty group that is in no mailbox yet.
    pub(super) fn new_group(
        &mut self,
        kind: GroupKind,
        display_name: NonEmptyString,
        smtp_address: Option<String>,
    ) -> Result<Group, ValueError> {
        let number = self.ids.number();
        Ok(Group {
            id: self.ids.item(number),
            kind,
            group_type: kind.as_str().try_into()?,
            display_name,
            smtp_address,
            members: Vec::new(),
            extended_properties: Vec::new(),
            change: self.ids.change(),
        })
    }

    /// A group as a response tells it.
    fn im_group(&self, group: &Group, requested: &Requested) -> ImGroup {
        let members: Vec<ItemId> = group
            .members
            .iter()
            .filter_map(|number| self.contacts.get(number))
            .map(|contact| ItemId { id: contact.id.clone(), change_key: Some(ids::CONTACT_WITHOUT_CHANGE.to_owned()) })
            .collect();
        ImGroup {
            display_name: group.display_name.clone(),
            group_type: group.group_type.clone(),
            exchange_store_id: Some(ItemId {
                id: group.id.clone(),
                change_key: Some(self.ids.group_change_key(group.change)),
            }),
            member_correlation_key: (!members.is_empty()).then_some(NonEmptyArrayOfItemIds { item_id: members }),
            extended_properties: requested.of_group(group),
            smtp_address: group.smtp_address.clone(),
        }
    }
}
