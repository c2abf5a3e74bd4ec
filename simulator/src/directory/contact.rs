//! A contact as it is when the server starts.

use ews_im::types::ExtendedProperty;

/// A contact of a mailbox.
#[derive(Debug, Clone)]
pub struct ContactSeed {
    pub(crate) kind: ContactKind,
    pub(crate) im_address: Option<String>,
    pub(crate) tel_uri: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) surname: Option<String>,
    pub(crate) email_addresses: Vec<String>,
    pub(crate) phone_numbers: Vec<(PhoneKind, String)>,
    pub(crate) hidden: bool,
    pub(crate) id: Option<String>,
    pub(crate) groups: Vec<String>,
    pub(crate) extended_properties: Vec<ExtendedProperty>,
}

/// What sort of contact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContactKind {
    /// One of the contact list, with an address for instant messages.
    Im,
    /// One of the contact list, with a telephone number.
    TelUri,
    /// One of the address book, which stands beside those of the contact list in the persona of the same person.
    Outlook,
}

/// What a telephone is for: the `Type` of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PhoneKind {
    /// At work.
    Business,
    /// At home.
    Home,
    /// With the person.
    Mobile,
    /// For anything else.
    Other,
}

impl ContactSeed {
    /// A contact for instant messages, as `AddNewImContactToGroup` makes it; the address is with or without `sip:`.
    pub fn im(im_address: impl Into<String>) -> Self {
        Self { im_address: Some(im_address.into()), ..Self::blank(ContactKind::Im) }
    }

    /// A contact for telephone calls, as `AddNewTelUriContactToGroup` makes it: `tel:` with its number.
    pub fn tel(tel_uri: impl Into<String>) -> Self {
        let tel_uri = tel_uri.into();
        let number = tel_uri.strip_prefix("tel:").unwrap_or(&tel_uri).to_owned();
        Self {
            tel_uri: Some(tel_uri),
            phone_numbers: vec![(PhoneKind::Other, number)],
            ..Self::blank(ContactKind::TelUri)
        }
    }

    /// A contact of the address book. It is no instant-messaging contact and in no group; it shows in the persona of an
    /// instant-messaging contact that shares an address with it.
    pub fn outlook(display_name: impl Into<String>) -> Self {
        Self { display_name: Some(display_name.into()), ..Self::blank(ContactKind::Outlook) }
    }

    fn blank(kind: ContactKind) -> Self {
        Self {
            kind,
            im_address: None,
            tel_uri: None,
            display_name: None,
            given_name: None,
            surname: None,
            email_addresses: Vec::new(),
            phone_numbers: Vec::new(),
            hidden: false,
            id: None,
            groups: Vec::new(),
            extended_properties: Vec::new(),
        }
    }

    /// The name to show; that of the person of the directory, or else the address, unless told.
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// The given name.
    pub fn given_name(mut self, name: impl Into<String>) -> Self {
        self.given_name = Some(name.into());
        self
    }

    /// The surname.
    pub fn surname(mut self, name: impl Into<String>) -> Self {
        self.surname = Some(name.into());
        self
    }

    /// The address for instant messages, of a contact that is not one for these already.
    pub fn im_address(mut self, address: impl Into<String>) -> Self {
        self.im_address = Some(address.into());
        self
    }

    /// Adds an SMTP address; the first three show. Those of the person of the directory unless told.
    pub fn email_address(mut self, address: impl Into<String>) -> Self {
        self.email_addresses.push(address.into());
        self
    }

    /// Adds a telephone number.
    pub fn phone_number(mut self, kind: PhoneKind, number: impl Into<String>) -> Self {
        self.phone_numbers.push((kind, number.into()));
        self
    }

    /// Puts the contact into a group of the mailbox, by its display name; into Other Contacts unless told.
    pub fn in_group(mut self, display_name: impl Into<String>) -> Self {
        self.groups.push(display_name.into());
        self
    }

    /// Whether the contact is hidden: `IsHidden` of its attribution.
    pub fn hidden(mut self, hidden: bool) -> Self {
        self.hidden = hidden;
        self
    }

    /// Its identifier: letters, digits, `+`, `/` and `=`; one that the server makes unless told.
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
