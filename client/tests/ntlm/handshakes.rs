//! Who is let in, who is refused, and after how many requests.

use std::sync::Arc;

use ews_im::auth::{Authenticate, Negotiate, Ntlm};
use ews_im_simulator::ntlm::{Acceptor, Denial, Scheme};
use http::header::AUTHORIZATION;

use crate::wire::{Connection, PASSWORD, both, call, challenges, name, request, token};

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
