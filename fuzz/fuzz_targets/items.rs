//! Documents in pieces: the same as of the whole, however they are cut.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| fuzz_checks::items::check(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    fuzz_checks::mutate::mutate(data, size, max_size, seed, &fuzz_checks::items::SAMPLES, fuzzer_mutate)
});
