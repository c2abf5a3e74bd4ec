//! What items are called: what the options say, else what their components are called, as far as that is free.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::items::Chosen;
use super::words;
use crate::components::model::{ElementId, QName, TypeId};
use crate::diag::Diagnostic;
use crate::span::Span;

/// The names of items.
#[derive(Default)]
pub(super) struct ItemNames {
    /// Of elements, alone or with their type.
    pub(super) elements: BTreeMap<ElementId, String>,
    /// Of types that are items by themselves.
    pub(super) types: BTreeMap<TypeId, String>,
}

impl Ctx<'_> {
    /// Names on which the user insists are taken first; then elements that are one item with their type, types whose own
    /// name is the short name, other elements, and at last the types that would only get the short name by leaving out
    /// their `Type`.
    pub(super) fn names_of(&mut self, chosen: &Chosen) -> ItemNames {
        let mut names = self.insist(chosen);
        for &id in &chosen.merged {
            names.elements.entry(id).or_insert_with(|| self.element_name(id, true));
        }
        let (plain, stripped): (Vec<_>, Vec<_>) = chosen.own.iter().partition(|&&id| self.is_called_in_full(id));
        for id in plain {
            names.types.entry(id).or_insert_with(|| self.type_name(id));
        }
        for &id in &chosen.around {
            names.elements.entry(id).or_insert_with(|| self.element_name(id, false));
        }
        for id in stripped {
            names.types.entry(id).or_insert_with(|| self.type_name(id));
        }
        names
    }

    /// Takes the names on which the user insists, before any other is chosen. A key that fits an element and a type
    /// speaks of the element.
    fn insist(&mut self, chosen: &Chosen) -> ItemNames {
        let mut exact = ItemNames::default();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        let mut owners: BTreeMap<(Option<String>, String), (String, Option<Span>)> = BTreeMap::new();
        let components = self.components;
        let mut insist = |name: &QName, also: Option<&QName>, span: Option<&Span>| {
            let mut names = std::iter::once(name).chain(also).map(|name| self.prefixes.show(name));
            let (given, key) = names.find_map(|key| Some((self.renames.exact(&key)?.camel(), key)))?;
            if !keys.insert(key.clone()) {
                return None;
            }
            let module = self.module_of(name.namespace.as_deref());
            self.names.insist(&module, &given);
            let place = (key.clone(), span.cloned());
            if let Some((other, other_span)) = owners.insert((module, given.clone()), place) {
                let message = format!("the configuration gives `{other}` and `{key}` the same name `{given}`");
                let mut problem = Diagnostic::error("duplicate-name", message);
                if let Some(span) = span {
                    problem = problem.at(span);
                }
                if let Some(span) = other_span {
                    problem = problem.note_at(format!("`{other}` is declared here"), &span);
                }
                self.diagnostics.push(problem.help("give one of them another name in [names]"));
            }
            Some(given)
        };
        for &id in &chosen.merged {
            let declaration = components.element(id);
            let ty = components.ty(declaration.ty).name.as_ref();
            if let Some(name) = insist(&declaration.name, ty, Some(&declaration.span)) {
                exact.elements.insert(id, name);
            }
        }
        for &id in &chosen.around {
            let declaration = components.element(id);
            if let Some(name) = insist(&declaration.name, None, Some(&declaration.span)) {
                exact.elements.insert(id, name);
            }
        }
        for &id in &chosen.own {
            let ty = components.ty(id);
            if let Some(name) = ty.name.as_ref().and_then(|name| insist(name, None, ty.span.as_ref())) {
                exact.types.insert(id, name);
            }
        }
        exact
    }

    /// The name of an element, which may be one item with its type.
    pub(super) fn element_name(&mut self, element: ElementId, is_merged: bool) -> String {
        let declaration = self.components.element(element);
        let ty = self.components.ty(declaration.ty);
        let given = self.renames.by_pattern(&self.prefixes.show(&declaration.name)).or_else(|| {
            let name = ty.name.as_ref().filter(|_| is_merged)?;
            self.renames.by_pattern(&self.prefixes.show(name))
        });
        let camel = words::camel(&declaration.name.local);
        let module = self.module_of(declaration.name.namespace.as_deref());
        let mut candidates: Vec<String> = given.map(|given| given.camel()).into_iter().collect();
        candidates.extend([camel.clone(), format!("{camel}Element")]);
        self.names.claim(&module, &candidates)
    }

    /// Whether a type's own name is the one that it would be called by.
    fn is_called_in_full(&self, id: TypeId) -> bool {
        let Some(name) = &self.components.ty(id).name else { return false };
        let (full, short) = (words::camel(&name.local), words::short(&name.local));
        let given = self.renames.by_pattern(&self.prefixes.show(name));
        given.map_or(short, |given| given.camel()) == full
    }

    fn type_name(&mut self, id: TypeId) -> String {
        let ty = self.components.ty(id);
        let Some(name) = &ty.name else { return self.anonymous_name(id) };
        let given = self.renames.by_pattern(&self.prefixes.show(name));
        let mut candidates: Vec<String> = given.map(|given| given.camel()).into_iter().collect();
        candidates.extend([words::short(&name.local), words::camel(&name.local)]);
        let module = self.module_of(name.namespace.as_deref());
        self.names.claim(&module, &candidates)
    }

    /// An anonymous type is called after the declaration it stands in, and where that is taken also after its owners.
    fn anonymous_name(&mut self, id: TypeId) -> String {
        let owner = &self.components.ty(id).owner;
        let module = self.module_of(owner.first().and_then(|first| first.namespace.as_deref()));
        let locals: Vec<&str> = owner.iter().map(|name| name.local.as_str()).collect();
        let role = self.anonymous.role(id);
        let hint = self.components.ty(id).id.as_ref();
        let mut candidates: Vec<String> = hint.map(|hint| words::short(hint)).into_iter().collect();
        for start in (0..locals.len()).rev() {
            let own = locals.get(start..).unwrap_or_default();
            candidates.push(own.iter().map(|local| words::short(local)).collect::<String>() + role);
        }
        // An element around the type may have its name.
        let longest = candidates.last().map(|longest| format!("{longest}Type"));
        candidates.extend(longest);
        // A member that was given a name lends it to its type.
        if let Some(given) = self.renames.get(&self.show_type(id)) {
            candidates.insert(0, words::camel(given.plain()));
        }
        self.names.claim(&module, &candidates)
    }
}
