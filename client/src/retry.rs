//! When a call is made again.

use std::time::Duration;

use crate::Error;

/// Whether and how a call is made again after a [passing error](Error::is_transient).
///
/// Calls are made again if their operation is idempotent, see [`ImOperation::IDEMPOTENT`](crate::ImOperation::IDEMPOTENT):
/// of the others it is not known whether the server has carried them out. Between attempts the call waits as long as
/// the server asks (`BackOffMilliseconds`, `Retry-After`) or up to a quarter longer, else 0.5 s, then 1 s, 2 s and so on, up
/// to a quarter more or less: by chance, so that clients do not come back all at once.
///
/// ```
/// use std::time::Duration;
/// use ews_im::RetryPolicy;
/// let policy = RetryPolicy::bounded(4).max_wait(Duration::from_secs(60));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    max_wait: Duration,
    every_operation: bool,
}

impl RetryPolicy {
    /// No second attempt: the default.
    pub const fn off() -> Self {
        Self {
            attempts: 1,
            first_wait: Duration::from_millis(500),
            max_wait: Duration::from_secs(30),
            every_operation: false,
        }
    }

    /// As many attempts as told, the first one included; there is always a first one. Requests that it takes to find the
    /// [version](crate::CallOptions::version_fallback) that the server takes, or to be authenticated, do not count.
    pub const fn bounded(attempts: u32) -> Self {
        Self { attempts, ..Self::off() }
    }

    /// How long to wait before the second attempt, if the server does not say; 0.5 s unless told. It doubles from attempt
    /// to attempt.
    pub const fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// How long to wait at most; 30 s unless told. A server that asks for more gets no second attempt: the error tells
    /// how long it asked for.
    pub const fn max_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// Makes calls again whether or not their operation is idempotent. A group may then be reported to exist because the
    /// first attempt has made it.
    pub const fn every_operation(mut self) -> Self {
        self.every_operation = true;
        self
    }

    /// How long to wait before the next attempt; `None` if there is none. `chance` is between 0 and 1.
    pub(crate) fn wait(&self, error: &Error, attempts: u32, is_idempotent: bool, chance: f64) -> Option<Duration> {
        if attempts >= self.attempts || !(is_idempotent || self.every_operation) || !error.is_transient() {
            return None;
        }
        // A time that is over says nothing: the clocks of the two may differ.
        let wait = match error.retry_after().filter(|asked| !asked.is_zero()) {
            None => {
                let doubled = self.first_wait.saturating_mul(1 << attempts.saturating_sub(1).min(16));
                share(doubled, 0.75 + 0.5 * chance)
            }
            Some(asked) if asked > self.max_wait => return None,
            // Never earlier than the server asks.
            Some(asked) => asked.saturating_add(share(asked, 0.25 * chance)),
        };
        Some(wait.min(self.max_wait))
    }
}

/// A part or a multiple of a duration.
fn share(duration: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(duration.as_secs_f64() * factor).unwrap_or(Duration::MAX)
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::off()
    }
}

/// What becomes of characters in an answer that XML does not admit, such as `&#x0;`: Exchange passes on what a mailbox
/// holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum IllegalCharacters {
    /// They are replaced by U+FFFD, and the response tells where: [`Response::replaced`](crate::Response::replaced).
    #[default]
    Replace,
    /// The answer cannot be read: [`Error::Decode`].
    Refuse,
}
