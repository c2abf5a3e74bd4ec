//! Why an operation fails: what a response says of it.

use ews_im::types::{MessageXml, ResponseCode};
use xsd_runtime::RawElement;

use super::ids::BadId;

/// Why an operation fails, in the words of Exchange where these are documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Another group has the display name.
    GroupNameExists,
    /// The mailbox has as many groups as it may have.
    GroupLimit,
    /// The mailbox has as many contacts as it may have.
    ContactLimit,
    /// No group of the mailbox, or none of the sort that the operation is for.
    NoGroup,
    /// No instant-messaging contact of the mailbox, or none of the group.
    NoContact,
    /// What the operation is to work with is not there.
    NotFound,
    /// The identifier is empty, or can be none.
    Id(BadId),
    /// The identifier is of a mailbox that the user has nothing to do with.
    OtherMailbox {
        /// The GUID of that mailbox.
        guid: String,
    },
    /// No distribution list has the SMTP address.
    NoDistributionList,
    /// An extended property is named by attributes that do not go together.
    ExtendedProperty,
    /// An extended property that has no tag of its own is named by one.
    CustomPropertyTag,
    /// An extended property is of a type that has no values.
    PropertyType,
}

impl From<BadId> for Refusal {
    fn from(bad: BadId) -> Self {
        Self::Id(bad)
    }
}

impl Refusal {
    /// The error as a name.
    pub(crate) fn code(&self) -> ResponseCode {
        match self {
            Self::GroupNameExists => ResponseCode::ErrorImGroupDisplayNameAlreadyExists,
            Self::GroupLimit => ResponseCode::ErrorImGroupLimitReached,
            Self::ContactLimit => ResponseCode::ErrorImContactLimitReached,
            Self::NoGroup => ResponseCode::ErrorInvalidImGroupId,
            Self::NoContact => ResponseCode::ErrorInvalidImContactId,
            Self::NotFound => ResponseCode::ErrorItemNotFound,
            Self::Id(BadId::Empty) => ResponseCode::ErrorInvalidIdEmpty,
            Self::Id(BadId::Malformed) => ResponseCode::ErrorInvalidIdMalformed,
            Self::OtherMailbox { .. } => ResponseCode::ErrorNonExistentMailbox,
            Self::NoDistributionList => ResponseCode::ErrorInvalidImDistributionGroupSmtpAddress,
            Self::ExtendedProperty => ResponseCode::ErrorInvalidExtendedProperty,
            Self::CustomPropertyTag => ResponseCode::ErrorNoPropertyTagForCustomProperties,
            Self::PropertyType => ResponseCode::ErrorUnsupportedMapiPropertyType,
        }
    }

    /// The error for people. The texts of the two limits are not documented.
    pub(crate) fn text(&self) -> &'static str {
        match self {
            Self::GroupNameExists => "An IM group with the specified display name already exists.",
            Self::GroupLimit => "The maximum number of IM groups has been reached.",
            Self::ContactLimit => "The maximum number of IM contacts has been reached.",
            Self::NoGroup => "The specified Im Group Id is invalid.",
            Self::NoContact => "The specified Im Contact Id is invalid.",
            Self::NotFound => "The specified object was not found in the store.",
            Self::Id(BadId::Empty) => "Id must be non-empty.",
            Self::Id(BadId::Malformed) => "Id is malformed.",
            Self::OtherMailbox { .. } => "No mailbox with such guid.",
            Self::NoDistributionList => "The specified IM distribution group SMTP address is invalid.",
            Self::ExtendedProperty => "The extended property attribute combination is invalid.",
            Self::CustomPropertyTag => {
                "Custom properties cannot be specified using property tags.  The GUID and Id/Name combination must be used \
                 instead."
            }
            Self::PropertyType => "The MAPI property type is not supported.",
        }
    }

    /// `MessageXml`, where the error has details.
    pub(crate) fn details(&self) -> Option<MessageXml> {
        let Self::OtherMailbox { guid } = self else { return None };
        // A GUID has nothing that would have to be escaped.
        let xml = format!(
            "<t:Value xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" \
             Name=\"MailboxGuid\">{guid}</t:Value>"
        );
        RawElement::parse(&xml).ok().map(|value| MessageXml { any: vec![value] })
    }
}
