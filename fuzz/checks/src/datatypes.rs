//! Texts as values of the datatypes: what is a value can be written, and is then read as the same one, by the value and
//! by the text. The first line is a regular expression of XSD as well, which the rest matches or not.

use std::fmt::Debug;

use xsd_runtime::datatypes::{
    AnyUri, Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Id,
    Integer, Language, NCName, Name, NmToken, NormalizedString, Time, Token,
};
use xsd_runtime::pattern::Pattern;
use xsd_runtime::{
    Context, List, NO_NAMESPACE, Namespaces, NmTokens, NonNegativeInteger, Read, ReadOptions, Reader, Result, Root,
    Simple, Write, Writer, to_string,
};

/// Reads a text as a value of each type.
///
/// # Panics
/// If a value comes back as another one.
pub fn check(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    for read in TYPES {
        read(text);
    }
    check_pattern(text);
}

/// How much work a match may be: states of the automaton times bytes of the text.
const MAX_STEPS: usize = 1 << 20;

fn check_pattern(text: &str) {
    let (source, subject) = text.split_once('\n').unwrap_or((text, text));
    match Pattern::new(source) {
        Ok(pattern) => {
            assert_eq!(pattern.as_str(), source);
            if pattern.n_states().saturating_mul(subject.len()) < MAX_STEPS {
                let _ = (pattern.is_match(subject), pattern.is_match(""));
            }
        }
        Err(error) => {
            assert!(error.position() <= source.chars().count(), "{error:?}: {source}");
            assert!(!error.message().is_empty(), "{source}");
        }
    }
}

/// `xs:ENTITY` is not among them: outside of documents it is a name, and in one it is nothing without a DTD.
macro_rules! types {
    ($($ty:ty),* $(,)?) => {
        const TYPES: &[fn(&str)] = &[$(parse::<$ty>),*];
    };
}

types! {
    bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String, Integer, NonNegativeInteger, Decimal, Date, DateTime,
    Time, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Base64Binary, AnyUri, Language, Name, NCName,
    NmToken, NmTokens, NormalizedString, Token, Id, List<i32>, List<Token>,
}

fn parse<T: Simple + Read + Write + PartialEq + Debug>(text: &str) {
    let strict = T::parse(text, &Context::STRICT);
    let lenient = T::parse(text, &Context::LENIENT);
    match (&strict, &lenient) {
        (Ok(strict), Ok(lenient)) => assert!(is_same(strict, lenient), "{text:?}: {strict:?}, leniently {lenient:?}"),
        (Ok(_), Err(error)) => panic!("lenient reading alone refuses {text:?}: {error}"),
        (Err(_), _) => {}
    }
    // A text that no document can hold is no text to be written.
    if let (Ok(value), true) = (&strict, text.chars().all(xsd_runtime::is_xml_char)) {
        round_trip(value);
    }
}

/// A value is written, read as the same one, and written in the same way.
pub(crate) fn round_trip<T: Simple + Read + Write + PartialEq + Debug>(value: &T) {
    let value = Held(value);
    let written = to_string(&value).unwrap_or_else(|error| panic!("{error}: {:?}", value.0));
    for options in [ReadOptions::strict(), ReadOptions::lenient()] {
        let again: Held<T> = options.read(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
        assert!(is_same(value.0, &again.0), "{:?}, written as {written}, read as {:?}", value.0, again.0);
        assert_eq!(to_string(&Held(&again.0)).as_ref(), Ok(&written));
    }
}

/// Equal, or alike in all that they show: a value that is no number equals nothing, not even itself.
fn is_same<T: PartialEq + Debug>(one: &T, other: &T) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}

/// An element with a value in it.
struct Held<T>(T);

static NAMESPACES: Namespaces = Namespaces(&[]);

impl<T> Root for Held<T> {
    const NAMESPACES: &'static Namespaces = &NAMESPACES;
    const NAMESPACE: xsd_runtime::NamespaceId = NO_NAMESPACE;
    const NAME: &'static str = "value";
    const TAG: &'static str = "<value>";
}

impl<T: Read> Read for Held<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        T::read(reader).map(Self)
    }
}

impl<T: Write> Write for Held<&T> {
    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}
