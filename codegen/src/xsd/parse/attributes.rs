//! Attribute declarations, their uses, and attribute groups.

use roxmltree::Node;

use super::annotation::documentation;
use super::context::Ctx;
use super::element::{check_reference, named_type};
use super::structure::{check, rules};
use super::{simple_type, wildcard};
use crate::diag::Diagnostic;
use crate::xsd::ast::{
    Attribute, AttributeGroup, AttributeItem, AttributeReference, Attributes, TypeUse, Use, ValueConstraint,
};

/// A global declaration.
pub(super) fn global(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Attribute> {
    let children = check(ctx, node, &rules::GLOBAL_ATTRIBUTE);
    declaration(ctx, node, &children)
}

/// A global attribute group.
pub(super) fn global_group(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<AttributeGroup> {
    let children = check(ctx, node, &rules::ATTRIBUTE_GROUP);
    let attributes = attributes(ctx, &children);
    let name = ctx.name(node)?;
    Some(AttributeGroup { name, attributes, documentation: documentation(node), span: ctx.span(node) })
}

/// The attributes among the children of a type or group; other children are for others.
pub(super) fn attributes(ctx: &mut Ctx<'_>, children: &[Node<'_, '_>]) -> Attributes {
    let mut attributes = Attributes::default();
    for child in children {
        match child.tag_name().name() {
            "attribute" => attributes.items.extend(local(ctx, *child)),
            "attributeGroup" => {
                check(ctx, *child, &rules::ATTRIBUTE_GROUP_REFERENCE);
                attributes.items.extend(ctx.qname(*child, "ref").map(AttributeItem::Group));
            }
            "anyAttribute" => {
                check(ctx, *child, &rules::ANY_ATTRIBUTE_RULE);
                attributes.any = Some(wildcard::wildcard(ctx, *child));
            }
            _ => {}
        }
    }
    attributes
}

fn local(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<AttributeItem> {
    let usage = usage(ctx, node);
    if ctx.text(node, "ref").is_none() {
        let children = check(ctx, node, &rules::LOCAL_ATTRIBUTE);
        let attribute = declaration(ctx, node, &children)?;
        check_default(ctx, node, usage, attribute.value.as_ref());
        return Some(AttributeItem::Local(usage, Box::new(attribute)));
    }
    check_reference(ctx, node);
    check(ctx, node, &rules::ATTRIBUTE_REFERENCE);
    let value = ctx.value_constraint(node);
    check_default(ctx, node, usage, value.as_ref());
    let name = ctx.qname(node, "ref")?;
    let span = ctx.span(node);
    let value_place = ctx.value_place(node);
    let reference = AttributeReference { name, usage, value, value_place, documentation: documentation(node), span };
    Some(AttributeItem::Reference(Box::new(reference)))
}

fn declaration(ctx: &mut Ctx<'_>, node: Node<'_, '_>, children: &[Node<'_, '_>]) -> Option<Attribute> {
    let inline = children.first().and_then(|child| simple_type::local(ctx, *child));
    let inline = inline.map(|it| TypeUse::Simple(Box::new(it)));
    let name = ctx.name(node);
    if let Some(name) = name.as_ref().filter(|it| it.value == "xmlns") {
        let message = "no attribute may be called `xmlns`";
        ctx.report(Diagnostic::error("bad-value", message).at(&name.span));
    }
    Some(Attribute {
        ty: named_type(ctx, node, inline),
        value: ctx.value_constraint(node),
        value_place: ctx.value_place(node),
        form: ctx.form(node, "form"),
        documentation: documentation(node),
        span: ctx.span(node),
        name: name?,
    })
}

fn usage(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Use {
    let Some(text) = ctx.text(node, "use") else { return Use::Optional };
    match text.value.as_str() {
        "optional" => Use::Optional,
        "required" => Use::Required,
        "prohibited" => Use::Prohibited,
        _ => {
            ctx.bad_value("use", &text, "`optional`, `required` or `prohibited`");
            Use::Optional
        }
    }
}

fn check_default(ctx: &mut Ctx<'_>, node: Node<'_, '_>, usage: Use, value: Option<&ValueConstraint>) {
    if usage == Use::Optional || !matches!(value, Some(ValueConstraint::Default(_))) {
        return;
    }
    let span = ctx.text(node, "default").map_or_else(|| ctx.span(node), |it| it.span);
    let message = "an attribute with a default has to be optional";
    ctx.report(Diagnostic::error("conflicting-attributes", message).at(&span));
}
