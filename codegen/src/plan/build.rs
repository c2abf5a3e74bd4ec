//! The passes of planning, in order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::externs::{self, ExternCrate, Externs};
use super::modules::{self, Modules};
use super::naming::{self, Names};
use super::offers::Component;
use super::opaque::Opaque;
use super::patterns::Prefixes;
use super::renames::{Given, Renames};
use super::usage::Usage;
use super::{
    Any, Item, ItemId, Kind, Namespace, Plan, Root, Type, attributes, boxing, complex, declared, defaults, derives,
    document, operations, polymorphic, simple, unused, vacancy, words,
};
use crate::components::model::{Components, Content, ElementId, NamespaceConstraint, QName, TypeId, TypeKind};
use crate::components::{self, Selection};
use crate::diag::Diagnostics;
use crate::options::{Emit, Options};
use crate::source::SourceSet;

/// Decides what Rust to write. `None` if the options ask for what is not there; the diagnostics say what.
pub fn plan(
    components: &Components,
    options: &Options,
    sources: &SourceSet,
    crates: &[ExternCrate],
    diagnostics: &mut Diagnostics,
) -> Option<Plan> {
    let prefixes = Prefixes::new(components, options, externs::bindings(crates));
    let unknown = unused::check_names(components, options, &prefixes, diagnostics);
    externs::check(crates, options, diagnostics);
    let roots = operations::roots(components, options, &prefixes, diagnostics)?;
    let opaque = Opaque::new(components, options, &prefixes, diagnostics);
    let mut boundary = opaque.boundary();
    boundary.derived = polymorphic::find(components, options, &prefixes);
    let mut externs = Externs::new(components, options, &prefixes, crates, diagnostics);
    if externs::has_patterns(options) {
        // The names that all types would have are found by giving them.
        let selection = components::closure_within(components, &roots.components, &boundary);
        let mut silent = Diagnostics::new();
        let prefixes = Prefixes::new(components, options, externs::bindings(crates));
        let mut ctx = Ctx::new(components, options, sources, prefixes, &mut silent);
        let used = components::namespaces(components, &selection);
        ctx.namespaces = namespaces(components, options, &ctx.prefixes, &used, ctx.diagnostics);
        ctx.usage = Usage::new(components, &selection, &boundary);
        ctx.polymorphic.clone_from(&boundary.derived);
        ctx.name_items(&selection);
        let item = |ty: &Type| if let Type::Item(id) = ty { Some(ctx.name_of(*id).to_owned()) } else { None };
        let names = ctx.types.iter().filter_map(|(&id, ty)| Some((id, item(ty)?))).collect();
        externs.take_patterns(components, options, &ctx.prefixes, &names);
    }
    externs.bound(&mut boundary);
    let selection = components::closure_within(components, &roots.components, &boundary);
    if !opaque.check(components, options, &prefixes, (&roots.components, &selection), diagnostics) {
        return None;
    }
    let mut ctx = Ctx::new(components, options, sources, prefixes, diagnostics);
    ctx.usage = Usage::new(components, &selection, &boundary);
    let used = components::namespaces(components, &selection);
    ctx.namespaces = namespaces(components, options, &ctx.prefixes, &used, ctx.diagnostics);
    (ctx.opaque, ctx.externs) = (opaque, externs);
    ctx.polymorphic.clone_from(&boundary.derived);
    if let Some(name) = &options.document {
        ctx.names.insist(&None, name);
    }
    let tasks = ctx.name_items(&selection);
    for task in &tasks {
        ctx.fill(task);
    }
    let named = selection.types.iter().map(|&id| components.ty(id)).filter(|ty| ty.name.is_some() && ty.span.is_some());
    let n_components = selection.elements.difference(&boundary.elements).count() + named.count();
    ctx.alias_messages(&roots.operations);
    let (operations, ports) = operations::plan(&mut ctx, &roots.operations);
    let document = document::plan(&mut ctx, &selection);
    modules::check(&mut ctx, !operations.is_empty());
    ctx.renames.report(ctx.diagnostics);
    let attributes = attributes::decide(&mut ctx.items, &ctx.owners, options);
    unused::check_uses(&mut ctx, &attributes, &unknown);
    let sources = ctx.source_names(&selection, &roots.operations);
    let served = ctx.served();
    let Ctx { mut items, mut namespaces, owners, externs: Externs { known: externs, .. }, .. } = ctx;
    let order = reading_order(items.len(), &owners);
    defaults::decide(&mut items);
    boxing::mark(&mut items);
    let abilities = derives::decide(&mut items, options, &externs);
    if options.emit != Emit::Writer {
        vacancy::decide(&mut items, &externs);
    }
    let others: Vec<&Type> = document.iter().flat_map(|it| &it.variants).map(|variant| &variant.ty).collect();
    externs::declare(&externs, crates, (&items, &others), &mut namespaces, diagnostics);
    let mut plan = Plan {
        file: options.file.clone(),
        sources,
        runtime: options.runtime.clone(),
        emit: options.emit,
        namespaces,
        items,
        order,
        operations,
        ports,
        document,
        served,
        abilities,
        externs,
        serde: options.serde,
        n_components,
    };
    declared::decide(&mut plan);
    Some(plan)
}

