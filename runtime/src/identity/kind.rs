//! What a text stands for, so that values can be compared: `1.0` and `1` are the same number and different strings.

use std::borrow::Cow;
use std::fmt;

use crate::QName;
use crate::datatypes::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Time,
    collapse, is_blank, parse_boolean, parse_double, parse_float, replace, trim, write_double, write_float,
};
use crate::simple::{Context, Simple};

/// The value space of a simple type (XSD 1.0 Part 2, 2.2), as far as equality goes: its primitive type, with the white
/// space of its own. Values of different primitive types are never equal.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `xs:string` with its white space.
    String,
    /// `xs:string` with blanks for all white space.
    Normalized,
    /// `xs:string` without superfluous white space.
    Token,
    /// `xs:ID`.
    Id,
    /// `xs:IDREF`.
    IdRef,
    /// `xs:boolean`.
    Boolean,
    /// `xs:decimal` and the integers.
    Decimal,
    /// `xs:float`.
    Float,
    /// `xs:double`.
    Double,
    /// `xs:duration`.
    Duration,
    /// `xs:dateTime`.
    DateTime,
    /// `xs:time`.
    Time,
    /// `xs:date`.
    Date,
    /// `xs:gYearMonth`.
    GYearMonth,
    /// `xs:gYear`.
    GYear,
    /// `xs:gMonthDay`.
    GMonthDay,
    /// `xs:gDay`.
    GDay,
    /// `xs:gMonth`.
    GMonth,
    /// `xs:hexBinary`.
    HexBinary,
    /// `xs:base64Binary`.
    Base64Binary,
    /// `xs:anyURI`.
    AnyUri,
    /// `xs:QName`.
    QName,
    /// `xs:NOTATION`.
    Notation,
    /// `xs:anySimpleType`, of which nothing is known.
    Any,
    /// A list.
    List(&'static Kind),
    /// A union: its members in order, each with what tells whether a text is a value of it.
    Union(&'static [(Kind, Fits)]),
}

/// What tells whether a text is a value of a member of a union: [`fits`] of the member's type.
pub type Fits = fn(&str, &Context<'_>) -> bool;

/// Whether a text is a value of a type.
pub fn fits<T: Simple>(text: &str, context: &Context<'_>) -> bool {
    T::parse(text, context).is_ok()
}

/// A value that can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Value {
    String(Box<str>),
    AnyUri(Box<str>),
    Any(Box<str>),
    Boolean(bool),
    Decimal(Decimal),
    Float(u32),
    Double(u64),
    Duration(Duration),
    DateTime(DateTime),
    Time(Time),
    Date(Date),
    GYearMonth(GYearMonth),
    GYear(GYear),
    GMonthDay(GMonthDay),
    GDay(GDay),
    GMonth(GMonth),
    HexBinary(HexBinary),
    Base64Binary(Base64Binary),
    QName(QName),
    Notation(QName),
    List(Box<[Value]>),
}

impl Kind {
    /// The kind of a built-in type, which `xsi:type` may name.
    pub(super) fn built_in(local: &str) -> Option<Kind> {
        Some(match local {
            "string" => Kind::String,
            "normalizedString" => Kind::Normalized,
            "token" | "language" | "Name" | "NCName" | "NMTOKEN" | "ENTITY" => Kind::Token,
            "ID" => Kind::Id,
            "IDREF" => Kind::IdRef,
            "NMTOKENS" | "ENTITIES" => Kind::List(&Kind::Token),
            "IDREFS" => Kind::List(&Kind::IdRef),
            "boolean" => Kind::Boolean,
            "decimal" | "integer" | "nonPositiveInteger" | "negativeInteger" | "nonNegativeInteger"
            | "positiveInteger" | "long" | "int" | "short" | "byte" | "unsignedLong" | "unsignedInt"
            | "unsignedShort" | "unsignedByte" => Kind::Decimal,
            "float" => Kind::Float,
            "double" => Kind::Double,
            "duration" => Kind::Duration,
            "dateTime" => Kind::DateTime,
            "time" => Kind::Time,
            "date" => Kind::Date,
            "gYearMonth" => Kind::GYearMonth,
            "gYear" => Kind::GYear,
            "gMonthDay" => Kind::GMonthDay,
            "gDay" => Kind::GDay,
            "gMonth" => Kind::GMonth,
            "hexBinary" => Kind::HexBinary,
            "base64Binary" => Kind::Base64Binary,
            "anyURI" => Kind::AnyUri,
            "QName" => Kind::QName,
            "NOTATION" => Kind::Notation,
            "anySimpleType" => Kind::Any,
            _ => return None,
        })
    }

    /// Whether a text may have identifiers in it, or references to them.
    pub(super) fn has_ids(&self) -> bool {
        match self {
            Kind::Id | Kind::IdRef => true,
            Kind::List(item) => item.has_ids(),
            Kind::Union(members) => members.iter().any(|(member, _)| member.has_ids()),
            _ => false,
        }
    }

    /// The kind that a text has: of a union, the first member that it is a value of.
    pub(super) fn active(&self, text: &str, context: &Context<'_>) -> Kind {
        let mut kind = *self;
        // Members are no longer unions once the generator has flattened them, so that this ends.
        while let Kind::Union(members) = kind {
            match members.iter().find(|(_, fits)| fits(text, context)) {
                Some((member, _)) => kind = *member,
                None => return Kind::Any,
            }
        }
        kind
    }

    /// The value of a text. One that is none, which reading has found before, stands for itself.
    pub(super) fn value(&self, text: &str, context: &Context<'_>) -> Value {
        let any = || Value::Any(text.into());
        match self.active(text, context) {
            Kind::String => Value::String(text.into()),
            Kind::Normalized => Value::String(replace(text).into()),
            Kind::Token | Kind::Id | Kind::IdRef => Value::String(collapse(text).into()),
            Kind::AnyUri => Value::AnyUri(collapse(text).into()),
            Kind::Boolean => parse_boolean(text).map_or_else(|_| any(), Value::Boolean),
            Kind::Float => parse_float(text).map_or_else(|_| any(), |value| Value::Float(float_bits(value))),
            Kind::Double => parse_double(text).map_or_else(|_| any(), |value| Value::Double(double_bits(value))),
            Kind::Decimal => text.parse().map_or_else(|_| any(), Value::Decimal),
            Kind::Duration => text.parse().map_or_else(|_| any(), Value::Duration),
            Kind::DateTime => text.parse().map_or_else(|_| any(), Value::DateTime),
            Kind::Time => text.parse().map_or_else(|_| any(), Value::Time),
            Kind::Date => text.parse().map_or_else(|_| any(), Value::Date),
            Kind::GYearMonth => text.parse().map_or_else(|_| any(), Value::GYearMonth),
            Kind::GYear => text.parse().map_or_else(|_| any(), Value::GYear),
            Kind::GMonthDay => text.parse().map_or_else(|_| any(), Value::GMonthDay),
            Kind::GDay => text.parse().map_or_else(|_| any(), Value::GDay),
            Kind::GMonth => text.parse().map_or_else(|_| any(), Value::GMonth),
            Kind::HexBinary => text.parse().map_or_else(|_| any(), Value::HexBinary),
            Kind::Base64Binary => text.parse().map_or_else(|_| any(), Value::Base64Binary),
            Kind::QName => QName::parse(text, context).map_or_else(|_| any(), Value::QName),
            Kind::Notation => QName::parse(text, context).map_or_else(|_| any(), Value::Notation),
            Kind::List(item) => Value::List(items(text).map(|text| item.value(text, context)).collect()),
            Kind::Union(_) | Kind::Any => any(),
        }
    }
}

/// The items of a list.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_blank).filter(|item| !item.is_empty())
}

