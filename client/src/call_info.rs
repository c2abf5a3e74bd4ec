//! What is known of a call apart from its message.

use std::time::Duration;

/// What is known of a call apart from its message: identifiers that the server's logs have too, and what HTTP said.
/// Empty where nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CallInfo {
    /// `client-request-id`, which the client made up unless it was told one: the same for all attempts.
    pub client_request_id: Option<String>,
    /// `request-id`, the server's own.
    pub request_id: Option<String>,
    /// `X-FEServer`: the server that took the request.
    pub fe_server: Option<String>,
    /// `X-BEServer`: the server that worked on it.
    pub be_server: Option<String>,
    /// `X-DiagInfo`: the name of a server, for support.
    pub diag_info: Option<String>,
    /// `X-CasErrorCode`: what went wrong before the request reached the mailbox.
    pub cas_error_code: Option<String>,
    /// The HTTP status of the last answer.
    pub status: Option<u16>,
    /// `Retry-After` of the last answer.
    pub retry_after: Option<Duration>,
    /// How often the request was sent, what it takes to be authenticated aside.
    pub attempts: u32,
}
