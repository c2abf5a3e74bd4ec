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

use crate::CallOptions;

pub(crate) use answer::is_message;
pub(crate) use course::{About, Course, Verdict, no_answer, not_authenticated};
#[cfg(feature = "async")]
pub(crate) use span::within;

/// How many requests one attempt may take to authenticate.
pub(crate) const MAX_ROUNDS: usize = 8;

/// What a client is set up with, apart from how it sends.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) url: Uri,
    pub(crate) user_agent: HeaderValue,
    pub(crate) max_answer_bytes: usize,
    pub(crate) trace_bodies: bool,
    pub(crate) one_at_a_time: bool,
    /// The version that the server has taken after refusing the one asked for.
    accepted: Mutex<Option<(ExchangeVersion, ExchangeVersion)>>,
}

impl Core {
    pub(crate) fn new(settings: Settings) -> Result<Self, BuildError> {
        let Settings { url, user_agent, max_answer_bytes, trace_bodies, one_at_a_time } = settings;
        let invalid = |problem: String| BuildError { problem };
        let uri: Uri = url.parse().map_err(|error| invalid(format!("`{url}` is no address: {error}")))?;
        if uri.scheme().is_none_or(|scheme| !matches!(scheme.as_str(), "http" | "https")) || uri.host().is_none() {
            let problem = format!("`{url}` is no address of a service; it begins with https:// and a host");
            return Err(invalid(problem));
        }
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            // The address stands in messages, so that a password in it would, too.
            return Err(invalid("the address holds a user; give the user by the authentication".to_owned()));
        }
        let user_agent = HeaderValue::from_str(&user_agent)
            .map_err(|_| invalid("the user agent holds characters that no HTTP header admits".to_owned()))?;
        let accepted = Mutex::new(None);
        Ok(Self { url: uri, user_agent, max_answer_bytes, trace_bodies, one_at_a_time, accepted })
    }

    /// The version to ask for in place of `wanted`.
    fn version(&self, wanted: ExchangeVersion) -> ExchangeVersion {
        match &*self.accepted() {
            Some((asked, accepted)) if *asked == wanted => accepted.clone(),
            _ => wanted,
        }
    }

    fn accept(&self, wanted: ExchangeVersion, accepted: ExchangeVersion) {
        *self.accepted() = Some((wanted, accepted));
    }

    fn accepted(&self) -> MutexGuard<'_, Option<(ExchangeVersion, ExchangeVersion)>> {
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The settings that builders collect.
#[derive(Debug, Clone)]
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

/// Options of a call, complete.
pub(crate) fn complete(own: &CallOptions, defaults: &CallOptions) -> CallOptions {
    own.over(defaults)
}
