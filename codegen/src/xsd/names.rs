//! Names in attribute values: `NCName` and `QName`.

use roxmltree::Node;

use super::QName;
use crate::source::XML_NAMESPACE;

/// What is wrong with a `QName`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BadQName<'a> {
    /// It does not have the form of one.
    Form,
    /// Its prefix is not declared.
    Prefix(&'a str),
}

/// The expanded name that `text` stands for at `node`. Without a prefix and a default namespace, it is in no namespace.
pub(crate) fn resolve_qname<'t>(node: Node<'_, '_>, text: &'t str) -> Result<QName, BadQName<'t>> {
    let (prefix, local) = match text.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, text),
    };
    if !is_nc_name(local) || !prefix.is_none_or(is_nc_name) {
        return Err(BadQName::Form);
    }
    let namespace = match prefix {
        Some("xml") => Some(XML_NAMESPACE),
        _ => node.lookup_namespace_uri(prefix).filter(|uri| !uri.is_empty()),
    };
    match (prefix, namespace) {
        (Some(prefix), None) => Err(BadQName::Prefix(prefix)),
        (_, namespace) => Ok(QName { namespace: namespace.map(str::to_owned), local: local.to_owned() }),
    }
}

/// Whether the text is an XML name without a colon.
pub(crate) fn is_nc_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
