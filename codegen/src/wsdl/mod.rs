//! The syntax of WSDL 1.1 documents with their SOAP 1.1 or 1.2 bindings, before any name is looked up.
//!
//! [`parse()`] turns the XML of one document into [`Definitions`]. The schemas inside `wsdl:types` are parsed by
//! [`crate::xsd`]. Extension elements other than those of SOAP are left out; that a message is bound to MIME is noted.

mod ast;
mod parse;

pub use ast::*;
pub use parse::parse;

/// The namespace of WSDL 1.1.
pub const WSDL_NAMESPACE: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The namespaces of the SOAP binding, for SOAP 1.1 and SOAP 1.2.
pub const SOAP_NAMESPACES: [(&str, SoapVersion); 2] = [
    ("http://schemas.xmlsoap.org/wsdl/soap/", SoapVersion::Soap11),
    ("http://schemas.xmlsoap.org/wsdl/soap12/", SoapVersion::Soap12),
];

/// The namespace of the MIME binding.
pub const MIME_NAMESPACE: &str = "http://schemas.xmlsoap.org/wsdl/mime/";
