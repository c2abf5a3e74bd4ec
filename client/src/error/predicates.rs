//! What to do about an error, whichever it is.

use std::time::Duration;

use ews_im_types::ResponseCode;

use super::Error;

impl Error {
    /// Whether the same request may well succeed later: the network failed, the server is busy, or it reports something
    /// passing. Whether the request was carried out all the same is not always known.
    pub fn is_transient(&self) -> bool {
        let is_passing = match self {
            Self::Encode(_) => false,
            #[cfg(feature = "client")]
            Self::Authentication(_) => false,
            #[cfg(feature = "client")]
            Self::Transport(error) => error.error.is_transient(),
            #[cfg(feature = "client")]
            Self::Http(error) => match error.status {
                408 | 429 | 502 | 503 | 504 => true,
                300..=399 => error.is_error_page(),
                _ => false,
            },
            Self::Decode(error) => error.is_truncated(),
            Self::Fault(_) | Self::Response(_) => false,
        };
        let is_named = || {
            let codes = [self.response_code(), self.details().inner_response_code()];
            codes.iter().flatten().any(is_passing_code)
        };
        is_passing || is_named()
    }

    /// How long the server asks to wait before the next request: the longer one of `BackOffMilliseconds` in the message
    /// and `Retry-After` of HTTP.
    pub fn retry_after(&self) -> Option<Duration> {
        let back_off = self.details().back_off_milliseconds().map(Duration::from_millis);
        back_off.max(self.call().retry_after)
    }

    /// Whether the caller is not known to the server, or not any more: wrong or expired password, no token, locked account.
    pub fn is_authentication(&self) -> bool {
        match self {
            #[cfg(feature = "client")]
            Self::Authentication(_) => true,
            #[cfg(feature = "client")]
            Self::Http(error) => matches!(error.status, 401 | 407 | 456),
            _ => matches!(
                self.response_code(),
                Some(
                    ResponseCode::ErrorAccountDisabled
                        | ResponseCode::ErrorPasswordChangeRequired
                        | ResponseCode::ErrorPasswordExpired
                        | ResponseCode::ErrorInvalidAuthorizationContext
                        | ResponseCode::ErrorInvalidClientSecurityContext
                )
            ),
        }
    }

    /// Whether something that the request names is not there: a group, a contact, a distribution list, a mailbox.
    pub fn is_not_found(&self) -> bool {
        matches!(
            self.response_code(),
            Some(
                ResponseCode::ErrorItemNotFound
                    | ResponseCode::ErrorInvalidImGroupId
                    | ResponseCode::ErrorInvalidImContactId
                    | ResponseCode::ErrorInvalidImDistributionGroupSmtpAddress
                    | ResponseCode::ErrorNonExistentMailbox
            )
        )
    }
}

/// Whether a code says that something passing went wrong.
fn is_passing_code(code: &ResponseCode) -> bool {
    matches!(
        code,
        ResponseCode::ErrorServerBusy
            | ResponseCode::ErrorAdUnavailable
            | ResponseCode::ErrorConnectionFailed
            | ResponseCode::ErrorExceededConnectionCount
            | ResponseCode::ErrorInsufficientResources
            | ResponseCode::ErrorInternalServerTransientError
            | ResponseCode::ErrorMailboxFailover
            | ResponseCode::ErrorMailboxMoveInProgress
            | ResponseCode::ErrorMailboxStoreUnavailable
            | ResponseCode::ErrorServiceUnavailable
            | ResponseCode::ErrorTimeoutExpired
    )
}
