//! Loading: from entry documents to everything that they include and import, each document once.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use super::catalog::{Catalog, Lookup};
use super::find::{Found, Reference, Target, file_name, find};
use super::problems::{add_text, elsewhere, import_of_own, too_many_documents, unanswered, unknown_root, unreadable};
use super::reader::{ReadError, Reader};
use super::{SourceSet, path, xml, xml_catalog, xml_namespace};
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

impl Input {
    /// What there is to say of documents that do not exist, as far as it depends on whether something needs them.
    pub(super) fn absences(&self) -> impl Iterator<Item = &Diagnostic> {
        let references = self.schemas.iter().flat_map(|it| &it.references);
        references.filter_map(|it| it.absence.as_deref())
    }

    fn lacks_documents(&self) -> bool {
        self.absences().next().is_some()
    }
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

/// Loads the entry documents, XSD or WSDL, and all that they refer to; the catalogues first.
pub fn load(
    entries: &[String],
    reader: &dyn Reader,
    catalog: &Catalog,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Input {
    let mut input = Input::default();
    let catalogs = xml_catalog::load(catalog.files(), reader, limits, &mut input.sources, diagnostics);
    let mut loader = Loader {
        reader,
        lookup: Lookup::new(catalog, catalogs),
        limits,
        diagnostics,
        input,
        queue: VecDeque::new(),
        by_identity: BTreeMap::new(),
        documents: BTreeMap::new(),
        parsed: BTreeMap::new(),
        postponed: Vec::new(),
    };
    for entry in entries {
        loader.enter(entry);
    }
    while let Some(request) = loader.queue.pop_front() {
        loader.answer(request);
    }
    loader.report_postponed();
    // Where documents are missing, entries may be without use for that alone.
    if !loader.diagnostics.has_errors() && !loader.input.lacks_documents() {
        loader.lookup.check_uses(loader.diagnostics);
    }
    loader.input
}

struct Loader<'a> {
    reader: &'a dyn Reader,
    lookup: Lookup<'a>,
    limits: &'a Limits,
    diagnostics: &'a mut Diagnostics,
    input: Input,
    queue: VecDeque<Request>,
    by_identity: BTreeMap<String, FileId>,
    documents: BTreeMap<FileId, Loaded>,
    /// Which schema documents have been parsed, and the namespace of their components: their own, or else that of the
    /// document that includes them. The value is the number of the schema.
    parsed: BTreeMap<(FileId, Option<String>), usize>,
    /// Imports that found no document. If another one turns out to have the namespace, nothing is wrong.
    postponed: Vec<(Option<String>, Diagnostic, Referrer)>,
}

/// A document to be read.
struct Request {
    target: Target,
    /// Who says that this is the document, if that is not its location.
    note: Option<String>,
    /// `None` for an entry document.
    origin: Option<Origin>,
}

/// The reference that asks for a document.
struct Origin {
    referrer: Referrer,
    kind: OriginKind,
    /// The location as written.
    location: Option<String>,
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
    /// With the namespace that it names.
    WsdlImport(Option<String>),
}

/// What is known of a document that was read.
#[derive(Clone)]
enum Loaded {
    Schema {
        target_namespace: Option<String>,
        target: Target,
    },
    Definitions,
    /// It could not be used, which has been reported.
    Broken,
}

impl Loader<'_> {
    /// Queues an entry document.
    fn enter(&mut self, entry: &str) {
        if !path::is_remote(entry) {
            let target = Target::of(&path::normalize(entry), None, self.reader);
            self.queue.push_back(Request { target, note: None, origin: None });
            return;
        }
        let reference = Reference { location: Some(entry), namespace: None, from: &Target::XmlNamespace };
        match find(&reference, &mut self.lookup, self.reader) {
            Found::Document(target, note) => self.queue.push_back(Request { target, note, origin: None }),
            Found::Unanswered(address) => self.diagnostics.push(unanswered(&address)),
            Found::Nothing => {}
        }
    }

    fn answer(&mut self, mut request: Request) {
        let Some(file) = self.read(&mut request) else { return };
        let inherited = match &request.origin {
            Some(Origin { kind: OriginKind::Include(namespace), .. }) => namespace.clone(),
            _ => None,
        };
        if !self.documents.contains_key(&file) {
            let loaded = self.parse(file, &request.target, inherited.clone());
            self.documents.insert(file, loaded);
        } else if let Some(Loaded::Schema { target_namespace: None, target }) = self.documents.get(&file) {
            // A schema without a namespace takes on that of each schema which includes it.
            if !self.parsed.contains_key(&(file, inherited.clone())) {
                let target = target.clone();
                self.parse(file, &target, inherited.clone());
            }
        }
        self.tie(file, inherited, request.origin.as_ref());
        self.check_namespace(file, request.origin);
    }

