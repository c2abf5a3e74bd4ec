//! Conversions to and from the types of other crates: what has the same meaning goes both ways, the rest is refused.

#![allow(clippy::unwrap_used, clippy::panic)]

mod chrono;
mod jiff;
mod numbers;
mod time;

use std::fmt::Display;

use xsd_runtime::ValueError;

/// A value of the runtime, from its text.
fn value<T: std::str::FromStr<Err = ValueError>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Converts a value there and back; what comes back is written as the text says.
fn both_ways<T, U>(text: &str) -> U
where
    T: std::str::FromStr<Err = ValueError> + TryFrom<U> + Display,
    U: TryFrom<T> + Clone,
    <U as TryFrom<T>>::Error: Display,
    <T as TryFrom<U>>::Error: Display,
{
    let there = U::try_from(value::<T>(text)).unwrap_or_else(|error| panic!("{text}: {error}"));
    let back = T::try_from(there.clone()).unwrap_or_else(|error| panic!("{text} and back: {error}"));
    assert_eq!(back.to_string(), text);
    there
}

/// Why a value cannot be converted.
fn refusal<T, U>(text: &str) -> String
where
    T: std::str::FromStr<Err = ValueError>,
    U: TryFrom<T, Error = ValueError>,
{
    U::try_from(value::<T>(text)).err().unwrap_or_else(|| panic!("{text} is taken")).to_string()
}
