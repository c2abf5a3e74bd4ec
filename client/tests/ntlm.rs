//! NTLM and Negotiate, from the client to the stand-in's acceptor and back, without HTTP between them.
#![cfg(feature = "ntlm")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use ews_im::auth::{Authenticate, AuthenticationError, Challenges, Conversation, Negotiate, Ntlm};
use ews_im::http::HttpRequest;
use ews_im_simulator::ntlm::{Acceptor, Accounts, Denial, Scheme, Step};
use http::HeaderValue;
use http::header::AUTHORIZATION;
use xsd_runtime::datatypes::Base64Binary;

const PASSWORD: &str = "correct hörse";

fn accounts() -> Accounts {
    Arc::new(|user, domain| match (user, domain) {
        ("anna" | "Jürgen", "CONTOSO" | "") | ("anna@contoso.example", "") => Some(PASSWORD.to_owned()),
        _ => None,
    })
}

fn both(user: &str, password: &str) -> [(Scheme, Box<dyn Authenticate>); 2] {
    [(Scheme::Ntlm, Box::new(Ntlm::new(user, password))), (Scheme::Negotiate, Box::new(Negotiate::new(user, password)))]
}

fn name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Ntlm => "NTLM",
        Scheme::Negotiate => "Negotiate",
    }
}

/// A server's end of a connection.
struct Connection {
    scheme: Scheme,
    acceptor: Acceptor,
    certificate: Option<Bytes>,
    user: Option<String>,
    denial: Option<Denial>,
    /// The tokens that came; an empty one for each request without any.
    tokens: Vec<Vec<u8>>,
}

impl Connection {
    fn new(scheme: Scheme) -> Self {
        let acceptor = Acceptor::new(scheme, accounts());
        Self { scheme, acceptor, certificate: None, user: None, denial: None, tokens: Vec::new() }
    }

    /// Answers a request: the user, or what is asked for with the status 401.
    fn serve(&mut self, request: &HttpRequest) -> Result<String, Challenges> {
        let token = token(self.scheme, request);
        self.tokens.push(token.clone().unwrap_or_default());
        let Some(token) = token else {
            return self.user.clone().ok_or_else(|| self.challenges(None));
        };
        match self.acceptor.step(&token) {
            Step::Continue(token) => Err(self.challenges(Some(&token))),
            Step::Done { user, domain, .. } => {
                let user = if domain.is_empty() { user } else { format!("{domain}\\{user}") };
                self.user = Some(user.clone());
                Ok(user)
            }
            Step::Denied(denial) => {
                self.denial = Some(denial);
                Err(self.challenges(None))
            }
        }
    }

    fn challenges(&self, token: Option<&[u8]>) -> Challenges {
        challenges(name(self.scheme), token, self.certificate.clone())
    }
}

fn challenges(scheme: &str, token: Option<&[u8]>, certificate: Option<Bytes>) -> Challenges {
    let value = match token {
        Some(token) => format!("{scheme} {}", Base64Binary::from(token)),
        None => scheme.to_owned(),
    };
    let mut challenges = Challenges::default();
    challenges.values = vec![HeaderValue::from_static("Basic realm=\"a, b\""), HeaderValue::try_from(value).unwrap()];
    challenges.peer_certificate = certificate;
    challenges
}

/// The token in a request.
fn token(scheme: Scheme, request: &HttpRequest) -> Option<Vec<u8>> {
    let value = request.headers.get(AUTHORIZATION)?;
    assert!(value.is_sensitive());
    let token = value.to_str().unwrap().strip_prefix(name(scheme)).unwrap().strip_prefix(' ').unwrap();
    Some(token.parse::<Base64Binary>().unwrap().into_bytes())
}

fn request() -> HttpRequest {
    HttpRequest::new("https://mail.contoso.example/EWS/Exchange.asmx".parse().unwrap(), "<Envelope/>")
}

