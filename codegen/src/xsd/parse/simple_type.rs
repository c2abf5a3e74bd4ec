//! Simple type definitions and facets.

use roxmltree::Node;

use super::annotation::documentation;
use super::context::{self, Ctx};
use super::structure::{Rule, check, rules};
use crate::diag::Diagnostic;
use crate::xsd::ast::{Facet, FacetKind, SimpleType, SimpleTypeBody, SimpleTypeUse, Text};

/// A global definition.
pub(super) fn global(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<SimpleType> {
    let ty = simple_type(ctx, node, &rules::GLOBAL_SIMPLE_TYPE);
    let name = ctx.name(node)?;
    Some(SimpleType { name: Some(name), ..ty })
}

/// An anonymous definition.
pub(super) fn local(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<SimpleType> {
    Some(simple_type(ctx, node, &rules::LOCAL_SIMPLE_TYPE))
}

/// The facets among the children of a restriction; other children are for others.
pub(super) fn facets(ctx: &mut Ctx<'_>, children: &[Node<'_, '_>]) -> Vec<Facet> {
    children.iter().filter_map(|child| facet(ctx, *child)).collect()
}

fn simple_type(ctx: &mut Ctx<'_>, node: Node<'_, '_>, rule: &Rule) -> SimpleType {
    let index = ctx.next_type();
    let children = check(ctx, node, rule);
    let body = children.first().and_then(|child| match child.tag_name().name() {
        "restriction" => restriction(ctx, *child),
        "list" => list(ctx, *child),
        _ => union(ctx, *child),
    });
    SimpleType {
        index,
        name: None::<Text>,
        id: node.attribute("id").map(str::to_owned),
        final_: ctx.derivation_set(node, "final", rules::SIMPLE_FINAL),
        body: body.unwrap_or(SimpleTypeBody::Broken),
        documentation: documentation(node),
        span: ctx.span(node),
    }
}

fn restriction(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<SimpleTypeBody> {
    let children = check(ctx, node, &rules::SIMPLE_RESTRICTION);
    let base = one_type(ctx, node, "base", &children);
    let facets = facets(ctx, &children);
    Some(SimpleTypeBody::Restriction { base: base?, facets })
}

fn list(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<SimpleTypeBody> {
    let children = check(ctx, node, &rules::LIST);
    one_type(ctx, node, "itemType", &children).map(SimpleTypeBody::List)
}

fn union(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<SimpleTypeBody> {
    let children = check(ctx, node, &rules::UNION);
    let mut members: Vec<_> = ctx.qnames(node, "memberTypes").into_iter().map(SimpleTypeUse::Named).collect();
    members.extend(children.iter().filter_map(|child| inline(ctx, *child)));
    let is_named = ctx.text(node, "memberTypes").is_some_and(|it| !it.value.is_empty());
    if children.is_empty() && !is_named {
        let span = ctx.span(node);
        let message = "`xs:union` has neither `memberTypes` nor an `xs:simpleType`";
        ctx.report(Diagnostic::error("missing-element", message).at(&span));
    }
    if members.is_empty() {
        return None;
    }
    Some(SimpleTypeBody::Union(members))
}

/// The type that an attribute names or that stands in place: exactly one of the two.
fn one_type(
    ctx: &mut Ctx<'_>,
    node: Node<'_, '_>,
    attribute: &str,
    children: &[Node<'_, '_>],
) -> Option<SimpleTypeUse> {
    let child = children.iter().find(|it| it.tag_name().name() == "simpleType");
    let inline = child.and_then(|it| inline(ctx, *it));
    let name = node.tag_name().name();
    match (ctx.text(node, attribute), inline) {
        (Some(text), Some(_)) => {
            let message = format!("`xs:{name}` has both `{attribute}` and an `xs:simpleType`");
            ctx.report(Diagnostic::error("conflicting-attributes", message).at(&text.span));
            ctx.qname(node, attribute).map(SimpleTypeUse::Named)
        }
        (Some(_), None) => ctx.qname(node, attribute).map(SimpleTypeUse::Named),
        (None, Some(inline)) => Some(inline),
        (None, None) => {
            let span = ctx.span(node);
            let message = format!("`xs:{name}` has neither `{attribute}` nor an `xs:simpleType`");
            ctx.report(Diagnostic::error("missing-attribute", message).at(&span));
            None
        }
    }
}

fn inline(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<SimpleTypeUse> {
    local(ctx, node).map(|it| SimpleTypeUse::Inline(Box::new(it)))
}

fn facet(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Facet> {
    let kind = FacetKind::from_name(node.tag_name().name())?;
    let has_fixed = !matches!(kind, FacetKind::Enumeration | FacetKind::Pattern);
    check(ctx, node, if has_fixed { &rules::FACET } else { &rules::VALUE_FACET });
    let trimmed = ctx.text(node, "value")?;
    // White space counts in an enumeration of strings and in a pattern.
    let raw = context::attribute(node, "value").map(|it| it.value().to_owned())?;
    let value = Text { value: raw, span: trimmed.span };
    let fixed = ctx.bool(node, "fixed");
    let bindings = ctx.bindings(node);
    Some(Facet { kind, value, fixed, bindings, documentation: documentation(node), span: ctx.span(node) })
}
