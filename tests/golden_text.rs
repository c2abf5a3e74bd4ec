//! The expected code of each case in `tests/golden`, compared without compiling it: so it can be updated
//! (`UPDATE_GOLDEN=1 cargo test --test golden_text`) also when the runtime and the checked-in code have parted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

#[path = "support"]
mod support {
    #[allow(dead_code)]
    pub mod cases;
    #[allow(dead_code)]
    pub mod expect;
}
use support::cases::{self, Case};
use support::expect::{compare, report};

#[test]
fn expected_code_is_up_to_date() {
    let cases = cases::names();
    let problems: Vec<String> = cases
        .iter()
        .map(|name| Case::new(name))
        .filter_map(|case| compare(&case.path("expected.rs"), &case.text()))
        .collect();
    report(&problems, "golden_text");
}
