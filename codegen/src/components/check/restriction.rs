//! A restriction admits nothing that its base does not (Part 1, 3.4.6: Derivation Valid (Restriction, Complex)).

use std::collections::HashMap;

use super::Ctx;
use super::wildcards::{admits, is_subset, is_weaker};
use crate::components::built_in::ANY_TYPE;
use crate::components::model::{
    AttributeUse, ComplexType, Compositor, Content, Derivation, DerivationSet, Particle, QName, Term, TypeId, TypeKind,
    ValueConstraint,
};
use crate::components::resolve::Replacement;
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::Span;
use model::Node;
use particles::Comparison;

mod mismatch;
mod model;
mod particles;

pub(super) fn check<'a>(ctx: &Ctx<'a>, replacements: &'a [Replacement], diagnostics: &mut Diagnostics) {
    // Those of one base together, so that what is made of it is made once and needs no room for long.
    let mut of_base: HashMap<TypeId, Vec<(&ComplexType, &Span)>> = HashMap::new();
    let mut bases = Vec::new();
    for definition in &ctx.components.types {
        let (TypeKind::Complex(complex), Some(span)) = (&definition.kind, &definition.span) else { continue };
        if complex.derivation == Derivation::Restriction && complex.base != ANY_TYPE {
            let restrictions = of_base.entry(complex.base).or_default();
            if restrictions.is_empty() {
                bases.push(complex.base);
            }
            restrictions.push((complex, span));
        }
    }
    let comparison = Comparison::new(ctx);
    for base in bases {
        let definition = ctx.components.types.get(base.0 as usize);
        let Some((TypeKind::Complex(base_type), Some(base_span))) = definition.map(|it| (&it.kind, &it.span)) else {
            continue;
        };
        let model = model(base_type);
        let attributes: HashMap<&QName, &AttributeUse> = base_type.attributes.iter().map(|it| (&it.name, it)).collect();
        for (complex, span) in of_base.get(&base).into_iter().flatten().copied() {
            let pair =
                Pair { ctx, complex, span, base_type, base_span, noun: "base type", rule: "derivation-ok-restriction" };
            pair.check_content(&comparison, model.as_ref(), diagnostics);
            pair.check_attributes(&attributes, diagnostics);
            pair.check_wildcard(diagnostics);
        }
    }
    for Replacement { own, span, original, original_span, rule } in replacements {
        let (complex, base_type, base_span) = (own, original, original_span);
        let pair = Pair { ctx, complex, span, base_type, base_span, noun: "redefined group", rule };
        let attributes: HashMap<&QName, &AttributeUse> = original.attributes.iter().map(|it| (&it.name, it)).collect();
        pair.check_content(&comparison, model(original).as_ref(), diagnostics);
        pair.check_attributes(&attributes, diagnostics);
        pair.check_wildcard(diagnostics);
    }
}

fn model(complex: &ComplexType) -> Option<Node<'_>> {
    match &complex.content {
        Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => Some(Node::new(particle)),
        Content::Empty | Content::Simple(_) | Content::Mixed(None) => None,
    }
}

/// A restriction and its base.
struct Pair<'a, 'c> {
    ctx: &'c Ctx<'a>,
    complex: &'a ComplexType,
    span: &'a Span,
    base_type: &'a ComplexType,
    base_span: &'a Span,
    /// What messages call the base.
    noun: &'static str,
    /// The rule that it breaks to be none.
    rule: &'a str,
}

