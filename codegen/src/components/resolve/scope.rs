//! Looking up names: the tables of all kinds, and which namespaces may be used where.

use std::collections::{BTreeMap, HashSet};

use super::slots::{Slots, TypeNode};
use super::symbols::{NamespaceState, Prefixes, Table};
use super::{element_id, type_id};
use crate::components::built_in::{N_BUILT_IN, built_in_types};
use crate::components::model::{ElementId, Namespace, TypeId};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::XML_NAMESPACE;
use crate::wsdl::Definitions;
use crate::xsd::{self, Name, ReferenceKind, Schema, XSD_NAMESPACE};

/// How many names without meaning are explained. Beyond that, suggestions would only cost time.
const MAX_EXPLAINED: usize = 200;

/// The symbol tables.
pub(super) struct Names {
    pub(super) types: Table<TypeId>,
    pub(super) elements: Table<ElementId>,
    pub(super) attributes: Table<usize>,
    pub(super) groups: Table<usize>,
    pub(super) attribute_groups: Table<usize>,
    pub(super) prefixes: Prefixes,
}

/// Which namespaces may be used where.
pub(super) struct Scope<'a> {
    /// The namespaces that some schema has.
    loaded: HashSet<Option<&'a str>>,
    /// The namespaces of documents that could not be loaded.
    missing: HashSet<Option<&'a str>>,
    /// What there is to say of documents that do not exist, by the namespace of what they would declare.
    absent: BTreeMap<Option<String>, Absent<'a>>,
    /// The namespaces that are imported without a document.
    without_document: HashSet<Option<&'a str>>,
    /// The namespaces that each schema imports.
    imported: Vec<HashSet<Option<String>>>,
    /// Whether each schema stands in a WSDL document.
    embedded: Vec<bool>,
    n_explained: usize,
}

/// The documents of a namespace that do not exist.
#[derive(Default)]
struct Absent<'a> {
    /// What there is to say of them.
    absences: Vec<&'a Diagnostic>,
    /// Whether a name of the namespace is looked for in vain, which makes errors of them.
    is_needed: bool,
}

impl Names {
    pub(super) fn new(slots: &Slots<'_>, namespaces: &[Namespace], diagnostics: &mut Diagnostics) -> Names {
        let mut prefixes = Prefixes { by_namespace: BTreeMap::new() };
        prefixes.by_namespace.insert(XML_NAMESPACE.to_owned(), "xml".to_owned());
        for Namespace { uri, prefix } in namespaces {
            if let Some((uri, prefix)) = uri.as_ref().zip(prefix.as_ref()) {
                prefixes.by_namespace.insert(uri.clone(), prefix.clone());
            }
        }
        let mut types = Table::of_schema("type", "unresolved-type");
        for (idx, definition) in built_in_types().into_iter().enumerate() {
            if let Some(name) = definition.name {
                types.declare(name, type_id(idx), None, &prefixes, diagnostics);
            }
        }
        for (idx, slot) in slots.types.iter().enumerate() {
            let span = match slot.node {
                TypeNode::Simple(node) => node.name.as_ref().map(|it| &it.span),
                TypeNode::Complex(node) => node.name.as_ref().map(|it| &it.span),
                TypeNode::SimpleContent(_) | TypeNode::Hole => None,
            };
            if let Some(name) = &slot.name {
                types.declare(name.clone(), type_id(N_BUILT_IN as usize + idx), span, &prefixes, diagnostics);
            }
        }
        let mut elements = Table::of_schema("element", "unresolved-element");
        for (idx, it) in slots.elements.iter().enumerate() {
            elements.declare(it.name.clone(), element_id(idx), Some(&it.node.name.span), &prefixes, diagnostics);
        }
        let mut attributes = Table::of_schema("attribute", "unresolved-attribute");
        for (idx, it) in slots.attributes.iter().enumerate() {
            attributes.declare(it.name.clone(), idx, Some(&it.node.name.span), &prefixes, diagnostics);
        }
        let mut groups = Table::of_schema("group", "unresolved-group");
        for (idx, it) in slots.groups.iter().enumerate().filter(|(_, it)| !it.is_redefined) {
            groups.declare(it.name.clone(), idx, Some(&it.node.name.span), &prefixes, diagnostics);
        }
        let mut attribute_groups = Table::of_schema("attribute group", "unresolved-attribute-group");
        for (idx, it) in slots.attribute_groups.iter().enumerate().filter(|(_, it)| !it.is_redefined) {
            attribute_groups.declare(it.name.clone(), idx, Some(&it.node.name.span), &prefixes, diagnostics);
        }
        Names { types, elements, attributes, groups, attribute_groups, prefixes }
    }
}

