//! Expected texts in files: compared with what the tests find, or replaced by it where `UPDATE_GOLDEN=1` says so.

use std::fs;
use std::path::Path;

use similar::TextDiff;

/// The variable that turns comparing into writing.
const SWITCH: &str = "UPDATE_GOLDEN";

/// Whether expected texts are to be replaced.
pub fn is_update() -> bool {
    match std::env::var_os(SWITCH) {
        None => false,
        Some(value) if value.is_empty() => false,
        Some(value) if value == "1" => {
            assert!(std::env::var_os("CI").is_none_or(|it| it.is_empty()), "{SWITCH} has no place in CI");
            true
        }
        Some(value) => panic!("{SWITCH} is {value:?}; it can be 1, or not be set"),
    }
}

/// Compares a text with that of a file, or replaces the latter. Says what is wrong.
pub fn compare(path: &Path, found: &str) -> Option<String> {
    // A file that came out of a checkout with other line ends is still the same text.
    let expected = fs::read_to_string(path).ok().map(|text| text.replace("\r\n", "\n"));
    if expected.as_deref() == Some(found) {
        return None;
    }
    let shown = shown(path);
    if is_update() {
        fs::write(path, found).unwrap_or_else(|error| panic!("cannot write {shown}: {error}"));
        return None;
    }
    Some(match expected {
        None => format!("{shown} is missing; it would be:\n{found}"),
        Some(expected) => diff(&shown, &expected, found),
    })
}

/// How a text differs from an expected one.
pub fn diff(name: &str, expected: &str, found: &str) -> String {
    let diff = TextDiff::from_lines(expected, found);
    diff.unified_diff().context_radius(3).header(name, "found").to_string()
}

/// Fails if anything is wrong, and says how to accept it.
pub fn report(problems: &[String], target: &str) {
    assert!(
        problems.is_empty(),
        "\n{}\nif the new text is right: {SWITCH}=1 cargo test --test {target}\n",
        problems.join("\n")
    );
}

/// A path from the root of the repository on.
pub fn shown(path: &Path) -> String {
    let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
