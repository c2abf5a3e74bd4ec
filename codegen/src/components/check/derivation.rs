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
    n_extensions: usize,
    n_restrictions: usize,
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
        let mut stack = vec![(ANY_TYPE.0 as usize, (0, 0), false)];
        let mut n_entered = 0;
        while let Some((idx, (n_extensions, n_restrictions), is_done)) = stack.pop() {
            let Some(place) = places.get_mut(idx) else { continue };
            if is_done {
                if let Some(place) = place {
                    place.end = n_entered;
                }
                continue;
            }
            *place = Some(Place { first: n_entered, end: n_entered, n_extensions, n_restrictions });
            n_entered += 1;
            stack.push((idx, (n_extensions, n_restrictions), true));
            for derived in derived.get(idx).into_iter().flatten() {
                let steps = match components.types.get(*derived).map(|it| &it.kind) {
                    Some(TypeKind::Complex(it)) if it.derivation == Derivation::Extension => {
                        (n_extensions + 1, n_restrictions)
                    }
                    _ => (n_extensions, n_restrictions + 1),
                };
                stack.push((*derived, steps, false));
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
        let place = |id: TypeId| self.places.get(id.0 as usize).copied().flatten();
        let (ty, from) = (place(ty)?, place(from)?);
        (from.first <= ty.first && ty.first < from.end).then(|| DerivationSet {
            extension: from.n_extensions < ty.n_extensions,
            restriction: from.n_restrictions < ty.n_restrictions,
            ..DerivationSet::default()
        })
    }

    /// The types between a type and one that derives from it, both excluded.
    pub(super) fn between(&self, ty: TypeId, from: TypeId) -> impl Iterator<Item = &'a TypeDefinition> + use<'a> {
        let components = self.components;
        let next = move |id: &TypeId| components.types.get(id.0 as usize).and_then(base).filter(|it| it != id);
        let bases = std::iter::successors(next(&ty), next);
        bases.take_while(move |id| *id != from).filter_map(move |id| components.types.get(id.0 as usize))
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
