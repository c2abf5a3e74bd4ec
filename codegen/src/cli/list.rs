//! `codegen list`.

use std::process::ExitCode;

use xsd_codegen::plan::{Listed, ListedOperation, ListedPort, Plan};
use xsd_codegen::{Builder, Stages};

use super::print::{self, Failure};
use super::project::Project;

pub(super) fn run(project: Project, operations: bool) -> Result<ExitCode, Failure> {
    let builder: Builder = project.open()?;
    let Stages { input, plan, diagnostics, .. } = builder.stages();
    print::message(&diagnostics.render(&input.sources));
    let Some(plan) = plan.filter(|_| !diagnostics.has_errors()) else { return Ok(ExitCode::FAILURE) };
    print::result(&if operations { operations_of(&plan) } else { items_of(&plan) })?;
    Ok(ExitCode::SUCCESS)
}

fn items_of(plan: &Plan) -> String {
    let list = plan.list();
    let row = |it: &Listed| {
        let note = if it.note.is_empty() { String::new() } else { format!(": {}", it.note) };
        vec![it.rust.clone(), it.kind.to_owned(), it.place.clone(), format!("{}{note}", it.component)]
    };
    let lines = columns(&list.iter().map(row).collect::<Vec<_>>());
    let mut text = String::new();
    for (line, item) in lines.lines().zip(&list) {
        text.push_str(line);
        text.push('\n');
        for (xml, rust) in &item.members {
            text.push_str(&format!("    {xml} → {rust}\n"));
        }
    }
    format!("{text}{}, {}\n", count(list.len(), "item"), count(plan.n_components, "component"))
}

fn operations_of(plan: &Plan) -> String {
    let (list, ports) = (plan.list_operations(), plan.list_ports());
    let row = |it: &ListedOperation| {
        vec![it.name.clone(), format!("{} → {}", it.request, it.response), it.place.clone(), traits(it)]
    };
    let mut text = columns(&list.iter().map(row).collect::<Vec<_>>());
    let row = |it: &ListedPort| vec![it.name.clone(), it.version.to_owned(), it.place.clone(), it.address.clone()];
    text.push_str(&columns(&ports.iter().map(row).collect::<Vec<_>>()));
    let n_ports = if ports.is_empty() { String::new() } else { format!(", {}", count(ports.len(), "port")) };
    format!("{text}{}{n_ports}, {}\n", count(list.len(), "operation"), count(plan.n_components, "component"))
}

/// Headers, faults, and the versions of SOAP unless it is 1.1 alone.
fn traits(operation: &ListedOperation) -> String {
    let mut text = headers(operation);
    if !operation.faults.is_empty() {
        text.push_str(&format!(", {}", count(operation.faults.len(), "fault")));
    }
    if operation.versions != ["SOAP 1.1"] {
        text.push_str(&format!(", {}", operation.versions.join(" and ")));
    }
    text
}

fn headers(operation: &ListedOperation) -> String {
    match (operation.request_headers.len(), operation.response_headers.len()) {
        (0, 0) => "no headers".to_owned(),
        (n_in, 0) => format!("{} in", count(n_in, "header")),
        (0, n_out) => format!("{} out", count(n_out, "header")),
        (n_in, n_out) => format!("{} in, {n_out} out", count(n_in, "header")),
    }
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Rows as lines, their cells one under the other; the longest are best the last.
fn columns(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..n_columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str(cells.join("   ").trim_end());
        text.push('\n');
    }
    text
}
