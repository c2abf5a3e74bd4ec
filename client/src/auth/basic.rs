//! Basic authentication (RFC 7617).

use std::fmt;

use http::HeaderValue;
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};
use xsd_runtime::datatypes::Base64Binary;

use super::{Authenticate, AuthenticationError, Challenges, Conversation};
use crate::http::HttpRequest;

/// Name and password with each request (RFC 7617). Anyone who can read the connection can read them: use it over
/// `https` alone.
#[derive(Clone)]
pub struct Basic {
    user: String,
    password: SecretString,
}

impl Basic {
    /// A user, such as `DOMAIN\user` or `user@contoso.com`, with the password.
    pub fn new(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self { user: user.into(), password: password.into() }
    }

    fn header(&self) -> Result<HeaderValue, AuthenticationError> {
        if self.user.contains(':') {
            return Err(AuthenticationError::new("a user name with a colon cannot be told by Basic authentication"));
        }
        let pair = format!("{}:{}", self.user, self.password.expose_secret());
        let value = HeaderValue::from_str(&format!("Basic {}", Base64Binary::from(pair.into_bytes())));
        let mut value = value.map_err(AuthenticationError::new)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl Authenticate for Basic {
    fn begin(&self) -> Box<dyn Conversation> {
        Box::new(self.clone())
    }
}

impl Conversation for Basic {
    fn authorize(
        &mut self,
        request: &mut HttpRequest,
        refused: Option<&Challenges>,
    ) -> Result<bool, AuthenticationError> {
        request.headers.insert(AUTHORIZATION, self.header()?);
        Ok(refused.is_none())
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Basic").field("user", &self.user).finish_non_exhaustive()
    }
}
