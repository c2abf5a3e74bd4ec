//! A mailbox as it is when the server starts.

use ews_im::types::ExtendedProperty;

use super::ContactSeed;

/// A mailbox: how it can be called, who may open it, and what is in it. The three default groups are always in it.
#[derive(Debug, Clone)]
pub struct MailboxSeed {
    pub(crate) smtp_addresses: Vec<String>,
    pub(crate) principal_name: Option<String>,
    pub(crate) sid: Option<String>,
    pub(crate) guid: Option<String>,
    pub(crate) may_impersonate: Impersonates,
    pub(crate) groups: Vec<GroupSeed>,
    pub(crate) contacts: Vec<ContactSeed>,
    pub(crate) migration_completed: bool,
}

/// For whom the user of a mailbox may act: the scope of the management role `ApplicationImpersonation`.
#[derive(Debug, Clone, Default)]
pub(crate) enum Impersonates {
    /// For nobody.
    #[default]
    Nobody,
    /// For users with these primary SMTP addresses.
    These(Vec<String>),
    /// For all users of the organisation.
    Everybody,
}

impl MailboxSeed {
    /// The mailbox with a primary SMTP address, which is the user principal name too unless told otherwise.
    pub fn new(primary_smtp_address: impl Into<String>) -> Self {
        Self {
            smtp_addresses: vec![primary_smtp_address.into()],
            principal_name: None,
            sid: None,
            guid: None,
            may_impersonate: Impersonates::Nobody,
            groups: Vec::new(),
            contacts: Vec::new(),
            migration_completed: false,
        }
    }

    /// Adds a further SMTP address.
    pub fn smtp_address(mut self, address: impl Into<String>) -> Self {
        self.smtp_addresses.push(address.into());
        self
    }

    /// The user principal name of the user.
    pub fn principal_name(mut self, name: impl Into<String>) -> Self {
        self.principal_name = Some(name.into());
        self
    }

    /// The security identifier of the user, such as `S-1-5-21-3642464542-282065186-3871681729-1155`.
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// The GUID of the mailbox, which stands in all its identifiers; one that counts the mailboxes unless told.
    pub fn guid(mut self, guid: impl Into<String>) -> Self {
        self.guid = Some(guid.into());
        self
    }

    /// Lets the user of this mailbox act for the user with a primary SMTP address.
    pub fn may_impersonate(mut self, primary_smtp_address: impl Into<String>) -> Self {
        match &mut self.may_impersonate {
            Impersonates::Everybody => {}
            Impersonates::These(users) => users.push(primary_smtp_address.into()),
            Impersonates::Nobody => self.may_impersonate = Impersonates::These(vec![primary_smtp_address.into()]),
        }
        self
    }

    /// Lets the user of this mailbox act for all others.
    pub fn may_impersonate_everybody(mut self) -> Self {
        self.may_impersonate = Impersonates::Everybody;
        self
    }

    /// Adds a group: a display name, or a [`GroupSeed`].
    pub fn group(mut self, group: impl Into<GroupSeed>) -> Self {
        self.groups.push(group.into());
        self
    }

    /// Adds a contact.
    pub fn contact(mut self, contact: ContactSeed) -> Self {
        self.contacts.push(contact);
        self
    }

    /// Whether the contact list has been moved here from another server: see `SetImListMigrationCompleted`.
    pub fn migration_completed(mut self, completed: bool) -> Self {
        self.migration_completed = completed;
        self
    }
}

/// A group of contacts, or a distribution group.
#[derive(Debug, Clone)]
pub struct GroupSeed {
    pub(crate) display_name: String,
    pub(crate) smtp_address: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) extended_properties: Vec<ExtendedProperty>,
}

impl GroupSeed {
    /// A group that the user made, of type `IPM.DistList.MOC.UserGroup`. A default group's name stands for that group.
    pub fn new(display_name: impl Into<String>) -> Self {
        Self { display_name: display_name.into(), smtp_address: None, id: None, extended_properties: Vec::new() }
    }

    /// A distribution group, of type `IPM.DistList.MOC.DG`.
    pub fn distribution(smtp_address: impl Into<String>, display_name: impl Into<String>) -> Self {
        Self { smtp_address: Some(smtp_address.into()), ..Self::new(display_name) }
    }

    /// Its `ExchangeStoreId`: letters, digits, `+`, `/` and `=`; one that the server makes unless told.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Adds an extended property, which requests can ask for.
    pub fn extended_property(mut self, property: ExtendedProperty) -> Self {
        self.extended_properties.push(property);
        self
    }
}

impl<T: Into<String>> From<T> for GroupSeed {
    fn from(display_name: T) -> Self {
        Self::new(display_name)
    }
}
