//! The language that a request asks for.

use ews_im::RequestHeaders;
use ews_im::types::ResponseCode;

use super::faults::Fault;
use super::refuse;

/// Whether a request asks for a language at all: a code of ISO 639 with two or three letters, and what may follow it.
/// Texts of errors are in English whatever it asks for.
pub(super) fn check(headers: &RequestHeaders) -> Result<(), Fault> {
    let Some(culture) = &headers.mailbox_culture else { return Ok(()) };
    let language = culture.value.split('-').next().unwrap_or_default();
    if matches!(language.len(), 2 | 3) { Ok(()) } else { Err(refuse_culture()) }
}

/// The fault for a request whose language is no language tag.
pub(super) fn unsupported(error: &xsd_runtime::Error) -> Option<Fault> {
    let is_culture =
        error.kind() == xsd_runtime::ErrorKind::InvalidValue && error.path() == "Envelope > Header > MailboxCulture";
    is_culture.then(refuse_culture)
}

fn refuse_culture() -> Fault {
    refuse(ResponseCode::ErrorUnsupportedCulture, "The specified item culture is not supported on this server.")
}
