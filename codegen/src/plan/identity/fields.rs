//! Where selectors and fields lead: which elements and attributes are values that must be known.

use std::collections::BTreeSet;

use super::graph::{Edge, Graph, Node};
use crate::components::ANY_TYPE;
use crate::components::model::{ElementId, IdentityConstraint, Path, ProcessContents, QName, TypeId};

/// How many steps are taken in all. Beyond that, everything counts as a value.
const MAX_STEPS: usize = 1_000_000;

/// What must be known.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Child elements, by their type and number there.
    children: BTreeSet<(TypeId, usize)>,
    /// Attributes, by their type and number there.
    attributes: BTreeSet<(TypeId, usize)>,
    /// Global elements where wildcards are.
    globals: BTreeSet<ElementId>,
    pub(super) has_globals: bool,
    /// The types with any of these.
    types: BTreeSet<TypeId>,
    is_all: bool,
}

impl Marks {
    pub(super) fn is_in(&self, ty: TypeId) -> bool {
        self.is_all || self.types.contains(&ty)
    }

    pub(super) fn has_child(&self, ty: TypeId, number: usize) -> bool {
        self.is_all || self.children.contains(&(ty, number))
    }

    pub(super) fn has_attribute(&self, ty: TypeId, number: usize) -> bool {
        self.is_all || self.attributes.contains(&(ty, number))
    }

    pub(super) fn has_global(&self, id: ElementId) -> bool {
        self.is_all || self.globals.contains(&id)
    }
}

/// How an element is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// It has the constraint.
    Own,
    Child(TypeId, usize),
    Global(ElementId),
    /// A wildcard lets it in, and it has no declaration.
    Undeclared,
}

/// How far a path has been followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    constraint: usize,
    /// `None` for the selector.
    field: Option<usize>,
    path: usize,
    n_steps: usize,
}

struct Walk<'g, 'a> {
    graph: &'g Graph<'a>,
    marks: Marks,
    seen: BTreeSet<(TypeId, Step)>,
    stack: Vec<(TypeId, Step)>,
    n_steps: usize,
}

/// Follows all constraints from the elements that have them.
pub(super) fn mark(graph: &Graph<'_>) -> Marks {
    let (seen, stack) = (BTreeSet::new(), Vec::new());
    let mut walk = Walk { graph, marks: Marks::default(), seen, stack, n_steps: 0 };
    let local = graph.types.values().flat_map(|node| &node.children).copied();
    let constrained: Vec<Edge<'_>> = local.chain(graph.globals()).filter(|edge| !edge.constraints.is_empty()).collect();
    let mut begun = BTreeSet::new();
    for edge in constrained {
        for constraint in edge.constraints {
            if begun.insert((edge.ty, *constraint)) && graph.types.contains_key(&edge.ty) {
                walk.begin(edge.ty, constraint.0 as usize, None, Way::Own);
            }
        }
    }
    walk.run();
    walk.marks
}

impl<'a> Walk<'_, 'a> {
    fn run(&mut self) {
        while let Some((ty, step)) = self.stack.pop() {
            let Some(node) = self.graph.types.get(&ty) else { continue };
            self.n_steps += node.children.len() + 1;
            if self.n_steps > MAX_STEPS {
                self.marks.is_all = true;
                self.marks.has_globals = true;
                return;
            }
            self.follow(ty, node, step);
        }
    }

    fn constraint(&self, number: usize) -> Option<&'a IdentityConstraint> {
        self.graph.components.constraints.get(number)
    }

    /// Begins with the selector or a field at an element.
    fn begin(&mut self, ty: TypeId, number: usize, field: Option<usize>, way: Way) {
        let Some(constraint) = self.constraint(number) else { return };
        let xpath = match field {
            None => Some(&constraint.selector),
            Some(field) => constraint.fields.get(field),
        };
        for (index, path) in xpath.into_iter().flat_map(|xpath| xpath.paths.iter().enumerate()) {
            let step = Step { constraint: number, field, path: index, n_steps: 0 };
            if path.steps.is_empty() {
                self.arrive(ty, step, path, way);
            }
            if path.is_anywhere || !path.steps.is_empty() {
                self.enter(ty, step);
            }
        }
    }

    /// Goes on in an element, whatever type it has.
    fn enter(&mut self, ty: TypeId, step: Step) {
        for ty in self.graph.with_derived(ty) {
            self.n_steps += 1;
            if self.seen.insert((ty, step)) {
                self.stack.push((ty, step));
            }
        }
    }

    fn follow(&mut self, ty: TypeId, node: &Node<'a>, step: Step) {
        let Some(constraint) = self.constraint(step.constraint) else { return };
        let xpath = match step.field {
            None => Some(&constraint.selector),
            Some(field) => constraint.fields.get(field),
        };
        let Some(path) = xpath.and_then(|xpath| xpath.paths.get(step.path)) else { return };
        for (number, child) in node.children.iter().enumerate() {
            self.take((child.ty, Some(child.name)), path, step, Way::Child(ty, number));
        }
        if node.wildcards.iter().any(|it| it.process == ProcessContents::Lax) {
            self.take((ANY_TYPE, None), path, step, Way::Undeclared);
        }
        if node.wildcards.iter().any(|it| it.process != ProcessContents::Skip) {
            for child in self.graph.globals() {
                if let Some(id) = child.global {
                    self.n_steps += 1;
                    self.take((child.ty, Some(child.name)), path, step, Way::Global(id));
                }
            }
        }
    }

    /// Takes the next step into a child, if it goes there; one without declaration can have any name.
    fn take(&mut self, (ty, name): (TypeId, Option<&QName>), path: &Path, step: Step, way: Way) {
        if path.is_anywhere && step.n_steps == 0 {
            self.enter(ty, step);
            if path.steps.is_empty() {
                self.arrive(ty, step, path, way);
            }
        }
        if path.steps.get(step.n_steps).is_some_and(|test| name.is_none_or(|name| test.admits(name))) {
            let next = Step { n_steps: step.n_steps + 1, ..step };
            if next.n_steps == path.steps.len() {
                self.arrive(ty, next, path, way);
            } else {
                self.enter(ty, next);
            }
        }
    }

    /// A path has led to an element.
    fn arrive(&mut self, ty: TypeId, step: Step, path: &Path, way: Way) {
        match (step.field, &path.attribute) {
            (None, _) => {
                let n_fields = self.constraint(step.constraint).map_or(0, |it| it.fields.len());
                for field in 0..n_fields {
                    self.begin(ty, step.constraint, Some(field), way);
                }
            }
            (Some(_), Some(test)) => {
                for ty in self.graph.with_derived(ty) {
                    let attributes = self.graph.types.get(&ty).map_or(&[][..], |node| node.attributes);
                    for (number, _) in attributes.iter().enumerate().filter(|(_, it)| test.admits(&it.name)) {
                        self.marks.attributes.insert((ty, number));
                        self.marks.types.insert(ty);
                    }
                }
            }
            (Some(_), None) => match way {
                // What has a constraint is known by that, and what has no declaration has no type.
                Way::Own | Way::Undeclared => {}
                Way::Child(around, number) => {
                    self.marks.children.insert((around, number));
                    self.marks.types.insert(around);
                }
                Way::Global(id) => {
                    self.marks.globals.insert(id);
                    self.marks.has_globals = true;
                }
            },
        }
    }
}
