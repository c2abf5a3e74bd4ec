//! Adding, renaming and removing groups.

use ews_im_types::{
    AddDistributionGroupToImList, AddImGroup, ImGroup, RemoveDistributionGroupFromImList, RemoveImGroup, SetImGroup,
};

use super::not_empty;
use crate::im_list::{AnyClient, Group, GroupId, GroupKind, ImList, ListError};

impl ImList {
    /// Adds a group: `AddImGroup`.
    ///
    /// # Errors
    /// If the name is empty, or if the call fails: with `ErrorImGroupDisplayNameAlreadyExists` if another group has the
    /// name, and `ErrorImGroupLimitReached` if there are too many.
    pub fn add_group<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        name: &'a str,
    ) -> C::Outcome<'a, Result<GroupId, ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let request = AddImGroup { display_name: not_empty("display name", name)? };
            let response = self.call(client, &request).await?;
            self.take_in_group("AddImGroup", response.im_group)
        })
    }

    /// Adds a distribution group of the organisation by its SMTP address: `AddDistributionGroupToImList`.
    ///
    /// # Errors
    /// If a text is empty, or if the call fails: with `ErrorInvalidImDistributionGroupSmtpAddress` if there is no such
    /// distribution group.
    pub fn add_distribution_group<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        smtp_address: &'a str,
        name: &'a str,
    ) -> C::Outcome<'a, Result<GroupId, ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let request = AddDistributionGroupToImList {
                smtp_address: not_empty("SMTP address", smtp_address)?,
                display_name: Some(not_empty("display name", name)?),
            };
            let response = self.call(client, &request).await?;
            self.take_in_group("AddDistributionGroupToImList", response.im_group)
        })
    }

    /// Renames a group: `SetImGroup`.
    ///
    /// # Errors
    /// If the list has no such group, if the name is empty, or if the call fails.
    pub fn rename_group<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        group: &'a GroupId,
        name: &'a str,
    ) -> C::Outcome<'a, Result<(), ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let name = not_empty("display name", name)?;
            let request = SetImGroup { group_id: self.group_item(group)?, new_display_name: name.clone() };
            self.call(client, &request).await?;
            if let Some(group) = self.group_mut(group) {
                group.rename(name);
            }
            Ok(())
        })
    }

    /// Removes a group: `RemoveImGroup`, or `RemoveDistributionGroupFromImList` for a distribution group. Its contacts stay
    /// on the list: servers put those that are in no other group into Other Contacts, so that the members of that group are
    /// then asked for (`GetImItems`).
    ///
    /// # Errors
    /// If the list has no such group, or if a call fails: [`ListError::Halfway`] if the group has been removed.
    pub fn remove_group<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        group: &'a GroupId,
    ) -> C::Outcome<'a, Result<(), ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let group_id = self.group_item(group)?;
            let removed = self.known_group(group)?.clone();
            match removed.kind() {
                GroupKind::DistributionGroup => {
                    self.call(client, &RemoveDistributionGroupFromImList { group_id }).await?;
                }
                _ => {
                    self.call(client, &RemoveImGroup { group_id }).await?;
                }
            }
            self.groups.retain(|known| known.id() != Some(group));
            if removed.members().iter().all(|key| self.is_kept(key)) {
                return Ok(());
            }
            let state =
                || format!("the group `{}` is removed, but where its contacts are is not known", removed.name());
            self.look_in_other_contacts(client, state).await
        })
    }

    /// Takes in a group that the server has made. One that is there already, by its identifier, is replaced.
    fn take_in_group(&mut self, operation: &'static str, group: Option<ImGroup>) -> Result<GroupId, ListError> {
        let missing = |missing| ListError::Unidentified { operation, missing };
        let group = Group::new(group.ok_or(missing("ImGroup"))?);
        let id = group.id().cloned().ok_or(missing("ExchangeStoreId"))?;
        match self.group_mut(&id) {
            Some(known) => *known = group,
            None => self.groups.push(group),
        }
        Ok(id)
    }
}
