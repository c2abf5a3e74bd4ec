//! The entries of the header.

use super::Version;
use crate::error::Result;
use crate::reader::describe;
use crate::{Cursor, Declared, ErrorKind, Name, RawElement, Read, ReadOptions, Reader, Root, Write, Writer};

/// A set of header entries: the content of `Header`. [`Headers`] takes all; a type that knows some of them by name reads
/// with [`read_entries`] and writes each with [`Writer::nested`].
pub trait HeaderSet: Read + Write {
    /// The namespaces that the envelope declares for it.
    const NAMESPACES: &'static [Declared] = &[];

    /// The header that is not there.
    fn none() -> Self;

    /// Whether there is nothing to write.
    fn is_empty(&self) -> bool;
}

/// Header entries as raw XML, in their order (header blocks, as SOAP 1.2 calls them).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    /// The entries.
    pub entries: Vec<HeaderEntry>,
}

/// An entry of the header.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeaderEntry(pub RawElement);

impl Headers {
    /// No entries.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Reads the first entry that is a `T`. Places in errors count from the entry on.
    pub fn get<T: Root + Read>(&self, options: &ReadOptions) -> Option<Result<T>> {
        self.all(options).next()
    }

    /// Reads each entry that is a `T`.
    pub fn all<T: Root + Read>(&self, options: &ReadOptions) -> impl Iterator<Item = Result<T>> {
        self.entries.iter().filter(|entry| entry.0.is::<T>(options)).map(|entry| entry.0.read(options))
    }

    /// Adds an entry at the end, for the ultimate receiver, who need not understand it. An entry for others is made with
    /// [`HeaderEntry::of`] and pushed.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent.
    pub fn insert<T: Root + Write>(&mut self, value: &T) -> Result<()> {
        self.entries.push(HeaderEntry::of(value)?);
        Ok(())
    }

    /// The entries that the ultimate receiver must understand, but that are not among the names it knows (SOAP 1.1,
    /// section 4.2.3; SOAP 1.2 Part 1, section 2.4). If there are any, it must answer with the fault
    /// [`MustUnderstand`](super::FaultCode::must_understand) and do nothing else.
    pub fn not_understood(&self, version: Version, known: &[Name]) -> impl Iterator<Item = &HeaderEntry> {
        self.entries.iter().filter(move |entry| {
            let is_name = |name: &Name| name.namespace == entry.0.namespace() && name.local == entry.0.local_name();
            entry.must_understand(version) && entry.is_for_receiver(version) && !known.iter().any(is_name)
        })
    }
}

impl HeaderEntry {
    /// A value as an entry.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent.
    pub fn of<T: Root + Write>(value: &T) -> Result<Self> {
        RawElement::of(value).map(Self)
    }

    /// Whether its receiver must understand it or refuse the message: `mustUnderstand`, in the version of the envelope.
    pub fn must_understand(&self, version: Version) -> bool {
        self.attribute(version, "mustUnderstand").is_some_and(|value| matches!(value.trim(), "1" | "true"))
    }

    /// Says whether its receiver must understand it.
    ///
    /// # Errors
    /// None for an element that came from a reader.
    pub fn set_must_understand(&mut self, version: Version, must_understand: bool) -> Result<()> {
        let value = match version {
            Version::Soap11 => "1",
            Version::Soap12 => "true",
        };
        self.0.set_attribute(version.namespace(), "mustUnderstand", must_understand.then_some(value))
    }

    /// Who it is for: `actor` of SOAP 1.1, `role` of SOAP 1.2. `None` stands for the ultimate receiver.
    pub fn role(&self, version: Version) -> Option<String> {
        self.attribute(version, role_name(version))
    }

    /// Says who it is for.
    ///
    /// # Errors
    /// If the role holds a character that XML cannot represent.
    pub fn set_role(&mut self, version: Version, role: Option<&str>) -> Result<()> {
        self.0.set_attribute(version.namespace(), role_name(version), role)
    }

    /// Whether it is for whom the body is for: not for certain nodes on the way alone.
    fn is_for_receiver(&self, version: Version) -> bool {
        let role = self.role(version).unwrap_or_default();
        match (version, role.trim()) {
            (_, "") => true,
            (Version::Soap11, role) => role == "http://schemas.xmlsoap.org/soap/actor/next",
            (Version::Soap12, role) => matches!(
                role.strip_prefix("http://www.w3.org/2003/05/soap-envelope/role/"),
                Some("next" | "ultimateReceiver")
            ),
        }
    }

    fn attribute(&self, version: Version, local: &str) -> Option<String> {
        // What came from a reader can be read again.
        self.0.attribute(version.namespace(), local).ok().flatten()
    }
}

fn role_name(version: Version) -> &'static str {
    match version {
        Version::Soap11 => "actor",
        Version::Soap12 => "role",
    }
}

/// Reads the content of `Header`, whose own attributes say nothing to a receiver: calls `read` for each entry, with its
/// start tag read last.
///
/// # Errors
/// If an entry cannot be read. In strict mode also if an entry is in no namespace, or if its `mustUnderstand` is no truth
/// value.
pub fn read_entries(
    reader: &mut Reader<'_>,
    mut read: impl FnMut(&Cursor, &mut Reader<'_>) -> Result<()>,
) -> Result<()> {
    let version = Version::at(reader);
    let mut cursor = reader.enter(&version.tables().header)?;
    while let Some(member) = cursor.next(reader)? {
        if member == 0 {
            continue;
        }
        if reader.is_strict() {
            check_entry(reader, version)?;
        }
        read(&cursor, reader)?;
    }
    Ok(())
}

fn check_entry(reader: &Reader<'_>, version: Version) -> Result<()> {
    if reader.namespace().is_empty() {
        let entry = describe(reader.local_name(), "");
        let message = format!("{entry} is no header entry; each must be in a namespace");
        return Err(reader.error(ErrorKind::UnexpectedElement, message));
    }
    let flag = reader.attributes.iter().find(|attribute| {
        let uri = if attribute.prefix.is_empty() { "" } else { reader.uri(attribute.prefix) };
        attribute.local == "mustUnderstand" && uri == version.namespace()
    });
    let Some(flag) = flag else { return Ok(()) };
    let expected = match (version, flag.value.trim_matches([' ', '\t', '\n', '\r'])) {
        (_, "0" | "1") | (Version::Soap12, "true" | "false") => return Ok(()),
        (Version::Soap11, _) => "0 or 1",
        (Version::Soap12, _) => "true or false",
    };
    let message = format!("`mustUnderstand` is {:?}; expected {expected}", flag.value);
    Err(reader.error_at(flag.start, ErrorKind::InvalidValue, message))
}

impl HeaderSet for Headers {
    fn none() -> Self {
        Self::new()
    }

    fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Read for Headers {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut entries = Vec::new();
        read_entries(reader, |cursor, reader| cursor.push(reader, &mut entries))?;
        Ok(Self { entries })
    }
}

impl Write for Headers {
    fn write(&self, writer: &mut Writer) {
        writer.all(&self.entries);
    }
}

impl Read for HeaderEntry {
    const NILLABLE: bool = RawElement::NILLABLE;

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        reader.raw().map(Self)
    }
}

impl Write for HeaderEntry {
    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}
