//! Where values stand in schema documents, and what their prefixes mean there.

use std::sync::Arc;

use crate::source::XML_NAMESPACE;
use crate::span::Span;

/// The place of a default or fixed value.
#[derive(Debug, Clone)]
pub struct ValuePlace {
    /// The value without its quotes.
    pub span: Span,
    /// What prefixes mean there.
    pub bindings: Arc<Bindings>,
}

/// The namespaces in scope at an element of a schema document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bindings {
    /// Prefix and namespace name; no prefix for the default namespace.
    pub list: Vec<(Option<String>, String)>,
}

impl Bindings {
    /// The namespace name that a prefix, or none, is bound to.
    pub fn namespace(&self, prefix: Option<&str>) -> Option<&str> {
        if prefix == Some("xml") {
            return Some(XML_NAMESPACE);
        }
        let bound = self.list.iter().find(|(it, _)| it.as_deref() == prefix);
        bound.map(|(_, uri)| uri.as_str()).filter(|uri| !uri.is_empty())
    }
}
