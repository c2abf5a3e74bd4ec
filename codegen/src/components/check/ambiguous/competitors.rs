//! Particles of which one is to be chosen by the next element.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::components::check::Ctx;
use crate::components::check::wildcards::admits;
use crate::components::model::{ElementId, ElementUse, NamespaceConstraint, Particle, QName, Term, Wildcard};
use crate::diag::{Diagnostic, Diagnostics};

/// How many wildcards are kept that admit all namespaces but few. Any two of them compete, which has been reported.
const MAX_OPEN: usize = 4;

/// Particles that have been found to be open to the next element.
#[derive(Default)]
pub(super) struct Competitors<'a> {
    elements: HashMap<&'a QName, &'a Particle>,
    /// One element of each namespace, for wildcards.
    namespaces: BTreeMap<Option<&'a str>, &'a Particle>,
    /// A wildcard for each namespace that one lists.
    listed: BTreeMap<Option<&'a str>, &'a Particle>,
    /// Wildcards that list nothing.
    open: Vec<(&'a Wildcard, &'a Particle)>,
}

impl<'a> Competitors<'a> {
    pub(super) fn add(&mut self, ctx: &Ctx<'a>, particle: &'a Particle) {
        match &particle.term {
            Term::Element(element) => {
                for name in names(ctx, element) {
                    self.elements.insert(name, particle);
                    self.namespaces.entry(name.namespace.as_deref()).or_insert(particle);
                }
            }
            Term::Wildcard(wildcard) => match &wildcard.namespaces {
                NamespaceConstraint::List(list) => {
                    self.listed.extend(list.iter().map(|it| (it.as_deref(), particle)));
                }
                NamespaceConstraint::Any | NamespaceConstraint::Not(_) if self.open.len() < MAX_OPEN => {
                    self.open.push((wildcard, particle));
                }
                NamespaceConstraint::Any | NamespaceConstraint::Not(_) => {}
            },
            Term::Group(..) => {}
        }
    }

    /// Reports a particle that competes with one of these.
    pub(super) fn check(&self, ctx: &Ctx<'a>, particle: &'a Particle, diagnostics: &mut Diagnostics) {
        let found = match &particle.term {
            Term::Element(element) => {
                names(ctx, element).find_map(|name| Some((self.rival(name, particle)?, Some(name))))
            }
            Term::Wildcard(wildcard) => self.rival_of_wildcard(wildcard, particle).map(|it| (it, None)),
            Term::Group(..) => None,
        };
        let Some((rival, name)) = found else { return };
        // The later one is what is to be changed.
        let (later, earlier) = match particle.span.sort_key() < rival.span.sort_key() {
            true => (rival, particle),
            false => (particle, rival),
        };
        let what = match &later.term {
            Term::Element(element) => format!("element `{}`", element.name.local),
            Term::Wildcard(_) | Term::Group(..) => "a wildcard".to_owned(),
        };
        let message = format!("{what} competes with another particle of the content model (cos-nonambig)");
        let diagnostic = Diagnostic::error("ambiguous-content", message).at(&later.span);
        let diagnostic = match name {
            Some(name) => diagnostic.label(format!("both match `{}`", name.local)),
            None => diagnostic.label("both match the same elements"),
        };
        diagnostics.push(diagnostic.note_at("the other particle is here", &earlier.span));
    }

    fn rival(&self, name: &QName, particle: &Particle) -> Option<&'a Particle> {
        let named = self.elements.get(name).copied().filter(|it| !std::ptr::eq(*it, particle));
        named.or_else(|| self.wildcard_for(name.namespace.as_deref(), particle))
    }

    fn rival_of_wildcard(&self, wildcard: &Wildcard, particle: &Particle) -> Option<&'a Particle> {
        match &wildcard.namespaces {
            NamespaceConstraint::List(list) => list.iter().find_map(|namespace| {
                let namespace = namespace.as_deref();
                self.namespaces.get(&namespace).copied().or_else(|| self.wildcard_for(namespace, particle))
            }),
            // All but two namespaces at most are admitted, so that this does not look far.
            constraint => {
                let admitted = |(namespace, _): &(&Option<&str>, &&Particle)| admits(constraint, **namespace);
                let element = self.namespaces.iter().find(admitted).or_else(|| self.listed.iter().find(admitted));
                let open = || self.open.iter().map(|(_, it)| *it).find(|it| !std::ptr::eq(*it, particle));
                element.map(|(_, it)| *it).or_else(open)
            }
        }
    }

    /// A wildcard, other than this one, that admits a namespace.
    fn wildcard_for(&self, namespace: Option<&str>, particle: &Particle) -> Option<&'a Particle> {
        let listed = self.listed.get(&namespace).copied();
        let open = self.open.iter().filter(|(it, _)| admits(&it.namespaces, namespace)).map(|(_, it)| *it);
        listed.into_iter().chain(open).find(|it| !std::ptr::eq(*it, particle))
    }
}

/// The names that match an element: its own, and for the head of a substitution group those of the members.
fn names<'a>(ctx: &Ctx<'a>, element: &'a ElementUse) -> impl Iterator<Item = &'a QName> + use<'a> {
    let components = ctx.components;
    let members: Rc<[ElementId]> = ctx.substitutes.of(element);
    let member = move |idx: usize| members.get(idx).and_then(|id| components.elements.get(id.0 as usize));
    std::iter::once(&element.name).chain((0..).map_while(member).map(|it| &it.name))
}
