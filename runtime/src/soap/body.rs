//! What the body of an envelope holds.

use super::{Empty, Fault, NoReply, Version};
use crate::error::Result;
use crate::{Declared, RawElement, Read, Reader, Root, Write, Writer};

/// What can be read from the body of an envelope: a global element, a fault, nothing, or one of several.
pub trait ReadBody: Sized {
    /// What is expected in the body, for messages.
    fn expected() -> String;

    /// Reads the element whose start tag was read last; `None`, and nothing read, if it is something else.
    ///
    /// # Errors
    /// If the element does not fit its type.
    fn read_body(reader: &mut Reader<'_>, version: Version) -> Result<Option<Self>>;

    /// What a body without an element stands for; `None` if there must be one.
    fn empty() -> Option<Self> {
        None
    }

    /// What it stands for that there is not even an envelope; `None` if there must be one.
    fn absent() -> Option<Self> {
        None
    }
}

/// What can be written into the body of an envelope.
pub trait WriteBody {
    /// The namespaces that the envelope declares for it.
    fn namespaces(&self) -> Option<Declared> {
        None
    }

    /// The version of SOAP that the envelope must have; `None` if it does not matter.
    fn version(&self) -> Option<Version> {
        None
    }

    /// Writes the element with its tags.
    fn write_body(&self, writer: &mut Writer);
}

/// What a server answers: a response or a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<R> {
    /// The response.
    Response(R),
    /// The server refuses the request as a whole.
    Fault(Box<Fault>),
}

impl<R> Answer<R> {
    /// The response, or the fault as an error.
    ///
    /// # Errors
    /// If the answer is a fault.
    pub fn into_result(self) -> Result<R, Box<Fault>> {
        match self {
            Self::Response(response) => Ok(response),
            Self::Fault(fault) => Err(fault),
        }
    }
}

impl<T: Root + Read> ReadBody for T {
    fn expected() -> String {
        match T::NAMESPACES.get(T::NAMESPACE) {
            Some(namespace) if !namespace.prefix.is_empty() => format!("`{}:{}`", namespace.prefix, T::NAME),
            _ => format!("`{}`", T::NAME),
        }
    }

    fn read_body(reader: &mut Reader<'_>, _: Version) -> Result<Option<Self>> {
        if !reader.at_root::<T>() {
            return Ok(None);
        }
        reader.no_nil::<T>()?;
        let beginning = reader.beginning();
        let value = T::read(reader)?;
        reader.check_identity(T::IDENTITY, beginning)?;
        Ok(Some(value))
    }
}

impl<T: Root + Write> WriteBody for T {
    fn namespaces(&self) -> Option<Declared> {
        Some(Declared::of::<T>())
    }

    fn write_body(&self, writer: &mut Writer) {
        writer.nested(self);
    }
}

impl<R: ReadBody> ReadBody for Answer<R> {
    fn expected() -> String {
        format!("{}, or a fault", R::expected())
    }

    fn read_body(reader: &mut Reader<'_>, version: Version) -> Result<Option<Self>> {
        match Fault::read_body(reader, version)? {
            Some(fault) => Ok(Some(Self::Fault(Box::new(fault)))),
            None => Ok(R::read_body(reader, version)?.map(Self::Response)),
        }
    }

    fn empty() -> Option<Self> {
        R::empty().map(Self::Response)
    }

    fn absent() -> Option<Self> {
        R::absent().map(Self::Response)
    }
}

impl<R: WriteBody> WriteBody for Answer<R> {
    fn namespaces(&self) -> Option<Declared> {
        match self {
            Self::Response(response) => response.namespaces(),
            Self::Fault(fault) => fault.namespaces(),
        }
    }

    fn version(&self) -> Option<Version> {
        match self {
            Self::Response(response) => response.version(),
            Self::Fault(fault) => WriteBody::version(&**fault),
        }
    }

    fn write_body(&self, writer: &mut Writer) {
        match self {
            Self::Response(response) => response.write_body(writer),
            Self::Fault(fault) => fault.write_body(writer),
        }
    }
}

impl ReadBody for Empty {
    fn expected() -> String {
        "an empty body".to_owned()
    }

    fn read_body(_: &mut Reader<'_>, _: Version) -> Result<Option<Self>> {
        Ok(None)
    }

    fn empty() -> Option<Self> {
        Some(Self)
    }
}

impl WriteBody for Empty {
    fn write_body(&self, _: &mut Writer) {}
}

/// A one-way operation has no answer; some servers send an empty envelope all the same.
impl ReadBody for NoReply {
    fn expected() -> String {
        Empty::expected()
    }

    fn read_body(_: &mut Reader<'_>, _: Version) -> Result<Option<Self>> {
        Ok(None)
    }

    fn empty() -> Option<Self> {
        Some(Self)
    }

    fn absent() -> Option<Self> {
        Some(Self)
    }
}

/// Whatever the body holds.
impl ReadBody for RawElement {
    fn expected() -> String {
        "an element".to_owned()
    }

    fn read_body(reader: &mut Reader<'_>, _: Version) -> Result<Option<Self>> {
        reader.raw().map(Some)
    }
}

impl WriteBody for RawElement {
    fn write_body(&self, writer: &mut Writer) {
        self.write(writer);
    }
}
