//! A connection of one's own, for authentication that is bound to it.
//!
//! A pool cannot promise that two requests travel over one connection: reqwest's opens another one if the first has not come
//! back in time.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HOST};
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::{Body, BoxFuture, Transport};
use crate::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind, is_about_certificate};

/// A transport of one connection, which is made again when the server has closed it. Proxies of the system are used for TLS
/// alone: those for plain HTTP may share a connection among callers.
pub(super) struct Dedicated {
    tls: Arc<ClientConfig>,
    link: Mutex<Option<Link>>,
}

struct Link {
    sender: SendRequest<Full<Bytes>>,
    peer_certificate: Option<Bytes>,
}

impl Dedicated {
    pub(super) fn new(tls: ClientConfig) -> Self {
        Self { tls: Arc::new(tls), link: Mutex::new(None) }
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse<Incoming>, TransportError> {
        let url = request.url.clone();
        let mut request = message(request)?;
        let mut link = self.link.lock().await;
        // A connection that the server has closed in the meantime gives the request back unsent.
        if let Some(Link { sender, peer_certificate }) = &mut *link
            && sender.ready().await.is_ok()
        {
            match sender.try_send_request(request).await {
                Ok(response) => return Ok(answer(response, peer_certificate.clone(), false)),
                Err(mut error) => match error.take_message() {
                    Some(unsent) => request = unsent,
                    None => return Err(broken(error.into_error())),
                },
            }
        }
        let Link { sender, peer_certificate } = link.insert(self.connect(&url).await?);
        let response = sender.send_request(request).await.map_err(broken)?;
        Ok(answer(response, peer_certificate.clone(), true))
    }

    async fn connect(&self, url: &Uri) -> Result<Link, TransportError> {
        let is_tls = url.scheme_str() == Some("https");
        let stream = open(url, is_tls).await?;
        if !is_tls {
            return handshake(stream, None).await;
        }
        let host = url.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host).map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        let stream = TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream).await.map_err(unconnected)?;
        let certificates = stream.get_ref().1.peer_certificates();
        let certificate = certificates.and_then(|all| all.first()).map(|first| Bytes::copy_from_slice(first));
        handshake(stream, certificate).await
    }
}

/// Opens a connection to the server, or through a proxy.
async fn open(url: &Uri, is_tls: bool) -> Result<TcpStream, TransportError> {
    let mut direct = HttpConnector::new();
    direct.enforce_http(false);
    direct.set_nodelay(true);
    let stream = match Matcher::from_system().intercept(url).filter(|_| is_tls) {
        None => direct.call(url.clone()).await.map_err(unconnected)?,
        Some(proxy) => {
            let mut tunnel = Tunnel::new(proxy.uri().clone(), direct);
            if let Some(auth) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(auth.clone());
            }
            tunnel.call(url.clone()).await.map_err(unconnected)?
        }
    };
    Ok(stream.into_inner())
}

async fn handshake(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer_certificate: Option<Bytes>,
) -> Result<Link, TransportError> {
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(unconnected)?;
    // It ends with the sender, or when the server closes; the sender tells then what was wrong.
    tokio::spawn(async move { drop(connection.await) });
    Ok(Link { sender, peer_certificate })
}

/// The request as it is sent: with the path alone, and the host in a header.
fn message(request: HttpRequest) -> Result<Request<Full<Bytes>>, TransportError> {
    let refused = |error: http::Error| TransportError::new(TransportErrorKind::Other, error);
    let HttpRequest { url, headers, body, .. } = request;
    let host = url.authority().map_or("", |authority| authority.as_str());
    let host = HeaderValue::from_str(host).map_err(|error| refused(error.into()))?;
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let mut message = Request::post(path).body(Full::new(body)).map_err(refused)?;
    *message.headers_mut() = headers;
    message.headers_mut().entry(HOST).or_insert(host);
    #[cfg(feature = "gzip")]
    message.headers_mut().entry(http::header::ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
    Ok(message)
}

fn answer(response: Response<Incoming>, peer_certificate: Option<Bytes>, is_new: bool) -> HttpResponse<Incoming> {
    let (head, body) = response.into_parts();
    let answer = HttpResponse::new(head.status, head.headers, body);
    HttpResponse { peer_certificate, is_new_connection: is_new, ..answer }
}

impl Transport for Dedicated {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let deadline = request.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
            let mut answer = in_time(deadline, self.exchange(request)).await?;
            let encoding = answer.headers.get(CONTENT_ENCODING).cloned();
            let decoder = Decoder::of(encoding.as_ref())?;
            if encoding.is_some() {
                answer.headers.remove(CONTENT_ENCODING);
                answer.headers.remove(CONTENT_LENGTH);
            }
            Ok(answer.map(|body| Box::new(Rest { body, deadline, decoder, waiting: Bytes::new() }) as Box<dyn Body>))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A body on its way.
struct Rest {
    body: Incoming,
    deadline: Option<Instant>,
    decoder: Decoder,
    /// What has come and not been decoded.
    waiting: Bytes,
}

impl Body for Rest {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async {
            loop {
                while !self.waiting.is_empty() {
                    let part = self.decoder.decode(&mut self.waiting)?;
                    if !part.is_empty() {
                        return Ok(Some(part));
                    }
                }
                let frame =
                    in_time(self.deadline, async { self.body.frame().await.transpose().map_err(broken) }).await?;
                let Some(frame) = frame else { return self.decoder.end() };
                // Trailers say nothing.
                if let Ok(data) = frame.into_data() {
                    self.waiting = data;
                }
            }
        })
    }
}

