//! The parser: from the XML of a schema document to its syntax tree.
//!
//! Each construct has a function that checks the node against its [`structure`] rule, which reports what does not
//! belong, and then builds the tree from what does. The functions recurse no deeper than the document is nested.

use roxmltree::Node;

use super::ast::{Component, Form, Notation, Reference, ReferenceKind, Schema, Text};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::FileId;
use context::Ctx;
use structure::{Rule, check, rules};

mod annotation;
mod attributes;
mod complex_type;
mod context;
mod element;
mod identity;
mod particle;
mod simple_type;
mod structure;
#[cfg(test)]
mod tests;
mod uris;
mod version;
mod wildcard;
mod xml_attributes;

pub(crate) use annotation::documentation_text;
pub(crate) use context::{attribute, attribute_text, non_negative, start_tag};
pub(crate) use version::{has_type, unsupported};

/// Parses an `xs:schema` element of a document. A schema without a target namespace takes on `inherited`, that of the
/// schema which includes it.
pub fn parse(node: Node<'_, '_>, file: FileId, inherited: Option<&str>, diagnostics: &mut Diagnostics) -> Schema {
    let own_namespace = attribute(node, "targetNamespace").map(|it| it.value());
    let mut ctx = Ctx::new(file, inherited.filter(|_| own_namespace.is_none()), diagnostics);
    if own_namespace == Some("") {
        let message = "the target namespace must not be empty; a schema without one leaves the attribute out";
        let span = ctx.text(node, "targetNamespace").map_or(ctx.span(node), |it| it.span);
        ctx.report(Diagnostic::error("bad-value", message).at(&span));
    }
    let target_namespace = own_namespace.filter(|it| !it.is_empty()).or(ctx.inherited).map(str::to_owned);
    let is_excluded = version::is_excluded(node);
    if is_excluded {
        let message = "the document says that it is not for XSD 1.0; nothing of it is taken";
        let span = ctx.span(node);
        let help = "name the document that is for XSD 1.0; `vc:minVersion` and the like say for which versions one is";
        ctx.report(Diagnostic::warning("excluded-document", message).at(&span).help(help));
    }
    let children = if is_excluded { Vec::new() } else { check(&mut ctx, node, &rules::SCHEMA) };
    let mut schema = Schema {
        file,
        span: ctx.span(node),
        is_embedded: node.parent_element().is_some(),
        target_namespace,
        is_chameleon: ctx.inherited.is_some(),
        prefixes: prefixes(node),
        attribute_form_default: ctx.form(node, "attributeFormDefault").unwrap_or(Form::Unqualified),
        element_form_default: ctx.form(node, "elementFormDefault").unwrap_or(Form::Unqualified),
        block_default: ctx.derivation_set(node, "blockDefault", rules::BLOCK_DEFAULT).unwrap_or_default(),
        final_default: ctx.derivation_set(node, "finalDefault", rules::FINAL_DEFAULT).unwrap_or_default(),
        references: Vec::new(),
        components: Vec::new(),
        n_types: 0,
    };
    for child in children {
        match child.tag_name().name() {
            "include" => schema.references.extend(reference(&mut ctx, child, ReferenceKind::Include, &rules::INCLUDE)),
            "import" => schema.references.extend(reference(&mut ctx, child, ReferenceKind::Import, &rules::IMPORT)),
            "redefine" => {
                schema.references.extend(reference(&mut ctx, child, ReferenceKind::Redefine, &rules::REDEFINE));
            }
            _ => schema.components.extend(component(&mut ctx, child)),
        }
    }
    schema.n_types = ctx.n_types();
    schema
}

fn component(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Component> {
    match node.tag_name().name() {
        "element" => element::global(ctx, node).map(Component::Element),
        "attribute" => attributes::global(ctx, node).map(Component::Attribute),
        "simpleType" => simple_type::global(ctx, node).map(Component::SimpleType),
        "complexType" => complex_type::global(ctx, node).map(Component::ComplexType),
        "group" => particle::global_group(ctx, node).map(Component::Group),
        "attributeGroup" => attributes::global_group(ctx, node).map(Component::AttributeGroup),
        "notation" => notation(ctx, node).map(Component::Notation),
        _ => None,
    }
}

fn reference(ctx: &mut Ctx<'_>, node: Node<'_, '_>, kind: ReferenceKind, rule: &Rule) -> Option<Reference> {
    // Only an `xs:redefine` has children.
    let redefinitions = check(ctx, node, rule).into_iter().filter_map(|it| component(ctx, it)).collect();
    let location = ctx.text(node, "schemaLocation");
    // An empty namespace is none.
    let namespace = ctx.text(node, "namespace").filter(|it| !it.value.is_empty());
    if kind != ReferenceKind::Import && location.is_none() {
        return None;
    }
    Some(Reference {
        kind,
        namespace,
        location,
        span: ctx.span(node),
        is_missing: false,
        absence: None,
        target: None,
        redefinitions,
    })
}

fn notation(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Option<Notation> {
    check(ctx, node, &rules::NOTATION);
    let value = |ctx: &Ctx<'_>, name| ctx.text(node, name).map(|it: Text| it.value);
    if value(ctx, "public").is_none() && value(ctx, "system").is_none() {
        let message = "`xs:notation` has neither `public` nor `system` (n-props-correct)";
        let span = ctx.span(node);
        ctx.report(Diagnostic::error("missing-attribute", message).at(&span));
    }
    Some(Notation {
        name: ctx.name(node)?,
        public: value(ctx, "public"),
        system: value(ctx, "system"),
        span: ctx.span(node),
    })
}

/// The namespaces that are bound to prefixes at an element.
pub(crate) fn prefixes(node: Node<'_, '_>) -> Vec<(String, String)> {
    let named = node.namespaces().filter_map(|it| Some((it.name()?, it.uri())));
    named.map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned())).collect()
}
