//! The two clients with one face, so that a scenario is written once.

use std::fmt;
use std::sync::{Arc, LazyLock};

use ews_im::auth::{Authenticate, AuthenticationError, SecretString, TokenReason};
use ews_im::types::GetImItemList;
use ews_im::{
    BoxFuture, BuildError, CallOptions, Client, ImItem, ImItems, ImRequest, Operation, RawElement, RawRequest,
    Response, Result, blocking,
};
use tokio::runtime::Runtime;

/// What a call gives.
pub(crate) type Outcome<R> = Result<Response<<<R as ImRequest>::Im as Operation>::Response>>;

/// A function that issues tokens.
pub(crate) type Tokens = Arc<dyn Fn(TokenReason) -> Result<SecretString, AuthenticationError> + Send + Sync>;

/// Where the client with async lives.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
});

/// Which client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// With async, over reqwest.
    Reqwest,
    /// Without, over ureq.
    Ureq,
}

/// Plays a scenario by each client.
pub(crate) fn each(scenario: impl Fn(Kind)) {
    for kind in [Kind::Reqwest, Kind::Ureq] {
        // Which one it was is shown if the scenario fails.
        eprintln!("by {kind:?}");
        scenario(kind);
    }
}

/// How a client is set up, whichever it is.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) options: CallOptions,
    pub(crate) hook: Option<Arc<dyn Authenticate>>,
    pub(crate) tokens: Option<Tokens>,
    pub(crate) roots: Vec<u8>,
    pub(crate) user_agent: Option<&'static str>,
    pub(crate) max_answer_bytes: Option<usize>,
    pub(crate) one_at_a_time: bool,
    pub(crate) trace_bodies: bool,
}

impl Settings {
    pub(crate) fn with(options: CallOptions) -> Self {
        Self { options, ..Self::default() }
    }

    pub(crate) fn authenticating(way: impl Authenticate) -> Self {
        Self { hook: Some(Arc::new(way)), ..Self::default() }
    }

    pub(crate) fn tokens(
        provider: impl Fn(TokenReason) -> Result<SecretString, AuthenticationError> + Send + Sync + 'static,
    ) -> Self {
        Self { tokens: Some(Arc::new(provider)), ..Self::default() }
    }
}

/// A way of authentication that scenarios share.
struct Hook(Arc<dyn Authenticate>);

impl Authenticate for Hook {
    fn begin(&self) -> Box<dyn ews_im::auth::Conversation> {
        self.0.begin()
    }

    fn is_connection_bound(&self) -> bool {
        self.0.is_connection_bound()
    }
}

/// A provider with async around a function.
struct Provider(Tokens);

impl ews_im::TokenProvider for Provider {
    fn token(&self, reason: TokenReason) -> BoxFuture<'_, Result<SecretString, AuthenticationError>> {
        Box::pin(async move { (self.0)(reason) })
    }
}

/// One of the two clients.
#[derive(Clone)]
pub(crate) enum AnyClient {
    Reqwest(Client),
    Ureq(blocking::Client),
}

/// Both builders have the same methods, but no trait in common.
macro_rules! set_up {
    ($builder:expr, $settings:expr, $provider:expr) => {{
        let settings: &Settings = $settings;
        let mut builder = $builder
            .options(settings.options.clone())
            .one_at_a_time(settings.one_at_a_time)
            .trace_bodies(settings.trace_bodies)
            .root_certificates(settings.roots.clone());
        if let Some(hook) = &settings.hook {
            builder = builder.auth(Hook(hook.clone()));
        }
        if let Some(tokens) = &settings.tokens {
            builder = builder.token_provider($provider(tokens.clone()));
        }
        if let Some(text) = settings.user_agent {
            builder = builder.user_agent(text);
        }
        if let Some(bytes) = settings.max_answer_bytes {
            builder = builder.max_answer_bytes(bytes);
        }
        builder.build()
    }};
}

impl Kind {
    pub(crate) fn client(self, url: &str) -> AnyClient {
        self.client_with(url, &Settings::default())
    }

