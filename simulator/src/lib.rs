//! A stand-in for the instant-messaging operations of Exchange Web Services over HTTP, to test clients against.

#![forbid(unsafe_code)]

mod directory;
mod mailbox;
#[cfg(feature = "ntlm")]
pub mod ntlm;
// Until the HTTP side uses it.
#[allow(dead_code)]
mod service;

pub use directory::{
    ContactKind, ContactSeed, Directory, DirectoryError, DistributionList, GroupSeed, MailboxSeed, Person, PhoneKind,
};
pub use mailbox::{ContactState, GroupKind, GroupState};
