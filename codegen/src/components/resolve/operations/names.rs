//! The names that WSDL documents declare.

use std::collections::{BTreeMap, BTreeSet};

use crate::components::model::QName;
use crate::components::resolve::context::Ctx;
use crate::components::resolve::symbols::{NamespaceState, Table};
use crate::diag::Diagnostic;
use crate::wsdl::{Binding, Definitions, Message, Part, PortType};
use crate::xsd::{Name, Text};

/// The names of the WSDL documents.
pub(super) struct Wsdl<'a> {
    messages: Vec<Parts<'a>>,
    pub(super) port_types: Vec<(QName, &'a PortType)>,
    pub(super) bindings: Vec<&'a Binding>,
    message_names: Table<usize>,
    pub(super) port_type_names: Table<usize>,
    pub(super) binding_names: Table<usize>,
    /// The names of bindings to other protocols.
    pub(super) other_bindings: BTreeSet<QName>,
    /// The namespaces that the documents bind to prefixes, with the first prefix found.
    prefixes: BTreeMap<&'a str, &'a str>,
    /// Whether a WSDL document could not be loaded, so that unknown names mean nothing.
    is_incomplete: bool,
}

/// A message and its parts by name.
pub(super) struct Parts<'a> {
    pub(super) message: &'a Message,
    by_name: BTreeMap<&'a str, &'a Part>,
}

impl<'a> Wsdl<'a> {
    pub(super) fn declare(ctx: &mut Ctx<'_>, definitions: &'a [Definitions]) -> Wsdl<'a> {
        let mut wsdl = Wsdl {
            messages: Vec::new(),
            port_types: Vec::new(),
            bindings: Vec::new(),
            message_names: Table::new("message", "unresolved-message"),
            port_type_names: Table::new("port type", "unresolved-port-type"),
            binding_names: Table::new("binding", "unresolved-binding"),
            other_bindings: BTreeSet::new(),
            prefixes: BTreeMap::new(),
            is_incomplete: false,
        };
        for document in definitions {
            for (prefix, uri) in &document.prefixes {
                // One that only says "this" is the last choice.
                let known = wsdl.prefixes.entry(uri).or_insert(prefix);
                if matches!(*known, "tns" | "this" | "target") {
                    *known = prefix;
                }
            }
        }
        for document in definitions {
            let target = &document.target_namespace;
            if let Some((uri, prefix)) = target.as_ref().and_then(|it| Some((it, wsdl.prefix(it)?))) {
                ctx.names.prefixes.by_namespace.entry(uri.clone()).or_insert_with(|| prefix.to_owned());
            }
        }
        let prefixes = &ctx.names.prefixes;
        for document in definitions {
            let name =
                |local: &Text| QName { namespace: document.target_namespace.clone(), local: local.value.clone() };
            wsdl.is_incomplete |= document.imports.iter().any(|it| it.is_missing);
            for it in &document.messages {
                let idx = wsdl.messages.len();
                wsdl.message_names.declare(name(&it.name), idx, Some(&it.name.span), prefixes, ctx.diagnostics);
                let by_name = it.parts.iter().map(|part| (part.name.value.as_str(), part)).collect();
                wsdl.messages.push(Parts { message: it, by_name });
            }
            for it in &document.port_types {
                let (idx, name) = (wsdl.port_types.len(), name(&it.name));
                wsdl.port_type_names.declare(name.clone(), idx, Some(&it.name.span), prefixes, ctx.diagnostics);
                wsdl.port_types.push((name, it));
            }
            for it in &document.bindings {
                let idx = wsdl.bindings.len();
                wsdl.binding_names.declare(name(&it.name), idx, Some(&it.name.span), prefixes, ctx.diagnostics);
                wsdl.bindings.push(it);
            }
            wsdl.other_bindings.extend(document.other_bindings.iter().map(name));
        }
        wsdl
    }

    /// The prefix that the documents bind to a namespace.
    pub(super) fn prefix(&self, uri: &str) -> Option<&'a str> {
        self.prefixes.get(uri).copied()
    }

    pub(super) fn message(&self, ctx: &mut Ctx<'_>, name: &Name) -> Option<&Parts<'a>> {
        let found = self.message_names.get(&name.name).and_then(|idx| self.messages.get(idx));
        if found.is_none() {
            self.unresolved(ctx, &self.message_names, name);
        }
        found
    }

    pub(super) fn unresolved(&self, ctx: &mut Ctx<'_>, table: &Table<usize>, name: &Name) {
        if !self.is_incomplete {
            let diagnostic = table.unresolved(name, NamespaceState::Loaded, &ctx.names.prefixes);
            ctx.report(diagnostic);
        }
    }
}

impl<'a> Parts<'a> {
    pub(super) fn part(&self, ctx: &mut Ctx<'_>, name: &Text) -> Option<&'a Part> {
        let found = self.by_name.get(name.value.as_str()).copied();
        if found.is_none() {
            let text = format!("message `{}` has no part `{}`", self.message.name.value, name.value);
            let diagnostic = Diagnostic::error("unresolved-part", text).at(&name.span);
            ctx.report(diagnostic.note_at("the message is declared here", &self.message.name.span));
        }
        found
    }
}
