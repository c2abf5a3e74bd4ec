//! TLS on the server's side.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What the server shows of itself, and proves.
pub(crate) struct Identity {
    pub(crate) config: Arc<ServerConfig>,
    /// The server's certificate in DER.
    pub(crate) certificate: Vec<u8>,
}

/// A configuration of rustls with ring, for HTTP/1.1 alone, from a chain of certificates and a private key in PEM.
///
/// # Errors
/// A sentence that says what is wrong with them.
pub(crate) fn identity(chain: &[u8], key: &[u8]) -> Result<Identity, String> {
    let chain = CertificateDer::pem_slice_iter(chain)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| format!("the certificates cannot be read as PEM: {error}"))?;
    let Some(first) = chain.first() else {
        return Err("expected at least one certificate in PEM, found none".to_owned());
    };
    let certificate = first.to_vec();
    let key = PrivateKeyDer::from_pem_slice(key)
        .map_err(|error| format!("the private key cannot be read as PEM: {error}"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| format!("certificates and private key cannot be used: {error}"))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Identity { config: Arc::new(config), certificate })
}
