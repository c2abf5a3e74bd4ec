//! Counts allocations, in the one thread that measures, and bytes where they are asked for.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};

/// The system's allocator with a counter.
struct Counting;

static COUNT: AtomicU64 = AtomicU64::new(0);
/// Whether bytes are counted: those allocated since, less those freed, and the most there were.
static COUNTS_BYTES: AtomicBool = AtomicBool::new(false);
static BYTES: AtomicI64 = AtomicI64::new(0);
static PEAK: AtomicI64 = AtomicI64::new(0);

/// A load and a store cost nothing measurable, where an atomic addition would; other threads do not exist.
fn count() {
    COUNT.store(COUNT.load(Relaxed) + 1, Relaxed);
}

fn count_bytes(more: usize, less: usize) {
    if COUNTS_BYTES.load(Relaxed) {
        let bytes = BYTES.load(Relaxed) + more as i64 - less as i64;
        BYTES.store(bytes, Relaxed);
        PEAK.store(PEAK.load(Relaxed).max(bytes), Relaxed);
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

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many allocations and reallocations an action makes.
pub fn during(action: impl FnOnce()) -> f64 {
    let before = COUNT.load(Relaxed);
    action();
    (COUNT.load(Relaxed) - before) as f64
}

/// How many bytes an action has allocated at once, at most.
pub fn peak_during(action: impl FnOnce()) -> u64 {
    BYTES.store(0, Relaxed);
    PEAK.store(0, Relaxed);
    COUNTS_BYTES.store(true, Relaxed);
    action();
    COUNTS_BYTES.store(false, Relaxed);
    PEAK.load(Relaxed).unsigned_abs()
}
