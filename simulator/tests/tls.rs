//! TLS with a private CA.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::net::TcpStream;
use std::sync::Arc;

use ews_im_simulator::Simulator;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

mod support;
use support::{Wire, add_group};

struct Certificates {
    ca: CertificateDer<'static>,
    chain: String,
    key: String,
}

/// A server's certificate for `localhost` by a CA of its own.
fn certificates() -> Certificates {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &ca).unwrap();
    Certificates { ca: ca.der().clone(), chain: certificate.pem(), key: key.serialize_pem() }
}

fn connect(simulator: &Simulator, roots: RootCertStore) -> Wire<StreamOwned<ClientConnection, TcpStream>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    let connection = ClientConnection::new(config, ServerName::try_from("localhost").unwrap()).unwrap();
    Wire::over(StreamOwned::new(connection, TcpStream::connect(simulator.address()).unwrap()))
}

#[test]
fn requests_come_over_tls() {
    let Certificates { ca, chain, key } = certificates();
    let simulator = Simulator::builder().tls(chain, key).host("localhost").start_blocking().unwrap();
    let port = simulator.address().port();
    assert_eq!(simulator.url(), format!("https://localhost:{port}/EWS/Exchange.asmx"));
    let mut roots = RootCertStore::empty();
    roots.add(ca).unwrap();
    let mut wire = connect(&simulator, roots);
    for name in ["Friends", "Family"] {
        let answer = wire.post(&[], &add_group(name)).unwrap();
        assert_eq!((answer.status, answer.response().1.as_str()), (200, "NoError"));
        assert_eq!(answer.header("set-cookie"), Some("X-BackEndCookie=EX01; path=/EWS; secure; HttpOnly"));
    }
    // Neither one who does not trust the CA nor one who speaks plainly gets through.
    assert!(connect(&simulator, RootCertStore::empty()).post(&[], &add_group("Work")).is_none());
    let mut plain = TcpStream::connect(simulator.address()).unwrap();
    std::io::Write::write_all(&mut plain, &support::post(&[], &add_group("Work"))).unwrap();
    let mut bytes = Vec::new();
    let _ = std::io::Read::read_to_end(&mut plain, &mut bytes);
    assert!(!bytes.starts_with(b"HTTP"), "{bytes:?}");
    assert_eq!(simulator.counters().calls, 2);
}

#[test]
fn what_is_no_certificate_is_an_error() {
    let Certificates { chain, key, .. } = certificates();
    let error = |chain: &str, key: &str| Simulator::builder().tls(chain, key).start_blocking().unwrap_err().to_string();
    assert_eq!(error("", &key), "expected at least one certificate in PEM, found none");
    assert!(error(&chain, "").starts_with("the private key cannot be read as PEM: "));
    let other = KeyPair::generate().unwrap().serialize_pem();
    assert!(error(&chain, &other).starts_with("certificates and private key cannot be used: "));
}
