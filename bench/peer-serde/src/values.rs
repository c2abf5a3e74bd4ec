//! The values that personas and groups are made of.

use serde::{Deserialize, Serialize};

/// The identifier of an item and of its present state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemId {
    #[serde(rename = "@Id")]
    pub id: String,
    #[serde(rename = "@ChangeKey", skip_serializing_if = "Option::is_none")]
    pub change_key: Option<String>,
}

/// Several folders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct FolderIds {
    #[serde(default)]
    pub folder_id: Vec<ItemId>,
}

/// A mailbox as it is shown and as it is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EmailAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailbox_type: Option<MailboxType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<ItemId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_display_name: Option<String>,
}

/// What stands behind an address.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum MailboxType {
    Mailbox,
    PublicDL,
    PrivateDL,
    Contact,
    PublicFolder,
    Unknown,
    OneOff,
    GroupMailbox,
}

/// Several addresses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EmailAddresses {
    #[serde(default)]
    pub address: Vec<EmailAddress>,
}

/// A number and what it is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PhoneNumber {
    pub number: String,
    pub r#type: String,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Attribution {
    pub id: String,
    pub source_id: ItemId,
    pub display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_writable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_quick_contact: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_hidden: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<ItemId>,
}

/// Where a persona was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Attributions {
    #[serde(default)]
    pub attribution: Vec<Attribution>,
}

/// Where a value was found: identifiers of attributions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ValueAttributions {
    #[serde(default)]
    pub attribution: Vec<String>,
}

/// A value and where it was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Attributed<T> {
    pub value: T,
    pub attributions: ValueAttributions,
}

/// Texts and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StringValues {
    #[serde(default)]
    pub string_attributed_value: Vec<Attributed<String>>,
}

/// Telephone numbers and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PhoneNumberValues {
    #[serde(default)]
    pub phone_number_attributed_value: Vec<Attributed<PhoneNumber>>,
}

/// Addresses of mailboxes and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EmailAddressValues {
    #[serde(default)]
    pub email_address_attributed_value: Vec<Attributed<EmailAddress>>,
}

/// Addresses of houses and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PostalAddressValues {
    #[serde(default)]
    pub postal_address_attributed_value: Vec<Attributed<PostalAddress>>,
}

/// The address of a house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PostalAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_office_box: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude_accuracy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_source: Option<LocationSource>,
}

/// Where an address comes from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum LocationSource {
    None,
    LocationServices,
    PhonebookServices,
    Device,
    Contact,
    Resource,
}

/// Bodies of notes and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BodyValues {
    #[serde(default)]
    pub body_content_attributed_value: Vec<Attributed<Body>>,
}

/// The body of a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Body {
    pub value: String,
    pub body_type: String,
}

/// Lists of texts and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StringArrayValues {
    #[serde(default)]
    pub string_array_attributed_value: Vec<AttributedStrings>,
}

/// A list of texts and where it was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AttributedStrings {
    pub values: Strings,
    pub attributions: ValueAttributions,
}

/// A list of texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Strings {
    #[serde(default)]
    pub value: Vec<String>,
}

/// Extended properties and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ExtendedPropertyValues {
    #[serde(default)]
    pub extended_property_attributed_value: Vec<Attributed<ExtendedProperty>>,
}

/// A property that the schema has no element for, with its one value or its several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtendedProperty {
    #[serde(rename(serialize = "t:ExtendedFieldURI", deserialize = "ExtendedFieldURI"))]
    pub extended_field_uri: ExtendedFieldUri,
    #[serde(rename(serialize = "t:Value", deserialize = "Value"), skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(rename(serialize = "t:Values", deserialize = "Values"), skip_serializing_if = "Option::is_none")]
    pub values: Option<PropertyValues>,
}

/// The values of a property that has several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PropertyValues {
    #[serde(rename(serialize = "t:Value", deserialize = "Value"), default)]
    pub value: Vec<String>,
}

/// How such a property is named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtendedFieldUri {
    #[serde(rename = "@DistinguishedPropertySetId", skip_serializing_if = "Option::is_none")]
    pub distinguished_property_set_id: Option<String>,
    #[serde(rename = "@PropertySetId", skip_serializing_if = "Option::is_none")]
    pub property_set_id: Option<String>,
    #[serde(rename = "@PropertyTag", skip_serializing_if = "Option::is_none")]
    pub property_tag: Option<String>,
    #[serde(rename = "@PropertyName", skip_serializing_if = "Option::is_none")]
    pub property_name: Option<String>,
    #[serde(rename = "@PropertyId", skip_serializing_if = "Option::is_none")]
    pub property_id: Option<i32>,
    #[serde(rename = "@PropertyType")]
    pub property_type: String,
}
