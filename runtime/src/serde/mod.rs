//! `serde::Serialize` and `serde::Deserialize` for whatever a generated type can hold.
//!
//! Numbers with bounds in Rust, booleans and texts are what they are to serde anyway; lists are sequences; all other
//! datatypes are texts in their lexical form (XSD 1.0 Part 2). Types of [`datatypes`](crate::datatypes), enumerations
//! and checked texts refuse a text as their `FromStr` does, checked values a value as their `new` does. Raw XML is a
//! text, and only taken if it is one well-formed element. What is nil is `null`; where attributes are kept with it,
//! [`NillableElement`](crate::NillableElement) is an enum like others: `{"Nil":{}}` or `{"Value":…}`.
//!
//! ```
//! # use xsd_runtime::{Nillable, datatypes::Date};
//! let due = vec![Nillable::Value("2026-02-28Z".parse::<Date>()?), Nillable::Nil];
//! let json = serde_json::to_string(&due)?;
//! assert_eq!(json, r#"["2026-02-28Z",null]"#);
//! assert_eq!(serde_json::from_str::<Vec<Nillable<Date>>>(&json)?, due);
//! assert!(serde_json::from_str::<Date>(r#""2026-02-30""#).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use ::serde::de::Visitor;

use crate::ValueError;
use crate::check::Lexical;

mod datatypes;
pub mod float;

pub use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a value as its text.
///
/// # Errors
/// Those of the serializer.
pub fn write_text<T: Lexical, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.lexical())
}

/// Reads a value from its text.
///
/// # Errors
/// If there is no text, or one that is no value of the type.
pub fn read_text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
    D: Deserializer<'de>,
{
    struct Parse<T>(PhantomData<T>);

    impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Parse<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: ::serde::de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Parse(PhantomData))
}

/// Reads a member that is there, though it may be nil: `null` is then a value, and not the lack of one.
///
/// # Errors
/// Those of the value.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Checks a value that was read.
///
/// # Errors
/// If it breaks a facet.
pub fn checked<T, E: ::serde::de::Error>(value: Result<T, ValueError>) -> Result<T, E> {
    value.map_err(E::custom)
}

/// Implements the traits of serde for an enumeration or a checked text: as its text.
#[macro_export]
macro_rules! serde_text {
    ($name:ty) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serde::write_text(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serde::read_text(deserializer)
            }
        }
    };
}

/// Implements the traits of serde for a checked value that is no text: as the value that it holds. A third argument is
/// a module whose functions write and read that one.
#[macro_export]
macro_rules! serde_value {
    ($name:ident, $inner:ty) => {
        $crate::serde_value!(
            @ $name, $inner, <$inner as $crate::serde::Serialize>::serialize,
            <$inner as $crate::serde::Deserialize>::deserialize
        );
    };
    ($name:ident, $inner:ty, $($with:ident)::+) => {
        $crate::serde_value!(@ $name, $inner, $($with)::+::serialize, $($with)::+::deserialize);
    };
    (@ $name:ident, $inner:ty, $write:expr, $read:expr) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $write(AsRef::<$inner>::as_ref(self), serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value: $inner = $read(deserializer)?;
                $crate::serde::checked(Self::new(value))
            }
        }
    };
}
