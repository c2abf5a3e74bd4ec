//! The answers that come in place of the service's.

use http::{HeaderValue, header};

use crate::request::ERROR_PAGE;
use crate::response::Answer;
use crate::script::template::{Problem, fault, response};
use crate::script::{BusyForm, FaultLayout, Substitute};

const BUSY: &str = "ErrorServerBusy";
const BUSY_TEXT: &str = "The server cannot service this request right now. Try again later.";
/// What Exchange says of an error that it does not explain.
pub(crate) const INTERNAL: &str = "ErrorInternalServerError";
pub(crate) const INTERNAL_TEXT: &str = "An internal server error occurred. The operation failed.";

/// The answer to a call of an operation. `challenges` are those of authentication.
pub(crate) fn answer(substitute: &Substitute, operation: Option<&str>, challenges: Vec<HeaderValue>) -> Answer {
    match substitute {
        Substitute::Status { status, retry_after } => {
            let mut answer = page(*status, challenges);
            if let Some(seconds) = retry_after {
                answer = answer.header(header::RETRY_AFTER, &seconds.to_string());
            }
            answer
        }
        Substitute::Busy { form, back_off } => busy(*form, *back_off, operation),
        Substitute::Error { code, text } => {
            let problem = Problem { code, text, values: &[] };
            respond(operation, &problem, false)
        }
        Substitute::Fault { layout, code, text, back_off, status } => {
            let problem = Problem { code, text, values: &values(*back_off) };
            faulty(*layout, &problem, *status)
        }
        Substitute::Canned { status, headers, body } => Answer::raw(*status, headers.clone(), body.clone()),
    }
}

/// A page with a status, and what belongs to the status.
fn page(status: u16, challenges: Vec<HeaderValue>) -> Answer {
    match status {
        302 => {
            // Where IIS redirects to has the address of the page that was asked for behind it.
            let location = format!("{ERROR_PAGE}?aspxerrorpath=/EWS/Exchange.asmx");
            Answer::page(302, "Object moved").header(header::LOCATION, &location)
        }
        401 => Answer::unauthorized(challenges),
        456 => Answer::page(456, "The account is locked"),
        429 => Answer::page(429, "Too many requests"),
        503 => Answer::page(503, "The service is unavailable"),
        status => Answer::page(status, "Something went wrong"),
    }
}

fn busy(form: BusyForm, back_off: Option<u32>, operation: Option<&str>) -> Answer {
    let values = values(back_off);
    let busy = Problem { code: BUSY, text: BUSY_TEXT, values: &values };
    match form {
        BusyForm::Fault => faulty(FaultLayout::Modern, &busy, None),
        BusyForm::Response => respond(operation, &busy, true),
        BusyForm::Inner => {
            let inner = [("InnerErrorMessageText", BUSY_TEXT.to_owned()), ("InnerErrorResponseCode", BUSY.to_owned())];
            let values: Vec<_> = inner.into_iter().chain(values).collect();
            respond(operation, &Problem { code: INTERNAL, text: INTERNAL_TEXT, values: &values }, false)
        }
    }
}

fn values(back_off: Option<u32>) -> Vec<(&'static str, String)> {
    back_off.map(|milliseconds| ("BackOffMilliseconds", milliseconds.to_string())).into_iter().collect()
}

/// A response in HTTP 200, or else a fault: a request that is none has no response.
fn respond(operation: Option<&str>, problem: &Problem<'_>, has_payload: bool) -> Answer {
    match operation.and_then(|operation| response(operation, problem, has_payload)) {
        Some(envelope) => Answer::xml(200, envelope),
        None => faulty(FaultLayout::Modern, problem, None),
    }
}

fn faulty(layout: FaultLayout, problem: &Problem<'_>, status: Option<u16>) -> Answer {
    let usual = if layout == FaultLayout::Gromox { 200 } else { 500 };
    let mut answer = Answer::xml(status.unwrap_or(usual), fault(layout, problem));
    if layout == FaultLayout::Soap12 {
        let media_type = HeaderValue::from_static("application/soap+xml; charset=utf-8");
        answer.headers.insert(header::CONTENT_TYPE, media_type);
    }
    answer
}
