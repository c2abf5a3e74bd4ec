//! Faults of both versions, in the layouts that servers have used.

mod code;
mod read;
mod write;

use std::fmt;

use super::{TypedFault, Version};
use crate::error::Result;
use crate::{RawAttribute, RawElement, ReadOptions, Root, Write};

pub use code::FaultCode;

/// A fault: the server refuses a message as a whole (SOAP 1.1, section 4.4; SOAP 1.2 Part 1, section 5.4).
///
/// Servers have not always kept to the layout of their version of SOAP. Lenient reading takes the parts in the spelling
/// of either version, and those of SOAP 1.1 with the prefix of SOAP. Nothing is lost in reading and writing again, the
/// layout included, but blanks around the text of a detail and its place among the entries.
///
/// ```
/// use xsd_runtime::ReadOptions;
/// use xsd_runtime::soap::{Envelope, Fault, FaultCode, Version};
///
/// let document = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
///     <faultcode>s:Client</faultcode><faultstring>No such mailbox</faultstring>
///   </s:Fault></s:Body></s:Envelope>"#;
/// let fault = Envelope::<Fault>::read(document, &ReadOptions::strict())?.body;
/// assert_eq!(fault.code, FaultCode::client());
/// assert_eq!(fault.to_string(), "Client: No such mailbox");
/// assert_eq!(fault, Fault::soap11(FaultCode::client(), "No such mailbox"));
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The version of SOAP that it is laid out for.
    pub version: Version,
    /// `faultcode`; in SOAP 1.2 the value of `Code`.
    pub code: FaultCode,
    /// The more special codes of SOAP 1.2, outermost first.
    pub subcodes: Vec<FaultCode>,
    /// `faultstring`; SOAP 1.2 may give it in several languages.
    pub reasons: Vec<Reason>,
    /// `faultactor`; in SOAP 1.2 `Role`: what the node that refuses was to the message.
    pub role: Option<String>,
    /// `Node` of SOAP 1.2: which node refuses.
    pub node: Option<String>,
    /// `detail`.
    pub detail: Option<Detail>,
    /// Elements beside those, which SOAP does not know.
    pub others: Vec<RawElement>,
    /// How the elements are called.
    spelling: [Spelling; 4],
}

/// Why, for people.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Reason {
    /// The text.
    pub text: String,
    /// `xml:lang`: its language, which SOAP 1.2 requires.
    pub lang: Option<String>,
}

/// What the application says of a fault.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detail {
    /// Attributes; rare.
    pub attributes: Vec<RawAttribute>,
    /// Text beside the entries, which SOAP does not provide for; rare.
    pub text: String,
    /// The entries.
    pub entries: Vec<RawElement>,
}

/// How a part of a fault is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// `faultcode`, as SOAP 1.1 says.
    Plain,
    /// `s:faultcode`, as Exchange 2007 wrote, and others.
    Qualified,
    /// `s:Code`, as SOAP 1.2 says.
    Soap12,
}

/// Index of a part in the spelling of a fault.
#[derive(Debug, Clone, Copy)]
enum Part {
    Code,
    Reason,
    Role,
    Detail,
}

impl Fault {
    /// A fault of SOAP 1.1, to be completed by its fields.
    pub fn soap11(code: FaultCode, reason: impl Into<String>) -> Self {
        let reason = Reason { text: reason.into(), lang: None };
        Self { code, reasons: vec![reason], ..Self::blank(Version::Soap11) }
    }

    /// A fault of SOAP 1.2 with its reason in a language, such as `en`; to be completed by its fields.
    pub fn soap12(code: FaultCode, reason: impl Into<String>, lang: impl Into<String>) -> Self {
        let reason = Reason { text: reason.into(), lang: Some(lang.into()) };
        Self { code, reasons: vec![reason], ..Self::blank(Version::Soap12) }
    }

    fn blank(version: Version) -> Self {
        let spelling = match version {
            Version::Soap11 => Spelling::Plain,
            Version::Soap12 => Spelling::Soap12,
        };
        Self {
            version,
            code: FaultCode::default(),
            subcodes: Vec::new(),
            reasons: Vec::new(),
            role: None,
            node: None,
            detail: None,
            others: Vec::new(),
            spelling: [spelling; 4],
        }
    }

    /// Why, in the first language given; empty if nothing is said.
    pub fn reason(&self) -> &str {
        self.reasons.first().map_or("", |reason| &reason.text)
    }

    /// Reads what the operation declares for the detail: the first entry that is one of `F`, which is
    /// [`Operation::Fault`](crate::Operation::Fault). Places in errors count from the entry on.
    pub fn typed<F: TypedFault>(&self, options: &ReadOptions) -> Option<Result<F>> {
        self.detail.as_ref()?.entries.iter().find_map(|entry| F::read_entry(entry, options))
    }

    /// Adds a value to the detail.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent.
    pub fn insert<T: Root + Write>(&mut self, value: &T) -> Result<()> {
        let entry = RawElement::of(value)?;
        self.detail.get_or_insert_default().entries.push(entry);
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.reason())
    }
}

impl std::error::Error for Fault {}
