//! What the server knows of a connection: how far a handshake of NTLM or Negotiate has come, and who has signed in by it.

use http::HeaderValue;

use crate::Account;
use crate::auth::{Authentication, Scheme};

/// What becomes of a token.
#[derive(Debug)]
#[cfg_attr(not(feature = "ntlm"), allow(dead_code))]
pub(crate) enum Answer {
    /// The client has proved who it is; the token proves the server in turn.
    Done(Account, Option<HeaderValue>),
    /// The client has to go on from this value of `WWW-Authenticate`.
    Continue(HeaderValue),
    /// The client is refused, and why.
    Denied(String),
}

/// Whether clients have to bind a handshake to the channel of TLS (Extended Protection, as IIS calls it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ExtendedProtection {
    /// Nothing is checked.
    #[default]
    Off,
    /// Bindings are checked where there are any.
    Accept,
    /// There have to be bindings, as Exchange Server demands from 2019 CU14 on.
    Require,
}

/// The state of a connection.
#[derive(Default)]
pub(crate) struct Handshake {
    account: Option<Account>,
    #[cfg(feature = "ntlm")]
    acceptor: Option<(Scheme, crate::ntlm::Acceptor)>,
}

impl Handshake {
    /// Who has signed in on the connection.
    pub(crate) fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }
}

#[cfg(not(feature = "ntlm"))]
impl Handshake {
    /// Takes a token of a client.
    pub(crate) fn step(&mut self, scheme: Scheme, _token: &[u8], _authentication: &Authentication) -> Answer {
        self.account = None;
        Answer::Denied(format!("{scheme} is not built in"))
    }
}

#[cfg(feature = "ntlm")]
impl Handshake {
    /// Takes a token of a client. Whoever begins anew is nobody until the end.
    pub(crate) fn step(&mut self, scheme: Scheme, token: &[u8], authentication: &Authentication) -> Answer {
        use crate::ntlm::Step;

        self.account = None;
        let acceptor = match &mut self.acceptor {
            Some((known, acceptor)) if *known == scheme => acceptor,
            place => &mut place.insert((scheme, acceptor(scheme, authentication))).1,
        };
        match acceptor.step(token) {
            Step::Continue(token) => Answer::Continue(value(scheme, &token)),
            Step::Denied(denial) => Answer::Denied(format!("{scheme}: {denial:?}")),
            Step::Done { user, domain, token } => match authentication.account(&user, &domain) {
                Some(account) => {
                    self.account = Some(account.clone());
                    Answer::Done(account.clone(), token.map(|token| value(scheme, &token)))
                }
                None => Answer::Denied(format!("{scheme}: no such account")),
            },
        }
    }
}

#[cfg(feature = "ntlm")]
fn acceptor(scheme: Scheme, authentication: &Authentication) -> crate::ntlm::Acceptor {
    use crate::ntlm::{Acceptor, Scheme as Framing};

    let framing = if scheme == Scheme::Ntlm { Framing::Ntlm } else { Framing::Negotiate };
    let acceptor = Acceptor::new(framing, authentication.passwords());
    match (authentication.protection(), authentication.certificate()) {
        (ExtendedProtection::Accept, Some(certificate)) => acceptor.accept_channel_bindings(certificate),
        (ExtendedProtection::Require, Some(certificate)) => acceptor.require_channel_bindings(certificate),
        // Without TLS there is no channel.
        (ExtendedProtection::Off, _) | (_, None) => acceptor,
    }
}

#[cfg(feature = "ntlm")]
fn value(scheme: Scheme, token: &[u8]) -> HeaderValue {
    let value = format!("{scheme} {}", xsd_runtime::datatypes::Base64Binary::from(token));
    // Base64 is always a value.
    HeaderValue::from_str(&value).unwrap_or_else(|_| HeaderValue::from_static(""))
}
