//! What the options keep as raw XML: components, and children of complex types.

use std::collections::{BTreeMap, BTreeSet};

use super::content::Slot;
use super::patterns::{Pattern, Prefixes};
use crate::components::model::{
    Components, Content, Derivation, ElementId, ElementUse, Particle, QName, Term, TypeId, TypeKind,
};
use crate::components::{Boundary, Root, Selection};
use crate::diag::{Diagnostic, Diagnostics};
use crate::options::Options;
use crate::suggest;

/// The opaque components and members.
#[derive(Debug, Default)]
pub(super) struct Opaque {
    /// Types whose elements are raw.
    pub(super) types: BTreeSet<TypeId>,
    /// Global elements that are raw.
    pub(super) elements: BTreeSet<ElementId>,
    /// Children that are raw, by the complex type in whose content they stand.
    pub(super) members: BTreeMap<TypeId, BTreeSet<QName>>,
    /// Children of bases that are raw in some type that extends the base, and not in the base.
    uncommon: BTreeMap<TypeId, BTreeSet<QName>>,
}

impl Opaque {
    /// What the patterns of the options match; warns of those that match nothing.
    pub(super) fn new(
        components: &Components,
        options: &Options,
        prefixes: &Prefixes,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        if options.opaque.is_empty() {
            return Self::default();
        }
        let patterns: Vec<Pattern<'_>> = options.opaque.iter().map(|text| Pattern::new(text)).collect();
        let mut find =
            Find { components, prefixes, hits: vec![false; patterns.len()], patterns, found: Self::default() };
        find.components();
        let names = find.members();
        find.inherit(&names);
        for (index, text) in options.opaque.iter().enumerate() {
            if find.hits.get(index) == Some(&false) {
                diagnostics.push(find.without_effect(text, &names));
            }
        }
        find.found
    }

    /// Where the closure ends.
    pub(super) fn boundary(&self) -> Boundary {
        Boundary {
            derived: BTreeMap::new(),
            types: BTreeSet::new(),
            content: self.types.clone(),
            elements: self.elements.clone(),
            members: self.members.clone(),
        }
    }

    /// Whether a global element is raw, by its own name or by its type's.
    pub(super) fn has_element(&self, components: &Components, id: ElementId) -> bool {
        self.elements.contains(&id) || self.types.contains(&components.element(id).ty)
    }

    /// Whether a child is raw: by its own name or by that of the substitution group's head that it stands for, by the
    /// global element, or by its type.
    pub(super) fn has_member(&self, components: &Components, owner: TypeId, slot: &Slot, element: &ElementUse) -> bool {
        let by_name = self.members.get(&owner).is_some_and(|names| {
            let is_head = |head: ElementId| names.contains(&components.element(head).name);
            names.contains(&element.name) || slot.head.is_some_and(is_head)
        });
        by_name || element.global.is_some_and(|id| self.elements.contains(&id)) || self.types.contains(&element.ty)
    }

    /// Whether a child of a base is raw in some of the types that extend it alone, so that these have it not in common.
    pub(super) fn is_uncommon(&self, base: TypeId, name: &QName) -> bool {
        self.uncommon.get(&base).is_some_and(|names| names.contains(name))
    }

