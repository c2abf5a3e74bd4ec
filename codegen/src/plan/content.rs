//! Content models into slots: a sequence of places, each for one element, for one of several, or for a group of them that
//! is a value of its own.

use crate::components::model::{
    Components, Compositor, ElementId, ElementUse, GroupDefinition, Particle, Term, Wildcard,
};
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
    pub(crate) head: Option<ElementId>,
    /// The model group definition that they are the content of.
    pub(crate) definition: Option<GroupDefinition>,
}

/// What stands in a slot.
#[derive(Debug, Clone)]
pub(crate) enum Leaf {
    Element(ElementUse),
    Any(Wildcard),
    /// A group that is repeated or optional as a whole, or an alternative of a choice.
    Group(Model),
}

/// The slots of a content model, or of a group in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    pub(crate) slots: Vec<Slot>,
    /// Whether they may be filled in any order.
    pub(crate) is_all: bool,
}

/// The slots of a type's content.
pub(crate) fn model(components: &Components, particle: &Particle) -> Model {
    let mut whole = particle;
    // A group of one group is that one.
    while let (1, Some(1), Term::Group(Compositor::Sequence, parts)) = (whole.min, whole.max, &whole.term)
        && let [part] = parts.as_slice()
    {
        whole = part;
    }
    if let Term::Group(Compositor::All, parts) = &whole.term {
        let model = all(components, parts);
        if whole.max == Some(1) && (whole.min == 1 || model.is_emptiable()) {
            return model;
        }
    }
    Model { slots: slots(components, particle), is_all: false }
}

fn all(components: &Components, parts: &[Particle]) -> Model {
    Model { slots: parts.iter().flat_map(|part| slots(components, part)).collect(), is_all: true }
}

fn slots(components: &Components, particle: &Particle) -> Vec<Slot> {
    let mut slots = term_slots(components, particle);
    // The content of a definition that is one place is called after the definition that is referred to.
    if let ([slot], Some(definition)) = (slots.as_mut_slice(), &particle.definition) {
        slot.definition = Some(definition.clone());
    }
    slots
}

fn term_slots(components: &Components, particle: &Particle) -> Vec<Slot> {
    if particle.max == Some(0) {
        return Vec::new();
    }
    match &particle.term {
        Term::Element(element) => vec![element_slot(components, particle, element)],
        Term::Wildcard(wildcard) => vec![slot(particle, vec![Leaf::Any(wildcard.clone())])],
        Term::Group(Compositor::Sequence, parts) => {
            repeat(parts.iter().flat_map(|part| slots(components, part)).collect(), particle)
        }
        Term::Group(Compositor::Choice, parts) => choice(components, parts, particle),
        Term::Group(Compositor::All, parts) => vec![slot(particle, vec![Leaf::Group(all(components, parts))])],
    }
}

impl Model {
    /// Whether it admits nothing at all.
    fn is_emptiable(&self) -> bool {
        self.slots.iter().all(Slot::is_emptiable)
    }

    /// What it can begin with, and what else it holds: elements and wildcards, those of groups in it among them.
    pub(crate) fn leaves(&self) -> Vec<(&Leaf, bool)> {
        let mut leaves = Vec::new();
        let mut may_begin = true;
        for slot in &self.slots {
            for leaf in &slot.leaves {
                match leaf {
                    Leaf::Group(model) => {
                        leaves.extend(model.leaves().into_iter().map(|(leaf, begins)| (leaf, begins && may_begin)));
                    }
                    Leaf::Element(_) | Leaf::Any(_) => leaves.push((leaf, may_begin)),
                }
            }
            may_begin &= self.is_all || slot.is_emptiable();
        }
        leaves
    }

    /// What tells it from others: its elements with their types and occurrence.
    pub(crate) fn signature(&self) -> String {
        let mut text = String::from(if self.is_all { "all(" } else { "(" });
        for slot in &self.slots {
            text.push_str(&format!("{}-{:?}[", slot.min, slot.max));
            for leaf in &slot.leaves {
                match leaf {
                    Leaf::Element(element) => {
                        text.push_str(&format!("{:?}:{:?}:{} ", element.name, element.ty, element.nillable));
                    }
                    Leaf::Any(wildcard) => text.push_str(&format!("{:?} ", wildcard.namespaces)),
                    Leaf::Group(model) => text.push_str(&model.signature()),
                }
            }
            text.push(']');
        }
        text + ")"
    }
}

impl Slot {
    fn is_emptiable(&self) -> bool {
        let is_empty = |leaf: &Leaf| matches!(leaf, Leaf::Group(model) if model.is_emptiable());
        self.min == 0 || self.leaves.iter().any(is_empty)
    }
}

fn slot(particle: &Particle, leaves: Vec<Leaf>) -> Slot {
    Slot { min: particle.min, max: particle.max, leaves, span: particle.span.clone(), head: None, definition: None }
}

/// An element, or where a reference names the head of a substitution group, all that can stand in its place.
pub(crate) fn element_slot(components: &Components, particle: &Particle, element: &ElementUse) -> Slot {
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
                block: declaration.block,
                constraints: declaration.constraints.clone(),
                documentation: declaration.documentation.clone(),
            }));
        }
    }
    if leaves.is_empty() {
        leaves.push(Leaf::Element(element.clone()));
    }
    Slot { head: element.global, ..slot(particle, leaves) }
}

/// A choice: one slot for all its alternatives.
fn choice(components: &Components, parts: &[Particle], particle: &Particle) -> Vec<Slot> {
    let mut alternatives = Vec::new();
    let mut emptiable = false;
    for part in parts {
        let inner = slots(components, part);
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
        return Vec::new();
    }
    for alternative in alternatives {
        emptiable |= alternative.iter().all(Slot::is_emptiable);
        match <[Slot; 1]>::try_from(alternative) {
            // Of an alternative that a repeated choice repeats, each occurrence is one of the choice.
            Ok([inner]) if inner.min <= 1 && (inner.max == Some(1) || particle.max.is_none()) => {
                slot.leaves.extend(inner.leaves);
            }
            Ok([inner]) => slot.leaves.push(Leaf::Group(Model { slots: vec![inner], is_all: false })),
            Err(slots) => slot.leaves.push(Leaf::Group(Model { slots, is_all: false })),
        }
    }
    if emptiable {
        slot.min = 0;
    }
    vec![slot]
}

/// Applies the occurrence of a group to its slots; where that cannot be said of each by itself, the group becomes one.
fn repeat(mut inner: Vec<Slot>, particle: &Particle) -> Vec<Slot> {
    let (min, max) = (particle.min, particle.max);
    if (min, max) == (1, Some(1)) {
        return inner;
    }
    match inner.as_mut_slice() {
        [] => return inner,
        // Repeating a range of counts leaves gaps where its least count is above one.
        [one] if one.min <= 1 || Some(min) == max => {
            one.min = one.min.saturating_mul(min);
            one.max = match (one.max, max) {
                (Some(a), Some(b)) => a.checked_mul(b),
                _ => None,
            };
            return inner;
        }
        many if max == Some(1) && many.iter().all(|slot| slot.min == 0) => return inner,
        _ => {}
    }
    let group = Model { slots: inner, is_all: false };
    // A group that may be empty need not be there.
    let min = if group.is_emptiable() { 0 } else { min };
    vec![Slot { min, ..slot(particle, vec![Leaf::Group(group)]) }]
}
