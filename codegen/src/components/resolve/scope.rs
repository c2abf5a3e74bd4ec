//! Looking up names: the tables of all kinds, and which namespaces may be used where.

use std::collections::{BTreeMap, HashSet};

use super::slots::{Slots, TypeNode};
use super::symbols::{Prefixes, Table};
use super::{element_id, type_id};
use crate::components::built_in::{N_BUILT_IN, built_in_types};
use crate::components::model::{ElementId, Namespace, TypeId};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::XML_NAMESPACE;
use crate::wsdl::Definitions;
use crate::xsd::{Name, ReferenceKind, Schema, XSD_NAMESPACE};

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
    /// The namespaces that each schema imports.
    imported: Vec<HashSet<Option<String>>>,
    n_explained: usize,
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
        let mut types = Table::new("type", "unresolved-type");
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
        let mut elements = Table::new("element", "unresolved-element");
        for (idx, it) in slots.elements.iter().enumerate() {
            elements.declare(it.name.clone(), element_id(idx), Some(&it.node.name.span), &prefixes, diagnostics);
        }
        let mut attributes = Table::new("attribute", "unresolved-attribute");
        for (idx, it) in slots.attributes.iter().enumerate() {
            attributes.declare(it.name.clone(), idx, Some(&it.node.name.span), &prefixes, diagnostics);
        }
        let mut groups = Table::new("group", "unresolved-group");
        for (idx, it) in slots.groups.iter().enumerate().filter(|(_, it)| !it.is_redefined) {
            groups.declare(it.name.clone(), idx, Some(&it.node.name.span), &prefixes, diagnostics);
        }
        let mut attribute_groups = Table::new("attribute group", "unresolved-attribute-group");
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
            imported: Vec::new(),
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
                if reference.is_missing {
                    scope.missing.insert(namespace);
                }
            }
            scope.imported.push(imported);
        }
        scope
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
            self.n_explained += 1;
            if self.n_explained <= MAX_EXPLAINED {
                diagnostics.push(table.unresolved(name, self.loaded.contains(&namespace), prefixes));
            } else {
                diagnostics.push(table.unexplained(name));
            }
            return None;
        };
        let imported = schema.and_then(|it| self.imported.get(it));
        if imported.is_some_and(|it| !it.contains(&name.name.namespace)) {
            let message = match namespace {
                Some(namespace) => format!("namespace `{namespace}` is used without being imported"),
                None => "components without namespace are used without being imported".to_owned(),
            };
            diagnostics.push(
                Diagnostic::warning("missing-import", message)
                    .at(&name.span)
                    .label("another document imports it")
                    .help("add an `xs:import`; other tools will ask for it"),
            );
            // Once for each schema and namespace will do.
            if let Some(it) = schema.and_then(|it| self.imported.get_mut(it)) {
                it.insert(name.name.namespace.clone());
            }
        }
        Some(found)
    }
}
