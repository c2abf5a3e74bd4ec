//! Content models as the rules of restriction look at them: pointless groups taken out (Part 1, 3.9.6: Particle Valid
//! (Restriction), clause 2.2).

use crate::components::model::{
    Components, Compositor, ConstraintId, DerivationSet, ElementId, ElementUse, Particle, QName, Term, TypeId,
    ValueConstraint, Wildcard,
};
use crate::span::Span;

/// A particle of such a content model.
pub(super) struct Node<'a> {
    pub(super) range: Range,
    pub(super) term: NodeTerm<'a>,
    pub(super) span: &'a Span,
}

/// The term of a particle.
pub(super) enum NodeTerm<'a> {
    Element(Element<'a>),
    Wildcard(&'a Wildcard),
    Group(Compositor, Vec<Node<'a>>),
}

/// An element of a particle, or one that can stand in its place.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    pub(super) name: &'a QName,
    pub(super) ty: TypeId,
    pub(super) nillable: bool,
    pub(super) value: Option<&'a ValueConstraint>,
    pub(super) block: DerivationSet,
    pub(super) constraints: &'a [ConstraintId],
    pub(super) global: Option<ElementId>,
}

/// How often something occurs: `max` is `None` for unbounded. Wide enough for products of all groups around a particle;
/// beyond that, it saturates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) min: u64,
    pub(super) max: Option<u64>,
}

impl Range {
    pub(super) const ONCE: Range = Range { min: 1, max: Some(1) };

    /// Whether this is a range within the other one (Occurrence Range OK).
    pub(super) fn is_within(self, base: Range) -> bool {
        base.min <= self.min
            && match (self.max, base.max) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(max), Some(base)) => max <= base,
            }
    }

    /// The range of something that occurs so often in each of so many.
    pub(super) fn times(self, other: Range) -> Range {
        let max = match (self.max, other.max) {
            (Some(0), _) | (_, Some(0)) => Some(0),
            (Some(a), Some(b)) => Some(a.saturating_mul(b)),
            _ => None,
        };
        Range { min: self.min.saturating_mul(other.min), max }
    }

    /// The range of one and then the other.
    fn plus(self, other: Range) -> Range {
        let max = self.max.zip(other.max).map(|(a, b)| a.saturating_add(b));
        Range { min: self.min.saturating_add(other.min), max }
    }

    /// The range of one or the other.
    fn or(self, other: Range) -> Range {
        let max = self.max.zip(other.max).map(|(a, b)| a.max(b));
        Range { min: self.min.min(other.min), max }
    }
}

impl<'a> Node<'a> {
    /// A content model without its pointless groups. Recurses as deep as it is nested.
    pub(super) fn new(particle: &'a Particle) -> Node<'a> {
        let range = Range { min: particle.min.into(), max: particle.max.map(Into::into) };
        let term = match &particle.term {
            Term::Element(element) => NodeTerm::Element(Element::of_use(element)),
            Term::Wildcard(wildcard) => NodeTerm::Wildcard(wildcard),
            Term::Group(compositor, particles) => {
                let mut children: Vec<Node<'a>> = Vec::with_capacity(particles.len());
                for particle in particles {
                    let child = Node::new(particle);
                    match child.term {
                        // A sequence in a sequence, or a choice in a choice.
                        NodeTerm::Group(inner, grandchildren)
                            if inner == *compositor && inner != Compositor::All && child.range == Range::ONCE =>
                        {
                            children.extend(grandchildren);
                        }
                        _ => children.push(child),
                    }
                }
                // A group of one.
                if range == Range::ONCE
                    && children.len() == 1
                    && let Some(child) = children.pop()
                {
                    return child;
                }
                NodeTerm::Group(*compositor, children)
            }
        };
        Node { range, term, span: &particle.span }
    }

    /// How many elements it admits (Effective Total Range).
    pub(super) fn total(&self) -> Range {
        match &self.term {
            NodeTerm::Element(_) | NodeTerm::Wildcard(_) => self.range,
            NodeTerm::Group(Compositor::Choice, children) => {
                let inner = children.iter().map(Node::total).reduce(Range::or);
                self.range.times(inner.unwrap_or(Range { min: 0, max: Some(0) }))
            }
            NodeTerm::Group(_, children) => {
                let none = Range { min: 0, max: Some(0) };
                self.range.times(children.iter().map(Node::total).fold(none, Range::plus))
            }
        }
    }

    /// Whether it admits the empty content (Particle Emptiable).
    pub(super) fn is_emptiable(&self) -> bool {
        self.range.min == 0
            || match &self.term {
                NodeTerm::Element(_) | NodeTerm::Wildcard(_) => false,
                NodeTerm::Group(Compositor::Choice, children) => {
                    children.is_empty() || children.iter().any(Node::is_emptiable)
                }
                NodeTerm::Group(_, children) => children.iter().all(Node::is_emptiable),
            }
    }
}

impl<'a> Element<'a> {
    fn of_use(element: &'a ElementUse) -> Element<'a> {
        Element {
            name: &element.name,
            ty: element.ty,
            nillable: element.nillable,
            value: element.value.as_ref(),
            block: element.block,
            constraints: &element.constraints,
            global: element.global,
        }
    }

    /// A global element, as if there were a reference to it.
    pub(super) fn of_declaration(components: &'a Components, id: ElementId) -> Option<Element<'a>> {
        let element = components.elements.get(id.0 as usize)?;
        Some(Element {
            name: &element.name,
            ty: element.ty,
            nillable: element.nillable,
            value: element.value.as_ref(),
            block: element.block,
            constraints: &element.constraints,
            global: Some(id),
        })
    }
}
