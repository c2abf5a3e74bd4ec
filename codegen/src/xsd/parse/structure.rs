//! What may stand where: the schema of schemas, as one rule for each construct.
//!
//! [`check`] compares a node with its rule, reports each difference, and hands back the children that belong.

use roxmltree::Node;

use super::context::{Ctx, attribute};
use super::{annotation, uris, version, xml_attributes};
use crate::diag::Diagnostic;
use crate::xsd::XSD_NAMESPACE;

pub(super) mod rules;

/// What a construct may have and must have.
#[derive(Debug)]
pub(super) struct Rule {
    /// The attributes it must have.
    pub(super) required: &'static [&'static str],
    /// The attributes it may have beside `id`.
    pub(super) optional: &'static [&'static str],
    /// Whether it may have an `id`.
    pub(super) has_id: bool,
    /// Its children, in this order.
    pub(super) children: &'static [Slot],
}

/// One step in the order of children.
#[derive(Debug)]
pub(super) struct Slot {
    /// The elements that may stand here.
    pub(super) names: &'static [&'static str],
    /// Whether one of them must.
    pub(super) required: bool,
    /// Whether several may.
    pub(super) repeated: bool,
}

/// Reports what is wrong with the attributes and children of a node. Returns the children in the XSD namespace that
/// stand where they may, annotations left out.
pub(super) fn check<'a, 'i>(ctx: &mut Ctx<'_>, node: Node<'a, 'i>, rule: &Rule) -> Vec<Node<'a, 'i>> {
    check_attributes(ctx, node, rule);
    ctx.check_id(node);
    check_children(ctx, node, rule)
}

/// Reports what is wrong with the attributes of a node.
pub(super) fn check_attributes(ctx: &mut Ctx<'_>, node: Node<'_, '_>, rule: &Rule) {
    for attribute in node.attributes() {
        let name = attribute.name();
        let is_ours = match attribute.namespace() {
            None => (name == "id" && rule.has_id) || rule.required.contains(&name) || rule.optional.contains(&name),
            Some(namespace) => namespace != XSD_NAMESPACE,
        };
        if is_ours {
            xml_attributes::check(ctx, node, attribute);
            if attribute.namespace().is_none() {
                uris::check(ctx, node, attribute);
            }
            continue;
        }
        let element = display(node);
        let span = ctx.span_of(attribute.range_qname());
        let diagnostic = if attribute.namespace().is_none() && version::has_attribute(node.tag_name().name(), name) {
            version::unsupported(&format!("the attribute `{name}` of `{element}`"))
        } else if rules::GLOBAL_ONLY.contains(&name) {
            Diagnostic::error("unexpected-attribute", format!("the attribute `{name}` is not allowed here"))
                .label("for global declarations and definitions alone")
        } else if rules::LOCAL_ONLY.contains(&name) && node.parent().is_some_and(is_schema) {
            Diagnostic::error("unexpected-attribute", format!("the attribute `{name}` is not allowed here"))
                .label("not for global declarations")
        } else {
            let message = format!("the attribute `{name}` is not allowed on `{element}`");
            Diagnostic::error("unexpected-attribute", message)
        };
        ctx.report(diagnostic.at(&span));
    }
    for name in rule.required {
        if attribute(node, name).is_none() {
            let message = format!("`{}` needs the attribute `{name}`", display(node));
            let span = ctx.span(node);
            ctx.report(Diagnostic::error("missing-attribute", message).at(&span));
        }
    }
}

fn check_children<'a, 'i>(ctx: &mut Ctx<'_>, node: Node<'a, 'i>, rule: &Rule) -> Vec<Node<'a, 'i>> {
    let mut accepted = Vec::new();
    // The slot that the next child may fill, and whether it is filled already.
    let mut slot_idx = 0;
    let mut is_filled = false;
    let mut filled = 0u32;
    for child in node.children() {
        if child.is_text() {
            check_text(ctx, node, child);
            continue;
        }
        if !child.is_element() || version::is_excluded(child) {
            continue;
        }
        let name = child.tag_name().name();
        if child.tag_name().namespace() != Some(XSD_NAMESPACE) {
            let message = format!("the element `{name}` is not in the XSD namespace");
            let span = ctx.span(child);
            ctx.report(
                Diagnostic::error("unexpected-element", message)
                    .at(&span)
                    .help("elements of other namespaces may stand in `xs:appinfo` and `xs:documentation`"),
            );
            continue;
        }
        let found = (slot_idx..).zip(rule.children.iter().skip(slot_idx)).find(|(idx, slot)| {
            let is_open = *idx != slot_idx || !is_filled || slot.repeated;
            is_open && slot.names.contains(&name)
        });
        let late = (0..).zip(rule.children).find(|(idx, slot)| {
            let is_open = slot.repeated || filled & bit(*idx) == 0;
            *idx < slot_idx && is_open && slot.names.contains(&name)
        });
        match (found, late) {
            (Some((idx, _)), _) => {
                slot_idx = idx;
                is_filled = true;
                filled |= bit(idx);
            }
            // Nothing but its place is wrong, so that it still counts.
            (None, Some((idx, _))) if !accepted.is_empty() => {
                out_of_order(ctx, node, child, accepted.last().copied());
                filled |= bit(idx);
            }
            _ => {
                misplaced(ctx, node, child, rule, accepted.last().copied());
                continue;
            }
        }
        if name == "annotation" {
            annotation::check(ctx, child);
        } else {
            accepted.push(child);
        }
    }
    for (idx, slot) in (0..).zip(rule.children) {
        if slot.required && filled & bit(idx) == 0 {
            let names: Vec<_> = slot.names.iter().map(|it| format!("`xs:{it}`")).collect();
            let message = format!("`{}` needs {}", display(node), names.join(" or "));
            let span = ctx.span(node);
            ctx.report(Diagnostic::error("missing-element", message).at(&span));
        }
    }
    accepted
}

