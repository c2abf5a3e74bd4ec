//! Failures on the way: what the client makes of them, and which calls are made again.

use std::time::{Duration, Instant};

use ews_im::http::TransportErrorKind;
use ews_im::types::{AddImGroup, GetImItemList, ResponseCode};
use ews_im::{CallOptions, Error, RetryPolicy};

use crate::clients::{Settings, each};
use crate::scene::{builder, n_groups, start, start_with, with_time_outs};

/// A policy that does not wait long.
fn bounded(attempts: u32) -> CallOptions {
    CallOptions::new().retry(RetryPolicy::bounded(attempts).first_wait(Duration::from_millis(2)))
}

/// What passes, by script.
const PASSING: [&str; 21] = [
    "302",
    "408",
    "429",
    "502",
    "503",
    "504",
    "busy back-off=1",
    "busy as=response back-off=1",
    "busy as=inner back-off=1",
    "error ErrorInternalServerTransientError",
    "fault modern code=ErrorMailboxStoreUnavailable",
    "fault 2007 code=ErrorTimeoutExpired",
    "drop",
    "drop after",
    "drop head",
    "503 after",
    "busy as=fault after",
    "302 after",
    "cut",
    "cut at=0",
    "truncate",
];

/// What does not.
const LASTING: [&str; 10] = [
    "401",
    "404",
    "456",
    "500",
    "html",
    "error ErrorAccessDenied",
    "fault modern code=ErrorAccessDenied",
    "fault gromox",
    "fault out-of-office",
    "canned body=\"<not/>\"",
];

#[test]
fn idempotent_calls_get_over_what_passes() {
    each(|kind| {
        for effect in PASSING {
            let simulator = start_with(&format!("GetImItemList#1: {effect}"));
            let client = kind.client_with(simulator.url(), &Settings::with(bounded(3)));
            let response = client.call_with(&GetImItemList::default(), &CallOptions::new()).expect(effect);
            assert_eq!((response.call.attempts, response.call.status), (2, Some(200)), "{effect}");
            let requests = simulator.requests();
            assert_eq!(requests.len(), 2, "{effect}");
            // Both attempts are known by one name.
            let id = response.call.client_request_id;
            assert!(requests.iter().all(|request| request.header("client-request-id") == id.as_deref()), "{effect}");
            let is_read = effect != "drop head";
            assert_eq!(requests[0].body == requests[1].body, is_read, "{effect}");
        }
    });
}

#[test]
fn there_is_an_end_to_it() {
    each(|kind| {
        for effect in ["503", "drop", "busy as=response"] {
            let simulator = start_with(&format!("GetImItemList: {effect}"));
            let client = kind.client_with(simulator.url(), &Settings::with(bounded(3)));
            let error = client.call(&GetImItemList::default()).expect_err(effect);
            assert!(error.is_transient() && error.call().attempts == 3, "{effect}: {error:?}");
            assert_eq!(simulator.counters().requests, 3, "{effect}");
        }
    });
}

#[test]
fn lasting_failures_last() {
    each(|kind| {
        for effect in LASTING {
            let simulator = start_with(&format!("GetImItemList: {effect}"));
            let client = kind.client_with(simulator.url(), &Settings::with(bounded(3)));
            let error = client.call(&GetImItemList::default()).expect_err(effect);
            assert!(!error.is_transient() && error.call().attempts == 1, "{effect}: {error:?}");
            assert_eq!(simulator.counters().requests, 1, "{effect}");
        }
    });
}

/// A group is added once at most, whatever happens, on a connection that is new as on one that has been used before.
#[test]
fn what_may_have_been_done_is_not_done_twice() {
    each(|kind| {
        for is_used in [false, true] {
            for effect in PASSING {
                let simulator = start_with(&format!("AddImGroup: {effect}"));
                let client = kind.client_with(simulator.url(), &Settings::with(bounded(3)));
                if is_used {
                    client.call(&GetImItemList::default()).unwrap();
                }
                let before = simulator.counters().requests;
                let error = client.call(&AddImGroup::new("New").unwrap()).expect_err(effect);
                assert!(error.is_transient() && error.call().attempts == 1, "{effect}: {error:?}");
                assert_eq!(simulator.counters().requests - before, 1, "{effect}, used: {is_used}");
                let is_done = effect.ends_with("after") || effect.starts_with("cut") || effect == "truncate";
                assert_eq!(n_groups(&simulator, "New"), usize::from(is_done), "{effect}, used: {is_used}");
            }
        }
    });
}

