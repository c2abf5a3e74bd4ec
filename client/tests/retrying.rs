//! When calls are made again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::Duration;

use ews_im::http::TransportErrorKind;
use ews_im::types::{AddImGroup, GetImItemList, ItemId, RemoveImGroup};
use ews_im::{CallOptions, Error, ImOperation, RetryPolicy};
use support::{Canned, call, envelope, fault, ok, success, with_headers, with_status};

const BUSY: fn() -> Canned = || with_status(503, "");

fn list() -> Canned {
    ok(envelope(
        "<GetImItemListResponse ResponseClass='Success' \
         xmlns='http://schemas.microsoft.com/exchange/services/2006/messages'><ResponseCode>NoError</ResponseCode>\
         </GetImItemListResponse>",
    ))
}

fn bounded(attempts: u32) -> CallOptions {
    CallOptions::new().retry(RetryPolicy::bounded(attempts))
}

/// How often the server was asked, and how long the client has waited.
fn tried(answers: Vec<Canned>, options: CallOptions) -> (bool, usize, Vec<Duration>) {
    let outcome = call(&GetImItemList::default(), answers, options);
    let attempts = match &outcome.result {
        Ok(response) => response.call.attempts,
        Err(error) => error.call().attempts,
    };
    assert_eq!(usize::try_from(attempts), Ok(outcome.server.requests().len()));
    (outcome.result.is_ok(), outcome.server.requests().len(), outcome.server.waits())
}

#[test]
fn calls_are_made_once_unless_told() {
    assert_eq!(tried(vec![BUSY()], CallOptions::new()), (false, 1, vec![]));
    assert_eq!(tried(vec![BUSY()], CallOptions::new().retry(RetryPolicy::off())), (false, 1, vec![]));
}

#[test]
fn passing_errors_pass() {
    let truncated = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Bo";
    for passing in [
        BUSY(),
        with_status(429, ""),
        with_headers(302, &[("location", "/ews/genericerrorpage.htm")], ""),
        with_status(500, fault("ErrorServerBusy", "")),
        with_status(500, fault("ErrorInternalServerTransientError", "")),
        Canned::Failure(TransportErrorKind::Connect),
        Canned::Failure(TransportErrorKind::Timeout),
        Canned::Broken(b"<s:En".to_vec()),
        ok(truncated),
    ] {
        let (is_ok, n_attempts, waits) = tried(vec![passing.clone(), list()], bounded(3));
        assert!(is_ok && n_attempts == 2 && waits.len() == 1, "{passing:?}");
        assert!(waits[0] >= Duration::from_millis(375) && waits[0] <= Duration::from_millis(625), "{waits:?}");
    }
}

#[test]
fn lasting_errors_last() {
    for lasting in [
        with_status(401, ""),
        with_status(404, ""),
        with_status(500, fault("ErrorAccessDenied", "")),
        with_status(500, ""),
        Canned::Failure(TransportErrorKind::Other),
        ok("<s:Envelope/>"),
    ] {
        assert_eq!(tried(vec![lasting.clone()], bounded(3)), (false, 1, vec![]), "{lasting:?}");
    }
}

#[test]
fn there_is_an_end_to_it() {
    let (is_ok, n_attempts, waits) = tried(vec![BUSY(); 4], bounded(4));
    assert_eq!((is_ok, n_attempts, waits.len()), (false, 4, 3));
    // The waits double, whatever chance adds.
    for (wait, expected) in waits.iter().zip([0.5, 1.0, 2.0]) {
        let share = wait.as_secs_f64() / expected;
        assert!((0.75..=1.25).contains(&share), "{waits:?}");
    }
    let options = CallOptions::new()
        .retry(RetryPolicy::bounded(5).first_wait(Duration::from_secs(10)).max_wait(Duration::from_secs(11)));
    let (.., waits) = tried(vec![BUSY(); 5], options);
    assert!(waits.iter().all(|wait| *wait <= Duration::from_secs(11)), "{waits:?}");
}

