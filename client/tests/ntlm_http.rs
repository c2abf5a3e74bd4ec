//! NTLM and Negotiate over HTTP, by the clients with and without async, against the stand-in.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use ews_im::auth::{Authenticate, Negotiate, Ntlm};
use ews_im::types::{AddImGroup, GetImItemList};
use ews_im::{CallOptions, Client, Error, RetryPolicy, blocking};
use ews_im_simulator::{Account, Builder, ExtendedProtection, ReceivedRequest, Scheme, Simulator};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, PKCS_ECDSA_P384_SHA384};
use tokio::runtime::Runtime;

const USER: &str = "anna@contoso.com";
const PASSWORD: &str = "correct hörse";
const SCHEMES: [Scheme; 2] = [Scheme::Ntlm, Scheme::Negotiate];

fn server(scheme: Scheme) -> Builder {
    Simulator::builder().account(Account::new(USER, PASSWORD)).authentication([Scheme::Basic, scheme])
}

/// A client with async or one without.
enum Either {
    Async(Client, Runtime),
    Blocking(blocking::Client),
}

impl Either {
    fn list(&self) -> Result<(), Error> {
        match self {
            Self::Async(client, runtime) => runtime.block_on(client.call(&GetImItemList::default())).map(drop),
            Self::Blocking(client) => client.call(&GetImItemList::default()).map(drop),
        }
    }

    fn add(&self, group: &str) -> Result<(), Error> {
        let request = AddImGroup::new(group).unwrap();
        match self {
            Self::Async(client, runtime) => runtime.block_on(client.call(&request)).map(drop),
            Self::Blocking(client) => client.call(&request).map(drop),
        }
    }
}

/// The client over reqwest, that without async over ureq, and that over reqwest, with these credentials.
fn clients(simulator: &Simulator, scheme: Scheme, user: &str, password: &str, roots: &str) -> [Either; 3] {
    match scheme {
        Scheme::Ntlm => clients_by(simulator, Ntlm::new(user, password), roots),
        _ => clients_by(simulator, Negotiate::new(user, password), roots),
    }
}

fn clients_by(simulator: &Simulator, way: impl Authenticate + Clone, roots: &str) -> [Either; 3] {
    let options = CallOptions::new().retry(RetryPolicy::bounded(3).first_wait(Duration::from_millis(1)));
    let client = Client::builder(simulator.url()).auth(way.clone()).options(options.clone()).root_certificates(roots);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let blocking = || blocking::Client::builder(simulator.url()).auth(way.clone()).options(options.clone());
    let ureq = blocking().root_certificates(roots).build().unwrap();
    let reqwest = blocking().transport(blocking::Reqwest::new(roots.as_bytes()).unwrap()).build().unwrap();
    [Either::Async(client.build().unwrap(), runtime), Either::Blocking(ureq), Either::Blocking(reqwest)]
}

/// What the server saw, a request an item: the scheme in `Authorization`, and the status of the answer.
fn course(requests: &[ReceivedRequest]) -> Vec<(Option<&str>, u16)> {
    requests.iter().map(|request| (request.header("authorization"), request.status.unwrap().as_u16())).collect()
}

#[test]
fn a_connection_is_known_after_one_handshake() {
    for scheme in SCHEMES {
        let simulator = server(scheme).start_blocking().unwrap();
        for user in [USER, r"CONTOSO\anna"] {
            for client in clients(&simulator, scheme, user, PASSWORD, "") {
                simulator.clear_requests();
                for _ in 0..3 {
                    client.list().unwrap();
                }
                let (requests, name) = (simulator.requests(), Some(scheme.name()));
                assert_eq!(course(&requests), [(name, 401), (name, 200), (None, 200), (None, 200)]);
                assert!(requests.iter().all(|request| request.connection == requests[0].connection));
                assert_eq!(requests[3].account.as_deref(), Some(USER));
            }
        }
    }
}

#[test]
fn who_is_refused_gets_the_refusal_as_an_error() {
    for scheme in SCHEMES {
        let simulator = server(scheme).start_blocking().unwrap();
        for (user, password) in [(USER, "correct horse"), ("bert@contoso.com", PASSWORD)] {
            for client in clients(&simulator, scheme, user, password, "") {
                simulator.clear_requests();
                let error = client.add("Friends").unwrap_err();
                assert!(error.is_authentication() && !error.is_transient(), "{error}");
                assert!(matches!(&error, Error::Http(error) if error.status == 401), "{error}");
                assert!(!format!("{error} {error:?}").contains(password));
                let (requests, name) = (simulator.requests(), Some(scheme.name()));
                assert_eq!(course(&requests), [(name, 401), (name, 401)]);
            }
        }
        assert_eq!(simulator.counters().calls, 0);
    }
}

