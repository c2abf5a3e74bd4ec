//! Tables of texts in and outside the lexical spaces, and of what is written for them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod binary;
mod dates;
mod durations;
mod facets;
mod numbers;
mod strings;

use std::fmt::{Debug, Display};
use std::str::FromStr;

use crate::value_error::ValueError;

/// Checks that texts are read, and what is written for each.
fn assert_written<T: FromStr<Err = ValueError> + Display + Debug + PartialEq>(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let value: T = text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(value.to_string(), *expected, "{text:?} written");
        assert_eq!(expected.parse(), Ok(value), "{expected:?} read again");
    }
}

/// Checks the error for each text, without the text and the type's name in front.
fn assert_refused<T: FromStr<Err = ValueError> + Debug>(type_name: &str, table: &[(&str, &str)]) {
    for (text, why) in table {
        match text.parse::<T>() {
            Ok(value) => panic!("{text:?} was read as {value:?}"),
            Err(error) => {
                let message = error.to_string();
                let expected = format!("is not a valid {type_name}: {why}");
                assert!(message.ends_with(&expected), "{text:?}: {message}; expected {expected}");
            }
        }
    }
}
