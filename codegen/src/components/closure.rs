//! What given elements and types need, directly or through others.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Body, Components, Content, ElementId, Operation, Particle, Term, TypeId, TypeKind, Variety};

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

/// Selects the roots and what they need: the types of elements and attributes, elements that are referred to, base
/// types, item and member types, and where a content model refers to the head of a substitution group the members of it.
pub fn closure(components: &Components, roots: &[Root], derived: &BTreeMap<TypeId, Vec<TypeId>>) -> Selection {
    let mut members: BTreeMap<ElementId, Vec<ElementId>> = BTreeMap::new();
    for (id, element) in (0..).map(ElementId).zip(&components.elements) {
        if let Some(head) = element.substitution_group {
            members.entry(head).or_default().push(id);
        }
    }
    let mut walk = Walk { selection: Selection::default(), elements: Vec::new(), types: Vec::new(), members, derived };
    for root in roots {
        match *root {
            Root::Element(id) => walk.element(id),
            Root::Type(id) => walk.ty(id),
            Root::Operation(idx) => {
                if let Some(operation) = components.operations.get(idx) {
                    elements_of(operation).for_each(|id| walk.element(id));
                }
            }
        }
    }
    loop {
        if let Some(id) = walk.elements.pop() {
            match components.elements.get(id.0 as usize) {
                Some(element) if element.is_abstract => walk.ty(element.ty),
                Some(element) => walk.element_type(element.ty),
                None => {}
            }
        } else if let Some(id) = walk.types.pop() {
            if let Some(definition) = components.types.get(id.0 as usize) {
                walk.definition(&definition.kind);
            }
        } else {
            return walk.selection;
        }
    }
}

/// The elements that an operation puts into messages.
fn elements_of(operation: &Operation) -> impl Iterator<Item = ElementId> {
    let bodies = std::iter::once(operation.input).chain(operation.output).filter_map(Body::element);
    let headers = operation.input_headers.iter().chain(&operation.output_headers).chain(&operation.header_faults);
    bodies.chain(headers.copied()).chain(operation.faults.iter().map(|it| it.element))
}

struct Walk<'a> {
    selection: Selection,
    /// Selected, but not yet looked into.
    elements: Vec<ElementId>,
    types: Vec<TypeId>,
    /// The members of substitution groups that have not been selected by their head.
    members: BTreeMap<ElementId, Vec<ElementId>>,
    /// The types that an element may have in place of its declared one.
    derived: &'a BTreeMap<TypeId, Vec<TypeId>>,
}

impl Walk<'_> {
    fn element(&mut self, id: ElementId) {
        if self.selection.elements.insert(id) {
            self.elements.push(id);
        }
    }

    /// An element that a content model refers to, and those that can stand in its place.
    fn substitutable(&mut self, id: ElementId) {
        self.element(id);
        let mut heads = vec![id];
        while let Some(head) = heads.pop() {
            for member in self.members.remove(&head).unwrap_or_default() {
                self.element(member);
                heads.push(member);
            }
        }
    }

    fn ty(&mut self, id: TypeId) {
        if self.selection.types.insert(id) {
            self.types.push(id);
        }
    }

    fn element_type(&mut self, id: TypeId) {
        self.ty(id);
        for &derived in self.derived.get(&id).into_iter().flatten() {
            self.ty(derived);
        }
    }

    fn definition(&mut self, kind: &TypeKind) {
        match kind {
            TypeKind::Simple(simple) => {
                simple.base.into_iter().for_each(|id| self.ty(id));
                match &simple.variety {
                    Variety::Any | Variety::Atomic(_) => {}
                    Variety::List(item) => self.ty(*item),
                    Variety::Union(members) => members.iter().for_each(|id| self.ty(*id)),
                }
            }
            TypeKind::Complex(complex) => {
                self.ty(complex.base);
                complex.attributes.iter().for_each(|it| self.ty(it.ty));
                match &complex.content {
                    Content::Empty | Content::Mixed(None) => {}
                    Content::Simple(id) => self.ty(*id),
                    Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => self.particle(particle),
                }
            }
        }
    }

    /// Recurses as deep as a content model is nested, which is limited when it is built.
    fn particle(&mut self, particle: &Particle) {
        match &particle.term {
            Term::Element(element) => match element.global {
                Some(id) => self.substitutable(id),
                None => self.element_type(element.ty),
            },
            Term::Group(_, particles) => particles.iter().for_each(|it| self.particle(it)),
            Term::Wildcard(_) => {}
        }
    }
}
