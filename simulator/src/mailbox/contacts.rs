//! Contacts: adding them, putting them into groups, and removing them.

use ews_im::types::{NonEmptyString, Persona};

use super::{Contact, GroupKind, Mailbox, Refusal, Requested, Result, ids, persons};
use crate::directory::{ContactKind, Person, PhoneKind};

/// What a contact is made from.
#[derive(Debug, Default)]
pub(super) struct NewContact {
    pub(super) kind: Option<ContactKind>,
    pub(super) im_address: Option<String>,
    pub(super) tel_uri: Option<String>,
    pub(super) display_name: Option<String>,
    pub(super) given_name: Option<String>,
    pub(super) surname: Option<String>,
    pub(super) email_addresses: Vec<NonEmptyString>,
    pub(super) phone_numbers: Vec<(PhoneKind, String)>,
    pub(super) hidden: bool,
    pub(super) id: Option<String>,
    pub(super) extended_properties: Vec<ews_im::types::ExtendedProperty>,
}

impl Mailbox {
    /// `AddNewImContactToGroup`. Where a contact has the address already, that one goes into the group.
    pub(crate) fn add_new_im_contact(
        &mut self,
        im_address: &str,
        display_name: Option<&str>,
        group: Option<&str>,
        person: Option<&Person>,
    ) -> Result<Persona> {
        if let Some(guid) = group.and_then(ids::mailbox_guid)
            && !guid.eq_ignore_ascii_case(self.ids.guid())
        {
            return Err(Refusal::OtherMailbox { guid });
        }
        let group = self.group_for_contacts(group)?;
        let address = persons::normal(im_address);
        let has_it = |contact: &Contact| {
            contact.kind == ContactKind::Im
                && contact.im_address.as_deref().is_some_and(|other| persons::normal(other) == address)
        };
        let contact = match self.find_contact(has_it) {
            Some(contact) => contact,
            None => {
                self.check_contact_limit()?;
                let new = NewContact {
                    kind: Some(ContactKind::Im),
                    im_address: Some(im_address.to_owned()),
                    display_name: display_name.map(str::to_owned),
                    ..NewContact::default()
                };
                self.insert_contact(new, person)
            }
        };
        self.join(contact, group);
        // In Tagged alone a contact is in no group.
        self.keep(contact);
        self.persona_of(contact, &Requested::default()).ok_or(Refusal::NotFound)
    }

    /// `AddNewTelUriContactToGroup`. Where a contact has the number already, that one goes into the group.
    pub(crate) fn add_new_tel_uri_contact(
        &mut self,
        tel_uri: &str,
        sip_uri: &str,
        number: &str,
        group: Option<&str>,
        person: Option<&Person>,
    ) -> Result<Persona> {
        let group = self.group_for_contacts(group).map_err(|refusal| match refusal {
            Refusal::NoGroup => Refusal::NotFound,
            other => other,
        })?;
        let contact = match self.find_contact(|contact| contact.tel_uri.as_deref() == Some(tel_uri)) {
            Some(contact) => contact,
            None => {
                self.check_contact_limit()?;
                let new = NewContact {
                    kind: Some(ContactKind::TelUri),
                    im_address: Some(sip_uri.to_owned()),
                    tel_uri: Some(tel_uri.to_owned()),
                    phone_numbers: vec![(PhoneKind::Other, number.to_owned())],
                    ..NewContact::default()
                };
                self.insert_contact(new, person)
            }
        };
        self.join(contact, group);
        // In Tagged alone a contact is in no group.
        self.keep(contact);
        self.persona_of(contact, &Requested::default()).ok_or(Refusal::NotFound)
    }

    /// `AddImContactToGroup`. A contact that is in the group already stays there.
    pub(crate) fn add_contact_to_group(&mut self, contact: &str, group: Option<&str>) -> Result<()> {
        let contact = self.im_contact(contact)?;
        let group = self.group_for_contacts(group)?;
        self.join(contact, group);
        Ok(())
    }

    /// `RemoveImContactFromGroup`. A contact that is then in no group but Tagged is deleted.
    pub(crate) fn remove_contact_from_group(&mut self, contact: &str, group: &str) -> Result<()> {
        let contact = self.im_contact(contact)?;
        let group = self.group_for_contacts(Some(group))?;
        if !self.leave(contact, group) {
            return Err(Refusal::NoContact);
        }
        if !self.is_kept(contact) {
            self.delete_contact(contact);
        }
        Ok(())
    }

