//! What a stand-in server knows when it starts: mailboxes, persons and distribution lists of an organisation.

mod contact;
mod mailbox;
mod person;

use std::fmt;

use ews_im::types::ServerVersionInfo;
use xsd_runtime::datatypes::DateTime;

pub use contact::{ContactKind, ContactSeed, PhoneKind};
pub(crate) use mailbox::Impersonates;
pub use mailbox::{GroupSeed, MailboxSeed};
pub use person::{DistributionList, Person};

/// What the server knows when it starts, and its limits.
///
/// ```
/// use ews_im_simulator::{ContactSeed, Directory, MailboxSeed, Person};
///
/// let directory = Directory::new()
///     .person(Person::new("Tony Smith", "tsmith@contoso.com"))
///     .distribution_list("sales@contoso.com", "Sales")
///     .mailbox(
///         MailboxSeed::new("alisa@contoso.com")
///             .group("Friends")
///             .contact(ContactSeed::im("tsmith@contoso.com").in_group("Friends")),
///     );
/// ```
#[derive(Debug, Clone)]
pub struct Directory {
    pub(crate) mailboxes: Vec<MailboxSeed>,
    pub(crate) persons: Vec<Person>,
    pub(crate) distribution_lists: Vec<DistributionList>,
    pub(crate) server_version: ServerVersionInfo,
    pub(crate) max_groups: usize,
    pub(crate) max_contacts: usize,
    pub(crate) created: Option<DateTime>,
}

impl Default for Directory {
    fn default() -> Self {
        Self::new()
    }
}

impl Directory {
    /// An organisation without anybody in it, with the limits and the version of Exchange Server Subscription Edition.
    pub fn new() -> Self {
        Self {
            mailboxes: Vec::new(),
            persons: Vec::new(),
            distribution_lists: Vec::new(),
            server_version: ServerVersionInfo {
                major_version: Some(15),
                minor_version: Some(2),
                major_build_number: Some(2562),
                minor_build_number: Some(17),
                version: Some("V2017_07_11".to_owned()),
            },
            max_groups: 64,
            max_contacts: 1000,
            created: None,
        }
    }

    /// Adds a mailbox. Who is authenticated as its user works with it; others do by `ExchangeImpersonation`.
    pub fn mailbox(mut self, mailbox: MailboxSeed) -> Self {
        self.mailboxes.push(mailbox);
        self
    }

    /// Adds a person, whom contacts can be about. Users of mailboxes are not persons unless they are added as such.
    pub fn person(mut self, person: Person) -> Self {
        self.persons.push(person);
        self
    }

    /// Adds a distribution list, which `AddDistributionGroupToImList` finds by its SMTP address.
    pub fn distribution_list(mut self, smtp_address: impl Into<String>, display_name: impl Into<String>) -> Self {
        let (smtp_address, display_name) = (smtp_address.into(), display_name.into());
        self.distribution_lists.push(DistributionList { smtp_address, display_name });
        self
    }

    /// What the header of each response says of the server.
    pub fn server_version(mut self, version: ServerVersionInfo) -> Self {
        self.server_version = version;
        self
    }

    /// How many groups a mailbox may have, distribution groups among them but not the three default groups; 64 unless
    /// told. One more is `ErrorImGroupLimitReached`. What is seeded may go beyond.
    pub fn max_groups(mut self, groups: usize) -> Self {
        self.max_groups = groups;
        self
    }

    /// How many instant-messaging contacts a mailbox may have; 1000 unless told. One more is
    /// `ErrorImContactLimitReached`. What is seeded may go beyond.
    pub fn max_contacts(mut self, contacts: usize) -> Self {
        self.max_contacts = contacts;
        self
    }

    /// The `CreationTime` of all personas, so that answers do not differ from run to run; the machine's clock unless told.
    pub fn created(mut self, time: DateTime) -> Self {
        self.created = Some(time);
        self
    }
}

/// Why a [`Directory`] makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DirectoryError {
    /// Two mailboxes share an address, a user principal name, a SID or a GUID.
    SharedName(String),
    /// A GUID is not of the form `8-4-4-4-12`.
    Guid(String),
    /// Two groups of a mailbox have one display name.
    SharedGroup {
        /// The mailbox.
        mailbox: String,
        /// The name.
        display_name: String,
    },
    /// A contact is to be in a group that its mailbox does not have.
    UnknownGroup {
        /// The mailbox.
        mailbox: String,
        /// The name of the group.
        display_name: String,
    },
    /// An identifier that was given is used twice in a mailbox, or is none (see [`GroupSeed::id`]).
    Id {
        /// The mailbox.
        mailbox: String,
        /// The identifier.
        id: String,
    },
    /// A text is empty or holds a character that XML cannot represent.
    Text {
        /// Where: a mailbox, or what else it belongs to.
        of: String,
        /// The text.
        text: String,
    },
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SharedName(name) => write!(f, "two mailboxes are called {name:?}; give each names of its own"),
            Self::Guid(guid) => write!(f, "{guid:?} is no guid; write one as 8-4-4-4-12 hexadecimal digits"),
            Self::SharedGroup { mailbox, display_name } => {
                write!(f, "mailbox {mailbox} has two groups called {display_name:?}; leave one out")
            }
            Self::UnknownGroup { mailbox, display_name } => {
                write!(f, "mailbox {mailbox} has no group {display_name:?} for a contact; add the group too")
            }
            Self::Id { mailbox, id } => {
                write!(f, "identifier {id:?} in mailbox {mailbox} is used twice or has characters of no identifier")
            }
            Self::Text { of, text } => {
                write!(f, "text {text:?} of {of} is empty or has a character that xml cannot represent")
            }
        }
    }
}

impl std::error::Error for DirectoryError {}
