//! Sending by reqwest, without async.

use std::fmt;
use std::future::Future;
use std::io::{self, Read};
use std::sync::{Arc, mpsc};

use bytes::Bytes;
use tokio::runtime::{Builder, Runtime};

use super::Transport;
use crate::client::{Body, Reqwest as Sender, Transport as Sending};
use crate::core::BuildError;
use crate::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind};

/// The transport over reqwest for the client without async: a thread of its own does what reqwest leaves to do. It tells the
/// server's certificate, so that authentication can be bound to the TLS channel, which Exchange demands by default since
/// 2019 CU14 (Extended Protection).
///
/// ```
/// use ews_im::blocking::{Client, Reqwest};
///
/// let transport = Reqwest::new(&[])?;
/// let client = Client::builder("https://mail.contoso.com/EWS/Exchange.asmx").transport(transport).build()?;
/// # Ok::<(), ews_im::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Reqwest {
    sender: Arc<dyn Sending>,
    thread: Arc<Thread>,
}

impl Reqwest {
    /// A transport that trusts the authorities of these certificates in PEM, or those of the system if there are none.
    ///
    /// # Errors
    /// If the certificates cannot be read, if those of the system are not to be had, or if the system has no thread left.
    pub fn new(root_certificates: &[u8]) -> Result<Self, BuildError> {
        let sender = Sender::new(root_certificates)?;
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("ews-im").enable_all().build();
        let runtime = runtime.map_err(|error| BuildError::new(format!("there is no thread to send by: {error}")))?;
        Ok(Self { sender: Arc::new(sender), thread: Arc::new(Thread(Some(runtime))) })
    }
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse<Box<dyn Read + Send>>, TransportError> {
        let sender = Arc::clone(&self.sender);
        let answer = self.thread.run(async move { sender.send(request).await }).unwrap_or_else(|| Err(ended()))?;
        let thread = Arc::clone(&self.thread);
        Ok(answer.map(|body| Box::new(Incoming { thread, body: Some(body), part: Bytes::new() }) as Box<_>))
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        let sender = self.sender.dedicated()?;
        Some(Arc::new(Self { sender, thread: Arc::clone(&self.thread) }))
    }
}

/// The thread on which reqwest works.
struct Thread(Option<Runtime>);

impl Thread {
    /// Has a future run, and waits for it. Waiting does not use the runtime, so that callers which are themselves on a thread
    /// of one do not panic. `None` if the future panicked.
    fn run<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let (sender, receiver) = mpsc::channel();
        self.0.as_ref()?.spawn(async move {
            // Nobody waits for it any more if this fails.
            let _ = sender.send(future.await);
        });
        receiver.recv().ok()
    }
}

/// The last user of a runtime may be on a thread of another one, where waiting for its end would panic.
impl Drop for Thread {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

fn ended() -> TransportError {
    TransportError::new(TransportErrorKind::Other, "the thread that sends has ended")
}

/// A body on its way.
struct Incoming {
    thread: Arc<Thread>,
    /// `None` once it has failed or come to its end.
    body: Option<Box<dyn Body>>,
    /// What has come and not been read.
    part: Bytes,
}

impl Read for Incoming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.part.is_empty()
            && let Some(mut body) = self.body.take()
        {
            let next = self.thread.run(async move {
                let part = body.chunk().await;
                (part, body)
            });
            let (part, body) = next.ok_or_else(|| io::Error::other(ended()))?;
            if let Some(part) = part.map_err(io::Error::other)? {
                (self.part, self.body) = (part, Some(body));
            }
        }
        let n_bytes = self.part.len().min(buffer.len());
        let read = self.part.split_to(n_bytes);
        if let Some(room) = buffer.get_mut(..n_bytes) {
            room.copy_from_slice(&read);
        }
        Ok(n_bytes)
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}
