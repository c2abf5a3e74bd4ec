//! `codegen dump`.

use std::process::ExitCode;

use clap::ValueEnum;
use xsd_codegen::{Stages, dump, render};

use super::print::{self, Failure};
use super::project::Project;

/// A stage on the way from documents to files.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Stage {
    /// The documents that were read, in order.
    Sources,
    /// Their syntax trees.
    Schema,
    /// The resolved schema components.
    Components,
    /// The Rust items to write.
    Plan,
    /// The text of the generated file.
    Files,
}

/// Prints the stage as far as it was reached, then what is wrong.
pub(super) fn run(project: Project, stage: Stage) -> Result<ExitCode, Failure> {
    let stages = project.open()?.stages();
    if let Some(text) = text(&stages, stage) {
        print::result(&text)?;
    }
    print::message(&stages.diagnostics.render(&stages.input.sources));
    Ok(if stages.diagnostics.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn text(stages: &Stages, stage: Stage) -> Option<String> {
    let input = &stages.input;
    match stage {
        Stage::Sources => Some(dump::sources(&input.sources)),
        Stage::Schema => Some(dump::schema(&input.schemas, &input.definitions, &input.sources)),
        Stage::Components => stages.components.as_ref().map(|it| dump::components(it, &input.sources)),
        Stage::Plan => stages.plan.as_ref().map(|it| format!("{it:#?}\n")),
        Stage::Files => stages.plan.as_ref().filter(|_| !stages.diagnostics.has_errors()).map(render::render),
    }
}
