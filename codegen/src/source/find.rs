//! Which document a reference asks for: what the options say comes first, then the place that its location names, then
//! the folders to search, then the network.

use super::catalog::{Lookup, Mapped};
use super::reader::Reader;
use super::{address, letters, path, problems, xml_namespace};

/// Where a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// With a reader.
    File {
        /// The path to read it by.
        path: String,
        /// The name to show.
        name: String,
        /// The address that it was asked for by, if there is one: a copy refers to others as the original does.
        address: Option<String>,
    },
    /// On the network.
    Address(String),
    /// The built-in schema of the XML namespace.
    XmlNamespace,
}

/// What was found for a reference.
pub(super) enum Found {
    /// A document, which may turn out not to exist; and a note of who says that it is the one, if that is not its
    /// location.
    Document(Target, Option<String>),
    /// Nothing: the location is an address, which nothing answers.
    Unanswered(String),
    /// Nothing, nor was anything asked for. An import without location stands for a document that is loaded anyway, or
    /// for none at all.
    Nothing,
}

/// A reference to a document.
pub(super) struct Reference<'a> {
    pub(super) location: Option<&'a str>,
    pub(super) namespace: Option<&'a str>,
    /// The document that it stands in.
    pub(super) from: &'a Target,
}

impl Target {
    /// The target for a path or an address from the options.
    pub(super) fn of(at: &str, address: Option<String>, reader: &dyn Reader) -> Target {
        if path::is_remote(at) && !reader.is_readable(at) {
            return Target::Address(at.to_owned());
        }
        if path::is_remote(at) {
            return Target::File { path: at.to_owned(), name: at.to_owned(), address: Some(at.to_owned()) };
        }
        let path = reader.actual(at);
        Target::File { name: problems::name_of(reader, &path), path, address }
    }

    /// The path that a location in this document stands for, if it is one.
    fn path_of(&self, location: &str) -> Option<String> {
        match self {
            Target::File { path, .. } if !path::is_remote(path) => {
                Some(path::join(path, location)).filter(|it| !path::is_remote(it))
            }
            _ => None,
        }
    }

    /// The address that a location in this document stands for, if it is one.
    fn address_of(&self, location: &str) -> Option<String> {
        let location = location.trim();
        let own = match self {
            Target::File { address, .. } => address.as_deref(),
            Target::Address(address) => Some(address.as_str()),
            Target::XmlNamespace => None,
        };
        if path::is_remote(location) {
            return Some(address::without_fragment(location).to_owned());
        }
        // What a fetched document says of files is none of its business.
        let is_file = location.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("file:"));
        own.filter(|_| !is_file).and_then(|own| address::join(own, location))
    }
}

/// Finds the document of a reference.
pub(super) fn find(reference: &Reference<'_>, lookup: &mut Lookup<'_>, reader: &dyn Reader) -> Found {
    let Reference { location, namespace, from } = *reference;
    let location = location.map(str::trim);
    let address = location.and_then(|it| from.address_of(it));
    let path = location.and_then(|it| from.path_of(it));
    let forms = [location, address.as_deref(), path.as_deref()];
    let forms: Vec<&str> = forms.into_iter().flatten().collect();
    if let Some(Mapped { target, note }) = lookup.find(&forms, namespace) {
        return Found::Document(Target::of(&target, address, reader), Some(note));
    }
    let file = path.map(|path| {
        let path = reader.actual(&path);
        let name = location.map_or_else(|| path.clone(), |location| name_beside(from, location, &path, reader));
        Target::File { path, name, address: address.clone() }
    });
    let is_readable = |it: &Target| matches!(it, Target::File { path, .. } if reader.is_readable(path));
    if let Some(file) = file.as_ref().filter(|it| is_readable(it)) {
        return Found::Document(file.clone(), None);
    }
    // A document in memory may be called by its address.
    if let Some(address) = address.as_deref().filter(|it| reader.is_readable(it)) {
        return Found::Document(Target::of(address, None, reader), None);
    }
    let asked = address.as_deref().or(location);
    let in_folders = asked.and_then(|it| search(&file_name(it), lookup, reader));
    if let Some(path) = in_folders {
        return Found::Document(Target::of(&path, address, reader), None);
    }
    if namespace == Some(xml_namespace::XML_NAMESPACE) {
        return Found::Document(Target::XmlNamespace, None);
    }
    match (address, file, location) {
        (Some(address), _, _) if reader.fetches(&address) => Found::Document(Target::Address(address), None),
        (_, Some(file), _) => Found::Document(file, None),
        (address, None, Some(location)) => Found::Unanswered(address.unwrap_or_else(|| location.to_owned())),
        (_, None, None) => Found::Nothing,
    }
}

/// The path of a document of this name in one of the folders to search.
fn search(name: &str, lookup: &Lookup<'_>, reader: &dyn Reader) -> Option<String> {
    let is_name = !name.is_empty() && !matches!(name, "." | "..");
    let folders = lookup.folders().iter().filter(|_| is_name);
    folders.map(|folder| reader.actual(&format!("{folder}/{name}"))).find(|path| reader.is_readable(path))
}

/// The last part of a location.
pub(super) fn file_name(location: &str) -> String {
    if path::is_remote(location) {
        return address::file_name(location);
    }
    path::file_name(&path::join("", location)).to_owned()
}

/// The name of a document that another one refers to.
fn name_beside(from: &Target, location: &str, path: &str, reader: &dyn Reader) -> String {
    match (reader.display(path), from) {
        (Some(name), _) => name,
        (None, Target::File { name, .. }) if !path::is_absolute(location) => {
            letters::spelled_as(&path::join(name, location), path)
        }
        (None, _) => problems::name_of(reader, path),
    }
}
