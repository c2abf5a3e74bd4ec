//! Asking again for parts of the list that an edit leaves unknown.

use ews_im_types::{GetImItems, NonEmptyArrayOfBaseItemIds, NonEmptyArrayOfBaseItemIdsItem};

use crate::Result as CallResult;
use crate::im_list::{AnyClient, Contact, ContactId, Group, GroupId, GroupKind, ImList, ListError};

impl ImList {
    /// Asks who is in Other Contacts, where servers put contacts that no group keeps. `state` is what is true if the server
    /// does not tell.
    pub(super) async fn look_in_other_contacts<C: AnyClient>(
        &mut self,
        client: &C,
        state: impl FnOnce() -> String,
    ) -> Result<(), ListError> {
        let Some(others) = self.group_of_kind(&GroupKind::OtherContacts).and_then(Group::id).cloned() else {
            return Ok(());
        };
        let told = self.refresh(client, None, Some(&others)).await;
        told.map_err(|error| ListError::Halfway { state: state(), error })
    }

    /// Asks the server for a person and for who is in a group: `GetImItems`. What it does not tell stays as it was.
    pub(super) async fn refresh<C: AnyClient>(
        &mut self,
        client: &C,
        contact: Option<&ContactId>,
        group: Option<&GroupId>,
    ) -> CallResult<()> {
        let ids = |id| NonEmptyArrayOfBaseItemIds { items: vec![NonEmptyArrayOfBaseItemIdsItem::ItemId(id)] };
        let request = GetImItems {
            contact_ids: contact.map(|id| ids(id.item_id().clone())),
            group_ids: group.map(|id| ids(id.item_id().clone())),
            extended_properties: self.properties.clone(),
        };
        let told = self.call(client, &request).await?.im_item_list.unwrap_or_default();
        for contact in told.personas.map(|list| list.persona).unwrap_or_default() {
            self.take_in(Contact::new(contact));
        }
        for group in told.groups.map(|list| list.im_group).unwrap_or_default().into_iter().map(Group::new) {
            if let Some(known) = group.id().and_then(|id| self.group_mut(id)) {
                known.set_members(group);
            }
        }
        Ok(())
    }

    /// Takes in a contact. A person that is here already, by a key or by the persona, is replaced.
    pub(super) fn take_in(&mut self, contact: Contact) {
        let is_it = |known: &Contact| known.persona_id().id == contact.persona_id().id;
        let place = contact.keys().iter().find_map(|key| self.places.get(key).copied());
        let place = place.or_else(|| self.contacts.iter().position(is_it));
        match place.and_then(|place| self.contacts.get_mut(place)) {
            Some(known) => *known = contact,
            None => self.contacts.push(contact),
        }
        self.find_places();
    }
}
