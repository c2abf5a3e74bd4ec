//! Attributes that hold URI references (Part 2, 3.2.17).

use roxmltree::{Attribute, Node};
use xsd_runtime::datatypes::is_uri_reference;

use super::context::Ctx;
use crate::diag::Diagnostic;

/// Checks the value of an attribute in no namespace, if URI references are what it holds.
pub(super) fn check(ctx: &mut Ctx<'_>, node: Node<'_, '_>, attribute: Attribute<'_, '_>) {
    let is_wildcard = matches!(node.tag_name().name(), "any" | "anyAttribute");
    let uris = match attribute.name() {
        "namespace" | "schemaLocation" | "source" | "system" | "targetNamespace" => attribute.value(),
        _ => return,
    };
    // A wildcard has a list of them, and words of its own among them; elsewhere, white space is no part of the value.
    let is_right = |uri: &str| is_uri_reference(uri) || (is_wildcard && uri.starts_with("##"));
    let bad = match is_wildcard {
        true => uris.split_ascii_whitespace().find(|uri| !is_right(uri)),
        false => Some(uris.trim()).filter(|uri| !is_right(uri)),
    };
    if let Some(bad) = bad {
        let text = ctx.text_of(node, attribute);
        let message = format!("`{bad}` is no URI (cvc-datatype-valid)");
        let diagnostic = Diagnostic::error("bad-uri", message).at(&text.span);
        ctx.report(
            diagnostic.help(
                "a colon ends the name of a scheme, `%` stands before two hexadecimal digits, and `#` stands once",
            ),
        );
    }
}
