//! Complex type definitions.

use roxmltree::Node;

use super::annotation::documentation;
use super::attributes::attributes;
use super::context::Ctx;
use super::particle::content_model;
use super::simple_type::{self, facets};
use super::structure::{Rule, check, rules};
use crate::diag::Diagnostic;
use crate::xsd::ast::{ComplexContent, ComplexType, ComplexTypeBody, Derivation, SimpleContentRestriction, Text};

/// A global definition.
pub(super) fn global(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<ComplexType> {
    let ty = complex_type(ctx, node, &rules::GLOBAL_COMPLEX_TYPE);
    let name = ctx.name(node)?;
    Some(ComplexType { name: Some(name), ..ty })
}

/// An anonymous definition.
pub(super) fn local(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<ComplexType> {
    // What only global types may say does not count here.
    Some(ComplexType { is_abstract: false, ..complex_type(ctx, node, &rules::LOCAL_COMPLEX_TYPE) })
}

fn complex_type(ctx: &mut Ctx<'_>, node: Node<'_, '_>, rule: &Rule) -> ComplexType {
    let index = ctx.next_type();
    let children = check(ctx, node, rule);
    let mut mixed = ctx.bool(node, "mixed");
    let mut named = children.iter().map(|it| (*it, it.tag_name().name()));
    let body = match named.find(|(_, name)| matches!(*name, "simpleContent" | "complexContent")) {
        Some((child, "simpleContent")) => {
            only_child(ctx, child, &children);
            simple_content(ctx, child)
        }
        Some((child, _)) => {
            only_child(ctx, child, &children);
            mixed = ctx.optional_bool(child, "mixed").unwrap_or(mixed);
            complex_content(ctx, child)
        }
        None => ComplexTypeBody::Short(content(ctx, &children)),
    };
    ComplexType {
        index,
        name: None::<Text>,
        is_abstract: ctx.bool(node, "abstract"),
        mixed,
        block: ctx.derivation_set(node, "block", rules::EXTENSION_RESTRICTION),
        final_: ctx.derivation_set(node, "final", rules::EXTENSION_RESTRICTION),
        body,
        documentation: documentation(node),
        span: ctx.span(node),
    }
}

/// Reports what stands beside `xs:simpleContent` or `xs:complexContent`.
fn only_child(ctx: &mut Ctx<'_>, content: Node<'_, '_>, children: &[Node<'_, '_>]) {
    for child in children.iter().filter(|it| **it != content) {
        let content = content.tag_name().name();
        let message = format!("`xs:{}` is not allowed beside `xs:{content}`", child.tag_name().name());
        let span = ctx.span(*child);
        ctx.report(Diagnostic::error("misplaced-element", message).at(&span).label("belongs into the derivation"));
    }
}

fn complex_content(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> ComplexTypeBody {
    let children = check(ctx, node, &rules::COMPLEX_CONTENT);
    let Some(child) = children.first() else { return ComplexTypeBody::Broken };
    let derivation = match child.tag_name().name() {
        "extension" => Derivation::Extension,
        _ => Derivation::Restriction,
    };
    let children = check(ctx, *child, &rules::COMPLEX_CONTENT_DERIVATION);
    let content = content(ctx, &children);
    let Some(base) = ctx.qname(*child, "base") else { return ComplexTypeBody::Broken };
    ComplexTypeBody::Complex { base, derivation, content }
}

fn simple_content(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> ComplexTypeBody {
    let children = check(ctx, node, &rules::SIMPLE_CONTENT);
    let Some(child) = children.first() else { return ComplexTypeBody::Broken };
    if child.tag_name().name() == "extension" {
        let children = check(ctx, *child, &rules::SIMPLE_CONTENT_EXTENSION);
        let attributes = attributes(ctx, &children);
        let Some(base) = ctx.qname(*child, "base") else { return ComplexTypeBody::Broken };
        return ComplexTypeBody::SimpleExtension { base, attributes };
    }
    let children = check(ctx, *child, &rules::SIMPLE_CONTENT_RESTRICTION);
    let inline = children.iter().find(|it| it.tag_name().name() == "simpleType");
    let inline = inline.and_then(|it| simple_type::local(ctx, *it));
    let facets = facets(ctx, &children);
    let content_type = (!facets.is_empty()).then(|| ctx.next_type());
    let attributes = attributes(ctx, &children);
    let Some(base) = ctx.qname(*child, "base") else { return ComplexTypeBody::Broken };
    let span = ctx.span(*child);
    let restriction = SimpleContentRestriction { base, inline, facets, content_type, attributes, span };
    ComplexTypeBody::SimpleRestriction(Box::new(restriction))
}

fn content(ctx: &mut Ctx<'_>, children: &[Node<'_, '_>]) -> ComplexContent {
    ComplexContent { particle: content_model(ctx, children), attributes: attributes(ctx, children) }
}