impl<'a> Pair<'a, '_> {
    fn report(&self, what: &str, at: &Span, label: Option<String>, diagnostics: &mut Diagnostics) {
        let message = format!("a restriction cannot {what} ({})", self.rule);
        let diagnostic = Diagnostic::error("invalid-restriction", message).at(at);
        let diagnostic = match label {
            Some(label) => diagnostic.label(label),
            None => diagnostic,
        };
        diagnostics.push(diagnostic.note_at(format!("the {} is declared here", self.noun), self.base_span));
    }

    /// Clause 5.
    fn check_content(&self, comparison: &Comparison<'a>, base: Option<&Node<'a>>, diagnostics: &mut Diagnostics) {
        let what = match (&self.complex.content, &self.base_type.content) {
            (Content::Simple(text), Content::Simple(of_base)) => {
                let is_derived = self.ctx.derivations.is_derived(*text, *of_base, DerivationSet::default());
                (!is_derived).then_some("have a text whose type is not derived from that of the base type")
            }
            // A base without text has been refused for that, unless it is mixed and need not have children.
            (Content::Simple(_), Content::Empty | Content::ElementOnly(_) | Content::Mixed(_)) => None,
            (Content::Empty, Content::Empty) => None,
            (Content::Empty, Content::ElementOnly(_) | Content::Mixed(_))
            | (Content::Mixed(None), Content::Mixed(_)) => {
                base.is_some_and(|it| !it.is_emptiable()).then_some("leave out content that the base type requires")
            }
            (Content::Empty | Content::ElementOnly(_) | Content::Mixed(_), Content::Simple(_)) => {
                Some("replace text by elements")
            }
            (Content::Mixed(_), Content::ElementOnly(_) | Content::Empty) => Some("add text between elements"),
            (Content::ElementOnly(_), Content::Empty) => Some("add content"),
            (
                Content::ElementOnly(particle) | Content::Mixed(Some(particle)),
                Content::ElementOnly(_) | Content::Mixed(_),
            ) => match base {
                Some(base) => {
                    self.check_particles(comparison, particle, base, diagnostics);
                    None
                }
                None => Some("add content"),
            },
        };
        if let Some(what) = what {
            self.report(what, self.span, None, diagnostics);
        }
    }

    fn check_particles(
        &self,
        comparison: &Comparison<'a>,
        particle: &'a Particle,
        base: &Node<'a>,
        diagnostics: &mut Diagnostics,
    ) {
        if comparison.is_exhausted() {
            return;
        }
        if let Err(mismatch) = comparison.compare(&Node::new(particle), base, true) {
            let message =
                format!("the content of a restriction admits what its {} does not ({})", self.noun, mismatch.rule);
            let diagnostic = Diagnostic::error("invalid-restriction", message).at(mismatch.derived);
            let diagnostic =
                diagnostic.label(mismatch.label()).note_at(format!("the {} has this here", self.noun), mismatch.base);
            diagnostics.push(diagnostic.note_at("the restriction is declared here", self.span));
        }
        if comparison.is_exhausted() {
            let message = "there are too many particles in restrictions to compare them all";
            diagnostics.push(Diagnostic::error("content-too-large", message).at(self.span));
        }
    }

    /// Clauses 2 and 3.
    fn check_attributes(&self, of_base: &HashMap<&QName, &AttributeUse>, diagnostics: &mut Diagnostics) {
        let noun = self.noun;
        let mut n_required = of_base.values().filter(|it| it.required).count();
        for attribute in &self.complex.attributes {
            let Some(base) = of_base.get(&attribute.name) else {
                self.check_new_attribute(attribute, diagnostics);
                continue;
            };
            n_required = n_required.saturating_sub(usize::from(base.required));
            // What is inherited is the same use.
            if attribute.span == base.span {
                continue;
            }
            let shown = &attribute.name.local;
            let message = if base.required && !attribute.required {
                format!("attribute `{shown}` is required in the {noun}, but not here")
            } else if !self.ctx.derivations.is_derived(attribute.ty, base.ty, DerivationSet::default()) {
                format!("the type of attribute `{shown}` is not derived from that in the {noun}")
            } else if self.is_free(attribute, base) {
                format!("attribute `{shown}` has a fixed value in the {noun}, but not that one here")
            } else {
                continue;
            };
            let message = format!("{message} ({})", self.rule);
            let diagnostic = Diagnostic::error("invalid-restriction", message).at(&attribute.span);
            diagnostics.push(diagnostic.note_at(format!("the {} has it here", self.noun), &base.span));
        }
        if 0 < n_required {
            let own: HashMap<&QName, ()> = self.complex.attributes.iter().map(|it| (&it.name, ())).collect();
            let missing = self.base_type.attributes.iter().filter(|it| it.required && !own.contains_key(&it.name));
            for attribute in missing {
                let shown = &attribute.name.local;
                let message =
                    format!("attribute `{shown}` is required in the {noun}, but missing here ({})", self.rule);
                let diagnostic = Diagnostic::error("invalid-restriction", message).at(self.span);
                diagnostics.push(diagnostic.note_at(format!("the {} has it here", self.noun), &attribute.span));
            }
        }
    }

    /// Whether an attribute may have a value that the base type does not admit, as it has one fixed.
    fn is_free(&self, attribute: &AttributeUse, base: &AttributeUse) -> bool {
        match (&attribute.value, &base.value) {
            (Some(ValueConstraint::Fixed(own)), Some(ValueConstraint::Fixed(fixed))) => {
                !self.ctx.same_value.is_same(base.ty, own, fixed)
            }
            (_, Some(ValueConstraint::Fixed(_))) => true,
            _ => false,
        }
    }

    /// An attribute that the base type does not have.
    fn check_new_attribute(&self, attribute: &AttributeUse, diagnostics: &mut Diagnostics) {
        let wildcard = self.base_type.any_attribute.as_ref();
        if wildcard.is_some_and(|it| admits(&it.namespaces, attribute.name.namespace.as_deref())) {
            return;
        }
        let shown = &attribute.name.local;
        let message = format!("attribute `{shown}` is not in the {} ({})", self.noun, self.rule);
        let diagnostic = Diagnostic::error("invalid-restriction", message).at(&attribute.span);
        diagnostics.push(match wildcard {
            Some(wildcard) => {
                let label = format!("the wildcard of the {} does not admit its namespace", self.noun);
                let diagnostic = diagnostic.label(label);
                diagnostic.note_at("the wildcard is here", &wildcard.span)
            }
            None => {
                let diagnostic = diagnostic.label("a restriction cannot add attributes");
                diagnostic.note_at(format!("the {} is declared here", self.noun), self.base_span)
            }
        });
    }

    /// Clause 4.
    fn check_wildcard(&self, diagnostics: &mut Diagnostics) {
        let Some(any) = &self.complex.any_attribute else { return };
        let Some(base) = &self.base_type.any_attribute else {
            self.report("add an attribute wildcard", &any.span, None, diagnostics);
            return;
        };
        let label = if !is_subset(&any.namespaces, &base.namespaces) {
            format!("admits namespaces that the {} does not", self.noun)
        } else if is_weaker(any.process, base.process) {
            format!("the {} says a stricter `processContents`", self.noun)
        } else {
            return;
        };
        let message = format!("a restriction cannot widen an attribute wildcard ({})", self.rule);
        let diagnostic = Diagnostic::error("invalid-restriction", message).at(&any.span).label(label);
        diagnostics.push(diagnostic.note_at(format!("the wildcard of the {} is here", self.noun), &base.span));
    }
}

/// Whether a particle admits the empty content (Part 1, 3.9.6). Recurses as deep as the content model is nested.
pub(crate) fn is_emptiable(particle: &Particle) -> bool {
    if particle.min == 0 {
        return true;
    }
    match &particle.term {
        Term::Element(_) | Term::Wildcard(_) => false,
        Term::Group(Compositor::Choice, particles) => particles.iter().any(is_emptiable),
        Term::Group(_, particles) => particles.iter().all(is_emptiable),
    }
}