/// What a value of a token is called, white space aside.
pub(super) fn token(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(trim(text))
}

/// Not-a-number equals itself, however it came about.
fn float_bits(value: f32) -> u32 {
    if value.is_nan() { f32::NAN.to_bits() } else { value.to_bits() }
}

fn double_bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::String(text) | Value::AnyUri(text) | Value::Any(text) => f.write_str(text),
            Value::Boolean(value) => value.fmt(f),
            Value::Decimal(value) => value.fmt(f),
            Value::Float(bits) => {
                let mut text = String::new();
                write_float(f32::from_bits(*bits), &mut text);
                f.write_str(&text)
            }
            Value::Double(bits) => {
                let mut text = String::new();
                write_double(f64::from_bits(*bits), &mut text);
                f.write_str(&text)
            }
            Value::Duration(value) => value.fmt(f),
            Value::DateTime(value) => value.fmt(f),
            Value::Time(value) => value.fmt(f),
            Value::Date(value) => value.fmt(f),
            Value::GYearMonth(value) => value.fmt(f),
            Value::GYear(value) => value.fmt(f),
            Value::GMonthDay(value) => value.fmt(f),
            Value::GDay(value) => value.fmt(f),
            Value::GMonth(value) => value.fmt(f),
            Value::HexBinary(value) => value.fmt(f),
            Value::Base64Binary(value) => value.fmt(f),
            Value::QName(QName { namespace, local }) | Value::Notation(QName { namespace, local }) => {
                if namespace.is_empty() { f.write_str(local) } else { write!(f, "{{{namespace}}}{local}") }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let blank = if index > 0 { " " } else { "" };
                    write!(f, "{blank}{item}")?;
                }
                Ok(())
            }
        }
    }
}