/// The bit of a slot in the set of those that are filled.
fn bit(slot: usize) -> u32 {
    u32::try_from(slot).ok().and_then(|it| 1u32.checked_shl(it)).unwrap_or(0)
}

fn out_of_order(ctx: &mut Ctx<'_>, node: Node<'_, '_>, child: Node<'_, '_>, last: Option<Node<'_, '_>>) {
    let last = last.map_or_else(String::new, display);
    let message = format!("`{}` must stand before `{last}` in `{}`", display(child), display(node));
    let span = ctx.span(child);
    ctx.report(Diagnostic::error("element-order", message).at(&span));
}

fn misplaced(ctx: &mut Ctx<'_>, node: Node<'_, '_>, child: Node<'_, '_>, rule: &Rule, last: Option<Node<'_, '_>>) {
    let name = child.tag_name().name();
    let (parent, child_name) = (display(node), display(child));
    let slot = rule.children.iter().find(|it| it.names.contains(&name));
    let diagnostic = match (slot, last) {
        _ if version::has_element(name) => version::unsupported(&format!("`{child_name}`")),
        _ if version::has_child(node.tag_name().name(), name) => {
            version::unsupported(&format!("`{child_name}` in `{parent}`"))
        }
        _ if !is_xsd_element(name) => {
            Diagnostic::error("unknown-element", format!("XSD has no element `{child_name}`"))
        }
        (Some(slot), Some(last)) if slot.names.contains(&last.tag_name().name()) => {
            let message = format!("`{parent}` has more than one content");
            let others = slot.names.iter().map(|it| format!("`xs:{it}`")).collect::<Vec<_>>().join(", ");
            let label =
                if slot.names.len() == 1 { format!("only one {others}") } else { format!("only one of {others}") };
            Diagnostic::error("misplaced-element", message).label(label)
        }
        (Some(_), Some(last)) => {
            let message = format!("`{child_name}` must stand before `{}` in `{parent}`", display(last));
            Diagnostic::error("misplaced-element", message)
        }
        (Some(_), None) => {
            let message = format!("`{child_name}` is allowed once alone in `{parent}`");
            Diagnostic::error("misplaced-element", message)
        }
        (None, _) => Diagnostic::error("misplaced-element", format!("`{child_name}` is not allowed in `{parent}`")),
    };
    let span = ctx.span(child);
    ctx.report(diagnostic.at(&span));
}

fn check_text(ctx: &mut Ctx<'_>, node: Node<'_, '_>, text: Node<'_, '_>) {
    let value = text.text().unwrap_or("");
    if value.chars().all(|it| it.is_ascii_whitespace()) {
        return;
    }
    let range = text.range();
    let raw = node.document().input_text().get(range.clone()).unwrap_or("");
    let start = range.start + (raw.len() - raw.trim_start().len());
    let first_line = raw.trim().lines().next().unwrap_or("").trim_end();
    let span = ctx.span_of(start..start + first_line.len());
    let message = format!("text is not allowed in `{}`", display(node));
    ctx.report(Diagnostic::error("unexpected-text", message).at(&span));
}

fn is_schema(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "schema"
}

/// An element of XSD as messages name it.
fn display(node: Node<'_, '_>) -> String {
    format!("xs:{}", node.tag_name().name())
}

fn is_xsd_element(name: &str) -> bool {
    let mut parents = rules::ALL_RULES.iter();
    name == "schema" || parents.any(|rule| rule.children.iter().any(|slot| slot.names.contains(&name)))
}
