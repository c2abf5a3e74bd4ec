//! Personas: what is told of a person, put together from all its contacts.

use ews_im::types::{
    ArrayOfEmailAddressAttributedValues, ArrayOfEmailAddresses, ArrayOfPersonaAttributions,
    ArrayOfPhoneNumberAttributedValues, ArrayOfStringAttributedValues, ArrayOfValueAttributions, EmailAddress,
    EmailAddressAttributedValue, FolderId, ItemId, NonEmptyString, Persona, PersonaAttribution, PersonaPhoneNumber,
    PhoneNumberAttributedValue, StringAttributedValue,
};

use super::persons::Entry;
use super::{Contact, Mailbox, Requested, ids};
use crate::directory::{ContactKind, PhoneKind};

/// The number of the folder of the address book, which no item has.
const CONTACTS_FOLDER: u64 = 0;

impl Mailbox {
    /// The personas of all contacts of the contact list.
    pub(crate) fn all_personas(&self, requested: &Requested) -> Vec<Persona> {
        self.persons.iter().filter_map(|person| self.persona(person, requested)).collect()
    }

    /// The personas of the contacts with some identifiers, each once, in the order of the mailbox. Identifiers of no contact
    /// of the contact list are passed over.
    pub(crate) fn personas_among(&self, ids: &[&str], requested: &Requested) -> Vec<Persona> {
        let is_im = |number: &&u64| self.contacts.get(*number).is_some_and(Contact::is_im);
        let mut numbers: Vec<u64> = ids
            .iter()
            .filter_map(|id| self.contact_ids.get(*id))
            .filter(is_im)
            .filter_map(|number| self.contacts.get(number).map(|contact| contact.person))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let persons = numbers.into_iter().filter_map(|number| self.persons.get(number));
        persons.filter_map(|person| self.persona(person, requested)).collect()
    }

    /// The persona of a contact.
    pub(super) fn persona_of(&self, contact: u64, requested: &Requested) -> Option<Persona> {
        let person = self.persons.get(self.contacts.get(&contact)?.person)?;
        self.persona(person, requested)
    }

    /// The persona of a person, if one of the contacts is of the contact list.
    fn persona(&self, person: &Entry, requested: &Requested) -> Option<Persona> {
        let mut contacts: Vec<&Contact> =
            person.contacts.iter().filter_map(|number| self.contacts.get(number)).collect();
        if !contacts.iter().any(|contact| contact.is_im()) {
            return None;
        }
        // What the user keeps in the address book goes before what the contact list knows; numbers alone come last.
        contacts.sort_by_key(|contact| match contact.kind {
            ContactKind::Outlook => 0,
            ContactKind::Im => 1,
            ContactKind::TelUri => 2,
        });
        let first = *contacts.first()?;
        let named = contacts.iter().copied().find(|contact| !contact.display_name.is_empty()).unwrap_or(first);
        let shown = shown_name(named);
        let im_addresses = strings(&contacts, |contact| im_address(contact).map(str::to_owned));
        let emails = |index: usize| {
            let values = attributed_by(&contacts, |contact| email(contact, index), is_same_address);
            let values: Vec<_> = values
                .into_iter()
                .map(|(value, attributions)| EmailAddressAttributedValue { value, attributions })
                .collect();
            (!values.is_empty())
                .then_some(ArrayOfEmailAddressAttributedValues { email_address_attributed_value: values })
        };
        let all_emails = all_emails(&contacts);
        Some(Persona {
            persona_type: Some("Person".to_owned()),
            creation_time: contacts.iter().filter_map(|contact| contact.created).min_by_key(|time| time.unix_seconds()),
            display_name: Some(named.display_name.clone()),
            display_name_first_last: Some(shown.clone()),
            display_name_last_first: Some(last_first(named).unwrap_or(shown)),
            file_as: file_as(named).or_else(|| named.display_name.is_empty().then(String::new)),
            file_as_id: Some(file_as_id(named).to_owned()),
            given_name: contacts.iter().find_map(|contact| contact.given_name.clone()),
            surname: contacts.iter().find_map(|contact| contact.surname.clone()),
            email_address: all_emails.first().cloned(),
            email_addresses: (!all_emails.is_empty()).then_some(ArrayOfEmailAddresses { address: all_emails }),
            im_address: contacts.iter().find_map(|contact| im_address(contact)).map(str::to_owned),
            relevance_score: Some(i32::MAX),
            attributions: Some(self.attributions(&contacts)),
            display_names: strings(&contacts, |contact| not_empty(&contact.display_name)),
            file_ases: strings(&contacts, file_as),
            file_as_ids: strings(&contacts, |contact| Some(file_as_id(contact).to_owned())),
            given_names: strings(&contacts, |contact| contact.given_name.clone()),
            surnames: strings(&contacts, |contact| contact.surname.clone()),
            business_phone_numbers: phones(&contacts, PhoneKind::Business),
            home_phones: phones(&contacts, PhoneKind::Home),
            mobile_phones: phones(&contacts, PhoneKind::Mobile),
            other_telephones: phones(&contacts, PhoneKind::Other),
            emails1: emails(0),
            emails2: emails(1),
            emails3: emails(2),
            im_addresses,
            extended_properties: requested.of_contacts(&contacts),
            ..Persona::new(ItemId::new(person.id.clone()))
        })
    }

