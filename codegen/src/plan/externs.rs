//! Types that exist elsewhere: those that the options name, and those that other configurations generate.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::context::Ctx;
use super::derives::Can;
use super::offers::{Binding, Component, Offer};
use super::parts::for_each_type;
use super::patterns::{self, Prefixes};
use super::{Item, ItemId, Kind, Namespace, Plan, Type, naming, words};
use crate::components::Boundary;
use crate::components::model::{Components, ElementId, TypeId};
use crate::diag::{Diagnostic, Diagnostics};
use crate::options::{Emit, Options};

/// The types of another configuration, for use in this one.
#[derive(Debug, Clone)]
pub struct ExternCrate {
    /// The path of the module that holds them, as this file writes it.
    pub path: String,
    /// The configuration, as messages call it.
    pub config: String,
    /// What it generates.
    pub plan: Rc<Plan>,
}

/// What is known of a type that exists elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) can: Can,
    /// Whether it is a checked value.
    pub(super) is_checked: bool,
    /// The prefixes that its writer uses, and their namespaces.
    pub(super) namespaces: BTreeSet<Binding>,
    /// The path of the module that it was found in.
    from: String,
}

/// The components that exist elsewhere, by their paths.
#[derive(Debug, Default)]
pub(super) struct Externs {
    pub(super) types: BTreeMap<TypeId, String>,
    pub(super) elements: BTreeMap<ElementId, String>,
    /// What is known of a path; of one that the options give, nothing is.
    pub(super) known: BTreeMap<String, Known>,
}

impl Externs {
    /// What other configurations have, under what the options say by name.
    pub(super) fn new(
        components: &Components,
        options: &Options,
        prefixes: &Prefixes,
        crates: &[ExternCrate],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut externs = Self::default();
        let offered = offered(crates, prefixes, diagnostics);
        for (id, ty) in (0..).map(TypeId).zip(&components.types) {
            let exact = options.extern_types.get(&prefixes.show_type(components, id));
            if let Some(path) = exact.filter(|path| !path.contains('*')) {
                externs.types.insert(id, path.clone());
            } else if ty.span.is_some()
                && let Some((offer, from)) = offered.get(&Component::of_type(components, id))
            {
                externs.types.insert(id, offer.path.clone());
                externs.know(offer, from);
            }
        }
        for id in (0..).map(ElementId).take(components.elements.len()) {
            if let Some((offer, from)) = offered.get(&Component::of_element(components, id)) {
                externs.elements.insert(id, offer.path.clone());
                externs.know(offer, from);
            }
        }
        externs
    }

    fn know(&mut self, offer: &Offer, from: &str) {
        let known = Known {
            can: offer.can,
            is_checked: offer.is_checked,
            namespaces: offer.namespaces.clone(),
            from: from.to_owned(),
        };
        self.known.insert(offer.path.clone(), known);
    }

    /// Takes the types that patterns of the options match from elsewhere, under the names that this generation would give
    /// them. An exact name goes before a pattern, and the pattern with more letters before the others.
    pub(super) fn take_patterns(
        &mut self,
        components: &Components,
        options: &Options,
        prefixes: &Prefixes,
        names: &BTreeMap<TypeId, String>,
    ) {
        let mut entries: Vec<(&String, &String)> =
            options.extern_types.iter().filter(|(key, path)| key.contains('*') || path.contains('*')).collect();
        entries
            .sort_by_key(|(key, _)| (key.contains('*'), std::cmp::Reverse(key.chars().filter(|&c| c != '*').count())));
        for (&id, name) in names {
            let shown = prefixes.show_type(components, id);
            if options.extern_types.get(&shown).is_some_and(|path| !path.contains('*')) {
                continue;
            }
            let fits = |key: &str| key.contains('/') == shown.contains('/') && patterns::matches(key, &shown);
            let is_shared = components.ty(id).name.is_none() && components.ty(id).owner.len() < 2;
            if let Some((_, path)) = entries.iter().find(|(key, _)| !is_shared && fits(key)) {
                self.types.insert(id, path.replace('*', name));
            }
        }
    }

