//! The built-in datatypes as simple values of elements and attributes.

use std::borrow::Cow;

use crate::check::Lexical;
use crate::datatypes::{self, *};
use crate::simple::{Context, Simple};
use crate::{Text, ValueError, Writer};

macro_rules! integers {
    ($($ty:ident)*) => {$(
        impl Simple for $ty {
            fn parse(text: &str, _: &Context<'_>) -> Result<Self, ValueError> {
                parse_integer(text)
            }

            fn write_text(&self, text: &mut Text<'_>) {
                text.display(self);
            }
        }

        impl Lexical for $ty {
            fn lexical(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }

            fn key(&self) -> String {
                format!("decimal {self}")
            }
        }

        crate::simple!($ty);
    )*};
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Simple for bool {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, ValueError> {
        parse_boolean(text)
    }

    fn write_text(&self, text: &mut Text<'_>) {
        text.verbatim(if *self { "true" } else { "false" });
    }
}

impl Lexical for bool {
    fn lexical(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }

    fn key(&self) -> String {
        format!("boolean {self}")
    }
}

crate::simple!(bool);

macro_rules! floats {
    ($($ty:ident, $parse:path, $write:path;)*) => {$(
        impl Simple for $ty {
            fn parse(text: &str, _: &Context<'_>) -> Result<Self, ValueError> {
                $parse(text)
            }

            fn write_text(&self, text: &mut Text<'_>) {
                $write(*self, text.buffer());
            }
        }

        impl Lexical for $ty {
            fn lexical(&self) -> Cow<'_, str> {
                let mut text = String::new();
                $write(*self, &mut text);
                Cow::Owned(text)
            }

            fn key(&self) -> String {
                let text = self.lexical();
                format!("{} {}", stringify!($ty), if *self == 0.0 { "0" } else { &text })
            }
        }

        crate::simple!($ty);
    )*};
}

floats! {
    f32, parse_float, write_float;
    f64, parse_double, write_double;
}

/// Types whose texts hold nothing that needs escaping.
macro_rules! plain {
    ($($ty:ident, $key:expr;)*) => {$(
        impl Simple for $ty {
            fn parse(text: &str, _: &Context<'_>) -> Result<Self, ValueError> {
                text.parse()
            }

            fn write_text(&self, text: &mut Text<'_>) {
                text.display(self);
            }
        }

        impl Lexical for $ty {
            fn lexical(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }

            fn key(&self) -> String {
                let key: fn(&Self) -> String = $key;
                key(self)
            }
        }

        crate::simple!($ty);
    )*};
}

plain! {
    Decimal, |value| format!("decimal {value}");
    Integer, |value| format!("decimal {value}");
    DateTime, |value| format!("dateTime {}", value.on_time_line());
    Date, |value| format!("date {}", value.on_time_line());
    Time, |value| format!("time {}", value.on_time_line());
    GYear, |value| format!("gYear {}", value.on_time_line());
    GYearMonth, |value| format!("gYearMonth {}", value.on_time_line());
    GMonth, |value| format!("gMonth {}", value.on_time_line());
    GMonthDay, |value| format!("gMonthDay {}", value.on_time_line());
    GDay, |value| format!("gDay {}", value.on_time_line());
    Duration, |value| format!("duration {value}");
    Base64Binary, |value| format!("base64Binary {value}");
    HexBinary, |value| format!("hexBinary {value}");
}

macro_rules! texts {
    ($check:expr; $($ty:ident)*) => {$(
        impl Simple for $ty {
            fn parse(text: &str, context: &Context<'_>) -> Result<Self, ValueError> {
                let check: Option<CheckIn> = $check;
                check.map_or(Ok(()), |check| check(text, context))?;
                text.parse()
            }

            fn parse_cow(text: Cow<'_, str>, context: &Context<'_>) -> Result<Self, ValueError> {
                let check: Option<CheckIn> = $check;
                check.map_or(Ok(()), |check| check(&text, context))?;
                text.try_into()
            }

            fn write_text(&self, text: &mut Text<'_>) {
                text.escaped(self);
            }
        }

        impl Lexical for $ty {
            fn lexical(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }
        }

        crate::simple!($ty);
    )*};
}

