//! The SOAP envelope around a header and a body.

use ews_im_types::ServerVersionInfo;
use xsd_runtime::{ErrorKind, NamespaceId, Namespaces, Read, Reader, Result, Root, Write, Writer};

use crate::header::Headers;
use crate::soap::{self, SoapVersion};
use crate::{Fault, WriteOptions};

/// A SOAP message.
#[derive(Debug)]
pub(crate) struct Envelope<H, B> {
    pub(crate) headers: H,
    pub(crate) body: B,
}

/// What the body of an envelope can be.
pub(crate) trait Body: Sized {
    /// What is expected in a body, for messages.
    fn expected() -> String;

    /// Reads the element whose start tag was read last; `None` if it is something else.
    fn read_body(reader: &mut Reader<'_>) -> Result<Option<Self>>;
}

/// What the body of an envelope can be, written.
pub(crate) trait WriteBody {
    /// The version of SOAP to write.
    fn soap_version(&self) -> SoapVersion {
        SoapVersion::Soap11
    }

    /// Writes the element with its tags.
    fn write_body(&self, writer: &mut Writer);
}

impl<T: Root + Read> Body for T {
    fn expected() -> String {
        let namespace = usize::from(T::NAMESPACE).checked_sub(1).and_then(|index| T::NAMESPACES.0.get(index));
        format!("`{}:{}`", namespace.map_or("", |namespace| namespace.prefix), T::NAME)
    }

    fn read_body(reader: &mut Reader<'_>) -> Result<Option<Self>> {
        if reader.at_root::<T>() { T::read(reader).map(Some) } else { Ok(None) }
    }
}

impl<T: Root + Write> WriteBody for T {
    fn write_body(&self, writer: &mut Writer) {
        writer.element(T::TAG, self);
    }
}

/// What a server answers: a message or a fault.
#[derive(Debug)]
pub(crate) enum Answer<R> {
    Response(R),
    Fault(Box<Fault>),
}

impl<R: Body> Body for Answer<R> {
    fn expected() -> String {
        format!("{}, or a fault", R::expected())
    }

    fn read_body(reader: &mut Reader<'_>) -> Result<Option<Self>> {
        if soap::at_fault(reader) {
            return Ok(Some(Self::Fault(Box::new(Fault::read(reader)?))));
        }
        Ok(R::read_body(reader)?.map(Self::Response))
    }
}

impl<H, B> Root for Envelope<H, B> {
    const NAMESPACES: &'static Namespaces = &soap::NAMESPACES;
    const NAMESPACE: NamespaceId = soap::S;
    const NAME: &'static str = "Envelope";
    const TAG: &'static str = "<s:Envelope>";
}

impl<H: Headers, B: Body> Read for Envelope<H, B> {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut headers, mut body) = (None, None);
        let mut cursor = reader.enter(&soap::ENVELOPE)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => {}
                1 => cursor.set(reader, &mut headers)?,
                2 => cursor.set(reader, &mut body)?,
                _ => reader.skip()?,
            }
        }
        let InBody(body) = cursor.required(reader, body, 2)?;
        Ok(Self { headers: headers.unwrap_or_else(H::empty), body })
    }
}

/// The content of `s:Body`.
struct InBody<B>(B);

impl<B: Body> Read for InBody<B> {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut body = None;
        let mut cursor = reader.enter(&soap::BODY)?;
        while let Some(member) = cursor.next(reader)? {
            if member == 0 {
                continue;
            }
            if body.is_some() {
                let message = format!("the body holds one element; {} is another", name(reader));
                return Err(reader.error(ErrorKind::UnexpectedElement, message));
            }
            body = B::read_body(reader)?;
            if body.is_none() {
                let message = format!("element {} is not allowed here; expected {}", name(reader), B::expected());
                return Err(reader.error(ErrorKind::UnexpectedElement, message));
            }
        }
        let missing =
            || reader.error(ErrorKind::MissingElement, format!("the body is empty; expected {}", B::expected()));
        body.map(Self).ok_or_else(missing)
    }
}

/// The element whose start tag was read last, for messages.
pub(crate) fn name(reader: &Reader<'_>) -> String {
    match reader.namespace() {
        "" => format!("`{}` in no namespace", reader.local_name()),
        uri => format!("`{}` in namespace `{uri}`", reader.local_name()),
    }
}

impl<H: Headers, B: WriteBody> Envelope<&H, &B> {
    /// The envelope as a document. All namespaces that types use are declared on its root.
    pub(crate) fn to_xml(&self, options: WriteOptions) -> Result<String> {
        let declaration = if options.declaration { "<?xml version=\"1.0\" encoding=\"utf-8\"?>" } else { "" };
        let mut writer = Writer::with_buffer(declaration.to_owned());
        writer.start("<s:Envelope>");
        writer.declare(self.body.soap_version().declared());
        writer.declare(<ServerVersionInfo as Root>::NAMESPACES);
        if !self.headers.is_empty() {
            writer.element("<s:Header>", self.headers);
        }
        writer.start("<s:Body>");
        self.body.write_body(&mut writer);
        writer.end("<s:Body>");
        writer.end("<s:Envelope>");
        writer.finish()
    }
}
