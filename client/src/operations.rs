//! The thirteen operations: what each does, how it fails, whether it may be called twice, and an example. The request of an
//! operation has its name: [`AddImGroup`](crate::types::AddImGroup) is the request of [`AddImGroup`].
//!
//! All of them can fail as any call can, see [`Error`](crate::Error): because the server is busy, the caller not known, or
//! the mailbox not the caller's. What stands on their pages are the errors that are theirs.
//!
//! | operation | may be called twice |
//! |---|---|
//! | [`AddDistributionGroupToImList`] | no: each call may add a group |
//! | [`AddImContactToGroup`] | yes: a contact is in a group once |
//! | [`AddImGroup`] | no: the second call reports that the name is taken |
//! | [`AddNewImContactToGroup`] | no: each call may make a contact |
//! | [`AddNewTelUriContactToGroup`] | no: each call may make a contact |
//! | [`GetImItemList`] | yes: it changes nothing |
//! | [`GetImItems`] | yes: it changes nothing |
//! | [`RemoveContactFromImList`] | no: the second call reports that there is no such contact |
//! | [`RemoveDistributionGroupFromImList`] | no: the second call reports that there is no such group |
//! | [`RemoveImContactFromGroup`] | no: the second call reports that the contact is not in the group |
//! | [`RemoveImGroup`] | no: the second call reports that there is no such group |
//! | [`SetImGroup`] | yes: a group may be given the name that it has |
//! | [`SetImListMigrationCompleted`] | yes: it sets a flag |
//!
//! Calls that may be made twice are made again after passing errors, where a [`RetryPolicy`](crate::RetryPolicy) says so.

/// Puts a distribution group of the organisation on the contact list.
///
/// # Errors
///
/// - `ErrorInvalidImDistributionGroupSmtpAddress`: no distribution group has the address
/// - `ErrorImGroupLimitReached`: the mailbox has 64 groups already; distribution groups count
///
/// # May it be called twice?
///
/// No: each call may add a group.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// use ews_im::types::AddDistributionGroupToImList;
///
/// let request = AddDistributionGroupToImList::new("sales@contoso.com", "Sales")?;
/// let group = client.call(&request).await?.im_group.ok_or("the response has no group")?;
/// assert_eq!(&*group.group_type, "IPM.DistList.MOC.DG");
///
/// let unknown = AddDistributionGroupToImList::new("nobody@contoso.com", "Nobody")?;
/// assert!(client.call(&unknown).await.is_err_and(|error| error.is_not_found()));
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::AddDistributionGroupToImList;

/// Adds a contact that is on the list to a further group.
///
/// # Errors
///
/// - `ErrorInvalidImContactId`: the contact is no instant-messaging contact
/// - `ErrorInvalidImGroupId`: there is no such group
///
/// # May it be called twice?
///
/// Yes: a contact is in a group once.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// # let personas = list.personas.ok_or("no personas")?.persona;
/// # let attributions = personas[0].attributions.clone().ok_or("no attributions")?.attribution;
/// # let key = |it: &&ews_im::types::PersonaAttribution| it.is_quick_contact == Some(true) && it.is_hidden != Some(true);
/// # let tony = attributions.iter().find(key).ok_or("no key")?.source_id.clone();
/// use ews_im::types::{AddImContactToGroup, AddImGroup};
///
/// let work = client.call(&AddImGroup::new("Work")?).await?.im_group.ok_or("the response has no group")?;
/// let request = AddImContactToGroup { group_id: work.exchange_store_id, ..AddImContactToGroup::new(tony) };
/// client.call(&request).await?;
/// client.call(&request).await?; // no error, and no second member
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::AddImContactToGroup;

/// Makes a group.
///
/// # Errors
///
/// - `ErrorImGroupDisplayNameAlreadyExists`: another group has the name
/// - `ErrorImGroupLimitReached`: the mailbox has 64 groups already
///
/// # May it be called twice?
///
/// No: the second call reports that the name is taken.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// use ews_im::types::{AddImGroup, ResponseCode};
///
/// let response = client.call(&AddImGroup::new("Family")?).await?;
/// let group = response.im_group.ok_or("the response has no group")?;
/// println!("{} is {:?}", group.display_name, group.exchange_store_id);
///
/// let error = client.call(&AddImGroup::new("Family")?).await.unwrap_err();
/// assert_eq!(error.response_code(), Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists));
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::AddImGroup;