#[test]
fn a_server_without_the_scheme_is_left_alone() {
    for [scheme, other] in [SCHEMES, [Scheme::Negotiate, Scheme::Ntlm]] {
        let simulator = server(other).start_blocking().unwrap();
        for client in clients(&simulator, scheme, USER, PASSWORD, "") {
            simulator.clear_requests();
            assert!(client.list().unwrap_err().is_authentication());
            assert_eq!(course(&simulator.requests()), [(Some(scheme.name()), 401)]);
        }
    }
}

#[test]
fn each_of_many_connections_has_a_handshake_of_its_own() {
    for scheme in SCHEMES {
        let simulator = server(scheme).start_blocking().unwrap();
        // Each call takes long enough for others to begin.
        simulator.script("GetImItemList: delay 20ms").unwrap();
        let [Either::Async(client, runtime), Either::Blocking(ureq), Either::Blocking(reqwest)] =
            clients(&simulator, scheme, USER, PASSWORD, "")
        else {
            panic!("one of each kind");
        };
        for _ in 0..2 {
            let calls: Vec<_> = (0..12)
                .map(|_| {
                    let client = client.clone();
                    runtime.spawn(async move { client.call(&GetImItemList::default()).await.map(drop) })
                })
                .collect();
            for call in calls {
                runtime.block_on(call).unwrap().unwrap();
            }
            std::thread::scope(|scope| {
                for blocking in [&ureq, &reqwest] {
                    for _ in 0..12 {
                        scope.spawn(|| blocking.call(&GetImItemList::default()).unwrap());
                    }
                }
            });
        }
        let requests = simulator.requests();
        assert_eq!(requests.iter().filter(|request| request.account.is_some()).count(), 72);
        let last = requests.iter().map(|request| request.connection).max().unwrap();
        let name = Some(scheme.name());
        for connection in 1..=last {
            let of_it: Vec<_> = requests.iter().filter(|request| request.connection == connection).cloned().collect();
            let course = course(&of_it);
            assert_eq!(course[..2], [(name, 401), (name, 200)]);
            assert!(course[2..].iter().all(|step| *step == (None, 200)), "{course:?}");
        }
    }
}

#[test]
fn a_connection_that_breaks_is_replaced_and_authenticated() {
    for scheme in SCHEMES {
        let simulator = server(scheme).start_blocking().unwrap();
        for client in clients(&simulator, scheme, USER, PASSWORD, "") {
            simulator.clear_requests();
            simulator.clear_script();
            simulator.script("GetImItemList#2: drop").unwrap();
            for _ in 0..3 {
                client.list().unwrap();
            }
            let requests = simulator.requests();
            let statuses: Vec<_> =
                requests.iter().map(|request| request.status.map(|status| status.as_u16())).collect();
            assert_eq!(statuses, [Some(401), Some(200), None, Some(401), Some(200), Some(200)]);
            assert_eq!(requests[0].connection, requests[2].connection);
            assert_ne!(requests[0].connection, requests[3].connection);
        }
    }
}

struct Certificates {
    ca: String,
    chain: String,
    key: String,
}

/// A server's certificate for `localhost`, by a CA whose signatures take SHA-384.
fn certificates() -> Certificates {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
    let ca = CertifiedIssuer::self_signed(params, ca_key).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &ca).unwrap();
    Certificates { ca: ca.pem(), chain: certificate.pem(), key: key.serialize_pem() }
}

#[test]
fn extended_protection_is_served_where_the_transport_tells_the_certificate() {
    let Certificates { ca, chain, key } = certificates();
    for scheme in SCHEMES {
        for protection in [ExtendedProtection::Off, ExtendedProtection::Accept, ExtendedProtection::Require] {
            let builder = server(scheme).tls(chain.clone(), key.clone()).host("localhost");
            let simulator = builder.extended_protection(protection).start_blocking().unwrap();
            let [reqwest, ureq, blocking] = clients(&simulator, scheme, USER, PASSWORD, &ca);
            reqwest.add("Friends").unwrap();
            blocking.add("Family").unwrap();
            match protection {
                ExtendedProtection::Require => {
                    assert!(ureq.list().unwrap_err().is_authentication());
                    let refusal = simulator.requests().pop().unwrap().refusal.unwrap();
                    assert!(refusal.contains("NoChannelBindings"), "{refusal}");
                }
                _ => ureq.list().unwrap(),
            }
        }
    }
}
