//! Content models into slots: a sequence of places, each for one element or for one of several.

use crate::components::model::{Components, Compositor, ElementUse, Particle, Term, Wildcard};
use crate::span::Span;

/// A place in the sequence of children.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    /// What may stand there; more than one for a choice.
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) span: Span,
    /// The head of the substitution group that the leaves make up.
    pub(crate) head: Option<String>,
}

/// What stands in a slot.
#[derive(Debug, Clone)]
pub(crate) enum Leaf {
    Element(ElementUse),
    Any(Wildcard),
}

/// A content model that slots cannot express.
#[derive(Debug, Clone)]
pub(crate) struct Unsupported {
    pub(crate) what: &'static str,
}

/// The slots of a content model.
pub(crate) fn slots(components: &Components, particle: &Particle) -> Result<Vec<Slot>, Unsupported> {
    if particle.max == Some(0) {
        return Ok(Vec::new());
    }
    match &particle.term {
        Term::Element(element) => Ok(vec![element_slot(components, particle, element)]),
        Term::Wildcard(wildcard) => Ok(vec![slot(particle, vec![Leaf::Any(wildcard.clone())])]),
        Term::Group(Compositor::Sequence, parts) => {
            let mut inner = Vec::new();
            for part in parts {
                inner.extend(slots(components, part)?);
            }
            repeat(inner, particle)
        }
        Term::Group(Compositor::Choice, parts) => choice(components, parts, particle),
        Term::Group(Compositor::All, _) => Err(Unsupported { what: "`xs:all`" }),
    }
}

fn slot(particle: &Particle, leaves: Vec<Leaf>) -> Slot {
    Slot { min: particle.min, max: particle.max, leaves, span: particle.span.clone(), head: None }
}

/// An element, or where a reference names the head of a substitution group, all that can stand in its place.
fn element_slot(components: &Components, particle: &Particle, element: &ElementUse) -> Slot {
    let substitutes = element.global.map(|head| components.substitutes(head)).unwrap_or_default();
    if substitutes.is_empty() {
        return slot(particle, vec![Leaf::Element(element.clone())]);
    }
    let is_abstract = element.global.is_some_and(|head| components.element(head).is_abstract);
    let mut leaves = Vec::new();
    if !is_abstract {
        leaves.push(Leaf::Element(element.clone()));
    }
    for id in substitutes {
        let declaration = components.element(id);
        if !declaration.is_abstract {
            leaves.push(Leaf::Element(ElementUse {
                name: declaration.name.clone(),
                ty: declaration.ty,
                global: Some(id),
                nillable: declaration.nillable,
                value: declaration.value.clone(),
                documentation: declaration.documentation.clone(),
            }));
        }
    }
    if leaves.is_empty() {
        leaves.push(Leaf::Element(element.clone()));
    }
    Slot { head: Some(element.name.local.clone()), ..slot(particle, leaves) }
}

/// A choice: one slot for all its alternatives.
fn choice(components: &Components, parts: &[Particle], particle: &Particle) -> Result<Vec<Slot>, Unsupported> {
    let mut alternatives = Vec::new();
    let mut emptiable = false;
    for part in parts {
        let inner = slots(components, part)?;
        emptiable |= inner.is_empty();
        if !inner.is_empty() {
            alternatives.push(inner);
        }
    }
    if let ([_], false) = (alternatives.as_slice(), emptiable) {
        return repeat(alternatives.into_iter().flatten().collect(), particle);
    }
    let mut slot = slot(particle, Vec::new());
    if alternatives.is_empty() {
        return Ok(Vec::new());
    }
    for alternative in alternatives {
        let [inner] = <[Slot; 1]>::try_from(alternative).map_err(|_| Unsupported { what: "a choice of sequences" })?;
        let once = inner.max == Some(1);
        if inner.min > 1 || (!once && particle.max.is_some()) {
            return Err(Unsupported { what: "a choice with a repeated alternative" });
        }
        emptiable |= inner.min == 0;
        slot.leaves.extend(inner.leaves);
    }
    if emptiable {
        slot.min = 0;
    }
    Ok(vec![slot])
}

/// Applies the occurrence of a group to its slots.
fn repeat(mut inner: Vec<Slot>, particle: &Particle) -> Result<Vec<Slot>, Unsupported> {
    let (min, max) = (particle.min, particle.max);
    let unsupported = |what| Err(Unsupported { what });
    if (min, max) == (1, Some(1)) {
        return Ok(inner);
    }
    match inner.as_mut_slice() {
        [] => {}
        [one] => {
            // Repeating a range of counts leaves gaps where its least count is above one.
            if one.min > 1 && Some(min) != max {
                return unsupported("a repeated group with a minimum");
            }
            one.min = one.min.saturating_mul(min);
            one.max = match (one.max, max) {
                (Some(a), Some(b)) => a.checked_mul(b),
                _ => None,
            };
        }
        many if max == Some(1) && many.iter().all(|slot| slot.min == 0) => {}
        _ if max == Some(1) => return unsupported("an optional sequence with required members"),
        _ => return unsupported("a repeated sequence"),
    }
    Ok(inner)
}
