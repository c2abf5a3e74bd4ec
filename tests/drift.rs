//! The three ways to the generated code give the same bytes: the build script's, the library's, and the checked-in file.
//! (The fourth, `codegen generate --check`, is tested with the command.) And the bytes depend on nothing but schemas and
//! options.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::fs;
use std::path::{Path, PathBuf};

use xsd_codegen::{Builder, Output};

mod support {
    #[allow(dead_code)]
    pub mod expect;
}
use support::expect::diff;

/// What brings the checked-in file up to date.
const COMMAND: &str = "cargo run -p xsd-codegen -- generate";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn generate(config: &Path) -> Output {
    Builder::from_config(config).unwrap().generate().unwrap()
}

/// The one generated text.
fn text(output: &Output) -> &str {
    let [file] = output.files.as_slice() else { panic!("one file is expected") };
    &file.text
}

fn assert_same(name: &str, expected: &str, found: &str, help: &str) {
    assert!(expected == found, "\n{}\n{help}", diff(name, expected, found));
}

#[test]
fn build_script_and_library_agree() {
    let by_script = fs::read_to_string(concat!(env!("OUT_DIR"), "/ews.rs")).unwrap();
    let output = generate(&root().join("codegen.toml"));
    assert_eq!(output.warnings, "");
    assert_same("OUT_DIR/ews.rs", &by_script, text(&output), "the build script has to run again");
}

#[test]
fn checked_in_file_is_up_to_date() {
    let checked_in = fs::read_to_string(root().join("generated/src/ews.rs")).unwrap();
    let output = generate(&root().join("codegen.toml"));
    let help = format!("run `{COMMAND}` and commit the result");
    assert_same("generated/src/ews.rs", &checked_in, text(&output), &help);
    assert!(!checked_in.contains('\r'), "generated/src/ews.rs has other line ends than it was generated with");
}

/// Nothing that bears the generator's mark lies beside what it generates.
#[test]
fn no_stale_files() {
    let output = generate(&root().join("codegen.toml"));
    let drift = output.drift(root().join("generated/src")).unwrap();
    let stale: Vec<_> = drift.iter().filter(|file| file.expected.is_none()).map(|file| &file.path).collect();
    assert_eq!(stale, Vec::<&PathBuf>::new());
}

/// Every document is watched, however it is reached.
#[test]
fn all_documents_are_watched() {
    let output = generate(&root().join("codegen.toml"));
    let mut names: Vec<_> = output.documents.iter().map(|path| path.strip_prefix(root()).unwrap()).collect();
    names.sort();
    let expected = ["codegen.toml", "schemas/messages.xsd", "schemas/services.wsdl", "schemas/types.xsd"];
    assert_eq!(names, expected.map(Path::new));
}

#[test]
fn twice_is_the_same() {
    let config = root().join("codegen.toml");
    assert_eq!(generate(&config), generate(&config));
}

/// Neither the place of the documents nor their line ends, nor a byte order mark, can be seen in the result.
#[test]
fn place_and_line_ends_do_not_matter() {
    let expected = generate(&root().join("codegen.toml"));
    type Change = fn(&str) -> String;
    let changes: [(&str, Change); 3] = [
        ("elsewhere/a b/ü", str::to_owned),
        ("crlf", |text| text.replace('\n', "\r\n")),
        ("byte-order-mark", |text| format!("\u{FEFF}{text}")),
    ];
    for (name, change) in changes {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift").join(name);
        fs::create_dir_all(folder.join("schemas")).unwrap();
        fs::copy(root().join("codegen.toml"), folder.join("codegen.toml")).unwrap();
        for document in ["messages.xsd", "types.xsd", "services.wsdl"] {
            let text = fs::read_to_string(root().join("schemas").join(document)).unwrap();
            fs::write(folder.join("schemas").join(document), change(&text)).unwrap();
        }
        let found = generate(&folder.join("codegen.toml"));
        assert_same("generated", text(&expected), text(&found), &format!("with documents changed as `{name}` says"));
    }
}
