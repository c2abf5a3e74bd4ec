//! What the options name without effect.

use std::collections::BTreeSet;

use super::attributes::item_pattern;
use super::context::Ctx;
use super::keys::Key;
use super::patterns::{self, Prefixes};
use crate::components::model::{Components, TypeId, TypeKind};
use crate::diag::{Diagnostic, Diagnostics};
use crate::options::Options;

/// Warns of options that name nothing in the documents; gives their keys.
pub(super) fn check_names<'a>(
    components: &Components,
    options: &'a Options,
    prefixes: &Prefixes,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<&'a str> {
    let mut shown: BTreeSet<String> = components.elements.iter().map(|it| prefixes.show(&it.name)).collect();
    for (id, ty) in (0..).map(TypeId).zip(&components.types) {
        let name = prefixes.show_type(components, id);
        if matches!(ty.kind, TypeKind::Complex(_)) {
            // If it has a choice or mixed content, that has an item too.
            shown.insert(format!("{name}/choice"));
            shown.insert(format!("{name}/content()"));
        }
        shown.insert(name);
    }
    let matches_any = |pattern: &str| shown.iter().any(|name| patterns::matches(pattern, name));
    let lenient = &options.lenient;
    let lenient = lenient.elements.keys().chain(&lenient.optional).chain(&lenient.values);
    let named = options.names.keys().chain(options.extern_types.keys()).chain(lenient);
    let named = named.filter(|key| match Key::new(key).owner() {
        owner if owner.contains('*') => !matches_any(owner),
        // Members of anonymous types are written behind the global component.
        owner => !shown.contains(owner.split('/').next().unwrap_or_default()),
    });
    // What asks for built-in types is looked at where it is used.
    let polymorphic = options.polymorphic.iter().filter(|pattern| !prefixes.asks_for_built_in(pattern));
    let of_items = options.enums.open.iter().chain(options.derives.keys()).chain(&options.borrowed).chain(polymorphic);
    let of_items = of_items.filter(|key| !matches_any(key));
    let attributes = options.attributes.keys();
    let attributes = attributes.filter(|key| !matches_any(item_pattern(key).unwrap_or(Key::new(key).owner())));
    let mut unknown = BTreeSet::new();
    for key in named.chain(of_items).chain(attributes) {
        let message = if key.contains('*') {
            format!("the configuration has the pattern `{key}`, which matches no component")
        } else {
            format!("the configuration names `{key}`, which no document declares")
        };
        diagnostics.push(Diagnostic::warning("unknown-component", message));
        unknown.insert(key.as_str());
    }
    for prefix in options.lenient.namespaces.keys() {
        if prefixes.uri(prefix).is_none() {
            let message = format!("the configuration uses the prefix `{prefix}`, which no document binds");
            diagnostics.push(Diagnostic::warning("unknown-prefix", message));
        }
    }
    unknown
}

/// Warns of names, members and attributes that the options mention without effect, though their component is selected;
/// those that the documents do not know were told before.
pub(super) fn check_uses(ctx: &mut Ctx<'_>, used_attributes: &BTreeSet<&str>, unknown: &BTreeSet<&str>) {
    let options = ctx.options;
    let is_selected = |key: &str| {
        let owner = Key::new(key).owner();
        let owner = if owner.contains('*') { owner } else { owner.split('/').next().unwrap_or_default() };
        ctx.items.iter().any(|item| item.origin.component.split(", ").any(|own| patterns::matches(owner, own)))
    };
    let named = options.names.keys().chain(options.lenient.elements.keys()).chain(&options.lenient.optional);
    let named = named.filter(|key| !ctx.is_used(key));
    let values = options.lenient.values.iter().filter(|pattern| !ctx.passing.is_used(pattern));
    let attributes = options.attributes.keys().filter(|key| !used_attributes.contains(key.as_str()));
    let mut problems: Vec<Diagnostic> = values.clone().filter_map(|key| ctx.passing.problem(key)).collect();
    let values = values.filter(|key| ctx.passing.problem(key).is_none());
    for key in named.chain(values).chain(attributes).filter(|key| !unknown.contains(key.as_str()) && is_selected(key)) {
        let message = format!("the configuration names `{key}`, which has no effect");
        let help = match Key::new(key) {
            Key::Value(..) => "a value is written `prefix:Type=value`",
            _ => "a member is written `prefix:Type/Element`, `prefix:Type/@attribute` or `prefix:Type/choice`",
        };
        problems.push(Diagnostic::warning("unused-option", message).help(help));
    }
    problems.into_iter().for_each(|problem| ctx.diagnostics.push(problem));
}
