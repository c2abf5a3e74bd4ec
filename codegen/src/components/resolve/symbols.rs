//! Symbol tables: the global names of each kind, and what to say about a name that is not in them.

use std::collections::{BTreeMap, HashMap};

use crate::components::model::QName;
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;
use crate::suggest::nearest;
use crate::xsd::{Name, XSD_NAMESPACE};

/// The names of one kind of component. Each kind has a name space of its own (Part 1, 2.5).
#[derive(Debug)]
pub(super) struct Table<T> {
    /// What messages call the kind: "type".
    kind: &'static str,
    /// The code of a diagnostic about an unknown name.
    code: &'static str,
    /// What messages about a second one of a name end with.
    rule: &'static str,
    by_name: HashMap<QName, usize>,
    /// In the order of declaration.
    entries: Vec<(QName, T, Option<Span>)>,
}

/// What is known of a namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamespaceState {
    /// A document of it was loaded.
    Loaded,
    /// It is imported, but nothing says where its document is.
    WithoutDocument,
    /// No document imports it.
    Unknown,
}

/// How namespaces are shown.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    pub(super) by_namespace: BTreeMap<String, String>,
}

impl<T: Copy> Table<T> {
    pub(super) fn new(kind: &'static str, code: &'static str) -> Table<T> {
        Table { kind, code, rule: "", by_name: HashMap::new(), entries: Vec::new() }
    }

    /// A table of the components of a schema (Part 1, 3.15.6: Schema Properties Correct).
    pub(super) fn of_schema(kind: &'static str, code: &'static str) -> Table<T> {
        Table { rule: " (sch-props-correct)", ..Table::new(kind, code) }
    }

    /// Adds a name. One that is there already is reported and keeps its meaning.
    pub(super) fn declare(
        &mut self,
        name: QName,
        value: T,
        span: Option<&Span>,
        prefixes: &Prefixes,
        diagnostics: &mut Diagnostics,
    ) {
        if let Some(first) = self.by_name.get(&name).and_then(|idx| self.entries.get(*idx)) {
            let (kind, shown) = (self.kind, prefixes.show(&name));
            let message = format!("{kind} `{shown}` is declared twice{}", self.rule);
            let diagnostic = Diagnostic::error("duplicate-name", message);
            let diagnostic = match span {
                Some(span) => diagnostic.at(span),
                None => diagnostic,
            };
            diagnostics.push(match &first.2 {
                Some(first) => diagnostic.note_at("it is first declared here", first),
                None => diagnostic.note("it is built in"),
            });
            return;
        }
        self.by_name.insert(name.clone(), self.entries.len());
        self.entries.push((name, value, span.cloned()));
    }

    pub(super) fn get(&self, name: &QName) -> Option<T> {
        let idx = self.by_name.get(name)?;
        self.entries.get(*idx).map(|(_, value, _)| *value)
    }

    /// The place of a declaration.
    pub(super) fn span(&self, name: &QName) -> Option<&Span> {
        let idx = self.by_name.get(name)?;
        self.entries.get(*idx).and_then(|(_, _, span)| span.as_ref())
    }

    /// The short form of [`Table::unresolved`].
    pub(super) fn unexplained(&self, name: &Name) -> Diagnostic {
        Diagnostic::error(self.code, format!("{} `{}` is not declared", self.kind, name.written)).at(&name.span)
    }

    /// What to say about a name that is not in the table.
    pub(super) fn unresolved(&self, name: &Name, state: NamespaceState, prefixes: &Prefixes) -> Diagnostic {
        let kind = self.kind;
        let namespace = &name.name.namespace;
        let mut diagnostic = self.unexplained(name).label(match (namespace, state) {
            (Some(namespace), NamespaceState::Unknown) => {
                format!("namespace `{namespace}` is not imported by any document")
            }
            (Some(namespace), NamespaceState::WithoutDocument) => {
                format!("namespace `{namespace}` is imported, but no document of it is known")
            }
            (Some(namespace), NamespaceState::Loaded) => {
                format!("no such {kind} in namespace {}", shorten(namespace))
            }
            (None, _) => format!("no such {kind} without namespace"),
        });
        if let (Some(namespace), NamespaceState::WithoutDocument) = (namespace, state) {
            diagnostic = diagnostic.help(format!("say where it is: `\"{namespace}\" = \"…\"` under [locations]"));
        }
        // The same name elsewhere tells most; then a similar one where this was looked for.
        let elsewhere = self.entries.iter().find(|(it, ..)| it.local == name.name.local);
        let similar = || {
            let near = self.entries.iter().filter(|(it, ..)| it.namespace == *namespace);
            nearest(&name.name.local, near.map(|it| (it.0.local.as_str(), it)))
        };
        let (text, (found, _, span)) = match (elsewhere, similar) {
            (Some(entry), _) => (format!("{} of this name in another namespace", article(kind)), entry),
            (None, similar) => match similar() {
                Some(entry) => (format!("{} with a similar name", article(kind)), entry),
                None => return diagnostic,
            },
        };
        let shown = prefixes.show(found);
        match span {
            Some(span) => diagnostic.help_at(format!("{text}, `{shown}`, is declared here"), span),
            None => diagnostic.help(format!("{text}, `{shown}`, is built in")),
        }
    }
}

impl Prefixes {
    /// A name with the prefix that documents use for its namespace.
    pub(super) fn show(&self, name: &QName) -> String {
        let local = &name.local;
        match &name.namespace {
            None => local.clone(),
            Some(namespace) if namespace == XSD_NAMESPACE => format!("xs:{local}"),
            Some(namespace) => match self.by_namespace.get(namespace) {
                Some(prefix) => format!("{prefix}:{local}"),
                None => format!("{{{namespace}}}{local}"),
            },
        }
    }
}

/// A namespace name short enough for a label: the last two steps of a long one.
pub(super) fn shorten(namespace: &str) -> String {
    if namespace.len() <= 40 {
        return format!("`{namespace}`");
    }
    let mut steps = namespace.trim_end_matches('/').rsplit('/');
    match (steps.next(), steps.next()) {
        (Some(last), Some(before)) if !before.is_empty() => format!("…/{before}/{last}"),
        _ => format!("`{namespace}`"),
    }
}

/// The noun with its article.
pub(super) fn article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
