//! Messages of any kind.

use xsd_runtime::soap::{self, Answer, Envelope, Fault, Version};
use xsd_runtime::{ReadOptions, Result};

use crate::{AnyRequest, AnyResponse, RequestHeaders, ResponseHeaders, WriteOptions, fault};

/// The version that all operations are bound to.
const VERSION: Version = Version::Soap11;

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
        // The header stands before the body and is read differently for requests, so this looks ahead.
        if soap::peek(Some(VERSION), document, options, AnyRequest::is_at)? == Some(true) {
            let envelope: Envelope<AnyRequest, RequestHeaders> = Envelope::read_version(VERSION, document, options)?;
            return Ok(Self::Request(envelope.headers, Box::new(envelope.body)));
        }
        let envelope: Envelope<Answer<AnyResponse>, ResponseHeaders> =
            Envelope::read_version(VERSION, document, options)?;
        Ok(match envelope.body {
            Answer::Response(response) => Self::Response(envelope.headers, Box::new(response)),
            Answer::Fault(fault) => Self::Fault(envelope.headers, fault::corrected(fault, options)),
        })
    }

    /// Reads an envelope in UTF-8, with or without a byte order mark.
    ///
    /// # Errors
    /// As [`read`](Self::read), and if the bytes are not UTF-8.
    pub fn read_slice(document: &[u8], options: &ReadOptions) -> Result<Self> {
        Self::read(&xsd_runtime::decode(document)?, options)
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
            Self::Request(headers, request) => soap::to_string_in(VERSION, headers, &**request, options.prolog()),
            Self::Response(headers, response) => soap::to_string_in(VERSION, headers, &**response, options.prolog()),
            Self::Fault(headers, fault) => soap::to_string_in(fault.version, headers, &**fault, options.prolog()),
        }
    }
}
