//! The qualified name that a fault code is.

use std::fmt;

use crate::error::Result;
use crate::soap::Version;
use crate::{QName, Read, Reader, Writer};

/// The code of a fault: a qualified name, whatever prefix the document used for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FaultCode {
    /// The namespace; empty for a name without a prefix, as some servers write `Client`.
    pub namespace: String,
    /// The local part. If the text is no qualified name, or its prefix not bound, the whole text.
    pub local: String,
}

impl FaultCode {
    /// A code in a namespace; an empty one for none.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), local: local.into() }
    }

    /// `Client` of SOAP 1.1: the message is at fault, and must not be sent again as it is.
    pub fn client() -> Self {
        Self::standard(Version::Soap11, "Client")
    }

    /// `Server` of SOAP 1.1: the message may succeed at another time.
    pub fn server() -> Self {
        Self::standard(Version::Soap11, "Server")
    }

    /// `Sender` of SOAP 1.2, which is `Client` of SOAP 1.1.
    pub fn sender() -> Self {
        Self::standard(Version::Soap12, "Sender")
    }

    /// `Receiver` of SOAP 1.2, which is `Server` of SOAP 1.1.
    pub fn receiver() -> Self {
        Self::standard(Version::Soap12, "Receiver")
    }

    /// `DataEncodingUnknown` of SOAP 1.2: the `encodingStyle` of an element is not known.
    pub fn data_encoding_unknown() -> Self {
        Self::standard(Version::Soap12, "DataEncodingUnknown")
    }

    /// `MustUnderstand` of either version: a header entry that must be understood is not.
    pub fn must_understand(version: Version) -> Self {
        Self::standard(version, "MustUnderstand")
    }

    /// `VersionMismatch` of either version: the envelope is of no version that the node knows.
    pub fn version_mismatch(version: Version) -> Self {
        Self::standard(version, "VersionMismatch")
    }

    fn standard(version: Version, local: &str) -> Self {
        Self::new(version.namespace(), local)
    }

    /// The local part, also where the prefix is not bound.
    pub fn local_name(&self) -> &str {
        self.local.rsplit(':').next().unwrap_or(&self.local)
    }

    /// Writes an element with the code as its text; the prefix is that of the envelope where it has one.
    pub(super) fn write(&self, writer: &mut Writer, tag: &'static str) {
        writer.start(tag);
        match writer.scope_prefix(&self.namespace) {
            Some(prefix) => {
                let mut text = writer.text();
                text.verbatim(prefix);
                text.verbatim(":");
                text.escaped(&self.local);
            }
            None => {
                let name = QName { namespace: self.namespace.clone(), local: self.local.clone() };
                crate::write_simple(&name, writer);
            }
        }
        writer.end(tag);
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.local)
    }
}

impl Read for FaultCode {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if reader.is_strict() {
            let QName { namespace, local } = Read::read(reader)?;
            return Ok(Self { namespace, local });
        }
        let text = reader.text()?;
        let text = text.trim_matches([' ', '\t', '\n', '\r']);
        let (prefix, local) = text.split_once(':').unwrap_or(("", text));
        let Some(uri) = reader.context().namespace(prefix) else { return Ok(Self::new("", text)) };
        Ok(match Version::of(uri, false) {
            Some(version) => Self::standard(version, local),
            None => Self::new(uri, local),
        })
    }
}
