//! A crate outside the workspace, made of generated code, that is built and run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
xsd-runtime = { path = "ROOT/runtime" }

# Nobody will debug it.
[profile.dev]
debug = false

# It belongs to no workspace above it.
[workspace]
"#;

/// The crate, in the target's folder for temporary files. It depends on the runtime alone.
pub(crate) struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// A crate of this name, without sources.
    pub(crate) fn new(name: &str) -> Package {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let package = Package { folder: temporary.join("crate"), target: temporary.join("target") };
        let root = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
        package.write("Cargo.toml", &MANIFEST.replace("NAME", name).replace("ROOT", &root));
        package
    }

    /// Puts a file into the crate. One that is there already keeps its time, and what was compiled stays good.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            return;
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Builds the crate's program if need be and runs it: what it prints. It must succeed and have nothing to warn of.
    pub(crate) fn run(&self, arguments: &[&Path]) -> String {
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--offline", "--quiet", "--target-dir"]).arg(&self.target).arg("--").args(arguments);
        command.current_dir(&self.folder).env_remove("CARGO_TARGET_DIR").env("CARGO_INCREMENTAL", "0");
        let Output { status, stdout, stderr } = command.output().expect("cargo can be started");
        let (printed, errors) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        // An error in generated code brings many others with it.
        let beginning: String = errors.lines().take(200).map(|line| format!("{line}\n")).collect();
        assert!(status.success() && errors.is_empty(), "{status}\n{printed}{beginning}");
        printed.into_owned()
    }
}
