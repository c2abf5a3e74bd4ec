//! SOAP envelopes of both versions, as WSDL operations use them.

use crate::{RawElement, ReadOptions, Result, Root};

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
