//! Documents of generated types of every kind: both modes agree, and what is read can be written.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| fuzz_checks::types::check(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz_checks::mutate::mutate(data, size, max_size, seed, fuzz_checks::types::SAMPLES, fuzzer_mutate)
});