    /// Reports the elements of messages that are to be raw, which cannot be, and says whether there are none. Warns where
    /// opaque types have values that cannot be raw either, and of roots that give nothing.
    pub(super) fn check(
        &self,
        components: &Components,
        options: &Options,
        prefixes: &Prefixes,
        (roots, selection): (&[Root], &Selection),
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let mut is_possible = true;
        for root in roots {
            if let Root::Operation(index) = *root
                && let Some(operation) = components.operations.get(index)
            {
                for id in operation.elements().filter(|&id| self.has_element(components, id)) {
                    let element = prefixes.show(&components.element(id).name);
                    let name = &operation.name;
                    let message = format!("the element `{element}` of the operation `{name}` is opaque");
                    let help = format!(
                        "a message needs a Rust type: leave `{element}` and its type out of `opaque`; its members may \
                         be opaque"
                    );
                    diagnostics.push(Diagnostic::error("opaque-message", message).at(&operation.span).help(help));
                    is_possible = false;
                }
            }
        }
        for &id in self.types.intersection(&selection.types) {
            let shown = prefixes.show_type(components, id);
            let message = format!("`{shown}` is opaque, and also the type of an attribute, a list, a union or a text");
            let help = "raw XML is kept for elements alone; for the others the type is generated";
            let warning = Diagnostic::warning("opaque-value", message).help(help);
            diagnostics.push(match &components.ty(id).span {
                Some(span) => warning.at(span),
                None => warning,
            });
        }
        for text in &options.roots {
            let pattern = Pattern::new(text);
            let is_raw = |root: &Root| match *root {
                Root::Element(id) => options.document.is_none() && self.has_element(components, id),
                Root::Type(id) => self.types.contains(&id),
                Root::Operation(_) => false,
            };
            let is_named = |root: &&Root| match **root {
                Root::Element(id) => pattern.elements && pattern.fits(&prefixes.show(&components.element(id).name)),
                Root::Type(id) => pattern.types && pattern.fits(&prefixes.show_type(components, id)),
                Root::Operation(_) => false,
            };
            if pattern.is_exact() && roots.iter().filter(is_named).all(is_raw) {
                let message = format!("the root `{text}` is opaque, so that nothing is generated for it");
                diagnostics.push(Diagnostic::warning("unused-option", message));
            }
        }
        is_possible
    }
}

/// The names of the elements in the content of each complex type.
type Names = BTreeMap<TypeId, BTreeSet<QName>>;

struct Find<'a> {
    components: &'a Components,
    prefixes: &'a Prefixes,
    patterns: Vec<Pattern<'a>>,
    /// Which patterns have matched something.
    hits: Vec<bool>,
    found: Opaque,
}

