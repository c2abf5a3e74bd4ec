//! Redefinition (Part 1, 4.2.2): a type, group or attribute group in `xs:redefine` takes the name of the one that the
//! document has, everywhere; what it says of itself means that one, which has no name any more.

use std::collections::HashMap;

use super::context::{Ctx, empty_type};
use super::slots::{Slots, TypeNode};
use crate::components::model::{ComplexType, Content, QName};
use crate::components::order::order;
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;
use crate::suggest::nearest;
use crate::xsd::{
    AttributeItem, ComplexTypeBody, Group, Name, Particle, ReferenceKind, Schema, SimpleTypeBody, SimpleTypeUse, Term,
};

/// How many redefinitions of nothing are explained. Beyond that, suggestions would only cost time.
const MAX_EXPLAINED: usize = 200;

/// What can be redefined. Each kind has names of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Type,
    Group,
    AttributeGroup,
}

/// A group or attribute group that redefines another without referring to it, which it then has to restrict. Both are
/// given as types that have nothing else.
#[derive(Debug)]
pub(in crate::components) struct Replacement {
    pub(in crate::components) own: ComplexType,
    pub(in crate::components) span: Span,
    pub(in crate::components) original: ComplexType,
    pub(in crate::components) original_span: Span,
    /// The rule that asks for it.
    pub(in crate::components) rule: &'static str,
}

/// The redefinitions that have to be restrictions, once the groups are known.
pub(super) fn replacements(ctx: &Ctx<'_>) -> Vec<Replacement> {
    let of_group = |slot: usize| {
        let content = match ctx.groups.get(slot)?.particle.clone() {
            Some(particle) => Content::ElementOnly(particle),
            None => Content::Empty,
        };
        Some((ComplexType { content, ..empty_type() }, ctx.slots.groups.get(slot)?.node.span.clone()))
    };
    let of_attribute_group = |slot: usize| {
        let set = ctx.attribute_groups.get(slot)?.clone();
        let ty = ComplexType { attributes: set.uses, any_attribute: set.any, ..empty_type() };
        Some((ty, ctx.slots.attribute_groups.get(slot)?.node.span.clone()))
    };
    let restrictions = ctx.redefinitions.restrictions.iter();
    let replacement = |&(kind, slot, original): &(Kind, usize, usize)| {
        let (own, original, rule) = match kind {
            Kind::Type => return None,
            Kind::Group => (of_group(slot)?, of_group(original)?, "src-redefine.6.2.2"),
            Kind::AttributeGroup => (of_attribute_group(slot)?, of_attribute_group(original)?, "src-redefine.7.2.2"),
        };
        let ((own, span), (original, original_span)) = (own, original);
        Some(Replacement { own, span, original, original_span, rule })
    };
    restrictions.filter_map(replacement).collect()
}

/// What redefinitions mean for names.
#[derive(Debug, Default)]
pub(super) struct Redefinitions {
    /// What the references of redefinitions to themselves mean: by kind, schema and offset in its document, the slot of
    /// the original; `None` if there is none, which has been reported.
    selves: HashMap<(Kind, usize, usize), Option<usize>>,
    /// The slots of the types that have been redefined.
    pub(super) types: Vec<usize>,
    /// Redefinitions that do not refer to themselves, which have to restrict what they replace: kind, slot, slot of the
    /// original.
    pub(super) restrictions: Vec<(Kind, usize, usize)>,
}

impl Redefinitions {
    /// What a name means in the redefinition of what it names; `None` anywhere else.
    pub(super) fn original(&self, kind: Kind, schema: usize, name: &Name) -> Option<Option<usize>> {
        if self.selves.is_empty() {
            return None;
        }
        self.selves.get(&(kind, schema, name.span.range.start)).copied()
    }
}

/// A definition that may redefine or be redefined.
struct Definition<'a> {
    kind: Kind,
    slot: usize,
    schema: usize,
    redefine: Option<usize>,
    name: QName,
    span: &'a Span,
    /// Where it refers to itself.
    selves: Vec<SelfReference<'a>>,
}

