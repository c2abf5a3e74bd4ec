//! Sending by reqwest.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect::Policy;
use reqwest::tls::TlsInfo;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::connection::Dedicated;
use super::{Body, BoxFuture, Transport};
use crate::core::{BuildError, no_certificate};
use crate::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind, is_about_certificate};

/// The transport over [`reqwest`](https://docs.rs/reqwest): HTTP/1.1, TLS by rustls with the authorities of the system, the
/// proxy of the system. It needs a runtime of tokio.
#[derive(Clone)]
pub struct Reqwest {
    client: reqwest::Client,
    tls: ClientConfig,
}

impl Reqwest {
    /// A transport that trusts the authorities of these certificates in PEM, or those of the system if there are none.
    ///
    /// # Errors
    /// If the certificates cannot be read, or if those of the system are not to be had.
    pub fn new(root_certificates: &[u8]) -> Result<Self, BuildError> {
        let tls = tls(root_certificates)?;
        let client = build(&tls).map_err(|error| BuildError::new(told(&error)))?;
        Ok(Self { client, tls })
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}

fn build(tls: &ClientConfig) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls.clone())
        .tls_info(true)
        .http1_only()
        .redirect(Policy::none())
        .referer(false)
        .build()
}

fn tls(root_certificates: &[u8]) -> Result<ClientConfig, BuildError> {
    let failed = |error: &dyn StdError| BuildError::new(format!("TLS cannot be set up: {}", told(error)));
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| failed(&error))?;
    if root_certificates.is_empty() {
        let builder = builder.with_platform_verifier().map_err(|error| failed(&error))?;
        return Ok(builder.with_no_client_auth());
    }
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(root_certificates) {
        let unreadable = |error| BuildError::new(format!("the certificates cannot be read: {error}"));
        roots.add(certificate.map_err(unreadable)?).map_err(|error| failed(&error))?;
    }
    if roots.is_empty() {
        return Err(no_certificate());
    }
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let HttpRequest { url, headers, body, timeout } = request;
            let mut builder = self.client.post(url.to_string()).headers(headers).body(body);
            if let Some(timeout) = timeout {
                builder = builder.timeout(timeout);
            }
            let response = builder.send().await.map_err(failure)?;
            let (status, headers) = (response.status(), response.headers().clone());
            let info = response.extensions().get::<TlsInfo>();
            let peer_certificate = info.and_then(|info| info.peer_certificate()).map(Bytes::copy_from_slice);
            let body: Box<dyn Body> = Box::new(Incoming(response));
            Ok(HttpResponse { peer_certificate, ..HttpResponse::new(status, headers, body) })
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn dedicated(&self) -> Option<Arc<dyn Transport>> {
        Some(Arc::new(Dedicated::new(self.tls.clone())))
    }
}

struct Incoming(reqwest::Response);

impl Body for Incoming {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { self.0.chunk().await.map_err(failure) })
    }
}

/// Says what sort of problem an error is. The address is left out: the caller knows it.
fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if is_about_certificate(&error) {
        TransportErrorKind::Untrusted
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_builder() || error.is_status() || error.is_redirect() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Broken
    };
    TransportError::new(kind, error)
}

/// An error with what caused it, in one line.
fn told(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
