//! Why a particle is no restriction of another one, in words.

use super::model::{Node, Range};
use crate::components::model::QName;
use crate::span::Span;

/// Two particles of which one does not restrict the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mismatch<'a> {
    /// The rule, as the specification calls it.
    pub(super) rule: &'static str,
    /// The particle of the restriction.
    pub(super) derived: &'a Span,
    /// That of the base type.
    pub(super) base: &'a Span,
    pub(super) why: Why<'a>,
}

/// What is wrong with the two.
#[derive(Debug, Clone, Copy)]
pub(super) enum Why<'a> {
    /// They are elements of different names: the restriction's, the base's.
    Name(&'a QName, &'a QName),
    /// They occur so often: the restriction's particle, the base's.
    Range(Range, Range),
    Nillable(&'a QName),
    /// The base fixes a value.
    Fixed(&'a QName, &'a str),
    Block(&'a QName),
    /// The restriction has an identity constraint that the base does not have.
    Constraint(&'a QName),
    Type(&'a QName),
    /// A wildcard does not admit an element.
    Namespace(&'a QName),
    /// A wildcard does not admit what another one does.
    Namespaces,
    /// A wildcard asks for less validity.
    Weaker,
    /// A particle of one kind never restricts one of the other.
    Forbidden(&'static str, &'static str),
    /// No particle of the base is left for one of the restriction.
    Unmatched,
    /// A particle of the base is required, and none restricts it.
    Missing,
}

impl<'a> Mismatch<'a> {
    pub(super) fn new(rule: &'static str, derived: &Node<'a>, base: &Node<'a>, why: Why<'a>) -> Mismatch<'a> {
        Mismatch { rule, derived: derived.span, base: base.span, why }
    }

    /// This one or another: that which tells more of what was meant. Particles that are about different names were
    /// hardly meant for each other.
    pub(super) fn nearer(self, other: Option<Mismatch<'a>>) -> Option<Mismatch<'a>> {
        match self.why {
            Why::Name(..) | Why::Namespace(_) | Why::Forbidden(..) | Why::Unmatched => other,
            _ => Some(self),
        }
    }

    /// What stands beside the particle of the restriction.
    pub(super) fn label(&self) -> String {
        match self.why {
            Why::Name(own, base) if own.local == base.local => {
                format!("element `{}` where the base type has one of another namespace", own.local)
            }
            Why::Name(own, base) => format!("element `{}` where the base type has `{}`", own.local, base.local),
            Why::Range(own, base) => format!("occurs {}, in the base type {}", show(own), show(base)),
            Why::Nillable(name) => format!("element `{}` is not nillable in the base type", name.local),
            Why::Fixed(name, value) => {
                format!("element `{}` has the fixed value `{value}` in the base type", name.local)
            }
            Why::Block(name) => format!("element `{}` blocks more in the base type", name.local),
            Why::Constraint(name) => {
                format!("element `{}` has an identity constraint that it does not have in the base type", name.local)
            }
            Why::Type(name) => {
                format!("the type of element `{}` does not restrict that in the base type", name.local)
            }
            Why::Namespace(name) => format!("the wildcard of the base type does not admit `{}`", name.local),
            Why::Namespaces => "admits namespaces that the base type does not".to_owned(),
            Why::Weaker => "the base type says a stricter `processContents`".to_owned(),
            Why::Forbidden(own, base) => format!("{own} cannot restrict {base}"),
            Why::Unmatched => "nothing in the base type is left that this could restrict".to_owned(),
            Why::Missing => "leaves out what the base type requires".to_owned(),
        }
    }
}

/// A range in words.
fn show(range: Range) -> String {
    match (range.min, range.max) {
        (1, Some(1)) => "once".to_owned(),
        (1, None) => "once or more".to_owned(),
        (min, None) => format!("{min} times or more"),
        (min, Some(max)) if min == max => format!("{min} times"),
        (min, Some(max)) => format!("{min} to {max} times"),
    }
}