struct SelfReference<'a> {
    name: &'a Name,
    /// Whether it stands in its content model exactly once.
    is_single: bool,
}

/// Finds out what each redefinition redefines, and takes the names away from that.
pub(super) fn apply(slots: &mut Slots<'_>, schemas: &[Schema], diagnostics: &mut Diagnostics) -> Redefinitions {
    let redefines = || schemas.iter().flat_map(|it| &it.references).filter(|it| !it.redefinitions.is_empty());
    if redefines().next().is_none() {
        return Redefinitions::default();
    }
    let definitions = definitions(slots);
    let mut pass = Pass {
        definitions: &definitions,
        by_name: HashMap::new(),
        replaced_by: vec![None; definitions.len()],
        found: Redefinitions::default(),
        diagnostics,
        n_explained: 0,
    };
    let mut by_redefine: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (idx, definition) in definitions.iter().enumerate() {
        pass.by_name.entry((definition.kind, &definition.name)).or_default().push(idx);
        if let Some(redefine) = definition.redefine {
            by_redefine.entry((definition.schema, redefine)).or_default().push(idx);
        }
    }
    let documents = documents(schemas);
    // What is redefined may be a redefinition itself, so that the documents that others redefine come first.
    for schema in order(&documents).sequence {
        let references = schemas.get(schema).into_iter().flat_map(|it| it.references.iter().enumerate());
        for (idx, reference) in references.filter(|(_, it)| !it.redefinitions.is_empty()) {
            let target = reference.target.filter(|_| !reference.is_missing);
            let within = target.map(|it| reachable(&documents, it));
            for definition in by_redefine.get(&(schema, idx)).into_iter().flatten() {
                pass.redefine(*definition, within.as_deref());
            }
        }
    }
    let Pass { found, replaced_by, .. } = pass;
    let redefined: Vec<_> = definitions
        .iter()
        .zip(replaced_by)
        .filter(|(_, by)| by.is_some())
        .map(|(it, _)| (it.kind, it.slot, it.name.clone()))
        .collect();
    for (kind, slot, name) in redefined {
        match kind {
            Kind::Type => slots.types.get_mut(slot).into_iter().for_each(|it| {
                it.name = None;
                it.owner = vec![name.clone()];
            }),
            Kind::Group => slots.groups.get_mut(slot).into_iter().for_each(|it| it.is_redefined = true),
            Kind::AttributeGroup => {
                slots.attribute_groups.get_mut(slot).into_iter().for_each(|it| it.is_redefined = true);
            }
        }
    }
    found
}

struct Pass<'a> {
    definitions: &'a [Definition<'a>],
    by_name: HashMap<(Kind, &'a QName), Vec<usize>>,
    /// The redefinition of each definition.
    replaced_by: Vec<Option<usize>>,
    found: Redefinitions,
    diagnostics: &'a mut Diagnostics,
    n_explained: usize,
}