/// How many compressed bytes are decoded at once.
#[cfg(feature = "gzip")]
const PIECE: usize = 4 << 10;

/// What makes the body of an answer out of what was sent.
enum Decoder {
    Plain,
    #[cfg(feature = "gzip")]
    Gzip(Box<flate2::write::MultiGzDecoder<Vec<u8>>>),
}

impl Decoder {
    fn of(encoding: Option<&HeaderValue>) -> Result<Self, TransportError> {
        match encoding.map(|encoding| encoding.as_bytes().to_ascii_lowercase()).as_deref() {
            None | Some(b"identity") => Ok(Self::Plain),
            #[cfg(feature = "gzip")]
            Some(b"gzip" | b"x-gzip") => Ok(Self::Gzip(Box::new(flate2::write::MultiGzDecoder::new(Vec::new())))),
            Some(_) => {
                Err(TransportError::new(TransportErrorKind::Other, "the answer has an encoding that nobody asked for"))
            }
        }
    }

    /// Decodes the beginning of what has come. It may be a thousand times as long: a caller with a limit can stop here.
    fn decode(&mut self, data: &mut Bytes) -> Result<Bytes, TransportError> {
        match self {
            Self::Plain => Ok(std::mem::take(data)),
            #[cfg(feature = "gzip")]
            Self::Gzip(decoder) => {
                let piece = data.split_to(data.len().min(PIECE));
                std::io::Write::write_all(decoder, &piece).map_err(broken)?;
                Ok(Bytes::from(std::mem::take(decoder.get_mut())))
            }
        }
    }

    /// What is left at the end.
    fn end(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self {
            Self::Plain => Ok(None),
            #[cfg(feature = "gzip")]
            Self::Gzip(decoder) => {
                decoder.try_finish().map_err(broken)?;
                let part = Bytes::from(std::mem::take(decoder.get_mut()));
                *self = Self::Plain;
                Ok((!part.is_empty()).then_some(part))
            }
        }
    }
}

async fn in_time<T>(
    deadline: Option<Instant>,
    future: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    match deadline {
        None => future.await,
        Some(deadline) => {
            let late = |error| TransportError::new(TransportErrorKind::Timeout, error);
            timeout_at(deadline, future).await.map_err(late)?
        }
    }
}

fn unconnected(error: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    let is_untrusted = is_about_certificate(&error);
    let kind = if is_untrusted { TransportErrorKind::Untrusted } else { TransportErrorKind::Connect };
    TransportError::new(kind, error)
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Broken, error)
}

#[cfg(all(test, feature = "gzip"))]
mod tests {
    use std::io::Write;

    use bytes::Bytes;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use http::HeaderValue;

    use super::Decoder;

    #[test]
    fn what_expands_without_measure_comes_in_pieces() -> Result<(), Box<dyn std::error::Error>> {
        let n_bytes = 64 << 20;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..n_bytes >> 20 {
            encoder.write_all(&[b' '; 1 << 20])?;
        }
        let mut compressed = Bytes::from(encoder.finish()?);
        let mut decoder = Decoder::of(Some(&HeaderValue::from_static("gzip")))?;
        let mut n_decoded = 0;
        while !compressed.is_empty() {
            let part = decoder.decode(&mut compressed)?;
            assert!(part.len() <= 8 << 20, "{}", part.len());
            n_decoded += part.len();
        }
        n_decoded += decoder.end()?.map_or(0, |part| part.len());
        assert_eq!(n_decoded, n_bytes);
        Ok(())
    }
}
