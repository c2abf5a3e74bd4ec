//! What anonymous types get from the places where they stand: a role, and documentation.

use std::collections::BTreeMap;

use crate::components::model::{Components, Content, Particle, Term, TypeId, TypeKind, Variety};

/// The anonymous types with a role or with documentation. All are found in one walk over the components.
#[derive(Debug, Default)]
pub(super) struct Anonymous<'a> {
    roles: BTreeMap<TypeId, &'static str>,
    documentation: BTreeMap<TypeId, Option<&'a str>>,
}

impl<'a> Anonymous<'a> {
    pub(super) fn new(components: &'a Components) -> Self {
        let mut anonymous = Self::default();
        for ty in &components.types {
            match &ty.kind {
                TypeKind::Simple(simple) => {
                    match &simple.variety {
                        Variety::List(item) => anonymous.note_role(components, *item, "Item"),
                        Variety::Union(members) => {
                            members.iter().for_each(|&member| anonymous.note_role(components, member, "Member"));
                        }
                        Variety::Any | Variety::Atomic(_) => {}
                    }
                    if let Some(base) = simple.base {
                        anonymous.note_role(components, base, "Base");
                    }
                }
                TypeKind::Complex(complex) => match &complex.content {
                    Content::Simple(value) => anonymous.note_role(components, *value, "Value"),
                    Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => {
                        anonymous.note_documentation(components, particle);
                    }
                    Content::Empty | Content::Mixed(None) => {}
                },
            }
        }
        anonymous
    }

    /// What a simple type is to the type that it stands in, so that it needs another name than that one.
    pub(super) fn role(&self, id: TypeId) -> &'static str {
        self.roles.get(&id).copied().unwrap_or_default()
    }

    /// What the local element says whose type this is.
    pub(super) fn documentation(&self, id: TypeId) -> Option<&'a str> {
        self.documentation.get(&id).copied().flatten()
    }

    fn note_role(&mut self, components: &Components, id: TypeId, role: &'static str) {
        let ty = components.ty(id);
        if ty.name.is_none() && matches!(ty.kind, TypeKind::Simple(_)) {
            self.roles.entry(id).or_insert(role);
        }
    }

    /// Recurses as deep as a content model is nested, which is limited when it is built.
    fn note_documentation(&mut self, components: &Components, particle: &'a Particle) {
        match &particle.term {
            Term::Element(element) => {
                if components.ty(element.ty).name.is_none() {
                    self.documentation.entry(element.ty).or_insert(element.documentation.as_deref());
                }
            }
            Term::Group(_, parts) => parts.iter().for_each(|part| self.note_documentation(components, part)),
            Term::Wildcard(_) => {}
        }
    }
}
