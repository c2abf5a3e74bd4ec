//! What a generated file has for schema components, told to those that plan another file and use it.

use std::collections::{BTreeMap, BTreeSet};

use super::derives::Can;
use super::externs::Known;
use super::parts::{for_each_type, holders};
use super::{Body, Field, Item, Kind, Plan, Root, Type, Wire, vacancy};
use crate::components::model::{Components, ElementId, QName, TypeId};

/// A schema component by its expanded name, which means the same in every configuration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// A global element.
    Element(QName),
    /// A named type.
    Type(QName),
    /// An anonymous type, by the declarations that it stands in, outermost first.
    Anonymous(Vec<QName>),
}

impl Component {
    /// The name of a global element.
    pub(super) fn of_element(components: &Components, id: ElementId) -> Self {
        Self::Element(components.element(id).name.clone())
    }

    /// The name of a type.
    pub(super) fn of_type(components: &Components, id: TypeId) -> Self {
        let ty = components.ty(id);
        match &ty.name {
            Some(name) => Self::Type(name.clone()),
            None => Self::Anonymous(ty.owner.clone()),
        }
    }
}

/// The Rust item that serves a component.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// Its path: one of the file's own from the top of the file on, another one as the file writes it.
    pub(super) path: String,
    /// Whether the file defines it.
    pub(super) is_own: bool,
    pub(super) can: Can,
    /// Whether it is a checked value, which constructors take as what it is made from.
    pub(super) is_checked: bool,
    /// The prefixes that its writer uses, and their namespaces.
    pub(super) namespaces: BTreeSet<Binding>,
}

/// A prefix and its namespace name.
pub(super) type Binding = (String, String);

impl Plan {
    /// The items that can stand for components elsewhere. A trait serves no member, and what is raw XML serves all alike.
    pub(super) fn offers(&self) -> BTreeMap<&Component, Offer> {
        let namespaces = self.written_namespaces();
        let mut offers = BTreeMap::new();
        for (component, ty) in &self.served {
            let offer = match ty {
                Type::Item(id) => {
                    let Some(item) = self.items.get(id.0) else { continue };
                    if matches!(item.kind, Kind::Trait(_)) {
                        continue;
                    }
                    let path = match &item.module {
                        Some(module) => format!("{module}::{}", item.name),
                        None => item.name.clone(),
                    };
                    // Whoever is elsewhere has no document to borrow from.
                    let path = if item.has_lifetime() { format!("{path}<'static>") } else { path };
                    let can = self.abilities.get(id.0).copied().unwrap_or(Can::UNKNOWN);
                    let can = Can { default: vacancy::has_default(item), ..can };
                    let namespaces = namespaces.get(id.0).cloned().unwrap_or_default();
                    let is_checked = matches!(item.kind, Kind::Newtype(_));
                    Offer { path, is_own: true, can, is_checked, namespaces }
                }
                Type::Extern(path) => {
                    let known = self.externs.get(path).cloned().unwrap_or_default();
                    let Known { can, is_checked, namespaces, .. } = known;
                    Offer { path: path.clone(), is_own: false, can, is_checked, namespaces }
                }
                Type::Builtin(_) | Type::List(_) | Type::Nillable(..) => continue,
            };
            offers.insert(component, offer);
        }
        offers
    }

    /// The prefixes that each item writes, by way of its members too.
    pub(super) fn written_namespaces(&self) -> Vec<BTreeSet<Binding>> {
        let mut written: Vec<BTreeSet<Binding>> = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let mut own = BTreeSet::new();
            for namespace in names_of(item).filter_map(|root| self.namespaces.get(root.namespace?)) {
                own.insert((namespace.prefix.clone(), namespace.uri.clone()));
            }
            for_each_type(item, &mut |ty| {
                if let Type::Extern(path) = ty {
                    match self.externs.get(path) {
                        Some(known) => own.extend(known.namespaces.iter().cloned()),
                        // Nobody knows what a type of the user's writes.
                        None => own.extend(self.namespaces.iter().map(|it| (it.prefix.clone(), it.uri.clone()))),
                    }
                }
            });
            written.push(own);
        }
        // Who holds an item has to declare what the item needs.
        let holders = holders(&self.items);
        let mut waiting: Vec<usize> = (0..written.len()).collect();
        while let Some(index) = waiting.pop() {
            let Some(own) = written.get(index).filter(|own| !own.is_empty()).cloned() else { continue };
            for &holder in holders.get(index).into_iter().flatten() {
                if let Some(of_holder) = written.get_mut(holder)
                    && !own.is_subset(of_holder)
                {
                    of_holder.extend(own.iter().cloned());
                    waiting.push(holder);
                }
            }
        }
        written
    }
}

/// The names in an item's own tags and attributes, and in the `xsi:type` that may stand beside them.
fn names_of(item: &Item) -> impl Iterator<Item = &Root> {
    fn of_field(field: &Field) -> Vec<&Root> {
        match &field.wire {
            Wire::Attribute(root) | Wire::Element(root, _) => vec![root],
            Wire::Choice(alternatives) => alternatives.iter().filter_map(|it| it.element.as_ref()).collect(),
            Wire::AnyAttribute(..) | Wire::Text | Wire::Raw(_) | Wire::Group(_) => Vec::new(),
        }
    }
    let mut names = Vec::new();
    match &item.kind {
        Kind::Struct(of) => {
            names.extend(of.type_name.as_ref());
            names.extend(of.attributes.iter().flat_map(of_field));
            if let Body::Children(fields, _) = &of.body {
                names.extend(fields.iter().flat_map(of_field));
            }
        }
        Kind::Choice(of) | Kind::Alternatives(of) => {
            names.extend(of.type_name.as_ref());
            names.extend(of.alternatives.iter().filter_map(|it| it.element.as_ref()));
        }
        Kind::Polymorphic(of) => names.extend(of.alternatives.iter().filter_map(|it| it.element.as_ref())),
        _ => {}
    }
    names.into_iter()
}
