//! Loading: from entry documents to everything that they include and import, each document once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use roxmltree::Document;

use super::problems::{import_of_own, not_well_formed, tag_at, unknown_root};
use super::reader::{ReadError, Reader};
use super::{SourceSet, path, scan, xml_namespace};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::{FileId, Span};
use crate::wsdl::{self, Definitions, WSDL_NAMESPACE};
use crate::xsd::{self, ReferenceKind, Schema, XSD_NAMESPACE};

/// What was loaded: the documents and their syntax trees.
#[derive(Debug, Default)]
pub struct Input {
    /// The documents.
    pub sources: SourceSet,
    /// The schemas, in the order in which they were reached. One that several namespaces include without having a
    /// namespace of its own is here once for each.
    pub schemas: Vec<Schema>,
    /// The WSDL documents, in the order in which they were reached.
    pub definitions: Vec<Definitions>,
}

/// Which file answers a location that is no path to one.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    entries: BTreeMap<String, String>,
}

/// How much is read at most.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The size of a document in bytes.
    pub max_document_size: usize,
    /// The number of documents.
    pub max_documents: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_document_size: 64 * 1024 * 1024, max_documents: 10_000 }
    }
}

impl Catalog {
    /// Adds an entry: `key` is a `schemaLocation` as written or an imported namespace, `path` the document's path, as
    /// the entry documents' paths are given.
    pub fn insert(&mut self, key: impl Into<String>, path: impl Into<String>) {
        self.entries.insert(key.into(), path.into());
    }

    fn get(&self, location: Option<&str>, namespace: Option<&str>) -> Option<&str> {
        let by = |key: Option<&str>| key.and_then(|it| self.entries.get(it)).map(String::as_str);
        by(location).or_else(|| by(namespace))
    }
}

/// Loads the entry documents, XSD or WSDL, and all that they refer to.
pub fn load(
    entries: &[String],
    reader: &dyn Reader,
    catalog: &Catalog,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Input {
    let mut loader = Loader {
        reader,
        catalog,
        limits,
        diagnostics,
        input: Input::default(),
        queue: VecDeque::new(),
        by_identity: BTreeMap::new(),
        documents: BTreeMap::new(),
        parsed: BTreeSet::new(),
        postponed: Vec::new(),
    };
    for entry in entries {
        let path = path::normalize(entry);
        let name = reader.display(&path).unwrap_or_else(|| shown(&path));
        loader.queue.push_back(Request { target: Target::File { path, name }, origin: None });
    }
    while let Some(request) = loader.queue.pop_front() {
        loader.answer(request);
    }
    loader.report_postponed();
    loader.input
}

struct Loader<'a> {
    reader: &'a dyn Reader,
    catalog: &'a Catalog,
    limits: &'a Limits,
    diagnostics: &'a mut Diagnostics,
    input: Input,
    queue: VecDeque<Request>,
    by_identity: BTreeMap<String, FileId>,
    documents: BTreeMap<FileId, Loaded>,
    /// Which documents have been parsed, and on behalf of which including namespace.
    parsed: BTreeSet<(FileId, Option<String>)>,
    /// Imports that found no document. If another one turns out to have the namespace, nothing is wrong.
    postponed: Vec<(String, Diagnostic, Referrer)>,
}

/// A document to be read.
struct Request {
    target: Target,
    /// `None` for an entry document.
    origin: Option<Origin>,
}

#[derive(Clone)]
enum Target {
    File {
        /// The path to read it by.
        path: String,
        /// The name to show.
        name: String,
    },
    /// The built-in schema of the XML namespace.
    XmlNamespace,
}

/// The reference that asks for a document.
struct Origin {
    referrer: Referrer,
    kind: OriginKind,
    span: Span,
}

/// Which reference: its schema or WSDL document, and its place there.
#[derive(Clone, Copy)]
enum Referrer {
    Schema(usize, usize),
    Definitions(usize, usize),
}

enum OriginKind {
    /// With the namespace of the including schema.
    Include(Option<String>),
    /// With the namespace that it names.
    Import(Option<String>),
    WsdlImport,
}

/// What is known of a document that was read.
#[derive(Clone)]
enum Loaded {
    Schema {
        target_namespace: Option<String>,
        path: String,
        name: String,
    },
    Definitions,
    /// It could not be used, which has been reported.
    Broken,
}

