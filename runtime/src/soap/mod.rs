//! SOAP envelopes of both versions, as WSDL operations use them. How they travel is up to the caller.
//!
//! A [`Binding`] writes the request of an operation and reads the answer, or the other way round for servers;
//! an [`Envelope`] is what travels, with [`Headers`] and, as its body, a generated type, a [`Fault`], an [`Answer`] (one
//! of both), [`Empty`], or any element as [`RawElement`]:
//!
//! ```
//! use xsd_runtime::soap::{Envelope, Version};
//! use xsd_runtime::{RawElement, ReadOptions};
//!
//! let document = r#"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope">
//!     <e:Body><note xmlns="urn:notes">Call back</note></e:Body></e:Envelope>"#;
//! let envelope: Envelope<RawElement> = Envelope::read(document, &ReadOptions::strict())?;
//! assert_eq!(envelope.version, Version::Soap12);
//! assert_eq!(envelope.body.local_name(), "note");
//! let again = Envelope { version: Version::Soap11, ..envelope }.write()?;
//! assert!(again.starts_with(r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">"#));
//! # Ok::<(), xsd_runtime::Error>(())
//! ```
//!
//! # What reading forgives
//!
//! Lenient reading takes envelopes of both versions whichever is asked for, faults in the layout of the other version,
//! and the namespaces of SOAP with `https`. Strict reading takes what the version asked for admits, and `xml:lang` on
//! `faultstring`. Attributes on `Envelope`, `Header` and `Body`, and elements after the body of SOAP 1.1, are read over
//! in both modes and not written back. A body holds one element at most.

mod binding;
mod body;
mod envelope;
mod fault;
mod headers;
mod tables;
mod typed;
mod version;

use crate::{RawElement, ReadOptions, Result, Root};

pub use binding::{Binding, content_type, soap_action};
pub use body::{Answer, ReadBody, WriteBody};
pub use envelope::{Envelope, peek, to_string, to_string_in};
pub use fault::{Detail, Fault, FaultCode, Reason};
pub use headers::{HeaderEntry, HeaderSet, Headers, read_entries};
pub use typed::Port;
#[doc(hidden)]
pub use typed::read_variant;

/// A version of SOAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Version {
    /// SOAP 1.1.
    #[default]
    Soap11,
    /// SOAP 1.2.
    Soap12,
}

/// What the body of an envelope may hold: a global element, or nothing.
pub trait Content {}

impl<T: Root> Content for T {}

/// The content of a message without parts: an empty body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Empty;

impl Content for Empty {}

/// What a one-way operation answers: no message at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct NoReply;

impl Content for NoReply {}

/// What the detail of a fault can hold, as the operation declares it.
pub trait TypedFault: Sized {
    /// Reads an entry of a fault's detail; `None` if the operation does not declare that element.
    ///
    /// # Errors
    /// If the entry does not fit its declaration.
    fn read_entry(entry: &RawElement, options: &ReadOptions) -> Option<Result<Self>>;
}

/// The fault of an operation that declares none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoFault {}

impl TypedFault for NoFault {
    fn read_entry(_: &RawElement, _: &ReadOptions) -> Option<Result<Self>> {
        None
    }
}
