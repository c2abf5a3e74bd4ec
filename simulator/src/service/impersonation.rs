//! Whose mailbox a request works with.

use std::sync::Mutex;

use ews_im::RequestHeaders;
use ews_im::types::{ConnectingSid, ResponseCode};

use super::faults::Fault;
use super::{Service, User, refuse};
use crate::directory::{DirectoryError, Impersonates, MailboxSeed};
use crate::mailbox::Mailbox;
use crate::mailbox::seed::text;

impl Service {
    /// The user that a request is carried out for: the one who sent it, or the one named in `ExchangeImpersonation`.
    pub(super) fn user(&self, account: &str, headers: &RequestHeaders) -> Result<&User, Fault> {
        let Some(header) = &headers.impersonation else {
            return self.user_with_address(account).ok_or_else(no_mailbox);
        };
        let named = self.named(&header.connecting_sid);
        let may = |user: Option<&User>| self.user_with_address(account).is_some_and(|caller| caller.may_act_for(user));
        // Acting for oneself takes no right.
        let is_self = |user: &User| user.names().any(|name| name.eq_ignore_ascii_case(account));
        match named {
            Ok(user) if is_self(user) || may(Some(user)) => Ok(user),
            // Who may not impersonate is not told who is there.
            Err(fault) if may(None) => Err(fault),
            _ => Err(refuse(
                ResponseCode::ErrorImpersonateUserDenied,
                "The account does not have permission to impersonate the requested user.",
            )),
        }
    }

    /// The user whose mailbox has an SMTP address, the primary one or another.
    pub(super) fn user_with_address(&self, address: &str) -> Option<&User> {
        let has_it = |user: &&User| user.smtp_addresses.iter().any(|other| other.eq_ignore_ascii_case(address));
        self.users.iter().find(has_it)
    }

    fn named(&self, connecting_sid: &ConnectingSid) -> Result<&User, Fault> {
        match connecting_sid {
            ConnectingSid::PrincipalName(name) => {
                let has_it = |user: &&User| user.principal_name.eq_ignore_ascii_case(name);
                self.users.iter().find(has_it).ok_or_else(no_principal_name)
            }
            ConnectingSid::Sid(sid) => {
                let has_it = |user: &&User| user.sid.as_ref().is_some_and(|other| other.eq_ignore_ascii_case(sid));
                self.users.iter().find(has_it).ok_or_else(no_sid)
            }
            ConnectingSid::PrimarySmtpAddress(address) => {
                let user = self.user_with_address(address).ok_or_else(no_mailbox)?;
                let primary = user.primary_smtp_address();
                if primary.eq_ignore_ascii_case(address) { Ok(user) } else { Err(not_primary(primary)) }
            }
            ConnectingSid::SmtpAddress(address) => self.user_with_address(address).ok_or_else(no_mailbox),
        }
    }
}

impl User {
    pub(super) fn new(seed: &MailboxSeed, mailbox: Mailbox) -> Self {
        let primary = seed.smtp_addresses.first().cloned().unwrap_or_default();
        Self {
            smtp_addresses: seed.smtp_addresses.clone(),
            principal_name: seed.principal_name.clone().unwrap_or(primary),
            sid: seed.sid.clone(),
            impersonates: seed.may_impersonate.clone(),
            mailbox: Mutex::new(mailbox),
        }
    }

    pub(super) fn primary_smtp_address(&self) -> &str {
        self.smtp_addresses.first().map_or("", String::as_str)
    }

    /// Everything that the user can be called by.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.smtp_addresses.iter().chain([&self.principal_name]).chain(&self.sid).map(String::as_str)
    }

    /// Whether the user may act for another one, or for one that is not there.
    fn may_act_for(&self, other: Option<&User>) -> bool {
        match (&self.impersonates, other) {
            (Impersonates::Everybody, _) => true,
            (Impersonates::These(users), Some(other)) => {
                users.iter().any(|user| user.eq_ignore_ascii_case(other.primary_smtp_address()))
            }
            (Impersonates::These(_) | Impersonates::Nobody, _) => false,
        }
    }
}

/// Whether the names of a mailbox are names, and none of them is one of another's.
pub(super) fn check_names(user: &User, others: &[User]) -> Result<(), DirectoryError> {
    for name in user.names() {
        text("a mailbox", name)?;
        let has_it = |other: &User| other.names().any(|other| other.eq_ignore_ascii_case(name));
        if others.iter().any(has_it) {
            return Err(DirectoryError::SharedName(name.to_owned()));
        }
    }
    Ok(())
}

fn no_mailbox() -> Fault {
    refuse(ResponseCode::ErrorNonExistentMailbox, "The SMTP address has no mailbox associated with it.")
}

fn no_principal_name() -> Fault {
    refuse(ResponseCode::ErrorInvalidUserPrincipalName, "The impersonation principal name is invalid.")
}

fn no_sid() -> Fault {
    let text = "The user SID is invalid or does not map to a user in the Active Directory.";
    refuse(ResponseCode::ErrorInvalidUserSid, text)
}

fn not_primary(primary: &str) -> Fault {
    let text = "The primary SMTP address must be specified when referencing a mailbox.";
    refuse(ResponseCode::ErrorNonPrimarySmtpAddress, text).with_value("Primary", primary)
}