impl Pass<'_> {
    /// Ties a redefinition to what it redefines in the schemas `within`, if these could be loaded.
    fn redefine(&mut self, idx: usize, within: Option<&[bool]>) {
        let Some(definition) = self.definitions.get(idx) else { return };
        let original = within.and_then(|within| self.original(idx, within));
        let slot = original.and_then(|it| self.definitions.get(it)).map(|it| it.slot);
        for reference in &definition.selves {
            let key = (definition.kind, definition.schema, reference.name.span.range.start);
            self.found.selves.insert(key, slot);
        }
        self.check_selves(definition);
        let (Some(original), Some(slot)) = (original, slot) else { return };
        if let Some(place) = self.replaced_by.get_mut(original) {
            *place = Some(idx);
        }
        if definition.kind == Kind::Type {
            self.found.types.push(slot);
        } else if definition.selves.is_empty() {
            self.found.restrictions.push((definition.kind, definition.slot, slot));
        }
    }

    /// What a redefinition redefines. If there is no such thing, that is reported.
    fn original(&mut self, idx: usize, within: &[bool]) -> Option<usize> {
        let definition = self.definitions.get(idx)?;
        let candidates = self.by_name.get(&(definition.kind, &definition.name)).map_or(&[][..], Vec::as_slice);
        let is_within = |it: &usize| {
            let schema = self.definitions.get(*it).map(|it| it.schema);
            *it != idx && schema.and_then(|it| within.get(it)).is_some_and(|it| *it)
        };
        let replaced = |it: usize| self.replaced_by.get(it).copied().flatten();
        let candidates: Vec<usize> = candidates.iter().copied().filter(is_within).collect();
        if let Some(original) = candidates.iter().copied().find(|it| replaced(*it).is_none()) {
            return Some(original);
        }
        let (noun, local) = (definition.noun(), &definition.name.local);
        let first = candidates.iter().find_map(|it| replaced(*it));
        if let Some(first) = first.and_then(|it| self.definitions.get(it)) {
            // It has lost its name to the first, too.
            self.replaced_by.get_mut(idx).into_iter().for_each(|it| *it = Some(idx));
            let message = format!("{noun} `{local}` is redefined twice (sch-props-correct.2)");
            let diagnostic = Diagnostic::error("duplicate-name", message).at(definition.span);
            self.diagnostics.push(diagnostic.note_at("it is first redefined here", first.span));
            return None;
        }
        let message = format!("the document has no {noun} `{local}` that could be redefined (src-redefine)");
        let mut diagnostic = Diagnostic::error("bad-redefinition", message).at(definition.span);
        self.n_explained += 1;
        if self.n_explained <= MAX_EXPLAINED {
            let of_kind = self.definitions.iter().filter(|it| {
                it.kind == definition.kind && it.redefine.is_none() && within.get(it.schema).is_some_and(|it| *it)
            });
            if let Some(similar) = nearest(local, of_kind.map(|it| (it.name.local.as_str(), it))) {
                let text = format!("`{}` is declared here", similar.name.local);
                diagnostic = diagnostic.help_at(text, similar.span);
            }
        }
        self.diagnostics.push(diagnostic);
        None
    }

    /// Reports a redefinition that does not refer to itself as it has to.
    fn check_selves(&mut self, definition: &Definition<'_>) {
        let local = &definition.name.local;
        match (definition.kind, definition.selves.as_slice()) {
            (Kind::Type, []) => {
                let message = format!("type `{local}` has to be derived from itself in `xs:redefine` (src-redefine.5)");
                let diagnostic = Diagnostic::error("bad-redefinition", message).at(definition.span);
                self.diagnostics.push(diagnostic.help(format!("restrict or extend the base `{local}`")));
            }
            (Kind::Type, _) | (_, []) => {}
            (kind, [first, rest @ ..]) => {
                let rule = if kind == Kind::Group { "6.1" } else { "7.1" };
                let noun = definition.noun();
                if let Some(second) = rest.first() {
                    let message = format!("{noun} `{local}` refers to itself twice (src-redefine.{rule})");
                    let diagnostic = Diagnostic::error("bad-redefinition", message).at(&second.name.span);
                    self.diagnostics.push(diagnostic.note_at("the first reference is here", &first.name.span));
                }
                if !first.is_single {
                    let message =
                        format!("{noun} `{local}` has to contain itself exactly once (src-redefine.{rule}.2)");
                    let diagnostic = Diagnostic::error("bad-redefinition", message).at(&first.name.span);
                    self.diagnostics.push(diagnostic.help("leave out `minOccurs` and `maxOccurs`"));
                }
            }
        }
    }
}

impl Definition<'_> {
    fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Type => "type",
            Kind::Group => "group",
            Kind::AttributeGroup => "attribute group",
        }
    }
}

