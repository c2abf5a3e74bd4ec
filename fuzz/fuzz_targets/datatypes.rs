//! Texts as values of the datatypes, and as regular expressions.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzz_checks::datatypes::check(data));
