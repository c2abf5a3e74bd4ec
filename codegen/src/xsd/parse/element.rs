//! Element declarations.

use roxmltree::Node;

use super::annotation::documentation;
use super::context::Ctx;
use super::structure::{check, rules};
use super::{complex_type, identity, simple_type, version};
use crate::diag::Diagnostic;
use crate::xsd::ast::{Element, ElementReference, Name, Term, TypeUse};

/// A global declaration.
pub(super) fn global(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Element> {
    let children = check(ctx, node, &rules::GLOBAL_ELEMENT);
    declaration(ctx, node, &children)
}

/// A local declaration or a reference, without its occurrence.
pub(super) fn local(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Term> {
    if ctx.text(node, "ref").is_none() {
        let children = check(ctx, node, &rules::LOCAL_ELEMENT);
        return declaration(ctx, node, &children).map(|it| Term::Element(Box::new(it)));
    }
    check_reference(ctx, node);
    check(ctx, node, &rules::ELEMENT_REFERENCE);
    let name = ctx.qname(node, "ref")?;
    Some(Term::ElementReference(ElementReference { name, documentation: documentation(node) }))
}

/// Reports a reference that has a name, too.
pub(super) fn check_reference(ctx: &mut Ctx<'_>, node: Node<'_, '_>) {
    if let Some(name) = ctx.text(node, "name") {
        let message = format!("`xs:{}` has both `ref` and `name`", node.tag_name().name());
        let label = "a reference has the name of what it refers to";
        ctx.report(Diagnostic::error("conflicting-attributes", message).at(&name.span).label(label));
    }
}

fn declaration(ctx: &mut Ctx<'_>, node: Node<'_, '_>, children: &[Node<'_, '_>]) -> Option<Element> {
    let mut ty = None;
    let mut constraints = Vec::new();
    for child in children {
        match child.tag_name().name() {
            "simpleType" => ty = simple_type::local(ctx, *child).map(|it| TypeUse::Simple(Box::new(it))),
            "complexType" => ty = complex_type::local(ctx, *child).map(|it| TypeUse::Complex(Box::new(it))),
            _ => constraints.extend(identity::constraint(ctx, *child)),
        }
    }
    Some(Element {
        ty: named_type(ctx, node, ty),
        nillable: ctx.bool(node, "nillable"),
        is_abstract: ctx.bool(node, "abstract"),
        value: ctx.value_constraint(node),
        value_place: ctx.value_place(node),
        form: ctx.form(node, "form"),
        block: ctx.derivation_set(node, "block", rules::ELEMENT_BLOCK),
        final_: ctx.derivation_set(node, "final", rules::EXTENSION_RESTRICTION),
        substitution_group: head(ctx, node),
        constraints,
        documentation: documentation(node),
        span: ctx.span(node),
        name: ctx.name(node)?,
    })
}

/// The head of the substitution group. XSD 1.1 allows several.
fn head(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Name> {
    let text = ctx.text(node, "substitutionGroup")?;
    if text.value.contains(|it: char| it.is_ascii_whitespace()) {
        ctx.report(version::unsupported("more than one head of a substitution group").at(&text.span));
        return None;
    }
    ctx.qname(node, "substitutionGroup")
}

/// The type that the attribute `type` names, or else the one in place.
pub(super) fn named_type(ctx: &mut Ctx<'_>, node: Node<'_, '_>, inline: Option<TypeUse>) -> Option<TypeUse> {
    let Some(text) = ctx.text(node, "type") else { return inline };
    if inline.is_some() {
        let message = format!("`xs:{}` both names and contains a type", node.tag_name().name());
        ctx.report(Diagnostic::error("conflicting-attributes", message).at(&text.span));
    }
    ctx.qname(node, "type").map(TypeUse::Named)
}
