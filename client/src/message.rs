//! Messages of any kind.

use xsd_runtime::{ReadOptions, Reader, Result};

use crate::envelope::{Answer, Envelope};
use crate::soap;
use crate::{AnyRequest, AnyResponse, Fault, RequestHeaders, ResponseHeaders, WriteOptions};

/// A SOAP message of the instant-messaging operations: for debugging, tests and servers, which do not know what comes.
///
/// ```
/// use ews_im::{Message, ReadOptions};
///
/// let document = r#"<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>
///     <GetImItemList xmlns="http://schemas.microsoft.com/exchange/services/2006/messages"/>
///   </Body></Envelope>"#;
/// let message = Message::read(document, &ReadOptions::strict())?;
/// let Message::Request(_, request) = &message else { panic!("not a request") };
/// assert_eq!(request.operation(), "GetImItemList");
/// assert!(message.write()?.ends_with("<s:Body><m:GetImItemList/></s:Body></s:Envelope>"));
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Message {
    /// A request.
    Request(RequestHeaders, Box<AnyRequest>),
    /// A response, whether it reports success or an error.
    Response(ResponseHeaders, Box<AnyResponse>),
    /// A fault.
    Fault(ResponseHeaders, Box<Fault>),
}

impl Message {
    /// Reads an envelope.
    ///
    /// # Errors
    /// If the document is not well-formed, or no message that this crate knows.
    pub fn read(document: &str, options: &ReadOptions) -> Result<Self> {
        if holds_request(document, options)? {
            let envelope: Envelope<RequestHeaders, AnyRequest> = options.read(document)?;
            return Ok(Self::Request(envelope.headers, Box::new(envelope.body)));
        }
        let Envelope { headers, body }: Envelope<ResponseHeaders, Answer<AnyResponse>> = options.read(document)?;
        Ok(match body {
            Answer::Response(response) => Self::Response(headers, Box::new(response)),
            Answer::Fault(fault) => Self::Fault(headers, fault),
        })
    }

    /// Reads an envelope in UTF-8, with or without a byte order mark.
    ///
    /// # Errors
    /// As [`read`](Self::read), and if the bytes are not UTF-8.
    pub fn read_slice(document: &[u8], options: &ReadOptions) -> Result<Self> {
        Self::read(xsd_runtime::decode(document)?, options)
    }

    /// Writes the envelope, without an XML declaration.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent; the error names the element path.
    pub fn write(&self) -> Result<String> {
        self.write_with(WriteOptions::new())
    }

    /// The same, with options.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_with(&self, options: WriteOptions) -> Result<String> {
        match self {
            Self::Request(headers, request) => Envelope { headers, body: &**request }.to_xml(options),
            Self::Response(headers, response) => Envelope { headers, body: &**response }.to_xml(options),
            Self::Fault(headers, fault) => Envelope { headers, body: &**fault }.to_xml(options),
        }
    }
}

/// Whether the body begins with a request. The header stands before it and is read differently, so this looks ahead;
/// what is wrong with the document will be said when it is read.
fn holds_request(document: &str, options: &ReadOptions) -> Result<bool> {
    let mut reader = Reader::new(document, options)?;
    reader.start_document()?;
    if !reader.at_root::<Envelope<(), ()>>() {
        return Ok(false);
    }
    let mut envelope = reader.enter(&soap::ENVELOPE)?;
    while let Some(member) = envelope.next(&mut reader)? {
        match member {
            0 => {}
            2 => {
                let mut body = reader.enter(&soap::BODY)?;
                while let Some(member) = body.next(&mut reader)? {
                    if member > 0 {
                        return Ok(AnyRequest::is_at(&reader));
                    }
                }
            }
            _ => reader.skip()?,
        }
    }
    Ok(false)
}
