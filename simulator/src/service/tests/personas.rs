//! Personas: what is told of a person, and which contacts are about one.

use ews_im::types::{
    AddNewImContactToGroup, AddNewTelUriContactToGroup, ArrayOfStringAttributedValues, EmailAddress, GetImItemList,
    Persona, RemoveContactFromImList,
};
use xsd_runtime::datatypes::DateTime;

use super::*;
use crate::{ContactSeed, PhoneKind};

fn personas(service: &Service) -> Vec<Persona> {
    let list = call(service, &GetImItemList::default()).im_item_list.unwrap();
    list.personas.map(|personas| personas.persona).unwrap_or_default()
}

/// Values with the attributions they have.
fn values(values: &Option<ArrayOfStringAttributedValues>) -> Vec<(&str, Vec<&str>)> {
    let values = values.iter().flat_map(|values| &values.string_attributed_value);
    values.map(|it| (it.value.as_str(), it.attributions.attribution.iter().map(String::as_str).collect())).collect()
}

fn smtp(name: &str, address: &str) -> EmailAddress {
    EmailAddress {
        name: Some(name.to_owned()),
        email_address: Some(address.try_into().unwrap()),
        routing_type: Some("SMTP".try_into().unwrap()),
        ..EmailAddress::default()
    }
}

#[test]
fn a_contact_has_what_the_directory_knows_of_the_person() {
    let time: DateTime = "2012-01-05T23:06:58Z".parse().unwrap();
    let service = Service::new(directory().created(time).mailbox(MailboxSeed::new(ALISA))).unwrap();
    let persona = call(&service, &AddNewImContactToGroup::new("sip:tsmith@contoso.com").unwrap()).persona.unwrap();
    assert!(persona.persona_id.id.starts_with("AAQk") && persona.persona_id.change_key.is_none());
    assert_eq!(persona.persona_type.as_deref(), Some("Person"));
    assert_eq!(persona.creation_time, Some(time));
    assert_eq!(persona.display_name.as_deref(), Some("Tony Smith"));
    assert_eq!(persona.display_name_first_last.as_deref(), Some("Tony Smith"));
    assert_eq!(persona.display_name_last_first.as_deref(), Some("Tony Smith"));
    assert_eq!((persona.file_as, persona.file_as_id.as_deref()), (None, Some("None")));
    let address = smtp("Tony Smith", "tsmith@contoso.com");
    assert_eq!(persona.email_address.as_ref(), Some(&address));
    assert_eq!(persona.email_addresses.unwrap().address, std::slice::from_ref(&address));
    assert_eq!(persona.emails1.unwrap().email_address_attributed_value[0].value, address);
    assert_eq!(persona.im_address.as_deref(), Some("sip:tsmith@contoso.com"));
    assert_eq!(persona.relevance_score, Some(i32::MAX));
    assert_eq!(values(&persona.im_addresses), [("sip:tsmith@contoso.com", vec!["0"])]);
    assert_eq!(values(&persona.display_names), [("Tony Smith", vec!["0"])]);
    let attribution = persona.attributions.unwrap().attribution.remove(0);
    assert_eq!((attribution.id.as_str(), attribution.display_name.as_str()), ("0", "Lync Contacts"));
    assert_eq!((attribution.is_quick_contact, attribution.is_hidden), (Some(true), Some(false)));
    assert_eq!((attribution.is_writable, attribution.folder_id), (Some(false), None));
    assert!(attribution.source_id.id.starts_with("AAMk"));
    assert!(attribution.source_id.change_key.unwrap().starts_with("EQAAABYAAA"));
}

#[test]
fn the_name_that_is_given_goes_before_that_of_the_directory() {
    let service = service(|alisa| alisa);
    let mut request = AddNewImContactToGroup::new("tsmith@contoso.com").unwrap();
    request.display_name = Some("Tony".try_into().unwrap());
    assert_eq!(call(&service, &request).persona.unwrap().display_name.as_deref(), Some("Tony"));
    let stranger = call(&service, &AddNewImContactToGroup::new("sip:a@example.com").unwrap()).persona.unwrap();
    assert_eq!(stranger.display_name.as_deref(), Some("sip:a@example.com"));
    assert_eq!((stranger.email_address, stranger.emails1), (None, None));
}

