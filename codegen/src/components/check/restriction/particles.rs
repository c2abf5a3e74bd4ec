//! Whether a particle is a restriction of another one (Part 1, 3.9.6: Particle Valid (Restriction)).
//!
//! Each pair of particles is looked at once on each of the few ways that lead to it, and only choices that sequences
//! restrict and `xs:all` ask for all pairs; a budget bounds those of a schema.

use std::cell::Cell;

use super::mismatch::{Mismatch, Why};
use super::model::{Element, Node, NodeTerm, Range};
use crate::components::check::Ctx;
use crate::components::check::derivation::Derivations;
use crate::components::check::same_value::SameValue;
use crate::components::check::substitutes::Substitutes;
use crate::components::check::wildcards::{admits, is_subset, is_weaker};
use crate::components::model::{Components, Compositor, DerivationSet, ValueConstraint, Wildcard};

/// How many pairs of particles of a schema are compared.
const MAX_PAIRS: u64 = 5_000_000;

/// What the comparison asks the schema.
pub(super) struct Comparison<'a> {
    components: &'a Components,
    derivations: &'a Derivations<'a>,
    substitutes: &'a Substitutes<'a>,
    same_value: &'a SameValue<'a>,
    n_pairs: Cell<u64>,
}

/// What a particle of the base type stands for when another one restricts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counterpart {
    /// Itself.
    Particle,
    /// A choice of the elements of a substitution group, of which the next particle may restrict another one.
    Head,
}

type Outcome<'a> = Result<Counterpart, Mismatch<'a>>;

impl<'a> Comparison<'a> {
    pub(super) fn new(ctx: &Ctx<'a>) -> Comparison<'a> {
        let Ctx { components, derivations, substitutes, same_value } = *ctx;
        Comparison { components, derivations, substitutes, same_value, n_pairs: Cell::new(0) }
    }

    /// Whether there were more pairs to compare than the budget has. What is left counts as right.
    pub(super) fn is_exhausted(&self) -> bool {
        MAX_PAIRS < self.n_pairs.get()
    }

    fn count(&self, n_pairs: usize) {
        self.n_pairs.set(self.n_pairs.get().saturating_add(u64::try_from(n_pairs).unwrap_or(u64::MAX)));
    }

    /// Compares two particles. `counts` is false where their occurrence has been looked at for the group around them.
    /// Recurses as deep as the two content models are nested.
    pub(super) fn compare(&self, derived: &Node<'a>, base: &Node<'a>, counts: bool) -> Outcome<'a> {
        self.count(1);
        if self.is_exhausted() {
            return Ok(Counterpart::Particle);
        }
        let forbidden = || Err(Mismatch::new("cos-particle-restrict", derived, base, self.forbidden(derived, base)));
        match (&derived.term, &base.term) {
            (NodeTerm::Element(element), NodeTerm::Element(of_base)) => self.elements(derived, element, base, of_base),
            (NodeTerm::Element(element), NodeTerm::Wildcard(wildcard)) => {
                self.element_and_wildcard((derived, element), (base, wildcard), counts)
            }
            (NodeTerm::Element(element), NodeTerm::Group(Compositor::Choice, children)) if self.is_head(element) => {
                self.members_and_choice((derived, element), base, children)
            }
            (NodeTerm::Element(element), NodeTerm::Group(..)) if self.is_head(element) => forbidden(),
            (NodeTerm::Element(_), NodeTerm::Group(compositor, children)) => {
                let lone = std::slice::from_ref(derived);
                match compositor {
                    Compositor::Choice => self.recurse_lax((derived, lone, Range::ONCE), (base, children)),
                    Compositor::Sequence | Compositor::All => {
                        self.recurse((derived, lone, Range::ONCE), (base, children))
                    }
                }
            }
            (NodeTerm::Wildcard(wildcard), NodeTerm::Wildcard(of_base)) => {
                self.wildcards((derived, wildcard), (base, of_base))
            }
            (NodeTerm::Group(_, children), NodeTerm::Wildcard(_)) => {
                let total = derived.total();
                if counts && !total.is_within(base.range) {
                    let why = Why::Range(total, base.range);
                    return Err(Mismatch::new("rcase-NSRecurseCheckCardinality", derived, base, why));
                }
                children.iter().try_for_each(|child| self.compare(child, base, false).map(drop))?;
                Ok(Counterpart::Particle)
            }
            (NodeTerm::Group(compositor, children), NodeTerm::Element(of_base)) if self.is_head(of_base) => {
                let once = Node { range: Range::ONCE, term: NodeTerm::Element(*of_base), span: base.span };
                let members = std::slice::from_ref(&once);
                match compositor {
                    Compositor::Choice => self.recurse_lax((derived, children, derived.range), (base, members)),
                    Compositor::Sequence => self.map_and_sum((derived, children), (base, members)),
                    Compositor::All => forbidden(),
                }
            }
            (NodeTerm::Group(compositor, children), NodeTerm::Group(of_base, base_children)) => {
                let (own, of_base_node) =
                    ((derived, children.as_slice(), derived.range), (base, base_children.as_slice()));
                match (compositor, of_base) {
                    (Compositor::All, Compositor::All) | (Compositor::Sequence, Compositor::Sequence) => {
                        self.recurse(own, of_base_node)
                    }
                    (Compositor::Choice, Compositor::Choice) => self.recurse_lax(own, of_base_node),
                    (Compositor::Sequence, Compositor::All) => {
                        self.recurse_unordered((derived, children), of_base_node)
                    }
                    (Compositor::Sequence, Compositor::Choice) => self.map_and_sum((derived, children), of_base_node),
                    _ => forbidden(),
                }
            }
            (NodeTerm::Wildcard(_), _) | (NodeTerm::Group(..), NodeTerm::Element(_)) => forbidden(),
        }
    }

