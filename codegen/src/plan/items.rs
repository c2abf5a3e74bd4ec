//! Which components become items.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::item_names::ItemNames;
use super::{Element, Item, ItemId, Kind, Type};
use crate::components::Selection;
use crate::components::model::{ElementId, TypeId, TypeKind};

/// The components that become items, in the order of the components.
pub(super) struct Chosen {
    /// Elements that are one item with their type.
    pub(super) merged: Vec<ElementId>,
    /// Elements around a type that others use too.
    pub(super) around: Vec<ElementId>,
    /// Types that are items by themselves.
    pub(super) own: Vec<TypeId>,
}

/// An item whose name is decided and whose content is to be planned.
pub(super) struct Task {
    pub(super) item: ItemId,
    pub(super) ty: TypeId,
    /// The global element that wraps a type which others use too, where that is the item.
    pub(super) wrapped: Option<ElementId>,
}

impl Ctx<'_> {
    /// Gives every selected component its item.
    pub(super) fn name_items(&mut self, selection: &Selection) -> Vec<Task> {
        let chosen = self.choose(selection);
        let names = self.names_of(&chosen);
        self.make_items(&chosen, names)
    }

    fn choose(&mut self, selection: &Selection) -> Chosen {
        let components = self.components;
        let type_of = |element: ElementId| components.element(element).ty;
        let elements = selection.elements.iter().copied().filter(|&element| !self.is_outside(element));
        let (merged, others): (Vec<_>, Vec<_>) =
            elements.partition(|&element| self.usage.serves_alone(components, element) && self.can_merge(element));
        let of_merged: BTreeSet<TypeId> = merged.iter().map(|&element| type_of(element)).collect();
        let mut own = Vec::new();
        for &id in &selection.types {
            if of_merged.contains(&id) || self.types.contains_key(&id) || self.is_extern(id) {
                continue;
            }
            match self.plain(id) {
                Some(ty) => _ = self.types.insert(id, ty),
                None => own.push(id),
            }
        }
        let has_item = |&element: &ElementId| {
            let ty = type_of(element);
            let is_raw = self.types.get(&ty).is_some_and(|ty| *ty == Type::RAW)
                || self.is_vain(ty, components.element(element).block);
            !is_raw && !components.element(element).is_abstract
        };
        Chosen { around: others.into_iter().filter(has_item).collect(), merged, own }
    }

    /// Whether an element and its type can be one item: a complex type of its own.
    fn can_merge(&self, element: ElementId) -> bool {
        let declaration = self.components.element(element);
        let ty = self.components.ty(declaration.ty);
        let own = matches!(&ty.kind, TypeKind::Complex(complex) if !complex.is_abstract);
        own && ty.span.is_some()
            && !self.polymorphic.contains_key(&declaration.ty)
            && !declaration.is_abstract
            && !declaration.nillable
            && self.extern_path(declaration.ty).is_none()
            && self.simple_alias(declaration.ty).is_none()
    }

    /// Makes the items, in the order of the documents.
    fn make_items(&mut self, chosen: &Chosen, mut names: ItemNames) -> Vec<Task> {
        let components = self.components;
        let merged = chosen.merged.iter().map(|&element| (components.element(element).ty, Some(element)));
        let types: BTreeMap<TypeId, Option<ElementId>> =
            chosen.own.iter().map(|&id| (id, None)).chain(merged).collect();
        let types = types.into_iter().map(|(ty, element)| (ty, element, false));
        let elements = chosen.around.iter().map(|&element| (components.element(element).ty, Some(element), true));
        let span = |ty: TypeId, element: Option<ElementId>| match element {
            Some(element) => Some(&components.element(element).span),
            None => components.ty(ty).span.as_ref(),
        };
        let items = types.chain(elements).filter_map(|item| Some((span(item.0, item.1)?.sort_key(), item)));
        let mut items: Vec<_> = items.collect();
        items.sort_by_key(|&(place, _)| place);
        let mut tasks = Vec::new();
        for (_, (ty, element, is_wrapper)) in items {
            let item = ItemId(self.items.len());
            let blank = match element {
                None => self.blank_type(ty, names.types.remove(&ty).unwrap_or_default()),
                Some(element) => {
                    self.elements.insert(element, item);
                    let name = names.elements.remove(&element).unwrap_or_default();
                    self.blank_element(element, name, (!is_wrapper).then_some(ty))
                }
            };
            self.items.push(blank);
            if !is_wrapper {
                self.types.insert(ty, Type::Item(item));
            }
            tasks.push(Task { item, ty, wrapped: element.filter(|_| is_wrapper) });
        }
        tasks
    }

    fn blank_type(&self, id: TypeId, name: String) -> Item {
        let ty = self.components.ty(id);
        let first = ty.name.as_ref().or_else(|| ty.owner.first());
        let module = self.module_of(first.and_then(|name| name.namespace.as_deref()));
        let (component, span) = (self.show_type(id), ty.span.as_ref());
        let docs = self.item_docs(&component, self.documentation(id), span);
        Item::new(name, module, docs, Kind::UNPLANNED, self.origin(component, span, ""))
    }

    /// The item for an element: around its type, or one with the type `merged`.
    fn blank_element(&self, element: ElementId, name: String, merged: Option<TypeId>) -> Item {
        let declaration = self.components.element(element);
        let mut component = self.prefixes.show(&declaration.name);
        let mut documentation = declaration.documentation.as_deref();
        let mut note = "element around a type with other uses";
        if let Some(id) = merged {
            documentation = documentation.or_else(|| self.documentation(id));
            note = "";
            if self.components.ty(id).name.is_some() {
                note = "element and type are one item";
                component = format!("{component}, {}", self.show_type(id));
            }
        }
        let module = self.module_of(declaration.name.namespace.as_deref());
        let docs = self.item_docs(&component, documentation, Some(&declaration.span));
        let origin = self.origin(component, Some(&declaration.span), note);
        let root = Some(Element { name: self.root(&declaration.name), used: None, has_identity: false });
        Item { root, ..Item::new(name, module, docs, Kind::UNPLANNED, origin) }
    }

    /// What the documents say of a type.
    fn documentation(&self, id: TypeId) -> Option<&str> {
        self.components.ty(id).documentation.as_deref().or_else(|| self.anonymous.documentation(id))
    }
}
