//! An operation in one version of SOAP: its messages, and what HTTP must know of them.

use std::fmt;
use std::marker::PhantomData;

use super::{Answer, Envelope, HeaderSet, ReadBody, Version, WriteBody, envelope};
use crate::error::Result;
use crate::{Operation, ReadOptions};

/// One of the SOAP bindings of an operation.
///
/// A client [writes the request](Self::write_request), sends it with the [content type](Self::content_type) and, in
/// SOAP 1.1, the [`SOAPAction`](Self::soap_action), and [reads the answer](Self::read_answer). A server
/// [reads the request](Self::read_request) and [writes the response](Self::write_response) or a
/// [fault](super::Fault), as the body of an [`Envelope`].
pub struct Binding<O> {
    version: Version,
    action: &'static str,
    operation: PhantomData<O>,
}

impl<O: Operation> Binding<O> {
    /// The binding that the operation names first.
    pub const fn new() -> Self {
        Self { version: O::SOAP_VERSION, action: O::SOAP_ACTION, operation: PhantomData }
    }

    /// The first binding in a version of SOAP; `None` if the operation has none.
    pub fn of(version: Version) -> Option<Self> {
        Self::all().find(|binding| binding.version == version)
    }

    /// All bindings of the operation.
    pub fn all() -> impl Iterator<Item = Self> {
        let others = O::OTHER_BINDINGS.iter();
        let others = others.map(|&(version, action)| Self { version, action, operation: PhantomData });
        [Self::new()].into_iter().chain(others)
    }

    /// The version of SOAP.
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The action, without quotes; may be empty.
    pub const fn action(&self) -> &'static str {
        self.action
    }

    /// The value of the HTTP header `Content-Type` of the request: see [`content_type`].
    pub fn content_type(&self) -> String {
        content_type(self.version, self.action)
    }

    /// The value of the HTTP header `SOAPAction` of the request: see [`soap_action`].
    pub fn soap_action(&self) -> Option<String> {
        soap_action(self.version, self.action)
    }

    /// Writes a request in its envelope.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent; the error names the element path.
    pub fn write_request(&self, request: &O::Request, headers: &impl HeaderSet) -> Result<String>
    where
        O::Request: WriteBody,
    {
        envelope::to_string(self.version, headers, request)
    }

    /// Reads the answer to a request. Strict reading takes this version of SOAP alone. For a one-way operation, no text
    /// at all is an answer too.
    ///
    /// # Errors
    /// If the document is not well-formed, breaks a limit, or holds neither the response nor a fault.
    pub fn read_answer<H: HeaderSet>(
        &self,
        answer: &str,
        options: &ReadOptions,
    ) -> Result<Envelope<Answer<O::Response>, H>>
    where
        O::Response: ReadBody,
    {
        let is_blank = answer.trim_matches(['\u{FEFF}', ' ', '\t', '\n', '\r']).is_empty();
        match Answer::<O::Response>::absent().filter(|_| is_blank) {
            Some(body) => Ok(Envelope::new(self.version, body)),
            None => Envelope::read_version(self.version, answer, options),
        }
    }

    /// Reads a request. Strict reading takes this version of SOAP alone.
    ///
    /// # Errors
    /// If the document is not well-formed, breaks a limit, or does not hold the request.
    pub fn read_request<H: HeaderSet>(&self, request: &str, options: &ReadOptions) -> Result<Envelope<O::Request, H>>
    where
        O::Request: ReadBody,
    {
        Envelope::read_version(self.version, request, options)
    }

    /// Writes a response in its envelope.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent; the error names the element path.
    pub fn write_response(&self, response: &O::Response, headers: &impl HeaderSet) -> Result<String>
    where
        O::Response: WriteBody,
    {
        envelope::to_string(self.version, headers, response)
    }
}

/// The value of the HTTP header `Content-Type` of a message: `text/xml; charset=utf-8` in SOAP 1.1 (section 6), and
/// `application/soap+xml; charset=utf-8; action="…"` in SOAP 1.2 (Part 2, section 7; RFC 3902), where an empty action is
/// left out.
///
/// ```
/// use xsd_runtime::soap::{Version, content_type, soap_action};
/// assert_eq!(content_type(Version::Soap11, "urn:add"), "text/xml; charset=utf-8");
/// assert_eq!(soap_action(Version::Soap11, "urn:add").as_deref(), Some("\"urn:add\""));
/// assert_eq!(content_type(Version::Soap12, "urn:add"), "application/soap+xml; charset=utf-8; action=\"urn:add\"");
/// assert_eq!(soap_action(Version::Soap12, "urn:add"), None);
/// ```
pub fn content_type(version: Version, action: &str) -> String {
    match version {
        Version::Soap11 => "text/xml; charset=utf-8".to_owned(),
        Version::Soap12 if action.is_empty() => "application/soap+xml; charset=utf-8".to_owned(),
        Version::Soap12 => format!("application/soap+xml; charset=utf-8; action={}", quoted(action)),
    }
}

/// The value of the HTTP header `SOAPAction` of a request, with its quotes. SOAP 1.1 requires the header (section
/// 6.1.1), with an empty action too; SOAP 1.2 has none.
pub fn soap_action(version: Version, action: &str) -> Option<String> {
    match version {
        Version::Soap11 => Some(quoted(action)),
        Version::Soap12 => None,
    }
}

/// A URI in quotes. What neither a URI nor a quoted string of HTTP can hold is percent-encoded, so that it cannot become
/// a header of its own.
fn quoted(action: &str) -> String {
    let mut text = String::with_capacity(action.len() + 2);
    text.push('"');
    for byte in action.bytes() {
        match byte {
            b'"' | b'\\' => text.push_str(&format!("%{byte:02X}")),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text.push('"');
    text
}

impl<O: Operation> Default for Binding<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O> Clone for Binding<O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O> Copy for Binding<O> {}

impl<O: Operation> fmt::Debug for Binding<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, action, .. } = self;
        f.debug_struct(O::NAME).field("version", version).field("action", action).finish()
    }
}
