//! Which module the items of a namespace stand in.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::{patterns, words};
use crate::diag::{Diagnostic, Diagnostics};

/// The option `modules`: prefixes, namespace names or patterns of either, and modules.
pub(super) struct Modules<'a> {
    modules: &'a BTreeMap<String, String>,
    /// In the order in which they are tried.
    patterns: Vec<(&'a str, &'a str)>,
    used: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Modules<'a> {
    pub(super) fn new(modules: &'a BTreeMap<String, String>) -> Self {
        let with_star = modules.iter().filter(|(key, _)| key.contains('*'));
        let mut patterns: Vec<_> = with_star.map(|(key, module)| (key.as_str(), module.as_str())).collect();
        // The sort is stable, so that of equals the first in the order of texts comes first.
        patterns.sort_by_key(|(key, _)| std::cmp::Reverse(patterns::weight(key)));
        Self { modules, patterns, used: RefCell::default() }
    }

    /// The module of a namespace.
    pub(super) fn of(&self, prefix: &str, uri: &str) -> Option<String> {
        let exact = [prefix, uri].into_iter().find_map(|key| self.modules.get_key_value(key));
        if let Some((key, module)) = exact.filter(|(_, module)| !module.contains('*')) {
            self.used.borrow_mut().insert(key);
            return Some(module.clone());
        }
        let (key, module, captures) = self.patterns.iter().find_map(|&(key, module)| {
            let captures = patterns::captures(key, if is_namespace(key) { uri } else { prefix })?;
            Some((key, module, captures))
        })?;
        self.used.borrow_mut().insert(key);
        Some(words::snake(&patterns::substitute(module, &captures)))
    }

    /// Warns of keys that no namespace has followed.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let used = self.used.borrow();
        for key in self.modules.keys().filter(|key| !used.contains(key.as_str())) {
            let what = if is_namespace(key) { "namespace" } else { "prefix" };
            let message = if key.contains('*') {
                format!("the configuration has a module for the {what} pattern `{key}`, which has no effect")
            } else if is_namespace(key) {
                format!("the configuration has a module for the namespace `{key}`, which no document uses")
            } else {
                format!("the configuration uses the prefix `{key}`, which no document binds")
            };
            diagnostics.push(Diagnostic::warning("unknown-prefix", message));
        }
    }
}

/// Whether a key speaks of a namespace name; no prefix has these characters.
fn is_namespace(key: &str) -> bool {
    key.contains([':', '/'])
}

/// Reports modules and items that are called as something else in the same place.
pub(super) fn check(ctx: &mut Ctx<'_>, has_operations: bool) {
    let help = "give the module another name in [modules]";
    let used: BTreeSet<&String> = ctx.items.iter().filter_map(|item| item.module.as_ref()).collect();
    let mut problems = Vec::new();
    for namespace in &ctx.namespaces {
        let Some(module) = namespace.module.as_ref().filter(|module| used.contains(module)) else { continue };
        let what = format!("the namespace of the prefix `{}` gets the module `{module}`", namespace.prefix);
        let taken = match module.as_str() {
            "rt" => Some("by which generated code calls the runtime".to_owned()),
            "operations" if has_operations => Some("which is that of the operations".to_owned()),
            _ => None,
        };
        let item = ctx.items.iter().find(|item| item.module.is_none() && item.name == *module);
        let item = item.map(|item| format!("which is also the name of the item for `{}`", item.origin.component));
        for why in taken.into_iter().chain(item) {
            problems.push(Diagnostic::error("duplicate-name", format!("{what}, {why}")).help(help));
        }
    }
    for item in &ctx.items {
        let why = match (item.name.as_str(), &item.module) {
            ("rt", _) => "by which generated code calls the runtime",
            ("operations", None) if has_operations => "which is that of the module of the operations",
            _ => continue,
        };
        let message = format!("`{}` gets the name `{}`, {why}", item.origin.component, item.name);
        problems.push(Diagnostic::error("duplicate-name", message).help("give it another name in [names]"));
    }
    problems.into_iter().for_each(|problem| ctx.diagnostics.push(problem));
}
