//! Tests of the resolution: from text to components, and from faulty text to words.

use super::{Components, resolve};
use crate::diag::Diagnostics;
use crate::dump;
use crate::source::{Catalog, Input, Limits, Memory, load};

mod closure;
mod hostile;
mod positive;
mod problems;
mod restrictions;
mod values;
mod wsdl;

/// What is wrong with the content of a schema of namespace `urn:t`, which is in `a.xsd` from line 2 on.
fn problems(content: &str) -> String {
    let (input, _, diagnostics) = run(&Memory::new().with("a.xsd", schema(content)), "a.xsd");
    diagnostics.render(&input.sources)
}

/// The components of the content of a schema, where nothing must be wrong. Places are left out.
fn components(content: &str) -> String {
    components_of(&Memory::new().with("a.xsd", schema(content)), "a.xsd")
}

fn components_of(files: &Memory, entry: &str) -> String {
    let (input, components, diagnostics) = run(files, entry);
    assert_eq!(diagnostics.render(&input.sources), "");
    let dump = dump::components(&components, &input.sources);
    let without_place =
        |line: &str| line.rsplit_once("  ").filter(|(_, it)| it.contains(".xsd")).map_or(line, |it| it.0).to_owned();
    let lines: Vec<String> = dump.lines().filter(|it| !it.starts_with("namespace")).map(without_place).collect();
    lines.join("\n") + "\n"
}

fn run(files: &Memory, entry: &str) -> (Input, Components, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let input = load(&[entry.to_owned()], files, &Catalog::default(), &Limits::default(), &mut diagnostics);
    let components = resolve(&input.schemas, &input.definitions, &mut diagnostics);
    (input, components, diagnostics)
}

/// A schema document with the given content.
fn schema(content: &str) -> String {
    let start = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">"#;
    format!("{start}\n{}</xs:schema>\n", content.trim_start_matches('\n'))
}