    /// Whether an element is a choice of the members of its substitution group.
    fn is_head(&self, element: &Element<'a>) -> bool {
        element.global.is_some_and(|head| !self.substitutes.of_head(head).is_empty())
    }

    /// The elements that can stand where an element is referred to, which is itself one of them unless it is abstract.
    fn members(&self, element: &Element<'a>) -> Vec<Element<'a>> {
        let Some(head) = element.global else { return vec![*element] };
        let others = self.substitutes.of_head(head);
        self.count(others.len());
        let all = std::iter::once(head).chain(others.iter().copied());
        let is_concrete = |id| !self.components.elements.get(id as usize).is_some_and(|it| it.is_abstract);
        let concrete = all.filter(|id| others.is_empty() || is_concrete(id.0));
        concrete.filter_map(|id| Element::of_declaration(self.components, id)).collect()
    }

    fn elements(
        &self,
        derived: &Node<'a>,
        element: &Element<'a>,
        base: &Node<'a>,
        of_base: &Element<'a>,
    ) -> Outcome<'a> {
        let Some(head) = of_base.global.filter(|_| self.is_head(of_base)) else {
            return match self.is_head(element) {
                true => Err(Mismatch::new("cos-particle-restrict", derived, base, self.forbidden(derived, base))),
                false => self.name_and_type((derived, element), (base, of_base), base.range),
            };
        };
        if self.is_head(element) {
            // A choice of members, which are the same elements in both groups.
            if !derived.range.is_within(base.range) {
                let why = Why::Range(derived.range, base.range);
                return Err(Mismatch::new("rcase-RecurseLax", derived, base, why));
            }
            let is_known = |it: &Element<'a>| self.substitutes.member(head, it.name).is_some();
            return match self.members(element).into_iter().find(|it| !is_known(it)) {
                Some(other) => {
                    Err(Mismatch::new("rcase-RecurseLax", derived, base, Why::Name(other.name, of_base.name)))
                }
                None => Ok(Counterpart::Head),
            };
        }
        // One element where the base has a choice of the members: as if it were in a choice itself.
        if !Range::ONCE.is_within(base.range) {
            let why = Why::Range(Range::ONCE, base.range);
            return Err(Mismatch::new("rcase-RecurseLax", derived, base, why));
        }
        let member = self.substitutes.member(head, element.name);
        let Some(member) = member.and_then(|id| Element::of_declaration(self.components, id)) else {
            return Err(Mismatch::new("rcase-RecurseLax", derived, base, Why::Name(element.name, of_base.name)));
        };
        self.name_and_type((derived, element), (base, &member), Range::ONCE)?;
        Ok(Counterpart::Head)
    }