/// What the passes share.
pub(super) struct Ctx<'a> {
    pub(super) components: &'a Components,
    pub(super) options: &'a Options,
    pub(super) sources: &'a SourceSet,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) usage: Usage,
    pub(super) prefixes: Prefixes,
    pub(super) namespaces: Vec<Namespace>,
    pub(super) names: Names,
    pub(super) items: Vec<Item>,
    pub(super) types: BTreeMap<TypeId, Type>,
    pub(super) elements: BTreeMap<ElementId, ItemId>,
    /// Items for choices inside types.
    pub(super) choices: BTreeMap<complex::ChoiceKey, ItemId>,
    /// Items for groups inside types, by place and content.
    pub(super) groups: BTreeMap<(u32, usize, String), ItemId>,
    /// The types whose elements may have a derived type, with those.
    pub(super) polymorphic: BTreeMap<TypeId, Vec<TypeId>>,
    /// What became of such a type: an item, or raw XML.
    pub(super) polymorphic_items: BTreeMap<TypeId, Type>,
    /// Which item each of those stands behind.
    pub(super) owners: Vec<(ItemId, ItemId)>,
    pub(super) opaque: Opaque,
    pub(super) externs: Externs,
    pub(super) renames: Renames<'a>,
    /// The keys of the lenient options that have had an effect.
    used: RefCell<BTreeSet<String>>,
}

/// An item whose name is decided and whose content is to be planned.
pub(super) struct Task {
    pub(super) item: ItemId,
    pub(super) ty: TypeId,
    /// Set where a global element wraps a type that others use too.
    pub(super) is_wrapper: bool,
    /// Whether that element is nillable.
    pub(super) is_nillable: bool,
}

