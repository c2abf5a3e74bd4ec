//! OASIS XML Catalogs 1.1: which document stands for a URI, a system identifier or a public one.
//!
//! A location of a schema is looked up as a URI (section 7.2.2) and then as a system identifier (7.1.2), a namespace as
//! a URI and then as a public identifier. [`parse`](parse::parse) reads a catalogue, [`load`] all that are given and
//! those that they name.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;

use super::reader::{ReadError, Reader};
use super::{Limits, SourceSet, path, problems, xml};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::{FileId, Span};

mod parse;

/// All catalogues.
#[derive(Debug, Default)]
pub(super) struct Catalogs {
    list: Vec<Entries>,
    /// By the identity of the document. Those that could not be read are not here.
    by_identity: BTreeMap<String, usize>,
    /// The identities of those that the options name, in their order.
    given: Vec<String>,
}

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A location or a namespace.
    Uri,
    /// A location.
    System,
    /// A namespace.
    Public,
}

/// The entries of one catalogue.
#[derive(Debug, Default)]
struct Entries {
    /// The name for messages.
    name: String,
    uri: Names,
    system: Names,
    public: Names,
    /// The identities of the catalogues to be looked at next.
    next: Vec<String>,
}

/// The entries for one kind of name. Of several for the same name, the first counts.
#[derive(Debug, Default)]
struct Names {
    exact: BTreeMap<String, String>,
    prefixes: BTreeMap<String, String>,
    suffixes: BTreeMap<String, String>,
    /// The identity of a catalogue, by the beginning of the names that are left to it.
    delegates: BTreeMap<String, String>,
}

/// A catalogue that is to be read, and where its name stands.
struct Request {
    path: String,
    span: Option<Span>,
}

