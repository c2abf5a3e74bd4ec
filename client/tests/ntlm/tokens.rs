//! Tokens that are changed, cut, sent twice, or none.

use ews_im::auth::{Authenticate, Challenges, Negotiate, Ntlm};
use ews_im_simulator::ntlm::{Acceptor, Denial, Scheme, Step};
use http::HeaderValue;
use xsd_runtime::datatypes::Base64Binary;

use crate::wire::{Connection, PASSWORD, accounts, both, call, challenges, name, request, token};

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

/// An element of DER with a short length.
fn element(tag: u8, value: &[&[u8]]) -> Vec<u8> {
    let value = value.concat();
    let length = match value.len() {
        length @ 0..128 => vec![length as u8],
        length => vec![0x82, (length >> 8) as u8, length as u8],
    };
    [&[tag], &length[..], &value].concat()
}
