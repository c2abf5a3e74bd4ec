//! Each file of the corpus, checked as the fuzzer checks it. The failure names the files that no longer pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::{fs, panic};

use fuzz_checks::TARGETS;

#[test]
fn replay() {
    let mut broken = Vec::new();
    for &(target, check) in TARGETS {
        let files = list(&corpora().join(target));
        assert!(!files.is_empty(), "the corpus of {target} is empty");
        for file in files {
            let input = fs::read(&file).unwrap();
            if panic::catch_unwind(|| check(&input)).is_err() {
                broken.push(format!("fuzz/corpus/{target}/{}", name(&file)));
            }
        }
    }
    // What does not hold is printed above, by the panic of each.
    assert!(broken.is_empty(), "{} no longer pass:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn targets_are_listed() {
    let expected: Vec<String> = TARGETS.iter().map(|&(target, _)| target.to_owned()).collect();
    let found = |folder: &str| -> Vec<String> {
        list(&corpora().join(folder)).iter().map(|path| name(path).trim_end_matches(".rs").to_owned()).collect()
    };
    assert_eq!(found(""), expected, "the folders in fuzz/corpus, and the list of targets");
    assert_eq!(found("../fuzz_targets"), expected, "the files in fuzz/fuzz_targets, and the list of targets");
    let readme = fs::read_to_string(corpora().join("../README.md")).unwrap();
    let rows: Vec<&str> =
        readme.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` | ")?.0)).collect();
    assert_eq!(rows, expected, "the table in fuzz/README.md, and the list of targets");
}

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
