//! Who sends a request: the ways of authentication that the server offers.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::{HeaderMap, HeaderValue, header};

use crate::Account;

/// A way of authentication, by its name in the headers `WWW-Authenticate` and `Authorization`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// Name and password with each request (RFC 7617).
    Basic,
    /// A token with each request (RFC 6750), as OAuth gives it.
    Bearer,
    /// NTLM over HTTP (MS-NTHT): a handshake, after which the connection is known. With the feature `ntlm`.
    Ntlm,
    /// Negotiate (RFC 4559), inside which NTLM is understood. With the feature `ntlm`.
    Negotiate,
}

impl Scheme {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "Basic",
            Self::Bearer => "Bearer",
            Self::Ntlm => "NTLM",
            Self::Negotiate => "Negotiate",
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Letter case does not matter.
impl FromStr for Scheme {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let all = [Self::Basic, Self::Bearer, Self::Ntlm, Self::Negotiate];
        let found = all.into_iter().find(|scheme| scheme.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| format!("expected basic, bearer, ntlm or negotiate, found {name:?}"))
    }
}

/// What becomes of a request.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is let in, for an account.
    Granted(Account),
    /// It is refused with these values of `WWW-Authenticate`.
    Refused(Vec<HeaderValue>),
}

/// What the server knows of a connection.
#[derive(Default)]
pub(crate) struct Handshake {
    /// Who has signed in, by a scheme that is bound to connections.
    account: Option<Account>,
}

/// The schemes, accounts and tokens.
pub(crate) struct Authentication {
    schemes: Vec<Scheme>,
    /// At least one, whom requests are from if no scheme is offered.
    accounts: Vec<Account>,
    tokens: Mutex<HashMap<String, Token>>,
}

/// What a bearer token stands for.
struct Token {
    /// The name of the account.
    account: String,
    expires: Option<Instant>,
}

/// What the header `Authorization` of a request comes to.
enum Attempt {
    Account(Account),
    Failed,
    /// There is none, or of a scheme that is not offered.
    None,
}

impl Authentication {
    pub(crate) fn new(schemes: Vec<Scheme>, accounts: Vec<Account>) -> Self {
        Self { schemes, accounts, tokens: Mutex::default() }
    }

    pub(crate) fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// Makes a token valid, for ever or for a time. Whose account is unknown, is refused later.
    pub(crate) fn add_token(&self, token: String, account: String, validity: Option<Duration>) {
        let expires = validity.and_then(|validity| Instant::now().checked_add(validity));
        self.tokens().insert(token, Token { account, expires });
    }

    /// Whether there was such a token.
    pub(crate) fn revoke_token(&self, token: &str) -> bool {
        self.tokens().remove(token).is_some()
    }

    pub(crate) fn check(&self, headers: &HeaderMap, handshake: &mut Handshake) -> Verdict {
        if self.schemes.is_empty() {
            return self.anonymous();
        }
        let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, parameters) = match value.map(|value| value.split_once(' ').unwrap_or((value, ""))) {
            Some((name, parameters)) => (Scheme::from_str(name).ok(), parameters.trim()),
            None => (None, ""),
        };
        let scheme = scheme.filter(|scheme| self.schemes.contains(scheme));
        let attempt = match scheme {
            Some(Scheme::Basic) => self.basic(parameters),
            Some(Scheme::Bearer) => self.bearer(parameters),
            Some(Scheme::Ntlm | Scheme::Negotiate) => Attempt::Failed,
            None => handshake.account.clone().map_or(Attempt::None, Attempt::Account),
        };
        match attempt {
            Attempt::Account(account) => Verdict::Granted(account),
            Attempt::Failed => Verdict::Refused(self.challenges(scheme)),
            Attempt::None => Verdict::Refused(self.challenges(None)),
        }
    }

    /// One value of `WWW-Authenticate` for each scheme; `failed` is the one that was tried in vain.
    pub(crate) fn challenges(&self, failed: Option<Scheme>) -> Vec<HeaderValue> {
        let challenge = |scheme: &Scheme| {
            HeaderValue::from_static(match scheme {
                Scheme::Basic => r#"Basic realm="Exchange""#,
                Scheme::Bearer if failed == Some(Scheme::Bearer) => {
                    r#"Bearer client_id="00000002-0000-0ff1-ce00-000000000000", error="invalid_token""#
                }
                Scheme::Bearer => r#"Bearer client_id="00000002-0000-0ff1-ce00-000000000000""#,
                Scheme::Ntlm => "NTLM",
                Scheme::Negotiate => "Negotiate",
            })
        };
        self.schemes.iter().map(challenge).collect()
    }

    fn anonymous(&self) -> Verdict {
        match self.accounts.first() {
            Some(account) => Verdict::Granted(account.clone()),
            None => Verdict::Refused(Vec::new()),
        }
    }

    fn basic(&self, parameters: &str) -> Attempt {
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let decoded = GeneralPurpose::new(&alphabet::STANDARD, config).decode(parameters);
        let Some(text) = decoded.ok().and_then(|bytes| String::from_utf8(bytes).ok()) else { return Attempt::Failed };
        let Some((name, password)) = text.split_once(':') else { return Attempt::Failed };
        let found = self.accounts.iter().find(|account| account.is_named(name) && account.has_password(password));
        found.cloned().map_or(Attempt::Failed, Attempt::Account)
    }

    fn bearer(&self, token: &str) -> Attempt {
        let tokens = self.tokens();
        let Some(known) = tokens.get(token) else { return Attempt::Failed };
        if known.expires.is_some_and(|expires| expires <= Instant::now()) {
            return Attempt::Failed;
        }
        let found = self.accounts.iter().find(|account| account.is_named(&known.account));
        found.cloned().map_or(Attempt::Failed, Attempt::Account)
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, Token>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
