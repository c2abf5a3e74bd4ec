//! Arbitrary values of generated types and datatypes: written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzz_checks::values::check(data));
