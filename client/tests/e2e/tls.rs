//! TLS with a private CA: which certificates are taken.

use ews_im::http::TransportErrorKind;
use ews_im::types::{AddImGroup, GetImItemList};
use ews_im::{CallOptions, Error, RetryPolicy};
use ews_im_simulator::Simulator;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};

use crate::clients::{Kind, Settings, each};
use crate::scene::{builder, n_groups, start};

type Ca = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Ca {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A server that is called `localhost`, with a certificate of an authority for a name.
fn secure(ca: &Ca, name: &str, is_expired: bool) -> Simulator {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    if is_expired {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    }
    let certificate = params.signed_by(&key, ca).unwrap();
    let builder = builder().tls(certificate.pem(), key.serialize_pem()).host("localhost");
    builder.start_blocking().unwrap()
}

fn trusting(roots: impl Into<Vec<u8>>) -> Settings {
    // With a policy, which must not go on asking.
    let options = CallOptions::new().retry(RetryPolicy::bounded(3));
    Settings { roots: roots.into(), ..Settings::with(options) }
}

#[test]
fn a_company_may_have_its_own_authority() {
    each(|kind| {
        let ca = authority();
        let simulator = secure(&ca, "localhost", false);
        assert!(simulator.url().starts_with("https://localhost:"));
        // Among others, and with other things around.
        let bundle = format!("The authorities\n{}\n{}", authority().pem(), ca.pem());
        for roots in [ca.pem(), bundle] {
            let client = kind.client_with(simulator.url(), &trusting(roots));
            client.call(&GetImItemList::default()).unwrap();
        }
        let client = kind.client_with(simulator.url(), &trusting(ca.pem()));
        client.call(&AddImGroup::new("New").unwrap()).unwrap();
        client.call(&GetImItemList::default()).unwrap();
        assert_eq!((n_groups(&simulator, "New"), simulator.counters().calls), (1, 4));
    });
}

/// A connection that must not come about. Trying again does not help, and nothing has been sent.
fn refused(kind: Kind, simulator: &Simulator, settings: &Settings) {
    let error = kind.client_with(simulator.url(), settings).call(&GetImItemList::default()).unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.error.kind(), TransportErrorKind::Untrusted, "{error:?}");
    assert_eq!((error.is_transient(), error.call().attempts, error.call().status), (false, 1, None), "{error:?}");
    assert!(error.to_string().starts_with("no answer: the server's certificate is not trusted"), "{error}");
    assert_eq!((simulator.counters().requests, simulator.counters().connections), (0, 1));
}

#[test]
fn other_certificates_are_refused() {
    each(|kind| {
        let ca = authority();
        // Of an authority that nobody has heard of.
        refused(kind, &secure(&ca, "localhost", false), &trusting(authority().pem()));
        // For another host.
        refused(kind, &secure(&ca, "mail.contoso.com", false), &trusting(ca.pem()));
        // Out of date.
        refused(kind, &secure(&ca, "localhost", true), &trusting(ca.pem()));
    });
}

/// Unless told, the authorities of the system are trusted, which do not know a private one.
#[test]
fn a_private_authority_must_be_named() {
    each(|kind| {
        let simulator = secure(&authority(), "localhost", false);
        let error = match kind.try_client_with(simulator.url(), &Settings::default()) {
            Ok(client) => client.call(&GetImItemList::default()).unwrap_err(),
            // A system without any authority has nothing to trust.
            Err(error) => return assert!(error.to_string().contains("TLS"), "{error}"),
        };
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!(simulator.counters().requests, 0);
    });
}

/// A server that does not speak TLS.
#[test]
fn a_server_without_tls() {
    each(|kind| {
        let simulator = start();
        let url = simulator.url().replace("http://", "https://");
        let client = kind.client_with(&url, &Settings { roots: authority().pem().into_bytes(), ..Settings::default() });
        let error = client.call(&AddImGroup::new("New").unwrap()).unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!((n_groups(&simulator, "New"), simulator.counters().calls), (0, 0));
    });
}

#[test]
fn authorities_must_be_certificates() {
    each(|kind| {
        let key = KeyPair::generate().unwrap().serialize_pem();
        for roots in ["none".to_owned(), key] {
            let error = kind.try_client_with("https://localhost/", &trusting(roots)).unwrap_err();
            let expected = "there is no certificate among the certificates; they must be in PEM";
            assert_eq!(error.to_string(), expected);
        }
    });
}
