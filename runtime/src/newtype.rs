//! What the types that are made of simple values have in common: checked values, and unions.

/// Implements what a checked text needs, from an inherent `new` that takes the inner text; a third argument is the type
/// that the text is a value of, where that is more than a text: `Simple`, `Read`, `Write`,
/// `TryFrom`, `FromStr`, `Display`, `Deref<Target = str>`, `AsRef<str>` and `From` back to `String`.
#[macro_export]
macro_rules! text_newtype {
    ($name:ident, $inner:ty) => {
        $crate::text_newtype!($name, $inner, $inner);
    };
    ($name:ident, $inner:ty, $value:ty) => {
        impl $name {
            /// The text as a `String`.
            pub fn into_string(self) -> String {
                self.0.into()
            }
        }

        impl $crate::Simple for $name {
            fn parse(text: &str, context: &$crate::Context<'_>) -> Result<Self, $crate::ValueError> {
                Self::new(<$inner as $crate::Simple>::parse(text, context)?)
            }

            fn parse_cow(
                text: ::std::borrow::Cow<'_, str>,
                context: &$crate::Context<'_>,
            ) -> Result<Self, $crate::ValueError> {
                Self::new(<$inner as $crate::Simple>::parse_cow(text, context)?)
            }

            fn write_text(&self, text: &mut $crate::Text<'_>) {
                text.escaped(&self.0);
            }
        }

        $crate::simple!($name);

        impl $crate::check::Lexical for $name {
            fn lexical(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(&self.0)
            }

            fn key(&self) -> String {
                $crate::check::key::<$value>(&self.0)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::ValueError;

            fn try_from(text: &str) -> Result<Self, $crate::ValueError> {
                <Self as $crate::Simple>::parse(text, &$crate::Context::STRICT)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::ValueError;

            fn try_from(text: String) -> Result<Self, $crate::ValueError> {
                <Self as $crate::Simple>::parse_cow(text.into(), &$crate::Context::STRICT)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                Self::try_from(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::ops::Deref for $name {
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

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.into_string()
            }
        }
    };
}

/// Implements what a checked value that is no text needs, from an inherent `new` that takes the inner value: `Simple`,
/// `Read`, `Write`, `TryFrom`, `FromStr`, `Display`, `Deref`, `AsRef` and `into_inner`. A third argument is the inherent
/// function that checks the text in a document.
#[macro_export]
macro_rules! value_newtype {
    ($name:ident, $inner:ty $(, $check_text:ident)?) => {
        impl $name {
            /// The value without its guarantee.
            pub fn into_inner(self) -> $inner {
                self.0
            }
        }

        impl $crate::Simple for $name {
            fn parse(text: &str, context: &$crate::Context<'_>) -> Result<Self, $crate::ValueError> {
                $(Self::$check_text(&$crate::datatypes::collapse(text))?;)?
                Self::new(<$inner as $crate::Simple>::parse(text, context)?)
            }

            fn write_text(&self, text: &mut $crate::Text<'_>) {
                $crate::Simple::write_text(&self.0, text);
            }

            fn declare(&self, writer: &mut $crate::Writer) {
                $crate::Simple::declare(&self.0, writer);
            }
        }

        $crate::simple!($name);

        impl $crate::check::Lexical for $name {
            fn lexical(&self) -> ::std::borrow::Cow<'_, str> {
                $crate::check::Lexical::lexical(&self.0)
            }

            fn key(&self) -> String {
                $crate::check::Lexical::key(&self.0)
            }
        }

        impl TryFrom<$inner> for $name {
            type Error = $crate::ValueError;

            fn try_from(value: $inner) -> Result<Self, $crate::ValueError> {
                Self::new(value)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                <Self as $crate::Simple>::parse(text, &$crate::Context::STRICT)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&$crate::check::Lexical::lexical(&self.0))
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl AsRef<$inner> for $name {
            fn as_ref(&self) -> &$inner {
                &self.0
            }
        }
    };
}

/// Implements what the values of a union need to be compared and shown: the enum, and its variants.
#[macro_export]
macro_rules! union_value {
    ($name:ident, [$($variant:ident),*]) => {
        impl $crate::check::Lexical for $name {
            fn lexical(&self) -> ::std::borrow::Cow<'_, str> {
                match self {
                    $(Self::$variant(value) => $crate::check::Lexical::lexical(value),)*
                }
            }

            fn key(&self) -> String {
                match self {
                    $(Self::$variant(value) => $crate::check::Lexical::key(value),)*
                }
            }
        }
    };
}
