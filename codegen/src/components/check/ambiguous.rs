//! Content is matched without looking ahead (Part 1, 3.8.6: Unique Particle Attribution).
//!
//! Only a warning: published schemas break it, and what is generated tries the particles in order. Exact repetitions
//! such as `{3,3}` count as one occurrence, so that nothing is reported that is none.

use std::collections::HashMap;

use crate::components::model::{
    Components, Compositor, Content, ElementUse, NamespaceConstraint, Particle, QName, Term, TypeKind, Wildcard,
};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(components: &Components, diagnostics: &mut Diagnostics) {
    let mut ctx = Ctx { components, diagnostics };
    for definition in &components.types {
        let TypeKind::Complex(complex) = &definition.kind else { continue };
        let (Content::ElementOnly(particle) | Content::Mixed(Some(particle))) = &complex.content else { continue };
        // What stands in no document has been looked at.
        if definition.span.is_some() {
            analyse(&mut ctx, particle);
        }
    }
}

struct Ctx<'a, 'd> {
    components: &'a Components,
    diagnostics: &'d mut Diagnostics,
}

/// What a particle may begin with, and what may follow its end from within.
struct Ends<'a> {
    is_nullable: bool,
    first: Vec<&'a Particle>,
    follow_last: Vec<&'a Particle>,
}

/// Reports what competes within a particle. Recurses as deep as the content model is nested.
fn analyse<'a>(ctx: &mut Ctx<'a, '_>, particle: &'a Particle) -> Ends<'a> {
    let mut ends = match &particle.term {
        Term::Element(_) | Term::Wildcard(_) => {
            Ends { is_nullable: false, first: vec![particle], follow_last: Vec::new() }
        }
        Term::Group(Compositor::Sequence, particles) => sequence(ctx, particles),
        Term::Group(Compositor::Choice, particles) => choice(ctx, particles),
        Term::Group(Compositor::All, particles) => {
            let mut ends = choice(ctx, particles);
            ends.is_nullable = particles.iter().all(super::is_emptiable);
            ends.follow_last.extend_from_slice(&ends.first);
            ends
        }
    };
    if particle.max.is_none_or(|it| 1 < it && particle.min < it) {
        let mut first = Competitors::default();
        ends.first.iter().for_each(|it| first.add(ctx, it));
        ends.follow_last.iter().for_each(|it| first.check(ctx, it));
        ends.follow_last.extend_from_slice(&ends.first);
    }
    ends.is_nullable |= particle.min == 0;
    ends
}

fn choice<'a>(ctx: &mut Ctx<'a, '_>, particles: &'a [Particle]) -> Ends<'a> {
    let mut ends = Ends { is_nullable: false, first: Vec::new(), follow_last: Vec::new() };
    let mut others = Competitors::default();
    for particle in particles {
        let alternative = analyse(ctx, particle);
        alternative.first.iter().for_each(|it| others.check(ctx, it));
        alternative.first.iter().for_each(|it| others.add(ctx, it));
        ends.is_nullable |= alternative.is_nullable;
        ends.first.extend(alternative.first);
        ends.follow_last.extend(alternative.follow_last);
    }
    ends
}

fn sequence<'a>(ctx: &mut Ctx<'a, '_>, particles: &'a [Particle]) -> Ends<'a> {
    let mut ends = Ends { is_nullable: true, first: Vec::new(), follow_last: Vec::new() };
    // From the end on: what may come next after the current particle.
    let mut next = Competitors::default();
    for particle in particles.iter().rev() {
        let part = analyse(ctx, particle);
        part.follow_last.iter().for_each(|it| next.check(ctx, it));
        if ends.is_nullable {
            // All that comes after is optional, so that this part may be the last one.
            ends.follow_last.extend_from_slice(&ends.first);
            ends.follow_last.extend(part.follow_last);
        }
        if part.is_nullable {
            part.first.iter().for_each(|it| next.check(ctx, it));
        } else {
            next = Competitors::default();
            ends.first.clear();
            ends.is_nullable = false;
        }
        part.first.iter().for_each(|it| next.add(ctx, it));
        ends.first.extend(part.first);
    }
    ends
}