    /// Where the parts of a persona come from: one attribution a contact.
    fn attributions(&self, contacts: &[&Contact]) -> ArrayOfPersonaAttributions {
        let attribution = contacts
            .iter()
            .enumerate()
            .map(|(index, contact)| {
                let key = self.ids.contact_change_key(contact.change);
                let source = ItemId { id: contact.id.clone(), change_key: Some(key) };
                let is_im = contact.is_im();
                let folder =
                    || FolderId { id: self.ids.item(CONTACTS_FOLDER), change_key: Some(ids::FOLDER_CHANGE.to_owned()) };
                PersonaAttribution {
                    is_writable: Some(!is_im),
                    is_quick_contact: Some(is_im),
                    is_hidden: Some(contact.hidden),
                    folder_id: (!is_im).then(folder),
                    ..PersonaAttribution::new(
                        index.to_string(),
                        source,
                        if is_im { "Lync Contacts" } else { "Outlook" },
                    )
                }
            })
            .collect();
        ArrayOfPersonaAttributions { attribution }
    }
}

/// What the contacts of a persona have, equal values once with the numbers of all the contacts that have them.
pub(super) fn attributed<T: PartialEq>(
    contacts: &[&Contact],
    value: impl Fn(&Contact) -> Option<T>,
) -> Vec<(T, ArrayOfValueAttributions)> {
    attributed_by(contacts, value, T::eq)
}

fn attributed_by<T>(
    contacts: &[&Contact],
    value: impl Fn(&Contact) -> Option<T>,
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<(T, ArrayOfValueAttributions)> {
    let mut found: Vec<(T, ArrayOfValueAttributions)> = Vec::new();
    for (index, contact) in contacts.iter().enumerate() {
        let Some(value) = value(contact) else { continue };
        let attribution = index.to_string();
        match found.iter_mut().find(|(known, _)| is_same(known, &value)) {
            Some((_, attributions)) => attributions.attribution.push(attribution),
            None => found.push((value, ArrayOfValueAttributions { attribution: vec![attribution] })),
        }
    }
    found
}

fn strings(contacts: &[&Contact], value: impl Fn(&Contact) -> Option<String>) -> Option<ArrayOfStringAttributedValues> {
    let values: Vec<_> = attributed(contacts, value)
        .into_iter()
        .map(|(value, attributions)| StringAttributedValue { value, attributions })
        .collect();
    (!values.is_empty()).then_some(ArrayOfStringAttributedValues { string_attributed_value: values })
}

/// The first number of a kind of each contact.
fn phones(contacts: &[&Contact], kind: PhoneKind) -> Option<ArrayOfPhoneNumberAttributedValues> {
    let values = attributed(contacts, |contact| {
        let (_, number) = contact.phone_numbers.iter().find(|(other, _)| *other == kind)?;
        Some(PersonaPhoneNumber::new(number.clone(), phone_type(kind)))
    });
    let values: Vec<_> =
        values.into_iter().map(|(value, attributions)| PhoneNumberAttributedValue { value, attributions }).collect();
    (!values.is_empty()).then_some(ArrayOfPhoneNumberAttributedValues { phone_number_attributed_value: values })
}

fn phone_type(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Business => "Business",
        PhoneKind::Home => "Home",
        PhoneKind::Mobile => "Mobile",
        PhoneKind::Other => "Other",
    }
}

/// All mail addresses of a persona, each once.
fn all_emails(contacts: &[&Contact]) -> Vec<EmailAddress> {
    let mut all: Vec<EmailAddress> = Vec::new();
    for contact in contacts {
        for index in 0..contact.email_addresses.len() {
            let Some(address) = email(contact, index) else { continue };
            if !all.iter().any(|known| is_same_address(known, &address)) {
                all.push(address);
            }
        }
    }
    all
}

fn email(contact: &Contact, index: usize) -> Option<EmailAddress> {
    let address = contact.email_addresses.get(index)?;
    Some(EmailAddress {
        name: Some(contact.display_name.clone()),
        email_address: Some(address.clone()),
        routing_type: NonEmptyString::new("SMTP").ok(),
        ..EmailAddress::default()
    })
}

/// Whether two entries are of one mailbox, whatever name they show.
fn is_same_address(one: &EmailAddress, other: &EmailAddress) -> bool {
    let address = |entry: &EmailAddress| entry.email_address.as_ref().map(|address| address.to_lowercase());
    address(one) == address(other)
}

/// The address for instant messages; that of a contact that is known by its number is kept, but not shown.
fn im_address(contact: &Contact) -> Option<&str> {
    contact.im_address.as_deref().filter(|_| contact.kind != ContactKind::TelUri)
}

/// The display name, or the number of a contact that has none.
fn shown_name(contact: &Contact) -> String {
    let number = || contact.phone_numbers.first().map(|(_, number)| number.clone());
    not_empty(&contact.display_name).or_else(number).unwrap_or_default()
}

fn last_first(contact: &Contact) -> Option<String> {
    Some(format!("{} {}", contact.surname.as_deref()?, contact.given_name.as_deref()?))
}

fn file_as(contact: &Contact) -> Option<String> {
    Some(format!("{}, {}", contact.surname.as_deref()?, contact.given_name.as_deref()?))
}

fn file_as_id(contact: &Contact) -> &'static str {
    if file_as(contact).is_some() { "LastCommaFirst" } else { "None" }
}

fn not_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
