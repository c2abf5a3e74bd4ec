//! Elements and types as documents go through them: which element can stand in which type, and what that leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::fields::Marks;
use super::kinds::Kinds;
use crate::components::model::{
    AttributeUse, Components, ConstraintId, Content, ElementId, ElementUse, Particle, ProcessContents, QName, Term,
    TypeDefinition, TypeId, TypeKind, ValueConstraint, Wildcard,
};
use crate::components::{ANY_TYPE, Selection};
use crate::plan::context::Ctx;
use crate::source::XML_NAMESPACE;

/// What documents of the selected elements can hold.
pub(super) struct Graph<'a> {
    pub(super) components: &'a Components,
    pub(super) types: BTreeMap<TypeId, Node<'a>>,
    pub(super) kinds: Kinds,
    /// The named complex types that derive from each type directly.
    derived: BTreeMap<TypeId, Vec<TypeId>>,
    /// Whether a wildcard lets any global element in.
    pub(super) has_wildcards: bool,
}

/// A type.
#[derive(Default)]
pub(super) struct Node<'a> {
    pub(super) children: Vec<Edge<'a>>,
    pub(super) wildcards: Vec<&'a Wildcard>,
    pub(super) attributes: &'a [AttributeUse],
    pub(super) any_attribute: Option<&'a Wildcard>,
    /// The type of its text, if it has text alone.
    pub(super) text: Option<TypeId>,
}

/// An element that can stand in a type.
#[derive(Clone, Copy)]
pub(super) struct Edge<'a> {
    pub(super) name: &'a QName,
    pub(super) ty: TypeId,
    pub(super) nillable: bool,
    pub(super) value: Option<&'a ValueConstraint>,
    pub(super) constraints: &'a [ConstraintId],
    pub(super) global: Option<ElementId>,
}

