//! What is wrong with a request, in the words of the XML reader that Exchange uses.

use ews_im::types::ResponseCode;

use super::faults::Fault;

/// The fault for a document that is not in UTF-8.
pub(super) fn of_encoding(_: &[u8], error: &xsd_runtime::Error) -> Fault {
    of("", error)
}

/// The fault for a document that cannot be read.
pub(super) fn of(_: &str, error: &xsd_runtime::Error) -> Fault {
    let summary = "The request failed schema validation.";
    Fault::new(ResponseCode::ErrorSchemaValidation, format!("{summary}: {}", error.message()), summary)
        .with("LineNumber", error.line().to_string())
        .with("LinePosition", error.column().to_string())
        .with("Violation", error.message())
}
