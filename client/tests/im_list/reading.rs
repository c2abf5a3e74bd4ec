//! What a list is made of, and how things are found in it.

use ews_im::im_list::{Contact, ContactId, Group, GroupId, GroupKind, ImListBuilder};
use ews_im::types::{
    ArrayOfEmailAddresses, ArrayOfPhoneNumberAttributedValues, ArrayOfValueAttributions, EmailAddress,
    GetImItemListResponse, ImGroup, ItemId, Persona, PersonaPhoneNumber, PhoneNumberAttributedValue, ResponseClass,
    operations,
};
use ews_im::{ImItemFeed, ImList, ReadOptions};

use crate::TestResult;
use crate::lists::{CONTACT, contact, group, group_of, im_addresses, list, persona, shown};

fn keys(contact: &Contact) -> Vec<&str> {
    contact.keys().iter().map(ContactId::id).collect()
}

#[test]
fn the_key_is_the_first_source_that_is_quick_and_not_hidden() {
    let sources = [
        ("outlook", (Some(false), Some(false))),
        ("hidden", (Some(true), Some(true))),
        ("unsaid", (None, None)),
        ("", CONTACT),
        ("first", CONTACT),
        ("first", CONTACT),
        ("second", (Some(true), None)),
    ];
    let contact = Contact::new(persona("Sadie", "sadie@contoso.com", &sources));
    assert_eq!(keys(&contact), ["first", "second"]);
    assert_eq!(contact.id(), Some(&ContactId::new("first")));
    assert_eq!(contact.persona_id().id, "P-Sadie");
}

#[test]
fn a_contact_without_key_is_kept() {
    let hidden = persona("Hidden", "hidden@contoso.com", &[("K", (Some(true), Some(true)))]);
    let bare = Persona::new(ItemId::new("P"));
    let list = list([hidden, bare], [group("Friends", &["K"])]);
    assert_eq!(list.contacts().iter().map(Contact::id).collect::<Vec<_>>(), [None, None]);
    assert_eq!(list.contact_at("hidden@contoso.com").map(Contact::label), Some("Hidden"));
    assert_eq!(list.contacts()[1].label(), "P");
    assert_eq!(shown(&list), "Friends: [K]; none: Hidden P");
}

#[test]
fn members_are_matched_by_any_key_of_a_person() {
    let sadie = persona("Sadie", "sadie@contoso.com", &[("K1", CONTACT), ("K2", CONTACT)]);
    let tony = contact("Tony", "tony@contoso.com");
    let list = list(
        [sadie, tony],
        [group("Friends", &["K2", "K1", "K2", "gone", ""]), group("Work", &["K-Tony", "K2"]), group("Empty", &[])],
    );
    assert_eq!(shown(&list), "Friends: Sadie [gone]; Work: Tony Sadie; Empty:");
    let friends = list.group_named("Friends").unwrap();
    assert_eq!(friends.members().iter().map(ContactId::id).collect::<Vec<_>>(), ["K2", "K1", "gone"]);
    let sadie = list.contact(&ContactId::new("K2")).unwrap();
    assert_eq!(list.groups_of(sadie).map(Group::name).collect::<Vec<_>>(), ["Friends", "Work"]);
}

#[test]
fn ids_are_compared_as_they_are_without_change_key() {
    let with = |id: &str, key: &str| ContactId::from(ItemId { id: id.to_owned(), change_key: Some(key.to_owned()) });
    assert_eq!(with("Abc=", "1"), with("Abc=", "2"));
    assert_eq!(with("Abc=", "1"), ContactId::new("Abc="));
    assert_ne!(with("Abc=", "1"), with("abc=", "1"));
    assert_ne!(GroupId::new("Abc="), GroupId::new("Abc"));
    assert_eq!(with("Abc=", "1").change_key(), Some("1"));
    assert_eq!(ItemId::from(GroupId::new("Abc=")), ItemId::new("Abc="));

    let list = list([contact("Sadie", "sadie@contoso.com")], [group("Friends", &[])]);
    assert!(list.contact(&with("K-Sadie", "9")).is_some());
    assert!(list.contact(&with("k-sadie", "9")).is_none());
    assert!(list.group(&GroupId::new("G-Friends")).is_some());
    assert!(list.group(&GroupId::new("g-friends")).is_none());
}

