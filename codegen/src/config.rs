//! `codegen.toml`: read into [`Options`], every mistake with its place.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Diagnostics};
use crate::error::{Error, shown};
use crate::options::Options;
use crate::source::SourceSet;
use crate::span::{FileId, Span};
use crate::suggest;

#[cfg(test)]
mod tests;

/// The name of the configuration file where nothing else is said.
pub const FILE_NAME: &str = "codegen.toml";

/// The keys at the top.
const KEYS: &[&str] = &[
    "schemas",
    "operations",
    "roots",
    "file",
    "directory",
    "runtime",
    "emit",
    "documentation",
    "prefixes",
    "modules",
    "names",
    "extern_types",
    "extern_crates",
    "derives",
    "attributes",
    "serde",
    "opaque",
    "polymorphic",
    "borrowed",
    "document",
    "enums",
    "lenient",
    "locations",
    "catalogs",
    "search",
    "network",
    "rules",
];

/// The tables whose keys are fixed, with these.
const TABLES: &[(&str, &[&str])] =
    &[("enums", &["open"]), ("lenient", &["namespaces", "elements", "optional", "values"])];

/// The configuration file of a folder or of the nearest folder above that has one, as a path relative to the former.
///
/// ```no_run
/// let here = std::env::current_dir()?;
/// let config = xsd_codegen::config::find(&here);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn find(directory: &Path) -> Option<PathBuf> {
    let n_up = directory.ancestors().position(|it| it.join(FILE_NAME).is_file())?;
    let mut path: PathBuf = std::iter::repeat_n("..", n_up).collect();
    path.push(FILE_NAME);
    Some(path)
}

/// Reads a configuration file.
pub(crate) fn read(path: &Path) -> Result<Options, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("there is no configuration file {}", shown(path));
            let help = "a relative path starts at the working directory, for build scripts the package's folder";
            return Err(Error::single(Diagnostic::error("no-config", message).help(help)));
        }
        Err(error) => return Err(Error::io("read", path, &error)),
    };
    parse(&shown(path), &text)
}

/// Reads the configuration file that another one names; messages of that one call it `name`. As a document it is called
/// like those beside it, which start at its folder.
pub(crate) fn read_into(
    path: &Path,
    name: &str,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Options> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let help = "a relative path starts at the folder of the configuration that names it";
            let message = format!("there is no configuration file {name}");
            diagnostics.push(Diagnostic::error("no-config", message).help(help));
            return None;
        }
        Err(error) => {
            diagnostics.push(Diagnostic::error("io", format!("cannot read {name}: {}", error.kind())));
            return None;
        }
    };
    let beside = crate::source::path::file_name(name).to_owned();
    let file = sources.add(beside, Some(path.to_owned()), text.clone());
    parse_text(file, &text, diagnostics).filter(|_| !diagnostics.has_errors())
}

/// Reads the text of a configuration file; messages call it `name`.
pub(crate) fn parse(name: &str, text: &str) -> Result<Options, Error> {
    let mut sources = SourceSet::default();
    let file = sources.add(name.to_owned(), Some(PathBuf::from(name)), text.to_owned());
    let mut diagnostics = Diagnostics::new();
    let options = parse_text(file, text, &mut diagnostics);
    match options {
        Some(options) if !diagnostics.has_errors() => Ok(options),
        _ => Err(Error::new(&diagnostics, &sources)),
    }
}

fn parse_text(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Options> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        diagnostics.push(problem("bad-toml", error.message(), file, error.span()));
    }
    if !errors.is_empty() {
        return None;
    }
    check_keys(table.get_ref(), "", KEYS, file, diagnostics);
    for (name, keys) in TABLES {
        if let Some(DeValue::Table(table)) = table.get_ref().get(*name).map(Spanned::get_ref) {
            check_keys(table, name, keys, file, diagnostics);
        }
    }
    if diagnostics.has_errors() {
        return None;
    }
    match toml::from_str(text) {
        Ok(options) => Some(options),
        Err(error) => {
            diagnostics.push(bad_value(&error, file));
            None
        }
    }
}

/// Reports every key that a table does not have.
fn check_keys(table: &DeTable<'_>, name: &str, keys: &[&str], file: FileId, diagnostics: &mut Diagnostics) {
    let place = if name.is_empty() { String::new() } else { format!(" in [{name}]") };
    // Which keys there are is said once for a table.
    let mut note = Some(format!("the keys{place} are {}", list(keys)));
    let mut unknown: Vec<_> = table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())).collect();
    unknown.sort_by_key(|key| key.span().start);
    for key in unknown {
        let what = key.get_ref();
        let message = format!("there is no key `{what}`{place}");
        let mut diagnostic = problem("unknown-key", &message, file, Some(key.span()));
        let similar =
            || suggest::nearest(what, keys.iter().map(|it| (*it, *it))).map(|it| format!("a similar key is `{it}`"));
        if let Some(help) = elsewhere(what, name).or_else(similar) {
            diagnostic = diagnostic.help(help);
        }
        if let Some(note) = note.take() {
            diagnostic = diagnostic.note(note);
        }
        diagnostics.push(diagnostic);
    }
}

/// Where a key belongs that stands in the wrong table.
fn elsewhere(key: &str, here: &str) -> Option<String> {
    let (table, _) = TABLES.iter().find(|(table, keys)| *table != here && keys.contains(&key))?;
    Some(format!("it belongs into [{table}]"))
}

fn bad_value(error: &toml::de::Error, file: FileId) -> Diagnostic {
    let message = error.message();
    let diagnostic = problem("bad-value", message, file, error.span());
    if message.contains("expected a sequence") {
        diagnostic.help("a list is written in brackets, also where it has one item: [\"…\"]")
    } else {
        diagnostic
    }
}

fn problem(code: &'static str, message: &str, file: FileId, range: Option<Range<usize>>) -> Diagnostic {
    let diagnostic = Diagnostic::error(code, message);
    match range {
        Some(range) => diagnostic.at(&Span::new(file, range)),
        None => diagnostic,
    }
}

fn list(keys: &[&str]) -> String {
    match keys {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}
