//! What is wrong with a request, in the words of the XML reader and the schema validator of .NET, which Exchange uses.
//!
//! The runtime's reader finds the problem. What Exchange says of it follows from the sort of problem, its place, and the part
//! of the schema that requests are made of.

mod malformed;
mod place;
mod scan;
mod schema;
mod validity;

#[cfg(test)]
mod tests;

use ews_im::types::ResponseCode;
use xsd_runtime::{Error, ErrorKind};

use super::faults::Fault;
use super::refuse;
use place::Place;
use scan::Scan;

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Violation {
    place: Place,
    text: String,
}

impl Violation {
    fn new(document: &str, offset: usize, text: impl Into<String>) -> Self {
        Self { place: Place::of(document, offset), text: text.into() }
    }

    /// The same with the place in the text, as the XML reader has it, unlike the schema validator.
    fn with_place(mut self) -> Self {
        let Place { line, position } = self.place;
        self.text = format!("{} Line {line}, position {position}.", self.text);
        self
    }
}

/// The fault for a document that cannot be read.
pub(super) fn of(document: &str, error: &Error) -> Fault {
    let scan = Scan::new(document, error.offset());
    let violation = match error.kind() {
        ErrorKind::NotWellFormed | ErrorKind::Unsupported | ErrorKind::Limit => {
            Some(malformed::violation(document, &scan, error))
        }
        _ => validity::violation(document, &scan, error),
    };
    match violation {
        Some(violation) => fault(violation),
        // It is not about a part that the schema speaks of: no envelope, or an envelope without a request.
        None => refuse(ResponseCode::ErrorInvalidRequest, "The request is invalid."),
    }
}

/// The fault for bytes that are no text in UTF-8, or say that they are none.
pub(super) fn of_encoding(body: &[u8], error: &Error) -> Fault {
    if let Ok(document) = std::str::from_utf8(body) {
        return of(document, error);
    }
    let valid = body.get(..error.offset()).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default();
    fault(Violation::new(valid, valid.len(), "Invalid character in the given encoding.").with_place())
}

fn fault(violation: Violation) -> Fault {
    let Violation { place, text } = violation;
    let summary = "The request failed schema validation";
    Fault::new(ResponseCode::ErrorSchemaValidation, format!("{summary}: {text}"), format!("{summary}."))
        .with("LineNumber", place.line.to_string())
        .with("LinePosition", place.position.to_string())
        .with("Violation", text)
}
