//! The passes of planning, in order.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::Names;
use super::patterns::{self, Prefixes};
use super::usage::Usage;
use super::{Any, Item, ItemId, Kind, Namespace, Origin, Plan, Root, Type, boxing, complex, derives, docs, operations, simple, words};
use crate::components::model::{
    Components, Content, ElementId, NamespaceConstraint, QName, SimpleType, TypeDefinition, TypeId, TypeKind, Variety,
};
use crate::components::{self, Selection};
use crate::diag::{Diagnostic, Diagnostics};
use crate::options::Options;
use crate::source::SourceSet;
use crate::span::Span;

/// Decides what Rust to write. `None` if the options ask for what is not there; the diagnostics say what.
pub fn plan(
    components: &Components,
    options: &Options,
    sources: &SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Plan> {
    let prefixes = Prefixes::new(components, options);
    check_names(components, options, &prefixes, diagnostics);
    let roots = operations::roots(components, options, &prefixes, diagnostics)?;
    let selection = components::closure(components, &roots.components);
    let namespaces = namespaces(components, options, &prefixes);
    let mut ctx = Ctx {
        components,
        options,
        sources,
        diagnostics,
        usage: Usage::new(components, &selection),
        prefixes,
        namespaces,
        names: Names::default(),
        items: Vec::new(),
        types: BTreeMap::new(),
        elements: BTreeMap::new(),
        choices: BTreeMap::new(),
        owners: Vec::new(),
    };
    let tasks = ctx.name_items(&selection);
    for task in &tasks {
        ctx.fill(task);
    }
    let operations = operations::plan(&mut ctx, &roots.operations);
    let sources = ctx.source_names(&selection, &roots.operations);
    let Ctx { mut items, namespaces, owners, .. } = ctx;
    let order = reading_order(items.len(), &owners);
    boxing::mark(&mut items);
    derives::decide(&mut items, options);
    Some(Plan {
        file: options.file.clone(),
        sources,
        runtime: options.runtime.clone(),
        emit: options.emit,
        namespaces,
        items,
        order,
        operations,
    })
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
    /// Items for choices inside types, by the place of the choice: a base's choice is one item for all that extend it.
    pub(super) choices: BTreeMap<(u32, usize), ItemId>,
    /// Which item each of those stands behind.
    pub(super) owners: Vec<(ItemId, ItemId)>,
}

/// An item whose name is decided and whose content is to be planned.
struct Task {
    item: ItemId,
    ty: TypeId,
    /// Set where a global element wraps a type that others use too.
    is_wrapper: bool,
}

impl<'a> Ctx<'a> {
    /// Gives every selected component its item, elements first, so that the shorter names are theirs.
    fn name_items(&mut self, selection: &Selection) -> Vec<Task> {
        let mut tasks = Vec::new();
        let merged: BTreeMap<TypeId, ElementId> = selection
            .elements
            .iter()
            .filter(|&&element| self.usage.serves_alone(self.components, element) && self.can_merge(element))
            .map(|&element| (self.components.element(element).ty, element))
            .collect();
        let mut types: BTreeMap<TypeId, String> = BTreeMap::new();
        self.insist_on_renames(selection, &merged);
        for &element in &selection.elements {
            let declaration = self.components.element(element);
            if merged.get(&declaration.ty) == Some(&element) {
                let name = self.element_name(element);
                types.insert(declaration.ty, name);
            }
        }
        for &id in &selection.types {
            if types.contains_key(&id) || self.types.contains_key(&id) || self.is_extern(id) {
                continue;
            }
            if let Some(ty) = self.plain(id).or_else(|| self.raw(id)) {
                self.types.insert(id, ty);
                continue;
            }
            let name = self.type_name(id);
            types.insert(id, name);
        }
        let mut wrappers = BTreeMap::new();
        for &element in &selection.elements {
            let declaration = self.components.element(element);
            let is_raw = self.types.get(&declaration.ty).is_some_and(complex::is_raw)
                || complex::is_abstract(self.components, declaration.ty);
            if merged.get(&declaration.ty) != Some(&element) && !declaration.is_abstract && !is_raw {
                wrappers.insert(element, self.element_name(element));
            }
        }
        let mut at: Vec<(Span, Result<TypeId, ElementId>)> = Vec::new();
        for &id in types.keys() {
            let element = merged.get(&id).map(|&element| self.components.element(element).span.clone());
            if let Some(span) = element.or_else(|| self.components.ty(id).span.clone()) {
                at.push((span, Ok(id)));
            }
        }
        for &element in wrappers.keys() {
            at.push((self.components.element(element).span.clone(), Err(element)));
        }
        at.sort_by_key(|(span, _)| (span.file, span.range.start, span.range.end));
        for (span, component) in at {
            let item = ItemId(self.items.len());
            match component {
                Ok(id) => {
                    let element = merged.get(&id).copied();
                    let name = types.remove(&id).unwrap_or_default();
                    self.items.push(self.blank_type(id, element, name, &span));
                    self.types.insert(id, Type::Item(item));
                    if let Some(element) = element {
                        self.elements.insert(element, item);
                    }
                    tasks.push(Task { item, ty: id, is_wrapper: false });
                }
                Err(element) => {
                    let name = wrappers.remove(&element).unwrap_or_default();
                    self.items.push(self.blank_element(element, name, &span));
                    self.elements.insert(element, item);
                    tasks.push(Task { item, ty: self.components.element(element).ty, is_wrapper: true });
                }
            }
        }
        tasks
    }

    /// Whether an element and its type can be one item: a complex type of its own.
    fn can_merge(&self, element: ElementId) -> bool {
        let declaration = self.components.element(element);
        let ty = self.components.ty(declaration.ty);
        let own = matches!(&ty.kind, TypeKind::Complex(complex) if !complex.is_abstract)
            && complex::unsupported(self.components, declaration.ty).is_none();
        own && ty.span.is_some() && !declaration.is_abstract && !declaration.nillable && self.extern_path(declaration.ty).is_none()
            && self.simple_alias(declaration.ty).is_none()
    }

    /// Raw XML for a type whose content has no Rust shape; says so.
    fn raw(&mut self, id: TypeId) -> Option<Type> {
        let what = complex::unsupported(self.components, id)?;
        let shown = self.show_type(id);
        let message = format!("type `{shown}` has {what}, which has no Rust type yet; it is kept as raw XML");
        let mut warning = Diagnostic::warning("raw-xml", message);
        if let Some(span) = &self.components.ty(id).span {
            warning = warning.at(span);
        }
        self.diagnostics.push(warning);
        Some(Type::Builtin("rt::RawElement"))
    }

    /// Names that a user gave are taken before any other is chosen.
    fn insist_on_renames(&mut self, selection: &Selection, merged: &BTreeMap<TypeId, ElementId>) {
        let elements = selection.elements.iter().map(|&id| self.components.element(id).name.clone());
        let types = selection.types.iter().filter(|id| !merged.contains_key(id));
        let types = types.filter_map(|&id| self.components.ty(id).name.clone());
        let names: Vec<QName> = elements.chain(types).collect();
        for name in names {
            if let Some(renamed) = self.renamed(&self.prefixes.show(&name)) {
                let module = self.module_of(name.namespace.as_deref());
                self.names.insist(&module, &renamed);
            }
        }
    }

    fn element_name(&mut self, element: ElementId) -> String {
        let declaration = self.components.element(element);
        let shown = self.prefixes.show(&declaration.name);
        let type_name = self.components.ty(declaration.ty).name.as_ref().map(|name| self.prefixes.show(name));
        if let Some(renamed) = self.renamed(&shown).or_else(|| self.renamed(&type_name?)) {
            return renamed;
        }
        let camel = words::camel(&declaration.name.local);
        let module = self.module_of(declaration.name.namespace.as_deref());
        self.names.claim(&module, &[camel.clone(), format!("{camel}Element")])
    }

    fn type_name(&mut self, id: TypeId) -> String {
        let ty = self.components.ty(id);
        let Some(name) = &ty.name else { return self.anonymous_name(id) };
        if let Some(renamed) = self.renamed(&self.prefixes.show(name)) {
            return renamed;
        }
        let full = words::camel(&name.local);
        let short = full.strip_suffix("Type").filter(|short| !short.is_empty()).unwrap_or(&full).to_owned();
        let module = self.module_of(name.namespace.as_deref());
        self.names.claim(&module, &[short, full])
    }

    /// An anonymous type is called after the declaration it stands in, and where that is taken also after its owners.
    fn anonymous_name(&mut self, id: TypeId) -> String {
        let owner = &self.components.ty(id).owner;
        let module = self.module_of(owner.first().and_then(|first| first.namespace.as_deref()));
        let locals: Vec<&str> = owner.iter().map(|name| name.local.as_str()).collect();
        let role = self.role(id);
        let strip = |local: &str| {
            let camel = words::camel(local);
            camel.strip_suffix("Type").filter(|short| !short.is_empty()).map_or(camel.clone(), str::to_owned)
        };
        let hint = self.components.ty(id).id.as_ref();
        let mut candidates: Vec<String> = hint.map(|hint| strip(hint)).into_iter().collect();
        for start in (0..locals.len()).rev() {
            let own = locals.get(start..).unwrap_or_default();
            candidates.push(own.iter().map(|local| strip(local)).collect::<String>() + role);
        }
        let path = owner.iter().map(|name| self.prefixes.show(name)).collect::<Vec<_>>().join("/");
        if let Some(renamed) = self.renamed(&path) {
            self.names.insist(&module, &renamed);
            return renamed;
        }
        self.names.claim(&module, &candidates)
    }

    /// What an anonymous type is to a simple type that it stands in, so that it needs another name than that one.
    fn role(&self, id: TypeId) -> &'static str {
        let is_in = |ty: &TypeDefinition| match &ty.kind {
            TypeKind::Simple(SimpleType { variety: Variety::List(item), .. }) if *item == id => Some("Item"),
            TypeKind::Simple(SimpleType { variety: Variety::Union(members), .. }) if members.contains(&id) => Some("Member"),
            TypeKind::Simple(SimpleType { base: Some(base), .. }) if *base == id => Some("Base"),
            _ => None,
        };
        if matches!(self.components.ty(id).kind, TypeKind::Complex(_)) {
            return "";
        }
        self.components.types.iter().find_map(is_in).unwrap_or_default()
    }

    fn blank_type(&self, id: TypeId, element: Option<ElementId>, name: String, span: &Span) -> Item {
        let ty = self.components.ty(id);
        let declaration = element.map(|element| self.components.element(element));
        let mut component = self.show_type(id);
        let mut documentation = ty.documentation.clone();
        let mut note = String::new();
        if let Some(declaration) = declaration {
            let shown = self.prefixes.show(&declaration.name);
            if ty.name.is_some() {
                note = "element and type are one item".to_owned();
                component = format!("{shown}, {component}");
            } else {
                component = shown;
            }
            documentation = declaration.documentation.clone().or(documentation);
        }
        let first = declaration.map(|d| d.name.clone()).or_else(|| ty.name.clone()).or_else(|| ty.owner.first().cloned());
        let namespace = first.as_ref().and_then(|name| name.namespace.clone());
        let root = declaration.map(|declaration| self.root(&declaration.name));
        self.blank(name, namespace.as_deref(), component, documentation, root, span, note)
    }

    fn blank_element(&self, element: ElementId, name: String, span: &Span) -> Item {
        let declaration = self.components.element(element);
        let root = self.root(&declaration.name);
        let component = self.prefixes.show(&declaration.name);
        let namespace = declaration.name.namespace.as_deref();
        let note = "element around a type with other uses".to_owned();
        self.blank(name, namespace, component, declaration.documentation.clone(), Some(root), span, note)
    }

    #[allow(clippy::too_many_arguments)]
    fn blank(
        &self,
        name: String,
        namespace: Option<&str>,
        component: String,
        documentation: Option<String>,
        root: Option<Root>,
        span: &Span,
        note: String,
    ) -> Item {
        let place = self.sources.position(span);
        Item {
            module: self.module_of(namespace),
            docs: self.item_docs(&component, documentation.as_deref(), place.as_ref().map_or("", |place| place.name)),
            derives: Vec::new(),
            root,
            kind: Kind::Alias(Type::Builtin("()")),
            origin: Origin {
                component,
                place: place.map(|place| format!("{}:{}", place.name, place.line)).unwrap_or_default(),
                note,
            },
            name,
        }
    }

    /// The documentation of the schema, and a line that names component and document.
    fn item_docs(&self, component: &str, documentation: Option<&str>, file: &str) -> Vec<String> {
        if !self.options.documentation {
            return Vec::new();
        }
        let mut lines = docs::lines(documentation);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let file = file.rsplit('/').next().unwrap_or(file);
        let components: Vec<_> = component.split(", ").map(|name| format!("`{name}`")).collect();
        lines.push(format!("Schema component {} in {file}.", components.join(", ")));
        lines
    }

    fn fill(&mut self, task: &Task) {
        let kind = if task.is_wrapper {
            Kind::Wrapper(self.type_of(task.ty))
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
    fn plain(&self, id: TypeId) -> Option<Type> {
        if let Some(path) = self.extern_path(id) {
            return Some(Type::Extern(path.to_owned()));
        }
        let ty = self.components.ty(id);
        match (&ty.span, &ty.name) {
            (None, Some(name)) => simple::builtin(&name.local).map(Type::Builtin),
            _ => None,
        }
    }

    fn is_extern(&self, id: TypeId) -> bool {
        self.extern_path(id).is_some()
    }

    fn extern_path(&self, id: TypeId) -> Option<&'a str> {
        let name = self.components.ty(id).name.as_ref()?;
        self.options.extern_types.get(&self.prefixes.show(name)).map(String::as_str)
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

    pub(super) fn renamed(&self, key: &str) -> Option<String> {
        self.options.names.get(key).cloned()
    }

    /// A type as options and documentation write it; an anonymous one by its owners.
    pub(super) fn show_type(&self, id: TypeId) -> String {
        let ty = self.components.ty(id);
        match &ty.name {
            Some(name) => self.prefixes.show(name),
            None => ty.owner.iter().enumerate().map(|(index, name)| {
                if index == 0 { self.prefixes.show(name) } else { format!("/{}", name.local) }
            }).collect(),
        }
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
        let elements = selection.elements.iter().map(|&id| self.components.element(id).span.file);
        let types = selection.types.iter().filter_map(|&id| Some(self.components.ty(id).span.as_ref()?.file));
        let files: BTreeSet<_> = elements.chain(types).chain(operations).collect();
        let names = files.into_iter().filter_map(|file| Some(self.sources.get(file)?.name().to_owned()));
        names.map(|name| name.rsplit('/').next().unwrap_or(&name).to_owned()).collect()
    }
}

/// The namespaces of the components, with their prefixes, aliases and modules.
fn namespaces(components: &Components, options: &Options, prefixes: &Prefixes) -> Vec<Namespace> {
    let mut namespaces = Vec::new();
    for namespace in &components.namespaces {
        let Some(uri) = &namespace.uri else { continue };
        let Some(prefix) = prefixes.get(uri) else { continue };
        namespaces.push(Namespace {
            prefix: prefix.to_owned(),
            uri: uri.clone(),
            aliases: options.lenient.namespaces.get(prefix).cloned().unwrap_or_default(),
            constant: format!("NS_{}", words::snake(prefix).trim_start_matches("r#").to_uppercase()),
            module: options.modules.get(prefix).cloned(),
        });
    }
    namespaces
}

/// Warns of options that name nothing.
fn check_names(components: &Components, options: &Options, prefixes: &Prefixes, diagnostics: &mut Diagnostics) {
    let known = |component: &str| {
        let component = component.split(['/', '=']).next().unwrap_or_default();
        let types = components.types.iter().filter_map(|ty| ty.name.as_ref());
        let elements = components.elements.iter().map(|element| &element.name);
        types.chain(elements).any(|name| prefixes.show(name) == component)
    };
    let lenient = options.lenient.elements.keys().chain(&options.lenient.optional);
    for key in options.names.keys().chain(options.extern_types.keys()).chain(lenient) {
        if !known(key) {
            let message = format!("the configuration names `{key}`, which no document declares");
            diagnostics.push(Diagnostic::warning("unknown-component", message));
        }
    }
    for prefix in options.modules.keys().chain(options.lenient.namespaces.keys()) {
        if prefixes.uri(prefix).is_none() {
            let message = format!("the configuration uses the prefix `{prefix}`, which no document binds");
            diagnostics.push(Diagnostic::warning("unknown-prefix", message));
        }
    }
    for pattern in options.enums.open.iter().chain(options.derives.keys()) {
        let types = components.types.iter().filter_map(|ty| ty.name.as_ref());
        let elements = components.elements.iter().map(|element| &element.name);
        if !types.chain(elements).any(|name| patterns::matches(pattern, &prefixes.show(name))) && !pattern.contains('/') {
            let message = format!("the configuration has the pattern `{pattern}`, which matches no component");
            diagnostics.push(Diagnostic::warning("unknown-component", message));
        }
    }
}

/// The items in reading order: the enum of a choice behind the item that it belongs to.
fn reading_order(n_items: usize, owners: &[(ItemId, ItemId)]) -> Vec<ItemId> {
    let owned: BTreeSet<ItemId> = owners.iter().map(|&(_, item)| item).collect();
    let mut order = Vec::with_capacity(n_items);
    for item in (0..n_items).map(ItemId).filter(|item| !owned.contains(item)) {
        order.push(item);
        order.extend(owners.iter().filter(|&&(owner, _)| owner == item).map(|&(_, item)| item));
    }
    order
}