    /// `RemoveContactFromImList`: out of all groups, and deleted.
    pub(crate) fn remove_contact(&mut self, contact: &str) -> Result<()> {
        let contact = self.im_contact(contact).map_err(|refusal| match refusal {
            Refusal::NoContact => Refusal::NotFound,
            other => other,
        })?;
        self.delete_contact(contact);
        Ok(())
    }

    /// Makes a contact that is in no group yet, and tells its number.
    pub(super) fn insert_contact(&mut self, new: NewContact, person: Option<&Person>) -> u64 {
        let number = self.ids.number();
        let kind = new.kind.unwrap_or(ContactKind::Im);
        let id = new.id.unwrap_or_else(|| self.ids.item(number));
        let email_addresses = if new.email_addresses.is_empty() && kind == ContactKind::Im {
            person.into_iter().flat_map(|person| &person.smtp_addresses).flat_map(|a| a.as_str().try_into()).collect()
        } else {
            new.email_addresses
        };
        let display_name = new.display_name.unwrap_or_else(|| match (kind, person) {
            (ContactKind::TelUri, _) => String::new(),
            (_, Some(person)) => person.display_name.clone(),
            (_, None) => new.im_address.clone().unwrap_or_default(),
        });
        let own = new.im_address.iter().map(String::as_str).chain(email_addresses.iter().map(AsRef::as_ref));
        let of_person = person
            .into_iter()
            .flat_map(|person| person.smtp_addresses.iter().map(String::as_str).chain([person.im_address.as_str()]));
        let addresses: Vec<String> = own.chain(of_person).map(persons::normal).collect();
        let ids = &mut self.ids;
        let person = self.persons.add(number, addresses, || {
            let number = ids.number();
            (number, ids.persona(number))
        });
        let contact = Contact {
            id: id.clone(),
            kind,
            im_address: new.im_address,
            tel_uri: new.tel_uri,
            display_name,
            given_name: new.given_name,
            surname: new.surname,
            email_addresses,
            phone_numbers: new.phone_numbers,
            hidden: new.hidden,
            extended_properties: new.extended_properties,
            created: self.now(),
            person,
            change: self.ids.change(),
        };
        self.contact_ids.insert(id, number);
        self.contacts.insert(number, contact);
        number
    }

    /// Puts a contact into a group.
    pub(super) fn join(&mut self, contact: u64, group: usize) {
        let change = self.ids.change();
        if let Some(group) = self.groups.get_mut(group)
            && !group.members.contains(&contact)
        {
            group.members.push(contact);
            group.change = change;
        }
    }

    /// Puts a contact that is in no group into Other Contacts.
    pub(super) fn keep(&mut self, contact: u64) {
        if !self.is_kept(contact)
            && let Some(group) = self.default_group(GroupKind::OtherContacts)
        {
            self.join(contact, group);
        }
    }

    /// Takes a contact out of a group; whether it was in it.
    fn leave(&mut self, contact: u64, group: usize) -> bool {
        let change = self.ids.change();
        let Some(group) = self.groups.get_mut(group) else { return false };
        let Some(place) = group.members.iter().position(|member| *member == contact) else { return false };
        group.members.remove(place);
        group.change = change;
        true
    }

    /// Whether a contact is in a group that counts.
    fn is_kept(&self, contact: u64) -> bool {
        self.groups.iter().any(|group| group.kind.keeps_contacts() && group.members.contains(&contact))
    }

    fn delete_contact(&mut self, number: u64) {
        for group in 0..self.groups.len() {
            self.leave(number, group);
        }
        if let Some(contact) = self.contacts.remove(&number) {
            self.contact_ids.remove(&contact.id);
            self.persons.remove(number, contact.person);
        }
    }

    /// The number of the contact of the contact list with an identifier.
    fn im_contact(&self, id: &str) -> Result<u64> {
        ids::check(id)?;
        let number = self.contact_ids.get(id).copied().ok_or(Refusal::NoContact)?;
        let is_im = self.contacts.get(&number).is_some_and(Contact::is_im);
        if is_im { Ok(number) } else { Err(Refusal::NoContact) }
    }

    fn find_contact(&self, is_it: impl Fn(&Contact) -> bool) -> Option<u64> {
        self.contacts.iter().find(|(_, contact)| is_it(contact)).map(|(number, _)| *number)
    }

    fn check_contact_limit(&self) -> Result<()> {
        let contacts = self.contacts.values().filter(|contact| contact.is_im()).count();
        if contacts >= self.limits.contacts { Err(Refusal::ContactLimit) } else { Ok(()) }
    }
}