impl<'a> Scope<'a> {
    pub(super) fn new(schemas: &'a [Schema], definitions: &'a [Definitions]) -> Scope<'a> {
        let mut scope = Scope {
            loaded: HashSet::from([Some(XSD_NAMESPACE)]),
            missing: HashSet::new(),
            absent: BTreeMap::new(),
            without_document: HashSet::new(),
            imported: Vec::new(),
            embedded: schemas.iter().map(|it| it.is_embedded).collect(),
            n_explained: 0,
        };
        // An imported WSDL document may bring a schema of its namespace.
        let missing_imports = definitions.iter().flat_map(|it| &it.imports).filter(|it| it.is_missing);
        scope.missing.extend(missing_imports.map(|it| it.namespace.as_ref().map(|it| it.value.as_str())));
        for schema in schemas {
            let own = schema.target_namespace.as_deref();
            if !schema.components.is_empty() {
                scope.loaded.insert(own);
            }
            let mut imported = HashSet::from([Some(XSD_NAMESPACE.to_owned()), own.map(str::to_owned)]);
            for reference in &schema.references {
                let namespace = match reference.kind {
                    ReferenceKind::Import => reference.namespace.as_ref().map(|it| it.value.as_str()),
                    ReferenceKind::Include | ReferenceKind::Redefine => own,
                };
                imported.insert(namespace.map(str::to_owned));
                match &reference.absence {
                    Some(absence) => {
                        scope.absent.entry(namespace.map(str::to_owned)).or_default().absences.push(absence);
                    }
                    None if reference.is_missing => {
                        scope.missing.insert(namespace);
                    }
                    None if reference.target.is_none() => {
                        scope.without_document.insert(namespace);
                    }
                    None => {}
                }
            }
            scope.imported.push(imported);
        }
        scope
    }

    /// Reports the documents that do not exist and could declare names of a namespace. The answer is whether there are any.
    fn report_absent(&mut self, namespace: &Option<String>, diagnostics: &mut Diagnostics) -> bool {
        let Some(absent) = self.absent.get_mut(namespace) else { return false };
        if !absent.is_needed {
            absent.absences.iter().for_each(|it| diagnostics.push((*it).clone()));
        }
        absent.is_needed = true;
        true
    }

    /// Says of documents that do not exist that nothing needs them.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) {
        for absence in self.absent.values().filter(|it| !it.is_needed).flat_map(|it| &it.absences) {
            let absence = Diagnostic { severity: Severity::Warning, code: "absent-document", ..(*absence).clone() };
            diagnostics.push(absence.note("nothing that was found needs it"));
        }
    }

    /// Looks up a name that a schema, or a WSDL document, refers to.
    pub(super) fn find<T: Copy>(
        &mut self,
        table: &Table<T>,
        prefixes: &Prefixes,
        diagnostics: &mut Diagnostics,
        schema: Option<usize>,
        name: &Name,
    ) -> Option<T> {
        let namespace = name.name.namespace.as_deref();
        let Some(found) = table.get(&name.name) else {
            // A missing document is an error, unless it is a WSDL document and the options say otherwise: then what a
            // schema needs has to be told, as nothing else would be.
            if self.missing.contains(&namespace) && (schema.is_none() || diagnostics.has_errors()) {
                return None;
            }
            if namespace == Some(XSD_NAMESPACE) && xsd::has_type(&name.name.local) {
                diagnostics.push(xsd::unsupported(&format!("type `{}`", name.written)).at(&name.span));
                return None;
            }
            if self.report_absent(&name.name.namespace, diagnostics) {
                return None;
            }
            self.n_explained += 1;
            if self.n_explained <= MAX_EXPLAINED {
                let state = match () {
                    () if self.loaded.contains(&namespace) => NamespaceState::Loaded,
                    () if self.without_document.contains(&namespace) => NamespaceState::WithoutDocument,
                    () => NamespaceState::Unknown,
                };
                diagnostics.push(table.unresolved(name, state, prefixes));
            } else {
                diagnostics.push(table.unexplained(name));
            }
            return None;
        };
        let imported = schema.and_then(|it| self.imported.get(it));
        if imported.is_some_and(|it| !it.contains(&name.name.namespace)) {
            let message = match namespace {
                Some(namespace) => format!("namespace `{namespace}` is used without being imported (src-resolve.4)"),
                None => "components without namespace are used without being imported (src-resolve.4)".to_owned(),
            };
            // The schemas of a WSDL document often rely on each other without saying so.
            let is_embedded = schema.and_then(|it| self.embedded.get(it)).is_some_and(|it| *it);
            let diagnostic = if is_embedded {
                Diagnostic::warning("missing-wsdl-import", message)
                    .help("add an `xs:import`; other tools will ask for it")
            } else {
                let import = match namespace {
                    Some(namespace) => format!("<xs:import namespace=\"{namespace}\"/>"),
                    None => "<xs:import/>".to_owned(),
                };
                Diagnostic::error("missing-import", message).help(format!("add `{import}` to the document"))
            };
            diagnostics.push(diagnostic.at(&name.span).label("another document imports it"));
            // Once for each schema and namespace will do.
            if let Some(it) = schema.and_then(|it| self.imported.get_mut(it)) {
                it.insert(name.name.namespace.clone());
            }
        }
        Some(found)
    }
}
