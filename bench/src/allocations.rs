//! Counts the allocations of each thread, and their bytes where they are asked for.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What an action asks of the allocator.
#[derive(Clone, Copy, Debug)]
pub struct Allocated {
    /// How many allocations and reallocations.
    pub count: u64,
    /// How many bytes they asked for; a reallocation asks for all of its new size.
    pub bytes: u64,
    /// How many bytes were allocated at once, at most.
    pub peak: u64,
}

/// What an action allocates, beside what was there before.
pub fn during(action: impl FnOnce()) -> Allocated {
    let before = COUNT.get();
    ASKED_FOR.set(0);
    BYTES.set(0);
    PEAK.set(0);
    COUNTS_BYTES.set(true);
    action();
    COUNTS_BYTES.set(false);
    Allocated { count: COUNT.get() - before, bytes: ASKED_FOR.get(), peak: PEAK.get().unsigned_abs() }
}

/// How many bytes an action has allocated at once, at most.
pub fn peak_during(action: impl FnOnce()) -> u64 {
    during(action).peak
}

/// The system's allocator with a counter.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// Made at compile time and without a destructor, so that they are there whenever the allocator is.
thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
    /// Whether bytes are counted: all that were asked for, those not freed yet, and the most there were at once.
    static COUNTS_BYTES: Cell<bool> = const { Cell::new(false) };
    static ASKED_FOR: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<i64> = const { Cell::new(0) };
    static PEAK: Cell<i64> = const { Cell::new(0) };
}

fn count() {
    COUNT.set(COUNT.get() + 1);
}

fn count_bytes(more: usize, less: usize) {
    if COUNTS_BYTES.get() {
        ASKED_FOR.set(ASKED_FOR.get() + more as u64);
        let bytes = BYTES.get() + more as i64 - less as i64;
        BYTES.set(bytes);
        PEAK.set(PEAK.get().max(bytes));
    }
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        count_bytes(layout.size(), 0);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        count_bytes(layout.size(), 0);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        count();
        // Both are there while the one is copied to the other.
        count_bytes(new_size, 0);
        count_bytes(0, layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.realloc(ptr, layout, new_size) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        count_bytes(0, layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[cfg(test)]
mod tests {
    use std::hint::black_box;

    use super::during;

    #[test]
    fn allocations_are_counted_with_their_bytes() {
        let allocated = during(|| {
            let mut bytes = black_box(Vec::<u8>::with_capacity(1000));
            bytes.reserve_exact(black_box(3000));
            drop(black_box(bytes));
            drop(black_box(Vec::<u8>::with_capacity(2000)));
        });
        assert_eq!((allocated.count, allocated.bytes, allocated.peak), (3, 6000, 4000));
    }
}
