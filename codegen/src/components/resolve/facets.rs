//! The facets of one derivation step.

use std::sync::Arc;

use super::context::Ctx;
use crate::components::model::{EnumerationValue, Facets, WhiteSpace};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::xsd::{Bindings, Facet, FacetKind, non_negative};

/// Where each facet of a type stands, in document order, for the checks.
#[derive(Debug, Clone, Default)]
pub(in crate::components) struct FacetPlaces {
    pub(in crate::components) list: Vec<FacetPlace>,
}

/// Where a facet stands, and what is said of it there.
#[derive(Debug, Clone)]
pub(in crate::components) struct FacetPlace {
    /// Which facet.
    pub(in crate::components) kind: FacetKind,
    /// Its value.
    pub(in crate::components) span: Span,
    /// Whether derived types have to keep it.
    pub(in crate::components) is_fixed: bool,
    /// What the prefixes of its value mean.
    pub(in crate::components) bindings: Arc<Bindings>,
}

impl FacetPlaces {
    /// The place of the first facet of a kind.
    pub(in crate::components) fn get(&self, kind: FacetKind) -> Option<&FacetPlace> {
        self.all(kind).next()
    }

    /// The places of all facets of a kind.
    pub(in crate::components) fn all(&self, kind: FacetKind) -> impl Iterator<Item = &FacetPlace> {
        self.list.iter().filter(move |it| it.kind == kind)
    }
}

/// Reads facets; `inherited` is how the base type normalises white space. The last result is how this one does.
pub(super) fn facets(ctx: &mut Ctx<'_>, nodes: &[Facet], inherited: WhiteSpace) -> (Facets, FacetPlaces, WhiteSpace) {
    let mut facets = Facets::default();
    let mut places = FacetPlaces::default();
    for node in nodes {
        let is_single = !matches!(node.kind, FacetKind::Enumeration | FacetKind::Pattern);
        if let (true, Some(first)) = (is_single, places.get(node.kind)) {
            let message = format!("facet `{}` is given twice", node.kind.name());
            let diagnostic = Diagnostic::error("bad-facet", message).at(&node.span);
            ctx.report(diagnostic.note_at("it is first given here", &first.span));
            continue;
        }
        places.list.push(FacetPlace {
            kind: node.kind,
            span: node.value.span.clone(),
            is_fixed: node.fixed,
            bindings: Arc::clone(&node.bindings),
        });
        if node.kind == FacetKind::WhiteSpace {
            facets.white_space = white_space(ctx, node);
        }
    }
    let white_space = facets.white_space.unwrap_or(inherited);
    for node in nodes {
        put(ctx, &mut facets, node, white_space);
    }
    (facets, places, white_space)
}

fn put(ctx: &mut Ctx<'_>, facets: &mut Facets, node: &Facet, white_space: WhiteSpace) {
    let mut number = || count(ctx, node);
    let bound = || Some(normalize(&node.value.value, WhiteSpace::Collapse));
    match node.kind {
        FacetKind::Enumeration => facets.enumeration.push(EnumerationValue {
            value: normalize(&node.value.value, white_space),
            bindings: Arc::clone(&node.bindings),
            documentation: node.documentation.clone(),
            span: node.span.clone(),
        }),
        FacetKind::Pattern => facets.patterns.push(node.value.value.clone()),
        FacetKind::WhiteSpace => {}
        FacetKind::Length => facets.length = facets.length.or_else(number),
        FacetKind::MinLength => facets.min_length = facets.min_length.or_else(number),
        FacetKind::MaxLength => facets.max_length = facets.max_length.or_else(number),
        FacetKind::TotalDigits => {
            let digits = number();
            if digits == Some(0) {
                let text = Diagnostic::error("bad-value", "`0` is no value for `totalDigits`");
                ctx.report(text.at(&node.value.span).label("expected a number above 0"));
                return;
            }
            facets.total_digits = facets.total_digits.or(digits);
        }
        FacetKind::FractionDigits => facets.fraction_digits = facets.fraction_digits.or_else(number),
        FacetKind::MinInclusive => facets.min_inclusive = facets.min_inclusive.take().or_else(bound),
        FacetKind::MaxInclusive => facets.max_inclusive = facets.max_inclusive.take().or_else(bound),
        FacetKind::MinExclusive => facets.min_exclusive = facets.min_exclusive.take().or_else(bound),
        FacetKind::MaxExclusive => facets.max_exclusive = facets.max_exclusive.take().or_else(bound),
    }
}

fn count(ctx: &mut Ctx<'_>, node: &Facet) -> Option<u64> {
    let value = non_negative(node.value.value.trim_matches(|it: char| it.is_ascii_whitespace()));
    if value.is_none() {
        let message = format!("`{}` is no value for `{}`", node.value.value, node.kind.name());
        ctx.report(Diagnostic::error("bad-value", message).at(&node.value.span).label("expected a number"));
    }
    value
}

fn white_space(ctx: &mut Ctx<'_>, node: &Facet) -> Option<WhiteSpace> {
    match node.value.value.trim_matches(|it: char| it.is_ascii_whitespace()) {
        "preserve" => Some(WhiteSpace::Preserve),
        "replace" => Some(WhiteSpace::Replace),
        "collapse" => Some(WhiteSpace::Collapse),
        _ => {
            let message = format!("`{}` is no value for `whiteSpace`", node.value.value);
            let label = "expected `preserve`, `replace` or `collapse`";
            ctx.report(Diagnostic::error("bad-value", message).at(&node.value.span).label(label));
            None
        }
    }
}

/// A value as the `whiteSpace` facet leaves it (Part 2, 4.3.6).
fn normalize(value: &str, white_space: WhiteSpace) -> String {
    match white_space {
        WhiteSpace::Preserve => value.to_owned(),
        WhiteSpace::Replace => value.replace(['\t', '\n', '\r'], " "),
        WhiteSpace::Collapse => value.split_ascii_whitespace().collect::<Vec<_>>().join(" "),
    }
}
