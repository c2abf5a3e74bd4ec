//! Elements that say by `xsi:type` which type they have (XSD 1.0 Part 1, 2.6.1): an enum of the declared type and of those
//! derived from it.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::patterns::{self, Prefixes};
use super::{Alternative, Item, ItemId, Kind, Root, Type, complex, naming, words};
use crate::components::model::{Components, Content, DerivationSet, Particle, Term, TypeId, TypeKind};
use crate::options::Options;

/// An enum of a type and those derived from it.
#[derive(Debug)]
pub struct Polymorphic {
    /// The declared type.
    pub declared: Root,
    /// Whether no element can have that type itself.
    pub is_abstract: bool,
    /// The variants, the declared type first unless it is abstract; the element of each is the name of its type.
    pub alternatives: Vec<Alternative>,
    /// The variant that keeps an element of another type as raw XML.
    pub other: Option<String>,
}

/// The types whose elements may have a derived type, each with the types that can stand in its place, itself left out.
///
/// These are the abstract ones, since nothing else can be read there; the complex ones whose derived types no element has by
/// its declaration, since `xsi:type` is what such types are made for; and those that the options ask for. For all others
/// an enum at each place would burden users with what documents hardly ever hold.
pub(super) fn find(components: &Components, options: &Options, prefixes: &Prefixes) -> BTreeMap<TypeId, Vec<TypeId>> {
    let mut children: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for (id, ty) in (0..).map(TypeId).zip(&components.types) {
        let base = components.base(id).filter(|_| ty.name.is_some() && ty.span.is_some());
        base.into_iter().for_each(|base| children.entry(base).or_default().push(id));
        // What is a member of a union counts as derived from it (Part 1, 3.14.6: Type Derivation OK, Simple, 2.2.4).
        let of_user = |id: &TypeId| components.ty(*id).name.is_some() && components.ty(*id).span.is_some();
        let members = components.members(id).iter().copied().filter(of_user);
        members.for_each(|member| children.entry(id).or_default().push(member));
    }
    let declared = of_elements(components);
    let mut found = BTreeMap::new();
    for &id in &declared {
        let ty = components.ty(id);
        let (Some(name), true) = (&ty.name, ty.span.is_some()) else { continue };
        let derived = descendants(components, &children, id);
        let concrete: Vec<TypeId> =
            derived.iter().copied().filter(|&id| !complex::is_abstract(components, id)).collect();
        let is_asked = || options.polymorphic.iter().any(|pattern| patterns::matches(pattern, &prefixes.show(name)));
        let is_made_for_it = match &ty.kind {
            TypeKind::Complex(complex) => complex.is_abstract || derived.iter().all(|id| !declared.contains(id)),
            TypeKind::Simple(_) => false,
        };
        if !concrete.is_empty() && (is_made_for_it || is_asked()) {
            found.insert(id, concrete);
        }
    }
    found
}

/// The types derived from a type, directly or not, without what it blocks, in the order of the documents.
fn descendants(components: &Components, children: &BTreeMap<TypeId, Vec<TypeId>>, id: TypeId) -> BTreeSet<TypeId> {
    let block = components.block_of(id);
    let mut found = BTreeSet::new();
    let mut stack = vec![id];
    while let Some(id) = stack.pop() {
        for &child in children.get(&id).into_iter().flatten() {
            if !block.meets(components.way(child)) && found.insert(child) {
                stack.push(child);
            }
        }
    }
    found
}

/// The types that elements are declared with.
fn of_elements(components: &Components) -> BTreeSet<TypeId> {
    let mut found: BTreeSet<TypeId> = components.elements.iter().map(|element| element.ty).collect();
    let mut particles: Vec<&Particle> = Vec::new();
    for ty in &components.types {
        if let TypeKind::Complex(complex) = &ty.kind {
            match &complex.content {
                Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => particles.push(particle),
                Content::Empty | Content::Simple(_) | Content::Mixed(None) => {}
            }
        }
    }
    while let Some(particle) = particles.pop() {
        match &particle.term {
            Term::Element(element) => {
                found.insert(element.ty);
            }
            Term::Group(_, parts) => particles.extend(parts),
            Term::Wildcard(_) => {}
        }
    }
    found
}

