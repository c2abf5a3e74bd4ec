//! Finding the components in the syntax trees and giving each its id, before anything is resolved.

use crate::components::model::QName;
use crate::span::Span;
use crate::xsd::{
    Attribute, AttributeGroup, AttributeItem, Attributes, ComplexContent, ComplexType, ComplexTypeBody, Component,
    Element, Form, Group, IdentityConstraint, Particle, Schema, SimpleContentRestriction, SimpleType, SimpleTypeBody,
    SimpleTypeUse, Term, TypeUse,
};

/// Everything global, in document order, and all types.
#[derive(Default)]
pub(super) struct Slots<'a> {
    /// All types of all schemas, each schema's together, by their number there.
    pub(super) types: Vec<TypeSlot<'a>>,
    /// Where the types of each schema begin in `types`.
    pub(super) type_starts: Vec<usize>,
    pub(super) elements: Vec<Global<'a, Element>>,
    pub(super) attributes: Vec<Global<'a, Attribute>>,
    pub(super) groups: Vec<Global<'a, Group>>,
    pub(super) attribute_groups: Vec<Global<'a, AttributeGroup>>,
    pub(super) notations: Vec<(QName, &'a Span)>,
    /// Identity constraints of global and local elements.
    pub(super) constraints: Vec<Global<'a, IdentityConstraint>>,
}

/// A global component and the schema that declares it.
pub(super) struct Global<'a, T> {
    pub(super) schema: usize,
    pub(super) name: QName,
    pub(super) node: &'a T,
    /// The `xs:redefine` that it stands in, by its number among the references of the schema.
    pub(super) redefine: Option<usize>,
    /// Whether a redefinition has taken its name.
    pub(super) is_redefined: bool,
}

/// A type and the schema that defines it.
pub(super) struct TypeSlot<'a> {
    pub(super) schema: usize,
    pub(super) name: Option<QName>,
    /// Where an anonymous type stands, outermost first.
    pub(super) owner: Vec<QName>,
    pub(super) node: TypeNode<'a>,
    /// The `xs:redefine` that a global one stands in, by its number among the references of the schema.
    pub(super) redefine: Option<usize>,
}

/// The syntax of a type.
#[derive(Clone, Copy)]
pub(super) enum TypeNode<'a> {
    Simple(&'a SimpleType),
    Complex(&'a ComplexType),
    /// The simple type that the facets of a `simpleContent` restriction make.
    SimpleContent(&'a SimpleContentRestriction),
    /// The type stood where none belongs, which has been reported.
    Hole,
}

/// Collects the components of all schemas.
pub(super) fn collect(schemas: &[Schema]) -> Slots<'_> {
    let mut walk = Walk { slots: Slots::default(), schemas, schema: 0, redefine: None, start: 0, owner: Vec::new() };
    for (idx, schema) in schemas.iter().enumerate() {
        walk.schema = idx;
        walk.start = walk.slots.types.len();
        walk.slots.type_starts.push(walk.start);
        for _ in 0..schema.n_types {
            walk.slots.types.push(TypeSlot::hole(idx));
        }
        for (idx, reference) in schema.references.iter().enumerate() {
            walk.redefine = Some(idx);
            reference.redefinitions.iter().for_each(|it| walk.component(it));
        }
        walk.redefine = None;
        for component in &schema.components {
            walk.component(component);
        }
    }
    walk.slots
}

struct Walk<'a> {
    slots: Slots<'a>,
    schemas: &'a [Schema],
    schema: usize,
    redefine: Option<usize>,
    start: usize,
    owner: Vec<QName>,
}

impl<'a> Walk<'a> {
    fn component(&mut self, component: &'a Component) {
        let walk = self;
        match component {
            Component::Element(node) => {
                let name = walk.global_name(&node.name.value);
                walk.slots.elements.push(walk.global(&name, node));
                walk.within(name, |walk| walk.element(node));
            }
            Component::Attribute(node) => {
                let name = walk.global_name(&node.name.value);
                walk.slots.attributes.push(walk.global(&name, node));
                walk.within(name, |walk| walk.type_use(node.ty.as_ref()));
            }
            Component::SimpleType(node) => walk.simple_type(node),
            Component::ComplexType(node) => walk.complex_type(node),
            Component::Group(node) => {
                let name = walk.global_name(&node.name.value);
                walk.slots.groups.push(walk.global(&name, node));
                walk.within(name, |walk| node.particle.iter().for_each(|it| walk.particle(it)));
            }
            Component::AttributeGroup(node) => {
                let name = walk.global_name(&node.name.value);
                walk.slots.attribute_groups.push(walk.global(&name, node));
                walk.within(name, |walk| walk.attributes(&node.attributes));
            }
            Component::Notation(node) => {
                let name = walk.global_name(&node.name.value);
                walk.slots.notations.push((name, &node.name.span));
            }
        }
    }

    fn element(&mut self, node: &'a Element) {
        self.type_use(node.ty.as_ref());
        for constraint in &node.constraints {
            let name = self.global_name(&constraint.name.value);
            self.slots.constraints.push(self.global(&name, constraint));
        }
    }

