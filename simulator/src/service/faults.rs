//! Faults in the layout of today's Exchange.

use ews_im::types::ResponseCode;
use ews_im::{Detail, FaultCode, Message, Reason, ResponseHeaders};
use xsd_runtime::RawElement;
use xsd_runtime::soap;

/// The namespace of fault codes and of `MessageXml`.
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
/// The namespace of what else a fault says.
const ERRORS: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";

/// Why a request is refused as a whole. It is boxed, so that results are small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault(Box<Content>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Content {
    code: ResponseCode,
    reason: String,
    message: String,
    /// The elements of `MessageXml`.
    details: Vec<Entry>,
}

/// An element of `MessageXml`: its name or, of a `Value`, its `Name`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    Element(&'static str, String),
    Value(&'static str, String),
}

impl Fault {
    /// A fault with its `faultstring` and the `e:Message` of its detail.
    pub(super) fn new(code: ResponseCode, reason: impl Into<String>, message: impl Into<String>) -> Self {
        Self(Box::new(Content { code, reason: reason.into(), message: message.into(), details: Vec::new() }))
    }

    /// Adds an element to `MessageXml`.
    pub(super) fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.details.push(Entry::Element(name, text.into()));
        self
    }

    /// Adds a `Value` with a name to `MessageXml`.
    pub(super) fn with_value(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.details.push(Entry::Value(name, text.into()));
        self
    }

    /// The fault in its envelope, which has no header.
    pub(super) fn message(&self) -> xsd_runtime::Result<Message> {
        let Content { code, reason, message, details } = &*self.0;
        let mut fault = soap::Fault::soap11(FaultCode::new(TYPES, code.as_str()), "");
        fault.reasons = vec![Reason { text: reason.clone(), lang: Some("en-US".to_owned()) }];
        let mut entries =
            vec![element("e", ERRORS, "ResponseCode", code.as_str())?, element("e", ERRORS, "Message", message)?];
        if !details.is_empty() {
            let content: String = details.iter().map(Entry::to_xml).collect();
            entries.push(RawElement::parse(&format!("<t:MessageXml xmlns:t=\"{TYPES}\">{content}</t:MessageXml>"))?);
        }
        fault.detail = Some(Detail { entries, ..Detail::default() });
        Ok(Message::Fault(ResponseHeaders::default(), Box::new(fault)))
    }
}

impl Entry {
    fn to_xml(&self) -> String {
        match self {
            Self::Element(name, text) => format!("<t:{name}>{}</t:{name}>", escaped(text)),
            Self::Value(name, text) => format!("<t:Value Name=\"{name}\">{}</t:Value>", escaped(text)),
        }
    }
}

/// A fault for what must not happen: an answer that cannot be written.
pub(super) fn internal(why: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>\
         <faultcode xmlns:a=\"{TYPES}\">a:ErrorInternalServerError</faultcode>\
         <faultstring xml:lang=\"en-US\">{}</faultstring></s:Fault></s:Body></s:Envelope>",
        escaped(why)
    )
}

fn element(prefix: &str, namespace: &str, name: &str, text: &str) -> xsd_runtime::Result<RawElement> {
    RawElement::parse(&format!("<{prefix}:{name} xmlns:{prefix}=\"{namespace}\">{}</{prefix}:{name}>", escaped(text)))
}

/// A text as the content of an element. A character that XML cannot represent becomes a full stop.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\r' => escaped.push_str("&#xD;"),
            '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'.. => escaped.push(c),
            _ => escaped.push('.'),
        }
    }
    escaped
}
