//! NTLM and Negotiate (MS-NLMP, MS-SPNG, RFC 4559), with the library `sspi`.

mod end_point;
mod handshake;
mod mechanism;

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use self::handshake::Handshake;
use self::mechanism::{Account, Scheme};
use super::{Authenticate, Conversation};

/// Authentication by NTLM with a name and a password: NTLMv2, with message integrity code.
///
/// ```
/// use ews_im::auth::Ntlm;
///
/// let ntlm = Ntlm::new(r"CONTOSO\anna", "correct horse");
/// let the_same = Ntlm::new("anna", "correct horse").domain("CONTOSO");
/// let by_principal_name = Ntlm::new("anna@contoso.example", "correct horse");
/// assert_eq!(format!("{ntlm:?}"), format!("{the_same:?}"));
/// ```
///
/// - NTLM knows the caller by the connection: it needs HTTP/1.1, and a connection that no proxy shares among callers.
/// - The first request on a connection carries the token NEGOTIATE at once, which holds nothing about the user; the answer
///   to the server's challenge follows. That is two exchanges for each connection, and later requests on it carry nothing.
///   A server that does not offer NTLM gets no more than that token, and the call ends with its 401.
/// - Over TLS the answer is bound to the server's certificate (`tls-server-end-point`, RFC 5929), where the transport tells
///   it: the one over reqwest does, the one over ureq does not. Exchange Server 2019 CU14 and later demand that by default,
///   as "Extended Protection". A proxy that opens the TLS connection makes such servers refuse the answer, as they should.
///   A certificate whose signature has no hash function of its own, such as Ed25519, has no such binding.
/// - The service's name is not part of the answer (`MsvAvTargetName`, MS-NLMP 2.2.2.1): the library cannot send it. Servers
///   that check the name in place of the channel refuse it.
/// - While the library works, subscribers of `tracing` hear nothing of it: it would write the tokens. Where there is none,
///   but `tracing` is told to write to the crate `log`, keep the target `sspi` above the level `TRACE`.
#[derive(Clone)]
pub struct Ntlm(Arc<Account>);

impl Ntlm {
    /// Authentication as `user`, which is `DOMAIN\name`, `name@domain`, or a name alone for an account of the server
    /// itself or a domain told [apart](Self::domain).
    pub fn new(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self(Arc::new(Account::new(user.into(), password.into())))
    }

    /// The same in this domain.
    #[must_use]
    pub fn domain(self, domain: impl Into<String>) -> Self {
        Self(Arc::new(Arc::unwrap_or_clone(self.0).in_domain(domain.into())))
    }
}

impl Authenticate for Ntlm {
    fn begin(&self) -> Box<dyn Conversation> {
        Box::new(Handshake::new(Scheme::Ntlm, Arc::clone(&self.0)))
    }

    fn is_connection_bound(&self) -> bool {
        true
    }
}

impl fmt::Debug for Ntlm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ntlm").field(&self.0.to_string()).finish()
    }
}

/// Authentication by Negotiate (RFC 4559) with a name and a password: SPNEGO with [NTLM](Ntlm) inside.
///
/// What is said of [`Ntlm`] holds here too. Kerberos is not tried: it wants a way to the domain's key distribution centre
/// and mostly the tickets that the system holds, so the system's own library is the better place, behind
/// [`Authenticate`]. Where a server has NTLM switched off, its 401 is the answer.
#[derive(Clone)]
pub struct Negotiate(Arc<Account>);

impl Negotiate {
    /// Authentication as `user`, in the same forms as for [`Ntlm::new`].
    pub fn new(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self(Arc::new(Account::new(user.into(), password.into())))
    }

    /// The same in this domain.
    #[must_use]
    pub fn domain(self, domain: impl Into<String>) -> Self {
        Self(Arc::new(Arc::unwrap_or_clone(self.0).in_domain(domain.into())))
    }
}

impl Authenticate for Negotiate {
    fn begin(&self) -> Box<dyn Conversation> {
        Box::new(Handshake::new(Scheme::Negotiate, Arc::clone(&self.0)))
    }

    fn is_connection_bound(&self) -> bool {
        true
    }
}

impl fmt::Debug for Negotiate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Negotiate").field(&self.0.to_string()).finish()
    }
}
