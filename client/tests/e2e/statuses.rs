//! What HTTP says in place of a message.

use std::time::Duration;

use ews_im::types::{GetImItemList, SetImListMigrationCompleted};
use ews_im::{Error, HttpError};

use crate::clients::{Kind, each};
use crate::scene::{start, start_with};

fn http_error(kind: Kind, effect: &str) -> (Error, HttpError) {
    let simulator = start_with(&format!("GetImItemList: {effect}"));
    let error = kind.client(simulator.url()).call(&GetImItemList::default()).expect_err(effect);
    let Error::Http(http) = &error else { panic!("{effect}: {error:?}") };
    // Nothing but retrying sends a request again.
    assert_eq!((simulator.counters().requests, error.call().attempts), (1, 1), "{effect}");
    assert_eq!(error.call().status, Some(http.status), "{effect}");
    assert!(error.call().client_request_id.is_some(), "{effect}");
    let http = (**http).clone();
    (error, http)
}

#[test]
fn each_status_says_what_to_do() {
    each(|kind| {
        // Effect, whether the same request may succeed later, whether it is about who asks, what the error says.
        let table = [
            ("302", true, false, "redirected to the page for errors; try again later"),
            ("400", false, false, ""),
            ("401", false, true, "not authenticated"),
            ("403", false, false, "not allowed"),
            ("404", false, false, "there is no such address on the server"),
            ("407", false, true, ""),
            ("408", true, false, ""),
            ("429", true, false, "too many requests"),
            ("456", false, true, "the account is locked"),
            ("500", false, false, ""),
            ("502", true, false, ""),
            ("503", true, false, "the server has too much to do"),
            ("504", true, false, ""),
        ];
        for (status, is_transient, is_authentication, meaning) in table {
            let (error, http) = http_error(kind, status);
            assert_eq!((http.status.to_string(), error.is_transient()), (status.to_owned(), is_transient));
            assert_eq!((error.is_authentication(), error.is_not_found()), (is_authentication, false), "{status}");
            assert_eq!((error.retry_after(), error.response_code()), (None, None), "{status}");
            assert!(error.to_string().starts_with(&format!("HTTP status {status}")), "{error}");
            assert!(error.to_string().contains(meaning), "{error}");
            assert!(http.excerpt.starts_with("<!DOCTYPE html>"), "{status}: {}", http.excerpt);
            assert_eq!(http.content_type.as_deref(), Some("text/html; charset=utf-8"), "{status}");
            assert_eq!(http.location.is_some(), status == "302");
            assert!(error.call().request_id.is_some() && error.call().fe_server.is_some(), "{status}");
        }
    });
}

#[test]
fn a_server_may_say_when_to_come_back() {
    each(|kind| {
        for effect in ["503 retry-after=7", "429 retry-after=7"] {
            let (error, _) = http_error(kind, effect);
            assert_eq!(error.retry_after(), Some(Duration::from_secs(7)), "{effect}");
            assert_eq!(error.call().retry_after, Some(Duration::from_secs(7)), "{effect}");
        }
        // A date is a time too; one that has passed means at once.
        let past = "canned status=503 header=\"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\"";
        assert_eq!(http_error(kind, past).0.retry_after(), Some(Duration::ZERO));
        let nonsense = "canned status=503 header=\"Retry-After: soon\"";
        assert_eq!(http_error(kind, nonsense).0.retry_after(), None);
        // Of two times the longer one counts.
        let both = "canned status=503 header=\"Retry-After: 1\" body=\"<s:Envelope \
            xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultcode>s:Server</faultcode>\
            <faultstring>busy</faultstring><detail><MessageXml><Value Name='BackOffMilliseconds'>4000</Value>\
            </MessageXml></detail></s:Fault></s:Body></s:Envelope>\"";
        let (error, http) = http_error(kind, both);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(4)));
        assert_eq!(http.fault.map(|fault| fault.reason().to_owned()).as_deref(), Some("busy"));
    });
}

/// None is followed: the page for errors would come with the status 200.
#[test]
fn redirects_are_not_followed() {
    each(|kind| {
        let (error, http) = http_error(kind, "302");
        assert!(http.location.unwrap().contains("/ews/genericerrorpage.htm"), "{error}");
        for status in [301, 302, 303, 307, 308] {
            let elsewhere = "https://outlook.contoso.com/EWS/Exchange.asmx";
            let (error, http) = http_error(kind, &format!("canned status={status} header=\"Location: {elsewhere}\""));
            assert!(!error.is_transient());
            assert_eq!((http.status, http.location.as_deref()), (status, Some(elsewhere)));
            assert!(error.to_string().contains("use the address where it leads"), "{error}");
        }
        let (error, http) = http_error(kind, "canned status=302");
        assert!(!error.is_transient() && http.location.is_none());
    });
}

/// A page in place of XML, whatever it is called.
#[test]
fn pages_are_no_messages() {
    each(|kind| {
        let long = "x".repeat(5_000);
        for effect in [
            "html".to_owned(),
            "canned header=\"Content-Type: text/xml\" body=\"<html><body>Sign in</body></html>\"".to_owned(),
            "canned header=\"Content-Type: text/plain\" body=\"it works\"".to_owned(),
            format!("canned header=\"Content-Type: text/html\" body=\"<!doctype HTML>{long}\""),
        ] {
            let (error, http) = http_error(kind, &effect);
            assert_eq!((http.status, error.is_transient()), (200, false), "{effect}");
            assert!(error.to_string().starts_with("HTTP status 200: the answer is not XML"), "{error}");
            assert!(!http.excerpt.is_empty() && http.excerpt.len() <= 2048, "{}", http.excerpt);
        }
    });
}

/// A status of failure does not make a response one, nor does another content type.
#[test]
fn a_usable_message_is_used() {
    each(|kind| {
        for (change, status) in [
            ("status 500", 500),
            ("status 202", 202),
            ("content-type \"text/plain\"", 200),
            ("content-type \"text/html; charset=utf-8\"", 200),
            ("content-type \"application/soap+xml\"", 200),
        ] {
            let simulator = start_with(&format!("SetImListMigrationCompleted: {change}"));
            let client = kind.client(simulator.url());
            let response = client.call_with(&SetImListMigrationCompleted::new(true), &Default::default());
            assert_eq!(response.expect(change).call.status, Some(status), "{change}");
            assert_eq!(simulator.is_migration_completed(crate::scene::ALISA), Some(true));
        }
    });
}

/// What was asked for is not there, or nothing is.
#[test]
fn other_addresses() {
    each(|kind| {
        let simulator = start();
        let elsewhere = simulator.url().replace("Exchange.asmx", "Elsewhere.asmx");
        let error = kind.client(&elsewhere).call(&GetImItemList::default()).unwrap_err();
        assert!(matches!(&error, Error::Http(http) if http.status == 404), "{error:?}");
        let url = simulator.url().to_owned();
        drop(simulator);
        let error = kind.client(&url).call(&GetImItemList::default()).unwrap_err();
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.error.kind(), ews_im::http::TransportErrorKind::Connect);
        assert!(error.is_transient() && error.call().status.is_none());
    });
}
