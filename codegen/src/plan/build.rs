//! The passes of planning, in order.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Ctx;
use super::externs::{self, ExternCrate, Externs};
use super::items::Task;
use super::modules::{self, Modules};
use super::offers::Component;
use super::opaque::Opaque;
use super::patterns::Prefixes;
use super::usage::Usage;
use super::{
    ItemId, Kind, Namespace, Plan, Type, Wrapper, attributes, borrowed, boxing, compared, complex, declared, defaults,
    derives, document, globals, identity, naming, operations, polymorphic, simple, unused, vacancy, words,
};
use crate::components::model::{Components, TypeId, TypeKind};
use crate::components::{self, Boundary, Selection};
use crate::diag::Diagnostics;
use crate::options::{Emit, Options};
use crate::source::SourceSet;
use crate::xsd::XSD_NAMESPACE;

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
    let mut roots = operations::roots(components, options, &prefixes, diagnostics)?;
    if globals::are_wanted(components, options) && options.roots.is_empty() && options.operations.is_empty() {
        roots.components.extend(components.attributes.iter().map(|it| components::Root::Type(it.ty)));
    }
    let opaque = Opaque::new(components, options, &prefixes, diagnostics);
    let mut boundary = opaque.boundary();
    boundary.derived = polymorphic::find(components, options, &prefixes);
    polymorphic::check_built_in(components, options, &prefixes, &boundary.derived, diagnostics);
    let mut externs = Externs::new(components, options, &prefixes, crates, diagnostics);
    if externs::has_patterns(options) {
        // The names that all types would have are found by giving them.
        let selection = components::closure_within(components, &roots.components, &boundary);
        let mut silent = Diagnostics::new();
        let mut ctx = Ctx::new(components, options, sources, prefixes.clone(), &mut silent);
        ctx.take(&selection, &boundary);
        ctx.name_items(&selection);
        externs.take_patterns(components, options, &prefixes, &ctx.type_names());
    }
    externs.bound(&mut boundary);
    let selection = components::closure_within(components, &roots.components, &boundary);
    if !opaque.check(components, options, &prefixes, (&roots.components, &selection), diagnostics) {
        return None;
    }
    let mut ctx = Ctx::new(components, options, sources, prefixes, diagnostics);
    (ctx.opaque, ctx.externs) = (opaque, externs);
    ctx.take(&selection, &boundary);
    if let Some(name) = &options.document {
        ctx.names.insist(&None, name);
    }
    let tasks = ctx.name_items(&selection);
    for task in &tasks {
        ctx.fill(task);
    }
    ctx.alias_messages(&roots.operations);
    let (operations, ports) = operations::plan(&mut ctx, &roots.operations);
    let document = document::plan(&mut ctx, &selection);
    let identity = if options.emit == Emit::Writer { None } else { identity::plan(&mut ctx, &selection) };
    let globals = document.as_ref().and_then(|_| globals::plan(&mut ctx, &selection));
    modules::check(&mut ctx, !operations.is_empty());
    ctx.renames.report(ctx.diagnostics);
    let attributes = attributes::decide(&mut ctx.items, &ctx.owners, options);
    borrowed::decide(&mut ctx.items, options).into_iter().for_each(|problem| ctx.diagnostics.push(problem));
    unused::check_uses(&mut ctx, &attributes, &unknown);
    let sources = ctx.source_names(&selection, &roots.operations);
    let served = ctx.served();
    let Ctx { mut items, mut namespaces, owners, externs: Externs { known: externs, .. }, .. } = ctx;
    defaults::decide(&mut items);
    compared::decide(&mut items);
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
        order: reading_order(items.len(), &owners),
        items,
        operations,
        ports,
        document,
        identity,
        globals,
        served,
        abilities,
        externs,
        serde: options.serde,
        n_components: n_components(components, &selection, &boundary),
    };
    declared::decide(&mut plan);
    Some(plan)
}

impl Ctx<'_> {
    /// Takes over what is to be planned.
    fn take(&mut self, selection: &Selection, boundary: &Boundary) {
        self.usage = Usage::new(self.components, selection, boundary);
        let mut used = components::namespaces(self.components, selection);
        if self.has_globals {
            used.extend(self.components.attributes.iter().filter_map(|it| it.name.namespace.as_deref()));
        }
        if polymorphic::names_built_in(self.components, selection, &boundary.derived) {
            used.insert(XSD_NAMESPACE);
        }
        self.namespaces = namespaces(self.components, self.options, &self.prefixes, &used, self.diagnostics);
        self.polymorphic.clone_from(&boundary.derived);
    }

    /// The names of the types that are items.
    fn type_names(&self) -> BTreeMap<TypeId, String> {
        let named = self.types.iter().filter_map(|(&id, ty)| match ty {
            Type::Item(item) => Some((id, self.name_of(*item).to_owned())),
            _ => None,
        });
        named.collect()
    }

    /// Plans the content of an item.
    fn fill(&mut self, task: &Task) {
        let kind = if let Some(element) = task.wrapped {
            let declaration = self.components.element(element);
            let ty = self.element_type(task.ty, declaration.block);
            let default = defaults::of_element(self.components, task.ty, declaration.value.as_ref(), &ty);
            let ty = if declaration.nillable { self.nillable(task.ty, declaration.block, ty) } else { ty };
            Kind::Wrapper(Wrapper { ty, default })
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
    let of_documents = components.namespaces.iter().filter_map(|namespace| namespace.uri.as_deref());
    let uris =
        of_documents.clone().chain((!of_documents.clone().any(|uri| uri == XSD_NAMESPACE)).then_some(XSD_NAMESPACE));
    for uri in uris.filter(|uri| used.contains(uri)) {
        let built_in = (uri == XSD_NAMESPACE).then(|| prefixes.of_built_in());
        let Some(prefix) = built_in.or_else(|| prefixes.get(uri)) else { continue };
        let constant = format!("NS_{}", words::snake(prefix).trim_start_matches("r#").to_uppercase());
        namespaces.push(Namespace {
            prefix: prefix.to_owned(),
            uri: uri.to_owned(),
            aliases: options.lenient.namespaces.get(prefix).cloned().unwrap_or_default(),
            constant: naming::member(&mut constants, constant),
            module: modules.of(prefix, uri),
        });
    }
    modules.report(diagnostics);
    namespaces
}

/// How many global components are selected, built-in ones and those behind the boundary left out.
fn n_components(components: &Components, selection: &Selection, boundary: &Boundary) -> usize {
    let types = selection.types.iter().map(|&id| components.ty(id));
    let named = types.filter(|ty| ty.name.is_some() && ty.span.is_some());
    selection.elements.difference(&boundary.elements).count() + named.count()
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