/// Makes a contact of an instant-messaging address, and adds it to a group.
///
/// # Errors
///
/// - `ErrorImContactLimitReached`: the mailbox has 1000 contacts already
/// - `ErrorNonExistentMailbox`: the group is one of another mailbox, whose GUID is in the details
/// - `ErrorInvalidImGroupId`: there is no such group
///
/// # May it be called twice?
///
/// No: each call may make a contact.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// use ews_im::types::AddNewImContactToGroup;
///
/// let request = AddNewImContactToGroup {
///     display_name: Some("Sadie Daniels".try_into()?),
///     group_id: Some(friends),
///     ..AddNewImContactToGroup::new("sadie@contoso.com")?
/// };
/// let persona = client.call(&request).await?.persona.ok_or("the response has no persona")?;
/// assert_eq!(persona.display_name.as_deref(), Some("Sadie Daniels"));
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::AddNewImContactToGroup;

/// Makes a contact of a telephone number, and adds it to a group.
///
/// # Errors
///
/// - `ErrorItemNotFound`: there is no such group
/// - `ErrorImContactLimitReached`: the mailbox has 1000 contacts already
///
/// # May it be called twice?
///
/// No: each call may make a contact.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// use ews_im::types::AddNewTelUriContactToGroup;
///
/// let request = AddNewTelUriContactToGroup {
///     group_id: Some(friends),
///     ..AddNewTelUriContactToGroup::new("tel:+14255550100", "sip:john@contoso.com", "+1 425 555 0100")?
/// };
/// assert!(client.call(&request).await?.persona.is_some());
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::AddNewTelUriContactToGroup;

/// Reads the whole list: all groups, and the personas of all contacts.
///
/// # Errors
///
/// - `ErrorIncorrectSchemaVersion`: a fault: the version asked for is older than Exchange2013
///
/// # May it be called twice?
///
/// Yes: it changes nothing.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// use ews_im::types::GetImItemList;
///
/// let list = client.call(&GetImItemList::default()).await?.im_item_list.ok_or("the response has no list")?;
/// for group in list.groups.unwrap_or_default().im_group {
///     let members = group.member_correlation_key.map_or(0, |keys| keys.item_id.len());
///     println!("{}: {members}", group.display_name);
/// }
/// let personas = list.personas.unwrap_or_default().persona;
/// assert_eq!(personas[0].display_name.as_deref(), Some("Tony Smith"));
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::GetImItemList;

/// Reads some groups and contacts.
///
/// # Errors
///
/// None of its own: identifiers are not checked.
///
/// # May it be called twice?
///
/// Yes: it changes nothing.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// use ews_im::types::{GetImItems, ItemId, NonEmptyArrayOfBaseItemIds, NonEmptyArrayOfBaseItemIdsItem};
///
/// // The server does not check identifiers: what is not there is not in the answer.
/// let ids = [friends, ItemId::new("of-nothing")].map(NonEmptyArrayOfBaseItemIdsItem::ItemId);
/// let group_ids = Some(NonEmptyArrayOfBaseItemIds { items: ids.to_vec() });
/// let request = GetImItems { group_ids, ..GetImItems::default() };
/// let list = client.call(&request).await?.im_item_list.ok_or("the response has no list")?;
/// assert_eq!(list.groups.map(|groups| groups.im_group.len()), Some(1));
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::GetImItems;

/// Removes a contact from the list and all its groups.
///
/// # Errors
///
/// - `ErrorItemNotFound`: the contact is not on the list
///
/// # May it be called twice?
///
/// No: the second call reports that there is no such contact.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// # let personas = list.personas.ok_or("no personas")?.persona;
/// # let attributions = personas[0].attributions.clone().ok_or("no attributions")?.attribution;
/// # let key = |it: &&ews_im::types::PersonaAttribution| it.is_quick_contact == Some(true) && it.is_hidden != Some(true);
/// # let tony = attributions.iter().find(key).ok_or("no key")?.source_id.clone();
/// use ews_im::types::RemoveContactFromImList;
///
/// let request = RemoveContactFromImList::new(tony);
/// client.call(&request).await?;
/// assert!(client.call(&request).await.is_err_and(|error| error.is_not_found()));
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::RemoveContactFromImList;

