//! `xs:float` and `xs:double`: numbers, but `"INF"`, `"-INF"` and `"NaN"` (Part 2, 3.2.4 and 3.2.5), which JSON has no
//! digits for. For `#[serde(with = "…")]` on members of these types and of those around them.

use std::fmt;

use ::serde::de::Visitor;
use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::check::Lexical;
use crate::datatypes::{parse_double, parse_float};
use crate::{List, Nillable};

/// Writes a number, or what holds numbers.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Floats, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.wrap().serialize(serializer)
}

/// Reads a number, or what holds numbers.
///
/// # Errors
/// If there is none.
pub fn deserialize<'de, T: Floats, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::Wrapped::deserialize(deserializer).map(T::unwrap)
}

/// Reads a member that is there, though it may be nil.
///
/// # Errors
/// If it is neither.
pub fn present<'de, T: Floats, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    deserialize(deserializer).map(Some)
}

/// A number or what holds numbers, and the same with every number in [`Number`].
pub trait Floats: Sized {
    /// With every number in [`Number`].
    type Wrapped: Serialize + for<'de> Deserialize<'de>;
    /// Puts the numbers in.
    fn wrap(&self) -> Self::Wrapped;
    /// Takes them out.
    fn unwrap(wrapped: Self::Wrapped) -> Self;
}

/// A number as this module writes and reads it.
#[derive(Debug, Clone, Copy)]
pub struct Number<T>(T);

macro_rules! floats {
    ($($ty:ident, $write:ident, $parse:ident;)*) => {$(
        impl Floats for $ty {
            type Wrapped = Number<$ty>;

            fn wrap(&self) -> Number<$ty> {
                Number(*self)
            }

            fn unwrap(wrapped: Number<$ty>) -> Self {
                wrapped.0
            }
        }

        impl Serialize for Number<$ty> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if self.0.is_finite() { serializer.$write(self.0) } else { serializer.serialize_str(&self.0.lexical()) }
            }
        }

        impl<'de> Deserialize<'de> for Number<$ty> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Parse;

                impl Visitor<'_> for Parse {
                    type Value = $ty;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a number, \"INF\", \"-INF\" or \"NaN\"")
                    }

                    fn visit_f32<E>(self, value: f32) -> Result<$ty, E> {
                        Ok(value as $ty)
                    }

                    fn visit_f64<E>(self, value: f64) -> Result<$ty, E> {
                        Ok(value as $ty)
                    }

                    fn visit_i64<E>(self, value: i64) -> Result<$ty, E> {
                        Ok(value as $ty)
                    }

                    fn visit_u64<E>(self, value: u64) -> Result<$ty, E> {
                        Ok(value as $ty)
                    }

                    fn visit_str<E: ::serde::de::Error>(self, text: &str) -> Result<$ty, E> {
                        $parse(text).map_err(E::custom)
                    }
                }

                deserializer.deserialize_any(Parse).map(Number)
            }
        }
    )*};
}

floats! {
    f32, serialize_f32, parse_float;
    f64, serialize_f64, parse_double;
}

macro_rules! around {
    ($($ty:ident, |$value:ident| $wrap:expr, |$wrapped:ident| $unwrap:expr;)*) => {$(
        impl<T: Floats> Floats for $ty<T> {
            type Wrapped = $ty<T::Wrapped>;

            fn wrap(&self) -> Self::Wrapped {
                let $value = self;
                $wrap
            }

            fn unwrap($wrapped: Self::Wrapped) -> Self {
                $unwrap
            }
        }
    )*};
}

around! {
    Option, |it| it.as_ref().map(T::wrap), |it| it.map(T::unwrap);
    Vec, |it| it.iter().map(T::wrap).collect(), |it| it.into_iter().map(T::unwrap).collect();
    List, |it| List(it.iter().map(T::wrap).collect()), |it| List(it.0.into_iter().map(T::unwrap).collect());
    Nillable, |it| it.value().map(T::wrap).map_or(Nillable::Nil, Nillable::Value),
        |it| it.into_value().map(T::unwrap).map_or(Nillable::Nil, Nillable::Value);
}
