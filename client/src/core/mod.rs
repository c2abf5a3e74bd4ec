//! What the clients with and without async share: all that a call decides. They themselves only send and wait.

mod answer;
mod course;
#[cfg(feature = "tracing")]
mod redact;
mod span;
mod versions;

use std::sync::{Mutex, MutexGuard, PoisonError};

use ews_im_types::ExchangeVersion;
use http::{HeaderValue, Uri};
use xsd_runtime::ReadOptions;

pub(crate) use answer::is_message;
pub(crate) use course::{About, Course, Verdict, no_answer, not_authenticated};
#[cfg(feature = "blocking")]
pub(crate) use span::inside;
#[cfg(feature = "async")]
pub(crate) use span::within;

/// How many requests one attempt may take to authenticate.
pub(crate) const MAX_ROUNDS: usize = 8;

/// How many connections are kept while nobody uses them.
pub(crate) const MAX_IDLE: usize = 32;

/// For how many versions it is remembered which one the server has taken in their place.
const MAX_ACCEPTED: usize = 16;

/// What a client is set up with, apart from how it sends.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) url: Uri,
    pub(crate) user_agent: HeaderValue,
    pub(crate) max_answer_bytes: usize,
    pub(crate) trace_bodies: bool,
    pub(crate) one_at_a_time: bool,
    /// Versions asked for, each with the one that the server has taken after refusing it.
    accepted: Mutex<Vec<(ExchangeVersion, ExchangeVersion)>>,
}

impl Core {
    pub(crate) fn new(settings: Settings) -> Result<Self, BuildError> {
        let Settings { url, user_agent, max_answer_bytes, trace_bodies, one_at_a_time } = settings;
        let invalid = |problem: String| BuildError { problem };
        let uri: Uri =
            url.parse().map_err(|error| invalid(format!("`{}` is no address: {error}", without_user(&url))))?;
        if uri.scheme().is_none_or(|scheme| !matches!(scheme.as_str(), "http" | "https")) || uri.host().is_none() {
            let problem = "is no address of a service; it begins with https:// and a host";
            let problem = format!("`{}` {problem}", without_user(&url));
            return Err(invalid(problem));
        }
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            // The address stands in messages, so that a password in it would, too.
            return Err(invalid("the address holds a user; give the user by the authentication".to_owned()));
        }
        let user_agent = HeaderValue::from_str(&user_agent)
            .map_err(|_| invalid("the user agent holds characters that no HTTP header admits".to_owned()))?;
        let accepted = Mutex::default();
        Ok(Self { url: uri, user_agent, max_answer_bytes, trace_bodies, one_at_a_time, accepted })
    }

    /// The version to ask for in place of `wanted`.
    fn version(&self, wanted: ExchangeVersion) -> ExchangeVersion {
        let accepted = self.accepted().iter().find(|(asked, _)| *asked == wanted).map(|(_, accepted)| accepted.clone());
        accepted.unwrap_or(wanted)
    }

    fn accept(&self, wanted: ExchangeVersion, version: ExchangeVersion) {
        let mut accepted = self.accepted();
        accepted.retain(|(asked, _)| *asked != wanted);
        if accepted.len() >= MAX_ACCEPTED {
            accepted.remove(0);
        }
        accepted.push((wanted, version));
    }

    fn accepted(&self) -> MutexGuard<'_, Vec<(ExchangeVersion, ExchangeVersion)>> {
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The settings that builders collect.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) url: String,
    pub(crate) user_agent: String,
    pub(crate) max_answer_bytes: usize,
    pub(crate) trace_bodies: bool,
    pub(crate) one_at_a_time: bool,
}

impl Settings {
    pub(crate) fn new(url: String) -> Self {
        Self {
            url,
            user_agent: concat!("ews-im/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_answer_bytes: 256 << 20,
            trace_bodies: false,
            one_at_a_time: false,
        }
    }
}

/// The address may hold a password, for which it is then refused.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("url", &without_user(&self.url))
            .field("user_agent", &self.user_agent)
            .field("max_answer_bytes", &self.max_answer_bytes)
            .field("trace_bodies", &self.trace_bodies)
            .field("one_at_a_time", &self.one_at_a_time)
            .finish()
    }
}

/// An address, or what was meant to be one, without the user that may be in it.
fn without_user(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => url.to_owned(),
    }
}

/// How answers are read. Their length has its own limit.
pub(crate) fn reading() -> ReadOptions {
    ReadOptions::lenient().max_input_bytes(usize::MAX)
}

#[cfg(any(feature = "reqwest", feature = "ureq"))]
pub(crate) fn no_certificate() -> BuildError {
    BuildError::new("there is no certificate among the certificates; they must be in PEM")
}

/// A client cannot be set up like this.
#[derive(Debug)]
pub struct BuildError {
    problem: String,
}

impl BuildError {
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self { problem: problem.into() }
    }
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for BuildError {}
