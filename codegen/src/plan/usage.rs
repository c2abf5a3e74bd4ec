//! Which types serve one element alone, which are bases only.

use std::collections::{BTreeMap, BTreeSet};

use crate::components::model::{Components, Content, Derivation, ElementId, Particle, Term, TypeId, TypeKind, Variety};
use crate::components::{Boundary, Selection};

/// How the selected components use a type.
#[derive(Debug, Default, Clone, Copy)]
struct Uses {
    /// By global elements.
    n_elements: usize,
    /// By local elements, attributes, lists, unions and simple content.
    n_members: usize,
    /// By derived types.
    n_derived: usize,
}

/// The uses of all selected types.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    uses: BTreeMap<TypeId, Uses>,
    /// Types that another selected type extends.
    extended: BTreeSet<TypeId>,
    /// Types that an element can have by `xsi:type`.
    variants: BTreeSet<TypeId>,
}

impl Usage {
    /// What is behind the boundary is no use.
    pub(crate) fn new(components: &Components, selection: &Selection, boundary: &Boundary) -> Self {
        let variants = boundary.derived.values().flatten().copied().collect();
        let mut usage = Self { variants, ..Self::default() };
        for &id in selection.elements.difference(&boundary.elements) {
            usage.of(components.element(id).ty).n_elements += 1;
        }
        for &id in &selection.types {
            usage.count_type(components, id, boundary);
        }
        usage
    }

    fn of(&mut self, id: TypeId) -> &mut Uses {
        self.uses.entry(id).or_default()
    }

    fn count_type(&mut self, components: &Components, id: TypeId, boundary: &Boundary) {
        match &components.ty(id).kind {
            TypeKind::Simple(simple) => {
                if let Some(base) = simple.base {
                    self.of(base).n_derived += 1;
                }
                match &simple.variety {
                    Variety::List(item) => self.of(*item).n_members += 1,
                    Variety::Union(members) => members.iter().for_each(|&member| self.of(member).n_members += 1),
                    Variety::Any | Variety::Atomic(_) => {}
                }
            }
            TypeKind::Complex(complex) => {
                self.of(complex.base).n_derived += 1;
                if complex.derivation == Derivation::Extension {
                    self.extended.insert(complex.base);
                }
                match &complex.content {
                    Content::Empty | Content::Mixed(None) => {}
                    Content::Simple(ty) => self.of(*ty).n_members += 1,
                    Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => {
                        self.count_particle(id, particle, boundary);
                    }
                }
                for attribute in &complex.attributes {
                    self.of(attribute.ty).n_members += 1;
                }
            }
        }
    }

    fn count_particle(&mut self, owner: TypeId, particle: &Particle, boundary: &Boundary) {
        match &particle.term {
            Term::Element(element) => {
                let is_opaque = element.global.is_some_and(|id| boundary.elements.contains(&id));
                if !is_opaque && !boundary.has_member(owner, &element.name) {
                    self.of(element.ty).n_members += 1;
                }
            }
            Term::Group(_, parts) => parts.iter().for_each(|part| self.count_particle(owner, part, boundary)),
            Term::Wildcard(_) => {}
        }
    }

    /// Whether a type serves a global element and nothing else, so that both are one item.
    pub(crate) fn serves_alone(&self, components: &Components, element: ElementId) -> bool {
        let uses = self.uses.get(&components.element(element).ty).copied().unwrap_or_default();
        uses.n_elements == 1 && uses.n_members == 0 && uses.n_derived == 0
    }

    /// Whether a complex type is there to be derived from alone: abstract, or without any use but as a base.
    pub(crate) fn is_base_only(&self, components: &Components, id: TypeId) -> bool {
        let TypeKind::Complex(complex) = &components.ty(id).kind else { return false };
        let uses = self.uses.get(&id).copied().unwrap_or_default();
        let is_used = uses.n_elements + uses.n_members > 0 || self.variants.contains(&id);
        complex.is_abstract || (self.extended.contains(&id) && !is_used)
    }
}
