//! A contact: a persona, with the keys by which requests and groups name it.

use std::collections::HashSet;
use std::hash::Hash;

use ews_im_types::{
    ArrayOfValueAttributions, EmailAddress, ItemId, Persona, PersonaAttribution, PersonaPhoneNumber,
    PhoneNumberAttributedValue, StringAttributedValue,
};

use super::address;
use super::ids::ContactId;

/// A contact.
///
/// The server tells of persons, not of contacts: what it knows of one person from several sources is one [`Persona`]. The
/// sources that make it an instant-messaging contact are quick contacts that are not hidden, and the first of them has the
/// contact's key. A person can have two, such as one for an address and one for a telephone number; a group may hold either.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    keys: Vec<ContactId>,
    persona: Box<Persona>,
}

impl Contact {
    /// The contact that a persona tells of.
    pub fn new(persona: Persona) -> Self {
        Self::boxed(Box::new(persona))
    }

    fn boxed(persona: Box<Persona>) -> Self {
        let sources = attributions(&persona).iter().filter(|attribution| is_contact(attribution));
        let keys = sources.filter_map(|attribution| ContactId::of(&attribution.source_id));
        Self { keys: each_once(keys, ContactId::clone).collect(), persona }
    }

    /// The key: what edits name the contact by. Without it, the contact can be shown, but not be edited.
    pub fn id(&self) -> Option<&ContactId> {
        self.keys.first()
    }

    /// All keys, [`id`](Self::id) first.
    pub fn keys(&self) -> &[ContactId] {
        &self.keys
    }

    /// The display name, if there is one that is not empty.
    pub fn display_name(&self) -> Option<&str> {
        not_empty(self.persona.display_name.as_deref())
    }

    /// What to show for the contact: the display name, or else an address, a telephone number or an identifier.
    pub fn label(&self) -> &str {
        self.display_name()
            .or_else(|| self.im_address())
            .or_else(|| self.email_addresses().next())
            .or_else(|| not_empty(self.persona.display_name_first_last.as_deref()))
            .or_else(|| self.phone_numbers().next().map(|phone| phone.number.as_str()))
            .unwrap_or(&self.persona.persona_id.id)
    }

    /// The address for instant messages, as the server writes it: with or without `sip:`.
    pub fn im_address(&self) -> Option<&str> {
        self.im_addresses().next()
    }

    /// All addresses for instant messages, each once; [`im_address`](Self::im_address) first.
    pub fn im_addresses(&self) -> impl Iterator<Item = &str> {
        each_once(self.listed_im_addresses(), |address| address::normal(address))
    }

    /// Whether this is an address of the contact for instant messages: with or without `sip:`, in any letter case.
    pub fn has_im_address(&self, address: &str) -> bool {
        self.listed_im_addresses().any(|known| address::is_same(known, address))
    }

    fn listed_im_addresses(&self) -> impl Iterator<Item = &str> {
        let listed = im_address_lists(&self.persona).map(|value| value.value.as_str());
        self.persona.im_address.as_deref().into_iter().chain(listed).filter(|address| !address.is_empty())
    }

    /// The e-mail addresses, each once, the one that the server puts first in front.
    pub fn email_addresses(&self) -> impl Iterator<Item = &str> {
        let listed = self.persona.email_addresses.iter().flat_map(|list| &list.address);
        let all = self.persona.email_address.iter().chain(listed);
        each_once(all.filter_map(email_address), |address| address.to_lowercase())
    }

    /// The telephone numbers with their kinds, each once: the one that the server puts first, then business, mobile, home
    /// and other telephones. The [persona](Self::persona) has further kinds.
    pub fn phone_numbers(&self) -> impl Iterator<Item = &PersonaPhoneNumber> {
        let listed = phone_lists(&self.persona).map(|value| &value.value);
        each_once(self.persona.phone_number.iter().chain(listed), |phone| (&phone.number, &phone.r#type))
    }

    /// The key of the source that has an address for instant messages; the first key, if the persona does not say which
    /// source has it. An address that another source alone has, such as an entry of the address book, has none.
    pub(super) fn key_at(&self, im_address: &str) -> Option<&ContactId> {
        let mut told =
            im_address_lists(&self.persona).filter(|value| address::is_same(&value.value, im_address)).peekable();
        match told.peek() {
            Some(_) => self.key_among(told.map(|value| &value.attributions)),
            None => self.id().filter(|_| self.has_im_address(im_address)),
        }
    }

    /// The key of the source that has a telephone number.
    pub(super) fn key_of_number(&self, number: &str) -> Option<&ContactId> {
        let values = phone_lists(&self.persona).filter(|value| value.value.number == number);
        self.key_among(values.map(|value| &value.attributions))
    }

    /// The first key of the sources that values come from, by their short names.
    fn key_among<'a>(&self, values: impl Iterator<Item = &'a ArrayOfValueAttributions>) -> Option<&ContactId> {
        let names: HashSet<&str> = values.flat_map(|list| &list.attribution).map(String::as_str).collect();
        let sources = attributions(&self.persona).iter().filter(|source| names.contains(source.id.as_str()));
        let ids: HashSet<&str> = sources.map(|source| source.source_id.id.as_str()).collect();
        self.keys.iter().find(|key| ids.contains(key.id()))
    }

    /// All that the server tells of the person.
    pub fn persona(&self) -> &Persona {
        &self.persona
    }

    /// The identifier of the persona. It is none of the contact: no edit takes it.
    pub fn persona_id(&self) -> &ItemId {
        &self.persona.persona_id
    }

    /// The same contact after one of its keys has gone from the server.
    pub(super) fn without_key(mut self, key: &ContactId) -> Self {
        if let Some(attributions) = &mut self.persona.attributions {
            attributions.attribution.retain(|attribution| attribution.source_id.id != key.id());
        }
        Self::boxed(self.persona)
    }
}

impl From<Persona> for Contact {
    fn from(persona: Persona) -> Self {
        Self::new(persona)
    }
}

fn attributions(persona: &Persona) -> &[PersonaAttribution] {
    persona.attributions.as_ref().map_or(&[], |list| &list.attribution)
}

fn im_address_lists(persona: &Persona) -> impl Iterator<Item = &StringAttributedValue> {
    let lists = [&persona.im_addresses, &persona.im_addresses2, &persona.im_addresses3];
    lists.into_iter().flatten().flat_map(|list| &list.string_attributed_value)
}

fn phone_lists(persona: &Persona) -> impl Iterator<Item = &PhoneNumberAttributedValue> {
    let lists = [
        &persona.business_phone_numbers,
        &persona.business_phone_numbers2,
        &persona.mobile_phones,
        &persona.mobile_phones2,
        &persona.home_phones,
        &persona.home_phones2,
        &persona.other_telephones,
        &persona.other_phones2,
    ];
    lists.into_iter().flatten().flat_map(|list| &list.phone_number_attributed_value)
}

/// Whether a source of a persona makes it an instant-messaging contact. A source that does not say whether it is hidden is
/// taken for one that is not.
fn is_contact(attribution: &PersonaAttribution) -> bool {
    attribution.is_quick_contact == Some(true) && attribution.is_hidden != Some(true)
}

fn email_address(address: &EmailAddress) -> Option<&str> {
    address.email_address.as_deref()
}

fn not_empty(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// What has another key than all before it.
fn each_once<T, K: Eq + Hash>(all: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> impl Iterator<Item = T> {
    let mut seen = HashSet::new();
    all.filter(move |value| seen.insert(key(value)))
}