/// Who wants it has it made again, and is told that it had been done.
#[test]
fn every_operation_on_request() {
    each(|kind| {
        let simulator = start_with("AddImGroup#1: drop after");
        let policy = RetryPolicy::bounded(2).first_wait(Duration::from_millis(2)).every_operation();
        let client = kind.client_with(simulator.url(), &Settings::with(CallOptions::new().retry(policy)));
        let error = client.call(&AddImGroup::new("New").unwrap()).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists));
        assert_eq!((error.call().attempts, n_groups(&simulator, "New")), (2, 1));
    });
}

/// The answer comes after five minutes, what it tells of has been done at once.
#[test]
fn what_takes_too_long_may_have_been_done() {
    each(|kind| {
        with_time_outs(|time_out| {
            let simulator = start_with("AddImGroup: delay 300s after");
            let options = bounded(3).timeout(time_out);
            let error = kind.client(simulator.url()).call_with(&AddImGroup::new("New").unwrap(), &options).unwrap_err();
            let is_timeout = matches!(&error, Error::Transport(it) if it.error.kind() == TransportErrorKind::Timeout);
            assert!(is_timeout && error.is_transient() && error.call().attempts == 1, "{error:?}");
            assert!(n_groups(&simulator, "New") <= 1 && simulator.counters().requests <= 1);
            n_groups(&simulator, "New") == 1
        });
    });
}

/// What the server says of its own troubles, for those who look after it.
#[test]
fn headers_of_the_server_stand_in_errors() {
    each(|kind| {
        for effect in ["503", "fault modern", "error ErrorAccessDenied", "truncate", "cut"] {
            let simulator = start_with(&format!(
                "*: {effect}\n*: header \"X-CasErrorCode: ServerNotFound\"\n*: header \"X-DiagInfo: EX07\""
            ));
            let error = kind.client(simulator.url()).call(&GetImItemList::default()).expect_err(effect);
            let call = error.call();
            assert_eq!(call.cas_error_code.as_deref(), Some("ServerNotFound"), "{effect}");
            assert_eq!(
                (call.diag_info.as_deref(), call.fe_server.as_deref()),
                (Some("EX07"), Some("EX01")),
                "{effect}"
            );
        }
    });
}

/// What kind of error a broken connection is, and what is known of the call all the same.
#[test]
fn broken_connections_are_told_from_broken_answers() {
    each(|kind| {
        for is_compressing in [true, false] {
            let simulator = builder().compression(is_compressing).start_blocking().unwrap();
            let client = kind.client(simulator.url());
            for effect in ["drop", "drop after", "drop head", "cut", "cut at=0", "cut at=20"] {
                simulator.clear_script();
                simulator.script(&format!("GetImItemList: {effect}")).unwrap();
                let error = client.call(&GetImItemList::default()).expect_err(effect);
                let Error::Transport(transport) = &error else { panic!("{effect}: {error:?}") };
                assert_eq!(transport.error.kind(), TransportErrorKind::Broken, "{effect}: {error:?}");
                // The head of an answer that is cut has come.
                let has_head = effect.starts_with("cut");
                let (status, id) = (error.call().status, &error.call().request_id);
                assert_eq!((status, id.is_some()), (has_head.then_some(200), has_head), "{effect}");
                let id = error.call().client_request_id.as_deref().unwrap();
                let text = error.to_string();
                assert!(text.starts_with("no answer: the connection broke: "), "{effect}: {text}");
                assert!(text.ends_with(&format!(" [client-request-id {id}]")), "{effect}: {text}");
            }
            simulator.clear_script();
            client.call(&GetImItemList::default()).unwrap();
        }
    });
}

/// An answer that is whole for HTTP but not for XML.
#[test]
fn answers_that_end_early() {
    each(|kind| {
        for effect in ["truncate", "truncate at=60", "truncate at=900"] {
            let simulator = start_with(&format!("GetImItemList: {effect}"));
            let error = kind.client(simulator.url()).call(&GetImItemList::default()).unwrap_err();
            assert!(error.is_transient() && error.call().status == Some(200), "{effect}: {error:?}");
            let Error::Decode(decode) = &error else { panic!("{effect}: {error:?}") };
            assert!(decode.is_truncated() && decode.body.starts_with("<?xml"), "{effect}");
            assert!(decode.line() >= 1 && decode.column() > 1, "{effect}");
        }
        // Nothing at all is less than that.
        let simulator = start_with("GetImItemList: truncate at=0");
        let error = kind.client(simulator.url()).call(&GetImItemList::default()).unwrap_err();
        assert!(matches!(&error, Error::Decode(decode) if decode.body.is_empty()), "{error:?}");
    });
}