/// Takes a distribution group off the list.
///
/// # Errors
///
/// - `ErrorItemNotFound`: the group is not on the list
///
/// # May it be called twice?
///
/// No: the second call reports that there is no such group.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// use ews_im::types::{AddDistributionGroupToImList, RemoveDistributionGroupFromImList};
///
/// let request = AddDistributionGroupToImList::new("sales@contoso.com", "Sales")?;
/// let group = client.call(&request).await?.im_group.ok_or("the response has no group")?;
/// let id = group.exchange_store_id.ok_or("the group has no id")?;
/// client.call(&RemoveDistributionGroupFromImList::new(id)).await?;
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::RemoveDistributionGroupFromImList;

/// Removes a contact from a group; out of its last group it is removed from the list.
///
/// # Errors
///
/// - `ErrorInvalidImContactId`: the contact is not in the group
/// - `ErrorInvalidImGroupId`: there is no such group
///
/// # May it be called twice?
///
/// No: the second call reports that the contact is not in the group.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// # let personas = list.personas.ok_or("no personas")?.persona;
/// # let attributions = personas[0].attributions.clone().ok_or("no attributions")?.attribution;
/// # let key = |it: &&ews_im::types::PersonaAttribution| it.is_quick_contact == Some(true) && it.is_hidden != Some(true);
/// # let tony = attributions.iter().find(key).ok_or("no key")?.source_id.clone();
/// use ews_im::types::{GetImItemList, RemoveImContactFromGroup};
///
/// client.call(&RemoveImContactFromGroup::new(tony, friends)).await?;
/// let list = client.call(&GetImItemList::default()).await?.im_item_list.ok_or("the response has no list")?;
/// assert!(list.personas.unwrap_or_default().persona.is_empty());
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::RemoveImContactFromGroup;

/// Removes a group. Contacts that were in no other group are then among the other contacts.
///
/// # Errors
///
/// - `ErrorInvalidImGroupId`: there is no such group
/// - `ErrorInvalidIdMalformed`: the identifier is none that the server could have given out
///
/// # May it be called twice?
///
/// No: the second call reports that there is no such group.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// use ews_im::types::RemoveImGroup;
///
/// let request = RemoveImGroup::new(friends);
/// client.call(&request).await?;
/// assert!(client.call(&request).await.is_err_and(|error| error.is_not_found()));
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::RemoveImGroup;

/// Gives a group another name.
///
/// # Errors
///
/// - `ErrorImGroupDisplayNameAlreadyExists`: another group has the name
/// - `ErrorInvalidImGroupId`: there is no such group
///
/// # May it be called twice?
///
/// Yes: a group may be given the name that it has.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// # let list = client.call(&ews_im::types::GetImItemList::default()).await?.im_item_list.ok_or("no list")?;
/// # let groups = list.groups.ok_or("no groups")?.im_group;
/// # let friends = groups.iter().find(|group| &*group.display_name == "Friends").ok_or("no friends")?;
/// # let friends = friends.exchange_store_id.clone().ok_or("no id")?;
/// use ews_im::types::SetImGroup;
///
/// client.call(&SetImGroup::new(friends, "Old friends")?).await?;
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::SetImGroup;

/// Notes whether the contact list has been moved into the mailbox.
///
/// # Errors
///
/// None of its own.
///
/// # May it be called twice?
///
/// Yes: it sets a flag.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use ews_im_simulator::{Directory, MailboxSeed, Simulator, ContactSeed};
/// # let mailbox = MailboxSeed::new("alisa@contoso.com")
/// #     .group("Friends")
/// #     .contact(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Friends"));
/// # let directory = Directory::new().mailbox(mailbox).distribution_list("sales@contoso.com", "Sales");
/// # let simulator = Simulator::builder().directory(directory).start().await?;
/// # let client = ews_im::Client::builder(simulator.url()).build()?;
/// use ews_im::types::SetImListMigrationCompleted;
///
/// client.call(&SetImListMigrationCompleted::new(true)).await?;
/// # Ok(())
/// # }
/// ```
///
/// # As the service describes it
///
pub use ews_im_types::operations::SetImListMigrationCompleted;
