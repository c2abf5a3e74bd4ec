//! The loop that accepts connections and serves them until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::connection::{Connection, Shared};
use crate::patient::Patient;

/// How many connections are served at once; others wait to be accepted.
const MAX_CONNECTIONS: usize = 2_000;
/// How long requests may still take when the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// What the server listens on.
pub(crate) struct Listening {
    pub(crate) listener: TcpListener,
    pub(crate) tls: Option<TlsAcceptor>,
}

impl Listening {
    /// Serves until `stop` becomes true; requests that are under way are finished.
    pub(crate) async fn serve(self, shared: Arc<Shared>, stop: watch::Receiver<bool>) {
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut connections = JoinSet::new();
        let stopped = told(stop.clone());
        tokio::pin!(stopped);
        loop {
            let accepted = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (place, self.listener.accept().await)
            };
            tokio::select! {
                () = &mut stopped => break,
                Some(_) = connections.join_next() => {}
                (place, accepted) = accepted => match accepted {
                    Ok((stream, _)) => {
                        let serving = serve_stream(stream, self.tls.clone(), Arc::clone(&shared), stop.clone());
                        connections.spawn(async move {
                            serving.await;
                            drop(place);
                        });
                    }
                    // There are too many open files, say: closing others helps.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                },
            }
        }
        drop(self.listener);
        let _ = tokio::time::timeout(GRACE, async { while connections.join_next().await.is_some() {} }).await;
    }
}

/// Serves a connection.
async fn serve_stream(stream: TcpStream, tls: Option<TlsAcceptor>, shared: Arc<Shared>, stop: watch::Receiver<bool>) {
    let number = shared.log.connection();
    if shared.script().drops_connection() {
        return;
    }
    // Without this, an answer in two pieces waits for the client's acknowledgement of the first.
    let _ = stream.set_nodelay(true);
    match tls {
        None => serve_http(stream, number, shared, stop).await,
        Some(tls) => {
            let handshake = tokio::time::timeout(shared.limits.patience, tls.accept(stream));
            if let Ok(Ok(stream)) = handshake.await {
                serve_http(stream, number, shared, stop).await;
            }
        }
    }
}

async fn serve_http(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send,
    number: u64,
    shared: Arc<Shared>,
    stop: watch::Receiver<bool>,
) {
    let patience = shared.limits.patience;
    let connection = Connection::new(shared, number);
    let service = service_fn(|request| connection.answer(request));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience);
    let served = builder.serve_connection(TokioIo::new(Patient::new(stream, patience)), service);
    tokio::pin!(served);
    tokio::select! {
        // What goes wrong with a connection is the client's affair, or wanted.
        _ = served.as_mut() => return,
        () = told(stop) => {}
    }
    served.as_mut().graceful_shutdown();
    let _ = served.await;
}

/// Ends when the server is told to stop, or is gone.
async fn told(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Binds an address; the future's runtime has to be entered.
pub(crate) fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let listener = std::net::TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener)
}
