//! What can be asked of a client, and of a single call.

use std::fmt;
use std::time::Duration;

use ews_im_types::{ConnectingSid, ExchangeImpersonation, ExchangeVersion, MailboxCulture, RequestServerVersion};
use http::{HeaderMap, HeaderName, HeaderValue};
use xsd_runtime::RawElement;

use crate::{IllegalCharacters, RequestHeaders, RetryPolicy};

/// What a call asks for besides its message. A client has such options for all its calls; those of a single call go before
/// them.
///
/// ```
/// use std::time::Duration;
/// use ews_im::CallOptions;
/// use ews_im::types::{ConnectingSid, MailboxCulture};
///
/// let options = CallOptions::new()
///     .impersonate(ConnectingSid::PrimarySmtpAddress("sadie@contoso.com".try_into()?))
///     .culture(MailboxCulture::new("en-US")?)
///     .timeout(Duration::from_secs(30));
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    account: Option<ConnectingSid>,
    culture: Option<MailboxCulture>,
    version: Option<ExchangeVersion>,
    version_fallback: Option<bool>,
    time_zone: Option<RawElement>,
    timeout: Option<Duration>,
    anchor_mailbox: Option<HeaderValue>,
    client_request_id: Option<HeaderValue>,
    headers: HeaderMap,
    retry: Option<RetryPolicy>,
    illegal_characters: Option<IllegalCharacters>,
}

impl CallOptions {
    /// Nothing besides what the client asks for.
    pub fn new() -> Self {
        Self::default()
    }

    /// Acts for another account, in one of the four forms of `ExchangeImpersonation`. The caller must have the right to. Where
    /// a client acts for an account, none of its calls can be for the caller's own: leave the account to the calls then.
    /// An account that is named by an SMTP address is also the [anchor mailbox](Self::anchor_mailbox), unless another one is
    /// set.
    pub fn impersonate(mut self, account: ConnectingSid) -> Self {
        self.account = Some(account);
        self
    }

    /// The language of texts in the answer: `MailboxCulture`.
    pub fn culture(mut self, culture: MailboxCulture) -> Self {
        self.culture = Some(culture);
        self
    }

    /// The version of the schema that the request is for: `RequestServerVersion`, Exchange2013 unless told, which the
    /// instant-messaging operations need at least.
    pub fn version(mut self, version: ExchangeVersion) -> Self {
        self.version = Some(version);
        self
    }

    /// Whether a server that answers `ErrorIncorrectSchemaVersion` or `ErrorInvalidServerVersion` is asked again for the
    /// versions before, down to Exchange2013; no unless told. A client remembers the version that was taken, for calls with
    /// this option that ask for the same one.
    pub fn version_fallback(mut self, fall_back: bool) -> Self {
        self.version_fallback = Some(fall_back);
        self
    }

    /// The time zone of times without one: `TimeZoneContext`, by a name that Windows knows, such as `UTC` or `Pacific Standard
    /// Time`.
    ///
    /// # Errors
    /// If the name holds a character that XML cannot represent.
    pub fn time_zone(mut self, id: &str) -> xsd_runtime::Result<Self> {
        self.time_zone = Some(time_zone_context(id)?);
        Ok(self)
    }

    /// How long each attempt may take, from connecting to the end of the answer, with all the requests that it takes to be
    /// authenticated; 100 seconds unless told. Waiting for a turn or for a token does not count.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The mailbox by which the server is found that takes the request: `X-AnchorMailbox`, an SMTP address.
    ///
    /// # Errors
    /// If no header can hold the address.
    pub fn anchor_mailbox(mut self, address: &str) -> Result<Self, InvalidHeader> {
        self.anchor_mailbox = Some(value("x-anchormailbox", address)?);
        Ok(self)
    }

    /// The identifier of the call for the server's logs: `client-request-id`; one is made up for each call unless told. Among
    /// the options of a client it is that of all its calls, which the logs then do not tell apart.
    ///
    /// # Errors
    /// If no header can hold it.
    pub fn client_request_id(mut self, id: &str) -> Result<Self, InvalidHeader> {
        self.client_request_id = Some(value("client-request-id", id)?);
        Ok(self)
    }

    /// A further HTTP header. It goes before what the client would set by itself, but not before its way of
    /// authentication. Of one name the last value counts. Values are taken for secrets, and not shown.
    ///
    /// # Errors
    /// If name or value are none, or if the header says how the message is framed and what becomes of the connection, such as
    /// `Content-Length` and `Connection`: that follows from the request.
    pub fn header(mut self, name: &str, text: &str) -> Result<Self, InvalidHeader> {
        let known: HeaderName = name.parse().map_err(|_| InvalidHeader::new(name))?;
        if FRAMING.contains(&known.as_str()) {
            return Err(InvalidHeader { is_framing: true, ..InvalidHeader::new(name) });
        }
        let mut value = value(name, text)?;
        value.set_sensitive(true);
        self.headers.insert(known, value);
        Ok(self)
    }

    /// Whether and how the call is made again after a passing error; not at all unless told.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// What becomes of characters in the answer that XML does not admit; they are replaced unless told.
    pub fn illegal_characters(mut self, what: IllegalCharacters) -> Self {
        self.illegal_characters = Some(what);
        self
    }

