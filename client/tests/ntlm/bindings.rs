//! What ties an answer to the server's certificate.

use std::fmt::Write as _;

use bytes::Bytes;
use ews_im_simulator::ntlm::Denial;
use xsd_runtime::datatypes::Base64Binary;

use crate::wire::{Connection, PASSWORD, both, call};

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

/// The hash of the channel bindings in an answer: the attribute of kind 10 and length 16.
fn channel_bindings(token: &[u8]) -> Option<String> {
    let value = token.windows(20).find(|window| window.starts_with(&[10, 0, 16, 0]))?;
    Some(value[4..].iter().fold(String::new(), |mut text, octet| {
        write!(text, "{octet:02x}").unwrap();
        text
    }))
}
