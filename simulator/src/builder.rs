//! The settings of a server before it starts.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio_rustls::TlsAcceptor;

use crate::auth::Authentication;
use crate::connection::{Limits, Shared};
use crate::log::{Log, Observer};
use crate::script::{Active, Script};
use crate::server::{Listening, bind};
use crate::service::Service;
use crate::under_way::UnderWay;
use crate::{
    Account, Directory, ExtendedProtection, MailboxSeed, ReceivedRequest, Scheme, Simulator, StartError, request, tls,
};

/// A server that has not started yet.
///
/// ```
/// use ews_im_simulator::{Account, Scheme, Simulator};
///
/// let simulator = Simulator::builder()
///     .account(Account::new("sadie@contoso.com", "a secret"))
///     .authentication([Scheme::Basic, Scheme::Bearer])
///     .token("a token", "sadie@contoso.com")
///     .start_blocking()?;
/// # Ok::<(), ews_im_simulator::StartError>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Builder {
    address: SocketAddr,
    host: Option<String>,
    directory: Directory,
    accounts: Vec<Account>,
    schemes: Option<Vec<Scheme>>,
    tokens: Vec<(String, String)>,
    protection: ExtendedProtection,
    tls: Option<(Vec<u8>, Vec<u8>)>,
    limits: Limits,
    is_compressing: bool,
    script: Script,
    observer: Option<Observer>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            host: None,
            directory: Directory::new(),
            accounts: Vec::new(),
            schemes: None,
            tokens: Vec::new(),
            protection: ExtendedProtection::Off,
            tls: None,
            limits: Limits { body: 16 << 20, patience: Duration::from_secs(120) },
            is_compressing: true,
            script: Script::default(),
            observer: None,
        }
    }
}

impl Builder {
    /// Where to listen; else on a port of `127.0.0.1` that the system chooses.
    pub fn listen(self, address: SocketAddr) -> Self {
        Self { address, ..self }
    }

    /// The name of the host in [`Simulator::url`], for certificates that have a name; else the address.
    pub fn host(self, name: impl Into<String>) -> Self {
        Self { host: Some(name.into()), ..self }
    }

    /// What mailboxes there are, what is in them, and their limits.
    pub fn directory(self, directory: Directory) -> Self {
        Self { directory, ..self }
    }

    /// Adds an account. If the directory has no mailbox for it, an empty one is added.
    ///
    /// A server without accounts has one for the first mailbox of the directory, or else `user@contoso.com`, with the
    /// password `password`.
    pub fn account(mut self, account: Account) -> Self {
        self.accounts.push(account);
        self
    }

    /// The ways of authentication to offer, in this order. Without any, each request is one of the first account.
    ///
    /// Where this is not called, a server with accounts offers Basic, one with tokens Bearer, and one with neither takes
    /// every request.
    pub fn authentication(self, schemes: impl IntoIterator<Item = Scheme>) -> Self {
        Self { schemes: Some(schemes.into_iter().collect()), ..self }
    }

    /// Whether a handshake of NTLM or Negotiate has to be bound to the channel of TLS; else nothing is checked.
    pub fn extended_protection(self, protection: ExtendedProtection) -> Self {
        Self { protection, ..self }
    }

    /// Takes a bearer token for an account, until it is [revoked](Simulator::revoke_token).
    pub fn token(mut self, token: impl Into<String>, account: impl Into<String>) -> Self {
        self.tokens.push((token.into(), account.into()));
        self
    }

    /// Serves over TLS, with a chain of certificates, the server's first, and its private key in PEM.
    pub fn tls(self, chain: impl Into<Vec<u8>>, key: impl Into<Vec<u8>>) -> Self {
        Self { tls: Some((chain.into(), key.into())), ..self }
    }

    /// The longest request, in bytes of its body; else 16 MiB. A longer one is answered with 413.
    pub fn max_request(self, bytes: usize) -> Self {
        Self { limits: Limits { body: bytes, ..self.limits }, ..self }
    }

    /// How long a client may take for the handshake of TLS, for the head of a request, from the end of the last answer
    /// on, and for the body; else two minutes.
    pub fn patience(self, patience: Duration) -> Self {
        Self { limits: Limits { patience, ..self.limits }, ..self }
    }

    /// Whether answers are compressed by gzip for clients that take it; else they are.
    pub fn compression(self, is_compressing: bool) -> Self {
        Self { is_compressing, ..self }
    }

    /// What goes wrong, from the start on.
    pub fn script(self, script: Script) -> Self {
        Self { script, ..self }
    }

