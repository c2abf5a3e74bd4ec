//! `xs:any` and `xs:anyAttribute`.

use roxmltree::Node;

use super::annotation::documentation;
use super::context::Ctx;
use crate::xsd::ast::{ProcessContents, Text, Wildcard, WildcardNamespace, WildcardNamespaces};

/// The wildcard of a node whose structure has been checked.
pub(super) fn wildcard(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> Wildcard {
    let namespaces = ctx.text(node, "namespace");
    let namespaces = namespaces.map_or(WildcardNamespaces::Any, |it| namespaces_of(ctx, &it));
    Wildcard { namespaces, process: process(ctx, node), documentation: documentation(node), span: ctx.span(node) }
}

fn namespaces_of(ctx: &mut Ctx<'_>, text: &Text) -> WildcardNamespaces {
    match text.value.as_str() {
        "##any" => return WildcardNamespaces::Any,
        "##other" => return WildcardNamespaces::Other,
        _ => {}
    }
    let mut list = Vec::new();
    for part in text.value.split_ascii_whitespace() {
        list.push(match part {
            "##targetNamespace" => WildcardNamespace::Target,
            "##local" => WildcardNamespace::Local,
            _ if part.starts_with("##") => {
                let expected = "`##any`, `##other`, or a list of names, `##targetNamespace` and `##local`";
                ctx.bad_value("namespace", text, expected);
                return WildcardNamespaces::Any;
            }
            name => WildcardNamespace::Name(name.to_owned()),
        });
    }
    WildcardNamespaces::List(list)
}

fn process(ctx: &mut Ctx<'_>, node: Node<'_, '_>) -> ProcessContents {
    let Some(text) = ctx.text(node, "processContents") else { return ProcessContents::Strict };
    match text.value.as_str() {
        "strict" => ProcessContents::Strict,
        "lax" => ProcessContents::Lax,
        "skip" => ProcessContents::Skip,
        _ => {
            ctx.bad_value("processContents", &text, "`strict`, `lax` or `skip`");
            ProcessContents::Strict
        }
    }
}
