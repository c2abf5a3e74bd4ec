//! What all passes of the resolution share: the symbol tables, and the components as far as they are known.

use std::collections::{HashMap, HashSet};

use super::facets::FacetPlaces;
use super::groups::GroupContent;
use super::redefine::{self, Kind, Redefinitions};
use super::scope::{Names, Scope};
use super::slots::{self, Slots, TypeNode};
use super::symbols::Table;
use super::values::{DeclaredValue, TypedPlace};
use super::{Resolved, element_id, type_id};
use crate::components::built_in::{ANY_SIMPLE_TYPE, ANY_TYPE, N_BUILT_IN, built_in_types};
use crate::components::model::{
    AttributeUse, ComplexType, Components, ConstraintId, Content, Derivation, ElementDeclaration, ElementId, Facets,
    IdentityConstraint, Namespace, Operation, Port, PortType, QName, SimpleType, TypeDefinition, TypeId, TypeKind,
    Variety, WhiteSpace,
};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::XML_NAMESPACE;
use crate::span::Span;
use crate::wsdl::Definitions;
use crate::xsd::{DerivationSet, Name, Schema, TypeIndex};

/// How many particles and attribute uses all types may have together. References to groups multiply them.
const MAX_PARTICLES: usize = 1_000_000;

/// The state of the resolution.
pub(super) struct Ctx<'a> {
    pub(super) schemas: &'a [Schema],
    pub(super) slots: Slots<'a>,
    pub(super) names: Names,
    pub(super) redefinitions: Redefinitions,
    pub(super) diagnostics: &'a mut Diagnostics,
    scope: Scope<'a>,
    namespaces: Vec<Namespace>,

    /// The types; their kinds are filled in by the passes.
    pub(super) types: Vec<TypeDefinition>,
    /// The normalisation of white space in each simple type.
    pub(super) white_space: Vec<WhiteSpace>,
    pub(super) facet_places: Vec<FacetPlaces>,
    pub(super) values: Vec<DeclaredValue>,
    pub(super) typed: Vec<TypedPlace>,
    pub(super) elements: Vec<ElementDeclaration>,
    pub(super) constraints: Vec<IdentityConstraint>,
    /// The identity constraints by name.
    pub(super) constraint_ids: HashMap<QName, ConstraintId>,
    /// The global attributes, as uses that are optional.
    pub(super) attributes: Vec<AttributeUse>,
    pub(super) attribute_groups: Vec<super::attributes::AttributeSet>,
    pub(super) groups: Vec<GroupContent>,
    pub(super) port_types: Vec<PortType>,
    pub(super) operations: Vec<Operation>,
    pub(super) ports: Vec<Port>,
    n_particles: usize,
}