impl Find<'_> {
    /// Whether a pattern matches a name; notes each that does.
    fn hit(&mut self, shown: &str, admits: impl Fn(&Pattern<'_>) -> bool) -> bool {
        let mut is_hit = false;
        for (pattern, hit) in self.patterns.iter().zip(&mut self.hits) {
            if admits(pattern) && pattern.fits(shown) {
                *hit = true;
                is_hit = true;
            }
        }
        is_hit
    }

    /// Global elements, named types, and anonymous types of members.
    fn components(&mut self) {
        let components = self.components;
        for (id, element) in (0..).map(ElementId).zip(&components.elements) {
            if self.hit(&self.prefixes.show(&element.name), |pattern| pattern.elements) {
                self.found.elements.insert(id);
            }
        }
        for (id, ty) in (0..).map(TypeId).zip(&components.types).filter(|(_, ty)| ty.span.is_some()) {
            // The anonymous type of a global element bears the element's name.
            if (ty.name.is_some() || ty.owner.len() > 1)
                && self.hit(&self.prefixes.show_type(components, id), |pattern| pattern.types)
            {
                self.found.types.insert(id);
            }
        }
    }

    /// The members of each complex type by their keys.
    fn members(&mut self) -> Names {
        let mut all = Names::new();
        if !self.patterns.iter().any(|pattern| pattern.name.contains('/')) {
            return all;
        }
        let components = self.components;
        for (id, ty) in (0..).map(TypeId).zip(&components.types).filter(|(_, ty)| ty.span.is_some()) {
            let TypeKind::Complex(complex) = &ty.kind else { continue };
            let mut names = BTreeSet::new();
            if let Content::ElementOnly(particle) | Content::Mixed(Some(particle)) = &complex.content {
                collect(components, particle, &mut names);
            }
            let owner = self.prefixes.show_type(components, id);
            let raw: BTreeSet<QName> =
                names.iter().filter(|name| self.hit(&format!("{owner}/{}", name.local), |_| true)).cloned().collect();
            if !raw.is_empty() {
                self.found.members.insert(id, raw);
            }
            all.insert(id, names);
        }
        all
    }

    /// What is raw in a base is raw in the types that derive from it; what is raw in one of those alone, they do not
    /// have in common.
    fn inherit(&mut self, names: &Names) {
        let own = self.found.members.clone();
        if own.is_empty() {
            return;
        }
        let mut is_done = BTreeSet::new();
        for &id in names.keys() {
            // Bases first; a chain of them may be longer than the stack is deep.
            let mut chain = Vec::new();
            let mut next = Some(id);
            while let Some(id) = next.filter(|id| names.contains_key(id) && is_done.insert(*id)) {
                chain.push(id);
                next = self.base(id).map(|(base, _)| base);
            }
            while let Some(id) = chain.pop() {
                let Some((base, _)) = self.base(id) else { continue };
                let Some(own_names) = names.get(&id) else { continue };
                let inherited = self.found.members.get(&base).into_iter().flatten();
                let inherited: Vec<QName> = inherited.filter(|name| own_names.contains(*name)).cloned().collect();
                if !inherited.is_empty() {
                    self.found.members.entry(id).or_default().extend(inherited);
                }
            }
        }
        for (&id, raw) in &own {
            let mut derived = id;
            while let Some((base, Derivation::Extension)) = self.base(derived) {
                let Some(base_names) = names.get(&base) else { break };
                let in_base = self.found.members.get(&base);
                let apart = raw.iter().filter(|name| base_names.contains(*name));
                let apart: Vec<QName> =
                    apart.filter(|name| in_base.is_none_or(|names| !names.contains(*name))).cloned().collect();
                if apart.is_empty() {
                    break;
                }
                self.found.uncommon.entry(base).or_default().extend(apart);
                derived = base;
            }
        }
    }

    fn base(&self, id: TypeId) -> Option<(TypeId, Derivation)> {
        match &self.components.ty(id).kind {
            TypeKind::Complex(complex) => Some((complex.base, complex.derivation)),
            TypeKind::Simple(_) => None,
        }
    }

    /// A warning for a pattern that matches nothing that can be raw.
    fn without_effect(&self, text: &str, names: &Names) -> Diagnostic {
        let components = self.components;
        if let Some((_, attribute)) = text.rsplit_once("/@") {
            let message = format!("`{text}` cannot be opaque: `{attribute}` is an attribute");
            return Diagnostic::warning("unused-option", message).help("raw XML is kept for elements alone");
        }
        let message = format!("the configuration keeps `{text}` as raw XML, which matches no component and no member");
        let warning = Diagnostic::warning("unknown-component", message);
        let mut known: BTreeSet<String> = components.elements.iter().map(|it| self.prefixes.show(&it.name)).collect();
        known.extend(components.types.iter().filter_map(|ty| Some(self.prefixes.show(ty.name.as_ref()?))));
        for (&id, names) in names {
            let owner = self.prefixes.show_type(components, id);
            known.extend(names.iter().map(|name| format!("{owner}/{}", name.local)));
        }
        match suggest::nearest(text, known.iter().map(|name| (name.as_str(), name))) {
            Some(similar) => warning.help(format!("a similar name is `{similar}`")),
            None => warning.help("a component is written `prefix:Name`, a member `prefix:Type/Element`"),
        }
    }
}

/// The names of the elements in a content model, those in the place of the head of a substitution group among them.
/// Recurses as deep as a content model is nested, which is limited when it is built.
fn collect(components: &Components, particle: &Particle, names: &mut BTreeSet<QName>) {
    match &particle.term {
        Term::Element(element) => {
            names.insert(element.name.clone());
            let substitutes = element.global.map(|head| components.substitutes(head)).unwrap_or_default();
            names.extend(substitutes.into_iter().map(|id| components.element(id).name.clone()));
        }
        Term::Group(_, parts) => parts.iter().for_each(|part| collect(components, part, names)),
        Term::Wildcard(_) => {}
    }
}
