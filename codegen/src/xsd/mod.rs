//! The syntax of schema documents: XSD 1.0 as it is written, before any name is looked up.
//!
//! [`parse()`] turns the XML of one document into a [`Schema`]. Every node knows its [`Span`](crate::span::Span), and so
//! does every name in an attribute, so that a message can underline the name alone. What breaks the syntax is reported
//! and then left out, so that the tree is well-formed whatever the document was. Nothing here knows Rust.

mod ast;
mod names;
mod parse;
mod xpath;

pub use ast::*;
pub use parse::parse;

pub(crate) use names::{BadQName, is_nc_name, resolve_qname};
pub(crate) use parse::{
    attribute, attribute_text, documentation_text, has_type, non_negative, prefixes, start_tag, unsupported,
};

/// The namespace of XSD itself.
pub const XSD_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";
