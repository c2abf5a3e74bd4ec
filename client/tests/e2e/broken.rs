//! Answers that break off, stop, or are none at all, from a server that is written by hand.

use std::time::Duration;

use ews_im::http::TransportErrorKind;
use ews_im::types::GetImItemList;
use ews_im::{CallOptions, Error, ImItem, RetryPolicy};

use crate::by_hand::{ByHand, Page, Way};
use crate::clients::{Kind, Settings, each};
use crate::scene::{start_with, with_time_outs};

fn message() -> Vec<u8> {
    let text = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><m:GetImItemListResponse \
        ResponseClass='Success' xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'>\
        <m:ResponseCode>NoError</m:ResponseCode></m:GetImItemListResponse></s:Body></s:Envelope>";
    text.as_bytes().to_vec()
}

/// The first bytes of an answer, and then the end of the connection.
fn broken_off(way: Way, missing: usize) -> Page {
    let mut bytes = way.page(200, &message()).pieces.concat();
    bytes.truncate(bytes.len() - missing);
    Page { pieces: vec![bytes], closes: true }
}

fn raw(bytes: &str) -> Page {
    Page { pieces: vec![bytes.as_bytes().to_vec()], closes: true }
}

/// What a call comes to that gets an answer.
fn error(kind: Kind, page: &Page, options: &CallOptions) -> Error {
    let server = ByHand::start([page.clone()]);
    kind.client(&server.url).call_with(&GetImItemList::default(), options).expect_err("an error")
}

#[track_caller]
fn is_of_kind(error: &Error, kind: TransportErrorKind) {
    let Error::Transport(transport) = error else { panic!("{error:?}") };
    assert_eq!(transport.error.kind(), kind, "{error:?}");
}

#[test]
fn answers_that_break_off() {
    each(|kind| {
        let head = Way::Length.page(200, &message()).pieces.concat().len() - message().len();
        for (page, has_head) in [
            (broken_off(Way::Length, 1), true),
            (broken_off(Way::Length, message().len()), true),
            (broken_off(Way::Length, message().len() + 10), false),
            (broken_off(Way::Length, message().len() + head - 3), false),
            (broken_off(Way::Chunks, 1), true),
            (broken_off(Way::Chunks, 5), true),
            (broken_off(Way::Chunks, 100), true),
            (broken_off(Way::Gzip, 1), true),
            (broken_off(Way::Gzip, 50), true),
        ] {
            let error = error(kind, &page, &CallOptions::new());
            is_of_kind(&error, TransportErrorKind::Broken);
            assert!(error.is_transient(), "{error:?}");
            assert_eq!(error.call().status, has_head.then_some(200), "{error:?}");
        }
        // Where the end of the connection is the end of the answer, the message tells that it is not whole.
        for way in [Way::Close, Way::Old] {
            let error = error(kind, &broken_off(way, 30), &CallOptions::new());
            assert!(matches!(&error, Error::Decode(decode) if decode.is_truncated()), "{error:?}");
            assert!(error.is_transient(), "{error:?}");
        }
    });
}

#[test]
fn answers_that_are_none() {
    each(|kind| {
        for page in [
            raw("rubbish\r\n\r\n"),
            raw("HTTP/1.1 abc\r\n\r\n"),
            raw("HTTP/1.1 200 OK\r\nno header\r\n\r\n"),
            raw("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"),
            raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n"),
            raw("SSH-2.0-OpenSSH_9.6\r\n"),
        ] {
            let error = error(kind, &page, &CallOptions::new());
            assert!(matches!(error, Error::Transport(_)), "{page:?}: {error:?}");
        }
    });
}

/// A body that is not what its coding says.
#[test]
fn answers_that_are_not_compressed() {
    each(|kind| {
        let page = raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 11\r\n\r\n<s:Envelope");
        is_of_kind(&error(kind, &page, &CallOptions::new()), TransportErrorKind::Broken);
        let mut page = Way::Gzip.page(200, &message());
        // The check sum is wrong.
        let last = page.pieces.last_mut().unwrap();
        let at = last.len() - 6;
        last[at] ^= 1;
        is_of_kind(&error(kind, &page, &CallOptions::new()), TransportErrorKind::Broken);
    });
}

/// The server goes on holding the connection.
#[test]
fn answers_that_stop() {
    each(|kind| {
        let stops = |way: Way, missing: usize| {
            let mut bytes = way.page(200, &message()).pieces.concat();
            bytes.truncate(bytes.len().saturating_sub(missing));
            Page { pieces: vec![bytes], closes: false }
        };
        for (page, status) in [
            (stops(Way::Length, usize::MAX), None),
            (stops(Way::Length, message().len() + 20), None),
            (stops(Way::Length, 40), Some(200)),
            (stops(Way::Chunks, 40), Some(200)),
            (stops(Way::Gzip, 40), Some(200)),
            (stops(Way::Gzip, 4), Some(200)),
            (stops(Way::Continue, message().len() + 20), None),
        ] {
            with_time_outs(|time_out| {
                let error = error(kind, &page, &CallOptions::new().timeout(time_out));
                is_of_kind(&error, TransportErrorKind::Timeout);
                assert!(error.is_transient(), "{error:?}");
                error.call().status == status
            });
        }
    });
}

/// Texts in other encodings are refused, not misread.
#[test]
fn other_encodings() {
    each(|kind| {
        let text = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>\u{e9}</a>";
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let wide: Vec<u8> = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for body in [latin, wide] {
            let error = error(kind, &Way::Length.page(200, &body), &CallOptions::new());
            assert!(matches!(error, Error::Decode(_) | Error::Http(_)) && !error.is_transient(), "{error:?}");
        }
    });
}

/// What had come of a list before it broke off is there, and so is the error.
#[test]
fn lists_that_break_off() {
    each(|kind| {
        for effect in ["cut at=5000", "truncate at=5000"] {
            let simulator = ews_im_simulator::Simulator::builder()
                .directory(crate::scene::directory())
                .compression(false)
                .start_blocking()
                .unwrap();
            simulator.script(&format!("GetImItemList: {effect}")).unwrap();
            let items = kind.client(simulator.url()).some_items(&GetImItemList::default(), &CallOptions::new());
            let items = items.expect("the first item");
            assert!(matches!(items.first(), Some(Ok(ImItem::Group(_)))), "{items:?}");
            let n_errors = items.iter().filter(|item| item.is_err()).count();
            let Some(Err(error)) = items.last() else { panic!("{items:?}") };
            assert!(n_errors == 1 && error.is_transient() && error.call().status == Some(200), "{error:?}");
            assert_eq!(matches!(error, Error::Transport(_)), effect.starts_with("cut"), "{error:?}");
        }
        // Up to the first item, a call like any other.
        let simulator = start_with("GetImItemList#1: 503\nGetImItemList#2: drop\nGetImItemList#4-: busy as=response");
        let retry = CallOptions::new().retry(RetryPolicy::bounded(3).first_wait(Duration::from_millis(1)));
        let client = kind.client_with(simulator.url(), &Settings::with(retry));
        let items = client.some_items(&GetImItemList::default(), &CallOptions::new()).unwrap();
        assert_eq!((items.len(), simulator.counters().requests), (9, 3));
        let error = client.some_items(&GetImItemList::default(), &CallOptions::new()).unwrap_err();
        assert!(matches!(error, Error::Response(_)) && error.is_transient() && error.call().attempts == 3, "{error:?}");
    });
}