/// A call: the user whom the server knows in the end, `None` if the client gives up.
fn call(
    conversation: &mut dyn Conversation,
    connection: &mut Connection,
) -> Result<Option<String>, AuthenticationError> {
    let (mut request, mut refused) = (request(), None);
    for _ in 0..10 {
        if !conversation.authorize(&mut request, refused.as_ref())? {
            return Ok(None);
        }
        match connection.serve(&request) {
            Ok(user) => return Ok(Some(user)),
            Err(challenges) => refused = Some(challenges),
        }
    }
    panic!("client and server go on and on");
}

#[test]
fn the_server_knows_the_client_after_two_requests_and_then_by_the_connection() {
    for (scheme, client) in both(r"CONTOSO\anna", PASSWORD) {
        assert!(client.is_connection_bound());
        let (mut conversation, mut connection) = (client.begin(), Connection::new(scheme));
        for _ in 0..3 {
            assert_eq!(call(&mut *conversation, &mut connection).unwrap().as_deref(), Some(r"CONTOSO\anna"));
        }
        let sizes: Vec<_> = connection.tokens.iter().map(Vec::len).collect();
        assert!(matches!(sizes[..], [(1..), (1..), 0, 0]), "{sizes:?}");
        // The first token is the same for everybody.
        let (_, stranger) = both("bert", "other").into_iter().find(|(other, _)| *other == scheme).unwrap();
        let mut request = request();
        assert!(stranger.begin().authorize(&mut request, None).unwrap());
        assert_eq!(token(scheme, &request).unwrap(), connection.tokens[0]);
    }
}

#[test]
fn users_are_named_in_all_forms() {
    let by_domain: [(Scheme, Box<dyn Authenticate>); 2] = [
        (Scheme::Ntlm, Box::new(Ntlm::new("anna", PASSWORD).domain("CONTOSO"))),
        (Scheme::Negotiate, Box::new(Negotiate::new("anna", PASSWORD).domain("CONTOSO"))),
    ];
    for (scheme, client) in by_domain {
        let user = call(&mut *client.begin(), &mut Connection::new(scheme)).unwrap();
        assert_eq!(user.as_deref(), Some(r"CONTOSO\anna"));
    }
    for user in [r"CONTOSO\anna", "anna@contoso.example", "anna", r"CONTOSO\Jürgen"] {
        for (scheme, client) in both(user, PASSWORD) {
            assert_eq!(call(&mut *client.begin(), &mut Connection::new(scheme)).unwrap().as_deref(), Some(user));
        }
    }
}

#[test]
fn wrong_passwords_and_users_are_refused_once() {
    for (user, password, denial) in [
        (r"CONTOSO\anna", "correct horse", Denial::WrongPassword),
        (r"CONTOSO\anna", "", Denial::WrongPassword),
        (r"CONTOSO\bert", PASSWORD, Denial::UnknownUser),
        (r"FABRIKAM\anna", PASSWORD, Denial::UnknownUser),
    ] {
        for (scheme, client) in both(user, password) {
            let (mut conversation, mut connection) = (client.begin(), Connection::new(scheme));
            assert_eq!(call(&mut *conversation, &mut connection).unwrap(), None);
            assert_eq!((connection.denial, connection.tokens.len()), (Some(denial), 2));
            // The next call tries again, and as little.
            assert_eq!(call(&mut *conversation, &mut connection).unwrap(), None);
            assert_eq!(connection.tokens.len(), 4);
        }
    }
}

#[test]
fn a_password_that_looks_like_the_hash_of_one_is_a_password() {
    let password = "$NTLM$:32ed87bdb5fdc5e9cba88547376818d4";
    for (scheme, client) in both("anna", password) {
        let mut connection = Connection::new(scheme);
        connection.acceptor = Acceptor::new(scheme, Arc::new(|_, _| Some(password.to_owned())));
        assert_eq!(call(&mut *client.begin(), &mut connection).unwrap().as_deref(), Some("anna"));
    }
}