impl<'a> Ctx<'a> {
    pub(super) fn new(
        schemas: &'a [Schema],
        definitions: &'a [Definitions],
        diagnostics: &'a mut Diagnostics,
    ) -> Ctx<'a> {
        let mut slots = slots::collect(schemas);
        let redefinitions = redefine::apply(&mut slots, schemas, diagnostics);
        let namespaces = namespaces(schemas);
        let names = Names::new(&slots, &namespaces, diagnostics);
        let mut types = built_in_types();
        types.extend(slots.types.iter().map(|slot| {
            let (kind, documentation, span) = match slot.node {
                TypeNode::Simple(node) => (simple_placeholder(), node.documentation.clone(), Some(node.span.clone())),
                TypeNode::Complex(node) => (complex_placeholder(), node.documentation.clone(), Some(node.span.clone())),
                TypeNode::SimpleContent(node) => (simple_placeholder(), None, Some(node.span.clone())),
                TypeNode::Hole => (simple_placeholder(), None, None),
            };
            let id = match slot.node {
                TypeNode::Simple(node) => node.id.clone(),
                TypeNode::Complex(_) | TypeNode::SimpleContent(_) | TypeNode::Hole => None,
            };
            TypeDefinition { name: slot.name.clone(), id, owner: slot.owner.clone(), documentation, span, kind }
        }));
        let n_types = types.len();
        let mut ctx = Ctx {
            schemas,
            slots,
            names,
            redefinitions,
            diagnostics,
            scope: Scope::new(schemas, definitions),
            namespaces,
            types,
            white_space: vec![WhiteSpace::Collapse; n_types],
            facet_places: vec![FacetPlaces::default(); n_types],
            values: Vec::new(),
            typed: Vec::new(),
            elements: Vec::new(),
            constraints: Vec::new(),
            constraint_ids: HashMap::new(),
            attributes: Vec::new(),
            attribute_groups: Vec::new(),
            groups: Vec::new(),
            port_types: Vec::new(),
            operations: Vec::new(),
            ports: Vec::new(),
            n_particles: 0,
        };
        ctx.check_notations();
        ctx
    }

    pub(super) fn finish(self) -> Resolved {
        let replacements = redefine::replacements(&self);
        self.scope.finish(self.diagnostics);
        let redefined = self.redefinitions.types.iter().map(|it| type_id(N_BUILT_IN as usize + it)).collect();
        let notations = self.slots.notations.iter().map(|(name, _)| name.clone()).collect();
        let Ctx { types, elements, attributes, constraints, namespaces, port_types, operations, ports, .. } = self;
        let components =
            Components { types, elements, attributes, constraints, namespaces, port_types, operations, ports };
        let Ctx { facet_places, values, typed, groups, .. } = self;
        let groups = groups.into_iter().filter_map(|it| it.particle).collect();
        let facets = facet_places;
        Resolved { components, facets, redefined, replacements, values, typed, notations, groups }
    }

    /// The slot of a type; `None` for a built-in one.
    pub(super) fn node(&self, id: TypeId) -> Option<(usize, TypeNode<'a>)> {
        let idx = id.0.checked_sub(N_BUILT_IN)?;
        self.slots.types.get(idx as usize).map(|slot| (slot.schema, slot.node))
    }

    /// The id of a type in a schema.
    pub(super) fn id_of(&self, schema: usize, index: TypeIndex) -> TypeId {
        let start = self.slots.type_starts.get(schema).copied().unwrap_or(0);
        type_id(N_BUILT_IN as usize + start + index.0 as usize)
    }

    /// Whether a type is simple. This is known before its definition is.
    pub(super) fn is_simple(&self, id: TypeId) -> bool {
        match self.node(id) {
            Some((_, node)) => !matches!(node, TypeNode::Complex(_)),
            None => id != ANY_TYPE,
        }
    }

    /// The derivations that a type forbids.
    pub(super) fn final_of(&self, id: TypeId) -> DerivationSet {
        let Some((schema, node)) = self.node(id) else { return DerivationSet::default() };
        let own = match node {
            TypeNode::Simple(node) => node.final_,
            TypeNode::Complex(node) => node.final_,
            TypeNode::SimpleContent(_) | TypeNode::Hole => return DerivationSet::default(),
        };
        own.or(self.schemas.get(schema).map(|it| it.final_default)).unwrap_or_default()
    }

    pub(super) fn set_kind(&mut self, id: TypeId, kind: TypeKind) {
        if let Some(definition) = self.types.get_mut(id.0 as usize) {
            definition.kind = kind;
        }
    }

    pub(super) fn simple(&self, id: TypeId) -> Option<&SimpleType> {
        match &self.types.get(id.0 as usize)?.kind {
            TypeKind::Simple(simple) => Some(simple),
            TypeKind::Complex(_) => None,
        }
    }

    pub(super) fn complex(&self, id: TypeId) -> Option<&ComplexType> {
        match &self.types.get(id.0 as usize)?.kind {
            TypeKind::Complex(complex) => Some(complex),
            TypeKind::Simple(_) => None,
        }
    }

    /// A type as messages name it.
    pub(super) fn show_type(&self, id: TypeId) -> String {
        match self.types.get(id.0 as usize).and_then(|it| it.name.as_ref()) {
            Some(name) => format!("`{}`", self.names.prefixes.show(name)),
            None => "the anonymous type".to_owned(),
        }
    }

    pub(super) fn show(&self, name: &QName) -> String {
        self.names.prefixes.show(name)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn find_type(&mut self, schema: usize, name: &Name) -> Option<TypeId> {
        if let Some(original) = self.redefinitions.original(Kind::Type, schema, name) {
            return original.map(|it| type_id(N_BUILT_IN as usize + it));
        }
        self.scope.find(&self.names.types, &self.names.prefixes, self.diagnostics, Some(schema), name)
    }

    /// A type that a WSDL document refers to.
    pub(super) fn find_type_of_part(&mut self, name: &Name) -> Option<TypeId> {
        self.scope.find(&self.names.types, &self.names.prefixes, self.diagnostics, None, name)
    }

    /// A type that has to be simple.
    pub(super) fn find_simple_type(&mut self, schema: usize, name: &Name) -> Option<TypeId> {
        let id = self.find_type(schema, name)?;
        if self.is_simple(id) {
            return Some(id);
        }
        let message = format!("type `{}` is not simple", name.written);
        let diagnostic = Diagnostic::error("not-a-simple-type", message).at(&name.span).label("a complex type");
        let declared = self.names.types.span(&name.name).cloned();
        self.report(match declared {
            Some(span) => diagnostic.note_at("it is declared here", &span),
            None => diagnostic,
        });
        None
    }

    pub(super) fn find_element(&mut self, schema: Option<usize>, name: &Name) -> Option<ElementId> {
        self.scope.find(&self.names.elements, &self.names.prefixes, self.diagnostics, schema, name)
    }

    /// An identity constraint, by its number among those of all schemas.
    pub(super) fn find_constraint(&mut self, table: &Table<usize>, schema: usize, name: &Name) -> Option<usize> {
        self.scope.find(table, &self.names.prefixes, self.diagnostics, Some(schema), name)
    }

    pub(super) fn find_attribute(&mut self, schema: usize, name: &Name) -> Option<usize> {
        self.scope.find(&self.names.attributes, &self.names.prefixes, self.diagnostics, Some(schema), name)
    }

    pub(super) fn find_group(&mut self, schema: usize, name: &Name) -> Option<usize> {
        if let Some(original) = self.redefinitions.original(Kind::Group, schema, name) {
            return original;
        }
        self.scope.find(&self.names.groups, &self.names.prefixes, self.diagnostics, Some(schema), name)
    }

    pub(super) fn find_attribute_group(&mut self, schema: usize, name: &Name) -> Option<usize> {
        if let Some(original) = self.redefinitions.original(Kind::AttributeGroup, schema, name) {
            return original;
        }
        self.scope.find(&self.names.attribute_groups, &self.names.prefixes, self.diagnostics, Some(schema), name)
    }

    /// Adds a type that no schema document holds.
    pub(super) fn add_type(&mut self, definition: TypeDefinition) -> TypeId {
        let id = type_id(self.types.len());
        self.types.push(definition);
        self.white_space.push(WhiteSpace::Collapse);
        self.facet_places.push(FacetPlaces::default());
        id
    }

    /// Adds an element that no schema document holds.
    pub(super) fn add_element(&mut self, declaration: ElementDeclaration) -> ElementId {
        let id = element_id(self.elements.len());
        self.elements.push(declaration);
        id
    }

    /// Adds a namespace, unless a schema document has brought it.
    pub(super) fn add_namespace(&mut self, uri: &str, prefix: Option<&str>) {
        if !self.namespaces.iter().any(|it| it.uri.as_deref() == Some(uri)) {
            self.namespaces.push(Namespace { uri: Some(uri.to_owned()), prefix: prefix.map(str::to_owned) });
        }
    }

    /// Accounts for particles or attribute uses about to be made. Once there are too many, that is reported, and the
    /// answer is `false`.
    pub(super) fn afford(&mut self, n: usize, span: &Span) -> bool {
        let was_over = MAX_PARTICLES < self.n_particles;
        self.n_particles = self.n_particles.saturating_add(n);
        let is_over = MAX_PARTICLES < self.n_particles;
        if is_over && !was_over {
            let message = format!("the content of all types together has more than {MAX_PARTICLES} particles");
            self.report(
                Diagnostic::error("content-too-large", message)
                    .at(span)
                    .label("the limit is reached here")
                    .note("each extension repeats its base, and each reference a group, or the head and members of a substitution group; each namespace that a wildcard lists counts"),
            );
        }
        !is_over
    }

    fn check_notations(&mut self) {
        let prefixes = &self.names.prefixes;
        let mut table = Table::of_schema("notation", "unresolved-notation");
        for (name, span) in &self.slots.notations {
            table.declare(name.clone(), (), Some(span), prefixes, self.diagnostics);
        }
    }
}