impl<'a> Ctx<'a> {
    fn new(
        components: &'a Components,
        options: &'a Options,
        sources: &'a SourceSet,
        prefixes: Prefixes,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            components,
            options,
            sources,
            diagnostics,
            usage: Usage::default(),
            namespaces: Vec::new(),
            prefixes,
            names: Names::default(),
            items: Vec::new(),
            types: BTreeMap::new(),
            elements: BTreeMap::new(),
            choices: BTreeMap::new(),
            groups: BTreeMap::new(),
            polymorphic: BTreeMap::new(),
            polymorphic_items: BTreeMap::new(),
            owners: Vec::new(),
            opaque: Opaque::default(),
            externs: Externs::default(),
            renames: Renames::new(&options.names),
            used: RefCell::default(),
        }
    }

    fn fill(&mut self, task: &Task) {
        let kind = if task.is_wrapper {
            let ty = self.element_type(task.ty);
            Kind::Wrapper(if task.is_nillable { Type::Nillable(Box::new(ty)) } else { ty })
        } else {
            let components = self.components;
            match &components.ty(task.ty).kind {
                TypeKind::Simple(_) => simple::plan(self, task.ty),
                TypeKind::Complex(complex) => complex::plan(self, task.item, task.ty, complex),
            }
        };
        let Some(item) = self.items.get_mut(task.item.0) else { return };
        item.kind = kind;
    }

    /// The Rust type of a type.
    pub(super) fn type_of(&mut self, id: TypeId) -> Type {
        if let Some(ty) = self.types.get(&id) {
            return ty.clone();
        }
        match self.plain(id) {
            Some(ty) => ty,
            None => Type::Builtin("rt::RawElement"),
        }
    }

    /// The Rust type of a type that needs no item: built-in and extern ones.
    pub(super) fn plain(&self, id: TypeId) -> Option<Type> {
        if let Some(path) = self.extern_path(id) {
            return Some(Type::Extern(path.to_owned()));
        }
        let ty = self.components.ty(id);
        match (&ty.span, &ty.name) {
            (None, Some(name)) => simple::builtin(&name.local).map(Type::Builtin),
            _ => None,
        }
    }

    pub(super) fn is_extern(&self, id: TypeId) -> bool {
        self.extern_path(id).is_some()
    }

    pub(super) fn extern_path(&self, id: TypeId) -> Option<&str> {
        self.externs.types.get(&id).map(String::as_str)
    }

    /// Whether a global element has no item of its own: it is kept as raw XML, or it exists elsewhere.
    pub(super) fn is_outside(&self, element: ElementId) -> bool {
        self.opaque.has_element(self.components, element) || self.externs.elements.contains_key(&element)
    }

    /// The components that have a Rust type.
    fn served(&self) -> Vec<(Component, Type)> {
        let path = |path: &String| Type::Extern(path.clone());
        let elements = self.externs.elements.iter().map(|(&id, of)| (id, path(of)));
        let own = self.elements.iter().filter(|(id, _)| !self.externs.elements.contains_key(id));
        let elements = elements.chain(own.map(|(&id, &item)| (id, Type::Item(item))));
        let types = self.externs.types.iter().map(|(&id, of)| (id, path(of)));
        let types = types.chain(self.types.iter().map(|(&id, ty)| (id, ty.clone())));
        let types = types.filter(|(id, _)| self.components.ty(*id).span.is_some());
        let elements = elements.map(|(id, ty)| (Component::of_element(self.components, id), ty));
        elements.chain(types.map(|(id, ty)| (Component::of_type(self.components, id), ty))).collect()
    }

    /// The simple type that a complex type without attributes has as its whole content.
    pub(super) fn simple_alias(&self, id: TypeId) -> Option<TypeId> {
        match &self.components.ty(id).kind {
            TypeKind::Complex(complex) if complex.attributes.is_empty() && complex.any_attribute.is_none() => {
                match complex.content {
                    Content::Simple(inner) => Some(inner),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(super) fn root(&self, name: &QName) -> Root {
        Root { namespace: self.namespace_index(name.namespace.as_deref()), local: name.local.clone() }
    }

    pub(super) fn namespace_index(&self, uri: Option<&str>) -> Option<usize> {
        let uri = uri?;
        self.namespaces.iter().position(|namespace| namespace.uri == uri)
    }

    pub(super) fn module_of(&self, uri: Option<&str>) -> Option<String> {
        let index = self.namespace_index(uri)?;
        self.namespaces.get(index)?.module.clone()
    }

    pub(super) fn name_of(&self, item: ItemId) -> &str {
        self.items.get(item.0).map_or("", |item| &item.name)
    }

    /// The name that the options give to a member, variant or value of a component, `part` with its separator.
    pub(super) fn renamed_member(&self, owner: &str, part: &str, spell: fn(&Given) -> String) -> Option<String> {
        let key = format!("{owner}{part}");
        let given = self.renames.get(&key)?;
        let name = spell(&given);
        if given.is_exact {
            self.renames.ask(owner, &name, &key);
        }
        Some(name)
    }

    /// A name among the members of a component, for the one that options write so.
    pub(super) fn claim_member(
        &self,
        taken: &mut BTreeSet<String>,
        owner: &str,
        member: &str,
        wanted: String,
    ) -> String {
        let name = naming::member(taken, wanted.clone());
        self.renames.note_claim(owner, member, &wanted, name == wanted);
        name
    }

    /// Notes that an option has had an effect.
    pub(super) fn note_use(&self, key: &str) {
        self.used.borrow_mut().insert(key.to_owned());
    }

    /// Whether an option has had an effect.
    pub(super) fn is_used(&self, key: &str) -> bool {
        self.renames.is_used(key) || self.used.borrow().contains(key)
    }

    /// A type as options and documentation write it; an anonymous one by its owners.
    pub(super) fn show_type(&self, id: TypeId) -> String {
        self.prefixes.show_type(self.components, id)
    }

    pub(super) fn any(&self, constraint: &NamespaceConstraint) -> Any {
        match constraint {
            NamespaceConstraint::Any => Any::Any,
            NamespaceConstraint::Not(uri) => Any::Not(uri.clone().unwrap_or_default()),
            NamespaceConstraint::List(list) => {
                Any::List(list.iter().map(|uri| uri.clone().unwrap_or_default()).collect())
            }
        }
    }

    /// The documents that the selected components come from.
    fn source_names(&self, selection: &Selection, operations: &[usize]) -> Vec<String> {
        let operations = operations.iter().filter_map(|&index| Some(self.components.operations.get(index)?.span.file));
        let elements = selection.elements.iter().filter(|id| !self.externs.elements.contains_key(id));
        let elements = elements.map(|&id| self.components.element(id).span.file);
        let types = selection.types.iter().filter_map(|&id| Some(self.components.ty(id).span.as_ref()?.file));
        let files: BTreeSet<_> = elements.chain(types).chain(operations).collect();
        let names = files.into_iter().filter_map(|file| Some(self.sources.get(file)?.name().to_owned()));
        names.map(|name| name.rsplit('/').next().unwrap_or(&name).to_owned()).collect()
    }
}

/// The namespaces of the selected components, with their prefixes, aliases and modules.
fn namespaces(
    components: &Components,
    options: &Options,
    prefixes: &Prefixes,
    used: &BTreeSet<&str>,
    diagnostics: &mut Diagnostics,
) -> Vec<Namespace> {
    let mut namespaces = Vec::new();
    let modules = Modules::new(&options.modules);
    // Prefixes differ by more than constants do.
    let mut constants = BTreeSet::new();
    for namespace in &components.namespaces {
        let Some(uri) = namespace.uri.as_ref().filter(|uri| used.contains(uri.as_str())) else { continue };
        let Some(prefix) = prefixes.get(uri) else { continue };
        let constant = format!("NS_{}", words::snake(prefix).trim_start_matches("r#").to_uppercase());
        namespaces.push(Namespace {
            prefix: prefix.to_owned(),
            uri: uri.clone(),
            aliases: options.lenient.namespaces.get(prefix).cloned().unwrap_or_default(),
            constant: naming::member(&mut constants, constant),
            module: modules.of(prefix, uri),
        });
    }
    modules.report(diagnostics);
    namespaces
}

/// The items in reading order: choices, groups and the like behind the item that they belong to.
fn reading_order(n_items: usize, owners: &[(ItemId, ItemId)]) -> Vec<ItemId> {
    let mut owned: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
    let mut is_owned = vec![false; n_items];
    for &(owner, item) in owners {
        owned.entry(owner).or_default().push(item);
        if let Some(is_owned) = is_owned.get_mut(item.0) {
            *is_owned = true;
        }
    }
    let mut order = Vec::with_capacity(n_items);
    let mut stack: Vec<ItemId> = (0..n_items).rev().filter(|&item| !is_owned[item]).map(ItemId).collect();
    while let Some(item) = stack.pop() {
        order.push(item);
        stack.extend(owned.remove(&item).into_iter().flatten().rev());
    }
    order
}
