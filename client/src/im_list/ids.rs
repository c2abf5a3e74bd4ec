//! What contacts and groups are told apart by.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};

use ews_im_types::ItemId;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// The `Id` is opaque, and compared as a whole, letter case included. The `ChangeKey` is sent along, but has no part in
        /// comparing: it tells versions of one thing apart, not things.
        #[derive(Debug, Clone)]
        pub struct $name(ItemId);

        impl $name {
            /// An identifier that the server has given, without a change key.
            pub fn new(id: impl Into<String>) -> Self {
                Self(ItemId::new(id))
            }

            /// The `Id`.
            pub fn id(&self) -> &str {
                &self.0.id
            }

            /// The `ChangeKey`, as far as it is known: each change on the server makes a new one.
            pub fn change_key(&self) -> Option<&str> {
                self.0.change_key.as_deref()
            }

            /// Both, as requests want them.
            pub fn item_id(&self) -> &ItemId {
                &self.0
            }

            /// An identifier from the wire; one without a text identifies nothing.
            pub(super) fn of(item_id: &ItemId) -> Option<Self> {
                (!item_id.id.is_empty()).then(|| Self(item_id.clone()))
            }
        }

        impl From<ItemId> for $name {
            fn from(item_id: ItemId) -> Self {
                Self(item_id)
            }
        }

        impl From<$name> for ItemId {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.id == other.0.id
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.0.id.cmp(&other.0.id)
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.id().hash(state);
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.id()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}

identifier! {
    /// The key of a contact: what requests call `ContactId`, groups `MemberCorrelationKey`, and personas the `SourceId` of
    /// an attribution.
    ContactId
}

identifier! {
    /// The identifier of a group: what requests call `GroupId`, and groups `ExchangeStoreId`.
    GroupId
}
