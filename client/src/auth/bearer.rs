//! Bearer tokens (RFC 6750).

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use super::AuthenticationError;

/// Why a token is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// A call begins; a token that was given before will do as long as it is valid.
    Call,
    /// The server has refused the last one: a new one is needed.
    Refused,
}

/// The header that carries a token.
#[cfg(feature = "client")]
pub(crate) fn header(token: &SecretString) -> Result<HeaderValue, AuthenticationError> {
    let value = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()));
    // The error would not show the token, but it does not help either.
    let refused = |_| AuthenticationError::new("the token holds characters that no header can");
    let mut value = value.map_err(refused)?;
    value.set_sensitive(true);
    Ok(value)
}
