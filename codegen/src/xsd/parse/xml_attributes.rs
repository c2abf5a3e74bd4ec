//! The attributes of the XML namespace that a schema document may have on every element, and that have a type
//! (`xml:lang` and others, as the schema for schemas imports them).

use roxmltree::{Attribute, Node};

use super::context::Ctx;
use crate::diag::Diagnostic;
use crate::source::XML_NAMESPACE;
use crate::xsd::is_nc_name;

/// Checks the value of an attribute that is not XSD's own.
pub(super) fn check(ctx: &mut Ctx<'_>, node: Node<'_, '_>, attribute: Attribute<'_, '_>) {
    if attribute.namespace() != Some(XML_NAMESPACE) {
        return;
    }
    let text = ctx.text_of(node, attribute);
    let (is_valid, expected) = match attribute.name() {
        "lang" => (is_language(&text.value), "a language such as `en` or `de-CH`"),
        "space" => (matches!(text.value.as_str(), "default" | "preserve"), "`default` or `preserve`"),
        "id" => (is_nc_name(&text.value), "a name without colon"),
        _ => return,
    };
    if !is_valid {
        // It means nothing to what is made of the schema.
        let message = format!("`{}` is no value for `xml:{}`", text.value, attribute.name());
        let label = format!("expected {expected}");
        ctx.report(Diagnostic::error("bad-annotation", message).at(&text.span).label(label));
    }
}

/// Whether a text is an `xs:language` (Part 2, 3.3.3).
fn is_language(text: &str) -> bool {
    let is_part = |it: &str| (1..=8).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric());
    let mut parts = text.split('-');
    parts.next().is_some_and(|it| is_part(it) && it.bytes().all(|it| it.is_ascii_alphabetic())) && parts.all(is_part)
}
