//! Messages that this crate has no types for.

use xsd_runtime::soap::{self, Answer, Envelope, Version};
use xsd_runtime::{RawElement, Root, Write};

use crate::core::{About, reading};
use crate::{Error, RequestHeaders, Response, ResponseHeaders, Result, fault};

/// A request that this crate has no type for: of another operation of EWS, whether it is written by hand or by types that
/// `xsd-codegen` has generated.
///
/// ```
/// use ews_im::{RawElement, RawRequest};
///
/// let body = RawElement::parse(
///     r#"<m:GetServerTimeZones xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"/>"#,
/// )?;
/// let request = RawRequest::new(body).idempotent();
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RawRequest {
    body: RawElement,
    soap_action: String,
    is_idempotent: bool,
}

impl RawRequest {
    /// A request with an element as its body. `SOAPAction` is the namespace and the name of that element, as it is for
    /// nearly all operations of EWS.
    pub fn new(body: RawElement) -> Self {
        let soap_action = format!("{}/{}", body.namespace(), body.local_name());
        Self { body, soap_action, is_idempotent: false }
    }

    /// A request with a value of a generated type as its body.
    ///
    /// # Errors
    /// If a text holds a character that XML cannot represent.
    pub fn of<T: Root + Write>(value: &T) -> Result<Self> {
        RawElement::of(value).map(Self::new).map_err(Error::encode)
    }

    /// The value of `SOAPAction`, without quotes, where it is another one.
    #[must_use]
    pub fn soap_action(mut self, action: impl Into<String>) -> Self {
        self.soap_action = action.into();
        self
    }

    /// Says that the request may be sent twice: see [`RetryPolicy`](crate::RetryPolicy).
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.is_idempotent = true;
        self
    }

    pub(crate) fn about(&self) -> About<'_> {
        About {
            operation: self.body.local_name(),
            soap_version: Version::Soap11,
            soap_action: &self.soap_action,
            is_idempotent: self.is_idempotent,
        }
    }

    pub(crate) fn encode(&self, headers: &RequestHeaders) -> Result<String> {
        soap::to_string(Version::Soap11, headers, &self.body).map_err(Error::encode)
    }
}

/// Reads an answer of any kind.
pub(crate) fn decode(answer: &str) -> Result<Response<RawElement>> {
    let options = reading();
    let envelope: Envelope<Answer<RawElement>, ResponseHeaders> =
        Envelope::read(answer, &options).map_err(|error| Error::decode(error, answer))?;
    match envelope.body {
        Answer::Fault(fault) => Err(Error::fault(*fault::corrected(fault, &options), envelope.headers)),
        Answer::Response(body) => Ok(Response::new(envelope.headers, body)),
    }
}
