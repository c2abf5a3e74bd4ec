//! The contact list as a messenger has it: loaded, edited on the server, compared. Everything begins with [`ImList`].
//!
//! Without the features of the clients, lists are made of responses, and compared.

mod address;
#[cfg(any(feature = "async", feature = "blocking"))]
mod any_client;
mod builder;
mod contact;
mod diff;
#[cfg(any(feature = "async", feature = "blocking"))]
mod edit;
#[cfg(any(feature = "async", feature = "blocking"))]
mod error;
mod group;
mod ids;
mod warning;

use std::collections::{HashMap, HashSet};

use ews_im_types::{GetImItemListResponse, ImItemList, NonEmptyArrayOfExtendedFieldUris};

#[cfg(any(feature = "async", feature = "blocking"))]
pub use any_client::AnyClient;
pub use builder::ImListBuilder;
pub use contact::Contact;
pub use diff::{Change, ContactField, GroupField};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use error::ListError;
pub use group::{Group, GroupKind};
pub use ids::{ContactId, GroupId};
pub use warning::Warning;

/// A contact list: contacts and groups, in the server's order.
///
/// It is a plain value. What edits it calls the server first and changes the value by what the server answers, so that
/// the value is never ahead of the server; what other clients do in the meantime shows in a newer one, and
/// [`diff`](Self::diff) tells the difference.
///
/// Both clients do for all that calls the server: with [`Client`](crate::Client) the methods give futures, with
/// [`blocking::Client`](crate::blocking::Client) they wait. Dropping the future of an edit gives the edit up: the list has
/// what had been answered until then.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let simulator = ews_im_simulator::Simulator::start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// use ews_im::ImList;
///
/// let mut list = ImList::load(&client).await?;
/// let friends = list.add_group(&client, "Friends").await?;
/// let work = list.add_group(&client, "Work").await?;
/// let tony = list.add_contact(&client, &friends, "sip:tsmith@contoso.com", "Tony Smith").await?;
/// list.move_contact(&client, &tony, &friends, &work).await?;
/// list.rename_group(&client, &work, "Office").await?;
///
/// for group in list.groups() {
///     let names: Vec<&str> = list.members(group).map(|contact| contact.label()).collect();
///     println!("{}: {}", group.name(), names.join(", "));
/// }
///
/// let newer = ImList::load(&client).await?;
/// for change in list.diff(&newer) {
///     println!("{change}"); // What others have done in the meantime: here, nothing.
/// #   return Err(change.to_string().into());
/// }
/// # Ok(())
/// # }
/// ```
///
/// Without async, all is the same but for `.await`:
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let simulator = ews_im_simulator::Simulator::start_blocking()?;
/// # let client = ews_im::blocking::Client::builder(simulator.url()).build()?;
/// use ews_im::ImList;
/// use ews_im::im_list::GroupKind;
///
/// let mut list = ImList::load(&client)?;
/// let favorites = list.group_of_kind(&GroupKind::Favorites).and_then(|group| group.id()).cloned();
/// let favorites = favorites.ok_or("no group of favorites")?;
/// let tony = list.add_contact(&client, &favorites, "tsmith@contoso.com", "Tony Smith")?;
/// match list.rename_group(&client, &favorites, "Best friends") {
///     Ok(()) => println!("renamed"),
///     Err(error) if error.is_not_found() => println!("no group that can be renamed: {error}"),
///     Err(error) => println!("{error}"),
/// }
/// list.remove_contact(&client, &tony)?;
/// assert!(list.contact_at("sip:TSmith@contoso.com").is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct ImList {
    contacts: Vec<Contact>,
    groups: Vec<Group>,
    /// The places of contacts by their keys.
    places: HashMap<ContactId, usize>,
    warnings: Vec<Warning>,
    /// The extended properties that were asked for, so that later requests ask for them too.
    properties: Option<NonEmptyArrayOfExtendedFieldUris>,
}

impl ImList {
    /// The list of a response; an empty one if it has none. Personas are cloned: where the response is of no further use,
    /// make the list `from` its [`ImItemList`].
    pub fn from_response(response: &GetImItemListResponse) -> Self {
        response.im_item_list.clone().map(Self::from).unwrap_or_default()
    }

    fn of(contacts: Vec<Contact>, groups: Vec<Group>) -> Self {
        let mut list = Self { contacts, groups, ..Self::default() };
        list.find_places();
        list
    }

    /// All contacts.
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// All groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The contact with a key, be it its first one or another.
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.places.get(id).and_then(|place| self.contacts.get(*place))
    }

    /// The first contact that has an address for instant messages: with or without `sip:`, in any letter case.
    pub fn contact_at(&self, im_address: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.has_im_address(im_address))
    }

    /// The contacts with a display name, which may be several.
    pub fn contacts_named(&self, display_name: &str) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(move |contact| contact.display_name() == Some(display_name))
    }

    /// The group with an identifier.
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id() == Some(id))
    }

    /// The group with a display name, which servers give once.
    pub fn group_named(&self, display_name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name() == display_name)
    }

    /// The first group of a kind: of the default groups, there is one each.
    pub fn group_of_kind(&self, kind: &GroupKind) -> Option<&Group> {
        self.groups.iter().find(|group| group.kind() == *kind)
    }

    /// The contacts in a group, each once.
    pub fn members(&self, group: &Group) -> impl Iterator<Item = &Contact> {
        let mut seen = HashSet::new();
        let places = group.members().iter().filter_map(|key| self.places.get(key));
        places.filter(move |place| seen.insert(**place)).filter_map(|place| self.contacts.get(*place))
    }

    /// The members of a group that are no contacts of this list: keys that the server tells of no persona.
    pub fn unknown_members<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = &'a ContactId> {
        group.members().iter().filter(|key| !self.places.contains_key(*key))
    }

    /// The groups that a contact is in.
    pub fn groups_of(&self, contact: &Contact) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| group.has_any(contact.keys()))
    }

    /// What the server had to say about the last thing that was done, loading or an edit, although it did it.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Finds the places of the keys; of a key that two personas claim, the first one's.
    fn find_places(&mut self) {
        self.places.clear();
        for (place, contact) in self.contacts.iter().enumerate() {
            for key in contact.keys() {
                self.places.entry(key.clone()).or_insert(place);
            }
        }
    }
}

impl From<ImItemList> for ImList {
    fn from(list: ImItemList) -> Self {
        let mut builder = ImListBuilder::new();
        builder.extend(list.personas.map(|personas| personas.persona).unwrap_or_default());
        builder.extend(list.groups.map(|groups| groups.im_group).unwrap_or_default());
        builder.build()
    }
}

/// Lists are equal if they have equal contacts and groups in one order. Warnings have no part in it.
impl PartialEq for ImList {
    fn eq(&self, other: &Self) -> bool {
        self.contacts == other.contacts && self.groups == other.groups
    }
}
