//! Whether a type derives from another one, and by which steps (Part 1, 3.4.6: Type Derivation OK (Complex), and 3.14.6:
//! Type Derivation OK (Simple)).

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use crate::components::built_in::ANY_TYPE;
use crate::components::model::{
    Components, Derivation, DerivationSet, SimpleType, TypeDefinition, TypeId, TypeKind, Variety,
};

/// The tree of all types under `xs:anyType`, numbered so that questions about it cost the same however deep it is.
pub(super) struct Derivations<'a> {
    components: &'a Components,
    /// By type id; a type that hangs on a circle has no place.
    places: Vec<Option<Place>>,
    /// What has been found of unions, whose members are no part of the tree.
    unions: RefCell<HashMap<(TypeId, TypeId), bool>>,
}

/// The place of a type in the tree.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Its number, in an order in which all that derive from a type follow it.
    first: usize,
    /// The number after that of the last one that derives from it.
    end: usize,
    /// How many steps of each kind lead to it.
    steps: Counts,
    /// How many of the types above it block each kind.
    blocks: Counts,
}

/// How many of each kind of derivation.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    extensions: usize,
    restrictions: usize,
}

impl Counts {
    fn plus(self, set: DerivationSet) -> Counts {
        Counts {
            extensions: self.extensions + usize::from(set.extension),
            restrictions: self.restrictions + usize::from(set.restriction),
        }
    }

    /// The kinds of which there are more than in another place.
    fn beyond(self, other: Counts) -> DerivationSet {
        DerivationSet {
            extension: other.extensions < self.extensions,
            restriction: other.restrictions < self.restrictions,
            ..DerivationSet::default()
        }
    }
}

impl<'a> Derivations<'a> {
    pub(super) fn new(components: &'a Components) -> Derivations<'a> {
        let mut derived: Vec<Vec<usize>> = components.types.iter().map(|_| Vec::new()).collect();
        for (idx, definition) in components.types.iter().enumerate() {
            let base = base(definition).filter(|base| base.0 as usize != idx);
            if let Some(list) = base.and_then(|base| derived.get_mut(base.0 as usize)) {
                list.push(idx);
            }
        }
        let mut places: Vec<Option<Place>> = components.types.iter().map(|_| None).collect();
        // What is to be entered, and what is left once all within it has been numbered.
        let mut stack = vec![(ANY_TYPE.0 as usize, (Counts::default(), Counts::default()), false)];
        let mut n_entered = 0;
        while let Some((idx, (steps, blocks), is_done)) = stack.pop() {
            let Some(place) = places.get_mut(idx) else { continue };
            if is_done {
                if let Some(place) = place {
                    place.end = n_entered;
                }
                continue;
            }
            *place = Some(Place { first: n_entered, end: n_entered, steps, blocks });
            n_entered += 1;
            stack.push((idx, (steps, blocks), true));
            let blocks = components.types.get(idx).map_or(blocks, |it| blocks.plus(block(it)));
            for derived in derived.get(idx).into_iter().flatten() {
                let is_extension = components.types.get(*derived).is_some_and(
                    |it| matches!(&it.kind, TypeKind::Complex(it) if it.derivation == Derivation::Extension),
                );
                let step =
                    DerivationSet { extension: is_extension, restriction: !is_extension, ..DerivationSet::default() };
                stack.push((*derived, (steps.plus(step), blocks), false));
            }
        }
        Derivations { components, places, unions: RefCell::default() }
    }

    /// Whether a type is another one, or derives from it without a step of a kind that is forbidden. A union has its
    /// members for derived types.
    pub(super) fn is_derived(&self, ty: TypeId, from: TypeId, forbidden: DerivationSet) -> bool {
        if ty == from {
            return true;
        }
        match self.steps(ty, from) {
            Some(steps) => !(steps.extension && forbidden.extension || steps.restriction && forbidden.restriction),
            None if self.members(from).is_empty() || forbidden.restriction => false,
            None => {
                if let Some(known) = self.unions.borrow().get(&(ty, from)) {
                    return *known;
                }
                let found = self.is_of_union(ty, from, forbidden);
                self.unions.borrow_mut().insert((ty, from), found);
                found
            }
        }
    }

    /// The kinds of steps that lead from a type to one that derives from it; `None` if it does not.
    pub(super) fn steps(&self, ty: TypeId, from: TypeId) -> Option<DerivationSet> {
        let (ty, from) = (self.place(ty)?, self.place(from)?);
        (from.first <= ty.first && ty.first < from.end).then(|| ty.steps.beyond(from.steps))
    }

    /// What a type, or one between it and one that derives from it, blocks.
    pub(super) fn blocked(&self, ty: TypeId, from: TypeId) -> DerivationSet {
        match (self.place(ty), self.place(from)) {
            (Some(ty), Some(from)) => ty.blocks.beyond(from.blocks),
            _ => DerivationSet::default(),
        }
    }

    fn place(&self, id: TypeId) -> Option<Place> {
        self.places.get(id.0 as usize).copied().flatten()
    }

    /// Whether a type derives from a member of a union, or from one of a member that is a union.
    fn is_of_union(&self, ty: TypeId, union: TypeId, forbidden: DerivationSet) -> bool {
        let mut seen = BTreeSet::from([union]);
        let mut open = vec![union];
        while let Some(union) = open.pop() {
            for member in self.members(union) {
                let steps = self.steps(ty, *member);
                if *member == ty || steps.is_some_and(|it| !(it.extension && forbidden.extension)) {
                    return true;
                }
                if seen.insert(*member) {
                    open.push(*member);
                }
            }
        }
        false
    }

    /// The members of a union; none of any other type.
    fn members(&self, id: TypeId) -> &'a [TypeId] {
        match self.components.types.get(id.0 as usize).map(|it| &it.kind) {
            Some(TypeKind::Simple(SimpleType { variety: Variety::Union(members), .. })) => members,
            _ => &[],
        }
    }
}

/// The base of a type: that of `xs:anySimpleType` is `xs:anyType`, which has none.
fn base(definition: &TypeDefinition) -> Option<TypeId> {
    match &definition.kind {
        TypeKind::Simple(simple) => Some(simple.base.unwrap_or(ANY_TYPE)),
        TypeKind::Complex(complex) => Some(complex.base),
    }
}

/// The prohibited substitutions of a type.
fn block(definition: &TypeDefinition) -> DerivationSet {
    match &definition.kind {
        TypeKind::Complex(complex) => complex.block,
        TypeKind::Simple(_) => DerivationSet::default(),
    }
}
