//! The two versions of SOAP and their namespaces.

use std::fmt;

use super::Version;
use crate::namespace::XML_URI;
use crate::{Namespace, NamespaceId, Namespaces, Reader};

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
/// With the scheme that people and programs put into addresses, and thus into namespaces too.
const SOAP_11_HTTPS: &str = "https://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12_HTTPS: &str = "https://www.w3.org/2003/05/soap-envelope";

/// What the tables of SOAP 1.1 count by; a lenient reader takes the other version's namespace for this one's.
pub(super) static NAMESPACES_11: Namespaces = Namespaces(&[
    Namespace { prefix: "s", uri: SOAP_11, aliases: &[SOAP_12, SOAP_11_HTTPS, SOAP_12_HTTPS] },
    Namespace { prefix: "xml", uri: XML_URI, aliases: &[] },
]);
/// The same for SOAP 1.2.
pub(super) static NAMESPACES_12: Namespaces = Namespaces(&[
    Namespace { prefix: "s", uri: SOAP_12, aliases: &[SOAP_11, SOAP_11_HTTPS, SOAP_12_HTTPS] },
    Namespace { prefix: "xml", uri: XML_URI, aliases: &[] },
]);
/// The number of the envelope namespace among them.
pub(super) const S: NamespaceId = 1;
/// The number of the namespace of `xml:lang`.
pub(super) const XML: NamespaceId = 2;

impl Version {
    /// The namespace of the envelope.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Soap11 => SOAP_11,
            Self::Soap12 => SOAP_12,
        }
    }

    pub(crate) fn namespaces(self) -> &'static Namespaces {
        match self {
            Self::Soap11 => &NAMESPACES_11,
            Self::Soap12 => &NAMESPACES_12,
        }
    }

    /// The version that a namespace belongs to.
    pub(super) fn of(uri: &str, is_strict: bool) -> Option<Self> {
        match uri {
            SOAP_11 => Some(Self::Soap11),
            SOAP_12 => Some(Self::Soap12),
            SOAP_11_HTTPS if !is_strict => Some(Self::Soap11),
            SOAP_12_HTTPS if !is_strict => Some(Self::Soap12),
            _ => None,
        }
    }

    /// The version of the element of SOAP whose start tag was read last.
    pub(super) fn at(reader: &Reader<'_>) -> Self {
        Self::of(reader.namespace(), reader.is_strict()).unwrap_or_default()
    }

    /// Whether the element whose start tag was read last is this one of SOAP. A lenient reader does not mind the
    /// version.
    pub(super) fn is_at(self, reader: &Reader<'_>, local: &str) -> bool {
        reader.local_name() == local
            && Self::of(reader.namespace(), reader.is_strict()).is_some_and(|it| it == self || !reader.is_strict())
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Soap11 => "SOAP 1.1",
            Self::Soap12 => "SOAP 1.2",
        })
    }
}
