//! The cases of `tests/golden`: a folder each, with a schema, the code generated from it, and documents.

use std::fs;
use std::path::{Path, PathBuf};

use xsd_codegen::{Builder, Output};

/// A case.
pub struct Case {
    folder: PathBuf,
}

/// The folder of all cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The names of all folders, sorted.
pub fn names() -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder()).expect("the folder of the cases") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a file type").is_dir() {
            names.push(entry.file_name().into_string().expect("a name in UTF-8"));
        }
    }
    names.sort();
    names
}

impl Case {
    /// The case in the folder of this name.
    pub fn new(name: &str) -> Case {
        Case { folder: folder().join(name) }
    }

    /// A file of the case.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What the library generates now from `input.xsd` (or `input.wsdl`), with the options of `codegen.toml`.
    pub fn generate(&self) -> Output {
        let input = if self.path("input.wsdl").exists() { "input.wsdl" } else { "input.xsd" };
        let config = self.path("codegen.toml");
        let builder = if config.exists() {
            Builder::from_config(config).unwrap_or_else(|error| panic!("{error}")).schema(input)
        } else {
            Builder::new().schema(self.path(input))
        };
        builder.file("expected").generate().unwrap_or_else(|error| panic!("{error}"))
    }

    /// The text of `expected.rs` as it should be.
    pub fn text(&self) -> String {
        let output = self.generate();
        let [file] = output.files.as_slice() else { panic!("one file is expected") };
        file.text.clone()
    }

    /// The documents in one of the case's folders, sorted. Fails on a file beside them that belongs to none.
    pub fn documents(&self, kind: &str, companions: &[&str]) -> Vec<PathBuf> {
        let folder = self.path(kind);
        let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
        let paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        for path in &paths {
            let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
            let belongs = companions.contains(&extension) && paths.contains(&path.with_extension("xml"));
            assert!(extension == "xml" || belongs, "{} belongs to no document", path.display());
        }
        let mut documents: Vec<PathBuf> =
            paths.into_iter().filter(|it| it.extension().is_some_and(|it| it == "xml")).collect();
        documents.sort();
        documents
    }
}