    /// These options, and for what they leave open those of `base`.
    #[cfg(feature = "client")]
    pub(crate) fn over(&self, base: &Self) -> Self {
        let mut headers = base.headers.clone();
        headers.extend(self.headers.clone());
        Self {
            account: self.account.clone().or_else(|| base.account.clone()),
            culture: self.culture.clone().or_else(|| base.culture.clone()),
            version: self.version.clone().or_else(|| base.version.clone()),
            version_fallback: self.version_fallback.or(base.version_fallback),
            time_zone: self.time_zone.clone().or_else(|| base.time_zone.clone()),
            timeout: self.timeout.or(base.timeout),
            anchor_mailbox: self.anchor_mailbox.clone().or_else(|| base.anchor_mailbox.clone()),
            client_request_id: self.client_request_id.clone().or_else(|| base.client_request_id.clone()),
            headers,
            retry: self.retry.or(base.retry),
            illegal_characters: self.illegal_characters.or(base.illegal_characters),
        }
    }
}

/// What the core of the clients asks of options that are complete.
#[cfg(feature = "client")]
impl CallOptions {
    pub(crate) fn wanted_version(&self) -> ExchangeVersion {
        self.version.clone().unwrap_or(ExchangeVersion::Exchange2013)
    }

    pub(crate) fn falls_back(&self) -> bool {
        self.version_fallback.unwrap_or(false)
    }

    pub(crate) fn wanted_timeout(&self) -> Duration {
        self.timeout.unwrap_or(Duration::from_secs(100))
    }

    pub(crate) fn retry_policy(&self) -> RetryPolicy {
        self.retry.unwrap_or_default()
    }

    pub(crate) fn replaces_illegal_characters(&self) -> bool {
        self.illegal_characters.unwrap_or_default() == IllegalCharacters::Replace
    }

    /// The account that the call acts for, as a text that tells accounts apart; empty for the caller's own.
    pub(crate) fn mailbox(&self) -> String {
        match &self.account {
            None => String::new(),
            Some(ConnectingSid::PrincipalName(name)) => format!("upn:{}", name.to_ascii_lowercase()),
            Some(ConnectingSid::Sid(sid)) => format!("sid:{}", sid.to_ascii_uppercase()),
            Some(ConnectingSid::PrimarySmtpAddress(address) | ConnectingSid::SmtpAddress(address)) => {
                format!("smtp:{}", address.to_ascii_lowercase())
            }
        }
    }

    /// The header of the envelope.
    pub(crate) fn soap_headers(&self, version: &ExchangeVersion) -> RequestHeaders {
        RequestHeaders {
            request_server_version: Some(RequestServerVersion::new(version.clone())),
            mailbox_culture: self.culture.clone(),
            impersonation: self.account.clone().map(ExchangeImpersonation::new),
            others: self.time_zone.iter().cloned().collect(),
        }
    }

    /// Puts the headers of HTTP over those that are there.
    pub(crate) fn put_headers(&self, headers: &mut HeaderMap) {
        let by_account = || match &self.account {
            Some(ConnectingSid::PrimarySmtpAddress(address) | ConnectingSid::SmtpAddress(address)) => {
                HeaderValue::from_str(address).ok()
            }
            _ => None,
        };
        if let Some(anchor) = self.anchor_mailbox.clone().or_else(by_account) {
            headers.insert(HeaderName::from_static("x-anchormailbox"), anchor);
        }
        if let Some(id) = &self.client_request_id {
            headers.insert(HeaderName::from_static("client-request-id"), id.clone());
        }
        headers.extend(self.headers.clone());
    }
}

/// The header entry `t:TimeZoneContext`, which the WSDL lists for other operations alone.
fn time_zone_context(id: &str) -> xsd_runtime::Result<RawElement> {
    let mut escaped = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '"' => escaped.push_str("&quot;"),
            // As they are they would be read as spaces.
            '\t' | '\n' | '\r' => escaped.push_str(&format!("&#{};", u32::from(c))),
            _ => escaped.push(c),
        }
    }
    RawElement::parse(&format!(
        "<t:TimeZoneContext xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">\
         <t:TimeZoneDefinition Id=\"{escaped}\"/></t:TimeZoneContext>"
    ))
}

/// A text that no HTTP header can hold, a name that none can have, or one that is not for the caller to set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidHeader {
    name: String,
    is_framing: bool,
}

/// Headers by which a message is framed, or that are about the connection.
const FRAMING: [&str; 9] = [
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl InvalidHeader {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), is_framing: false }
    }
}

fn value(name: &str, text: &str) -> Result<HeaderValue, InvalidHeader> {
    HeaderValue::from_str(text).map_err(|_| InvalidHeader::new(name))
}

impl fmt::Display for InvalidHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, is_framing } = self;
        match is_framing {
            true => write!(f, "the HTTP header `{name}` is not for the caller to set: it follows from the request"),
            false => {
                write!(f, "the HTTP header `{name}` has a name or a value with characters that HTTP does not admit")
            }
        }
    }
}

impl std::error::Error for InvalidHeader {}

/// Values of headers may be secret.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("CallOptions")
            .field("account", &self.account)
            .field("culture", &self.culture)
            .field("version", &self.version)
            .field("version_fallback", &self.version_fallback)
            .field("time_zone", &self.time_zone)
            .field("timeout", &self.timeout)
            .field("anchor_mailbox", &self.anchor_mailbox)
            .field("client_request_id", &self.client_request_id)
            .field("headers", &names)
            .field("retry", &self.retry)
            .field("illegal_characters", &self.illegal_characters)
            .finish()
    }
}