    /// Takes what exists elsewhere out of a closure.
    pub(super) fn bound(&self, boundary: &mut Boundary) {
        boundary.types.extend(self.types.keys());
        boundary.elements.extend(self.elements.keys());
    }
}

impl Plan {
    /// Whether a type that exists elsewhere is a checked value.
    pub(crate) fn is_checked_elsewhere(&self, path: &str) -> bool {
        self.externs.get(path).is_some_and(|known| known.is_checked)
    }
}

/// Whether the options have patterns that need names.
pub(super) fn has_patterns(options: &Options) -> bool {
    options.extern_types.iter().any(|(key, path)| key.contains('*') || path.contains('*'))
}

/// The prefixes that other configurations use, the first configuration's first. This file uses the same ones, since the
/// tags in the code of those types are fixed, and the root of a document has to declare them.
pub(super) fn bindings(crates: &[ExternCrate]) -> impl Iterator<Item = (&str, &str)> {
    let namespaces = crates.iter().flat_map(|it| &it.plan.namespaces);
    namespaces.map(|namespace| (namespace.prefix.as_str(), namespace.uri.as_str()))
}

/// The components that other configurations have, with the path of the module that they come from. What a configuration
/// generates goes before what it takes from elsewhere itself.
fn offered(
    crates: &[ExternCrate],
    prefixes: &Prefixes,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<Component, (Offer, String)> {
    let mut offered: BTreeMap<Component, (Offer, String)> = BTreeMap::new();
    let all: Vec<_> = crates.iter().map(|it| (it, it.plan.offers())).collect();
    // For each two modules that have a component both: the first of those, and how many there are.
    let mut twice: BTreeMap<(String, String), (String, usize)> = BTreeMap::new();
    for is_own in [true, false] {
        for (of, offers) in &all {
            for (&component, offer) in offers.iter().filter(|(_, offer)| offer.is_own == is_own) {
                let path = if is_own {
                    Some(format!("{}::{}", of.path, offer.path))
                } else {
                    seen_from_here(&of.path, &offer.path)
                };
                let Some(path) = path else { continue };
                match offered.get(component) {
                    Some((other, _)) if other.path == path || !is_own => {}
                    Some((_, first)) => {
                        let entry = twice.entry((first.clone(), of.path.clone()));
                        entry.or_insert_with(|| (show(component, prefixes), 0)).1 += 1;
                    }
                    None => {
                        let offer = Offer { path, ..offer.clone() };
                        offered.insert(component.clone(), (offer, of.path.clone()));
                    }
                }
            }
        }
    }
    for ((first, second), (component, n)) in twice {
        let more = if n > 1 { format!(" and {} more", n - 1) } else { String::new() };
        let message = format!("`{first}` and `{second}` both have `{component}`{more}; those of the former are used");
        let help = "types of the two do not go together; let one take them from the other by its own `extern_crates`";
        diagnostics.push(Diagnostic::warning("offered-twice", message).help(help));
    }
    offered
}

fn show(component: &Component, prefixes: &Prefixes) -> String {
    match component {
        Component::Element(name) | Component::Type(name) => prefixes.show(name),
        Component::Anonymous(owner) => {
            let locals = owner.iter().skip(1).map(|name| format!("/{}", name.local));
            owner.first().map(|name| prefixes.show(name)).into_iter().chain(locals).collect()
        }
    }
}

/// The path that the code of a module writes, as this file writes it; `None` for a path that means nothing here.
fn seen_from_here(module: &str, path: &str) -> Option<String> {
    let is_relative = |path: &str| matches!(path.split("::").next(), Some("self" | "super"));
    match path.strip_prefix("crate::") {
        None => Some(path.to_owned()).filter(|path| !is_relative(path)),
        Some(_) if is_relative(module) => None,
        // The root of that crate is the name of the crate here.
        Some(inside) => {
            let (root, module) = module.strip_prefix("::").map_or(("", module), |module| ("::", module));
            Some(format!("{root}{}::{inside}", module.split("::").next().unwrap_or_default()))
        }
    }
}

/// Reports configurations whose types cannot do what this file asks of them.
pub(super) fn check(crates: &[ExternCrate], options: &Options, diagnostics: &mut Diagnostics) {
    for of in crates {
        let (lacks, emit) = match (of.plan.emit, options.emit) {
            (Emit::Reader, Emit::Both | Emit::Writer) => ("written", "reader"),
            (Emit::Writer, Emit::Both | Emit::Reader) => ("read", "writer"),
            _ => continue,
        };
        let message = format!("the types of `{}` cannot be {lacks}", of.path);
        let help = format!("{} says `emit = \"{emit}\"`; say the same here, or remove it there", of.config);
        diagnostics.push(Diagnostic::error("extern-emit", message).help(help));
    }
}

impl Ctx<'_> {
    /// Another name, in this file, for each element that exists elsewhere and that an operation puts into messages.
    pub(super) fn alias_messages(&mut self, operations: &[usize]) {
        let components = self.components;
        let mut needed = BTreeSet::new();
        for operation in operations.iter().filter_map(|&index| components.operations.get(index)) {
            needed.extend(operation.elements());
        }
        for id in needed {
            let Some(path) = self.externs.elements.get(&id).cloned() else { continue };
            let declaration = components.element(id);
            let name = self.element_name(id, false);
            let component = self.prefixes.show(&declaration.name);
            let item = ItemId(self.items.len());
            let module = self.module_of(declaration.name.namespace.as_deref());
            let docs = self.item_docs(&component, declaration.documentation.as_deref(), Some(&declaration.span));
            let origin = self.origin(component, Some(&declaration.span), "element of another crate");
            self.items.push(Item::new(name, module, docs, Kind::Alias(Type::Extern(path)), origin));
            self.elements.insert(id, item);
        }
    }
}