    fn type_use(&mut self, ty: Option<&'a TypeUse>) {
        match ty {
            Some(TypeUse::Simple(node)) => self.simple_type(node),
            Some(TypeUse::Complex(node)) => self.complex_type(node),
            Some(TypeUse::Named(_)) | None => {}
        }
    }

    fn simple_type(&mut self, node: &'a SimpleType) {
        let name = node.name.as_ref().map(|it| self.global_name(&it.value));
        self.put(node.index.0, name.clone(), TypeNode::Simple(node));
        let members: &[SimpleTypeUse] = match &node.body {
            SimpleTypeBody::Restriction { base, .. } => std::slice::from_ref(base),
            SimpleTypeBody::List(item) => std::slice::from_ref(item),
            SimpleTypeBody::Union(members) => members,
            SimpleTypeBody::Broken => &[],
        };
        let visit = |walk: &mut Self| {
            for member in members {
                if let SimpleTypeUse::Inline(node) = member {
                    walk.simple_type(node);
                }
            }
        };
        match name {
            Some(name) => self.within(name, visit),
            None => visit(self),
        }
    }

    fn complex_type(&mut self, node: &'a ComplexType) {
        let name = node.name.as_ref().map(|it| self.global_name(&it.value));
        self.put(node.index.0, name.clone(), TypeNode::Complex(node));
        let visit = |walk: &mut Self| match &node.body {
            ComplexTypeBody::Short(content) | ComplexTypeBody::Complex { content, .. } => walk.content(content),
            ComplexTypeBody::SimpleExtension { attributes, .. } => walk.attributes(attributes),
            ComplexTypeBody::SimpleRestriction(restriction) => {
                if let Some(index) = restriction.content_type {
                    walk.put(index.0, None, TypeNode::SimpleContent(restriction));
                }
                restriction.inline.iter().for_each(|it| walk.simple_type(it));
                walk.attributes(&restriction.attributes);
            }
            ComplexTypeBody::Broken => {}
        };
        match name {
            Some(name) => self.within(name, visit),
            None => visit(self),
        }
    }

    fn content(&mut self, content: &'a ComplexContent) {
        content.particle.iter().for_each(|it| self.particle(it));
        self.attributes(&content.attributes);
    }

    fn particle(&mut self, particle: &'a Particle) {
        match &particle.term {
            Term::Element(node) => {
                let name = self.local_name(&node.name.value, node.form, Schema::element_form);
                self.within(name, |walk| walk.element(node));
            }
            Term::ModelGroup(group) => group.particles.iter().for_each(|it| self.particle(it)),
            Term::ElementReference(_) | Term::GroupReference(_) | Term::Any(_) => {}
        }
    }

    fn attributes(&mut self, attributes: &'a Attributes) {
        for item in &attributes.items {
            if let AttributeItem::Local(_, node) = item {
                let name = self.local_name(&node.name.value, node.form, Schema::attribute_form);
                self.within(name, |walk| walk.type_use(node.ty.as_ref()));
            }
        }
    }

    fn within(&mut self, name: QName, visit: impl FnOnce(&mut Self)) {
        self.owner.push(name);
        visit(self);
        self.owner.pop();
    }

    fn put(&mut self, index: u32, name: Option<QName>, node: TypeNode<'a>) {
        let owner = if name.is_some() { Vec::new() } else { self.owner.clone() };
        let redefine = self.redefine.filter(|_| name.is_some());
        let slot = TypeSlot { schema: self.schema, name, owner, node, redefine };
        if let Some(place) = self.slots.types.get_mut(self.start + index as usize) {
            *place = slot;
        }
    }

    fn global<T>(&self, name: &QName, node: &'a T) -> Global<'a, T> {
        Global { schema: self.schema, name: name.clone(), node, redefine: self.redefine, is_redefined: false }
    }

    fn global_name(&self, local: &str) -> QName {
        let schema = self.schemas.get(self.schema);
        QName { namespace: schema.and_then(|it| it.target_namespace.clone()), local: local.to_owned() }
    }

    fn local_name(&self, local: &str, form: Option<Form>, default: fn(&Schema, Option<Form>) -> Form) -> QName {
        match self.schemas.get(self.schema).map(|it| default(it, form)) {
            Some(Form::Qualified) => self.global_name(local),
            _ => QName { namespace: None, local: local.to_owned() },
        }
    }
}

impl TypeSlot<'_> {
    fn hole(schema: usize) -> Self {
        TypeSlot { schema, name: None, owner: Vec::new(), node: TypeNode::Hole, redefine: None }
    }
}

impl Schema {
    /// Whether a local element with this `form` is in the target namespace.
    pub(super) fn element_form(&self, form: Option<Form>) -> Form {
        form.unwrap_or(self.element_form_default)
    }

    /// Whether a local attribute with this `form` is in the target namespace.
    pub(super) fn attribute_form(&self, form: Option<Form>) -> Form {
        form.unwrap_or(self.attribute_form_default)
    }
}
