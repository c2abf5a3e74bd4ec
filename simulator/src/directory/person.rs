//! Whom contacts can be about.

/// A person in the directory of the organisation.
///
/// Contacts that have one of the person's addresses become one persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub(crate) display_name: String,
    pub(crate) smtp_addresses: Vec<String>,
    pub(crate) im_address: String,
}

impl Person {
    /// A person with the primary SMTP address, which is the address for instant messages too unless told otherwise.
    pub fn new(display_name: impl Into<String>, smtp_address: impl Into<String>) -> Self {
        let smtp_address = smtp_address.into();
        Self { display_name: display_name.into(), im_address: smtp_address.clone(), smtp_addresses: vec![smtp_address] }
    }

    /// The address for instant messages, with or without `sip:`.
    pub fn im_address(mut self, address: impl Into<String>) -> Self {
        self.im_address = address.into();
        self
    }

    /// Adds a further SMTP address.
    pub fn smtp_address(mut self, address: impl Into<String>) -> Self {
        self.smtp_addresses.push(address.into());
        self
    }
}

/// A distribution list of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistributionList {
    /// Its SMTP address.
    pub smtp_address: String,
    /// Its name in the directory.
    pub display_name: String,
}