#[test]
fn contacts_are_found_by_address_and_name() {
    let mut tony = persona("Tony", "SIP:Tony@Contoso.com", &[("K1", CONTACT), ("K2", CONTACT)]);
    tony.im_addresses = im_addresses(&[("tony@contoso.com", "0"), ("sip:tsmith@contoso.com", "1"), ("", "1")]);
    let list = list([contact("Sadie", "sadie@contoso.com"), tony, contact("Tony", "other@contoso.com")], []);
    for address in ["tony@contoso.com", "sip:TONY@contoso.com", "Sip:tsmith@contoso.com", "TSMITH@CONTOSO.COM"] {
        let found = list.contact_at(address).and_then(Contact::id);
        assert_eq!(found, Some(&ContactId::new("K1")), "{address}");
    }
    assert!(list.contact_at("").is_none());
    assert!(list.contact_at("tel:tony@contoso.com").is_none());
    assert_eq!(list.contacts_named("Tony").count(), 2);
    assert_eq!(list.contacts_named("tony").count(), 0);
    let tony = list.contacts_named("Tony").next().unwrap();
    assert_eq!(tony.im_addresses().collect::<Vec<_>>(), ["SIP:Tony@Contoso.com", "sip:tsmith@contoso.com"]);
}

#[test]
fn what_a_contact_tells_comes_once() -> TestResult {
    let email = |address: &str| -> Result<EmailAddress, Box<dyn std::error::Error>> {
        Ok(EmailAddress { email_address: Some(address.try_into()?), ..EmailAddress::default() })
    };
    let phone = |number: &str, kind: &str| PersonaPhoneNumber::new(number, kind);
    let listed = |value| PhoneNumberAttributedValue::new(value, ArrayOfValueAttributions::default());
    let contact = Contact::new(Persona {
        email_address: Some(email("a@contoso.com")?),
        email_addresses: Some(ArrayOfEmailAddresses {
            address: vec![email("A@contoso.com")?, EmailAddress::default(), email("b@contoso.com")?],
        }),
        phone_number: Some(phone("1", "Home")),
        home_phones: Some(ArrayOfPhoneNumberAttributedValues {
            phone_number_attributed_value: vec![listed(phone("1", "Home")), listed(phone("2", "Home"))],
        }),
        business_phone_numbers: Some(ArrayOfPhoneNumberAttributedValues {
            phone_number_attributed_value: vec![listed(phone("1", "Business"))],
        }),
        display_name: Some(String::new()),
        ..Persona::new(ItemId::new("P"))
    });
    assert_eq!(contact.email_addresses().collect::<Vec<_>>(), ["a@contoso.com", "b@contoso.com"]);
    let phones: Vec<_> = contact.phone_numbers().map(|phone| (&*phone.number, &*phone.r#type)).collect();
    assert_eq!(phones, [("1", "Home"), ("1", "Business"), ("2", "Home")]);
    assert_eq!(contact.display_name(), None);
    assert_eq!(contact.label(), "a@contoso.com");
    Ok(())
}

#[test]
fn groups_have_a_kind() -> TestResult {
    let kinds = [
        ("IPM.DistList.MOC.UserGroup", GroupKind::UserGroup),
        ("IPM.DistList.MOC.DG", GroupKind::DistributionGroup),
        ("ipm.distlist.moc.favorites", GroupKind::Favorites),
        ("IPM.DistList.MOC.Tagged", GroupKind::Tagged),
        ("IPM.DistList.MOC.OtherContacts", GroupKind::OtherContacts),
        ("IPM.DistList.MOC.Pinned", GroupKind::Other("IPM.DistList.MOC.Pinned".into())),
    ];
    for (text, kind) in kinds {
        let group = Group::new(ImGroup::new("G", text)?);
        assert_eq!(group.kind(), kind);
        assert_eq!(group.group_type(), text);
        assert!(kind.to_string().eq_ignore_ascii_case(text));
    }
    let list = list([], [group("A", &[]), group_of("Tagged", "B", &[]), group_of("Tagged", "C", &[])]);
    assert_eq!(list.group_of_kind(&GroupKind::Tagged).map(Group::name), Some("B"));
    assert!(GroupKind::Tagged.is_default() && !GroupKind::DistributionGroup.is_default());
    Ok(())
}

#[test]
fn of_a_key_or_an_identifier_that_stands_twice_the_first_is_found() {
    let list = list(
        [persona("A", "a@contoso.com", &[("K", CONTACT)]), persona("B", "b@contoso.com", &[("K", CONTACT)])],
        [group("G", &["K"]), group("G", &[])],
    );
    assert_eq!(list.contact(&ContactId::new("K")).map(Contact::label), Some("A"));
    assert_eq!(shown(&list), "G: A; G:");
    assert_eq!(list.group(&GroupId::new("G-G")).map(|group| group.members().len()), Some(1));
}

#[test]
fn a_response_without_list_is_an_empty_one() {
    let list = ImList::from_response(&GetImItemListResponse::new(ResponseClass::Success));
    assert_eq!(list, ImList::default());
    assert!(list.contacts().is_empty() && list.groups().is_empty() && list.warnings().is_empty());
}

#[test]
fn a_list_is_put_together_from_a_stream() -> TestResult {
    let answer = crate::support::envelope(
        "<GetImItemListResponse ResponseClass='Success' xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types' \
         xmlns='http://schemas.microsoft.com/exchange/services/2006/messages'><ResponseCode>NoError</ResponseCode><ImItemList>\
         <t:Groups><t:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>G</t:GroupType><t:MemberCorrelationKey>\
         <t:ItemId Id='K'/></t:MemberCorrelationKey></t:ImGroup></t:Groups><t:Personas><t:Persona><t:PersonaId Id='P'/>\
         <t:DisplayName>Ann</t:DisplayName><t:Attributions><t:Attribution><t:Id>0</t:Id><t:SourceId Id='K'/>\
         <t:DisplayName/><t:IsQuickContact>true</t:IsQuickContact></t:Attribution></t:Attributions></t:Persona>\
         </t:Personas></ImItemList></GetImItemListResponse>",
    );
    let mut feed = ImItemFeed::new(&ReadOptions::strict());
    let mut builder = ImListBuilder::new();
    for piece in answer.as_bytes().chunks(50) {
        feed.push(piece);
        while let Some(item) = feed.next_item() {
            builder.item(item?);
        }
    }
    feed.finish()?;
    let streamed = builder.build();
    assert_eq!(shown(&streamed), "Friends: Ann");
    let whole = ews_im::decode::<operations::GetImItemList>(&answer, &ReadOptions::strict())?.message;
    assert_eq!(streamed, ImList::from_response(&whole));
    Ok(())
}

#[test]
fn the_documented_list() -> TestResult {
    let Some(shared) = std::env::var_os("EWS_SHARED") else {
        println!("skipped the_documented_list: EWS_SHARED is not set");
        return Ok(());
    };
    let path = std::path::Path::new(&shared).join("ews/examples/GetImItemList/response.xml");
    let text = std::fs::read_to_string(path)?;
    let response = ews_im::decode::<operations::GetImItemList>(&text, &ReadOptions::lenient())?.message;
    let list = ImList::from_response(&response);
    assert_eq!(list, response.im_item_list.map(ImList::from).unwrap());
    // The keys of the members were made unrecognisable by hand.
    assert_eq!(
        shown(&list),
        "Other Contacts:; Tagged:; Favorites: [AAMkAGQ1MjJtt/bhQoTbWAAAAAAvcAAA=]; \
         MyCustomGroup2: [AAMkAGQ1Matt/bhQoTbWAAAAAAvcAAA=] [AAMkAGQ1MjJjMTBkTbWAAAAAAveAAA=]; \
         none: Anthony Smith Terence Adams"
    );
    let anthony = list.contact_at("sip:tsmith@contoso.com").unwrap();
    assert_eq!(keys(anthony), ["AAMkAGQ1MjJjMTBkLTc4Y2UtNDA5Ny04/bhQoTbWAAAAAAveAAA="]);
    assert_eq!(anthony.email_addresses().collect::<Vec<_>>(), ["tsmith@contoso.com"]);
    let phones: Vec<_> = anthony.phone_numbers().map(|phone| (&*phone.number, &*phone.r#type)).collect();
    assert_eq!(phones, [("4255550120", "Mobile"), ("4255550110", "Home")]);
    Ok(())
}
