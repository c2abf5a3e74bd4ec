//! What Exchange says in SOAP faults, in all the layouts that Exchange and its like have used.

use ews_im_types::ResponseCode;
use xsd_runtime::soap::{Fault, FaultCode};
use xsd_runtime::{RawElement, ReadOptions};

use crate::MessageDetails;

/// Questions to a fault of Exchange.
///
/// Exchange has written faults in several layouts over the years: a response code as `faultcode` with message and
/// place in the detail; `Client` with the code in the detail (2007); `soap:Client` with a number (out-of-office
/// settings). The methods find the same facts in all of them.
///
/// ```
/// use ews_im::{FaultExt, Message, ReadOptions};
/// use ews_im::types::ResponseCode;
///
/// let answer = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
///     <faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:ErrorServerBusy</faultcode>
///     <faultstring xml:lang="en-US">The server cannot service this request right now.</faultstring>
///   </s:Fault></s:Body></s:Envelope>"#;
/// let Message::Fault(_, fault) = Message::read(answer, &ReadOptions::lenient())? else { panic!("not a fault") };
/// assert_eq!(fault.response_code(), Some(ResponseCode::ErrorServerBusy));
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
pub trait FaultExt {
    /// Exchange's name for the problem: from `e:ResponseCode` of the detail, else from the fault code.
    fn response_code(&self) -> Option<ResponseCode>;

    /// What went wrong, for people: `e:Message` of the detail, else the reason.
    fn message(&self) -> String;

    /// The name of the problem, or else the fault code, and the message, in one line.
    fn summary(&self) -> String;

    /// The content of `MessageXml` in the detail; empty if there is none.
    fn details(&self) -> MessageDetails;

    /// The line of the request that is wrong.
    fn line(&self) -> Option<u64>;

    /// The column in that line.
    fn position(&self) -> Option<u64>;

    /// How long to wait before the next request, if the server says so.
    fn back_off_milliseconds(&self) -> Option<u64>;

    /// `m:ErrorCode` of the detail: the number of an exception on the server.
    fn error_code(&self) -> Option<i64>;
}

impl FaultExt for Fault {
    fn response_code(&self) -> Option<ResponseCode> {
        if let Some(code) = detail_text(self, "ResponseCode") {
            return code.trim().parse().ok();
        }
        let mut codes = self.subcodes.iter().rev().chain([&self.code]);
        let named = |code: &&FaultCode| is_exchange(&code.namespace) || code.local_name().starts_with("Error");
        codes.find(named).and_then(|code| code.local_name().parse().ok())
    }

    fn message(&self) -> String {
        detail_text(self, "Message").unwrap_or_else(|| self.reason().to_owned())
    }

    fn summary(&self) -> String {
        match self.response_code() {
            Some(code) => format!("{code}: {}", self.message()),
            None => format!("{}: {}", self.code, self.message()),
        }
    }

    fn details(&self) -> MessageDetails {
        match detail_entry(self, "MessageXml") {
            Some(entry) => MessageDetails::new(&entry.children().unwrap_or_default()),
            None => MessageDetails::default(),
        }
    }

    fn line(&self) -> Option<u64> {
        self.details().line_number.or_else(|| detail_text(self, "Line")?.trim().parse().ok())
    }

    fn position(&self) -> Option<u64> {
        self.details().line_position.or_else(|| detail_text(self, "Position")?.trim().parse().ok())
    }

    fn back_off_milliseconds(&self) -> Option<u64> {
        self.details().back_off_milliseconds()
    }

    fn error_code(&self) -> Option<i64> {
        detail_text(self, "ErrorCode")?.trim().parse().ok()
    }
}

/// The entry of the detail with a local name, whichever of Exchange's namespaces it is in.
fn detail_entry<'f>(fault: &'f Fault, local: &str) -> Option<&'f RawElement> {
    let is_wanted = |entry: &&RawElement| {
        entry.local_name() == local && (entry.namespace().is_empty() || is_exchange(entry.namespace()))
    };
    fault.detail.as_ref()?.entries.iter().find(is_wanted)
}

fn detail_text(fault: &Fault, local: &str) -> Option<String> {
    detail_entry(fault, local)?.text().ok()
}

/// Whether a namespace is one of Exchange Web Services: messages, types or errors, with either scheme.
fn is_exchange(uri: &str) -> bool {
    let rest = uri.strip_prefix("http://").or_else(|| uri.strip_prefix("https://"));
    rest.is_some_and(|rest| rest.starts_with("schemas.microsoft.com/exchange/services/2006/"))
}

/// A fault with the namespaces of its codes as they ought to be, where reading is lenient: `http` for the `https` of
/// translated documentation.
pub(crate) fn corrected(mut fault: Box<Fault>, options: &ReadOptions) -> Box<Fault> {
    if !options.is_strict() {
        let Fault { code, subcodes, .. } = &mut *fault;
        for code in subcodes.iter_mut().chain([code]) {
            if code.namespace.starts_with("https://schemas.microsoft.com/") {
                code.namespace.replace_range(.."https".len(), "http");
            }
        }
    }
    fault
}
