//! The types derived from `xs:string` (Part 2, section 3.3), and `xs:anyURI` (section 3.2.17).

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::names;
use super::whitespace::{collapse, replace};
use crate::value_error::ValueError;

/// Declares types that wrap a checked `String`. Each entry: documentation, name, name in XSD, treatment of white space,
/// check, and what to say when the check fails.
macro_rules! string_types {
    ($($(#[$doc:meta])* $name:ident, $xsd:literal, $whitespace:path, $check:expr, $why:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The text as a `String`.
            pub fn into_string(self) -> String {
                self.0
            }

            fn check(text: &str) -> Result<(), ValueError> {
                let is_valid: fn(&str) -> bool = $check;
                if is_valid(text) { Ok(()) } else { Err(ValueError::lexical($xsd, text, $why)) }
            }
        }

        impl TryFrom<Cow<'_, str>> for $name {
            type Error = ValueError;

            fn try_from(text: Cow<'_, str>) -> Result<Self, ValueError> {
                let value = match $whitespace(&text) {
                    Cow::Borrowed(same) if same.len() == text.len() => None,
                    other => Some(other.into_owned()),
                };
                let value = value.unwrap_or_else(|| text.into_owned());
                Self::check(&value)?;
                Ok(Self(value))
            }
        }

        impl TryFrom<&str> for $name {
            type Error = ValueError;

            fn try_from(text: &str) -> Result<Self, ValueError> {
                Cow::Borrowed(text).try_into()
            }
        }

        impl TryFrom<String> for $name {
            type Error = ValueError;

            fn try_from(text: String) -> Result<Self, ValueError> {
                Cow::<str>::Owned(text).try_into()
            }
        }

        impl FromStr for $name {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, ValueError> {
                text.try_into()
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    )+};
}

string_types! {
    /// `xs:normalizedString` (section 3.3.1): a text without tab, line feed and carriage return; making one turns them
    /// into spaces, so it never fails.
    NormalizedString, "xs:normalizedString", replace, |_| true, "";
    /// `xs:token` (section 3.3.2): a text without blanks at its ends and without double blanks; making one collapses
    /// white space, so it never fails.
    Token, "xs:token", collapse, |_| true, "";
    /// `xs:language` (section 3.3.3): a language tag such as `en` or `de-AT`. Fails if the text is not made of parts of
    /// one to eight letters (after the first part also digits) with hyphens between them.
    Language, "xs:language", collapse, is_language, "not a language tag";
    /// `xs:NMTOKEN` (section 3.3.4). Fails if the text is empty or has characters that no name has.
    NmToken, "xs:NMTOKEN", collapse, names::is_nmtoken, "not made of name characters";
    /// `xs:Name` (section 3.3.6). Fails if the text is no XML name.
    Name, "xs:Name", collapse, names::is_name, "not an XML name";
    /// `xs:NCName` (section 3.3.7). Fails if the text is no XML name or has a colon.
    NCName, "xs:NCName", collapse, names::is_ncname, "not an XML name without colon";
    /// `xs:ID` (section 3.3.8). Fails if the text is no XML name or has a colon; that it is unique in its document is
    /// not checked.
    Id, "xs:ID", collapse, names::is_ncname, "not an XML name without colon";
    /// `xs:IDREF` (section 3.3.9). Fails if the text is no XML name or has a colon; that an element with this ID exists
    /// is not checked.
    IdRef, "xs:IDREF", collapse, names::is_ncname, "not an XML name without colon";
    /// `xs:ENTITY` (section 3.3.11). Fails if the text is no XML name or has a colon; that the entity is declared is
    /// not checked.
    Entity, "xs:ENTITY", collapse, names::is_ncname, "not an XML name without colon";
    /// `xs:anyURI` (section 3.2.17). White space collapses; beyond that any text is taken, as nearly every text is a
    /// URI reference once escaped, so making one never fails. Strict reading asks
    /// [`is_uri_reference`](super::is_uri_reference).
    AnyUri, "xs:anyURI", collapse, |_| true, "";
}

fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(index, part)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphabetic() || (index != 0 && byte.is_ascii_digit()))
    })
}
