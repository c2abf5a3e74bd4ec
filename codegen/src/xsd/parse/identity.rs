//! Identity constraints.

use roxmltree::Node;

use super::context::Ctx;
use super::structure::{check, rules};
use crate::diag::Diagnostic;
use crate::xsd::ast::{IdentityConstraint, IdentityConstraintKind, XPath};
use crate::xsd::xpath::{self, Purpose};

/// An `xs:unique`, `xs:key` or `xs:keyref`.
pub(super) fn constraint(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<IdentityConstraint> {
    let is_key_ref = node.tag_name().name() == "keyref";
    let children = check(ctx, node, if is_key_ref { &rules::KEY_REF } else { &rules::UNIQUE });
    let mut selector = None;
    let mut fields = Vec::new();
    let mut is_broken = false;
    for child in children {
        check(ctx, child, &rules::XPATH);
        match child.tag_name().name() {
            "selector" => selector = xpath(ctx, child, Purpose::Selector),
            _ => match xpath(ctx, child, Purpose::Field) {
                Some(field) => fields.push(field),
                None => is_broken = true,
            },
        }
    }
    let kind = match node.tag_name().name() {
        "keyref" => IdentityConstraintKind::KeyRef(ctx.qname(node, "refer")?),
        "key" => IdentityConstraintKind::Key,
        _ => IdentityConstraintKind::Unique,
    };
    Some(IdentityConstraint { kind, name: ctx.name(node)?, selector, fields, is_broken, span: ctx.span(node) })
}

fn xpath(ctx: &mut Ctx<'_>, node: Node<'_, '_>, purpose: Purpose) -> Option<XPath> {
    let text = ctx.text(node, "xpath")?;
    let namespace = |prefix: &str| match prefix {
        "xml" => Some(crate::source::XML_NAMESPACE.to_owned()),
        _ => node.lookup_namespace_uri(Some(prefix)).map(str::to_owned),
    };
    match xpath::parse(&text.value, purpose, namespace) {
        Ok(xpath) => Some(xpath),
        Err(problem) => {
            let code = if problem.is_prefix { "undeclared-prefix" } else { "bad-xpath" };
            // Where references such as `&#x20;` stand in the value, the whole of it is underlined.
            let span = match text.span.range.len() == text.value.len() {
                true => {
                    ctx.span_of(text.span.range.start + problem.range.start..text.span.range.start + problem.range.end)
                }
                false => text.span,
            };
            ctx.report(Diagnostic::error(code, problem.message).at(&span).label(problem.label));
            None
        }
    }
}
