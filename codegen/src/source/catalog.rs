//! Where documents are that are not where their location says: what the options say about it.

use std::collections::{BTreeMap, BTreeSet};

use super::path;
use super::xml_catalog::{Catalogs, Kind};
use crate::diag::{Diagnostic, Diagnostics};
use crate::suggest;

/// Which documents answer which locations and namespaces.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    entries: BTreeMap<String, String>,
    files: Vec<String>,
    search: Vec<String>,
}

impl Catalog {
    /// Adds an entry: `key` is a location as written or an imported namespace, `path` the document's path, as the entry
    /// documents' paths are given. Where both end with `*`, it stands for whatever follows.
    pub fn insert(&mut self, key: impl Into<String>, path: impl Into<String>) {
        self.entries.insert(key.into(), path.into());
    }

    /// Adds an OASIS XML catalogue. Those that come first are asked first.
    pub fn add_file(&mut self, path: impl Into<String>) {
        self.files.push(path.into());
    }

    /// Adds a folder in which documents are looked for by their file name. Those that come first are asked first.
    pub fn add_folder(&mut self, path: impl Into<String>) {
        self.search.push(path.into());
    }

    /// The XML catalogues.
    pub(super) fn files(&self) -> &[String] {
        &self.files
    }
}

/// The entries at work: all catalogues read, and a note of what was used.
pub(super) struct Lookup<'a> {
    catalog: &'a Catalog,
    /// The entries that stand for whole folders, without `*`, the longest key first.
    prefixes: Vec<(&'a str, &'a str)>,
    catalogs: Catalogs,
    used: BTreeSet<String>,
    asked: BTreeSet<String>,
}

/// A document that is said to stand for another one.
pub(super) struct Mapped {
    /// Its path or address.
    pub(super) target: String,
    /// Who says so, as a note of a message.
    pub(super) note: String,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(catalog: &'a Catalog, catalogs: Catalogs) -> Lookup<'a> {
        let prefix = |(key, path): (&'a String, &'a String)| Some((key.strip_suffix('*')?, path.strip_suffix('*')?));
        let mut prefixes: Vec<_> = catalog.entries.iter().filter_map(prefix).collect();
        prefixes.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        Lookup { catalog, prefixes, catalogs, used: BTreeSet::new(), asked: BTreeSet::new() }
    }

    /// The document that stands for one of the locations, which are the same in several forms, or for the namespace.
    /// The entries come before the XML catalogues, and among each locations before the namespace.
    pub(super) fn find(&mut self, locations: &[&str], namespace: Option<&str>) -> Option<Mapped> {
        let names = locations.iter().copied().chain(namespace);
        for name in names.clone() {
            self.asked.insert(name.to_owned());
        }
        if let Some(found) = names.clone().find_map(|name| self.entry(name)) {
            return Some(found);
        }
        let by = |kinds: &[Kind], name: &str| {
            let (target, catalog) = kinds.iter().find_map(|kind| self.catalogs.find(*kind, name))?;
            Some(Mapped { target, note: format!("the catalogue `{catalog}` names it for `{name}`") })
        };
        let location = locations.iter().find_map(|name| by(&[Kind::Uri, Kind::System], name));
        location.or_else(|| namespace.and_then(|name| by(&[Kind::Uri, Kind::Public], name)))
    }

    /// The folders to search.
    pub(super) fn folders(&self) -> &'a [String] {
        &self.catalog.search
    }

    fn entry(&mut self, name: &str) -> Option<Mapped> {
        let (key, target) = match self.catalog.entries.get(name) {
            Some(path) => (name.to_owned(), path.clone()),
            None => self.prefixes.iter().find_map(|(key, path)| {
                let rest = name.strip_prefix(key)?;
                let rest = if path::is_remote(path) { rest.to_owned() } else { path::decode(rest) };
                Some((format!("{key}*"), format!("{path}{rest}")))
            })?,
        };
        let note = format!("`{key}` under [locations] names it");
        self.used.insert(key);
        Some(Mapped { target, note })
    }

    /// Warns of entries that nothing asked for.
    pub(super) fn check_uses(&self, diagnostics: &mut Diagnostics) {
        for key in self.catalog.entries.keys().filter(|it| !self.used.contains(*it)) {
            let message = format!("the configuration says where `{key}` is, which no document asks for");
            let diagnostic = Diagnostic::warning("unused-location", message);
            let similar = suggest::nearest(key, self.asked.iter().map(|it| (it.as_str(), it)));
            diagnostics.push(match similar {
                Some(similar) => diagnostic.help(format!("`{similar}` is asked for")),
                None => diagnostic,
            });
        }
    }
}
