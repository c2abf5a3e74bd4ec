//! A mailbox as it is when the server starts.

use std::collections::{BTreeMap, HashMap, HashSet};

use ews_im::types::{ExtendedProperty, ExtendedPropertyValue, NonEmptyString};
use xsd_runtime::ValueError;
use xsd_runtime::datatypes::DateTime;

use super::contacts::NewContact;
use super::ids::{self, Ids};
use super::persons::{self, Persons};
use super::{GroupKind, Limits, Mailbox};
use crate::directory::{ContactKind, ContactSeed, DirectoryError, GroupSeed, MailboxSeed, Person};

impl Mailbox {
    /// The mailbox of a seed. `find` finds the person of the directory that has an address, which is in the form in which
    /// addresses are compared.
    pub(crate) fn new<'p>(
        seed: &MailboxSeed,
        guid: &str,
        limits: Limits,
        clock: Option<DateTime>,
        find: impl Fn(&str) -> Option<&'p Person>,
    ) -> Result<Self, DirectoryError> {
        let name = seed.smtp_addresses.first().cloned().unwrap_or_default();
        let mut mailbox = Self {
            ids: Ids::new(guid).ok_or_else(|| DirectoryError::Guid(guid.to_owned()))?,
            limits,
            groups: Vec::new(),
            contacts: BTreeMap::new(),
            contact_ids: HashMap::new(),
            persons: Persons::default(),
            migration_completed: seed.migration_completed,
            clock,
        };
        for kind in GroupKind::DEFAULT {
            let display_name = text(&name, kind.default_name())?;
            let group = mailbox.new_group(kind, display_name, None).map_err(|error| no_text(&name, &error))?;
            mailbox.groups.push(group);
        }
        mailbox.seed_groups(&name, &seed.groups)?;
        mailbox.seed_contacts(&name, &seed.contacts, find)?;
        mailbox.check_ids(&name)?;
        Ok(mailbox)
    }

    fn seed_groups(&mut self, mailbox: &str, seeds: &[GroupSeed]) -> Result<(), DirectoryError> {
        let mut seen = HashSet::new();
        for seed in seeds {
            let is_name_of_default = GroupKind::DEFAULT.iter().any(|kind| kind.default_name() == seed.display_name);
            if !seen.insert(&seed.display_name) || seed.smtp_address.is_some() && is_name_of_default {
                let display_name = seed.display_name.clone();
                return Err(DirectoryError::SharedGroup { mailbox: mailbox.to_owned(), display_name });
            }
            if !is_name_of_default {
                let display_name = text(mailbox, &seed.display_name)?;
                let smtp_address = seed.smtp_address.as_deref().map(|address| text(mailbox, address)).transpose()?;
                let kind = if smtp_address.is_some() { GroupKind::DistributionGroup } else { GroupKind::UserGroup };
                let group = self
                    .new_group(kind, display_name, smtp_address.map(NonEmptyString::into_string))
                    .map_err(|error| no_text(mailbox, &error))?;
                self.groups.push(group);
            }
            check_properties(mailbox, &seed.extended_properties)?;
            if let Some(group) = self.groups.iter_mut().find(|group| *group.display_name == *seed.display_name) {
                group.extended_properties.clone_from(&seed.extended_properties);
                if let Some(id) = &seed.id {
                    group.id.clone_from(id);
                }
            }
        }
        Ok(())
    }

    fn seed_contacts<'p>(
        &mut self,
        mailbox: &str,
        seeds: &[ContactSeed],
        find: impl Fn(&str) -> Option<&'p Person>,
    ) -> Result<(), DirectoryError> {
        let places: HashMap<String, usize> =
            self.groups.iter().enumerate().map(|(index, group)| (group.display_name.to_string(), index)).collect();
        let other_contacts = self.default_group(GroupKind::OtherContacts);
        for seed in seeds {
            let new = new_contact(mailbox, seed)?;
            let mut addresses = seed.im_address.iter().chain(&seed.email_addresses);
            let person = addresses.find_map(|address| find(&persons::normal(address)));
            let contact = self.insert_contact(new, person);
            if seed.kind == ContactKind::Outlook {
                continue;
            }
            let mut is_kept = false;
            for name in &seed.groups {
                let group = places.get(name).and_then(|place| self.groups.get_mut(*place));
                let group = group.filter(|group| group.kind.takes_contacts()).ok_or_else(|| {
                    DirectoryError::UnknownGroup { mailbox: mailbox.to_owned(), display_name: name.clone() }
                })?;
                if group.members.last() != Some(&contact) {
                    group.members.push(contact);
                }
                is_kept |= group.kind.keeps_contacts();
            }
            // A mailbox of many contacts must not be searched for each of them.
            if !is_kept && let Some(group) = other_contacts.and_then(|place| self.groups.get_mut(place)) {
                group.members.push(contact);
            }
        }
        Ok(())
    }

    /// Whether all identifiers can be ones, and differ.
    fn check_ids(&self, mailbox: &str) -> Result<(), DirectoryError> {
        let mut seen = HashSet::new();
        let all = self.groups.iter().map(|group| &group.id).chain(self.contacts.values().map(|contact| &contact.id));
        for id in all {
            if ids::check(id).is_err() || !seen.insert(id) {
                return Err(DirectoryError::Id { mailbox: mailbox.to_owned(), id: id.clone() });
            }
        }
        Ok(())
    }
}

