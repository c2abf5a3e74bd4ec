//! What goes wrong with edits.

use std::fmt;
use std::time::Duration;

use ews_im_types::ResponseCode;

use super::{ContactId, GroupId, GroupKind};
use crate::Error;

/// Why a list could not be loaded, or an edit not be carried out. [`Call`](Self::Call), [`Halfway`](Self::Halfway) and
/// [`Unidentified`](Self::Unidentified) come from the server; all others before anything is sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum ListError {
    /// A call failed, and the list is as it was. Where no answer came, the server may have carried the call out all the
    /// same: load the list again.
    Call(Error),
    /// An edit takes several calls, and one of them failed after others had succeeded. The list has what was done.
    Halfway {
        /// What is true now, for people.
        state: String,
        /// Why the call failed.
        error: Error,
    },
    /// The server reports success, but leaves out what the list needs. Load the list again.
    Unidentified {
        /// The operation, such as `AddImGroup`.
        operation: &'static str,
        /// What its response lacks, such as `ExchangeStoreId`.
        missing: &'static str,
    },
    /// The list has no such group.
    UnknownGroup(GroupId),
    /// The list has no such contact.
    UnknownContact(ContactId),
    /// The contact is not in the group.
    NotInGroup {
        /// The contact.
        contact: ContactId,
        /// The group.
        group: GroupId,
    },
    /// Contacts cannot be moved into groups of this kind: out of their last other group, they would be deleted.
    DoesNotKeepContacts(GroupKind),
    /// A text that must not be empty is empty.
    Empty {
        /// What it is, such as `display name`.
        what: &'static str,
    },
    /// The address is a telephone number, which takes a SIP address too:
    /// [`add_phone_contact`](super::ImList::add_phone_contact).
    TelephoneNumber(String),
}

impl ListError {
    /// The error of the call that failed, if one has.
    pub fn call_error(&self) -> Option<&Error> {
        match self {
            Self::Call(error) | Self::Halfway { error, .. } => Some(error),
            _ => None,
        }
    }

    /// Whether the same edit may well succeed later; see [`Error::is_transient`].
    pub fn is_transient(&self) -> bool {
        self.call_error().is_some_and(Error::is_transient)
    }

    /// How long the server asks to wait; see [`Error::retry_after`].
    pub fn retry_after(&self) -> Option<Duration> {
        self.call_error()?.retry_after()
    }

    /// Whether the caller is not known to the server; see [`Error::is_authentication`].
    pub fn is_authentication(&self) -> bool {
        self.call_error().is_some_and(Error::is_authentication)
    }

    /// Whether a group or contact is not there, be it on the server (see [`Error::is_not_found`]) or in the list.
    pub fn is_not_found(&self) -> bool {
        match self {
            Self::UnknownGroup(_) | Self::UnknownContact(_) | Self::NotInGroup { .. } => true,
            _ => self.call_error().is_some_and(Error::is_not_found),
        }
    }

    /// Exchange's name for the problem; see [`Error::response_code`].
    pub fn response_code(&self) -> Option<ResponseCode> {
        self.call_error()?.response_code()
    }
}

impl From<Error> for ListError {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Halfway { state, error } => write!(f, "only half done, {state}: {error}"),
            Self::Unidentified { operation, missing } => {
                write!(
                    f,
                    "the server reports success, but its answer to {operation} has no {missing}; load the list again"
                )
            }
            Self::UnknownGroup(id) => {
                write!(f, "the list has no group with the id `{id}`; load it again if it may be old")
            }
            Self::UnknownContact(id) => {
                write!(f, "the list has no contact with the key `{id}`; load it again if it may be old")
            }
            Self::NotInGroup { contact, group } => {
                write!(f, "the contact with the key `{contact}` is not in the group with the id `{group}`")
            }
            Self::DoesNotKeepContacts(kind) => {
                write!(
                    f,
                    "contacts cannot be moved into a group of the kind {kind}, which does not keep them on the list"
                )
            }
            Self::Empty { what } => write!(f, "the {what} is empty; give one"),
            Self::TelephoneNumber(address) => {
                write!(f, "`{address}` is a telephone number; add it as a phone contact, with a SIP address")
            }
        }
    }
}

impl std::error::Error for ListError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` has told the error itself.
            Self::Call(error) | Self::Halfway { error, .. } => error.source(),
            _ => None,
        }
    }
}
