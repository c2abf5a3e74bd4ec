//! The types of this crate.

use ::serde::de::Error as _;
use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::datatypes::{
    AnyUri, Base64Binary, Date, DateTime, Decimal, Duration, Entity, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Id, IdRef, Integer, Language, NCName, Name, NmToken, NormalizedString, Time, Token, is_ncname,
};
use crate::{
    Entities, IdRefs, List, NegativeInteger, Nillable, NmTokens, NonNegativeInteger, NonPositiveInteger,
    PositiveInteger, QName, RawAttribute, RawElement,
};

macro_rules! texts {
    ($($ty:ident)*) => {$( crate::serde_text!($ty); )*};
}

texts! {
    Decimal Integer NonNegativeInteger PositiveInteger NonPositiveInteger NegativeInteger
    DateTime Date Time GYear GYearMonth GMonth GMonthDay GDay Duration Base64Binary HexBinary
    AnyUri Entity Id IdRef Language NCName Name NmToken NormalizedString Token
}

crate::serde_value!(NmTokens, List<NmToken>);
crate::serde_value!(IdRefs, List<IdRef>);
crate::serde_value!(Entities, List<Entity>);

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

impl<T: Serialize> Serialize for Nillable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nillable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Nil, Self::Value))
    }
}

impl Serialize for RawElement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_xml())
    }
}

impl<'de> Deserialize<'de> for RawElement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read_text(deserializer)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "QName")]
struct QNameParts {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    namespace: String,
    local: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RawAttribute")]
struct RawAttributeParts {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    namespace: String,
    local: String,
    value: String,
}

/// Names are taken apart, and have to be some.
macro_rules! names {
    ($($ty:ident, $parts:ident;)*) => {$(
        impl Serialize for $ty {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $parts::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $ty {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = $parts::deserialize(deserializer)?;
                match is_ncname(&value.local) {
                    true => Ok(value),
                    false => Err(D::Error::custom(format_args!("`{}` is no local name", value.local))),
                }
            }
        }
    )*};
}

names! {
    QName, QNameParts;
    RawAttribute, RawAttributeParts;
}
