//! The qualified name that a fault code is.

use std::fmt;

use xsd_runtime::{QName, Read, Reader, Result, Root, Writer};

use crate::soap::{self, SoapVersion};

/// The code of a fault: a qualified name, whatever prefix the document used for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FaultCode {
    /// The namespace; empty for a name without a prefix, as Exchange 2007 writes `Client`.
    pub namespace: String,
    /// The local part. If the text is no qualified name, or its prefix not bound, the whole text.
    pub local: String,
}

impl FaultCode {
    /// A code in a namespace; an empty one for none.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), local: local.into() }
    }

    /// The local part, also where the prefix is not bound.
    pub fn local_name(&self) -> &str {
        self.local.rsplit(':').next().unwrap_or(&self.local)
    }

    /// Writes an element with the code as its text; prefixes are those of the envelope where it has one.
    pub(super) fn write(&self, writer: &mut Writer, tag: &'static str, version: SoapVersion) {
        writer.start(tag);
        let declared = version.declared().0.iter().chain(<ews_im_types::ServerVersionInfo as Root>::NAMESPACES.0);
        let known = declared.clone().find(|namespace| namespace.uri == self.namespace);
        match known {
            Some(namespace) => {
                let mut text = writer.text();
                text.verbatim(namespace.prefix);
                text.verbatim(":");
                text.escaped(&self.local);
            }
            None => {
                let name = QName { namespace: self.namespace.clone(), local: self.local.clone() };
                xsd_runtime::write_simple(&name, writer);
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
        Ok(match reader.context().namespace(prefix) {
            Some(uri) => Self::new(soap::canonical(uri), local),
            None => Self::new("", text),
        })
    }
}