fn new_contact(mailbox: &str, seed: &ContactSeed) -> Result<NewContact, DirectoryError> {
    let texts = [&seed.im_address, &seed.tel_uri, &seed.display_name, &seed.given_name, &seed.surname];
    let numbers = seed.phone_numbers.iter().map(|(_, number)| number);
    for value in texts.into_iter().flatten().chain(numbers) {
        text(mailbox, value)?;
    }
    check_properties(mailbox, &seed.extended_properties)?;
    Ok(NewContact {
        kind: Some(seed.kind),
        im_address: seed.im_address.clone(),
        tel_uri: seed.tel_uri.clone(),
        display_name: seed.display_name.clone(),
        given_name: seed.given_name.clone(),
        surname: seed.surname.clone(),
        email_addresses: seed.email_addresses.iter().map(|address| text(mailbox, address)).collect::<Result<_, _>>()?,
        phone_numbers: seed.phone_numbers.clone(),
        hidden: seed.hidden,
        id: seed.id.clone(),
        extended_properties: seed.extended_properties.clone(),
    })
}

/// The values of extended properties; what names them is checked by its types, but for the name.
fn check_properties(mailbox: &str, properties: &[ExtendedProperty]) -> Result<(), DirectoryError> {
    for property in properties {
        let values = match &property.value {
            ExtendedPropertyValue::Value(value) => std::slice::from_ref(value),
            ExtendedPropertyValue::Values(values) => values.value.as_slice(),
        };
        for value in values.iter().chain(&property.extended_field_uri.property_name) {
            if !is_writable(value) {
                return Err(DirectoryError::Text { of: mailbox.to_owned(), text: value.clone() });
            }
        }
    }
    Ok(())
}

/// A text that is not empty and can be written.
pub(crate) fn text(of: &str, value: &str) -> Result<NonEmptyString, DirectoryError> {
    let problem = || DirectoryError::Text { of: of.to_owned(), text: value.to_owned() };
    let text = NonEmptyString::new(value).map_err(|_| problem())?;
    if is_writable(value) { Ok(text) } else { Err(problem()) }
}

/// Whether XML can represent a text (XML 1.0, section 2.2).
fn is_writable(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..))
}

fn no_text(mailbox: &str, error: &ValueError) -> DirectoryError {
    DirectoryError::Text { of: mailbox.to_owned(), text: error.to_string() }
}
