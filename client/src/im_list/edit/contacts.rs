//! Adding, moving and removing contacts.

use ews_im_types::{
    AddImContactToGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup, NonEmptyString, Persona,
    RemoveContactFromImList, RemoveImContactFromGroup,
};

use super::not_empty;
use crate::im_list::{AnyClient, Contact, ContactId, Group, GroupId, ImList, ListError, address};

impl ImList {
    /// Puts a contact into a group by its address for instant messages, with or without `sip:`. If a contact of the list has
    /// the address, that one goes into the group (`AddImContactToGroup`), and the display name is of no use; if not, the
    /// contact is new (`AddNewImContactToGroup`), with a name that the server chooses if none is given.
    ///
    /// # Errors
    /// If the list has no such group, if a text is empty, if the address begins with `tel:`, or if the call fails.
    pub fn add_contact<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        group: &'a GroupId,
        im_address: &'a str,
        display_name: impl Into<Option<&'a str>>,
    ) -> C::Outcome<'a, Result<ContactId, ListError>> {
        let display_name = display_name.into();
        C::outcome(async move {
            self.warnings.clear();
            let group_id = self.group_item(group)?;
            let known = self.contacts.iter().find_map(|contact| contact.key_at(im_address.trim())).cloned();
            if let Some(key) = known {
                return self.put(client, key, group).await;
            }
            if address::is_tel(im_address.trim()) {
                return Err(ListError::TelephoneNumber(im_address.to_owned()));
            }
            // The form that is documented, and that personas come with, is the one without `sip:`.
            let request = AddNewImContactToGroup {
                im_address: not_empty("address", address::without_sip(im_address.trim()))?,
                display_name: display_name.map(|name| not_empty("display name", name)).transpose()?,
                group_id: Some(group_id),
            };
            let response = self.call(client, &request).await?;
            let of_contact = |contact: &Contact| contact.key_at(im_address.trim()).cloned();
            let key = self.take_in_contact("AddNewImContactToGroup", response.persona, group, of_contact)?;
            self.is_added(client, key).await
        })
    }

    /// Puts a new contact into a group by a telephone number, with or without `tel:`, and the SIP address that stands for
    /// it, with or without `sip:`: `AddNewTelUriContactToGroup`.
    ///
    /// # Errors
    /// If the list has no such group, if a text is empty, or if the call fails.
    pub fn add_phone_contact<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        group: &'a GroupId,
        number: &'a str,
        sip_address: &'a str,
    ) -> C::Outcome<'a, Result<ContactId, ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let group_id = self.group_item(group)?;
            let number = not_empty("telephone number", address::without_tel(number.trim()))?;
            let sip_address = not_empty("SIP address", address::without_sip(sip_address.trim()))?;
            let request = AddNewTelUriContactToGroup {
                tel_uri_address: with_scheme("tel:", &number)?,
                im_contact_sip_uri_address: with_scheme("sip:", &sip_address)?,
                im_telephone_number: number.clone(),
                group_id: Some(group_id),
            };
            let response = self.call(client, &request).await?;
            let of_contact = |contact: &Contact| contact.key_of_number(&number).cloned();
            let key = self.take_in_contact("AddNewTelUriContactToGroup", response.persona, group, of_contact)?;
            self.is_added(client, key).await
        })
    }

    /// Puts a contact of the list into one more group: `AddImContactToGroup`.
    ///
    /// # Errors
    /// If the list has no such contact or group, or if the call fails.
    pub fn copy_contact<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        contact: &'a ContactId,
        to: &'a GroupId,
    ) -> C::Outcome<'a, Result<(), ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let key = self.current_key(contact)?;
            self.put(client, key, to).await?;
            Ok(())
        })
    }

    /// Moves a contact from one group to another: `AddImContactToGroup`, then `RemoveImContactFromGroup`. If the second call
    /// fails, the contact is in both groups, in the list too, and the error is [`ListError::Halfway`].
    ///
    /// # Errors
    /// If the list has no such contact or group, if the contact is not in the first group, if the second one does not keep
    /// contacts on the list, or if a call fails.
    pub fn move_contact<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        contact: &'a ContactId,
        from: &'a GroupId,
        to: &'a GroupId,
    ) -> C::Outcome<'a, Result<(), ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let keys = self.keys_in(contact, from)?;
            let target = self.known_group(to)?;
            if from == to {
                return Ok(());
            }
            if !target.keeps_contacts() {
                return Err(ListError::DoesNotKeepContacts(target.kind()));
            }
            let mut is_changed = false;
            for key in &keys {
                let added = self.put(client, key.clone(), to).await;
                added.map_err(|error| self.stuck(is_changed, key, from, error))?;
                is_changed = true;
                let removed = self.take_out(client, key, from).await;
                removed.map_err(|error| self.stuck(is_changed, key, from, error))?;
            }
            Ok(())
        })
    }

    /// Takes a contact out of a group: `RemoveImContactFromGroup`. Out of the last group, Tagged not counting, the server
    /// deletes it, and it goes from the list too.
    ///
    /// # Errors
    /// If the list has no such contact or group, if the contact is not in the group, or if the call fails.
    pub fn remove_from_group<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        contact: &'a ContactId,
        group: &'a GroupId,
    ) -> C::Outcome<'a, Result<(), ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let mut is_changed = false;
            for key in self.keys_in(contact, group)? {
                let removed = self.take_out(client, &key, group).await;
                removed.map_err(|error| self.stuck(is_changed, &key, group, error))?;
                is_changed = true;
            }
            Ok(())
        })
    }

    /// Deletes a contact: `RemoveImContactFromGroup` from each group, of which the last one deletes it. Servers were seen to
    /// refuse `RemoveContactFromImList`, so that it is called for contacts alone that no group keeps.
    ///
    /// # Errors
    /// If the list has no such contact, or if a call fails: [`ListError::Halfway`] if the contact was taken out of some
    /// groups, which the list then shows.
    pub fn remove_contact<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        contact: &'a ContactId,
    ) -> C::Outcome<'a, Result<(), ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            let mut is_changed = false;
            for key in self.known_contact(contact)?.keys().to_vec() {
                let mut is_deleted = false;
                for group in self.kept_by(&key) {
                    let removed = self.take_out(client, &key, &group).await;
                    is_deleted = removed.map_err(|error| self.stuck(is_changed, &key, &group, error))?;
                    is_changed = true;
                }
                if is_deleted {
                    continue;
                }
                let request = RemoveContactFromImList { contact_id: key.item_id().clone() };
                self.call(client, &request).await.map_err(|error| match is_changed {
                    true => ListError::Halfway { state: format!("{} is still on the list", self.label(&key)), error },
                    false => error.into(),
                })?;
                self.forget(client, &key).await?;
                is_changed = true;
            }
            Ok(())
        })
    }

    /// Puts a contact into a group, on the server and here.
    async fn put<C: AnyClient>(&mut self, client: &C, key: ContactId, group: &GroupId) -> Result<ContactId, ListError> {
        let group_id = Some(self.group_item(group)?);
        let request = AddImContactToGroup { contact_id: key.item_id().clone(), group_id };
        self.call(client, &request).await?;
        self.join(&key, group);
        self.is_added(client, key).await
    }

    /// Sees to it that the list has a contact where the server has it: beside Tagged, which does not keep it, it is in Other
    /// Contacts.
    async fn is_added<C: AnyClient>(&mut self, client: &C, key: ContactId) -> Result<ContactId, ListError> {
        if !self.is_kept(&key) {
            let label = self.label(&key);
            let state = || format!("{label} is added, but in which groups it is besides is not known");
            self.look_in_other_contacts(client, state).await?;
        }
        Ok(key)
    }

    /// Takes a contact out of a group, on the server and here; whether that has deleted it.
    async fn take_out<C: AnyClient>(
        &mut self,
        client: &C,
        key: &ContactId,
        group: &GroupId,
    ) -> Result<bool, ListError> {
        let group_id = self.group_item(group)?;
        let request = RemoveImContactFromGroup { contact_id: key.item_id().clone(), group_id };
        self.call(client, &request).await?;
        let was_kept = self.is_kept(key);
        if let Some(group) = self.group_mut(group) {
            group.leave(key);
        }
        let is_deleted = was_kept && !self.is_kept(key);
        if is_deleted {
            self.forget(client, key).await?;
        }
        Ok(is_deleted)
    }

    fn join(&mut self, key: &ContactId, group: &GroupId) {
        if let Some(group) = self.group_mut(group) {
            group.join(key);
        }
    }

    /// Drops a key that the server has deleted, and with its last key the contact. If the person has another one, the
    /// server is asked what is left.
    async fn forget<C: AnyClient>(&mut self, client: &C, key: &ContactId) -> Result<(), ListError> {
        for group in &mut self.groups {
            group.leave(key);
        }
        let Some(place) = self.places.get(key).copied().filter(|place| *place < self.contacts.len()) else {
            return Ok(());
        };
        let contact = self.contacts.remove(place).without_key(key);
        let (left, label) = (contact.id().cloned(), contact.label().to_owned());
        if left.is_some() {
            self.contacts.insert(place, contact);
        }
        self.find_places();
        let Some(left) = left else { return Ok(()) };
        self.refresh(client, Some(&left), None).await.map_err(|error| ListError::Halfway {
            state: format!("one contact of `{label}` is deleted, but what there is of the other one is not known"),
            error,
        })
    }

    /// Takes in a contact that the server has put into a group, and tells its key: the one that is new, or that of the
    /// address.
    fn take_in_contact(
        &mut self,
        operation: &'static str,
        persona: Option<Persona>,
        group: &GroupId,
        of_contact: impl Fn(&Contact) -> Option<ContactId>,
    ) -> Result<ContactId, ListError> {
        let missing = |missing| ListError::Unidentified { operation, missing };
        let contact = Contact::new(persona.ok_or(missing("Persona"))?);
        let new = contact.keys().iter().find(|key| !self.places.contains_key(*key));
        let key = new.cloned().or_else(|| of_contact(&contact)).or_else(|| contact.id().cloned());
        self.take_in(contact);
        let key = key.ok_or(missing("SourceId of a contact"))?;
        self.join(&key, group);
        Ok(key)
    }

    /// The key of a contact, with the change key that the list has.
    fn current_key(&self, id: &ContactId) -> Result<ContactId, ListError> {
        let keys = self.known_contact(id)?.keys();
        Ok(keys.iter().find(|key| *key == id).unwrap_or(id).clone())
    }

    /// The keys of a contact that are in a group.
    fn keys_in(&self, contact: &ContactId, group: &GroupId) -> Result<Vec<ContactId>, ListError> {
        let known = self.known_contact(contact)?;
        let place = self.known_group(group)?;
        let keys: Vec<_> = known.keys().iter().filter(|key| place.members().contains(key)).cloned().collect();
        match keys.is_empty() {
            true => Err(ListError::NotInGroup { contact: contact.clone(), group: group.clone() }),
            false => Ok(keys),
        }
    }

    /// The groups that keep a contact on the list.
    fn kept_by(&self, key: &ContactId) -> Vec<GroupId> {
        let is_kept = |group: &&Group| group.keeps_contacts() && group.members().contains(key);
        self.groups.iter().filter(is_kept).filter_map(Group::id).cloned().collect()
    }

    fn label(&self, key: &ContactId) -> String {
        format!("`{}`", self.contact(key).map_or(key.id(), Contact::label))
    }

    /// The error of an edit that stopped before a contact had left a group; whether anything was changed before.
    fn stuck(&self, is_changed: bool, key: &ContactId, group: &GroupId, error: ListError) -> ListError {
        let error = match error {
            ListError::Call(error) if is_changed => error,
            other => return other,
        };
        let others = self.kept_by(key).into_iter().filter(|other| other != group).count();
        let name = self.group(group).map_or(group.id(), Group::name);
        let also = if others > 0 { ", and in others" } else { "" };
        ListError::Halfway { state: format!("{} is still in the group `{name}`{also}", self.label(key)), error }
    }
}

fn with_scheme(scheme: &str, rest: &NonEmptyString) -> Result<NonEmptyString, ListError> {
    not_empty("address", &format!("{scheme}{rest}"))
}
