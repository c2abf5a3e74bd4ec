//! What given elements and types need, directly or through others.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Components, Content, ElementId, Particle, QName, Term, TypeId, TypeKind, Variety};

/// Where a closure begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// A global element.
    Element(ElementId),
    /// A type.
    Type(TypeId),
    /// A WSDL operation, by its index in [`Components::operations`].
    Operation(usize),
}

/// A part of the components that refers to nothing outside itself. Iterates in the order of the components.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The global elements.
    pub elements: BTreeSet<ElementId>,
    /// The types, anonymous and built-in ones among them.
    pub types: BTreeSet<TypeId>,
}

/// How far a closure goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Boundary {
    /// The types that an element may have in place of its declared one; they are selected with the element.
    pub derived: BTreeMap<TypeId, Vec<TypeId>>,
    /// Types that are never selected.
    pub types: BTreeSet<TypeId>,
    /// Types that neither elements nor derived types select; attributes, lists, unions and texts still do.
    pub content: BTreeSet<TypeId>,
    /// Global elements that are selected without their types.
    pub elements: BTreeSet<ElementId>,
    /// Child elements that are passed over, by the complex type in whose content they stand.
    pub members: BTreeMap<TypeId, BTreeSet<QName>>,
}

impl Boundary {
    /// Whether a child element of a type is passed over.
    pub fn has_member(&self, owner: TypeId, name: &QName) -> bool {
        self.members.get(&owner).is_some_and(|names| names.contains(name))
    }
}

/// Selects the roots and what they need: the types of elements and attributes, elements that are referred to, base
/// types, item and member types, and where a content model refers to the head of a substitution group the members of it.
pub fn closure(components: &Components, roots: &[Root]) -> Selection {
    closure_within(components, roots, &Boundary::default())
}

/// The same up to a boundary. What is behind it may be selected all the same, by another way.
pub fn closure_within(components: &Components, roots: &[Root], boundary: &Boundary) -> Selection {
    let mut walk = Walk {
        components,
        boundary,
        selection: Selection::default(),
        elements: Vec::new(),
        types: Vec::new(),
        heads: BTreeSet::new(),
        declared: BTreeSet::new(),
    };
    for root in roots {
        match *root {
            Root::Element(id) => walk.element(id),
            Root::Type(id) => walk.content(id),
            Root::Operation(idx) => {
                if let Some(operation) = components.operations.get(idx) {
                    operation.elements().for_each(|id| walk.element(id));
                }
            }
        }
    }
    loop {
        if let Some(id) = walk.elements.pop() {
            if let Some(element) = components.elements.get(id.0 as usize)
                && !boundary.elements.contains(&id)
            {
                walk.content(element.ty);
                if !element.is_abstract {
                    walk.derived(element.ty);
                }
            }
        } else if let Some(id) = walk.types.pop() {
            if let Some(definition) = components.types.get(id.0 as usize) {
                walk.definition(id, &definition.kind);
            }
        } else {
            return walk.selection;
        }
    }
}

/// The namespaces in which the selected components and their members have names.
pub fn namespaces<'a>(components: &'a Components, selection: &Selection) -> BTreeSet<&'a str> {
    fn of_particle<'a>(components: &'a Components, particle: &'a Particle, found: &mut BTreeSet<&'a str>) {
        match &particle.term {
            Term::Element(element) => {
                found.extend(element.name.namespace.as_deref());
                let substitutes = element.global.map(|head| components.substitutes(head)).unwrap_or_default();
                found.extend(substitutes.into_iter().filter_map(|id| components.element(id).name.namespace.as_deref()));
            }
            Term::Group(_, parts) => parts.iter().for_each(|part| of_particle(components, part, found)),
            Term::Wildcard(_) => {}
        }
    }
    let mut found = BTreeSet::new();
    found.extend(selection.elements.iter().filter_map(|&id| components.element(id).name.namespace.as_deref()));
    for ty in selection.types.iter().map(|&id| components.ty(id)).filter(|ty| ty.span.is_some()) {
        found.extend(ty.name.iter().chain(ty.owner.first()).filter_map(|name| name.namespace.as_deref()));
        let TypeKind::Complex(complex) = &ty.kind else { continue };
        found.extend(complex.attributes.iter().filter_map(|it| it.name.namespace.as_deref()));
        if let Content::ElementOnly(particle) | Content::Mixed(Some(particle)) = &complex.content {
            of_particle(components, particle, &mut found);
        }
    }
    found
}

struct Walk<'a> {
    components: &'a Components,
    boundary: &'a Boundary,
    selection: Selection,
    /// Selected, but not yet looked into.
    elements: Vec<ElementId>,
    types: Vec<TypeId>,
    /// The heads whose substitution groups are selected.
    heads: BTreeSet<ElementId>,
    /// The declared types whose derived types are selected.
    declared: BTreeSet<TypeId>,
}

impl Walk<'_> {
    fn element(&mut self, id: ElementId) {
        if self.selection.elements.insert(id) {
            self.elements.push(id);
        }
    }

    /// An element that a content model refers to, and those that can stand in its place.
    fn substitutable(&mut self, owner: TypeId, id: ElementId) {
        if self.boundary.members.contains_key(&owner) {
            // What this type passes over another may still select.
            for id in self.components.substitutes(id).into_iter().chain([id]) {
                if !self.boundary.has_member(owner, &self.components.element(id).name) {
                    self.element(id);
                }
            }
            return;
        }
        self.element(id);
        let mut heads = vec![id];
        while let Some(head) = heads.pop() {
            if self.heads.insert(head) {
                let members = &self.components.element(head).members;
                members.iter().for_each(|&member| self.element(member));
                heads.extend(members);
            }
        }
    }

    /// A type that elements or derived types need.
    fn content(&mut self, id: TypeId) {
        if !self.boundary.content.contains(&id) {
            self.ty(id);
        }
    }

    fn ty(&mut self, id: TypeId) {
        if !self.boundary.types.contains(&id) && self.selection.types.insert(id) {
            self.types.push(id);
        }
    }

    /// The types that an element of a type may name by `xsi:type`.
    fn derived(&mut self, id: TypeId) {
        if self.declared.insert(id) {
            self.boundary.derived.get(&id).into_iter().flatten().for_each(|&derived| self.content(derived));
        }
    }

    fn definition(&mut self, id: TypeId, kind: &TypeKind) {
        match kind {
            TypeKind::Simple(simple) => {
                simple.base.into_iter().for_each(|id| self.content(id));
                match &simple.variety {
                    Variety::Any | Variety::Atomic(_) => {}
                    Variety::List(item) => self.ty(*item),
                    Variety::Union(members) => members.iter().for_each(|id| self.ty(*id)),
                }
            }
            TypeKind::Complex(complex) => {
                self.content(complex.base);
                complex.attributes.iter().for_each(|it| self.ty(it.ty));
                match &complex.content {
                    Content::Empty | Content::Mixed(None) => {}
                    Content::Simple(id) => self.ty(*id),
                    Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => self.particle(id, particle),
                }
            }
        }
    }

    /// Recurses as deep as a content model is nested, which is limited when it is built.
    fn particle(&mut self, owner: TypeId, particle: &Particle) {
        match &particle.term {
            Term::Element(element) if self.boundary.has_member(owner, &element.name) => {}
            Term::Element(element) => match element.global {
                Some(id) => self.substitutable(owner, id),
                None => {
                    self.content(element.ty);
                    self.derived(element.ty);
                }
            },
            Term::Group(_, particles) => particles.iter().for_each(|it| self.particle(owner, it)),
            Term::Wildcard(_) => {}
        }
    }
}
