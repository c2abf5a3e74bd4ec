//! What holds of any type that is read strictly and leniently, and written.

use std::fmt::Debug;

use xsd_runtime::{Error, ReadOptions, Result};

use crate::tokenizer::{check_error, is_same_document};

/// How the values of a type are read and written.
pub(crate) struct Way<V> {
    pub(crate) read: fn(&str, &ReadOptions) -> Result<V>,
    pub(crate) write: fn(&V) -> Result<String>,
}

impl<V: PartialEq + Debug> Way<V> {
    /// Reads a document in both modes: lenient reading takes all that strict reading takes, and as the same value, unless
    /// `is_open` says that there is a reason; what is read can be written, and is then read as what it was.
    ///
    /// # Panics
    /// If any of that does not hold.
    pub(crate) fn check(&self, text: &str, is_open: impl Fn(&V) -> bool) -> Option<V> {
        let strict = self.read(text, &ReadOptions::strict());
        let lenient = self.read(text, &ReadOptions::lenient());
        match (&strict, &lenient) {
            (Ok(strict), Ok(lenient)) => {
                let is_alike = is_same(strict, lenient) || is_open(strict);
                assert!(is_alike, "strict: {strict:#?}\nlenient: {lenient:#?}\n{text}");
            }
            (Ok(_), Err(error)) => panic!("lenient reading alone refuses: {error}\n{text}"),
            (Err(_), _) => {}
        }
        if let Ok(value) = &strict {
            self.round_trip(text, value, &ReadOptions::strict());
        }
        if let Ok(value) = &lenient {
            self.round_trip(text, value, &ReadOptions::lenient());
        }
        lenient.ok()
    }

    /// A value is the same when it has been written and read, and then written in the same way.
    ///
    /// There are two reasons for another value. Raw XML may get declarations that it does not need, where what is written
    /// declares more prefixes than what was read: any name before a colon in it may be one of these. And blanks may be an
    /// empty value, which is written as an empty element, which has the default of the schema (XSD 1.0 Part 1, 3.3.1).
    /// Neither happens twice.
    pub(crate) fn round_trip(&self, origin: &str, value: &V, options: &ReadOptions) {
        let (written, again) = self.write_and_read(origin, value, options);
        let (rewritten, last) = self.write_and_read(origin, &again, options);
        assert!(is_same(&last, &again), "never the same: {again:#?}\n{last:#?}\n{origin}\n{written}\n{rewritten}");
        if is_same(&again, value) {
            assert_eq!(rewritten, written, "written again in another way:\n{origin}");
        } else {
            let is_alike = is_same_document(&written, &rewritten);
            assert!(is_alike, "{value:#?}\nread again as {again:#?}\n{origin}\n{written}\n{rewritten}");
        }
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<V, Error> {
        let value = (self.read)(text, options);
        if let Err(error) = &value {
            check_error(text, error);
        }
        value
    }

    fn write_and_read(&self, origin: &str, value: &V, options: &ReadOptions) -> (String, V) {
        let written = (self.write)(value).unwrap_or_else(|error| panic!("cannot be written: {error}\n{origin}"));
        let again = (self.read)(&written, options);
        let again = again.unwrap_or_else(|error| panic!("what is written is refused: {error}\n{origin}\n{written}"));
        (written, again)
    }
}

/// Equal, or alike in all that they show: a value that is no number equals nothing, not even itself.
fn is_same<V: PartialEq + Debug>(one: &V, other: &V) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}
