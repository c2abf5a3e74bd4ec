//! What `block` forbids: the types that an element may name by `xsi:type`, and the elements that may stand in the place of
//! another (Part 1, 3.3.1: disallowed substitutions; 3.4.1: prohibited substitutions).

use std::collections::BTreeMap;

use super::model::{Components, Derivation, DerivationSet, ElementId, TypeId, TypeKind};

impl DerivationSet {
    /// What both forbid together.
    pub fn or(self, other: DerivationSet) -> DerivationSet {
        DerivationSet {
            extension: self.extension || other.extension,
            restriction: self.restriction || other.restriction,
            substitution: self.substitution || other.substitution,
            list: self.list || other.list,
            union: self.union || other.union,
        }
    }

    /// Whether it forbids nothing that has to do with types.
    pub fn admits_all_types(self) -> bool {
        !self.extension && !self.restriction
    }

    /// Whether both name a way of derivation.
    pub fn meets(self, ways: DerivationSet) -> bool {
        (self.extension && ways.extension) || (self.restriction && ways.restriction)
    }

    fn of(derivation: Derivation) -> DerivationSet {
        match derivation {
            Derivation::Extension => DerivationSet { extension: true, ..DerivationSet::default() },
            Derivation::Restriction => DerivationSet { restriction: true, ..DerivationSet::default() },
        }
    }
}

impl Components {
    /// What elements of a type must not hold, whatever they say themselves.
    pub fn block_of(&self, id: TypeId) -> DerivationSet {
        match self.types.get(id.0 as usize).map(|ty| &ty.kind) {
            Some(TypeKind::Complex(complex)) => complex.block,
            _ => DerivationSet::default(),
        }
    }

    /// Whether a type derives from another, which can be the same, without what is blocked (Part 1, 3.4.6 and 3.14.6).
    pub fn derives_within(&self, ty: TypeId, from: TypeId, block: DerivationSet) -> bool {
        self.ways(ty, from, &mut BTreeMap::new()).is_some_and(|(ways, _)| !block.meets(ways))
    }

    /// Whether an element can stand in the place of another whose members it is one of (Part 1, 3.3.6: Substitution
    /// Group OK, Transitive).
    pub(super) fn may_substitute(&self, member: ElementId, head: ElementId, memo: &mut Memo) -> bool {
        let head = self.element(head);
        if head.block.substitution {
            return false;
        }
        let block = head.block.or(self.block_of(head.ty));
        // What does not derive at all is an error of its own.
        let ways = self.ways(self.element(member).ty, head.ty, memo);
        ways.is_none_or(|(ways, between)| !block.or(between).meets(ways))
    }

    /// The ways by which a type derives from another, and what the types between them block.
    pub(crate) fn ways(&self, ty: TypeId, from: TypeId, memo: &mut Memo) -> Option<(DerivationSet, DerivationSet)> {
        let mut chain = Vec::new();
        let mut at = ty;
        let mut found = loop {
            if at == from {
                break Some((DerivationSet::default(), DerivationSet::default()));
            }
            if let Some(known) = memo.get(&at) {
                break *known;
            }
            chain.push(at);
            match self.base(at) {
                Some(base) if base != at && chain.len() <= self.types.len() => at = base,
                _ => break self.way_to_union(&chain, from),
            }
        };
        // From the base down: each type adds the step to its base, and is itself between what derives from it and `from`.
        for &id in chain.iter().rev() {
            found = found.map(|(ways, between)| {
                let base =
                    self.base(id).filter(|&base| base != from).map_or(DerivationSet::default(), |it| self.block_of(it));
                (ways.or(self.way(id)), between.or(base))
            });
            memo.insert(id, found);
        }
        found
    }

    /// A type derives from a union if it does from a member (Part 1, 3.14.6: Type Derivation OK, Simple, 2.2.4).
    fn way_to_union(&self, chain: &[TypeId], from: TypeId) -> Option<(DerivationSet, DerivationSet)> {
        let members = self.members(from);
        let is_member = !members.is_empty() && chain.iter().any(|id| members.contains(id));
        is_member.then(|| (DerivationSet::of(Derivation::Restriction), DerivationSet::default()))
    }

    /// How a type derives from its base.
    pub fn way(&self, id: TypeId) -> DerivationSet {
        match self.types.get(id.0 as usize).map(|ty| &ty.kind) {
            Some(TypeKind::Complex(complex)) => DerivationSet::of(complex.derivation),
            _ => DerivationSet::of(Derivation::Restriction),
        }
    }

    /// The base type of a type; `None` for the topmost ones.
    pub fn base(&self, id: TypeId) -> Option<TypeId> {
        match self.types.get(id.0 as usize).map(|ty| &ty.kind) {
            Some(TypeKind::Complex(complex)) => Some(complex.base),
            Some(TypeKind::Simple(simple)) => Some(simple.base.unwrap_or(super::ANY_TYPE)),
            None => None,
        }
    }

    /// The types whose values are all values of a union: its members, unless facets restrict it. XSD 1.0 leaves the facets
    /// unsaid (Part 1, 3.14.6: Type Derivation OK, Simple, 2.2.4), but a value that they exclude would come in by
    /// `xsi:type`.
    pub(crate) fn members(&self, id: TypeId) -> &[TypeId] {
        let union_of = |id: TypeId| match self.types.get(id.0 as usize).map(|ty| &ty.kind) {
            Some(TypeKind::Simple(super::SimpleType { base, variety: super::Variety::Union(members), facets })) => {
                Some((*base, members.as_slice(), facets.enumeration.is_empty() && facets.patterns.is_empty()))
            }
            _ => None,
        };
        let mut next = Some(id);
        // The bound only guards against types that are their own bases.
        for _ in 0..=self.types.len() {
            match next.and_then(union_of) {
                Some((base, _, true)) => next = base,
                Some((_, _, false)) => return &[],
                None => break,
            }
        }
        union_of(id).map_or(&[], |(_, members, _)| members)
    }
}

/// What is known of the types on the way to one.
pub(crate) type Memo = BTreeMap<TypeId, Option<(DerivationSet, DerivationSet)>>;