    /// Finds or reads a document. `None` if it cannot be read, which has been reported. A redirected address is replaced
    /// by where it leads.
    fn read(&mut self, request: &mut Request) -> Option<FileId> {
        let reader = self.reader;
        let (identity, name) = match &request.target {
            Target::XmlNamespace => (xml_namespace::NAME.to_owned(), xml_namespace::NAME.to_owned()),
            Target::Address(address) => (address.clone(), address.clone()),
            Target::File { path, name, .. } => (reader.identity(path), name.clone()),
        };
        if let Some(file) = self.by_identity.get(&identity) {
            return Some(*file);
        }
        let referrer = request.origin.as_ref().map(|it| it.referrer);
        if request.target != Target::XmlNamespace && self.limits.max_documents <= self.input.sources.len() {
            let span = request.origin.as_ref().map(|it| &it.span);
            self.diagnostics.push(too_many_documents(self.limits, span));
            self.mark_missing(referrer);
            return None;
        }
        let limit = self.limits.max_document_size;
        let mut redirected = None;
        let result = match &mut request.target {
            Target::XmlNamespace => {
                let file = self.input.sources.add(name, None, xml_namespace::TEXT.to_owned());
                self.by_identity.insert(identity, file);
                return Some(file);
            }
            Target::File { path, .. } => reader.read(path, limit).map(|bytes| (reader.watched(path), bytes)),
            // There is nothing to watch.
            Target::Address(address) => match reader.fetch(address, limit).unwrap_or(Err(ReadError::NotFound)) {
                Ok(fetched) => {
                    *address = fetched.address;
                    if let Some(file) = self.by_identity.get(address).copied() {
                        self.by_identity.insert(identity, file);
                        return Some(file);
                    }
                    redirected = Some(address.clone());
                    Ok((PathBuf::new(), fetched.bytes))
                }
                Err(error) => Err(error),
            },
        };
        match result {
            Ok((watched, bytes)) => {
                let file = add_text(name, watched, bytes, &mut self.input.sources).unwrap_or_else(|(file, problem)| {
                    self.diagnostics.push(*problem);
                    self.documents.insert(file, Loaded::Broken);
                    file
                });
                self.by_identity.extend(redirected.into_iter().chain([identity]).map(|it| (it, file)));
                Some(file)
            }
            Err(error) => {
                self.report_unreadable(&name, &error, request);
                None
            }
        }
    }

