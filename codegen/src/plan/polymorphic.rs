//! Elements that say by `xsi:type` which type they have (XSD 1.0 Part 1, 2.6.1): an enum of the declared type and of those
//! derived from it.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::patterns::{self, Prefixes};
use super::{Alternative, Item, ItemId, Kind, Root, Type, complex, naming, words};
use crate::components::model::{Components, Content, DerivationSet, Particle, Term, TypeId, TypeKind};
use crate::components::{ANY_SIMPLE_TYPE, ANY_TYPE, Selection};
use crate::diag::{Diagnostic, Diagnostics};
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
    let is_asked = |id: TypeId| is_asked(components, options, prefixes, id);
    let mut children: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for id in (0..).map(TypeId).take(components.types.len()) {
        components.base(id).into_iter().for_each(|base| children.entry(base).or_default().push(id));
        // What is a member of a union counts as derived from it (Part 1, 3.14.6: Type Derivation OK, Simple, 2.2.4).
        let can_be_named = |id: &TypeId| {
            let ty = components.ty(*id);
            ty.name.is_some() && (ty.span.is_some() || is_asked(*id))
        };
        let members = components.members(id).iter().copied().filter(can_be_named);
        members.for_each(|member| children.entry(id).or_default().push(member));
    }
    let elements = components.elements.iter().map(|element| element.ty);
    let declared = declared(elements, components.types.iter().map(|ty| &ty.kind));
    let mut found = BTreeMap::new();
    for &id in declared.iter().filter(|&&id| id != ANY_TYPE) {
        let ty = components.ty(id);
        if ty.name.is_none() || (ty.span.is_none() && !is_asked(id)) {
            continue;
        }
        let derived = descendants(components, &children, id);
        let concrete: Vec<TypeId> =
            derived.iter().copied().filter(|&id| !complex::is_abstract(components, id)).collect();
        let is_made_for_it = match &ty.kind {
            TypeKind::Complex(complex) => complex.is_abstract || derived.iter().all(|id| !declared.contains(id)),
            TypeKind::Simple(_) => false,
        };
        if !concrete.is_empty() && (is_made_for_it || is_asked(id)) {
            found.insert(id, concrete);
        }
    }
    found
}

/// Whether the options ask for a type with a name. A built-in one they ask for by its prefix alone: that every `xs:string`
/// becomes an enum is nothing that `*` should bring.
fn is_asked(components: &Components, options: &Options, prefixes: &Prefixes, id: TypeId) -> bool {
    let ty = components.ty(id);
    let Some(name) = ty.name.as_ref().filter(|_| !options.polymorphic.is_empty()) else { return false };
    if ty.span.is_some() {
        let shown = prefixes.show(name);
        return options.polymorphic.iter().any(|pattern| patterns::matches(pattern, &shown));
    }
    let shown = prefixes.show_all(name);
    let mut patterns = options.polymorphic.iter().filter(|pattern| prefixes.asks_for_built_in(pattern));
    patterns.any(|pattern| patterns::matches(pattern, &shown))
}

/// Warns of names and patterns of built-in types that make nothing an enum.
pub(super) fn check_built_in(
    components: &Components,
    options: &Options,
    prefixes: &Prefixes,
    found: &BTreeMap<TypeId, Vec<TypeId>>,
    diagnostics: &mut Diagnostics,
) {
    let built_in = |id: &TypeId| Some(components.ty(*id)).filter(|ty| ty.span.is_none())?.name.as_ref();
    let used: BTreeSet<String> = found
        .iter()
        .flat_map(|(id, derived)| if built_in(id).is_some() { std::slice::from_ref(id) } else { derived })
        .filter_map(|id| Some(prefixes.show_all(built_in(id)?)))
        .collect();
    for pattern in options.polymorphic.iter().filter(|pattern| prefixes.asks_for_built_in(pattern)) {
        if used.iter().any(|name| patterns::matches(pattern, name)) {
            continue;
        }
        let mut types = components.types.iter().filter(|ty| ty.span.is_none()).filter_map(|ty| ty.name.as_ref());
        let is_known = types.any(|name| patterns::matches(pattern, &prefixes.show_all(name)));
        diagnostics.push(if is_known {
            let message = format!("the configuration has `{pattern}` in `polymorphic`, which has no effect");
            let help = "it takes the built-in simple types that elements are declared with and that others derive from";
            Diagnostic::warning("unused-option", message).help(help)
        } else {
            let message = format!("the configuration has `{pattern}` in `polymorphic`, which is no built-in type");
            Diagnostic::warning("unknown-component", message)
        });
    }
}