    pub(crate) fn client_with(self, url: &str, settings: &Settings) -> AnyClient {
        self.try_client_with(url, settings).expect("a client")
    }

    pub(crate) fn try_client_with(self, url: &str, settings: &Settings) -> Result<AnyClient, BuildError> {
        match self {
            Self::Reqwest => set_up!(Client::builder(url), settings, Provider).map(AnyClient::Reqwest),
            Self::Ureq => {
                let provider = |tokens: Tokens| move |reason| tokens(reason);
                set_up!(blocking::Client::builder(url), settings, provider).map(AnyClient::Ureq)
            }
        }
    }
}

impl AnyClient {
    pub(crate) fn call<R: ImRequest>(&self, request: &R) -> Outcome<R> {
        self.call_with(request, &CallOptions::new())
    }

    pub(crate) fn call_with<R: ImRequest>(&self, request: &R, options: &CallOptions) -> Outcome<R> {
        block_on(self.wait_for(request, options))
    }

    /// The same for callers with async: the client without it lets the whole thread wait.
    pub(crate) async fn wait_for<R: ImRequest>(&self, request: &R, options: &CallOptions) -> Outcome<R> {
        match self {
            Self::Reqwest(client) => client.call_with(request, options).await,
            Self::Ureq(client) => client.call_with(request, options),
        }
    }

    pub(crate) fn send_raw(&self, request: &RawRequest, options: &CallOptions) -> Result<Response<RawElement>> {
        match self {
            Self::Reqwest(client) => block_on(client.send_raw(request, options)),
            Self::Ureq(client) => client.send_raw(request, options),
        }
    }

    /// All that a list hands out one by one, to its end.
    pub(crate) fn items(&self, request: &GetImItemList) -> Vec<Result<ImItem>> {
        let options = CallOptions::new();
        match self {
            Self::Reqwest(client) => block_on(async {
                let mut items = client.im_items(request, &options).await.expect("a list");
                let all = all(&mut items).await;
                items.finish().await.expect("the end of the list");
                all
            }),
            Self::Ureq(client) => {
                let mut items = client.im_items(request, &options).expect("a list");
                let all = items.by_ref().collect();
                items.finish().expect("the end of the list");
                all
            }
        }
    }

    /// The same of a list that may have no end.
    pub(crate) fn some_items(&self, request: &GetImItemList, options: &CallOptions) -> Result<Vec<Result<ImItem>>> {
        match self {
            Self::Reqwest(client) => block_on(async { Ok(all(&mut client.im_items(request, options).await?).await) }),
            Self::Ureq(client) => Ok(client.im_items(request, options)?.collect()),
        }
    }

    pub(crate) fn with_options(&self, options: &CallOptions) -> Self {
        match self {
            Self::Reqwest(client) => Self::Reqwest(client.with_options(options)),
            Self::Ureq(client) => Self::Ureq(client.with_options(options)),
        }
    }
}

async fn all(items: &mut ImItems<'_>) -> Vec<Result<ImItem>> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item);
    }
    all
}

impl fmt::Debug for AnyClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reqwest(client) => client.fmt(f),
            Self::Ureq(client) => client.fmt(f),
        }
    }
}

/// Runs futures at once to their ends: as tasks for the client with async, on threads of their own for the one without.
pub(crate) fn at_once<F: Future<Output: Send> + Send + 'static>(kind: Kind, futures: Vec<F>) -> Vec<F::Output> {
    match kind {
        Kind::Reqwest => {
            let tasks: Vec<_> = futures.into_iter().map(|future| RUNTIME.spawn(future)).collect();
            tasks.into_iter().map(|task| block_on(task).expect("a task that ends")).collect()
        }
        Kind::Ureq => std::thread::scope(|scope| {
            let threads: Vec<_> = futures.into_iter().map(|future| scope.spawn(|| block_on(future))).collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread that ends")).collect()
        }),
    }
}

/// Runs a future to its end. The connections of clients go on living beside it.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    RUNTIME.block_on(future)
}
