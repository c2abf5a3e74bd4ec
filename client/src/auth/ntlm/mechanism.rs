//! The messages themselves, as the library makes them.

use std::fmt;

use md4::{Digest, Md4};
use secrecy::{ExposeSecret, SecretString};
use sspi::ntlm::NtlmConfig;
use sspi::{
    AuthIdentityBuffers, BufferType, ClientRequestFlags, CredentialsBuffers, DataRepresentation, NegotiateConfig,
    NtlmHash, SecurityBuffer, Sspi, SspiImpl,
};
use tracing::Dispatch;
use tracing::dispatcher::{get_default, with_default};
use tracing::subscriber::NoSubscriber;

use crate::auth::AuthenticationError;

/// The schemes of HTTP that NTLM comes in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scheme {
    Ntlm,
    Negotiate,
}

impl Scheme {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ntlm => "NTLM",
            Self::Negotiate => "Negotiate",
        }
    }
}

/// Who calls.
#[derive(Clone)]
pub(super) struct Account {
    user: String,
    domain: String,
    password: SecretString,
}

impl Account {
    pub(super) fn new(user: String, password: SecretString) -> Self {
        match user.split_once('\\') {
            Some((domain, name)) => Self { user: name.to_owned(), domain: domain.to_owned(), password },
            None => Self { user, domain: String::new(), password },
        }
    }

    pub(super) fn in_domain(self, domain: String) -> Self {
        Self { domain, ..self }
    }

    /// The library gets the hash that NTLM makes of a password (MS-NLMP 3.3.1): it would take a password that begins in
    /// its way of writing hashes for one, and would leave a copy of each password in memory.
    fn credentials(&self) -> AuthIdentityBuffers {
        let mut md4 = Md4::new();
        for unit in self.password.expose_secret().encode_utf16() {
            md4.update(unit.to_le_bytes());
        }
        let hash = NtlmHash::from_bytes(md4.finalize().into());
        AuthIdentityBuffers::from_utf8_with_hash(&self.user, &self.domain, &hash)
    }
}

/// The name, without the password.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.domain.is_empty() {
            write!(f, "{}\\", self.domain)?;
        }
        f.write_str(&self.user)
    }
}

/// A conversation of which the first token has been made.
pub(super) struct Mechanism {
    service: String,
    context: Context,
}

enum Context {
    Ntlm(Box<sspi::Ntlm>),
    Negotiate(Box<sspi::Negotiate>),
}

impl Mechanism {
    /// Begins, and says what to send first.
    pub(super) fn start(
        scheme: Scheme,
        account: &Account,
        service: &str,
    ) -> Result<(Self, Vec<u8>), AuthenticationError> {
        if account.user.is_empty() {
            return Err(AuthenticationError::new("the user name is empty: say which account to use"));
        }
        // Windows knows upper-case letters one by one and leaves others as they are; the library writes `SS` for `ß`.
        if let Some(c) = account.user.chars().find(|c| c.to_uppercase().len() != 1) {
            return Err(AuthenticationError::new(format!(
                "the user name holds '{c}', whose upper case servers and the NTLM library write differently: use another \
                 name of the account"
            )));
        }
        let context = match scheme {
            Scheme::Ntlm => Context::Ntlm(Box::new(sspi::Ntlm::new())),
            Scheme::Negotiate => {
                let protocol = Box::new(NtlmConfig::default());
                let config = NegotiateConfig::new(protocol, Some("ntlm".to_owned()), String::new());
                let negotiate = sspi::Negotiate::new_client(config).map_err(|error| problem("cannot start", error))?;
                Context::Negotiate(Box::new(negotiate))
            }
        };
        let mut mechanism = Self { service: service.to_owned(), context };
        let token = mechanism.step(account, None).map_err(|error| problem("cannot start", error))?;
        Ok((mechanism, token))
    }

    /// What to send on the server's `challenge`, over a channel with these [bindings](super::end_point::bindings).
    pub(super) fn answer(
        mut self,
        account: &Account,
        challenge: &[u8],
        bindings: Option<Vec<u8>>,
    ) -> Result<Vec<u8>, AuthenticationError> {
        let mut input = vec![SecurityBuffer::new(challenge.to_owned(), BufferType::Token)];
        input.extend(bindings.map(|bindings| SecurityBuffer::new(bindings, BufferType::ChannelBindings)));
        self.step(account, Some(&mut input)).map_err(|error| problem("cannot answer the server's challenge", error))
    }

    fn step(&mut self, account: &Account, input: Option<&mut [SecurityBuffer]>) -> sspi::Result<Vec<u8>> {
        let mut output = [SecurityBuffer::new(Vec::new(), BufferType::Token)];
        match &mut self.context {
            Context::Ntlm(ntlm) => {
                advance(&mut **ntlm, Some(account.credentials()), &self.service, input, &mut output)?
            }
            Context::Negotiate(negotiate) => {
                let credentials = CredentialsBuffers::AuthIdentity(account.credentials());
                advance(&mut **negotiate, Some(credentials), &self.service, input, &mut output)?;
            }
        }
        let [token] = output;
        Ok(token.buffer)
    }
}

fn advance<C: Sspi + SspiImpl>(
    context: &mut C,
    mut credentials: C::CredentialsHandle,
    service: &str,
    input: Option<&mut [SecurityBuffer]>,
    output: &mut [SecurityBuffer],
) -> sspi::Result<()> {
    let mut builder = context
        .initialize_security_context()
        .with_credentials_handle(&mut credentials)
        .with_context_requirements(ClientRequestFlags::INTEGRITY)
        .with_target_data_representation(DataRepresentation::Native)
        .with_target_name(service)
        .with_output(output);
    builder.input = input;
    unlogged(|| context.initialize_security_context_impl(&mut builder)?.resolve_to_result())?;
    Ok(())
}

/// Runs a step of the library without its log: at the level TRACE it would write the tokens, of which passwords can be
/// guessed.
fn unlogged<T>(step: impl FnOnce() -> T) -> T {
    if get_default(Dispatch::is::<NoSubscriber>) { step() } else { with_default(&Dispatch::none(), step) }
}

fn problem(what: &str, error: sspi::Error) -> AuthenticationError {
    AuthenticationError::new(format!("NTLM {what}: {error}"))
}
