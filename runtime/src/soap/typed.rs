//! What generated code says of a WSDL service beside its operations: where it is, and what its faults hold.

use super::Version;
use crate::{NamespaceId, RawElement, Read, ReadOptions, Result, Root};

/// A port of a WSDL service: where a version of SOAP is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Port {
    /// The service.
    pub service: &'static str,
    /// The port.
    pub name: &'static str,
    /// Its address, as the WSDL document gives it.
    pub address: &'static str,
    /// The version of SOAP.
    pub version: Version,
}

impl Port {
    /// A port with all that is known of it.
    pub const fn new(service: &'static str, name: &'static str, address: &'static str, version: Version) -> Self {
        Self { service, name, address, version }
    }
}

/// Reads an entry of a fault's detail as a variant, if it is the element that the variant holds. For
/// [`typed_fault!`](crate::typed_fault).
#[doc(hidden)]
pub fn read_variant<T: Root + Read, F>(
    entry: &RawElement,
    options: &ReadOptions,
    variant: fn(T) -> F,
) -> Option<Result<F>> {
    let namespace: NamespaceId = T::NAMESPACES.id(entry.namespace(), options.strict);
    let is_it = namespace == T::NAMESPACE && entry.local_name() == T::NAME;
    is_it.then(|| entry.read(options).map(variant))
}

/// Implements [`TypedFault`](crate::soap::TypedFault) for an enum: its name, and its variants, each around one global
/// element.
#[macro_export]
macro_rules! typed_fault {
    ($name:ident, $($variant:ident),+) => {
        impl $crate::soap::TypedFault for $name {
            fn read_entry(
                entry: &$crate::RawElement,
                options: &$crate::ReadOptions,
            ) -> ::core::option::Option<$crate::Result<Self>> {
                let found = ::core::option::Option::None;
                $(let found = found.or_else(|| $crate::soap::read_variant(entry, options, Self::$variant));)+
                found
            }
        }
    };
}
