//! The envelope around header and body.

use super::{HeaderEntry, HeaderSet, Headers, ReadBody, Version, WriteBody};
use crate::error::Result;
use crate::reader::describe;
use crate::{Declared, ErrorKind, Name, Read, ReadOptions, Reader, Writer};

/// A SOAP message: SOAP 1.1, section 4; SOAP 1.2 Part 1, section 5.
///
/// The header is a set of entries as raw XML, or a type of its own that implements [`HeaderSet`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope<B, H = Headers> {
    /// The version of SOAP that it is written in.
    pub version: Version,
    /// The entries of the header. A header without entries is not written.
    pub headers: H,
    /// What the body holds.
    pub body: B,
}

impl<B, H: HeaderSet> Envelope<B, H> {
    /// An envelope without header entries.
    pub fn new(version: Version, body: B) -> Self {
        Self { version, headers: H::none(), body }
    }
}

impl<B: ReadBody, H: HeaderSet> Envelope<B, H> {
    /// Reads an envelope of either version.
    ///
    /// # Errors
    /// If the document is not well-formed, breaks a limit, is no envelope, or if header or body do not fit their types.
    pub fn read(document: &str, options: &ReadOptions) -> Result<Self> {
        Self::read_any(document, None, options)
    }

    /// Reads an envelope of either version in UTF-8, or with the feature `encodings` in another encoding.
    ///
    /// # Errors
    /// As [`read`](Self::read) and [`decode`](crate::decode).
    pub fn read_slice(document: &[u8], options: &ReadOptions) -> Result<Self> {
        Self::read(&options.decode(document)?, options)
    }

    /// Reads an envelope of one version; lenient reading takes the other one too.
    ///
    /// # Errors
    /// As [`read`](Self::read); in strict mode also if the envelope is of the other version.
    pub fn read_version(version: Version, document: &str, options: &ReadOptions) -> Result<Self> {
        Self::read_any(document, Some(version), options)
    }

    fn read_any(document: &str, wanted: Option<Version>, options: &ReadOptions) -> Result<Self> {
        let mut reader = Reader::new(document, options)?;
        reader.start_document()?;
        let version = start(&reader, wanted)?;
        // No element of SOAP is nillable.
        reader.no_nil::<InBody<B>>()?;
        let envelope = Self::read_content(&mut reader, version)?;
        reader.end_document()?;
        Ok(envelope)
    }

    fn read_content(reader: &mut Reader<'_>, version: Version) -> Result<Self> {
        let (mut headers, mut body) = (None, None);
        let mut cursor = reader.enter(&version.tables().envelope)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => {}
                1 => cursor.set(reader, &mut headers)?,
                2 => cursor.set(reader, &mut body)?,
                _ => reader.skip()?,
            }
        }
        let InBody(body) = cursor.required(reader, body, 2)?;
        Ok(Self { version, headers: headers.unwrap_or_else(H::none), body })
    }
}

impl<B: WriteBody, H: HeaderSet> Envelope<B, H> {
    /// The envelope as a document, without an XML declaration.
    ///
    /// # Errors
    /// As [`to_string`].
    pub fn write(&self) -> Result<String> {
        to_string(self.version, &self.headers, &self.body)
    }
}

impl<B> Envelope<B> {
    /// The header entries that this receiver must understand, but that are not among the names it knows: see
    /// [`Headers::not_understood`].
    pub fn not_understood(&self, known: &[Name]) -> impl Iterator<Item = &HeaderEntry> {
        self.headers.not_understood(self.version, known)
    }
}

/// Writes an envelope. All namespaces that the types of header and body use are declared on its root.
///
/// # Errors
/// If a text holds a character that XML cannot represent, the error names the element path; if the body is a fault of
/// the other version.
pub fn to_string(version: Version, headers: &impl HeaderSet, body: &(impl WriteBody + ?Sized)) -> Result<String> {
    to_string_in(version, headers, body, String::new())
}

