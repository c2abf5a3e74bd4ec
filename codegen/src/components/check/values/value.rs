//! The values of the primitive types, for equality and order as Part 2 has them.

use std::cmp::Ordering;
use std::fmt::Display;
use std::str::FromStr;

use xsd_runtime::ValueError;
use xsd_runtime::datatypes::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Language, NCName, Name, NmToken, PrimitiveInteger, Time, is_ncname, is_uri_reference, parse_boolean, parse_double,
    parse_float, parse_integer,
};

use crate::components::model::QName;
use crate::xsd::Bindings;

/// A value of a simple type. Values of different primitive types are never equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::components) enum Value {
    Text(String),
    Boolean(bool),
    Decimal(Decimal),
    Float(Bits),
    Double(Bits),
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
    AnyUri(String),
    QName(QName),
    Notation(QName),
    List(Vec<Value>),
}

/// A floating-point number that can be a key: NaN equals itself (Part 2, 3.2.4), and there is one zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::components) struct Bits(u64);

impl Bits {
    fn new(value: f64) -> Bits {
        let value = if value.is_nan() { f64::NAN } else { value };
        Bits(if value == 0.0 { 0 } else { value.to_bits() })
    }

    fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl PartialOrd for Value {
    /// The order of the value space; none between values of different types, or of types without order.
    fn partial_cmp(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Decimal(a), Value::Decimal(b)) => a.partial_cmp(b),
            (Value::Float(a), Value::Float(b)) | (Value::Double(a), Value::Double(b)) => {
                if a == b {
                    Some(Ordering::Equal)
                } else {
                    a.get().partial_cmp(&b.get())
                }
            }
            (Value::Duration(a), Value::Duration(b)) => a.partial_cmp(b),
            (Value::DateTime(a), Value::DateTime(b)) => a.partial_cmp(b),
            (Value::Time(a), Value::Time(b)) => a.partial_cmp(b),
            (Value::Date(a), Value::Date(b)) => a.partial_cmp(b),
            (Value::GYearMonth(a), Value::GYearMonth(b)) => a.partial_cmp(b),
            (Value::GYear(a), Value::GYear(b)) => a.partial_cmp(b),
            (Value::GMonthDay(a), Value::GMonthDay(b)) => a.partial_cmp(b),
            (Value::GDay(a), Value::GDay(b)) => a.partial_cmp(b),
            (Value::GMonth(a), Value::GMonth(b)) => a.partial_cmp(b),
            _ => None,
        }
    }
}

