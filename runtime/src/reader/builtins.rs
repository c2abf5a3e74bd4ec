//! The built-in types that `xsi:type` can name (XSD 1.0 Part 2, 3).

use super::Reader;
use crate::datatypes::{
    AnyUri, Base64Binary, Date, DateTime, Decimal, Duration, Entity, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Id, IdRef, Integer, Language, NCName, Name, NmToken, NormalizedString, Time, Token,
};
use crate::error::Result;
use crate::globals::assess;
use crate::{
    Entities, IdRefs, NegativeInteger, NmTokens, NonNegativeInteger, NonPositiveInteger, PositiveInteger, QName,
};

/// What reads an element of a built-in simple type, by its local name.
pub(super) fn assess_as(local: &str) -> Option<fn(&mut Reader<'_>) -> Result<()>> {
    Some(match local {
        "anySimpleType" | "string" => assess::<String>,
        "boolean" => assess::<bool>,
        "float" => assess::<f32>,
        "double" => assess::<f64>,
        "byte" => assess::<i8>,
        "short" => assess::<i16>,
        "int" => assess::<i32>,
        "long" => assess::<i64>,
        "unsignedByte" => assess::<u8>,
        "unsignedShort" => assess::<u16>,
        "unsignedInt" => assess::<u32>,
        "unsignedLong" => assess::<u64>,
        "decimal" => assess::<Decimal>,
        "integer" => assess::<Integer>,
        "nonNegativeInteger" => assess::<NonNegativeInteger>,
        "positiveInteger" => assess::<PositiveInteger>,
        "nonPositiveInteger" => assess::<NonPositiveInteger>,
        "negativeInteger" => assess::<NegativeInteger>,
        "duration" => assess::<Duration>,
        "dateTime" => assess::<DateTime>,
        "date" => assess::<Date>,
        "time" => assess::<Time>,
        "gYear" => assess::<GYear>,
        "gYearMonth" => assess::<GYearMonth>,
        "gMonth" => assess::<GMonth>,
        "gMonthDay" => assess::<GMonthDay>,
        "gDay" => assess::<GDay>,
        "base64Binary" => assess::<Base64Binary>,
        "hexBinary" => assess::<HexBinary>,
        "anyURI" => assess::<AnyUri>,
        "language" => assess::<Language>,
        "normalizedString" => assess::<NormalizedString>,
        "token" => assess::<Token>,
        "Name" => assess::<Name>,
        "NCName" => assess::<NCName>,
        "NMTOKEN" => assess::<NmToken>,
        "ID" => assess::<Id>,
        "IDREF" => assess::<IdRef>,
        "ENTITY" => assess::<Entity>,
        "QName" | "NOTATION" => assess::<QName>,
        "NMTOKENS" => assess::<NmTokens>,
        "IDREFS" => assess::<IdRefs>,
        "ENTITIES" => assess::<Entities>,
        _ => return None,
    })
}
