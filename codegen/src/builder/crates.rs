//! The configurations of other crates, whose types are used and not generated again: each is loaded and planned like this
//! one, and nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Builder;
use crate::config;
use crate::diag::{Diagnostic, Diagnostics};
use crate::plan::{ExternCrate, Plan};
use crate::source::{SourceSet, path};

/// How many configurations may use one another in a row.
const MAX_DEPTH: usize = 32;

/// The configurations that have been planned, and those that are being planned.
#[derive(Default)]
pub(super) struct Trail {
    /// From the first on, each uses the next: by the file, and as messages call it.
    open: Vec<(PathBuf, String)>,
    /// `None` for one in which something is wrong.
    done: BTreeMap<PathBuf, Option<Planned>>,
    failed: Vec<Failed>,
}

#[derive(Clone)]
struct Planned {
    plan: Rc<Plan>,
    /// The configuration and its documents, and those of the configurations that it uses itself.
    files: BTreeSet<PathBuf>,
}

/// What is wrong with a configuration.
struct Failed {
    /// As messages call it.
    name: String,
    /// The path of its types.
    module: String,
    sources: SourceSet,
    problems: Diagnostics,
}

/// What other configurations generate, and the files that say so.
#[derive(Default)]
pub(super) struct Crates {
    pub(super) crates: Vec<ExternCrate>,
    pub(super) files: BTreeSet<PathBuf>,
    /// Whether something is wrong with one of them.
    pub(super) is_incomplete: bool,
}

impl Trail {
    /// A trail that starts with a builder's own configuration, if it has one.
    pub(super) fn new(builder: &Builder) -> Trail {
        let own = builder.config.iter().map(|config| {
            let name = config.file_name().map(|name| name.to_string_lossy().into_owned());
            (identity(config), name.unwrap_or_default())
        });
        Trail { open: own.collect(), ..Trail::default() }
    }

    /// Tells what is wrong with other configurations. Their documents are added to `sources` for that.
    pub(super) fn tell(self, sources: &mut SourceSet, diagnostics: &mut Diagnostics) {
        for Failed { name, module, sources: documents, problems } in self.failed {
            let first = sources.append(documents, |document| path::join(&name, document));
            diagnostics.adopt(problems, first, &format!("`{module}` comes from the configuration {name}"));
        }
    }

    /// The name of a configuration, from the folder of the first one on.
    fn name(&self, builder: &Builder, written: &str) -> String {
        if path::is_absolute(written) {
            return path::file_name(written).to_owned();
        }
        match self.open.last() {
            Some((_, parent)) if builder.config.is_some() => path::join(parent, written),
            _ => path::normalize(written),
        }
    }

    /// Plans one configuration. Its warnings are told where its own code is generated.
    fn plan(&mut self, file: &Path, name: &str, module: &str) -> Option<Planned> {
        let mut sources = SourceSet::default();
        let mut problems = Diagnostics::new();
        if let Some(options) = config::read_into(file, name, &mut sources, &mut problems) {
            let base = file.parent().unwrap_or(Path::new("")).to_owned();
            let builder = Builder { options, base, config: Some(file.to_owned()), ..Builder::default() };
            let stages = builder.stages_on(self);
            if let Some(plan) = stages.plan.filter(|_| !stages.diagnostics.has_errors()) {
                let on_disk = stages.input.sources.files_read().filter(|it| !it.as_os_str().is_empty());
                let own = std::iter::once(file).chain(on_disk).map(Path::to_owned);
                let files = own.chain(stages.other_files).collect();
                return Some(Planned { plan: Rc::new(plan), files });
            }
            (sources, problems) = (stages.input.sources, stages.diagnostics);
        }
        // Where a configuration is right but one that it uses is not, that one is told of.
        if problems.has_errors() {
            self.failed.push(Failed { name: name.to_owned(), module: module.to_owned(), sources, problems });
        }
        None
    }
}

/// Plans the configurations that a builder's options name.
pub(super) fn load(builder: &Builder, trail: &mut Trail, diagnostics: &mut Diagnostics) -> Crates {
    let mut found = Crates::default();
    for (module, written) in &builder.options.extern_crates {
        let file = builder.base.join(written);
        let name = trail.name(builder, written);
        let key = identity(&file);
        if let Some(at) = trail.open.iter().position(|(open, _)| *open == key) {
            let names: Vec<&str> = trail.open.iter().skip(at).map(|(_, name)| name.as_str()).chain([&*name]).collect();
            let message = format!("the configuration {name} uses itself: {}", names.join(" → "));
            let help = "types that two configurations need belong into a third one, which both use";
            diagnostics.push(Diagnostic::error("extern-cycle", message).help(help));
            continue;
        }
        let planned = match trail.done.get(&key) {
            Some(planned) => planned.clone(),
            None if MAX_DEPTH <= trail.open.len() => {
                let message = format!("more than {MAX_DEPTH} configurations use one another in a row");
                diagnostics.push(Diagnostic::error("extern-depth", message));
                continue;
            }
            None => {
                trail.open.push((key.clone(), name.clone()));
                let planned = trail.plan(&file, &name, module);
                trail.open.pop();
                trail.done.insert(key, planned.clone());
                planned
            }
        };
        match planned {
            Some(Planned { plan, files }) => {
                found.files.extend(files);
                found.crates.push(ExternCrate { path: module.clone(), config: name, plan });
            }
            None => found.is_incomplete = true,
        }
    }
    found
}

/// What two paths of one file share.
fn identity(file: &Path) -> PathBuf {
    file.canonicalize().unwrap_or_else(|_| PathBuf::from(path::normalize(&file.to_string_lossy())))
}
