//! The rows of the table: the elements and types that lead to what matters.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::fields::Marks;
use super::graph::{Edge, Graph, Node};
use super::{AttributeRow, Declaration, Definition, Identity, Kind, constraints, default, known_namespace};
use crate::components::ANY_TYPE;
use crate::components::model::{AttributeUse, ElementId, ProcessContents, QName, TypeId, TypeKind};
use crate::plan::Root;
use crate::plan::context::Ctx;

/// The rows as far as they are known, with names still as they are.
pub(super) struct Tables<'g, 'a> {
    graph: &'g Graph<'a>,
    marks: &'g Marks,
    relevant: &'g BTreeSet<TypeId>,
    /// The rows of types, and those whose children have not been looked at.
    types: BTreeMap<TypeId, usize>,
    order: Vec<TypeId>,
    /// The rows of simple types, by their kinds.
    simple: Vec<(usize, &'g Kind)>,
    pending: VecDeque<TypeId>,
    children: Vec<Vec<usize>>,
    elements: Vec<Row<'a>>,
    numbers: BTreeMap<RowKey<'a>, usize>,
    globals: Vec<usize>,
    named: Vec<TypeId>,
}

#[derive(Clone, Copy)]
struct Row<'a> {
    edge: Edge<'a>,
    ty: Option<usize>,
}

/// What makes two rows of elements the same.
type RowKey<'a> = (&'a QName, Option<usize>, bool, Option<String>, &'a [crate::components::model::ConstraintId]);

impl<'g, 'a> Tables<'g, 'a> {
    pub(super) fn new(graph: &'g Graph<'a>, marks: &'g Marks, relevant: &'g BTreeSet<TypeId>) -> Self {
        Tables {
            graph,
            marks,
            relevant,
            types: BTreeMap::new(),
            order: Vec::new(),
            simple: Vec::new(),
            pending: VecDeque::new(),
            children: Vec::new(),
            elements: Vec::new(),
            numbers: BTreeMap::new(),
            globals: Vec::new(),
            named: Vec::new(),
        }
    }

    /// Makes the rows for documents of some elements.
    pub(super) fn build(mut self, roots: &[ElementId]) -> Self {
        let components = self.graph.components;
        let is_lax = |node: &Node<'_>| node.wildcards.iter().any(|it| it.process == ProcessContents::Lax);
        let has_lax = self.graph.types.values().any(is_lax);
        let mut globals: BTreeSet<ElementId> = roots.iter().copied().collect();
        if self.graph.has_wildcards {
            let all = self.graph.globals().filter_map(|it| it.global);
            let is_needed =
                |id: &ElementId| has_lax || self.marks.has_global(*id) || self.graph.is_relevant(self.relevant, *id);
            globals.extend(all.filter(is_needed));
        }
        for id in globals {
            let edge = Edge::of_global(components, id);
            let number = self.element(edge, self.marks.has_global(id));
            self.globals.push(number);
        }
        self.fill();
        self.name_types();
        self.fill();
        self
    }

    /// The row of an element, whose type must be known if it is a value.
    fn element(&mut self, edge: Edge<'a>, is_value: bool) -> usize {
        let matters = is_value || !edge.constraints.is_empty() || self.relevant.contains(&edge.ty);
        let ty = matters.then(|| self.ty(edge.ty));
        let key = (edge.name, ty, edge.nillable, default(edge.value), edge.constraints);
        if let Some(&number) = self.numbers.get(&key) {
            return number;
        }
        let number = self.elements.len();
        self.elements.push(Row { edge, ty });
        self.numbers.insert(key, number);
        number
    }

    fn ty(&mut self, id: TypeId) -> usize {
        if let Some(&number) = self.types.get(&id) {
            return number;
        }
        // Simple types of one kind are one row.
        if let Some(kind) = self.graph.kinds.of(id) {
            let same = self.simple.iter().find(|(_, it)| *it == kind).map(|(number, _)| *number);
            if let Some(number) = same {
                self.types.insert(id, number);
                return number;
            }
            self.simple.push((self.order.len(), kind));
        }
        let number = self.order.len();
        self.types.insert(id, number);
        self.order.push(id);
        self.children.push(Vec::new());
        self.pending.push_back(id);
        number
    }

    /// Makes the rows of the children of types.
    fn fill(&mut self) {
        while let Some(id) = self.pending.pop_front() {
            let (Some(node), Some(&row)) = (self.graph.types.get(&id), self.types.get(&id)) else { continue };
            let mut children = Vec::new();
            for (number, &child) in node.children.iter().enumerate() {
                let is_value = self.marks.has_child(id, number);
                let matters = is_value || !child.constraints.is_empty() || self.relevant.contains(&child.ty);
                // Beside wildcards it must be known what else is declared, since that is not theirs.
                if matters || !node.wildcards.is_empty() {
                    children.push(self.element(child, is_value));
                }
            }
            if let Some(row) = self.children.get_mut(row) {
                *row = children;
            }
        }
    }