impl Ctx<'_> {
    /// The Rust type of an element's content by its declared type.
    pub(super) fn element_type(&mut self, id: TypeId, block: DerivationSet) -> Type {
        let block = DerivationSet { substitution: false, ..block };
        if let Some(ty) = self.polymorphic_items.get(&(id, block)) {
            return ty.clone();
        }
        let derived = self.derived(id, block);
        if !derived.is_empty() {
            // The enum of all is one, whatever is blocked that is not there.
            let is_all = self.polymorphic.get(&id).is_some_and(|all| all.len() == derived.len());
            let ty = self.polymorphic_item(id, if is_all { DerivationSet::default() } else { block }, &derived);
            self.polymorphic_items.insert((id, block), ty.clone());
            return ty;
        }
        // Strict reading must know of a type that may stand elsewhere in the place of a simple one: no table of a simple
        // type could tell it.
        if self.polymorphic.contains_key(&id) && matches!(self.components.ty(id).kind, TypeKind::Simple(_)) {
            let all = DerivationSet { extension: true, restriction: true, ..DerivationSet::default() };
            let ty = self.polymorphic_item(id, all, &[]);
            self.polymorphic_items.insert((id, block), ty.clone());
            return ty;
        }
        if complex::is_abstract(self.components, id) { Type::RAW } else { self.type_of(id) }
    }

    /// Whether no element can have a type: it is abstract, and nothing can stand in its place.
    pub(super) fn is_vain(&self, id: TypeId, block: DerivationSet) -> bool {
        let mut derived = self.polymorphic.get(&id).into_iter().flatten();
        complex::is_abstract(self.components, id) && !derived.any(|&ty| self.components.derives_within(ty, id, block))
    }

    /// The types that can stand in the place of the declared one where some are blocked.
    pub(super) fn derived(&self, id: TypeId, block: DerivationSet) -> Vec<TypeId> {
        let all = self.polymorphic.get(&id).map_or(&[][..], Vec::as_slice);
        let mut memo = BTreeMap::new();
        let mut ways = |ty: TypeId| self.components.ways(ty, id, &mut memo).unwrap_or_default().0;
        all.iter().copied().filter(|&ty| block.admits_all_types() || !block.meets(ways(ty))).collect()
    }

    fn polymorphic_item(&mut self, id: TypeId, block: DerivationSet, derived: &[TypeId]) -> Type {
        if let Some(ty) = self.polymorphic_items.get(&(id, block)) {
            return ty.clone();
        }
        let components = self.components;
        let is_abstract = complex::is_abstract(components, id);
        let mut taken = BTreeSet::new();
        let shown = self.show_type(id);
        let is_open = self.options.enums.open.iter().any(|pattern| patterns::matches(pattern, &shown));
        let other = is_open.then(|| naming::member(&mut taken, "Other".to_owned()));
        let mut alternatives = Vec::new();
        for member in (!is_abstract).then_some(id).into_iter().chain(derived.iter().copied()) {
            let ty = self.type_of(member);
            if ty == Type::RAW {
                // A type that is kept as raw XML brings its own tags; then the whole element is kept so.
                self.polymorphic_items.insert((id, block), Type::RAW);
                return Type::RAW;
            }
            let Some(name) = &components.ty(member).name else { continue };
            let variant = match &ty {
                Type::Item(item) => self.name_of(*item).to_owned(),
                _ => words::camel(&name.local),
            };
            alternatives.push(Alternative {
                variant: naming::member(&mut taken, variant),
                docs: Vec::new(),
                ty,
                boxed: false,
                element: Some(self.root(name)),
                default: None,
                lines: Vec::new(),
            });
        }
        let Some(name) = &components.ty(id).name else { return Type::RAW };
        let component = self.prefixes.show(name);
        let short = words::camel(name.local.strip_suffix("Type").filter(|it| !it.is_empty()).unwrap_or(&name.local));
        let module = self.module_of(name.namespace.as_deref());
        // What is blocked at a place leaves an enum of those that are derived in the other way.
        let which = match (block.extension, block.restriction) {
            _ if derived.is_empty() => "Only",
            (true, _) => "AnyRestricted",
            (false, true) => "AnyExtended",
            (false, false) => "Any",
        };
        let item_name = self.names.claim(&module, &[format!("{which}{short}")]);
        let span = components.ty(id).span.as_ref();
        let about = format!("What an element of type `{component}` holds: `xsi:type` tells which.");
        let docs = self.item_docs(&component, Some(&about), span);
        let note = "type and derived types, told apart by xsi:type";
        let origin = self.origin(format!("{component}/xsi:type"), span, note);
        let kind = Kind::Polymorphic(Polymorphic { declared: self.root(name), is_abstract, alternatives, other });
        let item = ItemId(self.items.len());
        self.items.push(Item::new(item_name, module, docs, kind, origin));
        if let Some(Type::Item(owner)) = self.types.get(&id) {
            self.owners.push((*owner, item));
        }
        self.polymorphic_items.insert((id, block), Type::Item(item));
        Type::Item(item)
    }
}
