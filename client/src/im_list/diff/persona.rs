//! What has changed about a contact.

use std::collections::HashSet;

use ews_im_types::Persona;

use super::ContactField;
use crate::im_list::{Contact, ContactId};

/// Takes members out of two personas, once something has been said about them.
macro_rules! take {
    ($older:ident, $newer:ident: $($member:ident)*) => {
        $($older.$member = None; $newer.$member = None;)*
    };
}

/// The fields that differ, in the order in which [`ContactField`] lists them. What differs beyond those that a user sees,
/// such as which source has told something, is the last of them.
pub(super) fn changed(older: &Contact, newer: &Contact) -> Vec<ContactField> {
    let (mut old, mut new) = (without_change_keys(older.persona()), without_change_keys(newer.persona()));
    let mut fields = Vec::new();
    if older.id() != newer.id() || keys(older) != keys(newer) {
        fields.push(ContactField::Key);
        take!(old, new: attributions);
    }
    if older.display_name() != newer.display_name() {
        fields.push(ContactField::DisplayName);
        take!(old, new: display_name display_name_first_last display_name_last_first display_names);
    }
    if !older.im_addresses().eq(newer.im_addresses()) {
        fields.push(ContactField::ImAddress);
        take!(old, new: im_address im_addresses im_addresses2 im_addresses3);
    }
    if !older.email_addresses().eq(newer.email_addresses()) {
        fields.push(ContactField::EmailAddresses);
        take!(old, new: email_address email_addresses emails1 emails2 emails3);
    }
    if !older.phone_numbers().eq(newer.phone_numbers()) {
        fields.push(ContactField::PhoneNumbers);
        take!(old, new: phone_number business_phone_numbers business_phone_numbers2 mobile_phones mobile_phones2
            home_phones home_phones2 other_telephones other_phones2);
    }
    if old != new {
        fields.push(ContactField::Other);
    }
    fields
}

fn keys(contact: &Contact) -> HashSet<&ContactId> {
    contact.keys().iter().collect()
}

fn without_change_keys(persona: &Persona) -> Box<Persona> {
    let mut persona = Box::new(persona.clone());
    persona.persona_id.change_key = None;
    for folder in persona.folder_ids.iter_mut().flat_map(|list| &mut list.folder_id) {
        folder.change_key = None;
    }
    for attribution in persona.attributions.iter_mut().flat_map(|list| &mut list.attribution) {
        attribution.source_id.change_key = None;
        if let Some(folder) = &mut attribution.folder_id {
            folder.change_key = None;
        }
    }
    persona
}