/// Which schemas each schema includes and redefines.
fn documents(schemas: &[Schema]) -> Vec<Vec<usize>> {
    let of_schema = |schema: &Schema| {
        let documents = schema.references.iter().filter(|it| it.kind != ReferenceKind::Import && !it.is_missing);
        documents.filter_map(|it| it.target).collect()
    };
    schemas.iter().map(of_schema).collect()
}

/// The schemas that a schema is made of: itself, and all that it includes and redefines.
fn reachable(documents: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut within = vec![false; documents.len()];
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        if let Some(place) = within.get_mut(next).filter(|it| !**it) {
            *place = true;
            open.extend(documents.get(next).into_iter().flatten());
        }
    }
    within
}

fn definitions<'a>(slots: &Slots<'a>) -> Vec<Definition<'a>> {
    let mut definitions = Vec::new();
    for (slot, it) in slots.types.iter().enumerate() {
        let (name, base) = match it.node {
            TypeNode::Simple(node) => {
                let base = match &node.body {
                    SimpleTypeBody::Restriction { base: SimpleTypeUse::Named(base), .. } => Some(base),
                    _ => None,
                };
                (node.name.as_ref(), base)
            }
            TypeNode::Complex(node) => (node.name.as_ref(), node.body.base()),
            TypeNode::SimpleContent(_) | TypeNode::Hole => (None, None),
        };
        let (Some(text), Some(name)) = (name, it.name.clone()) else { continue };
        let base = base.filter(|base| it.redefine.is_some() && base.name == name);
        let selves = base.into_iter().map(|name| SelfReference { name, is_single: true }).collect();
        let (schema, redefine, span) = (it.schema, it.redefine, &text.span);
        definitions.push(Definition { kind: Kind::Type, slot, schema, redefine, name, span, selves });
    }
    for (slot, it) in slots.groups.iter().enumerate() {
        let selves = if it.redefine.is_some() { selves_of_group(it.node, &it.name) } else { Vec::new() };
        let (schema, redefine, name, span) = (it.schema, it.redefine, it.name.clone(), &it.node.name.span);
        definitions.push(Definition { kind: Kind::Group, slot, schema, redefine, name, span, selves });
    }
    for (slot, it) in slots.attribute_groups.iter().enumerate() {
        let references = it.node.attributes.items.iter().filter_map(|item| match item {
            AttributeItem::Group(name) => Some(name),
            AttributeItem::Local(..) | AttributeItem::Reference(_) => None,
        });
        let selves = references.filter(|name| it.redefine.is_some() && name.name == it.name);
        let selves = selves.map(|name| SelfReference { name, is_single: true }).collect();
        let (schema, redefine, name, span) = (it.schema, it.redefine, it.name.clone(), &it.node.name.span);
        definitions.push(Definition { kind: Kind::AttributeGroup, slot, schema, redefine, name, span, selves });
    }
    definitions
}

fn selves_of_group<'a>(group: &'a Group, name: &QName) -> Vec<SelfReference<'a>> {
    let mut selves = Vec::new();
    // Walks with a stack of its own, in document order.
    let mut open: Vec<&Particle> = group.particle.iter().collect();
    while let Some(particle) = open.pop() {
        match &particle.term {
            Term::GroupReference(reference) if reference.name == *name => {
                let is_single = particle.min == 1 && particle.max == Some(1);
                selves.push(SelfReference { name: reference, is_single });
            }
            Term::ModelGroup(group) => open.extend(group.particles.iter().rev()),
            Term::GroupReference(_) | Term::Element(_) | Term::ElementReference(_) | Term::Any(_) => {}
        }
    }
    selves
}

impl ComplexTypeBody {
    /// The base type that is named.
    pub(super) fn base(&self) -> Option<&Name> {
        match self {
            ComplexTypeBody::Short(_) | ComplexTypeBody::Broken => None,
            ComplexTypeBody::Complex { base, .. } | ComplexTypeBody::SimpleExtension { base, .. } => Some(base),
            ComplexTypeBody::SimpleRestriction(restriction) => Some(&restriction.base),
        }
    }
}
