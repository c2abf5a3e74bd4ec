//! Edits: the server first, the value by what the server answers.

mod contacts;
mod groups;
mod load;
mod refresh;

use ews_im_types::{ItemId, NonEmptyString};

use super::{AnyClient, Contact, ContactId, Group, GroupId, ImList, ListError, Warning};
use crate::{ImRequest, Operation, Result as CallResult};

impl ImList {
    /// Calls an operation and takes down what the server warns of.
    async fn call<C: AnyClient, R: ImRequest>(&mut self, client: &C, request: &R) -> CallResult<R::Response> {
        let response = client.ask(request).await?;
        self.warnings.extend(Warning::of(<R::Im as Operation>::NAME, &response));
        Ok(response)
    }

    /// A contact that an edit names, with the key as the list has it: the newest change key.
    fn known_contact(&self, id: &ContactId) -> Result<&Contact, ListError> {
        self.contact(id).ok_or_else(|| ListError::UnknownContact(id.clone()))
    }

    /// A group that an edit names.
    fn known_group(&self, id: &GroupId) -> Result<&Group, ListError> {
        self.group(id).ok_or_else(|| ListError::UnknownGroup(id.clone()))
    }

    /// The identifier of a group as the list has it: the newest change key.
    fn group_item(&self, id: &GroupId) -> Result<ItemId, ListError> {
        let known = self.known_group(id)?.id().unwrap_or(id);
        Ok(known.item_id().clone())
    }

    /// Whether a group keeps a contact on the list.
    fn is_kept(&self, key: &ContactId) -> bool {
        self.groups.iter().any(|group| group.keeps_contacts() && group.members().contains(key))
    }

    fn group_mut(&mut self, id: &GroupId) -> Option<&mut Group> {
        self.groups.iter_mut().find(|group| group.id() == Some(id))
    }
}

/// A text that is to be sent; blanks alone are none.
fn not_empty(what: &'static str, text: &str) -> Result<NonEmptyString, ListError> {
    match text.trim() {
        "" => Err(ListError::Empty { what }),
        _ => NonEmptyString::new(text).map_err(|_| ListError::Empty { what }),
    }
}
