//! Which attributes the options put on items and their members.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::Key;
use super::{Alternative, Child, Field, Item, ItemId, Kind, Match, Wire, patterns};
use crate::options::Options;

/// The attributes of an item, each as Rust text.
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    /// On the item itself.
    pub item: Vec<String>,
    /// On its fields, attributes first, or on its variants, by their number.
    pub members: BTreeMap<usize, Vec<String>>,
}

/// The pattern of items in a key that speaks of items: `t:ItemType`, also an anonymous type or a choice by its owners
/// with `/type()` behind, since without that it would be the member.
pub(super) fn item_pattern(key: &str) -> Option<&str> {
    match Key::new(key) {
        Key::Component(pattern) => Some(pattern),
        Key::Member(owner, "type()") => Some(owner),
        Key::Member(..) | Key::Value(..) => None,
    }
}

/// Decides the attributes of all items; gives the keys that have had an effect.
pub(super) fn decide<'a>(items: &mut [Item], owners: &[(ItemId, ItemId)], options: &'a Options) -> BTreeSet<&'a str> {
    let mut used = BTreeSet::new();
    if options.attributes.is_empty() {
        return used;
    }
    let owners: BTreeMap<ItemId, ItemId> = owners.iter().map(|&(owner, owned)| (owned, owner)).collect();
    for index in 0..items.len() {
        let members = members(items, &owners, index);
        let Some(item) = items.get_mut(index) else { continue };
        for (key, attributes) in &options.attributes {
            if let Some(pattern) = item_pattern(key) {
                if item.origin.component.split(", ").any(|component| patterns::matches(pattern, component)) {
                    used.insert(key.as_str());
                    add(&mut item.attributes.item, attributes);
                }
                continue;
            }
            for (number, member) in members.iter().enumerate() {
                if Key::new(key).captures(&Key::new(member)).is_some() {
                    used.insert(key.as_str());
                    add(item.attributes.members.entry(number).or_default(), attributes);
                }
            }
        }
    }
    used
}

fn add(to: &mut Vec<String>, attributes: &[String]) {
    for attribute in attributes {
        if !to.contains(attribute) {
            to.push(attribute.clone());
        }
    }
}

/// The members of an item as options write them, in the order in which they are rendered.
fn members(items: &[Item], owners: &BTreeMap<ItemId, ItemId>, index: usize) -> Vec<String> {
    let Some(item) = items.get(index) else { return Vec::new() };
    // Where an element and its type are one item, the members are the type's.
    let component = item.origin.component.split(", ").last().unwrap_or_default();
    let of = |owner: &str, names: Vec<&str>| names.iter().map(|name| format!("{owner}/{name}")).collect();
    match &item.kind {
        Kind::Struct(it) => {
            let fields: Vec<String> = it.fields().map(|field| field_name(field, it.body.table())).collect();
            of(component, fields.iter().map(String::as_str).collect())
        }
        Kind::Choice(it) => of(component, it.alternatives.iter().map(|one| variant_name(one, &it.table)).collect()),
        Kind::Alternatives(it) => {
            let owner = owners.get(&ItemId(index)).and_then(|owner| items.get(owner.0));
            let table = match owner.map(|owner| &owner.kind) {
                Some(Kind::Struct(owner)) => owner.body.table(),
                _ => &[],
            };
            let owner = component.strip_suffix("/choice").or_else(|| component.strip_suffix("/content()"));
            let owner = owner.unwrap_or(component);
            of(owner, it.alternatives.iter().map(|one| variant_name(one, table)).collect())
        }
        Kind::Enumeration(it) => it.variants.iter().map(|one| format!("{component}={}", one.value)).collect(),
        _ => Vec::new(),
    }
}

fn field_name(field: &Field, table: &[Child]) -> String {
    match &field.wire {
        Wire::Attribute(root) => format!("@{}", root.local),
        Wire::AnyAttribute(..) => "@*".to_owned(),
        Wire::Text => "text()".to_owned(),
        Wire::Element(root, _) => root.local.clone(),
        Wire::Raw(lines) => raw_name(lines, table).to_owned(),
        Wire::Choice(alternatives) if alternatives.iter().any(Alternative::is_text) => "content()".to_owned(),
        Wire::Choice(_) => "choice".to_owned(),
        Wire::Group(_) => "group".to_owned(),
    }
}

fn variant_name<'a>(alternative: &'a Alternative, table: &'a [Child]) -> &'a str {
    match &alternative.element {
        Some(root) => &root.local,
        None if alternative.is_text() => "text()",
        None => raw_name(&alternative.lines, table),
    }
}

/// The element that is kept as raw XML, or the wildcard.
fn raw_name<'a>(lines: &[usize], table: &'a [Child]) -> &'a str {
    match lines.first().and_then(|&line| table.get(line)).map(|child| &child.matches) {
        Some(Match::Element(root) | Match::Alias(root) | Match::Abstract(root)) => &root.local,
        Some(Match::Any(_)) | None => "*",
    }
}
