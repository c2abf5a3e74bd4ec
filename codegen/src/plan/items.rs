//! Which components become items, and how those are called.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{Ctx, Task};
use super::{Attributes, Element, Item, ItemId, Kind, Origin, Root, Type, complex, docs, words};
use crate::components::Selection;
use crate::components::model::{
    ComplexType, Content, ElementId, ElementUse, Particle, QName, SimpleType, Term, TypeDefinition, TypeId, TypeKind,
    Variety,
};
use crate::diag::Diagnostic;
use crate::span::Span;

/// The names on which the user insists.
#[derive(Default)]
struct Exact {
    elements: BTreeMap<ElementId, String>,
    types: BTreeMap<TypeId, String>,
}

impl Ctx<'_> {
    /// Gives every selected component its item. Names on which the user insists are taken first; then elements that are
    /// one item with their type, types whose own name is the short name, other elements, and at last the types that
    /// would only get the short name by leaving out their `Type`.
    pub(super) fn name_items(&mut self, selection: &Selection) -> Vec<Task> {
        let mut tasks = Vec::new();
        let elements: Vec<ElementId> =
            selection.elements.iter().copied().filter(|&element| !self.is_outside(element)).collect();
        let merged: BTreeMap<TypeId, ElementId> = elements
            .iter()
            .filter(|&&element| self.usage.serves_alone(self.components, element) && self.can_merge(element))
            .map(|&element| (self.components.element(element).ty, element))
            .collect();
        let mut own = Vec::new();
        for &id in &selection.types {
            if merged.contains_key(&id) || self.types.contains_key(&id) || self.is_extern(id) {
                continue;
            }
            match self.plain(id).or_else(|| self.raw(id)) {
                Some(ty) => _ = self.types.insert(id, ty),
                None => own.push(id),
            }
        }
        let mut is_merged = Vec::new();
        let mut around = Vec::new();
        for &element in &elements {
            let declaration = self.components.element(element);
            let is_raw = self.types.get(&declaration.ty).is_some_and(complex::is_raw)
                || (complex::is_abstract(self.components, declaration.ty)
                    && !self.polymorphic.contains_key(&declaration.ty));
            if merged.get(&declaration.ty) == Some(&element) {
                is_merged.push(element);
            } else if !declaration.is_abstract && !is_raw {
                around.push(element);
            }
        }
        let mut exact = self.insist(&is_merged, &around, &own);
        let mut types: BTreeMap<TypeId, String> = BTreeMap::new();
        for element in is_merged {
            let name = exact.elements.remove(&element).unwrap_or_else(|| self.element_name(element, true));
            types.insert(self.components.element(element).ty, name);
        }
        let mut wrappers = BTreeMap::new();
        let (plain, stripped): (Vec<_>, Vec<_>) = own.into_iter().partition(|&id| self.is_called_in_full(id));
        for id in plain {
            let name = exact.types.remove(&id).unwrap_or_else(|| self.type_name(id));
            types.insert(id, name);
        }
        for element in around {
            let name = exact.elements.remove(&element).unwrap_or_else(|| self.element_name(element, false));
            wrappers.insert(element, name);
        }
        for id in stripped {
            let name = exact.types.remove(&id).unwrap_or_else(|| self.type_name(id));
            types.insert(id, name);
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
                    tasks.push(Task { item, ty: id, is_wrapper: false, is_nillable: false });
                }
                Err(element) => {
                    let name = wrappers.remove(&element).unwrap_or_default();
                    self.items.push(self.blank_element(element, name, &span));
                    self.elements.insert(element, item);
                    tasks.push(Task {
                        item,
                        ty: self.components.element(element).ty,
                        is_wrapper: true,
                        is_nillable: self.components.element(element).nillable,
                    });
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
        own && ty.span.is_some()
            && !self.polymorphic.contains_key(&declaration.ty)
            && !declaration.is_abstract
            && !declaration.nillable
            && self.extern_path(declaration.ty).is_none()
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

    /// Takes the names on which the user insists, before any other is chosen. A key that fits an element and a type
    /// speaks of the element.
    fn insist(&mut self, merged: &[ElementId], around: &[ElementId], own: &[TypeId]) -> Exact {
        let mut exact = Exact::default();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        let mut owners: BTreeMap<(Option<String>, String), (String, Option<Span>)> = BTreeMap::new();
        let components = self.components;
        let mut insist = |name: &QName, also: Option<&QName>, span: Option<&Span>| {
            let mut names = std::iter::once(name).chain(also).map(|name| self.prefixes.show(name));
            let (given, key) = names.find_map(|key| Some((self.renames.exact(&key)?.camel(), key)))?;
            if !keys.insert(key.clone()) {
                return None;
            }
            let module = self.module_of(name.namespace.as_deref());
            self.names.insist(&module, &given);
            let place = (key.clone(), span.cloned());
            if let Some((other, other_span)) = owners.insert((module, given.clone()), place) {
                let message = format!("the configuration gives `{other}` and `{key}` the same name `{given}`");
                let mut problem = Diagnostic::error("duplicate-name", message);
                if let Some(span) = span {
                    problem = problem.at(span);
                }
                if let Some(span) = other_span {
                    problem = problem.note_at(format!("`{other}` is declared here"), &span);
                }
                self.diagnostics.push(problem.help("give one of them another name in [names]"));
            }
            Some(given)
        };
        for &id in merged {
            let declaration = components.element(id);
            let ty = components.ty(declaration.ty).name.as_ref();
            if let Some(name) = insist(&declaration.name, ty, Some(&declaration.span)) {
                exact.elements.insert(id, name);
            }
        }
        for &id in around {
            let declaration = components.element(id);
            if let Some(name) = insist(&declaration.name, None, Some(&declaration.span)) {
                exact.elements.insert(id, name);
            }
        }
        for &id in own {
            let ty = components.ty(id);
            if let Some(name) = ty.name.as_ref().and_then(|name| insist(name, None, ty.span.as_ref())) {
                exact.types.insert(id, name);
            }
        }
        exact
    }

    pub(super) fn element_name(&mut self, element: ElementId, is_merged: bool) -> String {
        let declaration = self.components.element(element);
        let ty = self.components.ty(declaration.ty);
        let given = self.renames.by_pattern(&self.prefixes.show(&declaration.name)).or_else(|| {
            let name = ty.name.as_ref().filter(|_| is_merged)?;
            self.renames.by_pattern(&self.prefixes.show(name))
        });
        let camel = words::camel(&declaration.name.local);
        let module = self.module_of(declaration.name.namespace.as_deref());
        let mut candidates: Vec<String> = given.map(|given| given.camel()).into_iter().collect();
        candidates.extend([camel.clone(), format!("{camel}Element")]);
        self.names.claim(&module, &candidates)
    }

    /// Whether a type's own name is the one that it would be called by.
    fn is_called_in_full(&self, id: TypeId) -> bool {
        let Some(name) = &self.components.ty(id).name else { return false };
        let (full, short) = (words::camel(&name.local), words::short(&name.local));
        let given = self.renames.by_pattern(&self.prefixes.show(name));
        given.map_or(short, |given| given.camel()) == full
    }

    fn type_name(&mut self, id: TypeId) -> String {
        let ty = self.components.ty(id);
        let Some(name) = &ty.name else { return self.anonymous_name(id) };
        let given = self.renames.by_pattern(&self.prefixes.show(name));
        let mut candidates: Vec<String> = given.map(|given| given.camel()).into_iter().collect();
        candidates.extend([words::short(&name.local), words::camel(&name.local)]);
        let module = self.module_of(name.namespace.as_deref());
        self.names.claim(&module, &candidates)
    }

    /// An anonymous type is called after the declaration it stands in, and where that is taken also after its owners.
    fn anonymous_name(&mut self, id: TypeId) -> String {
        let owner = &self.components.ty(id).owner;
        let module = self.module_of(owner.first().and_then(|first| first.namespace.as_deref()));
        let locals: Vec<&str> = owner.iter().map(|name| name.local.as_str()).collect();
        let role = self.role(id);
        let hint = self.components.ty(id).id.as_ref();
        let mut candidates: Vec<String> = hint.map(|hint| words::short(hint)).into_iter().collect();
        for start in (0..locals.len()).rev() {
            let own = locals.get(start..).unwrap_or_default();
            candidates.push(own.iter().map(|local| words::short(local)).collect::<String>() + role);
        }
        // An element around the type may have its name.
        let longest = candidates.last().map(|longest| format!("{longest}Type"));
        candidates.extend(longest);
        // A member that was given a name lends it to its type.
        if let Some(given) = self.renames.get(&self.show_type(id)) {
            candidates.insert(0, words::camel(given.plain()));
        }
        self.names.claim(&module, &candidates)
    }

    /// What an anonymous simple type is to the type that it stands in, so that it needs another name than that one.
    fn role(&self, id: TypeId) -> &'static str {
        let is_in = |ty: &TypeDefinition| match &ty.kind {
            TypeKind::Simple(SimpleType { variety: Variety::List(item), .. }) if *item == id => Some("Item"),
            TypeKind::Simple(SimpleType { variety: Variety::Union(members), .. }) if members.contains(&id) => {
                Some("Member")
            }
            TypeKind::Simple(SimpleType { base: Some(base), .. }) if *base == id => Some("Base"),
            TypeKind::Complex(ComplexType { content: Content::Simple(value), .. }) if *value == id => Some("Value"),
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
        let mut documentation = ty.documentation.clone().or_else(|| self.local_documentation(id));
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
        let first =
            declaration.map(|d| d.name.clone()).or_else(|| ty.name.clone()).or_else(|| ty.owner.first().cloned());
        let namespace = first.as_ref().and_then(|name| name.namespace.clone());
        let root = declaration.map(|declaration| self.root(&declaration.name));
        self.blank(name, namespace.as_deref(), component, documentation, root, span, note)
    }

    /// What the local element says whose anonymous type this is.
    fn local_documentation(&self, id: TypeId) -> Option<String> {
        fn find(particle: &Particle, id: TypeId) -> Option<&ElementUse> {
            match &particle.term {
                Term::Element(element) => (element.ty == id).then_some(element),
                Term::Group(_, parts) => parts.iter().find_map(|part| find(part, id)),
                Term::Wildcard(_) => None,
            }
        }
        if self.components.ty(id).name.is_some() {
            return None;
        }
        let contents = self.components.types.iter().filter_map(|ty| match &ty.kind {
            TypeKind::Complex(ComplexType { content: Content::ElementOnly(particle), .. }) => Some(particle),
            _ => None,
        });
        contents.into_iter().find_map(|particle| find(particle, id))?.documentation.clone()
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
            attributes: Attributes::default(),
            vacancy: None,
            root: root.map(|name| Element { name, used: None }),
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
    pub(super) fn item_docs(&self, component: &str, documentation: Option<&str>, file: &str) -> Vec<String> {
        if !self.options.documentation {
            return Vec::new();
        }
        let mut lines = docs::lines(documentation);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let file = file.rsplit('/').next().unwrap_or(file);
        let components: Vec<_> = component.split(", ").map(|name| format!("`{name}`")).collect();
        let noun = if components.len() == 1 { "component" } else { "components" };
        lines.push(format!("Schema {noun} {} in {file}.", components.join(" and ")));
        lines
    }
}
