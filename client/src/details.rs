//! What `MessageXml` says of an error.

use ews_im_types::{MessageXml, ResponseClass, ResponseCode, ResponseMessage};
use xsd_runtime::RawElement;

use crate::PropertyPath;

/// The content of `MessageXml`, which the schema leaves open: the forms that Exchange is known to write.
///
/// ```
/// use ews_im::{MessageDetails, RawElement};
/// let busy = RawElement::parse(
///     r#"<t:Value xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
///                 Name="BackOffMilliseconds">29500</t:Value>"#,
/// )?;
/// let details = MessageDetails::new(&[busy]);
/// assert_eq!(details.back_off_milliseconds(), Some(29500));
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MessageDetails {
    /// The `Value` elements: names and texts, in document order.
    pub values: Vec<(String, String)>,
    /// `LineNumber`: the line of the request that breaks the schema.
    pub line_number: Option<u64>,
    /// `LinePosition`: the column in that line.
    pub line_position: Option<u64>,
    /// `Violation`: what is wrong there.
    pub violation: Option<String>,
    /// The properties that the error is about.
    pub property_paths: Vec<PropertyPath>,
    /// All other elements.
    pub others: Vec<RawElement>,
}

impl MessageDetails {
    /// Reads what is known among the elements. Their namespace does not matter: it has changed over the years.
    pub fn new(elements: &[RawElement]) -> Self {
        let mut details = Self::default();
        for element in elements {
            details.add(element);
        }
        details
    }

    fn add(&mut self, element: &RawElement) {
        // An element that came from a reader can be read again.
        let text = element.text().unwrap_or_default();
        let attribute = |name| element.attribute("", name).ok().flatten();
        match element.local_name() {
            "Value" => self.values.push((attribute("Name").unwrap_or_default(), text)),
            "LineNumber" if self.line_number.is_none() => self.line_number = text.trim().parse().ok(),
            "LinePosition" if self.line_position.is_none() => self.line_position = text.trim().parse().ok(),
            "Violation" if self.violation.is_none() => self.violation = Some(text),
            _ => match PropertyPath::of(element) {
                Some(path) => self.property_paths.push(path),
                None => self.others.push(element.clone()),
            },
        }
    }

    /// The text of the first `Value` with a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// How long to wait before the next request.
    pub fn back_off_milliseconds(&self) -> Option<u64> {
        number(self.value("BackOffMilliseconds")?)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The name of the throttling policy that was exceeded.
    pub fn policy(&self) -> Option<&str> {
        self.value("Policy")
    }

    /// How many requests at once the throttling policy admits.
    pub fn max_concurrency_limit(&self) -> Option<u64> {
        number(self.value("MaxConcurrencyLimit")?)
    }

    /// What went wrong, in more words.
    pub fn error_message(&self) -> Option<&str> {
        self.value("ErrorMessage")
    }

    /// The identifier of the mailbox that does not exist.
    pub fn mailbox_guid(&self) -> Option<&str> {
        self.value("MailboxGuid")
    }

    /// The text of the error behind the error.
    pub fn inner_message_text(&self) -> Option<&str> {
        self.value("InnerErrorMessageText")
    }

    /// The error behind the error, as in `ErrorInternalServerError` because of `ErrorServerBusy`.
    pub fn inner_response_code(&self) -> Option<ResponseCode> {
        self.value("InnerErrorResponseCode")?.trim().parse().ok()
    }
}

/// A number in decimal digits; one beyond all bounds is the largest that there is.
pub(crate) fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

impl From<&MessageXml> for MessageDetails {
    fn from(xml: &MessageXml) -> Self {
        Self::new(&xml.any)
    }
}

/// Questions to any response.
pub trait ResponseMessageExt: ResponseMessage {
    /// Whether the operation failed.
    fn is_error(&self) -> bool {
        *self.response_class() == ResponseClass::Error
    }

    /// Whether the operation succeeded, but not in full: text, code and details say why.
    fn is_warning(&self) -> bool {
        *self.response_class() == ResponseClass::Warning
    }

    /// What `MessageXml` says; empty if there is none.
    fn details(&self) -> MessageDetails {
        self.message_xml().map(MessageDetails::from).unwrap_or_default()
    }
}

impl<T: ResponseMessage + ?Sized> ResponseMessageExt for T {}
