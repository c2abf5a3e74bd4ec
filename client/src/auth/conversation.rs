//! The hook for authentication schemes.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Range;

use bytes::Bytes;
use http::HeaderValue;

use crate::http::HttpRequest;

/// A way of authentication that a client does not know by itself.
pub trait Authenticate: Send + Sync + 'static {
    /// Begins a conversation with the server. There is one for each connection where authentication is
    /// [bound to connections](Self::is_connection_bound), else one for each attempt of a call.
    fn begin(&self) -> Box<dyn Conversation>;

    /// Whether the server knows the caller by the connection, as with NTLM: all requests of a conversation then travel over
    /// one connection, one after another, and the conversation lasts as long as it. Transports open a connection that the
    /// server has closed anew without a word: a conversation that is refused in the middle begins again.
    fn is_connection_bound(&self) -> bool {
        false
    }
}

/// What client and server say to each other until the server knows the caller.
pub trait Conversation: Send {
    /// Prepares a request, mostly by a header `Authorization`, whose value should be marked as
    /// [sensitive](HeaderValue::set_sensitive). Says whether it is to be sent: where the server has refused the request
    /// before and there is nothing else to offer, the answer `false` gives up, and the call ends with that refusal.
    ///
    /// `refused` is `None` for the first request of each attempt, and else what the server asked for as it refused the
    /// last one with the status 401.
    ///
    /// # Errors
    /// If there is no way to go on; the call ends with this error.
    fn authorize(
        &mut self,
        request: &mut HttpRequest,
        refused: Option<&Challenges>,
    ) -> Result<bool, AuthenticationError>;
}

/// What a server asks for as it refuses a request with the status 401.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Challenges {
    /// The values of the headers `WWW-Authenticate`, in their order.
    pub values: Vec<HeaderValue>,
    /// The server's certificate in DER, if the transport knows it.
    pub peer_certificate: Option<Bytes>,
}

impl Challenges {
    /// What follows the name of a scheme, such as `NTLM`, in its challenge: empty if nothing does, `None` if the server
    /// does not offer the scheme. Letter case does not matter, and one header may hold the challenges of several schemes
    /// (RFC 9110, section 11.6.1).
    pub fn parameters(&self, scheme: &str) -> Option<&str> {
        let values = self.values.iter().filter_map(|value| value.to_str().ok());
        values.flat_map(challenges).find_map(|(name, rest)| name.eq_ignore_ascii_case(scheme).then_some(rest))
    }

    /// The names of the schemes that the server offers, such as `Negotiate`, as it writes them and in its order.
    pub fn schemes(&self) -> impl Iterator<Item = &str> {
        let values = self.values.iter().filter_map(|value| value.to_str().ok());
        values.flat_map(challenges).map(|(name, _)| name)
    }
}

/// The challenges of a header: the name of each scheme, and what follows it.
fn challenges(value: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for item in list_items(value) {
        let text = &value[item.clone()];
        let name = text.split([' ', '\t', '=']).next().unwrap_or_default().len();
        if !text[name..].trim_start().starts_with('=') {
            found.push((item.start..item.start + name, item.end));
        } else if let Some((_, end)) = found.last_mut() {
            // `name=value` goes on with the challenge before it.
            *end = item.end;
        }
    }
    found.into_iter().map(|(name, end)| (&value[name.clone()], value[name.end..end].trim()))
}

/// Where the items of a list are, which commas separate. A comma inside quotation marks is part of an item.
fn list_items(value: &str) -> Vec<Range<usize>> {
    let (mut items, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in value.char_indices().chain([(value.len(), ',')]) {
        match c {
            ',' if !quoted || at == value.len() => {
                let item = value[start..at].trim_start();
                items.push(at - item.len()..at - item.len() + item.trim_end().len());
                start = at + 1;
            }
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// Why a way of authentication cannot go on. What is told of it must not hold secrets.
#[derive(Debug)]
pub struct AuthenticationError(Box<dyn StdError + Send + Sync>);

impl AuthenticationError {
    /// An error with what caused it, or a message in its place.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl StdError for AuthenticationError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