/// Whether some element of the selection may name a built-in type by `xsi:type`.
pub(super) fn names_built_in(
    components: &Components,
    selection: &Selection,
    found: &BTreeMap<TypeId, Vec<TypeId>>,
) -> bool {
    let is_built_in = |id: &TypeId| components.ty(*id).span.is_none();
    let mut found = found.iter().filter(|(id, derived)| is_built_in(id) || derived.iter().any(is_built_in)).peekable();
    if found.peek().is_none() {
        return false;
    }
    let elements = selection.elements.iter().map(|&id| components.element(id).ty);
    let declared = declared(elements, selection.types.iter().map(|&id| &components.ty(id).kind));
    found.any(|(id, _)| declared.contains(id))
}

/// The types with a name derived from a type, directly or not, without what it blocks, in the order of the documents.
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
    found.retain(|&id| components.ty(id).name.is_some());
    found
}

/// The types that global elements, whose types are given, and those in the content of types are declared with.
fn declared<'a>(elements: impl Iterator<Item = TypeId>, types: impl Iterator<Item = &'a TypeKind>) -> BTreeSet<TypeId> {
    let mut found: BTreeSet<TypeId> = elements.collect();
    let mut particles: Vec<&Particle> = Vec::new();
    for kind in types {
        if let TypeKind::Complex(complex) = kind {
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
        let n_all = self.polymorphic.get(&id).map_or(0, Vec::len);
        let is_simple = || matches!(self.components.ty(id).kind, TypeKind::Simple(_));
        let blocked = if !derived.is_empty() {
            // The enum of all is one, whatever is blocked that is not there.
            if derived.len() == n_all { DerivationSet::default() } else { block }
        } else if n_all > 0 && is_simple() {
            // Strict reading must know of a type that may stand elsewhere in the place of a simple one: no table of a
            // simple type could tell it.
            DerivationSet { extension: true, restriction: true, ..DerivationSet::default() }
        } else {
            return if complex::is_abstract(self.components, id) { Type::RAW } else { self.type_of(id) };
        };
        let ty = self.polymorphic_item(id, blocked, &derived);
        self.polymorphic_items.insert((id, block), ty.clone());
        ty
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
        let Some(name) = &components.ty(id).name else { return Type::RAW };
        let shown = self.prefixes.show_all(name);
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
                valid_only: false,
                element: Some(self.root(name)),
                default: None,
                lines: Vec::new(),
            });
        }
        let component = shown;
        // `AnySimple` says enough.
        let local = if id == ANY_SIMPLE_TYPE { "simple" } else { &name.local };
        let short = words::camel(local.strip_suffix("Type").filter(|it| !it.is_empty()).unwrap_or(local));
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
        let docs = match span {
            Some(_) => self.item_docs(&component, Some(&about), span),
            None => self.docs(Some(&about)),
        };
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

#[cfg(test)]
mod tests {
    use crate::Builder;

    const SCHEMA: &str = r#"<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xs="urn:own"
        targetNamespace="urn:own"><xsd:element name="Count" type="xsd:int"/></xsd:schema>"#;

    fn text(builder: Builder, schema: &str) -> String {
        let output = builder.schema_text("input.xsd", schema).generate();
        output.map(|output| output.files[0].text.clone()).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn built_in_types_are_asked_for_by_their_prefix() {
        let schema = SCHEMA.replace("xmlns:xs=", "xmlns:t=");
        for pattern in ["*", "*:int", "int", "t:*"] {
            let text = text(Builder::new().polymorphic(pattern), &schema);
            assert!(text.contains("pub struct Count(pub i32);") && !text.contains("XMLSchema"), "{pattern}: {text}");
        }
        for pattern in ["xs:int", "xs:*", "xs:i*t"] {
            let text = text(Builder::new().polymorphic(pattern), &schema);
            assert!(text.contains("pub struct Count(pub AnyInt);"), "{pattern}: {text}");
        }
    }

    #[test]
    fn the_prefix_of_built_in_types_is_one_that_no_other_namespace_has() {
        let of_own = text(Builder::new().polymorphic("xs:*"), SCHEMA);
        assert!(of_own.contains("pub struct Count(pub i32);"), "{of_own}");
        let of_built_in = text(Builder::new().polymorphic("xsd:int"), SCHEMA);
        assert!(of_built_in.contains("w.xsi_type(\"xsd:byte\");"), "{of_built_in}");
        let builder = Builder::new().prefix("x", "http://www.w3.org/2001/XMLSchema").polymorphic("x:int");
        let of_options = text(builder, SCHEMA);
        assert!(of_options.contains("w.xsi_type(\"x:byte\");"), "{of_options}");
    }
}