/// The namespaces that have components, in the order in which they were reached, and a prefix for each.
fn namespaces(schemas: &[Schema]) -> Vec<Namespace> {
    let mut namespaces: Vec<Namespace> = Vec::new();
    let mut seen: HashSet<Option<&str>> = HashSet::new();
    for schema in schemas.iter().filter(|it| !it.components.is_empty()) {
        let uri = schema.target_namespace.as_deref();
        if seen.insert(uri) {
            let prefix = uri.and_then(|uri| prefix(schemas, uri));
            namespaces.push(Namespace { uri: uri.map(str::to_owned), prefix });
        }
    }
    namespaces
}

/// The first prefix that is bound to a namespace, looked for in the schemas of that namespace first. One that only says
/// "this" is the last choice.
fn prefix(schemas: &[Schema], uri: &str) -> Option<String> {
    if uri == XML_NAMESPACE {
        return Some("xml".to_owned());
    }
    let is_own = |schema: &&Schema| schema.target_namespace.as_deref() == Some(uri);
    let own = schemas.iter().filter(is_own);
    let others = schemas.iter().filter(|it| !is_own(it));
    let bindings = own.chain(others).flat_map(|it| &it.prefixes).filter(|(_, bound)| bound == uri);
    let candidates = || bindings.clone().map(|(prefix, _)| prefix);
    let speaking = candidates().find(|it| !matches!(it.as_str(), "tns" | "this" | "target"));
    speaking.or_else(|| candidates().next()).cloned()
}

fn simple_placeholder() -> TypeKind {
    let facets = Facets::default();
    TypeKind::Simple(SimpleType { base: Some(ANY_SIMPLE_TYPE), variety: Variety::Any, facets })
}

fn complex_placeholder() -> TypeKind {
    TypeKind::Complex(empty_type())
}

/// A complex type without content and attributes.
pub(super) fn empty_type() -> ComplexType {
    ComplexType {
        base: ANY_TYPE,
        derivation: Derivation::Restriction,
        is_abstract: false,
        block: DerivationSet::default(),
        content: Content::Empty,
        attributes: Vec::new(),
        any_attribute: None,
    }
}
