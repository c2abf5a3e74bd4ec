//! What a server has to say about a call that it carried out.

use std::fmt;

use ews_im_types::{ResponseCode, ResponseMessage};

use crate::{MessageDetails, ResponseMessageExt};

/// A response with the class `Warning`: the operation was carried out, and the server has something to say about it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Warning {
    /// The operation, such as `AddImGroup`.
    pub operation: &'static str,
    /// The warning, as a name that a program can test.
    pub code: Option<ResponseCode>,
    /// The warning for people.
    pub text: Option<String>,
    /// What `MessageXml` says.
    pub details: MessageDetails,
}

impl Warning {
    /// The warning that a response is, if it is one.
    pub fn of(operation: &'static str, response: &impl ResponseMessage) -> Option<Self> {
        response.is_warning().then(|| Self {
            operation,
            code: response.response_code().cloned(),
            text: response.message_text().map(str::to_owned),
            details: response.details(),
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} warns: ", self.operation)?;
        match (&self.code, &self.text) {
            (Some(code), Some(text)) => write!(f, "{code}: {text}"),
            (Some(code), None) => write!(f, "{code}"),
            (None, Some(text)) => f.write_str(text),
            (None, None) => f.write_str("the server gives no reason"),
        }
    }
}
