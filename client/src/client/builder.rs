//! How a client is set up.

use std::sync::Arc;

use super::exchange::{Credentials, Wire};
use super::{Client, Inner, TokenProvider, Transport};
use crate::CallOptions;
use crate::auth::Authenticate;
use crate::core::{BuildError, Core, Settings};

/// How a [`Client`] is set up; see [`Client::builder`].
#[must_use]
pub struct ClientBuilder {
    settings: Settings,
    options: CallOptions,
    credentials: Credentials,
    transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "reqwest")]
    root_certificates: Vec<u8>,
}

impl ClientBuilder {
    pub(super) fn new(url: String) -> Self {
        Self {
            settings: Settings::new(url),
            options: CallOptions::new(),
            credentials: Credentials::None,
            transport: None,
            #[cfg(feature = "reqwest")]
            root_certificates: Vec::new(),
        }
    }

    /// How requests say who sends them: [`Basic`](crate::auth::Basic), or another way. Without it, they do not.
    pub fn auth(mut self, way: impl Authenticate) -> Self {
        self.credentials = Credentials::Hook(Arc::new(way));
        self
    }

    /// OAuth: requests carry bearer tokens of this provider.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.credentials = Credentials::Token(Arc::new(provider));
        self
    }

    /// What all calls ask for.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// The header `User-Agent`; name and version of this crate unless told.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.settings.user_agent = text.into();
        self
    }

    /// How long an answer may be, decompressed; 256 MiB unless told. Items that are read one at a time have no such limit, only
    /// what comes before the first of them.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_answer_bytes = bytes;
        self
    }

    /// Whether calls for one mailbox wait for each other; no unless told. Mailboxes are told apart by
    /// [`CallOptions::impersonate`], by the name that is given: one mailbox by two names is taken for two. Calls get their
    /// turns in the order in which they come; [items](Client::im_items) keep theirs until the last one has come.
    pub fn one_at_a_time(mut self, one_at_a_time: bool) -> Self {
        self.settings.one_at_a_time = one_at_a_time;
        self
    }

    /// Whether `tracing` is told the bodies of messages, with all texts in them blackened, a few harmless ones such as the
    /// response code aside; no unless told. Answers that are read item by item are not told. Needs the feature `tracing`.
    pub fn trace_bodies(mut self, trace: bool) -> Self {
        self.settings.trace_bodies = trace;
        self
    }

    /// Sends by a transport of yours.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The certificates, in PEM, of the authorities that are trusted in place of those of the system: a company's own, or
    /// that of a test. Nothing at all leaves those of the system. For the transport of this crate alone.
    #[cfg(feature = "reqwest")]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates = pem.into();
        self
    }

    /// The client.
    ///
    /// # Errors
    /// If the address is none, if the certificates cannot be read, or if there is no transport: neither one of yours nor
    /// the feature `reqwest`.
    pub fn build(self) -> Result<Client, BuildError> {
        let core = Core::new(self.settings)?;
        let transport = match self.transport {
            Some(transport) => transport,
            #[cfg(feature = "reqwest")]
            None => Arc::new(super::reqwest::Reqwest::new(&self.root_certificates)?),
            #[cfg(not(feature = "reqwest"))]
            None => return Err(BuildError::new("no transport: give one, or enable the feature `reqwest`")),
        };
        let wire = Wire::new(transport, self.credentials)?;
        Ok(Client { inner: Arc::new(Inner { core, wire, turns: Default::default() }), options: Arc::new(self.options) })
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("settings", &self.settings)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