/// The documented persona of two contacts, of the address book and of the contact list.
#[test]
fn contacts_of_one_person_are_one_persona() {
    let service = service(|alisa| {
        let outlook = ContactSeed::outlook("Anthony Smith")
            .given_name("Anthony")
            .surname("Smith")
            .email_address("TSmith@contoso.com")
            .email_address("tony@example.com")
            .phone_number(PhoneKind::Home, "4255550110")
            .phone_number(PhoneKind::Mobile, "4255550120")
            .phone_number(PhoneKind::Business, "4255550130");
        alisa.contact(ContactSeed::im("tsmith@contoso.com")).contact(outlook).contact(ContactSeed::outlook("Nobody"))
    });
    let personas = personas(&service);
    let [persona] = &personas[..] else { panic!("{personas:?}") };
    assert_eq!(persona.display_name.as_deref(), Some("Anthony Smith"));
    assert_eq!(persona.display_name_last_first.as_deref(), Some("Smith Anthony"));
    assert_eq!(
        (persona.file_as.as_deref(), persona.file_as_id.as_deref()),
        (Some("Smith, Anthony"), Some("LastCommaFirst"))
    );
    assert_eq!((persona.given_name.as_deref(), persona.surname.as_deref()), (Some("Anthony"), Some("Smith")));
    assert_eq!(persona.im_address.as_deref(), Some("tsmith@contoso.com"));
    let attributions = &persona.attributions.as_ref().unwrap().attribution;
    let told: Vec<_> = attributions
        .iter()
        .map(|it| (it.display_name.as_str(), it.is_quick_contact, it.is_writable, it.folder_id.is_some()))
        .collect();
    assert_eq!(told, [("Outlook", Some(false), Some(true), true), ("Lync Contacts", Some(true), Some(false), false)]);
    assert_eq!(values(&persona.display_names), [("Anthony Smith", vec!["0"]), ("Tony Smith", vec!["1"])]);
    assert_eq!(values(&persona.file_ases), [("Smith, Anthony", vec!["0"])]);
    assert_eq!(values(&persona.file_as_ids), [("LastCommaFirst", vec!["0"]), ("None", vec!["1"])]);
    assert_eq!(values(&persona.given_names), [("Anthony", vec!["0"])]);
    assert_eq!(values(&persona.im_addresses), [("tsmith@contoso.com", vec!["1"])]);
    let emails1 = &persona.emails1.as_ref().unwrap().email_address_attributed_value;
    let told: Vec<_> = emails1.iter().map(|it| (&it.value, it.attributions.attribution.as_slice())).collect();
    let (first, both) = (smtp("Anthony Smith", "TSmith@contoso.com"), ["0".to_owned(), "1".to_owned()]);
    assert_eq!(told, [(&first, both.as_slice())]);
    assert_eq!(
        persona.email_addresses.as_ref().unwrap().address,
        [first.clone(), smtp("Anthony Smith", "tony@example.com")]
    );
    assert_eq!(persona.emails2.as_ref().unwrap().email_address_attributed_value.len(), 1);
    assert_eq!(persona.emails3, None);
    let home = &persona.home_phones.as_ref().unwrap().phone_number_attributed_value[0].value;
    assert_eq!((home.number.as_str(), home.r#type.as_str()), ("4255550110", "Home"));
    assert!(persona.mobile_phones.is_some() && persona.business_phone_numbers.is_some());
    assert_eq!(persona.other_telephones, None);

    let states = service.contacts(ALISA).unwrap();
    assert_eq!(states[0].persona_id, states[1].persona_id);
    assert_ne!(states[0].persona_id, states[2].persona_id);
    // Without the contact of the list, the person is no persona of the list.
    let removed = call(&service, &RemoveContactFromImList::new(contact_id(&service, "tsmith@contoso.com")));
    assert!(is_success(&removed));
    assert_eq!(self::personas(&service), []);
    // Who comes back is the same person.
    let again = call(&service, &AddNewImContactToGroup::new("tony@example.com").unwrap()).persona.unwrap();
    assert_eq!(again.persona_id.id, states[0].persona_id);
    assert_eq!(again.attributions.unwrap().attribution.len(), 2);
}

/// The documented persona of a contact that is known by its number.
#[test]
fn a_contact_with_a_number_shows_it() {
    let service = service(|alisa| alisa);
    let request = AddNewTelUriContactToGroup::new("tel:5625550100", "sip:john@contoso.com", "5625550100").unwrap();
    let persona = call(&service, &request).persona.unwrap();
    assert_eq!((persona.display_name.as_deref(), persona.display_names), (Some(""), None));
    assert_eq!(persona.display_name_first_last.as_deref(), Some("5625550100"));
    assert_eq!(persona.display_name_last_first.as_deref(), Some("5625550100"));
    assert_eq!((persona.file_as.as_deref(), persona.file_as_id.as_deref()), (Some(""), Some("None")));
    assert_eq!((persona.im_address, persona.im_addresses), (None, None));
    let phone = &persona.other_telephones.unwrap().phone_number_attributed_value[0].value;
    assert_eq!((phone.number.as_str(), phone.r#type.as_str()), ("5625550100", "Other"));
    // With the address of the same person there is one persona, which has a name.
    let mut request = AddNewImContactToGroup::new("john@contoso.com").unwrap();
    request.display_name = Some("John".try_into().unwrap());
    let both = call(&service, &request).persona.unwrap();
    assert_eq!(both.persona_id, persona.persona_id);
    assert_eq!((both.display_name.as_deref(), both.display_name_first_last.as_deref()), (Some("John"), Some("John")));
    assert_eq!(both.attributions.unwrap().attribution.len(), 2);
    assert!(both.other_telephones.is_some());
}

#[test]
fn a_hidden_contact_is_told_to_be() {
    let service = service(|alisa| alisa.contact(ContactSeed::im("a@contoso.com").hidden(true)));
    let attributions = personas(&service)[0].attributions.clone().unwrap().attribution;
    assert_eq!(attributions[0].is_hidden, Some(true));
}

#[test]
fn the_clock_of_the_machine_tells_when() {
    let service = service(|alisa| alisa.contact(ContactSeed::im("a@contoso.com")));
    let seconds = personas(&service)[0].creation_time.unwrap().unix_seconds().unwrap();
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64;
    assert!((now - 3600..=now).contains(&seconds));
}
