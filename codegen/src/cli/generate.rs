//! `codegen generate`.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use xsd_codegen::{Builder, Output};

use super::drift;
use super::print::{self, Failure};
use super::project::Project;

pub(super) fn run(project: Project, check: bool) -> Result<ExitCode, Failure> {
    let builder = project.open()?;
    let output = builder.generate()?;
    print::message(&output.warnings);
    let directory = builder.directory();
    if check { compare(&builder, &output, &directory) } else { write(&output, &directory) }
}

fn write(output: &Output, directory: &Path) -> Result<ExitCode, Failure> {
    let mut lines = String::new();
    for file in output.write(directory)? {
        let path = shown(&directory.join(&file.path));
        let _ = if file.changed { writeln!(lines, "wrote {path}") } else { writeln!(lines, "{path} is up to date") };
    }
    // What differs behind the writing can only be files that nothing generates any more.
    for stale in output.drift(directory)? {
        print::message(&format!("warning: {}", drift::stale(&shown(&directory.join(&stale.path)))));
    }
    print::result(&lines)?;
    Ok(ExitCode::SUCCESS)
}

fn compare(builder: &Builder, output: &Output, directory: &Path) -> Result<ExitCode, Failure> {
    let drift = output.drift(directory)?;
    if drift.is_empty() {
        let lines = output.files.iter().map(|it| format!("{} is up to date\n", shown(&directory.join(&it.path))));
        print::result(&lines.collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut report = String::new();
    for file in &drift {
        report.push_str(&drift::report(file, &shown(&directory.join(&file.path)), &drift::origin(builder.options())));
    }
    if drift.iter().any(|it| it.expected.is_some()) {
        let _ = writeln!(report, "run `{}` and commit the result", drift::command(std::env::args()));
    }
    print::result(&report)?;
    Ok(ExitCode::FAILURE)
}

/// A path with forward slashes.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