#[test]
fn names_that_cannot_be_told_are_errors() {
    for (user, message) in [
        ("", "the user name is empty: say which account to use"),
        (r"CONTOSO\", "the user name is empty: say which account to use"),
        (
            "groß",
            "the user name holds 'ß', whose upper case servers and the NTLM library write differently: use another name of \
             the account",
        ),
    ] {
        for (_, client) in both(user, PASSWORD) {
            let error = client.begin().authorize(&mut request(), None).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}

#[test]
fn a_server_that_forgets_the_client_is_told_again() {
    for (scheme, client) in both("anna", PASSWORD) {
        let (mut conversation, mut connection) = (client.begin(), Connection::new(scheme));
        for _ in 0..3 {
            assert!(call(&mut *conversation, &mut connection).unwrap().is_some());
            assert!(call(&mut *conversation, &mut connection).unwrap().is_some());
            connection = Connection::new(scheme);
        }
        assert!(call(&mut *conversation, &mut connection).unwrap().is_some());
        // Without a header, then the two of the handshake.
        assert_eq!(connection.tokens.len(), 3);
    }
}

#[test]
fn a_connection_that_breaks_in_the_handshake_is_begun_anew() {
    for (scheme, client) in both("anna", PASSWORD) {
        let mut conversation = client.begin();
        // The first request has no answer that counts.
        assert!(conversation.authorize(&mut request(), None).unwrap());
        assert!(call(&mut *conversation, &mut Connection::new(scheme)).unwrap().is_some());
    }
}

#[test]
fn a_server_without_the_scheme_gets_nothing_but_the_greeting() {
    for (scheme, client) in both("anna", PASSWORD) {
        let (mut conversation, mut request) = (client.begin(), request());
        assert!(conversation.authorize(&mut request, None).unwrap());
        let other = if scheme == Scheme::Ntlm { "Negotiate" } else { "NTLM" };
        assert!(!conversation.authorize(&mut request, Some(&challenges(other, None, None))).unwrap());
        assert!(!request.headers.contains_key(AUTHORIZATION));
        // Nor does one that does not answer the greeting with a challenge.
        assert!(conversation.authorize(&mut request, None).unwrap());
        assert!(!conversation.authorize(&mut request, Some(&challenges(name(scheme), None, None))).unwrap());
    }
}

#[test]
fn a_server_that_rejects_the_mechanism_is_left_alone() {
    let (mut conversation, mut request) = (Negotiate::new("anna", PASSWORD).begin(), request());
    // Alone, and with the mechanism that the server would take, Kerberos.
    for rejection in [
        &b"\xa1\x07\x30\x05\xa0\x03\x0a\x01\x02"[..],
        b"\xa1\x14\x30\x12\xa0\x03\x0a\x01\x02\xa1\x0b\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02",
    ] {
        assert!(conversation.authorize(&mut request, None).unwrap());
        let challenges = challenges("Negotiate", Some(rejection), None);
        assert!(!conversation.authorize(&mut request, Some(&challenges)).unwrap());
    }
}

#[test]
fn challenges_that_cannot_be_answered_are_errors() {
    for (scheme, client) in both("anna", PASSWORD) {
        let error = |challenge: String| {
            let (mut conversation, mut request) = (client.begin(), request());
            assert!(conversation.authorize(&mut request, None).unwrap());
            let mut challenges = Challenges::default();
            challenges.values = vec![HeaderValue::try_from(format!("{} {challenge}", name(scheme))).unwrap()];
            conversation.authorize(&mut request, Some(&challenges)).unwrap_err().to_string()
        };
        assert_eq!(error("T!".into()), "the server's challenge is not Base64: is this an NTLM server?");
        assert_eq!(
            error("A".repeat(200_000)),
            "the server's challenge is longer than 131072 characters: is this an NTLM server?"
        );
        let message = error(Base64Binary::from(b"no token at all".to_vec()).to_string());
        assert!(message.starts_with("NTLM cannot answer the server's challenge: "), "{message}");
    }
}

#[test]
fn answers_are_bound_to_the_servers_certificate() {
    let certificates: Vec<_> = include_str!("certificates.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let [algorithm, hash, certificate] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
            (algorithm, hash, Bytes::from(certificate.parse::<Base64Binary>().unwrap().into_bytes()))
        })
        .collect();
    assert_eq!(certificates.len(), 13);
    for (algorithm, hash, certificate) in &certificates {
        for (scheme, client) in both("anna", PASSWORD) {
            let mut connection = Connection::new(scheme);
            connection.certificate = Some(certificate.clone());
            assert!(call(&mut *client.begin(), &mut connection).unwrap().is_some());
            let bindings = channel_bindings(&connection.tokens[1]);
            assert_eq!(bindings.as_deref().unwrap_or("-"), *hash, "{algorithm}");
        }
    }

    let certificate = |name: &str| {
        certificates.iter().find_map(|(algorithm, _, certificate)| (*algorithm == name).then(|| certificate.clone()))
    };
    for (server, seen, denial) in [
        ("rsa-sha256", certificate("rsa-sha256"), None),
        ("ecdsa-sha384", certificate("ecdsa-sha384"), None),
        ("rsa-sha512", certificate("rsa-sha512"), None),
        ("rsa-sha256", certificate("ecdsa-sha256"), Some(Denial::WrongChannelBindings)),
        ("rsa-sha256", None, Some(Denial::NoChannelBindings)),
        ("rsa-sha256", certificate("ed25519"), Some(Denial::NoChannelBindings)),
        ("ed25519", certificate("rsa-sha256"), Some(Denial::WrongChannelBindings)),
    ] {
        for (scheme, client) in both("anna", PASSWORD) {
            let server = certificate(server).unwrap();
            let mut connection = Connection::new(scheme);
            connection.acceptor = connection.acceptor.require_channel_bindings(&server);
            connection.certificate.clone_from(&seen);
            let user = call(&mut *client.begin(), &mut connection).unwrap();
            assert_eq!((user.is_none(), connection.denial), (denial.is_some(), denial));

            let mut connection = Connection::new(scheme);
            connection.acceptor = connection.acceptor.accept_channel_bindings(&server);
            connection.certificate.clone_from(&seen);
            let user = call(&mut *client.begin(), &mut connection).unwrap();
            assert_eq!(user.is_none(), denial == Some(Denial::WrongChannelBindings));
        }
    }
}

/// The hash of the channel bindings in an answer: the attribute of kind 10 and length 16.
fn channel_bindings(token: &[u8]) -> Option<String> {
    let value = token.windows(20).find(|window| window.starts_with(&[10, 0, 16, 0]))?;
    Some(value[4..].iter().fold(String::new(), |mut text, octet| {
        write!(text, "{octet:02x}").unwrap();
        text
    }))
}

#[test]
fn certificates_that_are_none_are_no_reason_to_stop() {
    for certificate in [&b""[..], b"\x30", b"\x30\x03\x30\x00\x30", b"\x30\x80", &[0xff; 100]] {
        for (scheme, client) in both("anna", PASSWORD) {
            let mut connection = Connection::new(scheme);
            connection.certificate = Some(Bytes::copy_from_slice(certificate));
            connection.acceptor = connection.acceptor.accept_channel_bindings(certificate);
            assert!(call(&mut *client.begin(), &mut connection).unwrap().is_some());
        }
    }
}

#[test]
fn an_answer_serves_once() {
    for (scheme, client) in both("anna", PASSWORD) {
        let mut connection = Connection::new(scheme);
        assert!(call(&mut *client.begin(), &mut connection).unwrap().is_some());
        let [greeting, answer] = &connection.tokens[..] else { panic!("two tokens") };
        let mut thief = Acceptor::new(scheme, accounts());
        assert_eq!(thief.step(answer), Step::Denied(Denial::OutOfOrder));
        assert!(matches!(thief.step(greeting), Step::Continue(_)));
        assert_eq!(thief.step(answer), Step::Denied(Denial::WrongPassword));
        assert_eq!(thief.step(answer), Step::Denied(Denial::OutOfOrder));
    }
}

#[test]
fn negotiate_takes_ntlm_without_a_frame_and_ntlm_takes_no_frame() {
    let client = Ntlm::new("anna", PASSWORD);
    let mut connection = Connection::new(Scheme::Ntlm);
    connection.acceptor = Acceptor::new(Scheme::Negotiate, accounts());
    assert!(call(&mut *client.begin(), &mut connection).unwrap().is_some());

    let client = Negotiate::new("anna", PASSWORD);
    let mut connection = Connection::new(Scheme::Negotiate);
    connection.acceptor = Acceptor::new(Scheme::Ntlm, accounts());
    assert!(call(&mut *client.begin(), &mut connection).unwrap().is_none());
    assert_eq!(connection.denial, Some(Denial::Malformed));
}

#[test]
fn tokens_that_are_changed_on_the_way_are_refused() {
    for (scheme, client) in both(r"CONTOSO\anna", PASSWORD) {
        let mut changed_answers = 0;
        for position in 0..900 {
            for mask in [0x01, 0x80, 0xff] {
                // The answer is changed.
                let (mut conversation, mut acceptor) = (client.begin(), Acceptor::new(scheme, accounts()));
                let mut request = request();
                assert!(conversation.authorize(&mut request, None).unwrap());
                let Step::Continue(challenge) = acceptor.step(&token(scheme, &request).unwrap()) else {
                    panic!("a challenge")
                };
                let good = challenges(name(scheme), Some(&challenge), None);
                assert!(conversation.authorize(&mut request, Some(&good)).unwrap());
                let mut answer = token(scheme, &request).unwrap();
                if let Some(octet) = answer.get_mut(position) {
                    *octet ^= mask;
                    changed_answers += 1;
                    // The state that a client tells in SPNEGO is covered by nothing, and counts for nothing.
                    let step = acceptor.step(&answer);
                    let says_state = scheme == Scheme::Negotiate && answer[..position].ends_with(&[0x0a, 0x01]);
                    assert!(says_state || matches!(step, Step::Denied(_)), "{scheme:?} {position} {mask}: {step:?}");
                }

                // The challenge is changed.
                let (mut conversation, mut acceptor) = (client.begin(), Acceptor::new(scheme, accounts()));
                assert!(conversation.authorize(&mut request, None).unwrap());
                let Step::Continue(mut challenge) = acceptor.step(&token(scheme, &request).unwrap()) else {
                    panic!("a challenge")
                };
                // What is around the message is covered by nothing.
                let is_frame = challenge.windows(7).position(|window| window == b"NTLMSSP") > Some(position);
                let Some(octet) = challenge.get_mut(position) else { continue };
                *octet ^= mask;
                let bad = challenges(name(scheme), Some(&challenge), None);
                if let Ok(true) = conversation.authorize(&mut request, Some(&bad)) {
                    let step = acceptor.step(&token(scheme, &request).unwrap());
                    assert!(is_frame || matches!(step, Step::Denied(_)), "{scheme:?} {position} {mask}: {step:?}");
                }
            }
        }
        assert!(changed_answers > 900);
    }
}

#[test]
fn tokens_that_are_cut_or_garbage_are_refused() {
    for (scheme, client) in both("anna", PASSWORD) {
        let mut connection = Connection::new(scheme);
        assert!(call(&mut *client.begin(), &mut connection).unwrap().is_some());
        for token in &connection.tokens {
            for length in 0..token.len() {
                let mut acceptor = Acceptor::new(scheme, accounts());
                acceptor.step(&connection.tokens[0]);
                let step = acceptor.step(&token[..length]);
                // A NEGOTIATE message may end after its flags.
                let is_greeting = token == &connection.tokens[0] && length >= 16;
                assert!(is_greeting || matches!(step, Step::Denied(_)), "{length}: {step:?}");
            }
        }
        let mut garbage = 0x2545_f491_u32;
        for length in 0..300 {
            let token: Vec<u8> = std::iter::repeat_with(|| {
                garbage = garbage.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                garbage.to_be_bytes()[0]
            })
            .take(length)
            .collect();
            let mut acceptor = Acceptor::new(scheme, accounts());
            for prefix in [&b""[..], b"NTLMSSP\0\x01\0\0\0", b"NTLMSSP\0\x02\0\0\0", b"NTLMSSP\0\x03\0\0\0", b"\x60"] {
                let token = [prefix, &token].concat();
                let step = acceptor.step(&token);
                assert!(!matches!(step, Step::Done { .. }));
                let mut conversation = client.begin();
                let mut request = request();
                assert!(conversation.authorize(&mut request, None).unwrap());
                let _ = conversation.authorize(&mut request, Some(&challenges(name(scheme), Some(&token), None)));
            }
        }
        let mut acceptor = Acceptor::new(scheme, accounts());
        assert_eq!(acceptor.step(&vec![0x60; 100_000]), Step::Denied(Denial::Malformed));
    }
}

/// Keeps all that is logged, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "{field} {value:?}").unwrap();
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn secrets_are_in_no_text() {
    let log = Log::default();
    tracing::subscriber::with_default(log.clone(), || {
        tracing::info!("logged");
        for (scheme, client) in both(r"CONTOSO\anna", PASSWORD) {
            assert!(call(&mut *client.begin(), &mut Connection::new(scheme)).unwrap().is_some());
        }
        tracing::info!("still logged");
    });
    // The answers hold what a password can be guessed from.
    assert_eq!(*log.0.lock().unwrap(), "message logged\nmessage still logged\n");

    assert_eq!(format!("{:?}", Ntlm::new(r"CONTOSO\anna", PASSWORD)), r#"Ntlm("CONTOSO\\anna")"#);
    assert_eq!(
        format!("{:?}", Negotiate::new("anna@contoso.example", PASSWORD)),
        r#"Negotiate("anna@contoso.example")"#
    );
    assert_eq!(format!("{:?}", Acceptor::new(Scheme::Ntlm, accounts())), "Acceptor { scheme: Ntlm, .. }");
    let mut request = request();
    assert!(Ntlm::new("anna", PASSWORD).begin().authorize(&mut request, None).unwrap());
    assert!(format!("{request:?}").contains("Sensitive"));
}

/// An element of DER with a short length.
fn element(tag: u8, value: &[&[u8]]) -> Vec<u8> {
    let value = value.concat();
    let length = match value.len() {
        length @ 0..128 => vec![length as u8],
        length => vec![0x82, (length >> 8) as u8, length as u8],
    };
    [&[tag], &length[..], &value].concat()
}

#[test]
fn a_client_that_likes_another_mechanism_better_is_told_to_take_ntlm() {
    const KERBEROS: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02";
    const NTLM: &[u8] = b"\x06\x0a\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a";
    let offer = |mechanisms: &[&[u8]]| {
        let mechanisms = element(0xa0, &[&element(0x30, mechanisms)]);
        let ticket = element(0xa2, &[&element(0x04, &[b"a ticket"])]);
        let init = element(0xa0, &[&element(0x30, &[&mechanisms, &ticket])]);
        element(0x60, &[b"\x06\x06\x2b\x06\x01\x05\x05\x02", &init])
    };
    let answer = |token: &[u8]| element(0xa1, &[&element(0x30, &[&element(0xa2, &[&element(0x04, &[token])])])]);

    let mut acceptor = Acceptor::new(Scheme::Negotiate, accounts());
    assert_eq!(acceptor.step(&offer(&[KERBEROS])), Step::Denied(Denial::NoCommonMechanism));
    assert_eq!(acceptor.step(&offer(&[])), Step::Denied(Denial::NoCommonMechanism));

    // accept-incomplete, NTLM, and no token yet.
    let told = [b"\xa1\x15\x30\x13\xa0\x03\x0a\x01\x01\xa1\x0c", NTLM].concat();
    assert_eq!(acceptor.step(&offer(&[KERBEROS, NTLM])), Step::Continue(told));
    let (mut conversation, mut request) = (Ntlm::new("anna", PASSWORD).begin(), request());
    assert!(conversation.authorize(&mut request, None).unwrap());
    let Step::Continue(challenge) = acceptor.step(&answer(&token(Scheme::Ntlm, &request).unwrap())) else {
        panic!("a challenge")
    };
    let message = challenge.windows(7).position(|window| window == b"NTLMSSP").unwrap();
    let challenges = challenges("NTLM", Some(&challenge[message..]), None);
    assert!(conversation.authorize(&mut request, Some(&challenges)).unwrap());
    // The answer is right, and what was offered is signed by nobody.
    let step = acceptor.step(&answer(&token(Scheme::Ntlm, &request).unwrap()));
    assert_eq!(step, Step::Denied(Denial::WrongMechanismListMic));
}