#[test]
fn connections_that_are_not_taken() {
    each(|kind| {
        let simulator = start_with("connection#1: drop");
        let client = kind.client(simulator.url());
        let error = client.call(&AddImGroup::new("New").unwrap()).unwrap_err();
        assert!(matches!(error, Error::Transport(_)) && error.is_transient(), "{error:?}");
        assert_eq!((n_groups(&simulator, "New"), simulator.counters().requests), (0, 0));
        let simulator = start_with("connection#1-2: drop");
        let client = kind.client_with(simulator.url(), &Settings::with(bounded(3)));
        let response = client.call_with(&GetImItemList::default(), &CallOptions::new()).unwrap();
        assert_eq!((response.call.attempts, simulator.counters().connections), (3, 3));
    });
}

#[test]
fn the_wait_is_at_least_what_the_server_asks_for() {
    each(|kind| {
        for effect in ["503 retry-after=1", "busy back-off=1000", "busy as=inner back-off=1000"] {
            let simulator = start_with(&format!("GetImItemList#1: {effect}"));
            let client = kind.client_with(simulator.url(), &Settings::with(bounded(2)));
            let started = Instant::now();
            client.call(&GetImItemList::default()).expect(effect);
            assert!(started.elapsed() >= Duration::from_secs(1), "{effect}: {:?}", started.elapsed());
        }
        // Who asks for more than the policy admits gets no second attempt, and the error says how long.
        let simulator = start_with("GetImItemList: 503 retry-after=3600");
        let client = kind.client_with(simulator.url(), &Settings::with(bounded(2)));
        let error = client.call(&GetImItemList::default()).unwrap_err();
        assert_eq!((error.retry_after(), error.call().attempts), (Some(Duration::from_secs(3600)), 1));
    });
}

/// The server would answer after five minutes.
#[test]
fn time_outs() {
    each(|kind| {
        let simulator = start_with("*: delay 300s");
        let client = kind.client(simulator.url());
        let options = CallOptions::new().timeout(Duration::from_millis(200));
        let started = Instant::now();
        let error = client.call_with(&AddImGroup::new("New").unwrap(), &options).unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.error.kind(), TransportErrorKind::Timeout, "{error:?}");
        assert!(error.is_transient() && error.call().status.is_none() && error.call().attempts == 1);
        assert!(error.to_string().starts_with("no answer: no answer in time"), "{error}");
        assert_eq!(n_groups(&simulator, "New"), 0);
        // Each attempt has its time.
        let options = options.retry(RetryPolicy::bounded(3).first_wait(Duration::from_millis(2)));
        let error = client.with_options(&options).call(&GetImItemList::default()).unwrap_err();
        assert!(matches!(&error, Error::Transport(it) if it.error.kind() == TransportErrorKind::Timeout), "{error:?}");
        assert_eq!(error.call().attempts, 3);
        assert!(started.elapsed() >= Duration::from_millis(800));
    });
}

#[test]
fn answers_that_are_too_long() {
    each(|kind| {
        let simulator = start();
        let settings = Settings { max_answer_bytes: Some(1_000), ..Settings::with(bounded(3)) };
        let client = kind.client_with(simulator.url(), &settings);
        client.call(&AddImGroup::new("New").unwrap()).unwrap();
        let error = client.call(&GetImItemList::default()).unwrap_err();
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.error.kind(), TransportErrorKind::TooLong);
        assert_eq!((error.is_transient(), error.call().attempts, error.call().status), (false, 1, Some(200)));
    });
}

/// One failure in three, by chance, and every call of an idempotent operation comes through.
#[test]
fn a_server_in_trouble() {
    each(|kind| {
        let simulator = start_with(
            "seed 7\n*?0.1: 503\n*?0.1: drop after\n*?0.1: cut\n*?0.1: busy as=inner\n*?0.1: truncate\n*?0.2: bom\n\
             *?0.2: no-header\n*?0.2: unknown-elements",
        );
        let client = kind.client_with(simulator.url(), &Settings::with(bounded(40)));
        let mut n_attempts = 0;
        for _ in 0..40 {
            n_attempts += client.call_with(&GetImItemList::default(), &CallOptions::new()).unwrap().call.attempts;
        }
        assert!(n_attempts > 40);
        assert_eq!(simulator.counters().requests, u64::from(n_attempts));
    });
}
