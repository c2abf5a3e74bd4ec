//! SOAP's own names.

use xsd_runtime::{
    AnyNamespace, Attribute, Child, MANY, Namespace, NamespaceId, Namespaces, ONE, OPTIONAL, Reader, Table,
};

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
/// The envelope namespace with the mistake that translated documentation makes in all namespaces.
const SOAP_11_HTTPS: &str = "https://schemas.xmlsoap.org/soap/envelope/";

/// The version of SOAP that an envelope is written in.
///
/// Exchange Web Services is bound to SOAP 1.1. Some servers answer faults in SOAP 1.2 all the same, so lenient reading
/// takes both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SoapVersion {
    /// SOAP 1.1.
    #[default]
    Soap11,
    /// SOAP 1.2.
    Soap12,
}

impl SoapVersion {
    /// The namespace of the envelope.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Soap11 => SOAP_11,
            Self::Soap12 => SOAP_12,
        }
    }

    /// What the writer declares.
    pub(crate) fn declared(self) -> &'static Namespaces {
        static DECLARED_11: Namespaces = Namespaces(&[Namespace { prefix: "s", uri: SOAP_11, aliases: &[] }]);
        static DECLARED_12: Namespaces = Namespaces(&[Namespace { prefix: "s", uri: SOAP_12, aliases: &[] }]);
        match self {
            Self::Soap11 => &DECLARED_11,
            Self::Soap12 => &DECLARED_12,
        }
    }

    /// The version that the element whose start tag was read last belongs to.
    pub(crate) fn of(reader: &Reader<'_>) -> Self {
        if reader.namespace() == SOAP_12 { Self::Soap12 } else { Self::Soap11 }
    }
}

/// The namespaces that the tables of this crate count by.
pub(crate) static NAMESPACES: Namespaces = Namespaces(&[
    Namespace { prefix: "s", uri: SOAP_11, aliases: &[SOAP_12, SOAP_11_HTTPS] },
    Namespace { prefix: "xml", uri: "http://www.w3.org/XML/1998/namespace", aliases: &[] },
]);
/// The number of the envelope namespace, of either version, among them.
pub(crate) const S: NamespaceId = 1;
/// The number of the namespace of `xml:lang`.
pub(crate) const XML: NamespaceId = 2;

/// Attributes with a prefix: SOAP 1.1 admits them on all of its own elements.
const QUALIFIED: Attribute = Attribute::any(AnyNamespace::Not(""));

/// `Envelope`. What follows the body may be of any other namespace; nobody uses it.
pub(crate) static ENVELOPE: Table = Table::new(&NAMESPACES, S, "Envelope").attributes(&[QUALIFIED]).children(&[
    Child::new(S, "Header", 0, OPTIONAL),
    Child::new(S, "Body", 1, ONE),
    Child::any(AnyNamespace::Not(SOAP_11), 2, MANY),
]);
pub(crate) static HEADER: Table = Table::new(&NAMESPACES, S, "Header").attributes(&[QUALIFIED]).children(ANYTHING);
pub(crate) static BODY: Table = open("Body");
pub(crate) static DETAIL: Table = open("detail");

const ANY_ATTRIBUTE: &[Attribute] = &[Attribute::any(AnyNamespace::Any)];
const ANYTHING: &[Child] = &[Child::any(AnyNamespace::Any, 0, MANY)];

/// A type that is open to all attributes and elements.
const fn open(name: &'static str) -> Table {
    Table::new(&NAMESPACES, S, name).attributes(ANY_ATTRIBUTE).children(ANYTHING)
}

/// Whether the element whose start tag was read last is a fault.
pub(crate) fn at_fault(reader: &Reader<'_>) -> bool {
    let uri = reader.namespace();
    reader.local_name() == "Fault"
        && (uri == SOAP_11 || (!reader.is_strict() && matches!(uri, SOAP_12 | SOAP_11_HTTPS)))
}

/// A namespace name as it ought to be: `http` for the `https` of translated documentation.
pub(crate) fn canonical(uri: &str) -> String {
    match uri.strip_prefix("https://") {
        Some(rest) if rest.starts_with("schemas.microsoft.com/") || uri == SOAP_11_HTTPS => format!("http://{rest}"),
        _ => uri.to_owned(),
    }
}

/// Whether a namespace is one of Exchange Web Services: messages, types or errors, with either scheme.
pub(crate) fn is_exchange(uri: &str) -> bool {
    let rest = uri.strip_prefix("http://").or_else(|| uri.strip_prefix("https://"));
    rest.is_some_and(|rest| rest.starts_with("schemas.microsoft.com/exchange/services/2006/"))
}
