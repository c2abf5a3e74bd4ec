//! Basic and bearer authentication.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ews_im_simulator::{Account, Scheme, Simulator};

mod support;
use support::{Answer, Wire, add_group};

fn with_authorization(simulator: &Simulator, value: &str) -> Answer {
    Wire::new(simulator).post(&[("Authorization", value)], &add_group("Friends")).unwrap()
}

fn basic(credentials: &str) -> String {
    format!("Basic {}", STANDARD.encode(credentials))
}

#[test]
fn basic_checks_name_and_password() {
    let simulator = Simulator::builder()
        .account(Account::new("sadie@contoso.com", "p:ä ss"))
        .account(Account::new("alex@fabrikam.example", "other").domain("FAB").mailbox("alex.d@fabrikam.example"))
        .start_blocking()
        .unwrap();
    for good in ["sadie@contoso.com:p:ä ss", "SADIE@Contoso.com:p:ä ss", "CONTOSO\\sadie:p:ä ss", "sadie:p:ä ss"] {
        let answer = with_authorization(&simulator, &basic(good));
        assert_eq!(answer.status, 200, "{good}");
        assert_eq!(simulator.requests().last().unwrap().account.as_deref(), Some("sadie@contoso.com"));
    }
    for good in ["fab\\alex:other", "fabrikam.example\\alex:other"] {
        assert_eq!(with_authorization(&simulator, &basic(good)).status, 200, "{good}");
    }
    let calls = simulator.counters().calls;
    let bad =
        ["sadie@contoso.com:wrong", "sadie@contoso.com:P:ä ss", "fab\\sadie:p:ä ss", "alex@contoso.com:other", ""];
    let values = bad.into_iter().map(basic).chain(["Basic".to_owned(), "Basic %%".to_owned(), "basic".to_owned()]);
    for value in values {
        let answer = with_authorization(&simulator, &value);
        assert_eq!(
            (answer.status, answer.all("www-authenticate")),
            (401, vec![r#"Basic realm="Exchange""#]),
            "{value}"
        );
        assert_eq!(simulator.requests().last().unwrap().account, None);
    }
    assert_eq!(simulator.counters().calls, calls);
    assert!(!format!("{:?}", simulator.requests()).contains(&STANDARD.encode("sadie:")[..6]));
}

/// Refusing keeps the connection, so that clients can try again over it.
#[test]
fn a_refusal_lists_what_is_offered() {
    let simulator = Simulator::builder()
        .authentication([Scheme::Bearer, Scheme::Basic])
        .account(Account::new("sadie@contoso.com", "secret"))
        .start_blocking()
        .unwrap();
    let mut wire = Wire::new(&simulator);
    let answer = wire.post(&[], &add_group("Friends")).unwrap();
    assert_eq!(answer.status, 401);
    let offered = [r#"Bearer client_id="00000002-0000-0ff1-ce00-000000000000""#, r#"Basic realm="Exchange""#];
    assert_eq!(answer.all("www-authenticate"), offered);
    let authorization = basic("sadie@contoso.com:secret");
    assert_eq!(wire.post(&[("Authorization", &authorization)], &add_group("Friends")).unwrap().status, 200);
    // Neither scheme is bound to the connection.
    assert_eq!(wire.post(&[], &add_group("Family")).unwrap().status, 401);
    assert_eq!(simulator.counters().connections, 1);
}

#[test]
fn tokens_are_revoked_and_expire() {
    let simulator = Simulator::builder()
        .authentication([Scheme::Bearer])
        .account(Account::new("sadie@contoso.com", "secret"))
        .token("one", "sadie@contoso.com")
        .start_blocking()
        .unwrap();
    let invalid = r#"Bearer client_id="00000002-0000-0ff1-ce00-000000000000", error="invalid_token""#;
    let status = |token: &str| {
        let answer = with_authorization(&simulator, &format!("Bearer {token}"));
        assert_eq!(answer.header("www-authenticate").is_some(), answer.status == 401);
        assert_eq!(answer.header("www-authenticate").unwrap_or(invalid), invalid);
        answer.status
    };
    assert_eq!((status("one"), status("two")), (200, 401));
    assert!(simulator.revoke_token("one"));
    assert!(!simulator.revoke_token("one"));
    simulator.add_token("two", "sadie@contoso.com", None);
    assert_eq!((status("one"), status("two")), (401, 200));
    simulator.add_token("two", "sadie@contoso.com", Some(Duration::ZERO));
    simulator.add_token("three", "sadie@contoso.com", Some(Duration::from_secs(3_600)));
    simulator.add_token("four", "nobody@contoso.com", None);
    assert_eq!((status("two"), status("three"), status("four")), (401, 200, 401));
    // Basic is not offered.
    assert_eq!(with_authorization(&simulator, &basic("sadie@contoso.com:secret")).status, 401);
}

#[test]
fn a_token_needs_an_account() {
    let error = Simulator::builder().token("secret", "nobody@contoso.com").start_blocking().unwrap_err();
    let expected = r#"a token is for the account "nobody@contoso.com", which does not exist: add the account too"#;
    assert_eq!(error.to_string(), expected);
}

/// Without schemes whoever comes is the first account.
#[test]
fn authentication_can_be_switched_off() {
    let simulator = Simulator::builder()
        .authentication([])
        .account(Account::new("sadie@contoso.com", "secret"))
        .start_blocking()
        .unwrap();
    assert_eq!(Wire::new(&simulator).post(&[], &add_group("Friends")).unwrap().status, 200);
    assert_eq!(simulator.requests()[0].account.as_deref(), Some("sadie@contoso.com"));
}

#[test]
fn passwords_are_not_shown() {
    let account = Account::new("sadie@contoso.com", "a secret");
    let builder = Simulator::builder().account(account.clone()).token("a token", "sadie").tls("a chain", "a key");
    let shown = format!("{account:?} {builder:?}");
    assert!(!shown.contains("a secret") && !shown.contains("a token") && !shown.contains("a key"), "{shown}");
}

/// The handshake of NTLM belongs to its connection, and to its scheme; refusals keep the connection.
#[cfg(feature = "ntlm")]
#[test]
fn handshakes_go_on_over_a_connection() {
    // MS-NLMP, section 2.2.1.1: the first message, with flags alone.
    let negotiate = [b"NTLMSSP\0\x01\0\0\0\x05\x82\x08\x00".as_slice(), &[0; 16]].concat();
    let token = STANDARD.encode(&negotiate);
    let simulator = Simulator::builder()
        .authentication([Scheme::Negotiate, Scheme::Ntlm])
        .account(Account::new("sadie@contoso.com", "secret"))
        .start_blocking()
        .unwrap();
    let mut wire = Wire::new(&simulator);
    for scheme in ["NTLM", "Negotiate"] {
        let answer = wire.post(&[("Authorization", &format!("{scheme} {token}"))], &add_group("Friends")).unwrap();
        let [challenge] = answer.all("www-authenticate")[..] else { panic!("{answer:?}") };
        let challenge = STANDARD.decode(challenge.strip_prefix(scheme).unwrap().trim()).unwrap();
        assert_eq!((answer.status, &challenge[..9]), (401, &b"NTLMSSP\0\x02"[..]));
        assert_eq!(simulator.requests().last().unwrap().refusal.as_deref(), Some("to be continued"));
    }
    // A third message that nobody asked for, and rubbish.
    let mut authenticate = negotiate;
    authenticate[8] = 3;
    for token in [STANDARD.encode(&authenticate), STANDARD.encode("rubbish"), "%".to_owned(), String::new()] {
        let answer = wire.post(&[("Authorization", &format!("NTLM {token}"))], &add_group("Friends")).unwrap();
        assert_eq!((answer.status, answer.all("www-authenticate")), (401, vec!["Negotiate", "NTLM"]));
        assert_eq!(simulator.requests().last().unwrap().refusal.as_deref(), Some("NTLM: Malformed"));
    }
    assert_eq!((simulator.counters().connections, simulator.counters().calls), (1, 0));
}
