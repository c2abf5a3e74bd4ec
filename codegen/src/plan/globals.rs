//! The table of global components by which strict reading checks what wildcards and elements of `xs:anyType` hold
//! (XSD 1.0 Part 1, 3.10.1: process contents). It exists where the enum of all root elements does, since that is what
//! brings readers for everything, and only if something of the kind is there.

use super::context::Ctx;
use super::{Kind, Root, Type, Wire, complex};
use crate::components::model::{
    Components, Content, DerivationSet, ElementId, Particle, ProcessContents, Term, TypeId, TypeKind,
};
use crate::components::{ANY_TYPE, Selection};
use crate::options::{Emit, Options};

/// The global components, each list in the order in which the runtime searches it.
#[derive(Debug)]
pub struct Globals {
    /// The elements.
    pub elements: Vec<Global>,
    /// The named types.
    pub types: Vec<Global>,
    /// The attributes.
    pub attributes: Vec<(Root, Type)>,
}

/// A global element or a named type.
#[derive(Debug)]
pub struct Global {
    /// Its name.
    pub name: Root,
    /// What strict reading does with it.
    pub check: Check,
    /// Of a type: whether it derives from `xs:anyType` by extension, and by restriction.
    pub ways: (bool, bool),
}

/// What strict reading does with an element that is kept as raw XML, or with one that is such.
#[derive(Debug)]
pub enum Check {
    /// It is read as a type.
    Read(Type),
    /// It is declared with `xs:anyType`.
    Raw(Assessment),
    /// It is refused.
    Abstract,
    /// Nothing: it has no reader.
    Nothing,
}

/// How strict reading checks what is kept as raw XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assessment {
    /// It must be declared, or say its type.
    Strict,
    /// It is checked if it is declared.
    Lax,
    /// It is declared with `xs:anyType`.
    AnyType {
        /// `nillable="true"`.
        nillable: bool,
        /// What the declaration blocks.
        block: DerivationSet,
    },
}

/// Whether there may be use for the table.
pub(super) fn are_wanted(components: &Components, options: &Options) -> bool {
    let is_open = |particle: &Particle| {
        let mut stack = vec![particle];
        while let Some(particle) = stack.pop() {
            match &particle.term {
                Term::Element(element) if element.ty == ANY_TYPE => return true,
                Term::Element(_) => {}
                Term::Wildcard(wildcard) if wildcard.process != ProcessContents::Skip => return true,
                Term::Wildcard(_) => {}
                Term::Group(_, parts) => stack.extend(parts),
            }
        }
        false
    };
    let mut types = components.types.iter().filter(|ty| ty.span.is_some());
    options.document.is_some()
        && options.emit != Emit::Writer
        && (components.elements.iter().any(|element| element.ty == ANY_TYPE)
            || types.any(|ty| match &ty.kind {
                TypeKind::Simple(_) => false,
                TypeKind::Complex(complex) => {
                    complex.any_attribute.as_ref().is_some_and(|it| it.process != ProcessContents::Skip)
                        || match &complex.content {
                            Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => is_open(particle),
                            Content::Empty | Content::Simple(_) | Content::Mixed(None) => false,
                        }
                }
            }))
}

impl Ctx<'_> {
    /// How strict reading checks what a wildcard admits.
    pub(super) fn process(&self, process: ProcessContents) -> Option<Assessment> {
        // Where a part of the schema is left out, what is not known may yet be declared.
        let is_whole = self.options.roots.is_empty() && self.options.operations.is_empty();
        match process {
            _ if !self.has_globals => None,
            ProcessContents::Skip => None,
            ProcessContents::Strict if is_whole => Some(Assessment::Strict),
            ProcessContents::Strict | ProcessContents::Lax => Some(Assessment::Lax),
        }
    }

    /// How strict reading checks an element of a type; `None` where the type says all.
    pub(super) fn assessment(&self, ty: TypeId, nillable: bool, block: DerivationSet) -> Option<Assessment> {
        (self.has_globals && ty == ANY_TYPE).then_some(Assessment::AnyType { nillable, block })
    }

    /// The same for a global element.
    pub(super) fn assessment_of(&self, id: ElementId) -> Option<Assessment> {
        let declaration = self.components.element(id);
        let is_open = !self.opaque.has_element(self.components, id);
        self.assessment(declaration.ty, declaration.nillable, declaration.block).filter(|_| is_open)
    }
}

/// The table, if anything in the items asks for it.
pub(super) fn plan(ctx: &mut Ctx<'_>, selection: &Selection) -> Option<Globals> {
    let of_fields = |kind: &Kind| match kind {
        Kind::Struct(of) => of.attributes.iter().any(|it| matches!(it.wire, Wire::AnyAttribute(_, Some(_)))),
        _ => false,
    };
    let of_lines = |kind: &Kind| kind.table().iter().any(|line| line.assessment.is_some());
    let of_roots = selection.elements.iter().any(|&id| ctx.assessment_of(id).is_some());
    if !ctx.has_globals || !(of_roots || ctx.items.iter().any(|item| of_fields(&item.kind) || of_lines(&item.kind))) {
        return None;
    }
    let components = ctx.components;
    let mut elements = Vec::new();
    for &id in &selection.elements {
        let declaration = components.element(id);
        let check = match (ctx.elements.get(&id), ctx.externs.elements.get(&id)) {
            _ if declaration.is_abstract => Check::Abstract,
            (Some(&item), _) => Check::Read(Type::Item(item)),
            (None, Some(path)) => Check::Read(Type::Extern(path.clone())),
            (None, None) => match ctx.assessment_of(id) {
                Some(assessment) => Check::Raw(assessment),
                None if !ctx.is_outside(id) && ctx.is_vain(declaration.ty, declaration.block) => Check::Abstract,
                None => Check::Nothing,
            },
        };
        elements.push(Global { name: ctx.root(&declaration.name), check, ways: (false, true) });
    }
    let mut types = Vec::new();
    let mut memo = std::collections::BTreeMap::new();
    for &id in &selection.types {
        let definition = components.ty(id);
        let (Some(name), true) = (&definition.name, definition.span.is_some()) else { continue };
        let check = match ctx.type_of(id) {
            _ if complex::is_abstract(components, id) => Check::Abstract,
            Type::Item(item) if matches!(ctx.items.get(item.0).map(|it| &it.kind), Some(Kind::Trait(_))) => {
                Check::Nothing
            }
            ty if ty == Type::RAW => Check::Nothing,
            ty => Check::Read(ty),
        };
        let ways = components.ways(id, ANY_TYPE, &mut memo).unwrap_or_default().0;
        types.push(Global { name: ctx.root(name), check, ways: (ways.extension, ways.restriction) });
    }
    let mut attributes = Vec::new();
    for attribute in &components.attributes {
        let ty = ctx.type_of(attribute.ty);
        if ty != Type::RAW {
            attributes.push((ctx.root(&attribute.name), ty));
        }
    }
    let key = |name: &Root| (name.namespace.map_or(0, |index| index + 1), name.local.clone());
    elements.sort_by_cached_key(|it| key(&it.name));
    types.sort_by_cached_key(|it| key(&it.name));
    attributes.sort_by_cached_key(|it| key(&it.0));
    Some(Globals { elements, types, attributes })
}