    /// NameAndTypeOK.
    fn name_and_type(
        &self,
        (derived, element): (&Node<'a>, &Element<'a>),
        (base, of_base): (&Node<'a>, &Element<'a>),
        range: Range,
    ) -> Outcome<'a> {
        let mismatch = |why| Err(Mismatch::new("rcase-NameAndTypeOK", derived, base, why));
        if element.name != of_base.name {
            return mismatch(Why::Name(element.name, of_base.name));
        }
        if !derived.range.is_within(range) {
            return mismatch(Why::Range(derived.range, range));
        }
        // A declaration is a restriction of itself.
        if element.global.is_some() && element.global == of_base.global {
            return Ok(Counterpart::Particle);
        }
        if element.nillable && !of_base.nillable {
            return mismatch(Why::Nillable(element.name));
        }
        if let Some(ValueConstraint::Fixed(fixed)) = of_base.value {
            match element.value {
                Some(ValueConstraint::Fixed(own)) if self.same_value.is_same(of_base.ty, own, fixed) => {}
                _ => return mismatch(Why::Fixed(element.name, fixed)),
            }
        }
        let (own, inherited) = (element.block, of_base.block);
        if inherited.extension && !own.extension
            || inherited.restriction && !own.restriction
            || inherited.substitution && !own.substitution
        {
            return mismatch(Why::Block(element.name));
        }
        if element.constraints.iter().any(|it| !of_base.constraints.contains(it)) {
            return mismatch(Why::Constraint(element.name));
        }
        let forbidden = DerivationSet { extension: true, list: true, union: true, ..DerivationSet::default() };
        if !self.derivations.is_derived(element.ty, of_base.ty, forbidden) {
            return mismatch(Why::Type(element.name));
        }
        Ok(Counterpart::Particle)
    }

    /// NSCompat; for the head of a substitution group NSRecurseCheckCardinality.
    fn element_and_wildcard(
        &self,
        (derived, element): (&Node<'a>, &Element<'a>),
        (base, wildcard): (&Node<'a>, &Wildcard),
        counts: bool,
    ) -> Outcome<'a> {
        let members = self.members(element);
        let rule = if members.len() < 2 { "rcase-NSCompat" } else { "rcase-NSRecurseCheckCardinality" };
        if counts && !derived.range.is_within(base.range) {
            return Err(Mismatch::new(rule, derived, base, Why::Range(derived.range, base.range)));
        }
        let is_out = |it: &Element<'a>| !admits(&wildcard.namespaces, it.name.namespace.as_deref());
        match members.into_iter().find(is_out) {
            Some(member) => Err(Mismatch::new(rule, derived, base, Why::Namespace(member.name))),
            None => Ok(Counterpart::Particle),
        }
    }

    /// NSSubset.
    fn wildcards(
        &self,
        (derived, wildcard): (&Node<'a>, &Wildcard),
        (base, of_base): (&Node<'a>, &Wildcard),
    ) -> Outcome<'a> {
        let why = if !derived.range.is_within(base.range) {
            Why::Range(derived.range, base.range)
        } else if !is_subset(&wildcard.namespaces, &of_base.namespaces) {
            Why::Namespaces
        } else if is_weaker(wildcard.process, of_base.process) {
            Why::Weaker
        } else {
            return Ok(Counterpart::Particle);
        };
        Err(Mismatch::new("rcase-NSSubset", derived, base, why))
    }

    /// Recurse: each particle restricts one of the base, in the same order, and those left out may be.
    fn recurse(
        &self,
        (derived, children, range): (&Node<'a>, &[Node<'a>], Range),
        (base, base_children): (&Node<'a>, &[Node<'a>]),
    ) -> Outcome<'a> {
        if !range.is_within(base.range) {
            return Err(Mismatch::new("rcase-Recurse", derived, base, Why::Range(range, base.range)));
        }
        let mut rest = base_children.iter();
        for child in children {
            let mut nearest: Option<Mismatch<'a>> = None;
            loop {
                let Some(of_base) = rest.next() else {
                    let none = Mismatch::new("rcase-Recurse", child, base, Why::Unmatched);
                    return Err(nearest.unwrap_or(none));
                };
                match self.compare(child, of_base, true) {
                    Ok(_) => break,
                    Err(mismatch) if !of_base.is_emptiable() => return Err(mismatch),
                    Err(mismatch) => nearest = mismatch.nearer(nearest),
                }
            }
        }
        match rest.find(|it| !it.is_emptiable()) {
            Some(missing) => Err(Mismatch::new("rcase-Recurse", derived, missing, Why::Missing)),
            None => Ok(Counterpart::Particle),
        }
    }

    /// RecurseUnordered: each particle restricts another one of the base, and those left out may be.
    fn recurse_unordered(
        &self,
        (derived, children): (&Node<'a>, &[Node<'a>]),
        (base, base_children): (&Node<'a>, &[Node<'a>]),
    ) -> Outcome<'a> {
        if !derived.range.is_within(base.range) {
            let why = Why::Range(derived.range, base.range);
            return Err(Mismatch::new("rcase-RecurseUnordered", derived, base, why));
        }
        let mut open: Vec<&Node<'a>> = base_children.iter().collect();
        for child in children {
            let mut nearest = None;
            let mut found = None;
            for (idx, of_base) in open.iter().enumerate() {
                match self.compare(child, of_base, true) {
                    Ok(_) => {
                        found = Some(idx);
                        break;
                    }
                    Err(mismatch) => nearest = mismatch.nearer(nearest),
                }
            }
            let Some(idx) = found else {
                let none = Mismatch::new("rcase-RecurseUnordered", child, base, Why::Unmatched);
                return Err(nearest.unwrap_or(none));
            };
            open.remove(idx);
        }
        match open.into_iter().find(|it| !it.is_emptiable()) {
            Some(missing) => Err(Mismatch::new("rcase-RecurseUnordered", derived, missing, Why::Missing)),
            None => Ok(Counterpart::Particle),
        }
    }

    /// RecurseLax: each alternative restricts one of the base, in the same order.
    fn recurse_lax(
        &self,
        (derived, children, range): (&Node<'a>, &[Node<'a>], Range),
        (base, base_children): (&Node<'a>, &[Node<'a>]),
    ) -> Outcome<'a> {
        if !range.is_within(base.range) {
            return Err(Mismatch::new("rcase-RecurseLax", derived, base, Why::Range(range, base.range)));
        }
        let mut rest = base_children;
        for child in children {
            let mut nearest = None;
            loop {
                let Some((of_base, others)) = rest.split_first() else {
                    let none = Mismatch::new("rcase-RecurseLax", child, base, Why::Unmatched);
                    return Err(nearest.unwrap_or(none));
                };
                match self.compare(child, of_base, true) {
                    // Another alternative may restrict another member of the same substitution group.
                    Ok(Counterpart::Head) => break,
                    Ok(Counterpart::Particle) => {
                        rest = others;
                        break;
                    }
                    Err(mismatch) => nearest = mismatch.nearer(nearest),
                }
                rest = others;
            }
        }
        Ok(Counterpart::Particle)
    }

    /// RecurseLax for a choice of the members of a substitution group, which have no order.
    fn members_and_choice(
        &self,
        (derived, element): (&Node<'a>, &Element<'a>),
        base: &Node<'a>,
        base_children: &[Node<'a>],
    ) -> Outcome<'a> {
        if !derived.range.is_within(base.range) {
            let why = Why::Range(derived.range, base.range);
            return Err(Mismatch::new("rcase-RecurseLax", derived, base, why));
        }
        // The group as a whole restricts a group of the base more often than not.
        let once = Node { range: Range::ONCE, term: NodeTerm::Element(*element), span: derived.span };
        let is_whole = |it: &Node<'a>| matches!(it.term, NodeTerm::Element(_)) && self.compare(&once, it, true).is_ok();
        if base_children.iter().any(is_whole) {
            return Ok(Counterpart::Particle);
        }
        for member in self.members(element) {
            // The member alone, whatever it is the head of.
            let alone = Element { global: None, ..member };
            let member = Node { range: Range::ONCE, term: NodeTerm::Element(alone), span: derived.span };
            self.any(&member, base, base_children, "rcase-RecurseLax")?;
        }
        Ok(Counterpart::Particle)
    }

    /// MapAndSum: each particle of a sequence restricts some alternative of the base, and the choice occurs as often as
    /// there are particles.
    fn map_and_sum(
        &self,
        (derived, children): (&Node<'a>, &[Node<'a>]),
        (base, base_children): (&Node<'a>, &[Node<'a>]),
    ) -> Outcome<'a> {
        let n_children = u64::try_from(children.len()).unwrap_or(u64::MAX);
        let range = derived.range.times(Range { min: n_children, max: Some(n_children) });
        if !range.is_within(base.range) {
            return Err(Mismatch::new("rcase-MapAndSum", derived, base, Why::Range(range, base.range)));
        }
        for child in children {
            self.any(child, base, base_children, "rcase-MapAndSum")?;
        }
        Ok(Counterpart::Particle)
    }

    /// Whether a particle restricts any of these.
    fn any(
        &self,
        child: &Node<'a>,
        base: &Node<'a>,
        base_children: &[Node<'a>],
        rule: &'static str,
    ) -> Result<(), Mismatch<'a>> {
        let mut nearest = None;
        for of_base in base_children {
            match self.compare(child, of_base, true) {
                Ok(_) => return Ok(()),
                Err(mismatch) => nearest = mismatch.nearer(nearest),
            }
        }
        Err(nearest.unwrap_or(Mismatch::new(rule, child, base, Why::Unmatched)))
    }

    fn forbidden(&self, derived: &Node<'a>, base: &Node<'a>) -> Why<'a> {
        let kind = |node: &Node<'a>| match &node.term {
            NodeTerm::Element(element) if self.is_head(element) => "the head of a substitution group",
            NodeTerm::Element(_) => "an element",
            NodeTerm::Wildcard(_) => "a wildcard",
            NodeTerm::Group(Compositor::Sequence, _) => "a sequence",
            NodeTerm::Group(Compositor::Choice, _) => "a choice",
            NodeTerm::Group(Compositor::All, _) => "an `xs:all`",
        };
        Why::Forbidden(kind(derived), kind(base))
    }
}
