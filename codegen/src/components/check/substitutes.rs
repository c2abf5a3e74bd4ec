//! Which elements can stand in the place of another (Part 1, 3.3.6: Substitution Group OK (Transitive)).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::derivation::Derivations;
use crate::components::model::{Components, DerivationSet, ElementId, ElementUse, QName, TypeId};

/// The substitution groups, each found when it is first asked for.
pub(super) struct Substitutes<'a> {
    components: &'a Components,
    derivations: &'a Derivations<'a>,
    by_name: HashMap<&'a QName, ElementId>,
    known: RefCell<HashMap<ElementId, Rc<[ElementId]>>>,
}

impl<'a> Substitutes<'a> {
    pub(super) fn new(components: &'a Components, derivations: &'a Derivations<'a>) -> Substitutes<'a> {
        let ids = components.elements.iter().zip(0..);
        let by_name = ids.map(|(element, idx)| (&element.name, ElementId(idx))).collect();
        Substitutes { components, derivations, by_name, known: RefCell::default() }
    }

    /// The elements that can stand in the place of a particle's element, itself excluded, by id.
    pub(super) fn of(&self, element: &ElementUse) -> Rc<[ElementId]> {
        element.global.map_or_else(|| Rc::from([]), |head| self.of_head(head))
    }

    /// The elements that can stand in the place of another, itself excluded, by id.
    pub(super) fn of_head(&self, head: ElementId) -> Rc<[ElementId]> {
        if let Some(known) = self.known.borrow().get(&head) {
            return Rc::clone(known);
        }
        let found: Rc<[ElementId]> = Rc::from(self.find(head));
        self.known.borrow_mut().insert(head, Rc::clone(&found));
        found
    }

    /// The member of a group, or its head, that is called so.
    pub(super) fn member(&self, head: ElementId, name: &QName) -> Option<ElementId> {
        let id = *self.by_name.get(name)?;
        (id == head || self.of_head(head).binary_search(&id).is_ok()).then_some(id)
    }

    fn find(&self, head: ElementId) -> Vec<ElementId> {
        let Some(of_head) = self.components.elements.get(head.0 as usize) else { return Vec::new() };
        let mut found = Vec::new();
        let mut open = vec![head];
        while let Some(id) = open.pop() {
            let Some(element) = self.components.elements.get(id.0 as usize) else { continue };
            // What nothing may stand for leads no further.
            if element.block.substitution {
                continue;
            }
            for member in &element.members {
                let ty = self.components.elements.get(member.0 as usize).map(|it| it.ty);
                if ty.is_some_and(|ty| !self.is_blocked(ty, of_head.ty, of_head.block)) {
                    found.push(*member);
                }
                open.push(*member);
            }
        }
        found.sort_unstable();
        found
    }

    /// Whether a step from one type to the other is among those that the head, its type or one between them blocks.
    fn is_blocked(&self, ty: TypeId, from: TypeId, of_head: DerivationSet) -> bool {
        // Elements with types that do not derive at all are reported elsewhere.
        let Some(steps) = self.derivations.steps(ty, from) else { return false };
        let is_hit =
            |block: DerivationSet| block.extension && steps.extension || block.restriction && steps.restriction;
        is_hit(of_head) || is_hit(self.derivations.blocked(ty, from))
    }
}
