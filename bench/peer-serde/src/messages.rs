//! The messages, and what they hold down to personas.

use serde::{Deserialize, Serialize};

use crate::namespaces::{Messages, Types};
use crate::persona::Persona;
use crate::values::{ExtendedProperty, ItemId};

/// The request for a new group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AddImGroup {
    #[serde(rename = "@xmlns", skip_deserializing)]
    pub xmlns: Messages,
    pub display_name: String,
}

/// The answer to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AddImGroupResponse {
    #[serde(rename = "@xmlns", skip_deserializing)]
    pub xmlns: Messages,
    #[serde(rename = "@xmlns:t", skip_deserializing)]
    pub xmlns_types: Types,
    #[serde(rename = "@ResponseClass")]
    pub response_class: ResponseClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub descriptive_link_key: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub im_group: Option<ImGroup>,
}

/// The answer to a request for the contact list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetImItemListResponse {
    #[serde(rename = "@xmlns", skip_deserializing)]
    pub xmlns: Messages,
    #[serde(rename = "@xmlns:t", skip_deserializing)]
    pub xmlns_types: Types,
    #[serde(rename = "@ResponseClass")]
    pub response_class: ResponseClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub descriptive_link_key: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub im_item_list: Option<ImItemList>,
}

/// Whether a request succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ResponseClass {
    Success,
    Warning,
    Error,
}

/// The contact list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ImItemList {
    #[serde(rename(serialize = "t:Groups", deserialize = "Groups"), skip_serializing_if = "Option::is_none")]
    pub groups: Option<Groups>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personas: Option<Personas>,
}

/// The groups of the contact list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Groups {
    #[serde(rename(serialize = "t:ImGroup", deserialize = "ImGroup"), default)]
    pub im_group: Vec<ImGroup>,
}

/// A group; it stands in elements of both namespaces, so that its own have a prefix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImGroup {
    #[serde(rename(serialize = "t:DisplayName", deserialize = "DisplayName"))]
    pub display_name: String,
    #[serde(rename(serialize = "t:GroupType", deserialize = "GroupType"))]
    pub group_type: String,
    #[serde(
        rename(serialize = "t:ExchangeStoreId", deserialize = "ExchangeStoreId"),
        skip_serializing_if = "Option::is_none"
    )]
    pub exchange_store_id: Option<ItemId>,
    #[serde(
        rename(serialize = "t:MemberCorrelationKey", deserialize = "MemberCorrelationKey"),
        skip_serializing_if = "Option::is_none"
    )]
    pub member_correlation_key: Option<MemberCorrelationKey>,
    #[serde(
        rename(serialize = "t:ExtendedProperties", deserialize = "ExtendedProperties"),
        skip_serializing_if = "Option::is_none"
    )]
    pub extended_properties: Option<ExtendedProperties>,
    #[serde(rename(serialize = "t:SmtpAddress", deserialize = "SmtpAddress"), skip_serializing_if = "Option::is_none")]
    pub smtp_address: Option<String>,
}

/// The members of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberCorrelationKey {
    #[serde(rename(serialize = "t:ItemId", deserialize = "ItemId"), default)]
    pub item_id: Vec<ItemId>,
}

/// What the schema has no elements for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtendedProperties {
    #[serde(rename(serialize = "t:ExtendedProperty", deserialize = "ExtendedProperty"), default)]
    pub extended_property: Vec<ExtendedProperty>,
}

/// The personas of the contact list; from here on, elements of the types have no prefix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Personas {
    #[serde(rename = "@xmlns", skip_deserializing)]
    pub xmlns: Types,
    #[serde(default)]
    pub persona: Vec<Persona>,
}