impl<'a> Edge<'a> {
    fn of_use(element: &'a ElementUse) -> Edge<'a> {
        let ElementUse { name, ty, nillable, value, constraints, global, .. } = element;
        Edge { name, ty: *ty, nillable: *nillable, value: value.as_ref(), constraints, global: *global }
    }

    pub(super) fn of_global(components: &'a Components, id: ElementId) -> Edge<'a> {
        let it = components.element(id);
        let (name, value, constraints) = (&it.name, it.value.as_ref(), it.constraints.as_slice());
        Edge { name, ty: it.ty, nillable: it.nillable, value, constraints, global: Some(id) }
    }
}

impl<'a> Graph<'a> {
    /// The graph, unless it is plain that nothing in it matters.
    pub(super) fn new(ctx: &Ctx<'a>, selection: &Selection) -> Option<Graph<'a>> {
        let components = ctx.components;
        let kinds = Kinds::new(ctx);
        if components.constraints.is_empty() && !has_ids(components, &kinds) {
            return None;
        }
        let mut derived: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        for (id, ty) in (0..).map(TypeId).zip(&components.types) {
            if let (TypeKind::Complex(complex), true) = (&ty.kind, ty.name.is_some() && id != ANY_TYPE) {
                derived.entry(complex.base).or_default().push(id);
            }
        }
        let types = BTreeMap::new();
        let mut graph = Graph { components, types, kinds, derived, has_wildcards: false };
        graph.collect(selection.elements.iter().map(|&id| components.element(id).ty).collect());
        Some(graph)
    }

    /// Goes wherever documents can go.
    fn collect(&mut self, mut stack: Vec<TypeId>) {
        while let Some(id) = stack.pop() {
            if self.types.contains_key(&id) {
                continue;
            }
            let node = self.node(id);
            stack.extend(node.children.iter().map(|child| child.ty));
            stack.extend(self.derived.get(&id).into_iter().flatten());
            if !self.has_wildcards && node.wildcards.iter().any(|it| it.process != ProcessContents::Skip) {
                self.has_wildcards = true;
                stack.extend(self.components.elements.iter().map(|it| it.ty));
                // What has no declaration can hold anything that has.
                stack.push(ANY_TYPE);
            }
            self.types.insert(id, node);
        }
    }

    fn node(&self, id: TypeId) -> Node<'a> {
        let components: &'a Components = self.components;
        let TypeKind::Complex(complex) = &components.ty(id).kind else {
            return Node { text: Some(id), ..Node::default() };
        };
        let mut node =
            Node { attributes: &complex.attributes, any_attribute: complex.any_attribute.as_ref(), ..Node::default() };
        let mut particles: Vec<&'a Particle> = Vec::new();
        match &complex.content {
            Content::Simple(text) => node.text = Some(*text),
            Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => particles.push(particle),
            Content::Empty | Content::Mixed(None) => {}
        }
        let mut seen = BTreeSet::new();
        while let Some(particle) = particles.pop() {
            match &particle.term {
                _ if particle.max == Some(0) => {}
                Term::Group(_, parts) => particles.extend(parts.iter().rev()),
                Term::Wildcard(wildcard) => node.wildcards.push(wildcard),
                Term::Element(element) => {
                    // Elements of one name in one content model are one declaration, or of one type at least.
                    if seen.insert(&element.name) {
                        node.children.push(Edge::of_use(element));
                    }
                    for id in element.global.map(|head| components.substitutes(head)).unwrap_or_default() {
                        if seen.insert(&components.element(id).name) {
                            node.children.push(Edge::of_global(components, id));
                        }
                    }
                }
            }
        }
        node
    }

    /// A type, and the named ones that `xsi:type` may put in its place.
    pub(super) fn with_derived(&self, id: TypeId) -> Vec<TypeId> {
        let mut found = vec![id];
        let mut seen = BTreeSet::from([id]);
        let mut next = 0;
        while let Some(&id) = found.get(next) {
            next += 1;
            let derived = self.derived.get(&id).into_iter().flatten().copied();
            found.extend(derived.filter(|&it| self.types.contains_key(&it) && seen.insert(it)));
        }
        found
    }

    pub(super) fn globals(&self) -> impl Iterator<Item = Edge<'a>> + use<'a> {
        let components = self.components;
        (0..).map(ElementId).take(components.elements.len()).map(|id| Edge::of_global(components, id))
    }

    /// The types in which something matters, however deep.
    pub(super) fn relevant(&self, marks: &Marks) -> BTreeSet<TypeId> {
        let has_ids = |ty: TypeId| self.kinds.of(ty).is_some_and(Kind::has_ids);
        let is_id = |attribute: &AttributeUse| has_ids(attribute.ty);
        let has_global_ids = self.components.attributes.iter().any(|it| is_id(it) && is_of_schema(it));
        let mut around: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        let mut stack = Vec::new();
        let is_wild = |node: &Node<'_>| node.wildcards.iter().any(|it| it.process != ProcessContents::Skip);
        for (&id, node) in &self.types {
            let of_attributes = node.attributes.iter().any(is_id)
                || (has_global_ids && node.any_attribute.is_some_and(|it| it.process != ProcessContents::Skip));
            let matters = of_attributes
                || node.text.is_some_and(has_ids)
                || node.children.iter().any(|child| !child.constraints.is_empty())
                || marks.is_in(id)
                || (is_wild(node) && marks.has_globals);
            if matters {
                stack.push(id);
            }
            for child in &node.children {
                around.entry(child.ty).or_default().push(id);
            }
            for &derived in self.derived.get(&id).into_iter().flatten() {
                around.entry(derived).or_default().push(id);
            }
        }
        let wild: Vec<TypeId> = self.types.iter().filter(|(_, node)| is_wild(node)).map(|(&id, _)| id).collect();
        let global: BTreeSet<TypeId> = self.globals().map(|it| it.ty).collect();
        let mut is_wild_done = false;
        if self.globals().any(|it| !it.constraints.is_empty()) {
            stack.extend(&wild);
            is_wild_done = true;
        }
        let mut found = BTreeSet::new();
        while let Some(id) = stack.pop() {
            if !found.insert(id) {
                continue;
            }
            stack.extend(around.get(&id).into_iter().flatten());
            if !is_wild_done && global.contains(&id) {
                stack.extend(&wild);
                is_wild_done = true;
            }
        }
        found
    }

    /// Whether something in an element matters.
    pub(super) fn is_relevant(&self, relevant: &BTreeSet<TypeId>, id: ElementId) -> bool {
        let element = self.components.element(id);
        !element.constraints.is_empty() || relevant.contains(&element.ty)
    }
}

/// Whether any identifier is declared, or a reference to one.
fn has_ids(components: &Components, kinds: &Kinds) -> bool {
    let is_id = |id: TypeId| kinds.of(id).is_some_and(Kind::has_ids);
    let in_type = |(id, ty): (TypeId, &TypeDefinition)| match &ty.kind {
        _ if ty.span.is_none() => false,
        TypeKind::Simple(_) => is_id(id),
        TypeKind::Complex(complex) => {
            let mut particles = Vec::new();
            match &complex.content {
                Content::Simple(text) if is_id(*text) => return true,
                Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => particles.push(particle),
                Content::Simple(_) | Content::Empty | Content::Mixed(None) => {}
            }
            while let Some(particle) = particles.pop() {
                match &particle.term {
                    Term::Element(element) if is_id(element.ty) => return true,
                    Term::Group(_, parts) => particles.extend(parts),
                    Term::Element(_) | Term::Wildcard(_) => {}
                }
            }
            complex.attributes.iter().any(|it| is_id(it.ty))
        }
    };
    (0..).map(TypeId).zip(&components.types).any(in_type)
        || components.elements.iter().any(|it| is_id(it.ty))
        || components.attributes.iter().any(|it| is_id(it.ty) && is_of_schema(it))
}

/// Whether a global attribute is one that documents may have wherever wildcards let it in. `xml:id` is not, unless a type
/// has it: whoever imports the namespace for `xml:lang` would have tables of all types that a wildcard can reach.
fn is_of_schema(attribute: &AttributeUse) -> bool {
    attribute.name.namespace.as_deref() != Some(XML_NAMESPACE)
}
