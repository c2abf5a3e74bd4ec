//! The running server, as its user holds it.

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::connection::Shared;
use crate::script::{Rule, ScriptError};
use crate::{Builder, ContactState, Counters, GroupState, ReceivedRequest, StartError};

/// How long dropping the server waits until nothing listens any more.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server that runs until this is dropped.
///
/// It runs on threads of its own, so that it can be used inside and outside of asynchronous code.
pub struct Simulator {
    shared: Arc<Shared>,
    url: String,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    /// Tells by its end that nothing listens any more.
    serving: Option<JoinHandle<()>>,
    stopped: Mutex<mpsc::Receiver<()>>,
    runtime: Option<Runtime>,
}

impl Simulator {
    /// Starts a server with one account, an empty mailbox and no authentication, on a port that the system chooses.
    ///
    /// # Errors
    /// If the system has no port or no thread left.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// The same without asynchronous code.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_blocking() -> Result<Self, StartError> {
        Self::builder().start_blocking()
    }

    /// A server with settings.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The address of the service, like `http://127.0.0.1:49152/EWS/Exchange.asmx`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The groups of the mailbox with an SMTP address, the default groups first; `None` if there is no such mailbox.
    pub fn groups(&self, smtp_address: &str) -> Option<Vec<GroupState>> {
        self.shared.service.groups(smtp_address)
    }

    /// The contacts of the mailbox with an SMTP address, in the order in which they were made; `None` if there is no such
    /// mailbox.
    pub fn contacts(&self, smtp_address: &str) -> Option<Vec<ContactState>> {
        self.shared.service.contacts(smtp_address)
    }

    /// Whether the contact list of the mailbox with an SMTP address is said to have been moved there
    /// (`SetImListMigrationCompleted`); `None` if there is no such mailbox.
    pub fn is_migration_completed(&self, smtp_address: &str) -> Option<bool> {
        self.shared.service.is_migration_completed(smtp_address)
    }

    /// The requests that came, in the order in which they began. Only the last are kept: 20,000 requests, and 64 MiB of
    /// bodies.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.shared.log.requests()
    }

    /// Forgets the requests that came; the counters stay.
    pub fn clear_requests(&self) {
        self.shared.log.clear();
    }

    /// How much there has been since the start.
    pub fn counters(&self) -> Counters {
        self.shared.log.counters()
    }

    /// How many calls have been under way at once, at most, from when their bodies have come until their answers go. Each
    /// holds what a [script](crate::script) lets it wait.
    pub fn most_at_once(&self) -> u64 {
        self.shared.under_way.most()
    }

    /// The same of the mailbox with an SMTP address; `None` if there is no such mailbox.
    pub fn most_at_once_of(&self, smtp_address: &str) -> Option<u64> {
        let mailbox = self.shared.service.addressee(smtp_address, b"")?;
        Some(self.shared.under_way.most_of(mailbox))
    }

    /// Adds the rules of a script, in its [text form](crate::script), behind those that there are.
    ///
    /// # Errors
    /// If the script cannot be read; then nothing is added.
    pub fn script(&self, text: &str) -> Result<(), ScriptError> {
        self.shared.script().add_script(text.parse()?);
        Ok(())
    }

    /// Adds a rule behind those that there are.
    pub fn inject(&self, rule: Rule) {
        self.shared.script().add(rule);
    }

    /// Removes all rules, so that nothing goes wrong any more.
    pub fn clear_script(&self) {
        self.shared.script().clear();
    }

    /// Takes a bearer token for an account from now on; for the time given, if one is given. A token that is known
    /// already is replaced.
    pub fn add_token(&self, token: impl Into<String>, account: impl Into<String>, validity: Option<Duration>) {
        self.shared.authentication.add_token(token.into(), account.into(), validity);
    }

    /// Refuses a bearer token from now on. Says whether it was known.
    pub fn revoke_token(&self, token: &str) -> bool {
        self.shared.authentication.revoke_token(token)
    }

    /// Stops the server: requests under way are answered, up to ten seconds, then all connections are closed.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        if let Some(serving) = self.serving.take() {
            // It neither panics nor is it aborted.
            let _ = serving.await;
        }
    }

    pub(crate) fn run(
        runtime: Runtime,
        shared: Arc<Shared>,
        listening: crate::server::Listening,
        url: String,
        address: SocketAddr,
    ) -> Self {
        let (stop, stopping) = watch::channel(false);
        let (done, stopped) = mpsc::channel();
        let serve = listening.serve(Arc::clone(&shared), stopping);
        let serving = runtime.spawn(async move {
            let _done: mpsc::Sender<()> = done;
            serve.await;
        });
        Self {
            shared,
            url,
            address,
            stop,
            serving: Some(serving),
            stopped: Mutex::new(stopped),
            runtime: Some(runtime),
        }
    }
}

/// All connections are closed at once, whatever is under way.
impl Drop for Simulator {
    fn drop(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.abort();
            // Ends as soon as the task has let go of its sender, and with it of the listener.
            let stopped = self.stopped.get_mut().unwrap_or_else(PoisonError::into_inner);
            let _ = stopped.recv_timeout(PATIENCE);
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("url", &self.url).field("counters", &self.counters()).finish_non_exhaustive()
    }
}