/// The same, appending to a buffer: what it holds already stays, such as an XML declaration, and its room is used again.
///
/// # Errors
/// As [`to_string`].
pub fn to_string_in<H: HeaderSet>(
    version: Version,
    headers: &H,
    body: &(impl WriteBody + ?Sized),
    buffer: String,
) -> Result<String> {
    let mut writer = Writer::with_buffer(buffer);
    writer.start("<s:Envelope>");
    writer.declare_scope(Declared::all(version.namespaces()));
    for namespaces in H::NAMESPACES.iter().copied().chain(body.namespaces()) {
        writer.declare_scope(namespaces);
    }
    if !headers.is_empty() {
        writer.element("<s:Header>", headers);
    }
    writer.start("<s:Body>");
    if let Some(other) = body.version().filter(|&other| other != version) {
        writer.refuse(format!("the body is a fault of {other}; the envelope is of {version}"));
    }
    body.write_body(&mut writer);
    writer.end("<s:Body>");
    writer.end("<s:Envelope>");
    writer.finish()
}

/// Looks at the first element in the body of an envelope, without reading it: for those who must know what comes before
/// they can read it. The function is called with the element's start tag read last, so that it can ask for
/// [`Reader::local_name`], [`Reader::namespace`] or [`Reader::at_root`]. `None` if there is no such element.
///
/// ```
/// use xsd_runtime::{ReadOptions, soap};
/// let document = "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body><a xmlns=''/></Body></Envelope>";
/// let name = soap::peek(None, document, &ReadOptions::strict(), |reader| reader.local_name().to_owned())?;
/// assert_eq!(name.as_deref(), Some("a"));
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
///
/// # Errors
/// As [`Envelope::read_version`], or [`Envelope::read`] for no version, up to that element. What follows it is not looked
/// at.
pub fn peek<T>(
    version: Option<Version>,
    document: &str,
    options: &ReadOptions,
    look: impl FnOnce(&Reader<'_>) -> T,
) -> Result<Option<T>> {
    let mut reader = Reader::new(document, options)?;
    reader.start_document()?;
    let version = start(&reader, version)?;
    let mut envelope = reader.enter(&version.tables().envelope)?;
    while let Some(member) = envelope.next(&mut reader)? {
        match member {
            0 => {}
            2 => {
                let mut body = reader.enter(&version.tables().body)?;
                while let Some(member) = body.next(&mut reader)? {
                    if member > 0 {
                        return Ok(Some(look(&reader)));
                    }
                }
            }
            _ => reader.skip()?,
        }
    }
    Ok(None)
}

/// The version of the envelope whose start tag was read last.
fn start(reader: &Reader<'_>, wanted: Option<Version>) -> Result<Version> {
    let found = Version::of(reader.namespace(), reader.is_strict()).filter(|_| reader.local_name() == "Envelope");
    if let Some(version) = found
        && (!reader.is_strict() || wanted.is_none_or(|wanted| wanted == version))
    {
        return Ok(version);
    }
    let expected = match wanted {
        Some(version) => describe("Envelope", version.namespace()),
        None => {
            let either = describe("Envelope", Version::Soap11.namespace());
            format!("{either} or `{}`", Version::Soap12.namespace())
        }
    };
    let found = describe(reader.local_name(), reader.namespace());
    Err(reader.error(ErrorKind::UnexpectedRoot, format!("the root element is {found}; expected {expected}")))
}

/// The content of `Body`.
struct InBody<B>(B);

impl<B: ReadBody> Read for InBody<B> {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let version = Version::at(reader);
        let mut body = None;
        let mut cursor = reader.enter(&version.tables().body)?;
        while let Some(member) = cursor.next(reader)? {
            if member == 0 {
                continue;
            }
            if body.is_some() {
                let message = format!("the body holds one element; {} is another", name(reader));
                return Err(reader.error(ErrorKind::UnexpectedElement, message));
            }
            body = B::read_body(reader, version)?;
            if body.is_none() {
                let message = format!("element {} is not allowed here; expected {}", name(reader), B::expected());
                return Err(reader.error(ErrorKind::UnexpectedElement, message));
            }
        }
        let missing =
            || reader.error(ErrorKind::MissingElement, format!("the body is empty; expected {}", B::expected()));
        body.or_else(B::empty).map(Self).ok_or_else(missing)
    }
}

/// The element whose start tag was read last, for messages.
fn name(reader: &Reader<'_>) -> String {
    describe(reader.local_name(), reader.namespace())
}
