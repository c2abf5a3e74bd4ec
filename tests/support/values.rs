//! Pseudo-random values of the generated types: always the same ones, and all of them valid.

use ews_im_types as ews;
use xsd_runtime::datatypes::{DateTime, ZoneOffset};
use xsd_runtime::{Enumeration, RawElement};

/// Texts that a writer can get wrong.
pub(crate) const AWKWARD: [&str; 16] = [
    "~!@#$%^&<>\"']]>",
    "]]>",
    "&amp;lt;&#13;",
    "<![CDATA[x]]>",
    " leading and trailing ",
    "\ttab\tand\nline feed\n",
    "carriage return\r\nline feed\r",
    " \t\r\n ",
    "two  blanks   three",
    "\u{1F600}\u{1F469}\u{200D}\u{1F4BB} \u{10FFFF}",
    "Zo\u{EB} \u{17D}i\u{17E}ek \u{540D}\u{524D}",
    "\u{5E9}\u{5DC}\u{5D5}\u{5DD} \u{202E}",
    "\u{7F}\u{85}\u{A0}\u{2028}\u{FEFF}\u{FFFD}",
    "<!-- no comment --><?no instruction?>",
    "{http://example.com}a:b",
    "0",
];

/// Where pseudo-random values come from (xorshift64*).
pub(crate) struct Random {
    state: u64,
    /// Whether everything optional is there.
    is_full: bool,
    /// Where they come from instead: what a fuzzer has made.
    bytes: Option<std::vec::IntoIter<u8>>,
}

/// A type with pseudo-random values.
pub(crate) trait Any: Sized {
    /// The next value.
    fn any(random: &mut Random) -> Self;
}

impl Random {
    /// A series of its own for each seed.
    pub(crate) fn new(seed: u64) -> Random {
        Random { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, is_full: false, bytes: None }
    }

    /// The same, with everything optional present in each value.
    pub(crate) fn full(seed: u64) -> Random {
        Random { is_full: true, ..Random::new(seed) }
    }

    /// Values as the bytes have them, and small ones where these end.
    #[allow(dead_code, reason = "the fuzz targets alone have bytes")]
    pub(crate) fn of_bytes(bytes: Vec<u8>) -> Random {
        Random { bytes: Some(bytes.into_iter()), ..Random::new(0) }
    }