/// Adds the prefixes that the types from elsewhere write and that this file does not declare yet. A prefix that means
/// something else here is an error.
pub(super) fn declare(
    known: &BTreeMap<String, Known>,
    crates: &[ExternCrate],
    (items, others): (&[Item], &[&Type]),
    namespaces: &mut Vec<Namespace>,
    diagnostics: &mut Diagnostics,
) {
    let mut paths = BTreeSet::new();
    let mut note = |ty: &Type| {
        if let Type::Extern(path) = ty {
            paths.insert(path.clone());
        }
    };
    items.iter().for_each(|item| for_each_type(item, &mut note));
    others.iter().for_each(|ty| note(ty));
    let mut constants: BTreeSet<String> = namespaces.iter().map(|it| it.constant.clone()).collect();
    for known in paths.iter().filter_map(|path| known.get(path)) {
        for (prefix, uri) in &known.namespaces {
            match namespaces.iter().find(|namespace| namespace.prefix == *prefix) {
                Some(namespace) if namespace.uri == *uri => {}
                Some(namespace) => {
                    let message = format!(
                        "the prefix `{prefix}` stands for `{}` here and for `{uri}` in the code of `{}`",
                        namespace.uri, known.from
                    );
                    let config = crates.iter().find(|it| it.path == known.from).map_or("", |it| &it.config);
                    let help = format!("bind another one to either under [prefixes], here or in {config}");
                    diagnostics.push(Diagnostic::error("prefix-conflict", message).help(help));
                }
                None => {
                    let constant = format!("NS_{}", words::snake(prefix).trim_start_matches("r#").to_uppercase());
                    namespaces.push(Namespace {
                        prefix: prefix.clone(),
                        uri: uri.clone(),
                        aliases: Vec::new(),
                        constant: naming::member(&mut constants, constant),
                        module: None,
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::seen_from_here;

    #[test]
    fn paths_of_other_crates_are_translated() {
        for (module, path, expected) in [
            ("a::types", "base::X", Some("base::X")),
            ("a::types", "::base::X", Some("::base::X")),
            ("a::types", "crate::shop::X", Some("a::shop::X")),
            ("::a::types", "crate::shop::X", Some("::a::shop::X")),
            ("crate::types", "crate::shop::X", Some("crate::shop::X")),
            ("super::types", "crate::shop::X", None),
            ("a::types", "super::X", None),
        ] {
            assert_eq!(seen_from_here(module, path).as_deref(), expected, "{path} in {module}");
        }
    }
}
