//! A mailbox: its groups, contacts and personas, and what the operations do to them.

mod contacts;
mod groups;
pub(crate) mod ids;
mod inspect;
mod persona;
pub(crate) mod persons;
mod properties;
mod refusal;
pub(crate) mod seed;

use std::collections::{BTreeMap, HashMap};

use ews_im::types::{ExtendedProperty, NonEmptyString};
use xsd_runtime::datatypes::DateTime;

use crate::directory::{ContactKind, PhoneKind};
use ids::Ids;
use persons::Persons;

pub use groups::GroupKind;
pub use inspect::{ContactState, GroupState};
pub(crate) use properties::Requested;
pub(crate) use refusal::Refusal;

pub(crate) type Result<T, E = Refusal> = std::result::Result<T, E>;

/// A mailbox. Its methods are the operations; the caller sees to it that one runs at a time.
#[derive(Debug)]
pub(crate) struct Mailbox {
    ids: Ids,
    limits: Limits,
    groups: Vec<Group>,
    contacts: BTreeMap<u64, Contact>,
    /// The numbers of contacts by their identifiers.
    contact_ids: HashMap<String, u64>,
    persons: Persons,
    migration_completed: bool,
    /// The creation time of everything, if it is not to be that of the machine's clock.
    clock: Option<DateTime>,
}

/// How much a mailbox takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Groups, without the three default groups.
    pub(crate) groups: usize,
    /// Instant-messaging contacts.
    pub(crate) contacts: usize,
}

/// A group.
#[derive(Debug)]
struct Group {
    id: String,
    kind: GroupKind,
    group_type: NonEmptyString,
    display_name: NonEmptyString,
    smtp_address: Option<String>,
    /// The contacts in it, in the order in which they came.
    members: Vec<u64>,
    extended_properties: Vec<ExtendedProperty>,
    /// The number of its state, which its change key tells.
    change: u64,
}

/// A contact, of the contact list or the address book.
#[derive(Debug)]
struct Contact {
    id: String,
    kind: ContactKind,
    im_address: Option<String>,
    tel_uri: Option<String>,
    /// Empty for a contact that is known by its number alone.
    display_name: String,
    given_name: Option<String>,
    surname: Option<String>,
    email_addresses: Vec<NonEmptyString>,
    phone_numbers: Vec<(PhoneKind, String)>,
    hidden: bool,
    extended_properties: Vec<ExtendedProperty>,
    created: Option<DateTime>,
    /// The number of the person that it is about.
    person: u64,
    change: u64,
}

impl Contact {
    /// Whether it is one of the contact list.
    fn is_im(&self) -> bool {
        self.kind != ContactKind::Outlook
    }
}

impl Mailbox {
    /// Says whether the contact list has been moved here.
    pub(crate) fn set_migration_completed(&mut self, completed: bool) {
        self.migration_completed = completed;
    }

    /// Whether the contact list has been moved here.
    pub(crate) fn is_migration_completed(&self) -> bool {
        self.migration_completed
    }

    /// The time at which something is created now.
    fn now(&self) -> Option<DateTime> {
        self.clock.or_else(|| {
            let elapsed = std::time::UNIX_EPOCH.elapsed().ok()?;
            let seconds = i64::try_from(elapsed.as_secs()).ok()?;
            DateTime::from_unix(seconds, 0, xsd_runtime::datatypes::ZoneOffset::UTC).ok()
        })
    }
}
