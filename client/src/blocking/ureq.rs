//! Sending by ureq.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Instant;

use http::Request;
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig};

use super::Transport;
use crate::core::{BuildError, MAX_IDLE, no_certificate};
use crate::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind, is_about_certificate};

/// The transport over [`ureq`](https://docs.rs/ureq): HTTP/1.1, TLS by rustls with the authorities of the system, the proxy
/// that the environment names. It does not tell the server's certificate, so that authentication cannot be bound to the
/// TLS channel: `Reqwest` does. At the level `TRACE`, the library below it logs all that travels, credentials included: keep
/// `ureq_proto` from it.
#[derive(Clone)]
pub struct Ureq {
    agent: Agent,
    tls: TlsConfig,
}

impl Ureq {
    /// A transport that trusts the authorities of these certificates in PEM, or those of the system if there are none.
    ///
    /// # Errors
    /// If the certificates cannot be read.
    pub fn new(root_certificates: &[u8]) -> Result<Self, BuildError> {
        let roots = match root_certificates {
            [] => RootCerts::PlatformVerifier,
            pem => RootCerts::Specific(Arc::new(certificates(pem)?)),
        };
        let tls = TlsConfig::builder().root_certs(roots).build();
        Ok(Self { agent: agent(&tls, MAX_IDLE), tls })
    }
}

impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ureq").finish_non_exhaustive()
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<ureq::tls::Certificate<'static>>, BuildError> {
    let mut certificates = Vec::new();
    for item in ureq::tls::parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(error) => return Err(BuildError::new(format!("the certificates cannot be read: {error}"))),
        }
    }
    if certificates.is_empty() {
        return Err(no_certificate());
    }
    Ok(certificates)
}

fn agent(tls: &TlsConfig, max_idle: usize) -> Agent {
    let builder = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .tls_config(tls.clone())
        // All go to one host.
        .max_idle_connections(max_idle)
        .max_idle_connections_per_host(max_idle);
    builder.build().new_agent()
}

impl Transport for Ureq {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse<Box<dyn Read + Send>>, TransportError> {
        let HttpRequest { url, headers, body, timeout } = request;
        let mut request = Request::post(url).body(body.to_vec()).map_err(|error| failure(error.into()))?;
        *request.headers_mut() = headers;
        // A time beyond what the clock can tell never comes.
        let timeout = timeout.filter(|timeout| Instant::now().checked_add(*timeout).is_some());
        let request = self.agent.configure_request(request).timeout_global(timeout).build();
        let (head, body) = self.agent.run(request).map_err(failure)?.into_parts();
        let body: Box<dyn Read + Send> = Box::new(Body(body.into_reader()));
        Ok(HttpResponse::new(head.status, head.headers, body))
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        Some(Arc::new(Self { agent: agent(&self.tls, 1), tls: self.tls.clone() }))
    }
}

/// A body whose errors tell what sort of problem they are.
struct Body(ureq::BodyReader<'static>);

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| io::Error::other(failure(ureq::Error::from(error))))
    }
}

fn failure(error: ureq::Error) -> TransportError {
    use ureq::Error;
    let kind = match &error {
        Error::Io(error) if is_about_certificate(error) => TransportErrorKind::Untrusted,
        Error::Rustls(error) if is_about_certificate(error) => TransportErrorKind::Untrusted,
        Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => TransportErrorKind::Connect,
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::ConnectProxyFailed(_)
        | Error::Tls(_)
        | Error::Rustls(_) => TransportErrorKind::Connect,
        Error::Io(error) if is_before_sending(error.kind()) => TransportErrorKind::Connect,
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        Error::LargeResponseHeader(..) => TransportErrorKind::TooLong,
        Error::Io(_) | Error::Protocol(_) | Error::BodyStalled => TransportErrorKind::Broken,
        #[cfg(feature = "gzip")]
        Error::Decompress(..) => TransportErrorKind::Broken,
        _ => TransportErrorKind::Other,
    };
    TransportError::new(kind, error)
}

fn is_before_sending(kind: io::ErrorKind) -> bool {
    use io::ErrorKind;
    matches!(
        kind,
        ErrorKind::ConnectionRefused
            | ErrorKind::AddrNotAvailable
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
    )
}
