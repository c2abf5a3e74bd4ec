//! A list, put together item by item.

use ews_im_types::{ImGroup, Persona};

use super::{Contact, Group, ImList};
use crate::ImItem;

/// A list, put together from personas and groups as they come. Which comes first does not matter, and the list keeps their
/// order.
///
/// Where an answer is read as a stream, it never is in memory as a whole; and if a persona cannot be read, the others still
/// can, which [`ImList::load`] does not offer:
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let simulator = ews_im_simulator::Simulator::start_blocking()?;
/// # let client = ews_im::blocking::Client::builder(simulator.url()).build()?;
/// use ews_im::CallOptions;
/// use ews_im::im_list::ImListBuilder;
/// use ews_im::types::GetImItemList;
///
/// let mut builder = ImListBuilder::new();
/// let mut items = client.im_items(&GetImItemList::default(), &CallOptions::new())?;
/// for item in items.by_ref() {
///     match item {
///         Ok(item) => builder.extend([item]),
///         Err(error) => println!("left out: {error}"),
///     }
/// }
/// items.finish()?; // Only now it is known that the answer came to its end.
/// let list = builder.build();
/// assert!(list.group_named("Favorites").is_some());
/// # Ok(())
/// # }
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
