//! Which contacts are about one person.

use std::collections::{BTreeMap, HashMap};

/// The persons that the contacts of a mailbox are about.
///
/// Contacts that share an address are about one person, be it for instant messages, for mail, or one that the directory of
/// the organisation has for the same person.
#[derive(Debug, Default)]
pub(super) struct Persons {
    persons: BTreeMap<u64, Entry>,
    /// The numbers of persons by their addresses.
    addresses: HashMap<String, u64>,
}

/// A person.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The identifier of the persona.
    pub(super) id: String,
    /// The contacts, in the order in which they were made.
    pub(super) contacts: Vec<u64>,
    addresses: Vec<String>,
}

impl Persons {
    /// Takes a contact in and tells the number of its person. If it is a new one, `make` gives its number and identifier.
    pub(super) fn add(
        &mut self,
        contact: u64,
        addresses: impl IntoIterator<Item = String>,
        make: impl FnOnce() -> (u64, String),
    ) -> u64 {
        let addresses: Vec<String> = addresses.into_iter().collect();
        let known = addresses.iter().find_map(|address| self.addresses.get(address).copied());
        let number = known.unwrap_or_else(|| {
            let (number, id) = make();
            self.persons.insert(number, Entry { id, ..Entry::default() });
            number
        });
        let Some(entry) = self.persons.get_mut(&number) else { return number };
        entry.contacts.push(contact);
        for address in addresses {
            // Whom an address belongs to does not change while that person is here.
            self.addresses.entry(address).or_insert_with_key(|address| {
                entry.addresses.push(address.clone());
                number
            });
        }
        number
    }

    /// Takes a contact out, and the person with the last one.
    pub(super) fn remove(&mut self, contact: u64, number: u64) {
        let Some(entry) = self.persons.get_mut(&number) else { return };
        entry.contacts.retain(|other| *other != contact);
        if entry.contacts.is_empty()
            && let Some(entry) = self.persons.remove(&number)
        {
            for address in &entry.addresses {
                self.addresses.remove(address);
            }
        }
    }

    /// A person.
    pub(super) fn get(&self, number: u64) -> Option<&Entry> {
        self.persons.get(&number)
    }

    /// All persons, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.persons.values()
    }
}

/// An address as it is compared: without `sip:`, in small letters.
pub(crate) fn normal(address: &str) -> String {
    let is_sip = address.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("sip:"));
    let address = if is_sip { address.get(4..).unwrap_or_default() } else { address };
    address.to_lowercase()
}
