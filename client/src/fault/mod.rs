//! SOAP faults, in all the layouts that Exchange and its like have used.

mod code;
mod read;
mod write;

use std::fmt;

use ews_im_types::ResponseCode;
use xsd_runtime::{RawAttribute, RawElement};

use crate::MessageDetails;
use crate::soap::{self, SoapVersion};

pub use code::FaultCode;

/// A SOAP fault: the server refused the request as a whole.
///
/// Exchange has written faults in several layouts over the years: a response code as `faultcode` with message and
/// place in the detail; `Client` with the code in the detail (2007); `soap:Client` with a number (out-of-office
/// settings). The methods find the same facts in all of them. Nothing is lost in reading and writing again, the layout
/// included, but blanks around the text of a detail and its place among the entries.
///
/// ```
/// use ews_im::{Message, ReadOptions};
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
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// The version of SOAP that the envelope is in.
    pub version: SoapVersion,
    /// `faultcode`; in SOAP 1.2 the value of `Code`.
    pub code: FaultCode,
    /// The more special codes of SOAP 1.2, outermost first.
    pub subcodes: Vec<FaultCode>,
    /// `faultstring`; SOAP 1.2 may give it in several languages.
    pub reasons: Vec<Reason>,
    /// `faultactor`; in SOAP 1.2 `Role`.
    pub actor: Option<String>,
    /// `Node` of SOAP 1.2.
    pub node: Option<String>,
    /// `detail`.
    pub detail: Option<Detail>,
    /// Elements beside those, which SOAP does not know.
    pub others: Vec<RawElement>,
    /// How the elements are called.
    spelling: [Spelling; 4],
}

/// Why, for people.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Reason {
    /// The text.
    pub text: String,
    /// `xml:lang`: its language.
    pub lang: Option<String>,
}

/// What the application says of a fault.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Detail {
    /// Attributes; rare.
    pub attributes: Vec<RawAttribute>,
    /// Text beside the entries, which SOAP does not provide for; rare.
    pub text: String,
    /// The entries.
    pub entries: Vec<RawElement>,
}

/// How a part of a fault is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Spelling {
    /// `faultcode`, as SOAP 1.1 says.
    #[default]
    Plain,
    /// `s:faultcode`, as Exchange 2007 wrote.
    Qualified,
    /// `s:Code`, as SOAP 1.2 says.
    Soap12,
}

/// Index of a part in the spelling of a fault.
#[derive(Clone, Copy)]
enum Part {
    Code,
    Reason,
    Actor,
    Detail,
}

impl Fault {
    /// A fault in SOAP 1.1, to be completed by its fields.
    pub fn new(code: FaultCode, reason: impl Into<String>) -> Self {
        Self {
            version: SoapVersion::Soap11,
            code,
            subcodes: Vec::new(),
            reasons: vec![Reason { text: reason.into(), lang: None }],
            actor: None,
            node: None,
            detail: None,
            others: Vec::new(),
            spelling: [Spelling::Plain; 4],
        }
    }

    /// `faultstring`, in the first language given; empty if there is none.
    pub fn reason(&self) -> &str {
        self.reasons.first().map_or("", |reason| &reason.text)
    }

    /// Exchange's name for the problem: from `e:ResponseCode` of the detail, else from the fault code.
    pub fn response_code(&self) -> Option<ResponseCode> {
        if let Some(code) = self.detail_text("ResponseCode") {
            return code.trim().parse().ok();
        }
        let codes = self.subcodes.iter().rev().chain([&self.code]);
        let named = |code: &&FaultCode| soap::is_exchange(&code.namespace) || code.local_name().starts_with("Error");
        codes.clone().find(named).and_then(|code| code.local_name().parse().ok())
    }

    /// What went wrong, for people: `e:Message` of the detail, else the reason.
    pub fn message(&self) -> String {
        self.detail_text("Message").unwrap_or_else(|| self.reason().to_owned())
    }

    /// The content of `MessageXml` in the detail; empty if there is none.
    pub fn details(&self) -> MessageDetails {
        match self.detail_entry("MessageXml") {
            Some(entry) => MessageDetails::new(&entry.children().unwrap_or_default()),
            None => MessageDetails::default(),
        }
    }

    /// The line of the request that is wrong.
    pub fn line(&self) -> Option<u64> {
        self.details().line_number.or_else(|| self.detail_text("Line")?.trim().parse().ok())
    }

    /// The column in that line.
    pub fn position(&self) -> Option<u64> {
        self.details().line_position.or_else(|| self.detail_text("Position")?.trim().parse().ok())
    }

    /// How long to wait before the next request, if the server says so.
    pub fn back_off_milliseconds(&self) -> Option<u64> {
        self.details().back_off_milliseconds()
    }

    /// `m:ErrorCode` of the detail: the number of an exception on the server.
    pub fn error_code(&self) -> Option<i64> {
        self.detail_text("ErrorCode")?.trim().parse().ok()
    }

    /// The entry of the detail with a local name, whichever of Exchange's namespaces it is in.
    fn detail_entry(&self, local: &str) -> Option<&RawElement> {
        let is_wanted = |entry: &&RawElement| {
            entry.local_name() == local && (entry.namespace().is_empty() || soap::is_exchange(entry.namespace()))
        };
        self.detail.as_ref()?.entries.iter().find(is_wanted)
    }

    fn detail_text(&self, local: &str) -> Option<String> {
        self.detail_entry(local)?.text().ok()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.response_code() {
            Some(code) => write!(f, "{code}: {}", self.message()),
            None => write!(f, "{}: {}", self.code, self.message()),
        }
    }
}
