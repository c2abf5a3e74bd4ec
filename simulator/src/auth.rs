//! Who sends a request: the ways of authentication that the server offers.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue, header};
use xsd_runtime::datatypes::Base64Binary;

use crate::Account;
use crate::handshake::{Answer, ExtendedProtection, Handshake};

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
    /// It is let in.
    Granted {
        account: Account,
        /// The value of `WWW-Authenticate` that ends a handshake.
        token: Option<HeaderValue>,
    },
    /// It is refused.
    Refused {
        /// The values of `WWW-Authenticate`.
        challenges: Vec<HeaderValue>,
        reason: String,
    },
}

/// The schemes, accounts and tokens.
pub(crate) struct Authentication {
    schemes: Vec<Scheme>,
    /// At least one, whom requests are from if no scheme is offered.
    accounts: Arc<[Account]>,
    tokens: Mutex<HashMap<String, Token>>,
    #[cfg_attr(not(feature = "ntlm"), allow(dead_code))]
    protection: ExtendedProtection,
    /// The server's certificate in DER, if it has one.
    #[cfg_attr(not(feature = "ntlm"), allow(dead_code))]
    certificate: Option<Vec<u8>>,
}

/// What a bearer token stands for.
struct Token {
    /// The name of the account.
    account: String,
    expires: Option<Instant>,
}

impl Authentication {
    pub(crate) fn new(schemes: Vec<Scheme>, accounts: Vec<Account>) -> Self {
        let (accounts, tokens) = (accounts.into(), Mutex::default());
        Self { schemes, accounts, tokens, protection: ExtendedProtection::Off, certificate: None }
    }

    /// With bindings to the channel of TLS, whose server has a certificate.
    pub(crate) fn bound(self, protection: ExtendedProtection, certificate: Option<Vec<u8>>) -> Self {
        Self { protection, certificate, ..self }
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
        let (name, parameters) = value.map_or(("", ""), |value| value.split_once(' ').unwrap_or((value, "")));
        let scheme = Scheme::from_str(name).ok().filter(|scheme| self.schemes.contains(scheme));
        let granted = match scheme {
            Some(Scheme::Basic) => self.basic(parameters.trim()),
            Some(Scheme::Bearer) => self.bearer(parameters.trim()),
            Some(scheme @ (Scheme::Ntlm | Scheme::Negotiate)) => {
                let token = decode(parameters.trim()).unwrap_or_default();
                match handshake.step(scheme, &token, self) {
                    Answer::Done(account, token) => return Verdict::Granted { account, token },
                    Answer::Continue(challenge) => {
                        return Verdict::Refused { challenges: vec![challenge], reason: "to be continued".to_owned() };
                    }
                    Answer::Denied(reason) => Err(reason),
                }
            }
            None => match (handshake.account(), name) {
                (Some(account), _) => Ok(account.clone()),
                (None, "") => Err("no credentials".to_owned()),
                (None, _) => Err("a scheme that is not offered".to_owned()),
            },
        };
        match granted {
            Ok(account) => Verdict::Granted { account, token: None },
            Err(reason) => Verdict::Refused { challenges: self.challenges(scheme), reason },
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

    /// The account that someone means.
    pub(crate) fn account_named(&self, name: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.is_named(name))
    }

    fn anonymous(&self) -> Verdict {
        match self.accounts.first() {
            Some(account) => Verdict::Granted { account: account.clone(), token: None },
            None => Verdict::Refused { challenges: Vec::new(), reason: "no accounts".to_owned() },
        }
    }

    /// Who the credentials of Basic are from, or why they are refused.
    fn basic(&self, parameters: &str) -> Result<Account, String> {
        let text = decode(parameters).and_then(|bytes| String::from_utf8(bytes).ok());
        let credentials = text.as_deref().and_then(|text| text.split_once(':'));
        let (name, password) = credentials.ok_or("Basic: not name and password in UTF-8 and Base64")?;
        let account = self.account_named(name).ok_or("Basic: no such account")?;
        if account.password() == password { Ok(account.clone()) } else { Err("Basic: wrong password".to_owned()) }
    }

    /// Who a token is from, or why it is refused.
    fn bearer(&self, token: &str) -> Result<Account, String> {
        let tokens = self.tokens();
        let known = tokens.get(token).ok_or("Bearer: no such token")?;
        if known.expires.is_some_and(|expires| expires <= Instant::now()) {
            return Err("Bearer: the token has expired".to_owned());
        }
        let account = self.account_named(&known.account).ok_or("Bearer: no such account")?;
        Ok(account.clone())
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, Token>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What handshakes ask.
#[cfg(feature = "ntlm")]
impl Authentication {
    /// The account with a name and a domain, as clients tell them apart.
    pub(crate) fn account(&self, user: &str, domain: &str) -> Option<&Account> {
        account(&self.accounts, user, domain)
    }

    pub(crate) fn passwords(&self) -> crate::ntlm::Accounts {
        let accounts = Arc::clone(&self.accounts);
        Arc::new(move |user, domain| account(&accounts, user, domain).map(|account| account.password().to_owned()))
    }

    pub(crate) fn protection(&self) -> ExtendedProtection {
        self.protection
    }

    pub(crate) fn certificate(&self) -> Option<&[u8]> {
        self.certificate.as_deref()
    }
}

#[cfg(feature = "ntlm")]
fn account<'a>(accounts: &'a [Account], user: &str, domain: &str) -> Option<&'a Account> {
    accounts.iter().find(|account| account.is_named(user) && (domain.is_empty() || account.is_in(domain)))
}

fn decode(base64: &str) -> Option<Vec<u8>> {
    Base64Binary::parse_lenient(base64).map(Base64Binary::into_bytes).ok()
}
