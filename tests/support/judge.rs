//! The independent judges: programs of the shared folder that no part of this project helped to write.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::shared;

/// A Python with the modules that a judge needs.
pub(crate) struct Judge {
    python: PathBuf,
    shared: PathBuf,
    /// The folder for documents.
    pub(crate) folder: PathBuf,
}

impl Judge {
    /// The judge, with an empty folder of this name to put documents into; `None`, and a line about it, where the shared
    /// folder or the Python that `EWS_PYTHON` names is not there or lacks a module.
    pub(crate) fn new(modules: &str, name: &str) -> Option<Judge> {
        let shared = shared::folder()?;
        let python = std::env::var_os("EWS_PYTHON").filter(|it| !it.is_empty()).map(PathBuf::from);
        let Some(python) = python else {
            shared::skip(&format!("EWS_PYTHON does not name a Python with {modules}"));
            return None;
        };
        let import = Command::new(&python).arg("-c").arg(format!("import {modules}")).output();
        if !import.is_ok_and(|it| it.status.success()) {
            shared::skip(&format!("the Python of EWS_PYTHON has no {modules}"));
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder for documents");
        Some(Judge { python, shared, folder })
    }

    /// Puts a document into the folder.
    pub(crate) fn put(&self, name: &str, document: &str) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, document).expect("the document can be written");
        path
    }

    /// Runs a tool of the shared folder: what it prints if it succeeds.
    pub(crate) fn run(&self, tool: &str, arguments: &[&Path]) -> String {
        // The tools prepare the schemas in a temporary folder; each test gets one of its own.
        let output = Command::new(&self.python)
            .arg(self.shared.join("tools").join(tool))
            .args(arguments)
            .env("TMPDIR", &self.folder)
            .env("PYTHONIOENCODING", "utf-8")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()
            .expect("the tool can be started");
        let (printed, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{tool}: {}\n{printed}{errors}", output.status);
        printed.into_owned()
    }

    /// Both validators must call all documents of the folder valid.
    pub(crate) fn validate(&self, documents: &[PathBuf]) {
        let mut arguments = vec![Path::new("--engine"), Path::new("both")];
        arguments.extend(documents.iter().map(PathBuf::as_path));
        let printed = self.run("validate_ews.py", &arguments);
        let verdicts = printed.lines().filter(|it| it.contains(": VALID [")).count();
        assert_eq!(verdicts, 2 * documents.len(), "{printed}");
    }
}