/// Particles of which one is to be chosen by the next element.
#[derive(Default)]
struct Competitors<'a> {
    elements: HashMap<&'a QName, &'a Particle>,
    /// One element of each namespace, for wildcards.
    namespaces: HashMap<Option<&'a str>, &'a Particle>,
    wildcards: Vec<(&'a Wildcard, &'a Particle)>,
}

impl<'a> Competitors<'a> {
    fn add(&mut self, ctx: &Ctx<'a, '_>, particle: &'a Particle) {
        match &particle.term {
            Term::Element(element) => {
                for name in names(ctx, element) {
                    self.elements.insert(name, particle);
                    self.namespaces.entry(name.namespace.as_deref()).or_insert(particle);
                }
            }
            Term::Wildcard(wildcard) => self.wildcards.push((wildcard, particle)),
            Term::Group(..) => {}
        }
    }

    /// Reports a particle that competes with one of these.
    fn check(&self, ctx: &mut Ctx<'a, '_>, particle: &'a Particle) {
        let found = match &particle.term {
            Term::Element(element) => names(ctx, element).find_map(|name| Some((self.rival(name)?, Some(name)))),
            Term::Wildcard(wildcard) => self.rival_of_wildcard(wildcard).map(|it| (it, None)),
            Term::Group(..) => None,
        };
        let Some((rival, name)) = found.filter(|(it, _)| !std::ptr::eq(*it, particle)) else { return };
        // The later one is what is to be changed.
        let (later, earlier) = match particle.span.sort_key() < rival.span.sort_key() {
            true => (rival, particle),
            false => (particle, rival),
        };
        let what = match &later.term {
            Term::Element(element) => format!("element `{}`", element.name.local),
            Term::Wildcard(_) | Term::Group(..) => "a wildcard".to_owned(),
        };
        let message = format!("{what} competes with another particle of the content model");
        let diagnostic = Diagnostic::error("ambiguous-content", message).at(&later.span);
        let diagnostic = match name {
            Some(name) => diagnostic.label(format!("both match `{}`", name.local)),
            None => diagnostic.label("both match the same elements"),
        };
        ctx.diagnostics.push(diagnostic.note_at("the other particle is here", &earlier.span));
    }

    fn rival(&self, name: &QName) -> Option<&'a Particle> {
        let by_wildcard = || self.wildcards.iter().find(|(it, _)| admits(&it.namespaces, name.namespace.as_deref()));
        self.elements.get(name).copied().or_else(|| by_wildcard().map(|(_, it)| *it))
    }

    fn rival_of_wildcard(&self, wildcard: &Wildcard) -> Option<&'a Particle> {
        let mut namespaces: Vec<_> = self.namespaces.iter().collect();
        namespaces.sort_by_key(|(namespace, _)| **namespace);
        let element = namespaces.into_iter().find(|(it, _)| admits(&wildcard.namespaces, **it));
        let other = || self.wildcards.iter().find(|(it, _)| overlap(&it.namespaces, &wildcard.namespaces));
        element.map(|(_, it)| *it).or_else(|| other().map(|(_, it)| *it))
    }
}

/// The names that match an element: its own, and for the head of a substitution group those of the members.
fn names<'a>(ctx: &Ctx<'a, '_>, element: &'a ElementUse) -> impl Iterator<Item = &'a QName> + use<'a> {
    let components = ctx.components;
    let members = element.global.map(|head| components.substitutes(head)).unwrap_or_default();
    std::iter::once(&element.name).chain(members.into_iter().map(|id| &components.element(id).name))
}

fn admits(constraint: &NamespaceConstraint, namespace: Option<&str>) -> bool {
    match constraint {
        NamespaceConstraint::Any => true,
        NamespaceConstraint::Not(not) => namespace.is_some() && namespace != not.as_deref(),
        NamespaceConstraint::List(list) => list.iter().any(|it| it.as_deref() == namespace),
    }
}

fn overlap(a: &NamespaceConstraint, b: &NamespaceConstraint) -> bool {
    match (a, b) {
        (NamespaceConstraint::List(list), other) | (other, NamespaceConstraint::List(list)) => {
            list.iter().any(|it| admits(other, it.as_deref()))
        }
        _ => true,
    }
}