#[test]
fn the_wait_is_what_the_server_asks_for() {
    let asked = [
        (with_headers(503, &[("retry-after", "2")], ""), 2000),
        (with_status(500, fault("ErrorServerBusy", "<t:Value Name='BackOffMilliseconds'>1500</t:Value>")), 1500),
    ];
    for (busy, millis) in asked {
        let (is_ok, _, waits) = tried(vec![busy, list()], bounded(2));
        let asked = Duration::from_millis(millis);
        assert!(is_ok && waits[0] >= asked && waits[0] <= asked.mul_f64(1.25), "{waits:?}");
    }
    // Who asks for more than the policy admits gets no second attempt.
    let busy = with_headers(503, &[("retry-after", "31")], "");
    assert_eq!(tried(vec![busy.clone()], bounded(2)), (false, 1, vec![]));
    let patient = CallOptions::new().retry(RetryPolicy::bounded(2).max_wait(Duration::from_secs(60)));
    assert_eq!(tried(vec![busy, list()], patient).1, 2);
}

#[test]
fn what_may_have_been_done_is_not_done_twice() {
    let adding = AddImGroup::new("Friends").unwrap();
    let outcome = call(&adding, [Canned::Failure(TransportErrorKind::Broken)], bounded(3));
    assert!(matches!(outcome.result, Err(Error::Transport(_))));
    assert_eq!(outcome.server.requests().len(), 1);
    let removing = RemoveImGroup::new(ItemId::new("AAMk"));
    let outcome = call(&removing, [BUSY()], bounded(3));
    assert_eq!(outcome.server.requests().len(), 1);
    // Unless told.
    let every = CallOptions::new().retry(RetryPolicy::bounded(3).every_operation());
    let outcome = call(&adding, [BUSY(), success()], every);
    assert_eq!(outcome.result.map(|response| response.call.attempts).unwrap(), 2);
}

#[test]
fn attempts_are_known_by_one_name() {
    let options = CallOptions::new().retry(RetryPolicy::bounded(2));
    let outcome = call(&GetImItemList::default(), [BUSY(), list()], options);
    let requests = outcome.server.requests();
    assert_eq!(requests[0].headers, requests[1].headers);
    assert_eq!(requests[0].body, requests[1].body);
}

#[test]
fn it_is_known_which_operations_may_be_called_twice() {
    use ews_im::types::operations as o;
    let known = [
        ("AddDistributionGroupToImList", o::AddDistributionGroupToImList::IDEMPOTENT),
        ("AddImContactToGroup", o::AddImContactToGroup::IDEMPOTENT),
        ("AddImGroup", o::AddImGroup::IDEMPOTENT),
        ("AddNewImContactToGroup", o::AddNewImContactToGroup::IDEMPOTENT),
        ("AddNewTelUriContactToGroup", o::AddNewTelUriContactToGroup::IDEMPOTENT),
        ("GetImItemList", o::GetImItemList::IDEMPOTENT),
        ("GetImItems", o::GetImItems::IDEMPOTENT),
        ("RemoveContactFromImList", o::RemoveContactFromImList::IDEMPOTENT),
        ("RemoveDistributionGroupFromImList", o::RemoveDistributionGroupFromImList::IDEMPOTENT),
        ("RemoveImContactFromGroup", o::RemoveImContactFromGroup::IDEMPOTENT),
        ("RemoveImGroup", o::RemoveImGroup::IDEMPOTENT),
        ("SetImGroup", o::SetImGroup::IDEMPOTENT),
        ("SetImListMigrationCompleted", o::SetImListMigrationCompleted::IDEMPOTENT),
    ];
    let idempotent: Vec<_> = known.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
    let expected = ["AddImContactToGroup", "GetImItemList", "GetImItems", "SetImGroup", "SetImListMigrationCompleted"];
    assert_eq!(idempotent, expected);
}
