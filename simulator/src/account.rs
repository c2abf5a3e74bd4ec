//! Who may use the server.

use std::fmt;

/// A person whom the server knows, with a mailbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    name: String,
    password: String,
    domain: String,
    mailbox: String,
}

impl Account {
    /// The account of a server that was given none: for a mailbox, if there is one.
    pub(crate) fn fallback(mailbox: Option<&str>) -> Self {
        Self::new(mailbox.unwrap_or("user@contoso.com"), "password")
    }

    /// An account by its user principal name, such as `sadie@contoso.com`. Its mailbox has that address, and it may also
    /// sign in as `CONTOSO\sadie`.
    pub fn new(name: impl Into<String>, password: impl Into<String>) -> Self {
        let (name, password) = (name.into(), password.into());
        let domain = name.split_once('@').map_or("", |(_, domain)| domain);
        let domain = domain.split('.').next().unwrap_or_default().to_uppercase();
        Self { mailbox: name.clone(), name, password, domain }
    }

    /// The primary SMTP address of its mailbox, where it is not the name.
    #[must_use]
    pub fn mailbox(self, address: impl Into<String>) -> Self {
        Self { mailbox: address.into(), ..self }
    }

    /// The short name of its domain, where it is not the first part of the domain in the name.
    #[must_use]
    pub fn domain(self, domain: impl Into<String>) -> Self {
        Self { domain: domain.into(), ..self }
    }

    /// The user principal name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The primary SMTP address of the mailbox.
    pub fn address(&self) -> &str {
        &self.mailbox
    }

    /// The name without the domain.
    pub(crate) fn user(&self) -> &str {
        self.name.split_once('@').map_or(&*self.name, |(user, _)| user)
    }

    /// Whether someone means this account: `user@domain`, `DOMAIN\user`, or the bare user. Letter case does not matter.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        if let Some((domain, user)) = name.split_once('\\') {
            return same(user, self.user()) && self.is_in(domain);
        }
        same(name, &self.name) || same(name, self.user())
    }

    /// Whether a domain is the account's, by its short name or by the one in the account's name.
    pub(crate) fn is_in(&self, domain: &str) -> bool {
        same(domain, &self.domain) || self.name.split_once('@').is_some_and(|(_, full)| same(domain, full))
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Without the password.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, password: _, domain, mailbox } = self;
        let mut debug = f.debug_struct("Account");
        debug.field("name", name).field("domain", domain).field("mailbox", mailbox).finish_non_exhaustive()
    }
}
