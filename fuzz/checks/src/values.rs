//! Arbitrary values of generated types and of the datatypes: written, they are well-formed for another XML parser too, and
//! read again they are what they were.

use std::fmt::Debug;

use ews_im_types as ews;
use xsd_runtime::datatypes::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Time,
    ZoneOffset,
};
use xsd_runtime::{RawElement, Read, ReadOptions, Root, Simple, ValueError, Write, to_string};

use crate::datatypes;
use crate::tokenizer::is_same_document;

#[path = "../../../tests/support/values.rs"]
#[allow(dead_code, reason = "the tests that it is shared with use all of it")]
mod any;
use any::{Any, Random};

/// Makes a value of the bytes, writes it and reads it again. The first byte chooses the type.
///
/// # Panics
/// If it comes back as another one.
pub fn check(input: &[u8]) {
    let Some((&kind, bytes)) = input.split_first() else { return };
    match usize::from(kind).checked_sub(DATATYPES.len()) {
        None => DATATYPES[usize::from(kind)](&mut Bytes(bytes.iter())),
        Some(kind) => MESSAGES[kind % MESSAGES.len()](&mut Random::of_bytes(bytes.to_vec())),
    }
}

macro_rules! messages {
    ($($ty:ident)*) => {
        const MESSAGES: &[fn(&mut Random)] = &[$(message::<ews::$ty>),*];
    };
}

messages! {
    GetImItemListResponse GetImItemsResponse GetImItems GetImItemList
    AddNewImContactToGroupResponse AddNewImContactToGroup AddNewTelUriContactToGroupResponse AddNewTelUriContactToGroup
    AddImGroupResponse AddImGroup AddDistributionGroupToImListResponse AddDistributionGroupToImList
    AddImContactToGroupResponse AddImContactToGroup RemoveContactFromImListResponse RemoveContactFromImList
    RemoveDistributionGroupFromImListResponse RemoveDistributionGroupFromImList RemoveImContactFromGroupResponse
    RemoveImContactFromGroup RemoveImGroupResponse RemoveImGroup SetImGroupResponse SetImGroup
    SetImListMigrationCompletedResponse SetImListMigrationCompleted
}

fn message<T: Root + Read + Write + Any + PartialEq + Debug>(random: &mut Random) {
    let value = T::any(random);
    let written = to_string(&value).unwrap_or_else(|error| panic!("cannot be written: {error}\n{value:#?}"));
    for options in [ReadOptions::strict(), ReadOptions::lenient()] {
        let again: T = options.read(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
        assert!(again == value, "{value:#?}\nwritten as\n{written}\nread as\n{again:#?}");
        assert_eq!(to_string(&again).as_ref(), Ok(&written));
    }
    assert!(is_same_document(&written, &written), "roxmltree refuses what is written:\n{written}");
    let raw = RawElement::of(&value).unwrap_or_else(|error| panic!("no raw XML: {error}\n{written}"));
    let again: T = raw.read(&ReadOptions::strict()).unwrap_or_else(|error| panic!("{error}\n{raw}"));
    assert!(again == value, "{value:#?}\nas raw XML\n{raw}\nread as\n{again:#?}");
}

/// Where numbers come from; zeros where the bytes end.
struct Bytes<'b>(std::slice::Iter<'b, u8>);

impl Bytes<'_> {
    fn number(&mut self, n_bytes: usize) -> i128 {
        let mut bytes = [0; 16];
        for (place, byte) in bytes.iter_mut().take(n_bytes).zip(&mut self.0) {
            *place = *byte;
        }
        i128::from_le_bytes(bytes)
    }

    fn u8(&mut self) -> u8 {
        self.number(1) as u8
    }

    fn u32(&mut self) -> u32 {
        self.number(4) as u32
    }

    fn i32(&mut self) -> i32 {
        self.number(4) as i32
    }

    fn zone(&mut self) -> Option<ZoneOffset> {
        let minutes = self.number(2) as i16;
        ZoneOffset::from_minutes(if self.u8().is_multiple_of(2) { minutes % 841 } else { minutes }).ok()
    }

    fn nanosecond(&mut self) -> u32 {
        let number = self.u32();
        if number.is_multiple_of(2) { number % 1_000_000_000 } else { number }
    }

    fn date(&mut self) -> Result<Date, ValueError> {
        let (year, month, day) = (self.i32(), self.u8(), self.u8());
        Date::new(year, month % 14, day % 33, self.zone())
    }

    fn time(&mut self) -> Result<Time, ValueError> {
        let (hour, minute, second) = (self.u8() % 25, self.u8() % 61, self.u8() % 61);
        Time::new(hour, minute, second, self.nanosecond(), self.zone())
    }

    fn rest(&mut self) -> Vec<u8> {
        self.0.by_ref().copied().collect()
    }
}

/// What is made by each of these is checked as a value, if there is one of these components.
const DATATYPES: &[fn(&mut Bytes<'_>)] = &[
    |bytes| value(bytes.date()),
    |bytes| value(bytes.time()),
    |bytes| {
        let (date, time) = (bytes.date(), bytes.time());
        value(date.and_then(|date| Ok(DateTime::new(date, time?, bytes.zone()))));
    },
    |bytes| {
        let (seconds, nanosecond, zone) = (bytes.number(8) as i64, bytes.nanosecond(), bytes.zone());
        let moment = zone.map(|zone| DateTime::from_unix(seconds, nanosecond, zone));
        if let Some(Ok(moment)) = moment {
            assert_eq!((moment.unix_seconds(), moment.nanosecond()), (Some(seconds), nanosecond), "{moment}");
            datatypes::round_trip(&moment);
        }
    },
    |bytes| value(Duration::new(bytes.u8() > 127, bytes.u32(), bytes.number(8) as u64, bytes.nanosecond())),
    |bytes| value(Ok(Decimal::new(bytes.number(16), bytes.u8()))),
    |bytes| value(GYear::new(bytes.i32(), bytes.zone())),
    |bytes| value(GYearMonth::new(bytes.i32(), bytes.u8() % 14, bytes.zone())),
    |bytes| value(GMonth::new(bytes.u8() % 14, bytes.zone())),
    |bytes| value(GMonthDay::new(bytes.u8() % 14, bytes.u8() % 33, bytes.zone())),
    |bytes| value(GDay::new(bytes.u8() % 33, bytes.zone())),
    |bytes| value(Ok(Base64Binary::from(bytes.rest()))),
    |bytes| value(Ok(HexBinary::from(bytes.rest()))),
    |bytes| value(Ok(f64::from_bits(bytes.number(8) as u64))),
    |bytes| value(Ok(f32::from_bits(bytes.u32()))),
    |bytes| value(Ok(bytes.number(8) as i64)),
    |bytes| value(Ok(bytes.number(8) as u64)),
];

fn value<T: Simple + Read + Write + PartialEq + Debug>(value: Result<T, ValueError>) {
    if let Ok(value) = value {
        datatypes::round_trip(&value);
    }
}
