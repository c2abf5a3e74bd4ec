//! What an answer is: a message, or what HTTP says in its place.

use http::header::{CONTENT_TYPE, LOCATION};
use xsd_runtime::soap::{Answer, Envelope};
use xsd_runtime::{ErrorKind, RawElement};

use super::{Course, reading};
use crate::auth::Challenges;
use crate::http::HttpResponse;
use crate::{CallInfo, Error, HttpError, Response, ResponseHeaders, Result, fault};

/// How much of a body that is no message stands in the error.
const EXCERPT_BYTES: usize = 2 << 10;

/// Whether the body of an answer with this status may be a message that is to be read: Exchange sends faults with 500, and
/// sometimes responses. The others say by themselves what is the matter.
pub(crate) fn is_message(status: http::StatusCode) -> bool {
    let is_said_by_status = status.is_redirection() || matches!(status.as_u16(), 401 | 407 | 429 | 456 | 503);
    !is_said_by_status
}

/// Reads an answer by a function that takes the text of a message.
pub(super) fn read<T>(
    answer: HttpResponse<Vec<u8>>,
    replaces: bool,
    decode: impl Fn(&str) -> Result<Response<T>>,
) -> Result<Response<T>> {
    let text = match xsd_runtime::decode(&answer.body) {
        Ok(text) if is_message(answer.status) => text,
        Ok(_) => return Err(no_message(&answer)),
        Err(error) => {
            // A message in UTF-16 would begin like no other text.
            let is_utf16 = error.kind() == ErrorKind::Unsupported && answer.status.is_success();
            let is_other = !is_message(answer.status) || !is_utf16 && is_of_another_kind(&answer);
            let decode = || Error::decode(error, String::from_utf8_lossy(&answer.body));
            return Err(if is_other { no_message(&answer) } else { decode() });
        }
    };
    match parse(&text, replaces, &decode) {
        Err(Error::Decode(_)) if is_of_another_kind(&answer) => Err(no_message(&answer)),
        result => result,
    }
}

/// Reads the text of a message, with what XML does not admit replaced where that is asked for and there is no other way.
pub(crate) fn parse<T>(
    text: &str,
    replaces: bool,
    decode: impl Fn(&str) -> Result<Response<T>>,
) -> Result<Response<T>> {
    match decode(text) {
        Err(Error::Decode(error)) if replaces && error.error.kind() == ErrorKind::NotWellFormed => {
            let (repaired, replaced) = crate::repair(text);
            if replaced.is_empty() {
                return Err(Error::Decode(error));
            }
            decode(&repaired).map(|response| Response { replaced, ..response })
        }
        result => result,
    }
}

/// Whether a body that cannot be read is no message: a page of HTML or plain text, what the server says is no XML, or what
/// comes with a status that promises none. An envelope is one whatever the server says, and where the status says that all is
/// well an empty body is one that is cut off.
fn is_of_another_kind(answer: &HttpResponse<Vec<u8>>) -> bool {
    let start = String::from_utf8_lossy(answer.body.get(..EXCERPT_BYTES).unwrap_or(&answer.body));
    let start = start.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
    match root(start) {
        Some(name) if name.rsplit(':').next() == Some("Envelope") => false,
        _ if !answer.status.is_success() => true,
        _ if !start.starts_with('<') => !start.is_empty(),
        Some(name) if name.eq_ignore_ascii_case("html") => true,
        _ => content_type(answer).is_some_and(|kind| !kind.is_empty() && !kind.to_ascii_lowercase().contains("xml")),
    }
}

/// The name of the root element, as far as the beginning of a document tells.
fn root(mut start: &str) -> Option<&str> {
    loop {
        start = start.trim_start().strip_prefix('<')?;
        let end = match start {
            _ if start.starts_with('?') => "?>",
            _ if start.starts_with("!--") => "-->",
            _ if start.starts_with('!') => {
                let mut words = start.split([' ', '\t', '\r', '\n', '>', '[']).filter(|word| !word.is_empty());
                return words.nth(1);
            }
            _ => return start.split([' ', '\t', '\r', '\n', '/', '>']).next(),
        };
        start = start.split_once(end)?.1;
    }
}

fn content_type(answer: &HttpResponse<Vec<u8>>) -> Option<String> {
    Some(answer.headers.get(CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

/// The error that an answer without a message is.
fn no_message(answer: &HttpResponse<Vec<u8>>) -> Error {
    let body = String::from_utf8_lossy(answer.body.get(..EXCERPT_BYTES).unwrap_or(&answer.body));
    let location = answer.headers.get(LOCATION).and_then(|location| location.to_str().ok()).map(str::to_owned);
    Error::Http(Box::new(HttpError {
        status: answer.status.as_u16(),
        location,
        schemes: Course::challenges(answer).iter().flat_map(Challenges::schemes).map(str::to_owned).collect(),
        content_type: content_type(answer),
        excerpt: body.trim_end_matches('\u{FFFD}').to_owned(),
        fault: fault_in(&answer.body),
        call: CallInfo::default(),
    }))
}

/// The fault that a body holds, if it holds one.
fn fault_in(body: &[u8]) -> Option<Box<xsd_runtime::soap::Fault>> {
    let options = reading();
    let envelope: Envelope<Answer<RawElement>, ResponseHeaders> = Envelope::read_slice(body, &options).ok()?;
    match envelope.body {
        Answer::Fault(fault) => Some(fault::corrected(fault, &options)),
        Answer::Response(_) => None,
    }
}
