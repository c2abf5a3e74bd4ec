//! Schemas and services of any kind: the generator always has an answer, and always the same one.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| fuzz_checks::schemas::check(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz_checks::mutate::mutate(data, size, max_size, seed, &fuzz_checks::schemas::SAMPLES, fuzzer_mutate)
});
