//! A list, put together item by item.

use ews_im_types::{ImGroup, Persona};

use super::{Contact, Group, ImList};
use crate::ImItem;

/// A list, put together from personas and groups as they come: from an answer that is read as a stream, say. Which comes
/// first does not matter, and the list keeps their order. [`ImItemFeed`](crate::ImItemFeed) gives them so.
///
/// ```
/// use ews_im::im_list::ImListBuilder;
/// use ews_im::types::ImGroup;
///
/// let mut builder = ImListBuilder::new();
/// builder.group(ImGroup::new("Friends", "IPM.DistList.MOC.UserGroup")?);
/// let list = builder.build();
/// assert!(list.group_named("Friends").is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct ImListBuilder {
    contacts: Vec<Contact>,
    groups: Vec<Group>,
}

impl ImListBuilder {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a persona.
    pub fn persona(&mut self, persona: Persona) -> &mut Self {
        self.contacts.push(Contact::new(persona));
        self
    }

    /// Adds a group.
    pub fn group(&mut self, group: ImGroup) -> &mut Self {
        self.groups.push(Group::new(group));
        self
    }

    /// Adds an item of an answer that is read as a stream.
    pub fn item(&mut self, item: ImItem) -> &mut Self {
        match item {
            ImItem::Persona(persona) => self.persona(*persona),
            ImItem::Group(group) => self.group(*group),
        }
    }

    /// The list.
    pub fn build(self) -> ImList {
        ImList::of(self.contacts, self.groups)
    }
}

impl Extend<Persona> for ImListBuilder {
    fn extend<I: IntoIterator<Item = Persona>>(&mut self, personas: I) {
        self.contacts.extend(personas.into_iter().map(Contact::new));
    }
}

impl Extend<ImGroup> for ImListBuilder {
    fn extend<I: IntoIterator<Item = ImGroup>>(&mut self, groups: I) {
        self.groups.extend(groups.into_iter().map(Group::new));
    }
}

impl Extend<ImItem> for ImListBuilder {
    fn extend<I: IntoIterator<Item = ImItem>>(&mut self, items: I) {
        for item in items {
            self.item(item);
        }
    }
}
