//! What all passes of planning share: the components and options, and the items as far as they are planned.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::anonymous::Anonymous;
use super::externs::Externs;
use super::naming::{self, Names};
use super::opaque::Opaque;
use super::passing::Passing;
use super::patterns::Prefixes;
use super::renames::{Given, Renames};
use super::usage::Usage;
use super::{Any, Field, Item, ItemId, Namespace, Origin, Root, Type, complex, docs, globals, mixed, simple};
use crate::components::model::{
    Components, Content, DerivationSet, ElementId, NamespaceConstraint, QName, TypeId, TypeKind,
};
use crate::diag::Diagnostics;
use crate::options::Options;
use crate::source::SourceSet;
use crate::span::Span;

/// What the passes share.
pub(super) struct Ctx<'a> {
    pub(super) components: &'a Components,
    pub(super) options: &'a Options,
    pub(super) sources: &'a SourceSet,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) usage: Usage,
    pub(super) anonymous: Anonymous<'a>,
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
    /// What became of such a type where some of those are blocked: an item, or raw XML.
    pub(super) polymorphic_items: BTreeMap<(TypeId, DerivationSet), Type>,
    /// Which item each of those stands behind.
    pub(super) owners: Vec<(ItemId, ItemId)>,
    /// The fields of bases that have been looked at.
    pub(super) common: BTreeMap<TypeId, Rc<[Field]>>,
    /// The types that are extended by one whose children stand in one list; see [`mixed::bases_of_lists`].
    pub(super) bases_of_lists: BTreeSet<TypeId>,
    /// How many methods the traits of all types have.
    pub(super) n_methods: usize,
    pub(super) opaque: Opaque,
    /// Whether strict reading checks what wildcards admit, if there are any.
    pub(super) has_globals: bool,
    pub(super) externs: Externs,
    pub(super) renames: Renames<'a>,
    /// The keys of the lenient options that have had an effect.
    used: RefCell<BTreeSet<String>>,
    pub(super) passing: Passing,
}

impl<'a> Ctx<'a> {
    pub(super) fn new(
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
            anonymous: Anonymous::new(components),
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
            common: BTreeMap::new(),
            bases_of_lists: mixed::bases_of_lists(components),
            n_methods: 0,
            opaque: Opaque::default(),
            has_globals: globals::are_wanted(components, options),
            externs: Externs::default(),
            renames: Renames::new(&options.names),
            used: RefCell::default(),
            passing: Passing::default(),
        }
    }

    /// The Rust type of a type.
    pub(super) fn type_of(&mut self, id: TypeId) -> Type {
        if let Some(ty) = self.types.get(&id) {
            return ty.clone();
        }
        match self.plain(id) {
            Some(ty) => ty,
            None => Type::RAW,
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

    /// Where the item for a component comes from.
    pub(super) fn origin(&self, component: String, span: Option<&Span>, note: &str) -> Origin {
        Origin { component, place: span.map(|span| self.place(span)).unwrap_or_default(), note: note.to_owned() }
    }

    /// `file:line`.
    pub(super) fn place(&self, span: &Span) -> String {
        self.sources.position(span).map(|at| format!("{}:{}", at.name, at.line)).unwrap_or_default()
    }

    /// The lines of a documentation text, where documentation is wanted.
    pub(super) fn docs(&self, documentation: Option<&str>) -> Vec<String> {
        if self.options.documentation { docs::lines(documentation) } else { Vec::new() }
    }

    /// The documentation of an item: that of the schema, and a line that names component and document.
    pub(super) fn item_docs(&self, component: &str, documentation: Option<&str>, span: Option<&Span>) -> Vec<String> {
        if !self.options.documentation {
            return Vec::new();
        }
        let mut lines = docs::lines(documentation);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let path = span.and_then(|span| self.sources.position(span)).map_or("", |at| at.name);
        let file = path.rsplit('/').next().unwrap_or(path);
        let components: Vec<_> = component.split(", ").map(|name| format!("`{name}`")).collect();
        let noun = if components.len() == 1 { "component" } else { "components" };
        lines.push(format!("Schema {noun} {} in {file}.", components.join(" and ")));
        lines
    }

    /// The documentation of an item for a part of a type, of which the schema says nothing.
    pub(super) fn part_docs(&self, what: &str, of: &Item, component: &str) -> Vec<String> {
        if !self.options.documentation {
            return Vec::new();
        }
        docs::sentence(&format!("{what} in [`{}`], schema component `{component}` in {}.", of.name, of.origin.file()))
    }
}