    fn parse(&mut self, file: FileId, target: &Target, inherited: Option<String>) -> Loaded {
        // The text is taken out for the time of parsing, as references are queued meanwhile.
        let text = self.input.sources.get(file).map(|it| it.text.clone()).unwrap_or_default();
        let Some(document) = xml::parse(file, &text, &self.input.sources, self.diagnostics) else {
            return Loaded::Broken;
        };
        let root = document.root_element();
        match (root.tag_name().namespace(), root.tag_name().name()) {
            (Some(XSD_NAMESPACE), "schema") => {
                let own = xsd::parse(root, file, inherited.as_deref(), self.diagnostics);
                let target_namespace = own.target_namespace.clone().filter(|_| !own.is_chameleon);
                self.parsed.insert((file, own.target_namespace.clone()), self.input.schemas.len());
                self.add_schema(own, target);
                Loaded::Schema { target_namespace, target: target.clone() }
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
            let location = location.map(|it| it.value.clone());
            requests.push(Origin { referrer: Referrer::Schema(schema_idx, idx), kind, location, span });
        }
        self.input.schemas.push(schema);
        for origin in requests {
            self.request(origin, from);
        }
    }

    fn add_definitions(&mut self, definitions: Definitions, from: &Target) {
        let definitions_idx = self.input.definitions.len();
        let mut requests = Vec::new();
        for (idx, import) in definitions.imports.iter().enumerate() {
            let location = import.location.as_ref();
            let span = location.map_or(&import.span, |it| &it.span).clone();
            let referrer = Referrer::Definitions(definitions_idx, idx);
            let kind = OriginKind::WsdlImport(import.namespace.as_ref().map(|it| it.value.clone()));
            requests.push(Origin { referrer, kind, location: location.map(|it| it.value.clone()), span });
        }
        self.input.definitions.push(definitions);
        for origin in requests {
            self.request(origin, from);
        }
    }

    /// Queues the document that a reference asks for.
    fn request(&mut self, origin: Origin, from: &Target) {
        let namespace = match &origin.kind {
            OriginKind::Import(namespace) | OriginKind::WsdlImport(namespace) => namespace.as_deref(),
            OriginKind::Include(_) => None,
        };
        let reference = Reference { location: origin.location.as_deref(), namespace, from };
        match find(&reference, &mut self.lookup, self.reader) {
            Found::Document(target, note) => self.queue.push_back(Request { target, note, origin: Some(origin) }),
            Found::Unanswered(address) => self.report_missing(unanswered(&address), &origin),
            Found::Nothing => {}
        }
    }

    fn report_unreadable(&mut self, name: &str, error: &ReadError, request: &Request) {
        let diagnostic = Diagnostic::error("missing-document", unreadable("document", name, error, self.limits));
        let location = request.origin.as_ref().and_then(|it| it.location.as_deref());
        let diagnostic = match (&request.note, location) {
            (Some(note), _) => diagnostic.note(note.as_str()),
            (None, Some(location)) if *error == ReadError::NotFound => {
                elsewhere(diagnostic, location, &file_name(location), self.lookup.folders())
            }
            _ => diagnostic,
        };
        match &request.origin {
            // A location is a hint that may lead nowhere; what the options name, or cannot be read, is another matter.
            Some(origin) if request.note.is_none() && *error == ReadError::NotFound => {
                self.report_missing(diagnostic, origin);
            }
            Some(origin) => {
                let code = if let OriginKind::WsdlImport(_) = origin.kind { "missing-wsdl" } else { diagnostic.code };
                self.diagnostics.push(Diagnostic { code, ..diagnostic }.at(&origin.span));
                self.mark_missing(Some(origin.referrer));
            }
            None => self.diagnostics.push(diagnostic),
        }
    }

    fn report_missing(&mut self, mut diagnostic: Diagnostic, origin: &Origin) {
        if let OriginKind::WsdlImport(_) = origin.kind {
            // Operations can do without, schemas cannot.
            diagnostic.code = "missing-wsdl";
        }
        let diagnostic = diagnostic.at(&origin.span);
        match &origin.kind {
            OriginKind::Import(namespace) => {
                self.postponed.push((namespace.clone(), diagnostic, origin.referrer));
            }
            OriginKind::Include(_) => self.mark_absent(diagnostic, origin.referrer),
            OriginKind::WsdlImport(_) => {
                self.diagnostics.push(diagnostic);
                self.mark_missing(Some(origin.referrer));
            }
        }
    }

    fn report_postponed(&mut self) {
        for (namespace, diagnostic, referrer) in std::mem::take(&mut self.postponed) {
            let is_loaded = |it: &Schema| it.target_namespace == namespace && !it.components.is_empty();
            if self.input.schemas.iter().any(is_loaded) {
                continue;
            }
            self.mark_absent(diagnostic, referrer);
        }
    }

    /// Notes at a reference that there is no document. Whether anything needs it turns out when names are resolved.
    fn mark_absent(&mut self, diagnostic: Diagnostic, referrer: Referrer) {
        self.mark_missing(Some(referrer));
        let reference = match referrer {
            Referrer::Schema(schema, idx) => {
                self.input.schemas.get_mut(schema).and_then(|it| it.references.get_mut(idx))
            }
            Referrer::Definitions(..) => None,
        };
        match reference {
            Some(reference) if reference.redefinitions.is_empty() => reference.absence = Some(Box::new(diagnostic)),
            // What is redefined has to be there (Part 1, 4.2.2).
            Some(_) | None => self.diagnostics.push(diagnostic),
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

    /// Notes at a reference which schema it leads to.
    fn tie(&mut self, file: FileId, inherited: Option<String>, origin: Option<&Origin>) {
        let (
            Some(Origin { referrer: Referrer::Schema(schema, idx), .. }),
            Some(Loaded::Schema { target_namespace, .. }),
        ) = (origin, self.documents.get(&file))
        else {
            return;
        };
        let target = self.parsed.get(&(file, target_namespace.clone().or(inherited))).copied();
        if let Some(reference) = self.input.schemas.get_mut(*schema).and_then(|it| it.references.get_mut(*idx)) {
            reference.target = target;
        }
    }

    /// Reports a document whose namespace is not the one that the reference says.
    fn check_namespace(&mut self, file: FileId, origin: Option<Origin>) {
        let Some(origin) = origin else { return };
        let actual = match self.documents.get(&file) {
            Some(Loaded::Schema { target_namespace, .. }) => target_namespace.clone(),
            Some(Loaded::Definitions) => {
                if !matches!(origin.kind, OriginKind::WsdlImport(_)) {
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
            OriginKind::WsdlImport(_) => return,
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