    fn next(&mut self) -> u64 {
        if let Some(bytes) = &mut self.bytes {
            return bytes.take(8).fold(0, |number, byte| number << 8 | u64::from(byte));
        }
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        if let Some(bytes) = &mut self.bytes {
            return bytes.next().map_or(limit - 1, |byte| usize::from(byte) % limit);
        }
        (self.next() >> 33) as usize % limit
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// A character that XML admits, as the bytes have it.
    fn character(&mut self) -> Option<char> {
        let number = self.bytes.as_mut()?.take(3).fold(0, |number, byte| number << 8 | u32::from(byte));
        // Most characters that matter are small.
        let number = if number & 0x80_0000 == 0 { number & 0x7F } else { number & 0x1F_FFFF };
        char::from_u32(number).filter(|&c| xsd_runtime::is_xml_char(c))
    }
}

impl Any for String {
    fn any(random: &mut Random) -> String {
        const PLAIN: [&str; 5] = ["", "Tony Smith", "tsmith@contoso.com", "IPM.DistList.MOC.UserGroup", "AAMkAGEzOTE="];
        match random.below(4) {
            0 => random.pick(&PLAIN).to_owned(),
            1 | 2 => random.pick(&AWKWARD).to_owned(),
            _ if random.bytes.is_some() => (0..random.below(24)).filter_map(|_| random.character()).collect(),
            _ => {
                let characters: Vec<char> = AWKWARD.concat().chars().collect();
                (0..random.below(24)).map(|_| random.pick(&characters)).collect()
            }
        }
    }
}

impl Any for ews::NonEmptyString {
    fn any(random: &mut Random) -> Self {
        let text = String::any(random);
        Self::new(if text.is_empty() { " ".to_owned() } else { text }).unwrap()
    }
}

impl Any for ews::Guid {
    fn any(random: &mut Random) -> Self {
        let (high, low) = (random.next(), random.next());
        let (a, b, c) = (high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF);
        Self::new(format!("{a:08x}-{b:04X}-{c:04x}-{:04X}-{:012x}", low >> 48, low & 0xFFFF_FFFF_FFFF)).unwrap()
    }
}

impl Any for ews::PropertyTag {
    fn any(random: &mut Random) -> Self {
        let tag = (random.next() & 0xFFFF) as u16;
        if tag.is_multiple_of(2) {
            return Self::UnsignedShort(tag);
        }
        Self::HexPropertyTag(ews::HexPropertyTag::new(format!("0x{tag:x}")).unwrap())
    }
}

impl Any for bool {
    fn any(random: &mut Random) -> bool {
        random.below(2) == 0
    }
}

impl Any for i32 {
    fn any(random: &mut Random) -> i32 {
        let any = random.next() as i32;
        random.pick(&[0, -1, 1, i32::MIN, i32::MAX, any])
    }
}

impl Any for f64 {
    fn any(random: &mut Random) -> f64 {
        let any = f64::from(random.next() as i32) / 3e5;
        random.pick(&[0.0, -0.5, 1e-300, f64::MAX, f64::MIN_POSITIVE, f64::INFINITY, f64::NEG_INFINITY, any, any])
    }
}

impl Any for DateTime {
    fn any(random: &mut Random) -> DateTime {
        let seconds = (random.next() % 8_000_000_000) as i64 - 3_000_000_000;
        let nanosecond = random.pick(&[0, 0, 1, 120_000_000, 999_999_999]);
        let minutes = random.pick(&[0, 0, 60, -330, 840, -840]);
        let moment = DateTime::from_unix(seconds, nanosecond, ZoneOffset::from_minutes(minutes).unwrap()).unwrap();
        if random.below(4) == 0 { moment.with_zone(None) } else { moment }
    }
}

impl Any for ews::MessageXml {
    fn any(random: &mut Random) -> Self {
        const RAW: [&str; 5] = [
            r#"<t:Value xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" Name="MailboxGuid">x</t:Value>"#,
            r#"<LineNumber xmlns="http://schemas.microsoft.com/exchange/services/2006/types">11</LineNumber>"#,
            r#"<m:a xmlns:m="urn:not-messages" m:b="1&#9;&lt;2"><m:c/> text &amp; <!-- comment --><d xml:lang="en"/></m:a>"#,
            r#"<plain xmlns:x="urn:x"><x:y/><z xmlns="urn:z"><none xmlns=""/></z></plain>"#,
            "<p:a xmlns:p='urn:p' xmlns:q='urn:p' p:x='\"' q:y=\"'\"><![CDATA[<]]>&#x1F600;&#13;</p:a>",
        ];
        let n_elements = random.below(4);
        Self { any: (0..n_elements).map(|_| RawElement::parse(random.pick(&RAW)).unwrap()).collect() }
    }
}

impl Any for ews::AddDistributionGroupToImList {
    fn any(random: &mut Random) -> Self {
        // The name is optional for lenient reading alone.
        Self { smtp_address: Any::any(random), display_name: Some(Any::any(random)) }
    }
}

impl<T: Any> Any for Option<T> {
    fn any(random: &mut Random) -> Option<T> {
        (random.is_full || random.below(4) == 0).then(|| T::any(random))
    }
}

/// Never empty: most lists of the schema must not be.
impl<T: Any> Any for Vec<T> {
    fn any(random: &mut Random) -> Vec<T> {
        let n_items = 1 + random.below(3);
        (0..n_items).map(|_| T::any(random)).collect()
    }
}

/// Types with a closed list of values.
macro_rules! enumerations {
    ($($ty:ident)*) => {
        $(impl Any for ews::$ty {
            fn any(random: &mut Random) -> Self {
                random.pick(Self::VALUES)
            }
        })*
    };
}

/// Choices, alternative by alternative.
macro_rules! choices {
    ($($ty:ident { $($variant:ident),* })*) => {
        $(impl Any for ews::$ty {
            fn any(random: &mut Random) -> Self {
                let alternatives: &[fn(&mut Random) -> Self] = &[$(|random| Self::$variant(Any::any(random))),*];
                random.pick(alternatives)(random)
            }
        })*
    };
}

/// Structures, field by field: one that is forgotten here does not compile.
macro_rules! structures {
    ($($ty:ident { $($field:ident),* })*) => {
        $(impl Any for ews::$ty {
            fn any(random: &mut Random) -> Self {
                Self { $($field: Any::any(random)),* }
            }
        })*
    };
}

enumerations! { BodyType DistinguishedPropertySet LocationSource MailboxType MapiPropertyType ResponseClass ResponseCode }

choices! {
    ExtendedPropertyValue { Value, Values }
    NonEmptyArrayOfBaseItemIdsItem { ItemId, OccurrenceItemId, RecurringMasterItemId, RecurringMasterItemIdRanges }
}

structures! {
    AddNewImContactToGroup { im_address, display_name, group_id }
    AddNewImContactToGroupResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml, persona
    }
    AddNewTelUriContactToGroup { tel_uri_address, im_contact_sip_uri_address, im_telephone_number, group_id }
    AddNewTelUriContactToGroupResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml, persona
    }
    AddImContactToGroup { contact_id, group_id }
    AddImContactToGroupResponse { response_class, message_text, response_code, descriptive_link_key, message_xml }
    RemoveImContactFromGroup { contact_id, group_id }
    RemoveImContactFromGroupResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml
    }
    AddImGroup { display_name }
    AddImGroupResponse { response_class, message_text, response_code, descriptive_link_key, message_xml, im_group }
    AddDistributionGroupToImListResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml, im_group
    }
    GetImItemList { extended_properties }
    GetImItemListResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml, im_item_list
    }
    GetImItems { contact_ids, group_ids, extended_properties }
    GetImItemsResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml, im_item_list
    }
    RemoveContactFromImList { contact_id }
    RemoveContactFromImListResponse { response_class, message_text, response_code, descriptive_link_key, message_xml }
    RemoveDistributionGroupFromImList { group_id }
    RemoveDistributionGroupFromImListResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml
    }
    RemoveImGroup { group_id }
    RemoveImGroupResponse { response_class, message_text, response_code, descriptive_link_key, message_xml }
    SetImGroup { group_id, new_display_name }
    SetImGroupResponse { response_class, message_text, response_code, descriptive_link_key, message_xml }
    SetImListMigrationCompleted { im_list_migration_completed }
    SetImListMigrationCompletedResponse {
        response_class, message_text, response_code, descriptive_link_key, message_xml
    }
    EmailAddress { name, email_address, routing_type, mailbox_type, item_id, original_display_name }
    ArrayOfEmailAddresses { address }
    PathToExtendedField {
        distinguished_property_set_id, property_set_id, property_tag, property_name, property_id, property_type
    }
    NonEmptyArrayOfPropertyValues { value }
    NonEmptyArrayOfExtendedProperty { extended_property }
    ExtendedProperty { extended_field_uri, value }
    FolderId { id, change_key }
    ItemId { id, change_key }
    NonEmptyArrayOfBaseItemIds { items }
    NonEmptyArrayOfItemIds { item_id }
    PersonaAttribution { id, source_id, display_name, is_writable, is_quick_contact, is_hidden, folder_id }
    ArrayOfPersonaAttributions { attribution }
    ArrayOfValueAttributions { attribution }
    ArrayOfStringValue { value }
    StringAttributedValue { value, attributions }
    BodyContent { value, body_type }
    BodyContentAttributedValue { value, attributions }
    StringArrayAttributedValue { values, attributions }
    EmailAddressAttributedValue { value, attributions }
    PersonaPhoneNumber { number, r#type }
    PhoneNumberAttributedValue { value, attributions }
    PersonaPostalAddress {
        street, city, state, country, postal_code, post_office_box, r#type, latitude, longitude, accuracy, altitude,
        altitude_accuracy, formatted_address, location_uri, location_source
    }
    PostalAddressAttributedValue { value, attributions }
    ExtendedPropertyAttributedValue { value, attributions }
    ArrayOfStringAttributedValues { string_attributed_value }
    ArrayOfStringArrayAttributedValues { string_array_attributed_value }
    ArrayOfBodyContentAttributedValues { body_content_attributed_value }
    ArrayOfEmailAddressAttributedValues { email_address_attributed_value }
    ArrayOfPhoneNumberAttributedValues { phone_number_attributed_value }
    ArrayOfPostalAddressAttributedValues { postal_address_attributed_value }
    ArrayOfExtendedPropertyAttributedValue { extended_property_attributed_value }
    Persona {
        persona_id, persona_type, persona_object_status, creation_time, bodies, display_name_first_last_sort_key,
        display_name_last_first_sort_key, company_name_sort_key, home_city_sort_key, work_city_sort_key,
        display_name_first_last_header, display_name_last_first_header, display_name, display_name_first_last,
        display_name_last_first, file_as, file_as_id, display_name_prefix, given_name, middle_name, surname,
        generation, nickname, yomi_company_name, yomi_first_name, yomi_last_name, title, department, company_name,
        location, email_address, email_addresses, phone_number, im_address, home_city, work_city, relevance_score,
        folder_ids, attributions, display_names, file_ases, file_as_ids, display_name_prefixes, given_names,
        middle_names, surnames, generations, nicknames, initials, yomi_company_names, yomi_first_names,
        yomi_last_names, business_phone_numbers, business_phone_numbers2, home_phones, home_phones2, mobile_phones,
        mobile_phones2, assistant_phone_numbers, callback_phones, car_phones, home_faxes, organization_main_phones,
        other_faxes, other_telephones, other_phones2, pagers, radio_phones, telex_numbers, ttytdd_phone_numbers,
        work_faxes, emails1, emails2, emails3, business_home_pages, personal_home_pages, office_locations,
        im_addresses, im_addresses2, im_addresses3, business_addresses, home_addresses, other_addresses, titles,
        departments, company_names, managers, assistant_names, professions, spouse_names, children, schools, hobbies,
        wedding_anniversaries, birthdays, locations, inline_links, item_link_ids, has_active_deals,
        is_business_contact, attributed_has_active_deals, attributed_is_business_contact, source_mailbox_guids,
        last_contacted_date, extended_properties, external_directory_object_id, mapi_entry_id, mapi_email_address,
        mapi_address_type, mapi_search_key, mapi_transmittable_display_name, mapi_send_rich_info
    }
    ArrayOfPeople { persona }
    OccurrenceItemId { recurring_master_id, change_key, instance_index }
    RecurringMasterItemId { occurrence_id, change_key }
    RecurringMasterItemIdRanges { id, change_key, ranges }
    ArrayOfOccurrenceRanges { range }
    OccurrencesRange { start, end, count, compare_original_start_time }
    ArrayOfFolderId { folder_id }
    ImGroup { display_name, group_type, exchange_store_id, member_correlation_key, extended_properties, smtp_address }
    ArrayOfImGroup { im_group }
    ImItemList { groups, personas }
    NonEmptyArrayOfExtendedFieldUris { extended_property }
}
