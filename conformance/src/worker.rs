//! The process that generates: answers each line, a [`Request`], with a line, an [`Answer`], both as JSON.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::panic;
use std::path::PathBuf;
use std::time::Instant;
use std::{fs, path::Path};

use roxmltree::Document;
use serde::{Deserialize, Serialize};
use xsd_codegen::components::Components;
use xsd_codegen::components::model::{Content, Particle, QName, Term, TypeId, TypeKind};
use xsd_codegen::{Builder, Stages, render};

use crate::Result;
use crate::tree::{self, Default, Of};
use crate::units::{Name, Unit};

/// The enum of root elements in each module. Hardly any schema has such a name.
pub(crate) const DOCUMENT: &str = "ConformanceDocument";

/// What to generate, and where to write it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) data: PathBuf,
    pub(crate) unit: Unit,
    pub(crate) output: PathBuf,
}

/// What came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) outcome: Outcome,
    /// What was wrong, errors and warnings.
    pub(crate) message: String,
    pub(crate) milliseconds: u64,
}

/// Whether the generator has taken the schema.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// It has; the module is written if there was anything to write.
    Accepted(Accepted),
    /// It has not.
    Rejected,
    /// It has panicked.
    Panicked,
}

/// What there is to know of an accepted schema.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Accepted {
    /// Whether the module has an enum of root elements.
    pub(crate) has_document: bool,
    /// The global elements that can stand at the root.
    pub(crate) roots: BTreeSet<Name>,
    /// The values that its declarations fill in, and their types.
    pub(crate) defaults: BTreeSet<Default>,
}

/// The program: answers each line until there are no more.
pub(crate) fn main() -> Result<()> {
    // The message reaches the answer; nothing else is to be said.
    panic::set_hook(Box::new(|_| {}));
    for line in io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let began = Instant::now();
        let result = panic::catch_unwind(|| generate(&request));
        let (outcome, message) = match result {
            Ok(result) => result?,
            Err(payload) => (Outcome::Panicked, panic_message(payload.as_ref())),
        };
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        println!("{}", serde_json::to_string(&Answer { outcome, message, milliseconds })?);
        io::stdout().flush()?;
    }
    Ok(())
}

fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|&it| it.to_owned())).unwrap_or_default()
}

fn generate(request: &Request) -> Result<(Outcome, String)> {
    let builder = builder(&request.data, &request.unit);
    let Stages { input, components, plan, diagnostics, .. } = builder.stages();
    let message = diagnostics.render(&input.sources);
    let (Some(components), Some(plan)) = (components, plan) else { return Ok((Outcome::Rejected, message)) };
    if diagnostics.has_errors() {
        return Ok((Outcome::Rejected, message));
    }
    write_if_changed(&request.output, &render::render(&plan))?;
    let defaults = input.sources.iter().flat_map(|(_, source)| defaults_of(source.text()));
    let defaults = defaults.chain(types_of(&components)).collect();
    let accepted = Accepted { has_document: plan.document.is_some(), roots: roots_of(&components), defaults };
    Ok((Outcome::Accepted(accepted), message))
}

/// What is asked of the generator: the documents, nothing relaxed, every place open for derived types, and an enum of
/// whatever can be a root.
fn builder(data: &Path, unit: &Unit) -> Builder {
    let builder = Builder::new().documentation(false).document(DOCUMENT).polymorphic("*").polymorphic("xs:*");
    let builder = unit.schemas.iter().fold(builder, |builder, path| builder.schema(data.join(path)));
    let Some(Name { namespace, local }) = &unit.any_root else { return builder };
    let target = match namespace.as_str() {
        "" => String::new(),
        uri => format!(" targetNamespace=\"{}\"", escaped(uri)),
    };
    let local = escaped(local);
    builder.schema_text(
        "any-root.xsd",
        &format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"{target}>\
             <xs:element name=\"{local}\" type=\"xs:anyType\"/></xs:schema>"
        ),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn roots_of(components: &Components) -> BTreeSet<Name> {
    let concrete = components.elements.iter().filter(|element| !element.is_abstract);
    concrete.map(|element| expanded(&element.name)).collect()
}

fn expanded(name: &QName) -> Name {
    Name { namespace: name.namespace.clone().unwrap_or_default(), local: name.local.clone() }
}

/// The types that elements are declared with, as far as they have names.
fn types_of(components: &Components) -> Vec<Default> {
    let mut declared: BTreeSet<(&str, TypeId)> =
        components.elements.iter().map(|it| (it.name.local.as_str(), it.ty)).collect();
    let mut particles: Vec<&Particle> = Vec::new();
    for ty in &components.types {
        if let TypeKind::Complex(complex) = &ty.kind
            && let Content::ElementOnly(particle) | Content::Mixed(Some(particle)) = &complex.content
        {
            particles.push(particle);
        }
    }
    while let Some(particle) = particles.pop() {
        match &particle.term {
            Term::Element(element) => _ = declared.insert((&element.name.local, element.ty)),
            Term::Group(_, parts) => particles.extend(parts),
            Term::Wildcard(_) => {}
        }
    }
    let named = declared.into_iter().filter_map(|(local, ty)| {
        let value = tree::shown(&expanded(components.ty(ty).name.as_ref()?));
        Some(Default { of: Of::Type, local: local.to_owned(), value })
    });
    named.collect()
}

/// The default and fixed values that the declarations of a document have.
fn defaults_of(text: &str) -> Vec<Default> {
    let Ok(document) = Document::parse(text) else { return Vec::new() };
    let nodes = document.descendants().filter(|node| node.tag_name().namespace() == Some(crate::units::XSD));
    let declarations = nodes.filter_map(|node| {
        let of = match node.tag_name().name() {
            "attribute" => Of::Attribute,
            "element" => Of::Element,
            _ => return None,
        };
        let value = node.attribute("default").or(node.attribute("fixed"))?;
        let name = node.attribute("name").or(node.attribute("ref"))?;
        let local = name.rsplit(':').next().unwrap_or_default().trim().to_owned();
        Some(Default { of, local, value: value.to_owned() })
    });
    declarations.collect()
}

/// Writes a file, unless it has that text already: what is built from it then need not be built again.
pub(crate) fn write_if_changed(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}
