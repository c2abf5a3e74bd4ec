//! How the time to read grows with the size of a document.

use std::time::{Duration, Instant};

/// By how much a document is made larger. What is linear takes so many times as long, what is quadratic the square.
const FACTOR: usize = 16;

/// Between the two, with room for caches that are too small, pages that are fresh and machines that are busy.
const MOST: u32 = 100;

/// What is measured badly is measured again.
const ATTEMPTS: usize = 6;

/// Asserts that reading what `make` makes of a size takes time in proportion to it. The size is to be such that a search of
/// all that came before, for each thing that comes, would take much longer than everything else.
pub fn assert_linear(what: &str, size: usize, make: impl Fn(usize) -> String, read: impl Fn(&str)) {
    assert_at_most(MOST, what, &make(size), &make(size * FACTOR), read);
}

/// Asserts that one document takes at most so many times as long as another.
pub fn assert_at_most(most: u32, what: &str, small: &str, large: &str, read: impl Fn(&str)) {
    let mut seen = Vec::new();
    for _ in 0..ATTEMPTS {
        // The shortest of several times is the one with the least disturbance.
        let small_time = (0..3).map(|_| time(small, &read)).min().unwrap_or_default();
        let large_time = time(large, &read);
        if large_time < small_time.max(Duration::from_micros(200)) * most {
            return;
        }
        seen.push((small_time, large_time));
    }
    panic!("{what}: the second document takes more than {most} times as long: {seen:?}");
}

/// How long the thread computes, where the system tells, so that what else runs does not count; else how long it takes.
fn time(document: &str, read: &impl Fn(&str)) -> Duration {
    let (start, computed) = (Instant::now(), computed());
    read(document);
    match (computed, self::computed()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => start.elapsed(),
    }
}

/// How long the thread has had a processor: the first of the numbers that Linux tells, in nanoseconds.
fn computed() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
