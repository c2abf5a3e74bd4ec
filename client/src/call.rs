//! Typed calls without the transport: a request into text, the text of an answer into a response.

use ews_im_types::ResponseMessage;
use xsd_runtime::soap::{self, Answer, Envelope};
use xsd_runtime::{Operation, ReadOptions, Request, Write};

use crate::{
    CallInfo, Error, ImOperation, MessageDetails, Replacement, RequestHeaders, ResponseError, ResponseHeaders,
    ResponseMessageExt, Result, fault,
};

/// How to write an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    pub(crate) declaration: bool,
}

impl WriteOptions {
    /// Without an XML declaration.
    pub const fn new() -> Self {
        Self { declaration: false }
    }

    /// Whether the document begins with an XML declaration.
    pub const fn xml_declaration(mut self, declaration: bool) -> Self {
        self.declaration = declaration;
        self
    }

    /// The beginning of the document.
    pub(crate) fn prolog(self) -> String {
        let prolog = if self.declaration { "<?xml version=\"1.0\" encoding=\"utf-8\"?>" } else { "" };
        prolog.to_owned()
    }
}

/// Writes a request in its envelope. What else HTTP needs is in the request's [`Operation`], and in
/// [`Binding`](soap::Binding).
///
/// # Errors
/// If a text holds a character that XML cannot represent; the error names the element path.
pub fn encode<R: Request + Write>(request: &R, headers: &RequestHeaders) -> Result<String> {
    encode_with(request, headers, WriteOptions::new())
}

/// The same, with options.
///
/// # Errors
/// As [`encode`].
pub fn encode_with<R: Request + Write>(request: &R, headers: &RequestHeaders, options: WriteOptions) -> Result<String> {
    soap::to_string_in(R::Operation::SOAP_VERSION, headers, request, options.prolog()).map_err(Error::encode)
}

/// Reads the answer to a request of the operation `O`.
///
/// # Errors
/// If the answer cannot be read, if it is a fault, and if it reports that the operation failed. A warning is a
/// response.
pub fn decode<O: ImOperation>(answer: &str, options: &ReadOptions) -> Result<Response<O::Response>> {
    let envelope: Envelope<Answer<O::Response>, ResponseHeaders> =
        Envelope::read_version(O::SOAP_VERSION, answer, options).map_err(|error| Error::decode(error, answer))?;
    match envelope.body {
        Answer::Fault(fault) => Err(Error::fault(*fault::corrected(fault, options), envelope.headers)),
        Answer::Response(response) if response.is_error() => {
            Err(Error::Response(Box::new(ResponseError::new(envelope.headers, O::any_response(response)))))
        }
        Answer::Response(message) => Ok(Response::new(envelope.headers, message)),
    }
}

/// The same for bytes, with or without a byte order mark.
///
/// # Errors
/// As [`decode`], and if the bytes are not UTF-8.
pub fn decode_slice<O: ImOperation>(answer: &[u8], options: &ReadOptions) -> Result<Response<O::Response>> {
    match xsd_runtime::decode(answer) {
        Ok(text) => decode::<O>(&text, options),
        Err(error) => Err(Error::decode(error, String::from_utf8_lossy(answer))),
    }
}

/// What a call of an operation is about.
#[cfg(feature = "client")]
pub(crate) fn about<O: ImOperation>() -> crate::core::About<'static> {
    crate::core::About {
        operation: O::NAME,
        soap_version: O::SOAP_VERSION,
        soap_action: O::SOAP_ACTION,
        is_idempotent: O::IDEMPOTENT,
    }
}

/// A response that reports success, in full or with a warning.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Response<R> {
    /// The header entries that came with it.
    pub headers: ResponseHeaders,
    /// The response.
    pub message: R,
    /// What was replaced before the answer could be read: characters that XML does not admit.
    pub replaced: Vec<Replacement>,
    /// The call; empty where nothing was sent.
    pub call: CallInfo,
}

impl<R> Response<R> {
    pub(crate) fn new(headers: ResponseHeaders, message: R) -> Self {
        Self { headers, message, replaced: Vec::new(), call: CallInfo::default() }
    }
}

impl<R: ResponseMessage> Response<R> {
    /// Whether something was left undone: the text and code of the message say what.
    pub fn is_warning(&self) -> bool {
        self.message.is_warning()
    }

    /// What `MessageXml` says; empty if there is none.
    pub fn details(&self) -> MessageDetails {
        self.message.details()
    }
}