impl Loader<'_> {
    fn answer(&mut self, request: Request) {
        let Some(file) = self.read(&request) else { return };
        let inherited = match &request.origin {
            Some(Origin { kind: OriginKind::Include(namespace), .. }) => namespace.clone(),
            _ => None,
        };
        if !self.documents.contains_key(&file) {
            let loaded = self.parse(file, &request.target, inherited);
            self.documents.insert(file, loaded);
        } else if let Some(Loaded::Schema { target_namespace: None, path, name }) = self.documents.get(&file) {
            // A schema without a namespace takes on that of each schema which includes it.
            if !self.parsed.contains(&(file, inherited.clone())) {
                let target = Target::File { path: path.clone(), name: name.clone() };
                self.parse(file, &target, inherited);
            }
        }
        self.check_namespace(file, request.origin);
    }

    /// Finds or reads a document. `None` if it cannot be read, which has been reported.
    fn read(&mut self, request: &Request) -> Option<FileId> {
        let (path, name) = match &request.target {
            Target::XmlNamespace => {
                let known = self.by_identity.get(xml_namespace::NAME).copied();
                return Some(known.unwrap_or_else(|| {
                    let text = xml_namespace::TEXT.to_owned();
                    let file = self.input.sources.add(xml_namespace::NAME.to_owned(), None, text);
                    self.by_identity.insert(xml_namespace::NAME.to_owned(), file);
                    file
                }));
            }
            Target::File { path, name } => (path, name),
        };
        let identity = self.reader.identity(path);
        if let Some(file) = self.by_identity.get(&identity) {
            return Some(*file);
        }
        if self.limits.max_documents <= self.input.sources.len() {
            let message = format!("more than {} documents", self.limits.max_documents);
            let diagnostic = Diagnostic::error("too-many-documents", message);
            self.diagnostics.push(match &request.origin {
                Some(origin) => diagnostic.at(&origin.span),
                None => diagnostic,
            });
            self.mark_missing(request.origin.as_ref().map(|it| it.referrer));
            return None;
        }
        match self.reader.read(path, self.limits.max_document_size) {
            Ok(bytes) => {
                let file = self.add(name.clone(), path, bytes);
                self.by_identity.insert(identity, file);
                Some(file)
            }
            Err(error) => {
                self.report_unreadable(name, &error, request.origin.as_ref());
                None
            }
        }
    }

    /// Keeps the text of a document. Text that is not UTF-8 is kept as far as it is, and reported.
    fn add(&mut self, name: String, path: &str, bytes: Vec<u8>) -> FileId {
        let watched = Some(self.reader.watched(path));
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        let error = match String::from_utf8(bytes) {
            Ok(text) => return self.input.sources.add(name, watched, text),
            Err(error) => error,
        };
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let message = format!("`{name}` is not UTF-8");
        let help = match bytes.get(..2) {
            Some([0xFE, 0xFF] | [0xFF, 0xFE]) => "it is UTF-16; convert it to UTF-8",
            _ => "convert it to UTF-8",
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let file = self.input.sources.add(name, watched, text);
        let span = Span::new(file, offset..offset + '\u{fffd}'.len_utf8());
        self.diagnostics.push(Diagnostic::error("not-utf-8", message).at(&span).help(help));
        self.documents.insert(file, Loaded::Broken);
        file
    }

    fn parse(&mut self, file: FileId, target: &Target, inherited: Option<String>) -> Loaded {
        // The text is taken out for the time of parsing, as references are queued meanwhile.
        let text = self.input.sources.get(file).map(|it| it.text.clone()).unwrap_or_default();
        if let Err(excess) = scan::check(&text) {
            let span = tag_at(file, &text, excess.offset);
            self.diagnostics.push(Diagnostic::error("document-limit", excess.what).at(&span));
            return Loaded::Broken;
        }
        let document = match Document::parse(&text) {
            Ok(document) => document,
            Err(error) => {
                let diagnostic = not_well_formed(&self.input.sources, file, &error);
                self.diagnostics.push(diagnostic);
                return Loaded::Broken;
            }
        };
        let root = document.root_element();
        match (root.tag_name().namespace(), root.tag_name().name()) {
            (Some(XSD_NAMESPACE), "schema") => {
                let own = xsd::parse(root, file, inherited.as_deref(), self.diagnostics);
                let target_namespace = own.target_namespace.clone().filter(|_| !own.is_chameleon);
                self.parsed.insert((file, inherited));
                self.add_schema(own, target);
                let (path, name) = match target {
                    Target::File { path, name } => (path.clone(), name.clone()),
                    Target::XmlNamespace => (String::new(), xml_namespace::NAME.to_owned()),
                };
                Loaded::Schema { target_namespace, path, name }
            }
            (Some(WSDL_NAMESPACE), "definitions") => {
                let (definitions, schemas) = wsdl::parse(root, file, self.diagnostics);
                for schema in schemas {
                    self.add_schema(schema, target);
                }
                self.add_definitions(definitions, target);
                Loaded::Definitions
            }
            _ => {
                let diagnostic = unknown_root(root, file);
                self.diagnostics.push(diagnostic);
                Loaded::Broken
            }
        }
    }

    fn add_schema(&mut self, schema: Schema, from: &Target) {
        let schema_idx = self.input.schemas.len();
        let mut requests = Vec::new();
        for (idx, reference) in schema.references.iter().enumerate() {
            let namespace = reference.namespace.as_ref().map(|it| it.value.clone());
            let kind = match reference.kind {
                ReferenceKind::Import => OriginKind::Import(namespace),
                ReferenceKind::Include | ReferenceKind::Redefine => {
                    OriginKind::Include(schema.target_namespace.clone())
                }
            };
            // A chameleon has no namespace of its own that it could import by mistake.
            if let OriginKind::Import(namespace) = &kind
                && *namespace == schema.target_namespace
                && !schema.is_chameleon
            {
                self.diagnostics.push(import_of_own(&reference.span, namespace.as_deref()));
            }
            let location = reference.location.as_ref();
            let span = location.map_or(&reference.span, |it| &it.span).clone();
            let origin = Origin { referrer: Referrer::Schema(schema_idx, idx), kind, span };
            requests.push((location.map(|it| it.value.clone()), origin));
        }
        self.input.schemas.push(schema);
        for (location, origin) in requests {
            self.request(location.as_deref(), origin, from);
        }
    }

    fn add_definitions(&mut self, definitions: Definitions, from: &Target) {
        let definitions_idx = self.input.definitions.len();
        let mut requests = Vec::new();
        for (idx, import) in definitions.imports.iter().enumerate() {
            let location = import.location.as_ref();
            let span = location.map_or(&import.span, |it| &it.span).clone();
            let referrer = Referrer::Definitions(definitions_idx, idx);
            let origin = Origin { referrer, kind: OriginKind::WsdlImport, span };
            requests.push((location.map(|it| it.value.clone()), origin));
        }
        self.input.definitions.push(definitions);
        for (location, origin) in requests {
            self.request(location.as_deref(), origin, from);
        }
    }

    /// Queues the document that a reference asks for.
    fn request(&mut self, location: Option<&str>, origin: Origin, from: &Target) {
        let namespace = match &origin.kind {
            OriginKind::Import(namespace) => namespace.as_deref(),
            _ => None,
        };
        let (from_path, from_name) = match from {
            Target::File { path, name } => (path.as_str(), name.as_str()),
            Target::XmlNamespace => ("", ""),
        };
        let target = if let Some(path) = self.catalog.get(location, namespace) {
            let path = path::normalize(path);
            let name = self.reader.display(&path).unwrap_or_else(|| shown(&path));
            Target::File { path, name }
        } else if namespace == Some(xml_namespace::XML_NAMESPACE) && !self.is_readable(from_path, location) {
            Target::XmlNamespace
        } else {
            let Some(location) = location else {
                // An import without location stands for a document that is loaded anyway, or for none at all.
                return;
            };
            if path::is_remote(location) {
                let diagnostic = Diagnostic::error("missing-document", format!("`{location}` is not loaded"))
                    .label("addresses are not fetched")
                    .help("keep a copy of the document beside this one and give its path as `schemaLocation`");
                self.report_missing(diagnostic, &origin);
                return;
            }
            let path = path::join(from_path, location);
            let name = match self.reader.display(&path) {
                Some(name) => name,
                None if path::is_absolute(location) => shown(&path),
                None => path::join(from_name, location),
            };
            Target::File { path, name }
        };
        self.queue.push_back(Request { target, origin: Some(origin) });
    }

    fn is_readable(&self, from: &str, location: Option<&str>) -> bool {
        location.is_some_and(|location| {
            let path = path::join(from, location);
            !path::is_remote(location) && self.reader.read(&path, self.limits.max_document_size).is_ok()
        })
    }

    fn report_unreadable(&mut self, name: &str, error: &ReadError, origin: Option<&Origin>) {
        let what = match error {
            ReadError::NotFound => format!("the document `{name}` does not exist"),
            ReadError::TooLarge => {
                format!("the document `{name}` is larger than {} bytes", self.limits.max_document_size)
            }
            ReadError::Other(reason) => format!("the document `{name}` cannot be read: {reason}"),
        };
        let diagnostic = Diagnostic::error("missing-document", what);
        match origin {
            Some(origin) => self.report_missing(diagnostic, origin),
            None => self.diagnostics.push(diagnostic),
        }
    }

    fn report_missing(&mut self, diagnostic: Diagnostic, origin: &Origin) {
        let diagnostic = diagnostic.at(&origin.span);
        match &origin.kind {
            OriginKind::Import(Some(namespace)) => {
                self.postponed.push((namespace.clone(), diagnostic, origin.referrer));
            }
            _ => {
                self.diagnostics.push(diagnostic);
                self.mark_missing(Some(origin.referrer));
            }
        }
    }

    fn report_postponed(&mut self) {
        for (namespace, diagnostic, referrer) in std::mem::take(&mut self.postponed) {
            let is_loaded =
                |it: &Schema| it.target_namespace.as_deref() == Some(&namespace) && !it.components.is_empty();
            if self.input.schemas.iter().any(is_loaded) {
                continue;
            }
            self.diagnostics.push(diagnostic);
            self.mark_missing(Some(referrer));
        }
    }

    /// Notes at a reference that its document is missing, so that names from it are not reported one by one.
    fn mark_missing(&mut self, referrer: Option<Referrer>) {
        match referrer {
            None => {}
            Some(Referrer::Schema(schema, idx)) => {
                let reference = self.input.schemas.get_mut(schema).and_then(|it| it.references.get_mut(idx));
                if let Some(reference) = reference {
                    reference.is_missing = true;
                }
            }
            Some(Referrer::Definitions(definitions, idx)) => {
                let import = self.input.definitions.get_mut(definitions).and_then(|it| it.imports.get_mut(idx));
                if let Some(import) = import {
                    import.is_missing = true;
                }
            }
        }
    }

    /// Reports a document whose namespace is not the one that the reference says.
    fn check_namespace(&mut self, file: FileId, origin: Option<Origin>) {
        let Some(origin) = origin else { return };
        let actual = match self.documents.get(&file) {
            Some(Loaded::Schema { target_namespace, .. }) => target_namespace.clone(),
            Some(Loaded::Definitions) => {
                if !matches!(origin.kind, OriginKind::WsdlImport) {
                    let message = "a schema cannot refer to a WSDL document";
                    self.diagnostics.push(Diagnostic::error("not-a-schema", message).at(&origin.span));
                    self.mark_missing(Some(origin.referrer));
                }
                return;
            }
            Some(Loaded::Broken) | None => {
                self.mark_missing(Some(origin.referrer));
                return;
            }
        };
        let (verb, expected) = match origin.kind {
            OriginKind::WsdlImport => return,
            OriginKind::Include(_) if actual.is_none() => return,
            OriginKind::Include(namespace) => ("included", namespace),
            OriginKind::Import(namespace) => ("imported", namespace),
        };
        if actual == expected {
            return;
        }
        let show =
            |it: &Option<String>| it.as_ref().map_or("no namespace".to_owned(), |it| format!("namespace `{it}`"));
        let message = format!("the {verb} document is in {}", show(&actual));
        let label = format!("expected {}", show(&expected));
        self.diagnostics.push(Diagnostic::error("wrong-namespace", message).at(&origin.span).label(label));
        self.mark_missing(Some(origin.referrer));
    }
}

/// The name for a path: an absolute one is cut to its last part, as messages and output do not depend on where the
/// sources lie.
fn shown(path: &str) -> String {
    if path::is_absolute(path) { path::file_name(path).to_owned() } else { path.to_owned() }
}