    /// Whom to tell of each request, before the answer is sent, or when the connection is dropped without one.
    pub fn observer(self, observer: impl Fn(&ReceivedRequest) + Send + Sync + 'static) -> Self {
        Self { observer: Some(Arc::new(observer)), ..self }
    }

    /// Starts the server.
    ///
    /// # Errors
    /// If the address cannot be bound, if certificates or key cannot be used, and if the settings contradict each other.
    pub async fn start(self) -> Result<Simulator, StartError> {
        // Nothing of it takes time.
        self.start_blocking()
    }

    /// The same without asynchronous code.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_blocking(mut self) -> Result<Simulator, StartError> {
        let offered = self.offered();
        let directory = self.population();
        let identity = match &self.tls {
            Some((chain, key)) => Some(tls::identity(chain, key).map_err(StartError::Settings)?),
            None => None,
        };
        let (tls, certificate) = identity.map(|identity| (identity.config, identity.certificate)).unzip();
        let tls = tls.map(TlsAcceptor::from);
        let authentication = self.checks(offered)?.bound(self.protection, certificate);
        let mut active = Active::default();
        active.add_script(self.script);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("ews-im-simulator")
            .enable_all()
            .build()
            .map_err(StartError::Threads)?;
        let bound = {
            let _entered = runtime.enter();
            bind(self.address).and_then(|listener| Ok((listener.local_addr()?, listener)))
        };
        let (address, listener) = bound.map_err(|error| StartError::Bind(self.address, error))?;
        let host = match self.host {
            Some(host) => format!("{host}:{}", address.port()),
            None => reachable(address).to_string(),
        };
        let scheme = if tls.is_some() { "https" } else { "http" };
        let shared = Arc::new(Shared {
            service: Service::new(directory)?,
            authentication,
            log: Log::new(self.observer),
            under_way: UnderWay::default(),
            script: Mutex::new(active),
            limits: self.limits,
            is_compressing: self.is_compressing,
            is_tls: tls.is_some(),
        });
        let url = format!("{scheme}://{host}{}", request::PATH);
        Ok(Simulator::run(runtime, shared, Listening { listener, tls }, url, address))
    }

    /// The ways of authentication, as they follow from what was set.
    fn offered(&self) -> Vec<Scheme> {
        self.schemes.clone().unwrap_or_else(|| {
            let basic = (!self.accounts.is_empty()).then_some(Scheme::Basic);
            let bearer = (!self.tokens.is_empty()).then_some(Scheme::Bearer);
            basic.into_iter().chain(bearer).collect()
        })
    }

    /// The directory, with a mailbox for each account; and an account at least.
    fn population(&mut self) -> Directory {
        let mut directory = std::mem::take(&mut self.directory);
        if self.accounts.is_empty() {
            let first = directory.mailboxes.first().and_then(|mailbox| mailbox.smtp_addresses.first());
            self.accounts.push(Account::fallback(first.map(String::as_str)));
        }
        for account in &self.accounts {
            let has_it = |mailbox: &MailboxSeed| {
                mailbox.smtp_addresses.iter().any(|address| address.eq_ignore_ascii_case(account.address()))
            };
            if !directory.mailboxes.iter().any(has_it) {
                directory = directory.mailbox(MailboxSeed::new(account.address()).principal_name(account.name()));
            }
        }
        directory
    }

    /// What is checked of each request.
    fn checks(&self, offered: Vec<Scheme>) -> Result<Authentication, StartError> {
        let is_missing =
            |scheme: &&Scheme| matches!(scheme, Scheme::Ntlm | Scheme::Negotiate) && !cfg!(feature = "ntlm");
        if let Some(scheme) = offered.iter().find(is_missing) {
            return Err(StartError::Settings(format!("{scheme} is not built in: build with the feature \"ntlm\"")));
        }
        let authentication = Authentication::new(offered, self.accounts.clone());
        for (token, account) in &self.tokens {
            if authentication.account_named(account).is_none() {
                let problem =
                    format!("a token is for the account {account:?}, which does not exist: add the account too");
                return Err(StartError::Settings(problem));
            }
            authentication.add_token(token.clone(), account.clone(), None);
        }
        Ok(authentication)
    }
}

/// An address that clients on the same machine can use, where the server listens on all.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Without keys and tokens.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("address", &self.address)
            .field("accounts", &self.accounts)
            .field("schemes", &self.schemes)
            .finish_non_exhaustive()
    }
}