    /// Finds the types that `xsi:type` may name.
    fn name_types(&mut self) {
        let components = self.graph.components;
        let is_any =
            |id: &TypeId| *id == ANY_TYPE || self.graph.kinds.of(*id).is_some_and(|kind| *kind == Kind::Of("Any"));
        // Where anything can stand, any type can be named; else those that derive from a declared one.
        let is_open = |node: &Node<'_>| node.wildcards.iter().any(|it| it.process == ProcessContents::Lax);
        let has_any = self.order.iter().any(|id| is_any(id) || self.graph.types.get(id).is_some_and(is_open));
        let values: BTreeSet<TypeId> =
            self.elements.iter().filter(|row| row.ty.is_some()).map(|row| row.edge.ty).collect();
        let derived: BTreeSet<TypeId> = values.iter().flat_map(|&id| self.graph.with_derived(id)).collect();
        for (id, ty) in (0..).map(TypeId).zip(&components.types) {
            if ty.name.is_none() || ty.span.is_none() {
                continue;
            }
            let is_needed = match &ty.kind {
                TypeKind::Complex(complex) => {
                    let has_text = self.graph.types.get(&id).is_some_and(|node| node.text.is_some());
                    let has_base = complex.base != ANY_TYPE && self.graph.types.contains_key(&complex.base);
                    self.graph.types.contains_key(&id)
                        && (has_any || has_base)
                        && (self.relevant.contains(&id) || (derived.contains(&id) && has_text))
                }
                TypeKind::Simple(simple) => {
                    let kind = self.graph.kinds.of(id);
                    let of_base = || simple.base.and_then(|base| self.graph.kinds.of(base));
                    has_any || (values.iter().any(|it| Some(*it) == simple.base) && kind != of_base())
                }
            };
            if is_needed {
                self.ty(id);
                self.named.push(id);
            }
        }
    }

    /// The table, with the numbers of namespaces.
    pub(super) fn finish(self, ctx: &mut Ctx<'_>) -> Identity {
        let Tables { graph, marks, types, order, children, elements, globals, named, .. } = self;
        let constraints = constraints(ctx, &graph.components.constraints);
        let elements = elements.into_iter().map(|Row { edge, ty }| Declaration {
            name: root(ctx, edge.name),
            ty,
            nillable: edge.nillable,
            default: default(edge.value),
            constraints: edge.constraints.iter().map(|it| it.0 as usize).collect(),
        });
        let elements = elements.collect();
        let mut any_attribute = false;
        let mut definitions = Vec::new();
        let empty = Node::default();
        for (&id, children) in order.iter().zip(children) {
            let node = graph.types.get(&id).unwrap_or(&empty);
            let text = node.text.or_else(|| graph.kinds.of(id).map(|_| id));
            let is_listed = |number: usize, attribute: &AttributeUse| {
                let has_ids = graph.kinds.of(attribute.ty).is_some_and(Kind::has_ids);
                has_ids || marks.has_attribute(id, number) || node.any_attribute.is_some()
            };
            let listed = node.attributes.iter().enumerate().filter(|(number, it)| is_listed(*number, it));
            let attributes = listed.map(|(_, it)| attribute(ctx, graph, it)).collect();
            any_attribute |= node.any_attribute.is_some_and(|it| it.process != ProcessContents::Skip);
            definitions.push(Definition {
                text: text.and_then(|text| graph.kinds.of(text)).cloned(),
                attributes,
                children,
                any: node.wildcards.iter().map(|it| (ctx.any(&it.namespaces), it.process)).collect(),
                any_attribute: node.any_attribute.map(|it| (ctx.any(&it.namespaces), it.process)),
            });
        }
        let has_constraints = !constraints.is_empty();
        let is_needed = |it: &&AttributeUse| has_constraints || graph.kinds.of(it.ty).is_some_and(Kind::has_ids);
        let attributes = graph.components.attributes.iter().filter(|_| any_attribute).filter(is_needed);
        let attributes = attributes.map(|it| attribute(ctx, graph, it)).collect();
        let named = named.into_iter().filter_map(|id| {
            let name = graph.components.ty(id).name.as_ref()?;
            Some((root(ctx, name), *types.get(&id)?))
        });
        let named = named.collect();
        Identity { constraints, globals, elements, types: definitions, attributes, named }
    }
}

fn attribute(ctx: &mut Ctx<'_>, graph: &Graph<'_>, attribute: &AttributeUse) -> AttributeRow {
    AttributeRow {
        name: root(ctx, &attribute.name),
        kind: graph.kinds.of(attribute.ty).cloned().unwrap_or(Kind::Of("Any")),
        default: default(attribute.value.as_ref()),
    }
}

/// A name with the number of its namespace.
fn root(ctx: &mut Ctx<'_>, name: &QName) -> Root {
    let namespace = name.namespace.as_ref().map(|uri| known_namespace(&mut ctx.namespaces, uri));
    Root { namespace, local: name.local.clone() }
}