impl Value {
    /// The value that a text has in a built-in atomic type, white space already taken care of.
    ///
    /// # Errors
    /// If the text is no value of the type.
    pub(super) fn parse(built_in: &'static str, text: &str, bindings: &Bindings) -> Result<Value, ValueError> {
        Ok(match built_in {
            "string" | "normalizedString" | "token" => Value::Text(text.to_owned()),
            "language" => text_of(text.parse::<Language>()?),
            "NMTOKEN" => text_of(text.parse::<NmToken>()?),
            "Name" => text_of(text.parse::<Name>()?),
            "NCName" | "ID" | "IDREF" | "ENTITY" => text_of(text.parse::<NCName>()?),
            "boolean" => Value::Boolean(parse_boolean(text)?),
            "decimal" => Value::Decimal(text.parse()?),
            "float" => Value::Float(Bits::new(parse_float(text)?.into())),
            "double" => Value::Double(Bits::new(parse_double(text)?)),
            "duration" => Value::Duration(text.parse()?),
            "dateTime" => Value::DateTime(text.parse()?),
            "time" => Value::Time(text.parse()?),
            "date" => Value::Date(text.parse()?),
            "gYearMonth" => Value::GYearMonth(text.parse()?),
            "gYear" => Value::GYear(text.parse()?),
            "gMonthDay" => Value::GMonthDay(text.parse()?),
            "gDay" => Value::GDay(text.parse()?),
            "gMonth" => Value::GMonth(text.parse()?),
            "hexBinary" => Value::HexBinary(text.parse()?),
            "base64Binary" => Value::Base64Binary(text.parse()?),
            "anyURI" if is_uri_reference(text) => Value::AnyUri(text.to_owned()),
            "anyURI" => return Err(ValueError::lexical("xs:anyURI", text, "not a URI reference")),
            "QName" => Value::QName(qualified("xs:QName", text, bindings)?),
            "NOTATION" => Value::Notation(qualified("xs:NOTATION", text, bindings)?),
            "byte" => bounded::<i8>(text)?,
            "short" => bounded::<i16>(text)?,
            "int" => bounded::<i32>(text)?,
            "long" => bounded::<i64>(text)?,
            "unsignedByte" => bounded::<u8>(text)?,
            "unsignedShort" => bounded::<u16>(text)?,
            "unsignedInt" => bounded::<u32>(text)?,
            "unsignedLong" => bounded::<u64>(text)?,
            "nonNegativeInteger" => integer(text, "xs:nonNegativeInteger", |it| !it.is_negative())?,
            "positiveInteger" => integer(text, "xs:positiveInteger", |it| !it.is_negative() && !it.is_zero())?,
            "nonPositiveInteger" => integer(text, "xs:nonPositiveInteger", |it| it.is_negative() || it.is_zero())?,
            "negativeInteger" => integer(text, "xs:negativeInteger", Integer::is_negative)?,
            _ => integer(text, "xs:integer", |_| true)?,
        })
    }

    /// How long it is, as the three length facets count, and what they count. Nothing for types that these facets do not
    /// restrict, which are also `xs:QName` and `xs:NOTATION` (Part 2, 4.3.1).
    pub(super) fn length(&self) -> Option<(u64, &'static str)> {
        let (count, unit) = match self {
            Value::Text(text) | Value::AnyUri(text) => (text.chars().count(), "characters"),
            Value::HexBinary(bytes) => (bytes.len(), "bytes"),
            Value::Base64Binary(bytes) => (bytes.len(), "bytes"),
            Value::List(items) => (items.len(), "items"),
            _ => return None,
        };
        Some((u64::try_from(count).unwrap_or(u64::MAX), unit))
    }

    /// How many digits a decimal number has in all, and how many of them after the point.
    pub(super) fn digits(&self) -> Option<(u64, u64)> {
        let Value::Decimal(number) = self else { return None };
        let n_fraction = u64::try_from(number.fraction_digits().len()).unwrap_or(u64::MAX);
        let integer = number.integer_digits().trim_start_matches('0');
        let n_integer = u64::try_from(integer.len()).unwrap_or(u64::MAX);
        Some((n_integer.saturating_add(n_fraction), n_fraction))
    }
}

fn text_of(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

fn bounded<T: PrimitiveInteger + Display + Into<Decimal>>(text: &str) -> Result<Value, ValueError> {
    Ok(Value::Decimal(parse_integer::<T>(text)?.into()))
}

fn integer(text: &str, name: &'static str, is_in: fn(&Integer) -> bool) -> Result<Value, ValueError> {
    let value = Integer::from_str(text)?;
    if is_in(&value) { Ok(Value::Decimal(value.into())) } else { Err(ValueError::out_of_range(name, text)) }
}

/// The expanded name that a text stands for.
fn qualified(type_name: &'static str, text: &str, bindings: &Bindings) -> Result<QName, ValueError> {
    let (prefix, local) = match text.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, text),
    };
    if !is_ncname(local) || !prefix.is_none_or(is_ncname) {
        return Err(ValueError::lexical(type_name, text, "not a qualified name"));
    }
    match (prefix, bindings.namespace(prefix)) {
        (Some(_), None) => Err(ValueError::lexical(type_name, text, "its prefix is not bound")),
        (_, namespace) => Ok(QName { namespace: namespace.map(str::to_owned), local: local.to_owned() }),
    }
}