/// What the text of a document has to be beside the value that it stands for.
type CheckIn = fn(text: &str, context: &Context<'_>) -> Result<(), ValueError>;

texts!(None; Id IdRef Language NCName Name NmToken NormalizedString Token);
texts!(Some(check_entity); Entity);
texts!(Some(check_uri); AnyUri);

/// An entity has to be declared (Part 1, 3.14.4, and Part 2, 3.3.11). Documents with a DTD are not read, and without one
/// none is.
fn check_entity(text: &str, context: &Context<'_>) -> Result<(), ValueError> {
    if context.strict && context.in_document {
        return Err(ValueError::lexical("xs:ENTITY", trim(text), "no DTD declares such an entity"));
    }
    Ok(())
}

/// Strict reading wants a URI reference, lenient reading takes any text.
fn check_uri(text: &str, context: &Context<'_>) -> Result<(), ValueError> {
    if context.is_strict() && !is_uri_reference(trim(text)) {
        return Err(ValueError::lexical("xs:anyURI", trim(text), "not a URI reference"));
    }
    Ok(())
}

impl Lexical for str {
    fn lexical(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Lexical for String {
    fn lexical(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

/// A value of `xs:QName` (Part 2, 3.2.18): an expanded name. The writer declares a prefix for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QName {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The local part.
    pub local: String,
}

impl Simple for QName {
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, ValueError> {
        let name = trim(text);
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if !is_ncname(local) || !(prefix.is_empty() || is_ncname(prefix)) || name.starts_with(':') {
            return Err(ValueError::lexical("xs:QName", text, "not a qualified name"));
        }
        let namespace = context.namespace(prefix);
        if namespace.is_none() && !prefix.is_empty() {
            return Err(ValueError::lexical("xs:QName", text, "its prefix is not bound"));
        }
        Ok(Self { namespace: namespace.unwrap_or_default().to_owned(), local: local.to_owned() })
    }

    fn write_text(&self, text: &mut Text<'_>) {
        text.qname(&self.local);
    }

    fn declare(&self, writer: &mut Writer) {
        writer.declare_qname(&self.namespace);
    }
}

impl Lexical for QName {
    fn lexical(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.local)
    }

    fn key(&self) -> String {
        format!("QName {{{}}}{}", self.namespace, self.local)
    }
}

crate::simple!(QName);

/// A value of a list type (Part 2, 2.5.1.2): items with blanks between them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Simple> Simple for List<T> {
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, ValueError> {
        let items = text.split(datatypes::is_blank).filter(|item| !item.is_empty());
        items.map(|item| T::parse(item, context)).collect::<Result<_, _>>().map(Self)
    }

    fn write_text(&self, text: &mut Text<'_>) {
        for (index, item) in self.0.iter().enumerate() {
            if index > 0 {
                text.verbatim(" ");
            }
            item.write_text(text);
        }
    }

    fn declare(&self, writer: &mut Writer) {
        self.0.iter().for_each(|item| item.declare(writer));
    }
}

impl<T: Lexical> Lexical for List<T> {
    fn lexical(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.iter().map(Lexical::lexical).collect::<Vec<_>>().join(" "))
    }

    fn key(&self) -> String {
        let mut key = "list".to_owned();
        for item in &self.0 {
            // No item holds a line feed.
            key.push('\n');
            key.push_str(&item.key());
        }
        key
    }
}

impl<T: Simple> crate::Read for List<T> {
    fn read(reader: &mut crate::Reader<'_>) -> crate::Result<Self> {
        crate::read_simple(reader)
    }
}

impl<T: Simple> crate::Write for List<T> {
    fn write(&self, writer: &mut Writer) {
        crate::write_simple(self, writer);
    }
}

/// `xs:integer` with one of its bounds (Part 2, 3.3.14 to 3.3.25).
macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident, $check:ident, $limit:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Integer);

        impl $name {
            /// Checks a value.
            ///
            /// # Errors
            /// If it is out of range.
            pub fn new(value: Integer) -> Result<Self, ValueError> {
                crate::check::$check(&value, $limit)?;
                Ok(Self(value))
            }
        }

        crate::value_newtype!($name, Integer);
    )*};
}

bounded! {
    /// `xs:nonNegativeInteger`: 0 or more.
    NonNegativeInteger, min_inclusive, "0";
    /// `xs:positiveInteger`: 1 or more.
    PositiveInteger, min_inclusive, "1";
    /// `xs:nonPositiveInteger`: 0 or less.
    NonPositiveInteger, max_inclusive, "0";
    /// `xs:negativeInteger`: -1 or less.
    NegativeInteger, max_inclusive, "-1";
}

/// The built-in list types, which have one item at least (Part 2, 3.3.5, 3.3.10, 3.3.12).
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident, $item:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(List<$item>);

        impl $name {
            /// Checks a value.
            ///
            /// # Errors
            /// If it has no item.
            pub fn new(value: List<$item>) -> Result<Self, ValueError> {
                crate::check::min_length(&value, 1)?;
                Ok(Self(value))
            }
        }

        crate::value_newtype!($name, List<$item>);
    )*};
}

lists! {
    /// `xs:NMTOKENS`: name tokens.
    NmTokens, NmToken;
    /// `xs:IDREFS`: references to identifiers.
    IdRefs, IdRef;
    /// `xs:ENTITIES`: names of entities.
    Entities, Entity;
}