/// Reads the catalogues, and those that they name.
pub(super) fn load(
    paths: &[String],
    reader: &dyn Reader,
    limits: &Limits,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Catalogs {
    let mut catalogs = Catalogs::default();
    let mut queue: VecDeque<Request> = VecDeque::new();
    for path in paths {
        let path = reader.actual(path);
        catalogs.given.push(reader.identity(&path));
        queue.push_back(Request { path, span: None });
    }
    let mut seen = BTreeSet::new();
    while let Some(request) = queue.pop_front() {
        let identity = reader.identity(&request.path);
        if !seen.insert(identity.clone()) {
            continue;
        }
        if limits.max_documents <= sources.len() {
            diagnostics.push(problems::too_many_documents(limits, request.span.as_ref()));
            break;
        }
        let Some((name, file)) = read(&request, reader, limits, sources, diagnostics) else { continue };
        let text = sources.get(file).map(|it| it.text.clone()).unwrap_or_default();
        let Some(document) = xml::parse(file, &text, sources, diagnostics) else { continue };
        let parsed = parse::parse(document.root_element(), file, &request.path, diagnostics);
        let Some(parsed) = parsed else { continue };
        let mut entries = Entries { name, uri: parsed.uri, system: parsed.system, public: parsed.public, next: vec![] };
        // The catalogues that it names are known by their identities from here on.
        let mut ask = |path: &str, span: &Span| {
            let path = if path::is_remote(path) { path.to_owned() } else { reader.actual(path) };
            let identity = reader.identity(&path);
            queue.push_back(Request { path, span: Some(span.clone()) });
            identity
        };
        entries.next.extend(parsed.next.iter().map(|(path, span)| ask(path, span)));
        for (kind, prefix, path, span) in parsed.delegates {
            let identity = ask(&path, &span);
            entries.of_mut(kind).delegates.entry(prefix).or_insert(identity);
        }
        catalogs.by_identity.insert(identity, catalogs.list.len());
        catalogs.list.push(entries);
    }
    catalogs
}

fn read(
    request: &Request,
    reader: &dyn Reader,
    limits: &Limits,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<(String, FileId)> {
    let path = &request.path;
    let result = match reader.read(path, limits.max_document_size) {
        Err(ReadError::NotFound) if path::is_remote(path) => {
            let fetched = reader.fetch(path, limits.max_document_size).unwrap_or(Err(ReadError::NotFound));
            // There is nothing to watch.
            fetched.map(|it| (path.clone(), PathBuf::new(), it.bytes))
        }
        result => result.map(|bytes| (problems::name_of(reader, path), reader.watched(path), bytes)),
    };
    match result {
        Ok((name, watched, bytes)) => match problems::add_text(name.clone(), watched, bytes, sources) {
            Ok(file) => Some((name, file)),
            Err((_, diagnostic)) => {
                diagnostics.push(*diagnostic);
                None
            }
        },
        Err(error) => {
            let name = problems::name_of(reader, path);
            let message = problems::unreadable("catalogue", &name, &error, limits);
            let diagnostic = Diagnostic::error("missing-catalog", message);
            diagnostics.push(match &request.span {
                Some(span) => diagnostic.at(span),
                None => {
                    diagnostic.help("the option `catalogs` names it; the path starts at the folder of codegen.toml")
                }
            });
            None
        }
    }
}

impl Catalogs {
    /// What stands for a name, and the name of the catalogue that says so.
    pub(super) fn find(&self, kind: Kind, name: &str) -> Option<(String, &str)> {
        let name = match kind {
            Kind::Uri | Kind::System => normal_uri(name),
            Kind::Public => normal_public(name),
        };
        let mut rest: Vec<&str> = self.given.iter().rev().map(String::as_str).collect();
        // A catalogue that was looked at has nothing new to say; circles end here.
        let mut visited = BTreeSet::new();
        while let Some(identity) = rest.pop() {
            let Some(idx) = self.by_identity.get(identity).filter(|it| visited.insert(**it)) else { continue };
            let Some(entries) = self.list.get(*idx) else { continue };
            let names = entries.of(kind);
            if let Some(found) = names.find(&name) {
                return Some((found, &entries.name));
            }
            let delegates: Vec<&str> = beginnings(&names.delegates, &name).map(|(_, it)| it.as_str()).collect();
            if !delegates.is_empty() {
                // From here on they alone are asked, the longest prefix first.
                rest = delegates.into_iter().rev().collect();
                continue;
            }
            rest.extend(entries.next.iter().rev().map(String::as_str));
        }
        None
    }
}

impl Entries {
    fn of(&self, kind: Kind) -> &Names {
        match kind {
            Kind::Uri => &self.uri,
            Kind::System => &self.system,
            Kind::Public => &self.public,
        }
    }

    fn of_mut(&mut self, kind: Kind) -> &mut Names {
        match kind {
            Kind::Uri => &mut self.uri,
            Kind::System => &mut self.system,
            Kind::Public => &mut self.public,
        }
    }
}

impl Names {
    fn find(&self, name: &str) -> Option<String> {
        if let Some(found) = self.exact.get(name) {
            return Some(found.clone());
        }
        if let Some((prefix, replacement)) = beginnings(&self.prefixes, name).next() {
            let rest = name.get(prefix.len()..).unwrap_or("");
            let is_address = path::is_remote(replacement);
            let rest = if is_address { rest.to_owned() } else { path::decode(rest) };
            return Some(format!("{replacement}{rest}"));
        }
        let starts = name.char_indices().map(|(idx, _)| idx);
        let mut ends = starts.filter_map(|start| self.suffixes.get(name.get(start..)?));
        ends.next().cloned()
    }
}

/// The entries whose key the name begins with, the longest first.
fn beginnings<'a>(map: &'a BTreeMap<String, String>, name: &str) -> impl Iterator<Item = (&'a String, &'a String)> {
    let ends = name.char_indices().map(|(idx, c)| idx + c.len_utf8()).rev();
    ends.filter_map(|end| map.get_key_value(name.get(..end)?))
}

/// A URI with what may not stand in one as percent escapes (section 6.4).
fn normal_uri(uri: &str) -> String {
    let mut normal = String::with_capacity(uri.len());
    for byte in uri.trim().bytes() {
        let is_forbidden =
            matches!(byte, 0..=b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 127..);
        if is_forbidden {
            normal.push_str(&format!("%{byte:02X}"));
        } else {
            normal.push(char::from(byte));
        }
    }
    normal
}

/// A public identifier with its white space made single spaces (section 6.2).
fn normal_public(public: &str) -> String {
    public.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
