//! Envelopes near those of the operations: both modes agree, and what is read can be written.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| fuzz_checks::messages::check(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz_checks::mutate::mutate(data, size, max_size, seed, &fuzz_checks::messages::SAMPLES, fuzzer_mutate)
});
